"""One index: the pages of a year, or those of none.

What a page says is read from its rendered HTML, so that the index can find nothing that a reader
does not see. Its text is parted into documents (search_documents.py), `tokens` turns these into words,
and the program pagefind indexes the words: a year by itself, because the program's memory and its
slowest phrase grow with the documents of one index.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.site import search_files, search_program, tokens
from generator.site.blocks import page_blocks
from generator.site.search_documents import documents, holders
from generator.site.search_program import SearchError

FACETS = ("department", "type")
"""What an entry's `filters` may hold; register and year are filters too, by fields of their own."""


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
    program = search_program.executable()
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
    held = _write(job, program, pages, target)
    uses = _uses(job.entries, held)
    return Index(job.name, len(pages), digest, held, uses, said, _files(target))


def _write(
    job: Job, program: Path, pages: Sequence[Sequence[str]], target: Path
) -> dict[str, list[int]]:
    """Write the index of pages; return which of them hold each term."""
    found = documents(pages)
    texts = [
        search_files.PageText(blocks, _beside(entry))
        for blocks, entry in zip(pages, job.entries, strict=True)
    ]
    marks = [*(text.digest for text in texts), *("shared" for _ in found.shared)]
    units = [[tokens.units(block) for block in blocks] for blocks in found.all]
    words = [(mark, tokens.words(blocks)) for mark, blocks in zip(marks, units, strict=True)]
    ids = search_program.index(program, job.name, words, target, job.timeout)
    search_files.write_texts(target, ids, texts)
    search_files.write_pages(target, ids, map(_row, job.entries))
    search_files.write_shared(target, ids[len(pages) :], [one.pages for one in found.shared])
    search_files.write_units(target, [set().union(*blocks) for blocks in units])
    return holders(job.terms, found)


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
    return search_files.texts_of(last[0] / "pagefind" / last[1].name)


def _row(entry: Entry) -> list[Any]:
    facets = [entry.filters.get(facet, ()) for facet in FACETS]
    values = [[value] if isinstance(value, str) else list(value) for value in facets]
    return [entry.url, entry.title, entry.register, entry.year, *values]


def _beside(entry: Entry) -> dict[str, Any]:
    """What a hit says beside its excerpt, in the file of the page's text."""
    return {"outcome": entry.outcome, "details": entry.details, "leads": entry.leads}
