"""What a docket says against the records that it names: a power, officers, recordings, an outcome of the department."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, Severity, Unchecked, hit
from generator.models.dockets import Docket, DocketKind
from generator.models.recording_scopes import RecordingScope
from generator.rules._outcomes import called, held_from
from generator.rules._supervised import docket_of

OFFICERS = (
    ("handlers", "承办人"),
    ("reviewer", "审核人"),
    ("legal_reviewer", "法制审核人"),
    ("decider", "决定人"),
)


def of_another(catalogue: Catalogue) -> Iterator[Hit | Unchecked]:
    """STR008: what a docket names is of another department, or is not what its outcome names."""
    moved = 0
    recorded = {
        name: {one.id for one in several}
        for name, several in catalogue.by_department(RecordingScope).items()
    }
    for docket in catalogue.all(Docket):
        if docket.department not in catalogue.departments:
            continue  # its folder is named wrongly, or lost: that has its own finding
        yield from _power(catalogue, docket)
        yield from _outcome(catalogue, docket)
        for found in _officers(catalogue, docket):
            if isinstance(found, Unchecked):
                moved += found.count
            else:
                yield found
        unread = catalogue.has_lost("recording_scopes")
        for index, name in enumerate(docket.recordings):
            if name not in recorded.get(docket.department, ()) and not unread:
                what = f"“音像记录”指的“{name}”不在本部门的音像记录事项目录里"
                advice = "对照 recording_scopes/ 里的标识改正；确实要录的，先登记到目录里。"
                yield hit(docket.at("recordings", index), what=what, advice=advice)
    if moved:
        yield Unchecked(moved, "执法人员后来变动过岗位，办案时在哪个部门没有登记")


def _power(catalogue: Catalogue, docket: Docket) -> Iterator[Hit]:
    power = catalogue.powers.get((docket.power or "").partition("/")[0])
    # What was handed on, or voided as registered by the wrong body, may well be another's.
    if power is None or power.department == docket.department or _not_its_own(docket):
        return
    what = f"“职权”指的“{power.id}”（{power.name}）是{_short_name(catalogue, power.department)}的职权，不是登记案件的部门的"
    advice = (
        "核对职权标识；案件不归本部门管的，移送有管辖权的部门，写明“移送给（transferred_to）”。"
    )
    yield hit(docket.at("power"), see=(power.at("id"),), what=what, advice=advice)


def _not_its_own(docket: Docket) -> bool:
    return docket.transferred_to is not None or docket.voided_on is not None


def _officers(catalogue: Catalogue, docket: Docket) -> Iterator[Hit | Unchecked]:
    begun = docket.opened_on or docket.received_on
    for field, label in OFFICERS:
        value = getattr(docket, field)
        named = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, name in named:
            officer = catalogue.officers.get(name or "")
            if officer is None or officer.department == docket.department:
                continue
            if officer.post_changed_on is not None and officer.post_changed_on > begun:
                yield Unchecked(1, "")
                continue
            path = (field,) if index is None else (field, index)
            what = f"“{label}”{officer.name}（{officer.id}）是{_short_name(catalogue, officer.department)}的执法人员"
            advice = "核对人员标识；办案以后才调走的，在执法人员名单里写明“岗位变动日期（post_changed_on）”。"
            yield hit(docket.at(*path), see=(officer.at("id"),), what=what, advice=advice)


def _outcome(catalogue: Catalogue, docket: Docket) -> Iterator[Hit]:
    outcome = catalogue.outcomes.get(docket.outcome or "")
    if outcome is None:
        return
    if outcome.department != docket.department:
        if docket.transferred_to is None:
            what = (
                f"“结果”指的“{called(outcome)}”是{_short_name(catalogue, outcome.department)}作出的"
            )
            advice = "改成本部门作出的结果；案件移送了的，写明“移送给（transferred_to）”。"
            yield hit(docket.at("outcome"), see=(outcome.at("id"),), what=what, advice=advice)
    elif docket.kind is not DocketKind.EXECUTION and outcome.entrustment != docket.entrustment:
        what = (
            f"“委托”写的是“{docket.entrustment or '没有'}”，"
            f"结果“{called(outcome)}”写的是“{outcome.entrustment or '没有'}”"
        )
        advice = "对照案卷核对由谁办理，把写错的一处改正。"
        yield hit(
            docket.at("entrustment"), see=(outcome.at("entrustment"),), what=what, advice=advice
        )


def opened_before_the_power(catalogue: Catalogue) -> Iterator[Hit]:
    """STR011: on its day the department did not hold the power yet, of a case that has come to no published outcome:
    where it has, the outcome's own date is held against the power.
    """
    for docket in catalogue.all(Docket):
        if docket.power is None or docket.outcome in catalogue.outcomes or _not_its_own(docket):
            continue
        field = "opened_on" if docket.opened_on else "received_on"
        begun = docket.opened_on or docket.received_on
        found = held_from(catalogue, docket.power)
        if found is not None and begun < found[1]:
            power, since = found
            label = Docket.model_fields[field].title
            what = f"案号“{docket.number}”的{label}是{begun}，职权“{power.name}”最早的依据{since}起才有效"
            advice = f"核对{label}和职权；当时另有依据的，把旧依据补进职权，写明“止（until）”。"
            see = (docket.at(field), power.at("bases"))
            yield hit(
                docket.at("power"), see=see, severity=Severity.WARNING, what=what, advice=advice
            )


def voided_with_an_outcome(catalogue: Catalogue) -> Iterator[Hit]:
    """DKT002: a number that was never used cannot have come to a decision."""
    for docket in catalogue.all(Docket):
        if docket.voided_on and docket.outcome:
            what = f"案号“{docket.number}”{docket.voided_on}作废了，又写着结果“{docket.outcome}”"
            advice = "案号没有用过的，删去结果；案件办了的，删去作废的日期和原因。"
            yield hit(docket.at("voided_on"), see=(docket.at("outcome"),), what=what, advice=advice)


def penalties_without_docket(catalogue: Catalogue) -> Iterator[Hit]:
    """DKT002: a published penalty whose case began when its department kept a docket, and that is not in it."""
    dockets = docket_of(catalogue)
    kept = {
        name: min(one.received_on for one in several)
        for name, several in catalogue.by_department(Docket).items()
    }
    for case in catalogue.penalties:
        since = kept.get(case.department)
        if case.key in dockets or since is None or (case.opened_on or case.decided_on) < since:
            continue
        if catalogue.has_lost("dockets", f"lists/departments/{case.department}/"):
            continue  # the docket may stand in what cannot be read
        what = f"“{called(case)}”的案件没有登记，或者登记簿没有写它的结果"
        advice = "每个案件都要登记：补登记一行；已经登记的，在那一行的“结果（outcome）”里写上它。"
        yield hit(case.at("id"), what=what, advice=advice)


def _short_name(catalogue: Catalogue, name: str) -> str:
    owner = catalogue.departments.get(name)
    return owner.short_name if owner else name
