"""方案二（二）3 公示：应当公开的执法决定，在期限以内公开。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.base import registers
from generator.models.dockets import Docket
from generator.models.outcomes import Outcome
from generator.rules import rule
from generator.rules._supervised import unless_supervised
from generator.running.disclosing import non_disclosure

UNPUBLISHED = (
    "公开以后在登记簿的“结果（outcome）”里写上它；依法不公开的，报法制机构备案，"
    "在监督库的 non_disclosures/ 里写一行：文号、案件、原因、备案日期。"
)


@rule(
    "DIS001",
    title="执法决定没有在期限以内公开",
    clause="2.2.3",
    source="方案二（二）3；行政处罚法第四十八条；国办发〔2018〕118号",
    message="“{number}”{decided}作出决定，应当在{due}以前公开，{what}",
    advice="决定作出以后及时录入；适用的规定另有期限的，写进 department.yaml 的“公开期限（disclosure_terms）”。逾期公开已经发生，不能补正，查明原因。",
    kind=Kind.CLOCK,
)
def disclosed_late(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    witness = catalogue.witness
    timed = set()
    outcomes = {(one.register.name, one.key): one for one in _outcomes(catalogue)}
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
        outcome = outcomes.get((clock.register, clock.record))
        docket = catalogue.of("dockets").get(clock.record)
        if outcome is not None:
            place, decided = outcome.at("disclosed_on"), f"{clock.started}"
        elif isinstance(docket, Docket):
            place, decided = docket.at("outcome"), f"至迟{clock.started}"
            if non_disclosure(catalogue, docket) is not None:
                what += "；登记了不公开，没有报备案"
        else:
            continue
        yield hit(
            place,
            advice="" if outcome else UNPUBLISHED,
            number=clock.subject,
            decided=decided,
            due=clock.due.due,
            what=what,
        )
    untimed = sum(
        name not in timed and outcome.decided_on <= day for name, outcome in outcomes.items()
    )
    yield from unless_supervised(catalogue, len(catalogue.departments))
    if untimed:
        yield Unchecked(untimed, "没有写公开日期，也没有以 git 为准，不知道从哪天起公开")


def _outcomes(catalogue: Catalogue) -> Iterator[Outcome]:
    for model in registers().values():
        if issubclass(model, Outcome):
            yield from catalogue.all(model)
