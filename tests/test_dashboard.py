"""The dashboard counts what the clocks say, and each figure leads to what it counts."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from unittest.mock import ANY

import pytest
from lxml import html

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.commands import FINE, main
from generator.deadlines import DEADLINES
from generator.rules import Report
from generator.site.pages import Edition, dashboard, dashboard_totals
from generator.sources.records import load
from tests.demo.dockets import SUPERVISION
from tests.support.city import CITY, DAY, copy_city, lay_over

SAID = re.compile(
    "^(?:到期(?P<due>[0-9]+)项，按期完成(?P<met>[0-9]+)项(?:，逾期完成(?P<after>[0-9]+)项)?"
    "(?:，逾期(?P<late>[0-9]+)项)?)?；?(?:还没有到期(?P<ahead>[0-9]+)项)?(?:，不计在内)?$"
)
AHEAD = re.compile(r"还没有到期（([0-9]+)项）")
DEPARTMENT = "market-regulation"
ROOT = Path(__file__).parents[1]
OFFICERS = f"lists/departments/{DEPARTMENT}/officers.csv"


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition(Catalogue(load([CITY]).records), DAY, Report(), ())


def test_every_deadline_of_a_rule_is_in_one_column() -> None:
    """A deadline that stands in none would be seen by nobody, one in two counted twice."""
    held = Counter(one.id for measure in dashboard.MEASURES for one in measure.deadlines)
    assert held == Counter(one.id for one in DEADLINES.values() if one.rules)


def test_the_public_edition_says_nothing_of_what_it_does_not_hold(edition: Edition) -> None:
    """That nothing fell due would be untrue: it has no records of it."""
    assert not edition.catalogue.supervised
    page = next(iter(dashboard.pages(edition)))
    titles = {one.title for one in dashboard.measures(edition)}
    assert "纠错" in titles
    assert not titles & {"投诉和纠错", "案卷、物品、线索"}
    assert page.context["withheld"] == ["投诉举报", "案卷、物品、线索"]
    assert not {one.title for one in page.context["without"]} - titles
    whole = load([CITY], supervision=CITY / "supervision")
    catalogue = Catalogue(whole.records, whole.problems, whole.supervised)
    supervised = Edition(catalogue, DAY, Report(), ())
    page = next(iter(dashboard.pages(supervised)))
    assert tuple(dashboard.measures(supervised)) == dashboard.MEASURES
    assert page.context["withheld"] == []


def test_what_is_told_of_the_supervision_root_alone_is_known() -> None:
    """A deadline whose records are all private has no figure in the public edition, any other has."""
    loaded = load([ROOT], supervision=SUPERVISION)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    roots: dict[str, set[str]] = {}
    for clock in clocks(catalogue, date(2026, 11, 23)):
        root = catalogue.registers[clock.register].register.root
        roots.setdefault(clock.deadline.id, set()).add(root)
    private = {one.id for measure in dashboard.MEASURES for one in measure.private}
    assert {name for name, held in roots.items() if held == {"supervision"}} == private & set(roots)
    assert len(private & set(roots)) > 4


def test_a_year_counts_each_clock_that_fell_due_in_it_once(edition: Edition) -> None:
    found = clocks(edition.catalogue, DAY)
    assert found
    for year in dashboard.years(edition):
        page = next(p for p in dashboard.pages(edition) if p.address == f"/dashboard/{year}/")
        total = sum(sum(cells.values()) for cells, _ in page.context["total"].values())
        assert total == sum(
            clock.due.due.year == year and clock.department in edition.catalogue.departments
            for clock in found
        )


def test_a_department_lists_all_that_was_not_done_in_time(edition: Edition) -> None:
    for year, department in dashboard.subjects(edition):
        *_, page = dashboard.pages_of(edition, (year, department))
        found = page.context["found"]
        several = [item for one in found for item in (*one.items, *one.ahead)]
        shown = [item for item in several if item.key != "met"]
        assert len(shown) == sum(
            clock.department == department.id
            and clock.due.due.year == year
            and clock.state is not State.MET
            for clock in clocks(edition.catalogue, DAY)
        )


def test_of_more_than_are_shown_all_are_listed_on_a_page_of_their_own(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure that leads to fewer than it counts cannot be checked by who reads it."""
    monkeypatch.setattr(dashboard, "IN_TIME", 0)
    seen = 0
    for subject in dashboard.subjects(edition):
        *wholes, page = dashboard.pages_of(edition, subject)
        listed = {one.address: len(one.context["part"].items) for one in wholes}
        for one in page.context["found"]:
            there = listed[one.href] if one.href else len(one.items)
            assert there == one.total == sum(one.counts.values()) - len(one.ahead)
            seen += bool(one.href)
    assert seen


def test_each_total_leads_to_the_lists_of_what_it_counts(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it stands there, or on the page that each department's part leads to."""
    monkeypatch.setattr(dashboard, "IN_TIME", 0)
    whole = {
        page.address: page
        for module in (dashboard, dashboard_totals)
        for subject in module.subjects(edition)
        for page in module.pages_of(edition, subject)
    }
    led = set()
    for page in dashboard.pages(edition):
        for counts, where in page.context["total"].values():
            parts = [part for _, part in whole[where].context["parts"]]
            for key in {*counts, *(key for part in parts for key in part.counts)}:
                lists = [whole[p.href].context["part"].items if p.href else p.items for p in parts]
                lists += [part.ahead for part in parts]
                listed = sum(item.key == key for items in lists for item in items)
                assert listed == counts.get(key, 0) == sum(p.counts.get(key, 0) for p in parts)
            assert whole[where].context["counts"] == counts
            assert whole[where].context["total"] == sum(
                counts.get(key, 0) for key in ("met", "met_late", "late")
            )
            led.add(where)
    # Every page that there is stands under a figure.
    assert led == {one for one in whole if "/all/" in one}


def test_outcomes_lead_to_the_list_of_their_year(edition: Edition) -> None:
    for year, department in dashboard.subjects(edition):
        *_, page = dashboard.pages_of(edition, (year, department))
        for _, count, where in page.context["results"]:
            assert where.endswith(f"/{department.id}/{year}/"), where
            assert count == sum(
                one.department == department.id
                and one.year == str(year)
                and where.startswith(("/cases/", f"/registers/{one.register.name}/"))
                and (one.register.name == "penalties") == where.startswith("/cases/")
                for one in edition.catalogue.outcomes.values()
            )


def test_a_page_is_as_new_as_what_it_counts(edition: Edition) -> None:
    """Dated by the departments' own files alone, it would look years old."""
    for page in dashboard.pages(edition):
        assert {*edition.catalogue.outcomes} <= {one.key for one in page.shows}
    for subject in dashboard.subjects(edition):
        *_, page = dashboard.pages_of(edition, subject)
        several = edition.catalogue.outcomes.values()
        own = {one.key for one in several if one.department == subject[1].id}
        assert own <= {one.key for one in page.shows}


def test_a_page_is_as_new_as_the_corrections_and_laws_that_it_counts(edition: Edition) -> None:
    """They are no department's own, and yet stand in its figures."""
    seen = set()
    for year, department in dashboard.subjects(edition):
        *_, page = dashboard.pages_of(edition, (year, department))
        shown = {(one.register.name, one.key) for one in page.shows}
        for clock in clocks(edition.catalogue, DAY):
            if clock.department == department.id and clock.register == "corrections":
                assert (clock.register, clock.record) in shown
                seen.add(clock.register)
            if clock.department == department.id and clock.obligation and clock.obligation.law:
                assert ("laws", clock.obligation.law) in shown
                seen.add("laws")
    assert seen == {"corrections", "laws"}


def test_certificates_to_inspect_are_listed_where_their_figure_leads(tmp_path: Path) -> None:
    """All of a department's clocks are more than the figure counts."""
    root = copy_city(tmp_path / "city")
    never = (root / OFFICERS).read_text("utf-8").replace(",2026-05-20,", ",,", 1)
    lay_over(root, {OFFICERS: never})
    edition = Edition(Catalogue(load([root]).records), DAY, Report(), ())
    year = DAY.year
    table = next(p for p in dashboard.pages(edition) if p.address == f"/dashboard/{year}/")
    counts = {row.department.id: row.to_inspect for row in table.context["rows"]}
    assert counts[DEPARTMENT] > 0
    for department in edition.catalogue.departments.values():
        *_, page = dashboard.pages_of(edition, (year, department))
        listed = page.context["to_inspect"]
        assert len(listed) == counts[department.id]
        assert all(item.about == "检验执法证件" for item in listed)
    out = tmp_path / "site"
    words = ["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]
    assert main(words) == FINE
    board = html.document_fromstring((out / "dashboard/index.html").read_bytes())
    [link] = board.xpath("//a[contains(@href, '#to-inspect')]")
    where, _, mark = link.get("href").partition("#")
    there = html.document_fromstring((out / "dashboard" / where / "index.html").read_bytes())
    rows = there.get_element_by_id(mark).xpath(".//tbody/tr")
    assert link.text_content() == f"{len(rows)}人" == f"{counts[DEPARTMENT]}人"
    assert "投诉举报、案卷、物品、线索：不公开，见监督情况汇总。" in board.text_content()
    # One grade for all would be a column of equal cells.
    assert "的考核还没有评定" in board.text_content()
    assert not board.xpath(f"//th[contains(., '{year}年考核')]")


@pytest.mark.browser
def test_every_figure_leads_to_the_list_that_it_counts(demo_site: Path) -> None:
    """Number by number: what the cell says is what stands in the section it leads to."""
    page = html.document_fromstring((demo_site / "dashboard/index.html").read_bytes())
    links = page.xpath("//section[@id='in-time']//tbody//a[contains(@href, '#')]")
    assert len(links) > 40
    for link in links:
        where, _, mark = link.get("href").partition("#")
        target = (demo_site / "dashboard" / where / "index.html").resolve()
        section = html.document_fromstring(target.read_bytes()).get_element_by_id(mark)
        note, due, ahead = stands(section)
        assert figure(link) == (note["met"], note["due"], note["ahead"]), link.get("href")
        assert ahead == note["ahead"]
        # Of what was done in time a page of its own may have the rest.
        [*rest] = section.xpath(".//p[contains(@class, 'list-more')]")
        more = sum(int(n) for one in rest for n in re.findall("另有([0-9]+)项", one.text_content()))
        assert due + more == note["due"], link.get("href")
    totals = page.xpath("//tfoot//a")
    assert len(totals) == len(page.xpath("//tfoot//td"))
    for link in totals:
        target = (demo_site / "dashboard" / link.get("href") / "index.html").resolve()
        found: Counter[str] = Counter()
        whole_page = html.document_fromstring(target.read_bytes())
        for part in whole_page.xpath("//main//section"):
            note, due, ahead = stands(part)
            for more in part.xpath(".//p[contains(@class, 'list-more')]/a"):
                whole = (target.parent / more.get("href") / "index.html").resolve()
                due = len(rows(html.document_fromstring(whole.read_bytes()), ahead=False))
            assert (due, ahead) == (note["due"], note["ahead"]), link.get("href")
            found += Counter(note)
        assert figure(link) == (found["met"], found["due"], found["ahead"]), link.get("href")
        lede = whole_page.xpath("//main")[0].text_content()
        assert f"到期{found['due']}项，按期完成{found['met']}项" in lede or not found["due"]


def figure(link: html.HtmlElement) -> tuple[object, ...]:
    """What a cell of the board says: how many done in time, of how many; where none fell due, how many are to."""
    met, _, fallen = link.text_content().partition("／")
    if fallen:
        return int(met), int(fallen), ANY
    return 0, 0, int(met.removeprefix("未到期"))


def stands(section: html.HtmlElement) -> tuple[dict[str, int], int, int]:
    """What the note of a list says, and how many rows it has: of what fell due, and under the heading of what has not."""
    [note] = section.xpath(".//p[@class='section-note']")
    said = SAID.match(note.text_content().strip())
    assert said, note.text_content()
    counts = {name: int(number or 0) for name, number in said.groupdict().items()}
    assert counts["due"] == counts["met"] + counts["after"] + counts["late"]
    ahead = rows(section, ahead=True)
    heads = [AHEAD.fullmatch(one.text_content()) for one in section.xpath(".//h3")]
    assert [int(one[1]) for one in heads if one] == ([len(ahead)] if ahead else [])
    return counts, len(rows(section, ahead=False)), len(ahead)


def rows(part: html.HtmlElement, *, ahead: bool) -> list[html.HtmlElement]:
    """The rows below the heading of what is not due yet, or those above it."""
    found, below = [], False
    for one in part.iter("section", "h3", "tr"):
        if one.tag != "tr":
            below = one.tag == "h3" and AHEAD.fullmatch(one.text_content()) is not None
        elif one.getparent().tag == "tbody" and below == ahead:
            found.append(one)
    return found
