"""The most that the law itself allows as a fine: no reason lifts it (part of DSC001)."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.catalogue import Catalogue
from generator.findings import Hit, Place, hit
from generator.models.choices import PenaltyKind, Unit
from generator.models.parts import Basis, Citation, StatutoryRange
from generator.models.penalties import Penalty
from generator.models.powers import Power

NO_BASE = "幅度按倍数或者百分比，案件没有写计罚基数"
SEVERAL = "决定并用几条罚则，法定上限要合起来算"
ADVICE = (
    "核对罚款数额、计罚基数和适用幅度；理由只能说明为什么不按档次，不能使罚款超过法定上限。"
    "职权的法定幅度写错的，改正职权。"
)
Article = tuple[str, date, str]


@dataclass(frozen=True)
class Cap:
    """The upper end of a statutory range for one case, in yuan; None where it cannot be worked out."""

    range: StatutoryRange
    place: Place
    most: Decimal | None

    def allows(self, fine: Decimal) -> bool:
        if self.most is None:
            return False
        return fine < self.most or (fine == self.most and not self.range.max_open)


def worth(unit: Unit, base: Decimal | None) -> Decimal | None:
    """What one unit of a range is in yuan, None where the base is not known."""
    if unit is Unit.YUAN:
        return Decimal(1)
    if base is None:
        return None
    return base if unit is Unit.TIMES else base / 100


def penal_articles(catalogue: Catalogue) -> Set[Article]:
    """The articles, in their versions, on which some power may fine."""
    return {
        _article(basis)
        for power in catalogue.powers.values()
        for _, basis in power.all_bases()
        if any(one.kind is PenaltyKind.FINE for one in basis.ranges)
    }


def over_the_cap(
    catalogue: Catalogue, case: Penalty, penal: Set[Article]
) -> tuple[Hit | None, str]:
    """A fine above every cap that the law allows for it; or the fact that is missing to tell.

    penal: from `penal_articles`. A power without statutory ranges says nothing.
    """
    power = catalogue.powers.get(case.power.partition("/")[0])
    fine = case.fine
    if power is None or not fine:
        return None, ""
    caps = list(_caps(catalogue, case, power))
    if not caps or any(cap.allows(fine) for cap in caps):
        return None, ""
    if any(cap.most is None for cap in caps):
        return None, NO_BASE
    if len({_article(one) for one in case.bases} & penal) > 1:
        return None, SEVERAL
    highest = max(caps, key=lambda cap: cap.most or 0)
    what = f"罚款{fine:,f}元，超过法定上限{highest.most:,f}元"
    if highest.range.unit is not Unit.YUAN:
        what += f"（{case.base_amount:,f}元的{highest.range.max:,f}{highest.range.unit.label}）"
    elif highest.range.max_open:
        what += "（不含本数）"
    number = case.number or case.id
    return hit(case.at("fine"), see=(highest.place,), advice=ADVICE, number=number, what=what), ""


def _caps(catalogue: Catalogue, case: Penalty, power: Power) -> Iterator[Cap]:
    for path, basis in _bases(catalogue, case, power):
        for index, one in enumerate(basis.ranges):
            if one.kind is not PenaltyKind.FINE or case.range not in (None, one.id):
                continue
            place = power.at(*path, "ranges", index)
            # So much for each thing: how many there were is not written.
            unit = None if one.unit is Unit.YUAN and one.of else worth(one.unit, case.base_amount)
            if one.max is None:
                yield Cap(one, place, Decimal("Infinity"))
            else:
                yield Cap(one, place, None if unit is None else one.max * unit)


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
