"""Which days offices work: the State Council's notices, from 2004 on, and weekends where there is none.

The national tables come from `chinesecalendar`; notices that it does not have yet, or that changed a
year, come from the register `calendar`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from weakref import WeakKeyDictionary

from chinese_calendar.constants import holidays as _RESTS
from chinese_calendar.constants import workdays as _WORKED

from generator.catalogue import Catalogue
from generator.models.calendar import HolidayCalendar, HolidayNotice

_known: WeakKeyDictionary[Catalogue, "Calendar"] = WeakKeyDictionary()
DAY = timedelta(days=1)
STATUTORY = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""What a year's notice arranges (全国年节及纪念日放假办法): without one of them a year is not complete."""
_SEVEN_SINCE = 2008
"""清明, 端午 and 中秋 are holidays since then."""
FIXED = {
    (1, 1): ("元旦", 1950),
    (5, 1): ("劳动节", 1950),
    (5, 2): ("劳动节", 2025),
    (10, 1): ("国庆节", 1950),
    (10, 2): ("国庆节", 1950),
    (10, 3): ("国庆节", 2000),
}
"""Month and day of the holidays that 全国年节及纪念日放假办法 sets by the date, and since which year they are: rest
days in years without a notice too."""
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗日战争胜利纪念日",
}
_NUMBERS = {
    2020: "（国办发明电〔2019〕16号）",
    2026: "（国办发明电〔2025〕7号）",
}
_LATER = {
    (2015, "抗日战争胜利纪念日"): "《国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"
    "调休放假的通知》（国发明电〔2015〕1号）",
    (2019, "劳动节"): "《国务院办公厅关于调整2019年劳动节假期安排的通知》（国办发明电〔2019〕3号）",
    (2020, "春节"): "《国务院办公厅关于延长2020年春节假期的通知》（国办发明电〔2020〕1号）",
}
"""Second notices within a year, and the holiday that each replaced or added."""
_TITLED_SINCE = 2007
"""Notices before it are named without a title, which we did not see."""


@dataclass(frozen=True)
class Mark:
    """What a notice says of one day: off, or a weekend day that is worked; for which holiday."""

    rest: bool
    name: str
    notice: str


@dataclass(frozen=True)
class _Entry:
    """One holiday of one year as one notice arranges it."""

    year: int
    name: str
    notice: str
    days: Mapping[date, bool]


class Calendar:
    """Working days and rest days, and which notice says so. Made of entries, never changed."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        # By year, so that the notice of a year prevails in the last days of the year before.
        self.entries = tuple(sorted(entries, key=lambda entry: entry.year))
        self.marks: Mapping[date, Mark] = {
            day: Mark(rest, entry.name, entry.notice)
            for entry in self.entries
            for day, rest in entry.days.items()
        }
        self._names: dict[int, list[str]] = {}
        self._notices: dict[int, list[str]] = {}
        for entry in self.entries:
            self._names.setdefault(entry.year, []).extend(entry.name.split("、"))
            notices = self._notices.setdefault(entry.year, [])
            if entry.notice not in notices:
                notices.append(entry.notice)
        self.years = tuple(year for year in self._names if self._is_complete(year))
        self._complete = frozenset(self.years)

    def _is_complete(self, year: int) -> bool:
        return year < _SEVEN_SINCE or set(STATUTORY) <= set(self._names[year])

    def is_rest(self, day: date) -> bool:
        """A day off: a holiday, or a weekend day that no notice makes a working day."""
        mark = self.marks.get(day)
        return mark.rest if mark else day.weekday() >= 5 or self.fixed(day) is not None

    def fixed(self, day: date) -> str | None:
        """The holiday that the law itself sets on a day, where no notice arranges the day's year."""
        name, since = FIXED.get((day.month, day.day), ("", 0))
        return name if name and day.year >= since and not self._arranges(day, name) else None

    def _arranges(self, day: date, name: str) -> bool:
        return self.is_known(day.year) or name in self.named(day.year)

    def is_known(self, year: int) -> bool:
        """Whether a notice arranges the whole year."""
        return year in self._complete

    def named(self, year: int) -> tuple[str, ...]:
        """The holidays of a year that are arranged, all or some."""
        return tuple(self._names.get(year, ()))

    def notices(self, year: int) -> tuple[str, ...]:
        """The notices of a year, the first one first."""
        return tuple(self._notices.get(year, ()))

    def holiday(self, day: date) -> tuple[date, date, str] | None:
        """First and last day and name of the holiday that a day off stands in, else None."""
        if not self._is_off(day):
            return None
        first = last = day
        while self._is_off(first - DAY):
            first -= DAY
        while self._is_off(last + DAY):
            last += DAY
        names: list[str] = []
        one = first
        while one <= last:
            names += [n for n in self.marks[one].name.split("、") if n not in names]
            one += DAY
        return first, last, "、".join(names)

    def _is_off(self, day: date) -> bool:
        mark = self.marks.get(day)
        return mark is not None and mark.rest

    def working_day(self, day: date, count: int) -> date:
        """The working day `count` working days later, or earlier where negative; 0 is the day itself.

        OverflowError where there is none between the years 1 and 9999.
        """
        step = DAY if count >= 0 else -DAY
        for _ in range(abs(count)):
            day += step
            while self.is_rest(day):
                day += step
        return day


@cache
def national() -> Calendar:
    """The calendar of the State Council's notices that this version of the program knows."""
    return Calendar(_national_entries())


def calendar_of(catalogue: Catalogue) -> Calendar:
    """The national calendar with what the city's lists/calendar.yaml adds to it; asked again, the same."""
    if catalogue not in _known:
        records = catalogue.all(HolidayCalendar)
        notices = [notice for record in records for notice in record.notices]
        _known[catalogue] = with_notices(notices) if notices else national()
    return _known[catalogue]


def with_notices(notices: Iterable[HolidayNotice]) -> Calendar:
    """The national calendar with some notices: a later one replaces the holidays that it names."""
    entries = list(_national_entries())
    for notice in sorted(notices, key=lambda one: one.published):
        for added in _entries_of(notice):
            names = set(added.name.split("、"))
            entries = [
                entry
                for entry in entries
                if entry.year != added.year or names.isdisjoint(entry.name.split("、"))
            ]
            entries.append(added)
    return Calendar(entries)


def _entries_of(notice: HolidayNotice) -> Iterable[_Entry]:
    # New Year's holiday may begin in December; anything further away is a slip, which STR011 reports.
    first, last = first_day_of(notice.year), date(notice.year, 12, 31)
    for holiday in notice.holidays:
        days: dict[date, bool] = {}
        day = max(holiday.from_, first)
        while day <= min(holiday.until, last):
            days[day] = True
            day += DAY
        days.update({day: False for day in holiday.worked if first <= day <= last})
        yield _Entry(notice.year, holiday.name, notice.notice, days)


def first_day_of(year: int) -> date:
    """The first day that a year's notice can speak of: 2019's began with 29 December 2018."""
    return date(year - 1, 12, 1)


@cache
def _national_entries() -> tuple[_Entry, ...]:
    found: dict[tuple[int, str], dict[date, bool]] = {}
    autumns = {day.year for day, english in _RESTS.items() if english == "Mid-autumn Festival"}
    for table, rest in ((_RESTS, True), (_WORKED, False)):
        for day, english in table.items():
            # What December knows of New Year's Day stands in the notice of the year after.
            year = day.year + (day.month == 12)
            name = _NAMES[english]
            if name == "国庆节" and year >= _SEVEN_SINCE and year not in autumns:
                # Both fell on 1 October (2020), and the table tells a day's first name only.
                name = "国庆节、中秋节"
            found.setdefault((year, name), {})[day] = rest
    return tuple(
        _Entry(year, name, _notice(year, name), dict(sorted(days.items())))
        for (year, name), days in sorted(found.items(), key=lambda item: min(item[1]))
    )


def _notice(year: int, name: str) -> str:
    if year < _TITLED_SINCE:
        return f"国务院办公厅{year}年节假日安排的通知"
    usual = f"《国务院办公厅关于{year}年部分节假日安排的通知》{_NUMBERS.get(year, '')}"
    return _LATER.get((year, name), usual)
