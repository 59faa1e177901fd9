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
_TEXT = "p|li|dd|td"
_NEVER = (
    "a|button|code|figcaption|h[1-6]|label|nav|pre|script|select|style|summary|svg|template|th|time"
)
_NEVER_CLASS = "tag|state|citation|section-note|head-tags|quotation-kind"
# Of all tags those that begin or end a place where notes may stand; what others are between does not matter.
_EDGE = re.compile(
    rf"<(?:(?P<text>{_TEXT})(?=[ >])(?![^>]* class=\"(?:{_NEVER_CLASS})\b)"
    rf"|(?P<end>/(?:{_TEXT}))(?=>)"
    rf"|(?P<never>{_NEVER}|(?:[a-z][a-z0-9]*(?=[^>]* class=\"(?:{_NEVER_CLASS})\b)))(?=[ >])"
    r"|(?P<table>table)(?=[ >]))[^>]*>"
)


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """A term of the law, its gloss, and where the glossary explains it (`/glossary/#id`).

    Two are the same only where they are one: what is found by all of them is asked for on every page.
    """

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
    parts: list[str] = []
    at = 0
    for first, last in _running(page, start, end):
        for found in words.finditer(page, first, last):
            if found[0] in waiting and not _inside_tag(page, first, found.start()):
                parts += (page[at : found.start()], _noted(waiting.pop(found[0]), found[0], link))
                at = found.end()
        if not waiting:
            break
    return "".join([*parts, page[at:]])


@lru_cache(maxsize=4)
def _finder(notes: tuple[Note, ...]) -> tuple[re.Pattern[str], Mapping[str, Note]]:
    """One expression for all terms, the longer first, as they stand in HTML."""
    by_term = {str(escape(note.term)): note for note in notes}
    longest = sorted(by_term, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), by_term


def _running(page: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Where running text stands: stretches without a link, a heading or another place without notes.

    A stretch may hold tags of other elements.
    """
    depth = 0
    begun = at
    search = _EDGE.search
    while edge := search(page, at, end):
        kind = edge.lastgroup
        start, at = edge.span()
        if depth and start > begun:
            yield begun, start
        if kind == "text":
            depth += 1
        elif kind == "end":
            depth -= 1
        elif kind == "never":
            at = _closed(page, edge[kind], at, end)
        elif "<a " in page[at : page.find("</table>", at)]:
            at = _closed(page, "table", at, end)
        begun = at


def _closed(page: str, name: str, at: int, end: int) -> int:
    """Where an element ends that began before `at`; elements of its name may stand in it."""
    inner, close = f"<{name}", f"</{name}>"
    found = page.find(close, at, end)
    opened = page.count(inner, at, found)
    after = found + len(close)
    while found >= 0 and opened:
        # As many ends more as others began before this one.
        before = after
        for _ in range(opened):
            found = page.find(close, after, end)
            after = found + len(close)
        opened = page.count(inner, before, found)
    return after if found >= 0 else end


def _inside_tag(page: str, first: int, at: int) -> bool:
    return page.rfind("<", first, at) > page.rfind(">", first, at)


def _noted(note: Note, words: str, link: Callable[[str], str]) -> str:
    return f'<a class="term" href="{escape(link(note.address))}" title="{escape(note.gloss)}">{words}</a>'
