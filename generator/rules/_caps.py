"""What the law itself allows as a fine, from the least to the most (part of DSC001).

No reason lifts the upper end. Below the lower end stands only what is mitigated, never what is
called lighter: 从轻 stays within the range (Penalty Law 32; domain: discretion).
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.catalogue import Catalogue
from generator.findings import Hit, Place, hit
from generator.models.choices import PenaltyKind, TierLevel, Unit
from generator.models.parts import Basis, Citation, StatutoryRange
from generator.models.penalties import Penalty
from generator.models.powers import Power

NO_BASE = "幅度按倍数、百分比或者数量，案件没有写计罚基数或者计罚数量"
REVERSED = "所用幅度的下限大于上限，改好后才能核对"
SEVERAL = "决定并用几条罚则，法定上限要合起来算"
ADVICE = (
    "核对罚款数额、计罚基数和适用幅度；理由只能说明为什么不按档次，不能使罚款超过法定上限。"
    "职权的法定幅度写错的，改正职权。"
)
BELOW_ADVICE = (
    "核对罚款数额、计罚基数和适用幅度。法定下限以下只能是减轻处罚，写明减轻的理由、依据，档次写减轻；"
    "从轻只能在法定幅度以内。"
)
# Within the statutory range, from light to heavy (Penalty Law 32, 33; domain: discretion).
WITHIN = (TierLevel.LIGHTER, TierLevel.ORDINARY, TierLevel.HEAVIER)
Article = tuple[str, date, str]


@dataclass(frozen=True)
class Cap:
    """A statutory range for one case, its ends in yuan; None where they cannot be worked out."""

    range: StatutoryRange
    place: Place
    least: Decimal | None
    most: Decimal | None

    def allows(self, fine: Decimal) -> bool:
        if self.most is None:
            return False
        return fine < self.most or (fine == self.most and not self.range.max_open)

    def reached(self, fine: Decimal) -> bool:
        if self.least is None:
            return True
        return fine > self.least or (fine == self.least and not self.range.min_open)


def counted(case: Penalty, one: StatutoryRange | None) -> str:
    """`（基数20,000元，不足200,000元，按200,000元计算）`: what the ends are multiplied with."""
    if one is None or one.unit is Unit.YUAN:
        return ""
    if one.unit is Unit.YUAN_EACH:
        return f"（{one.of or '数量'}{one.unit.sign}，数量{case.quantity:,f}）"
    words = f"基数{case.base_amount:,f}元"
    if one.base_floor is not None and (case.base_amount or 0) < one.base_floor:
        words += f"，不足{one.base_floor:,f}元，按{one.base_floor:,f}元计算"
    return f"（{words}）"


def penal_articles(catalogue: Catalogue) -> Set[Article]:
    """The articles, in their versions, on which some power may fine."""
    return {
        _article(basis)
        for power in catalogue.powers.values()
        for _, basis in power.all_bases()
        if any(one.kind is PenaltyKind.FINE for one in basis.ranges)
    }


def outside_the_law(
    catalogue: Catalogue, case: Penalty, penal: Set[Article]
) -> tuple[Hit | None, str]:
    """A fine above every range that the law allows for it, or below them all and not mitigated.

    Or the fact that is missing to tell. penal: from `penal_articles`. A power without statutory
    ranges says nothing.
    """
    power = catalogue.powers.get(case.power.partition("/")[0])
    fine = case.fine
    if power is None or not fine:
        return None, ""
    caps = list(_caps(catalogue, case, power))
    if not caps:
        return None, ""
    if any(cap.range.is_reversed for cap in caps):
        return None, REVERSED
    if any(cap.allows(fine) for cap in caps):
        return _below(catalogue, case, caps), ""
    if any(cap.most is None for cap in caps):
        return None, NO_BASE
    if len({_article(one) for one in case.bases} & penal) > 1:
        return None, SEVERAL
    highest = max(caps, key=lambda cap: cap.most or 0)
    what = f"罚款{fine:,f}元，超过法定上限{highest.most:,f}元"
    if highest.range.unit.has_base:
        what += f"（{case.base_amount:,f}元的{highest.range.max:,f}{highest.range.unit.label}）"
    elif highest.range.unit is Unit.YUAN_EACH:
        what += counted(case, highest.range)
    elif highest.range.max_open:
        what += "（不含本数）"
    return _hit(case, highest, what, ADVICE), ""


def _below(catalogue: Catalogue, case: Penalty, caps: list[Cap]) -> Hit | None:
    """A fine under the least of every range, where nothing says that it was mitigated."""
    fine = case.fine or Decimal(0)
    if any(cap.reached(fine) for cap in caps):
        return None
    level = _level(catalogue, case)
    if level is TierLevel.MITIGATED or (case.reason and level not in WITHIN):
        return None
    lowest = min(caps, key=lambda cap: cap.least or 0)
    what = f"罚款{fine:,f}元，低于法定下限{lowest.least:,f}元{counted(case, lowest.range)}"
    if case.reason:
        what += "，档次却不是“减轻”"
    else:
        what += "，没有写减轻的理由"
    return _hit(case, lowest, what, BELOW_ADVICE)


def _level(catalogue: Catalogue, case: Penalty) -> TierLevel | None:
    benchmark = catalogue.discretion.get(case.discretion or "")
    tiers = benchmark.tiers if benchmark else []
    return next((tier.level for tier in tiers if tier.id == case.tier), None)


def _hit(case: Penalty, cap: Cap, what: str, advice: str) -> Hit:
    number = case.number or case.id
    return hit(case.at("fine"), see=(cap.place,), advice=advice, number=number, what=what)


def _caps(catalogue: Catalogue, case: Penalty, power: Power) -> Iterator[Cap]:
    for path, basis in _bases(catalogue, case, power):
        for index, one in enumerate(basis.ranges):
            if one.kind is not PenaltyKind.FINE or case.range not in (None, one.id):
                continue
            place = power.at(*path, "ranges", index)
            unit = case.worth(one.unit, one.base_floor)
            least = (one.min or Decimal(0)) * unit if unit is not None else None
            if one.max is None:
                yield Cap(one, place, least, Decimal("Infinity"))
            else:
                yield Cap(one, place, least, None if unit is None else one.max * unit)


def _bases(
    catalogue: Catalogue, case: Penalty, power: Power
) -> list[tuple[tuple[str | int, ...], Basis]]:
    """The bases that the case cites, else all that had begun: an ended one may still be the act's."""
    own = catalogue.bases_of(power, case.power.partition("/")[2])
    begun = []
    for path, basis in power.all_bases():
        start, _ = catalogue.basis_period(basis)
        mine = any(basis is one for one in own) or not own
        if mine and (start is None or start <= case.decided_on):
            begun.append((path, basis))
    cited = {_article(one) for one in case.bases}
    return [(path, basis) for path, basis in begun if _article(basis) in cited] or begun


def _article(citation: Citation) -> Article:
    return citation.law, citation.version, citation.article
