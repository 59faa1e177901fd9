"""Telephone numbers of people: mobile and fixed. 400, 800 and 12345 are nobody's own."""

import re
from collections.abc import Iterator

from .spans import Found, Kind

_NOT_BEFORE = r"(?<![0-9])(?<![0-9]\.)(?<![0-9]-)"
_NOT_AFTER = r"(?![0-9])(?!\.[0-9])(?! ?(?:元|万元|亿|吨|千克|公斤|克|毫升|件|个|台|只|份|米|平方|立方|次|%))"
_MOBILE = re.compile(
    _NOT_BEFORE
    + r"(?:(?:\((?:\+|00)?86\)|(?:\+|00)?86)[- ]?)?"
    + r"1[3-9](?:[0-9][ -]?[0-9]{4}[ -]?[0-9]{4}"
    + r"|[0-9]{2}[ -][0-9]{3}[ -][0-9]{4}|[0-9][ -][0-9]{3}[ -][0-9]{5}"
    # A dot, a stroke or two blanks stand twice or not at all: 1381234.5678 is an amount.
    + r"|[0-9]( {2}|[.·•・/])[0-9]{4}\1[0-9]{4})"
    + _NOT_AFTER
)
# One blank after each digit is a way past a filter, or a form's boxes; a row of
# single figures looks the same.
_SPACED = re.compile(r"(?<![0-9])(?<![0-9] )1 [3-9](?: [0-9]){9}(?! ?[0-9])")
# The last group keeps digits of longer numbers out: a local number has seven or
# eight and begins with 2 to 9, so 0571-12345 and 0571-2019 are none.
_AREA = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_LONG = r"(?:0(?:10|2[0-9])[2-9][0-9]{7}|0[3-9][0-9]{2}[2-9][0-9]{6,7})"
_LOCAL = r"[2-9](?:[0-9]{2}[ -]?[0-9]{4}|[0-9]{3}[ -]?[0-9]{4})"
_EXTENSION = r"(?:(?:-|转)[0-9]{1,5})?"
_FIXED = re.compile(
    _NOT_BEFORE
    + rf"(?:\({_AREA}\)[ -]?|(?:\+?86[- ]?)?{_AREA}[- ]){_LOCAL}{_EXTENSION}"
    + r"(?![0-9])(?!-[0-9])"
)
_FIXED_PLAIN = re.compile(_NOT_BEFORE + rf"(?<![A-Za-z]){_LONG}" + _NOT_AFTER)
_LOCAL_ONLY = re.compile(
    rf"(?:电话|座机|联系方式|固话|宅电|小灵通)(?:号码?)?[为是: ]{{0,3}}({_LOCAL})(?![0-9-])(?! ?(?:元|个|次))"
)
_SAYS_PHONE = re.compile(r"(?:电话|座机|联系|手机|固话|拨打|致电|[Tt][Ee][Ll])[^。；;,，]{0,8}$")
_SAYS_HOTLINE = re.compile(r"(?:举报|投诉|监督|咨询|热线|服务|值班|传真|客服)[^。；;,，]{0,8}$")
# 第13812345678号 is a document's number.
_SERIAL = re.compile(r"(?:[第字〕\]]|单号|批号|编号|条码)[ :]?$")
_BEFORE = 16


def find_phones(text: str) -> Iterator[Found]:
    """Telephone numbers in a folded text; those shown as a public line are not certain."""
    for match in _MOBILE.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        certain = not _SERIAL.search(before)
        yield Found(match.start(), match.end(), Kind.PHONE, certain, "手机号码")
    for match in _SPACED.finditer(text):
        yield Found(match.start(), match.end(), Kind.PHONE, False, "形似逐位空开的手机号码")
    for match in _FIXED.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        certain = not _SAYS_HOTLINE.search(before)
        yield Found(match.start(), match.end(), Kind.PHONE, certain, "固定电话号码")
    for match in _FIXED_PLAIN.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _SERIAL.search(before):
            continue
        certain = bool(_SAYS_PHONE.search(before)) and not _SAYS_HOTLINE.search(before)
        yield Found(match.start(), match.end(), Kind.PHONE, certain, "固定电话号码")
    for match in _LOCAL_ONLY.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        certain = not _SAYS_HOTLINE.search(before)
        yield Found(match.start(1), match.end(1), Kind.PHONE, certain, "固定电话号码")
