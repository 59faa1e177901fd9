"""Names of natural persons that are only likely: what speaks for one and against it, weighed.

Every run of two to four characters that begins with a surname is a candidate. What stands before it, what
follows, what it is made of and which ordinary words it could be part of each add to its weight or take from
it; a candidate above THRESHOLD is a question to a person, never a verdict.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .lattice import Clause, surnames
from .lexicon import (
    ALSO_GIVEN,
    BEGINNINGS,
    COMMON_IN_GIVEN,
    COMPOUND,
    DOUBTFUL_SURNAMES,
    ENDINGS,
    GIVEN,
    GRAMMAR_SURNAMES,
    LONGER,
    NEVER_IN_NAMES,
    OPENINGS,
    RARE_SURNAMES,
    SELDOM_SURNAMES,
    SURNAMES,
    WORD_SURNAMES,
    words,
)
from .spans import Found, Kind

THRESHOLD = 0.8
_KNOWN = SURNAMES | WORD_SURNAMES | RARE_SURNAMES
# Of so few people the surname that they would only be words of grammar.
_SINGLE = (_KNOWN | {name for name in surnames() if len(name) == 1}) - frozenset(
    "从和都那的不是有在了我这他你们就说也一"
)
_DOUBLE = frozenset(COMPOUND.split("|"))
_START = re.compile("[" + "".join(sorted(_SINGLE | {name[0] for name in _DOUBLE})) + "]")
_GIVEN = GIVEN | ALSO_GIVEN
# 其, 名, 则, 年 are words, and stand in names all the same (钱其琛, 余则成).
_NEVER = NEVER_IN_NAMES - _GIVEN - frozenset("其名为令里则以年处市太")
_PLACE_ENDS = frozenset("路镇县街村庄湾港沟屯岭桥区市河苑科")
_PREPOSITIONS = frozenset("向应")
_LIST_MARKS = frozenset("、,和与及 /;")
_QUOTES = frozenset("“”\"'「」『』《》<>")
_MASK = frozenset("某*×＊○〇?")
# What stands between a role and the name after it, and what a name follows more seldom than it follows a mark.
_GLUE = frozenset(': (“"[【')
_WHENCE = frozenset("从在到至自往于")
_TIMES = frozenset("日时许分月午晚晨后前")
_PARTICLES = frozenset("的了着过")

_ROLES = frozenset(words("roles"))
_ROLE_ENDS = frozenset("人员者长师工民户妻夫子女父母兄弟姐妹友方手")
_ROLE_WORDS = frozenset(words("role_words"))
_INTRODUCERS = tuple(words("introducers"))
_MARKS = frozenset(",.。;:、!?()[]{}<>\"'“”‘’「」『』【】《》/|—-… \t\n　")
_DEEDS = tuple(words("deeds"))
_MORE_DEEDS = tuple(words("more_deeds"))
# What a person does or is in one character, where no word is known.
_VERBS = frozenset(
    "租借拿打找带装拆运拉停挖砍养杀骗偷抢追跑走站坐躺看听想写签付欠还退换修建盖开进出上下回过起接报告供违涉醉酒驾乘拒阻殴伤死病应可能会要愿敢肯须需"
    "常总只仅刚正先便即却竟亦遂乃皆俱各互独亲自私擅非勿很最太更较越共全从为以所与跟同比另两这那此每该"
)
_TITLES = ("先生", "女士", "小姐", "同志", "老师", "师傅", "律师", "经理", "医生", "大夫", "警官", "主任", "科长", "局长", "处长", "队长", "所长", "老板", "教授", "夫妇", "夫妻", "父子", "母女", "兄弟", "姐妹", "本人", "等人", "二人", "两人", "三人", "四人", "一家", "书记", "村长", "校长", "院长", "厂长", "站长", "董事长", "主席", "老汉", "大爷", "大娘", "阿姨")  # fmt: skip
_PLACES = tuple(words("places"))
_GENDER = re.compile(
    r"[(,、 ][男女](?:[),。、;: ]|性)|[(,](?:身份证|公民身份|\d{2,3}岁|住|汉族|[\u4e00-\u9fff]{1,3}族)"
)
# The characters by which names of other languages are written.
_SOUNDS = (
    "阿艾爱安昂奥巴白拜班邦包宝保贝本比彼边别宾波伯博布查昌川茨次措达大代戴丹旦当道德登狄迪蒂丁顶东杜顿多铎朵恩尔法凡范菲费芬冯佛弗夫伏福盖甘冈戈哥格葛根古果哈海罕"
    "不都合汉豪赫黑亨洪胡华怀惠霍基吉纪加嘉贾简姜杰金津久居卡坎康考柯科克肯孔库扩拉莱兰朗劳勒雷蕾黎李里丽利莉力连列林琳刘留龙隆卢鲁路露伦罗洛吕马玛迈麦曼芒茅梅门蒙孟米"
    "密敏明摩莫墨默姆木穆拿娜纳乃奈南内妮尼涅宁牛纽努诺欧帕潘庞培佩彭皮平蒲普齐奇契恰乔切钦琼丘曲热仁日茹瑞若撒萨塞赛桑瑟森沙山珊尚舍申沈生胜圣施什石史士舒丝斯思松"
    "苏素孙索塔台泰坦汤唐陶特腾提滕田铁汀廷通图吐托瓦瓦娃万汪旺威韦维卫温文翁沃乌伍武西希席锡夏香小肖谢欣辛兴休许雪逊雅亚延扬耶叶伊依以因殷英尤于约扎泽曾詹张哲珍芝"
    "江堆治智朱卓孜兹子宗佐力提买吾甫孜肉珠央嘎吐嘛喇珀翰斐玮薇莎茜蒂黛妲卜音汗奴牙生玉甲洛增贡结才让尕藏合义司且赞嘉措次顿钦绕旦"
)
_DOT = re.compile("[·•・]")
_DOTTED = re.compile(rf"[{_SOUNDS}]{{1,9}}(?:[·•・][{_SOUNDS}]{{1,8}}){{1,3}}")
_SOUNDED = re.compile(rf"[{_SOUNDS}]{{3,7}}")
# What such a name has to spare: by less, the signs are words after all.
SURE = 3.5
_COUNT = re.compile(r"等[\d一二三四五六七八九十余多几]*[人名]")

HOPELESS = -9.0
"""Below this gain ordinary words are so likely that nothing around them makes a name of them."""
# Between which gains of the words lattice a further one adds how much.
GAINS: tuple[tuple[float, float, float], ...] = (
    (-14, -8, 3.0),
    (-8, -4, 2.9),
    (-4, 0, 0.8),
    (0, 4, 0.8),
    (4, 8, 1.6),
    (8, 14, 1.1),
)
# What each sign adds: fitted like the gains (tests/support/detection/fit.py), rounded; `listed` is set by hand.
LISTED = "listed"
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "after:deed": 0.8,
        "after:mark": -1.2,
        "after:more": -0.5,
        "after:opening": -0.8,
        "after:other": -3.6,
        "after:person": 0.6,
        "after:place": -3.5,
        "after:sign": -2.1,
        "after:title": 0.8,
        "after:verb": -2.2,
        "before:introducer": -1.3,
        "before:mark": -1.4,
        "before:other": -3.1,
        "before:particle": -2.2,
        "before:person": -0.3,
        "before:person+mark": 0.1,
        "before:quoted": -1.7,
        "before:role": 0.4,
        "before:role+mark": 0.9,
        "before:time": -2.1,
        "before:whence": -2.7,
        "before:word": -1.9,
        "given:common": -1.4,
        "given:common+common": 0.9,
        "given:common+given": 0.6,
        "given:common+strange": -2.1,
        "given:doubled": 0.8,
        "given:given": -1.0,
        "given:given+given": 0.7,
        "given:given+strange": -2.4,
        "given:strange": -4.4,
        "given:strange+strange": -2.6,
        "listed": 1.4,
        "surname:double": -0.0,
        "surname:doubtful": -1.0,
        "surname:grammar": -0.9,
        "surname:plain": -1.4,
        "surname:preposition": -1.2,
        "surname:rare": -0.2,
        "surname:role": -2.0,
        "surname:seen": -4.3,
        "surname:seldom": -0.7,
        "word:begins1": -4.2,
        "word:begins2": -2.7,
        "word:crosses": -1.6,
        "word:house": -1.2,
        "word:inside": -0.5,
        "word:longer": -3.6,
        "word:phrase": -0.5,
        "word:place": -5.5,
        "word:title": -0.5,
    }
)


def find_likely_names(text: str, taken: list[tuple[int, int]]) -> Iterator[Found]:
    """Likely names in a folded text outside the places taken already, which may stand in a list with them."""
    covered = _Covered(text, taken)
    left = list(_candidates(text, covered))
    while left:
        # The heaviest first: of two readings that overlap the better one stays.
        left.sort(key=lambda one: (-one[0], one[1]))
        for points, start, end in left:
            if points > THRESHOLD and covered.take(start, end):
                yield Found(start, end, Kind.NAME, False, "形似自然人姓名")
        # What stands in a list with a name is one more easily; that may be true of its neighbour in turn.
        near = [
            (points + WEIGHTS[LISTED], start, end)
            for points, start, end in left
            if points <= THRESHOLD and covered.is_next(start, end)
        ]
        left = [one for one in near if one[0] > THRESHOLD]


class _Covered:
    """The places of a text that are names already."""

    def __init__(self, text: str, taken: list[tuple[int, int]]) -> None:
        self.text = text
        self.inside = bytearray(len(text))
        self.starts: set[int] = set()
        self.ends: set[int] = set()
        for start, end in taken:
            self.take(start, end)

    def is_free(self, start: int, end: int) -> bool:
        return not any(self.inside[start:end])

    def take(self, start: int, end: int) -> bool:
        """Cover a place; False where part of it is covered already."""
        if not self.is_free(start, end):
            return False
        self.inside[start:end] = b"\1" * (end - start)
        self.starts.add(start)
        self.ends.add(end)
        return True

    def is_next(self, start: int, end: int) -> bool:
        """Whether only a list's mark stands between a place and a name."""
        before = start > 1 and self.text[start - 1] in _LIST_MARKS and start - 1 in self.ends
        return before or (self.text[end : end + 1] in _LIST_MARKS and end + 1 in self.starts)


def _candidates(text: str, covered: _Covered) -> Iterator[tuple[float, int, int]]:
    """What could be a name outside the places covered, with its weight."""
    clauses = _Clauses(text)
    for start, end in _places(text, covered):
        gain = clauses.gain(start, end)
        if gain > HOPELESS:
            yield weight(signs(text, start, end)) + gained(gain), start, end


def weighed(text: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int, list[str], float]]:
    """Every place that could be a name outside those taken, with its signs and its gain: what weights are fitted to."""
    clauses = _Clauses(text)
    for start, end in _places(text, _Covered(text, taken)):
        yield start, end, signs(text, start, end), clauses.gain(start, end)


def _places(text: str, covered: _Covered) -> Iterator[tuple[int, int]]:
    for match in _START.finditer(text):
        for end in lengths(text, match.start()):
            if covered.is_free(match.start(), end):
                yield match.start(), end


def find_sounded_names(text: str) -> Iterator[Found]:
    """Likely names of other peoples in one word in a folded text (库尔班, 才旦卓玛): signs for sounds, which no
    ordinary words explain, where only a person stands. A medicine (克伦特罗) has the same signs, and does nothing."""
    clauses = _Clauses(text)
    for match in _SOUNDED.finditer(text):
        start, end = match.span()
        before, after = stands_behind(text, start, end), follows(text, end)
        spared = clauses.sounds(start, end)
        acts = not after.isdisjoint({"after:deed", "after:title", "after:person"}) or (
            "after:more" in after and spared > 2 * SURE
        )
        role = not before.isdisjoint({"before:role", "before:role+mark"})
        stands = role or not before.isdisjoint({"before:mark", "before:introducer"})
        if ((acts and stands) or (role and "after:mark" in after)) and clauses.sounds(
            start, end
        ) > SURE:
            yield Found(start, end, Kind.NAME, False, "音译的自然人姓名")


class _Clauses:
    """The clauses of a text, each made into a lattice when it is first asked about."""

    def __init__(self, text: str) -> None:
        self.text = text
        marks = (at + 1 for at, char in enumerate(text) if char in _MARKS)
        self.starts = sorted({0, *marks, len(text)})
        self.known: dict[int, Clause] = {}

    def gain(self, start: int, end: int) -> float:
        """What reading a name at a place spares (`Clause.gain`)."""
        clause, first = self._around(start, end)
        given = start + _surname(self.text, start)
        return clause.gain(start - first, given - first, end - first)

    def sounds(self, start: int, end: int) -> float:
        """What reading signs for sounds at a place spares (`Clause.sounds`)."""
        clause, first = self._around(start, end)
        return clause.sounds(start - first, end - first)

    def _around(self, start: int, end: int) -> tuple[Clause, int]:
        """The clause around a place, and where it begins."""
        number = bisect(self.starts, start) - 1
        first, last = self.starts[number], self.starts[number + 1]
        clause = self.known.get(first)
        if clause is None:
            clause = self.known[first] = Clause(self.text[first:last])
        return clause, first


def find_dotted_names(text: str) -> Iterator[Found]:
    """Names of other peoples in a folded text: 买买提·艾力, 约翰·史密斯; certain after a role."""
    if not _DOT.search(text):
        return
    for match in _DOTTED.finditer(text):
        # 护士阿依古丽: the first sign can be the role's last one.
        start = match.start() + (_role(text, match.start() + 1) == "role")
        certain = names_a_person(text, start)
        yield Found(start, match.end(), Kind.NAME, certain, "音译的自然人姓名")


def lengths(text: str, start: int) -> Iterator[int]:
    """Where a name that begins here may end: one or two characters after the surname."""
    surname = _surname(text, start)
    if surname == 1 and text[start] not in _SINGLE:
        return
    for given in (1, 2):
        end = start + surname + given
        name = text[start + surname : end]
        if len(name) < given or not all("\u3400" <= char <= "\u9fff" for char in name):
            return
        if not _NEVER.isdisjoint(name):
            return
        if text[end : end + 1] not in _MASK:
            yield end


def _surname(text: str, start: int) -> int:
    """How many characters the surname has that begins here."""
    return 2 if text[start : start + 2] in _DOUBLE else 1


def gained(gain: float) -> float:
    """What a gain of the lattice adds to a candidate."""
    return sum(
        points * max(0.0, min(gain, upper) - lower) / (upper - lower)
        for lower, upper, points in GAINS
    )


def weight(found: list[str]) -> float:
    """What the signs of a candidate add up to."""
    return sum(WEIGHTS.get(sign, 0.0) for sign in found)


def signs(text: str, start: int, end: int) -> list[str]:
    """Every sign for and against a candidate, by name."""
    return [*_made_of(text, start, end), *_before(text, start, end), *_after(text, end)]


def _made_of(text: str, start: int, end: int) -> Iterator[str]:
    surname = text[start : start + 2] if text[start : start + 2] in _DOUBLE else text[start]
    given = text[start + len(surname) : end]
    if len(surname) == 2:
        yield "surname:double"
    elif start and surname in _ROLE_ENDS and text[start - 1] not in _MARKS:
        yield "surname:role"
    elif surname in _PREPOSITIONS:
        yield "surname:preposition"
    elif surname in GRAMMAR_SURNAMES:
        yield "surname:grammar"
    elif surname in SELDOM_SURNAMES:
        yield "surname:seldom"
    elif surname in WORD_SURNAMES or surname in DOUBTFUL_SURNAMES:
        yield "surname:doubtful"
    elif surname in RARE_SURNAMES:
        yield "surname:rare"
    elif surname not in _KNOWN:
        yield "surname:seen"
    else:
        yield "surname:plain"
    kinds = [
        "common" if c in COMMON_IN_GIVEN else "given" if c in _GIVEN else "strange" for c in given
    ]
    yield f"given:{'+'.join(sorted(kinds))}"
    if len(given) == 2 and given[0] == given[1]:
        yield "given:doubled"
    if text[start : start + 2] in BEGINNINGS and len(surname) == 1:
        yield f"word:begins{len(given)}"
        if surname not in SURNAMES or surname in DOUBTFUL_SURNAMES:
            yield "word:phrase"
    if any(text[start : start + length] in LONGER for length in (3, 4)):
        yield "word:longer"
    if text[end - 1 : end + 1] in OPENINGS and text[end : end + 2] not in OPENINGS:
        yield "word:crosses"
    if text[end - 1] in _PLACE_ENDS:
        yield "word:place"
    elif text[start + 1] == "家":
        yield "word:house"
    if text.rfind("《", 0, start) > text.rfind("》", 0, start):
        yield "word:title"
    if len(given) == 2 and (given in BEGINNINGS or given in OPENINGS):
        yield "word:inside"
        if surname in GRAMMAR_SURNAMES or surname in SELDOM_SURNAMES:
            yield "word:phrase"


def _before(text: str, start: int, end: int) -> Iterator[str]:
    at = _glue(text, start)
    glued = at < start
    word = _role(text, at)
    if word:
        yield f"before:{word}{'+mark' if glued else ''}"
        return
    if text[start - 1 : start] in _QUOTES and text[end : end + 1] in _QUOTES and start:
        yield "before:quoted"
    if text[start - 1 : start + 1] in ENDINGS and start:
        yield "before:word"
    if start == 0 or text[start - 1] in _MARKS:
        yield "before:mark"
    elif text[start - 1] in _WHENCE and text[start - 2 : start] not in ENDINGS:
        yield "before:whence"
    elif text[:start].endswith(_INTRODUCERS):
        yield "before:introducer"
    elif text[start - 1].isdigit() or text[start - 1] in _TIMES:
        yield "before:time"
    elif text[start - 1] in _PARTICLES:
        yield "before:particle"
    else:
        yield "before:other"


def _glue(text: str, at: int) -> int:
    """Where the word before a name ends, passing over the colon, bracket or quotation mark between them."""
    while at and text[at - 1] in _GLUE:
        at -= 1
    return at


def stands_behind(text: str, start: int, end: int) -> frozenset[str]:
    """The signs before a place, by name."""
    return frozenset(_before(text, start, end))


def follows(text: str, end: int) -> frozenset[str]:
    """The signs behind a place, by name."""
    return frozenset(_after(text, end))


def names_a_person(text: str, at: int) -> bool:
    """Whether the word before a place is a role that a person's name follows."""
    return _role(text, _glue(text, at)) == "role"


def _role(text: str, at: int) -> str:
    if text[at - 1 : at] == ")":
        opened = text.rfind("(", max(0, at - 14), at)
        at = opened if opened > 0 else at
    for length in range(7, 1, -1):
        word = text[max(0, at - length) : at]
        if word in _ROLES or word in _ROLE_WORDS:
            return "role"
    return "person" if at > 1 and text[at - 1] in _ROLE_ENDS else ""


def _after(text: str, end: int) -> Iterator[str]:
    rest = text[end : end + 12]
    if rest.startswith(_TITLES) or _COUNT.match(rest):
        yield "after:title"
    elif _GENDER.match(rest):
        yield "after:person"
    elif not rest or rest[0] in _MARKS:
        yield "after:mark"
    elif rest.startswith(_PLACES):
        yield "after:place"
    elif rest.startswith(_DEEDS):
        yield "after:deed"
    elif rest.startswith(_MORE_DEEDS):
        yield "after:more"
    elif rest[:2] in OPENINGS:
        yield "after:opening"
    elif rest[0] in _VERBS:
        yield "after:verb"
    elif not "\u3400" <= rest[0] <= "\u9fff":
        yield "after:sign"
    else:
        yield "after:other"
