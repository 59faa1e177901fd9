"""For a job's summary or a comment: a table by file."""

from generator.reports._words import field, summary, unchecked, where
from generator.rules import Report


def render(report: Report) -> str:
    lines = [summary(report), ""]
    if report.findings:
        lines += ["| 程度 | 规则 | 位置 | 字段 | 问题 | 办法 |", "|---|---|---|---|---|---|"]
    for f in report.findings:
        cells = (f.severity.label, f.code, where(f.place), field(f), f.message, f.advice)
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    return "\n".join([*lines, *(f"- {words}" for words in unchecked(report))]) + "\n"


def _cell(words: str) -> str:
    # What a stranger typed must not become markup in the comment.
    for sign in "\\`*_[]<>|#@":
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", " ")
