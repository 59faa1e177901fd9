"""Things taken in a case: from the measure to what becomes of them."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as run
from generator.deadlines import EXHIBIT, FREEZING, SEIZURE
from generator.models.exhibits import Exhibit, ExhibitMeasure
from generator.periods import Period, Term, Unit

# Samples are used up: the law sets no day for them.
DEADLINES = {
    ExhibitMeasure.PRESERVATION: EXHIBIT,
    ExhibitMeasure.SEALING: SEIZURE,
    ExhibitMeasure.SEIZURE: SEIZURE,
    ExhibitMeasure.FREEZING: FREEZING,
}


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The clock of every measure that has an end by law."""
    for one in catalogue.all(Exhibit):
        deadline = DEADLINES.get(one.measure)
        if deadline is not None:
            yield from run(
                catalogue,
                day,
                deadline,
                one,
                f"{one.name}（{one.measure.label}）",
                one.taken_on,
                one.disposed_on,
                term=_longer(one, deadline.period),
            )


def _longer(one: Exhibit, period: Period) -> Term:
    """Compulsion Law 25 and 32: 30 days more at most, and the days of tests not counted."""
    more = (one.extended_days or 0) + (one.testing_days or 0)
    return Period(period.number + more, Unit.DAYS) if period.unit is Unit.DAYS else period
