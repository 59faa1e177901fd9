"""时限看板：法律变了清单改了没有，其他期限守了没有；一个事件、一个部门、一种期限各一页，日历和订阅。"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, State
from generator.days import WEEKDAYS, corresponding
from generator.deadlines import DEADLINES, UPDATE, Deadline
from generator.models.adjustments import Adjustment
from generator.models.base import Record
from generator.models.departments import Department
from generator.models.laws import LawEvent
from generator.periods import Period
from generator.reports.calendar import as_calendar
from generator.reports.groups import Group, grouped
from generator.site import addresses
from generator.site.board import (
    KEYS,
    department_address,
    group_view,
    item_view,
    timeliness,
)
from generator.site.clock_links import of_group
from generator.site.feeds import as_atom, entries
from generator.site.ledger import Matter, counted, ledger, waived
from generator.site.order import by_pinyin
from generator.site.page import Page
from generator.site.pages import Edition

BIG = 10
"""From so many items on an event is drawn on the board itself, as long as some of them wait."""
DRAWN = 2
FOREMOST = 3
"""Changes that are named at the head of the board: those with most that is late."""
SHOWN = 200
"""Rows of a list at most; the rest is counted."""
MET = 30
"""Of what is met, which nobody must do any more."""
TRAIL = [("首页", "/"), ("时限", "/clocks/")]


Subject = Department | Matter


def pages(edition: Edition) -> Iterator[Page]:
    held = ledger(edition.catalogue, edition.day)
    yield _board(edition, held.groups)
    for deadline in DEADLINES.values():
        own = [clock for clock in held.clocks if clock.deadline is deadline]
        if own:
            yield _deadline(edition, deadline, own)
    yield from _files(edition, held.groups, None)


def subjects(edition: Edition) -> list[Subject]:
    return [
        *edition.catalogue.departments.values(),
        *ledger(edition.catalogue, edition.day).matters,
    ]


def pages_of(edition: Edition, subject: Subject) -> Iterator[Page]:
    if isinstance(subject, Matter):
        yield _matter(edition, subject)
        return
    own = ledger(edition.catalogue, edition.day).by_department.get(subject.id, ())
    groups = grouped(edition.catalogue, own)
    yield _department(edition, subject, groups)
    yield from _files(edition, groups, subject)


def _board(edition: Edition, groups: Sequence[Group]) -> Page:
    catalogue, day = edition.catalogue, edition.day
    held = ledger(catalogue, day)
    several, found, titles = held.clocks, held.matters, held.titles
    drawn = [
        one
        for one in found
        if len(one.clocks) >= BIG and any(group.waiting for group in one.groups)
    ][:DRAWN]
    apart = {one.id for one in drawn}
    matters = [(one, counted(one.clocks)) for one in found]
    rows = [group for group in groups if group.matter is not None and group.matter not in apart]
    views = {
        key: [group_view(_only(group, state), day) for group in rows if group.counts.get(state)]
        for state, key in KEYS.items()
    }
    return Page(
        address="/clocks/",
        template="pages/clocks.html",
        title="法律变了，清单改了没有？",
        description="依据公布之日起一个月内，部门应当逐项调整清单或者说明不用调整；其他法定期限守了没有，也在这里。",
        section="clocks",
        trail=TRAIL[:1],
        context={
            "counts": counted(several),
            "excused": waived(several),
            "total": len(several),
            "matters": matters,
            "foremost": sorted(matters, key=lambda one: -one[1].get("late", 0))[:FOREMOST],
            "drawn": [_drawing(edition, one) for one in drawn],
            "rows": views,
            "departments": _departments(catalogue, held.by_department),
            "kinds": _kinds(several),
            "others": [
                item_view(catalogue, clock, titles, day)
                for clock in several
                if clock.obligation is None and clock.state is State.LATE
            ][:SHOWN],
            "waivers": held.waivers,
            "timeliness": timeliness(
                catalogue, [c for c in several if c.deadline is UPDATE], day
            ),
            "since": catalogue.portal.witnessed_from if catalogue.portal else None,
            "adopted": catalogue.adopted,
            "day": day,
        },
        shows=_records(catalogue),
    )  # fmt: skip


def _only(group: Group, state: State) -> Group:
    """The part of a group that stands at a state."""
    own = tuple(clock for clock in group.clocks if clock.state is state)
    return Group(
        group.id, group.title, group.matter, group.deadline, group.department, group.department_name, own
    )  # fmt: skip


def _drawing(edition: Edition, one: Matter) -> dict[str, object]:
    """What board and event page show of an event: its days, and a row for each department."""
    catalogue, day = edition.catalogue, edition.day
    found = _source(catalogue, one.id)
    published = one.groups[0].started
    due = one.groups[0].clocks[0].due
    effective = found.effective if found is not None else None
    counts = counted(one.clocks)
    titles = ledger(catalogue, day).titles
    waiting = [clock for clock in one.clocks if not clock.state.is_met]
    return {
        "title": one.title,
        "address": addresses.matter(one.id),
        "published": published,
        "effective": effective,
        "due": due.due,
        "provisional": due.provisional,
        "why": _moved(published, due.due),
        "late_days": (day - due.due).days,
        "counts": counts,
        "total": len(one.clocks),
        "waiting": len(waiting),
        "rows": [group_view(group, day) for group in _largest_first(one.groups)],
        "items": [item_view(catalogue, clock, titles, day) for clock in waiting],
        "without_basis": sum(_without_basis(catalogue, clock, day) for clock in waiting),
    }


def _moved(published: date, due: date) -> str:
    """Why the last day is not the corresponding one: 4月12日是星期日，顺延."""
    assert isinstance(UPDATE.term, Period)
    last = corresponding(published, UPDATE.term)
    if last == due:
        return ""
    weekday = "是星期" + WEEKDAYS[last.weekday()] if last.weekday() > 4 else "放假"
    return f"{last.month}月{last.day}日{weekday}，顺延"


def _largest_first(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda one: (-len(one.clocks), one.id))


def _without_basis(catalogue: Catalogue, clock: Clock, day: date) -> bool:
    name, _, sub = clock.record.partition("/")
    power = catalogue.powers.get(name)
    return power is not None and not catalogue.bases_in_force(power, day, sub or None)


def _source(catalogue: Catalogue, event: str) -> LawEvent | Adjustment | None:
    for law in catalogue.laws.values():
        for one in law.events:
            if one.id == event:
                return one
    return catalogue.adjustments.get(event)


def _matter(edition: Edition, one: Matter) -> Page:
    catalogue, day = edition.catalogue, edition.day
    titles = ledger(catalogue, day).titles
    law = next((w for w in catalogue.laws.values() if any(e.id == one.id for e in w.events)), None)
    adjustment = catalogue.adjustments.get(one.id)
    answered = [clock for clock in one.clocks if clock.state.is_met]
    responses = {clock.met.response for clock in answered if clock.met}
    shows: list[Record] = [catalogue.responses[name] for name in sorted(filter(None, responses))]
    shows += [record for record in (law, adjustment) if record is not None]
    return Page(
        address=addresses.matter(one.id),
        template="pages/clocks_event.html",
        title=f"{one.title}：各部门答复了没有？",
        description=f"{one.title}以后，各部门应当调整的职权和它们的答复。",
        section="clocks",
        trail=TRAIL,
        context={
            "drawing": _drawing(edition, one),
            "law": law,
            "adjustment": adjustment,
            "event": one.id,
            "answered": [item_view(catalogue, clock, titles, day) for clock in answered],
            "waivers": [
                v for v in ledger(catalogue, day).waivers if v.address == addresses.matter(one.id)
            ],
            "day": day,
        },
        shows=shows,
        file=(law or adjustment).file if law or adjustment else None,  # type: ignore[union-attr]
    )


def _department(edition: Edition, department: Department, groups: Sequence[Group]) -> Page:
    catalogue, day = edition.catalogue, edition.day
    several = [clock for group in groups for clock in group.clocks]
    titles = ledger(catalogue, day).titles
    return Page(
        address=addresses.clocks_of(department.id),
        template="pages/clocks_department.html",
        title=f"{department.short_name}的时限",
        description=f"{department.name}要在什么时候以前做什么，做了没有。",
        section="clocks",
        trail=TRAIL,
        context={
            "department": department,
            "counts": counted(several),
            "total": len(several),
            "groups": [group_view(group, day) for group in groups],
            "lists": [
                (key, len(own), [item_view(catalogue, clock, titles, day) for clock in own[: MET if state.is_met else SHOWN]])
                for state, key in KEYS.items()
                if (own := _latest(several, state))
            ],
            "waivers": [v for v in ledger(catalogue, day).waivers if v.waiver.department == department.id],
            "timeliness": [
                (deadline.name, table.periods, table.total)
                for deadline in DEADLINES.values()
                if (table := timeliness(catalogue, (c for c in several if c.deadline is deadline), day))
            ],
            "day": day,
        },
        shows=[
            department,
            *catalogue.responses_by_department.get(department.id, []),
            *catalogue.waivers_by_department.get(department.id, []),
        ],
        source=department.name,
    )  # fmt: skip


def _latest(several: Iterable[Clock], state: State) -> list[Clock]:
    """What waits by when it is due; what is met with the latest first, obligations before the rest."""
    own = [clock for clock in several if clock.state is state]
    if state.is_met:
        own.sort(key=lambda c: (c.obligation is None, -(c.met_on or date.min).toordinal(), c.id))
    return own


def _deadline(edition: Edition, deadline: Deadline, own: Sequence[Clock]) -> Page:
    catalogue, day = edition.catalogue, edition.day
    titles = ledger(catalogue, day).titles
    waiting = [c for c in own if c.state in (State.LATE, State.DUE_SOON)]
    by_department: dict[str, list[Clock]] = {}
    for clock in own:
        by_department.setdefault(clock.department, []).append(clock)
    names = by_pinyin(catalogue.departments.values(), lambda one: one.name)
    order = [one.id for one in names] + sorted(set(by_department) - set(catalogue.departments))
    return Page(
        address=addresses.deadline(deadline.id),
        template="pages/clocks_deadline.html",
        title=deadline.name,
        description=f"{deadline.event}以后的期限，各部门守了没有。",
        section="clocks",
        trail=TRAIL,
        context={
            "deadline": deadline,
            "term": str(deadline.term) if deadline.term else deadline.set_by,
            "sources": [
                (s.clause, s.law, s.article, s.snippet) for s in deadline.sources
            ],
            "counts": counted(own),
            "total": len(own),
            "rows": [
                (_short_name(catalogue, name), department_address(name), counted(by_department[name]))
                for name in order
                if name in by_department
            ],
            "late": [
                item_view(catalogue, clock, titles, day)
                for clock in [c for c in waiting if c.state is State.LATE][:SHOWN]
            ],
            "soon": [
                item_view(catalogue, clock, titles, day)
                for clock in [c for c in waiting if c.state is State.DUE_SOON][:SHOWN]
            ],
            "timeliness": timeliness(catalogue, own, day),
            "day": day,
        },
        shows=_records(catalogue) if deadline is UPDATE else [],
    )  # fmt: skip


def _short_name(catalogue: Catalogue, department: str) -> str:
    record = catalogue.departments.get(department)
    portal = catalogue.portal
    return record.short_name if record else portal.legal_office.name if portal else department


def _files(edition: Edition, groups: Sequence[Group], own: Department | None) -> Iterator[Page]:
    """The calendar and the feed of a department, or of all."""
    portal = edition.catalogue.portal
    if portal is None:
        return
    name = own.id if own else "all"
    whose = own.name if own else portal.city.name
    page = addresses.clocks_of(own.id) if own else "/clocks/"
    pages_by_group = {group.id: of_group(group) for group in groups}
    calendar = as_calendar(
        edition.catalogue, groups, edition.day, f"{whose}执法期限", pages_by_group
    )
    yield _file(addresses.calendar(name), calendar)
    told = entries(groups, edition.day)
    yield _file(
        addresses.feed(name),
        as_atom(portal, f"{whose}：法律变了，清单改了没有", addresses.feed(name), page, told),
    )


def _file(address: str, text: str) -> Page:
    return Page(address, "pages/plain.txt", address, address, context={"text": text})


def _departments(
    catalogue: Catalogue, by_department: Mapping[str, Sequence[Clock]]
) -> list[tuple[str, str, int, dict[str, int]]]:
    """Name, address, how many and how they stand, of every department; who has most late comes first."""
    found = [
        (one.short_name, addresses.clocks_of(one.id), len(own), counted(own))
        for one in by_pinyin(catalogue.departments.values(), lambda one: one.name)
        if (own := by_department.get(one.id))
    ]
    return sorted(found, key=lambda one: -one[3].get("late", 0))


def _kinds(several: Sequence[Clock]) -> list[tuple[str, str, dict[str, int]]]:
    """Name, address and counts of every deadline that runs; of which most is late comes first."""
    found = [
        (one.name, addresses.deadline(one.id), counted(own))
        for one in DEADLINES.values()
        if (own := [clock for clock in several if clock.deadline is one])
    ]
    return sorted(found, key=lambda one: -one[2].get("late", 0))


def _records(catalogue: Catalogue) -> list[Record]:
    return [
        *catalogue.laws.values(),
        *catalogue.adjustments.values(),
        *catalogue.responses.values(),
        *catalogue.waivers.values(),
        *catalogue.powers.values(),
    ]
