"""A value of a record's field as a person reads it: choices by their labels, ids by what they name."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.clocks import subject_of
from generator.findings import Path
from generator.models.base import DAY, Record, extra, model_in, registers
from generator.models.entrustments import Entrustment
from generator.models.responses import Response
from generator.models.waivers import Waiver
from generator.models.withdrawals import Withdrawal
from generator.numerals import cite
from generator.obligations import event_titles
from generator.sources.shape import choices_in, field_info, named

NOTHING = "（没有）"
CITED = ("law", "version", "article", "paragraph", "subparagraph", "item")


def title_of(catalogue: Catalogue, record: Record) -> str:
    """What a record is called: its name, title, term or number; what it is of, where it has none of them."""
    if isinstance(record, Entrustment):
        return f"对{catalogue.name_of('bodies', record.body)}的委托"
    if isinstance(record, Withdrawal):
        return f"{_day(str(record.withdrawn_on))}撤回{_withdrawn(record)}"
    if isinstance(record, Response):
        return f"对{event_titles(catalogue).get(record.event, record.event)}的答复"
    if isinstance(record, Waiver):
        return _waived(catalogue, record)
    for name in ("short_title", "short_name", "name", "title", "term", "number", "subject"):
        value = getattr(record, name, None)
        if isinstance(value, str) and value:
            return value
    return _whose(catalogue, record)


def _withdrawn(record: Withdrawal) -> str:
    """What a withdrawal takes back, register by register: 行政处罚结果3件。"""
    counted = Counter(one.partition("/")[0] for one in record.records)
    for less in record.fewer:
        counted[less.kind] += less.count
    known = registers()
    return "、".join(
        f"{known[name].register.title}{count}{known[name].register.unit}" if name in known else f"{name}{count}条"
        for name, count in counted.items()
    )  # fmt: skip


def _waived(catalogue: Catalogue, record: Waiver) -> str:
    """What a waiver allows; its id where it says nothing of that."""
    said = []
    if record.event:
        said.append(f"暂缓答复{event_titles(catalogue).get(record.event, record.event)}")
    if record.clocks:
        said.append(f"暂缓{len(record.clocks)}项期限")
    if record.confirmed:
        several = len(record.outcomes) + len(record.transfers)
        said.append(f"如实公开{several}件里不能补正的问题")
    elif record.outcomes:
        said.append(f"核对以后公开{len(record.outcomes)}件结果")
    return "，".join(said) or record.id


def _whose(catalogue: Catalogue, record: Record) -> str:
    """Of a record without a name: whose it is, of which year, and what it is."""
    department = catalogue.departments.get(str(getattr(record, "department", "")))
    year = getattr(record, "year", "")
    if department is None or not year:
        return record.key
    return f"{department.short_name}{year}年{record.register.title}"


@dataclass(frozen=True)
class FieldWords:
    """The values of one model's fields in words. department: whose posts and units its ids name."""

    catalogue: Catalogue
    model: type[BaseModel]
    department: str = ""

    def of(self, path: Path, value: object) -> str:
        """The value of the field at a path. Lists and groups of fields become one line."""
        if value is None:
            return NOTHING
        if isinstance(value, list):
            return "；".join(self.of((*path, 0), item) for item in value)
        if isinstance(value, Mapping):
            return self._group(path, value)
        return self._scalar(field_info(self.model, path), value)

    def _scalar(self, info: Any, value: object) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        for choice in choices_in(info.annotation) or () if info is not None else ():
            if choice.value == value:
                return choice.label
        if isinstance(value, Decimal):
            return f"{value:f}"
        text = str(value)
        if refers := extra(info, "refers"):
            return self._referred(str(refers).partition("|")[0], text)
        if own := extra(info, "of_own"):
            found = self.catalogue.of(str(own)).get(f"{self.department}/{text}")
            return title_of(self.catalogue, found) if found else text
        return _day(text) if DAY.fullmatch(text) else text

    def named_here(self, target: str, text: str) -> str:
        """What a post or a unit of the department is called; of anything else the id itself."""
        department = self.catalogue.departments.get(self.department)
        if department is None or target not in ("posts", "units"):
            return text
        names = {unit.id: unit.name for unit in department.units}
        if target == "posts":
            names = {post.id: post.title for post in department.posts}
        return names.get(text, text)

    def _group(self, path: Path, value: Mapping[str, object]) -> str:
        words = [self._citation(value)] if "law" in value and "article" in value else []
        owner = model_in(getattr(field_info(self.model, path), "annotation", None))
        for name, item in value.items():
            if name == "id" or (words and name in CITED) or item in (None, [], {}):
                continue
            info = named(owner, name) if owner else None
            label = info.title if info is not None and info.title else name
            words.append(f"{label}：{self.of((*path, name), item)}")
        return "，".join(words) or str(value.get("id", NOTHING))

    def _citation(self, value: Mapping[str, object]) -> str:
        """《食品安全法》（2025年9月12日公布）第一百二十四条第一款"""
        title = self._referred("laws", str(value["law"]))
        version = f"（{_day(str(value['version']))}公布）" if "version" in value else ""
        numbers = [str(value.get(name) or "") for name in CITED[2:]]
        try:
            return title + version + cite(*numbers)
        except ValueError:
            return f"{title}{version}{'.'.join(filter(None, numbers))}"

    def _referred(self, register: str, text: str) -> str:
        if register == "powers":
            return subject_of(self.catalogue, text)
        record = self.catalogue.of(register).get(text)
        if record is None:
            return self.named_here(register, text)
        name = title_of(self.catalogue, record)
        return f"《{name}》" if register == "laws" else name


def _day(text: str) -> str:
    """2025-09-12 as 2025年9月12日; what is no date stays as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"
