"""A law's articles on a page of another site, told from a page that does not have the law.

A database in trouble answers with a page of apologies and status 200, a search form, another law, or half
of the text. Taken for the law, each of them would be a change.
"""

import re
from collections.abc import Sequence

from generator.numerals import article_label
from generator.sources.statute_changes import Digested
from generator.sources.statutes import StatuteError, normalise, read_statute

LONGEST, MOST = 1_000_000, 6_000
"""Characters of a page, and articles that it speaks of: the longest code has a sixth and a fifth of that.
Reading takes time by the square of their number, and a page may be made to last."""


class PageError(Exception):
    """The page does not have the law, or not whole; the message says what stands there instead."""


def articles_on(text: str, title: str) -> list[Digested]:
    """The articles of the law of this title, from the words of a page. Raises PageError."""
    if len(text) > LONGEST or len(re.findall(r"第[^第条\n]{1,12}条", text)) > MOST:
        raise PageError("打开的页面太长，不像一部法律")
    try:
        statute = read_statute(text)
    except StatuteError:
        raise PageError("打开的页面里没有条文，像是出错的页面或者查询页") from None
    if any("重复出现" in warning.message for warning in statute.warnings):
        raise PageError("打开的页面里条文号重复，分不清哪一条是现在的")
    head = "\n".join(text.splitlines()[: statute.articles[0].line - 1])
    if normalise(title.strip("《》")) not in normalise(head):
        raise PageError(f"打开的页面上没有“{title}”这个题目，像是别的法律")
    return [Digested(one.number, one.digest) for one in statute.articles]


def refuse_cut_off(shown: Sequence[Digested], held: Sequence[Digested]) -> None:
    """PageError where a page has just the beginning of a text that is held: it was not shown whole."""
    begins = [(one.number, one.digest) for one in held[: len(shown)]]
    if len(shown) < len(held) and begins == [(one.number, one.digest) for one in shown]:
        last = article_label(shown[-1].number)
        raise PageError(f"打开的页面只到{last}，记录里共{len(held)}条，像是没有显示完")
