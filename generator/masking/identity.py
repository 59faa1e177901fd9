"""公民身份号码: 18 digits with a check digit (GB 11643), and the old 15."""

import re
from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric

from .spans import Found, Kind

# Separators stand anywhere: people write 6-8-4, by fours, or a blank after each digit.
_NEW = re.compile(r"(?<![0-9])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9Xx×](?![0-9])")
_OLD = re.compile(r"(?<![0-9])[1-8](?:[ -]?[0-9]){14}(?![0-9])")
# A disability certificate's number is the holder's identity number and two digits
# (a letter B and a digit when it was issued again).
_DISABILITY = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx][1-7][1-4](?![0-9])")
_SAYS_IDENTITY = re.compile(r"(?:身份|证件号|证号|户籍|公民)[^。；;,，]{0,12}$")
# 〔2026〕第330400210053742号, 注册号330106000123456: numbers of documents and registrations.
_SAYS_SERIAL = re.compile(
    r"(?:[第字]|注册号|登记号|许可证|备案|订单号?|单号|流水号|批号|条码|批次|受理号|案号|文号|票号)[^。；;,，]{0,6}$"
)
# The first two digits of the region: GB/T 2260, 81–83 for residents from Hong Kong,
# Macao and Taiwan, 9x for foreigners with permanent residence.
_REGION = re.compile(
    "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[1-9]",
)
_BEFORE = 20


def find_identities(text: str) -> Iterator[Found]:
    """Identity numbers in a folded text; certain when the check digit holds."""
    for match in _NEW.finditer(text):
        number = compact(match[0])
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        said = _SAYS_IDENTITY.search(before) is not None
        serial = not said and _SAYS_SERIAL.search(before) is not None
        plausible = has_birth_date(number)
        if plausible and holds(number):
            yield _found(match, not serial, "身份号码（校验码相符）")
        elif said or (plausible and not serial):
            yield _found(match, False, "形似身份号码（校验码不符）")
    for match in _DISABILITY.finditer(text):
        number = match[0][:18].upper()
        if has_birth_date(number) and holds(number):
            near = "残疾" in text[max(0, match.start() - _BEFORE) : match.start()]
            yield _found(match, near, "残疾人证号（含身份号码）")
    for match in _OLD.finditer(text):
        number = compact(match[0])
        if _REGION.match(number) and _is_date(1900 + int(number[6:8]), number[8:12]):
            before = text[max(0, match.start() - _BEFORE) : match.start()]
            if _SAYS_IDENTITY.search(before):
                yield _found(match, True, "15位身份号码")
            elif not _SAYS_SERIAL.search(before):
                yield _found(match, False, "形似15位身份号码")


def compact(number: str) -> str:
    """The number without its separators, X as a capital letter."""
    return number.replace(" ", "").replace("-", "").replace("×", "X").upper()


def holds(number: str) -> bool:
    """Whether the check digit of 18 characters is the right one."""
    return ric.calc_check_digit(number) == number[-1]


def has_birth_date(number: str) -> bool:
    """Whether region and date of birth of 18 characters can be.

    Not `ric.is_valid`: its table of counties has gaps, and a number with a
    right check digit must not pass for want of an abolished county.
    """
    return _REGION.match(number) is not None and _is_date(int(number[6:10]), number[10:14])


def _is_date(year: int, month_day: str) -> bool:
    if not 1900 <= year < 2100:
        return False
    try:
        date(year, int(month_day[:2]), int(month_day[2:]))
    except ValueError:
        return False
    return True


def _found(match: re.Match[str], certain: bool, why: str) -> Found:
    return Found(match.start(), match.end(), Kind.IDENTITY, certain, why)
