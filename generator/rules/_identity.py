"""Ids, codes and numbers: given twice (STR007), or not what their record says (STR005, 006, 009)."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from operator import attrgetter

from stdnum.cn import uscc

from generator.catalogue import Catalogue
from generator.decision_numbers import is_form, normalised, parts, printed
from generator.findings import Hit, Path, Place, hit
from generator.models.base import Record, registers
from generator.models.bodies import Body
from generator.models.departments import Department
from generator.models.laws import Law
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.models.powers import Power
from generator.rules._outcomes import outcome_models
from generator.rules._rows import odd, of_alike, several
from generator.rules._walk import parts as parts_of
from generator.sources.row_records import Rows

# (what it is, its value, to whom it belongs, where it stands)
CHECK_THE_CODE = "对照营业执照或者登记证书逐位核对，18位里有一位写错了，不一定是最后一位。"
Given = tuple[str, str, object, Place]


def given_twice(catalogue: Catalogue) -> Iterator[Hit]:
    """Ids and codes over all files, then ids inside one record."""
    for model in registers().values():
        first_of: dict[str, Record] = {}
        for key, record in several(catalogue, [model], Rows.keys, attrgetter("key")):
            # The object is the owner: two records of one key are two.
            earlier = first_of.setdefault(key, record)
            if earlier is not record:
                says = f"{model.register.title}的标识“{record.key}”已经给了别处（{earlier.file}），不能再用"
                yield hit(record.at("id"), see=(earlier.at("id"),), what=says)
    seen: dict[tuple[str, str], tuple[object, Place]] = {}
    for what, value, owner, place in _given(catalogue):
        first = seen.setdefault((what, value), (owner, place))
        if first[0] != owner:
            says = f"{what}“{value}”已经给了别处（{first[1].file}），不能再用"
            yield hit(place, see=(first[1],), what=says)
    for model in registers().values():
        # No cell holds a list of things with ids.
        for record in () if model.register.is_table else catalogue.all(model):
            yield from _twice_inside(record)
    for power in catalogue.all(Power):
        yield from _ranges_at_once(catalogue, power)


def _given(catalogue: Catalogue) -> Iterator[Given]:
    for power in catalogue.all(Power):
        yield from _codes(power)
    for officer in catalogue.all(Officer):
        place = officer.at("certificate")
        yield "执法证号", officer.certificate.upper(), officer.key, place
    for department in catalogue.all(Department):
        if department.code:
            yield "部门编码", department.code, department.key, department.at("code")
    holders: list[Department | Body] = [*catalogue.all(Department), *catalogue.all(Body)]
    for holder in holders:
        if holder.credit_code:
            # A body that is itself a department has one code in both registers.
            owner = holder.department if isinstance(holder, Body) else holder.id
            code = holder.credit_code
            yield "统一社会信用代码", code, owner or f"bodies/{holder.id}", holder.at("credit_code")
    for law in catalogue.all(Law):
        for index, event in enumerate(law.events):
            yield "事件标识", event.id, (law.id, index), law.at("events", index, "id")
    numbers = partial(_numbers, catalogue)
    for number, outcome in several(catalogue, outcome_models(), numbers, _number):
        yield "决定书文号", number, id(outcome), outcome.at("number")


def _number(outcome: Outcome) -> str:
    return normalised(outcome.number or "")


def _numbers(catalogue: Catalogue, rows: Rows) -> list[str]:
    """The numbers of proved rows, normalised; of those printed as they should be without much ado."""
    found = []
    forms = _forms(catalogue, rows)
    plain = {series: normalised(form) for series, form in forms.items()}
    for identity, number in zip(rows.column("id"), rows.column("number"), strict=True):
        series, _, serial = identity.partition("-")
        year = rows.values["year"]
        usual = series in forms and number == printed(forms[series], year, serial)
        found.append(printed(plain[series], year, serial) if usual else normalised(number))
    return found


def _forms(catalogue: Catalogue, rows: Rows) -> dict[str, str]:
    """Series of the department of a file → the form of its numbers, of those that have year and serial in it."""
    department = catalogue.departments.get(rows.values["department"])
    several = department.series if department is not None else []
    # The first of an id counts.
    return {one.id: one.format for one in reversed(several) if is_form(one.format)}


def _oddly_numbered(catalogue: Catalogue, rows: Rows) -> Iterator[int]:
    """The proved rows whose number is not just what series, year and id make of it."""
    forms = _forms(catalogue, rows)
    year = rows.values["year"]
    for place, identity in enumerate(rows.column("id")):
        series, _, serial = identity.partition("-")
        form = forms.get(series)
        if form is None or rows.column("number")[place] != printed(form, year, serial):
            yield place


def _odd(catalogue: Catalogue) -> Iterator[Outcome]:
    for model in outcome_models():
        yield from odd(catalogue, model, partial(_oddly_numbered, catalogue))


def _codes(power: Power) -> Iterator[Given]:
    # A code that comes back to the same item has kept its meaning.
    what = "职权编码"
    if power.code:
        yield what, power.code, power.key, power.at("code")
    for index, former in enumerate(power.former_codes):
        yield what, former.code, power.key, power.at("former_codes", index, "code")
    for index, sub in enumerate(power.sub_items):
        if sub.code:
            place = power.at("sub_items", index, "code")
            yield what, sub.code, f"{power.key}/{sub.id}", place


def _twice_inside(record: Record) -> Iterator[Hit]:
    """Units, posts, series, sub-items, tiers, ranges of one basis: ids that mean one thing in a list."""
    seen: dict[tuple[Path, str], Path] = {}
    for path, part in parts_of(record):
        identity = getattr(part, "id", None)
        if len(path) < 2 or not isinstance(path[-1], int) or identity is None:
            continue
        if record.register.name == "laws":
            continue  # events are told apart over all laws
        first = seen.setdefault((path[:-1], identity), path)
        if first != path:
            says = f"标识“{identity}”在同一个列表里写了两次"
            yield hit(record.at(*path, "id"), see=(record.at(*first, "id"),), what=says)


def _ranges_at_once(catalogue: Catalogue, power: Power) -> Iterator[Hit]:
    # An old basis and its successor may use one id for the same range; two that hold on the same
    # day may not, or a case could not say which of them it fell in.
    seen: dict[str, list[tuple[Path, date, date]]] = {}
    for path, basis in power.all_bases():
        start, end = catalogue.basis_period(basis)
        begins, ends = start or date.min, end or date.max
        for index, allowed in enumerate(basis.ranges):
            at = (*path, "ranges", index, "id")
            for other, from_, until in seen.get(allowed.id, []):
                if other[: len(path)] != path and begins <= until and from_ <= ends:
                    says = f"幅度“{allowed.id}”在同时有效的两条依据里各写了一次"
                    yield hit(power.at(*at), see=(power.at(*other),), what=says)
            seen.setdefault(allowed.id, []).append((at, begins, ends))


def event_ids(catalogue: Catalogue) -> Iterator[Hit]:
    """STR006: an event's id is LAW-DATE-KIND, so that responses of years later still find it."""
    for law in catalogue.all(Law):
        for index, event in enumerate(law.events):
            wanted = f"{law.id}-{event.published}-{event.kind.value}"
            if event.id != wanted:
                says = f"事件标识写的是“{event.id}”，按法律、公布日期和种类应当是“{wanted}”"
                yield hit(law.at("events", index, "id"), what=says)


def numbers_of_another_form(catalogue: Catalogue) -> Iterator[Hit]:
    """STR005: a decision number that its series does not allow."""
    for outcome, form in _numbered(catalogue):
        if parts(outcome.number or "", form) is None:
            series = outcome.id.partition("-")[0]
            says = f"文号写的是“{outcome.number}”，系列“{series}”的文号应当像“{form}”"
            yield hit(outcome.at("number"), what=says, advice=_cure(catalogue, outcome))


def _cure(catalogue: Catalogue, outcome: Outcome) -> str:
    """A number may be of another series, or of another department altogether."""
    number = outcome.number or ""
    owners = [
        (department, series.id)
        for department in catalogue.departments.values()
        for series in department.series
        if parts(number, series.format) is not None
    ]
    for department, series_id in owners:
        if department.id == outcome.department:
            return f"文号是系列“{series_id}”的：把标识改成“{series_id}-顺序号”。"
    for department, _ in owners:
        return (
            f"文号是{department.short_name}的：决定是它作出的，把这一行移到"
            f" lists/departments/{department.id}/ 下面；不是的，照决定书改正文号。"
        )
    return (
        "照决定书改正文号；决定书印的就是这样的，先在 department.yaml 的“文号系列（series）”里"
        "登记这种格式。"
    )


def wrong_credit_codes(catalogue: Catalogue) -> Iterator[Hit]:
    """STR005: a credit code whose last character does not follow from the others (GB 32100)."""
    for model in registers().values():
        for name in ("credit_code", "party_code"):
            if name in model.model_fields:
                yield from of_alike(catalogue, model, partial(_wrong_code, name), name)


def _wrong_code(name: str, record: Record) -> Iterator[Hit]:
    code = getattr(record, name)
    if not code or uscc.is_valid(code):
        return
    # The code itself is not said again: it may be a party's whose name is masked.
    what = "“统一社会信用代码”的第3到8位不是数字"
    if code[:8].isdigit() or code[2:8].isdigit():
        right = uscc.calc_check_digit(code[:17])
        what = f"“统一社会信用代码”的最后一位写的是“{code[17]}”，按前17位算应当是“{right}”"
    yield hit(record.at(name), what=what, advice=CHECK_THE_CODE)


def ids_unlike_numbers(catalogue: Catalogue) -> Iterator[Hit]:
    """STR006: an outcome's id is its series and the serial of its number."""
    for outcome, form in _numbered(catalogue):
        found = parts(outcome.number or "", form)
        series, _, serial = outcome.id.partition("-")
        if found is not None and found[1] != serial:
            says = (
                f"标识写的是“{outcome.id}”，文号“{outcome.number}”的标识应当是“{series}-{found[1]}”"
            )
            yield hit(outcome.at("id"), what=says)


def outcomes_of_another_year(catalogue: Catalogue) -> Iterator[Hit]:
    """STR009: an outcome stands in the file of its number's year, else of its decision's."""
    forms = {(o.key, id(o)): form for o, form in _numbered(catalogue)}
    for outcome in _odd(catalogue):
        form = forms.get((outcome.key, id(outcome)))
        found = parts(outcome.number, form) if outcome.number and form else None
        if found and found[0] != outcome.year:
            says = f"文号“{outcome.number}”是{found[0]}年的，却写在{outcome.year}年的文件里"
            yield hit(outcome.at("number"), what=says)
        elif outcome.number is None and str(outcome.decided_on.year) != outcome.year:
            says = f"没有文号，决定日期是{outcome.decided_on}，却写在{outcome.year}年的文件里"
            yield hit(outcome.at("decided_on"), what=says)


def _numbered(catalogue: Catalogue) -> Iterator[tuple[Outcome, str]]:
    """Outcomes with a number that is not just the expected one, each with the form that its series declares (if it does: STR008)."""
    for outcome in _odd(catalogue):
        department = catalogue.departments.get(outcome.department)
        if outcome.number is None or department is None:
            continue
        name = outcome.id.partition("-")[0]
        form = next((s.format for s in department.series if s.id == name), None)
        if form is not None:
            yield outcome, form
