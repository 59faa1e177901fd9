"""What official forms do not say and records must: derived from what they do say, and told.

One function a field, in the order in which they may rest on each other. Nothing is guessed: where there are
several answers the row is refused with all of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.catalogue import Catalogue
from generator.citations import Reading
from generator.decision_numbers import parts, printed, slip
from generator.forms.cells import Cells
from generator.importing.drafts import Draft
from generator.masking.names import standard_mask
from generator.models.base import Record
from generator.models.choices import Compulsion, PartyKind, PowerType
from generator.models.powers import Power
from generator.numerals import cite

FOREVER = "2099-12-31"
"""What the double disclosure writes for a licence without an end."""


@dataclass(frozen=True)
class Around:
    """What a derivation may ask: the records, the department, the day, the series for decisions without a number."""

    catalogue: Catalogue
    cells: Cells
    department: str
    day: date
    year: str = ""
    series: str = ""

    @property
    def powers(self) -> Sequence[Power]:
        return self.catalogue.powers_by_department.get(self.department, [])

    def of(self, department: str) -> "Around":
        """The same for the rows of another department."""
        return replace(self, cells=self.cells.of(department), department=department)


def derive(draft: Draft, model: type[Record], around: Around) -> None:
    """Fill what the rows do not say, where it follows from what they say."""
    for name, function in DERIVED.get(model.register.name, {}).items():
        if draft.values.get(name) is None:
            value = function(draft, around)
            if value is not None:
                draft.values[name] = value


def _summary(draft: Draft, around: Around, before: Record | None) -> None:
    name = draft.values.get("name")
    if before is None and name and draft.values.get("summary") is None:
        draft.values["summary"] = name
        draft.changes.append(("能做什么", "表里没有，先写成职权名称；请改成老百姓看得懂的话"))


def _compulsion(draft: Draft, around: Around) -> str | None:
    """行政强制措施 as a type says both: that it is compulsion, and which."""
    said = draft.texts.get("type", "")
    kind = next((one for one in Compulsion if one.label.removeprefix("行政") in said), None)
    if kind is None:
        return None
    draft.changes.append(("强制种类", f"由职权类型“{said}”得出：{kind.label}"))
    return kind.value


def _title(draft: Draft, around: Around) -> str | None:
    violation = draft.values.get("violation")
    if not violation:
        return None
    draft.changes.append(("案件名称", f"表里没有，由违法行为类型得出：{violation}案"))
    return f"{violation}案"


def _outcome_year(draft: Draft, around: Around) -> str | None:
    number = draft.values.get("number")
    for series in around.catalogue.departments[around.department].series:
        if number and (found := parts(number, series.format)):
            return found[0]
    if around.year:
        return around.year
    decided = draft.values.get("decided_on")
    return decided[:4] if decided else None


def _outcome_id(draft: Draft, around: Around) -> str | None:
    department = around.catalogue.departments[around.department]
    number = draft.values.get("number")
    if not number:
        return None
    for series in department.series:
        if found := parts(number, series.format):
            return f"{series.id}-{int(found[1])}"
    forms = [
        f"{one.format}（{near}）" if (near := slip(number, one.format)) else one.format
        for one in department.series
    ]
    draft.fault(
        f"写的是“{number}”，不是本部门的文号；本部门的文号系列有：{'、'.join(forms) or '没有'}",
        "核对文号和部门；确实有这个系列的，先写进 department.yaml 的“文号系列”。",
        "number",
    )
    return None


def _outcome_power(types: Sequence[PowerType]) -> Callable[[Draft, Around], str | None]:
    def power(draft: Draft, around: Around) -> str | None:
        """The power that stands on one of the places the decision cites."""
        bases = draft.values.get("bases") or []
        cited = {(one["law"], one["article"]) for one in bases}
        words = draft.values.get("violation") or ""
        return _by_place(draft, around, cited, "power", types, str(words))

    return power


def _by_place(
    draft: Draft,
    around: Around,
    cited: set[tuple[str, str]],
    name: str,
    types: Sequence[PowerType],
    words: str,
) -> str | None:
    standing = [
        one
        for one in around.powers
        if one.type in types and any((b.law, b.article) in cited for _, b in one.all_bases())
    ]
    named = [one for one in standing if words and words in one.name]
    found = named or standing
    if len(found) == 1:
        draft.changes.append(("职权", f"由依据得出：{found[0].id}（{found[0].name}）"))
        return found[0].id
    if found:
        several = "、".join(f"{one.id}（{one.name}）" for one in found[:6])
        draft.fault(f"所引条文是几项职权的依据：{several}", "加一栏“职权”，写明是哪一项。", name)
    elif cited:
        places = "、".join(
            f"《{around.catalogue.laws[law].short_title}》{cite(article)}"
            for law, article in sorted(cited)
        )
        draft.fault(
            f"本部门没有一项职权以{places}为依据",
            "先把职权列进清单；清单里有的，加一栏“职权”写明。",
            name,
        )
    return None


def _licence_power(draft: Draft, around: Around) -> str | None:
    """The power on the places cited; the national form cites none, there the certificate names what is licensed."""
    if draft.values.get("bases"):
        return _outcome_power((PowerType.LICENCE,))(draft, around)
    certificate = str(draft.values.get("certificate_name") or "")
    subject = re.sub("(?:许可|批准|登记|资格|执业)?(?:证书|证|执照|批件)$", "", certificate)
    named = [one for one in around.powers if one.type is PowerType.LICENCE and subject in one.name]
    if len(subject) < 2 or len(named) != 1:
        return None
    draft.changes.append(("职权", f"由许可证书得出：{named[0].id}（{named[0].name}）"))
    return named[0].id


def _discretion_power(draft: Draft, around: Around) -> str | None:
    """The power of a benchmark: that of its name, else the one that stands on the basis it names."""
    name = str(draft.values.get("name") or "")
    penalties = [one for one in around.powers if one.type is PowerType.PENALTY]
    named = [
        one for one in penalties if name and (one.name == name or one.name == f"对{name}的处罚")
    ]
    if len(named) == 1:
        return named[0].id
    text = draft.texts.get("依据", "")
    if not text:
        return None
    reading: Reading = around.cells.citations.read(text, around.day)
    if reading.problems:
        draft.fault(
            "；".join(reading.problems), "改正依据，或者加一栏“职权”写明是哪一项。", "power"
        )
        return None
    cited = {(one.law, one.article) for one in reading.citations}
    return _by_place(draft, around, cited, "power", (PowerType.PENALTY,), name)


def _tiers_of_power(draft: Draft, around: Around, before: Record | None) -> None:
    """Which statutory range each tier divides: clear where the power has one of that unit."""
    power = around.catalogue.powers.get(str(draft.values.get("power") or ""))
    if power is None:
        return
    ranges = around.catalogue.ranges_of(power)
    for tier in draft.values.get("tiers") or []:
        for one in tier.get("ranges", []):
            if "range" in one:
                continue
            fitting = [key for key, found in ranges.items() if found.unit.value == one["unit"]]
            if len(fitting) == 1:
                one["range"] = fitting[0]
                continue
            have = "、".join(fitting) or "没有"
            draft.fault(
                f"裁量幅度不知道划分的是哪一个法定幅度；职权 {power.id} 里同一单位的有：{have}",
                "先在职权的依据里写明法定幅度（ranges），有几个的，在基准文件里逐个填写。",
                "tiers",
            )
            return
    return


def _granted(draft: Draft, around: Around) -> str | None:
    draft.changes.append(("决定", "双公示的许可表只有准予的，写作准予许可"))
    return "granted"


def _licence_title(draft: Draft, around: Around) -> str | None:
    words = draft.values.get("certificate_name") or draft.values.get("content")
    if not words:
        return None
    draft.changes.append(("名称", f"表里没有，由许可证书或者许可内容得出：{words}"))
    return str(words)


def _licence_facts(draft: Draft, around: Around) -> str | None:
    content = draft.values.get("content")
    if content:
        draft.changes.append(("事实", "表里没有，先写成许可内容"))
    return content


def _number(draft: Draft, around: Around, before: Record | None) -> None:
    """The number as its series prints it; one that stands there in other brackets is not touched by its own row."""
    said = draft.values.get("number")
    if not said or said == getattr(before, "number", None):
        return
    for series in around.catalogue.departments[around.department].series:
        if found := parts(said, series.format):
            year, serial = found
            standard = printed(series.format, year, str(int(serial)))
            if standard != said:
                draft.values["number"] = standard
                draft.changes.append(("决定书文号", f"“{said}”→{standard}"))
            return


def _party(draft: Draft, around: Around, before: Record | None) -> None:
    """The name of a natural party with 某 for what is hidden, whatever sign hid it."""
    said, kind = draft.values.get("party"), draft.values.get("party_kind")
    if not said or said == getattr(before, "party", None):
        return
    standard = standard_mask(said)
    if standard != said and any(one.value == kind and one.is_natural for one in PartyKind):
        draft.values["party"] = standard
        draft.changes.append(("当事人", f"“{said}”→{standard}"))


def _without_end(draft: Draft, around: Around, before: Record | None) -> None:
    if draft.values.get("valid_until") == FOREVER:
        draft.values["valid_until"] = None
        draft.changes.append(("有效期至", f"{FOREVER}是长期有效，不写"))


Derivation = Callable[[Draft, Around], str | None]
DERIVED: Mapping[str, Mapping[str, Derivation]] = {
    "penalties": {
        "year": _outcome_year,
        "id": _outcome_id,
        "title": _title,
        "power": _outcome_power((PowerType.PENALTY,)),
    },
    "licences": {
        "year": _outcome_year,
        "id": _outcome_id,
        "title": _licence_title,
        "facts": _licence_facts,
        "power": _licence_power,
        "result": _granted,
    },
    "powers": {"compulsion": _compulsion},
    "discretion": {"power": _discretion_power},
}
Afterwards = Callable[[Draft, Around, Record | None], None]
AFTERWARDS: Mapping[str, tuple[Afterwards, ...]] = {
    "powers": (_summary,),
    "penalties": (_number, _party),
    "licences": (_number, _party, _without_end),
    "other_acts": (_number, _party),
    "discretion": (_tiers_of_power,),
}
"""What is settled once the record is known that a draft is about."""
