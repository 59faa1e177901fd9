"""Plates, e-mail, passports, accounts, and the unified social credit code (GB 32100)."""

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from .identity import compact
from .spans import Found, Kind

_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_POINT = "(?: ?[·•・.-] ?| )?"
_PLATE = re.compile(
    rf"(?:{_PROVINCE}|[使领])"
    r" ?[A-HJ-NP-Za-hj-np-z](?: ?[·•・.-] ?| {1,2})?"
    r"(?:[DFdf][A-HJ-NP-Za-hj-np-z0-9][0-9]{4}|[0-9]{5}[DFdf]"
    r"|[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])"
    r"(?![0-9A-Za-z])"
)
# Of the armed police (WJ浙1234警), the army (军A12345) and farm machines (藏01·20345).
_SERVICE_PLATE = re.compile(
    rf"(?<![0-9A-Za-z])(?:[Ww][Jj]{_POINT}(?:{_PROVINCE}|[0-9]{{2}}){_POINT}[0-9]{{4}}[0-9A-Za-z警消边森通金电水黄]"
    rf"|[军海空][A-Za-z]{_POINT}[0-9]{{5}}|{_PROVINCE}[0-9]{{2}} ?[·•・] ?[0-9]{{5}})(?![0-9A-Za-z])"
)
_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)
_OFFICIAL = re.compile(r"gov\.cn$", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?<![0-9A-Za-z])[1-9ANY][0-9](?:[ -]?[0-9]){6}(?:[ -]?[0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy]){10}"
    r"(?![0-9A-Za-z])"
)
# The shape alone: office and kind of body, region, a letter among the rest (digits alone are other numbers).
_CREDIT_SHAPE = re.compile(
    r"(?<![0-9A-Za-z])(?:1[1-39]|5[1-39]|9[1-3]|A1|N[1-3]|Y1)(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}"
    r"(?=[0-9]{0,8}[A-Za-z][0-9A-Za-z])[0-9A-Za-z]{10}(?![0-9A-Za-z])"
)
_SAYS_CREDIT = re.compile(r"(?:信用代码|税号|纳税人识别号)[^。；;]{0,6}$")
_WRONG_CREDIT = "形似统一社会信用代码（校验码不符）"
_BEFORE = 16

# A number that only its name tells: the name, a few words between, the number.
_GAP = r"\(?(?:号码?|证号|编号|卡号|ID|账号|帐号)?[为是: (\"“]{0,3}"
NAMED = [
    (re.compile(pattern), why)
    for pattern, why in (
        (rf"护照{_GAP}([A-Za-z]{{1,2}}[0-9]{{7,8}})(?![0-9A-Za-z])", "护照号码"),
        (
            r"(?<![0-9A-Za-z])([A-Za-z]{1,2}[0-9]{7,8})(?=号?(?:的)?[^。;,、0-9]{0,2}护照)",
            "护照号码",
        ),
        (
            rf"(?:通行证|回乡证|台胞证){_GAP}([CHMTWLchmtwl]?[A-Za-z]?[0-9]{{7,10}})(?![0-9])",
            "通行证号码",
        ),
        (
            rf"(?:军官证|士兵证|警官证|驾驶证档案|档案编号|社保卡|医保卡|社会保障卡){_GAP}"
            r"((?:[\u4e00-\u9fff]{1,2}字第?)?[A-Za-z]?[0-9]{6,12})(?![0-9])",
            "证件号码",
        ),
        (
            r"居留[^。;,0-9A-Za-z]{0,10}[为是: \"“]{0,3}([A-Z]{3}[0-9]{12})(?![0-9A-Za-z])",
            "外国人永久居留证号码",
        ),
        (
            rf"(?:住院|门诊|急诊|病历|病案|就诊卡|诊疗卡){_GAP}([A-Za-z]{{0,3}}[0-9]{{5,14}})(?![0-9A-Za-z])(?! ?(?:元|万|人|次|天|份))",
            "病历号码",
        ),
        (
            rf"(?:农机|拖拉机|收割机|号牌|牌照|牌证|车牌|牌号)[^。;,0-9]{{0,5}}?[为是: (]{{0,2}}({_PROVINCE} ?[0-9]{{2}}{_POINT}[0-9]{{5}})(?![0-9A-Za-z])",
            "农机号牌",
        ),
        (
            rf"(?:军车|号牌|牌照|车牌|牌号|车号)(?:号码?)?[为是: (]{{0,3}}([北沈兰济南广成东西中][A-Z]{_POINT}[0-9]{{5}})(?![0-9A-Za-z])",
            "车牌号",
        ),
        (r"(?<![0-9A-Za-z])(wxid_[0-9a-z]{6,20})(?![0-9A-Za-z_])", "微信号"),
        (
            # VX and wx begin models too: of an account's name a digit and a mark before it are asked.
            r"(?:(?<![0-9A-Za-z])(?:[Vv][Xx]|[Ww][Xx])(?=[号: ])|[Vv薇威徽]信|加[Vv](?![0-9A-Za-z]))(?:号码?)?[为是: \"“]{0,3}"
            r"((?=[A-Za-z_-]*[0-9])[A-Za-z][A-Za-z0-9_-]{5,19}|1[3-9][0-9]{9})(?![A-Za-z0-9_])",
            "微信号",
        ),
        (
            r"(?:微信|WeChat|wechat|weixin)(?:号码?|账号|帐号|ID|id)?[为是: \"“]{0,3}"
            r"([A-Za-z][A-Za-z0-9_-]{5,19}|[1-9][0-9]{5,12}(?! ?(?:元|万|笔|次)))(?![A-Za-z0-9_])",
            "微信号",
        ),
        (
            r"(?:QQ|qq)(?:号码?|账号|帐号)?[为是: \"“]{0,3}([1-9][0-9]{4,11})(?![0-9])(?! ?(?:元|万|笔|次))",
            "QQ号",
        ),
        (
            r"(?:支付宝|抖音|快手|淘宝|小红书)(?:号|账号|帐号|账户|ID)[为是: \"“]{0,3}"
            r"([A-Za-z0-9][A-Za-z0-9_.-]{4,29})(?![A-Za-z0-9_@])",
            "网络账号",
        ),
        (
            r"(?:车架号|车辆识别代号|VIN码?)(?:码)?[为是: ]{0,3}([A-HJ-NPR-Za-hj-npr-z0-9]{17})"
            r"(?![A-Za-z0-9])",
            "车辆识别代号",
        ),
        (
            rf"(?:电动(?:自行)?车|非机动车|摩托车)(?:号牌|牌照|车牌|牌号)?{_GAP}"
            r"([\u4e00-\u9fff]{0,2}[A-Z]{0,2}[0-9]{5,7})(?![0-9A-Za-z])(?! ?(?:元|辆|台|年))",
            "车牌号",
        ),
    )
]
_NAMES_A_NUMBER = re.compile(
    "护照|通行证|回乡证|台胞证|[军警]官证|士兵证|档案|[社医]保卡|社会保障卡|微信|[Ww]e[Cc]hat|weixin"
    "|[Vv][Xx]|[Ww][Xx]|[Vv薇威徽]信|加[Vv]|居留|住院|门诊|急诊|病[历案]|就?诊[疗]?卡|农机|拖拉机|收割机|牌|军车|车号"
    "|QQ|qq|支付宝|抖音|快手|淘宝|小红书|车架号|车辆识别代号|VIN|电动|非机动车|摩托车"
)


def find_credit_codes(text: str) -> Iterator[Found]:
    """Unified social credit codes in a folded text; certain when the check character holds."""
    for match in _CREDIT.finditer(text):
        if uscc.is_valid(compact(match[0])):
            yield _found(match, "统一社会信用代码（校验码相符）", Kind.CREDIT)
        elif _SAYS_CREDIT.search(text[max(0, match.start() - _BEFORE) : match.start()]):
            yield Found(match.start(), match.end(), Kind.CREDIT, False, _WRONG_CREDIT)
    for match in _CREDIT_SHAPE.finditer(text):
        if not uscc.is_valid(compact(match[0])):
            yield Found(match.start(), match.end(), Kind.CREDIT, False, _WRONG_CREDIT)


def find_others(text: str) -> Iterator[Found]:
    """Plates, e-mail addresses and numbers that their name tells, in a folded text."""
    for match in _PLATE.finditer(text):
        # A mark of letters alone is a trade or model name (新ABCDEF), no plate.
        if any(char.isdigit() for char in match[0]):
            yield _found(match, "车牌号")
    for match in _SERVICE_PLATE.finditer(text):
        yield _found(match, "车牌号")
    if "@" in text:
        for match in _EMAIL.finditer(text):
            if not _OFFICIAL.search(match[0]):
                yield _found(match, "电子邮箱")
    if _NAMES_A_NUMBER.search(text):
        for pattern, why in NAMED:
            for match in pattern.finditer(text):
                yield Found(match.start(1), match.end(1), Kind.OTHER, True, why)


def _found(match: re.Match[str], why: str, kind: Kind = Kind.OTHER) -> Found:
    return Found(match.start(), match.end(), kind, True, why)
