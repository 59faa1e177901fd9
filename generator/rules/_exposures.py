"""Exposures against the power that they are about, and against who answered for it (STR008)."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, hit
from generator.models.accountability import Accountability
from generator.models.exposures import Exposure


def exposed_with_what_is_of_another(catalogue: Catalogue) -> Iterator[Hit]:
    """An exposure of a department under a power of another, or tied to what was pursued for something else."""
    for one in catalogue.all(Exposure):
        # A power that is written wrongly is none of those that were pursued either: it is said once.
        found = _power_of_another(catalogue, one) or _pursued_for_another(catalogue, one)
        if found is not None:
            yield found


def _power_of_another(catalogue: Catalogue, one: Exposure) -> Hit | None:
    power = catalogue.powers.get(one.power.partition("/")[0])
    owner = catalogue.departments.get(power.department) if power else None
    # Where a department's folder is named wrongly, nothing is another's.
    if power is None or owner is None or owner.id == one.department:
        return None
    if one.department not in catalogue.departments:
        return None
    name = owner.short_name
    what = f"“职权”指的“{power.id}”（{power.name}）是{name}的职权，不是被通报的部门的"
    advice = "核对职权和部门，把写错的一个改正。"
    return hit(one.at("power"), see=(power.at("id"),), what=what, advice=advice)


def _pursued_for_another(catalogue: Catalogue, one: Exposure) -> Hit | None:
    """Where the record of holding to account is about another department or names other powers."""
    pursued = catalogue.of(Accountability.register.name).get(one.accountability)
    if not isinstance(pursued, Accountability):
        return None  # a reference to nothing, said already
    known = {one.department, pursued.department} <= catalogue.departments.keys()
    if known and pursued.department != one.department:
        whose = catalogue.departments[pursued.department].short_name
        what = f"“责任追究”指的“{pursued.id}”追究的是{whose}的执法，不是被通报的部门的"
        place = pursued.at("id")
    elif pursued.powers and not any(_are_one(one.power, named) for named in pursued.powers):
        about = "”“".join(pursued.powers)
        what = f"“责任追究”指的“{pursued.id}”涉及的职权是“{about}”，通报写的职权是“{one.power}”"
        place = pursued.at("powers")
    else:
        return None
    advice = "核对通报的职权和追究的记录，把写错的一个改正；追究的记录漏写了职权的，补写。"
    return hit(one.at("accountability"), see=(place,), what=what, advice=advice)


def _are_one(one: str, other: str) -> bool:
    """Whether two references name the same power, or a power and a sub-item of it."""
    return one == other or one.partition("/")[0] == other or one == other.partition("/")[0]
