"""执法人员页：按部门列出，按证号或者姓名查，写明按哪一天计算。"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.days import Due
from generator.deadlines import INSPECTION
from generator.holidays import Calendar, calendar_of
from generator.models.departments import Department
from generator.models.officers import Officer
from generator.site.order import by_pinyin
from generator.site.page import Page
from generator.site.pages import Edition

SOON = 30


@dataclass(frozen=True)
class OfficerView:
    """A certificate on a day. state: as of officer_state; lapsed: what ended it, validity or
    inspection, where it is expired; inspect_by: the last day for the next inspection, none of a certificate
    that is void whether it is inspected or not; provisional: that day lies in a year whose holidays
    are not known."""

    officer: Officer
    state: str
    lapsed: str | None
    inspect_by: date | None
    provisional: bool
    unit: str | None


def officer_state(officer: Officer, day: date, calendar: Calendar) -> str:
    """valid, due (within 30 days), expired (validity or inspection) or withdrawn, on a day."""
    if officer.withdrawn_on and officer.withdrawn_on <= day:
        return "withdrawn"
    last = good_until(officer, calendar)
    if last < day:
        return "expired"
    return "due" if (last - day).days <= SOON else "valid"


def inspect_by(officer: Officer, calendar: Calendar) -> Due:
    """The last day for the next inspection, counted from the last one, or from the issue."""
    return INSPECTION.due(max([officer.issued_on, *officer.inspected_on]), calendar)


def good_until(officer: Officer, calendar: Calendar) -> date:
    """The last day on which the certificate holds: its validity or its inspection, what ends first."""
    return min(officer.valid_until, inspect_by(officer, calendar).due)


def officer_view(
    officer: Officer, department: Department, day: date, calendar: Calendar
) -> OfficerView:
    """A certificate as lists show it."""
    state = officer_state(officer, day, calendar)
    ended = "validity" if officer.valid_until < day else "inspection"
    unit = next((unit.name for unit in department.units if unit.id == officer.unit), None)
    lapsed = ended if state == "expired" else None
    inspection = inspect_by(officer, calendar)
    void = state == "withdrawn" or lapsed == "validity"
    last = None if void else inspection.due
    return OfficerView(officer, state, lapsed, last, inspection.provisional, unit)


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    calendar = calendar_of(catalogue)
    groups = [
        (
            department,
            [
                officer_view(officer, department, edition.day, calendar)
                for officer in catalogue.officers_by_department.get(department.id, [])
            ],
        )
        for department in by_pinyin(catalogue.departments.values(), lambda one: one.name)
    ]
    states = Counter(view.state for _, views in groups for view in views)
    yield Page(
        address="/officers/",
        template="pages/officers.html",
        title="查执法证件",
        description="谁有资格执法，证件今天是否有效：按证号或者姓名查。",
        section="officers",
        trail=[("首页", "/")],
        context={
            "groups": groups,
            "day": edition.day,
            "total": len(catalogue.officers),
            "states": dict(states),
            "years": INSPECTION.period.number,
            "provisional": any(view.provisional for _, views in groups for view in views),
            "soon": SOON,
        },
        shows=list(catalogue.officers.values()),
    )
