"""What an outcome says of itself against the records that it names: power, benchmark, law, amounts."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from generator.catalogue import Catalogue
from generator.findings import Hit, Path, Severity, hit
from generator.models.base import LIST_SEPARATOR, registers
from generator.models.choices import PenaltyKind
from generator.models.outcomes import Outcome
from generator.models.penalties import Penalty, Procedure
from generator.models.powers import Power
from generator.rules._rows import odd, of_alike
from generator.sources.row_records import Rows


def outcome_models() -> list[type[Outcome]]:
    """Every register that holds outcomes."""
    return [model for model in registers().values() if issubclass(model, Outcome)]


def outcomes(catalogue: Catalogue) -> Iterator[Outcome]:
    """Every outcome of every register that holds outcomes."""
    for model in outcome_models():
        yield from catalogue.all(model)


def of_another(catalogue: Catalogue) -> Iterator[Hit]:
    """STR008: a power of another department, laws of other powers, a benchmark of another power or sub-item."""
    for model in outcome_models():
        yield from of_alike(catalogue, model, partial(_power_of_another, catalogue), "power")
        rests_on = ("power", "bases", *(("kinds",) if model is Penalty else ()))
        yield from of_alike(catalogue, model, partial(_laws_of_another, catalogue), *rests_on)
    look = partial(_benchmark_of_another, catalogue)
    yield from of_alike(catalogue, Penalty, look, "power", "discretion")


def _power_of_another(catalogue: Catalogue, outcome: Outcome) -> Iterator[Hit]:
    power = catalogue.powers.get(outcome.power.partition("/")[0])
    if power is None:
        return
    if power.department == outcome.department:
        yield from _power_of_another_type(outcome, power)
        return
    owner = catalogue.departments.get(power.department)
    yield hit(
        outcome.at("power"),
        see=(power.at("id"),),
        what=f"“职权”指的“{power.id}”（{power.name}）是{owner.short_name if owner else power.department}"
        "的职权，不是作出决定的部门的",
        advice="核对职权标识；决定是别的部门作出的，把这一行移到那个部门的文件里。",
    )


def _power_of_another_type(outcome: Outcome, power: Power) -> Iterator[Hit]:
    if power.type in outcome.power_types:
        return
    fits = next(
        model.register
        for model in registers().values()
        if issubclass(model, Outcome) and power.type in model.power_types
    )
    yield hit(
        outcome.at("power"),
        see=(power.at("type"),),
        what=f"“职权”指的“{power.id}”（{power.name}）是{power.type.label}，写在了{outcome.register.title}里",
        advice=f"核对职权标识；职权没有写错的，把这一行移到{fits.title}（{fits.name}/）的文件里。",
    )


def _laws_of_another(catalogue: Catalogue, outcome: Outcome) -> Iterator[Hit]:
    """Where no law that it cites ever carried its power. Beside one that did, others may stand: general laws, too."""
    if isinstance(outcome, Penalty) and not outcome.kinds:
        return  # that nothing is imposed may rest on the general law alone (Penalty Law, 30 to 33)
    power = catalogue.powers.get(outcome.power.partition("/")[0])
    if power is None or next(_power_of_another(catalogue, outcome), None):
        return  # said already
    carrying = {basis.law for _, basis in power.all_bases()}
    cited = dict.fromkeys(citation.law for citation in outcome.bases)
    if not carrying or not cited or not carrying.isdisjoint(cited):
        return
    if all(law in catalogue.laws for law in cited):
        titles = "".join(f"《{catalogue.laws[law].short_title}》" for law in cited)
        what = f"“法律依据”写的是{titles}，职权“{power.name}”从来没有以它为依据"
        advice = (
            "照决定书核对法律依据和职权；当时确实以它为依据的，把它补进职权，写明“止（until）”。"
        )
        yield hit(
            outcome.at("bases"),
            see=(power.at("bases"),),
            severity=Severity.WARNING,
            what=what,
            advice=advice,
        )


def _benchmark_of_another(catalogue: Catalogue, case: Penalty) -> Iterator[Hit]:
    benchmark = catalogue.discretion.get(case.discretion or "")
    if benchmark is None:
        return
    power, _, sub = case.power.partition("/")
    advice = "改写成这项职权自己的裁量基准；职权写错的，改正职权。"
    if benchmark.power != power:
        what = f"“裁量基准”指的“{benchmark.id}”是职权“{benchmark.power}”的，本案的职权是“{power}”"
        place, see = case.at("discretion"), (benchmark.at("power"),)
        yield hit(place, see=see, what=what, advice=advice)
    elif sub and benchmark.sub_item not in (None, sub):
        what = (
            f"“裁量基准”指的“{benchmark.id}”只适用于子项“{benchmark.sub_item}”，本案的子项是“{sub}”"
        )
        place, see = case.at("discretion"), (benchmark.at("sub_item"),)
        yield hit(place, see=see, what=what, advice=advice)


def fines_unlike_kinds(catalogue: Catalogue) -> Iterator[Hit]:
    """STR004: an amount without a fine among the kinds; a fine without its amount is FIN001's."""
    for case in odd(catalogue, Penalty, _fined_otherwise):
        if case.fine and PenaltyKind.FINE not in case.kinds:
            yield hit(
                case.at("kinds"),
                what=f"“罚款”写的是{case.fine:,f}元，“处罚种类”里没有罚款",
                advice="在“处罚种类（kinds）”里加上 fine，几种用 ; 分开；没有罚款的，把数额删去。",
            )


def _fined_otherwise(rows: Rows) -> Iterator[int]:
    """The proved rows that have an amount, and no fine among the kinds as they are usually written."""
    usual = f"{PenaltyKind.FINE}"
    for place, (fine, kinds) in enumerate(
        zip(rows.column("fine"), rows.column("kinds"), strict=True)
    ):
        if fine and kinds != usual and usual not in kinds.split(LIST_SEPARATOR):
            yield place


def without_procedure(catalogue: Catalogue) -> Iterator[Hit]:
    """STR004: where a case came from and how it went, of a decision that says more than double disclosure asks."""
    for case in odd(catalogue, Penalty, _silent_on_procedure):
        for name in case.untold:
            what = f"缺少“{Penalty.model_fields[name].title}”（{name}）"
            advice = "照案卷补写；只有双公示内容的决定才可以不写。"
            yield hit(case.at(name), what=what, advice=advice)


def _silent_on_procedure(rows: Rows) -> Iterator[int]:
    """The proved rows that leave out where the case came from or how it went."""
    pairs = zip(rows.column("source"), rows.column("procedure"), strict=True)
    return (place for place, (source, procedure) in enumerate(pairs) if not (source and procedure))


def decided_before_the_law(catalogue: Catalogue) -> Iterator[Hit]:
    """STR011: the cited text was not yet in force when it was decided.

    One that had ended may be right: the law at the time of the act holds, unless the later one is
    lighter (Penalty Law, 37), and when the act was is not written.
    """
    for model in outcome_models():
        look = partial(_before_the_law, catalogue)
        yield from of_alike(catalogue, model, look, "bases", first="decided_on")


def _before_the_law(catalogue: Catalogue, outcome: Outcome) -> Iterator[Hit]:
    for index, citation in enumerate(outcome.bases):
        version = catalogue.version(citation)
        if version is not None and outcome.decided_on < version.effective:
            yield _too_early(outcome, ("bases", index), version.law.short_title, version.effective)


def decided_before_the_power(catalogue: Catalogue) -> Iterator[Hit]:
    """STR011: on its day the department did not hold the power yet, as the list has it.

    Only a question where the list begins with a text that came later.
    """
    for model in outcome_models():
        look = partial(_before_the_power, catalogue)
        yield from of_alike(catalogue, model, look, "power", first="decided_on")


def _before_the_power(catalogue: Catalogue, outcome: Outcome) -> Iterator[Hit]:
    found = held_from(catalogue, outcome.power)
    if found is not None and outcome.decided_on < found[1]:
        power, since = found
        what = f"决定日期是{outcome.decided_on}，职权“{power.name}”最早的依据{since}起才有效"
        advice = "核对决定日期和职权；当时另有依据的，把旧依据补进职权，写明“止（until）”。"
        yield hit(
            outcome.at("power"),
            see=(power.at("bases"),),
            severity=Severity.WARNING,
            what=what,
            advice=advice,
        )


def decided_after_the_power(catalogue: Catalogue) -> Iterator[Hit]:
    """STR011: on its day the department no longer held the power, as the list has it, or did not hold it again yet.

    A question only: new bases are listed within a month of the law. A penalty of the ordinary procedure may rest on
    what had ended, as above; what is decided on the spot was done that day.
    """
    for model in outcome_models():
        for outcome in odd(catalogue, model, partial(_on_days_without_basis, catalogue)):
            yield from _after_the_power(catalogue, outcome)


def _on_days_without_basis(catalogue: Catalogue, rows: Rows) -> Iterator[int]:
    """The proved rows decided under a power on a day on which none of its bases carried it."""
    known: dict[tuple[str, str], bool] = {}
    for place, named in enumerate(
        zip(rows.column("power"), rows.column("decided_on"), strict=True)
    ):
        if named not in known:
            known[named] = _ended(catalogue, named[0], date.fromisoformat(named[1])) is not None
        if known[named]:
            yield place


def _after_the_power(catalogue: Catalogue, outcome: Outcome) -> Iterator[Hit]:
    found = _ended(catalogue, outcome.power, outcome.decided_on)
    if found is None:
        return
    if isinstance(outcome, Penalty) and outcome.procedure is not Procedure.SUMMARY:
        return
    power, until = found
    yield hit(
        outcome.at("power"),
        see=(power.at("bases"),),
        severity=Severity.WARNING,
        what=f"决定日期是{outcome.decided_on}，职权“{power.name}”的依据到{until}为止，那天没有依据",
        advice="核对决定日期和职权；那天另有依据的，把它补进职权，写明起止日期；确实没有依据的，报法制机构处理。",
    )


def _ended(catalogue: Catalogue, reference: str, day: date) -> tuple[Power, date] | None:
    """A power of which no basis carries on a day, though one did before, and that one's last day."""
    name, _, sub = reference.partition("/")
    power = catalogue.powers.get(name)
    bases = catalogue.bases_of(power, sub or None) if power else []
    if power is None or any(catalogue.basis_in_force(basis, day) for basis in bases):
        return None
    periods = [catalogue.basis_period(basis) for basis in bases]
    ends = [end for start, end in periods if end and end < day and not (start and start > end)]
    return (power, max(ends)) if ends else None


def held_from(catalogue: Catalogue, reference: str) -> tuple[Power, date] | None:
    """A power and the day its first basis began; None where the list does not tell since when it is held."""
    name, _, sub = reference.partition("/")
    power = catalogue.powers.get(name)
    bases = catalogue.bases_of(power, sub or None) if power else []
    starts = [catalogue.basis_period(basis)[0] for basis in bases]
    begun = [start for start in starts if start is not None]
    if power is None or not begun or len(begun) < len(starts):
        return None
    return power, min(begun)


def _too_early(outcome: Outcome, path: Path, law: str, effective: date) -> Hit:
    what = f"决定日期是{outcome.decided_on}，所引《{law}》的版本{effective}才施行"
    advice = "核对决定日期和所引版本；新版本施行之前作出的决定，引用当时施行的版本。"
    return hit(outcome.at(*path), see=(outcome.at("decided_on"),), what=what, advice=advice)


def called(outcome: Outcome) -> str:
    """An outcome as messages name it: number and title."""
    return f"{outcome.number or outcome.id} {outcome.title}"
