"""Legality reviews of major decisions: from the papers' receipt to the opinion."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as run
from generator.deadlines import LEGALITY_REVIEW
from generator.major import major, review_scope
from generator.periods import Period, Unit


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The clock of every major decision that says when it was sent for review."""
    for outcome in catalogue.outcomes.values():
        scope = review_scope(catalogue, outcome) if outcome.submitted_on else None
        if scope is not None and major(catalogue, outcome):
            yield from run(
                catalogue,
                day,
                LEGALITY_REVIEW,
                outcome,
                f"{outcome.number or outcome.id} {outcome.title}",
                outcome.submitted_on,
                outcome.reviewed_on,
                term=Period(scope.working_days, Unit.WORKING_DAYS),
            )
