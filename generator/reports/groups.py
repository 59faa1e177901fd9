"""期限归成组：一个部门为一件事要做的，放在一起说。

What a department owes for one event (of a repeal: for the law that took over) is one group, however many
items; of the other deadlines each department has one group. Command, calendars, feeds and board show these.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import LEGAL_OFFICE, Clock, State
from generator.days import Due
from generator.deadlines import Deadline
from generator.obligations import matter_titles


@dataclass(frozen=True)
class Group:
    """Clocks of one department and one matter: an event, or a deadline that runs of itself (matter is None).

    id: permanent. title: what happened, or what must be done. clocks: the late first.
    """

    id: str
    title: str
    matter: str | None
    deadline: Deadline
    department: str
    department_name: str
    clocks: tuple[Clock, ...]

    @property
    def counts(self) -> Mapping[State, int]:
        return Counter(clock.state for clock in self.clocks)

    @property
    def waiting(self) -> tuple[Clock, ...]:
        """Those not met yet."""
        return tuple(clock for clock in self.clocks if not clock.state.is_met)

    @property
    def state(self) -> State:
        """That of its worst clock."""
        return min((clock.state for clock in self.clocks), key=list(State).index)

    @property
    def started(self) -> date:
        return min(clock.started for clock in self.waiting or self.clocks)

    @property
    def due(self) -> Due:
        """Of those that wait the earliest."""
        return min((clock.due for clock in self.waiting or self.clocks), key=lambda due: due.due)

    @property
    def waived(self) -> int:
        return sum(clock.waiver is not None for clock in self.waiting)


def grouped(catalogue: Catalogue, several: Iterable[Clock]) -> list[Group]:
    """Groups in order of their worst clock, then of the day on which they are due."""
    titles = matter_titles(catalogue)
    found: dict[tuple[str, str], list[Clock]] = {}
    for clock in several:
        matter = clock.obligation.matter if clock.obligation else clock.deadline.id
        found.setdefault((matter, clock.department), []).append(clock)
    groups = []
    for (matter, department), clocks in found.items():
        clocks.sort(key=lambda one: (list(State).index(one.state), one.due.due, one.id))
        deadline = clocks[0].deadline
        event = matter if clocks[0].obligation else None
        title = titles.get(matter, matter) if event else deadline.name
        identity = (
            f"{deadline.id}/{matter}/{department}" if event else f"{deadline.id}/{department}"
        )
        name = department_name(catalogue, department)
        groups.append(Group(identity, title, event, deadline, department, name, tuple(clocks)))
    order = list(State)
    groups.sort(key=lambda one: (order.index(one.state), one.due.due, one.id))
    return groups


def department_name(catalogue: Catalogue, department: str) -> str:
    """The short name of who must act; the legal office stands in for nobody."""
    record = catalogue.departments.get(department)
    if record is not None:
        return record.short_name
    portal = catalogue.portal
    return portal.legal_office.name if department == LEGAL_OFFICE and portal else department


def standing(clock: Clock, day: date) -> str:
    """逾期224天, 还有7天, 按期完成: where a clock stands, in a word."""
    if clock.state is State.LATE:
        return f"逾期{-clock.days_left(day)}天"
    if clock.state.is_met:
        return clock.state.label
    left = clock.days_left(day)
    return f"还有{left}天" if left else "今天到期"
