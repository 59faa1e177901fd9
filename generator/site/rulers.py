"""一项职权的尺子：每个法定幅度一把，全部公开的结果都在上面，各案共用。"""

from collections.abc import Sequence

from generator.models.discretion import Discretion
from generator.models.parts import StatutoryRange
from generator.models.powers import Power
from generator.site.pages import Edition
from generator.site.scale import Scale, on_range, scale


def ruler(
    edition: Edition, power: Power, allowed: StatutoryRange, benchmarks: Sequence[Discretion]
) -> Scale | None:
    """The ruler of a range, divided as benchmarks divide it; made once for all pages of an edition."""
    key = (power.id, allowed.id, *(one.id for one in benchmarks))
    if key not in edition.rulers:
        edition.rulers[key] = _ruler(edition, power, allowed, benchmarks)
    return edition.rulers[key]


def _ruler(
    edition: Edition, power: Power, allowed: StatutoryRange, benchmarks: Sequence[Discretion]
) -> Scale | None:
    known = edition.catalogue.ranges_of(power)
    cases = edition.catalogue.penalties_by_power.get(power.id, [])
    values = [on_range(case, allowed, known) for case in cases]
    tiers = [tier for one in benchmarks for tier in one.tiers]
    # A decision not to punish names no range: it stands beside the first of its basis.
    leads = any(b.ranges and b.ranges[0].id == allowed.id for _, b in power.all_bases())
    spared = sum(not case.kinds and (case.range or leads) in (allowed.id, True) for case in cases)
    return scale(allowed, tiers, [value for value in values if value is not None], spared)
