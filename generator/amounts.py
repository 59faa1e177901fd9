"""Amounts and ranges as documents print them: 五万元, 5万元, 二万元以上五万元以下, 货值金额十倍以上二十倍以下.

Pure: text in, decimals and bounds out; what is not certain is refused.
"""

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from generator.numerals import chinese_number

# The digits of cheques beside those of the law: 伍佰元整.
_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟圆", "一二三四五六七八九十百千元")
_DIGITS = r"[零〇一二两三四五六七八九十百千]+"
_NUMBER = rf"(?:[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?|{_DIGITS})"
# 5千元 beside 5万元; of 五千万 the digits are 五千.
_UNITS = {
    None: 1,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "万": 10_000,
    "亿": 100_000_000,
    "百": 100,
    "千": 1000,
}
_UNIT = rf"(?:{'|'.join(one for one in _UNITS if one)})"
_NAMED = re.compile(rf"{_NUMBER}{_UNIT}?(?:{_DIGITS})?元")
_NOISE = re.compile(r"[\s￥¥]|人民币|RMB|整$|\(元\)", re.IGNORECASE)


def read_amount(text: str) -> Decimal:
    """5万元, ￥5,000.00, 五万元, 伍佰元整 in yuan; a bare number stays as it is. ValueError where it is none.

    万 after which more digits follow (一万五千元) is read; 一百万一十元 is refused: it says 1000010 and
    hardly means it.
    """
    plain = _NOISE.sub("", _plain(text))
    whole = re.fullmatch(rf"({_NUMBER})({_UNIT})?(?:({_DIGITS}))?元?", plain)
    if not whole:
        raise ValueError(f"“{text}”不是金额")
    number = _value(whole[1]) * _UNITS[whole[2]]
    if whole[3]:
        rest = _value(whole[3])
        if whole[2] is None or rest < _UNITS[whole[2]] / 10:
            raise ValueError(f"“{text}”不是金额")
        number += rest
    return number


def amounts_in(text: str) -> list[Decimal]:
    """The amounts in yuan that a sentence names: 罚款50000元，没收违法所得1万元."""
    found = []
    for one in _NAMED.finditer(_plain(text)):
        with suppress(ValueError):
            found.append(read_amount(one[0]))
    return found


# 罚款人民币5000元, 处5000元的罚款. 每人罚款500元 says what each pays, and no sum.
_EACH = r"(?P<each>(?:每|各|分别)[^,。;]{0,8}?)?(?<!加处)(?<!免予)(?<!减免)"
_SUM = rf"(?P<sum>{_NUMBER}{_UNIT}?(?:{_DIGITS})?元)"
_FINED_OF = re.compile(rf"{_EACH}罚款(?:人民币|金额|数额|共计|合计|总计|为|计|[:￥¥\s])*{_SUM}")
_FINED_IN = re.compile(rf"{_EACH}{_SUM}(?:整|人民币)*的?罚款")


def fine_in(text: str) -> Decimal | None:
    """The fine in yuan that a decision's words name; None where they name none, or several."""
    plain = _plain(text)
    found = set()
    for pattern in (_FINED_OF, _FINED_IN):
        for one in pattern.finditer(plain):
            if one["each"]:
                return None
            with suppress(ValueError):
                found.add(read_amount(one["sum"]))
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range as printed. unit: yuan, times or percent; of: its base in words."""

    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    of: str = ""


_ONE = rf"((?:百分之)?{_NUMBER}{_UNIT}?{_DIGITS.replace('+', '*')}(?:元|倍|%)?)"
_BETWEEN = re.compile(
    rf"(超过)?{_ONE}(?:(?:以上|至|到|-|~)[、,]?|[、,]?(?=不满|不足|不超过))(不满|不足|不超过)?{_ONE}(?:以下|以内)?"
)
_UP_TO = re.compile(rf"(不满|不足|不超过|低于|超过)?{_ONE}(以上|以下|以内)?")


def read_bounds(text: str) -> Bounds:
    """The range that a sentence about a fine gives. ValueError where it gives none, or more than one."""
    plain = _NOISE.sub("", _plain(text))
    between = _BETWEEN.search(plain)
    rest = plain if between is None else plain[: between.start()] + "|" + plain[between.end() :]
    single = [one for one in _UP_TO.finditer(rest) if _unit(one[2])]
    if len(single) + (between is not None) > 1:
        raise ValueError(f"“{text}”里有几个幅度")
    if between is not None:
        low, high = between[2], between[4]
        unit = _unit(high) or _unit(low)
        found = Bounds(
            unit,
            _bound(low, unit),
            _bound(high, unit),
            bool(between[1]),
            between[3] in ("不满", "不足"),
        )
        if found.low is not None and found.high is not None and found.low > found.high:
            raise ValueError(f"“{text}”的下限大于上限")
        return _with_base(found, plain, between.start())
    if not single:
        raise ValueError(f"“{text}”看不出是从多少到多少")
    one = single[0]
    number = _bound(one[2], _unit(one[2]))
    at_least = one[3] == "以上" or one[1] == "超过"
    at_most = one[3] in ("以下", "以内") or one[1] in ("不满", "不足", "不超过", "低于")
    return _with_base(
        Bounds(
            _unit(one[2]),
            None if at_most else number,
            None if at_least else number,
            one[1] == "超过",
            one[1] in ("不满", "不足", "低于"),
        ),
        plain,
        one.start(),
    )


def _with_base(bounds: Bounds, text: str, start: int) -> Bounds:
    if bounds.unit == "yuan":
        return bounds
    before = text[:start]
    words = re.split(r"[,。;|]", before)[-1]
    base = re.sub(r"^(?:可以|可)?(?:并处|处以|处|按|以)", "", words).strip("的")
    if not base:
        raise ValueError(f"“{text}”没有写以什么为基数")
    return Bounds(bounds.unit, bounds.low, bounds.high, bounds.low_open, bounds.high_open, base)


def _unit(words: str) -> str:
    if words.startswith("百分之") or words.endswith("%"):
        return "percent"
    if words.endswith("倍"):
        return "times"
    return "yuan" if words.endswith("元") or "万" in words else ""


def _bound(words: str, unit: str) -> Decimal:
    if unit == "yuan":
        return read_amount(words)
    return _value(words.removeprefix("百分之").rstrip("%倍"))


def _value(words: str) -> Decimal:
    if words[:1] in "0123456789":
        plain = words.replace(",", "")
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain):
            raise ValueError(f"“{words}”不是数字")
        return Decimal(plain)
    return Decimal(chinese_number(words))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_FINANCIAL)
