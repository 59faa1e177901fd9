"""/version/: the site's own date, commit, day and versions, on this one page only."""

import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from generator import VERSION
from generator.site.page import Page
from generator.site.pages import Edition
from generator.sources.history import History

TOOLS = ("jinja2", "mkdocs", "pagefind-bin", "pydantic")


def version_page(edition: Edition, histories: Mapping[str, History]) -> Page:
    """What this build was made of: commits of the roots, the day, the counts of records, the tools."""
    catalogue = edition.catalogue
    return Page(
        address="/version/",
        template="pages/version.html",
        title="本站版本",
        description="本站按哪一天、哪次提交生成，用了什么程序。",
        trail=[("首页", "/")],
        context={
            "day": edition.day,
            "heads": [
                (Path(root).name, history.head, len(history.uncommitted))
                for root, history in histories.items()
            ],
            "version": VERSION,
            "python": ".".join(map(str, sys.version_info[:2])),
            "tools": [(name, version(name)) for name in TOOLS],
            "counts": [
                (model.register.title, len(catalogue.records.get(name, ())))
                for name, model in catalogue.registers.items()
            ],
            "unchecked": sum(
                one.count for several in edition.report.unchecked.values() for one in several
            ),
            "errors": len(edition.report.errors),
            "findings": len(edition.report.findings) - len(edition.report.errors),
        },
    )
