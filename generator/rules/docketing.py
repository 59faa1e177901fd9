"""方案二（四）5 案件登记：每个案件一个案号，连续，按时间先后。"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.catalogue import Catalogue
from generator.decision_numbers import normalised, parts
from generator.findings import Hit, Unchecked, hit
from generator.models.dockets import Docket
from generator.rules import rule
from generator.rules._dockets import penalties_without_docket, voided_with_an_outcome
from generator.rules._supervised import unless_cases_known

CLAUSE = "2.4.5"
SOURCE = "方案二（四）5（案件登记簿统一编号，连续登记）"
VOIDED = "登记以后不用的号照样登记一行，写明“作废日期（voided_on）”和“作废原因（void_reason）”。"


def _in_series(catalogue: Catalogue) -> dict[tuple[str, str, str], list[tuple[int, Docket]]]:
    """Department, year and series → dockets with their serials, by serial; those of DKT001 left out."""
    found: dict[tuple[str, str, str], list[tuple[int, Docket]]] = defaultdict(list)
    for one in catalogue.all(Docket):
        if not _unlike_its_series(catalogue, one):
            series, _, serial = one.id.partition("-")
            found[one.department, one.year, series].append((int(serial), one))
    return {name: sorted(several, key=lambda one: one[0]) for name, several in found.items()}


@rule(
    "DKT001",
    title="案号不符合部门声明的格式",
    clause=CLAUSE,
    source=SOURCE,
    message="{what}",
    advice="对照登记簿改正案号、标识和年度；登记簿用的就是这种编号的，先写进 department.yaml 的“案号系列（docket_series）”。",
)
def number_of_another_form(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    for one in catalogue.all(Docket):
        if found := _unlike_its_series(catalogue, one):
            field, what = found
            department = catalogue.departments.get(one.department)
            see = (department.at("docket_series"),) if department else ()
            yield hit(one.at(field), see=see, what=what)


def _unlike_its_series(catalogue: Catalogue, one: Docket) -> tuple[str, str] | None:
    """The field of a docket that its series does not allow, and why; None where all is well."""
    department = catalogue.departments.get(one.department)
    if department is None:
        return None  # STR008 says so
    name, _, serial = one.id.partition("-")
    form = next((s.format for s in department.docket_series if s.id == name), None)
    if form is None:
        names = "、".join(series.id for series in department.docket_series) or "没有"
        return "id", f"案号系列“{name}”没有登记；{department.short_name}已登记的有：{names}"
    found = parts(one.number, form)
    if found is None:
        return "number", f"案号写的是“{one.number}”，系列“{name}”的案号应当像“{form}”"
    if found[1] != serial:
        return "id", f"标识写的是“{one.id}”，案号“{one.number}”的标识应当是“{name}-{found[1]}”"
    if found[0] != one.year:
        return "number", f"案号“{one.number}”是{found[0]}年的，却写在{one.year}年的文件里"
    return None


@rule(
    "DKT002",
    title="案号重复、缺号，或者案件没有登记",
    clause=CLAUSE,
    source=SOURCE,
    message="{what}",
    advice=f"对照登记簿补上缺的案号；{VOIDED}",
)
def given_twice_or_missing(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    first_of: dict[tuple[str, str], Docket] = {}
    for one in catalogue.all(Docket):
        number = normalised(one.number)
        first = first_of.setdefault((one.department, number), one)
        if first is not one:
            what = f"案号“{number}”已经给了“{first.title}”（{first.key}），不能再给“{one.title}”"
            advice = (
                "对照登记簿，把写错的一个改成它自己的案号；同一个案件登记了两次的，后一个号作废。"
            )
            yield hit(one.at("number"), see=(first.at("number"),), what=what, advice=advice)
        if (one.voided_on is None) != (one.void_reason is None):
            wanted = "void_reason" if one.voided_on else "voided_on"
            lacks = "原因" if one.voided_on else "日期"
            what = f"案号“{number}”作废了，没有写作废{lacks}"
            yield hit(one.at(wanted), what=what, advice=VOIDED)
    yield from voided_with_an_outcome(catalogue)
    yield from penalties_without_docket(catalogue)
    unread = 0
    for (department, year, series), several in _in_series(catalogue).items():
        if catalogue.has_lost("dockets", f"lists/departments/{department}/dockets/{year}.csv"):
            unread += 1
            continue
        # The first of the year too: 0 stands before it.
        serials = [0, *dict.fromkeys(serial for serial, _ in several)]
        for before, after in pairwise(serials):
            if after - before > 1:
                following = next(one for serial, one in several if serial == after)
                what = f"系列“{series}”{year}年缺{_gap(before + 1, after - 1)}，“{following.number}”前面没有登记"
                yield hit(following.at("id"), what=what)
    if unread:
        yield Unchecked(unread, "登记簿里有读不出来的行，改好后才能核对有没有缺号")


def _gap(first: int, last: int) -> str:
    return f"{first}号" if first == last else f"{first}号至{last}号（共{last - first + 1}个）"


@rule(
    "DKT003",
    title="案号没有按时间先后",
    clause=CLAUSE,
    source=SOURCE,
    message="“{number}”{received}登记，排在它前面的“{before}”{earlier}才登记",
    advice="对照登记簿核对两个登记日期；日期没有写错的，查明为什么先给了后面的号，写进备注。",
    fact=True,
    remarked=True,
)
def numbered_out_of_time(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    for several in _in_series(catalogue).values():
        for (_, before), (_, after) in pairwise(several):
            if after.received_on < before.received_on:
                yield hit(
                    after.at("received_on"),
                    see=(before.at("received_on"),),
                    number=after.number,
                    received=after.received_on,
                    before=before.number,
                    earlier=before.received_on,
                )
