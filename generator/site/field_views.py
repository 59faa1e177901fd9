"""A record's fields as its page shows them: labels, values in words, and where each leads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.clocks import subject_of
from generator.models.base import Choice, Part, Record, extra, path_fields, registers
from generator.models.corrections import Correction
from generator.models.outcomes import Outcome
from generator.models.parts import Citation
from generator.numerals import cite
from generator.site import addresses
from generator.site.filters import day_text, money_text
from generator.values import FieldWords, title_of


@dataclass(frozen=True)
class Shown:
    """A value. kind: text, prose, day or money, which say how it is written, or page: an address of
    the site that is no record's; href: where it leads."""

    value: Any
    kind: str = "text"
    href: str | None = None


@dataclass(frozen=True)
class FieldView:
    """A field with a value. note: what the field means. columns: of a list of groups, whose rows are `rows`."""

    name: str
    label: str
    note: str
    values: tuple[Shown, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[Shown, ...], ...], ...] = ()


def field_views(catalogue: Catalogue, record: Record) -> list[FieldView]:
    """Every field of a record that says something, in the order of the model; its id, its path and what its title
    says already left out."""
    hidden = {"id", *path_fields(type(record))}
    title = title_of(catalogue, record)
    names = (
        name
        for name in type(record).model_fields
        if name not in hidden and getattr(record, name) != title
    )
    return list(_views(catalogue, record, record, names))


def field_view(catalogue: Catalogue, record: Record, name: str) -> FieldView | None:
    """One field of a record as a list shows it, None where it says nothing: of groups, how many there are, and
    what they say in brief."""
    view = next(_views(catalogue, record, record, (name,)), None)
    if view is not None and view.rows:
        briefs = [one.brief for one in _parts(getattr(record, name)) if isinstance(one, Part)]
        told = [Shown(brief) for brief in briefs if brief]
        return replace(view, values=(Shown(f"{len(view.rows)}项"), *told))
    return view


def _views(
    catalogue: Catalogue, record: Record, part: BaseModel, names: Iterable[str]
) -> Iterator[FieldView]:
    for name in names:
        info, value = type(part).model_fields[name], getattr(part, name)
        if _says_nothing(value):
            continue
        label, note = info.title or name, info.description or ""
        parts = _parts(value)
        if parts and not isinstance(parts[0], Citation):
            columns, rows = _table(catalogue, record, parts)
            yield FieldView(name, label, note, (), columns, rows)
        else:
            yield FieldView(name, label, note, tuple(_shown(catalogue, record, info, value)))


def _says_nothing(value: object) -> bool:
    # A flag that is not set is what a record is without it.
    return value is None or value is False or value == [] or value == ""


def _parts(value: object) -> list[BaseModel]:
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, BaseModel)]


def _table(
    catalogue: Catalogue, record: Record, parts: Sequence[BaseModel]
) -> tuple[tuple[str, ...], tuple[tuple[tuple[Shown, ...], ...], ...]]:
    """A list of groups: the fields that any of them fills, and a row for each. An id is no news beside a name."""
    fields = type(parts[0]).model_fields
    filled = [
        name
        for name in fields
        if name != "id" and not all(_says_nothing(getattr(one, name)) for one in parts)
    ] or list(fields)
    rows = []
    for one in parts:
        views = {view.name: view for view in _views(catalogue, record, one, filled)}
        rows.append(tuple(_cell(views[name]) if name in views else () for name in filled))
    return tuple(fields[name].title or name for name in filled), tuple(rows)


def _cell(view: FieldView) -> tuple[Shown, ...]:
    """A field in a cell; of groups inside a group one value each, its fields in one line."""
    if view.values:
        return view.values
    return tuple(Shown(" ".join(_words(one) for cell in row for one in cell)) for row in view.rows)


def _words(one: Shown) -> str:
    if one.kind == "money":
        return money_text(one.value)
    return day_text(one.value) if one.kind == "day" else str(one.value)


def _shown(catalogue: Catalogue, record: Record, info: Any, value: object) -> Iterator[Shown]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Citation):
            yield _cited(catalogue, one)
        elif isinstance(one, Choice):
            yield Shown(one.label)
        elif isinstance(one, bool):
            yield Shown("是" if one else "否")
        elif isinstance(one, date):
            yield Shown(one, "day")
        elif isinstance(one, Decimal):
            yield Shown(one, "money") if _is_money(info.annotation) else Shown(f"{one:f}")
        elif isinstance(one, int):
            yield Shown(f"{one}{extra(info, 'counted_in') or ''}")
        elif refers := extra(info, "refers"):
            yield _referred(catalogue, record, str(refers).partition("|")[0], str(one))
        elif own := extra(info, "of_own"):
            yield _of_own(catalogue, record, str(own), str(one))
        else:
            yield _words_or_address(catalogue, record, str(one))


def _cited(catalogue: Catalogue, one: Citation) -> Shown:
    law = catalogue.laws.get(one.law)
    place = cite(one.article, one.paragraph or "", one.subparagraph or "", one.item or "")
    title = f"《{law.short_title if law else one.law}》{place}"
    return Shown(title, href=addresses.of(law) if law else None)


def _referred(catalogue: Catalogue, record: Record, target: str, value: str) -> Shown:
    if target == "powers":
        known = catalogue.has_power(value)
        return Shown(subject_of(catalogue, value), href=addresses.power(value) if known else None)
    found = catalogue.of(target).get(value)
    if found is None and (left := _withdrawn(catalogue, target, value)):
        return left
    if found is None:
        department = str(getattr(record, "department", ""))
        words = FieldWords(catalogue, type(record), department)
        return Shown(words.named_here(target, value))
    title = title_of(catalogue, found)
    return Shown(f"《{title}》" if target == "laws" else title, href=place_of(found))


def _withdrawn(catalogue: Catalogue, target: str, key: str) -> Shown | None:
    """What was withdrawn, by what it was: its page says when and why."""
    for name, model in registers().items():
        if target in (name, model.register.family) and (name, key) in catalogue.withdrawn:
            what = "决定" if issubclass(model, Outcome) else model.register.title
            return Shown(f"已撤回的{what}（{key}）", href=addresses.withdrawn(name, key) or None)
    return None


def _words_or_address(catalogue: Catalogue, record: Record, text: str) -> Shown:
    """Words as they are; an address leads where it says, one of this site where a record has its page there."""
    if text.startswith(("https://", "http://")):
        return Shown(text, href=text)
    if isinstance(record, Correction) and text == record.page:
        register, key = record.entry
        if found := catalogue.of(register).get(key):
            return Shown(title_of(catalogue, found), href=text)
        if title := addresses.TITLES.get(text) or _list_at(catalogue, text):
            return Shown(title, href=text)
        return _withdrawn(catalogue, register, key) or Shown(text, "page")
    return Shown(text, "prose")


def _list_at(catalogue: Catalogue, address: str) -> str | None:
    """What the whole list of a register is called, if that is what stands at an address."""
    return next(
        (
            model.register.title
            for name, model in catalogue.registers.items()
            if model.register.listed and address == addresses.register(name)
        ),
        None,
    )


def _of_own(catalogue: Catalogue, record: Record, register: str, name: str) -> Shown:
    """A record of the same department, by its id alone."""
    found = catalogue.of(register).get(f"{getattr(record, 'department', '')}/{name}")
    return Shown(title_of(catalogue, found), href=place_of(found)) if found else Shown(name)


def place_of(record: Record) -> str | None:
    """Where a record is shown, None where it has no place of its own."""
    try:
        return addresses.of(record)
    except KeyError:
        return None


@cache
def _is_money(annotation: Any) -> bool:
    """Whether a field holds yuan, as `Money` says it."""
    kinds = [getattr(getattr(one, "func", None), "kind", "") for one in _metadata(annotation)]
    return "money" in kinds


def _metadata(annotation: Any) -> Iterator[Any]:
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _metadata(inner)
