"""What became of each row of a table, from one version of the file to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.sources.files import MARK
from generator.sources.tables import CsvError, read_table
from generator.witness import GONE, Version

CELL = "\x1f"
"""Between the cells of a row, in place of the comma that a quoted cell may hold."""


@dataclass
class RowsRead:
    """What became of each row in the first `count` versions of a table; last: the last one that could be read."""

    count: int = 0
    last: str = ""
    rows: dict[str, list[Version]] = field(default_factory=dict)


def read_rows(
    versions: Sequence[Version], read: Callable[[str], bytes], known: RowsRead
) -> RowsRead:
    """Go on from what is known of the first versions to all of them.

    read: the content of a blob. A version that is no table says nothing of its rows: it is passed over.
    """
    rows = {name: list(several) for name, several in known.rows.items()}
    last = known.last
    before = _lines(read(last)) if last else {}
    for number, blob in versions[known.count :]:
        try:
            now = _lines(read(blob)) if blob != GONE else {}
        except (CsvError, UnicodeDecodeError):
            continue
        for name, _ in now.items() - before.items():
            rows.setdefault(name, []).append((number, blob))
        for name in before.keys() - now.keys():
            rows[name].append((number, GONE))
        before, last = now, blob
    return RowsRead(len(versions), last, rows)


def row_texts(content: bytes) -> tuple[list[str], dict[str, str]]:
    """The header of a table, and its rows by id, each one text with CELL between its cells.

    Raises CsvError and UnicodeDecodeError.
    """
    text = content.decode("utf-8").removeprefix(MARK)
    if '"' in text or "\r" in text:
        several = [CELL.join(row) for _, row in read_table(text)]
    else:
        several = text.replace(",", CELL).split("\n")
    head = several[0].split(CELL) if several else []
    if "id" not in head:
        return head, {}
    at = head.index("id")
    # The end of the last line is no row.
    rows = (row for row in several[1:] if row and row.count(CELL) >= at)
    return head, {row.split(CELL, at + 1)[at]: row for row in rows}


def _lines(content: bytes) -> dict[str, str]:
    """Each row by id with the header before it: a column more changes what every row says."""
    head, rows = row_texts(content)
    columns = CELL.join(head)
    return {name: f"{columns}\n{row}" for name, row in rows.items()}
