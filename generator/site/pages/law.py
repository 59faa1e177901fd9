"""法规页：哪些版本、改过什么、谁在引用。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue, Version
from generator.models.departments import Department
from generator.models.laws import EventKind, Law, LawEvent
from generator.models.parts import Basis
from generator.models.powers import Power, SubItem
from generator.site import addresses
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.pages.power import basis_view


@dataclass(frozen=True)
class CitingView:
    """Who cites which article. state: as of basis_view."""

    power: Power
    sub: SubItem | None
    basis: Basis
    department: Department | None
    state: str


@dataclass(frozen=True)
class EventView:
    """An event, and the law that caused it where there is one."""

    event: LawEvent
    by: Law | None


def pages(edition: Edition) -> Iterator[Page]:
    catalogue, day = edition.catalogue, edition.day
    yield Page(
        address="/laws/",
        template="pages/laws.html",
        title="查法规",
        description="各项职权所依据的法律、法规、规章，它们的版本和修改。",
        section="laws",
        trail=[("首页", "/")],
        context={
            "laws": [
                (
                    law,
                    law_state(catalogue, law, day),
                    catalogue.current_version(law.id, day),
                    len({power.id for power, _, _ in catalogue.powers_by_law.get(law.id, [])}),
                )
                for law in catalogue.laws.values()
            ]
        },
        shows=[*catalogue.laws.values(), *catalogue.powers.values()],
    )
    for law in catalogue.laws.values():
        yield _page(catalogue, day, law)


def law_state(catalogue: Catalogue, law: Law, day: date) -> str:
    """in_force, repealed or not_yet, on a day."""
    if catalogue.current_version(law.id, day):
        return "in_force"
    ends = [e for e in law.events if e.kind is EventKind.REPEALED]
    return "repealed" if any((e.effective or e.published) <= day for e in ends) else "not_yet"


def _page(catalogue: Catalogue, day: date, law: Law) -> Page:
    citing = []
    for power, sub, index in catalogue.powers_by_law.get(law.id, []):
        basis = (sub.bases if sub else power.bases)[index]
        citing.append(
            CitingView(
                power,
                sub,
                basis,
                catalogue.departments.get(power.department),
                basis_view(catalogue, basis, day).state,
            )
        )
    citing.sort(key=lambda c: (c.state != "in_force", [int(n) for n in c.basis.article.split("-")]))
    events = sorted(law.events, key=lambda e: e.published, reverse=True)
    versions: list[Version] = list(catalogue.versions.get(law.id, {}).values())
    return Page(
        address=addresses.of(law),
        template="pages/law.html",
        title=law.title,
        description=f"《{law.short_title}》的版本、修改和引用它的职权。",
        section="laws",
        trail=[("首页", "/"), ("法规", "/laws/")],
        context={
            "law": law,
            "state": law_state(catalogue, law, day),
            "current": catalogue.current_version(law.id, day),
            "versions": versions,
            "events": [EventView(e, catalogue.laws.get(e.by) if e.by else None) for e in events],
            "citing": citing,
            "entrustments": [
                (e, catalogue.bodies.get(e.body))
                for e in catalogue.entrustments.values()
                if any(citation.law == law.id for citation in e.legal_basis)
            ],
            "cases": sum(
                any(citation.law == law.id for citation in case.bases)
                for case in catalogue.penalties
            ),
            "day": day,
        },
        shows=[law, *{view.power.id: view.power for view in citing}.values()],
        file=law.file,
        hits=Hits("laws", "法规", {"type": law.level.label}),
    )
