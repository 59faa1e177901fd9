"""Every decision: by when it had to be published, and since when it is (方案二（二）3)."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, moment
from generator.clocks import running as run
from generator.deadlines import DISCLOSE, DISCLOSE_OTHER, Deadline, disclosure
from generator.holidays import calendar_of
from generator.models.choices import PowerType
from generator.models.dockets import CaseStep, Docket, DocketKind
from generator.models.non_disclosures import NonDisclosure
from generator.models.outcomes import Outcome
from generator.models.portal import DisclosureScope
from generator.periods import Period, Unit

KINDS = {DocketKind.PENALTY: PowerType.PENALTY, DocketKind.LICENCE: PowerType.LICENCE}


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
    for docket in unpublished(catalogue, day):
        if not may_stay_unpublished(catalogue, docket):
            yield from _of_docket(catalogue, day, docket, own)


def _of_docket(
    catalogue: Catalogue, day: date, docket: Docket, own: Mapping[tuple[str, PowerType], Period]
) -> Iterator[Clock]:
    kind = KINDS.get(docket.kind, PowerType.OTHER)
    term = disclosure(kind, own.get((docket.department, kind)))
    subject = f"{docket.number} {docket.title}"
    yield from run(catalogue, day, _deadline(kind), docket, subject, docket.closed_on, term=term)


def unpublished(catalogue: Catalogue, day: date) -> Iterator[Docket]:
    """The dockets whose case is closed with a decision of which nothing was ever published, unless the legal
    office was told why not or the number was voided. A docket has no day of its decision, which was made when the
    case was closed at the latest.
    """
    several = catalogue.all(NonDisclosure)
    excused = {one.docket for one in several if one.filed_on is not None and one.filed_on <= day}
    for docket in catalogue.all(Docket):
        decided = docket.closed_on is not None and CaseStep.DECISION in docket.steps
        stands = decided and docket.voided_on is None
        if stands and docket.outcome is None and docket.key not in excused:
            yield docket


def may_stay_unpublished(catalogue: Catalogue, docket: Docket) -> bool:
    """Whether the portal publishes only penalties of a certain influence (Penalty Law 48): which those are, no
    docket says."""
    portal = catalogue.portal
    some = portal is not None and portal.disclosure_scope is DisclosureScope.INFLUENTIAL
    return some and docket.kind is DocketKind.PENALTY


def _deadline(kind: PowerType) -> Deadline:
    return DISCLOSE if kind in (PowerType.PENALTY, PowerType.LICENCE) else DISCLOSE_OTHER


def _one(
    catalogue: Catalogue, day: date, outcome: Outcome, kind: PowerType, term: Period
) -> Iterator[Clock]:
    deadline = _deadline(kind)
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
