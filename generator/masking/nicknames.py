"""What a person is called besides a name: 小刘, 老李, 阿牛, and what a text itself says somebody is called.

As little as 刘某 says, so `find` passes over it; whoever makes a docket public asks all the same, since those who know
the place know who is meant.
"""

import re
from collections.abc import Iterator

from .lattice import is_word
from .lexicon import SURNAMES
from .likely import follows, stands_behind
from .spans import Found, Kind

FAMILIAR = "小老阿"
# 小张, 小马 are words of the dictionary and people nevertheless.
_OFTEN = frozenset("王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗")
_FAMILIAR = re.compile(rf"[{FAMILIAR}]([{''.join(sorted(SURNAMES))}])")
_SAID = re.compile(
    r"(?:小名|乳名|外号|绰号|诨号|网名|昵称|花名|人称)(?:[为是叫:]|叫做)?[“\"'(]?([\u4e00-\u9fffA-Za-z0-9_]{2,10}?)(?=[”\"'),.。;、(]|的|$)"
)


def find_nicknames(text: str) -> Iterator[Found]:
    """Where a folded text calls a person so; never certain."""
    for match in _SAID.finditer(text):
        yield Found(match.start(1), match.end(1), Kind.OTHER, False, "自然人的别名")
    for match in _FAMILIAR.finditer(text):
        if is_word(match[0]) and match[1] not in _OFTEN:
            continue
        before, after = stands_behind(text, *match.span()), follows(text, match.end())
        if before & {"before:role", "before:role+mark", "before:person", "before:person+mark"}:
            fits = not after & {"after:place", "after:other"}
        else:
            fits = bool(
                before & {"before:mark"} and after & {"after:deed", "after:title", "after:person"}
            )
        if fits:
            yield Found(match.start(), match.end(), Kind.NAME, False, "形似对自然人的称呼")
