"""The theme: every component renders, is valid, searchable, readable and fits; filters say it exactly."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from jinja2 import UndefinedError
from markupsafe import Markup
from playwright.sync_api import Browser, Page

from generator.models.parts import Citation, Range
from generator.site import filters, timeline
from tests.support import chromium, components
from tests.support.html import nested_blocks, validate

DAY = date(2026, 11, 23)
ENV = components.environment()
SIGNATURES = {
    (each.component, each.name): each
    for name in components.names()
    for each in components.signatures(ENV, name)
}
EXAMPLES = [each for name in components.names() for each in components.examples(ENV, name)]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example_renders_what_it_is_given(example: components.Example) -> None:
    """Only the arguments there are, nothing missing said, no key or placeholder shown."""
    signature = SIGNATURES[example.component, example.macro]
    assert set(signature.required) <= set(example.arguments)
    assert set(example.arguments) <= {*signature.required, *signature.optional}
    text = components.render(ENV, example)
    assert text.strip()
    assert "None" not in text
    assert "&lt;" not in text


def test_every_macro_and_argument_has_an_example() -> None:
    """An argument that no example shows is one that nobody looked at."""
    shown: dict[tuple[str, str], set[str]] = {}
    for example in EXAMPLES:
        shown.setdefault((example.component, example.macro), set()).update(example.arguments)
    missing = {
        key: {*each.required, *each.optional} - shown.get(key, set())
        for key, each in SIGNATURES.items()
    }
    assert {key: names for key, names in missing.items() if names or key not in shown} == {}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_missing_and_unknown_arguments_are_errors(example: components.Example) -> None:
    """A misspelt argument breaks the build; it never leaves a hole in a page."""
    wrong = dict(example.arguments)
    with pytest.raises(TypeError, match="surprise"):
        components.render(ENV, _with(example, {**wrong, "surprise": 1}))
    for name in SIGNATURES[example.component, example.macro].required:
        less = {key: value for key, value in wrong.items() if key != name}
        with pytest.raises((UndefinedError, TypeError, KeyError)):
            components.render(ENV, _with(example, less))


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_no_block_stands_in_another(example: components.Example) -> None:
    """A search hit stands within one block; nested ones would be found twice or not at all."""
    text = components.render(ENV, example)
    assert list(nested_blocks(f"<div>{text}</div>")) == []
    # A block closed twice is one that the parser closed by itself, before an inner block.
    for tag in ("p", "li", "td", "dd", "dt"):
        assert len(re.findall(rf"<{tag}[\s>]", text)) == text.count(f"</{tag}>")


def test_nested_blocks_are_noticed() -> None:
    """The check above can fail."""
    assert list(nested_blocks("<ul><li>a<ul><li>b</li></ul></li></ul>")) == [("li", "li")]


def test_pages_are_valid_html(gallery: Path, tmp_path: Path) -> None:
    """html-validate finds nothing in the page of all examples, nor in the frame without options."""
    bare = tmp_path / "bare.html"
    page = components.page(
        changed=None, file=None, indexed=False, trail=(), address="/", section=""
    )
    portal = components.portal().model_copy(update={"ribbon": None, "base_url": None})
    bare.write_text(
        ENV.get_template("base.html").render(
            portal=portal, page=page, link=components.link, guides={}, supervised=False, editing=""
        ),
        encoding="utf-8",
    )
    assert [str(fault) for fault in validate([gallery, bare])] == []


def test_faults_in_html_are_noticed(tmp_path: Path) -> None:
    """The validator runs with our rules: an inline style is one, whatever the browser thinks."""
    path = tmp_path / "wrong.html"
    path.write_text('<p style="color: red">错</p></div>', encoding="utf-8")
    assert {fault.rule for fault in validate([path])} >= {"no-inline-style", "close-order"}


def test_frame_says_who_and_where() -> None:
    """What a government site must state is there, and of dates only the page's own change."""
    text = components.frame(ENV, "<h1>部件</h1>")
    for words in ("演示数据", "主办单位", "网站标识码", "备案号", "联系电话", "网站地图"):
        assert words in text
    for name in ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ArticleTitle", "PubDate"):
        assert f'<meta name="{name}" content="' in text
    assert set(re.findall(r"\d{4}年\d+月\d+日", text)) == {"2026年10月9日"}
    main = text[text.index("<main") : text.index("</main>")]
    assert "expired-food.yaml" in text and "expired-food.yaml" not in main


def test_frame_loads_nothing_from_elsewhere() -> None:
    """No outside host, no inline style or script: what the policy in the page forbids."""
    text = components.frame(ENV, "")
    loaded = re.findall(
        r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', text
    )
    assert loaded
    assert [each for each in loaded if "//" in each] == []
    assert re.findall(r"<style|style=|<script>|\son\w+=", text) == []
    assert "default-src 'none'" in text
    for path in (components.TEMPLATES / "assets").iterdir():
        assert not re.search(r"(?:url|import)\(?\s*[\"']?https?:", path.read_text(encoding="utf-8"))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_gallery_is_accessible(gallery: Path, browser: Browser, width: int, scheme: Any) -> None:
    """axe finds nothing, with text contrast at 7:1, on wide screens and phones, light and dark."""
    page = _opened(browser, gallery, width, scheme)
    found = Axe().run(page, options={"rules": {"color-contrast-enhanced": {"enabled": True}}})
    wrong = [
        (each["id"], node["target"], node.get("failureSummary"))
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize("size", ["normal", "large"])
@pytest.mark.parametrize("width", [320, 390, 719, 720, 960, 1280])
def test_gallery_never_scrolls_sideways(
    gallery: Path, browser: Browser, width: int, size: str
) -> None:
    """At any width and letter size the page is as wide as the window."""
    page = _opened(browser, gallery, width, "light")
    if size == "large":
        page.get_by_role("button", name="大字显示").click()
        page.reload()
        assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.browser
def test_gallery_works_without_script(gallery: Path, browser: Browser) -> None:
    """Without script no button is shown that does nothing, and the contents list still opens."""
    page = _opened(browser, gallery, 390, "light", java_script_enabled=False)
    assert page.get_by_role("button", name="大字显示").count() == 0
    entry = page.locator(".contents li").first
    assert not entry.is_visible()
    page.locator(".contents summary").click()
    assert entry.is_visible()


@pytest.mark.browser
def test_contents_stand_open_on_wide_screens(gallery: Path, browser: Browser) -> None:
    """The list at the side needs no click."""
    page = _opened(browser, gallery, 1280, "light")
    assert page.locator(".contents li").first.is_visible()


@pytest.mark.parametrize(
    ("amount", "exact", "short"),
    [
        (0, "0元", "0元"),
        (Decimal("87.5"), "87.5元", "87.5元"),
        (Decimal("12.00"), "12元", "12元"),
        (5000, "5,000元", "5,000元"),
        (50000, "50,000元", "5万元"),
        (Decimal("65000"), "65,000元", "6.5万元"),
        (12500, "12,500元", "1.25万元"),
        (12345, "12,345元", "12,345元"),
        (Decimal("10000.01"), "10,000.01元", "10,000.01元"),
        (5061200, "5,061,200元", "506.12万元"),
        (300000000, "300,000,000元", "3亿元"),
    ],
)
def test_money_is_exact(amount: Decimal | int, exact: str, short: str) -> None:
    """Short forms only where nothing is lost."""
    assert filters.money(amount).striptags() == exact
    assert filters.money_text(amount) == short


def test_money_takes_no_float() -> None:
    """0.1 has no exact float."""
    with pytest.raises(TypeError, match="Decimal"):
        filters.money(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.995, "99.5%"),
        (0.9999, "99.9%"),
        (0.0001, "不足0.1%"),
        (0.5, "50%"),
    ],
)
def test_percent_never_rounds_to_all_or_nothing(ratio: float, shown: str) -> None:
    """416 of 418 on time is not 'all on time'."""
    assert filters.percent(ratio).striptags() == shown


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"min": 50000, "max": 100000}, "5万元以上10万元以下"),
        (
            {"min": 65000, "min_open": True, "max": 85000, "max_open": True},
            "超过6.5万元不满8.5万元",
        ),
        ({"min": 65000, "min_open": True, "max": 85000}, "超过6.5万元不超过8.5万元"),
        ({"min": 50000, "max": 65000, "max_open": True}, "5万元以上不满6.5万元"),
        ({"max": 50000, "max_open": True}, "不满5万元"),
        ({"max": 2000}, "2,000元以下"),
        ({"min": 500}, "500元以上"),
        ({"min": 500, "min_open": True}, "超过500元"),
        ({"min": 500, "max": 500}, "500元"),
        ({"unit": "times", "of": "货值金额", "min": 10, "max": 20}, "货值金额10倍以上20倍以下"),
        (
            {"unit": "percent", "of": "销售额", "min": 1, "max": Decimal("4.5")},
            "销售额1%以上4.5%以下",
        ),
        ({}, "没有规定幅度"),
    ],
)
def test_range_reads_as_the_law_writes(fields: dict[str, Any], shown: str) -> None:
    """以上 and 以下 include, 超过 and 不满 do not; the broken form says the same."""
    bounds = Range.model_validate({"unit": "yuan", **fields})
    assert filters.range_text(bounds) == shown
    assert filters.range_label(bounds).striptags() == shown


def test_dates_stand_in_time() -> None:
    """The day is for machines too; a period says which end is open."""
    assert filters.day(date(2026, 11, 3)) == '<time datetime="2026-11-03">2026年11月3日</time>'
    first, last = date(2025, 7, 1), date(2027, 6, 30)
    assert filters.period(first, last).striptags() == "2025年7月1日至2027年6月30日"
    assert filters.period(first).striptags() == "自2025年7月1日起"
    assert filters.period(None, last).striptags() == "至2027年6月30日"
    assert filters.period(None).striptags() == "未写明期限"
    with pytest.raises(TypeError):
        filters.day_text("2026-11-03")  # type: ignore[arg-type]


def test_articles_and_titles() -> None:
    """Numbers as laws print them; titles in 《》 once, those inside in 〈〉; text is escaped."""
    place = Citation.model_validate(
        {
            "law": "food-safety-law",
            "version": "2025-09-12",
            "article": "124",
            "paragraph": "1",
            "subparagraph": "5",
        }
    )
    assert filters.article(place) == (
        '<span class="nb">第一百二十四条</span><span class="nb">第一款</span>'
        '<span class="nb">第（五）项</span>'
    )
    assert filters.article("12-1").striptags() == "第十二条之一"
    assert filters.quote_title("《食品安全法》") == '<span class="nb">《食品安全法》</span>'
    assert filters.quote_title("关于修改《广告法》的决定") == "《关于修改〈广告法〉的决定》"
    assert filters.quote_title("<b>") == '<span class="nb">《&lt;b&gt;》</span>'
    assert filters.decision_number("明市监罚〔2026〕12号").striptags() == "明市监罚〔2026〕12号"
    assert filters.count(1906, "件") == '<span class="nb">1,906件</span>'


def test_prose_keeps_words_and_line_ends() -> None:
    """Nothing is added or lost; what belongs together stays on one line; Markup is left alone."""
    text = "依《行政处罚法》第三十三条第一款，<2026年11月3日>罚5,000元。\n共3件"
    shown = filters.prose(text)
    assert Markup(shown.replace("<br>", "\n")).unescape().count("<span") == 6
    assert re.sub(r"</?span[^>]*>", "", shown.replace("<br>", "\n")) == str(Markup.escape(text))
    assert filters.prose(Markup("<b>5元</b>")) == "<b>5元</b>"


def test_timeline_places_do_not_collide() -> None:
    """Versions follow each other without a gap; labels in one lane never overlap."""
    days = [
        (date(2009, 2, 28), date(2009, 6, 1)),
        (date(2015, 4, 24), date(2015, 10, 1)),
        (date(2018, 12, 29), date(2018, 12, 29)),
        (date(2019, 1, 29), date(2019, 1, 29)),
        (date(2019, 4, 29), date(2019, 4, 29)),
        (date(2025, 9, 12), date(2025, 12, 1)),
    ]
    spans = timeline.spans(days, DAY)
    assert all(left.ends == right.begins for left, right in pairwise(spans))
    assert spans[0].waits_from == 0 and spans[-1].ends == 100
    assert len({(span.lane, span.text_at) for span in spans}) == len(spans)
    assert max(span.lane for span in spans) <= 3
    with pytest.raises(ValueError, match="版本"):
        timeline.spans([], DAY)


def test_timeline_of_one_version() -> None:
    """A law made once, in force the same day, still has a bar, even on that day."""
    made = date(2021, 1, 22)
    for day in (DAY, made):
        (span,) = timeline.spans([(made, made)], day)
        assert (span.begins, span.ends, span.lane) == (0, 100, 0)


def test_timeline_is_in_proportion_to_time() -> None:
    """Eight years are drawn longer than three, a wait as long as it was, and the repeal is a turn."""
    revised, amended, repealed = timeline.spans(
        [
            (date(2016, 1, 1), date(2016, 1, 1)),
            (date(2018, 10, 26), date(2018, 10, 26)),
            (date(2026, 3, 12), date(2026, 8, 15)),
        ],
        DAY,
    )
    lengths = [each.ends - each.begins for each in (revised, amended, repealed)]
    days = [
        (date(2018, 10, 26) - date(2016, 1, 1)).days,
        (date(2026, 8, 15) - date(2018, 10, 26)).days,
        (DAY - date(2026, 8, 15)).days,
    ]
    assert lengths == pytest.approx([100 * each / sum(days) for each in days], abs=0.02)
    (code,) = timeline.spans([(date(2026, 3, 12), date(2026, 8, 15))], DAY)
    assert code.begins == pytest.approx(100 * 156 / 256, abs=0.02)


def test_timeline_shows_the_shortest_time() -> None:
    """A text of a week, and one that takes effect only after the day, can be seen."""
    days = [date(1990, 1, 1), date(2026, 11, 16), date(2027, 1, 1)]
    spans = timeline.spans([(each, each) for each in days], DAY)
    assert [round(each.ends - each.begins, 1) for each in spans[1:]] == [timeline.VISIBLE] * 2
    assert sum(each.ends - each.begins for each in spans) == pytest.approx(100)


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return components.gallery(ENV, tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launched() as running:
        yield running


def _opened(browser: Browser, path: Path, width: int, scheme: Any, **options: Any) -> Page:
    viewport: Any = {"width": width, "height": 900}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, **options)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    page.goto(path.as_uri())
    assert errors == []
    return page


def _with(example: components.Example, arguments: dict[str, Any]) -> components.Example:
    return components.Example(
        example.component, example.name, example.macro, arguments, example.caller
    )
