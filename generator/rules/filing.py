"""方案二（四）4 重大行政处罚备案：决定作出以后15日内，由应当报送的机关报送。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Severity, Unchecked, hit
from generator.major import reaches, threshold
from generator.models.bodies import Body, BodyKind
from generator.models.filings import Filing
from generator.models.outcomes import Outcome
from generator.models.penalties import Penalty
from generator.models.thresholds import Purpose
from generator.rules import rule
from generator.rules._late import late_hits
from generator.rules._outcomes import called

CLAUSE = "2.4.4"
SOURCE = "方案二（四）4"


@rule(
    "FIL001",
    title="重大行政处罚没有在15日内备案",
    clause=CLAUSE,
    source=f"{SOURCE}（在决定作出后15日内报送）",
    message="“{subject}”{started}作出决定，应当在{due}以前报送备案，{what}",
    advice="马上报送，把备案号和报送日期写进 filings/ 当年的文件。",
    kind=Kind.CLOCK,
)
def not_filed_within_fifteen_days(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from late_hits(catalogue, day, "FIL001", "报送", "decided_on")
    without = sum(threshold(catalogue, Purpose.FILING, one) is None for one in catalogue.penalties)
    if without:
        yield Unchecked(without, "当时没有登记重大行政处罚备案的标准（lists/thresholds/）")


@rule(
    "FIL002",
    title="备案不是由应当报送的机关报送",
    clause=CLAUSE,
    source=SOURCE,
    message="“{case}”由{by}报送备案，{right}",
    advice="作出决定的部门报送，“受委托行政机关（body）”不写；由受委托的行政机关以本部门名义作出的，由它报送，写它的标识。受委托的事业组织不报送。",
)
def filed_by_the_wrong_body(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.all(Filing):
        outcome = catalogue.outcomes.get(one.outcome)
        if outcome is None:
            continue  # STR008 says so
        right = _filer(catalogue, outcome)
        home = one.department == outcome.department
        if one.body == (right.id if right else None) and home:
            continue
        yield hit(
            one.at("body" if home else "outcome"),
            see=(outcome.at("entrustment"),),
            case=called(outcome),
            by=_called(catalogue, one.body, one.department),
            right=f"应当由{right.name if right else _called(catalogue, None, outcome.department)}报送",
        )
    yield from _below_the_standard(catalogue)


def _below_the_standard(catalogue: Catalogue) -> Iterator[Hit]:
    """Filings that nobody had to make: of what is no penalty, or does not reach the standard of its day."""
    for one in catalogue.all(Filing):
        outcome = catalogue.outcomes.get(one.outcome)
        if outcome is None:
            continue
        if isinstance(outcome, Penalty):
            below = threshold(catalogue, Purpose.FILING, outcome) is not None
            if not below or reaches(catalogue, Purpose.FILING, outcome):
                continue
        yield hit(
            one.at("outcome"),
            severity=Severity.WARNING,
            advice="核对所写的处罚决定；没有写错的，不用报送，在备注里说明为什么报送。",
            case=called(outcome),
            by=_called(catalogue, one.body, one.department),
            right="没有达到重大行政处罚备案的标准",
        )


def _filer(catalogue: Catalogue, outcome: Outcome) -> Body | None:
    """The entrusted administrative organ that files a decision made in the department's name; None where
    the department itself does. An entrusted organisation (Penalty Law, 20) is no organ and files nothing."""
    entrustment = catalogue.entrustments.get(outcome.entrustment or "")
    body = catalogue.bodies.get(entrustment.body) if entrustment else None
    return body if body is not None and body.kind is BodyKind.ORGAN else None


def _called(catalogue: Catalogue, body: str | None, department: str) -> str:
    return (
        catalogue.name_of("bodies", body) if body else catalogue.name_of("departments", department)
    )
