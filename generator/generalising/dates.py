"""Dates in a text, down to the level that a portal publishes: 2026年3月5日9时 → 2026年3月; of births the year at most."""

import re
from collections.abc import Iterator

from generator.generalising import LAW, Change
from generator.masking.fold import fold
from generator.models.portal import DateDetail

_CHINESE = "〇○零一二三四五六七八九十"
_YEAR = rf"(?:(?:19|20)[0-9]{{2}}|[{_CHINESE}]{{4}})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
# The time of day behind a date or a part of the day.
_HALF = "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜间|晚间|晚|夜"
_HOUR = rf"(?:[0-9]{{1,2}}|[{_CHINESE}]{{1,3}})"
_CLOCK = (
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    rf"|{_HOUR}(?:时(?![间段长效速])|点钟?(?![名击位]))(?:{_HOUR}分|半|整)?)(?:许|左右)?"
)
_CLOCKS = rf"{_CLOCK}(?:[至到~-](?:{_HALF})?{_CLOCK})?"
_TIME = rf" ?(?:{_HALF})? ?{_CLOCKS}|(?:{_HALF})(?![市班餐于])"
_DATE = re.compile(
    rf"(?<![0-9{_CHINESE}第])(?:"
    rf"(?P<year>{_YEAR})(?: ?年(?: ?(?P<month>{_MONTH}) ?月(?:份|[上中下]旬|[初底末]| ?{_DAY} ?[日号])?)?|(?P<sign>[-/.])(?P<month_signed>{_MONTH})(?P=sign){_DAY}(?![0-9]))"
    rf"|(?P<then>同年|当年|本年|次年|翌年|去年|今年|上年)?(?P<month_alone>{_MONTH}) ?月(?![龄薪租结])(?:份|[上中下]旬|[初底末]| ?{_DAY} ?[日号])?"
    rf"|(?P<same>同月|当月|本月|次月){_DAY} ?[日号])(?P<time>{_TIME})?"
)
# 20260305, as it is printed on goods.
_PRINTED = re.compile(
    r"(?<![0-9A-Za-z])(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9A-Za-z])"
)
# 3月5日至8日, 5日、6日: the days that have their month from the date before.
_MORE = re.compile(rf"(?P<days>(?:[至到~、,和及-]|—+){_DAY} ?[日号])(?![内以前])(?:{_TIME})?")
# A day or an hour that has its date from what was said before: 8日上午, 当日15时.
_DAY_ALONE = re.compile(rf"(?<![0-9{_CHINESE}]){_DAY}[日号](?:{_HALF})(?:{_CLOCKS})?")
_CLOCK_ALONE = re.compile(
    rf"(?P<when>{_HALF}|当日|当天|次日|翌日) ?{_CLOCKS}|(?<![0-9{_CHINESE}])(?:[01]?[0-9]|2[0-4])时[0-5]?[0-9]分(?:许|左右)?"
)
_BORN_BEFORE = re.compile(r"(?:出生日期|出生年月|出生于|生日|生于)[为是:于]{0,2}$")
_BORN_BEHIND = re.compile(r" ?[,(]?(?:出生|生(?![产效活]))")
# When a text of law was made or holds: not about the case.
_OF_A_LAW = re.compile(r" ?(?:公布|发布|修订|修正|通过|起?施行)")


def find_dates(text: str, detail: DateDetail) -> list[Change]:
    """What in a text is finer than a level, and what stands for it; the time of day always goes."""
    folded = fold(text)
    found = []
    for one in _find(folded.text, detail):
        if folded.text[one.start : one.end] != one.now:
            start, end = folded.original(one.start, one.end)
            found.append(Change(start, end, one.now))
    return found


def _find(text: str, detail: DateDetail) -> Iterator[Change]:
    taken = [(one.start(), one.end()) for one in LAW.finditer(text)]

    def free(start: int, end: int) -> bool:
        return not any(start < stop and begun < end for begun, stop in taken)

    for one in (*_DATE.finditer(text), *_PRINTED.finditer(text)):
        if not free(one.start(), one.end()) or _OF_A_LAW.match(text, one.end()):
            continue
        end, more = one.end(), ""
        while following := _MORE.match(text, end):
            end, more = following.end(), more + following["days"]
        taken.append((one.start(), end))
        born = _BORN_BEFORE.search(text[: one.start()]) or _BORN_BEHIND.match(text, one.end())
        yield Change(one.start(), end, _said(one, more, DateDetail.YEAR if born else detail))
    for one in _DAY_ALONE.finditer(text):
        if free(one.start(), one.end()):
            taken.append((one.start(), one.end()))
            day = re.match(rf"{_DAY}[日号]", one[0])
            yield Change(
                one.start(), one.end(), day[0] if day and detail is DateDetail.DAY else "某日"
            )
    for one in _CLOCK_ALONE.finditer(text):
        if free(one.start(), one.end()):
            yield Change(one.start(), one.end(), one["when"] or "某时")


def _said(one: re.Match[str], more: str, detail: DateDetail) -> str:
    """A date as far as a level says it. more: the days that followed it."""
    parts = one.groupdict()
    if detail is DateDetail.DAY:
        return one[0].removesuffix(parts.get("time") or "") + more
    year, then, same = parts["year"], parts.get("then") or "", parts.get("same")
    month = parts.get("month") or parts.get("month_signed") or parts.get("month_alone") or ""
    if detail is DateDetail.MONTH:
        in_month = f"{month.lstrip('0')}月" if month else ""
        return same or f"{f'{year}年' if year else then}{in_month}"
    return f"{year}年" if year else then or ("同年" if same else "某月")
