"""The search finds exactly the pages that hold the query, in a real browser on Chinese pages."""

import json
import random
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from generator.site import search, search_index, search_program
from generator.site.search import index_site
from generator.site.search_index import Entry, Job
from generator.site.search_program import SearchError
from tests.support import chromium, search_site
from tests.support.browser import serve
from tests.support.search_truth import pages, truth

ASSETS = Path(__file__).parents[1] / "site_templates" / "assets"
# The site lies under a path of its own, as on a host that serves several.
UNDER = "portal"

CHOSEN = """
处罚 行政 罚款 办理 理处 理，处 ，处罚 处罚得当 违反有关规定 责令改正，并处罚款 当事人的行为违反有关规定
监督管理监督 监督管理监督管理部门 管理监督管理监督 不予处罚；教育为主 首次违法 轻微 听证告知书
处罚决定书 决定 烧烤 露天烧烤一案 无证经营食品 食品一案处罚 占道经营一案处罚款
12 12号 112号 1250 1250元 12500 12500元 125 2500 款1250 款125 60日 6 2025 2025年 2025年1月 年1月2
〔2025〕12号 〔2024〕3号 〔2025〕1 〔2025〕 罚〔2025〕1 罚〔2025 监罚〔2024〕7号 [2025]12号 〕12号 〕2
号 项 甲 〔 ， 。 - / （ ） ： 壹 的 路
（大写：壹仟 （二）项 第（二） 《某某条例》 某条例》第十二条 (大写 12.5 12.5平方米 .5平 5平方米
GB2760 gb MZ-2025-12 mz-2025 MZ-2025-1 abc ABC ab 检ABC公司 检abc公 ABCD 0571-12345678 0571 571
example.org example.org/12 org org/1 电话：0571 、行政诉讼 解放路12号 解放路12号3幢 路112
乾坤大挪移 降龙 葵花宝典 凌波微步 六脉神剑 脚本里的字 没有这样的话 囍
""".split()  # noqa: SIM905 – queries read better as lines than as a list
WIDE = [
    "１２号",
    "〔２０２５〕１２号",
    "ＡＢＣ",
    "ａｂｃ公司",
    "ＭＺ-２０２５",
    "１２",
    "ＧＢ　２７６０",
    "１２５０元",
]
WITH_SPACES = ["GB 2760", "GB 27", "行政 处罚", " 处 罚 决 定 书 ", "ABC 公司", "12 号", "12 315"]


@pytest.fixture(scope="module", autouse=True)
def every_year_apart() -> Iterator[None]:
    """Small as these sites are, each year has an index of its own, as those of a large one have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.search.TOGETHER", 0)
        yield


@dataclass(frozen=True)
class Site:
    folder: Path
    entries: list[Entry]
    pages: dict[str, list[str]]

    def truth(self, query: str) -> set[str]:
        return truth(self.pages, query)


@pytest.fixture(scope="module")
def site(built_once: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = built_once("search-site", make_site) / UNDER
    # The folder is shared by the processes of a test run; each reads its entries from a copy of its own.
    entries = search_site.write(tmp_path_factory.mktemp("search-site"))
    return Site(folder, entries, pages(folder, [entry.url for entry in entries]))


def make_site(folder: Path) -> None:
    site = folder / UNDER
    entries = search_site.write(site)
    with ProcessPoolExecutor(2) as executor:
        index_site(
            site,
            entries,
            labels=search_site.LABELS,
            wordings=search_site.WORDINGS,
            executor=executor,
        )
    write_search_page(site)


def write_search_page(site: Path) -> None:
    (site / "search").mkdir()
    (site / "search" / "index.html").write_text(search_site.SEARCH_PAGE, encoding="utf-8")
    (site / "assets").mkdir()
    for name in ("search.js", "favicon.svg"):
        (site / "assets" / name).write_bytes((ASSETS / name).read_bytes())


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with serve(site.folder.parent) as origin:
        yield f"{origin}/{UNDER}/search/"


@pytest.fixture(scope="module")
def tab(address: str) -> Iterator[Page]:
    """One page for all tests, so that the index is loaded once; it reports every error."""
    with chromium.launched() as browser:
        page = browser.new_page(locale="zh-CN")
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        origin = urlsplit(address).netloc
        page.on(
            "request",
            lambda request: (
                errors.append(f"outside: {request.url}")
                if urlsplit(request.url).netloc not in (origin, "")
                else None
            ),
        )
        yield page
        assert errors == []


def open_search(tab: Page, address: str, query: str, **filters: str) -> None:
    asked = "&".join(f"{name}={quote(value)}" for name, value in {"q": query, **filters}.items())
    tab.goto(f"{address}?{asked}")
    tab.wait_for_selector("[data-total]")


def ask(tab: Page, query: str) -> None:
    tab.fill("#search input[name=q]", query)
    tab.press("#search input[name=q]", "Enter")
    tab.wait_for_selector("[data-total]")


def shown(tab: Page) -> tuple[int, list[str]]:
    """The total that the page says, and the addresses of all hits' links, from the site's root."""
    total = tab.locator("[data-total]")
    assert total.inner_text() == total.get_attribute("data-total")
    links = tab.locator("[data-hit]").evaluate_all("links => links.map((link) => link.href)")
    root = f"/{UNDER}"
    return int(total.inner_text()), [
        unquote(urlsplit(link).path).removeprefix(root) for link in links
    ]


def queries(site: Site) -> list[str]:
    """The chosen ones, 60 pieces of one to eight characters from the pages, and 15 numbers."""
    chance = random.Random(7)
    numbers = chance.sample([entry.title for entry in site.entries if entry.year], 15)
    texts = sorted({text for blocks in site.pages.values() for text in blocks if len(text) > 1})
    pieces = []
    for _ in range(60):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        pieces.append(text[start : start + chance.randint(1, 8)])
    return [query for query in CHOSEN + WIDE + WITH_SPACES + pieces + numbers if query.strip()]


@pytest.mark.browser
@pytest.mark.slow
def test_every_query_finds_exactly_the_pages_that_hold_it(
    site: Site, tab: Page, address: str
) -> None:
    """No hit missing, none extra, none twice; the total is their number."""
    tab.goto(address)
    wrong = {}
    for query in queries(site):
        ask(tab, query)
        total, hits = shown(tab)
        expected = site.truth(query)
        if (total, sorted(hits)) != (len(expected), sorted(expected)):
            wrong[query] = (total, len(expected), sorted(set(hits) ^ expected)[:3])
    assert wrong == {}


def test_the_queries_tell_a_good_index_from_a_bad_one(site: Site) -> None:
    """The truth is neither all nor nothing: an index that returns everything fails everywhere."""
    sizes = [len(site.truth(query)) for query in queries(site)]
    assert len(sizes) >= 150
    assert max(sizes) < len(site.pages)
    assert sum(0 < size <= 20 for size in sizes) >= 30
    assert sum(size > 100 for size in sizes) >= 5
    assert sum(size == 0 for size in sizes) >= 15


def test_numbers_stand_whole(site: Site) -> None:
    """The truth itself: 12号 is not in 112号, and 12 alone begins 125."""
    [case] = [url for url, blocks in site.pages.items() if blocks[0].endswith("〕112号")]
    other = [url for url, blocks in site.pages.items() if any("罚款1250元" in b for b in blocks)]
    assert case in site.truth("〕112号") and case not in site.truth("〕12号")
    assert other and set(other) <= site.truth("12") and set(other) <= site.truth("125")
    assert not set(other) & (site.truth("款125") - site.truth("款125元"))


@pytest.mark.browser
def test_a_decision_number_finds_its_case(site: Site, tab: Page, address: str) -> None:
    number = next(entry for entry in site.entries if entry.title.endswith("〕12号"))
    open_search(tab, address, number.title)
    assert shown(tab) == (1, [number.url])
    assert tab.locator(".search-hit-title mark").inner_text() == number.title


@pytest.mark.browser
def test_a_number_written_otherwise_is_offered_as_it_is_written(
    site: Site, tab: Page, address: str
) -> None:
    number = next(entry for entry in site.entries if entry.title.endswith("〕12号"))
    open_search(tab, address, number.title.replace("〔", "[").replace("〕", "] "))
    assert shown(tab) == (0, [])
    tab.get_by_role("link", name=number.title).click()
    tab.wait_for_selector("[data-total='1']")
    assert shown(tab) == (1, [number.url])


@pytest.mark.browser
@pytest.mark.parametrize("query", ["露天烧烤", "12", "罚〔2025〕1", "号"])
def test_an_address_is_a_search(site: Site, tab: Page, address: str, query: str) -> None:
    """A fresh page at the address shows the same, and gives the page its language back."""
    open_search(tab, address, query)
    total, hits = shown(tab)
    assert (total, set(hits)) == (len(site.truth(query)), site.truth(query))
    assert tab.input_value("#search input[name=q]") == query
    assert tab.locator("html").get_attribute("lang") == "zh-CN"


@pytest.mark.browser
def test_filters_keep_what_they_say(site: Site, tab: Page, address: str) -> None:
    """Each filter alone and all together, by address; the counts say what each would leave."""
    found = [entry for entry in site.entries if entry.url in site.truth("处罚")]
    kept = {
        "register": lambda entry: entry.register == "penalties",
        "department": lambda entry: entry.filters["department"] == "market",
        "type": lambda entry: "penalty" in [*entry.filters["type"], entry.filters["type"]],
        "year": lambda entry: entry.year == 2025,
    }
    values = {"register": "penalties", "department": "market", "type": "penalty", "year": "2025"}
    for name, keeps in kept.items():
        expected = [entry.url for entry in found if keeps(entry)]
        assert 0 < len(expected) < len(found)
        open_search(tab, address, "处罚", **{name: values[name]})
        total, hits = shown(tab)
        assert (total, sorted(hits)) == (len(expected), sorted(expected)), name
        if name == "register":
            chosen = tab.locator(".search-registers [aria-current]")
            assert chosen.get_attribute("data-register") == values[name]
            assert chosen.locator(".search-number").inner_text() == str(len(expected))
            continue
        label = tab.locator(f"select[name={name}] option:checked").inner_text()
        assert f"（{len(expected)}）" in label
    open_search(tab, address, "处罚", **values)
    expected = [entry.url for entry in found if all(keeps(entry) for keeps in kept.values())]
    total, hits = shown(tab)
    assert (total, sorted(hits)) == (len(expected), sorted(expected))


@pytest.mark.browser
def test_the_back_button_goes_through_searches_and_filters(
    site: Site, tab: Page, address: str
) -> None:
    open_search(tab, address, "露天烧烤")
    ask(tab, "占道经营")
    tab.select_option("select[name=year]", "2025")
    tab.wait_for_url("**year=2025")
    tab.wait_for_selector("[data-total]")
    filtered = shown(tab)
    assert filtered[0] < len(site.truth("占道经营"))
    for query in ("占道经营", "露天烧烤"):
        tab.go_back()
        tab.wait_for_selector(f"[data-total='{len(site.truth(query))}']")
        assert set(shown(tab)[1]) == site.truth(query)
        assert tab.input_value("#search input[name=q]") == query
    tab.go_forward()
    tab.go_forward()
    tab.wait_for_selector(f"[data-total='{filtered[0]}']")
    assert shown(tab) == filtered


@pytest.mark.browser
def test_the_header_of_any_page_leads_to_the_search(site: Site, tab: Page, address: str) -> None:
    tab.goto(address)
    tab.fill("header input[name=q]", "虚假广告")
    tab.press("header input[name=q]", "Enter")
    tab.wait_for_selector("[data-total]")
    assert set(shown(tab)[1]) == site.truth("虚假广告")


@pytest.mark.browser
def test_hits_stand_by_register_newest_first_with_their_words_marked(
    site: Site, tab: Page, address: str
) -> None:
    query = "并处罚款"
    open_search(tab, address, query)
    groups = tab.locator(".search-group").all()
    by_url = {entry.url: entry for entry in site.entries}
    assert [group.locator("h2").inner_text().split()[0] for group in groups] == [
        "职权",
        "处罚",
        "许可",
    ]
    for group in groups:
        urls = group.locator("[data-hit]").evaluate_all("links => links.map((a) => a.dataset.hit)")
        years = [by_url[url].year or 0 for url in urls]
        assert years == sorted(years, reverse=True)
        assert f"{len(urls)}项" in group.locator("h2").inner_text()
        group.scroll_into_view_if_needed()
        excerpt = group.locator(".search-excerpt").first
        expect(excerpt.locator("mark").first).to_have_text(query)
        text = excerpt.inner_text().strip("…")
        assert any(text in block for block in site.pages[urls[0]])


@pytest.mark.browser
def test_the_rest_of_a_group_opens_from_the_keyboard(site: Site, tab: Page, address: str) -> None:
    open_search(tab, address, "号")
    group = tab.locator(".search-group", has_text="再看其余").first
    assert group.locator(".search-hit:visible").count() == 10
    group.locator("summary").focus()
    tab.keyboard.press("Enter")
    last = group.locator(".search-hit").last
    expect(last).to_be_visible()
    last.scroll_into_view_if_needed()
    expect(last.locator(".search-excerpt")).not_to_be_empty()
    tab.get_by_role("button", name="全部显示").click()
    assert tab.locator(".search-hit:visible").count() == len(site.truth("号"))


@pytest.mark.browser
def test_hundreds_of_hits_come_ten_at_a_time_or_all(tab: Page, tmp_path: Path) -> None:
    """Beyond a number of links they come by and by; the total is exact at once, each is reachable."""
    entries = small(tmp_path, {2025: ["占道"] * 300, 2026: ["占道"] * 310})
    index_site(tmp_path, entries)
    write_search_page(tmp_path)
    script = tmp_path / "assets" / "search.js"
    assert "const ALL = 3000;" in script.read_text("utf-8")
    script.write_text(
        script.read_text("utf-8").replace("const ALL = 3000;", "const ALL = 500;"), "utf-8"
    )
    browser = tab.context.browser
    assert browser is not None
    with serve(tmp_path) as origin:
        page = browser.new_page()
        page.goto(f"{origin}/search/?q={quote('占道')}")
        page.wait_for_selector("[data-total='610']")
        assert page.locator("[data-hit]").count() == 10
        page.get_by_role("button", name="再看10项（还有600项）").click()
        assert page.locator("[data-hit]").count() == 20
        page.get_by_role("button", name="全部显示").click()
        hits = page.locator("[data-hit]").evaluate_all("links => links.map((a) => a.dataset.hit)")
        assert sorted(hits) == sorted(entry.url for entry in entries)
        page.close()


@pytest.mark.browser
def test_without_a_query_examples_are_offered(tab: Page, address: str) -> None:
    tab.goto(address)
    tab.get_by_role("link", name="露天烧烤").click()
    tab.wait_for_selector("[data-total]")
    assert shown(tab)[0] > 0
    assert "q=" in tab.url


@pytest.mark.browser
def test_a_search_that_cannot_load_says_so_and_can_be_tried_again(
    site: Site, tab: Page, address: str
) -> None:
    browser = tab.context.browser
    assert browser is not None
    page = browser.new_page()
    page.route("**/indexes.json", lambda route: route.abort())
    page.goto(f"{address}?q={quote('烧烤')}")
    page.wait_for_selector("text=没有查成")
    assert page.locator("[data-total]").count() == 0
    page.unroute("**/indexes.json")
    page.get_by_role("button", name="再试一次").click()
    page.wait_for_selector("[data-total]")
    assert set(shown(page)[1]) == site.truth("烧烤")
    page.close()


def test_the_index_holds_nothing_that_is_not_loaded(site: Site) -> None:
    """One index a year, newest first; no interface of the program's own; the totals are right."""
    manifest = json.loads((site.folder / "pagefind/indexes.json").read_text(encoding="utf-8"))
    names = [index["name"] for index in manifest["indexes"]]
    assert names == ["2026", "2025", "2024", "2023", "general"]
    assert manifest["total"] == sum(index["pages"] for index in manifest["indexes"]) == 420
    assert not list((site.folder / "pagefind").rglob("*-ui.*"))
    assert not list((site.folder / "pagefind").rglob("*highlight*"))


def small(site: Path, years: dict[int | None, list[str]]) -> list[Entry]:
    entries = []
    for year, texts in years.items():
        for number, text in enumerate(texts):
            url = f"/{year or 'all'}/{number}.html"
            path = site / url.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            page = f"<html><head><title>题</title></head><main><p>{text}</p></main></html>"
            path.write_text(page, encoding="utf-8")
            entries.append(Entry(url, "题", "penalties", "处罚", {}, year))
    return entries


def test_only_a_year_that_changed_is_indexed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    old = index_site(before, small(before, {2025: ["甲", "乙"], 2026: ["丙"], None: ["丁"]}))
    entries = small(after, {2025: ["甲", "乙"], 2026: ["丙改"], None: ["丁"]})
    made: list[str] = []
    write = search_index._write

    def told(job: Job, *more: Any) -> dict[str, list[int]]:
        made.append(job.name)
        return write(job, *more)

    monkeypatch.setattr(search_index, "_write", told)
    new = index_site(after, entries, last=(before, {index.name: index for index in old}))
    assert made == ["2026"]
    assert [index.name for index in new] == [index.name for index in old]
    changed = {a.name for a, b in zip(old, new, strict=True) if a.digest != b.digest}
    assert changed == {"2026"}
    same = "pagefind/2025/pages.json.gz"
    assert (before / same).read_bytes() == (after / same).read_bytes()


def test_the_digest_is_the_same_for_the_same_pages(tmp_path: Path) -> None:
    years = {2026: ["甲乙丙", "丁"], None: ["戊"]}
    folders = (tmp_path / "one", tmp_path / "two")
    one, two = (index_site(folder, small(folder, years)) for folder in folders)
    assert one == two
    entries = [replace(entry, title="别题") for entry in small(folders[1], years)]
    assert [index.digest for index in index_site(folders[1], entries)] != [i.digest for i in one]


def test_a_site_without_entries_has_an_empty_list_of_indexes(tmp_path: Path) -> None:
    assert index_site(tmp_path, []) == []
    manifest = json.loads((tmp_path / "pagefind/indexes.json").read_text(encoding="utf-8"))
    assert (manifest["indexes"], manifest["total"]) == ([], 0)


def program(path: Path, body: str) -> Path:
    path.write_text(f"#!{sys.executable}\nimport sys, time\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


ANSWERS = """
import base64, json
for answer in [{{}}, {{}}, {last}]:
    print(base64.b64encode(json.dumps({{"payload": answer}}).encode()).decode(), end=",", flush=True)
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("sys.exit('磁盘已满')", "磁盘已满"),
        ("time.sleep(60)", "秒内没有做完"),
        ("pass", "返回 0"),
        (ANSWERS.format(last={"type": "Error", "message": "没有地方"}), "没有地方"),
        (ANSWERS.format(last={"type": "GetFiles", "files": []}), "漏了 1 份"),
        (ANSWERS.format(last={"type": "GetFiles"}), "看不懂"),
        ("print('Hello,', flush=True)", "出错"),
    ],
)
def test_a_program_that_fails_is_an_error_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    """It fails, hangs, or leaves pages out without a word: never a half index."""
    fake = program(tmp_path / "pagefind", body)
    monkeypatch.setattr(search, "executable", lambda: fake)
    monkeypatch.setattr(search_program, "executable", lambda: fake)
    site = tmp_path / "site"
    with pytest.raises(SearchError, match=said):
        index_site(site, small(site, {2026: ["甲"]}), timeout=2)


def test_a_missing_program_is_an_error_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SearchError, match="安装 pagefind-bin"):
        index_site(tmp_path, small(tmp_path, {2026: ["甲"]}))


def test_a_page_that_is_missing_or_has_no_main_is_an_error(tmp_path: Path) -> None:
    gone = Entry("/gone/", "题", "powers", "职权")
    with pytest.raises(SearchError, match="没有生成：/gone/"):
        index_site(tmp_path, [gone])
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone/index.html").write_text("<p>甲</p>", encoding="utf-8")
    with pytest.raises(SearchError, match="没有 <main>"):
        index_site(tmp_path, [gone])


def test_an_address_twice_or_an_unknown_filter_is_refused(tmp_path: Path) -> None:
    entry = Entry("/x/", "题", "powers", "职权")
    with pytest.raises(ValueError, match="twice"):
        index_site(tmp_path, [entry, entry])
    with pytest.raises(ValueError, match="unknown filters"):
        index_site(tmp_path, [replace(entry, filters={"colour": "red"})])


def test_small_years_share_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A first search loads a little of every index: what is small together is one, newest first."""
    monkeypatch.setattr("generator.site.search.TOGETHER", 4)
    years = {2026: ["甲", "乙", "丙"], 2025: ["丁", "戊"], 2024: ["己"], None: ["庚"]}
    made = index_site(tmp_path, small(tmp_path, years))
    assert [(index.name, index.pages) for index in made] == [("2026", 3), ("generalto2025", 4)]
