"""A report in words: each module of this package that has render(report) is a format."""

from importlib import import_module

from generator.rules import Report

FORMATS = ("text", "github", "json", "markdown")


def render(form: str, report: Report) -> str:
    """The report in one of FORMATS, ending in a line feed."""
    words: str = import_module(f"{__name__}.{form}").render(report)
    return words
