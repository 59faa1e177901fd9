"""When a period ends, as the law counts, and why: pure functions of dates and a calendar.

Civil Code 200 to 204: the day of the event is not counted; a month ends on the corresponding day or on
its last day; a last day that is a rest day moves to the first working day after it. Administrative
Penalty Law 85: its two, three, five and seven days are working days. site_templates/assets/days.js is
the same in the browser, word for word; a test holds both to one answer.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from generator.holidays import DAY, Calendar
from generator.periods import FixedDay, GivenDay, Period, Term, Unit

WEEKDAYS = "一二三四五六日"
YEAR_END = 29
"""From this day of December on, the notices of later years have changed days of the year before."""
MOST_NAMED = 12
"""Holidays and make-up days that are named one by one; more than a year's would hide the answer."""
BY_LAW = "全国年节及纪念日放假办法"
BEYOND = "超出：最后一日晚于9999年12月31日，算不出来。"
UNMOVED = "不移：这是规定好的日子，不是期间，碰上休息日也不顺延。"


@dataclass(frozen=True)
class Due:
    """The last day of a period.

    provisional: a day that was looked at lies in a year without a calendar. steps: the reasoning, a
    line each. notices: those that decided. reachable: false where the day would lie after the year
    9999; `due` is then the last day of all, so that nothing is ever late by it.
    """

    due: date
    provisional: bool
    steps: tuple[str, ...]
    notices: tuple[str, ...] = ()
    reachable: bool = True


# A law's change makes hundreds of obligations that begin on one day: each is counted once.
@lru_cache(maxsize=4096)
def due(start: date, term: Term, calendar: Calendar) -> Due:
    """When what begins with an event on `start` is due. Never raises."""
    if isinstance(term, (FixedDay, GivenDay)):
        return _fixed(start, term)
    first = f"起算日：{_day(start)}当日不计入，从次日开始计算（民法典第二百零一条）。"
    try:
        if term.unit is Unit.WORKING_DAYS:
            return _working(start, term, calendar, first)
        return _natural(start, term, calendar, first)
    except OverflowError:
        return Due(date.max, True, (first, BEYOND), reachable=False)


def corresponding(start: date, period: Period) -> date:
    """The last day of a period of days, months or years before any rest day moves it.

    OverflowError where it lies after the year 9999.
    """
    if period.unit is Unit.DAYS:
        return start + period.number * DAY
    months = start.month - 1 + period.number * (12 if period.unit is Unit.YEARS else 1)
    year, month = start.year + months // 12, months % 12 + 1
    if year > date.max.year:
        raise OverflowError
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def day_in_words(day: date) -> str:
    """2026年4月13日（星期一）."""
    return f"{_day(day)}（星期{WEEKDAYS[day.weekday()]}）"


def _natural(start: date, period: Period, calendar: Calendar, first: str) -> Due:
    last = end = corresponding(start, period)
    while calendar.is_rest(end):
        end += DAY
    seen = [last + n * DAY for n in range((end - last).days + 1)]
    return _answer(
        end, [first, _end_of(start, period, last), _moved(last, end, calendar)], seen, calendar
    )


def _working(start: date, period: Period, calendar: Calendar, first: str) -> Due:
    end = calendar.working_day(start, period.number)
    steps = [
        first,
        f"工作日：只数工作日，第{period.number}个工作日是{day_in_words(end)}（行政处罚法第八十五条）。",
    ]
    seen = [start + n * DAY for n in range(1, (end - start).days + 1)]
    steps += _skipped(seen, calendar)
    steps.append("顺延：最后一日本身是工作日，不用顺延（民法典第二百零三条）。")
    return _answer(end, steps, seen, calendar)


def _fixed(start: date, term: FixedDay | GivenDay) -> Due:
    found = term.after(start)
    which = f"{_day(start)}以后的第一个" if isinstance(term, FixedDay) else ""
    first = f"日期：{which}{term}"
    if found is None:
        return Due(date.max, True, (f"{first}。", BEYOND), reachable=False)
    return Due(found, False, (f"{first}是{day_in_words(found)}。", UNMOVED))


def _end_of(start: date, period: Period, last: date) -> str:
    if period.unit is Unit.DAYS:
        return (
            f"届满日：连续数日，周末和节假日都算，第{period.number}日是{day_in_words(last)}"
            "（民法典第二百条）。"
        )
    month = f"{period}以后是{last.year}年{last.month}月"
    if last.day == start.day:
        return f"对应日：{month}，对应日是{day_in_words(last)}（民法典第二百零二条）。"
    return (
        f"对应日：{month}，没有{start.day}日，月末日是{day_in_words(last)}（民法典第二百零二条）。"
    )


def _moved(last: date, end: date, calendar: Calendar) -> str:
    if last != end:
        return (
            f"顺延：{day_in_words(last)}{_rest_in_words(last, calendar)}，"
            f"顺延到休假结束的次日{day_in_words(end)}（民法典第二百零三条）。"
        )
    mark = calendar.marks.get(last)
    worked = f"因{mark.name}调休上班，" if mark else ""
    # In a year without a calendar nobody knows.
    is_one = "是工作日" if mark or calendar.is_known(last.year) else "不是周末，暂作工作日"
    return f"顺延：{day_in_words(last)}{worked}{is_one}，不顺延（民法典第二百零三条）。"


def _rest_in_words(day: date, calendar: Calendar) -> str:
    holiday = calendar.holiday(day)
    if holiday is None:
        fixed = calendar.fixed(day)
        return f"是{fixed}（{BY_LAW}）" if fixed else "是休息日"
    first, last, name = holiday
    return f"在{name}假期里（{_span(first, last)}）"


def _skipped(seen: Sequence[date], calendar: Calendar) -> list[str]:
    """What the count went around or took in beside plain weeks: holidays and make-up days."""
    said: dict[str, None] = {}
    for day in seen:
        mark = calendar.marks.get(day)
        if mark is None:
            if fixed := calendar.fixed(day):
                said[f"{_day(day)}{fixed}放假，不数"] = None
            continue
        holiday = calendar.holiday(day)
        if holiday is not None:
            first, last, name = holiday
            said[f"{_span(first, last)}{name}放假，不数"] = None
        else:
            said[f"{day_in_words(day)}因{mark.name}调休上班，要数"] = None
    if len(said) > MOST_NAMED:
        return [f"假期：途中的节日和调休共{len(said)}处，都已算进去。"]
    return [f"假期：{'；'.join(said)}。"] if said else []


def _answer(end: date, steps: list[str], seen: Sequence[date], calendar: Calendar) -> Due:
    years = sorted({day.year for day in seen})
    unknown = [year for year in years if not calendar.is_known(year)]
    notices = _notices(seen, calendar)
    if notices:
        steps.append(f"通知：放假和调休按{'、'.join(notices)}。")
    steps += [_provisional(year, calendar) for year in unknown]
    if not unknown and _may_change(seen, calendar):
        year = end.year + 1 if end.month == 12 else end.year
        steps.append(
            f"注意：{year}年的通知还没有，以往的通知调整过上一年12月的最后几天；有了通知再算一遍。"
        )
    return Due(end, bool(unknown), tuple(steps), notices)


def _notices(seen: Sequence[date], calendar: Calendar) -> tuple[str, ...]:
    """Of the days that a notice names, its notice; where it names none of them, all of their years."""
    marks = [calendar.marks[day] for day in seen if day in calendar.marks]
    if marks:
        return _once(mark.notice for mark in marks)
    return _once(notice for day in seen for notice in calendar.notices(day.year))


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _may_change(seen: Sequence[date], calendar: Calendar) -> bool:
    return any(
        day.month == 12 and day.day >= YEAR_END and not calendar.is_known(day.year + 1)
        for day in seen
    )


def _provisional(year: int, calendar: Calendar) -> str:
    names = calendar.named(year)
    if names:
        return f"暂算：{year}年的放假安排只有{'、'.join(names)}，其余先按周末和日子固定的节日推算；录全了再算一遍。"
    if year < calendar.years[0]:
        return f"暂算：没有{year}年的放假安排（只有{calendar.years[0]}年以后的），按周末和日子固定的节日推算，要与当年的实际安排核对。"
    return f"暂算：没有{year}年的放假安排，先按周末和日子固定的节日（元旦、劳动节、国庆节）推算，别的节日和调休都没有算进去；国务院办公厅的通知公布、录入以后再算一遍。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _span(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_day(first)}至{last.day}日"
    if first.year == last.year:
        return f"{_day(first)}至{last.month}月{last.day}日"
    return f"{_day(first)}至{_day(last)}"
