"""银行卡号: 16 to 19 digits whose last is Luhn's check digit."""

import re
from collections.abc import Iterator

from stdnum import luhn
from stdnum.cn import uscc

from .identity import compact, has_birth_date, holds
from .spans import Found, Kind

_CARD = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-.])[0-9](?:[ -]?[0-9]){15,18}(?![0-9A-Za-z])(?![-.][0-9A-Za-z])"
)
_SAYS_BANK = re.compile(
    r"(?:银行|卡号|账号|帐号|账户|帐户|开户|储蓄|信用卡|借记卡|存折)[^。；;]{0,12}$"
)
# Fines are paid into accounts of the treasury: those are to be public.
_SAYS_TREASURY = re.compile(r"(?:罚没|罚款|国库|财政|非税|专户|代收|缴款)[^。；;]{0,16}$")
_SAYS_SERIAL = re.compile(
    r"(?:[第字〕\]]|编号|[单票案文件批注册]号|流水号?|许可证|条码|追溯码|序列号|批次|识别码|代码|型号)[^。；;,，]{0,8}$"
)
_BEFORE = 20
# Luhn alone lets one random number in ten pass: the issuer's first digits are
# asked too (62 UnionPay, 4 and 5 the international cards).
_ISSUERS = ("62", "4", "5")


def find_bank_cards(text: str) -> Iterator[Found]:
    """Bank cards in a folded text; certain with check digit and issuer."""
    for match in _CARD.finditer(text):
        number = compact(match[0])
        if len(number) == 18 and _is_other_number(number):
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        said = _SAYS_BANK.search(before) is not None
        serial = not said and _SAYS_SERIAL.search(before) is not None
        if luhn.is_valid(number) and number.startswith(_ISSUERS):
            yield _found(match, not serial, "银行卡号（校验码相符）")
        elif not serial and not _SAYS_TREASURY.search(before):
            yield _found(match, False, "形似银行卡号")


def _is_other_number(number: str) -> bool:
    return (has_birth_date(number) and holds(number)) or uscc.is_valid(number)


def _found(match: re.Match[str], certain: bool, why: str) -> Found:
    return Found(match.start(), match.end(), Kind.BANK, certain, why)
