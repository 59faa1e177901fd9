"""From a docket's row to a public outcome: who is named, what stands for the name, and what a person must decide.

Pure: rows in, rows out. The docket's own names and numbers come first, searched literally in any width and
spacing; then what the detector finds. What it is certain of is masked; what is only likely is a question.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.masking import Kind, Span, find, is_masked_name, looks_like_organisation
from generator.masking.fold import fold
from generator.masking.lexicon import COMPOUND
from generator.models.base import extra, file_fields
from generator.models.choices import PartyKind
from generator.models.penalties import Penalty

# What a docket holds beside the public columns, by column: its Chinese heading. None of it goes on.
PRIVATE = {
    "representative": "经营者或者法定代表人",
    "handlers": "承办人",
    "witnesses": "证人",
    "people": "其他人员",
    "identity": "身份号码",
    "phone": "联系电话",
    "bank": "银行账号",
    "address": "住址",
    "plate": "车牌号",
    "email": "电子邮箱",
}
PEOPLE = ("representative", "handlers", "witnesses", "people")
NUMBERS = ("identity", "phone", "bank", "address", "plate", "email", "party_code")
# Columns whose words are public as they are: the department's own and the collecting institution's.
OFFICIAL = frozenset(name for name, info in Penalty.model_fields.items() if extra(info, "official"))
# Text that a person wrote; ids, dates and amounts hold nothing to mask.
TEXTS = tuple(
    name
    for name in ("title", "trade", "place", "facts", "violation", "circumstances", "reason", "content", "surcharge", "remark")
    if name in file_fields(Penalty)
)  # fmt: skip
MASK, KEEP = "隐去", "保留"
_SEPARATOR = r"[\s·•・\-]*"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_STREET = re.compile(r"^.*?(?:街道|镇|乡|[区县])(?![\u4e00-\u9fff]*(?:街道|镇|乡))")
# What a firm's name says of its trade: the last of these words before its legal form.
_TRADE = re.compile(
    r"(食品|餐饮|生鲜|超市|便利|火锅|小吃|面|烧烤|奶茶|饮料|粮油|水产|水果|蔬菜|种植|养殖|饲料|种子|农药|化工|建材|建筑|建设|装饰|装修|劳务|物业|置业|房地产"
    r"|物流|运输|客运|货运|汽车|维修|机械|电子|电器|五金|纺织|服饰|印刷|包装|塑料|金属|环保|能源|燃气|医药|药|口腔|美容|美发|医疗|养老|教育|培训|文化|旅游|广告|网络"
    r"|科技|信息|商贸|贸易|商务|保洁|家政|废品|再生资源|加油|宾馆|酒店|民宿|网吧|娱乐|体育|健身)?(?:管理|服务|技术|销售|经营|工程|发展|实业|制品|用品|配送|批发|零售){0,2}"
    r"(有限责任公司|股份有限公司|有限公司|公司|合作社|经营部|门市部|服务部|批发部|工作室|事务所|门诊部|幼儿园|小学|中学|学校|医院|诊所|协会|基金会|超市|商店|饭店|餐厅|面馆|酒店|宾馆|药房|药店"
    r"|中心|集团|工厂|店|厂|场|馆|坊|行|铺|社|所|园|部|吧)(?:[(（][^()（）]*[)）])?$"
)


class Decision(NamedTuple):
    """One thing that was done: in which record and field, what stood there, what stands there now, and why."""

    record: str
    field: str
    was: str
    now: str
    why: str


class Question(NamedTuple):
    """One thing that only a person can say: the place with the words around it."""

    record: str
    field: str
    text: str
    around: str
    why: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.record, self.field, self.text, self.around


@dataclass
class Masked:
    """What became of a row: the public row where nothing is in doubt, and everything that was decided or asked."""

    record: str
    row: dict[str, str] | None = None
    decisions: list[Decision] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def anonymize(
    docket: Mapping[str, str],
    *,
    organisations_named: bool,
    answers: Mapping[tuple[str, str, str, str], str],
    places: Iterable[str] = (),
) -> Masked:
    """The public row of a docket's row (English column names), or why there is none.

    organisations_named: whether the portal publishes organisations by name. answers: what a person said to the
    question with this key, MASK or KEEP. places: names of bodies the portal publishes; none is a person.
    """
    done = Masked(docket.get("id", ""))
    kind = next(one for one in PartyKind if one.value == docket["party_kind"])
    row = {name: docket.get(name, "") for name in file_fields(Penalty)}
    shown = _party(docket, kind, organisations_named, done)
    if shown is None:
        return done
    row["party"] = shown
    hidden = kind.is_natural or not organisations_named
    if hidden:
        row["party_code"] = ""
    stand_ins = _stand_ins(docket, kind, shown, hidden)
    numbers = [
        part
        for name in NUMBERS
        for part in _several(docket.get(name, ""))
        if hidden or name != "party_code"
    ]
    row["place"] = _coarser(row["place"], done)
    for name in TEXTS:
        text = _literally(row[name], name, stand_ins, numbers, done)
        row[name] = _detected(text, name, stand_ins, hidden, answers, list(places), done)
        left = [
            one
            for one in find(row[name], known_places=list(places))
            if one.certain and _counts(one, hidden)
        ]
        done.refused += [f"{_label(name)}里还有{one.why}" for one in left]
    if not done.questions and not done.refused:
        done.row = row
    return done


def _party(
    docket: Mapping[str, str], kind: PartyKind, organisations_named: bool, done: Masked
) -> str | None:
    """The party as the public may read it; None, with the reason, where the docket does not say enough."""
    party = docket["party"].strip()
    if not kind.is_natural:
        shown = party if organisations_named else by_trade(party)
    else:
        person = docket.get("representative", "").strip() or party
        if looks_like_organisation(person):
            done.refused.append("个体工商户没有写经营者姓名（representative），不能只凭字号隐去")
            return None
        shown = surname_only(person)
    if shown != party:
        done.decisions.append(Decision(done.record, "party", party, shown, f"当事人是{kind.label}"))
    return shown


def surname_only(name: str) -> str:
    """张三 → 张某, 欧阳娜娜 → 欧阳某; a name of another people keeps its first sign; what is masked stays."""
    if is_masked_name(name):
        return name
    found = re.match(COMPOUND, name)
    return f"{found[0] if found and len(name) > 2 else name[0]}某"


def by_trade(name: str) -> str:
    """明城市王建国食品店 → 某食品店: what a body is, without what it is called."""
    if name.startswith("某"):
        return name
    found = _TRADE.search(name)
    return f"某{found[0]}" if found else "某单位"


def _stand_ins(
    docket: Mapping[str, str], kind: PartyKind, shown: str, hidden: bool
) -> dict[str, str]:
    """What stands for every name that the docket knows; two people never share one (张某甲, 张某乙)."""
    party = docket["party"].strip()
    people = [name for column in PEOPLE for name in _several(docket.get(column, ""))]
    if kind.is_natural and not looks_like_organisation(party):
        people.insert(0, party)
    stand_ins: dict[str, str] = {}
    if hidden and looks_like_organisation(party):
        stand_ins[party] = by_trade(party)
    for name in dict.fromkeys(
        name for name in people if not is_masked_name(name) and len(name) > 1
    ):
        _stand_in(name, stand_ins, shown)
    return stand_ins


def _stand_in(name: str, stand_ins: dict[str, str], shown: str = "") -> str:
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


def _literally(
    text: str, name: str, stand_ins: Mapping[str, str], numbers: list[str], done: Masked
) -> str:
    """The text without the names and numbers that the docket knows, however they are spaced or wide."""
    wanted = {**stand_ins, **dict.fromkeys(numbers, "（略）")}
    for secret in sorted(wanted, key=len, reverse=True):
        if len(compact := re.sub(_SEPARATOR, "", fold(secret).text)) < 2:
            continue
        pattern = re.compile(_SEPARATOR.join(map(re.escape, compact)), re.IGNORECASE)
        folded = fold(text)
        for match in reversed(list(pattern.finditer(folded.text))):
            start, end = folded.original(match.start(), match.end())
            done.decisions.append(
                Decision(done.record, name, text[start:end], wanted[secret], "登记表里写明的")
            )
            text = text[:start] + wanted[secret] + text[end:]
    return text


def _detected(
    text: str,
    name: str,
    stand_ins: dict[str, str],
    hidden: bool,
    answers: Mapping[tuple[str, str, str, str], str],
    places: list[str],
    done: Masked,
) -> str:
    """The text without what the detector is certain of; what is likely is asked, once a place."""
    whole = text
    spans = [one for one in find(text, known_places=places) if _counts(one, hidden)]
    for one in reversed(spans):
        now = _stand_in(one.text, stand_ins) if one.kind is Kind.NAME else "（略）"
        why = one.why
        if not one.certain:
            around = whole[max(0, one.start - 10) : one.end + 10]
            question = Question(done.record, name, one.text, around, one.why)
            answer = answers.get(question.key)
            if answer is None:
                done.questions.insert(0, question)
                continue
            if answer == KEEP:
                done.decisions.append(
                    Decision(done.record, name, one.text, one.text, f"{why}：有人看过，保留")
                )
                continue
            why = f"{why}：有人看过，隐去"
        done.decisions.append(Decision(done.record, name, one.text, now, why))
        text = text[: one.start] + now + text[one.end :]
    return text


def _coarser(place: str, done: Masked) -> str:
    """A place down to the street office or the town, else to the district; without either as it stands."""
    found = _STREET.match(place)
    if found and found[0] != place:
        done.decisions.append(Decision(done.record, "place", place, found[0], "地点写到区、街道"))
        return found[0]
    return place


def _counts(span: Span, hidden: bool) -> bool:
    return span.kind is not Kind.CREDIT or hidden


def _several(cell: str) -> Iterator[str]:
    yield from (part.strip() for part in re.split(r"[;；、,，\n]", cell) if part.strip())


def _label(name: str) -> str:
    return str(Penalty.model_fields[name].title)
