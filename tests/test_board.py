"""The board's files and figures: calendars and feeds that are subscribed to, the share done in time."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.commands import FINE, main
from generator.deadlines import UPDATE
from generator.models.portal import Portal
from generator.reports.groups import grouped
from generator.site.board import timeliness
from generator.site.feeds import as_atom, entries
from generator.sources.records import load
from tests.support.city import CITY, DAY, copy_city, lay_over

RESPONSE = "lists/departments/market-regulation/responses/food-safety-2025.yaml"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(root: Path) -> Catalogue:
    loaded = load([root])
    return Catalogue(loaded.records, loaded.problems)


@pytest.fixture(scope="session")
def small(built_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The small city's site."""

    def make(folder: Path) -> None:
        folder.mkdir()
        assert (
            main(
                [
                    "build",
                    "--root",
                    str(CITY),
                    "--out",
                    str(folder / "site"),
                    "--jobs",
                    "1",
                    "--no-cache",
                ]
            )
            == FINE
        )

    return built_once("small-site-clocks", make) / "site"


def test_the_changes_at_the_head_of_the_board_are_those_with_most_that_is_late(
    tmp_path: Path,
) -> None:
    """Whoever comes to see what is late finds it in the first row, whatever else waits."""
    root = copy_city(tmp_path / "city")
    lay_over(root, {RESPONSE: None})
    out = tmp_path / "site"
    built = ["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]
    assert main(built) == FINE
    page = html.parse(str(out / "clocks/index.html"))
    counts = page.xpath("//nav[@aria-label='变化']//span[@class='filters-count']/text()")
    late = [int(count.partition("／")[0]) for count in counts]
    assert late[0] == 2
    assert late == sorted(late, reverse=True)


def test_every_department_has_a_calendar_and_a_feed(small: Path) -> None:
    """One each and one for all, linked from the pages, and in no list of pages."""
    for name in ("all", "market-regulation", "urban-management"):
        text = (small / "calendars" / f"{name}.ics").read_bytes()
        assert text.startswith(b"BEGIN:VCALENDAR\r\n")
        assert text.endswith(b"END:VCALENDAR\r\n")
        assert etree.parse(small / "feeds" / f"{name}.atom").getroot().tag == f"{ATOM}feed"
    assert b"street-delegation" in (small / "calendars" / "urban-management.ics").read_bytes()
    assert b"street-delegation" not in (small / "calendars" / "market-regulation.ics").read_bytes()
    board = (small / "clocks" / "index.html").read_text(encoding="utf-8")
    assert "../calendars/all.ics" in board
    assert "../feeds/all.atom" in board


def test_the_board_shows_who_waits_and_who_is_excused(small: Path) -> None:
    board = (small / "clocks" / "index.html").read_text(encoding="utf-8")
    for words in (
        "街面市容执法由街道办事处承担",
        "还有23天",
        "街道办事处的交接清单还没有批准",
        "《食品安全法》修正",
    ):
        assert words in board
    event = small / "clocks/events/food-safety-law-2025-09-12-amended/index.html"
    assert "申报，未经见证" in event.read_text(encoding="utf-8")
    power = (small / "powers/littering/index.html").read_text(encoding="utf-8")
    assert "经批准暂缓" in power


def feed(root: Path, day: date) -> list[tuple[str, str]]:
    catalogue = read(root)
    portal = catalogue.portal
    assert isinstance(portal, Portal)
    told = entries(grouped(catalogue, clocks(catalogue, day)), day)
    tree = etree.fromstring(as_atom(portal, "题", "/feeds/all.atom", "/clocks/", told).encode())
    return [
        (entry.findtext(f"{ATOM}updated") or "", entry.findtext(f"{ATOM}id") or "")
        for entry in tree.iter(f"{ATOM}entry")
    ]


def test_a_feed_tells_what_happened_when_it_happened(tmp_path: Path) -> None:
    """Opened, then late the day after it was due, then answered: newest first, ids that stay."""
    root = copy_city(tmp_path / "city")
    name = "update/food-safety-law-2025-09-12-amended/market-regulation"
    opened = ("2025-09-12T00:00:00+08:00", f"tag:mingze.invalid,2000:{name}/opened")
    assert feed(root, date(2025, 10, 1)) == [opened]
    met = ("2025-10-09T00:00:00+08:00", f"tag:mingze.invalid,2000:{name}/met/2025-10-09")
    assert feed(root, date(2025, 10, 20)) == [met, opened]
    lay_over(root, {RESPONSE: None})
    late = ("2025-10-14T00:00:00+08:00", f"tag:mingze.invalid,2000:{name}/late/2025-10-14")
    assert feed(root, date(2025, 10, 13)) == [opened]
    assert feed(root, date(2025, 10, 20)) == [late, opened]


@pytest.mark.parametrize(
    ("declared", "share"), [("2025-10-13", (2, 2)), ("2025-10-14", (0, 2)), ("2026-12-01", (0, 2))]
)
def test_timeliness_counts_what_fell_due(
    tmp_path: Path, declared: str, share: tuple[int, int]
) -> None:
    """In time, late, and not at all; what is not due yet counts nowhere."""
    root = copy_city(tmp_path / "city")
    lay_over(root, edits={RESPONSE: ("declared_on: 2025-10-09", f"declared_on: {declared}")})
    catalogue = read(root)
    own = [clock for clock in clocks(catalogue, DAY) if clock.deadline is UPDATE]
    found = timeliness(catalogue, own, DAY)
    assert found is not None
    assert found.periods == ["2025年下半年"]
    assert found.rows == [("市市场监管局", "/clocks/departments/market-regulation/", [share])]
    assert found.total == [share]


def test_what_is_excused_stands_apart_in_the_headline(tmp_path: Path) -> None:
    """Late is a fact that no waiver changes; the figure in the headline is of those that nobody excused."""
    root = copy_city(tmp_path / "city")
    lay_over(root, edits={RESPONSE: ("  - expired-food/ingredients\n", "")})
    out = tmp_path / "site"
    day = ["--as-of", "2027-01-15"]
    built = ["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache", *day]
    assert main(built) == FINE
    page = html.parse(str(out / "clocks/index.html"))
    row = page.xpath("//*[contains(@class, 'filter-rows')]")[0]
    told = {" ".join(one.text_content().split()) for one in row.iter("a")}
    late = [clock for clock in clocks(read(root), date(2027, 1, 15)) if clock.state is State.LATE]
    excused = sum(clock.waiver is not None for clock in late)
    assert excused == 1
    assert f"逾期，经批准暂缓{excused}" in {one.replace(" ", "") for one in told}
    assert f"逾期{len(late) - excused}" in {one.replace(" ", "") for one in told}


def test_a_waiver_that_lets_an_outcome_be_published_is_seen_wherever_it_matters(
    tmp_path: Path,
) -> None:
    """Who allowed it, why and until when: on the board, at its own page, and beside the outcome."""
    root = copy_city(tmp_path / "city")
    table = "lists/departments/urban-management/penalties/2026.csv"
    waiver = (
        "id: cf-1-looked-at\noutcomes:\n- urban-management/2026/cf-1\n"
        "reason: 丢弃的是玩具，没有国家秘密\nsubmitted_by: 小城市城市管理局\n"
        "approved_by: 小城市司法局\napproved_on: 2026-05-09\nuntil: 2028-05-08\n"
    )
    lay_over(
        root,
        {"lists/departments/urban-management/waivers/cf-1-looked-at.yaml": waiver},
        {table: ("当事人在人民广场乱扔纸屑", "当事人在人民广场丢弃标有国家秘密字样的玩具")},
    )
    out = tmp_path / "site"
    assert main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]) == FINE  # fmt: skip

    def text(page: str) -> str:
        return html.document_fromstring((out / page / "index.html").read_bytes()).text_content()

    own = "registers/waivers/cf-1-looked-at"
    for page in ("clocks", "clocks/departments/urban-management", own):
        for words in ("丢弃的是玩具，没有国家秘密", "小城市司法局", "2028年"):
            assert words in text(page).replace("\u2009", "").replace(" ", ""), (page, words)
    assert f"../../../../{own}/" in (out / "cases/urban-management/2026/cf-1/index.html").read_text(
        "utf-8"
    )
    board = html.document_fromstring((out / "clocks/index.html").read_bytes())
    [section] = board.xpath("//*[@id='waivers']/ancestor-or-self::section[1]")
    assert "可以公开" in section.text_content()
    assert "项还没有完成" in section.text_content()  # of the one that excuses a deadline
