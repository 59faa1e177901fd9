"""The site's calculator answers as Python does, word for word, in a real browser and without a server."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from generator.catalogue import Catalogue
from generator.commands import FINE, main
from generator.days import day_in_words, due
from generator.holidays import Calendar, calendar_of
from generator.models.calendar import HolidayCalendar
from generator.periods import Period, Unit, parse_term
from generator.sources.records import load
from generator.sources.standard import dump
from tests.support import chromium
from tests.support.browser import serve
from tests.support.city import copy_city, lay_over
from tests.support.days import VECTORS, Vector
from tests.test_days import NEXT

GUIDE = Path(__file__).parents[1] / "content" / "days.md"
# A city that has entered 2027, and only New Year's Day of 2028.
LATER = {
    "year": 2028,
    "notice": "《另一通知》",
    "published": "2027-11-20",
    "holidays": [{"name": "元旦", "from": "2028-01-01", "until": "2028-01-03"}],
}
PERIODS = [v for v in VECTORS if isinstance(parse_term(v.term), Period)]


def make(folder: Path) -> None:
    root = copy_city(folder / "root")
    record: dict[str, object] = {"id": "calendar", "notices": [NEXT, LATER]}
    lay_over(root, {"lists/calendar.yaml": dump(HolidayCalendar, record)})
    (root / "content").mkdir(exist_ok=True)
    shutil.copy(GUIDE, root / "content")
    assert (
        main(["build", "--root", str(root), "--out", str(folder / "site"), "--jobs", "1"]) == FINE
    )


@pytest.fixture(scope="module")
def made(built_once: Callable[..., Path]) -> Path:
    """A root and its site."""
    return built_once("days-site", make)


@pytest.fixture(scope="module")
def calendar(made: Path) -> Calendar:
    return calendar_of(Catalogue(load([made / "root"]).records))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launched() as running:
        yield running


@pytest.fixture(scope="module")
def base(made: Path) -> Iterator[str]:
    with serve(made / "site") as address:
        yield address


@pytest.fixture(scope="module")
def tab(base: str, browser: Browser) -> Iterator[Page]:
    """The page, open; whatever the console says is an error."""
    page = browser.new_page(base_url=base)
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/days/")
    expect(page.locator("#calculator")).to_be_visible()
    yield page
    assert said == []


def ask(tab: Page, start: date, period: Period) -> tuple[str, list[str]]:
    tab.fill("[name=from]", start.isoformat())
    tab.fill("[name=number]", str(period.number))
    tab.select_option("[name=unit]", period.unit.value)
    tab.click("#calculator button")
    answer = tab.locator("#calculator-answer")
    return (
        answer.locator("strong").inner_text(),
        answer.locator("li").all_text_contents(),
    )


def test_there_are_enough_to_ask() -> None:
    assert len(PERIODS) >= 40


@pytest.mark.browser
@pytest.mark.parametrize("vector", PERIODS, ids=str)
def test_the_form_answers_as_python_does(vector: Vector, tab: Page, calendar: Calendar) -> None:
    """The day, whether it is provisional, and every step in the same words."""
    period = Period.parse(vector.term)
    found = due(vector.start, period, calendar)
    assert ask(tab, vector.start, period) == (day_in_words(found.due), list(found.steps))
    provisional = tab.locator("#calculator-answer .calculator-provisional")
    assert provisional.count() == int(found.provisional)
    assert f"from={vector.start}" in tab.url


@pytest.mark.browser
def test_thousands_of_others_are_the_same(tab: Page, calendar: Calendar) -> None:
    """Days of all years, leap days, month ends and the end of the calendar, in every unit."""
    chance = random.Random(203)
    days = [date(1, 1, 1), date(4, 2, 29), date(2000, 2, 29), date(9999, 12, 30), date.max]
    days += [date(2003, 1, 1) + timedelta(days=chance.randrange(9700)) for _ in range(2500)]
    days += [date.fromordinal(chance.randrange(1, date.max.toordinal() + 1)) for _ in range(500)]
    asked = [
        (day, Period(int(10 ** chance.uniform(0, 2.4)), chance.choice(list(Unit)))) for day in days
    ]
    answers = tab.evaluate(
        """async (asked) => {
          const days = await import("../assets/days.js");
          const table = await (await fetch("../data/holidays.json")).json();
          const calendar = days.calendarOf(table);
          return asked.map(([start, number, unit]) => {
            const found = days.due(days.parseDay(start), { number, unit }, calendar);
            return [found.due === null ? null : days.isoDay(found.due), found.provisional, found.steps];
          });
        }""",
        [[day.isoformat(), period.number, period.unit.value] for day, period in asked],
    )
    wrong = []
    for (day, period), answer in zip(asked, answers, strict=True):
        found = due(day, period, calendar)
        last = found.due.isoformat() if found.reachable else None
        if answer != [last, found.provisional, list(found.steps)]:
            wrong.append((day, period, answer, found))
    assert wrong == []


@pytest.mark.browser
def test_an_answer_has_an_address(tab: Page, calendar: Calendar) -> None:
    """Who opens the link sees the same answer."""
    tab.goto("/days/?from=2026-03-12&number=1&unit=months")
    expect(tab.locator("#calculator-answer strong")).to_have_text("2026年4月13日（星期一）")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=2026-02-30&number=1&unit=days", "没有日期，或者没有这一天"),
        ("from=2026-03-12&number=0&unit=days", "期限写1到9999之间的整数"),
        ("from=2026-03-12&number=1.5&unit=days", "期限写1到9999之间的整数"),
        ("from=9999-12-20&number=1&unit=months", "最后一日晚于9999年12月31日"),
        ("from=2026-03-12&number=1&unit=weeks", "没有这个单位"),
    ],
)
def test_what_cannot_be_counted_is_said(query: str, says: str, tab: Page) -> None:
    tab.goto(f"/days/?{query}")
    expect(tab.locator("#calculator-answer")).to_contain_text(says)
    assert tab.locator("#calculator-answer strong").count() == 0


@pytest.mark.browser
def test_without_the_calendar_nothing_is_guessed(base: str, browser: Browser) -> None:
    page = browser.new_page(base_url=base)
    page.route("**/holidays.json", lambda route: route.abort())
    page.goto("/days/")
    expect(page.locator("#calculator-answer")).to_contain_text("现在不能算")
    expect(page.locator("#calculator")).to_be_hidden()


@pytest.mark.browser
def test_without_scripts_the_page_explains(base: str, browser: Browser) -> None:
    """No empty form; the rules and the examples with their reasoning stand there."""
    page = browser.new_context(base_url=base, java_script_enabled=False).new_page()
    page.goto("/days/")
    expect(page.locator("#calculator")).to_be_hidden()
    expect(page.locator("#calculator-answer")).to_be_hidden()
    expect(page.get_by_text("起算日：2026年3月12日当日不计入")).to_be_visible()
    expect(page.get_by_text("当天不算，从第二天数起。")).to_be_visible()


def test_the_script_is_loaded_there_only(made: Path) -> None:
    users = [
        page.parent.name
        for page in (made / "site").rglob("*.html")
        if "calculator.js" in page.read_text(encoding="utf-8")
    ]
    assert users == ["days"]


def test_every_example_is_worked_out(made: Path, calendar: Calendar) -> None:
    """No placeholder is left, and each row is what the engine says."""
    tree = html.document_fromstring((made / "site/days/index.html").read_bytes())
    assert "自动计算" not in tree.text_content()
    rows = tree.xpath("//tr[td[@class='worked']]")
    assert len(rows) >= 12
    for row in rows:
        start, last = row.xpath(".//time/@datetime")
        period = Period.parse(row.xpath("td[@class='worked']")[1].text_content())
        found = due(date.fromisoformat(start), period, calendar)
        assert last == found.due.isoformat()


def test_the_table_is_what_was_counted_with(made: Path, calendar: Calendar) -> None:
    table = json.loads((made / "site/data/holidays.json").read_text(encoding="utf-8"))
    assert table["complete"] == list(calendar.years)
    assert "《另一通知》" in table["notices"]
    rest = {day for one in table["holidays"] for day in one["rest"]}
    assert {"2020-02-02", "2027-01-04", "2028-01-03"} <= rest
