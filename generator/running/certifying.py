"""Every stretch between two inspections of a certificate, the running one last (方案二（四）1)."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as run
from generator.deadlines import INSPECTION
from generator.holidays import calendar_of
from generator.models.officers import Officer


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    calendar = calendar_of(catalogue)
    for officer in catalogue.officers.values():
        subject = f"{officer.name}的执法证 {officer.certificate}"
        done = sorted(on for on in officer.inspected_on if on <= day)
        for start, end in zip([officer.issued_on, *done], [*done, None], strict=True):
            if end is None and _is_void(officer, INSPECTION.due(start, calendar).due, day):
                continue
            name = f"{officer.department}/{officer.id}/{start}"
            yield from run(catalogue, day, INSPECTION, officer, subject, start, end, name=name)


def _is_void(officer: Officer, due: date, day: date) -> bool:
    """Taken back, or at its end before an inspection was due: nobody inspects it any more."""
    withdrawn = officer.withdrawn_on is not None and officer.withdrawn_on <= day
    return withdrawn or officer.valid_until < due
