"""A fine collected on the spot: from the officer to the body, and from the body to the bank (Penalty Law 71)."""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as run
from generator.deadlines import DEPOSIT, HAND_IN


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    for case in catalogue.penalties:
        subject = f"{case.number or case.id} {case.title}"
        handed_in = case.handed_in_on
        yield from run(catalogue, day, HAND_IN, case, subject, case.collected_on, handed_in)
        yield from run(catalogue, day, DEPOSIT, case, subject, handed_in, case.deposited_on)
