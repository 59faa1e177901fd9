"""首页：一句话、一个搜索框、四扇门、该做到的做到了没有、最近公开的决定。"""

from collections.abc import Iterator

from generator.models.base import Record
from generator.site.page import Page
from generator.site.pages import Edition
from generator.site.pages.body import entrustment_state
from generator.site.pages.officers import officer_state

RECENT = 6


def pages(edition: Edition) -> Iterator[Page]:
    catalogue, day = edition.catalogue, edition.day
    portal = catalogue.portal
    penalties = sorted(catalogue.penalties, key=lambda c: c.decided_on, reverse=True)
    this_year = [c for c in penalties if c.decided_on.year == day.year]
    without_basis = [
        power
        for power in catalogue.powers.values()
        if not catalogue.bases_in_force(power, day)
        and not any(catalogue.bases_in_force(power, day, s.id) for s in power.sub_items)
    ]
    listed = [
        d
        for d in catalogue.departments.values()
        if d.confirmed and catalogue.powers_by_department.get(d.id)
    ]
    unmarked = [f for f in edition.report.findings if f.code == "ENT001"]
    officers = [officer_state(o, day) for o in catalogue.officers.values()]
    shows: list[Record] = [
        *catalogue.departments.values(),
        *catalogue.powers.values(),
        *penalties,
        *([portal] if portal else []),
    ]
    yield Page(
        address="/",
        template="pages/home.html",
        title=portal.title if portal else "首页",
        description="谁能执法，依据哪一条，能罚多少，实际罚了多少，都查得到。",
        context={
            "departments": len(catalogue.departments),
            "bodies": len(catalogue.bodies),
            "powers": len(catalogue.powers),
            "laws": len(catalogue.laws),
            "cases_this_year": len(this_year),
            "cases": len(penalties),
            "officers": len(officers),
            "valid": officers.count("valid") + officers.count("due"),
            "due": officers.count("due"),
            "expired": officers.count("expired"),
            "listed": listed,
            "unlisted": [d for d in catalogue.departments.values() if d not in listed],
            "without_basis": without_basis,
            "entrustments": len(catalogue.entrustments),
            "entrusted_powers": len(
                {ref for e in catalogue.entrustments.values() for ref in e.powers}
            ),
            "entrustments_in_force": sum(
                1
                for e in catalogue.entrustments.values()
                if entrustment_state(e, day) == "in_force"
            ),
            "unmarked": len(unmarked),
            "recent": [(c, catalogue.departments.get(c.department)) for c in penalties[:RECENT]],
            "day": day,
        },
        shows=shows,
    )
