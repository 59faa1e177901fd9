"""部门页：是谁、怎样联系和投诉、能做什么、委托谁、处罚结果、执法人员。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.models.base import Record
from generator.models.choices import PowerType
from generator.models.departments import Department
from generator.site import addresses
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.pages.case import year_figures
from generator.site.pages.officers import officer_state
from generator.site.pages.power import EntrustmentView, basis_view


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
                (
                    department,
                    len(catalogue.powers_by_department.get(department.id, [])),
                    len(catalogue.penalties_by_department.get(department.id, [])),
                )
                for department in catalogue.departments.values()
            ]
        },
        shows=[*catalogue.departments.values(), *catalogue.powers.values(), *catalogue.penalties],
    )
    for department in catalogue.departments.values():
        yield _page(catalogue, edition.day, department)


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
    officers = catalogue.officers_by_department.get(department.id, [])
    absent = {one.type: one.reason for one in department.absent_types}
    order = list(PowerType)
    shows: list[Record] = [
        department,
        *powers,
        *penalties,
        *officers,
        *(view.entrustment for view in entrusted),
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
                (kind, sum(1 for p in powers if p.type is kind), absent.get(kind))
                for kind in PowerType
            ],
            "powers": [
                (
                    power,
                    [basis_view(catalogue, b, day) for b in power.bases],
                    len(catalogue.penalties_by_power.get(power.id, [])),
                )
                for power in sorted(powers, key=lambda p: order.index(p.type))
            ],
            "entrusted": entrusted,
            "years": year_figures(penalties),
            "officers": [(officer, officer_state(officer, day)) for officer in officers],
            "predecessors": [
                catalogue.departments[name]
                for name in department.succeeds
                if name in catalogue.departments
            ],
            "day": day,
        },
        shows=shows,
        file=department.file,
        hits=Hits("departments", "部门", {"department": department.short_name}),
    )
