"""委托页：委托谁、做什么、到什么时候、双方公布了没有。"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.models.entrustments import Entrustment
from generator.site import addresses
from generator.site.order import by_pinyin
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.pages.case import CitationView


def entrustment_state(entrustment: Entrustment, day: date) -> str:
    """in_force, expired or not_yet, on a day."""
    if entrustment.until and entrustment.until < day:
        return "expired"
    return "not_yet" if entrustment.from_ and day < entrustment.from_ else "in_force"


def pages(edition: Edition) -> Iterator[Page]:
    catalogue, day = edition.catalogue, edition.day
    yield Page(
        address="/entrustments/",
        template="pages/entrustments.html",
        title="全部委托执法",
        description="各部门委托了谁执法、委托什么、到什么时候。",
        section="departments",
        trail=[("首页", "/"), ("部门", "/departments/")],
        context={
            "groups": [
                (
                    department,
                    [
                        (
                            entrustment_view(catalogue, entrustment, day),
                            catalogue.bodies.get(entrustment.body),
                            _what(catalogue, entrustment),
                        )
                        for entrustment in catalogue.entrustments_by_department.get(
                            department.id, []
                        )
                    ],
                )
                for department in by_pinyin(catalogue.departments.values(), lambda one: one.name)
            ],
            "states": Counter(
                entrustment_state(entrustment, day)
                for entrustment in catalogue.entrustments.values()
            ),
            "total": len(catalogue.entrustments),
            "day": day,
        },
        shows=[
            *catalogue.departments.values(),
            *catalogue.bodies.values(),
            *catalogue.entrustments.values(),
        ],
    )


def subjects(edition: Edition) -> list[tuple[Entrustment, str]]:
    """Each entrustment with its title."""
    titles = _titles(edition.catalogue)
    return [(one, titles[one.id]) for one in edition.catalogue.entrustments.values()]


def pages_of(edition: Edition, subject: tuple[Entrustment, str]) -> Iterator[Page]:
    yield _page(edition.catalogue, edition.day, *subject)


def _titles(catalogue: Catalogue) -> dict[str, str]:
    """A title for each entrustment, no two alike: who entrusts whom, where that is not enough with
    what first, and where that is not enough with the number of its document or its id."""
    several = list(catalogue.entrustments.values())
    found = {one.id: _parties(catalogue, one) for one in several}
    for more in (_first_power, _mark):
        counted = Counter(found.values())
        for one in several:
            if counted[found[one.id]] > 1:
                found[one.id] += more(catalogue, one)
    return found


def _parties(catalogue: Catalogue, entrustment: Entrustment) -> str:
    by = catalogue.name_of("departments", entrustment.department)
    return f"{by}委托{catalogue.name_of('bodies', entrustment.body)}执法"


def _first_power(catalogue: Catalogue, entrustment: Entrustment) -> str:
    return f"：{_what(catalogue, entrustment)}"


def _what(catalogue: Catalogue, entrustment: Entrustment) -> str:
    """The first power entrusted, and how many in all."""
    first = entrustment.powers[0]
    power = catalogue.powers.get(first.partition("/")[0])
    name = _sub_name(catalogue, first) or (power.name if power else first)
    number = len(entrustment.powers)
    return name + (f"等{number}项" if number > 1 else "")


def _mark(_: Catalogue, entrustment: Entrustment) -> str:
    agreement = entrustment.agreement
    return f"（{agreement.number if agreement and agreement.number else entrustment.id}）"


def entrustment_view(
    catalogue: Catalogue, entrustment: Entrustment, day: date
) -> dict[str, object]:
    """What every list of entrustments shows of one."""
    return {
        "entrustment": entrustment,
        "department": catalogue.departments.get(entrustment.department),
        "state": entrustment_state(entrustment, day),
        "powers": [
            (
                reference,
                catalogue.powers.get(reference.partition("/")[0]),
                _sub_name(catalogue, reference),
            )
            for reference in entrustment.powers
        ],
    }


def _sub_name(catalogue: Catalogue, reference: str) -> str | None:
    name, _, sub = reference.partition("/")
    power = catalogue.powers.get(name)
    return next((s.name for s in power.sub_items if s.id == sub), None) if power and sub else None


def _page(catalogue: Catalogue, day: date, entrustment: Entrustment, title: str) -> Page:
    department = catalogue.departments.get(entrustment.department)
    body = catalogue.bodies.get(entrustment.body)
    return Page(
        address=addresses.of(entrustment),
        template="pages/entrustment.html",
        title=title,
        description=entrustment.scope or f"委托的职权{len(entrustment.powers)}项",
        section="departments",
        trail=[
            ("首页", "/"),
            *([(department.short_name, addresses.of(department))] if department else []),
            ("委托执法", "/entrustments/"),
        ],
        context={
            **entrustment_view(catalogue, entrustment, day),
            "body": body,
            "bases": [CitationView(c, catalogue.laws.get(c.law)) for c in entrustment.legal_basis],
            "day": day,
        },
        shows=[entrustment, *([body] if body else []), *([department] if department else [])],
        file=entrustment.file,
        hits=Hits("entrustments", "委托执法", {"department": department.id} if department else {}),
    )
