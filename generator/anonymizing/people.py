"""What stands for a person or a body, and how else a text may call whom the docket knows."""

import re
from collections.abc import Iterable, Mapping

from generator.masking import is_masked_name, looks_like_organisation
from generator.masking.fold import fold
from generator.masking.lattice import is_word
from generator.masking.lexicon import COMPOUND, SURNAMES
from generator.masking.literal import compacted
from generator.masking.nicknames import FAMILIAR
from generator.masking.readings import given_spellings, spellings

# Behind a surname: how a person is addressed.
TITLES = ("先生", "女士", "小姐", "师傅", "老师", "经理", "老板", "医生", "总", "哥", "姐", "叔", "姨", "婶", "嫂",
          "主任", "局长", "处长", "科长", "所长", "队长", "院长", "校长", "厂长", "站长", "村长", "书记")  # fmt: skip
# Behind a given name or its last character: 冲哥, 铁锤哥.
_KIN = ("哥", "姐", "叔", "姨", "婶", "嫂", "总")
# By what a character of a name is hidden, folded.
_MARKS = "某*×○"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
# What a firm's name says of its trade: the last of these words before its legal form.
_TRADE = re.compile(
    r"(食品|餐饮|生鲜|超市|便利|火锅|小吃|面|烧烤|奶茶|饮料|粮油|水产|水果|蔬菜|种植|养殖|饲料|种子|农药|化工|建材|建筑|建设|装饰|装修|劳务|物业|置业|房地产"
    r"|物流|运输|客运|货运|汽车|维修|机械|电子|电器|五金|纺织|服饰|印刷|包装|塑料|金属|环保|能源|燃气|医药|药|口腔|美容|美发|医疗|养老|教育|培训|文化|旅游|广告|网络"
    r"|科技|信息|商贸|贸易|商务|保洁|家政|废品|再生资源|加油|宾馆|酒店|民宿|网吧|娱乐|体育|健身)?(?:管理|服务|技术|销售|经营|工程|发展|实业|制品|用品|配送|批发|零售){0,2}"
    r"(有限责任公司|股份有限公司|有限公司|公司|合作社|经营部|门市部|服务部|批发部|工作室|事务所|门诊部|幼儿园|小学|中学|学校|医院|诊所|协会|基金会|超市|商店|饭店|餐厅|面馆|酒店|宾馆|药房|药店"
    r"|中心|集团|工厂|店|厂|场|馆|坊|行|铺|社|所|园|部|吧)(?:[(（][^()（）]*[)）])?$"
)


def surname_only(name: str) -> str:
    """张三 → 张某, 欧阳娜娜 → 欧阳某; a name of another people keeps its first sign, one in letters none; what is
    masked stays."""
    if is_masked_name(name):
        return name
    if not "\u3400" <= name[0] <= "\u9fff":
        return "某某"
    return f"{name[: len(split(fold(name).text)[0])]}某"


def by_trade(name: str) -> str:
    """明城市王建国食品店 → 某食品店: what a body is, without what it is called."""
    if name.startswith("某"):
        return name
    found = _TRADE.search(name)
    return f"某{found[0]}" if found else "某单位"


def stand_in(name: str, stand_ins: dict[str, str], shown: str = "") -> str:
    """What stands for a name: of two people never the same."""
    for other, now in stand_ins.items():
        if fold(other).text == fold(name).text:
            # 張偉 is 张伟, and no second person.
            stand_ins[name] = now
            break
    if name not in stand_ins:
        short = surname_only(name)
        taken = set(stand_ins.values())
        # The party's own mask is that of the first person with it.
        choices = [
            short,
            *(f"{short}{stem}" for stem in _STEMS),
            *(f"{short}{n}" for n in range(11, 100)),
        ]
        stand_ins[name] = next(one for one in choices if one not in taken)
    return stand_ins[name]


def spelt(stand_ins: Mapping[str, str]) -> dict[str, str]:
    """The people in Latin letters, each with what stands for them; 李娜 is not among them: lina is many things."""
    return {
        one: now
        for name, now in stand_ins.items()
        if _is_person(name) and len(name) > 2
        for one in spellings(name)
    }


def forms_of(names: Iterable[str]) -> dict[str, str]:
    """What else may mean one of these people, compact: a given name, a part of a foreign one, a half-masked one, a
    surname with a title, a name that is an ordinary word, a nickname, a name in Latin letters; each with the whole
    name."""
    found: dict[str, str] = {}
    for name in filter(_is_person, names):
        for form in _forms(name):
            if len(form) > 1:
                found.setdefault(compacted(form), name)
    return found


def _forms(name: str) -> list[str]:
    several = [one for one in re.split(r"[\s·•・]+", name) if len(one) > 1]
    if len(several) > 1:
        return several
    plain = fold(name).text
    surname, given = split(plain)
    last = given[-1:]
    forms = [given, *(f"{surname}{title}" for title in TITLES)]
    forms += [f"{familiar}{one}" for familiar in FAMILIAR for one in (surname, last) if one]
    forms += [f"{last}{kin}" for kin in _KIN if last]
    # 张某伟, 张*伟; of 张志伟 also 张志某.
    halves = [f"{{}}{last}"] + ([f"{given[0]}{{}}"] if len(given) > 1 else [])
    forms += [f"{surname}{half.format(mark)}" for half in halves for mark in _MARKS]
    forms += [plain] if is_word(plain) else []
    # Of a name of three characters only the given name is left to ask about.
    return [*forms, *given_spellings(plain), *(spellings(plain) if len(plain) == 2 else ())]


def split(plain: str) -> tuple[str, str]:
    """Surname and given name of a folded Chinese name."""
    found = re.match(COMPOUND, plain)
    at = found.end() if found and len(plain) > 2 else 1
    return plain[:at], plain[at:]


def together(cell: str) -> list[str]:
    """Who stands in a cell that should name one party: 郭靖、黄蓉; a firm has its marks in its name."""
    named = [part.strip() for part in re.split(r"[;；\n]", cell) if part.strip()]
    if len(named) == 1 and not looks_like_organisation(cell):
        for mark in (r"[、,，/]", r"\s+|[和与及]"):
            found = [part for part in re.split(mark, cell) if part]
            if len(found) > 1 and all(map(_is_whole, found)):
                return found
    return named


def _is_whole(name: str) -> bool:
    plain = fold(name.strip()).text
    return re.fullmatch("[\u3400-\u9fff]{2,4}", plain) is not None and plain[0] in SURNAMES


def called(text: str) -> str:
    """Whom a nickname means as far as it says: 小刘 is 刘某."""
    return f"{text[1]}某" if len(text) == 2 and text[0] in FAMILIAR else text


def _is_person(name: str) -> bool:
    return not looks_like_organisation(name) and not is_masked_name(name)
