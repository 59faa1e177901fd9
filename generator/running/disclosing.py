"""Every published decision: by when it had to be, and since when it is (方案二（二）3)."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, moment
from generator.clocks import running as run
from generator.deadlines import DISCLOSE, DISCLOSE_OTHER, disclosure
from generator.holidays import calendar_of
from generator.models.choices import PowerType
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
