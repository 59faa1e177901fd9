"""Closed cases: from the closing to the archive."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as run
from generator.deadlines import ARCHIVE
from generator.models.case_files import CaseFile
from generator.models.dockets import Docket
from generator.periods import Period, Unit


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The clock of every closed docket, where the portal says how long archiving may take."""
    portal = catalogue.portal
    if portal is None or portal.archive_days is None:
        return
    term = Period(portal.archive_days, Unit.DAYS)
    archived = {one.docket: one.archived_on for one in catalogue.all(CaseFile)}
    for docket in catalogue.all(Docket):
        subject = f"{docket.number} {docket.title}"
        met = archived.get(docket.key)
        yield from run(catalogue, day, ARCHIVE, docket, subject, docket.closed_on, met, term=term)
