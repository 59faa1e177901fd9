"""The files of an index beside those that the index program makes, and how the next build reads them.

pages.json.gz           what each page is, by number: id of its own document, address, title, filters
shared.json.gz          the shared documents: id of each, and the pages that have it
units/BUCKET.json.gz    unit (tokens.py) → the documents that hold it, for a query of one unit: by number
                        those of the pages, then the shared ones; a bucket holds a few first characters
fragment/ID.pf_fragment a page's whole text, and what its hit says beside an excerpt

Numbers of pages and documents go up: the first is written, of each other the gap before it.
"""

import gzip
import hashlib
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import sub
from pathlib import Path
from typing import Any

from generator.site.search_program import SIGNATURE

BUCKETS = 32
"""search.js knows how many."""
_LEVEL = 6  # of gzip: the best makes numbers a hundredth smaller, in thrice the time


def packed(value: object) -> bytes:
    """A value as JSON that a browser unpacks."""
    return gzip.compress(_json(value), _LEVEL, mtime=0)


class PageText:
    """A page's file: fetched when its hit comes into sight, and read by the next build."""

    def __init__(self, blocks: Sequence[str], beside: Mapping[str, Any]) -> None:
        self._content = SIGNATURE + _json({"content": "\n".join(blocks), **beside})

    @property
    def digest(self) -> str:
        """It goes into the page's id: a browser keeps the file for a year by its name."""
        return hashlib.blake2b(self._content, digest_size=8).hexdigest()

    def packed(self) -> bytes:
        return gzip.compress(self._content, _LEVEL, mtime=0)


def write_texts(folder: Path, ids: Sequence[str], texts: Sequence[PageText]) -> None:
    """Write the texts of the pages under the names of their documents; ids: of all documents."""
    (folder / "fragment").mkdir()
    for id_, text in zip(ids, texts, strict=False):
        _file(folder, id_).write_bytes(text.packed())


def write_pages(folder: Path, ids: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = [[id_, *row] for id_, row in zip(ids, rows, strict=False)]
    (folder / "pages.json.gz").write_bytes(packed(table))


def write_shared(folder: Path, ids: Sequence[str], pages: Sequence[Sequence[int]]) -> None:
    table = [[id_, *_gaps(numbers)] for id_, numbers in zip(ids, pages, strict=True)]
    (folder / "shared.json.gz").write_bytes(packed(table))


def write_units(folder: Path, documents: Iterable[Iterable[str]]) -> None:
    """Write which documents hold a unit. documents: the units of each."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, units in enumerate(documents):
        for unit in units:
            holders[unit].append(number)
    buckets: dict[int, dict[str, list[int]]] = {bucket: {} for bucket in range(BUCKETS)}
    for unit in sorted(holders):
        # All that begin alike stand together: a run of digits finds those that it begins.
        buckets[ord(unit[0]) % BUCKETS][unit] = _gaps(holders[unit])
    (folder / "units").mkdir()
    for bucket, table in buckets.items():
        (folder / "units" / f"{bucket}.json.gz").write_bytes(packed(table))


def _gaps(numbers: Sequence[int]) -> list[int]:
    return [*numbers[:1], *map(sub, numbers[1:], numbers)]


def texts_of(folder: Path) -> dict[str, list[str]]:
    """Address → the blocks of a page as an index kept them; nothing where its files are not whole."""
    try:
        rows = json.loads(gzip.decompress((folder / "pages.json.gz").read_bytes()))
        return {row[1]: _content(_file(folder, row[0])) for row in rows}
    except (OSError, EOFError, ValueError, KeyError, IndexError, TypeError, zlib.error):
        return {}


def _content(path: Path) -> list[str]:
    fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(SIGNATURE))
    return str(fragment["content"]).split("\n")


def _file(folder: Path, id_: str) -> Path:
    return folder / "fragment" / f"{id_}.pf_fragment"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
