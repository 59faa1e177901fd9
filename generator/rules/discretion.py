"""方案二（三）1 行政裁量权基准：档次划得严丝合缝，案件落在档次之内。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Place, Severity, Unchecked, hit
from generator.models.choices import PenaltyKind, TierLevel, Unit
from generator.models.discretion import Discretion, Tier, TierRange
from generator.models.parts import Range, StatutoryRange
from generator.models.penalties import Penalty
from generator.models.powers import Power
from generator.rules import rule
from generator.rules._caps import (
    NO_BASE,
    REVERSED,
    WITHIN,
    counted,
    outside_the_law,
    penal_articles,
)

CLAUSE = "2.3.1"


@rule(
    "DSC001",
    title="罚款超出档次没有写理由、不在法定幅度以内，或者所用基准当时没有施行",
    clause=CLAUSE,
    source="方案二（三）1；行政处罚法第三十四条",
    message="{number}{what}",
    advice="核对罚款数额、档次和适用幅度；确实要在档次之外处罚的，在“理由（reason）”里写明。理由只能说明为什么不按档次，不能使罚款超过法定上限；法定下限以下只能是减轻。",
    fact=True,
)
def fine_outside_tier(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    unknown: dict[str, int] = {}
    penal = penal_articles(catalogue)
    for case in catalogue.penalties:
        found = [*_not_in_force(catalogue, case)]
        missing = ""
        if case.fine is not None and not found:
            over, missing = outside_the_law(catalogue, case, penal)
            found = [over] if over else []
            # A cap that cannot be worked out for want of the amount is not said twice.
            if not found and not case.reason and catalogue.discretion_by_power.get(_power(case)):
                outside, unjudged = _outside(catalogue, case)
                found, missing = [outside] if outside else [], missing or unjudged
        yield from found
        if missing:
            unknown[missing] = unknown.get(missing, 0) + 1
    for reason, count in unknown.items():
        yield Unchecked(count, reason)


def _power(case: Penalty) -> str:
    return case.power.partition("/")[0]


def _number(case: Penalty) -> str:
    return case.number or case.id


def _not_in_force(catalogue: Catalogue, case: Penalty) -> Iterator[Hit]:
    benchmark = catalogue.discretion.get(case.discretion or "")
    if benchmark is None:
        return
    place = case.at("discretion")
    if case.decided_on < benchmark.from_:
        what = f"所用的“{benchmark.name}”{benchmark.from_}才施行，决定日期是{case.decided_on}"
        advice = "改用决定日施行的裁量基准；决定日期写错的，改正日期。"
        see = (benchmark.at("from"),)
        yield hit(place, see=see, advice=advice, number=_number(case), what=what)
    elif benchmark.until is not None and benchmark.until < case.decided_on and not case.reason:
        # The rules at the time of the act hold unless later ones are lighter (Penalty Law, 37), and
        # when the act was is not written: only a question.
        what = (
            f"所用的“{benchmark.name}”施行到{benchmark.until}为止，决定日期是{case.decided_on}，"
            "没有写为什么还用它"
        )
        advice = (
            "改用决定日施行的裁量基准；行为发生在原基准施行期间、原基准更轻的，"
            "在“理由（reason）”里写明。"
        )
        yield hit(
            place,
            see=(benchmark.at("until"),),
            severity=Severity.REMINDER,
            advice=advice,
            number=_number(case),
            what=what,
        )


def _in_force(benchmark: Discretion, day: date) -> bool:
    return benchmark.from_ <= day and (benchmark.until is None or day <= benchmark.until)


def _outside(catalogue: Catalogue, case: Penalty) -> tuple[Hit | None, str]:
    """A fine outside its tier; or the fact that is missing to tell."""
    benchmark = catalogue.discretion.get(case.discretion or "")
    if benchmark is None or case.tier is None:
        return None, "案件没有写裁量基准和档次"
    index, tier = next(
        ((i, t) for i, t in enumerate(benchmark.tiers) if t.id == case.tier), (0, None)
    )
    if tier is None or benchmark.power != _power(case):
        return None, ""  # STR008 tells of it
    if tier.level is TierLevel.NONE:
        what = f"，而档次是“{tier.level.label}”"
        return (_wrong(case, what, benchmark.at("tiers", index)) if case.fine else None), ""
    position = _range_of(tier, case)
    if position is None:
        return None, "案件没有写适用哪个法定幅度，档次里有几个"
    one = tier.ranges[position]
    statutory = _statutory_by_id(catalogue, benchmark, one.range)
    if statutory is not None and statutory.kind is not PenaltyKind.FINE:
        return None, ""
    if one.is_reversed:
        return None, REVERSED
    unit = case.worth(one.unit, statutory.base_floor if statutory else None)
    if unit is None:
        return None, NO_BASE
    if case.fine is not None and _contains(one, case.fine, unit):
        return None, ""
    what = f"，不在“{tier.name or tier.level.label}”档的{words(one)}之内"
    what += counted(case, statutory)
    return _wrong(case, what, benchmark.at("tiers", index, "ranges", position)), ""


def _wrong(case: Penalty, what: str, see: Place) -> Hit:
    what = f"罚款{case.fine:,f}元{what}，没有写理由"
    return hit(case.at("fine"), see=(see,), number=_number(case), what=what)


def _range_of(tier: Tier, case: Penalty) -> int | None:
    if case.range is None:
        return 0 if len(tier.ranges) == 1 else None
    return next((i for i, one in enumerate(tier.ranges) if one.range == case.range), None)


def _contains(one: Range, amount: Decimal, unit: Decimal) -> bool:
    if one.min is not None:
        low = one.min * unit
        if amount < low or (one.min_open and amount == low):
            return False
    if one.max is not None:
        high = one.max * unit
        if amount > high or (one.max_open and amount == high):
            return False
    return True


def words(one: Range) -> str:
    """`5万元以上`-like words of a range, in the law's own terms (Civil Code, 1259)."""
    unit = one.unit.sign
    said = []
    if one.min is not None:
        said.append(f"超过{one.min:,f}{unit}" if one.min_open else f"{one.min:,f}{unit}以上")
    if one.max is not None:
        said.append(f"不满{one.max:,f}{unit}" if one.max_open else f"{one.max:,f}{unit}以下")
    return (one.of or "" if one.unit is Unit.YUAN_EACH else "") + "".join(said)


@rule(
    "DSC002",
    title="档次重叠、留有空档或者超出法定幅度",
    clause=CLAUSE,
    source="方案二（三）1；行政处罚法第三十四条；民法典第一千二百五十九条",
    message="基准“{benchmark}”对“{range}”（{statutory}）的划分：{what}",
    advice="从轻、一般、从重各档首尾相接，合起来正好是法定幅度；减轻的在法定下限以下。端点归哪一档，用“不含本数”写明。",
)
def tiers_that_do_not_tile(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    without = 0
    for benchmark in catalogue.discretion.values():
        for name in dict.fromkeys(one.range for tier in benchmark.tiers for one in tier.ranges):
            statutory = _statutory(catalogue, benchmark, name)
            # A range that the power does not have at all is STR008's.
            if not statutory and _statutory_by_id(catalogue, benchmark, name) is not None:
                without += 1
            for allowed in statutory:
                for path, what in _faults(benchmark, allowed):
                    yield hit(
                        benchmark.at(*path),
                        benchmark=benchmark.name,
                        range=allowed.when or allowed.id,
                        statutory=words(allowed),
                        what=what,
                    )
        yield from _left_out(catalogue, benchmark, day)
    if without:
        yield Unchecked(without, "基准施行期间，职权没有规定这个幅度的有效依据")


def _left_out(catalogue: Catalogue, benchmark: Discretion, day: date) -> Iterator[Hit]:
    """Ranges of the bases in force that neither this benchmark nor one beside it divides: all gap."""
    power = catalogue.powers.get(benchmark.power)
    if power is None:
        return
    # A benchmark that has ended, or is to come, is judged on its own last or first day.
    asked = max(benchmark.from_, min(day, benchmark.until or date.max))
    begun_with = {name for name, _, _ in _ranges_on(catalogue, power, benchmark, benchmark.from_)}
    said: set[str] = set()
    for name, allowed, path in _ranges_on(catalogue, power, benchmark, asked):
        if name in said or name in _divided_beside(catalogue, benchmark, asked):
            continue
        said.add(name)
        yield hit(
            benchmark.at("tiers"),
            see=(power.at(*path),),
            # A range that came with a later law was no slip when the benchmark was made.
            kind=Kind.RECORD if name in begun_with else Kind.CLOCK,
            benchmark=benchmark.name,
            range=allowed.when or allowed.id,
            statutory=words(allowed),
            what="从轻、一般、从重没有一档划到这个幅度，整个幅度是空档",
        )


def _ranges_on(
    catalogue: Catalogue, power: Power, benchmark: Discretion, day: date
) -> Iterator[tuple[str, StatutoryRange, tuple[str | int, ...]]]:
    """What the law allows on a day where the benchmark applies: id, range, its path in the power."""
    ours = catalogue.bases_of(power, benchmark.sub_item) if benchmark.sub_item else None
    for path, basis in power.all_bases():
        if ours is not None and not any(basis is one for one in ours):
            continue
        if catalogue.basis_in_force(basis, day):
            for index, allowed in enumerate(basis.ranges):
                yield allowed.id, allowed, (*path, "ranges", index)


def _divided_beside(catalogue: Catalogue, benchmark: Discretion, day: date) -> set[str]:
    """Ranges that the power's benchmarks of that day divide: one may be made for a sub-item, or for a
    situation. Not to punish, or to go below the range, divides nothing."""
    return {
        one.range
        for other in catalogue.discretion_by_power[benchmark.power]
        if _in_force(other, day)
        # One for another sub-item says nothing of this one's cases.
        and (benchmark.sub_item is None or other.sub_item in (None, benchmark.sub_item))
        for tier in other.tiers
        if tier.level in WITHIN
        for one in tier.ranges
    }


def _statutory_by_id(
    catalogue: Catalogue, benchmark: Discretion, name: str
) -> StatutoryRange | None:
    power = catalogue.powers.get(benchmark.power)
    return catalogue.ranges_of(power).get(name) if power else None


def _statutory(catalogue: Catalogue, benchmark: Discretion, name: str) -> list[StatutoryRange]:
    """The ranges of this id that the law allows while the benchmark runs, each width once."""
    power = catalogue.powers.get(benchmark.power)
    if power is None:
        return []
    found: dict[tuple[object, ...], StatutoryRange] = {}
    for _, basis in power.all_bases():
        start, end = catalogue.basis_period(basis)
        if (end or date.max) < benchmark.from_ or (start or date.min) > (
            benchmark.until or date.max
        ):
            continue
        for one in basis.ranges:
            if one.id == name:
                found.setdefault((one.unit, *_bounds(one)), one)
    return list(found.values())


@dataclass(frozen=True)
class Piece:
    """A tier's share of a statutory range."""

    path: tuple[str | int, ...]
    level: TierLevel
    range: TierRange

    @property
    def label(self) -> str:
        return f"“{self.level.label}”{words(self.range)}"


def _bounds(one: Range) -> tuple[Decimal, bool, Decimal, bool]:
    """Lower and upper bound, each with whether it is left out; no bound is 0 and infinity."""
    low = one.min if one.min is not None else Decimal(0)
    high = one.max if one.max is not None else Decimal("Infinity")
    return low, one.min_open, high, one.max_open


def _faults(
    benchmark: Discretion, allowed: StatutoryRange
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    pieces = [
        Piece(("tiers", t, "ranges", r), tier.level, one)
        for t, tier in enumerate(benchmark.tiers)
        for r, one in enumerate(tier.ranges)
        if one.range == allowed.id
    ]
    for piece in pieces:
        if piece.range.unit is not allowed.unit:
            what = f"单位是“{piece.range.unit.label}”，法定幅度的单位是“{allowed.unit.label}”"
            yield (*piece.path, "unit"), what
    if any(piece.range.unit is not allowed.unit for piece in pieces):
        return
    floor = _bounds(allowed)[0]
    for piece in pieces:
        if piece.level is TierLevel.NONE:
            yield piece.path, "“不予处罚”的档次不写幅度"
        elif piece.level is TierLevel.MITIGATED and _bounds(piece.range)[2] > floor:
            what = f"{piece.label}没有在法定下限{floor:,f}{allowed.unit.sign}以下"
            yield (*piece.path, "max"), what
    # Rows of one level with one range differ in circumstances only: no overlap.
    within = list({(p.level, _bounds(p.range)): p for p in pieces if p.level in WITHIN}.values())
    within.sort(key=lambda piece: (_bounds(piece.range)[0], _bounds(piece.range)[1]))
    if within:
        yield from _tiling(within, allowed)


def _tiling(
    within: list[Piece], allowed: StatutoryRange
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    unit = allowed.unit.sign
    low, low_open, high, high_open = _bounds(allowed)
    first = within[0]
    start, start_open, _, _ = _bounds(first.range)
    if start < low or (start == low and low_open and not start_open):
        yield (*first.path, "min"), f"{first.label}低于法定下限{low:,f}{unit}"
    elif start > low or (start_open and not low_open):
        yield (*first.path, "min"), f"从法定下限{low:,f}{unit}到{first.label}之间有空档"
    for before, after in pairwise(within):
        _, _, end, end_open = _bounds(before.range)
        begin, begin_open, _, _ = _bounds(after.range)
        # 以上 and 以下 both include the number (Civil Code, 1259): neighbours that touch are no overlap.
        if begin < end:
            yield (*after.path, "min"), f"{before.label}与{after.label}重叠"
        elif begin > end or (begin_open and end_open):
            yield (*after.path, "min"), f"{before.label}与{after.label}之间有空档"
        if WITHIN.index(after.level) < WITHIN.index(before.level):
            yield (*after.path, "min"), f"{after.label}比{before.label}还重"
    last = max(within, key=lambda piece: (_bounds(piece.range)[2], not piece.range.max_open))
    _, _, end, end_open = _bounds(last.range)
    if end > high or (end == high and high_open and not end_open):
        yield (*last.path, "max"), f"{last.label}超过法定上限{high:,f}{unit}"
    elif end < high or (end_open and not high_open):
        top = "没有上限" if high == Decimal("Infinity") else f"是{high:,f}{unit}"
        yield (*last.path, "max"), f"{last.label}之上有空档，法定上限{top}"
