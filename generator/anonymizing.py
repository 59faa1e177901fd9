"""From a docket's row to a public outcome: who is named, what stands for the name, and what a person must decide.

Pure: rows in, rows out. The docket's own names and numbers come first, searched literally in any width and
spacing; then what the detector finds. What it is certain of is masked; what is only likely is a question.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, get_args, get_type_hints

from generator.generalising import Change, changed
from generator.generalising.dates import find_dates
from generator.generalising.places import find_places
from generator.masking import Kind, Span, find, is_masked_name, looks_like_organisation
from generator.masking.fold import fold
from generator.masking.lattice import is_word
from generator.masking.lexicon import COMPOUND
from generator.masking.literal import compacted, listed, places_of, spaced
from generator.models.base import Text, extra, file_fields
from generator.models.choices import PartyKind
from generator.models.outcomes import Outcome
from generator.models.portal import DateDetail, OrganisationNames, PlaceDetail, Portal

# What a docket holds beside the public columns, by column: its Chinese heading. None of it goes on.
PRIVATE = {
    "docket": "案号",
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
NUMBERS = ("identity", "phone", "bank", "address", "plate", "email")
# Numbers by which another public register names the party: they go where its name does.
NAMING = ("party_code", "certificate_number")
# What a decision orders keeps its days: they are the decision's own, as its dates are.
ORDERED = ("content", "surcharge")
MASK, KEEP = "隐去", "保留"
TITLES = ("先生", "女士", "小姐", "师傅", "老师", "经理", "老板", "医生")
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


@dataclass(frozen=True)
class Settings:
    """What the portal says of how much is published, and the bodies it names: none of these is a person or a place."""

    organisations_named: bool = False
    place_detail: PlaceDetail = PlaceDetail.STREET
    date_detail: DateDetail = DateDetail.MONTH
    bodies: Collection[str] = ()
    not_names: Collection[str] = ()


def settings_of(portal: Portal | None, bodies: Iterable[str]) -> Settings:
    if portal is None:
        return Settings(bodies=tuple(bodies))
    named = portal.organisation_names is OrganisationNames.NAMED
    return Settings(
        named, portal.place_detail, portal.date_detail, tuple(bodies), tuple(portal.not_names)
    )


@cache
def texts_of(model: type[Outcome]) -> tuple[str, ...]:
    """The columns of a register that a person words freely; the department's own words and ids are public as they are."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(
        name
        for name in file_fields(model)
        if name != "party"
        and (hints[name] == Text or Text in get_args(hints[name]))
        and not extra(model.model_fields[name], "official")
    )


def anonymize(
    docket: Mapping[str, str],
    *,
    model: type[Outcome],
    settings: Settings,
    answers: Mapping[tuple[str, str, str, str], str],
    known: Collection[str] = (),
) -> Masked:
    """The public row of a docket's row (English column names), or why there is none.

    model: the register of outcomes that the row is for. answers: what a person said to the question with this key,
    MASK or KEEP. known: more names of people in the case, from elsewhere.
    """
    done = Masked(docket.get("id", ""))
    kind = next(one for one in PartyKind if one.value == docket["party_kind"])
    row = {name: docket.get(name, "") for name in file_fields(model)}
    shown = _party(docket, kind, settings.organisations_named, done)
    if shown is None:
        return done
    row["party"] = shown
    hidden = kind.is_natural or not settings.organisations_named
    stand_ins = _stand_ins(docket, kind, shown, hidden, known)
    certain_names = {name: now for name, now in stand_ins.items() if not is_word(fold(name).text)}
    numbers = [part for name in NUMBERS for part in listed(docket.get(name, ""))]
    bodies = list(settings.bodies)
    if hidden:
        for name in NAMING:
            numbers += listed(row.get(name, ""))
            if row.get(name):
                done.decisions.append(Decision(done.record, name, row[name], "", "当事人隐去名称"))
                row[name] = ""
    else:
        bodies.append(shown)
    # Of these words somebody said that they are no names; places they may be all the same.
    no_names = [*bodies, *settings.not_names]
    for name in texts_of(model):
        text = row[name]
        if name == "place":
            text = _coarser(text, name, settings, bodies, done)
        text = _literally(text, name, certain_names, numbers, done)
        text = _without_certain(text, name, stand_ins, hidden, no_names, done)
        text = _coarser(text, name, settings, bodies, done)
        row[name] = _asked(text, name, stand_ins, hidden, answers, no_names, done)
        left = [one for one in find(row[name], known_places=no_names) if one.certain]
        left = [one for one in left if _counts(one, hidden)]
        done.refused += [f"“{model.model_fields[name].title}”里还有{one.why}" for one in left]
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
    """张三 → 张某, 欧阳娜娜 → 欧阳某; a name of another people keeps its first sign, one in letters none; what is
    masked stays."""
    if is_masked_name(name):
        return name
    if not "\u3400" <= name[0] <= "\u9fff":
        return "某某"
    is_compound = len(name) > 2 and re.match(COMPOUND, fold(name).text)
    return f"{name[: 2 if is_compound else 1]}某"


def by_trade(name: str) -> str:
    """明城市王建国食品店 → 某食品店: what a body is, without what it is called."""
    if name.startswith("某"):
        return name
    found = _TRADE.search(name)
    return f"某{found[0]}" if found else "某单位"


def _stand_ins(
    docket: Mapping[str, str], kind: PartyKind, shown: str, hidden: bool, known: Collection[str]
) -> dict[str, str]:
    """What stands for every name that the docket knows; two people never share one (张某甲, 张某乙)."""
    party = docket["party"].strip()
    people = [name for column in PEOPLE for name in listed(docket.get(column, ""))]
    firms = [name for name in (party, *known) if looks_like_organisation(name)]
    people += [name for name in known if name not in firms]
    if kind.is_natural and not looks_like_organisation(party):
        people.insert(0, party)
    stand_ins: dict[str, str] = {}
    if hidden:
        stand_ins = {name: by_trade(name) for name in firms}
    for name in dict.fromkeys(
        name for name in people if not is_masked_name(name) and len(name) > 1
    ):
        _stand_in(name, stand_ins, shown)
    return stand_ins


def _stand_in(name: str, stand_ins: dict[str, str], shown: str = "") -> str:
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


def _literally(
    text: str, name: str, stand_ins: Mapping[str, str], numbers: list[str], done: Masked
) -> str:
    """The text without the names and numbers that the docket knows, however they are spaced or wide."""
    wanted = {**stand_ins, **dict.fromkeys(numbers, "（略）")}
    for secret in sorted(wanted, key=len, reverse=True):
        for start, end in reversed(list(places_of(text, secret))):
            done.decisions.append(
                Decision(done.record, name, text[start:end], wanted[secret], "登记表里写明的")
            )
            text = text[:start] + wanted[secret] + text[end:]
    return text


def _without_certain(
    text: str,
    name: str,
    stand_ins: dict[str, str],
    hidden: bool,
    no_names: list[str],
    done: Masked,
) -> str:
    """The text without what the detector is certain of."""
    spans = [one for one in find(text, known_places=no_names) if one.certain]
    for one in reversed([one for one in spans if _counts(one, hidden)]):
        text = _replaced(text, name, one, _instead(one, stand_ins), one.why, done)
    return text


def _coarser(text: str, name: str, settings: Settings, bodies: list[str], done: Masked) -> str:
    """The text with no place and no date finer than the portal publishes."""
    places = find_places(text, settings.place_detail, bodies)
    if name == "place" and any(one.now for one in places):
        # 某路 says of a party no more than nothing does.
        places = [Change(0, len(text), "")]
    text = _made(text, name, places, f"地点写到{settings.place_detail.label}", done)
    if name in ORDERED:
        return text
    dates = find_dates(text, settings.date_detail)
    return _made(text, name, dates, f"日期写到{settings.date_detail.label}", done)


def _made(text: str, name: str, changes: list[Change], why: str, done: Masked) -> str:
    done.decisions += [
        Decision(done.record, name, text[one.start : one.end], one.now, why) for one in changes
    ]
    return changed(text, changes)


def _asked(
    text: str,
    name: str,
    stand_ins: dict[str, str],
    hidden: bool,
    answers: Mapping[tuple[str, str, str, str], str],
    no_names: list[str],
    done: Masked,
) -> str:
    """The text after what people said of the likely; what nobody has said yet is asked, once a place."""
    whole = text
    parts = _parts(stand_ins)
    spans = [*_known(text, parts)]
    taken = [(one.start, one.end) for one in spans]
    spans += [
        one
        for one in find(text, known_places=no_names)
        if not one.certain and not any(s < one.end and one.start < e for s, e in taken)
    ]
    spans.sort(key=lambda one: one.start)
    for one in reversed([one for one in spans if _counts(one, hidden)]):
        around = whole[max(0, one.start - 10) : one.end + 10]
        question = Question(done.record, name, one.text, around, one.why)
        answer = answers.get(question.key)
        if answer is None:
            done.questions.insert(0, question)
        elif answer == KEEP:
            why = f"{one.why}：有人看过，保留"
            done.decisions.append(Decision(done.record, name, one.text, one.text, why))
        else:
            why = f"{one.why}：有人看过，隐去"
            text = _replaced(text, name, one, _instead(one, stand_ins), why, done)
    return text


def _parts(stand_ins: Mapping[str, str]) -> dict[str, str]:
    """What else may mean one of these people, compact: a given name, a part of a foreign one, a half-masked one, a
    surname with a title, a name that is an ordinary word; each with the whole name."""
    parts: dict[str, str] = {}
    for name in stand_ins:
        if looks_like_organisation(name):
            continue
        plain = fold(name).text
        found = re.match(COMPOUND, plain)
        surname = found[0] if found and len(plain) > 2 else plain[:1]
        given = plain[len(surname) :]
        several = [one for one in re.split(r"[\s·•・]+", name) if len(one) > 1]
        if len(several) > 1:
            forms = several
        else:
            forms = [given, *(f"{surname}{title}" for title in TITLES)]
            # 张某伟, 张*伟; of 张志伟 also 张志某.
            halves = [f"{{}}{given[-1:]}"] + ([f"{given[0]}{{}}"] if len(given) > 1 else [])
            forms += [f"{surname}{half.format(mark)}" for half in halves for mark in _MARKS]
            forms += [plain] if is_word(plain) else []
        for form in forms:
            if len(form) > 1:
                parts.setdefault(compacted(form), name)
    return parts


def _known(text: str, parts: Mapping[str, str]) -> Iterator[Span]:
    """Where a text has one of the parts, the longest first; no two overlap."""
    if parts:
        longest = sorted(parts, key=len, reverse=True)
        pattern = re.compile("|".join(map(spaced, longest)), re.IGNORECASE)
        folded = fold(text)
        for match in pattern.finditer(folded.text):
            start, end = folded.original(match.start(), match.end())
            why = f"可能是登记表里的“{parts[compacted(match[0])]}”"
            yield Span(start, end, Kind.NAME, text[start:end], False, why)


def _instead(one: Span, stand_ins: dict[str, str]) -> str:
    if one.kind is not Kind.NAME:
        return "（略）"
    # 欧阳女士 beside the party 欧阳娜娜 is no second person.
    known = _parts(stand_ins).get(compacted(one.text), one.text)
    whole = one.text if one.text in stand_ins else known
    return _stand_in(whole, stand_ins)


def _replaced(text: str, name: str, one: Span, now: str, why: str, done: Masked) -> str:
    done.decisions.append(Decision(done.record, name, one.text, now, why))
    return text[: one.start] + now + text[one.end :]


def _counts(span: Span, hidden: bool) -> bool:
    return span.kind is not Kind.CREDIT or hidden
