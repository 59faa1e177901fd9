"""Names of natural persons, only where the sentence leaves no doubt.

A name is certain with something on both sides: a role, a preposition or the
beginning of a clause before it, and after it a word that follows a person.
The likely ones are left to the anonymizer, which asks.
"""

import re
from collections.abc import Iterator

from .fold import fold
from .lexicon import (
    BEGINNINGS,
    COMPOUND,
    GIVEN,
    GRAMMAR_SURNAMES,
    LONGER,
    NEVER_IN_NAMES,
    ORDINARY,
    SURNAMES,
    WORD_SURNAMES,
    words,
)
from .spans import Found, Kind

_HAN = r"\u3400-\u9fff"
_SURNAME = "[" + "".join(sorted(SURNAMES | WORD_SURNAMES)) + "]"
# Words that are followed by the name of whoever holds the role.
_ROLES = "|".join((*words("roles"), r"会计(?!师)", r"女儿(?!童)"))
_ROLE = rf"(?:{_ROLES})(?:\([^()]{{1,12}}\))?(?P<glue>[:为是系叫(\[【“\" ]{{0,2}})"
# Prepositions before a person in the middle of a sentence.
_TO = r"(?:由|对|向|与|和|及|将|经|从|给|被|找|让|请|帮|替|跟|同|雇佣|雇用|聘用|聘请|委托|询问|联系|通知|约谈|指使|介绍)"
_CLAUSE = (
    r"(?:^|[,。;:、!?(\n“”\" \])】])(?:其中|后|现|经查|另|此后|同时|随后|因|而|且|但|当日)?[,:]?"
)
_LEFT = re.compile(
    rf"(?:(?P<role>{_ROLE})|(?P<to>{_TO})|(?P<clause>{_CLAUSE}))(?={_SURNAME} {{0,2}}[{_HAN}]|(?:{COMPOUND})[{_HAN}])"
)

# After a name: what only a person does or has …
_STRONG = "|".join(
    (
        *words("deeds"),
        r"经营(?!部|场所|范围|户|者|单位|项目|额|期限|许可|行)",
        r"租赁(?!站|公司|部)",
        r"加工(?!厂|坊|店|部)",
        r"生产(?!厂|部)",
        r"持(?=[^续])",
        r"\((?:男|女|身份|以下|系|另案|化名|公民|住|曾用|汉族|未成年)",
        r"[,、](?:男|女)(?=[,、。;]|性)",
        r"[,、](?:身份证|公民身份|汉族|\d{4}年\d{1,2}月\d{1,2}日(?:出)?生|\d{1,3}岁|住(?![宅房户])|现住|家住|户籍|电话|手机|联系电话|执法证)",
        r"的(?:询问笔录|陈述|身份|住处|住所|手机|电话|妻子|丈夫|儿子|女儿(?!童)|父亲|母亲|名义|账户|银行|违法|行为|证言|讯问|驾驶证|委托|车|询问)",
        r"向(?=[^上前阳])",
        r"对(?=[^面])",
        r"受(?=[^理])",
        r"以(?!及|上|下|内|外)",
        r"自(?=20|19|\d)",
        r"至(?=20|\d)",
        r"于(?=20|19|\d|[上下]午|当|本|某|昨|今|凌|前|同)",
        r"因(?!子|素)",
        r"未(?=[^来])",
        r"为(?:了|其|谋|逃|他|该|同|父|母|夫|兄|姐|朋|亲|法定|本|负)",
        r"进行(?:了)?(?:询问|调查|检查|讯问|核实)",
        r"处(?=购|进|收|租|以|取|\d|,|。)",
        r"所(?=述|称|说|有|持|驾|经|在|开|售|销|购|作|为)",
        r"在(?=[^于])",
        r"与(?=[^其否])",
        r"和(?=[^平谐])",
        r"不(?=[^同])",
        r"仍(?=[^然])",
        r"的(?:家长|父母|店|个人)",
        r"用(?=[^品于途])",
    )
)
_PERSONAL = re.compile(
    r"先生|女士|\((?:男|女|身份|以下)|[,、](?:男|女)[,、。;]|[,、](?:身份证|公民身份)"
)
_SURE = re.compile(
    r"系|驾驶|驾车|醉酒|酒后|无证|擅自|涉嫌|先生|女士|\((?:男|女|身份|以下)|[,、](?:男|女)[,、。;]|[,、](?:身份证|公民身份|住|电话)"
    r"|称|陈述|承认|供述|经营|在|于20|因|未经|未取得|违反|名下|的(?:询问笔录|陈述|身份|妻子|儿子)"
)
# … and what may end a name after a role: the end, a mark, a small word.
_WEAK = r"$|[,。;、:)\]】”\"!?/\n ]|的|是|为|等|及|从|到|去|等人|\((?=签|捺|手印|盖章)|之(?=[子女妻夫父母兄弟姐妹侄孙媳婿])|有|作|要|让|于|进行|所|处|当"
_ANY_NAME = rf"(?:(?:{COMPOUND})[{_HAN}]{{1,2}}?|{_SURNAME}[{_HAN}]{{1,2}}?)"
# Forms stretch names to the width of a column (张 伟).
_SPACED = rf"{_SURNAME} {{1,2}}[{_HAN}](?: {{1,2}}(?![男女])[{_HAN}])?"
_NAME = re.compile(rf"(?P<name>{_ANY_NAME}|{_SPACED})(?:(?={_STRONG})|(?=(?P<weak>{_WEAK})))")
_MASK = "某*×＊○〇xX?"
# A list: the neighbour of a certain name is one, after it …
_NEXT = re.compile(rf"[、和与及](?P<name>{_ANY_NAME}|{_SPACED})(?=[,。;、)和与及等]|{_STRONG}|$)")
# … and before it.
_LIST = re.compile(
    rf"(?P<list>{_ANY_NAME}(?:[、和与及]{_ANY_NAME}){{1,9}})(?={_STRONG}|等[二三四五]?人)"
)
# 陈先生 shows no more than a masked name does.
_TITLES = frozenset(
    ("先生", "女士", "小姐", "师傅", "老师", "同志", "经理", "医生", "主任", "律师")
)
_NEVER = NEVER_IN_NAMES - GIVEN
# 江海路在修, 孟河镇在建: no name ends so.
_PLACES = frozenset("路镇庄湾")
_WHY = "自然人姓名"

_MASKED = re.compile(
    rf"(?:(?:{COMPOUND})|[{_HAN}])(?:[某*×＊○〇xXＸ]{{1,4}}|某{{0,2}}[甲乙丙丁戊己庚辛壬癸]|某[{_HAN}0-9])"
    rf"|某(?:某|[甲乙丙丁戊己庚辛壬癸])|[{_HAN}][*×＊○][{_HAN}]|[*×＊○]{{1,3}}[{_HAN}]{{1,2}}"
)
_HIDDEN = re.compile(rf"(?P<surname>{COMPOUND}|[{_HAN}])(?P<hidden>[*×○xX][{_HAN}*×○xX]{{0,3}})")
_ORGANISATION = re.compile(
    r"(?:公司|集团|企业|店|厂|场|中心|合作社|经营部|门市部|服务部|批发部|营业部|工作室|事务所|分所|研究所|商行|车行|商店|超市|商场|酒店|宾馆|旅馆|饭店"
    r"|餐厅|餐馆|食堂|酒楼|酒家|茶楼|茶馆|咖啡馆|面馆|酒吧|医院|诊所|门诊部|卫生院|卫生室|药房|药店|学校|小学|中学|大学|学院|幼儿园|培训部|银行|支行|分行|协会|学会|商会"
    r"|联合会|基金会|委员会|居委会|村委会|合伙|社|行|坊|馆|铺|庄|阁|轩|吧|部|站|摊|队|院|局|所|园|会所|会馆|大厦|市场|俱乐部|农场|加工点|网吧|KTV|电商|店铺|屋)"
    r"(?:\([^()]*\))?$"
)


def find_names(text: str) -> Iterator[Found]:
    """Certain names in a folded text; masked ones (张某, 崔**) are none."""
    end = 0
    for left in _LEFT.finditer(text):
        if left.end() < end:
            continue
        listed = _LIST.match(text, left.end())
        if listed and (names := list(_split(listed))):
            end = listed.end()
            yield from names
            continue
        match = _NAME.match(text, left.end())
        if match is None or not _is_name(text, left, match):
            continue
        end = match.end("name")
        yield _found(match)
        while following := _NEXT.match(text, end):
            if not _is_given(following["name"], strict=True):
                break
            end = following.end("name")
            yield _found(following)


def is_masked_name(text: str) -> bool:
    """Whether a text is a name that shows no more than the surname (张某, 李某某, 崔**, 某甲)."""
    return _MASKED.fullmatch(fold(text.strip()).text) is not None


def standard_mask(text: str) -> str:
    """A name that signs hide as it is written here: 赵*, 赵XX, 赵*明 → 赵某, 赵某某, 赵某某; any other text as it is."""
    shown = _HIDDEN.fullmatch(fold(text.strip()).text)
    if shown is None or not is_masked_name(text):
        return text
    return f"{shown['surname']}{'某' * min(len(shown['hidden']), 2)}"


def looks_like_organisation(text: str) -> bool:
    """Whether a text ends as names of firms, shops and bodies do."""
    name = text.strip().replace("（", "(").replace("）", ")")
    return len(name) > 3 and _ORGANISATION.search(name) is not None


def _split(listed: re.Match[str]) -> Iterator[Found]:
    """The names of a list, or none when one of them cannot be a name."""
    names = list(re.finditer(r"[^、和与及]+", listed["list"]))
    if all(_is_given(name[0], strict=True) for name in names):
        for name in names:
            start = listed.start() + name.start()
            yield Found(start, start + len(name[0]), Kind.NAME, True, _WHY)


def _is_name(text: str, left: re.Match[str], match: re.Match[str]) -> bool:
    name = match["name"].replace(" ", "")
    spaced = name != match["name"]
    if _starts_masked(text, match.end("name")):
        return False
    role = left["role"] is not None
    if left["to"] and name[:2] in BEGINNINGS:
        return False
    if (spaced or match["weak"] is not None) and not role:
        return False
    if name[0] in WORD_SURNAMES and not left["glue"] and not spaced:
        # 向学生提供, 当事人曾因: the sentence must leave no other reading.
        if left["to"] or len(name) < 3 or not _is_given(name, strict=True):
            return False
        if role and name[0] not in GRAMMAR_SURNAMES:
            return match["weak"] is None
        follows = _PERSONAL if role else _SURE
        return follows.match(text, match.end("name")) is not None
    return _is_given(name, strict=spaced or not role)


def _is_given(name: str, *, strict: bool) -> bool:
    """Whether the characters after the surname can be a given name."""
    name = name.replace(" ", "")
    if name[:2] in ORDINARY or name[1:] in _TITLES:
        return False
    given = name[2:] if re.match(COMPOUND, name) and len(name) > 2 else name[1:]
    if not _NEVER.isdisjoint(given) or name[-1] in _PLACES:
        return False
    if not strict:
        return True
    # 麦冬, 温岭: what is a word whole is a name only after a role.
    if name in BEGINNINGS or name in LONGER:
        return False
    # Of two characters one may be rare: nobody has a list of all that parents choose.
    enough = any if len(given) == 2 and name[0] in SURNAMES - WORD_SURNAMES else all
    return enough(char in GIVEN for char in given)


def _starts_masked(text: str, at: int) -> bool:
    return text[at : at + 1] in tuple(_MASK)


def _found(match: re.Match[str]) -> Found:
    return Found(match.start("name"), match.end("name"), Kind.NAME, True, _WHY)
