"""What an import would do: for each draft a new record, a changed one, the same one, or why none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from pydantic import ValidationError

from generator.anonymizing import settings_of
from generator.findings import Place
from generator.forms.columns import FormColumn, form_columns, required_groups
from generator.forms.workbook import value_at
from generator.importing.derived import AFTERWARDS, DERIVED, Around, derive
from generator.importing.doubts import ask_about
from generator.importing.drafts import DEPARTMENT, Draft, Fault
from generator.importing.dropped import said_again
from generator.importing.known import Known, Serial
from generator.importing.privacy import private
from generator.importing.twins import Twins, covers
from generator.models.base import Record, path_fields
from generator.models.outcomes import Outcome
from generator.models.parts import Citation
from generator.models.penalties import Penalty
from generator.models.powers import Power
from generator.sources.shape import problems
from generator.sources.standard import file_values

MOST_OFFERED = 6


@dataclass
class Step:
    """What becomes of a draft. record: as it will stand; None where the draft has faults.

    before: as it stands now. differences: in words, field by field, of a record that is there already. kept: titles
    of what the record has and the empty cell of a table that is no form of ours does not take away.
    """

    draft: Draft
    record: Record | None = None
    before: Record | None = None
    differences: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.record is not None and self.before is None

    @property
    def is_same(self) -> bool:
        return self.before is not None and self.record is not None and not self.differences


def plan(
    model: type[Record],
    several: Iterable[Draft],
    around: Around,
    *,
    ours: bool,
    fixed: Mapping[str, Any],
) -> list[Step]:
    """What to do with each draft. fixed: values that a person gave for all rows."""
    steps: list[Step] = []
    taken: dict[str, Draft] = {}
    places: dict[str, _Place] = {}
    twins = Twins()
    ids = {str(getattr(one, "id", "")) for one in around.catalogue.all(model)}
    for draft in several:
        for name, value in fixed.items():
            if draft.values.get(name) is None:
                draft.values[name] = value
        department = _own_department(model, draft, around)
        if department not in places:
            own = around.of(department)
            places[department] = _Place(own, Serial(model, own, ids), Known(model, own))
        if model is Power:
            twins.refuse_code(draft)
        step = _step(model, draft, places[department], ours)
        if model is Power and step.record is not None:
            twins.refuse_name(draft, step.record.key, step.is_new)
            step = Step(draft) if draft.faults else step
        if step.record is not None:
            key = step.record.key
            if key in taken:
                draft.fault(f"与{taken[key].where}是同一条：{key}", "留一行，删去另一行。")
                step = Step(draft)
            else:
                taken[key] = draft
        steps.append(step)
    return _without_private(model, steps, around)


@dataclass(frozen=True)
class _Place:
    """What a department's drafts are held against: its records, and the ids that are free."""

    around: Around
    serial: Serial
    known: Known


def _step(model: type[Record], draft: Draft, place: _Place, ours: bool) -> Step:
    around, serial, known = place.around, place.serial, place.known
    if around.department not in around.catalogue.departments and DEPARTMENT in path_fields(model):
        return Step(draft)
    derive(draft, model, around)
    before = known.find(draft)
    for after in AFTERWARDS.get(model.register.name, ()):
        after(draft, around, before)
    if not draft.faults and before is None and "id" in model.model_fields:
        if draft.values.get("id") is None:
            draft.values["id"] = serial.made(draft)
        if draft.values["id"] is None and not draft.faults:
            draft.fault("没有标识，也没有编码可以用", "加一栏“标识”：小写英文字母、数字和连字符。")
    if draft.faults:
        _also_missing(model, draft, before, around)
        return Step(draft, None, before)
    values = _values(model, draft, before, around, ours)
    try:
        record = model.model_validate(values)
    except ValidationError as error:
        _refused(model, draft, error, around)
        return Step(draft, None, before)
    if before is not None:
        record = record.placed(before.root, before.file, before.row_line)
    _refuse_days_to_come(draft, before, record, around.day)
    _ask_for_procedure(draft, record, around)
    if draft.faults:
        return Step(draft, None, before)
    ask_about(draft, record, around.catalogue)
    kept = [] if ours else _kept(model, draft, before)
    return Step(draft, record, before, _differences(model, before, record, around), kept)


def _kept(model: type[Record], draft: Draft, before: Record | None) -> list[str]:
    """What an empty cell might have meant to take away."""
    return [
        column.title
        for column in form_columns(model)
        if before is not None
        and column.name in draft.columns
        and draft.values.get(column.name) is None
        and value_at(before, column) not in (None, [])
    ]


def _refuse_days_to_come(draft: Draft, before: Record | None, record: Record, day: date) -> None:
    """What an outcome tells has happened: a day after today is a slip of the hand."""
    if not isinstance(record, Outcome):
        return
    for column in form_columns(type(record)):
        said = value_at(record, column)
        if not isinstance(said, date) or not column.name.endswith("_on"):
            continue
        if said > day and said != (before and value_at(before, column)):
            draft.fault(
                f"“{column.title}”是{said}，今天是{day}，还没有到", "核对日期。", column.name
            )


def _ask_for_procedure(draft: Draft, record: Record, around: Around) -> None:
    """A table that tells the steps of a case is no mere double disclosure: how it went must be told too."""
    if not isinstance(record, Penalty) or not record.untold:
        return
    for column in form_columns(Penalty):
        if column.name in record.untold and column.name in draft.columns:
            draft.fault(f"缺少“{column.title}”", "照案卷补写。", column.name)
        elif column.name in record.untold:
            _say_missing(type(record), draft, column, around)


def _also_missing(model: type[Record], draft: Draft, before: Record | None, around: Around) -> None:
    """Name all that the table lacks at once: who mends one thing should not learn of the next only then."""
    if before is not None:
        return
    settled = {"id", *path_fields(model), *DERIVED.get(model.register.name, ())}
    for column in form_columns(model):
        lacks = column.required and column.name not in settled and column.name not in draft.columns
        if lacks and draft.values.get(column.name) is None:
            _say_missing(model, draft, column, around)


def _say_missing(model: type[Record], draft: Draft, column: FormColumn, around: Around) -> None:
    offered = _offered(model, column, around)
    example = column.example if isinstance(column.example, str) else ""
    one = offered[0].rpartition("（")[2].rstrip("）") if offered else example or "内容"
    may = f"；可以写：{'、'.join(offered)}" if offered else ""
    draft.faults.append(
        Fault(
            draft.where,
            f"缺少“{column.title}”",
            f"加一栏“{column.title}”；全部的行都一样的，加上 --set '{column.title}={one}'{may}。",
            column,
        )
    )


def _offered(model: type[Record], column: FormColumn, around: Around) -> list[str]:
    """What may stand in a column, where that is few things."""
    if column.choices is not None:
        return [one.label for one in column.choices]
    if column.refers == "powers" and issubclass(model, Outcome):
        own = [one for one in around.powers if one.type in model.power_types]
        return [f"{one.name}（{one.id}）" for one in own[:MOST_OFFERED]]
    return []


def _own_department(model: type[Record], draft: Draft, around: Around) -> str:
    """Of a register with a folder a department: the one that was asked for, else the one that the row names."""
    if DEPARTMENT not in path_fields(model):
        return around.department
    said = draft.values.get(DEPARTMENT)
    if around.department:
        draft.values[DEPARTMENT] = around.department
        if said not in (None, around.department):
            draft.fault(
                f"这一行是部门 {said} 的，正在导入的是 {around.department}",
                "分部门导入，或者改正这一格。",
                DEPARTMENT,
            )
    elif said not in around.catalogue.departments and not draft.faults:
        draft.fault(
            f"没有“{said}”这个部门" if said else "没有写是哪个部门的",
            "写明部门；整个文件是一个部门的，用 --department 写明。",
            DEPARTMENT,
        )
    return str(draft.values.get(DEPARTMENT) or "")


def _values(
    model: type[Record], draft: Draft, before: Record | None, around: Around, ours: bool
) -> dict[str, Any]:
    """All that the record will say: what stands there, with what the rows say laid over it."""
    values: dict[str, Any] = file_values(before) if before is not None else {}
    for column in form_columns(model):
        value = draft.values.get(column.name)
        if column.path[0] in path_fields(model):
            kept = value if value is not None else getattr(before, column.path[0], None)
            if kept is not None:
                values[column.path[0]] = kept
            continue
        if value is not None:
            if column.path == ("id",) and before is not None:
                continue
            value = _identified(draft, column, value_at_file(values, column) or [], value)
            if not ours and before is not None:
                value = _joined(draft, column, value_at_file(values, column), value)
            _set(values, column.path, value)
        elif ours and column.name in draft.columns:
            _remove(values, column.path)
    for path in required_groups(model):
        inner: Any = values
        for name in path:
            inner = inner.setdefault(name, {})
    return values


def value_at_file(values: Mapping[str, Any], column: FormColumn) -> Any:
    found: Any = values
    for name in column.path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _identified(draft: Draft, column: FormColumn, old: Any, new: Any) -> Any:
    """Parts that a cell names without their ids: those that stand there by that name, the others numbered."""
    if column.kind != "group" or not column.many:
        return new
    known = {one.get("name"): one for one in old if isinstance(one, dict)}
    taken = {one.get("id") for one in (*old, *new) if isinstance(one, dict)}
    found = []
    for one in new:
        if isinstance(one, dict) and set(one) == {"name"}:
            number = next(n for n in count(1) if f"item-{n}" not in taken)
            if one["name"] not in known:
                draft.changes.append(
                    (column.title, f"“{one['name']}”编为 item-{number}，以后不再改")
                )
                taken.add(f"item-{number}")
            one = known.get(one["name"], {"id": f"item-{number}", **one})
        found.append(one)
    return found


def _joined(draft: Draft, column: FormColumn, old: Any, new: Any) -> Any:
    """Legal bases of a list that knows less of them than the record: what stands there stays, what is new comes."""
    if not (column.many and column.part is not None and issubclass(column.part, Citation) and old):
        return new
    left = len([one for one in old if not any(covers(basis, one) for basis in new)])
    if left:
        draft.changes.append((column.title, f"原有{left}处依据表里没有，留着"))
    return [*old, *(one for one in new if not any(covers(one, basis) for basis in old))]


def _set(values: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value


def _remove(values: dict[str, Any], path: tuple[str, ...]) -> None:
    """Take a field out, and the groups that hold nothing after it."""
    holders = [values]
    for name in path[:-1]:
        inner = holders[-1].get(name)
        if not isinstance(inner, dict):
            return
        holders.append(inner)
    for holder, name in zip(reversed(holders), reversed(path), strict=True):
        holder.pop(name, None)
        if holder:
            return


def _refused(model: type[Record], draft: Draft, error: ValidationError, around: Around) -> None:
    def at(path: Any, line: int | None = None) -> Place:
        return Place("", "", model.register.name, "", tuple(path), None)

    for problem in problems(model, error, at):
        path = [str(one) for one in problem.hit.place.path if not isinstance(one, int)]
        name = next(
            (
                name
                for n in range(len(path), 0, -1)
                if (name := ".".join(path[:n])) in draft.columns
            ),
            "",
        )
        what = str(problem.hit.values["what"])
        lacking = next((one for one in form_columns(model) if one.name == ".".join(path)), None)
        if problem.code == "STR004" and not name and lacking is not None:
            _say_missing(model, draft, lacking, around)
        else:
            draft.fault(what, problem.hit.advice, name)


def _differences(
    model: type[Record], before: Record | None, record: Record, around: Around
) -> list[str]:
    if before is None:
        return []
    found = []
    for column in form_columns(model):
        old, new = value_at(before, column), value_at(record, column)
        if old == new:
            continue
        if isinstance(old, list) and isinstance(new, list):
            gone = [one for one in old if one not in new]
            come = [one for one in new if one not in old]
            said = [
                f"{word}{_shown(around, column, several)}"
                for word, several in (("去掉", gone), ("加上", come))
                if several
            ]
            found.append(f"“{column.title}”{'，'.join(said) or '换了次序'}")
        else:
            found.append(
                f"“{column.title}”：{_shown(around, column, old)}→{_shown(around, column, new)}"
            )
    return found


def _shown(around: Around, column: FormColumn, value: Any) -> str:
    words = str(around.cells.written(column, value) or "（没有）").replace("\n", "；")
    return words if len(words) <= 60 else f"{words[:59]}…"


def _without_private(model: type[Record], steps: list[Step], around: Around) -> list[Step]:
    """Refuse what would publish somebody for certain, ask about what may: once pushed it is public for good."""
    coming = [one.record for one in steps if one.record is not None and not one.is_same]
    found = private(model, coming, around.catalogue, around.day)
    checked = []
    for step in steps:
        for name, what, advice, certain in found.get(step.record.key, ()) if step.record else ():
            (step.draft.fault if certain else step.draft.ask)(what, advice, name)
        if not step.is_same:
            _refuse_said_again(step, settings_of(around.catalogue.portal, ()).organisations_named)
        checked.append(replace(step, record=None) if step.draft.faults else step)
    return checked


def _refuse_said_again(step: Step, organisations_named: bool) -> None:
    """Refuse what would publish a name or a number that the sheet itself keeps in a column of its own."""
    if not isinstance(step.record, Outcome):
        return
    for heading, name, start in said_again(step.draft, step.record, organisations_named):
        title = type(step.record).model_fields[name].title
        step.draft.fault(
            f"“{heading}”一栏的内容也写在“{title}”里（从第{start + 1}个字起）",
            f"“{heading}”不公开，改写“{title}”；说的是别的意思、不是这个人的，清空“{heading}”这一格再导入。",
            name,
        )
