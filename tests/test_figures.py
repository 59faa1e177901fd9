"""A figure that stands on several pages is one figure: counted from the records, said everywhere alike."""

import csv
import json
import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from generator.catalogue import Catalogue
from generator.sources.records import load

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    loaded = load([ROOT])
    return Catalogue(loaded.records, loaded.problems)


def text(site: Path, address: str, xpath: str = "//main") -> str:
    """The text of a part of a page, spaces out."""
    document = html.fromstring((site / address.strip("/") / "index.html").read_text("utf-8"))
    found = document.xpath(xpath)
    assert found, f"{address} {xpath}"
    return re.sub(r"\s", "", "".join(part.text_content() for part in found))


def number(pattern: str, words: str) -> int:
    """The first number of a pattern in a text, thousands separators out."""
    found = re.search(pattern, words)
    assert found, f"{pattern}不在：{words[:300]}"
    return int(found[1].replace(",", ""))


def test_home_says_what_the_lists_hold(demo_site: Path, catalogue: Catalogue) -> None:
    home = text(demo_site, "/")
    assert catalogue.portal and catalogue.portal.as_of
    day = catalogue.portal.as_of
    assert number(r"明城市([\d,]+)个部门", home) == len(catalogue.departments)
    assert number(r"([\d,]+)个受委托组织", home) == len(catalogue.bodies)
    assert number(r"([\d,]+)项职权，[\d,]+部", home) == len(catalogue.powers)
    cited = {
        basis.law
        for power in catalogue.powers.values()
        for _, basis in power.all_bases()
        if catalogue.basis_in_force(basis, day)
    }
    assert number(r"项职权，([\d,]+)部法律法规", home) == len(cited)
    assert number(r"项职权，依据([\d,]+)部法律法规", home) == len(cited)
    laws = text(demo_site, "/laws/")
    assert number(r"共([\d,]+)部", laws) == len(catalogue.laws)
    assert number(r"([\d,]+)部是职权现在的依据", laws) == len(cited)
    assert number(r"共公开([\d,]+)件", home) == len(catalogue.penalties)
    of_year = sum(case.decided_on.year == 2026 for case in catalogue.penalties)
    assert number(r"今年([\d,]+)件", home) == of_year
    assert number(r"查证件.*?([\d,]+)人", home) == len(catalogue.officers)
    without = number(r"没有现行依据([\d,]+)", home) if "没有现行依据" in home else 0
    due = number(r"现行依据将要失效([\d,]+)", home) if "将要失效" in home else 0
    met = number(r"依据现行有效([\d,]+)", home)
    assert without + due + met == len(catalogue.powers)
    assert number(r"([\d,]+)项没有现行依据", home) == without


def test_the_list_of_every_register_says_its_number(demo_site: Path, catalogue: Catalogue) -> None:
    package = json.loads((demo_site / "data" / "datapackage.json").read_text("utf-8"))
    rows = {}
    for resource in package["resources"]:
        path = demo_site / "data" / resource["path"]
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows[resource["name"]] = sum(1 for _ in csv.DictReader(file))
    assert rows == {name: len(catalogue.records[name]) for name in rows}
    data = text(demo_site, "/data/")
    version = text(demo_site, "/version/", "//table")
    for name, count in rows.items():
        title = package_title(package, name)
        assert re.search(rf"{title}.*?[^\d,]{count:,}行", data), title
        assert f"{title}{count:,}" in version, title


def package_title(package: dict[str, list[dict[str, str]]], name: str) -> str:
    return next(one["title"] for one in package["resources"] if one["name"] == name)


def test_every_count_of_outcomes_agrees(demo_site: Path, catalogue: Catalogue) -> None:
    """/cases/, each year's list, each department and each power count the same cases."""
    years = Counter((case.department, case.year) for case in catalogue.penalties)
    fines: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for case in catalogue.penalties:
        fines[case.department, case.year] += case.fine or 0
    assert number(r"共([\d,]+)件", text(demo_site, "/cases/")) == len(catalogue.penalties)
    for (department, year), count in years.items():
        words = text(demo_site, f"/cases/{department}/{year}/")
        assert number(r"作出决定([\d,]+)件", words) == count
        assert number(r"共([\d,]+)元", words) == fines[department, year]
    of_department = Counter(case.department for case in catalogue.penalties)
    for department in catalogue.departments:
        words = text(demo_site, f"/departments/{department}/", "//main//dl[@class='figures']")
        assert number(r"公开处罚结果([\d,]+)件", words) == of_department[department]
        powers = catalogue.powers_by_department.get(department, [])
        assert number(r"职权([\d,]+)项", words) == len(powers)
        officers = catalogue.officers_by_department.get(department, [])
        assert number(r"执法人员([\d,]+)人", words) == len(officers)
    for power, cases in catalogue.penalties_by_power.items():
        words = text(demo_site, f"/powers/{power}/")
        assert number(r"公开的([\d,]+)件里", words) == len(cases)
        assert number(r"共公开([\d,]+)件", words) == len(cases)
        parts = re.search(r"公开的[\d,]+件里，(.+?)。", words)
        assert parts
        assert sum(map(int, re.findall(r"(\d+)件", parts[1]))) == len(cases), power


def test_the_rulers_of_a_power_and_the_table_beside_them_add_up(
    demo_site: Path, catalogue: Catalogue
) -> None:
    """Every fine on a ruler stands in the table of tiers, and the table comes to all that is published."""
    for power, cases in catalogue.penalties_by_power.items():
        if not catalogue.discretion_by_power.get(power):
            continue
        drawn = [
            number(r"([\d,]+)件罚款", re.sub(r"\s", "", caption))
            for caption in figures(demo_site, power)
        ]
        total = text(demo_site, f"/powers/{power}/", "//*[@id='range']//tfoot")
        assert [int(n) for n in re.findall(r"罚款(\d+)件", total)] == [n for n in drawn if n], power
        assert number(r"(\d+)件$", total) == len(cases)
        column = text(demo_site, f"/powers/{power}/", "//*[@id='range']//tbody/tr/td[last()]")
        assert sum(map(int, re.findall(r"(\d+)件", column))) == len(cases)
        spared = sum(not case.kinds for case in cases)
        words = text(demo_site, f"/powers/{power}/", "//*[@id='range']")
        assert number(r"([\d,]+)件不予处罚", words) == spared if spared else True


def figures(site: Path, power: str) -> list[str]:
    document = html.fromstring((site / "powers" / power / "index.html").read_text("utf-8"))
    return [caption.text_content() for caption in document.xpath("//figure/figcaption")]


def test_a_benchmark_counts_its_cases_alike_on_every_page(
    demo_site: Path, catalogue: Catalogue
) -> None:
    for benchmark in catalogue.discretion.values():
        cases = [c for c in catalogue.penalties if c.discretion == benchmark.id]
        words = text(demo_site, f"/discretion/{benchmark.id}/", "//*[@id='cases']")
        assert number(r"([\d,]+)件", words) == len(cases)
        table = text(
            demo_site, f"/discretion/{benchmark.id}/", "//*[@id='tiers']//tbody//td[last()]"
        )
        assert sum(map(int, re.findall(r"(\d+)件", table))) <= len(cases)


def test_coverage_and_departments_count_powers_by_type_alike(
    demo_site: Path, catalogue: Catalogue
) -> None:
    types = Counter((p.department, p.type.label) for p in catalogue.powers.values())
    document = html.fromstring((demo_site / "coverage" / "index.html").read_text("utf-8"))
    columns = [
        c.text_content().strip() for c in document.xpath("//table[@class='matrix']//thead//th")
    ][1:]
    if columns[-1] == "合计":
        columns.pop()
    names = {d.short_name: d.id for d in catalogue.departments.values()}
    seen = 0
    for row in document.xpath("//table[@class='matrix']//tbody/tr"):
        department = names.get(row.xpath("th")[0].text_content().strip())
        if department is None:
            continue
        seen += 1
        for column, cell in zip(columns, row.xpath("td"), strict=False):
            count = next(
                (n for (dep, label), n in types.items() if dep == department and column in label), 0
            )
            shown = cell.text_content().strip()
            assert (shown == str(count)) if count else not shown.isdigit(), (department, column)
    assert seen == len(catalogue.departments)
