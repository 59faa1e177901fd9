"""方案二（二）1 法制审核：重大执法决定先审核，后作出。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.findings import Hit, Kind, Unchecked, hit
from generator.major import major, review_scope
from generator.models.penalties import Penalty
from generator.rules import rule
from generator.rules._outcomes import called, outcomes
from generator.rules._supervised import docket_of, unless_supervised

CLAUSE = "2.2.1"
SOURCE = "方案二（二）1；行政处罚法第五十八条"


@rule(
    "LGR001",
    title="重大执法决定没有经过法制审核",
    clause=CLAUSE,
    source=SOURCE,
    message="“{case}”属于目录里的“{measure}”，没有写法制审核日期",
    advice="审核过的，照审核意见书补写“法制审核日期（reviewed_on）”；没有审核就作出决定的，不能补审，报法制机构处理。",
    fact=True,
)
def major_without_review(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    without = undisclosed = 0
    for outcome in outcomes(catalogue):
        scope = review_scope(catalogue, outcome)
        if scope is None:
            without += 1
            continue
        measure = major(catalogue, outcome)
        if measure is None or outcome.reviewed_on is not None:
            continue
        if isinstance(outcome, Penalty) and outcome.only_disclosed:
            undisclosed += 1
        else:
            see = (scope.at("measures", scope.measures.index(measure)),)
            place = outcome.at("reviewed_on")
            yield hit(place, see=see, case=called(outcome), measure=measure.name)
    if undisclosed:
        yield Unchecked(undisclosed, "只有双公示的内容，那里没有法制审核日期")
    if without:
        yield Unchecked(without, "部门当时没有公布法制审核目录，不知道哪些决定是重大的")


@rule(
    "LGR002",
    title="作出决定以后才法制审核",
    clause=CLAUSE,
    source=SOURCE,
    message="“{case}”{decided}作出决定，{reviewed}才法制审核",
    advice="对照审核意见书和决定书核对两个日期；日期没有写错的，不能补正，报法制机构处理。",
    fact=True,
)
def reviewed_after_the_decision(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for outcome in outcomes(catalogue):
        reviewed, decided = outcome.reviewed_on, outcome.decided_on
        if reviewed is not None and decided < reviewed:
            place, see = outcome.at("reviewed_on"), (outcome.at("decided_on"),)
            yield hit(place, see=see, case=called(outcome), decided=decided, reviewed=reviewed)


@rule(
    "LGR003",
    title="法制审核超过时限",
    clause=CLAUSE,
    source="方案二（二）1（规定法制审核时限）",
    message="“{case}”{submitted}送审，应当在{due}以前审完，{what}",
    advice="还没有审完的，马上审完；日期写错的，对照送审单和审核意见书改正。逾期已经发生的，不能补正，查明原因。",
    kind=Kind.CLOCK,
)
def reviewed_too_slowly(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for clock in clocks(catalogue, day):
        if clock.rule != "LGR003" or clock.waiver is not None:
            continue
        if clock.state is State.MET_LATE and clock.met_on is not None:
            what = f"{clock.met_on}才审完，晚了{(clock.met_on - clock.due.due).days}天"
        elif clock.state is State.LATE:
            what = f"到{day}还没有审完"
        else:
            continue
        yield hit(
            catalogue.outcomes[clock.record].at("reviewed_on"),
            case=clock.subject,
            submitted=clock.started,
            due=clock.due.due,
            what=what,
        )
    untimed = sum(
        outcome.submitted_on is None and outcome.reviewed_on is not None
        for outcome in outcomes(catalogue)
        if major(catalogue, outcome)
    )
    if untimed:
        yield Unchecked(untimed, "没有写送审日期，不知道审了多久")


@rule(
    "LGR004",
    title="法制审核人员承办了本案",
    clause=CLAUSE,
    source=f"{SOURCE}；方案二（六）1（区分承办、法制审核、决定的责任）",
    message="“{case}”的法制审核人{officer}也是承办人",
    advice="换没有承办本案的法制审核人员重新审核；登记写错的，对照审核意见书改正。",
    fact=True,
)
def handler_as_reviewer(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    reviewed = [one for one in outcomes(catalogue) if one.reviewed_on is not None]
    yield from unless_supervised(catalogue, len(reviewed))
    if not catalogue.supervised:
        return
    dockets = docket_of(catalogue)
    unnamed = 0
    for outcome in reviewed:
        docket = dockets.get(outcome.key)
        if docket is None or docket.legal_reviewer is None:
            unnamed += 1
        elif docket.legal_reviewer in docket.handlers:
            yield hit(
                docket.at("legal_reviewer"),
                see=(docket.at("handlers"),),
                case=called(outcome),
                officer=catalogue.name_of("officers", docket.legal_reviewer),
            )
    if unnamed:
        yield Unchecked(unnamed, "案件登记簿没有写谁做的法制审核")
