"""What a page says, as the search takes it: its title and the blocks of its main text."""

from collections.abc import Iterator

from lxml import html

from generator.site import tokens

# A block is what a query has to stand in; the outermost counts, since a list's item holds what
# its paragraphs hold.
BLOCKS = frozenset({"p", "li", "td", "dd", "dt", "caption", "h1", "h2", "h3", "h4", "h5", "h6"})
_SKIPPED = frozenset({"script", "style", "template", "noscript"})
# Elements within a line: between two others, the letters of one word are not neighbours.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd"}
    | {"mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"}
    | {"time", "u", "var", "wbr"}
)


def page_blocks(page: str) -> list[str]:
    """Return a rendered page's title and the outermost blocks of its <main>, as `tokens.tidy`.

    After the title come the blocks marked `data-search-first`: what a search shows of the page first.
    Left out: what is `hidden` or marked `data-search-ignore`, scripts, styles, templates; empty
    blocks. The title is first and may be empty. Raises ValueError without a <main>.
    """
    document = html.document_fromstring(page or "<html></html>")
    main = document.find(".//main")
    if main is None:
        raise ValueError("no <main>")
    title = document.find(".//head/title")
    blocks = sorted(_outermost(main), key=lambda block: "data-search-first" not in block.attrib)
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
        or "hidden" in element.attrib
        or "data-search-ignore" in element.attrib
    )


def _text(element: html.HtmlElement) -> str:
    parts = [element.text or ""]
    for child in element:
        if not _skipped(child):
            gap = "" if child.tag in _INLINE else " "
            parts += (gap, _text(child), gap)
        parts.append(child.tail or "")
    return "".join(parts)
