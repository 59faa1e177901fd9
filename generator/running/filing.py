"""Major penalties reported to the legal office: from the decision to the report."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as run
from generator.deadlines import FILING
from generator.major import reaches
from generator.models.filings import Filing
from generator.models.thresholds import Purpose


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The clock of every penalty that reaches the standard for filing."""
    filed: dict[str, date] = {}
    for one in catalogue.all(Filing):
        filed[one.outcome] = min(one.filed_on, filed.get(one.outcome, date.max))
    for case in catalogue.penalties:
        if reaches(catalogue, Purpose.FILING, case):
            subject = f"{case.number or case.id} {case.title}"
            met = filed.get(case.key)
            yield from run(catalogue, day, FILING, case, subject, case.decided_on, met)
