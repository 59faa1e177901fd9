"""Rows compared by their cells, so that a record is made only where there may be something to say of it.

All of this is for speed: a rule says the same of a row that was proved and of the record that the model read.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar, cast

from generator.catalogue import Catalogue
from generator.models.base import Record
from generator.sources.row_records import Rows

R = TypeVar("R", bound=Record)
H = TypeVar("H")


def of_alike(
    catalogue: Catalogue,
    model: type[R],
    look: Callable[[R], Iterable[H]],
    *fields: str,
    by: Callable[[Sequence[str]], Iterable[Hashable]] | None = None,
    first: str = "",
) -> Iterator[H]:
    """What `look` says of the records of a register.

    Of the proved rows of a file that are alike in these fields one is looked at, and the others only where there
    is something to say of it. by: what of the first field counts. first: the field that chooses the one: the row
    with the least of it.
    """
    for rows, others in catalogue.parts(model):
        for record in others:
            yield from look(record)
        if rows is None:
            continue
        columns: list[Iterable[Hashable]] = [rows.column(name) for name in fields]
        if by is not None:
            columns[0] = by(rows.column(fields[0]))
        cells = list(zip(*columns, strict=True)) if columns else [()] * len(rows.proved)
        places: Iterable[int] = range(len(cells))
        if first:
            places = sorted(places, key=rows.column(first).__getitem__)
        alike: dict[Hashable, list[int]] = {}
        for place in places:
            alike.setdefault(cells[place], []).append(place)
        for several in alike.values():
            said = [one for record in _taken(model, rows, several[:1]) for one in look(record)]
            yield from said
            if said:
                yield from (o for r in _taken(model, rows, several[1:]) for o in look(r))


def odd(
    catalogue: Catalogue, model: type[R], is_odd: Callable[[Rows], Iterable[int]]
) -> Iterator[R]:
    """The records of a register but those proved rows that are not odd. is_odd: which are, by their place."""
    for rows, others in catalogue.parts(model):
        yield from others
        if rows is not None:
            yield from _taken(model, rows, sorted(is_odd(rows)))


def several(
    catalogue: Catalogue,
    models: Iterable[type[R]],
    of_rows: Callable[[Rows], Sequence[str]],
    of_record: Callable[[R], str],
) -> list[tuple[str, R]]:
    """The records that have something in common with another, with what it is, in their order.

    of_rows, of_record: what it is, of the proved rows of a file and of one record; empty is nothing.
    """
    parts: list[tuple[type[R], Rows | None, Sequence[str], Sequence[R]]] = []
    counts: Counter[str] = Counter()
    for model in models:
        for rows, others in catalogue.parts(model):
            named = of_rows(rows) if rows is not None else ()
            parts.append((model, rows, named, others))
            counts.update(named)
            counts.update(map(of_record, others))
    common = {name for name, count in counts.items() if count > 1 and name}
    found: list[tuple[str, R]] = []
    for model, rows, named, others in parts if common else ():
        here = [(name, one) for one in others if (name := of_record(one)) in common]
        if rows is not None:
            places = [place for place, name in enumerate(named) if name in common]
            names = (named[place] for place in places)
            here += zip(names, _taken(model, rows, places), strict=True)
            here.sort(key=lambda one: one[1].row_line or 0)
        found += here
    return found


def _taken(model: type[R], rows: Rows, places: Iterable[int]) -> Iterator[R]:
    """The records of proved rows, all of this register."""
    return cast(Iterator[R], rows.take(places))
