"""看板上的行：一组期限、一项期限、及时率，备好给模板用。"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.catalogue import Catalogue
from generator.clocks import LEGAL_OFFICE, Clock, State, gone_of
from generator.models.parts import Basis
from generator.models.responses import AnswerResult
from generator.models.waivers import Waiver
from generator.reports.groups import Group, department_name, standing
from generator.site import addresses
from generator.site.clock_links import of_clock, of_group
from generator.witness import Change

KEYS = {
    State.LATE: "late",
    State.DUE_SOON: "due",
    State.OPEN: "open",
    State.MET_LATE: "met_late",
    State.MET: "met",
}
"""State → key of the components `state` and `marks`."""


@dataclass(frozen=True)
class GroupView:
    """A group on the board. counts: state key → how many. words: where the worst stands."""

    title: str
    address: str
    department: str
    department_address: str
    counts: dict[str, int]
    total: int
    waiting: int
    waived: int
    started: date
    due: date
    provisional: bool
    key: str
    words: str
    kind: str


@dataclass(frozen=True)
class ItemView:
    """One clock in a list. left: what was taken off the list, where the item is in it no more. cited, now: (law, citation in words, address): what its basis was when the event came, and
    what it rests on in the new text; result, reason: of the answer."""

    subject: str
    address: str
    department: str
    department_address: str
    about: str
    about_address: str
    cause: str
    cited: list[Any]
    now: list[Any]
    started: date
    due: date
    provisional: bool
    key: str
    words: str
    met_on: date | None
    commit: Change | None
    result: str
    reason: str
    waiver: str | None
    left: str


@dataclass(frozen=True)
class WaiverView:
    """A waiver on the board. address: where what it excuses stands; href: its own page. waiting: how many clocks it
    excuses on the day; in_force on the day."""

    waiver: Waiver
    title: str
    address: str
    href: str
    department: str
    waiting: int
    in_force: bool


def group_view(group: Group, day: date) -> GroupView:
    counts = {KEYS[state]: group.counts[state] for state in State if group.counts.get(state)}
    worst = min(group.clocks, key=lambda one: (list(State).index(one.state), one.due.due))
    return GroupView(
        group.title,
        of_group(group),
        group.department_name,
        department_address(group.department),
        counts,
        len(group.clocks),
        len(group.waiting),
        group.waived,
        group.started,
        group.due.due,
        group.due.provisional,
        KEYS[group.state],
        standing(worst, day),
        group.deadline.name,
    )


def item_view(catalogue: Catalogue, clock: Clock, titles: Mapping[str, str], day: date) -> ItemView:
    """titles: `matter_titles`, asked once for all."""
    one = clock.obligation
    about = titles.get(one.matter, "") if one else clock.deadline.name
    answer = clock.met.answer if clock.met else None
    cited, now = _bases(catalogue, clock) if one and one.item else ([], [])
    return ItemView(
        clock.subject,
        of_clock(catalogue, clock),
        department_name(catalogue, clock.department),
        department_address(clock.department),
        about,
        addresses.matter(one.matter) if one else addresses.deadline(clock.deadline.id),
        one.cause.label if one else "",
        cited,
        now,
        clock.started,
        clock.due.due,
        clock.due.provisional,
        KEYS[clock.state],
        standing(clock, day),
        clock.met_on,
        clock.commit,
        answer.result.label if answer else "",
        (answer.reason or "") if answer and answer.result is AnswerResult.NO_CHANGE else "",
        clock.waiver,
        gone_of(catalogue, one) if one is not None and one.left else "",
    )


def department_address(department: str) -> str:
    return "/clocks/" if department == LEGAL_OFFICE else addresses.clocks_of(department)


Cited = tuple[str, Basis, str]


def _bases(catalogue: Catalogue, clock: Clock) -> tuple[list[Cited], list[Cited]]:
    """What the item cited when the event was published, and what it cites of the text that follows."""
    one = clock.obligation
    assert one is not None
    power = catalogue.powers.get(one.item.partition("/")[0])
    if power is None:
        return [], []
    taker = next(
        (law.id for law in catalogue.laws.values() if any(e.id == one.matter for e in law.events)),
        one.law,
    )
    before: list[Cited] = []
    after: list[Cited] = []
    for basis in catalogue.bases_of(power, one.item.partition("/")[2] or None):
        law = catalogue.laws.get(basis.law)
        if law is None:
            continue
        cited = (law.short_title, basis, addresses.of(law))
        new = basis.law == taker and basis.version == one.published
        if new:
            after.append(cited)
        elif basis.law == one.law and basis.article in one.articles:
            before.append(cited)
    return before, after


@dataclass(frozen=True)
class Timeliness:
    """How many of what fell due in each half year was done in time. rows: label, address, (in time, all) by period."""

    periods: list[str]
    rows: list[tuple[str, str, list[tuple[int, int]]]]
    total: list[tuple[int, int]]


PERIODS = 6


def timeliness(catalogue: Catalogue, several: Iterable[Clock], day: date) -> Timeliness | None:
    """By department, over the last half years; None where nothing has fallen due. The template states the method."""
    fallen = [clock for clock in several if clock.due.due < day or clock.met is not None]
    halves = sorted({_half(clock.due.due) for clock in fallen})[-PERIODS:]
    if not halves:
        return None
    rows = []
    departments = sorted({clock.department for clock in fallen})
    for department in departments:
        own = [clock for clock in fallen if clock.department == department]
        cells = [_share(own, half) for half in halves]
        name = department_name(catalogue, department)
        rows.append((name, department_address(department), cells))
    total = [_share(fallen, half) for half in halves]
    return Timeliness([_label(half, day) for half in halves], rows, total)


Half = tuple[int, int]


def _half(day: date) -> Half:
    return day.year, 1 if day.month <= 6 else 2


def _share(several: Sequence[Clock], half: Half) -> tuple[int, int]:
    due = [clock for clock in several if _half(clock.due.due) == half]
    return sum(clock.state is State.MET for clock in due), len(due)


def _label(half: Half, day: date) -> str:
    words = f"{half[0]}年{'上' if half[1] == 1 else '下'}半年"
    return f"{words}（至{day.month}月{day.day}日）" if half == _half(day) else words
