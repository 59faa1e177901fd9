"""Which level a law is of and who made it, by its title and header."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from generator.sources.statute_header import StatuteEvent

LevelName = Literal[
    "law",
    "administrative_regulation",
    "local_regulation",
    "departmental_rule",
    "local_rule",
    "normative",
]
CONGRESS, STANDING, STATE = "全国人民代表大会", "全国人民代表大会常务委员会", "国务院"

# 某省、某市的 at the head of a title: a local text, whatever its kind.
_LOCAL = re.compile(r"^[^的]{2,7}?(?:省|自治区|自治州|自治县|市|特别行政区|经济特区)(?!场|容)")
_LOCAL_CONGRESS = re.compile(r"(?<!全国)人民代表大会|(?:省|市|州|县|区)人大")
_NAMED_CONGRESS = re.compile(r"(?:省|自治区|市|州|县|区|旗).*(?:人民代表大会|人大)")
_LOCAL_GOVERNMENT = re.compile(r"(?:省|自治区|市|州)人民政府")
_MINISTRY = re.compile(
    r"(?:部|委员会|总局|局|署|银行|办公室|办公厅|科学院|地震局|气象局|海关总署|审计署)$"
)


class Standing(NamedTuple):
    """`certain`: title and header leave no doubt; else a person must look."""

    level: LevelName
    authority: str
    certain: bool


def standing(title: str, events: Sequence[StatuteEvent]) -> Standing:
    """The level and the maker of a law."""
    named = [event.authority for event in events if event.authority]
    bare = title.removeprefix("中华人民共和国")
    if found := next((one for one in named if one.startswith(CONGRESS)), ""):
        return Standing("law", found, True)
    if any(one.startswith(STATE) and not _MINISTRY.search(one) for one in named):
        return Standing("administrative_regulation", STATE, True)
    if found := next((one for one in named if _NAMED_CONGRESS.search(one)), ""):
        return Standing("local_regulation", found, True)
    if _LOCAL.match(bare):
        if found := next((one for one in named if _LOCAL_CONGRESS.search(one)), ""):
            return Standing("local_regulation", found, True)
        if found := next((one for one in named if _LOCAL_GOVERNMENT.search(one)), ""):
            return Standing("local_rule", found, True)
        rule = re.search(r"(?:办法|规定|规则|细则)$", bare)
        return Standing("local_rule" if rule else "local_regulation", next(iter(named), ""), False)
    if re.search(r"(?:(?<!办)法|法典)(?:[（(][^）)]*[）)])?$", bare):
        return Standing("law", STANDING, False)
    if found := next((one for one in named if _MINISTRY.search(one)), ""):
        # Regulations approved by the State Council were often published by a ministry.
        approved = any(STATE in event.words for event in events)
        level: LevelName = "administrative_regulation" if approved else "departmental_rule"
        return Standing(level, STATE if approved else found, not approved)
    if STATE in title or re.search(r"条例(?:[（(][^）)]*[）)])?$", bare):
        return Standing("administrative_regulation", STATE, False)
    return Standing("departmental_rule", next(iter(named), ""), False)
