"""首次用到的法律用语加注：页面正文里第一次出现的术语，连到术语表，悬停可见解释。

One pass over a rendered page, so that a template need not know which of its words are terms and
what a reader sees first is noted first, whoever wrote it. The note is a link (keyboard, touch) with
the gloss as its title (mouse, screen reader): the gloss is an attribute, so no text is added and
the search finds on the page what it found before.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import escape

REGISTERS = frozenset({"powers", "penalties", "laws", "discretion", "content"})
"""The pages that get notes, by the register under which the search finds them."""

# Running text: a heading, a table of links or a label is not where one reads a word first.
_TEXT = frozenset({"p", "li", "dd", "td"})
_NEVER = frozenset(
    {"a", "button", "code", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "label", "nav", "pre"}
    | {"script", "select", "style", "summary", "svg", "template", "th", "time"}
)
_NEVER_CLASS = re.compile(r'class="(?:tag|state|citation|section-note|head-tags|quotation-kind)\b')
_VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")


@dataclass(frozen=True, slots=True)
class Note:
    """A term of the law, its gloss, and where the glossary explains it (`/glossary/#id`)."""

    term: str
    gloss: str
    address: str


def annotated(page: str, notes: tuple[Note, ...], link: Callable[[str], str]) -> str:
    """A page with a note at the first use of each term in the running text of its <main>.

    page: a whole rendered page. link: an address of the site as this page has to write it.
    """
    start, end = page.find("<main"), page.rfind("</main>")
    if not notes or start < 0 or end < 0:
        return page
    words, by_term = _finder(notes)
    waiting = dict(by_term)
    return page[:start] + "".join(_parts(page[start:end], words, waiting, link)) + page[end:]


@lru_cache(maxsize=4)
def _finder(notes: tuple[Note, ...]) -> tuple[re.Pattern[str], Mapping[str, Note]]:
    """One expression for all terms, the longer first, as they stand in HTML."""
    by_term = {str(escape(note.term)): note for note in notes}
    longest = sorted(by_term, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), by_term


def _parts(
    main: str, words: re.Pattern[str], waiting: dict[str, Note], link: Callable[[str], str]
) -> Iterator[str]:
    # Of each open element: whether the text in it may be noted.
    open_elements: list[bool | None] = [False]
    at = 0
    for tag in _TAG.finditer(main):
        text = main[at : tag.start()]
        yield _noted(text, words, waiting, link) if open_elements[-1] and waiting else text
        yield tag[0]
        at = tag.end()
        name = tag[2]
        if tag[1]:
            open_elements.pop()
        elif name not in _VOID and not tag[0].endswith("/>"):
            may = _may(name, tag[0], open_elements[-1])
            if name == "table" and "<a " in main[at : main.find("</table>", at)]:
                may = None
            open_elements.append(may)
    yield main[at:]


def _may(name: str, tag: str, around: bool | None) -> bool | None:
    """True in running text, None inside what is never noted, False elsewhere."""
    if around is None or name in _NEVER or _NEVER_CLASS.search(tag):
        return None
    return around or name in _TEXT


def _noted(
    text: str, words: re.Pattern[str], waiting: dict[str, Note], link: Callable[[str], str]
) -> str:
    def first(found: re.Match[str]) -> str:
        note = waiting.pop(found[0], None)
        if note is None:
            return found[0]
        return (
            f'<a class="term" href="{escape(link(note.address))}" title="{escape(note.gloss)}">'
            f"{found[0]}</a>"
        )

    return words.sub(first, text)
