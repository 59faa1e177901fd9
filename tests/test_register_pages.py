"""What the pages of registers say: what a record is about, what is still to be done, and where each name leads."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, main
from generator.rules import Report
from generator.site.field_views import Shown, field_view
from generator.site.page import Page
from generator.site.pages import Edition, department, registers
from generator.sources.records import load
from tests.support.city import CITY, DAY, SUPERVISION, copy_city, lay_over

LEADS = f"{SUPERVISION}/lists/joint_supervision/2026.csv"
CORRECTIONS = "lists/corrections/2026.csv"
TABLE = "lists/departments/market-regulation/penalties/2026.csv"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


@pytest.fixture(scope="module")
def site(built_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The supervision edition of the small city."""

    def make(folder: Path) -> None:
        words = ["build", "--root", str(CITY), "--supervision", str(CITY / SUPERVISION)]
        assert main([*words, "--out", str(folder), "--jobs", "1", "--no-cache"]) == FINE

    return built_once("city-supervised", make)


def edition(root: Path) -> Edition:
    loaded = load([root], supervision=root / SUPERVISION)
    return Edition(Catalogue(loaded.records, loaded.problems, loaded.supervised), DAY, Report(), ())


def page(several: Iterator[Page], address: str) -> Page:
    return next(one for one in several if one.address == address)


def rows(found: Page) -> dict[str, registers.Row]:
    return {row.mark: row for group in found.context["groups"] for row in group.rows}


def shown(of: Edition, register: str, key: str, field: str) -> list[Shown]:
    view = field_view(of.catalogue, of.catalogue.of(register)[key], field)
    return list(view.values) if view else []


def test_a_list_of_complaints_says_what_each_is_about(site: Path) -> None:
    """And what came of it; its own page says all of it."""
    listed = (site / "registers/complaints/of/market-regulation/index.html").read_text("utf-8")
    assert "反映查封食品时没有当场交付清单" in listed
    assert "属实，对承办人员批评教育" in listed
    one = site / "registers/complaints/market-regulation/2026/ts-2/index.html"
    assert "属于消费纠纷，已经告知拨打12315" in one.read_text("utf-8")


def test_a_lead_without_an_answer_is_marked_late_in_its_list(root: Path) -> None:
    before = rows(page(registers.pages(edition(root)), "/registers/joint_supervision/"))
    assert before["r-2026-xz-1"].title == "审计发现一笔罚款没有按时缴库"
    assert before["r-2026-xz-1"].waits == ()
    answered = "2026-06-05,已经缴库，调整了收款流程"
    lay_over(root, edits={LEADS: (answered, ",")})
    after = rows(page(registers.pages(edition(root)), "/registers/joint_supervision/"))
    assert after["r-2026-xz-1"].waits == (("late", "答复移交的线索逾期166天"),)


def test_what_a_docket_holds_is_named_and_leads_to_the_catalogue(root: Path) -> None:
    docket = "market-regulation/2026/la-1"
    [first, *_] = shown(edition(root), "dockets", docket, "documents")
    assert first == Shown("立案审批表", href="/registers/forms/market-regulation/opening-approval/")


def withdraw(root: Path) -> None:
    """Take the small city's first case away, with the record that says why."""
    withdrawal = (
        "id: cf-1\nrecords:\n- penalties/market-regulation/2026/cf-1\nground: other\n"
        "withdrawn_on: 2026-09-23\nreason: 公开有误\n"
    )
    lines = (root / TABLE).read_text("utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("cf-1,"))
    where = "lists/departments/market-regulation/withdrawals/cf-1.yaml"
    lay_over(root, {TABLE: kept, where: withdrawal})


def test_what_was_withdrawn_is_called_so_where_others_name_it(root: Path) -> None:
    withdraw(root)
    of = edition(root)
    [filing] = [
        one
        for one in of.catalogue.of("filings").values()
        if getattr(one, "outcome", "") == "market-regulation/2026/cf-1"
    ]
    assert shown(of, "filings", filing.key, "outcome") == [
        Shown(
            "已撤回的决定（market-regulation/2026/cf-1）",
            href="/cases/market-regulation/2026/cf-1/",
        )
    ]


def test_a_correction_names_its_page_and_says_until_when_it_waits(root: Path) -> None:
    """A page that is none has no link: it would lead nowhere."""
    more = (
        "3,/officers/,2026-11-20,,\n"
        "4,/powers/expired-food/#sale,2026-11-02,,\n"
        "5,/registers/licences/,2026-11-20,,\n"
    )
    unlike = (root / CORRECTIONS).read_text("utf-8").replace("/powers/littering/", "/nowhere/")
    lay_over(root, {CORRECTIONS: unlike + more})
    found = rows(page(registers.pages(edition(root)), "/registers/corrections/"))
    [named] = [v for cell in found["r-2026-2"].cells[:1] if cell for v in cell.values]
    assert named == Shown("市市场监管局", href="/departments/market-regulation/")
    assert found["r-2026-2"].waits == (("open", "答复网站纠错还有4天"),)
    [unknown] = [v for cell in found["r-2026-1"].cells[:1] if cell for v in cell.values]
    assert unknown == Shown("/nowhere/", "page")
    [a_list] = [v for cell in found["r-2026-3"].cells[:1] if cell for v in cell.values]
    assert a_list == Shown("查执法证件", href="/officers/")
    [place] = [v for cell in found["r-2026-4"].cells[:1] if cell for v in cell.values]
    assert place == Shown("对生产经营超过保质期食品的处罚", href="/powers/expired-food/#sale")
    assert found["r-2026-4"].waits == (("late", "答复网站纠错逾期14天"),)
    [register] = [v for cell in found["r-2026-5"].cells[:1] if cell for v in cell.values]
    assert register == Shown("行政许可结果", href="/registers/licences/")


def test_a_department_lists_its_exposures_by_title_and_date(root: Path) -> None:
    of = edition(root)
    [one] = of.catalogue.of("exposures").values()
    (found,) = department.pages_of(of, of.catalogue.departments["market-regulation"])
    assert found.context["exposures"] == [one]


def test_a_summary_says_each_figure_once(site: Path) -> None:
    where = site / "registers/summaries/market-regulation/2026/index.html"
    document = html.document_fromstring(where.read_bytes())
    words = document.text_content()
    assert len(document.xpath("//*[@class='bar-label' and normalize-space()='在本部门']")) == 1
    assert "太少，合计和各项都不公布：热线电话" in words
    assert "太少，合计和各项都不公布：检查" in words
    [total] = document.xpath("//*[@id='officer_files_by_place']//*[@class='section-note']")
    assert total.text_content() == "合计3"


def test_every_register_of_a_clause_leads_to_its_records(site: Path) -> None:
    document = html.document_fromstring((site / "clauses/index.html").read_bytes())
    for name in ("职权", "案件登记簿（监督库，不公开）", "行政处罚结果", "各类职权的通用责任"):
        assert document.xpath(f"//main//a[text()='{name}']"), name


def test_a_rate_is_told_with_what_it_divides_and_not_where_its_parts_are_withheld(
    root: Path,
) -> None:
    """On the summary's page and in its list."""
    where = "lists/departments/market-regulation/summaries/2026.yaml"
    said = (root / where).read_text("utf-8")
    parts = "total: 8\n  rate: 62.5\n  cells:\n  - label: 按时告知\n    number: 5\n  - label: 逾期告知\n    number: 3\n  - label: 还没有告知\n    number: 0"
    withheld = "cells:\n  - label: 按时告知\n  - label: 逾期告知\n  - label: 还没有告知"
    lay_over(root, {where: said.replace(withheld, parts)})
    found = rows(page(registers.pages(edition(root)), "/registers/summaries/"))
    cells = [
        view
        for row in found.values()
        if row.href == "/registers/summaries/market-regulation/2026/"
        for view in row.cells
    ]
    [cell] = [view for view in cells if view and view.name == "tables"]
    words = "按时告知的占62.5%（8件里的5件）"
    assert [shown.value for shown in cell.values] == ["6项", words]
    out = root / "site"
    assert main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]) in (
        FINE,
        FINDINGS,
    )
    one = (out / "registers/summaries/market-regulation/2026/index.html").read_text("utf-8")
    document = html.document_fromstring(one)
    assert f"{words}。" in document.text_content()
    assert one.count("按时率也不公布。") == 1
    assert "太少，合计和各项都不公布：按时反馈结果" in document.text_content()


def test_a_correction_of_a_guide_leads_to_it_by_its_title(root: Path) -> None:
    unlike = (root / CORRECTIONS).read_text("utf-8").replace("/powers/littering/", "/guide/")
    lay_over(
        root,
        {
            CORRECTIONS: unlike,
            "content/guide.md": "---\ntitle: 怎样看\ndescription: 看什么。\n---\n\n看。\n",
        },
    )
    out = root / "site"
    assert (
        main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]) == FINE
    )
    page = html.document_fromstring((out / "registers/corrections/index.html").read_bytes())
    assert page.xpath("//main//a[text()='怎样看']/@href") == ["../../guide/"]


def test_what_was_withdrawn_says_of_which_register_and_leads_to_why(root: Path) -> None:
    withdraw(root)
    out = root / "site"
    assert main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]) in (
        FINE,
        FINDINGS,
    )
    page = html.document_fromstring(
        (out / "cases/market-regulation/2026/cf-1/index.html").read_bytes()
    )
    assert "“行政处罚结果”里公布过这条记录" in page.text_content()
    assert page.xpath("//main//a[contains(@href, 'registers/withdrawals/cf-1/')]")


def test_a_column_of_short_choices_is_not_broken(root: Path) -> None:
    columns = page(registers.pages(edition(root)), "/registers/complaints/").context["columns"]
    assert ("渠道", True) in columns
    assert ("事由", False) in columns
