"""Names in Latin letters, of foreigners and in pinyin, where the words around say that a person stands there."""

import re
from collections.abc import Iterator

from .likely import follows, names_a_person
from .spans import Found, Kind

_WORD = r"(?:[A-Z][a-z'’]+(?:-?[A-Z]?[a-z'’]+)?|[A-Z]{2,}(?:-[A-Z]{2,})?)"
_NAME = re.compile(
    rf"(?<![0-9A-Za-z@._/-]){_WORD}(?:(?: |[·•・]|, ?){_WORD}|(?: |[·•・])[A-Z]\.?(?= {_WORD})){{0,3}}(?![0-9A-Za-z@_/])"
)
_FIRM = re.compile(
    r"(?:^|[ ,])(?:Inc|Ltd|Limited|Co|Corp|LLC|GmbH|Company|Group|Trading)$", re.IGNORECASE
)
# Before a name of however many words …
_CALLED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|MR|MRS|MS)\.? ?|(?:[\u4e00-\u9fff]籍|国籍|外国|外籍)[\u4e00-\u9fff]{0,6}[:(\"“]? ?"
    r"|(?:英文名|外文名|真名|本名|名叫|名为|自称|姓名)[字为是叫:(\"“ ]{0,3})$"
)
_TITLE = re.compile(r" ?(?:先生|女士|小姐|夫妇|教授|同学)")
# … and what no name has: these words begin with a capital letter where a person might stand as well.
_NO_NAME = frozenset(
    ("ID", "IP", "QQ", "VIP", "APP", "KTV", "POS", "LED", "USB", "SIM", "VIN", "ISO", "GB", "LOGO", "WIFI", "ATM", "CEO", "HR", "IT", "PC")
)  # fmt: skip
_BEFORE = 20


def find_latin_names(text: str) -> Iterator[Found]:
    """Likely names in Latin letters in a folded text; a brand or a model has nobody's role before it."""
    for match in _NAME.finditer(text):
        name, several = match[0], " " in match[0] or "·" in match[0]
        if name in _NO_NAME or _FIRM.search(name):
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if (
            _CALLED.search(before)
            or _TITLE.match(text, match.end())
            or (several and names_a_person(text, match.start()) and _acts(text, match.end()))
        ):
            yield Found(match.start(), match.end(), Kind.NAME, False, "外文或者拼音的自然人姓名")


def _acts(text: str, end: int) -> bool:
    """Whether what follows is no thing: 当事人Nike Air运动鞋 is a shoe."""
    return not follows(text, end).isdisjoint(
        {"after:mark", "after:deed", "after:more", "after:title", "after:person"}
    )
