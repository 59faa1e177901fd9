"""登记表页：各登记表有哪些、某一张表的全部记录、某部门的记录、一条记录。

For every register whose model says what its lists show (`Register.listed`): a new register needs no page of
its own. Where one helps, `pages/registers/NAME.html` and `pages/records/NAME.html` take the place of the
templates for all.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from generator.catalogue import Catalogue
from generator.models.base import Record, Register, registers
from generator.models.departments import Department
from generator.reports.groups import standing
from generator.site import addresses
from generator.site.beside import beside_list, beside_record
from generator.site.board import KEYS
from generator.site.field_views import FieldView, field_view, field_views
from generator.site.ledger import ledger
from generator.site.left import left
from generator.site.order import by_pinyin
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.referring import related
from generator.site.render import theme_folder
from generator.sources.shape import choices_in
from generator.sources.yaml_files import BODY
from generator.values import title_of

AT_ONCE = 200
"""So many records stand on one page; of more, it shows how many each department, or each year, has."""
SHORT = 6
"""A choice of so many characters is not broken: 热线电/话 is hard to read."""
TRAIL = [("首页", "/"), ("全部登记表", "/registers/")]


@dataclass(frozen=True)
class Part:
    """What a department has in a register, in all or in a year."""

    department: str
    year: str


@dataclass(frozen=True)
class Row:
    """A record in a list: its title, its page where it has one, the fields that lists show, and what is still to be
    done about it: key of the state, and words. numbered: whether its title is its number."""

    title: str
    href: str | None
    mark: str
    cells: tuple[FieldView | None, ...]
    waits: tuple[tuple[str, str], ...] = ()
    numbered: bool = False


@dataclass(frozen=True)
class Group:
    """Records beside each other: of a department, or of a year."""

    title: str
    id: str
    href: str | None
    rows: Sequence[Row]


def shown(catalogue: Catalogue) -> list[type[Record]]:
    """The registers that have pages here, by clause of the plan."""
    found = [model for model in catalogue.registers.values() if model.register.listed]
    return sorted(found, key=lambda m: (_clause(m.register), m.register.name))


def _clause(register: Register) -> tuple[int, ...]:
    return tuple(int(part) for part in register.clause.split("."))


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    models = shown(catalogue)
    yield Page(
        address="/registers/",
        template="pages/registers.html",
        title="全部登记表",
        description="方案要求公开的各项登记：每一张表有多少条，由哪一条款要求。",
        trail=TRAIL[:1],
        context={
            "registers": [(model.register, len(catalogue.all(model))) for model in models],
        },
        shows=[record for model in models for record in catalogue.all(model)],
    )
    for model in models:
        yield _list(edition, model)


def subjects(edition: Edition) -> list[tuple[str, Any]]:
    """What has a page of its own: a department's part of a register, of a year where there are years, and each
    record of those with pages."""
    catalogue = edition.catalogue
    found: list[tuple[str, Any]] = []
    for model in shown(catalogue):
        register = model.register.name
        if "department" in model.model_fields:
            for name in _with_any(catalogue, model):
                years = {_year(one) for one in catalogue.by_department(model).get(name, ())}
                years |= {one.year for one in left(catalogue).get((register, name), ())}
                found += [(register, Part(name, year)) for year in sorted({"", *years})]
        if model.register.paged and not model.register.is_page:
            found += [(register, one) for one in catalogue.all(model)]
    return found


def _with_any(catalogue: Catalogue, model: type[Record]) -> list[str]:
    """The departments that have, or ever had, a record in a register."""
    own = (name for register, name in left(catalogue) if register == model.register.name)
    return list(dict.fromkeys([*catalogue.by_department(model), *own]))


def pages_of(edition: Edition, subject: tuple[str, Part | Record]) -> Iterator[Page]:
    name, what = subject
    if isinstance(what, Record):
        yield page_of(edition, what)
    else:
        yield _part(edition, registers()[name], what)


def _list(edition: Edition, model: type[Record]) -> Page:
    catalogue = edition.catalogue
    register, records = model.register, catalogue.all(model)
    whole = len(records) <= AT_ONCE or "department" not in model.model_fields
    return Page(
        address=addresses.register(register.name),
        template=_template("registers", register.name),
        title=register.title,
        description=f"{register.about}。",
        trail=TRAIL,
        context={
            "register": register,
            "total": len(records),
            "columns": _columns(model),
            "groups": _groups(edition, model, records) if whole else (),
            "counts": _counts(catalogue, model),
            "department": None,
            "left": (),
            **beside_list(catalogue, register.name),
        },
        shows=records,
    )


def _part(edition: Edition, model: type[Record], part: Part) -> Page:
    catalogue, register = edition.catalogue, model.register
    records = catalogue.by_department(model).get(part.department, [])
    gone = left(catalogue).get((register.name, part.department), ())
    department = catalogue.departments.get(part.department)
    title = department.short_name if department else part.department
    counts: Sequence[tuple[str, int, str]] = ()
    trail = [*TRAIL, (register.title, addresses.register(register.name))]
    if part.year:
        records = [one for one in records if _year(one) == part.year]
        gone = [one for one in gone if one.year == part.year]
        trail.append((title, addresses.register_of(register.name, part.department)))
    elif len(records) > AT_ONCE and _year(records[0]):
        counts = _years_counted(records)
    when = f"{part.year}年" if part.year else ""
    return Page(
        address=addresses.register_of(register.name, part.department, part.year),
        template=_template("registers", register.name),
        title=f"{title}{when}的{register.title}",
        description=f"{title}{when}：{register.about}。",
        trail=trail,
        context={
            "register": register,
            "total": len(records),
            "columns": _columns(model),
            "groups": () if counts else _years(edition, records),
            "counts": counts,
            "department": department,
            "left": gone,
        },
        shows=[*records, *(one.why for one in gone if one.why)],
    )


def _year(record: Record) -> str:
    return str(getattr(record, "year", ""))


def _years_of(records: Sequence[Record]) -> list[str]:
    return sorted({year for one in records if (year := _year(one))}, reverse=True)


def _years_counted(records: Sequence[Record]) -> Sequence[tuple[str, int, str]]:
    """How many records of a department each year has, and where they are."""
    name, department = records[0].register.name, str(getattr(records[0], "department", ""))
    counted = Counter(map(_year, records))
    return [
        (f"{year}年", counted[year], addresses.register_of(name, department, year))
        for year in _years_of(records)
    ]


def written_by_people(catalogue: Catalogue) -> dict[str, Record]:
    """The records that are pages of content/, by file: mkdocs renders their text into the page that `page_of` says."""
    return {
        record.file: record
        for model in shown(catalogue)
        if model.register.is_page
        for record in catalogue.all(model)
    }


def page_of(edition: Edition, record: Record) -> Page:
    """The page of a record. Of one that is written by people the fields alone: its text is the page's content."""
    catalogue, register = edition.catalogue, record.register
    department = catalogue.departments.get(str(getattr(record, "department", "")))
    name = title_of(catalogue, record)
    # Many departments have a record of the same name.
    whose = department.short_name if department else ""
    title = name if not whose or name.startswith(whose) else f"{whose}：{name}"
    # The heading has the title, and the page's own content the text.
    told = {field for field in type(record).model_fields if getattr(record, field) == name}
    told |= {BODY} if register.is_page else set()
    home = (
        [(department.short_name, addresses.register_of(register.name, department.id))]
        if department
        else []
    )
    return Page(
        address=addresses.of(record),
        template=_template("records", register.name),
        title=title,
        description=f"{register.title}：{title}",
        trail=[*TRAIL, (register.title, addresses.register(register.name)), *home],
        context={
            "register": register,
            "name": name,
            "record": record,
            "department": department,
            "fields": [one for one in field_views(catalogue, record) if one.name not in told],
            **beside_record(catalogue, record),
            "related": related(catalogue, register.family or register.name, record.key),
            "day": edition.day,
        },
        shows=[record],
        file=record.file,
        source=department.name if department else None,
        hits=Hits(
            register.name,
            register.title,
            {"department": department.id} if department else {},
            str(getattr(record, "year", "")) or None,
        ),
    )


def _columns(model: type[Record]) -> list[tuple[str, bool]]:
    """Heading of each column, and whether its cells are too short to be broken."""
    fields = [model.model_fields[name] for name in model.register.listed]
    return [(str(info.title), _is_short(info.annotation)) for info in fields]


def _is_short(annotation: Any) -> bool:
    """Whether a field is a choice of which every label fits a narrow column."""
    choices = choices_in(annotation)
    return choices is not None and all(len(one.label) <= SHORT for one in choices)


def _groups(edition: Edition, model: type[Record], records: Sequence[Record]) -> Sequence[Group]:
    catalogue = edition.catalogue
    if "department" not in model.model_fields:
        return _years(edition, records)
    name = model.register.name
    return [
        Group(
            one.short_name,
            one.id,
            addresses.register_of(name, one.id),
            _rows(edition, catalogue.by_department(model)[one.id]),
        )
        for one in _departments(catalogue, model)
        if one.id in catalogue.by_department(model)
    ]


def _departments(catalogue: Catalogue, model: type[Record]) -> list[Department]:
    known = [catalogue.departments.get(name) for name in _with_any(catalogue, model)]
    return by_pinyin([one for one in known if one], lambda one: one.name)


def _years(edition: Edition, records: Sequence[Record]) -> Sequence[Group]:
    """Records by year, the newest first; in one group where they have none."""
    several = sorted(records, key=_year, reverse=True)
    return [
        Group(f"{name}年" if name else "", f"year-{name}" if name else "", None, _rows(edition, list(of_year)))
        for name, of_year in groupby(several, _year)
    ]  # fmt: skip


def _rows(edition: Edition, records: Sequence[Record]) -> Sequence[Row]:
    catalogue, day = edition.catalogue, edition.day
    unmet = ledger(catalogue, day).unmet
    return [
        Row(
            title_of(catalogue, one),
            addresses.of(one) if one.register.paged else None,
            addresses.row(one),
            tuple(field_view(catalogue, one, name) for name in one.register.listed),
            tuple(
                (KEYS[clock.state], clock.deadline.name + standing(clock, day))
                for clock in unmet.get((one.register.name, one.key), ())
            ),
            title_of(catalogue, one) == getattr(one, "number", None),
        )
        for one in records
    ]


def _counts(catalogue: Catalogue, model: type[Record]) -> Sequence[tuple[str, int, str]]:
    """How many records each department has, and where they are."""
    if "department" not in model.model_fields:
        return ()
    counted = Counter({name: len(of) for name, of in catalogue.by_department(model).items()})
    return [
        (one.short_name, counted[one.id], addresses.register_of(model.register.name, one.id))
        for one in _departments(catalogue, model)
    ]


@cache
def _template(kind: str, name: str) -> str:
    """A register's own template, where it has one."""
    own = f"pages/{kind}/{name}.html"
    if (theme_folder() / own).is_file():
        return own
    return {"registers": "pages/register.html", "records": "pages/record.html"}[kind]
