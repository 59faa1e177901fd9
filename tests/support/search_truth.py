"""What a search must find, from the pages' HTML alone: the measure of the index.

Written apart from the generator on purpose (another parser, no tokens): a hit is exactly a page
where the query, white space removed, stands within one block (p, li, td, dd, dt, caption, h1–h6)
of its <main>, or in its <title>. A run of digits or letters counts whole, or by its beginning
where it is the whole query.

How this is read where the sentence leaves it open:
- White space between two runs of digits or letters parts them ("GB 2760" is not "GB2760"), in the
  page as in the query; elsewhere it is nothing.
- Of nested blocks the outermost counts; the edge of a block within it counts as white space.
- A run is of ASCII or full-width digits and letters ("A12" is one). Upper and lower case are the same,
  and so are half and full width, in the page as in the query: ＣＯＤ finds cod.
- What is hidden, or marked data-search-ignore, is not there; script, style, template neither.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote

BLOCKS = {"p", "li", "td", "dd", "dt", "caption", "h1", "h2", "h3", "h4", "h5", "h6"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SKIPPED = {"script", "style", "template", "noscript"}
WITHIN_A_LINE = (
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd"}
    | {"mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"}
    | {"time", "u", "var", "wbr"}
)
RUN = "[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]"


def pages(site: Path, urls: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Return address → title and blocks, of the pages at `urls` or of all pages with a <main>."""
    if urls is None:
        urls = [address(path.relative_to(site)) for path in sorted(site.rglob("*.html"))]
    found = {url: texts(_file(site, url).read_text(encoding="utf-8")) for url in urls}
    return {url: blocks for url, blocks in found.items() if blocks}


def truth(pages: Mapping[str, Iterable[str]], query: str) -> set[str]:
    """Return the addresses of the pages that a search for `query` must find, and no others."""
    wanted = plain(query)
    if not wanted:
        return set()
    before = f"(?<!{RUN})" if re.match(RUN, wanted) else ""
    whole_query_is_a_run = re.fullmatch(f"{RUN}+", wanted)
    after = f"(?!{RUN})" if re.search(f"{RUN}$", wanted) and not whole_query_is_a_run else ""
    stands = re.compile(before + re.escape(wanted) + after, re.IGNORECASE)
    return {url for url, blocks in pages.items() if any(map(stands.search, blocks))}


def address(path: Path) -> str:
    """The address of a file of the site: powers/x/index.html → /powers/x/."""
    return "/" + quote(re.sub("(^|/)index\\.html$", "\\1", path.as_posix()))


def plain(text: str) -> str:
    """The text without white space, but one space between two runs; runs in half width."""
    kept = ""
    for word in text.split():
        parts_runs = re.search(f"{RUN}$", kept) and re.match(RUN, word)
        kept += f" {word}" if parts_runs else word
    return re.sub("[０-９Ａ-Ｚａ-ｚ]", lambda wide: unicodedata.normalize("NFKC", wide[0]), kept)


def texts(page: str) -> list[str]:
    """Return a page's title and blocks; nothing for a page without <main>."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if not reader.has_main:
        return []
    return [plain(text) for text in ["".join(reader.title), *map("".join, reader.blocks)]]


def _file(site: Path, url: str) -> Path:
    path = site / unquote(url).lstrip("/")
    return path / "index.html" if url.endswith("/") else path


class _Reader(HTMLParser):
    """Collects text while it walks; the pages close what they open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.title: list[str] = []
        self.blocks: list[list[str]] = []
        self.has_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        skipped = tag in SKIPPED or bool(names & {"hidden", "data-search-ignore"})
        self._edge(tag)
        if tag in VOID:
            return
        self.has_main |= tag == "main"
        if tag in BLOCKS and self._reading() and not self._in_block() and not skipped:
            self.blocks.append([])
        self.open.append((tag, skipped))

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self.open]:
            while self.open.pop()[0] != tag:
                pass
        self._edge(tag)

    def handle_data(self, data: str) -> None:
        names = [name for name, _ in self.open]
        if names[-1:] == ["title"] and "head" in names:
            self.title.append(data)
        elif self._reading() and self._in_block():
            self.blocks[-1].append(data)

    def _edge(self, tag: str) -> None:
        if tag not in WITHIN_A_LINE and self._reading() and self._in_block():
            self.blocks[-1].append(" ")

    def _reading(self) -> bool:
        return "main" in [name for name, _ in self.open] and not any(s for _, s in self.open)

    def _in_block(self) -> bool:
        names = [name for name, _ in self.open]
        return any(name in BLOCKS for name in names[names.index("main") :])
