"""Texts that stand on several pages are indexed once, and found on every page that has them."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from gzip import decompress
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from generator.site import search, search_documents, tokens
from generator.site.search import index_site
from generator.site.search_documents import documents, holders
from generator.site.search_index import Entry
from tests.support import chromium
from tests.support.browser import serve
from tests.support.search_truth import pages, truth
from tests.test_search import ask, open_search, write_search_page

COMMON = "当事人有权陈述和申辩，也可以申请听证"
CITED = "《某某条例》第十二条第一款，2021年1月22日文本"
ONCE = "货架上有九件过期的芝士薯片"


@pytest.fixture(scope="module", autouse=True)
def every_year_apart() -> Iterator[None]:
    """Small as these sites are, each year has an index of its own, as those of a large one have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.search.TOGETHER", 0)
        yield


def texts(number: int) -> list[str]:
    """The title and the blocks of a page: some on all, on a third, on two, on this one only."""
    common = [COMMON, "立案"] if number % 7 else ["立案", COMMON]
    some = [CITED] if number % 3 == 0 else []
    two = ["仅两页有的一句话，不长"] if number in (4, 11) else []
    # Among them a block that is another page's title, and one that begins as a shared one ends.
    own = {
        5: [ONCE],
        6: ["申请听证的人"],
        8: ["某案第9件"],
        9: [COMMON[:-2]],
        10: ["囍", "第112号"],
    }
    title = "仅题目不同的案" if number == 12 else f"某案第{number}件"
    numbers = [] if number in (0, 1, 2, 12) else [f"罚款{number}25元", f"{number}号"]
    return [
        "同一题目" if number < 3 else title,
        *own.get(number, []),
        *common,
        *some,
        *two,
        *numbers,
    ]


def write(site: Path) -> list[Entry]:
    """Fifteen pages of a year and fifteen of none; pages 1 and 2 differ in their address only."""
    entries = []
    for year in (2026, None):
        for number in range(15):
            title, *blocks = texts(1 if number == 2 else number)
            url = f"/{year or 'all'}/{number}.html"
            path = site / url.lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            cells = "".join(f"<p>{escape(block)}</p>" for block in blocks)
            head = f"<head><title>{title}</title></head>"
            path.write_text(f"<html>{head}<main><h1>{title}</h1>{cells}</main></html>", "utf-8")
            filters = {"department": "甲乙"[number % 2], "type": ["一", "二", "三"][: number % 4]}
            register = "penalties" if number % 4 else "powers"
            entries.append(Entry(url, title, register, register, filters, year))
    return entries


@pytest.fixture(
    scope="module", params=[(1, 8_000), (60, 8_000), (1, 4)], ids=["all", "some", "parts"]
)
def city(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The site with every text shared that can be; with the longer ones; in several indexes a year."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_documents, "WORTH", request.param[0])
        patch.setattr(search, "MOST", request.param[1])
        index_site(folder, write(folder), labels={})
    write_search_page(folder)
    yield folder


@pytest.fixture(scope="module")
def origin(city: Path) -> Iterator[str]:
    with serve(city) as address:
        yield f"{address}/search/"


@pytest.fixture(scope="module")
def tab(origin: str) -> Iterator[Page]:
    with chromium.launched() as browser:
        page = browser.new_page(locale="zh-CN")
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        yield page
        assert errors == []


def hits(tab: Page) -> tuple[int, list[str]]:
    links = tab.locator("[data-hit]").evaluate_all("all => all.map((a) => a.dataset.hit)")
    return int(tab.get_attribute("[data-total]", "data-total") or -1), links


def test_the_city_shares_what_it_should(city: Path) -> None:
    for folder in (city / "pagefind").iterdir():
        if folder.is_dir() and folder.name != "terms":
            rows = json.loads(decompress((folder / "pages.json.gz").read_bytes()))
            shared = json.loads(decompress((folder / "shared.json.gz").read_bytes()))
            files = [path.stem for path in (folder / "fragment").iterdir()]
            assert sorted(files) == sorted(row[0] for row in rows)
            assert len(shared) >= 1 and not {row[0] for row in shared} & set(files)


@pytest.mark.browser
def test_every_query_finds_exactly_the_pages_that_hold_it(
    city: Path, origin: str, tab: Page
) -> None:
    """Pieces of texts that are shared and that are not, over the edges of blocks, pages, titles."""
    chance = random.Random(11)
    found = pages(city, [entry.url for entry in write(city)])
    blocks = sorted({text for page in found.values() for text in page})
    edges = [a[-2:] + b[:2] for a in blocks for b in chance.sample(blocks, 2)]
    pieces = [b[i : i + chance.randint(1, 7)] for b in blocks for i in range(0, len(b), 5)]
    whole = [COMMON, COMMON[:-2], ONCE, CITED, "同一题目", "仅题目不同的案", "某案第9件", "听证"]
    units = ["囍", "案", "12", "1", "25", "的", "号", "，", "2021", "325", "无"]
    queries = [*whole, *units, *chance.sample(pieces, 30), *chance.sample(edges, 15)]
    tab.goto(origin)
    wrong = {}
    for query in queries:
        ask(tab, query)
        total, links = hits(tab)
        expected = truth(found, query)
        if (total, sorted(links)) != (len(expected), sorted(expected)):
            wrong[query] = (total, sorted(set(links) ^ expected))
    assert wrong == {}
    sizes = [len(truth(found, query)) for query in queries]
    assert {0, 2, 10, 30} <= set(sizes)


@pytest.mark.browser
def test_pages_alike_but_for_their_address_are_hits_of_their_own(origin: str, tab: Page) -> None:
    open_search(tab, origin, "同一题目", year="2026")
    total, links = hits(tab)
    assert (total, links) == (3, ["/2026/0.html", "/2026/1.html", "/2026/2.html"])


@pytest.mark.browser
def test_filters_and_the_order_of_pages_hold_for_shared_texts(
    city: Path, origin: str, tab: Page
) -> None:
    entries = write(city)
    found = truth(pages(city, [entry.url for entry in entries]), COMMON)
    kept = [
        entry.url
        for entry in entries
        if entry.url in found
        and entry.filters["department"] == "乙"
        and "二" in entry.filters["type"]
        and entry.year == 2026
    ]
    assert 0 < len(kept) < len(found)
    open_search(tab, origin, COMMON, department="乙", type="二", year="2026")
    total, links = hits(tab)
    assert total == len(kept) and sorted(links) == sorted(kept)
    chosen = tab.locator("select[name=department] option:checked").inner_text()
    assert f"（{len(kept)}）" in chosen
    open_search(tab, origin, COMMON, register="penalties")
    order = [e.url for e in entries if e.url in found and e.register == "penalties"]
    assert hits(tab)[1] == order


blocks_ = st.sampled_from(["甲乙", "甲乙丙丁戊", "己", "GB 2760", "12号", "125", "庚辛壬癸" * 5])
some_pages = st.lists(st.lists(blocks_, min_size=1, max_size=6), max_size=6)


@given(some_pages, st.sampled_from([1, 8, 40]))
def test_documents_hold_what_their_pages_hold(listed: list[list[str]], worth: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_documents, "WORTH", worth)
        found = documents(listed)
    for number, page in enumerate(listed):
        shared = [block for one in found.shared if number in one.pages for block in one.blocks]
        assert found.own[number][0] == page[0]
        assert set(found.own[number]) | set(shared) == set(page)
    assert all(len(one.pages) > 1 for one in found.shared)
    terms = ["甲", "乙丙", "丁戊己", "12", "5", "GB 2760", "癸庚", "号"]
    assert holders(terms, found) == {
        term: [
            n
            for n, page in enumerate(listed)
            if any(map(tokens.finder(term), map(tokens.lower, page)))
        ]
        for term in terms
    }


def test_a_text_that_changes_on_a_page_gives_its_file_another_name(tmp_path: Path) -> None:
    """A browser keeps the file for a year, though the page's own document did not change."""
    names = []
    for site, last in ((tmp_path / "one", COMMON), (tmp_path / "two", COMMON + "。")):
        entries = write(site)
        for path in site.rglob("*.html"):
            path.write_text(path.read_text("utf-8").replace(COMMON, last), "utf-8")
        index_site(site, entries)
        names.append({path.name for path in (site / "pagefind/2026/fragment").iterdir()})
    assert not names[0] & names[1]


def test_shared_texts_are_read_again_by_the_next_build(tmp_path: Path) -> None:
    """An index that is taken over has them; a changed page is indexed beside the others' kept texts."""
    before, after = tmp_path / "before", tmp_path / "after"
    entries = [replace(one, made_of=one.url.encode()) for one in write(before)]
    made = index_site(before, entries)
    write(after)
    page = after / "2026" / "5.html"
    page.write_text(page.read_text("utf-8").replace(ONCE, COMMON), "utf-8")
    changed = [
        replace(one, made_of=b"new") if one.url == "/2026/5.html" else one for one in entries
    ]
    for path in (after / "2026").iterdir():
        if path.name != "5.html":
            path.unlink()
    again = index_site(after, changed, last=(before, {one.name: one for one in made}))
    fresh = tmp_path / "fresh"
    write(fresh)
    (fresh / "2026" / "5.html").write_text(page.read_text("utf-8"), "utf-8")
    assert [one.digest for one in again] == [one.digest for one in index_site(fresh, changed)]
    assert kept(after) == kept(fresh)


def kept(site: Path) -> list[object]:
    """What the browser knows of an index's pages, without the names that change from run to run."""
    folder = site / "pagefind" / "2026"
    rows = json.loads(decompress((folder / "pages.json.gz").read_bytes()))
    shared = json.loads(decompress((folder / "shared.json.gz").read_bytes()))
    texts_ = [
        decompress((folder / "fragment" / f"{row[0]}.pf_fragment").read_bytes()) for row in rows
    ]
    return [[row[1:] for row in rows], [row[1:] for row in shared], texts_]
