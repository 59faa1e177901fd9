"""For a job's summary or a comment: a table by file."""

from generator.reports._words import cell, corrected, field, summary, unchecked, unwitnessed, where
from generator.rules import Report


def render(report: Report) -> str:
    lines = [*unwitnessed(report), summary(report), ""]
    if report.findings:
        lines += ["| 程度 | 规则 | 位置 | 字段 | 问题 | 办法 |", "|---|---|---|---|---|---|"]
    for f in report.findings:
        cells = (
            f.severity.label,
            f.code,
            where(f.place),
            field(f),
            f.message,
            "".join([f.advice, *corrected(f)]),
        )
        lines.append("| " + " | ".join(cell(words) for words in cells) + " |")
    return "\n".join([*lines, *(f"- {words}" for words in unchecked(report))]) + "\n"
