"""How much: an amount inside the tier of the day's benchmark, else inside the range of the law."""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from generator.models.choices import Unit
from generator.models.discretion import Discretion, Tier
from generator.models.parts import Basis, Range, StatutoryRange
from tests.demo.city import Lists
from tests.demo.story import PERSON, Story, Violation

TIERS = {
    "N": "none",
    "M": "mitigated",
    "L": "lighter",
    "O": "ordinary",
    "H": "heavier",
    "S": "lighter",
}
# What a range is for; an offence of these stories is none of them unless it says so.
NOT_THESE = re.compile(
    "严重|较重|拒不|逾期|直接负责|报告书|噪声|两年内|无法计算|没有违法所得|无法采取|后果"
)
# Penalty Law 51: a person, and a body.
SPOT_LIMITS = {True: 200, False: 3000}


@dataclass(frozen=True)
class Fine:
    """How much, on which range and tier; level is the outcome it amounts to.

    base, quantity: what was found and is multiplied; counted: the sentence that says that a smaller
    base counts as the article's floor.
    """

    level: str
    amount: int | None = None
    range: str = ""
    discretion: str = ""
    tier: Tier | None = None
    base: int | None = None
    quantity: int | None = None
    counted: str = ""


def fine(draw: random.Random, lists: Lists, violation: Violation, story: Story, day: date) -> Fine:
    """The fine of a story on the day of its decision."""
    ref = violation.power
    benchmark = lists.benchmark(ref, day)
    law = _statutory(lists.bases(ref, day), story)
    level = story.level
    if level == "M" and not (law and law.min) and not (benchmark and tier_of(benchmark, "M")):
        # Nothing lies below a range that has no lower end.
        level = "L"
    if law is None and violation.unfined and level not in "NT":
        level = "W"
    tier = tier_of(benchmark, level) if benchmark else None
    if tier and tier.ranges and law and not any(one.range == law.id for one in tier.ranges):
        tier = None
    found = Fine(level, discretion=benchmark.id if benchmark and tier else "", tier=tier)
    if level in ("N", "W", "T"):
        return found
    told = story.number("fine")
    if law is not None and law.unit is Unit.YUAN_EACH:
        # So much a square metre, or a month: the account does the sum.
        units = story.number("units")
        if told is None or units is None:
            raise ValueError(f"{ref}: neither how many nor how much: {story.account}")
        if not (law.min or 0) * units <= told <= (law.max or told) * units:
            raise ValueError(f"{ref}: {told} yuan for {units} is not what {law.id} allows")
        return replace(found, amount=told, range=law.id, quantity=units)
    if law is None and told is not None:
        return replace(found, amount=told)
    if law is None:
        # The regulation leaves the amount to the province: small sums, as its rules have them.
        low, high = (20.0, 100.0) if level == "S" else (500.0, 3000.0)
        if level == "S" and not story.natural:
            low, high = 200.0, 1000.0
        return replace(found, amount=_round(draw, low, high))
    bounds: Range = law
    if tier:
        bounds = next((one for one in tier.ranges if one.range == law.id), law)
    base = _base(law, story)
    counted = None if base is None else max(base, int(law.base_floor or 0))
    low, high = _bounds(
        bounds, 1 if counted is None else counted / (100 if law.unit is Unit.PERCENT else 1)
    )
    if not tier:
        low, high = _share(level, low, high)
    elif story.outside:
        low, high = max(low * 0.7, float(law.min or 0) * (counted or 1)), low * 0.9
    if level == "S":
        high = min(high, SPOT_LIMITS[story.natural])
        low = min(low, high / 2) or high / 4
        if high < float(law.min or 0):
            raise ValueError(f"{ref}: no fine on the spot below {law.min}")
    if bounds.min is None and not low:
        low = high / 10
    said = "" if counted == base else _counted(law)
    return replace(found, amount=_round(draw, low, high), range=law.id, base=base, counted=said)


def tier_of(benchmark: Discretion, level: str) -> Tier | None:
    """The tier of a benchmark for an outcome."""
    wanted = TIERS.get(level)
    return next((tier for tier in benchmark.tiers if tier.level.value == wanted), None)


def _statutory(bases: Iterable[Basis], story: Story) -> StatutoryRange | None:
    """The range of the law that fits: the one the story names, by worth, by the party, else the plain one."""
    ranges = [one for basis in bases for one in basis.ranges]
    if story.range:
        named = [one for one in ranges if one.id.startswith(tuple(story.range.split("/")))]
        if not named:
            raise ValueError(f"no range {story.range} among {[one.id for one in ranges]}")
        return named[0]
    over = [one for one in ranges if one.id.startswith("over-")]
    if over:
        much = (story.number("value") or 0) >= int(over[0].id.split("-")[1])
        return over[0] if much else next(one for one in ranges if one.id.startswith("under-"))
    if {"unit", "person"} <= {one.id for one in ranges} and story.kind == PERSON:
        return next(one for one in ranges if one.id == "person")
    plain = [one for one in ranges if not NOT_THESE.search(one.when or "")]
    return next(iter(plain or ranges), None)


def _counted(law: StatutoryRange) -> str:
    floor = f"{int(law.base_floor or 0) // 10000}万元"
    return f"{law.of}不足{floor}，依法按{floor}计算。"


def _base(law: StatutoryRange, story: Story) -> int | None:
    if law.unit is Unit.YUAN:
        return None
    base = story.number("base", "value", "gains")
    if base is None:
        raise ValueError(
            f"{law.id} is a share of {law.of}, of which nothing is said: {story.account}"
        )
    return base


def _bounds(bounds: Range, factor: float) -> tuple[float, float]:
    """The ends in yuan, drawn in a little where an end is not included."""
    low, high = float(bounds.min or 0) * factor, float(bounds.max or 0) * factor
    margin = (high - low) * 0.04
    return low + margin * bounds.min_open, high - margin * bounds.max_open


def _share(level: str, low: float, high: float) -> tuple[float, float]:
    """Where no benchmark divides the range: the usual place of each level in it."""
    low = low or high * 0.02
    width = high - low
    if level == "M":
        return low * 0.3, low * 0.7
    lower, upper = {"L": (0, 0.1), "O": (0.12, 0.4), "H": (0.5, 0.9)}.get(level, (0, 0.1))
    return low + width * lower, low + width * upper


def _round(draw: random.Random, low: float, high: float) -> int:
    """A round sum between two others."""
    top = Decimal(str(round(high, 2)))
    for step in (10000, 5000, 1000, 500, 100, 50, 10, 1):
        first = int((Decimal(str(round(low, 2))) / step).to_integral_value(ROUND_UP)) or 1
        last = int((top / step).to_integral_value(ROUND_DOWN))
        if last - first >= 3 or (step <= 10 and last >= first):
            return draw.randint(first, last) * step
    raise ValueError(f"no whole sum between {low} and {high}")
