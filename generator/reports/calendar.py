"""期限作为日历（iCalendar，RFC 5545）：订阅以后，快到期的事出现在自己的日历里。

What is owed for one event is one entry on the day when it is due, and so is every other clock; what is met has none any more. An entry keeps its
UID for ever. Its SEQUENCE grows whenever its day may have changed: nothing is kept between two runs, so it
is counted from what git saw of the record that starts the clock and of the holiday notices.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from generator.catalogue import Catalogue
from generator.models.calendar import HolidayCalendar
from generator.reports.groups import Group, standing

ALARMS = (("-P6DT15H", "还有7天"), ("-PT15H", "明天到期"))
"""Nine in the morning, a week before and the day before; the day itself begins at midnight."""
FOLD = 75
"""Octets of a line at most (RFC 5545, 3.1)."""
NAMED = 20
"""Items named one by one in an entry; more would hide the answer."""


def as_calendar(
    catalogue: Catalogue, groups: Iterable[Group], day: date, title: str, address: Mapping[str, str]
) -> str:
    """A calendar of what waits. address: the page of each group by its id, from the site's root."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mingze//clocks//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    base = (catalogue.portal.base_url if catalogue.portal else None) or ""
    for group in groups:
        for entry in _entries(group):
            lines += _event(catalogue, entry, day, base, address.get(group.id, "/clocks/"))
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _entries(group: Group) -> Iterator[Group]:
    """What is due on one day: all of a matter; of deadlines that run of themselves each clock."""
    if group.matter is not None:
        if group.waiting:
            yield group
        return
    for clock in group.waiting:
        title = f"{group.title}：{clock.subject}"
        yield replace(group, id=clock.id, title=title, clocks=(clock,))


def _event(catalogue: Catalogue, group: Group, day: date, base: str, address: str) -> Iterator[str]:
    due = group.due
    host = urlsplit(base).hostname or "mingze.invalid"
    yield "BEGIN:VEVENT"
    yield f"UID:{group.id}@{host}"
    # The moment of a run would make a new file every day; what the entry says dates from its start.
    yield f"DTSTAMP:{group.started:%Y%m%d}T000000Z"
    yield f"SEQUENCE:{sequence(catalogue, group)}"
    yield f"DTSTART;VALUE=DATE:{due.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(_summary(group))}"
    yield f"DESCRIPTION:{_escaped(_description(group, day))}"
    if base:
        yield f"URL:{base}{address[1:]}"
    yield f"CATEGORIES:{_escaped(group.deadline.name)}"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'TENTATIVE' if due.provisional else 'CONFIRMED'}"
    if due.due >= day:
        for trigger, words in ALARMS:
            yield "BEGIN:VALARM"
            yield "ACTION:DISPLAY"
            yield f"TRIGGER:{trigger}"
            yield f"DESCRIPTION:{_escaped(f'{words}：{_summary(group)}')}"
            yield "END:VALARM"
    yield "END:VEVENT"


def sequence(catalogue: Catalogue, group: Group) -> int:
    """How often the day of an entry may have changed. It never goes back.

    Counted are the changes of the day on which the clock starts, those of the holiday notices in
    calendar.yaml, and one for a day that is provisional no more.
    """
    changes = 0 if group.due.provisional else 1
    if catalogue.witness is not None:
        # A law's event holds its day in its id, and so do a decision and an inspection: another day is
        # another entry. Only an adjustment can be corrected.
        adjustment = catalogue.adjustments.get(group.matter or "")
        if adjustment is not None:
            seen = catalogue.witness.seen(adjustment)
            days = [str(one.data.get("published")) for one in seen if one.data]
            changes += sum(one != other for one, other in pairwise(days))
        for record in catalogue.all(HolidayCalendar):
            changes += len(catalogue.witness.seen(record))
    return changes


def _summary(group: Group) -> str:
    waiting, total = len(group.waiting), len(group.clocks)
    if group.matter:
        return f"{group.department_name}：答复{group.title}（{total}项，还差{waiting}项）"
    return f"{group.department_name}：{group.title}"


def _description(group: Group, day: date) -> str:
    lines = [f"{clock.subject}（{standing(clock, day)}）" for clock in group.waiting[:NAMED]]
    if len(group.waiting) > NAMED:
        lines.append(f"还有{len(group.waiting) - NAMED}项，见网页。")
    return "\n".join([*lines, "", *group.due.steps])


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> Sequence[str]:
    """A line in parts of 75 octets at most, each but the first after a blank; no character is torn."""
    parts, room = [""], FOLD
    for character in line:
        size = len(character.encode())
        if size > room:
            parts.append(" ")
            room = FOLD - 1
        parts[-1] += character
        room -= size
    return parts
