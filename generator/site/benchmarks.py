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


@dataclass(frozen=True)
class TierView:
    """A tier as its row shows it. level: its key; amounts: one for each statutory range, in their
    order; count: how many outcomes fell in it."""

    id: str
    name: str
    level: str
    circumstances: list[str]
    amounts: list[Markup | str]
    note: str | None
    count: int


@dataclass(frozen=True)
class BenchmarkView:
    """A benchmark, the statutory ranges that it divides, its tiers, lightest first, and its outcomes."""

    benchmark: Discretion
    ranges: list[StatutoryRange]
    tiers: list[TierView]
    cases: list[Penalty]

    @property
    def labels(self) -> list[str]:
        """What tells the statutory ranges apart."""
        return [allowed.when or allowed.kind.label for allowed in self.ranges]


def benchmark_view(
    catalogue: Catalogue, benchmark: Discretion, penalties: Iterable[Penalty]
) -> BenchmarkView:
    """A benchmark with those of `penalties` that were decided by it, newest first."""
    power = catalogue.powers.get(benchmark.power)
    known = catalogue.ranges_of(power) if power else {}
    used = dict.fromkeys(part.range for tier in benchmark.tiers for part in tier.ranges)
    ranges = [known[name] for name in used if name in known]
    cases = [case for case in penalties if case.discretion == benchmark.id]
    cases.sort(key=lambda case: case.decided_on, reverse=True)
    tiers = [
        TierView(
            id=tier.id,
            name=tier.name or tier.level.label,
            level=tier.level.value,
            circumstances=tier.circumstances,
            amounts=_amounts(tier, ranges),
            note=tier.note,
            count=sum(case.tier == tier.id for case in cases),
        )
        for tier in benchmark.tiers
    ]
    return BenchmarkView(benchmark, ranges, tiers, cases)


def _amounts(tier: Tier, ranges: Sequence[StatutoryRange]) -> list[Markup | str]:
    parts = {part.range: part for part in tier.ranges}
    absent = "不予处罚" if tier.level is TierLevel.NONE else "基准没有写明"
    return [range_label(parts[allowed.id]) if allowed.id in parts else absent for allowed in ranges]
