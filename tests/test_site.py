"""The demo city as its readers get it: built twice alike, valid, reachable, searchable."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as lxml_html
from playwright.sync_api import Page

from tests.support import chromium
from tests.support.browser import serve
from tests.support.demo import build
from tests.support.html import nested_blocks, validate
from tests.support.search_truth import truth

ROOT = Path(__file__).parents[1]
SHARES = 8
pytestmark = pytest.mark.browser

KINDS = [
    "/",
    "/departments/",
    "/departments/market-regulation/",
    "/powers/",
    "/powers/expired-food/",
    "/powers/expired-additives/",
    "/laws/",
    "/laws/food-safety-law/",
    "/cases/",
    "/cases/market-regulation/2026/",
    "/cases/market-regulation/2026/cf-12/",
    "/cases/urban-management/2026/cf-47/",
    "/bodies/",
    "/clocks/",
    "/clocks/events/eco-environment-code-2026-03-12-enacted/",
    "/clocks/departments/market-regulation/",
    "/clocks/deadlines/inspection/",
    "/officers/",
    "/coverage/",
    "/dashboard/",
    "/dashboard/2026/eco-environment/",
    "/dashboard/2025/market-regulation/disclosure/",
    "/dashboard/2026/all/filing/",
    "/registers/",
    "/registers/licences/of/market-regulation/",
    "/cases/market-regulation/2025/xk-1/",
    "/registers/transfers/urban-management/2025/ys-2/",
    "/registers/transfers/eco-environment/2026/ys-4/",
    "/registers/review_scopes/market-regulation-review-2026/",
    "/clauses/",
    "/rules/",
    "/rules/COV006/",
    "/data/",
    "/version/",
    "/sitemap/",
    "/search/",
    "/about/",
    "/read-a-power/",
    "/days/",
    "/change-a-list/",
    "/import/",
    "/anonymize/",
    "/operate/",
    "/glossary/",
    "/edit/",
    "/discretion/",
    "/discretion/expired-food-2026/",
    "/entrustments/",
    "/entrustments/food-enforcement/",
    "/bodies/market-enforcement-detachment/",
    "/cases/powers/expired-food/",
    "/registers/file_reviews/",
    "/registers/file_reviews/market-regulation/2026/",
    "/registers/annual_reports/transport/2025/",
    "/registers/appraisals/",
    "/registers/corrections/",
    "/registers/waivers/",
    "/registers/waivers/trademark-2026/",
    "/exposures/demolished-too-early/",
    "/404.html",
]
QUERIES = [
    "食品", "超过保质期", "保质期食品", "占道经营", "占用城市道路", "道路", "排污许可", "污水", "噪声", "扬尘",
    "行政处罚", "行政许可", "第一百二十四条", "处罚法", "法制审核", "听证", "陈述申辩", "不予处罚", "罚款", "没收违法所得",
    "市场监督管理局", "城市管理", "生态环境法典", "特种设备", "广告", "价格", "垃圾", "餐饮油烟", "首次", "及时改正",
    "城东区", "河西区", "12号", "112号", "明市监罚〔2026〕12号", "2026", "明城管罚", "受委托", "委托执法", "裁量基准",
    "罚", "某食品有限公司", "食品药品", "龘靐", "责任制", "六个月",
]  # fmt: skip


@pytest.fixture(scope="session")
def site(demo_site: Path) -> Path:
    return demo_site


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as base:
        yield base.rstrip("/")


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with chromium.launched() as browser:
        yield browser.new_page()


def test_one_job_and_four_give_the_same_bytes(site: Path, demo_root: Path, tmp_path: Path) -> None:
    def content(folder: Path) -> dict[str, bytes]:
        files = (p for p in folder.rglob("*") if p.is_file())
        return {
            str(p.relative_to(folder)): p.read_bytes() for p in files if "pagefind" not in p.parts
        }

    # The site of all these tests was made by four.
    build(demo_root, tmp_path / "one", jobs=1)
    one, four = content(tmp_path / "one"), content(site)
    assert one.keys() == four.keys()
    assert [name for name in one if one[name] != four[name]] == []
    assert len(one) > 400


# In shares: all pages at once would be the longest test by far, and the last to end.
@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_valid_html(site: Path, share: int) -> None:
    faults = validate(sorted(site.rglob("*.html"))[share::SHARES])
    assert not faults, "\n".join(map(str, faults[:20]))


def test_no_block_of_text_stands_in_another(site: Path) -> None:
    """Or the search and a reader would disagree on what stands together."""
    wrong = {
        str(page.relative_to(site)): found
        for page in site.rglob("*.html")
        if (found := list(nested_blocks(page.read_text(encoding="utf-8"))))
    }
    assert not wrong, list(wrong.items())[:10]


def test_every_link_leads_somewhere(site: Path) -> None:
    known = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    ids: dict[str, set[str]] = {}
    dead = []
    for page in site.rglob("*.html"):
        here = "/" + page.relative_to(site).as_posix()
        tree = lxml_html.fromstring(page.read_text(encoding="utf-8"))
        for name in ("href", "src"):
            for target in tree.xpath(f"//@{name}"):
                if re.match(r"[a-z]+:", target):
                    continue
                path, fragment = urldefrag(urljoin(here, target))
                path = unquote(path.partition("?")[0]).lstrip("/")
                if path == "" or path.endswith("/"):
                    path += "index.html"
                if path not in known:
                    if not path.startswith("pagefind/"):
                        dead.append((here, target))
                    continue
                # Behind the form's # stands which record it opens.
                if fragment and path.endswith(".html") and not fragment.startswith("/"):
                    if path not in ids:
                        ids[path] = set(
                            lxml_html.fromstring((site / path).read_text("utf-8")).xpath("//@id")
                        )
                    if unquote(fragment) not in ids[path]:
                        dead.append((here, target))
    assert not dead, dead[:20]


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        tree = lxml_html.fromstring(page.read_text(encoding="utf-8"))
        loaded = tree.xpath("//script/@src | //img/@src | //link[@rel!='canonical']/@href")
        assert not [one for one in loaded if re.match(r"(https?:)?//", one)], page
        assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']"), page


def test_every_page_says_that_it_is_a_demonstration(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "演示数据" in page.read_text(encoding="utf-8"), page


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_of_each_kind_is_accessible_and_fits(
    address: str, tab: Page, path: str, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(address + path)
    found = Axe().run(tab)
    assert not found.response["violations"], found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("query", QUERIES)
def test_the_search_finds_exactly_what_stands_on_the_pages(
    indexed: dict[str, list[str]], address: str, tab: Page, query: str
) -> None:
    wanted = truth(indexed, query)
    tab.goto(f"{address}/search/?q={quote(query)}")
    tab.wait_for_selector("[data-total]")
    hits = tab.eval_on_selector_all("[data-hit]", "all => all.map(a => new URL(a.href).pathname)")
    assert sorted(hits) == sorted(wanted)
    assert tab.get_attribute("[data-total]", "data-total") == str(len(wanted))
    assert len(wanted) < len(indexed)


@pytest.fixture(scope="module")
def indexed(site: Path, demo_texts: dict[str, list[str]]) -> dict[str, list[str]]:
    return indexed_pages(site, demo_texts)


def indexed_pages(site: Path, texts: dict[str, list[str]]) -> dict[str, list[str]]:
    """The pages that the search covers: of records and of content/."""
    lists = {
        "/", "/departments/", "/powers/", "/laws/", "/cases/", "/bodies/", "/officers/", "/coverage/",
        "/data/", "/version/", "/sitemap/", "/search/", "/404.html", "/discretion/", "/entrustments/",
        "/clauses/", "/edit/", "/edit/form/",
    }  # fmt: skip
    found = {}
    for url, blocks in texts.items():
        if url in lists or url.startswith(("/rules/", "/codes/", "/clocks/", "/dashboard/")):
            continue
        if re.fullmatch(
            r"/cases/[^/]+/[^/]+/|/registers/(?:[^/]+/(?:of/[^/]+/(?:[0-9]{4}/)?)?)?", url
        ):
            continue
        if "<title>已撤回" in (site / url.strip("/") / "index.html").read_text("utf-8"):
            continue
        found[url] = blocks
    return found


def test_a_certificate_is_looked_up_by_its_whole_number(address: str, tab: Page) -> None:
    tab.goto(address + "/officers/")
    number = tab.get_attribute("tr[data-certificate]", "data-certificate")
    assert number
    tab.fill("#officer-lookup input", number)
    tab.press("#officer-lookup input", "Enter")
    assert number in tab.inner_text("#officer-answer")
    tab.goto(f"{address}/officers/?q={number[:-1]}")
    assert "没有查到" in tab.inner_text("#officer-answer")


def test_a_surname_alone_lists_who_bears_it_and_verifies_nobody(address: str, tab: Page) -> None:
    tab.goto(address + "/officers/")
    name = tab.get_attribute("tr[data-name]", "data-name")
    assert name
    tab.goto(f"{address}/officers/?q={name[0]}")
    answer = tab.inner_text("#officer-answer")
    assert "不是完整的姓名或者证号" in answer
    assert "没有查到" not in answer
    shown = tab.locator("tr[data-name]:visible").evaluate_all(
        "rows => rows.map((row) => row.dataset.name)"
    )
    assert name in shown
    assert all(one.startswith(name[0]) for one in shown)
    tab.goto(f"{address}/officers/?q=囍")
    assert "完整的姓名或者证号" in tab.inner_text("#officer-answer")


def test_a_root_with_nothing_but_lists_becomes_a_site(tmp_path: Path) -> None:
    root = tmp_path / "city"
    shutil.copytree(ROOT / "tests" / "city" / "lists", root / "lists")
    done = subprocess.run(
        [
            sys.executable,
            "publish.py",
            "build",
            "--root",
            str(root),
            "--out",
            str(tmp_path / "site"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = {p.parent.name for p in (tmp_path / "site" / "powers").glob("*/index.html")}
    assert made == {p.stem for p in root.glob("lists/departments/*/powers/*.yaml")}
    assert not list(tmp_path.glob(".site-building-*"))


def test_a_broken_record_leaves_the_last_site(tmp_path: Path) -> None:
    city = tmp_path / "city"
    shutil.copytree(ROOT / "lists", city / "lists")
    out = tmp_path / "site"
    for name, text in (
        ("index.html", "last"),
        ("version/index.html", "last"),
        ("data/datapackage.json", '{"name": "mingze"}'),
    ):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text, encoding="utf-8")
    (city / "lists" / "portal.yaml").write_text("title: [", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "publish.py", "build", "--root", str(city), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "STR002" in done.stdout
    assert (out / "index.html").read_text(encoding="utf-8") == "last"
