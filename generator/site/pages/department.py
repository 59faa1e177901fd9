"""部门页：是谁、怎样联系和投诉、能做什么、委托谁、处罚结果、执法人员。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue
from generator.holidays import calendar_of
from generator.models.base import Record
from generator.models.choices import PowerType
from generator.models.departments import Department
from generator.models.exposures import Exposure
from generator.models.powers import Power
from generator.site import addresses
from generator.site.ledger import counted, ledger
from generator.site.order import by_pinyin
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.pages.case import year_figures
from generator.site.pages.officers import officer_view
from generator.site.pages.power import BasisView, EntrustmentView, basis_view
from generator.site.referring import of_department
from generator.site.seen_elsewhere import own_line, own_list


@dataclass(frozen=True)
class DepartmentView:
    """A department in the list of all, with how much of each register is its own."""

    department: Department
    powers: int
    types: int
    cases: int
    officers: int
    entrustments: int


@dataclass(frozen=True)
class PowerView:
    """A power in its department's list. state: in_force, no_basis, or sub_items where only those
    have bases; cases: how many outcomes are published."""

    power: Power
    bases: list[BasisView]
    state: str
    cases: int


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    yield Page(
        address="/departments/",
        template="pages/departments.html",
        title="查部门",
        description="全部行政执法主体：是谁、怎样联系、能做什么。",
        section="departments",
        trail=[("首页", "/")],
        context={
            "departments": [
                DepartmentView(
                    department,
                    len(powers := catalogue.powers_by_department.get(department.id, [])),
                    len({power.type for power in powers}),
                    len(catalogue.penalties_by_department.get(department.id, [])),
                    len(catalogue.officers_by_department.get(department.id, [])),
                    len(catalogue.entrustments_by_department.get(department.id, [])),
                )
                for department in by_pinyin(catalogue.departments.values(), lambda one: one.name)
            ],
        },
        shows=[*catalogue.departments.values(), *catalogue.powers.values(), *catalogue.penalties],
    )


def subjects(edition: Edition) -> list[Department]:
    return list(edition.catalogue.departments.values())


def pages_of(edition: Edition, department: Department) -> Iterator[Page]:
    yield _page(edition.catalogue, edition.day, department)


def _page(catalogue: Catalogue, day: date, department: Department) -> Page:
    powers = catalogue.powers_by_department.get(department.id, [])
    penalties = catalogue.penalties_by_department.get(department.id, [])
    entrusted = [
        EntrustmentView(
            e,
            catalogue.bodies.get(e.body),
            (e.from_ is None or e.from_ <= day) and (e.until is None or day <= e.until),
        )
        for e in catalogue.entrustments_by_department.get(department.id, [])
    ]
    exposures = sorted(
        catalogue.by_department(Exposure).get(department.id, ()),
        key=lambda one: one.published_on,
        reverse=True,
    )
    officers = catalogue.officers_by_department.get(department.id, [])
    calendar = calendar_of(catalogue)
    absent = {one.type: one.reason for one in department.absent_types}
    views = [_power_view(catalogue, power, day) for power in powers]
    shows: list[Record] = [
        department,
        *powers,
        *penalties,
        *officers,
        *(view.entrustment for view in entrusted),
        *exposures,
    ]
    return Page(
        address=addresses.of(department),
        template="pages/department.html",
        title=department.name,
        description=department.summary,
        section="departments",
        trail=[("首页", "/"), ("部门", "/departments/")],
        context={
            "department": department,
            "types": [
                (kind, [view for view in views if view.power.type is kind], absent.get(kind))
                for kind in PowerType
            ],
            "without_basis": [view.power for view in views if view.state == "no_basis"],
            "total": len(powers),
            "entrusted": entrusted,
            "years": year_figures(penalties),
            "officers": [officer_view(officer, department, day, calendar) for officer in officers],
            "predecessors": [
                catalogue.departments[name]
                for name in department.succeeds
                if name in catalogue.departments
            ],
            "own_list": own_list(catalogue, department),
            "own_line": own_line(catalogue, department),
            "clocks": counted(ledger(catalogue, day).by_department.get(department.id, ())),
            "exposures": exposures,
            "registers": of_department(catalogue, department.id),
            "day": day,
        },
        shows=shows,
        file=department.file,
        source=department.name,
        hits=Hits("departments", "部门", {"department": department.id}),
    )


def _power_view(catalogue: Catalogue, power: Power, day: date) -> PowerView:
    bases = [basis_view(catalogue, basis, day) for basis in power.bases]
    states = {view.state for view in bases}
    state = "in_force" if "in_force" in states else "no_basis" if bases else "sub_items"
    return PowerView(power, bases, state, len(catalogue.penalties_by_power.get(power.id, [])))
