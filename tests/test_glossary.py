"""The glossary says what the search finds, and pages explain a term where they first use it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page

from generator.models.terms import Term
from generator.site.blocks import page_blocks
from generator.site.notes import Note, annotated
from generator.sources.records import load
from tests.support import chromium
from tests.support.browser import serve
from tests.support.search_truth import truth
from tests.test_site import indexed_pages

ROOT = Path(__file__).parents[1]
NOTES = (
    Note("罚款", "交钱。", "/glossary/#fine"),
    Note("加处罚款", "再交“钱”。", "/glossary/#more"),
    Note("听证", "开会。", "/glossary/#hearing"),
)


def noted(main: str) -> str:
    page = f"<title>罚款</title><main id='main'>{main}</main><p>罚款</p>"
    changed = annotated(page, NOTES, lambda address: f"..{address}")
    before, after = "<title>罚款</title><main id='main'>", "</main><p>罚款</p>"
    assert changed.startswith(before) and changed.endswith(after)
    return changed.removeprefix(before).removesuffix(after)


FINE = '<a class="term" href="../glossary/#fine" title="交钱。">罚款</a>'
MORE = '<a class="term" href="../glossary/#more" title="再交“钱”。">加处罚款</a>'


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ("<p>罚款，再罚款</p><p>罚款</p>", f"<p>{FINE}，再罚款</p><p>罚款</p>"),
        ("<p>先加处罚款，后罚款</p>", f"<p>先{MORE}，后{FINE}</p>"),
        ("<h1>罚款</h1><p>罚款</p>", f"<h1>罚款</h1><p>{FINE}</p>"),
        ("<p><a href='x'><b>罚款</b></a>和罚款</p>", f"<p><a href='x'><b>罚款</b></a>和{FINE}</p>"),
        ("<table><tr><td>罚款</td><td><a href='x'>案</a></td></tr></table>", None),
        ("<table><tr><th>罚款</th><td>罚款</td></tr></table>",
         f"<table><tr><th>罚款</th><td>{FINE}</td></tr></table>"),
        ("<div>罚款</div><dt>罚款</dt><dd>罚款</dd>", f"<div>罚款</div><dt>罚款</dt><dd>{FINE}</dd>"),
        ("<p>罚<b>款</b></p>", None),
        ('<p title="罚款">一<br>罚款</p>', f'<p title="罚款">一<br>{FINE}</p>'),
        ('<li><span class="tag">罚款</span> <em>罚款</em></li>',
         f'<li><span class="tag">罚款</span> <em>{FINE}</em></li>'),
        ("<nav><ul><li>罚款</li></ul></nav>", None),
        ("<p><svg><text>罚款</text><path d=''/></svg></p>", None),
    ],
)  # fmt: skip
def test_a_note_stands_at_the_first_use_in_running_text(main: str, expected: str | None) -> None:
    assert noted(main) == (main if expected is None else expected)


def test_a_page_without_main_or_a_portal_without_terms_stays_as_it_is() -> None:
    assert annotated("<p>罚款</p>", NOTES, str) == "<p>罚款</p>"
    assert annotated("<main><p>罚款</p></main>", (), str) == "<main><p>罚款</p></main>"


@pytest.fixture(scope="module")
def site(demo_site: Path) -> Path:
    return demo_site


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    return {term.id: term for term in load([ROOT]).records["terms"] if isinstance(term, Term)}


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serve(site) as base:
        yield base.rstrip("/")


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with chromium.launched() as browser:
        yield browser.new_page()


def test_the_glossary_counts_what_its_links_find(
    site: Path, demo_texts: dict[str, list[str]], terms: dict[str, Term]
) -> None:
    """Every term, in powers and in cases: the number shown is that of the pages that hold it."""
    # A page as one text: a line end stands in no term, so none is found across two blocks.
    pages = {url: ["\n".join(blocks)] for url, blocks in indexed_pages(site, demo_texts).items()}
    listed = json.loads((site / "data/penalties.json").read_text(encoding="utf-8"))["records"]
    penalties = {f"/cases/{one['department']}/{one['year']}/{one['id']}/" for one in listed}
    penalties |= {u for u in pages if u.startswith("/cases/powers/")}
    of = {
        "powers": {u: b for u, b in pages.items() if u.startswith("/powers/")},
        # Licences and other acts have their pages beside them, and groups of their own.
        "penalties": {u: b for u, b in pages.items() if u in penalties},
    }
    tree = html.fromstring((site / "glossary" / "index.html").read_text(encoding="utf-8"))
    assert len(terms) == len(tree.find_class("gloss")) >= 60
    used = 0
    for term in terms.values():
        entry = tree.get_element_by_id(term.id)
        assert entry.find_class("gloss-term")[0].text_content() == term.term
        [said] = entry.find_class("gloss-uses")
        shown = {}
        for link in said.findall("a"):
            asked = parse_qs(urlsplit(link.get("href")).query)
            assert asked["q"] == [term.term]
            number = re.sub(r"\D", "", link.text_content())
            shown[asked["register"][0]] = int(number)
        counts = {name: len(truth(several, term.term)) for name, several in of.items()}
        assert shown == {name: count for name, count in counts.items() if count}, term.id
        used += bool(shown)
    assert used >= 40


def test_each_term_leads_to_its_law_and_to_terms_beside_it(
    site: Path, terms: dict[str, Term]
) -> None:
    tree = html.fromstring((site / "glossary" / "index.html").read_text(encoding="utf-8"))
    for term in terms.values():
        links = [a.get("href") for a in tree.get_element_by_id(term.id).findall(".//a")]
        assert f"../laws/{term.citation.law}/" in links
        assert [link[1:] for link in links if link.startswith("#")] == list(term.see)


def noted_pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        if 'class="term"' in text:
            yield "/" + page.relative_to(site).as_posix(), html.document_fromstring(text)


def test_notes_stand_on_records_and_guides_once_a_term_and_never_in_a_link(
    site: Path, terms: dict[str, Term]
) -> None:
    kinds = set()
    for url, tree in noted_pages(site):
        kinds.add(url.split("/")[1])
        links = tree.find_class("term")
        for link in links:
            target = urljoin(url, link.get("href"))
            term = terms[target.removeprefix("/glossary/#")]
            assert (link.text_content(), link.get("title")) == (term.term, term.gloss)
            around = {parent.tag for parent in link.iterancestors()}
            assert not around & {"a", "h1", "h2", "h3", "th", "nav", "button", "label"}, url
            assert "main" in around
            # In a table only where no other cell is a link.
            tables = [parent for parent in link.iterancestors() if parent.tag == "table"]
            assert not [a for t in tables for a in t.iter("a") if a.get("class") != "term"], url
        assert len({link.get("href") for link in links}) == len(links), url
    assert kinds >= {"powers", "cases", "discretion", "complain"}
    assert not kinds & {"glossary", "rules", "search", "index.html"}


def test_notes_add_no_text(site: Path) -> None:
    """The page without its notes has the same blocks: the search finds neither more nor less."""
    checked = 0
    for url, tree in noted_pages(site):
        text = (site / url.lstrip("/")).read_text(encoding="utf-8")
        bare = re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", text)
        assert 'class="term"' not in bare and page_blocks(bare) == page_blocks(text)
        checked += len(tree.find_class("term"))
    assert checked > 300


@pytest.mark.browser
def test_a_note_works_by_keyboard(address: str, tab: Page, terms: dict[str, Term]) -> None:
    """The focus shows the gloss inside the window, on a phone too; Enter goes to the glossary."""
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{address}/powers/expired-food/")
    first = tab.locator("a.term").first
    name = first.get_attribute("href") or ""
    for _ in range(80):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.className") == "term":
            break
    shown = first.evaluate("a => getComputedStyle(a, '::after').content")
    term = terms[name.partition("#")[2]]
    assert term.gloss in shown or "attr(title)" in shown
    assert first.evaluate("a => getComputedStyle(a, '::after').position") == "fixed"
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/glossary/#*")
    assert tab.locator(".gloss:target .gloss-term").inner_text() == term.term


@pytest.mark.browser
def test_in_the_demo_city_expired_food_finds_what_is_past_its_shelf_life(
    site: Path, demo_texts: dict[str, list[str]], address: str, tab: Page
) -> None:
    pages = indexed_pages(site, demo_texts)
    exact = truth(pages, "过期食品")
    more = truth(pages, "超过保质期") - exact
    assert exact and more
    tab.goto(f"{address}/search/?q={quote('过期食品')}")
    tab.wait_for_selector("[data-total]")
    assert tab.get_attribute("[data-total]", "data-total") == str(len(exact))
    section = tab.locator(".search-by-term[data-term='超过保质期']")
    links = section.locator("[data-term-hit]").evaluate_all("all => all.map(a => a.pathname)")
    assert sorted(links) == sorted(more)
    section.get_by_role("link", name="看这个术语").click()
    assert tab.locator(".gloss:target .gloss-term").inner_text() == "超过保质期"


@pytest.mark.browser
def test_what_a_first_search_loads_stays_under_700_kb(address: str, tab: Page) -> None:
    browser = tab.context.browser
    assert browser is not None
    page = browser.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(f"{address}/search/?q={quote('过期食品')}")
    page.wait_for_selector(".search-by-term")
    page.wait_for_load_state("networkidle")
    assert len(sizes) > 5 and sum(sizes) < 700_000
    page.close()
