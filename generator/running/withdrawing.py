"""Published outcomes: until they are withdrawn after a ruling, and until their publication ends."""

from collections.abc import Iterator
from datetime import date, timedelta

from generator.catalogue import Catalogue
from generator.clocks import Clock, moment
from generator.clocks import running as run
from generator.deadlines import PUBLICATION, WITHDRAW
from generator.holidays import calendar_of
from generator.models.base import registers
from generator.models.withdrawals import Withdrawal
from generator.periods import Period, Unit
from generator.witness import Change, Witness

AHEAD = timedelta(days=180)
"""How long before its end the publication of an outcome is listed: all others would hide what must be done."""


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    yield from _withdrawals(catalogue, day)
    yield from _publications(catalogue, day)


def _withdrawals(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """From the receipt of a ruling until what it struck down is gone and the reason stands there."""
    left = _Left(catalogue)
    for one in catalogue.withdrawals.values():
        if not one.ground.by_ruling or one.received_on is None:
            continue
        due = WITHDRAW.due(one.received_on, calendar_of(catalogue)).due
        met = None
        if not left.standing(one):
            met = moment(catalogue.witness, left.since(one), one.withdrawn_on, due, day)
        about = one.records[0].partition("/")[2] if one.records else one.id
        subject = f"{about}（{one.ground.label}）"
        on, change = met or (None, None)
        yield from run(catalogue, day, WITHDRAW, one, subject, one.received_on, on, change=change)


class _Left:
    """Which withdrawn records are still there, and since when the others are gone."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._gone: dict[str, dict[str, Change]] = {}
        self._keys: dict[str, set[str]] = {}

    def standing(self, one: Withdrawal) -> bool:
        return any(
            key in self._present(register)
            for register, _, key in (name.partition("/") for name in one.records)
        )

    def since(self, one: Withdrawal) -> Change | None:
        """The commit since which all of its records are gone and it says why; None where git saw no such."""
        witness = self.catalogue.witness
        first = witness.first(one) if witness else None
        if witness is None or first is None:
            return None
        # Of what was purged from the history git knows no more: then the withdrawal's own commit counts.
        gone = [
            self._left(witness, register).get(key)
            for register, _, key in (name.partition("/") for name in one.records)
        ]
        return max([first, *(change for change in gone if change)], key=lambda change: change.date)

    def _present(self, register: str) -> set[str]:
        if register not in self._keys:
            self._keys[register] = {r.key for r in self.catalogue.records.get(register, ())}
        return self._keys[register]

    def _left(self, witness: Witness, register: str) -> dict[str, Change]:
        if register not in self._gone:
            model = registers().get(register)
            traces = witness.ever(model.register) if model else ()
            self._gone[register] = {one.thread.of.key: one.gone for one in traces if one.gone}
        return self._gone[register]


def _publications(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """When the publication of an outcome has to end: those that end soon, and those that should have ended."""
    for outcome in catalogue.outcomes.values():
        years = catalogue.publication_years(outcome)
        if years is None or outcome.decided_on.year + years > (day + AHEAD).year:
            continue
        subject = f"{outcome.number or outcome.id} {outcome.title}"
        term = Period(years, Unit.YEARS)
        for clock in run(
            catalogue, day, PUBLICATION, outcome, subject, outcome.decided_on, term=term
        ):
            if clock.due.due <= day + AHEAD:
                yield clock
