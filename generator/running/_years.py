"""What is owed for every department once a year, from the year in which the plan was adopted."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from generator.catalogue import Catalogue
from generator.clocks import Clock, running
from generator.deadlines import Deadline
from generator.models.base import Record
from generator.sources.places import LISTS

R = TypeVar("R", bound=Record)


def yearly(
    catalogue: Catalogue,
    day: date,
    deadline: Deadline,
    model: type[R],
    met_on: Callable[[R], date | None],
    *,
    counted: Callable[[R], bool] = lambda one: True,
    after: bool = False,
    owed_by: str = "",
) -> Iterator[Clock]:
    """The clock of each department and year: about the year's record, else about the department that has none.

    met_on: the day on which a record meets it. counted: which records of the register are meant. after: whether it
    begins when the year is over instead of with it. owed_by: who owes it, where that is not the department.
    """
    known = {
        (department, str(getattr(one, "year", ""))): one
        for department, own in catalogue.by_department(model).items()
        for one in own
        if counted(one)
    }
    # What cannot be read may be the record that seems to be missing: its own finding says so.
    unread = catalogue.has_lost(model.register.name, f"{LISTS}/")
    for department in catalogue.departments.values():
        first = catalogue.adopted_on(department)
        if first is None:
            continue
        for year in range(first.year, day.year + 1):
            record = known.get((department.id, str(year)))
            if record is None and unread:
                continue
            yield from running(
                catalogue,
                day,
                deadline,
                record or department,
                f"{department.short_name}{year}年",
                date(year, 12, 31) if after else max(first, date(year, 1, 1)),
                met_on(record) if record else None,
                name=f"{department.id}/{year}",
                department=owed_by or department.id,
            )
