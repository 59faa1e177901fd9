"""能罚多少的一把尺：法定幅度、各档和公开的结果画在同一条线上。

Pure geometry: positions are per cent of the axis, counts are outcomes. Templates draw it, lying on
wide screens and upright on a phone, and print the same numbers in a table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.models.choices import TierLevel, Unit
from generator.models.discretion import Tier
from generator.models.parts import Range, StatutoryRange
from generator.models.penalties import Penalty
from generator.site.filters import bound_text

HUNDRED = Decimal(100)
# A stack as wide as this, in per cent of the axis, holds the outcomes that would overlap in it.
STACK_WIDTH = Decimal("1.5")
HIGHEST = 9
"""Above so many, a stack shows one dot for several outcomes: the key says for how many."""
NEAR = Decimal(7)
"""Labels of the axis nearer than this would run into each other."""


@dataclass(frozen=True)
class Segment:
    """A tier on the axis; level: its key. `narrow` has no room for its name."""

    name: str
    level: str
    start: Decimal
    end: Decimal

    @property
    def width(self) -> Decimal:
        return self.end - self.start

    @property
    def narrow(self) -> bool:
        return self.width < NEAR


@dataclass(frozen=True)
class Tick:
    """A number under the axis; statutory: it is an end of what the law allows."""

    at: Decimal
    text: str
    statutory: bool


@dataclass(frozen=True)
class Stack:
    """Outcomes of (nearly) one amount; dots: how many circles stand for them."""

    at: Decimal
    count: int
    dots: int


@dataclass(frozen=True)
class Scale:
    """One statutory range with its tiers and outcomes.

    floor, ceiling: where the statutory range begins and ends. below, within, above: outcomes by
    the statutory bounds. dot: how many outcomes one dot stands for. mark: where a single case is
    shown, on that case's own page.
    """

    statutory: StatutoryRange
    segments: Sequence[Segment]
    ticks: Sequence[Tick]
    stacks: Sequence[Stack]
    floor: Decimal
    ceiling: Decimal
    below: int
    within: int
    above: int
    dot: int
    mark: Decimal | None

    @property
    def total(self) -> int:
        return self.below + self.within + self.above

    @property
    def highest(self) -> int:
        """Dots of the highest stack."""
        return max((stack.dots for stack in self.stacks), default=0)


def outcome_value(case: Penalty, statutory: StatutoryRange) -> Decimal | None:
    """A fine in the unit of a range: yuan, yuan each, times the base amount or per cent of it.

    None where there is no fine, or the range counts in a base amount that the record does not have.
    """
    worth = case.worth(statutory.unit, statutory.base_floor)
    return case.fine / worth if case.fine and worth else None


def same_bounds(one: StatutoryRange, other: StatutoryRange) -> bool:
    """Whether two ranges allow the same, so that outcomes under both may stand on one axis."""
    return (
        (one.unit, one.of, one.when, one.kind) == (other.unit, other.of, other.when, other.kind)
        and (one.min, one.min_open) == (other.min, other.min_open)
        and (one.max, one.max_open) == (other.max, other.max_open)
    )


def outside(value: Decimal, bounds: Range) -> int:
    """-1 below the bounds, 1 above them, 0 within."""
    if bounds.min is not None and (value < bounds.min or (bounds.min_open and value == bounds.min)):
        return -1
    if bounds.max is not None and (value > bounds.max or (bounds.max_open and value == bounds.max)):
        return 1
    return 0


def scale(
    statutory: StatutoryRange,
    tiers: Sequence[Tier],
    values: Iterable[Decimal],
    mark: Decimal | None = None,
) -> Scale | None:
    """Draw a statutory range. values: outcomes, and `mark` one case, in the range's unit.

    None where there is no upper end to draw to: neither the law nor an outcome gives one.
    """
    known = sorted(values)
    parts = [(tier, part) for tier in tiers for part in tier.ranges if part.range == statutory.id]
    lows = [part.min or Decimal(0) for _, part in parts]
    highs = [part.max for _, part in parts if part.max is not None]
    shown = [*known, *([mark] if mark is not None else [])]
    floor = statutory.min or Decimal(0)
    ceiling = statutory.max if statutory.max is not None else max([*highs, *shown], default=floor)
    lowest = min([floor, *lows, *shown])
    # Below the statutory floor the axis begins at nothing: how far below is what people look for.
    first = floor if lowest >= floor else Decimal(0)
    last = max([ceiling, *highs, *shown])
    if last <= first:
        return None

    def at(value: Decimal) -> Decimal:
        return ((value - first) / (last - first) * HUNDRED).quantize(Decimal("0.01"))

    stacks = _stacks([at(value) for value in known])
    dot = -(-max((count for _, count in stacks), default=0) // HIGHEST) or 1
    return Scale(
        statutory=statutory,
        segments=[
            Segment(
                tier.name or tier.level.label,
                tier.level.value,
                at(part.min if part.min is not None else first),
                at(part.max if part.max is not None else last),
            )
            for tier, part in parts
            if tier.level is not TierLevel.NONE
        ],
        ticks=_ticks(
            {at(value): value for value in (first, *lows, *highs, last)},
            {at(floor): floor, at(ceiling): ceiling},
            statutory.unit,
        ),
        stacks=[Stack(where, count, -(-count // dot)) for where, count in stacks],
        floor=at(floor),
        ceiling=at(ceiling),
        below=sum(outside(value, statutory) < 0 for value in known),
        within=sum(outside(value, statutory) == 0 for value in known),
        above=sum(outside(value, statutory) > 0 for value in known),
        dot=dot,
        mark=None if mark is None else at(mark),
    )


def _stacks(places: Sequence[Decimal]) -> list[tuple[Decimal, int]]:
    """Rising places gathered where they would overlap; a stack stands at its outcomes' mean."""
    groups: list[list[Decimal]] = []
    for place in places:
        if groups and place - groups[-1][0] < STACK_WIDTH:
            groups[-1].append(place)
        else:
            groups.append([place])
    return [
        ((sum(group, Decimal(0)) / len(group)).quantize(Decimal("0.01")), len(group))
        for group in groups
    ]


def _ticks(
    places: Mapping[Decimal, Decimal], ends: Mapping[Decimal, Decimal], unit: Unit
) -> list[Tick]:
    """Labels for the bounds of tiers, never for one that would run into another; the law's own stay."""
    kept = [Tick(at, bound_text(value, unit), True) for at, value in ends.items()]
    for at, value in sorted(places.items()):
        if all(abs(at - other.at) >= NEAR for other in kept):
            kept.append(Tick(at, bound_text(value, unit), False))
    return sorted(kept, key=lambda tick: tick.at)
