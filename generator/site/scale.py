"""能罚多少的一把尺：法定幅度、各档和公开的结果画在同一条线上。

Pure geometry: positions are per cent of the axis, counts are outcomes. Templates draw it, lying on
wide screens and upright on a phone, and print the same numbers in a table.

The ruler of a range is one for all the cases on it; where a single case stands on it is a `Mark`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from generator.models.choices import TierLevel, Unit
from generator.models.discretion import Tier
from generator.models.parts import Range, StatutoryRange
from generator.models.penalties import Penalty
from generator.site.filters import bound_text

HUNDRED = Decimal(100)
APART = Decimal(3)
"""Per cent of the lying axis from one stack to the next: a number of two digits on A4 paper."""
ROW = Decimal(17)
"""Pixels from one row of dots to the next on the upright axis: a line of its numbers."""
SHORT, LONG = 300, 480
"""Pixels of the upright axis: as long as its rows need."""
CROWDED = 6
"""With more stacks than this the upright axis is the long one."""
HIGHEST = 9
"""Above so many, a stack shows one dot for several outcomes: the key says for how many."""
BESIDE = 7
"""Dots in a row of the box for decisions not to punish."""
NEAR = Decimal(7)
"""Labels of the axis nearer than this would run into each other."""
_CENT = Decimal("0.01")


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
    """Outcomes of (nearly) one amount; dots: how many circles stand for them.

    at: where it is drawn, moved aside where it would lie on its neighbour; first, last: the places
    of its outcomes.
    """

    at: Decimal
    count: int
    dots: int
    first: Decimal
    last: Decimal


@dataclass(frozen=True)
class Scale:
    """One statutory range with its tiers and outcomes.

    floor, ceiling: where the statutory range begins and ends. start, end: the amounts at both ends of
    the axis. stacks, rows: the outcomes on the lying and on the upright axis; length: the pixels of
    the upright. below, within, above: outcomes by the statutory bounds. none: decisions not to
    punish, which have no place on the axis. dot: how many outcomes one dot stands for.
    """

    statutory: StatutoryRange
    segments: Sequence[Segment]
    ticks: Sequence[Tick]
    stacks: Sequence[Stack]
    rows: Sequence[Stack]
    length: int
    floor: Decimal
    ceiling: Decimal
    start: Decimal
    end: Decimal
    below: int
    within: int
    above: int
    none: int
    dot: int

    @property
    def total(self) -> int:
        """The fines on the axis."""
        return self.below + self.within + self.above

    @property
    def none_dots(self) -> int:
        return -(-self.none // self.dot)

    @property
    def highest(self) -> int:
        """Dots of the highest stack, or lines of dots beside it."""
        return max([-(-self.none_dots // BESIDE), *(stack.dots for stack in self.stacks)])

    @property
    def beside(self) -> Sequence[tuple[int, int]]:
        """Column and line of each dot of the box for decisions not to punish."""
        return [(number % BESIDE, number // BESIDE) for number in range(self.none_dots)]

    def mark(self, value: Decimal) -> "Mark | None":
        """Where a fine stands among the others; None beyond the axis."""
        at = _of_outcome(value, self.statutory, self.start, self.end)
        lying = next((s for s in self.stacks if s.first <= at <= s.last), None)
        upright = next((s for s in self.rows if s.first <= at <= s.last), None)
        if lying is None or upright is None:
            return None
        return Mark(lying.at, lying.dots, lying.count, upright.at, upright.dots, upright.count)


@dataclass(frozen=True)
class Mark:
    """One case among the outcomes: the last dot of its stack, lying and upright."""

    at: Decimal
    dots: int
    count: int
    row_at: Decimal
    row_dots: int
    row_count: int


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


def on_range(
    case: Penalty, allowed: StatutoryRange, known: Mapping[str, StatutoryRange]
) -> Decimal | None:
    """A fine as the ruler of a range shows it; None where it was not decided by this range.

    known: the ranges of its power by id. One under a former basis counts too where that basis allowed
    just the same.
    """
    own = known.get(case.range or "")
    if own is None or not same_bounds(own, allowed):
        return None
    return outcome_value(case, allowed)


def scale(
    statutory: StatutoryRange,
    tiers: Sequence[Tier],
    values: Iterable[Decimal],
    none: int = 0,
) -> Scale | None:
    """Draw a statutory range. values: fines in the range's unit; none: decisions not to punish.

    None where there is no upper end to draw to: neither the law nor an outcome gives one.
    """
    known = sorted(values)
    parts = [(tier, part) for tier in tiers for part in tier.ranges if part.range == statutory.id]
    lows = [part.min or Decimal(0) for _, part in parts]
    highs = [part.max for _, part in parts if part.max is not None]
    floor = statutory.min or Decimal(0)
    ceiling = statutory.max if statutory.max is not None else max([*highs, *known], default=floor)
    lowest = min([floor, *lows, *known])
    # Below the statutory floor the axis begins at nothing: how far below is what people look for.
    first = floor if lowest >= floor else Decimal(0)
    last = max([ceiling, *highs, *known])
    if last <= first:
        return None

    def at(value: Decimal) -> Decimal:
        return _place(value, first, last)

    sides = [
        [_of_outcome(v, statutory, first, last) for v in known if outside(v, statutory) == side]
        for side in (-1, 0, 1)
    ]
    groups = _gathered(sides, at(floor), at(ceiling), APART)
    highest = max((len(group) for group, _ in groups), default=0)
    dot = max(-(-highest // HIGHEST), -(-none // (HIGHEST * BESIDE))) or 1
    length = LONG if len(groups) > CROWDED else SHORT
    rows = _gathered(sides, at(floor), at(ceiling), (ROW * HUNDRED / length).quantize(_CENT))
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
        stacks=_stacks(groups, dot),
        rows=_stacks(rows, dot),
        length=length,
        floor=at(floor),
        ceiling=at(ceiling),
        start=first,
        end=last,
        below=len(sides[0]),
        within=len(sides[1]),
        above=len(sides[2]),
        none=none,
        dot=dot,
    )


def _place(value: Decimal, start: Decimal, end: Decimal) -> Decimal:
    return ((value - start) / (end - start) * HUNDRED).quantize(_CENT)


def _of_outcome(value: Decimal, bounds: Range, start: Decimal, end: Decimal) -> Decimal:
    """The place of an outcome: on its side of a bound, however little it is away from it."""
    place = _place(value, start, end)
    side = outside(value, bounds)
    if side < 0:
        floor = _place(bounds.min or Decimal(0), start, end)
        return max(min(place, floor - _CENT), Decimal(0))
    if side > 0 and bounds.max is not None:
        return min(max(place, _place(bounds.max, start, end) + _CENT), HUNDRED)
    return place


def _stacks(groups: Iterable[tuple[list[Decimal], Decimal]], dot: int) -> list[Stack]:
    return [
        Stack(place, len(group), -(-len(group) // dot), group[0], group[-1])
        for group, place in groups
    ]


def _gathered(
    sides: Sequence[Sequence[Decimal]], floor: Decimal, ceiling: Decimal, apart: Decimal
) -> list[tuple[list[Decimal], Decimal]]:
    """Places below, within and above the law's bounds in groups, and where each group is drawn.

    Nothing is gathered or moved across a bound: on which side a fine lies is what people look for.
    """
    found: list[tuple[list[Decimal], Decimal]] = []
    for side, places in zip((-1, 0, 1), sides, strict=True):
        groups: list[list[Decimal]] = []
        for place in places:
            if groups and place - groups[-1][0] < apart:
                groups[-1].append(place)
            else:
                groups.append([place])
        if not groups:
            continue
        # A side with less room than its stacks need draws them as near as it must.
        need = (len(groups) - 1) * apart
        low, high = floor, ceiling
        if side < 0:
            low, high = Decimal(0), max(floor - apart, min(need, floor - _CENT), Decimal(0))
        elif side > 0:
            low, high = min(ceiling + apart, max(HUNDRED - need, ceiling + _CENT), HUNDRED), HUNDRED
        step = min(apart, (high - low) / max(len(groups) - 1, 1))
        middles = [sum(group, Decimal(0)) / len(group) for group in groups]
        found += zip(groups, _apart(middles, low, high, step), strict=True)
    return found


def _apart(places: Sequence[Decimal], low: Decimal, high: Decimal, step: Decimal) -> list[Decimal]:
    """Rising places moved as little as need be to stand `step` apart between two ends.

    Neighbours that would touch become a row around their common middle (pooled like a monotone fit).
    """
    pools: list[tuple[Decimal, int]] = []
    for number, place in enumerate(places):
        # Less their own steps, rows must only not fall back behind one another.
        pools.append((place - number * step, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, many), (other, more) = pools[-2:]
            pools[-2:] = [((one * many + other * more) / (many + more), many + more)]
    levels = [level for level, size in pools for _ in range(size)]
    end = high - (len(levels) - 1) * step
    return [
        (min(max(level, low), max(low, end)) + number * step).quantize(_CENT, ROUND_DOWN)
        for number, level in enumerate(levels)
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
