"""The school and the class of a child: they name a child as well as its name does."""

import re
from collections.abc import Iterator

from .spans import Found, Kind

# What is said before a school and is no part of its name.
_CHAR = r"(?![在于系是为对到从由与及的了某该本各]|向(?![阳前荣东]))[\u4e00-\u9fff]"
_ORDINAL = r"[一二三四五六七八九十]{1,3}"
# 正规学校, 附近的小学: whichever.
_ANY = "(?!正规|公办|民办|公立|私立|其他|其它|附近|当地|合法|普通|任何|另外|农村|城区|乡镇)"
_SCHOOL = (
    rf"{_ANY}(?:{_CHAR}){{1,16}}?(?:小学|中学|初中|高中|附小|附中|实小|职高|技校|中专|学校|幼儿园|(?:第|市|区|县|镇){_ORDINAL}(?:中学?|小学?|幼)|{_ORDINAL}中(?=[初高一二三四五六七八九0-9(,。;、) ]|就读|读书|上学|在读|学生|$))"
    r"(?:[\u4e00-\u9fff]{1,4}校区|\([\u4e00-\u9fff]{1,6}校区\))?"
)
_GRADE = r"(?:[一二三四五六七八九1-9]年级|[初高](?:[一二三]|[123](?![0-9]))(?!中)|(?:小|中|大|托)班|20[0-9]{2}级)"
_NUMBER = r"(?:\([0-9一二三四五六七八九十]{1,3}\)|[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
# 三年级2班, 三(2)班, 302班, 初二.
_CLASS = rf"(?:{_GRADE}(?:{_NUMBER}班)?|[一二三四五六七八九]\([0-9一二三四五六七八九十]{{1,2}}\)班|[1-9][0-9]{{2}}班)"
_STARTS = r"(?:^|(?<=[,。;、:(\n \"在系是为向对到从由经与及的]))"
# A pattern whose first group is the place, what it is, and whether that is certain.
SCHOOLED = [
    (re.compile(pattern), why, certain)
    for pattern, why, certain in (
        (
            rf"(?:就读(?:的?学校)?|入读|转入|升入|(?:在读|转学|借读|读书|上学)[于至到在])[于至到在为是:]{{0,2}}({_SCHOOL}{_CLASS}?)",
            "就读的学校",
            True,
        ),
        (
            rf"[在于]({_SCHOOL}{_CLASS}?)(?=(?:就读|在读|读书|上学|念书|上课|借读)(?!的?(?:学生|儿童|孩子)))",
            "就读的学校",
            True,
        ),
        (rf"[系是为]({_SCHOOL}{_CLASS})(?=的?(?:在校|在读)?[男女小]?(?:学生|生(?![产活])))", "就读的学校和班级", True),
        (rf"{_STARTS}({_SCHOOL}{_CLASS})", "形似就读的学校和班级", False),
    )
]  # fmt: skip
_SAYS_SCHOOL = re.compile("学|幼|[一二三四五六七八九十]中|附[中小]|实小|职高|技校|中专|高中|初中")


def find_schools(text: str) -> Iterator[Found]:
    """Schools and classes in a folded text, certain where it says that somebody goes there; a masked one is none."""
    if not _SAYS_SCHOOL.search(text):
        return
    for pattern, why, certain in SCHOOLED:
        for match in pattern.finditer(text):
            yield Found(match.start(1), match.end(1), Kind.OTHER, certain, why)
