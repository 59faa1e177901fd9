"""别人的结果：公开的处罚落在法定幅度的哪里，各有几件。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from generator.models.parts import StatutoryRange
from generator.models.penalties import Penalty
from generator.site.scale import outcome_value, outside


@dataclass(frozen=True)
class OutcomeFigures:
    """Counts of outcomes that add up to `total`.

    none: no penalty · below, within, above: by the statutory range that each names · unplaced:
    fined, and the record does not say in which range · other: penalties without a fine.
    median: of all fines, in yuan. first, last: days of the earliest and the latest decision.
    """

    total: int
    none: int
    below: int
    within: int
    above: int
    unplaced: int
    other: int
    fined: int
    median: Decimal | None
    first: date | None
    last: date | None


def outcome_figures(
    cases: Sequence[Penalty], ranges: Mapping[str, StatutoryRange]
) -> OutcomeFigures:
    """Figures of some outcomes of one power; ranges: its statutory ranges by id."""
    sides = {-1: 0, 0: 0, 1: 0}
    unplaced = 0
    fines = [case for case in cases if case.fine]
    for case in fines:
        statutory = ranges.get(case.range or "")
        value = outcome_value(case, statutory) if statutory else None
        if statutory is None or value is None:
            unplaced += 1
        else:
            sides[outside(value, statutory)] += 1
    days = [case.decided_on for case in cases]
    none = sum(not case.kinds for case in cases)
    return OutcomeFigures(
        total=len(cases),
        none=none,
        below=sides[-1],
        within=sides[0],
        above=sides[1],
        unplaced=unplaced,
        other=len(cases) - none - len(fines),
        fined=len(fines),
        median=median(case.fine for case in fines if case.fine) if fines else None,
        first=min(days, default=None),
        last=max(days, default=None),
    )
