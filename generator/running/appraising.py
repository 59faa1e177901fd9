"""方案 2.5 评议考核：每年评出等次，不合格的限期整改。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import LEGAL_OFFICE, Clock
from generator.clocks import running as runs
from generator.deadlines import APPRAISAL, RECTIFICATION
from generator.models.appraisals import Appraisal, Grade
from generator.periods import GivenDay
from generator.running._years import yearly


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The yearly grade of every department, where grades are public, and what unqualified ones put right."""
    if catalogue.portal is None or not catalogue.portal.appraisals_disclosed:
        return
    # The legal office grades the departments (方案二（五）1): a year without a grade is its own.
    yield from yearly(
        catalogue,
        day,
        APPRAISAL,
        Appraisal,
        lambda one: one.graded_on,
        counted=lambda one: one.unit is None,
        owed_by=LEGAL_OFFICE,
    )
    for one in catalogue.all(Appraisal):
        if one.grade is Grade.UNQUALIFIED and one.rectify_by:
            yield from runs(
                catalogue,
                day,
                RECTIFICATION,
                one,
                f"{one.year}年不合格的整改",
                one.graded_on,
                one.rectified_on,
                term=GivenDay(one.rectify_by),
            )
