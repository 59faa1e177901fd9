"""监督看板：各部门各年的清单、期限、结果和考核，每个数字都能点开看是哪些记录。"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator import deadlines
from generator.catalogue import Catalogue
from generator.clocks import Clock, State
from generator.deadlines import Deadline
from generator.models.appraisals import Appraisal, Grade
from generator.models.base import Record, registers
from generator.models.departments import Department
from generator.models.outcomes import Outcome
from generator.site import addresses
from generator.site.board import ItemView, item_view
from generator.site.ledger import counted, ledger
from generator.site.order import by_pinyin
from generator.site.page import Page
from generator.site.pages import Edition

TO_DO = (State.LATE, State.DUE_SOON)
AHEAD = (State.OPEN, State.DUE_SOON)
IN_TIME = 30
"""Of what was done in time so many are listed beside what was not; where there are more, all have a page of their own."""


@dataclass(frozen=True)
class Measure:
    """A column: deadlines that belong together. id: its mark on a department's page.

    private: those of them that run from records of the supervision root alone; the public edition holds none of
    these, and `private_title` names what it does not tell; `public_title` is what is left of the column.
    """

    id: str
    title: str
    deadlines: tuple[Deadline, ...]
    private: tuple[Deadline, ...] = ()
    private_title: str = ""
    public_title: str = ""


FILES = (
    deadlines.ARCHIVE,
    deadlines.EXHIBIT,
    deadlines.SEIZURE,
    deadlines.FREEZING,
    deadlines.LEAD,
)
MEASURES = (
    Measure("lists", "调整清单", (deadlines.UPDATE,)),
    Measure(
        "disclosure",
        "公开决定",
        (
            deadlines.DISCLOSE,
            deadlines.DISCLOSE_OTHER,
            deadlines.DISCLOSE_MARKET,
            deadlines.WITHDRAW,
            deadlines.PUBLICATION,
            deadlines.YEARLY_FIGURES,
        ),
    ),
    Measure("filing", "重大处罚备案", (deadlines.FILING,)),
    Measure("fines", "罚款缴付", (deadlines.HAND_IN, deadlines.DEPOSIT)),
    Measure("review", "审核和评查", (deadlines.LEGALITY_REVIEW, deadlines.FILE_REVIEW)),
    Measure(
        "training", "培训", (deadlines.YEARLY_TRAINING, deadlines.TRAINING_PLAN, deadlines.ROTATION)
    ),
    Measure("certificates", "证件检验", (deadlines.INSPECTION,)),
    Measure(
        "complaints",
        "投诉和纠错",
        (deadlines.ACCEPTANCE, deadlines.COMPLAINT_RESULT, deadlines.CORRECTION),
        private=(deadlines.ACCEPTANCE, deadlines.COMPLAINT_RESULT),
        private_title="投诉举报",
        public_title="纠错",
    ),
    Measure(
        "files",
        "案卷、物品、线索",
        FILES,
        private=FILES,
        private_title="案卷、物品、线索",
    ),
    Measure(
        "appraisal",
        "考核和追责",
        (deadlines.APPRAISAL, deadlines.RECTIFICATION, deadlines.ACCOUNTABILITY),
    ),
)
"""What a supervisor looks at, department by department."""


@dataclass(frozen=True)
class Row:
    """A department in a year. cells: measure → state key → how many fell due then; outcomes: decided then; grade: of
    the year. As they stand on the day: powers in its list, those of them without a basis in force, certificates
    that are to be inspected soon."""

    department: Department
    address: str
    cells: Mapping[str, Mapping[str, int]]
    outcomes: int
    grade: Grade | None
    powers: int
    without_basis: int
    to_inspect: int


@dataclass(frozen=True)
class Counted:
    """What a figure counts, and beside it what it does not count yet. items: what was not done in time, then the
    latest of what was; total: how many that are in all, which is the figure. href: where all of them are listed, if
    not here. ahead: what is neither due nor done."""

    measure: Measure
    counts: Mapping[str, int]
    items: Sequence[ItemView]
    total: int
    ahead: Sequence[ItemView]
    href: str | None = None


def pages(edition: Edition) -> Iterator[Page]:
    for year in years(edition):
        yield _year(edition, year, addresses.dashboard(year))
    yield _year(edition, edition.day.year, addresses.dashboard())


def years(edition: Edition) -> list[int]:
    """The years since the city adopted its plan, the newest first."""
    adopted = edition.catalogue.adopted
    first = min(adopted.year if adopted else edition.day.year, edition.day.year)
    return list(range(edition.day.year, first - 1, -1))


def measures(edition: Edition) -> list[Measure]:
    """The columns of an edition. Of what the public one holds no records it can tell neither a figure nor that
    nothing fell due."""
    if edition.catalogue.supervised:
        return list(MEASURES)
    return [_public(one) for one in MEASURES if set(one.deadlines) - set(one.private)]


def _public(one: Measure) -> Measure:
    left = tuple(deadline for deadline in one.deadlines if deadline not in one.private)
    return replace(one, title=one.public_title or one.title, deadlines=left)


def subjects(edition: Edition) -> list[tuple[int, Department]]:
    return [
        (year, department)
        for year in years(edition)
        for department in edition.catalogue.departments.values()
    ]


def pages_of(edition: Edition, subject: tuple[int, Department]) -> Iterator[Page]:
    year, department = subject
    catalogue, day = edition.catalogue, edition.day
    titles = ledger(catalogue, day).titles
    shows = records_of(edition, department)
    trail = [
        ("首页", "/"),
        ("监督看板", addresses.dashboard()),
        (f"{year}年", addresses.dashboard(year)),
    ]
    title, here = f"{department.short_name}，{year}年", addresses.dashboard_of(year, department.id)
    found = []
    for measure in measures(edition):
        part = part_of(edition, year, department.id, measure)
        if part is None:
            continue
        if part.href:
            own, _ = _in_order(edition, year, department.id, measure)
            items = [item_view(catalogue, clock, titles, day) for clock in own]
            yield Page(
                address=part.href,
                template="pages/dashboard_measure.html",
                title=f"{title}：{measure.title}",
                description=f"{department.name}{year}年到期的{measure.title}，逐项列出。",
                trail=[*trail, (title, here)],
                context={
                    "department": department,
                    "part": replace(part, items=items, href=None),
                    "day": day,
                },
                shows=shows,
                source=department.name,
            )
        found.append(part)
    yield Page(
        address=here,
        template="pages/dashboard_department.html",
        title=title,
        description=f"{department.name}{year}年到期的事项：按期了没有。",
        trail=trail,
        context={
            "department": department,
            "year": year,
            "found": found,
            "results": _results(catalogue, department.id, year),
            "to_inspect": [
                item_view(catalogue, clock, titles, day)
                for clock in _to_inspect(edition, department.id)
            ],
            "day": day,
        },
        shows=shows,
        source=department.name,
    )  # fmt: skip


def part_of(edition: Edition, year: int, department: str, measure: Measure) -> Counted | None:
    """What a department's figure of a year counts, as far as it is listed beside others; None where it is none."""
    own, ahead = _in_order(edition, year, department, measure)
    if not own and not ahead:
        return None
    in_time = sum(clock.state is State.MET for clock in own)
    beside = own[: len(own) - max(in_time - IN_TIME, 0)]
    titles = ledger(edition.catalogue, edition.day).titles
    shown, later = (
        [item_view(edition.catalogue, clock, titles, edition.day) for clock in several]
        for several in (beside, ahead)
    )
    whole = addresses.dashboard_of(year, department, measure.id) if len(beside) < len(own) else None
    return Counted(measure, counted([*own, *ahead]), shown, len(own), later, whole)


def _in_order(
    edition: Edition, year: int, department: str, measure: Measure
) -> tuple[list[Clock], list[Clock]]:
    """What fell due in a year: what was not done in time, then the rest, the latest first. And what is yet to."""
    own = _due_in(_own(edition, department, measure), year)
    met = [clock for clock in own if clock.state is State.MET]
    missed = [clock for clock in own if clock.state not in (State.MET, *AHEAD)]
    return [*missed, *met[::-1]], [clock for clock in own if clock.state in AHEAD]


def records_of(edition: Edition, department: Department) -> list[Record]:
    """What the figures of a department come from: any record of it may start a deadline or meet it; and what is
    counted and not its own, as a reader's correction, or the law or adjustment that is to be answered."""
    catalogue = edition.catalogue
    own = (
        catalogue.by_department(model).get(department.id, ())
        for model in catalogue.registers.values()
        if "department" in model.model_fields
    )
    found = {(one.register.name, one.key): one for several in own for one in several}
    for clock in ledger(catalogue, edition.day).by_department.get(department.id, ()):
        names = [(clock.register, clock.record)]
        if owed := clock.obligation:
            names += [("laws", owed.law or ""), ("adjustments", owed.matter)]
        for register, key in names:
            if one := catalogue.of(register).get(key):
                found[register, key] = one
    return [department, *found.values()]


def _year(edition: Edition, year: int, address: str) -> Page:
    catalogue, day = edition.catalogue, edition.day
    rows = [_row(edition, one, year) for one in by_pinyin(catalogue.departments.values(), lambda d: d.name)]  # fmt: skip
    several = measures(edition)
    kept = [one for one in several if any(row.cells[one.id] for row in rows)]
    return Page(
        address=address,
        template="pages/dashboard.html",
        title="监督看板" if address == addresses.dashboard() else f"监督看板，{year}年",
        description=f"各部门{year}年：该做的按期做了没有，作了多少决定。",
        trail=[("首页", "/")]
        if address == addresses.dashboard()
        else [("首页", "/"), ("监督看板", addresses.dashboard())],
        context={
            "year": year,
            "years": years(edition),
            "rows": rows,
            "measures": kept,
            "without": [one for one in several if one not in kept],
            "withheld": []
            if catalogue.supervised
            else [one.private_title for one in MEASURES if one.private],
            "total": {
                one.id: (
                    sum_of(row.cells[one.id] for row in rows),
                    addresses.dashboard_total(year, one.id),
                )
                for one in kept
            },
            "day": day,
        },
        shows=[
            record
            for department in catalogue.departments.values()
            for record in records_of(edition, department)
        ],
    )


def _row(edition: Edition, department: Department, year: int) -> Row:
    cells = {
        one.id: counted(_due_in(_own(edition, department.id, one), year))
        for one in measures(edition)
    }
    catalogue, day = edition.catalogue, edition.day
    results = _results(catalogue, department.id, year)
    powers = catalogue.powers_by_department.get(department.id, [])
    return Row(
        department,
        addresses.dashboard_of(year, department.id),
        cells,
        sum(count for _, count, _ in results),
        _grade(catalogue, department.id, year),
        len(powers),
        sum(bool(one.bases) and not catalogue.bases_in_force(one, day) for one in powers),
        len(_to_inspect(edition, department.id)),
    )


def _to_inspect(edition: Edition, department: str) -> list[Clock]:
    """The certificates that are to be inspected soon or should have been, whenever that fell due."""
    own = ledger(edition.catalogue, edition.day).by_department.get(department, ())
    return [one for one in own if one.deadline is deadlines.INSPECTION and one.state in TO_DO]


def _grade(catalogue: Catalogue, department: str, year: int) -> Grade | None:
    """The grade that the legal office gave a department for a year."""
    for one in catalogue.by_department(Appraisal).get(department, ()):
        if one.year == str(year) and one.unit is None:
            return one.grade
    return None


def _own(edition: Edition, department: str, measure: Measure) -> list[Clock]:
    own = ledger(edition.catalogue, edition.day).by_department.get(department, ())
    return [clock for clock in own if clock.deadline in measure.deadlines]


def _due_in(several: Iterable[Clock], year: int) -> list[Clock]:
    """A clock counts in the year of its last day."""
    return [clock for clock in several if clock.due.due.year == year]


def sum_of(several: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """State key → how many in several of such counts together."""
    found: dict[str, int] = defaultdict(int)
    for counts in several:
        for key, count in counts.items():
            found[key] += count
    return dict(found)


def _results(catalogue: Catalogue, department: str, year: int) -> list[tuple[str, int, str]]:
    """The outcomes of a department in a year, by kind: title, how many, where just these are listed."""
    found = []
    for name, model in registers().items():
        if issubclass(model, Outcome):
            own = catalogue.by_department(model).get(department, ())
            count = sum(one.year == str(year) for one in own)
            if count:
                listed = model.register.listed
                where = addresses.register_of(name, department, str(year)) if listed else addresses.cases(department, str(year))  # fmt: skip
                found.append((model.register.title, count, where))
    return found
