"""法规页：哪些版本、改过什么、谁在引用。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue, Version
from generator.models.departments import Department
from generator.models.entrustments import Entrustment
from generator.models.laws import EventKind, Law, LawEvent, LawLevel
from generator.models.parts import Basis
from generator.models.powers import Power, SubItem
from generator.numerals import article_label, cite
from generator.site import addresses
from generator.site.ledger import counted, ledger
from generator.site.order import by_pinyin
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.pages.power import basis_view
from generator.site.seen_elsewhere import source


@dataclass(frozen=True)
class CitingView:
    """Who cites which part of an article (`place`: 第一款第（五）项, or nothing for the whole).

    state: as of basis_view.
    """

    power: Power
    sub: SubItem | None
    basis: Basis
    department: Department | None
    state: str
    place: str


@dataclass(frozen=True)
class CitedArticle:
    """An article of one version and those who cite it. anchor: where on the page it stands."""

    article: str
    version: date
    anchor: str
    citing: list[CitingView]


@dataclass(frozen=True)
class LawView:
    """A law in the list of all: how it stands, its text in force, and how much cites it.

    powers: those that it carries today; formerly: those that it did or will carry.
    """

    law: Law
    state: str
    current: Version | None
    powers: int
    formerly: int
    others: int


@dataclass(frozen=True)
class EventView:
    """An event, and the law that caused it where there is one."""

    event: LawEvent
    by: Law | None


def pages(edition: Edition) -> Iterator[Page]:
    catalogue, day = edition.catalogue, edition.day
    laws = by_pinyin(catalogue.laws.values(), lambda one: one.short_title)
    views = [_law_view(catalogue, law, day) for law in laws]
    yield Page(
        address="/laws/",
        template="pages/laws.html",
        title="查法规",
        description="各项职权所依据的法律、法规、规章，它们的版本和修改。",
        section="laws",
        trail=[("首页", "/")],
        context={
            "levels": [
                (level, several)
                for level in LawLevel
                if (several := [view for view in views if view.law.level is level])
            ],
            "total": len(views),
            "cited": sum(view.powers > 0 for view in views),
            "formerly": sum(not view.powers and view.formerly > 0 for view in views),
            "elsewhere": sum(
                not view.powers and not view.formerly and view.others > 0 for view in views
            ),
        },
        shows=[
            *catalogue.laws.values(),
            *catalogue.powers.values(),
            *catalogue.entrustments.values(),
            *catalogue.penalties,
        ],
    )


def subjects(edition: Edition) -> list[Law]:
    return list(edition.catalogue.laws.values())


def pages_of(edition: Edition, law: Law) -> Iterator[Page]:
    yield _page(edition.catalogue, edition.day, law)


def law_state(catalogue: Catalogue, law: Law, day: date) -> str:
    """in_force, repealed or not_yet, on a day."""
    if catalogue.current_version(law.id, day):
        return "in_force"
    ends = [e for e in law.events if e.kind is EventKind.REPEALED]
    return "repealed" if any((e.effective or e.published) <= day for e in ends) else "not_yet"


def _law_view(catalogue: Catalogue, law: Law, day: date) -> LawView:
    citing = {power.id for power, _, _ in catalogue.powers_by_law.get(law.id, [])}
    today = carried(catalogue, law, day)
    return LawView(
        law,
        law_state(catalogue, law, day),
        catalogue.current_version(law.id, day),
        len(today),
        len(citing - today),
        len(_entrustments(catalogue, law)) + _cases(catalogue, law),
    )


def carried(catalogue: Catalogue, law: Law, day: date) -> set[str]:
    """The powers that stand on a law on a day."""
    return {
        power.id
        for power, sub, index in catalogue.powers_by_law.get(law.id, [])
        if catalogue.basis_in_force((sub.bases if sub else power.bases)[index], day)
    }


def _entrustments(catalogue: Catalogue, law: Law) -> list[Entrustment]:
    several = catalogue.entrustments.values()
    return [e for e in several if any(one.law == law.id for one in e.legal_basis)]


def _cases(catalogue: Catalogue, law: Law) -> int:
    return sum(any(one.law == law.id for one in case.bases) for case in catalogue.penalties)


def _citing(catalogue: Catalogue, law: Law, day: date) -> list[CitingView]:
    """Who cites it: what stands today first, each by version, article and place."""
    found = []
    for power, sub, index in catalogue.powers_by_law.get(law.id, []):
        basis = (sub.bases if sub else power.bases)[index]
        found.append(
            CitingView(
                power,
                sub,
                basis,
                catalogue.departments.get(power.department),
                basis_view(
                    catalogue,
                    basis,
                    day,
                    stands=bool(catalogue.bases_in_force(power, day, sub.id if sub else None)),
                ).state,
                _place(basis),
            )
        )
    found.sort(key=lambda c: (c.state != "in_force", -c.basis.version.toordinal(), _order(c.basis)))
    return found


def _order(basis: Basis) -> list[list[int]]:
    return [[int(n) for n in part.split("-")] for part in basis.position.split(".")]


def _place(basis: Basis) -> str:
    words = cite(basis.article, basis.paragraph or "", basis.subparagraph or "", basis.item or "")
    return words.removeprefix(article_label(basis.article))


def _cited(views: list[CitingView]) -> list[CitedArticle]:
    """The articles cited, in the order of views; the first of a number has the short anchor."""
    groups: dict[tuple[bool, date, str], list[CitingView]] = {}
    for view in views:
        key = (view.state == "in_force", view.basis.version, view.basis.article)
        groups.setdefault(key, []).append(view)
    found: list[CitedArticle] = []
    taken: set[str] = set()
    for (_, version, article), several in groups.items():
        names = (f"article-{article}", f"article-{article}-{version}")
        anchor = next((name for name in names if name not in taken), "")
        taken.add(anchor)
        found.append(CitedArticle(article, version, anchor, several))
    return found


def _page(catalogue: Catalogue, day: date, law: Law) -> Page:
    citing = _citing(catalogue, law, day)
    # All at once: an anchor stands once on the page.
    cited = _cited(citing)
    now = {view.power.id for view in citing if view.state == "in_force"}
    was = {view.power.id for view in citing if view.state in ("former", "no_basis")} - now
    will = {view.power.id for view in citing if view.state == "future"} - now
    events = sorted(law.events, key=lambda e: e.published, reverse=True)
    versions = list(catalogue.versions.get(law.id, {}).values())
    turns = [(version.event, version.effective, False) for version in versions] + [
        (event, event.effective or event.published, True)
        for event in law.events
        if event.kind is EventKind.REPEALED
    ]
    return Page(
        address=addresses.of(law),
        template="pages/law.html",
        title=law.title,
        description=f"《{law.short_title}》的版本、修改和引用它的职权。",
        section="laws",
        trail=[("首页", "/"), ("法规", "/laws/")],
        context={
            "source_seen": source(catalogue, law, day),
            "law": law,
            "state": law_state(catalogue, law, day),
            "current": catalogue.current_version(law.id, day),
            "turns": sorted(turns, key=lambda turn: (turn[0].published, turn[2])),
            "events": [EventView(e, catalogue.laws.get(e.by) if e.by else None) for e in events],
            "standing": [one for one in cited if one.citing[0].state == "in_force"],
            "former": [one for one in cited if one.citing[0].state != "in_force"],
            "now": {
                "powers": len(now),
                "departments": len(
                    {view.power.department for view in citing if view.power.id in now}
                ),
            },
            "other_states": sorted({v.state for v in citing if v.state != "in_force"}),
            "was": len(was),
            "will": len(will - was),
            "entrustments": [
                (e, catalogue.bodies.get(e.body)) for e in _entrustments(catalogue, law)
            ],
            "cases": _cases(catalogue, law),
            "matters": [
                (one.id, one.title, counted(one.clocks))
                for one in ledger(catalogue, day).by_law.get(law.id, ())
            ],
            "day": day,
        },
        shows=[law, *{view.power.id: view.power for view in citing}.values()],
        file=law.file,
        hits=Hits("laws", "法规", {"type": law.level.label}),
    )
