"""全部期限，按部门、职权、事件和暂缓分好：各页都要用，一次构建只分一次。"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks, excuses
from generator.models.waivers import Waiver
from generator.obligations import matter_titles
from generator.reports.groups import Group, grouped
from generator.site import addresses
from generator.site.board import KEYS, WaiverView
from generator.values import title_of
from generator.waiving import holds


@dataclass(frozen=True)
class Matter:
    """An event or an adjustment with a page of its own, and what the departments owe for it."""

    id: str
    title: str
    groups: tuple[Group, ...]

    @property
    def clocks(self) -> list[Clock]:
        return [clock for group in self.groups for clock in group.clocks]


@dataclass(frozen=True)
class Ledger:
    """What the pages of one build ask of the clocks. titles: of events and adjustments. matters: those that
    somebody must answer, the one with most to do first; by_law: of each law its own. unmet: by register and record
    what is still to be done about it, and not excused, the first to fall due first."""

    clocks: Sequence[Clock]
    groups: Sequence[Group]
    titles: Mapping[str, str]
    matters: Sequence[Matter]
    by_law: Mapping[str, Sequence[Matter]]
    by_department: Mapping[str, Sequence[Clock]]
    unmet: Mapping[tuple[str, str], Sequence[Clock]]
    by_power: Mapping[str, Sequence[Clock]]
    waivers: Sequence[WaiverView]


_known: WeakKeyDictionary[Catalogue, dict[date, Ledger]] = WeakKeyDictionary()


def ledger(catalogue: Catalogue, day: date) -> Ledger:
    """Of a catalogue on a day, made once."""
    days = _known.setdefault(catalogue, {})
    if day not in days:
        days[day] = _made(catalogue, day)
    return days[day]


def counted(several: Iterable[Clock]) -> dict[str, int]:
    """State key → how many, in the order of states, those without any left out."""
    counts = Counter(clock.state for clock in several)
    return {key: counts[state] for state, key in KEYS.items() if counts[state]}


def waived(several: Iterable[Clock]) -> int:
    """How many are late and excused: facts that stay late, and that nobody is reproached with."""
    return sum(clock.state is State.LATE and clock.waiver is not None for clock in several)


def _made(catalogue: Catalogue, day: date) -> Ledger:
    several = clocks(catalogue, day)
    titles = matter_titles(catalogue)
    groups = grouped(catalogue, several)
    by_department: dict[str, list[Clock]] = defaultdict(list)
    by_power: dict[str, list[Clock]] = defaultdict(list)
    unmet: dict[tuple[str, str], list[Clock]] = defaultdict(list)
    for clock in several:
        by_department[clock.department].append(clock)
        if not clock.state.is_met and clock.waiver is None:
            unmet[clock.register, clock.record].append(clock)
        if clock.register == "powers":
            by_power[clock.record.partition("/")[0]].append(clock)
    matters = _matters(groups)
    return Ledger(
        several, groups, titles, matters, _by_law(catalogue, matters), dict(by_department),
        {about: sorted(own, key=lambda c: c.due.due) for about, own in unmet.items()}, dict(by_power), _waivers(catalogue, by_department, titles, day),
    )  # fmt: skip


def _matters(groups: Iterable[Group]) -> list[Matter]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        if group.matter is not None:
            found.setdefault(group.matter, []).append(group)
    several = [Matter(name, own[0].title, tuple(own)) for name, own in found.items()]
    several.sort(key=lambda one: (-sum(len(g.waiting) for g in one.groups), one.id))
    return several


def _by_law(catalogue: Catalogue, matters: Iterable[Matter]) -> dict[str, list[Matter]]:
    """Of each law the events about it, and the one by which it was repealed."""
    found: dict[str, list[Matter]] = defaultdict(list)
    for one in matters:
        laws = {c.obligation.law for c in one.clocks if c.obligation and c.obligation.law}
        laws |= {
            law.id for law in catalogue.laws.values() if any(e.id == one.id for e in law.events)
        }
        for law in sorted(laws):
            found[law].append(one)
    return dict(found)


def _waivers(
    catalogue: Catalogue,
    by_department: Mapping[str, Sequence[Clock]],
    titles: Mapping[str, str],
    day: date,
) -> list[WaiverView]:
    """Every waiver, those in force first."""
    found = []
    for waiver in catalogue.waivers.values():
        own = by_department.get(waiver.department, ())
        about = [clock for clock in own if excuses(waiver, clock.id, clock.obligation)]
        found.append(_waiver_view(catalogue, waiver, about, titles, day))
    return sorted(
        found, key=lambda one: (not one.in_force, one.waiver.until or date.max, one.waiver.id)
    )


def _waiver_view(
    catalogue: Catalogue,
    waiver: Waiver,
    about: Sequence[Clock],
    titles: Mapping[str, str],
    day: date,
) -> WaiverView:
    matters = [clock.obligation.matter for clock in about if clock.obligation]
    department = catalogue.departments.get(waiver.department)
    address = addresses.clocks_of(waiver.department) if about else addresses.of(waiver)
    return WaiverView(
        waiver,
        titles.get(
            matters[0] if matters else waiver.event or "",
            about[0].deadline.name if about else title_of(catalogue, waiver),
        ),
        addresses.matter(matters[0]) if matters else address,
        addresses.of(waiver),
        department.short_name if department else waiver.department,
        sum(not clock.state.is_met for clock in about),
        holds(catalogue, waiver, day),
    )
