"""What the clock rules of the registers report: every clock of theirs that is late and that nothing excuses."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks
from generator.findings import Hit, Place, Unchecked, hit


def late(catalogue: Catalogue, day: date, code: str) -> Iterator[Clock]:
    """The late clocks of a rule without a waiver, the longest late first."""
    for clock in clocks(catalogue, day):
        if clock.rule == code and clock.state is State.LATE and clock.waiver is None:
            yield clock


def place(catalogue: Catalogue, clock: Clock, name: str) -> Place:
    """The field that is wanting in the record of a clock; the record itself where it is not of that register."""
    record = catalogue.of(clock.register)[clock.record]
    return record.at(name) if name in type(record).model_fields else record.at()


def late_hits(catalogue: Catalogue, day: date, code: str, wanting: str = "") -> Iterator[Hit]:
    """A hit for each late clock of a rule, at the field that is wanting; its message has {subject}, {started}, {due}
    and {day}."""
    for clock in late(catalogue, day, code):
        yield hit(
            place(catalogue, clock, wanting),
            subject=clock.subject,
            started=clock.started,
            due=clock.due.due,
            day=day,
        )


def since_when(catalogue: Catalogue) -> Iterator[Unchecked]:
    """The departments of which nobody knows from which year on they owe what is due every year."""
    lost = [one for one in catalogue.departments.values() if catalogue.adopted_on(one) is None]
    if lost:
        yield Unchecked(
            len(lost),
            "门户没有写清单启用日（adopted_on），部门也没有清单确认日期（confirmed.on），不知道从哪一年算起",
        )
