"""Pages are light: what a phone fetches for one page and for its first search."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from lxml import html
from playwright.sync_api import Page, Response

from tests.support import chromium
from tests.support.browser import serve
from tests.test_site import KINDS

PAGE_LIMIT = 60_000
SEARCH_LIMIT = 700_000


def fetched(site: Path, address: str) -> dict[str, int]:
    """A page and everything its head and images name: file → compressed bytes."""
    page = address if address.endswith(".html") else address + "index.html"
    found = {page: compressed(site / page.strip("/"))}
    document = html.fromstring((site / page.strip("/")).read_text("utf-8"))
    for value in document.xpath("//link[@rel='stylesheet']/@href | //script/@src | //img/@src"):
        path = urlsplit(urljoin(address, value)).path
        found[path] = compressed(site / path.strip("/"))
    return found


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


@pytest.mark.parametrize("address", KINDS)
def test_a_page_with_its_assets_is_light(demo_site: Path, address: str) -> None:
    found = fetched(demo_site, address)
    assert len(found) > 3, found
    assert sum(found.values()) < PAGE_LIMIT, found


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with chromium.launched() as browser:
        yield browser.new_page()


@pytest.mark.browser
@pytest.mark.parametrize(
    "words", ["食品", "罚款", "过期食品", "行政处罚决定", "明市监罚〔2026〕12号"]
)
def test_the_first_search_is_light(demo_site: Path, tab: Page, words: str) -> None:
    """All bytes over the wire, page and program included, for rare and common words, short and long."""
    sizes: list[int] = []

    def count(response: Response) -> None:
        sizes.append(len(response.body()))

    context = tab.context.browser
    assert context
    fresh = context.new_page()
    fresh.on("response", count)
    with serve(demo_site) as base:
        fresh.goto(f"{base}/search/?q={quote(words)}")
        fresh.wait_for_selector("[data-total]")
        fresh.wait_for_load_state("networkidle")
    fresh.close()
    assert sum(sizes) < SEARCH_LIMIT, sum(sizes)
