"""A search in people's words also finds what the law's terms find: apart, exact, and said so."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from generator.site import tokens
from generator.site.search import Wording, index_site
from tests.support import search_site
from tests.support.browser import serve
from tests.support.search_truth import plain, truth
from tests.test_search import (
    CHOSEN,
    UNDER,
    Site,
    address,
    ask,
    open_search,
    shown,
    site,
    small,
    tab,
    write_search_page,
)

__all__ = ["address", "site", "tab"]  # fixtures: pytest finds them here
ASKED = [
    "骗人广告", "计量不合格", "整改", "限期整改", "要求限期整改怎么办", "骗人广告 整改", "不罚", "首次违法", "初犯不罚",
    "没有人写", "添加剂标准2760号", "添加剂标准2760", "虚假广告", "责令改正", "处罚", "整 改", "整",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def every_year_apart() -> Iterator[None]:
    """Small as these sites are, each year has an index of its own, as those of a large one have."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.site.search.TOGETHER", 0)
        yield


def meant(query: str) -> list[Wording]:
    """The terms of a query, by people's words that stand in it and in no longer one that does."""
    asked = plain(query)
    standing = [
        (wording, at, at + len(word))
        for wording in search_site.WORDINGS
        for word in wording.words
        for at in range(len(asked))
        if asked.startswith(word, at) and truth({"": [asked]}, word)
    ]
    longest = [
        wording
        for wording, start, end in standing
        if not any(a <= start and end <= b and b - a > end - start for _, a, b in standing)
    ]
    return list(dict.fromkeys(longest, None))


def by_term(tab: Page) -> dict[str, list[str]]:
    """Term → the addresses that its group shows."""
    found = {}
    for section in tab.locator(".search-by-term").all():
        links = section.locator("[data-term-hit]").evaluate_all("all => all.map((a) => a.href)")
        name = section.get_attribute("data-term")
        assert name
        found[name] = [unquote(urlsplit(link).path).removeprefix(f"/{UNDER}") for link in links]
    return found


@pytest.mark.browser
@pytest.mark.parametrize("query", ASKED)
def test_groups_of_terms_hold_exactly_what_the_term_adds(
    site: Site, tab: Page, address: str, query: str
) -> None:
    """Truth through each term, less the exact hits and the terms before; the total is the exact."""
    open_search(tab, address, query)
    exact = site.truth(query)
    total, hits = shown(tab)
    assert (total, sorted(hits)) == (len(exact), sorted(exact))
    seen, expected = set(exact), {}
    for wording in meant(query):
        more = site.truth(wording.term) - seen
        seen |= more
        if more:
            expected[wording.term] = sorted(more)
    groups = by_term(tab)
    assert {term: sorted(urls) for term, urls in groups.items()} == expected
    assert list(groups) == list(expected)
    for term, urls in groups.items():
        said = f"按法律用语“{term}”{'又' if exact else ''}找到{len(urls)}项"
        assert tab.locator(f".search-by-term[data-term='{term}'] h2").inner_text() == said
    if groups:
        summary = tab.locator(".search-summary").inner_text()
        assert f"找到{sum(map(len, groups.values()))}项" in summary
        assert bool(exact) != (f"没有一页写着“{query}”" in summary)


def test_the_queries_meet_every_case(site: Site) -> None:
    """Without exact hits, with, with some in common, with two terms, with none that finds more."""
    cases: Counter[str] = Counter()
    for query in ASKED:
        exact = site.truth(query)
        terms = meant(query)
        more = set[str]().union(*(site.truth(w.term) for w in terms)) if terms else set()
        cases["none exact, found by the term"] += bool(more and not exact)
        cases["exact and more"] += bool(exact and more - exact)
        cases["some in common"] += bool(exact & more)
        cases["two terms"] += len(terms) > 1
        cases["a term that finds nothing"] += bool(terms and not more)
        cases["no term"] += not terms
    assert len(cases) == 6 and all(cases.values())


@pytest.mark.browser
def test_the_excerpt_marks_the_term_and_the_gloss_leads_to_the_glossary(
    site: Site, tab: Page, address: str
) -> None:
    open_search(tab, address, "骗人广告")
    section = tab.locator(".search-by-term")
    section.scroll_into_view_if_needed()
    expect(section.locator("mark").first).to_have_text("虚假广告")
    link = section.get_by_role("link", name="看这个术语")
    assert link.evaluate("a => a.href").endswith(f"/{UNDER}/glossary/#false-advertising")
    tab.locator(".search-to-term").focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "term-false-advertising"


@pytest.mark.browser
def test_filters_keep_the_hits_of_a_term_too(site: Site, tab: Page, address: str) -> None:
    kept = {entry.url for entry in site.entries if entry.register == "penalties"}
    expected = site.truth("虚假广告") & kept
    assert expected and expected != site.truth("虚假广告")
    open_search(tab, address, "骗人广告", register="penalties")
    assert shown(tab) == (0, [])
    assert sorted(by_term(tab)["虚假广告"]) == sorted(expected)
    chosen = tab.locator(".search-registers [aria-current]")
    assert chosen.get_attribute("data-register") == "penalties"


@pytest.mark.browser
def test_a_search_after_it_begins_anew(site: Site, tab: Page, address: str) -> None:
    open_search(tab, address, "骗人广告")
    ask(tab, "露天烧烤")
    assert by_term(tab) == {}
    tab.go_back()
    tab.wait_for_selector(".search-by-term")
    assert set(by_term(tab)["虚假广告"]) == site.truth("虚假广告")


def test_a_term_is_found_on_the_pages_that_its_search_finds(site: Site) -> None:
    """So that what the glossary counts is what its links find, register by register."""
    terms = [wording.term for wording in search_site.WORDINGS]
    entries = {entry.url: entry for entry in site.entries}
    wanted = Counter((entries[url].register, term) for term in terms for url in site.truth(term))
    finders = [(term, tokens.finder(term)) for term in terms]
    found = Counter(
        (entries[url].register, term)
        for url, blocks in site.pages.items()
        for term, holds in finders
        if any(holds(tokens.lower(tokens.tidy(block))) for block in blocks)
    )
    assert found == wanted and wanted["powers", "虚假广告"] and wanted["penalties", "GB 2760"]


def test_an_index_counts_pages_that_hold_a_term_and_no_two_blocks_make_one(tmp_path: Path) -> None:
    texts = ["整改到位</p><p>整", "整</p><p>改", "甲", "整改，整改"]
    entries = small(tmp_path, {2025: texts[:2], None: texts[2:]})
    wording = Wording("整改", ("改好",), "改。", "/glossary/#x")
    made = index_site(tmp_path, entries, wordings=[wording])
    assert [index.uses for index in made] == [
        {"penalties": {"整改": 1}},
        {"penalties": {"整改": 1}},
    ]
    manifest = json.loads((tmp_path / "pagefind/indexes.json").read_text(encoding="utf-8"))
    packed = (tmp_path / "pagefind/wordings.json.gz").read_bytes()
    assert json.loads(gzip.decompress(packed)) == [
        {"term": "整改", "words": ["改好"], "gloss": "改。", "url": "/glossary/#x"}
    ]
    assert [sorted(index) for index in manifest["indexes"]] == [["digest", "name", "pages"]] * 2


def test_a_finder_agrees_with_the_truth_about_runs_and_edges() -> None:
    chance = random.Random(3)
    blocks = [plain(text) for text in [*search_site.PHRASES, "第112号", "GB2760", "Ab 12号", "１2"]]
    pieces = [text[i : i + chance.randint(1, 5)] for text in blocks for i in range(len(text))]
    queries = [query for query in [*CHOSEN, *pieces] if plain(query)]
    for query in queries:
        found = [b for b in blocks if tokens.finder(query)(tokens.lower(tokens.tidy(b)))]
        assert found == [block for block in blocks if truth({"": [block]}, query)], query
    assert len(queries) > 200


@contextmanager
def elsewhere(tab: Page, site: Path) -> Iterator[tuple[Page, str]]:
    """A page of its own on a site of its own, and the address of its search."""
    write_search_page(site)
    browser = tab.context.browser
    assert browser is not None
    with serve(site) as origin:
        page = browser.new_page()
        yield page, f"{origin}/search/"
        page.close()


@pytest.mark.browser
def test_a_term_on_a_third_of_all_pages_is_said_and_not_listed(tmp_path: Path, tab: Page) -> None:
    """Nearly every page as an answer is none: the term is named, and its hits are no group."""
    texts = ["罚款标准", *["按裁量基准"] * 5, *["甲"] * 6]
    entries = small(tmp_path, {None: texts})
    index_site(tmp_path, entries, wordings=[Wording("裁量基准", ("罚款标准",), "几档。", "/g/#x")])
    with elsewhere(tab, tmp_path) as (page, found):
        open_search(page, found, "罚款标准")
        assert by_term(page) == {}
        assert page.locator("[data-common]").get_attribute("data-common") == "裁量基准"


@pytest.mark.browser
def test_a_hit_that_leads_shows_its_first_block_and_what_came_of_it(
    tmp_path: Path, tab: Page
) -> None:
    """So that hits whose words stand in a line that all have are told apart."""
    entries = [
        replace(entry, outcome="罚款5,000元", details=("甲罚〔2026〕1号",), leads=True)
        for entry in small(tmp_path, {None: ["货架上有九件</p><p>占道经营"]})
    ]
    index_site(tmp_path, entries)
    with elsewhere(tab, tmp_path) as (page, found):
        open_search(page, found, "占道经营")
        expect(page.locator(".search-excerpt")).to_have_text("货架上有九件")
        assert page.locator(".search-outcome").inner_text() == "罚款5,000元"
        assert page.locator(".search-hit-meta").inner_text() == "甲罚〔2026〕1号"
