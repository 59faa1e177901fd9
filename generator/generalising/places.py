"""Places in a text, down to the level that a portal publishes: 城东区文昌路12号 → 城东区, 在文昌路 → 在某路."""

import re
from collections.abc import Collection, Iterator
from enum import IntEnum

from generator.generalising import LAW, Change
from generator.masking.fold import fold
from generator.masking.lexicon import COMPOUND, SURNAMES, words
from generator.models.portal import PlaceDetail


class Level(IntEnum):
    CITY = 0
    DISTRICT = 1
    STREET = 2
    FINER = 3


_SHOWN = {
    PlaceDetail.CITY: Level.CITY,
    PlaceDetail.DISTRICT: Level.DISTRICT,
    PlaceDetail.STREET: Level.STREET,
}
_ESTATES = "小区|社区|新村|花园|家园|公寓|公馆|华庭|豪庭|名苑|雅苑|锦苑|佳苑|新苑"
_LANDMARKS = (
    "广场|大厦|商厦|商城|购物中心|农贸市场|批发市场|菜市场|公园|工业园区?|产业园区?|科技园区?"
)
# What a name of a place ends with; not where it is the beginning of another word.
_END = re.compile(
    r"(?P<STREET>街道(?:办事处)?|镇(?![静定痛流海江])|乡(?![村镇亲下]))"
    rf"|(?P<FINER>{_ESTATES}|{_LANDMARKS}|大道|大街|街(?![头边面坊区市巷铺])|巷|胡同"
    rf"|路(?!街道|{_ESTATES}|{_LANDMARKS}|[口边面灯障况上人线径牌标费段])|路(?=[段口])|道(?=[0-9]+号)|村(?:委会)?(?![民镇庄级居里官]|医(?![务院疗])))"
    r"|(?P<DISTRICT>区(?![域别分间块位])|县(?![级域]))"
    r"|(?P<CITY>市(?![场民容政值价面售区])|省|自治州)"
    r"|(?P<ROOM>(?:[0-9A-Za-z]{1,6}(?:号楼|号院|幢|栋|座|单元|层|楼|室)){2,})"
)
# A house, a building, a room, behind the name.
_NUMBER = r"(?:[0-9A-Za-z]{1,6}(?:-[0-9A-Za-z]{1,5}){0,3}|[一二三四五六七八九十百零〇]{1,5})"
# Flats, shops and stalls in short behind a name: 3-2-501.
_SHORT = r"[0-9A-Za-z]{1,4}(?:-[0-9A-Za-z]{1,5}){1,3}(?![0-9A-Za-z.年月日%号幢栋座单-])"
_DETAIL = re.compile(
    rf"(?:[东南西北中]段)?(?:{_SHORT}室?|(?:[ ,]?{_NUMBER} ?(?:号楼|号院|号(?![文令公])|幢|栋|座(?![公桥建房])|单元|室|组|弄|楼|层|铺)(?:之[一二三四五六七八九])?)*)"
)
# A house behind a district or a street office, with no road between: 人民路街道12号.
_HOUSE = re.compile(
    rf"{_NUMBER} ?号(?:楼|院|(?![文令公线上下中晚凌清早傍]))(?:[ ,]?{_NUMBER} ?(?:幢|栋|单元|室|楼|层|铺))*"
)
# What stands before a name and is no part of it: people, prepositions, and what is done at a place.
_BEFORE = re.compile(
    rf"^.*(?:(?:{COMPOUND}|[{''.join(sorted(SURNAMES))}])某[甲乙丙丁戊己庚辛壬癸]?"
    r"|[在于到往从由将对的了是为系因住等有其内处按]|位于|坐落|地址|地点|向(?![阳前荣东])|至(?![善德诚])|[和与及](?![平谐睦顺兴])"
    r"|经(?!济)|检查|核查|巡查|排查|发现|查处|拆除|占用|占据|租用|租赁|承租|来到|前往|赶到|赶赴|抵达|途经|路过|经营|开设|开办|设在|反映|举报|投诉|清扫"
    r"|承包|主动请|通过|进入|到达|会同|此前|属地|同期|[出达]|外(?!滩)|前(?![进门海程])|沿着?|穿过|靠近|临近|附近|周边|当事人|负责人|个人|单位|公司|人员|群众|[省盟]|自治州|[市区县镇乡](?![前府学民政中海江安场]))"
)
# Ordinary words that end so, and words before an ending that name no place.
_ORDINARY = tuple(words("no_places"))
_ANY = frozenset(words("any_place"))
# 三个小区, 这条路: how many, not which.
_COUNTED = "个条块段座家处片"
_LONGEST = 8
_USUAL = 4


def find_places(text: str, detail: PlaceDetail, known: Collection[str] = ()) -> list[Change]:
    """What in a text is finer than a level, and what stands for it.

    known: names of bodies that are published as they are; nothing inside one is a place.
    """
    folded = fold(text)
    found = []
    for one in _find(folded.text, _SHOWN[detail], known):
        start, end = folded.original(one.start, one.end)
        found.append(Change(start, end, one.now))
    return found


def _find(text: str, shown: Level, known: Collection[str]) -> Iterator[Change]:
    untouched = [(one.start(), one.end()) for one in LAW.finditer(text)]
    for name in filter(None, known):
        untouched += [(one.start(), one.end()) for one in re.finditer(re.escape(name), text)]
    last = 0
    for end in _END.finditer(text):
        if any(start < end.end() and end.start() < stop for start, stop in untouched):
            continue
        begun = end.start() if end["ROOM"] else _begun(text, last, end)
        if begun is None:
            continue
        beside = begun == last > 0
        if not end["ROOM"] and Level[str(end.lastgroup)] <= shown:
            last = end.end()
            if house := _HOUSE.match(text, last):
                yield Change(last, house.end(), "")
                last = house.end()
            continue
        found = _DETAIL.match(text, end.end())
        last = found.end() if found else end.end()
        kind = "处" if end["ROOM"] else end[0].removesuffix("办事处")
        yield Change(begun, last, "" if beside else f"某{kind}")


def _begun(text: str, last: int, end: re.Match[str]) -> int | None:
    """Where the name before an ending begins; None where it is an ordinary word."""
    at = end.start()
    window = re.search(r"[\u4e00-\u9fff]*$", text[max(last, at - _LONGEST) : at])
    name = window[0] if window else ""
    if before := _BEFORE.match(name):
        name = name[before.end() :]
    elif len(name) == _LONGEST:
        name = name[-_USUAL:]
    if (
        not name
        or name in _ANY
        or name[0] == "某"
        or name[-1] in _COUNTED
        or f"{name}{end[0]}".endswith(_ORDINARY)
    ):
        return None
    return at - len(name)
