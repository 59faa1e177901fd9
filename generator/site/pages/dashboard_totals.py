"""监督看板的合计：一年里各部门同一类事项，合计的数字点开看是哪些。"""

from collections.abc import Iterator

from generator.site import addresses
from generator.site.order import by_pinyin
from generator.site.page import Page
from generator.site.pages import Edition
from generator.site.pages.dashboard import Measure, measures, part_of, records_of, sum_of, years

Subject = tuple[int, Measure]


def pages(edition: Edition) -> Iterator[Page]:
    """None: each stands for a year and a measure."""
    return iter(())


def subjects(edition: Edition) -> list[Subject]:
    return [(year, measure) for year in years(edition) for measure in measures(edition)]


def pages_of(edition: Edition, subject: Subject) -> Iterator[Page]:
    """The departments' parts below each other, none where nothing fell due: the dashboard has no such column."""
    year, measure = subject
    catalogue = edition.catalogue
    several = by_pinyin(catalogue.departments.values(), lambda one: one.name)
    parts = [(one, part_of(edition, year, one.id, measure)) for one in several]
    found = [(department, part) for department, part in parts if part is not None]
    if not found:
        return
    yield Page(
        address=addresses.dashboard_total(year, measure.id),
        template="pages/dashboard_total.html",
        title=f"{year}年各部门的{measure.title}",
        description=f"各部门{year}年到期的{measure.title}，按部门列出。",
        trail=[
            ("首页", "/"),
            ("监督看板", addresses.dashboard()),
            (f"{year}年", addresses.dashboard(year)),
        ],
        context={
            "year": year,
            "parts": found,
            "total": sum(part.total for _, part in found),
            "counts": sum_of(part.counts for _, part in found),
            "day": edition.day,
        },
        shows=[record for one, _ in found for record in records_of(edition, one)],
    )
