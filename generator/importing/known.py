"""Which record a row is about, where it is there already, and the id of one that is new."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.decision_numbers import normalised
from generator.importing.derived import Around
from generator.importing.drafts import Draft
from generator.importing.twins import namesakes
from generator.masking.names import standard_mask
from generator.models.base import SLUG, Record, path_fields
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.models.powers import Power


@dataclass
class Known:
    """The records that are there already, by each of the ways in which a row names one."""

    model: type[Record]
    around: Around

    def __post_init__(self) -> None:
        department = self.around.department
        everything = self.around.catalogue.all(self.model)
        # Only where a department has a folder of its own is it the one that is imported for.
        own = "department" in path_fields(self.model)
        self.records = [
            one for one in everything if not own or getattr(one, "department", "") == department
        ]
        self.by_key = {one.key: one for one in self.records}
        self.ways = SAME.get(self.model.register.name, ())
        self.indexes: list[dict[object, list[Record]]] = []
        for way in self.ways:
            index: dict[object, list[Record]] = {}
            for one in self.records:
                for key in way.of_record(one):
                    index.setdefault(key, []).append(one)
            self.indexes.append(index)

    def find(self, draft: Draft) -> Record | None:
        """The record that a draft is about. Where it could be several, the draft is at fault."""
        identity = draft.values.get("id")
        found = self.by_key.get(_key(self.model, draft))
        if found is not None:
            return found if _agree(draft, found) else None
        for way, index in zip(self.ways, self.indexes, strict=True):
            several = [
                one
                for one in index.get(way.of_values(draft.values), [])
                if not _numbered_otherwise(draft, one)
            ]
            several = _nearer(draft, several)
            if len(several) == 1 and identity is not None:
                return _renamed(draft, several[0])
            if len(several) == 1:
                return several[0] if _same_person(draft, several[0]) else None
            if several:
                keys = "、".join(one.key for one in several)
                draft.fault(f"现有的几条都可能是它：{keys}", "加一栏“标识”，写明是哪一条。")
                return None
        if self.model.register.name == "officers" and identity is None:
            self._ask_for_namesakes(draft)
        if self.model is Power and identity is None:
            self._refuse_second_power(draft)
        return None

    def _refuse_second_power(self, draft: Draft) -> None:
        """A code that is not known, of a name and a place that are: the code has changed, or somebody mistook it."""
        for one in namesakes(draft, self.records):
            draft.fault(
                f"本部门已有名称、类型、依据都一样的职权 {one.id}，编码是 {one.code}，这一行的是 {draft.values.get('code')}",
                f"编码写错的改正；换了编码的，加一栏“标识”写 {one.id}，原来的编码记进它的“曾用编码”；"
                "确实是另一项的，加一栏“标识”写一个新的。",
                "code",
            )

    def _ask_for_namesakes(self, draft: Draft) -> None:
        """A certificate that is not known may be a new one of somebody who is."""
        for one in self.records:
            if draft.values.get("name") and getattr(one, "name", None) == draft.values["name"]:
                draft.fault(
                    f"已有同名的人员 {one.key}，证号不同",
                    f"换了证的，加一栏“标识”写 {one.key}；是另一个人的，写一个新标识。",
                    "certificate",
                )


def _nearer(draft: Draft, several: list[Record]) -> list[Record]:
    """Of several that a row could mean the one of its type, or that has no number as it has none; else all."""
    near = [one for one in several if _is_near(draft, one)]
    return near if len(near) == 1 else several


def _is_near(draft: Draft, one: Record) -> bool:
    if isinstance(one, Power):
        return one.type.value == draft.values.get("type")
    return isinstance(one, Outcome) and not one.number and not draft.values.get("number")


def _key(model: type[Record], draft: Draft) -> str:
    """The whole key that a row gives: article 12 of one law is not that of another."""
    said = [draft.values.get(name) for name in model.register.key]
    return "" if None in said else "/".join(map(str, said))


def _agree(draft: Draft, found: Record) -> bool:
    """Whether an id leads to the decision that the row is about: a decision without a number got one by itself."""
    number = draft.values.get("number")
    if not isinstance(found, Outcome) or not number or _number(found.number) == _number(number):
        return True
    same = _fields("party", "decided_on")
    if found.number is None and same.of_values(draft.values) in same.of_record(found):
        return True
    draft.fault(
        f"标识“{found.id}”已经给了另一件：{found.number or '没有文号的'}，{found.party}，{found.decided_on}",
        "核对文号；确实是另一件的，加一栏“标识”写一个新的。",
        "number",
    )
    return False


def _same_person(draft: Draft, found: Record) -> bool:
    """Whether a certificate leads to the officer that the row is about: one digit wrong and it is another's."""
    said = draft.values.get("name")
    if not isinstance(found, Officer) or not said or _bare(said) == _bare(found.name):
        return True
    draft.fault(
        f"证号 {found.certificate} 是{found.name}（{found.id}）的，这一行写的是{said}",
        f"核对证号；确实是同一个人、改了姓名的，加一栏“标识”写 {found.id}。",
        "certificate",
    )
    return False


def _bare(name: str) -> str:
    return "".join(name.split())


def _numbered_otherwise(draft: Draft, found: Record) -> bool:
    """Two numbers are two decisions, though a party was told the same words twice on one day."""
    numbers = (getattr(found, "number", None), draft.values.get("number"))
    return isinstance(found, Outcome) and all(numbers) and len(set(map(_number, numbers))) > 1


def _renamed(draft: Draft, found: Record) -> Record | None:
    draft.fault(
        f"标识写的是“{draft.values['id']}”，这一条已有标识“{found.key}”",
        "标识给出以后不改：把这一格改成原来的，或者清空。",
        "id",
    )
    return None


@dataclass(frozen=True)
class Way:
    """One way in which a row names a record: what both must have in common.

    of_values: of a row, None where it does not say; of_record: all that a record answers to.
    """

    of_values: Callable[[Mapping[str, Any]], object]
    of_record: Callable[[Record], Iterable[object]]


def _fields(*names: str) -> Way:
    def of_values(values: Mapping[str, Any]) -> object:
        said = [values.get(name) for name in names]
        return None if None in said else tuple(standard_mask(str(one)) for one in said)

    def of_record(record: Record) -> Iterable[object]:
        said = [_field(record, name) for name in names]
        return [] if None in said else [tuple(standard_mask(str(one)) for one in said)]

    return Way(of_values, of_record)


def _field(record: Record, name: str) -> object:
    value: object = record
    for part in name.split("."):
        value = getattr(value, part, None) or getattr(value, f"{part}_", None)
    return value


def _codes(record: Record) -> Iterable[object]:
    former = [one.code for one in getattr(record, "former_codes", ())]
    return [one for one in (getattr(record, "code", None), *former) if one]


def _number(number: object) -> object:
    return normalised(str(number)) if number else None


NUMBER = Way(
    lambda values: _number(values.get("number")),
    lambda record: [key for key in [_number(getattr(record, "number", None))] if key],
)
# Of two powers of one name the codes tell them apart: a name is enough only where one of both has none.
NAME = Way(
    lambda values: None if values.get("code") else values.get("name"),
    lambda record: [getattr(record, "name", None)],
)
NAME_OF_CODELESS = Way(
    lambda values: values.get("name"),
    lambda record: [] if getattr(record, "code", None) else [getattr(record, "name", None)],
)
SAME: Mapping[str, tuple[Way, ...]] = {
    "powers": (Way(lambda values: values.get("code"), _codes), NAME, NAME_OF_CODELESS),
    "officers": (_fields("certificate"),),
    "entrustments": (_fields("agreement.number"), _fields("body", "from")),
    "discretion": (_fields("power", "name"),),
    "penalties": (NUMBER, _fields("party", "decided_on", "facts", "content")),
    "licences": (NUMBER, _fields("party", "decided_on", "content")),
}
"""By what a row is known as a record that is there already, where it gives no id; the surest first."""


class Serial:
    """Ids for new records, each once: from the official code, else a number. taken: those that are given."""

    def __init__(self, model: type[Record], around: Around, taken: set[str]) -> None:
        self.model = model
        self.around = around
        self.taken = taken
        self._given: dict[tuple[str, str], list[int]] = {}

    def made(self, draft: Draft) -> str | None:
        values = draft.values
        name = self.model.register.name
        if issubclass(self.model, Outcome):
            return self._outcome(draft)
        stem = ""
        if name == "powers":
            stem = _slug(values.get("code") or "") or self._next(self.around.department)
        elif name == "officers":
            stem = _slug(values.get("certificate") or "")
        elif name == "entrustments":
            stem = self._free(str(values.get("body") or ""))
        elif name == "discretion":
            stem = self._free(
                f"{values.get('power') or ''}-{str(values.get('from') or '')[:4]}".strip("-")
            )
        if not stem:
            return None
        if stem in self.taken:
            draft.fault(f"编出的标识“{stem}”已经给了别的记录", "加一栏“标识”，写一个新的。")
            return None
        self.taken.add(stem)
        draft.changes.append(("标识", f"编为 {stem}，以后不再改"))
        return stem

    def _outcome(self, draft: Draft) -> str | None:
        department = self.around.catalogue.departments[self.around.department]
        series = self.around.series or (
            department.series[0].id if len(department.series) == 1 else ""
        )
        if not series:
            several = "、".join(f"{one.id}（{one.format}）" for one in department.series)
            draft.fault("没有文号，不知道归哪个系列", f"用 --series 写明：{several}。", "number")
            return None
        year = str(draft.values.get("year") or "")
        mine = [
            int(one.id.partition("-")[2])
            for one in self.around.catalogue.all(self.model)
            if isinstance(one, Outcome)
            and one.department == self.around.department
            and one.year == year
            and one.id.partition("-")[0] == series
        ]
        number = max([*mine, *self._given.get((series, year), [])], default=0) + 1
        self._given.setdefault((series, year), []).append(number)
        draft.changes.append(("标识", f"没有文号，编为 {series}-{number}，以后不再改"))
        return f"{series}-{number}"

    def _next(self, stem: str) -> str:
        number = 1
        while f"{stem}-{number}" in self.taken:
            number += 1
        return f"{stem}-{number}"

    def _free(self, stem: str) -> str:
        if not stem:
            return ""
        number = 1
        one = stem
        while one in self.taken:
            number += 1
            one = f"{stem}-{number}"
        return one


def _slug(code: str) -> str:
    """An official code as an id."""
    plain = re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")
    return plain if re.match(SLUG, plain) else ""
