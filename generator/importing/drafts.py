"""Rows as drafts of records: every cell understood or said why not; rows of one record gathered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from generator.amounts import amounts_in, read_bounds
from generator.forms.aliases import ALIASES
from generator.forms.cells import Cells, Misread
from generator.forms.columns import FormColumn
from generator.importing.headings import WAN, Target
from generator.importing.tables import Table
from generator.models.choices import TierLevel
from generator.sources.spreadsheets import Row, Value

_PERIOD = re.compile(r"\s*(?:至|到|—+|~|～|-{1,2}(?![0-9]{1,2}(?:-|$)))\s*")
BASIS = "依据"
PARTS = ("法律", "版本", "条款")
"""A place in a law that stands in several columns."""
DECIDED = "decided_on"
DEPARTMENT = "department"
CONTENT = "content"
VAST = 10_000_000
"""Yuan: from here on a bare number in a column of 万元 is rather yuan that nobody converted."""
_BARE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
# What of a mistake is of its row alone: where it stands, and what is written there.
_ROW = re.compile(r"第[0-9]+(?:至[0-9]+)?行")
_WRITTEN = re.compile(r"写的是“[^”]*”")
_SIGNS = str.maketrans("（）［］", "()[]")


@dataclass(frozen=True)
class Fault:
    """Why a row is not taken: where, what stands there and what may, how to mend it.

    lacks: the column that the whole table lacks, which is asked for once and not at each row.
    """

    place: str
    what: str
    advice: str = ""
    lacks: FormColumn | None = None

    @property
    def alike(self) -> tuple[str, str, str]:
        """What the same mistake has in common in all rows: column, words and advice."""
        return _ROW.sub("", self.place, count=1), _WRITTEN.sub("", self.what, count=1), self.advice

    @property
    def written(self) -> str:
        """What stands in the cell, where the words say so."""
        found = _WRITTEN.match(self.what)
        return found[0] if found else ""

    def __str__(self) -> str:
        return (
            f"{self.place}：{self.what}。{self.advice}"
            if self.advice
            else f"{self.place}：{self.what}"
        )


@dataclass
class Draft:
    """A record as some rows say it.

    values: column name → value as the files have it, None where the cell is empty. columns: where each stands,
    as an index in the table. changes: what was changed to understand it, each with its column.
    asked: what keeps nothing from being taken, and a person should look at.
    """

    table: Table
    rows: list[Row]
    values: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    changes: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    asked: list[Fault] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        first, last = self.rows[0].number, self.rows[-1].number
        where = f"表“{self.table.name}”" if self.table.name else ""
        return f"{where}第{first}行" if first == last else f"{where}第{first}至{last}行"

    def fault(self, what: str, advice: str = "", name: str = "") -> None:
        """Say why it cannot be taken; name: of the column, where one is to blame."""
        self.faults.append(Fault(self._place(name), what, advice))

    def ask(self, what: str, advice: str = "", name: str = "") -> None:
        """Say what a person should look at; name: of the column where it stands."""
        self.asked.append(Fault(self._place(name), what, advice))

    def _place(self, name: str) -> str:
        column = self.columns.get(name)
        return self.where if column is None else self.table.place(self.rows[0].number, column)


def drafts(table: Table, cells: Cells, ours: bool) -> Iterator[Draft]:
    """The records of a table. ours: a form of this program, where an empty cell says that there is nothing."""
    for rows in _gathered(table):
        draft = Draft(table, rows)
        whole = [
            (index, target)
            for index, target in enumerate(table.targets)
            if target is not None and target.column is not None and not target.gathered
        ]
        # The department first, whose units and posts the names are; then days: a decision rests on the law of its day.
        own = cells
        for index, target in sorted(whole, key=_urgency):
            _fill(draft, index, target, own, ours)
            if target.column is not None and target.column.name == DEPARTMENT:
                own = cells.of(draft.values.get(DEPARTMENT) or cells.department)
        for index, target in whole:
            _doubt_unit(draft, index, target)
        if any(part in draft.texts for part in PARTS):
            _composed(draft, own)
        if any(target is not None and target.gathered for target in table.targets):
            _tiers(draft, own)
        yield draft


def _gathered(table: Table) -> Iterator[list[Row]]:
    """Rows that are one record: each its own, but where rows are parts of a record, as the tiers of a benchmark are."""
    whole = [
        index
        for index, target in enumerate(table.targets)
        if target is not None and target.column is not None and not target.gathered
    ]
    parts = any(target is not None and target.gathered for target in table.targets)
    several: list[Row] = []
    said: tuple[Value, ...] = ()
    for row in table.rows:
        here = tuple(_cell(row, index) for index in whole)
        same = not any(here) or here == said
        if several and not (parts and same):
            yield several
            several = []
        if not several:
            said = here
        several.append(row)
    if several:
        yield several


def _urgency(one: tuple[int, Target]) -> int:
    column = one[1].column
    assert column is not None
    return 0 if column.name == DEPARTMENT else 1 if column.kind == "date" else 2


def _cell(row: Row, index: int) -> Value:
    return row.cells[index] if index < len(row.cells) else ""


def _fill(draft: Draft, index: int, target: Target, cells: Cells, ours: bool) -> None:
    column = target.column
    assert column is not None
    cell = _cell(draft.rows[0], index)
    draft.columns.setdefault(column.name, index)
    try:
        if target.how in (BASIS, *PARTS):
            draft.texts[target.how] = str(cell).strip()
            return
        if target.until is not None:
            _period(draft, index, column, target.until, str(cell), cells)
            return
        decided = draft.values.get(DECIDED)
        on = date.fromisoformat(decided) if decided else None
        reading = cells.read(column, cell, ours=ours, factor=target.factor, on=on)
    except Misread as error:
        if column.name == DEPARTMENT and not ours:
            if str(cell).isascii() and str(cell)[:1].isdigit():
                # Another system's number of a department says nothing here.
                draft.changes.append((draft.table.headings[index], f"代码“{cell}”没有核对"))
                return
            error.advice = f"核对这一行是不是本部门的；是的，写 --columns '{draft.table.headings[index]}='，不核对这一栏。"
        if column.kind in ("group", "citation", "reference"):
            draft.texts[column.name] = str(cell)
        draft.faults.append(
            Fault(draft.table.place(draft.rows[0].number, index), error.what, error.advice)
        )
        return
    draft.changes += [(draft.table.headings[index], change) for change in reading.changes]
    if column.kind == "choice":
        draft.texts[column.name] = str(cell).strip()
    _put(draft, column, reading.value, target.how)


def _doubt_unit(draft: Draft, index: int, target: Target) -> None:
    """Refuse a bare number that means another unit than its column: by what the decision says, or by its size."""
    written = str(_cell(draft.rows[0], index)).strip()
    if target.column is None or target.column.kind != "number" or not _BARE.fullmatch(written):
        return
    amount = Decimal(written.replace(",", "")) * target.factor
    said = amounts_in(str(draft.values.get(CONTENT) or ""))
    other = amount / WAN if target.factor == WAN else amount * WAN
    if amount in said or not (other in said or (target.factor == WAN and amount >= VAST)):
        return
    unit, meant = ("万元", "元") if target.factor == WAN else ("元", "万元")
    decided = f"，处罚内容写的是{figure(other)}元" if other in said else ""
    written = figure(Decimal(written.replace(",", "")))
    draft.faults.append(
        Fault(
            draft.table.place(draft.rows[0].number, index),
            f"写的是“{written}”，这一栏以{unit}为单位，就是{figure(amount)}元{decided}",
            f"核对单位，在数字后面写明：“{written}{meant}”或者“{written}{unit}”。",
        )
    )


def figure(amount: Decimal) -> str:
    """An amount as people write it: 5000, 0.5."""
    return f"{amount.normalize():f}"


def _put(draft: Draft, column: FormColumn, value: Any, how: str) -> None:
    before = draft.values.get(column.name)
    if value is None:
        draft.values.setdefault(column.name, None)
    elif before is None:
        draft.values[column.name] = value
    elif how == "+":
        draft.values[column.name] = f"{Decimal(before) + Decimal(value):f}"
    elif column.many:
        draft.values[column.name] = [*before, *(one for one in value if one not in before)]
    elif before != value:
        draft.fault(
            f"“{column.title}”有两个不同的内容：{before}、{value}", "只留一个。", column.name
        )


def _composed(draft: Draft, cells: Cells) -> None:
    """A legal basis from its parts, each in a column of its own."""
    law, version, place = (draft.texts.get(part, "") for part in PARTS)
    if not law:
        return
    title = law if law.startswith("《") else f"《{law}》"
    index, column = next(
        (n, t.column)
        for n, t in enumerate(draft.table.targets)
        if t and t.column and t.how == PARTS[0]
    )
    text = f"{title}{f'（{version}公布）' if version else ''}{place}"
    try:
        reading = cells.read(column, text)
    except Misread as error:
        draft.faults.append(
            Fault(draft.table.place(draft.rows[0].number, index), error.what, error.advice)
        )
        return
    draft.changes += [(draft.table.headings[index], change) for change in reading.changes]
    _put(draft, column, reading.value, "")


def _period(
    draft: Draft, index: int, first: FormColumn, second: FormColumn, text: str, cells: Cells
) -> None:
    """2025年7月1日至2027年6月30日 in two fields."""
    ends = [one for one in _PERIOD.split(text.strip()) if one]
    if not ends:
        return
    if len(ends) != 2:
        raise Misread(f"写的是“{text}”，看不出从哪天到哪天", "写作 2025年7月1日至2027年6月30日。")
    for column, end in zip((first, second), ends, strict=True):
        draft.columns.setdefault(column.name, index)
        reading = cells.read(column, end.removesuffix("止").removeprefix("自"))
        draft.changes += [(draft.table.headings[index], change) for change in reading.changes]
        draft.values[column.name] = reading.value


def _tiers(draft: Draft, cells: Cells) -> None:
    """The tiers of a benchmark from its rows: rows of one tier give it several circumstances."""
    table = draft.table
    at = {t.gathered: n for n, t in enumerate(table.targets) if t is not None and t.gathered}
    name = next(t.column.name for t in table.targets if t and t.gathered and t.column)
    found: list[dict[str, Any]] = []
    before = ""
    for row in draft.rows:
        text = {key: _words(_cell(row, index)) for key, index in at.items()}
        level = text.get("level", "")
        if found and level in ("", before):
            _more(found[-1], text)
            continue
        before = level
        try:
            found.append(_tier(text, len(found) + 1, draft, row, at))
        except Misread as error:
            column = at.get("level", next(iter(at.values())))
            draft.faults.append(Fault(table.place(row.number, column), error.what, error.advice))
    if found:
        draft.values[name] = found
        draft.columns.setdefault(name, next(iter(at.values())))


def _words(cell: Value) -> str:
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").strip()


def _more(tier: dict[str, Any], text: dict[str, str]) -> None:
    if (words := text.get("circumstances")) and words not in tier["circumstances"]:
        tier["circumstances"].append(words)


def _tier(
    text: dict[str, str], number: int, draft: Draft, row: Row, at: dict[str, int]
) -> dict[str, Any]:
    level, name = _level(text.get("level", ""), draft, at)
    tier: dict[str, Any] = {"id": f"t{number}", "level": level}
    if name:
        tier["name"] = name
    if not text.get("circumstances"):
        raise Misread("这一档没有写裁量情节", "写明什么情形落在这一档。")
    tier["circumstances"] = [text["circumstances"]]
    standard = text.get("ranges", "")
    if standard and level != TierLevel.NONE.value:
        try:
            bounds = read_bounds(standard)
        except ValueError as error:
            place = draft.table.place(row.number, at["ranges"])
            draft.faults.append(
                Fault(place, str(error), "分开写成几个幅度，在职权文件和基准文件里逐个填写。")
            )
        else:
            found: dict[str, Any] = {"unit": bounds.unit}
            if bounds.of:
                found["of"] = bounds.of
            for key, value in (("min", bounds.low), ("max", bounds.high)):
                if value is not None:
                    found[key] = int(value) if value == int(value) else value
            found |= {
                key: True
                for key, on in (("min_open", bounds.low_open), ("max_open", bounds.high_open))
                if on
            }
            tier["ranges"] = [found]
    note = "；".join(one for one in (standard, text.get("note", "")) if one)
    if note:
        tier["note"] = note
    return tier


def _level(words: str, draft: Draft, at: dict[str, int]) -> tuple[str, str]:
    """The level of a tier and its own name. A number says only where it stands, so it is an ordinary tier."""
    plain = words.translate(_SIGNS)
    for one in TierLevel:
        if plain.startswith((one.label, one.label.removesuffix("处罚"))):
            return one.value, "" if plain == one.label else words
    for label, value in ALIASES["TierLevel"].items():
        if plain.startswith(label):
            return value, words
    if plain.isdigit():
        change = f"“{words}”没有写从轻、一般还是从重，写作一般，名称写作第{words}档"
        if (draft.table.headings[at["level"]], change) not in draft.changes:
            draft.changes.append((draft.table.headings[at["level"]], change))
        return TierLevel.ORDINARY.value, f"第{words}档"
    labels = "、".join(one.label for one in TierLevel)
    raise Misread(
        f"写的是“{words}”，应当是其中之一：{labels}" if words else f"没有写档次：{labels}", ""
    )
