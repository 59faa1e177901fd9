"""The address of everything on the site. An address once published never changes, so it comes from ids."""

from types import SimpleNamespace

from generator.models.base import Record, registers
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
    if record.register.is_page:
        return _written(record.file)
    if record.register.paged:
        return f"{register(record.register.name)}{record.key}/"
    return f"{list_of(record)}#{row(record)}"


def register(name: str) -> str:
    """A register: all its records, or how many each department has."""
    return f"/registers/{name}/"


def register_of(name: str, department: str, year: str = "") -> str:
    """The records of one department in a register, or those of a year."""
    return f"{register(name)}of/{department}/" + (f"{year}/" if year else "")


def list_of(record: Record) -> str:
    """The list in which a record has its row."""
    department = getattr(record, "department", None)
    name = record.register.name
    year = str(getattr(record, "year", ""))
    return register_of(name, department, year) if department else register(name)


def row(record: Record) -> str:
    """The mark of a record's row in a list."""
    # An id must begin with a letter.
    return "r-" + record.key.replace("/", "-")


def withdrawn(register_name: str, key: str) -> str:
    """The page that a withdrawn record had, by its register and key; empty where it had none of its own."""
    model = registers().get(register_name)
    if model is None or key.count("/") + 1 != len(model.register.key):
        return ""
    names = dict(zip(model.register.key, key.split("/"), strict=True))
    found = next((a for known, a in _ADDRESSES.items() if issubclass(model, known)), "")
    if found:
        return "" if "#" in found else found.format(record=SimpleNamespace(**names))
    if not (model.register.listed and model.register.paged):
        return ""
    if model.register.is_page:
        return _written(model.register.file.format(**names))
    return f"{register(register_name)}{key}/"


def _written(file: str) -> str:
    """The page of a file of content/, where mkdocs puts it."""
    return f"/{file.partition('/')[2].removesuffix('.md')}/"


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


TITLES = {
    "/departments/": "查部门",
    "/powers/": "查职权",
    "/laws/": "查法规",
    "/coverage/": "清单覆盖",
    "/clocks/": "时限看板",
    "/glossary/": "术语",
    "/entrustments/": "全部委托执法",
    "/bodies/": "受委托组织",
    "/cases/": "查案例",
    "/data/": "下载数据",
    "/rules/": "检查规则",
    "/discretion/": "裁量基准",
    "/officers/": "查执法证件",
    "/dashboard/": "监督看板",
    "/registers/summaries/": "监督情况汇总",
}
"""What the pages of no one record are called, where others name them."""


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


def dashboard(year: int | None = None) -> str:
    """How the departments stood in a year; without one, in the current year."""
    return f"/dashboard/{year}/" if year else "/dashboard/"


def dashboard_of(year: int, department: str, measure: str = "") -> str:
    """What the figures of a department and a year count; of one measure all that it counts."""
    return f"/dashboard/{year}/{department}/" + (f"{measure}/" if measure else "")


def dashboard_total(year: int, measure: str) -> str:
    """What the departments' figures of a measure and a year add up to."""
    return dashboard_of(year, "all", measure)


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
