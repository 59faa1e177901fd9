"""方案 2.2.3 年度执法数据：次年1月31日以前公布。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.deadlines import YEARLY_FIGURES
from generator.models.annual_reports import AnnualReport
from generator.running._years import yearly


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """Every department's figures of every year that is over."""
    yield from yearly(
        catalogue, day, YEARLY_FIGURES, AnnualReport, lambda one: one.published_on, after=True
    )
