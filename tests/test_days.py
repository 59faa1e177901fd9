"""Due dates as a lawyer counts them: a table of dated cases with reasons, and what holds for all of them."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.days import corresponding, due
from generator.holidays import Calendar, calendar_of, national, with_notices
from generator.models.calendar import HolidayCalendar, HolidayNotice
from generator.periods import FixedDay, Period, PeriodError, Term, Unit, parse_term
from generator.sources.records import load
from tests.support.city import CITY, copy_city, lay_over
from tests.support.days import VECTORS, Vector

DAY = timedelta(days=1)
NEXT = {
    "year": 2027,
    "notice": "《某通知》",
    "published": "2026-11-25",
    "holidays": [
        {"name": "元旦", "from": "2026-12-31", "until": "2027-01-04", "worked": ["2026-12-26"]},
        {"name": "春节", "from": "2027-02-05", "until": "2027-02-11"},
        {"name": "清明节", "from": "2027-04-05", "until": "2027-04-05"},
        {"name": "劳动节", "from": "2027-05-01", "until": "2027-05-03"},
        {"name": "端午节", "from": "2027-06-09", "until": "2027-06-09"},
        {"name": "中秋节", "from": "2027-09-15", "until": "2027-09-15"},
        {"name": "国庆节", "from": "2027-10-01", "until": "2027-10-07"},
    ],
}


def asked(start: str, term: str, calendar: Calendar | None = None) -> date:
    return due(date.fromisoformat(start), parse_term(term), calendar or national()).due


def notice(**changes: object) -> HolidayNotice:
    """An invented notice for 2027."""
    return HolidayNotice.model_validate({**NEXT, **changes})


# The table


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_a_dated_case(vector: Vector) -> None:
    """Each has the reason that a lawyer would give."""
    found = due(vector.start, parse_term(vector.term), national())
    assert (found.due, found.provisional) == (vector.due, vector.provisional), found.steps
    assert vector.step in "\n".join(found.steps)


def test_the_table_is_long_enough_and_of_every_kind() -> None:
    assert len(VECTORS) >= 45
    assert len({(v.start, v.term) for v in VECTORS}) == len(VECTORS)
    for unit in ("日", "个工作日", "个月", "年"):
        assert sum(v.term.lstrip("0123456789") == unit for v in VECTORS) >= 4, unit
    assert sum(v.provisional for v in VECTORS) >= 6


# An independent count, from another table of the same notices


@pytest.fixture(scope="module")
def other(shared: Path) -> dict[date, bool]:
    """Days off (True) and weekend days that are worked (False)."""
    found = {}
    for file in sorted((shared / "data" / "holiday-cn").glob("20*.json")):
        for day in json.loads(file.read_text(encoding="utf-8"))["days"]:
            found[date.fromisoformat(day["date"])] = day["isOffDay"]
    return found


def counted(start: date, term: Term, other: dict[date, bool]) -> date:
    """The last day, counted one day at a time."""

    def rest(day: date) -> bool:
        by_law = (day.month, day.day) in ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
        return other.get(day, day.isoweekday() > 5 or (by_law and day.year > 2026))

    if isinstance(term, FixedDay):
        day = start + DAY
        while (day.month, day.day) != (term.month, term.day):
            day += DAY
        return day
    day, left = start, term.number
    if term.unit in (Unit.MONTHS, Unit.YEARS):
        months = left * (12 if term.unit is Unit.YEARS else 1)
        # Month by month to the last day of the month that is meant, then back to its day.
        for _ in range(months + 1):
            day = (day.replace(day=1) + 31 * DAY).replace(day=1)
        day -= DAY
        day = day.replace(day=min(day.day, start.day))
    else:
        while left:
            day += DAY
            left -= term.unit is Unit.DAYS or not rest(day)
    while rest(day):
        day += DAY
    return day


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.start.year >= 2018], ids=str)
def test_another_calendar_gives_the_same_day(vector: Vector, other: dict[date, bool]) -> None:
    """The other table begins with 2018."""
    assert counted(vector.start, parse_term(vector.term), other) == vector.due


def test_both_calendars_agree_on_every_day(other: dict[date, bool]) -> None:
    """2018 to 2026, 3,287 days."""
    day, wrong = date(2018, 1, 1), []
    while day.year < 2027:
        if national().is_rest(day) != other.get(day, day.isoweekday() > 5):
            wrong.append(day)
        day += DAY
    assert wrong == []


# What holds for all


periods = st.builds(Period, st.integers(1, 200), st.sampled_from(Unit))
starts = st.dates(date(2003, 6, 1), date(2035, 12, 31))
anywhen = st.dates()


@given(anywhen, st.builds(Period, st.integers(1, 9999), st.sampled_from(Unit)))
def test_never_raises_and_never_ends_before_it_begins(start: date, period: Period) -> None:
    found = due(start, period, national())
    assert found.steps[0].startswith("起算日：")
    assert all(step.endswith("。") for step in found.steps)
    if found.reachable:
        assert found.due > start
        assert not national().is_rest(found.due)
    else:
        assert (found.due, found.provisional) == (date.max, True)


@given(starts, periods)
def test_a_later_event_is_never_due_earlier(start: date, period: Period) -> None:
    one, next_ = (due(day, period, national()) for day in (start, start + DAY))
    assert one.due <= next_.due


@given(starts, periods)
def test_a_longer_period_never_ends_earlier(start: date, period: Period) -> None:
    longer = Period(period.number + 1, period.unit)
    assert due(start, period, national()).due <= due(start, longer, national()).due


@given(starts, st.integers(1, 200))
def test_working_days_counted_again_are_as_many(start: date, number: int) -> None:
    end = due(start, Period(number, Unit.WORKING_DAYS), national()).due
    days = [start + n * DAY for n in range(1, (end - start).days + 1)]
    assert sum(not national().is_rest(day) for day in days) == number


@given(starts, st.integers(1, 60))
def test_working_days_there_and_back(start: date, number: int) -> None:
    """From a working day, so many forth and as many back is the day itself."""
    begun = national().working_day(start, 1)
    assert national().working_day(national().working_day(begun, number), -number) == begun


@given(starts, st.integers(1, 48))
def test_a_month_ends_on_the_same_day_or_the_last(start: date, number: int) -> None:
    last = corresponding(start, Period(number, Unit.MONTHS))
    assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == number
    assert last.day == start.day or (last.day < start.day and (last + DAY).day == 1)


@given(starts, st.integers(1, 20))
def test_a_year_is_twelve_months(start: date, number: int) -> None:
    months = due(start, Period(12 * number, Unit.MONTHS), national())
    assert due(start, Period(number, Unit.YEARS), national()).due == months.due


@given(starts, st.integers(1, 200))
def test_only_a_rest_day_moves(start: date, number: int) -> None:
    """Every day between the last day and the day that is due is a rest day."""
    period = Period(number, Unit.DAYS)
    last, end = corresponding(start, period), due(start, period, national()).due
    assert last <= end
    while last < end:
        assert national().is_rest(last)
        last += DAY


@given(starts, periods)
def test_provisional_is_said(start: date, period: Period) -> None:
    """Where it is provisional a step says so, and only there."""
    found = due(start, period, national())
    assert found.provisional == any(step.startswith("暂算：") for step in found.steps)
    if not national().is_known(found.due.year):
        assert found.provisional


# How a period is written


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("1 month", Period(1, Unit.MONTHS)),
        ("6 months", Period(6, Unit.MONTHS)),
        ("5 working days", Period(5, Unit.WORKING_DAYS)),
        ("15 days", Period(15, Unit.DAYS)),
        ("3 years", Period(3, Unit.YEARS)),
        ("1个月", Period(1, Unit.MONTHS)),
        ("5个工作日", Period(5, Unit.WORKING_DAYS)),
        ("15日", Period(15, Unit.DAYS)),
        ("3年", Period(3, Unit.YEARS)),
        ("１５ 日", Period(15, Unit.DAYS)),
        ("十五日内", Period(15, Unit.DAYS)),
        ("六十日", Period(60, Unit.DAYS)),
        ("15天", Period(15, Unit.DAYS)),
        ("二十个工作日", Period(20, Unit.WORKING_DAYS)),
        ("1 Working Day", Period(1, Unit.WORKING_DAYS)),
        ("1月31日", FixedDay(1, 31)),
        ("31 January", FixedDay(1, 31)),
        ("每年一月三十一日前", FixedDay(1, 31)),
        ("三个月", Period(3, Unit.MONTHS)),
        ("五个工作日", Period(5, Unit.WORKING_DAYS)),
        ("2 weeks", Period(14, Unit.DAYS)),
        ("1 week", Period(7, Unit.DAYS)),
        ("2周", Period(14, Unit.DAYS)),
        ("两周内", Period(14, Unit.DAYS)),
        ("两个星期", Period(14, Unit.DAYS)),
        ("两星期", Period(14, Unit.DAYS)),
        ("半年", Period(6, Unit.MONTHS)),
        ("半年内", Period(6, Unit.MONTHS)),
        ("half a year", Period(6, Unit.MONTHS)),
        ("一个季度", Period(3, Unit.MONTHS)),
        ("2 quarters", Period(6, Unit.MONTHS)),
    ],
)  # fmt: skip
def test_a_term_is_read(words: str, term: Term) -> None:
    assert parse_term(words) == term


@pytest.mark.parametrize(
    "words",
    ["", "month", "0 days", "10000日", "-3 days", "1.5 months", "1月", "5 fortnights", "2月30日", "13月1日", "31 Febuary", "9" * 5000 + "日"],
)  # fmt: skip
def test_what_is_no_term_is_refused_in_chinese(words: str) -> None:
    with pytest.raises(PeriodError, match=r"[一-龥]"):
        parse_term(words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("48小时", "起止写到日"),
        ("24 hours", "起止写到日"),
        ("半个月", "写作 15日"),
        ("半天", "只算整日"),
        ("1.5年", "写作 18个月"),
        ("一年半", "写作 18个月"),
        ("1年6个月", "写作 18个月"),
        ("1个月零5天", "换成一个单位"),
        ("尽快", "写作 15日、5个工作日、2周"),
        ("2000周", "1到9999"),
    ],
)
def test_what_cannot_be_counted_is_said(words: str, says: str) -> None:
    """What it is about the words, and how to write it."""
    with pytest.raises(PeriodError, match=says):
        parse_term(words)


@given(st.text(max_size=12))
def test_any_words_are_read_or_refused(words: str) -> None:
    try:
        parse_term(words)
    except PeriodError as error:
        assert str(error)


@given(st.builds(Period, st.integers(1, 9999), st.sampled_from(Unit)))
def test_a_period_is_read_as_it_is_printed(period: Period) -> None:
    assert Period.parse(str(period)) == period


# Notices of the city's own


def test_a_notice_ends_what_is_provisional() -> None:
    """And the last days of the year before change with it."""
    with_it = with_notices([notice()])
    before, after = (
        due(date(2026, 12, 20), Period(15, Unit.DAYS), c) for c in (national(), with_it)
    )
    assert (before.due, before.provisional) == (date(2027, 1, 4), True)
    assert (after.due, after.provisional) == (date(2027, 1, 5), False)
    assert after.notices == ("《某通知》",)
    assert asked("2026-12-25", "1个工作日", with_it) == date(2026, 12, 26)
    assert asked("2026-11-30", "1个月", with_it) == date(2026, 12, 30)
    assert asked("2026-11-30", "31日", with_it) == date(2027, 1, 5)


def test_a_later_notice_replaces_the_holidays_that_it_names() -> None:
    """Its make-up days too; what it does not name stays. The order in the file does not matter."""
    later = notice(
        notice="《后一份通知》",
        published="2027-01-15",
        holidays=[{"name": "春节", "from": "2027-02-05", "until": "2027-02-14"}],
    )
    for order in ([notice(), later], [later, notice()]):
        calendar = with_notices(order)
        assert asked("2027-01-12", "1个月", calendar) == date(2027, 2, 15)
        assert due(date(2027, 1, 12), Period(1, Unit.MONTHS), calendar).notices == (
            "《后一份通知》",
        )
        assert asked("2026-12-20", "15日", calendar) == date(2027, 1, 5)
        assert calendar.is_known(2027)


def test_a_year_with_some_holidays_only_stays_provisional() -> None:
    holidays = [{"name": "元旦", "from": "2027-01-01", "until": "2027-01-03"}]
    found = due(
        date(2026, 12, 20), Period(12, Unit.DAYS), with_notices([notice(holidays=holidays)])
    )
    assert (found.due, found.provisional) == (date(2027, 1, 4), True)
    assert "2027年的放假安排只有元旦" in found.steps[-1]


def test_days_of_another_year_do_nothing() -> None:
    """A slip in a year neither hangs nor changes that year; STR011 reports it."""
    holidays = [{"name": "元旦", "from": "2026-03-01", "until": "9999-12-31"}]
    calendar = with_notices([notice(holidays=holidays)])
    assert asked("2026-03-12", "1个月", calendar) == date(2026, 4, 13)
    assert not calendar.is_rest(date(2028, 3, 1))


def test_the_city_s_record_says_what_the_national_table_says() -> None:
    """tests/city holds the notice for 2026 as a clerk copied it; the same days, each one."""
    calendar = calendar_of(Catalogue(load([CITY]).records))
    year = [date(2025, 12, 1) + n * DAY for n in range(396)]
    assert [calendar.is_rest(day) for day in year] == [national().is_rest(day) for day in year]
    assert calendar.notices(2026) == national().notices(2026)


def test_every_year_names_its_notices() -> None:
    years = national().years
    assert years == tuple(range(2004, years[-1] + 1))
    assert years[-1] >= 2026
    assert all(national().notices(year) for year in years)
    assert [year for year in years if len(national().notices(year)) > 1] == [2015, 2019, 2020]


# The command


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["due", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_answers_without_a_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run(capsys, "2026-03-12", "1 month", "--format", "json")
    answer = json.loads(out)
    assert code == FINE
    assert list(answer) == ["due", "provisional", "steps"]
    assert (answer["due"], answer["provisional"]) == ("2026-04-13", False)
    assert [step.partition("：")[0] for step in answer["steps"]] == [
        "起算日",
        "对应日",
        "顺延",
        "通知",
    ]
    code, out, _ = run(capsys, "2026-03-12", "5", "working", "days")
    assert out.startswith("2026年3月19日（星期四）\n起算日：")


def test_the_command_reads_the_calendar_of_a_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    record = HolidayCalendar.model_validate({"id": "calendar", "notices": [NEXT]})
    lay_over(root, {"lists/calendar.yaml": record.model_dump_json(by_alias=True)})
    code, out, _ = run(capsys, "2026-12-20", "15日", "--root", str(root))
    assert (code, out.split("\n")[0]) == (FINE, "2027年1月5日（星期二）")
    lay_over(root, {"lists/calendar.yaml": "id: calendar\nnotices:\n- year: 1\n"})
    code, _, err = run(capsys, "2026-12-20", "15日", "--root", str(root))
    assert code == FINDINGS
    assert err.startswith("lists/calendar.yaml:3 ")


def test_a_unit_of_its_own_is_said_to_be_converted(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "2026-03-12", "两周", "--format", "json")
    answer = json.loads(out)
    assert (code, answer["due"]) == (FINE, "2026-03-26")
    assert answer["steps"][0] == "换算：两周按14日计算。"
    assert "换算" not in run(capsys, "2026-03-12", "14日")[1]


def test_a_fixed_holiday_is_no_working_day_in_any_year() -> None:
    """Without a notice too, and still provisional; where a notice arranges the holiday, it alone counts."""
    for day in (date(2027, 1, 1), date(2031, 5, 1), date(2033, 10, 3), date(1960, 10, 1)):
        assert national().is_rest(day), day
        assert due(day - 3 * DAY, Period(3, Unit.DAYS), national()).provisional
    assert not national().is_rest(date(2024, 5, 11))
    some = {"name": "劳动节", "from": "2029-05-03", "until": "2029-05-05", "worked": []}
    arranged = with_notices([notice(year=2029, holidays=[some])])
    assert not arranged.is_rest(date(2029, 5, 1))
    assert arranged.is_rest(date(2029, 10, 1))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("2026-03-12", "soon"), "看不懂期限“soon”"),
        (("2026-03-12", "0日"), "应当是1到9999之间的整数"),
        (("9999-12-20", "1个月"), "晚于9999年12月31日"),
        (("2026-03-12", "15日", "--root", "nowhere"), "没有 lists/ 文件夹"),
    ],
)
def test_the_command_refuses_in_chinese(
    words: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (WRONG_USE, "")
    assert says in err


@pytest.mark.parametrize(
    "words", ["2026-3-12", "2026/03/12", "2026.3.12", "2026年3月12日", "２０２６年３月１２日"]
)
def test_a_date_is_read_as_people_write_it(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, words, "1个月") == run(capsys, "2026-03-12", "1个月")


@pytest.mark.parametrize("words", ["2026-02-30", "2026年2月30日", "12 March", "2026"])
def test_a_bad_date_is_refused_in_chinese(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["due", words, "1个月"])
    assert ended.value.code == WRONG_USE
    assert f"“{words}”不是日期" in capsys.readouterr().err
