"""方案 2.4.2 案卷评查：每年一次。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.deadlines import FILE_REVIEW
from generator.models.file_reviews import FileReview
from generator.running._years import yearly


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The yearly review of every department."""
    yield from yearly(catalogue, day, FILE_REVIEW, FileReview, lambda one: one.held_on)
