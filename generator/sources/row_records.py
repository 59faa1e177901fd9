"""The records of a table, made when somebody asks for them; what is proved needs none to be checked."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter
from typing import overload

from generator.models.base import Record
from generator.sources.clean import read_row
from generator.sources.patterns import compared
from generator.sources.tables import SEPARATOR, decode


class Rows(Sequence[Record]):
    """The records of a file of rows, in its order.

    proved: by index, the cells of a row that `row_pattern` matched, joined; the model takes it, so its record
    is made when it is asked for. made: the records that there are, those that the model read among them.
    """

    def __init__(self, model: type[Record], root: str, file: str, values: dict[str, str]) -> None:
        self.model, self.root, self.file, self.values = model, root, file, values
        self.columns: list[str] = []
        self.proved: dict[int, str] = {}
        self.made: dict[int, Record] = {}
        self._lines: list[int] = []
        self._proved_at: list[int] = []
        self._cells: dict[str, Sequence[str]] = {}

    def add_proved(self, line: int, joined: str) -> None:
        self._proved_at.append(len(self._lines))
        self.proved[len(self._lines)] = joined
        self._lines.append(line)

    def add(self, record: Record) -> None:
        self.made[len(self._lines)] = record
        self._lines.append(record.row_line or 1)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        record = self.made.get(index)
        if record is None:
            record = self.made[index] = self._make(self.proved[index], self._lines[index])
        return record

    def _make(self, joined: str, line: int) -> Record:
        cells = dict(zip(self.columns, joined.split(SEPARATOR), strict=True))
        record = read_row(self.model, {**decode(self.model, cells), **self.values})
        return record.placed(self.root, self.file, line, written(self.columns, joined))

    def make_all(self) -> None:
        """Make all records, as will be asked for anyway: a kept one costs less than a made one."""
        for index in range(len(self)):
            self[index]
        # Of what was written only what rules compare is still needed, and each cell of it once.
        same: dict[str, str] = {}
        names = compared(self.model).intersection(self.columns)
        self._cells = {
            name: [same.setdefault(one, one) for one in self.column(name)] for name in names
        }
        self.proved = dict.fromkeys(self.proved, "")

    def read_by_model(self) -> list[Record]:
        """The records of the rows that were not proved."""
        return [record for at, record in self.made.items() if at not in self.proved]

    def keys(self) -> list[str]:
        """The keys of the proved rows, in the order of `proved`."""
        *before, last = self.model.register.key
        start = "".join(f"{self.values[name]}/" for name in before)
        return [f"{start}{cell}" for cell in self.column(last)]

    def take(self, places: Iterable[int]) -> Iterator[Record]:
        """The records of proved rows, by their place in `proved`."""
        return (self[self._proved_at[place]] for place in places)

    def column(self, name: str) -> Sequence[str]:
        """The cells of a column of the proved rows, in the order of `proved`; empty ones where it is not there."""
        if name not in self.columns or not self.proved:
            return [""] * len(self.proved)
        if not self._cells:
            # All columns that rules compare at once: a row is taken apart a single time.
            names = [one for one in self.columns if one in compared(self.model)]
            # The first once more: of a single one there would be no tuple.
            pick = itemgetter(*map(self.columns.index, [*names, names[0]]))
            rows = [pick(row.split(SEPARATOR)) for row in self.proved.values()]
            self._cells = dict(zip(names, zip(*rows, strict=True), strict=False))
        return self._cells[name]


class Records(Sequence[Record]):
    """The records of a register, file after file."""

    def __init__(self) -> None:
        self.parts: list[Sequence[Record]] = []

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[Record]:
        return chain.from_iterable(self.parts)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        return list(self)[index]


def written(columns: Sequence[str], joined: str) -> str:
    """A row as the seal of its record knows it."""
    return f"{SEPARATOR.join(columns)}\n{joined}"
