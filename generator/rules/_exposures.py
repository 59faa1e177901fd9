"""Exposures against the power that they are about (STR008)."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, hit
from generator.models.exposures import Exposure


def exposed_under_the_power_of_another(catalogue: Catalogue) -> Iterator[Hit]:
    """An exposure of a department under a power of another."""
    for one in catalogue.all(Exposure):
        power = catalogue.powers.get(one.power.partition("/")[0])
        owner = catalogue.departments.get(power.department) if power else None
        # Where a department's folder is named wrongly, nothing is another's.
        if power and owner and owner.id != one.department in catalogue.departments:
            name = owner.short_name
            what = f"“职权”指的“{power.id}”（{power.name}）是{name}的职权，不是被通报的部门的"
            advice = "核对职权和部门，把写错的一个改正。"
            yield hit(one.at("power"), see=(power.at("id"),), what=what, advice=advice)
