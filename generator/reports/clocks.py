"""期限的清单：给人看的文字、给程序的 JSON、给议题的 Markdown。

Each takes the clocks to show, the day, and `address`, which gives the page of a clock's subject.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, State
from generator.reports.groups import grouped, standing

Address = Callable[[Clock], str]


def as_text(catalogue: Catalogue, clocks: Sequence[Clock], day: date, address: Address) -> str:
    """One line a clock, in groups, the late first; what is met is counted."""
    lines = [_summary(clocks, day)]
    for group in grouped(catalogue, clocks):
        if not group.waiting:
            continue
        counts = _counts(group.counts)
        lines.append(f"\n{group.department_name}｜{group.title}｜{counts}")
        for clock in group.waiting:
            lines.append(
                f"  {_last_day(clock)}  {standing(clock, day)}  {clock.subject}{_waived(clock)}"
            )
    return "\n".join(lines) + "\n"


def as_markdown(catalogue: Catalogue, clocks: Sequence[Clock], day: date, address: Address) -> str:
    """As for an issue: a table a group of what waits."""
    lines = [_summary(clocks, day)]
    for group in grouped(catalogue, clocks):
        if group.waiting:
            lines += [
                f"\n### {group.department_name}：{_cell(group.title)}",
                "",
                _counts(group.counts),
                "",
            ]
            lines += ["| 事项 | 起算 | 到期 | 状态 |", "|---|---|---|---|"]
            for clock in group.waiting:
                cells = (
                    clock.subject,
                    str(clock.started),
                    _last_day(clock),
                    standing(clock, day) + _waived(clock),
                )
                lines.append(f"| {' | '.join(map(_cell, cells))} |")
    return "\n".join(lines) + "\n"


def as_json(catalogue: Catalogue, clocks: Sequence[Clock], day: date, address: Address) -> str:
    """Every clock with its names; dates as YYYY-MM-DD, commit as its full id."""
    rows = [_row(clock, address(clock)) for clock in clocks]
    found = {"as_of": day.isoformat(), "clocks": rows}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _row(clock: Clock, address: str) -> dict[str, object]:
    return {
        "id": clock.id,
        "rule": clock.rule,
        "deadline": clock.deadline.id,
        "department": clock.department,
        "register": clock.register,
        "record": clock.record,
        "subject": clock.subject,
        "event": clock.event,
        "started": clock.started.isoformat(),
        "due": clock.due.due.isoformat(),
        "provisional": clock.due.provisional,
        "state": clock.state.value,
        "met_on": clock.met_on.isoformat() if clock.met_on else None,
        "commit": clock.commit.commit if clock.commit else None,
        "witnessed": clock.witnessed,
        "waiver": clock.waiver,
        "address": address,
    }


def _summary(clocks: Sequence[Clock], day: date) -> str:
    return f"按{day}计算，共{len(clocks)}项期限：{_counts(Counter(c.state for c in clocks)) or '没有'}。"


def _counts(counts: Mapping[State, int]) -> str:
    return "，".join(f"{s.label}{counts[s]}项" for s in State if counts.get(s))


def _last_day(clock: Clock) -> str:
    return f"{clock.due.due}{'（暂算）' if clock.due.provisional else ''}"


def _waived(clock: Clock) -> str:
    return f"（经批准暂缓：{clock.waiver}）" if clock.waiver else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
