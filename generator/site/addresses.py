"""The address of everything on the site. An address once published never changes, so it comes from ids."""

from generator.models.base import Record
from generator.models.bodies import Body
from generator.models.departments import Department
from generator.models.discretion import Discretion
from generator.models.entrustments import Entrustment
from generator.models.laws import Law
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.models.powers import Power
from generator.models.terms import Term

FORM = "/edit/form/"
"""The form that changes a record; what it opens stands behind the #."""


def of(record: Record) -> str:
    """The page of a record, or its row in a list. Raises KeyError for a register whose records are not shown."""
    for model, address in _ADDRESSES.items():
        if isinstance(record, model):
            return address.format(record=record)
    if not record.register.listed:
        raise KeyError(record.register.name)
    if record.register.paged:
        return f"{register(record.register.name)}{record.key}/"
    return f"{list_of(record)}#{row(record)}"


def register(name: str) -> str:
    """A register: all its records, or how many each department has."""
    return f"/registers/{name}/"


def register_of(name: str, department: str) -> str:
    """The records of one department in a register."""
    return f"{register(name)}of/{department}/"


def list_of(record: Record) -> str:
    """The list in which a record has its row."""
    department = getattr(record, "department", None)
    name = record.register.name
    return register_of(name, department) if department else register(name)


def row(record: Record) -> str:
    """The mark of a record's row in a list."""
    return record.key.replace("/", "-")


_ADDRESSES: dict[type[Record], str] = {
    Department: "/departments/{record.id}/",
    Power: "/powers/{record.id}/",
    Law: "/laws/{record.id}/",
    Body: "/bodies/{record.id}/",
    Entrustment: "/entrustments/{record.id}/",
    Discretion: "/discretion/{record.id}/",
    Outcome: "/cases/{record.department}/{record.year}/{record.id}/",
    Officer: "/officers/#{record.id}",
    Term: "/glossary/#{record.id}",
}


def power(reference: str) -> str:
    """`power` or `power/sub`: a sub-item has its place on the page of its power."""
    name, _, sub = reference.partition("/")
    return f"/powers/{name}/#{sub}" if sub else f"/powers/{name}/"


def power_cases(name: str) -> str:
    """All outcomes of a power, where its own page has no room for them."""
    return f"/cases/powers/{name}/"


def code(value: str) -> str:
    return f"/codes/{value}/"


def cases(department: str, year: str) -> str:
    return f"/cases/{department}/{year}/"


def clocks_of(department: str) -> str:
    """The clocks of one department; those of the legal office stand on the board."""
    return f"/clocks/departments/{department}/"


def matter(event: str) -> str:
    """Who has answered an event or an adjustment."""
    return f"/clocks/events/{event}/"


def deadline(value: str) -> str:
    """All clocks of one deadline."""
    return f"/clocks/deadlines/{value}/"


def calendar(department: str = "all") -> str:
    return f"/calendars/{department}.ics"


def feed(department: str = "all") -> str:
    return f"/feeds/{department}.atom"


def rule(value: str) -> str:
    return f"/rules/{value}/"


def relative(target: str, page: str) -> str:
    """A link from one page to another that works under any sub-path: `../../powers/x/`.

    Addresses elsewhere (https://…) and within the page (#…) stay as they are.
    """
    return below(up(page), target)


def up(page: str) -> str:
    """The way from a page to the site's root: `../../` from `/powers/x/`, nothing from `/`."""
    inside = page.strip("/")
    steps = inside.count("/") + bool(inside) - page.endswith(".html")
    return "../" * steps


def below(root: str, target: str) -> str:
    """A link to an address of the site from where its root is `root`."""
    return (root + target[1:]) or "./" if target.startswith("/") else target
