"""One index: the pages of a year, or those of none, as the program pagefind makes it.

What a page says is read from its rendered HTML, so that the index can find nothing that a reader
does not see. `tokens` turns the text into words; the index program gets stub pages of these words,
one folder a year, because its memory and its slowest phrase grow with the pages of one index.

The program's fragments (one file a page) are rewritten to hold the page's text instead of its
words: from them the browser takes the sentence around a hit, and the next build what pages said.
"""

import gzip
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.site import tokens
from generator.site.blocks import page_blocks

FACETS = ("department", "type")
"""What an entry's `filters` may hold; register and year are filters too, by fields of their own."""

# The program's own interfaces, 400 KB a year that nothing loads, and its separate highlighter.
_UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")
_SIGNATURE = b"pagefind_dcd"


class SearchError(Exception):
    """The index cannot be made: the program is missing, failed, hung or left pages out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that the search finds.

    `url` from the site's root (`/powers/x/`, `/x.html`); `register` groups the hits, under
    `register_label`, in the order in which registers first come; `filters` has values of FACETS, several where a page belongs to several.
    `outcome`, `details`: what a hit says beside its excerpt, `leads`: the excerpt comes from the page's
    first block wherever the words stand (both as of `Hits`).
    `made_of`: a digest of all that the page was made of, where it is known.
    """

    url: str
    title: str
    register: str
    register_label: str
    filters: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    year: int | None = None
    outcome: str = ""
    details: tuple[str, ...] = ()
    leads: bool = False
    made_of: bytes = field(default=b"", compare=False)


@dataclass(frozen=True, slots=True)
class Index:
    """One index as made: what it holds and the digest of all that went into it.

    The digest is what to compare between builds; the program names its files anew each time.
    `holders`: term → the numbers of the pages that hold it; `uses`: register → term → how many.
    `said`: address → what the page was made of, and the digest of its words. `files`: a digest of
    the folder's files, their sizes and times.
    """

    name: str
    pages: int
    digest: str
    holders: Mapping[str, Sequence[int]] = field(default_factory=dict, compare=False)
    uses: Mapping[str, Mapping[str, int]] = field(default_factory=dict, compare=False)
    said: Mapping[str, tuple[bytes, str]] = field(default_factory=dict, compare=False)
    files: str = field(default="", compare=False)

    @property
    def made(self) -> dict[str, str | int]:
        """What indexes.json says of it."""
        return {"name": self.name, "pages": self.pages, "digest": self.digest}


@dataclass(frozen=True, slots=True)
class Job:
    """An index to be made under site/pagefind/. terms: of which to say which pages hold them.

    last: the index of the last site, with the folder it stands in.
    """

    site: Path
    name: str
    entries: Sequence[Entry]
    terms: tuple[str, ...]
    last: tuple[Path, Index] | None
    timeout: float


def make_index(job: Job) -> Index:
    """Make one index, or take the last one where nothing that goes into it changed. Raises SearchError."""
    last = job.last[1] if job.last else None
    texts: dict[int, list[str]] = {}
    said: dict[str, tuple[bytes, str]] = {}
    for number, entry in enumerate(job.entries):
        before = last.said.get(entry.url) if last else None
        if before and entry.made_of and before[0] == entry.made_of:
            said[entry.url] = before
        else:
            texts[number] = _read(job.site, entry)
            said[entry.url] = (entry.made_of, _digest_of(texts[number]))
    program = executable()
    digest = _digest(job, said, program)
    target = job.site / "pagefind" / job.name
    if job.last and _reuse(job.last, digest, target):
        return replace(job.last[1], said=said)
    before_texts = _texts_of(job.last) if job.last and len(texts) < len(job.entries) else {}
    for number, entry in enumerate(job.entries):
        if number not in texts:
            known = before_texts.get(entry.url)
            # The words kept with the last index are taken only where they are those of the page.
            kept = known is not None and _digest_of(known) == said[entry.url][1]
            texts[number] = known if known is not None and kept else _read(job.site, entry)
    pages = [texts[number] for number in range(len(job.entries))]
    holders = _holders(job.terms, pages)
    _run(program, job, [tokens.words(blocks) for blocks in pages], target)
    _write_pages(target, job, pages)
    uses = _uses(job.entries, holders)
    return Index(job.name, len(pages), digest, holders, uses, said, _files(target))


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


def _holders(terms: Iterable[str], pages: Iterable[list[str]]) -> dict[str, list[int]]:
    # The mark keeps a term from being found across two blocks.
    texts = [tokens.lower(tokens.END.join(blocks)) for blocks in pages]
    finders = {term: tokens.finder(term) for term in terms}
    return {
        term: [number for number, text in enumerate(texts) if holds(text)]
        for term, holds in finders.items()
    }


def _uses(
    entries: Sequence[Entry], holders: Mapping[str, Iterable[int]]
) -> dict[str, dict[str, int]]:
    uses: dict[str, dict[str, int]] = {}
    for term, numbers in holders.items():
        for number in numbers:
            counts = uses.setdefault(entries[number].register, {})
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


def _digest_of(blocks: list[str]) -> str:
    return hashlib.blake2b("\n".join(blocks).encode(), digest_size=16).hexdigest()


def _digest(job: Job, said: Mapping[str, tuple[bytes, str]], program: Path) -> str:
    """Digest what an index is made from; the program's size stands for its version."""
    rows = [[_row(entry), _beside(entry), said[entry.url][1]] for entry in job.entries]
    sealed = json.dumps([program.stat().st_size, job.terms, rows], ensure_ascii=False)
    return hashlib.sha256(sealed.encode()).hexdigest()


def _files(folder: Path) -> str:
    """A digest of a folder's files, their sizes and the times when they were last written to."""
    rows = sorted(
        (path.relative_to(folder).as_posix(), found.st_size, found.st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file() and (found := path.stat())
    )
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _reuse(last: tuple[Path, Index], digest: str, target: Path) -> bool:
    source, index = last[0] / "pagefind" / last[1].name, last[1]
    if index.digest != digest or not index.files or _files(source) != index.files:
        return False
    shutil.copytree(source, target, copy_function=_same_file)
    return True


def _same_file(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _texts_of(last: tuple[Path, Index]) -> dict[str, list[str]]:
    """Address → the blocks of a page as the last index kept them; nothing where its files are not whole."""
    folder = last[0] / "pagefind" / last[1].name
    try:
        rows = json.loads(gzip.decompress((folder / "pages.json.gz").read_bytes()))
        return {row[1]: _content(folder / "fragment" / f"{row[0]}.pf_fragment") for row in rows}
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError, zlib.error):
        return {}


def _content(path: Path) -> list[str]:
    fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
    return str(fragment["content"]).split("\n")


def _run(program: Path, job: Job, pages: list[str], target: Path) -> None:
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


def _write_pages(target: Path, job: Job, pages: list[list[str]]) -> None:
    """Give every fragment its page's text, and write which id is which page."""
    rows: dict[int, list[Any]] = {}
    for path in target.glob("fragment/*.pf_fragment"):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
        number = int(re.sub(r"\D", "", fragment["url"]))
        fragment["content"] = "\n".join(pages[number])
        fragment |= _beside(job.entries[number])
        path.write_bytes(packed(fragment, _SIGNATURE))
        rows[number] = [path.stem, *_row(job.entries[number])]
    if missing := [entry.url for n, entry in enumerate(job.entries) if n not in rows]:
        raise SearchError(
            f"检索程序 pagefind 漏了 {len(missing)} 页（{job.name}），如 {missing[0]}；"
            "索引不全，没有采用。"
        )
    (target / "pages.json.gz").write_bytes(packed([rows[n] for n in sorted(rows)]))


def _row(entry: Entry) -> list[Any]:
    facets = [entry.filters.get(facet, ()) for facet in FACETS]
    values = [[value] if isinstance(value, str) else list(value) for value in facets]
    return [entry.url, entry.title, entry.register, entry.year, *values]


def _beside(entry: Entry) -> dict[str, Any]:
    """What a hit says beside its excerpt, in the page's own file: fetched when the hit comes into sight."""
    return {"outcome": entry.outcome, "details": entry.details, "leads": entry.leads}


def packed(value: object, signature: bytes = b"") -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(signature + text, mtime=0)
