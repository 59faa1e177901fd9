"""Jinja 过滤器：日期、金额、幅度、条款怎样写出来，全站一个写法。

Pure functions of one value. What a line break may not part stands in a `span.nb`; everything is
escaped here, because a filter that returns Markup is not escaped again.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Protocol

from markupsafe import Markup, escape

from generator.models.base import Choice
from generator.numerals import article_label, cite, clause_label
from generator.site.correcting import form_for
from generator.site.timeline import Span, spans
from generator.site.worked_days import worked

Amount = Decimal | int
"""Money and the bounds of ranges; never a float, which cannot hold 0.1."""

# 55000元 in running text; 2026年 and 〔2026〕12号 are no amounts.
_AMOUNT = re.compile(r"(?<![\d.,])(\d{4,})(?=(?:\.\d+)?元)")
# A title of up to nine characters stays on one line; a longer one has to break on a phone.
_SHORT_TITLE = 9
_WAN = 10_000
_YI = 100_000_000
_NUMERAL = "[零〇一二三四五六七八九十百千\\d]+"
_TOGETHER = re.compile(
    r"(\d{4}年\d{1,2}月\d{1,2}日"
    rf"|第{_NUMERAL}条(?:之{_NUMERAL})?|第{_NUMERAL}款|第（{_NUMERAL}）项"
    r"|[〔\[（(【]\d{4}[〕\]）)】]第?\d+号"
    rf"|《[^《》]{{1,{_SHORT_TITLE}}}》"
    r"|\d{4}-\d{7,8}"
    r"|\d[\d,.]*(?:[万亿]?元|[年月日天件项条个次本人家倍瓶袋箱吨]|%)(?:以[上下内])?)"
)


class Place(Protocol):
    """Where in a law: what `models.parts.Citation` has."""

    @property
    def article(self) -> str: ...
    @property
    def paragraph(self) -> str | None: ...
    @property
    def subparagraph(self) -> str | None: ...
    @property
    def item(self) -> str | None: ...


class Decided(Protocol):
    """What a decision came to: what `models.penalties.Penalty` has."""

    @property
    def fine(self) -> Amount | None: ...
    @property
    def kinds(self) -> Sequence[Choice]: ...


class Bounds(Protocol):
    """From where to where: what `models.parts.Range` has."""

    @property
    def unit(self) -> str: ...
    @property
    def of(self) -> str | None: ...
    @property
    def min(self) -> Amount | None: ...
    @property
    def min_open(self) -> bool: ...
    @property
    def max(self) -> Amount | None: ...
    @property
    def max_open(self) -> bool: ...


def day(value: date) -> Markup:
    """2026-11-23 as `<time datetime="2026-11-23">2026年11月23日</time>`; a datetime as its day."""
    if not isinstance(value, date):
        raise TypeError(f"{value!r}不是日期")
    return _day(value.year, value.month, value.day)


@lru_cache(maxsize=20_000)
def _day(year: int, month: int, day: int) -> Markup:
    words = f"{year}年{month}月{day}日"
    return Markup(f'<time datetime="{year:04}-{month:02}-{day:02}">{words}</time>')


def day_text(value: date) -> str:
    """2026-11-23 as 2026年11月23日, for a title or an attribute. TypeError where it is no date."""
    if not isinstance(value, date):
        raise TypeError(f"{value!r}不是日期")
    return f"{value.year}年{value.month}月{value.day}日"


def period(start: date | None, end: date | None = None) -> Markup:
    """Both days included: 2025年7月1日至2027年6月30日; 自…起 or 至… where an end is open."""
    if start and end:
        # Broken before 至: a line that began with the year would keep the half-space before it.
        return Markup('{}<span class="nb">至{}</span>').format(day(start), day(end))
    if start:
        return Markup("自{}起").format(day(start))
    if end:
        return Markup("至{}").format(day(end))
    return Markup("未写明期限")


def money(value: Amount) -> Markup:
    """5061200 as 5,061,200元: every digit, for columns and totals."""
    return _unbroken(f"{_grouped(value)}元")


def money_text(value: Amount) -> str:
    """50000 as 5万元, 12345 as 12,345元: as the law writes round amounts, and always exact."""
    exact = _decimal(value)
    for unit, name in ((_YI, "亿元"), (_WAN, "万元")):
        # At most two decimals: 1.25万元 is read at a glance, 1.2345万元 is not.
        if abs(exact) >= unit and exact % (unit // 100) == 0:
            return f"{_grouped(exact / unit)}{name}"
    return f"{_grouped(exact)}元"


def short_money(value: Amount) -> Markup:
    """As `money_text`, kept on one line."""
    return _unbroken(money_text(value))


def outcome(decided: Decided) -> Markup:
    """What a decision came to, in a word: the fine, else its kinds of penalty, else 不予处罚."""
    if decided.fine:
        return money(decided.fine)
    return escape("、".join(kind.label for kind in decided.kinds) or "不予处罚")


def outcome_text(decided: Decided) -> str:
    """As `outcome`, the kinds of penalty with the fine: 没收违法所得、罚款55,000元."""
    kinds = "、".join(kind.label for kind in decided.kinds) or "不予处罚"
    return f"{kinds}{_grouped(decided.fine)}元" if decided.fine else kinds


def percent(ratio: Amount | float, places: int = 1) -> Markup:
    """0.995 as 99.5%. What is not all is never shown as 100%, what is not nothing never as 0%."""
    exact = Decimal(str(ratio)) * 100
    step = Decimal(1).scaleb(-places)
    rounded = exact.quantize(step, ROUND_HALF_UP)
    if rounded == 100 and exact < 100:
        rounded = exact.quantize(step, ROUND_DOWN)
    if rounded == 0 and exact > 0:
        return _unbroken(f"不足{_plain(step)}%")
    return _unbroken(f"{_plain(rounded)}%")


def count(value: int, unit: str = "") -> Markup:
    """1906, 件 as 1,906件 on one line."""
    return _unbroken(f"{_grouped(value)}{unit}")


def article(place: Place | str) -> Markup:
    """A place in a law as 第一百二十四条第一款第（五）项; a bare key ("12-1") as 第十二条之一.

    A break may come between 条, 款 and 项, never inside one.
    """
    if isinstance(place, str):
        return _in_parts(article_label(place))
    return _in_parts(
        cite(place.article, place.paragraph or "", place.subparagraph or "", place.item or "")
    )


@lru_cache(maxsize=20_000)
def _in_parts(words: str) -> Markup:
    return Markup("".join(_unbroken(part) for part in re.findall("第[^第]+", words)))


@lru_cache(maxsize=20_000)
def quote_title(title: str) -> Markup:
    """食品安全法 as 《食品安全法》, short ones on one line; titles inside become 〈〉 (GB/T 15834)."""
    bare = title.strip()
    if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1:
        bare = bare[1:-1]
    whole = f"《{bare.replace('《', '〈').replace('》', '〉')}》"
    return _unbroken(whole) if len(bare) <= _SHORT_TITLE else escape(whole)


def grouped_amounts(text: str) -> str:
    """A record's words with amounts as everywhere on the site: 罚款55000元 as 罚款55,000元."""
    return _AMOUNT.sub(lambda found: f"{int(found[1]):,}", text)


def prose(text: object) -> Markup:
    """A record's words with every date, amount, article and short title kept on one line.

    Amounts are written as everywhere on the site. Line ends in the record stay. Markup passes as it
    is: its parts were written by a template.
    """
    if isinstance(text, Markup):
        return text
    return _prose(text) if isinstance(text, str) else escape(text)


@lru_cache(maxsize=20_000)
def _prose(text: str) -> Markup:
    lines = grouped_amounts(text.strip()).split("\n")
    return Markup("<br>".join(_prose_line(line) for line in lines))


def decision_number(number: str) -> Markup:
    """A number as printed, on one line and without the spacing between digits and characters."""
    return Markup(f'<span class="number">{escape(number)}</span>')


def range_text(bounds: Bounds) -> str:
    """A range in the law's words: 5万元以上10万元以下, 货值金额10倍以上不满20倍.

    以上 and 以下 include the number, 超过 and 不满 do not (Civil Code, article 1259).
    """
    low = None if bounds.min is None else bound_text(bounds.min, bounds.unit)
    high = None if bounds.max is None else bound_text(bounds.max, bounds.unit)
    if low is None and high is None:
        words = "没有规定幅度"
    elif low == high and not bounds.min_open and not bounds.max_open:
        words = f"{low}"
    elif high is None:
        words = f"超过{low}" if bounds.min_open else f"{low}以上"
    elif low is None:
        words = f"不满{high}" if bounds.max_open else f"{high}以下"
    elif bounds.min_open:
        # 不超过 and not 以下: 超过5万元10万元以下 is no sentence.
        words = f"超过{low}{'不满' if bounds.max_open else '不超过'}{high}"
    else:
        words = f"{low}以上不满{high}" if bounds.max_open else f"{low}以上{high}以下"
    return f"{bounds.of or ''}{words}"


def range_label(bounds: Bounds) -> Markup:
    """As `range_text`; a break may come after each bound, never inside a number."""
    parts = re.findall(r"\D*[\d.,]+(?:[万亿]?元|倍|%)(?:以[上下])?|.+", range_text(bounds))
    return Markup("".join(_unbroken(part) for part in parts))


def version_spans(versions: Iterable[Mapping[str, date]], until: date) -> list[Span]:
    """Places of a law's versions on a bar up to a day: mappings with `published` and `effective`."""
    return spans(((each["published"], each["effective"]) for each in versions), until)


def _prose_line(line: str) -> Markup:
    # re.split with one group: plain text and matches by turns.
    parts = _TOGETHER.split(line)
    return Markup(
        "".join(_unbroken(part) if index % 2 else escape(part) for index, part in enumerate(parts))
    )


def bound_text(value: Amount, unit: str) -> str:
    """One end of a range: 5万元, 10倍, 3%."""
    if unit in ("yuan", "yuan_each"):
        return money_text(value)
    return f"{_grouped(value)}{ {'times': '倍', 'percent': '%'}[unit] }"


def _decimal(value: Amount) -> Decimal:
    if isinstance(value, float):
        raise TypeError("金额要用 Decimal 或者整数，不用浮点数")
    return Decimal(value)


def _grouped(value: Amount) -> str:
    """1230.50 as 1,230.5: thousands apart, no zero that says nothing."""
    return f"{Decimal(_plain(_decimal(value))):,f}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _unbroken(text: str) -> Markup:
    return Markup(f'<span class="nb">{escape(text)}</span>')


FILTERS: dict[str, Callable[..., object]] = {
    "article": article,
    "clause": clause_label,
    "count": count,
    "correction_form": form_for,
    "date": day,
    "date_text": day_text,
    "money": money,
    "money_short": short_money,
    "number": decision_number,
    "outcome": outcome,
    "percent": percent,
    "period": period,
    "prose": prose,
    "quote_title": quote_title,
    "range": range_label,
    "range_text": range_text,
    "version_spans": version_spans,
    "worked": worked,
}
"""Name in a template → function. `count` replaces Jinja's alias of `length`."""
