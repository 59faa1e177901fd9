"""方案 2.5 评议考核：每年评出等次，不合格的限期整改。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import LEGAL_OFFICE, Clock
from generator.clocks import running as runs
from generator.deadlines import APPRAISAL, RECTIFICATION
from generator.models.appraisals import Appraisal, Grade
from generator.models.officer_appraisals import OfficerAppraisal
from generator.models.officers import Officer
from generator.periods import GivenDay
from generator.running._years import yearly


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The yearly grades of departments, of officers where they are known, and what the unqualified put right."""
    if catalogue.portal is not None and catalogue.portal.appraisals_disclosed:
        yield from _departments(catalogue, day)
    if catalogue.supervised:
        yield from _officers(catalogue, day)


def _departments(catalogue: Catalogue, day: date) -> Iterator[Clock]:
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


def _officers(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The grades that a department gives its officers in a year: given when the last of them has one."""
    given = {(one.officer, one.year): one.graded_on for one in catalogue.all(OfficerAppraisal)}
    by_department = catalogue.by_department(Officer)
    for department in catalogue.departments.values():
        first = catalogue.adopted_on(department)
        if first is None:
            continue
        for year in range(first.year, day.year + 1):
            mine = [one for one in by_department.get(department.id, ()) if _enforced(one, year)]
            days = [given[one.id, str(year)] for one in mine if (one.id, str(year)) in given]
            without = [one for one in mine if (one.id, str(year)) not in given]
            if mine:
                yield from runs(
                    catalogue,
                    day,
                    APPRAISAL,
                    without[0] if without else department,
                    f"{department.short_name}{year}年执法人员",
                    max(first, date(year, 1, 1)),
                    None if without else max(days),
                    name=f"officers/{department.id}/{year}",
                    department=department.id,
                )


def _enforced(officer: Officer, year: int) -> bool:
    """Whether somebody held a certificate from the beginning to the end of a year."""
    withdrawn = officer.withdrawn_on is not None and officer.withdrawn_on <= date(year, 12, 31)
    return officer.issued_on <= date(year, 1, 1) and not withdrawn
