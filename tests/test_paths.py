"""From the home page to the answer in three clicks, for each question a citizen brings; by keyboard too.

A path is the words of the links on the way, each clicked as a reader would, and the words that
answer, which must then stand in the window's page: in the section named, where one is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.support import chromium
from tests.support.browser import serve

pytestmark = pytest.mark.browser
CLICKS = 3
POWER = "对擅自占用城市道路（占道经营）的处罚"


@dataclass(frozen=True)
class Way:
    """A question; the links to click; where the answer stands, and what it says."""

    question: str
    clicks: tuple[str, ...]
    where: str
    answer: tuple[str, ...]

    def __str__(self) -> str:
        return self.question


WAYS = [
    Way(
        "这个部门能对我这样做吗？",
        ("查部门", "明城市城市管理行政执法局", POWER),
        "#what",
        ("本项责任",),
    ),
    Way("依据哪一条？", ("占道经营", POWER), "#basis", ("《城市道路管理条例》第四十二条",)),
    Way("谁决定？", ("查职权", POWER, "谁来办、谁审核、谁决定？"), "#who", ("决定岗",)),
    Way("能罚多少？", ("占道经营", POWER, "能罚多少？别人罚了多少？"), "#range", ("2万元以下",)),
    Way("别人罚了多少？", ("占道经营", POWER, "别人的案子怎么定的？"), "#cases", ("决定书", "元")),
    Way(
        "他们委托了谁？",
        ("受委托组织", "明城市市场监管综合执法支队"),
        "#entrustments",
        ("市市场监管局", "期限"),
    ),
    Way(
        "到哪里投诉？",
        ("查部门", "明城市城市管理行政执法局", "怎样联系和投诉？"),
        "#contact",
        ("热线", "信箱"),
    ),
]


@pytest.fixture(scope="module")
def address(demo_site: Path) -> Iterator[str]:
    with serve(demo_site) as base:
        yield base


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with chromium.launched() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(20_000)
        yield page


def link(tab: Page, words: str) -> str:
    """The first visible link in <main> whose words are these, alone or before a count."""
    found = tab.locator("main a:visible, .contents a:visible").filter(has_text=words)
    found.first.wait_for()
    return found.first.evaluate("a => a.href")


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_three_clicks_lead_to_the_answer(address: str, tab: Page, way: Way) -> None:
    assert len(way.clicks) <= CLICKS
    tab.goto(address + "/")
    for words in way.clicks:
        tab.locator("main a:visible").filter(has_text=words).first.click()
    for words in way.answer:
        expect(tab.locator(f"main {way.where}")).to_contain_text(words, use_inner_text=True)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_the_way_goes_by_keyboard(address: str, tab: Page, way: Way) -> None:
    """Every link on the way is reached by Tab, shows that it has the focus, and opens by Enter."""
    tab.goto(address + "/")
    for words in way.clicks:
        target = link(tab, words)
        before = tab.url
        tab.evaluate("document.activeElement?.blur()")
        for _ in range(700):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.href") == target:
                break
        else:
            pytest.fail(f"用 Tab 键到不了“{words}”")
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        tab.keyboard.press("Enter")
        tab.wait_for_url(lambda url, before=before: url != before)
    for words in way.answer:
        expect(tab.locator(f"main {way.where}")).to_contain_text(words, use_inner_text=True)


def test_a_certificate_is_checked_in_one_click_and_one_number(address: str, tab: Page) -> None:
    """这本证件有效吗？ typed and sent from the keyboard."""
    tab.goto(address + "/")
    tab.locator("main a").filter(has_text="查证件").first.click()
    number = tab.get_attribute("[data-certificate]", "data-certificate")
    assert number
    field = tab.locator("#officer-lookup input")
    field.wait_for()  # it is shown once it can answer
    field.focus()
    tab.keyboard.type(number)
    tab.keyboard.press("Enter")
    expect(tab.locator("#officer-answer")).to_contain_text(number)


def test_a_decision_number_leads_to_its_case(address: str, tab: Page) -> None:
    """The number as it is printed on the paper in one's hand."""
    tab.goto(f"{address}/search/?q={quote('明市监罚〔2026〕12号')}")
    tab.wait_for_selector("[data-total]")
    hits = tab.eval_on_selector_all("[data-hit]", "all => all.map(a => new URL(a.href).pathname)")
    assert "/cases/market-regulation/2026/cf-12/" in hits
    assert not any(hit.endswith("/cf-112/") for hit in hits)
