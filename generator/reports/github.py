"""Annotations that a forge shows at the file and line of a pull request."""

from generator.findings import Severity
from generator.reports._words import corrected, field, summary, unchecked, unwitnessed
from generator.rules import Report

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMINDER: "notice"}


def render(report: Report) -> str:
    lines = [f"::warning title=git::{_data(words)}" for words in unwitnessed(report)]
    for finding in report.findings:
        place = finding.place
        where = field(finding)
        said = [finding.message, where, f"依据：{finding.source}", f"办法：{finding.advice}"]
        text = "\n".join([*said, *corrected(finding)])
        lines.append(
            f"::{LEVELS[finding.severity]} file={_property(place.shown)},line={place.line or 1},"
            f"title={_property(finding.code)}::{_data(text)}"
        )
    return "\n".join([*lines, *unchecked(report), summary(report)]) + "\n"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
