"""What the ruler shows is what the law, the tiers and the outcomes say; figures add up."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.models.choices import PenaltyKind, TierLevel, Unit
from generator.models.discretion import Tier, TierRange
from generator.models.parts import StatutoryRange
from generator.models.penalties import Penalty
from generator.site.outcomes import outcome_figures
from generator.site.scale import APART, NEAR, ROW, Stack, outcome_value, same_bounds, scale

FINE = StatutoryRange(
    id="under", kind=PenaltyKind.FINE, unit=Unit.YUAN, min=Decimal(50_000), max=Decimal(100_000)
)
TIMES = StatutoryRange(
    id="over",
    kind=PenaltyKind.FINE,
    unit=Unit.TIMES,
    of="货值金额",
    min=Decimal(10),
    max=Decimal(20),
)
CAPPED = StatutoryRange(id="cap", kind=PenaltyKind.FINE, unit=Unit.YUAN, max=Decimal(2_000))


def tier(level: TierLevel, low: int, high: int, range_id: str = "under") -> Tier:
    part = TierRange(unit=Unit.YUAN, min=Decimal(low), max=Decimal(high), range=range_id)
    return Tier(id=level.value, level=level, circumstances=["情形"], ranges=[part])


TIERS = [
    tier(TierLevel.MITIGATED, 2_000, 50_000),
    tier(TierLevel.LIGHTER, 50_000, 60_000),
    tier(TierLevel.HEAVIER, 60_000, 100_000),
]


def penalty(**values: object) -> Penalty:
    fields: dict[str, object] = {
        "department": "d", "year": "2026", "id": "cf-1", "title": "某店案", "power": "p",
        "party": "李某", "party_kind": "sole_trader", "facts": "事实", "violation": "违法",
        "source": "inspection", "procedure": "ordinary", "content": "罚款",
        "decided_on": date(2026, 3, 2), "kinds": ["fine"],
    }  # fmt: skip
    return Penalty.model_validate({**fields, **values})


def test_the_ruler_begins_at_nothing_where_an_outcome_lies_below_the_law() -> None:
    drawn = scale(FINE, TIERS, [Decimal(30_000), Decimal(80_000)])
    assert drawn
    assert (drawn.floor, drawn.ceiling) == (50, 100)
    assert [(s.level, s.start, s.end) for s in drawn.segments] == [
        ("mitigated", 2, 50), ("lighter", 50, 60), ("heavier", 60, 100)
    ]  # fmt: skip
    assert [(s.at, s.count) for s in drawn.stacks] == [(30, 1), (80, 1)]
    assert (drawn.below, drawn.within, drawn.above) == (1, 1, 0)


def test_the_ruler_begins_at_the_law_where_nothing_lies_below_it() -> None:
    drawn = scale(FINE, TIERS[1:], [Decimal(75_000)])
    assert drawn
    assert (drawn.floor, drawn.ceiling) == (0, 100)
    assert [s.at for s in drawn.stacks] == [50]


def test_a_fine_above_the_law_lengthens_the_ruler_and_is_counted() -> None:
    drawn = scale(CAPPED, [], [Decimal(4_000), Decimal(2_000)])
    assert drawn
    assert drawn.ceiling == 50
    assert (drawn.within, drawn.above) == (1, 1)


def test_an_open_end_does_not_include_its_number() -> None:
    """不满5万元 leaves 5万元 out (Civil Code, 1259)."""
    open_end = CAPPED.model_copy(update={"max_open": True})
    drawn = scale(open_end, [], [Decimal(2_000)])
    assert drawn and (drawn.within, drawn.above) == (0, 1)


def test_nothing_to_draw_to_is_no_ruler() -> None:
    assert scale(CAPPED.model_copy(update={"max": None}), [], []) is None


def test_many_outcomes_of_one_amount_share_dots_and_say_how_many() -> None:
    drawn = scale(FINE, TIERS, [Decimal(60_000)] * 40 + [Decimal(90_000)])
    assert drawn
    assert drawn.dot == 5
    assert [(s.count, s.dots) for s in drawn.stacks] == [(40, 8), (1, 1)]


@given(st.lists(st.integers(1, 200_000), max_size=60))
@example([1, 49_995])  # below the bound by less than the drawing shows
@example([100_004, 200_000, 100_000])
def test_every_outcome_stands_on_the_ruler_once(amounts: list[int]) -> None:
    drawn = scale(FINE, TIERS, [Decimal(amount) for amount in amounts])
    assert drawn
    assert sum(stack.count for stack in drawn.stacks) == len(amounts) == drawn.total
    assert all(0 <= stack.at <= 100 for stack in drawn.stacks)
    assert all(
        stack.dots * drawn.dot >= stack.count > (stack.dots - 1) * drawn.dot
        for stack in drawn.stacks
    )
    for stacks, step in ((drawn.stacks, APART), (drawn.rows, ROW * 100 / drawn.length)):
        assert sum(stack.count for stack in stacks) == len(amounts)
        _apart_and_on_their_side(stacks, drawn.floor, drawn.ceiling, step)
    for amount in amounts:
        mark = drawn.mark(Decimal(amount))
        assert mark and any((s.at, s.dots) == (mark.at, mark.dots) for s in drawn.stacks)
    ticks = [tick.at for tick in drawn.ticks if not tick.statutory]
    for tick in ticks:
        assert all(abs(tick - other.at) >= NEAR for other in drawn.ticks if other.at != tick)


def _apart_and_on_their_side(
    stacks: Sequence[Stack], floor: Decimal, ceiling: Decimal, step: Decimal
) -> None:
    """No stack crosses a bound of the law or lies on its neighbour; at a bound with no room it may."""
    places = [stack.at for stack in stacks]
    assert places == sorted(places)
    for stack in stacks:
        assert (stack.at < floor) == (stack.first < floor)
        assert (stack.at > ceiling) == (stack.first > ceiling)
    for one, other in pairwise(stacks):
        crowded = one.last <= APART or other.last > 100 - APART
        if other.first > ceiling:
            above = sum(stack.first > ceiling for stack in stacks)
            crowded = crowded or 100 - ceiling < step * above
        assert other.at - one.at >= APART - Decimal("0.02") or crowded or one.first < floor


def test_neighbours_that_would_touch_are_drawn_apart() -> None:
    """Amounts as near as the tiers' bounds have them, on both drawings, and the last within the axis."""
    amounts = [50_000, 51_000, 53_100, 56_000, 59_000, 62_500, 66_000, 94_000, 98_000, 100_000]
    drawn = scale(FINE, TIERS, [Decimal(a) for a in [*amounts, 1_000]])
    assert drawn and drawn.length == 480
    for stacks in (drawn.stacks, drawn.rows):
        gaps = [other.at - one.at for one, other in pairwise(stacks)]
        assert min(gaps) >= Decimal("2.9")
    assert drawn.stacks[0].at < drawn.floor <= drawn.stacks[1].at and drawn.stacks[-1].at <= 100


def test_decisions_not_to_punish_stand_beside_the_ruler() -> None:
    drawn = scale(FINE, TIERS, [Decimal(60_000)], none=100)
    assert drawn and (drawn.none, drawn.total) == (100, 1)
    assert drawn.dot == 2 and drawn.none_dots == 50 == len(drawn.beside)
    assert drawn.highest == 8


def test_a_fine_is_measured_in_the_unit_of_its_range() -> None:
    assert outcome_value(penalty(fine="50000"), FINE) == 50_000
    assert outcome_value(penalty(fine="50000", base_amount="4000"), TIMES) == Decimal("12.5")
    assert outcome_value(penalty(fine="50000"), TIMES) is None
    share = TIMES.model_copy(update={"unit": Unit.PERCENT})
    assert outcome_value(penalty(fine="50", base_amount="1000"), share) == 5


def test_ranges_are_the_same_only_with_the_same_ends_and_case() -> None:
    assert same_bounds(FINE, FINE.model_copy(update={"id": "other"}))
    for change in (
        {"max": Decimal(1)},
        {"min_open": True},
        {"when": "货值一万元以上"},
        {"min": None},
    ):
        assert not same_bounds(FINE, FINE.model_copy(update=change))


@pytest.mark.parametrize("with_range", [True, False])
def test_figures_add_up(with_range: bool) -> None:
    ranges = {"under": FINE} if with_range else {}
    cases = [
        penalty(kinds=[], content="不予处罚"),
        penalty(fine="20000", range="under"),
        penalty(fine="60000", range="under", decided_on=date(2025, 1, 6)),
        penalty(fine="300000", range="under"),
        penalty(kinds=["warning"], content="警告"),
    ]
    figures = outcome_figures(cases, ranges)
    parts = (
        figures.none,
        figures.below,
        figures.within,
        figures.above,
        figures.unplaced,
        figures.other,
    )
    assert parts == ((1, 1, 1, 1, 0, 1) if with_range else (1, 0, 0, 0, 3, 1))
    assert sum(parts) == figures.total == 5
    assert (figures.fined, figures.median) == (3, 60_000)
    assert (figures.first, figures.last) == (date(2025, 1, 6), date(2026, 3, 2))
    assert outcome_figures([], ranges).median is None
