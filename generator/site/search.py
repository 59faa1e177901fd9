"""站内检索：把页面的文字做成按年份分开的索引（pagefind），放进 site/pagefind/。

site/pagefind/
    indexes.json        the indexes, newest first, and the labels of filters
    wordings.json.gz    readers' words and the law's terms, packed: every first search loads them
    terms/              NUMBER.json.gz: which pages hold the term of that number, by index
    YEAR/  general/     one index each (search_index.py), YEARp1/ … where a year is too large for one,
                        YEARtoYEAR/ where several are small;
                        their files (search_files.py):
        pages.json.gz   the pages by number: id, address, title, filters
        shared.json.gz  texts that several pages have: id, numbers of the pages
        units/          single characters, runs of digits or letters → who holds them
        fragment/       the texts of the pages, for the sentence around a hit
        the rest        what the program pagefind writes: the index, and the script that reads it
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.site.search_files import packed
from generator.site.search_index import FACETS, Entry, Index, Job, make_index
from generator.site.search_program import executable

GENERAL = "general"
"""The index of the pages that belong to no year."""

MOST = 8_000
"""Pages of one index: the program takes an eighth of a gigabyte for a thousand, and two run at a time."""

TOGETHER = 2_500
"""Pages that are indexed together although they are of several years, or of none."""
_TIMEOUT = 1800.0


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
    last: tuple[Path, Mapping[str, Index]] | None = None,
    timeout: float = _TIMEOUT,
) -> list[Index]:
    """Write site/pagefind/ for the pages of `entries`; return the indexes, newest first.

    `labels`: what the values of a filter are called (`{"department": {"market": "市场监管局"}}`).
    `wordings`: what people say for what the law says; `Index.uses` counts the terms.
    `executor`: makes the indexes side by side, else one after the other. `last`: the folder of the
    last site and its indexes by name, taken where nothing that goes into them changed. `timeout`:
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
    jobs = [
        Job(site, name, rows, terms, _last(last, name), timeout) for name, rows in years.items()
    ]
    if jobs:
        executable()
    indexes = _made(jobs, executor)
    _write_manifest(target, indexes, listed, labels or {})
    _write_wordings(target, indexes, wordings)
    return indexes


def _made(jobs: Sequence[Job], executor: Executor | None) -> list[Index]:
    if executor is None:
        return [make_index(job) for job in jobs]
    # The largest first, so that no worker is left alone with it at the end.
    by_size = sorted(jobs, key=lambda job: -len(job.entries))
    made = {index.name: index for index in executor.map(make_index, by_size)}
    return [made[job.name] for job in jobs]


def _last(last: tuple[Path, Mapping[str, Index]] | None, name: str) -> tuple[Path, Index] | None:
    return (last[0], last[1][name]) if last and name in last[1] else None


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
    if None in years:
        named[GENERAL] = years[None]
    return {part: rows for name, listed in _together(named) for part, rows in _parts(name, listed)}


def _together(named: Mapping[str, list[Entry]]) -> Iterator[tuple[str, list[Entry]]]:
    """Years that are small together as one index: a first search loads a little of every index."""
    names: list[str] = []
    rows: list[Entry] = []
    for name, listed in named.items():
        if rows and len(rows) + len(listed) > TOGETHER:
            yield _span(names), rows
            names, rows = [], []
        names.append(name)
        rows = rows + listed
    if rows:
        yield _span(names), rows


def _span(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[-1]}to{names[0]}"


def _parts(name: str, entries: list[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """The indexes of a year: one, or several of about the same size where one would be too large."""
    count = -(-len(entries) // MOST)
    for part in range(count):
        rows = entries[len(entries) * part // count : len(entries) * (part + 1) // count]
        yield (f"{name}p{part + 1}" if count > 1 else name), rows


def _write_wordings(target: Path, indexes: list[Index], wordings: Sequence[Wording]) -> None:
    """Write people's words, and for each term the pages that hold it.

    The browser could ask the indexes; but a second phrase in each of them is half a megabyte.
    """
    (target / "wordings.json.gz").write_bytes(packed([asdict(one) for one in wordings]))
    (target / "terms").mkdir()
    for number, wording in enumerate(wordings):
        found = {index.name: index.holders[wording.term] for index in indexes}
        kept = {name: numbers for name, numbers in found.items() if numbers}
        (target / "terms" / f"{number}.json.gz").write_bytes(packed(kept))


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
