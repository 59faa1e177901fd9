"""The privacy rules asked before anything is written: a branch that was pushed is public already."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Severity, Unchecked
from generator.masking import Kind
from generator.models.base import Record
from generator.models.bodies import Body
from generator.models.departments import Department
from generator.models.portal import Portal
from generator.rules import all_rules

CODES = sorted({kind.rule for kind in Kind})


def private(
    model: type[Record], records: Sequence[Record], catalogue: Catalogue, day: date
) -> Mapping[str, list[tuple[str, str, str, bool]]]:
    """What the records would publish of somebody: by key, field, what is wrong, how to mend it, whether it is certain."""
    found: dict[str, list[tuple[str, str, str, bool]]] = {}
    if model.register.root != "public" or not records:
        return found
    around = (Portal, Department, Body)
    alone = Catalogue(
        {
            **{one.register.name: catalogue.all(one) for one in around if one is not model},
            model.register.name: records,
        }
    )
    for code in CODES:
        rule = all_rules()[code]
        for hit in rule.check(alone, day):
            if isinstance(hit, Unchecked) or hit.place.register != model.register.name:
                continue
            name = ".".join(str(one) for one in hit.place.path if not isinstance(one, int))
            what = rule.message.format(**hit.values)
            found.setdefault(hit.place.record, []).append(
                (
                    name,
                    f"{what}（{code}）",
                    hit.advice or rule.advice,
                    (hit.severity or rule.severity) is Severity.ERROR,
                )
            )
    return found
