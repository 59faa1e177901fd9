"""The rule pages of a city with faults: what was found stands on its rule's page, however grave."""

from collections.abc import Iterator

import pytest
from lxml import html

from generator.commands._records import examine, read
from generator.findings import Finding, Severity
from generator.numerals import clause_label
from generator.rules import Report, all_rules
from generator.rules._cases import first_line
from generator.site import addresses
from generator.site.pages import Edition
from generator.site.pages.rules import pages
from generator.site.render import Theme, render, theme_folder
from tests.support.city import CITY, DAY, copy_city, lay_over

MR = "lists/departments/market-regulation"
LITTERING = "lists/departments/urban-management/powers/littering.yaml"
# One fault of each severity, each in a file of its own: rule, severity, edit.
FAULTS = [
    ("COV006", Severity.ERROR, (LITTERING, "article: '34'", "article: '99'")),
    (
        "STR010",
        Severity.WARNING,
        (f"{MR}/powers/food-business-licence.yaml", "type: licence", 'type: "licence"'),
    ),
    (
        "ENT002",
        Severity.REMINDER,
        (f"{MR}/entrustments/food-brigade.yaml", "until: 2027-06-30", "until: 2026-11-22"),
    ),
]
CODES = [code for code, _, _ in FAULTS]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Report, dict[str, str]]]:
    """What `check` finds in the city, and its rule pages by address."""
    root = copy_city(tmp_path_factory.mktemp("rules") / "city")
    lay_over(root, edits={file: (old, new) for _, _, (file, old, new) in FAULTS})
    catalogue = read([root])
    assert catalogue.portal
    found = examine(catalogue, DAY)
    theme = Theme((str(theme_folder()),), (("/about/", "关于本站"),))
    rendered = {
        page.address: render(theme, catalogue.portal, page)
        for page in pages(Edition(catalogue, DAY, found, ()))
    }
    yield found, rendered


def words(page: str, xpath: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(page).xpath(xpath)]


def of(report: Report, code: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == code]


@pytest.mark.parametrize(("code", "severity"), [(code, severity) for code, severity, _ in FAULTS])
def test_a_finding_stands_on_its_rules_page(
    code: str, severity: Severity, report: tuple[Report, dict[str, str]]
) -> None:
    """Error, warning or reminder: said by name, with its place and its cure, once."""
    found = of(report[0], code)
    assert [finding.severity for finding in found] == [severity]
    page = report[1][addresses.rule(code)]
    shown = words(page, "//section[@id='now']//*[contains(@class, 'finding-message')]")
    assert shown == [f"{severity.label}{code} {found[0].message}"]
    place = words(page, "//section[@id='now']//*[contains(@class, 'finding-place')]//code")
    assert place == [f"{found[0].place.file}:{found[0].place.line}"]
    assert words(page, "//section[@id='now']//*[contains(@class, 'finding-advice')]") == [
        f"办法{found[0].advice}"
    ]
    assert "现在没有。" not in page


@pytest.mark.parametrize("code", sorted(set(all_rules()) - set(CODES)))
def test_a_rule_that_found_nothing_says_so(
    code: str, report: tuple[Report, dict[str, str]]
) -> None:
    """A finding of another rule is not shown here."""
    assert of(report[0], code) == []
    page = report[1][addresses.rule(code)]
    assert words(page, "//section[@id='now']//*[contains(@class, 'finding-message')]") == []
    assert "现在没有。" in page


def test_the_list_of_rules_counts_what_was_found(report: tuple[Report, dict[str, str]]) -> None:
    """Beside each rule stands how often it was found, whatever its severity."""
    rows = words(report[1]["/rules/"], "//tbody/tr")
    assert len(rows) == len(all_rules())
    for row in rows:
        code = row.split()[0]
        assert row.endswith(f" {1 if code in CODES else 0}处"), row


def test_lines_of_an_example_bear_their_numbers_in_the_file(
    report: tuple[Report, dict[str, str]],
) -> None:
    """COV006 shows line 9 of the power, as the finding would name it; a whole file begins at 1."""
    page = html.fromstring(report[1][addresses.rule("COV006")])
    numbers = [line.get("data-number") for line in page.find_class("code-line")]
    assert "9" in numbers
    city = (CITY / LITTERING).read_text("utf-8").split("\n")
    for figure in page.find_class("sample"):
        if LITTERING in figure.text_content():
            first = int(figure.find_class("code-line")[0].get("data-number"))
            assert city[first - 1].strip().startswith("article")
    whole = html.fromstring(report[1][addresses.rule("STR009")]).find_class("code-line")
    assert whole[0].get("data-number") == "1"


def test_without_the_small_city_lines_have_no_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal may run without the tests: then no number is better than a wrong one."""
    monkeypatch.setattr("generator.rules._cases.CITY", CITY / "nowhere")
    first_line.cache_clear()
    assert first_line(LITTERING, "article: '34'") == 0
    first_line.cache_clear()


def test_a_clause_is_cited_as_the_plan_prints_it(report: tuple[Report, dict[str, str]]) -> None:
    """Once and in one way: the number that programs use is no name for people."""
    page = report[1]["/rules/UPD001/"]
    assert "方案二（一）2" in page
    assert "2.1.2" not in page
    assert clause_label("2.4.10") == "方案二（四）10"
    assert [clause_label(one) for one in ("2.5", "全部", "")] == ["方案二（五）", "全部", ""]
