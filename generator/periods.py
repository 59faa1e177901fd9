"""A period or a day as a law or a person writes it: 15日, 5个工作日, 1个月, 3年; 1月31日."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.numerals import NUMERAL, chinese_number

LONGEST = 9999
"""The largest number of a period: more is a slip, and no law has it."""


class Unit(StrEnum):
    """What a period is counted in; the value is the key that pages and files use."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


_LABELS = {
    Unit.DAYS: "日",
    Unit.WORKING_DAYS: "个工作日",
    Unit.MONTHS: "个月",
    Unit.YEARS: "年",
}
_WRITTEN = {
    Unit.WORKING_DAYS: r"个?工作日|working[ _-]?days?|workdays?|business ?days?",
    Unit.DAYS: r"个?自然日|日|天|(?:natural|calendar) ?days?|days?",
    # Without 个 it is a month of the year.
    Unit.MONTHS: r"个月|months?",
    Unit.YEARS: r"年|years?",
}
_PERIODS = [(unit, re.compile(rf"({NUMERAL}) *(?:{words})内?")) for unit, words in _WRITTEN.items()]
_OTHERS = (
    (re.compile(rf"({NUMERAL}) *(?:个?星期|个?礼拜|周|weeks?)内?"), 7, Unit.DAYS),
    (re.compile(rf"({NUMERAL}) *(?:个?季度|quarters?)内?"), 3, Unit.MONTHS),
    (re.compile(rf"({NUMERAL}) *个?半年内?|半年内?|half a year|half year"), 6, Unit.MONTHS),
)
"""Units that the law does not count in (Civil Code 200), each as so many of one that it does."""
_REFUSED = (
    (r"小时|分钟|hours?|minutes?|\d *时", "按小时、分钟计算的，这里不能算：起止写到日"),
    (r"半个?月|half a month", "法律没有说半个月是几天；写作 15日"),
    (r"半[天日]|half a day", "这里只算整日"),
    (r"\d\.\d|[个年月日天]半", "期限写整数；一年半写作 18个月"),
    (
        r"[年月].*[月日天周]|years?.*months?|months?.*days?",
        "几个单位合起来的，换成一个单位再算，例如 1年6个月写作 18个月",
    ),
)
_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class PeriodError(ValueError):
    """What was written is neither a period nor a day of the year; the message says what may stand there."""


@dataclass(frozen=True)
class Period:
    """So many natural days, working days, months or years."""

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.number <= LONGEST:
            raise PeriodError(f"期限写的是{self.number}，应当是1到{LONGEST}之间的整数")

    def __str__(self) -> str:
        return f"{self.number}{_LABELS[self.unit]}"

    @property
    def label(self) -> str:
        """个工作日内: what stands behind the number on a page."""
        return f"{_LABELS[self.unit]}内"

    @classmethod
    def parse(cls, text: str) -> "Period":
        """15日, 5个工作日, 两周, 三个月, 半年, 3年, in either language. Raises PeriodError, which says what to write."""
        plain = _plain(text)
        for unit, pattern in _PERIODS:
            found = pattern.fullmatch(plain)
            if found:
                return cls(_number(found[1], text), unit)
        for pattern, times, unit in _OTHERS:
            found = pattern.fullmatch(plain)
            if found:
                return cls(_number(found[1] or "1", text) * times, unit)
        why = next((words for refused, words in _REFUSED if re.search(refused, plain)), "")
        if why:
            raise PeriodError(f"期限“{text}”：{why}")
        raise PeriodError(
            f"看不懂期限“{text}”；写作 15日、5个工作日、2周、1个月、半年、3年，"
            "或者 15 days、5 working days、2 weeks、1 month、3 years"
        )


@dataclass(frozen=True)
class FixedDay:
    """A day of every year, such as 31 January: a date and no period, so that nothing moves it."""

    month: int
    day: int

    def __post_init__(self) -> None:
        # 2024 is a leap year: 29 February is a day of the year, if not of every one.
        if not (1 <= self.month <= 12 and 1 <= self.day <= monthrange(2024, self.month)[1]):
            raise PeriodError(f"{self.month}月没有{self.day}日")

    def __str__(self) -> str:
        return f"{self.month}月{self.day}日"

    def after(self, start: date) -> date | None:
        """The first such day after `start` (in a common year 28 February for the 29th), or None past 9999."""
        for year in (start.year, start.year + 1):
            if year <= date.max.year:
                found = date(year, self.month, min(self.day, monthrange(year, self.month)[1]))
                if found > start:
                    return found
        return None


@dataclass(frozen=True)
class GivenDay:
    """The day that a record sets: a date and no period, so that nothing moves it."""

    day: date

    def __str__(self) -> str:
        return "写明的日期"

    def after(self, start: date) -> date:
        """The day itself, whenever it began."""
        return self.day


Term = Period | FixedDay | GivenDay
"""How long something takes, or by which day it is due."""


def converted(text: str) -> str:
    """两周按14日计算: what a period was counted as that is written in a unit of its own; else nothing."""
    plain = _plain(text)
    if any(pattern.fullmatch(plain) for pattern, _, _ in _OTHERS):
        return f"{text.strip()}按{Period.parse(text)}计算"
    return ""


def parse_term(text: str) -> Term:
    """A period, or a day of the year: 1月31日, 31 January. Raises PeriodError."""
    plain = _plain(text)
    chinese = re.fullmatch(rf"(?:每年)?({NUMERAL})月({NUMERAL})日(?:前|以前)?", plain)
    if chinese:
        return FixedDay(_number(chinese[1], text), _number(chinese[2], text))
    english = re.fullmatch(r"(\d{1,2}) ([a-z]+)", plain)
    if english and english[2] in _ENGLISH:
        return FixedDay(_ENGLISH.index(english[2]) + 1, int(english[1]))
    return Period.parse(text)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def _number(words: str, text: str) -> int:
    try:
        return chinese_number(words)
    except ValueError:
        raise PeriodError(f"期限“{text}”里的“{words}”不是数字") from None
