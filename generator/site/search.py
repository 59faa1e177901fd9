"""站内检索：把页面的文字做成按年份分开的索引（pagefind），放进 site/pagefind/。

What a page says is read from its rendered HTML, so that the index can find nothing that a reader
does not see. `tokens` turns the text into words; the index program gets stub pages of these words,
one folder a year, because its memory and its slowest phrase grow with the pages of one index.

site/pagefind/
    indexes.json        the indexes, newest first, and the labels of filters
    wordings.json.gz    readers' words and the law's terms, packed: every first search loads them
    YEAR/  general/     what the program wrote; pages.json.gz: id → address, title, filters

The program's fragments (one file a page) are rewritten to hold the page's text instead of its
words: from them the browser takes the sentence around a hit.
"""

import gzip
import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import html

from generator.site import tokens

FACETS = ("department", "type")
"""What an entry's `filters` may hold; register and year are filters too, by fields of their own."""

GENERAL = "general"
"""The index of the pages that belong to no year."""

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

# The program's own interfaces, 400 KB a year that nothing loads, and its separate highlighter.
_UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")
_SIGNATURE = b"pagefind_dcd"
_TIMEOUT = 1800.0


class SearchError(Exception):
    """The index cannot be made: the program is missing, failed, hung or left pages out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the search finds.

    `url` from the site's root (`/powers/x/`, `/x.html`); `register` groups the hits, under
    `register_label`, in the order in which registers first come; `filters` has values of FACETS, several where a page belongs to several.
    """

    url: str
    title: str
    register: str
    register_label: str
    filters: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """One index as made: what it holds and the digest of all that went into it.

    The digest is what to compare between builds; the program names its files anew each time.
    `uses`: register → term → its pages in this index that hold the term.
    """

    name: str
    pages: int
    digest: str
    uses: Mapping[str, Mapping[str, int]] = field(default_factory=dict, compare=False)

    @property
    def made(self) -> dict[str, str | int]:
        """What indexes.json says of it."""
        return {"name": self.name, "pages": self.pages, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that people use for a term of the law: a query for one of them is led to the term.

    `url`: where the glossary explains it, from the site's root.
    """

    term: str
    words: tuple[str, ...]
    gloss: str
    url: str


def index_site(
    site: Path,
    entries: Iterable[Entry],
    *,
    labels: Mapping[str, Mapping[str, str]] | None = None,
    wordings: Sequence[Wording] = (),
    executor: Executor | None = None,
    previous: Path | None = None,
    timeout: float = _TIMEOUT,
) -> list[Index]:
    """Write site/pagefind/ for the pages of `entries`; return the indexes, newest first.

    `labels`: what the values of a filter are called (`{"department": {"market": "市场监管局"}}`).
    `wordings`: what people say for what the law says; `Index.uses` counts the terms.
    `executor`: makes the indexes side by side, else one after the other. `previous`: a site made
    before, whose indexes are copied where nothing that goes into them changed. `timeout`:
    seconds for one index.

    Raises SearchError (missing, failed or hanging program; a page that is not there or has no
    <main>) and ValueError (an unknown filter, an address twice).
    """
    listed = list(entries)
    years = _by_year(listed)
    target = site / "pagefind"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    terms = tuple(wording.term for wording in wordings)
    jobs = [_Job(site, name, rows, terms, previous, timeout) for name, rows in years.items()]
    if jobs:
        executable()
    indexes = list(executor.map(_make, jobs) if executor else map(_make, jobs))
    _write_manifest(target, indexes, listed, labels or {})
    (target / "wordings.json.gz").write_bytes(_packed([asdict(one) for one in wordings]))
    return indexes


def executable() -> Path:
    """Return the plain index program of the package pagefind-bin. Raises SearchError."""
    found = importlib.util.find_spec("pagefind_bin")
    folders = [] if found is None else list(found.submodule_search_locations or [])
    for folder in folders:
        # Never the "extended" one: it cuts Chinese into words of its own.
        for name in ("pagefind", "pagefind.exe"):
            if (program := Path(folder) / name).is_file():
                return program
    raise SearchError(
        "没有找到检索程序 pagefind：检索索引没有做。安装 pagefind-bin（在检出的仓库里：make setup）后再试。"
    )


def page_blocks(page: str) -> list[str]:
    """Return a rendered page's title and the outermost blocks of its <main>, as `tokens.tidy`.

    Left out: what is `hidden` or marked `data-search-ignore`, scripts, styles, templates; empty
    blocks. The title is first and may be empty. Raises ValueError without a <main>.
    """
    document = html.document_fromstring(page or "<html></html>")
    main = document.find(".//main")
    if main is None:
        raise ValueError("no <main>")
    title = document.find(".//head/title")
    found = (tokens.tidy(_text(block)) for block in _outermost(main))
    return [
        tokens.tidy("" if title is None else title.text or ""),
        *(block for block in found if block),
    ]


@dataclass(frozen=True, slots=True)
class _Job:
    site: Path
    name: str
    entries: list[Entry]
    terms: tuple[str, ...]
    previous: Path | None
    timeout: float


def _by_year(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    years: dict[int | None, list[Entry]] = {}
    seen: set[str] = set()
    for entry in entries:
        if entry.url in seen:
            raise ValueError(f"address indexed twice: {entry.url}")
        if unknown := set(entry.filters) - set(FACETS):
            raise ValueError(f"unknown filters of {entry.url}: {sorted(unknown)}")
        seen.add(entry.url)
        years.setdefault(entry.year, []).append(entry)
    newest_first = sorted((year for year in years if year is not None), reverse=True)
    named = {str(year): years[year] for year in newest_first}
    return {**named, GENERAL: years[None]} if None in years else named


def _make(job: _Job) -> Index:
    """Make one index: a folder under site/pagefind/."""
    pages = [_read(job.site, entry) for entry in job.entries]
    program = executable()
    digest = _digest(job.entries, pages, program)
    index = Index(job.name, len(pages), digest, _uses(job, pages))
    target = job.site / "pagefind" / job.name
    if not _reuse(job.previous, index, target):
        _run(program, job, [tokens.words(blocks) for blocks in pages], target)
        _write_pages(target, job, pages)
    return index


def _uses(job: _Job, pages: list[list[str]]) -> dict[str, dict[str, int]]:
    finders = [(term, tokens.finder(term)) for term in job.terms]
    uses: dict[str, dict[str, int]] = {}
    for entry, blocks in zip(job.entries, pages, strict=True):
        counts = uses.setdefault(entry.register, {})
        # The mark keeps a term from being found across two blocks.
        text = tokens.lower(tokens.END.join(blocks))
        for term, holds in finders:
            if holds(text):
                counts[term] = counts.get(term, 0) + 1
    return uses


def _read(site: Path, entry: Entry) -> list[str]:
    address = unquote(entry.url).lstrip("/")
    path = site / address
    if not address or address.endswith("/"):
        path /= "index.html"
    try:
        return page_blocks(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SearchError(f"要检索的页面没有生成：{entry.url}（{path}）") from error
    except ValueError as error:
        raise SearchError(f"页面没有 <main>，无法检索：{entry.url}（{path}）") from error


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


def _digest(entries: list[Entry], pages: list[list[str]], program: Path) -> str:
    """Digest what an index is made from; the program's size stands for its version."""
    rows = [[asdict(entry), blocks] for entry, blocks in zip(entries, pages, strict=True)]
    sealed = json.dumps([program.stat().st_size, rows], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(sealed.encode()).hexdigest()


def _reuse(previous: Path | None, index: Index, target: Path) -> bool:
    if previous is None or not (previous / "pagefind" / "indexes.json").is_file():
        return False
    made = json.loads((previous / "pagefind" / "indexes.json").read_text(encoding="utf-8"))
    source = previous / "pagefind" / index.name
    if index.made not in made["indexes"] or not (source / "pages.json.gz").is_file():
        return False
    shutil.copytree(source, target)
    return True


def _run(program: Path, job: _Job, pages: list[str], target: Path) -> None:
    """Let the program index the pages' words into `target`."""
    with tempfile.TemporaryDirectory(prefix="mingze-search-") as folder:
        for number, words in enumerate(pages):
            stub = f'<html lang="x"><body data-pagefind-body><p>{words}</p></body></html>'
            (Path(folder) / f"{number}.html").write_text(stub, encoding="utf-8")
        # The language begins each page's id: with the index's name in it, an id says which index
        # it is from, and ids of two indexes cannot meet in one result.
        command = [str(program), "--site", folder, "--output-path", str(target)]
        command += ["--force-language", f"x{job.name}", "--quiet"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=job.timeout, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise SearchError(
                f"检索程序 pagefind 在 {job.timeout:.0f} 秒内没有做完 {job.name} 的索引"
                f"（{len(pages)} 页），已停止。"
            ) from error
        except OSError as error:
            raise SearchError(f"检索程序 pagefind 无法运行（{program}）：{error}") from error
    if done.returncode != 0:
        raise SearchError(
            f"检索程序 pagefind 做 {job.name} 的索引时出错（返回 {done.returncode}）："
            f"{(done.stderr or done.stdout).strip()}"
        )
    for pattern in _UNUSED:
        for path in target.glob(pattern):
            path.unlink()


def _write_pages(target: Path, job: _Job, pages: list[list[str]]) -> None:
    """Give every fragment its page's text, and write which id is which page."""
    rows: dict[int, list[Any]] = {}
    for path in target.glob("fragment/*.pf_fragment"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
        number = int(re.sub(r"\D", "", fragment["url"]))
        fragment["content"] = "\n".join(pages[number])
        path.write_bytes(_packed(fragment, _SIGNATURE))
        rows[number] = [path.stem, *_row(job.entries[number])]
    if missing := [entry.url for n, entry in enumerate(job.entries) if n not in rows]:
        raise SearchError(
            f"检索程序 pagefind 漏了 {len(missing)} 页（{job.name}），如 {missing[0]}；"
            "索引不全，没有采用。"
        )
    (target / "pages.json.gz").write_bytes(_packed([rows[n] for n in sorted(rows)]))


def _row(entry: Entry) -> list[Any]:
    facets = [entry.filters.get(facet, ()) for facet in FACETS]
    values = [[value] if isinstance(value, str) else list(value) for value in facets]
    return [entry.url, entry.title, entry.register, entry.year, *values]


def _packed(value: object, signature: bytes = b"") -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(signature + text, mtime=0)


def _write_manifest(
    target: Path,
    indexes: list[Index],
    entries: list[Entry],
    labels: Mapping[str, Mapping[str, str]],
) -> None:
    registers = {entry.register: entry.register_label for entry in entries}
    manifest = {
        "indexes": [index.made for index in indexes],
        "total": len(entries),
        "labels": {**{facet: labels.get(facet, {}) for facet in FACETS}, "register": registers},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (target / "indexes.json").write_text(text, encoding="utf-8")
