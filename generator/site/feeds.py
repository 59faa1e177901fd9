"""Atom（RFC 4287）：有了新的要答复的事、谁逾期了、谁答复了，订阅以后都看得到。

Made from the records alone: an entry's id and time are those of what happened, so that an unchanged
history gives the same feed, byte for byte.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from generator.clocks import Clock, State
from generator.models.portal import Portal
from generator.reports.groups import Group
from generator.site.clock_links import of_group

LATEST = 60
"""Entries of a feed at most, the newest first."""
NAMED = 10
"""Things that an entry names."""


@dataclass(frozen=True)
class Entry:
    """Something that happened on a day. key: permanent, with the day."""

    key: str
    on: date
    title: str
    text: str
    address: str


def entries(groups: Iterable[Group], day: date) -> list[Entry]:
    """What happened up to a day, newest first."""
    found = [entry for group in groups for entry in _of(group, day) if entry.on <= day]
    found.sort(key=lambda one: (one.on, one.key), reverse=True)
    return found[:LATEST]


def _of(group: Group, day: date) -> Iterator[Entry]:
    address = of_group(group)
    who = group.department_name
    if group.matter is not None:
        due = group.due.due
        yield Entry(
            f"{group.id}/opened",
            group.started,
            f"{who}：{group.title}，{len(group.clocks)}项要答复",
            f"应当在{due}以前逐项答复：已经调整，或者不用调整的理由。",
            address,
        )
    by_day: dict[tuple[date, bool], list[Clock]] = {}
    for clock in group.clocks:
        if clock.state is State.LATE:
            key = (clock.due.due + timedelta(days=1), False)
        elif clock.met is not None and group.matter is not None:
            key = (clock.met.on, True)
        else:
            continue
        by_day.setdefault(key, []).append(clock)
    for (on, met), several in by_day.items():
        late = sum(clock.state is State.MET_LATE for clock in several)
        words = (
            f"答复了{len(several)}项" + (f"，其中{late}项逾期完成" if late else "")
            if met
            else f"{len(several)}项逾期"
        )
        what = "met" if met else "late"
        yield Entry(
            f"{group.id}/{what}/{on}",
            on,
            f"{who}：{group.title}，{words}",
            _told(group, several),
            address,
        )


def _told(group: Group, several: Sequence[Clock]) -> str:
    """Which things they are about, and the commits that witness them."""
    names = "、".join(clock.subject for clock in several[:NAMED])
    more = f"等{len(several)}项" if len(several) > NAMED else ""
    commits = dict.fromkeys(clock.commit.commit[:7] for clock in several if clock.commit)
    seen = f"（git 见证 {'、'.join(commits)}）" if commits else ""
    return f"{group.deadline.name}：{names}{more}{seen}"


def as_atom(portal: Portal, title: str, own: str, page: str, several: list[Entry]) -> str:
    """A feed. own, page: its address and that of the page beside it, from the site's root."""
    base = portal.base_url or "/"
    host = urlsplit(base).hostname or "mingze.invalid"
    newest = max((one.on for one in several), default=date(2000, 1, 1))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">',
        f"<id>tag:{host},2000:{escape(own)}</id>",
        f"<title>{escape(title)}</title>",
        f"<updated>{_time(newest)}</updated>",
        f"<author><name>{escape(portal.publisher.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(base + own[1:])}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(base + page[1:])}/>',
    ]
    for one in several:
        lines += [
            "<entry>",
            f"<id>tag:{host},2000:{escape(one.key)}</id>",
            f"<title>{escape(one.title)}</title>",
            f"<updated>{_time(one.on)}</updated>",
            f"<link href={quoteattr(base + one.address[1:])}/>",
            f"<summary>{escape(one.text)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _time(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"
