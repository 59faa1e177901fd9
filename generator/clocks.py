"""Every deadline that runs: since when, until when, met or not, and who witnesses it.

`clocks` gives them all for a day: a function of the catalogue and the day, kept for those who ask again
(rules, board, calendars). Obligations are met by responses; the other families stand in generator/running/.
What git can see counts from the day that the portal says; what happened before counts as declared.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from generator.catalogue import Catalogue
from generator.days import Due
from generator.deadlines import (
    UPDATE,
    Deadline,
)
from generator.departures import departures
from generator.holidays import calendar_of
from generator.item_changes import adjusted
from generator.models.base import Choice, Record
from generator.models.responses import Answer, Response
from generator.models.waivers import Waiver
from generator.numerals import article_label
from generator.obligations import LEGAL_OFFICE, Obligation, obligations
from generator.periods import FixedDay, Period, Term, Unit
from generator.waiving import holds
from generator.witness import Change, Witness

SOON = {Unit.YEARS: 30, Unit.MONTHS: 14}
"""How many days before it is due a deadline counts as due soon, by what it is counted in."""
SOON_ELSE = 2


class State(Choice):
    """Where a clock stands. LATE and MET_LATE are facts that no waiver changes: it stands beside them."""

    LATE = "late", "已逾期"
    DUE_SOON = "due_soon", "即将到期"
    OPEN = "open", "未到期"
    MET_LATE = "met_late", "逾期完成"
    MET = "met", "按期完成"

    @property
    def is_met(self) -> bool:
        return self in (State.MET, State.MET_LATE)


@dataclass(frozen=True, slots=True)
class Met:
    """When and how a clock was met. change: the commit that showed it; witnessed: whether git says so, else
    only the record does (申报，未经见证). response, answer: what met an obligation."""

    on: date
    change: Change | None = None
    response: str | None = None
    answer: Answer | None = None

    @property
    def witnessed(self) -> bool:
        return self.change is not None


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of one department about one thing.

    id: permanent. rule: the code that reports on it when it is late or soon. register, record: what it is about;
    of a sub-item the reference `power/sub`. subject: its name in Chinese. event: of a law, or an adjustment, or
    None. started: the day that is not counted. waiver: the one that excuses it on the day, or did when it was met.
    """

    id: str
    deadline: Deadline
    rule: str
    department: str
    register: str
    record: str
    subject: str
    started: date
    due: Due
    state: State
    met: Met | None = None
    event: str | None = None
    obligation: Obligation | None = None
    waiver: str | None = None

    @property
    def met_on(self) -> date | None:
        return self.met.on if self.met else None

    @property
    def commit(self) -> Change | None:
        return self.met.change if self.met else None

    @property
    def witnessed(self) -> bool:
        return self.met is not None and self.met.witnessed

    def days_left(self, day: date) -> int:
        """Days until it is due; less than nothing where it is late."""
        return (self.due.due - day).days


_known: WeakKeyDictionary[Catalogue, dict[date, list[Clock]]] = WeakKeyDictionary()


def clocks(catalogue: Catalogue, day: date) -> list[Clock]:
    """All clocks that have begun by a day: the late first, then by when they are due.

    catalogue.witness: set before the first call, or never.
    """
    days = _known.setdefault(catalogue, {})
    if day not in days:
        found = list(_updates(catalogue, day))
        for family in _families():
            found += family(catalogue, day)
        order = list(State)
        found.sort(key=lambda one: (order.index(one.state), one.due.due, one.id))
        days[day] = found
    return days[day]


@cache
def _families() -> list[Callable[[Catalogue, date], Iterable[Clock]]]:
    """`running` of every module of generator/running/: the package is walked."""
    import generator.running as package

    names = sorted(info.name for info in iter_modules(package.__path__))
    return [import_module(f"{package.__name__}.{name}").running for name in names if name[0] != "_"]


def running(
    catalogue: Catalogue,
    day: date,
    deadline: Deadline,
    record: Record,
    subject: str,
    started: date | None,
    met_on: date | None = None,
    *,
    change: Change | None = None,
    rule: str = "",
    name: str = "",
    department: str = "",
    term: Term | None = None,
) -> Iterator[Clock]:
    """The clock of a deadline about a record, none where it has not begun by the day.

    started: the day of the event, which is not counted. met_on: the record's own date of what meets it; one after
    the day counts as not yet. change: the commit that witnesses it. rule: the code that reports on it, the deadline's
    first unless given. name: tells clocks of one record apart, its key unless given. department: unless the record
    says whose it is. term: what a record sets.
    """
    if started is None or started > day:
        return
    lasting = term or deadline.term
    met = Met(met_on, change) if met_on is not None and met_on <= day else None
    due = deadline.due(started, calendar_of(catalogue), term)
    identity = f"{deadline.id}/{name or record.key}"
    whose = department or str(getattr(record, "department", LEGAL_OFFICE))
    state = state_of(due.due, met.on if met else None, day, soon(lasting))
    waiver = _waiver(catalogue, whose, identity, None, met.on if met else day)
    yield Clock(
        identity, deadline, rule or deadline.rules[0], whose, record.register.name, record.key, subject,
        started, due, state, met, waiver=waiver,
    )  # fmt: skip


def soon(term: Term | None) -> int:
    """How many days before its end a deadline is due soon."""
    if isinstance(term, FixedDay):  # what comes once a year takes as long to prepare
        return SOON[Unit.YEARS]
    return SOON.get(term.unit, SOON_ELSE) if isinstance(term, Period) else SOON_ELSE


def state_of(due: date, met_on: date | None, day: date, within: int) -> State:
    """Where a clock stands on a day; what is met counts by the day on which it was."""
    if met_on is not None:
        return State.MET if met_on <= due else State.MET_LATE
    if due < day:
        return State.LATE
    return State.DUE_SOON if (due - day).days <= within else State.OPEN


def excuses(waiver: Waiver, clock_id: str, obligation: Obligation | None) -> bool:
    """Whether a waiver is about a clock, whatever the day."""
    if clock_id in waiver.clocks:
        return True
    if obligation is None or waiver.event is None or waiver.department != obligation.department:
        return False
    about = waiver.event in (obligation.event, *obligation.also)
    return about and (not waiver.items or obligation.item in waiver.items)


def subject_of(catalogue: Catalogue, item: str) -> str:
    """The name of a power, with its sub-item's; of one that was taken off the list its last, unless it was
    withdrawn. The reference itself where there is none."""
    name, _, sub_id = item.partition("/")
    power = catalogue.powers.get(name)
    if power is None:
        left = departures(catalogue).powers.get(name)
        if left is None or ("powers", name) in catalogue.withdrawn:
            return item
        power = left[0]
    sub = next((one for one in power.sub_items if one.id == sub_id), None)
    sub = sub or departures(catalogue).sub_items.get(item)
    return f"{power.name}（{sub.name}）" if sub else power.name


def gone_of(catalogue: Catalogue, one: Obligation) -> str:
    """Of an obligation whose item is in the list no more: what was taken off."""
    return f"{'子项' if one.item.partition('/')[0] in catalogue.powers else '职权'}已删除"


def _updates(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    calendar = calendar_of(catalogue)
    answers = _Answers(catalogue, day)
    for one in obligations(catalogue):
        if one.published > day:
            continue
        due = UPDATE.due(one.published, calendar)
        met = answers.met(one, due.due)
        state = state_of(due.due, met.on if met else None, day, soon(UPDATE.term))
        identity = f"{UPDATE.id}/{one.id}"
        waiver = _waiver(catalogue, one.department, identity, one, met.on if met else day)
        register, record, subject = _about(catalogue, one)
        yield Clock(
            identity, UPDATE, _rule_of(state), one.department, register, record, subject,
            one.published, due, state, met, one.event, one, waiver,
        )  # fmt: skip


def _rule_of(state: State) -> str:
    return {State.MET_LATE: "UPD003", State.DUE_SOON: "UPD002"}.get(state, "UPD001")


def _about(catalogue: Catalogue, one: Obligation) -> tuple[str, str, str]:
    """Register, record and name of what must be answered for."""
    if one.item:
        gone = f"（{gone_of(catalogue, one)}）" if one.left else ""
        return "powers", one.item, subject_of(catalogue, one.item) + gone
    if one.confers is not None and one.law:
        law, article = catalogue.laws[one.law], one.articles[0]
        subject = f"《{law.short_title}》{article_label(article)}赋予的{one.confers.label}"
        return "articles", f"{one.law}/{one.published}/{article}", subject
    name = catalogue.name_of("departments", one.department)
    return "departments", one.department, f"{name}的权责清单"


class _Answers:
    """Since when each response says what it says."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        self.catalogue = catalogue
        self.day = day
        self.witness: Witness | None = catalogue.witness
        self._versions: dict[str, list[tuple[Change, Response]]] = {}

    def met(self, obligation: Obligation, due: date) -> Met | None:
        """The earliest that any response of the department answered it, and the item was as it says."""
        found = []
        for response in self.catalogue.responses_by_department.get(obligation.department, []):
            answer = obligation.answer(response)
            if answer is not None:
                shown = adjusted(self.catalogue, obligation, answer)
                if shown.refuted:
                    continue  # what it says was done is not: UPD006 says so
                change = self._first(obligation, response)
                declared = response.declared_on
                if change and shown.change and shown.change.date > change.date:
                    change = shown.change
                when = moment(self.witness, change, declared, due, self.day)
                if when is not None:
                    found.append(Met(when[0], when[1], response.id, answer))
        return min(found, key=lambda one: (one.on, one.response or ""), default=None)

    def _first(self, obligation: Obligation, response: Response) -> Change | None:
        """The commit since which the main line has the answer."""
        for change, version in self._seen(response):
            if obligation.answer(version):
                return change
        return None

    def _seen(self, response: Response) -> Sequence[tuple[Change, Response]]:
        if response.id not in self._versions:
            found = []
            for seen in self.witness.seen(response) if self.witness else ():
                try:
                    values = {**(seen.data or {}), "department": response.department}
                    found.append((seen.change, Response.model_validate(values)))
                except ValidationError:
                    continue  # gone, or not readable then: it answered nothing
            self._versions[response.id] = found
        return self._versions[response.id]


def moment(
    witness: Witness | None, change: Change | None, declared: date | None, due: date, day: date
) -> tuple[date, Change | None] | None:
    """When something was done, and the commit that witnesses it; None: not yet, or nobody knows.

    Where nobody asks git, the declared date counts. Where git is the witness, a declared date counts only for
    what was due, and says that it was done, before git began to count; and what is not committed yet was done
    today at the earliest.
    """
    if declared is not None and declared > day:
        declared = None
    if witness is None:
        return (declared, None) if declared else None
    if declared and witness.is_declared(due) and witness.is_declared(declared):
        return declared, None
    if change is None:
        return (day, None) if declared else None
    if witness.is_declared(change.date):
        return (declared or change.date.date(), None)
    return change.date.date(), change


def _waiver(
    catalogue: Catalogue, department: str, clock: str, obligation: Obligation | None, on: date
) -> str | None:
    for waiver in catalogue.waivers_by_department.get(department, []):
        if excuses(waiver, clock, obligation) and holds(catalogue, waiver, on):
            return waiver.id
    return None


__all__ = [
    "LEGAL_OFFICE", "Clock", "Met", "State", "clocks", "excuses", "running", "soon", "state_of",
    "subject_of",
]  # fmt: skip
