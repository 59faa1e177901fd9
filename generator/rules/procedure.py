"""方案二（三）1 行使裁量权的程序：说明理由，告知、听取申辩、听证、回避、集体讨论一步不少。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.deadlines import ASK_HEARING
from generator.findings import Hit, Severity, Unchecked, hit
from generator.holidays import calendar_of
from generator.major import reaches, threshold
from generator.models.choices import PartyKind, PenaltyKind, TierLevel
from generator.models.licences import Licence, LicenceResult
from generator.models.penalties import Penalty, Procedure
from generator.models.thresholds import Purpose
from generator.rules import rule
from generator.rules._outcomes import called
from generator.rules._rows import odd
from generator.sources.row_records import Rows

CLAUSE = "2.3.1"
ON_THE_SPOT = {PenaltyKind.WARNING, PenaltyKind.FINE}
MOST = {
    PartyKind.PERSON: (200, 500),
    PartyKind.SOLE_TRADER: (200, 3000),
    PartyKind.LEGAL_PERSON: (3000, 3000),
    PartyKind.ORGANISATION: (3000, 3000),
}
"""Yuan up to which article 51 lets a fine be decided on the spot, and above which nothing does: other laws go up to
500 for a person (public security, exit and entry), and a sole trader may be taken for an organisation."""
AS_ORDINARY = "应当适用普通程序而没有告知、审核、讨论的，不能补，报法制机构处理。"


@rule(
    "DSC003",
    title="不予处罚、减轻、从轻、不予许可没有说明理由",
    clause=CLAUSE,
    source="方案二（三）1；行政处罚法第三十条至第三十三条；行政许可法第三十八条",
    message="“{case}”{level}，没有写{what}",
    advice="照决定书补写认定的情节和理由；决定书里就没有说明的，查明原因。",
    fact=True,
)
def lenient_without_reasons(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for case in catalogue.penalties:
        level = _level(catalogue, case)
        if level in (TierLevel.NONE, TierLevel.MITIGATED) and not case.reason:
            yield hit(case.at("reason"), case=called(case), level=level.label, what="理由")
        elif level is TierLevel.LIGHTER and not (case.circumstances or case.reason):
            place = case.at("circumstances")
            yield hit(place, case=called(case), level=level.label, what="情节")
    for licence in odd(catalogue, Licence, _refused):
        if licence.result is LicenceResult.REFUSED and not licence.reason:
            yield hit(licence.at("reason"), case=called(licence), level="不予许可", what="理由")


def _refused(rows: Rows) -> Iterator[int]:
    """The proved rows that refuse a licence."""
    refused = f"{LicenceResult.REFUSED}"
    return (place for place, result in enumerate(rows.column("result")) if result == refused)


def _level(catalogue: Catalogue, case: Penalty) -> TierLevel | None:
    """How a case was judged: not at all where nothing was imposed, else by its tier."""
    if not case.kinds:
        return TierLevel.NONE
    benchmark = catalogue.discretion.get(case.discretion or "")
    tiers = benchmark.tiers if benchmark else ()
    return next((tier.level for tier in tiers if tier.id == case.tier), None)


@rule(
    "DSC004",
    title="法定的程序少了一步",
    clause=CLAUSE,
    source="方案二（三）1；行政处罚法第四十三条、第四十四条、第四十五条、第五十一条、第五十七条、第六十三条、第六十四条",
    message="“{case}”{what}",
    advice="办了的，照案卷补写日期；没有办的不能补，查明原因，报法制机构处理。",
    fact=True,
)
def step_left_out(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    """Of the ordinary procedure, and of all that may not be decided otherwise: what is told and decided on the spot
    has no days between its steps."""
    unknown = {Purpose.HEARING: 0, Purpose.DISCUSSION: 0}
    undisclosed = 0
    for case in catalogue.penalties:
        for purpose in unknown:
            unknown[purpose] += threshold(catalogue, purpose, case) is None
        undisclosed += case.only_disclosed
        on_the_spot = case.procedure is Procedure.SUMMARY
        too_much = _too_much_on_the_spot(case) if on_the_spot else None
        if too_much is not None:
            yield too_much
        must_be_ordinary = too_much is not None and too_much.severity is None
        if case.procedure is Procedure.ORDINARY or must_be_ordinary:
            for name, what in _left_out(catalogue, case) if case.kinds else ():
                yield hit(case.at(name), case=called(case), what=what)
    if undisclosed:
        yield Unchecked(undisclosed, "只有双公示的内容，那里没有程序和各步骤的日期")
    for purpose, count in unknown.items():
        if count:
            yield Unchecked(count, f"当时没有登记{purpose.label}的标准（lists/thresholds/）")


def _too_much_on_the_spot(case: Penalty) -> Hit | None:
    """What article 51 does not let be decided on the spot; a question where another law may, and nothing is written."""
    place, advice = case.at("procedure"), "照案卷核对程序（procedure）和罚款；"
    others = [kind.label for kind in case.kinds if kind not in ON_THE_SPOT]
    if others:
        what = f"写的是简易程序，处罚里有{'、'.join(others)}：只有警告和小额罚款可以当场决定（第五十一条）"
        return hit(place, advice=f"{advice}{AS_ORDINARY}", case=called(case), what=what)
    most, never = MOST[case.party_kind]
    if not case.fine or case.fine <= most:
        return None
    what = (
        f"写的是简易程序，对{case.party_kind.label}罚款{case.fine:,f}元，超过{most}元（第五十一条）"
    )
    if case.fine > never:
        return hit(place, advice=f"{advice}{AS_ORDINARY}", case=called(case), what=what)
    if case.remark:
        return None
    advice += "法律另有规定的，在备注（remark）里写明是哪一条。"
    return hit(place, severity=Severity.WARNING, advice=advice, case=called(case), what=what)


def _left_out(catalogue: Catalogue, case: Penalty) -> Iterator[tuple[str, str]]:
    """The field of each step that is missing, and why it should be there."""
    decided = case.decided_on
    if case.notified_on is None:
        yield "notified_on", "没有写告知陈述、申辩等权利的日期（第四十四条）"
    elif case.notified_on == decided and case.defended_on is None:
        yield "defended_on", f"{decided}告知，当天就作出决定，没有留时间陈述、申辩（第四十五条）"
    elif case.heard_on is None:
        measure = reaches(catalogue, Purpose.HEARING, case)
        last = ASK_HEARING.due(case.notified_on, calendar_of(catalogue)).due if measure else None
        if measure is not None and last is not None and decided <= last:
            yield (
                "heard_on",
                f"属于“{measure.name}”，{case.notified_on}告知，到{last}为止可以要求听证，{decided}就作出了决定（第六十三条、第六十四条）",
            )
    if case.recusal_asked_on is not None and (
        case.recusal_decided_on is None or decided < case.recusal_decided_on
    ):
        yield (
            "recusal_decided_on",
            f"{case.recusal_asked_on}申请回避，作出处罚决定以前没有对申请作出决定（第四十三条）",
        )
    if case.discussed_on is None and (measure := reaches(catalogue, Purpose.DISCUSSION, case)):
        yield "discussed_on", f"属于“{measure.name}”，没有写负责人集体讨论的日期（第五十七条）"
