"""What the clock rules of the registers report: every clock of theirs that is late and that nothing excuses."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks


def late(catalogue: Catalogue, day: date, code: str) -> Iterator[Clock]:
    """The late clocks of a rule without a waiver, the longest late first."""
    for clock in clocks(catalogue, day):
        if clock.rule == code and clock.state is State.LATE and clock.waiver is None:
            yield clock
