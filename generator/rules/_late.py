"""What the clock rules of the registers report: every clock of theirs that is late, or was when it was met, and
that nothing excuses."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks
from generator.findings import Hit, Place, Unchecked, hit

DONE_LATE = "逾期已经发生，不能补正：日期写错的，对照文书改正；没有写错的，查明在哪一步耽误。"


def late(catalogue: Catalogue, day: date, code: str) -> Iterator[Clock]:
    """The clocks of a rule that are late or were met late, without a waiver; those that still run first."""
    for clock in clocks(catalogue, day):
        is_late = clock.state in (State.LATE, State.MET_LATE)
        if clock.rule == code and is_late and clock.waiver is None:
            yield clock


def told(clock: Clock, day: date, done: str) -> str:
    """How it stands with a late clock. done: what had to be done, as a verb."""
    if clock.met_on is None:
        return f"到{day}没有{done}"
    return f"{clock.met_on}才{done}，晚了{(clock.met_on - clock.due.due).days}天"


def advice(clock: Clock, else_: str = "") -> str:
    """What to do about a clock that was met late; of one that still runs what is given, else what the rule says."""
    return else_ if clock.met_on is None else DONE_LATE


def place(catalogue: Catalogue, clock: Clock, name: str) -> Place:
    """The field that is wanting in the record of a clock; the record itself where it is not of that register."""
    record = catalogue.of(clock.register)[clock.record]
    return record.at(name) if name in type(record).model_fields else record.at()


def late_hits(
    catalogue: Catalogue, day: date, code: str, done: str, wanting: str = ""
) -> Iterator[Hit]:
    """A hit for each late clock of a rule, at the field that is wanting (`late_hit`)."""
    for clock in late(catalogue, day, code):
        yield late_hit(clock, day, done, place(catalogue, clock, wanting))


def late_hit(clock: Clock, day: date, done: str, at: Place, cure: str = "") -> Hit:
    """A hit for a late clock; its message has {subject}, {started}, {due} and {what}.

    done: what had to be done, as a verb. cure: what to do while it still runs, where it is not what the rule says.
    """
    return hit(
        at,
        advice=advice(clock, cure),
        subject=clock.subject,
        started=clock.started,
        due=clock.due.due,
        what=told(clock, day, done),
    )


def since_when(catalogue: Catalogue) -> Iterator[Unchecked]:
    """The departments of which nobody knows from which year on they owe what is due every year."""
    lost = [one for one in catalogue.departments.values() if catalogue.adopted_on(one) is None]
    if lost:
        yield Unchecked(
            len(lost),
            "门户没有写清单启用日（adopted_on），部门也没有清单确认日期（confirmed.on），不知道从哪一年算起",
        )
