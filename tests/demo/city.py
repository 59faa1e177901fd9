"""What a case rests on: powers, benchmarks, entrustments and laws as lists/ has them on a day."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from generator.models.base import Record
from generator.models.departments import Department
from generator.models.discretion import Discretion
from generator.models.entrustments import Entrustment
from generator.models.laws import EventKind, Law
from generator.models.parts import Basis
from generator.models.powers import Power
from generator.sources.records import load

ROOT = Path(__file__).parents[2]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Lists:
    """What the script needs of lists/."""

    powers: dict[str, Power]
    discretion: list[Discretion]
    entrustments: list[Entrustment]
    departments: dict[str, Department]
    effective: dict[tuple[str, date], date]
    repealed: dict[str, date]

    def bases(self, ref: str, day: date) -> list[Basis]:
        """The bases of a power or sub-item in force on a day."""
        power_id, _, sub_id = ref.partition("/")
        power = self.powers[power_id]
        subs = [sub for sub in power.sub_items if sub.id == sub_id]
        bases = (subs[0].bases if subs else []) or power.bases
        return [
            basis
            for basis in bases
            if (basis.from_ or self.effective[basis.law, basis.version]) <= day
            and (basis.until is None or day <= basis.until)
            and day < self.repealed.get(basis.law, date.max)
        ]

    def benchmark(self, ref: str, day: date) -> Discretion | None:
        """The benchmark of a power on a day."""
        return next(
            (
                one
                for one in self.discretion
                if one.power == ref and one.from_ <= day and (one.until is None or day <= one.until)
            ),
            None,
        )

    def steady(self, ref: str, before: date, day: date) -> bool:
        """Whether the power had the same bases, and the same benchmark, on both days."""
        bases = self.bases(ref, day)
        return (
            bool(bases)
            and bases == self.bases(ref, before)
            and self.benchmark(ref, before) == self.benchmark(ref, day)
        )


def read_lists() -> Lists:
    """The city's lists as far as penalties rest on them."""
    records = load([ROOT]).records

    def all_of(model: type[R]) -> list[R]:
        return [one for one in records[model.register.name] if isinstance(one, model)]

    return Lists(
        powers={power.id: power for power in all_of(Power)},
        discretion=all_of(Discretion),
        entrustments=all_of(Entrustment),
        departments={one.id: one for one in all_of(Department)},
        effective={
            (law.id, event.published): event.effective or event.published
            for law in all_of(Law)
            for event in law.events
        },
        repealed={
            law.id: event.effective or event.published
            for law in all_of(Law)
            for event in law.events
            if event.kind is EventKind.REPEALED
        },
    )
