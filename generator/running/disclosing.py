"""Every decision: by when it had to be published, and since when it is (方案二（二）3)."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, moment
from generator.clocks import running as run
from generator.deadlines import DISCLOSE, DISCLOSE_OTHER, disclosure
from generator.holidays import calendar_of
from generator.models.choices import PowerType
from generator.models.dockets import CaseStep, Docket, DocketKind
from generator.models.non_disclosures import NonDisclosure
from generator.models.outcomes import Outcome
from generator.periods import Period, Unit


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    own = {
        (one.id, term.type): Period(term.working_days, Unit.WORKING_DAYS)
        for one in catalogue.departments.values()
        for term in one.disclosure_terms
    }
    for name, model in catalogue.registers.items():
        if issubclass(model, Outcome):
            for outcome in catalogue.records.get(name, ()):
                if isinstance(outcome, Outcome) and outcome.decided_on <= day:
                    kind = catalogue.type_of(outcome)
                    term = disclosure(kind, own.get((outcome.department, kind)))
                    yield from _one(catalogue, day, outcome, kind, term)
    for docket in catalogue.all(Docket):
        yield from _unpublished(catalogue, day, docket, own)


def _one(
    catalogue: Catalogue, day: date, outcome: Outcome, kind: PowerType, term: Period
) -> Iterator[Clock]:
    deadline = DISCLOSE if kind in (PowerType.PENALTY, PowerType.LICENCE) else DISCLOSE_OTHER
    due = deadline.due(outcome.decided_on, calendar_of(catalogue), term).due
    witness = catalogue.witness
    seen = witness is not None and not witness.is_declared(due)
    change = witness.first(outcome) if witness is not None and seen else None
    when = moment(witness, change, outcome.disclosed_on, due, day)
    if when is None and not seen:
        return  # it is public, and nothing says since when: DIS001 counts these as not checked
    on, commit = when or (None, None)
    subject = f"{outcome.number or outcome.id} {outcome.title}"
    yield from run(
        catalogue, day, deadline, outcome, subject, outcome.decided_on, on, change=commit, term=term
    )


def _unpublished(
    catalogue: Catalogue, day: date, docket: Docket, own: Mapping[tuple[str, PowerType], Period]
) -> Iterator[Clock]:
    """A case that was decided and closed, and whose decision is published nowhere. Its day was that of the closing
    at the latest; one that the legal office was told not to expect has no clock."""
    power = catalogue.powers.get((docket.power or "").partition("/")[0])
    decided = CaseStep.DECISION in docket.steps and docket.kind is not DocketKind.EXECUTION
    if not decided or docket.outcome or docket.voided_on or docket.closed_on is None or not power:
        return
    one = non_disclosure(catalogue, docket)
    if one is not None and one.filed_on is not None and one.filed_on <= day:
        return
    deadline = DISCLOSE if power.type in (PowerType.PENALTY, PowerType.LICENCE) else DISCLOSE_OTHER
    term = disclosure(power.type, own.get((docket.department, power.type)))
    subject = f"{docket.number} {docket.title}"
    yield from run(
        catalogue,
        day,
        deadline,
        docket,
        subject,
        one.decided_on if one else docket.closed_on,
        term=term,
    )


def non_disclosure(catalogue: Catalogue, docket: Docket) -> NonDisclosure | None:
    """What says that the decision of a case is not published; nothing once it is to be."""
    for one in catalogue.by_department(NonDisclosure).get(docket.department, ()):
        if one.docket == docket.key and one.lifted_on is None:
            return one
    return None
