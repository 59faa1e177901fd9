"""What is major on its day, computed from what the city and its departments have published.

A decision that must be reviewed for legality, a penalty that must be filed, may be heard, must be discussed:
by the measures in force on the day of the decision. None of it is typed into a case.
"""

from collections.abc import Iterable
from typing import TypeVar

from generator.catalogue import Catalogue
from generator.models.measures import Measure
from generator.models.outcomes import Outcome
from generator.models.penalties import Penalty
from generator.models.review_scopes import ReviewScope
from generator.models.thresholds import Purpose, Threshold

S = TypeVar("S", ReviewScope, Threshold)


def review_scope(catalogue: Catalogue, outcome: Outcome) -> ReviewScope | None:
    """The catalogue of major decisions of the department on the day of a decision."""
    own = catalogue.by_department(ReviewScope).get(outcome.department, ())
    return _in_force(own, outcome)


def threshold(catalogue: Catalogue, purpose: Purpose, outcome: Outcome) -> Threshold | None:
    """The standard of a purpose on the day of a decision."""
    return _in_force([o for o in catalogue.all(Threshold) if o.purpose is purpose], outcome)


def major(catalogue: Catalogue, outcome: Outcome) -> Measure | None:
    """Why a decision is major, so that it is reviewed before it is made; None where it is not, or where
    the department had published no catalogue on that day."""
    return _fitting(catalogue, review_scope(catalogue, outcome), outcome)


def reaches(catalogue: Catalogue, purpose: Purpose, case: Penalty) -> Measure | None:
    """Why a penalty reaches the standard of a purpose; None where it does not, or where there is none."""
    return _fitting(catalogue, threshold(catalogue, purpose, case), case)


def _in_force(several: Iterable[S], outcome: Outcome) -> S | None:
    begun = [one for one in several if one.begins_on <= outcome.decided_on]
    return max(begun, key=lambda one: one.begins_on, default=None)


def _fitting(
    catalogue: Catalogue, scope: ReviewScope | Threshold | None, outcome: Outcome
) -> Measure | None:
    kind = catalogue.type_of(outcome)
    several = scope.measures if scope else ()
    return next((one for one in several if one.fits(outcome, kind)), None)
