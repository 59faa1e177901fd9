"""Names of natural persons, only where the sentence leaves no doubt.

A name is certain with something on both sides: a role, a preposition or the
beginning of a clause before it, and after it a word that follows a person.
The likely ones are left to the anonymizer, which asks.
"""

import re
from collections.abc import Iterator

from .lexicon import COMPOUND, GIVEN, NEVER_IN_NAMES, ORDINARY, SURNAMES, WORD_SURNAMES
from .spans import Found, Kind

_HAN = r"\u3400-\u9fff"
_SURNAME = "[" + "".join(sorted(SURNAMES | WORD_SURNAMES)) + "]"
# Words that are followed by the name of whoever holds the role.
_ROLES = (
    "当事人|被处罚人|被处罚对象|违法行为人|经营者|经营人|法定代表人|法人代表|法人|负责人|实际控制人|投资人|合伙人|股东|业主"
    "|执法人员|检查人员|办案人员|承办人|经办人|调查人|记录人|询问人|送达人|主办人|协办人|审核人"
    "|证人|见证人|举报人|投诉人|申请人|被申请人|第三人|被询问人|被调查人|行为人|嫌疑人|受害人|被害人|伤者|死者"
    "|委托代理人|代理人|被委托人|受委托人|委托人|监护人|联系人|收件人|收货人|签收人|承租人|出租人|房东|租户|车主|货主|船主|船长"
    "|员工|店员|职工|雇员|工人|服务员|收银员|厨师|保安|司机|驾驶员|驾驶人|经理|店长|厂长|老板|老板娘|店主|摊主|摊贩|会计(?!师)|出纳|医生|医师|护士|教师|老师"
    "|村民|居民|邻居|市民|消费者|顾客|患者|学生|个体户|个体工商户|个人|自然人|公民|男子|女子|男孩|女孩|儿童|同学|老乡|朋友"
    "|父亲|母亲|父母|妻子|丈夫|儿子|女儿(?!童)|配偶|哥哥|弟弟|姐姐|妹妹|亲戚|侄子|外甥|其父|其母|其妻|其夫|其子|其女|之子|之女|之妻|其弟|其兄|其姐|其妹"
    "|姓名|真实姓名|名叫|姓名为|自称|化名|同事|同伙|主任|科长|队长|局长|队员|民警|组长|副经理|管理员|质检员|采购员|业务员|送货员|快递员|买家|卖家|客户"
)
_ROLE = rf"(?:{_ROLES})(?:\([^()]{{1,12}}\))?(?P<glue>[:为是系叫(\[【“\" ]{{0,2}})"
# Prepositions before a person in the middle of a sentence.
_TO = r"(?:由|对|向|与|和|及|将|经|从|给|被|找|让|请|帮|替|跟|同|雇佣|雇用|聘用|聘请|委托|询问|联系|通知|约谈|指使|介绍)"
_CLAUSE = r"(?:^|[,。;:、!?(\n“”\" \])】])(?:其中|后|现|经查|另|此后|同时|随后|因|而|且|但|当日)?[,:]?"
_LEFT = re.compile(rf"(?:(?P<role>{_ROLE})|(?P<to>{_TO})|(?P<clause>{_CLAUSE}))(?={_SURNAME}[{_HAN}])")

# After a name: what only a person does or has …
_STRONG = (
    r"系|驾驶|驾车|醉酒|饮酒|酒后|擅自|涉嫌|违反|违法|违规|违章|未经|未取得|未按|未办|未在|未将|无证|无照|无故|称|陈述|承认|供述|表示"
    r"|经营(?!部|场所|范围|户|者|单位|项目|额|期限|许可|行)|从事|开设|开办|雇佣|雇用|购买|购进|购入|销售|出售|贩卖|租用|承租|租赁(?!站|公司|部)|出租|加工(?!厂|坊|店|部)|生产(?!厂|部)|制作"
    r"|使用|利用|持有|持(?=[^续])|携带|提供|出具|提出|签字|签名|签收|确认|名下|本人|先生|女士|同志|夫妇|夫妻|二人|两人|三人|四人"
    r"|\((?:男|女|身份|以下|系|另案|化名|公民|住|曾用|汉族|未成年)|[,、](?:男|女)(?=[,、。;]|性)|[,、](?:身份证|公民身份|汉族|\d{4}年\d{1,2}月\d{1,2}日(?:出)?生|\d{1,3}岁|住(?![宅房户])|现住|家住|户籍|电话|手机|联系电话|执法证)"
    r"|的(?:询问笔录|陈述|身份|住处|住所|手机|电话|妻子|丈夫|儿子|女儿(?!童)|父亲|母亲|名义|账户|银行|违法|行为|证言|讯问|驾驶证|委托|车|询问)"
    r"|名义|不服|拒不|拒绝|到场|在场|签署|送达|委托|收取|收受|支付|转账|运输|运送|堆放|倾倒|排放|丢弃|焚烧|捕捞|搭建|占用|占道|摆设|摆摊|张贴|散发|养殖|饲养"
    r"|殴打|盗窃|吸食|向(?=[^上前阳])|对(?=[^面])|把|将|受(?=[^理])|以(?!及|上|下|内|外)|自(?=20|19|\d)|至(?=20|\d)|于(?=20|19|\d|[上下]午|当|本|某|昨|今|凌|前|同)|因(?!子|素)|未(?=[^来])|已|曾|也|均|又|再次|多次|通过|联系|告知|主动|为(?:了|其|谋|逃|他|该|同|父|母|夫|兄|姐|朋|亲|法定|本|负)|找|来到|前往|进入|离开|作出|接受|配合|进行(?:了)?(?:询问|调查|检查|讯问|核实)|处(?=购|进|收|租|以|取|\d|,|。)|所(?=述|称|说|有|持|驾|经|在|开|售|销|购|作|为)"
    r"|在(?=[^于])|与(?=[^其否])|和(?=[^平谐])|组织|安排|指使|伙同|冒用|伪造|变造|转让|发布|拍摄|上传|开展|实施|办理|申请|递交|提交|领取|缴纳|死亡|受伤|报警|投诉|举报|反映|发现|负责|担任|打电话|说"
)
_SURE = re.compile(
    r"系|驾驶|驾车|醉酒|酒后|无证|擅自|涉嫌|先生|女士|\((?:男|女|身份|以下)|[,、](?:男|女)[,、。;]|[,、](?:身份证|公民身份|住|电话)"
    r"|称|陈述|承认|供述|经营|在|于20|因|未经|未取得|违反|名下|的(?:询问笔录|陈述|身份|妻子|儿子)"
)
# … and what may end a name after a role: the end, a mark, a small word.
_WEAK = r"$|[,。;、:)\]】”\"!?/\n ]|的|是|为|等|及|从|到|去|等人|之|有|作|要|让|于|进行|所|处|当"
_ANY_NAME = rf"(?:(?:{COMPOUND})[{_HAN}]{{1,2}}?|{_SURNAME}[{_HAN}]{{1,2}}?)"
_NAME = re.compile(
    rf"(?P<name>{_ANY_NAME})(?:(?={_STRONG})|(?=(?P<weak>{_WEAK})))"
)
# Names of other peoples (阿卜杜·热合曼), only after a role.
_DOTTED = re.compile(rf"(?:{_ROLE})(?P<name>[{_HAN}]{{2,6}}[·•・][{_HAN}]{{2,6}}?)(?={_STRONG}|{_WEAK})")
_MASK = "某*×＊○〇xX?"
# A list: the neighbour of a certain name is one, after it …
_NEXT = re.compile(rf"[、和与及](?P<name>{_ANY_NAME})(?=[,。;、)和与及等]|{_STRONG}|$)")
# … and before it.
_LIST = re.compile(rf"(?P<list>{_ANY_NAME}(?:[、和与及]{_ANY_NAME})+)(?={_STRONG}|等[二三四五]?人)")
_WHY = "自然人姓名"

_MASKED = re.compile(
    rf"(?:(?:{COMPOUND})|[{_HAN}])(?:[某*×＊○〇xXＸ]{{1,4}}|某{{0,2}}[甲乙丙丁戊己庚辛壬癸]|某[{_HAN}0-9])"
    rf"|某(?:某|[甲乙丙丁戊己庚辛壬癸])|[{_HAN}][*×＊○][{_HAN}]|[*×＊○]{{1,3}}[{_HAN}]{{1,2}}"
)
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
    if "·" in text or "•" in text or "・" in text:
        for match in _DOTTED.finditer(text):
            yield _found(match)


def is_masked_name(text: str) -> bool:
    """Whether a text is a name that shows no more than the surname (张某, 李某某, 崔**, 某甲)."""
    return _MASKED.fullmatch(text.strip()) is not None


def looks_like_organisation(text: str) -> bool:
    """Whether a text ends as names of firms, shops and bodies do."""
    name = text.strip().replace("（", "(").replace("）", ")")
    return len(name) > 3 and _ORGANISATION.search(name) is not None


def _split(listed: re.Match[str]) -> Iterator[Found]:
    """The names of a list, or none when one of them cannot be a name."""
    names = list(re.finditer(rf"[^、和与及]+", listed["list"]))
    if all(_is_given(name[0], strict=True) for name in names):
        for name in names:
            start = listed.start() + name.start()
            yield Found(start, start + len(name[0]), Kind.NAME, True, _WHY)


def _is_name(text: str, left: re.Match[str], match: re.Match[str]) -> bool:
    name = match["name"]
    if _starts_masked(text, match.end("name")):
        return False
    role = left["role"] is not None
    if match["weak"] is not None and not role:
        return False
    if name[0] in WORD_SURNAMES and not left["glue"]:
        # 向学生提供, 当事人曾因: the sentence must leave no other reading.
        if left["to"] or role or not _is_given(name, strict=True):
            return False
        return len(name) > 2 and _SURE.match(text, match.end("name")) is not None
    return _is_given(name, strict=not role)


def _is_given(name: str, *, strict: bool) -> bool:
    """Whether the characters after the surname can be a given name."""
    if name[:2] in ORDINARY:
        return False
    given = name[2:] if re.match(COMPOUND, name) and len(name) > 2 else name[1:]
    if strict:
        return all(char in GIVEN for char in given)
    return all(char not in NEVER_IN_NAMES for char in given)


def _starts_masked(text: str, at: int) -> bool:
    return text[at : at + 1] in tuple(_MASK)


def _found(match: re.Match[str]) -> Found:
    return Found(match.start("name"), match.end("name"), Kind.NAME, True, _WHY)
