"""方案二（二）4 罚缴分离：罚款交到代收机构，当场收缴的按时交到机关、缴付银行。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.deadlines import HAND_IN
from generator.findings import Hit, Kind, Severity, Unchecked, hit
from generator.models.choices import PenaltyKind
from generator.models.penalties import Penalty, Procedure
from generator.rules import rule
from generator.rules._outcomes import called

CLAUSE = "2.2.4"
TOLD = (
    ("collecting_institution", "代收机构"),
    ("collecting_address", "代收机构的地址"),
    ("pay_within_days", "缴款期限"),
    ("surcharge", "逾期不缴怎样加处罚款"),
)
"""What the decision tells of paying (方案二（二）4; Penalty Law, 59, 67 and 72)."""
SPOT_MOST = 100
"""Yuan up to which a fine decided on the spot is also collected there without more ado (Penalty Law, 68)."""


@rule(
    "FIN001",
    title="罚款决定没有写清数额、交到哪里、多久以内交、逾期怎样",
    clause=CLAUSE,
    source="方案二（二）4；行政处罚法第五十九条、第六十七条、第六十八条、第六十九条、第七十二条",
    message="“{case}”有罚款，没有写{what}",
    advice="照决定书补写；决定书里就没有的，查明原因，告知当事人。依法当场收缴的，写“当场收缴日期（collected_on）”。",
    fact=True,
)
def fine_without_where_to_pay(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    untold = 0
    for case in catalogue.penalties:
        if PenaltyKind.FINE in case.kinds and not case.fine:
            yield hit(case.at("fine"), case=called(case), what="数额")
        if case.fine and case.only_disclosed:
            untold += 1
        elif case.fine and case.collected_on is None:
            for name, what in TOLD:
                if not getattr(case, name):
                    yield hit(case.at(name), case=called(case), what=what)
        elif case.fine and not case.remark and _needs_a_ground_on_the_spot(case):
            yield hit(
                case.at("remark"),
                severity=Severity.WARNING,
                advice="照票据核对当场收缴日期（collected_on）；不当场收缴事后难以执行，边远、水上、交通不便地区当事人提出，"
                "或者法律另有规定的，在备注（remark）里写明；没有这些情形的，报法制机构处理。",
                case=called(case),
                what=f"为什么当场收缴{case.fine:,f}元：没有别的情形，只有当场决定的一百元以下的罚款可以当场收缴",
            )
    if untold:
        yield Unchecked(untold, "只有双公示的内容，那里没有罚款怎样缴纳")


def _needs_a_ground_on_the_spot(case: Penalty) -> bool:
    """Whether a fine that was collected on the spot is more than article 68 lets be collected there anyway."""
    small = case.fine is not None and case.fine <= SPOT_MOST
    return not small or case.procedure is Procedure.ORDINARY


@rule(
    "FIN003",
    title="罚款没有交到登记的代收机构",
    clause=CLAUSE,
    source="方案二（二）4（不得设立罚款过渡性帐户）；行政处罚法第六十七条、第七十四条",
    message="{what}",
    advice="罚款由银行代收、直接上缴国库：核对名称和地址；换了代收机构的，先写进 department.yaml 的“罚款代收机构（collecting_institutions）”。",
    fact=True,
)
def paid_to_another_account(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    own = _own_names(catalogue)
    for department in catalogue.departments.values():
        for index, bank in enumerate(department.collecting_institutions):
            keeper = next((name for name in own if name in bank.name), None)
            if keeper is not None:
                place = department.at("collecting_institutions", index, "name")
                yield hit(place, what=f"代收机构写的是“{bank.name}”，是执法机关自己的账户")
    for case in catalogue.penalties:
        home = catalogue.departments.get(case.department)
        if home is None or case.collecting_institution is None:
            continue
        known = home.collecting_institutions
        names = {bank.name for bank in known}
        if case.collecting_institution not in names:
            what = f"“{called(case)}”的代收机构是“{case.collecting_institution}”；{home.short_name}登记的是{'、'.join(sorted(names)) or '没有'}"
            see = (home.at("collecting_institutions"),)
            yield hit(case.at("collecting_institution"), see=see, what=what)
        elif case.collecting_address is not None and case.collecting_address not in {
            bank.address for bank in known if bank.name == case.collecting_institution
        }:
            what = f"“{called(case)}”的代收机构地址是“{case.collecting_address}”，与登记的不同"
            see = (home.at("collecting_institutions"),)
            yield hit(case.at("collecting_address"), see=see, what=what)


def _own_names(catalogue: Catalogue) -> list[str]:
    """The names of those who enforce: none of them keeps an account for fines."""
    departments, bodies = catalogue.departments.values(), catalogue.bodies.values()
    return [*(one.name for one in departments), *(one.name for one in bodies)]


@rule(
    "FIN002",
    title="当场收缴的罚款没有按时上缴",
    clause=CLAUSE,
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
