"""方案二（二）3 公示：应当公开的执法决定，在期限以内公开。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.dockets import Docket
from generator.rules import rule
from generator.rules._outcomes import outcomes
from generator.running.disclosing import may_stay_unpublished, unpublished


@rule(
    "DIS001",
    title="执法决定没有在期限以内公开",
    clause="2.2.3",
    source="方案二（二）3；行政处罚法第四十八条；国办发〔2018〕118号",
    message="“{number}”{decided}，应当在{due}以前公开，{what}",
    advice="决定作出以后及时录入；适用的规定另有期限的，写进 department.yaml 的“公开期限（disclosure_terms）”；依法不公开的，在监督库的 non_disclosures/ 写明理由和报备案的日期。逾期公开已经发生，不能补正，查明原因。",
    kind=Kind.CLOCK,
)
def disclosed_late(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    witness = catalogue.witness
    timed = set()
    known = {(one.register.name, one.key): one for one in outcomes(catalogue)}
    for clock in clocks(catalogue, day):
        if clock.rule != "DIS001":
            continue
        timed.add((clock.register, clock.record))
        if clock.waiver is not None or (witness and witness.is_declared(clock.due.due)):
            continue
        if clock.state is State.MET_LATE and clock.met is not None:
            how = "" if clock.met.witnessed else "申报"
            what = f"{how}{clock.met.on}公开，晚了{(clock.met.on - clock.due.due).days}天"
        elif clock.state is State.LATE:
            what = f"到{day}还没有"
        else:
            continue
        outcome = known.get((clock.register, clock.record))
        if outcome is not None:
            place, decided = outcome.at("disclosed_on"), f"{clock.started}作出决定"
        else:
            docket = catalogue.of(Docket.register.name)[clock.record]
            place, decided = docket.at("outcome"), f"{clock.started}结案，已经作出决定"
        yield hit(place, number=clock.subject, decided=decided, due=clock.due.due, what=what)
    untimed = sum(
        name not in timed and outcome.decided_on <= day for name, outcome in known.items()
    )
    if untimed:
        yield Unchecked(untimed, "没有写公开日期，也没有以 git 为准，不知道从哪天起公开")
    unknown = sum(may_stay_unpublished(catalogue, one) for one in unpublished(catalogue, day))
    if unknown:
        yield Unchecked(unknown, "只公开具有一定社会影响的处罚决定，登记簿里看不出没有公开的有没有")
