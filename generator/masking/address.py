"""Home addresses. Where a business stands is a fact of the case and stays."""

import re
from collections.abc import Iterator

from .spans import Found, Kind

_NUMBER = r"(?:[0-9A-Za-z]{1,6}(?:-[0-9A-Za-z]{1,5}){0,3}|[一二三四五六七八九十百零〇]{1,5})"
_UNIT = r"(?:号楼|号院|号|幢|栋|座|单元|室|组|户|楼|层)"
_ESTATE = r"(?:小区|花园|公寓|家园|新村|[名花锦雅佳嘉怡]苑|公馆|华庭|豪庭|社区|宿舍|家属院|安置房|里弄|新苑|苑)"
_NAMED = rf"(?:[\u4e00-\u9fff]{{1,6}}{_ESTATE})?"
_DETAIL = rf"{_NUMBER}{_UNIT}(?:[ ,]?{_NAMED}{_NUMBER}{_UNIT}|[ ,]?(?:[0-9]{{1,4}}-)*[0-9]{{2,4}}(?![0-9年月日元.%])){{0,5}}"
# No address holds these; they begin what is said about the place.
_PLACE = r"(?![的了是该其被并且我你他说反未])[\u4e00-\u9fff0-9A-Za-z()]"
_NO_DWELLING = r"(?![宅户房宿院所址改持地进]|建(?:局|委|部|厅|筑|管|议|造|设(?:局|部|委|厅|和|主管|行政|管理)))"
# Who lives somewhere: a role with or without a name, or a masked name; 入住 a hotel is no home.
_WHO = (
    r"(?:当事人|被处罚人|处罚相对人|行为人|违法人员|经营者|负责人|法定代表人|投资人|业主|本人|嫌疑人)"
    r"[\u4e00-\u9fff·*×]{0,4}?(?:\([^()]{1,12}\))?(?<![入占抓堵拦挡遮盖罩围留记停锁卡压扣拉绑靠站])"
    r"|[某*×]|[其他她]"
)
# Words that say somebody lives there. A plain 住 is also in 住户, 住宅, 住房, 住建
# and 抓住: it counts only where a clause begins or after who lives there, and not before those.
_LIVES = re.compile(
    r"(?:家庭住址|家庭地址|家庭所在地|现住址|住址|现住地|居住地|户籍所在地|户籍地址|户籍地|户籍|户口所在地"
    r"|家住|现住|居住于|居住在|租住于|租住在|租住|暂住于|暂住在|暂住|居住的|住在|住于|其住处|住处|身份证地址"
    rf"|(?:^|(?<=[,。;、:(\n ])|{_WHO})住{_NO_DWELLING})"
    r"(?:地址|地)?[为是在于: ]{0,3}"
    rf"((?:{_PLACE}){{2,40}}?{_DETAIL})"
)
# 住所 is also the registered office of a firm: a person must look.
_OFFICE = re.compile(
    rf"(?:住所地?|(?:送达|通[讯信]|收货|收件|联系|邮寄)地址)[为是在于: ]{{0,3}}((?:{_PLACE}){{2,40}}?{_DETAIL})"
)
_STREET = r"(?:路|街|巷|弄|里|村|道|胡同|大道)"
# 碧桂园一期7栋: an estate whose name ends so, unless firms are there (科技园3幢).
_COURT = r"(?:(?<![业技创意贸流件药料])园|[府庭湾郡墅])(?=[0-9A-Za-z一二三四五六七八九十]{1,3}(?:期|区|幢|栋|号楼))"
# Without such a word: a flat in an estate (building and room), or any building
# with an entrance (单元) and a room, which offices do not have.
_FLAT = re.compile(
    rf"[\u4e00-\u9fff0-9]{{2,30}}?(?:{_ESTATE}|{_STREET}|{_COURT})"
    rf"(?:{_NUMBER}(?:号|弄|区|期))?[\u4e00-\u9fff]{{0,8}}?"
    rf"{_NUMBER}(?:幢|栋|号楼|座|号|楼)-?(?:({_NUMBER}单元)|(?:{_NUMBER}(?:梯|层|楼))?)-?{_NUMBER}(?:室|户|房)"
)
# A flat in short: 幸福小区3-2-501, 幸福小区3幢501. Of two numbers the second must be a room's: 3-5 counts buildings.
_SHORT_FLAT = re.compile(
    rf"[\u4e00-\u9fff0-9]{{2,30}}?{_ESTATE}(?:{_NUMBER}(?:区|期))?[ ,]?"
    r"(?:([0-9A-Za-z]{1,4}-[0-9A-Za-z]{1,3}-[0-9]{3,4})"
    r"|[0-9A-Za-z]{1,4}-[0-9]{3,4}|[0-9A-Za-z]{1,4}(?:幢|栋|座|号楼)(?:[0-9]{1,2}-)?[0-9]{3,4})室?"
    r"(?![0-9A-Za-z年月日元号幢栋座.%-]| ?(?:多|余|户|个|间|套|米|平|名|人|台|只|件|次))"
)
# A house in a village, which may be a shop as well.
_VILLAGE = re.compile(
    rf"(?:^|(?<=[,。;、: (]))[\u4e00-\u9fff]{{1,12}}(?:镇|乡|街道)[\u4e00-\u9fff]{{1,6}}村(?:{_NUMBER}组)?{_NUMBER}号"
)
# A house by its group (柳树村5组32号): only homes are counted so, but some trade at home.
_GROUP_HOUSE = re.compile(
    rf"[\u4e00-\u9fff]{{2,14}}?(?:村|屯|社区){_NUMBER}(?:村民)?(?:小组|组|社|队){_NUMBER}号"
    r"(?!的?(?:商[铺店]|门[店面]|店|厂|仓库|摊位|作坊|养殖场))"
)
# What is said before a place and is no part of it.
_CUT = re.compile(
    r"^.*(?:位于|坐落于|[在于到至往从由将对向把即的了]|退回|送回|返回|租给|卖给|交给|寄给|反映|投诉|举报|进入|前往|检查|发现|查获|查封|地址)"
)
_AT = re.compile("位于|坐落|[在到往从由对将向的]")
_BUSINESS = re.compile(
    r"(?:经营场所|经营地址|注册地址|营业场所|公司|仓库|厂|店|办公|开设|开办|商铺|注册地|登记地)[^。;]{0,12}$"
)
_DIGIT_UNIT = re.compile(rf"[0-9A-Za-z一二三四五六七八九十百零〇]{_UNIT}")
_IN_ESTATE = re.compile(_ESTATE)
_BEFORE = 24


def find_addresses(text: str) -> Iterator[Found]:
    """Home addresses in a folded text.

    Certain where the words say that somebody lives there, down to a house
    number, or where the place is a flat; a road with a number alone is none.
    """
    if _DIGIT_UNIT.search(text):
        yield from _long_addresses(text)
    if _IN_ESTATE.search(text):
        yield from _short_flats(text)


def _long_addresses(text: str) -> Iterator[Found]:
    for match in _LIVES.finditer(text):
        yield Found(match.start(1), match.end(1), Kind.ADDRESS, True, "家庭住址")
    for match in _OFFICE.finditer(text):
        yield Found(match.start(1), match.end(1), Kind.ADDRESS, False, "住所地址")
    for match in _VILLAGE.finditer(text):
        if not _AT.search(match[0]) and not _BUSINESS.search(
            text[max(0, match.start() - _BEFORE) : match.start()]
        ):
            start, _ = _home(text, match)
            yield Found(start, match.end(), Kind.ADDRESS, False, "形似村居地址")
    for match in _GROUP_HOUSE.finditer(text):
        start, business = _home(text, match)
        if not business:
            yield Found(start, match.end(), Kind.ADDRESS, False, "形似村居地址")
    for match in _FLAT.finditer(text):
        start, business = _home(text, match)
        estate = _IN_ESTATE.search(match[0]) is not None
        if match[1] or (estate and not business):
            yield Found(start, match.end(), Kind.ADDRESS, True, "住宅地址（到室）")
        elif not business:
            yield Found(start, match.end(), Kind.ADDRESS, False, "形似住宅地址（到室）")


def _short_flats(text: str) -> Iterator[Found]:
    """Flats without the word for a room; certain with building, entrance and room."""
    for match in _SHORT_FLAT.finditer(text):
        start, business = _home(text, match)
        if not business:
            certain = match[1] is not None
            why = "住宅地址（到室）" if certain else "形似住宅地址（到室）"
            yield Found(start, match.end(), Kind.ADDRESS, certain, why)


def _home(text: str, match: re.Match[str]) -> tuple[int, bool]:
    """Where the place itself begins, and whether the words before say that a business is there."""
    start = match.start()
    cut = _CUT.match(match[0])
    if cut and cut.end() < len(match[0]) - 6:
        start += cut.end()
    before = text[max(0, match.start() - _BEFORE) : start]
    return start, _BUSINESS.search(before) is not None
