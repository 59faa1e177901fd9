"""For a terminal: the problem in the first line, the cure in the last."""

from collections import Counter

from generator.findings import Finding, Severity
from generator.reports._words import (
    corrected,
    field,
    summary,
    unchecked,
    unwitnessed,
    where,
    written,
)
from generator.rules import Report

SHOWN = 20
"""Reminders of one rule that are shown whole: of hundreds, nobody reads more, and an error would drown in them."""


def render(report: Report) -> str:
    told: Counter[str] = Counter()
    blocks = unwitnessed(report)
    for finding in report.findings:
        reminder = finding.severity is Severity.REMINDER
        told[finding.code] += reminder
        if not reminder or told[finding.code] <= SHOWN:
            blocks.append(block(finding))
    rest = [
        f"提醒[{code}] 还有{count - SHOWN}处没有列出，--format json 列出全部"
        for code, count in sorted(told.items())
        if count > SHOWN
    ]
    return "\n\n".join([*blocks, "\n".join([*rest, *unchecked(report), summary(report)])]) + "\n"


def block(finding: Finding) -> str:
    """One finding as style.md shows it."""
    place = finding.place
    lines = [
        f"{finding.severity.label}[{finding.code}] {finding.message}",
        f"  --> {where(place)}  {field(finding)}".rstrip(),
    ]
    shown = written(place)
    # A line that may hold a private number is not printed again: reports are published. So may the first of a file
    # that is no record; one that cannot be read says nothing.
    hidden = finding.code.startswith("PRV") or finding.code in ("STR001", "STR009")
    if shown and not hidden:
        lines.append(f"{place.line} | {shown}")
    lines += corrected(finding)
    lines += [f"相关  {where(other)}" for other in finding.see]
    lines += [f"依据  {finding.source}", f"办法  {finding.advice}"]
    return "\n".join(lines)
