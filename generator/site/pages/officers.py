"""执法人员页：按部门列出，按证号或者姓名查，写明按哪一天计算。"""

from collections.abc import Iterator
from datetime import date

from generator.days import add_years
from generator.models.officers import Officer
from generator.site.page import Page
from generator.site.pages import Edition

INSPECTED_EVERY = 3
"""Years between inspections (方案二（四）1)."""
SOON = 30


def officer_state(officer: Officer, day: date) -> str:
    """valid, due (within 30 days), expired (validity or inspection) or withdrawn, on a day."""
    if officer.withdrawn_on and officer.withdrawn_on <= day:
        return "withdrawn"
    last = good_until(officer)
    if last < day:
        return "expired"
    return "due" if (last - day).days <= SOON else "valid"


def good_until(officer: Officer) -> date:
    """The last day on which the certificate holds: its validity, or three years from its last inspection."""
    latest = max([officer.issued_on, *officer.inspected_on])
    return min(officer.valid_until, add_years(latest, INSPECTED_EVERY))


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    groups = [
        (
            department,
            [
                (
                    officer,
                    officer_state(officer, edition.day),
                    good_until(officer),
                    units.get(officer.unit or ""),
                )
                for officer in catalogue.officers_by_department.get(department.id, [])
            ],
        )
        for department in catalogue.departments.values()
        for units in [{unit.id: unit.name for unit in department.units}]
    ]
    yield Page(
        address="/officers/",
        template="pages/officers.html",
        title="查执法证件",
        description="谁有资格执法，证件今天是否有效：按证号或者姓名查。",
        section="officers",
        trail=[("首页", "/")],
        context={"groups": groups, "day": edition.day, "total": len(catalogue.officers)},
        shows=list(catalogue.officers.values()),
    )
