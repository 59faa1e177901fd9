"""Faults planted in the tables of cases: such as the published schema forbids, so that any validator can find them."""

import random
from dataclasses import dataclass
from pathlib import Path

from generator.models.base import file_fields
from generator.models.penalties import Penalty
from generator.sources.standard import dump_rows
from generator.sources.tables import read_table


@dataclass(frozen=True)
class Fault:
    """One fault. file: below the root; line: of the row, from 1; field: where it stands; kind: of fault."""

    file: str
    line: int
    field: str
    kind: str


# kind, field, what is written there. A bad id is none of them: it would move its row in the table; the
# published schema has the patterns of required fields only.
WRONG = (
    ("type", "decided_on", "2026-13-45"),
    ("type", "served_on", "昨天"),
    ("type", "fine", "五千元"),
    ("type", "pay_within_days", "十五"),
    ("missing", "violation", ""),
    ("missing", "title", ""),
    ("missing", "facts", ""),
    ("pattern", "power", "Power 7"),
    ("pattern", "power", "power_00007"),
    ("enum", "source", "rumour"),
    ("enum", "procedure", "fast"),
    ("enum", "party_kind", "ghost"),
)
DUPLICATE = ("duplicate", "id", "")


def plant(root: Path, count: int, seed: int) -> list[Fault]:
    """Plant `count` faults into the tables of cases of a city, one a row at most, and say where.

    A duplicate id is reported at the later row of the two. Nothing is committed. ValueError where
    the city has too few rows for so many.
    """
    draw = random.Random(f"faults {seed}")
    tables = sorted((root / "lists").glob("departments/*/penalties/*.csv"))
    rows: dict[Path, list[dict[str, str]]] = {}
    for path in tables:
        (_, names), *listed = read_table(path.read_text(encoding="utf-8"))
        rows[path] = [dict(zip(names, row, strict=True)) for _, row in listed]
    places = [(path, index) for path in tables for index in range(1, len(rows[path]))]
    if len(places) < 2 * count:
        raise ValueError(f"{len(places)} rows are too few for {count} faults")
    faults: list[tuple[Path, int, str, str]] = []
    taken: set[tuple[Path, int]] = set()
    draw.shuffle(places)
    for path, index in places:
        if len(faults) == count:
            break
        # A neighbour gives its id: it must keep its place, and be whole itself.
        if {(path, index), (path, index - 1), (path, index + 1)} & taken:
            continue
        kind, field, text = [*WRONG, DUPLICATE][len(faults) % (len(WRONG) + 1)]
        row = rows[path][index]
        row[field] = rows[path][index - 1]["id"] if kind == "duplicate" else text
        if kind == "duplicate":
            # As a clerk would: a row copied, with its number.
            row["number"] = ""
        taken.add((path, index))
        faults.append((path, index, field, kind))
    if len(faults) < count:
        raise ValueError(f"no room for {count} faults")
    for path in {path for path, *_ in faults}:
        path.write_text(dump_rows(Penalty, rows[path]), encoding="utf-8", newline="\n")
    # No cell of these tables holds a line end, so a row's index gives its line.
    return sorted(
        (
            Fault(path.relative_to(root).as_posix(), index + 2, field, kind)
            for path, index, field, kind in faults
        ),
        key=lambda fault: (fault.file, fault.line),
    )


def columns() -> list[str]:
    """The columns of a table of cases."""
    return file_fields(Penalty)
