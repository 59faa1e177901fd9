"""裁量基准怎样展示：每一档对每个法定幅度写什么，实际各有几件。"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.catalogue import Catalogue
from generator.models.choices import TierLevel
from generator.models.discretion import Discretion, Tier
from generator.models.parts import StatutoryRange
from generator.models.penalties import Penalty
from generator.site.filters import range_label
from generator.site.scale import on_range


@dataclass(frozen=True)
class TierView:
    """A tier as its row shows it. level: its key; amounts: one for each statutory range, in their
    order; counts: the fines on the ruler of each; count: how many outcomes fell in it."""

    id: str
    name: str
    level: str
    circumstances: list[str]
    amounts: list[Markup | str]
    note: str | None
    counts: list[int]
    count: int


@dataclass(frozen=True)
class Rest:
    """Outcomes of a power that fell in no tier of a benchmark, and all of them: so that a table of
    tiers adds up to what the rulers show. spared: decisions not to punish among them."""

    counts: list[int]
    count: int
    spared: int
    sums: list[int]
    total: int


@dataclass(frozen=True)
class BenchmarkView:
    """A benchmark, the statutory ranges that it divides, its tiers, lightest first, and its outcomes.

    rest: the other outcomes of its power.
    """

    benchmark: Discretion
    ranges: list[StatutoryRange]
    tiers: list[TierView]
    cases: list[Penalty]
    rest: Rest

    @property
    def labels(self) -> list[str]:
        """What tells the statutory ranges apart."""
        return [allowed.when or allowed.kind.label for allowed in self.ranges]


def benchmark_view(
    catalogue: Catalogue, benchmark: Discretion, penalties: Iterable[Penalty]
) -> BenchmarkView:
    """A benchmark with those of its power's `penalties` that were decided by it, newest first."""
    power = catalogue.powers.get(benchmark.power)
    known = catalogue.ranges_of(power) if power else {}
    used = dict.fromkeys(part.range for tier in benchmark.tiers for part in tier.ranges)
    ranges = [known[name] for name in used if name in known]
    everything = list(penalties)
    cases = [case for case in everything if case.discretion == benchmark.id]
    cases.sort(key=lambda case: case.decided_on, reverse=True)

    def counts(several: Sequence[Penalty]) -> list[int]:
        return [
            sum(on_range(case, allowed, known) is not None for case in several)
            for allowed in ranges
        ]

    names = {tier.id for tier in benchmark.tiers}
    fell = {tier.id: [case for case in cases if case.tier == tier.id] for tier in benchmark.tiers}
    others = [
        case for case in everything if case.discretion != benchmark.id or case.tier not in names
    ]
    tiers = [
        TierView(
            id=tier.id,
            name=tier.name or tier.level.label,
            level=tier.level.value,
            circumstances=tier.circumstances,
            amounts=_amounts(tier, ranges),
            note=tier.note,
            counts=counts(fell[tier.id]),
            count=len(fell[tier.id]),
        )
        for tier in benchmark.tiers
    ]
    rest = Rest(
        counts(others),
        len(others),
        sum(not case.kinds for case in others),
        counts(everything),
        len(everything),
    )
    return BenchmarkView(benchmark, ranges, tiers, cases, rest)


def _amounts(tier: Tier, ranges: Sequence[StatutoryRange]) -> list[Markup | str]:
    parts = {part.range: part for part in tier.ranges}
    absent = "不予处罚" if tier.level is TierLevel.NONE else "基准没有写明"
    return [range_label(parts[allowed.id]) if allowed.id in parts else absent for allowed in ranges]
