"""方案二（二）4 罚缴分离：当场收缴的罚款，按时交到机关、缴付银行。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.deadlines import HAND_IN
from generator.findings import Hit, Kind, Unchecked, hit
from generator.rules import rule


@rule(
    "FIN002",
    title="当场收缴的罚款没有按时上缴",
    clause="2.2.4",
    source="方案二（二）4；行政处罚法第七十一条",
    message="“{case}”{start}{from_}，应当在{due}以前{to}，{what}",
    advice="马上上缴并写明日期；日期写错的，对照票据改正。逾期已经发生的，不能补正，查明原因。",
    kind=Kind.CLOCK,
)
def handed_in_late(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    cases = {case.key: case for case in catalogue.penalties}
    for clock in clocks(catalogue, day):
        late = clock.state in (State.LATE, State.MET_LATE)
        if clock.rule != "FIN002" or not late or clock.waiver is not None:
            continue
        first = clock.deadline is HAND_IN
        met = clock.met
        what = (
            f"{met.on}才上缴，晚了{(met.on - clock.due.due).days}天"
            if met
            else f"到{day}没有写明已经上缴"
        )
        yield hit(
            cases[clock.record].at("handed_in_on" if first else "deposited_on"),
            case=clock.subject,
            start=clock.started,
            from_="当场收缴罚款" if first else "交到机关",
            due=clock.due.due,
            to="交到机关" if first else "缴付银行",
            what=what,
        )
