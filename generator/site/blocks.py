"""What a page says, as the search takes it: its title and the blocks of its main text.

Templates write plain markup: every element is closed, and stands where it may. Such pages are read
tag by tag, in a quarter of the time that lxml takes; all others, of which a browser has to guess the
tree, are given to lxml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

from lxml import html

from generator.site import tokens

# A block is what a query has to stand in; the outermost counts, since a list's item holds what
# its paragraphs hold.
BLOCKS = frozenset({"p", "li", "td", "dd", "dt", "caption", "h1", "h2", "h3", "h4", "h5", "h6"})
# A drawing says in words beside it what it shows.
_SKIPPED = frozenset({"script", "style", "svg", "template", "noscript"})
# Elements within a line: between two others, the letters of one word are not neighbours.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd"}
    | {"mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"}
    | {"time", "u", "var", "wbr"}
)


_HIDING = frozenset({"hidden", "data-search-ignore"})
_MARK = "data-search-first"
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# Elements of which the inside is read in a way of its own, or that stand once, elsewhere.
_UNUSUAL = frozenset(
    {"body", "frame", "frameset", "head", "html", "iframe", "main", "noembed", "noframes"}
    | {"plaintext", "xmp"}
)

_MAIN = re.compile("<main(?:\\s[^>]*)?>")
_TITLE = re.compile("<title>([^<]*)</title>")
_DRAWING = re.compile("<svg(?:\\s[^>]*)?>[^<]*(?:<(?!/?svg\\b)[^<]*)*</svg>")
_TAG = re.compile("<([^>]*)>")
_NAME = re.compile("[a-z][a-z0-9]*")
_QUOTED = re.compile('"[^"]*"')
_EDGE = "\x01"
_UNUSUAL_TEXT = re.compile(
    "&(?!(?:amp|lt|gt|quot|nbsp|#34|#39);)|[\\x00\\x02-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ufffe\\uffff]"
)


def page_blocks(page: str) -> list[str]:
    """Return a rendered page's title and the outermost blocks of its <main>, as `tokens.tidy`.

    After the title come the blocks marked `data-search-first`: what a search shows of the page first.
    Left out: what is `hidden` or marked `data-search-ignore`, scripts, styles, templates; empty
    blocks. The title is first and may be empty. Raises ValueError without a <main>.
    """
    try:
        return _plain_blocks(page)
    except _UnusualError:
        return tree_blocks(page)


class _UnusualError(Exception):
    """The markup is not as plain as templates write it."""


# What a tag does to the text around it.
_END_INLINE, _END, _INLINE_START, _START, _BLOCK, _FIRST, _SKIP, _LONE_INLINE, _LONE = range(9)
_WITHIN_A_LINE = frozenset({_INLINE_START, _LONE_INLINE})
_BLOCK_STARTS = frozenset({_BLOCK, _FIRST})


def _plain_blocks(page: str) -> list[str]:
    """As `page_blocks`. Raises _UnusualError where the tree is not what the tags say one by one."""
    start = _MAIN.search(page)
    title = _TITLE.search(page, 0, start.start()) if start else None
    once = page.count("<main") == page.count("</main>") == 1 and "<!--" not in page
    if not (start and title and once):
        raise _UnusualError
    main = page[start.end() : page.index("</main>")]
    drawings = 1
    while drawings:  # one may stand in another
        main, drawings = _DRAWING.subn("", main)
    around: tuple[str, ...] = ("main",)
    first, later = [title[1], _EDGE], []
    blocks = 1
    # Section by section: pages that differ as a whole are built of the same few sections.
    before, *sections = main.split("<section")
    for part in [before, *(f"<section{section}" for section in sections)]:
        pieces = _TAG.split(part)
        plan = _plan(around, tuple([_TAGS.get(tag) or _learnt(tag) for tag in pieces[1::2]]))
        around = plan.around
        blocks += plan.blocks
        texts = [*pieces[::2], " ", _EDGE]
        first += [texts[index] for index in plan.first]
        later += [texts[index] for index in plan.later]
    said = "".join(first + later)
    if around != ("main",) or said.count(_EDGE) != blocks or _UNUSUAL_TEXT.search(said):
        raise _UnusualError
    head, *found = tokens.tidy(unescape(said) if "&" in said else said).split(_EDGE)
    return [head, *(text for text in found if text)]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What to take of a part of a page, by number of the text between its tags, and how many blocks begin.

    The two numbers after the last text's are a space and an edge. first: what is to stand before the
    rest of the page. around: the elements that are open after the part.
    """

    around: tuple[str, ...]
    first: tuple[int, ...]
    later: tuple[int, ...]
    blocks: int


@lru_cache(maxsize=20_000)
def _plan(outside: tuple[str, ...], tags: tuple[tuple[int, str], ...]) -> _Plan:
    """What a part's tags say to take of it; parts of many pages are built alike.

    Raises _UnusualError where the tree is another than they say, or a block goes on after the part.
    """
    space, edge = len(tags) + 1, len(tags) + 2
    first: list[int] = []
    later: list[int] = []
    block: list[int] | None = None
    blocks = skipped = inside = 0  # of the last two: how deep, 0 where there is none
    around = list(outside)
    for text, (does, name) in enumerate(tags):
        if block is not None and not skipped:
            block.append(text)
        if does <= _END:
            if around[-1] != name or len(around) == 1:
                raise _UnusualError
            if skipped:
                skipped *= skipped != len(around)
            elif block is not None:
                if len(around) == inside:
                    block.append(edge)
                    block = None
                elif does == _END:
                    block.append(space)
            around.pop()
            continue
        if not _nests(around[-1], name):
            raise _UnusualError
        if does < _LONE_INLINE:
            around.append(name)
        if skipped or does in _WITHIN_A_LINE:
            continue
        if does == _SKIP:
            skipped = len(around)
        elif block is not None:
            block.append(space)
        elif does in _BLOCK_STARTS:
            block = first if does == _FIRST else later
            inside = len(around)
            blocks += 1
    if block is not None or skipped:
        raise _UnusualError
    return _Plan(tuple(around), tuple(first), tuple(later), blocks)


_TAGS: dict[str, tuple[int, str]] = {}
"""What a tag, without its brackets, does, and the name of its element: many come again and again."""
_MOST = 20_000


def _learnt(tag: str) -> tuple[int, str]:
    if len(_TAGS) >= _MOST:
        _TAGS.clear()
    _TAGS[tag] = _read_tag(tag)
    return _TAGS[tag]


def _read_tag(tag: str) -> tuple[int, str]:
    ends = tag.startswith("/")
    bare = _QUOTED.sub("", tag[1:] if ends else tag)
    name = _NAME.match(bare)
    # A quote that stays is of a value that holds a bracket, or of another kind.
    if not name or name[0] in _UNUSUAL or set(bare) & set("\"'`<"):
        raise _UnusualError
    rest = bare[name.end() :]
    if rest and (ends or not (rest[0].isspace() or rest == "/")):
        raise _UnusualError
    inline = name[0] in _INLINE
    marks = {attribute.partition("=")[0] for attribute in rest.split()}
    if ends:
        does = _END_INLINE if inline else _END
    elif name[0] in _VOID or rest.endswith("/"):
        hidden = inline or marks & _HIDING or name[0] in _SKIPPED
        does = _LONE_INLINE if hidden else _LONE
    elif name[0] in _SKIPPED or marks & _HIDING:
        does = _SKIP
    elif name[0] in BLOCKS:
        does = _FIRST if _MARK in marks else _BLOCK
    else:
        does = _INLINE_START if inline else _START
    return does, name[0]


@cache
def _nests(outer: str, inner: str) -> bool:
    """Whether an element may stand in another; else the parser closes the outer one before it."""
    tree = html.fragment_fromstring(f"<{outer}><{inner}></{inner}></{outer}>", create_parent="div")
    return [element.tag for element in tree.iter()] == ["div", outer, inner] and len(tree) == 1


def tree_blocks(page: str) -> list[str]:
    """As `page_blocks`, of any markup: what the tree says that lxml makes of it."""
    document = html.document_fromstring(page or "<html></html>")
    main = document.find(".//main")
    if main is None:
        raise ValueError("no <main>")
    title = document.find(".//head/title")
    blocks = sorted(_outermost(main), key=lambda block: _MARK not in block.attrib)
    found = (tokens.tidy(_text(block)) for block in blocks)
    return [
        tokens.tidy("" if title is None else title.text or ""),
        *(block for block in found if block),
    ]


def _outermost(element: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in element:
        if _skipped(child):
            continue
        if child.tag in BLOCKS:
            yield child
        else:
            yield from _outermost(child)


def _skipped(element: html.HtmlElement) -> bool:
    return (
        not isinstance(element.tag, str)  # a comment
        or element.tag in _SKIPPED
        or not _HIDING.isdisjoint(element.attrib)
    )


def _text(element: html.HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element:
        if not _skipped(child):
            gap = "" if child.tag in _INLINE else " "
            parts += (gap, _text(child), gap)
        parts.append(child.tail or "")
    return "".join(parts)
