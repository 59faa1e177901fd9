"""Beside the figures that a department declares, those that follow from the outcomes it has published."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.catalogue import Catalogue
from generator.models.annual_reports import AnnualReport
from generator.models.choices import PowerType
from generator.models.outcomes import Outcome


@dataclass(frozen=True)
class Compared:
    """Of a type of power: how many were declared, how many outcomes of the year are published, and their sums."""

    type: PowerType
    declared: int | None
    published: int
    declared_amount: Decimal | None
    published_amount: Decimal

    @property
    def fewer(self) -> bool:
        """Whether less was declared than everybody can count: then one of the two is wrong."""
        return (self.declared or 0) < self.published or (
            self.declared_amount is not None and self.declared_amount < self.published_amount
        )


def shown(catalogue: Catalogue, record: AnnualReport) -> dict[str, Any]:
    """`compared`: each type of which outcomes are published, in the order of the types."""
    counted: Counter[PowerType] = Counter()
    sums: dict[PowerType, Decimal] = defaultdict(Decimal)
    for outcome in catalogue.outcomes.values():
        power = catalogue.powers.get(outcome.power.partition("/")[0])
        of_year = str(outcome.decided_on.year) == record.year
        if power is not None and of_year and outcome.department == record.department:
            counted[power.type] += 1
            sums[power.type] += _amount(outcome)
    declared = {one.type: one for one in record.figures}
    return {
        "compared": [
            Compared(
                kind,
                declared[kind].number if kind in declared else None,
                counted[kind],
                declared[kind].amount if kind in declared else None,
                sums[kind],
            )
            for kind in PowerType
            if counted[kind]
        ]
    }


def _amount(outcome: Outcome) -> Decimal:
    """What a party has to pay or lost: a fine and what was confiscated."""
    paid = (getattr(outcome, name, None) for name in ("fine", "confiscated"))
    return sum((one for one in paid if one is not None), Decimal())
