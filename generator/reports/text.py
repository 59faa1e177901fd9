"""For a terminal: the problem in the first line, the cure in the last."""

from generator.findings import Finding
from generator.reports._words import field, source_line, summary, unchecked, where
from generator.rules import Report


def render(report: Report) -> str:
    blocks = [block(finding) for finding in report.findings]
    return "\n\n".join([*blocks, "\n".join([*unchecked(report), summary(report)])]) + "\n"


def block(finding: Finding) -> str:
    """One finding as style.md shows it."""
    place = finding.place
    lines = [
        f"{finding.severity.label}[{finding.code}] {finding.message}",
        f"  --> {where(place)}  {field(finding)}".rstrip(),
    ]
    written = source_line(place)
    # A line that may hold a private number is not printed again: reports are published.
    if written and not finding.code.startswith("PRV"):
        lines.append(f"{place.line} | {written}")
    lines += [f"相关  {where(other)}" for other in finding.see]
    lines += [f"依据  {finding.source}", f"办法  {finding.advice}"]
    return "\n".join(lines)
