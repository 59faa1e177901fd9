"""From a docket's row to a public outcome: who is named, what stands for the name, and what a person must decide.

Pure: rows in, rows out. The docket's own names and numbers come first, searched literally in any width and
spacing; then what the detector finds. What it is certain of is masked; what is only likely is a question.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, get_args, get_type_hints

from generator.anonymizing.people import (
    by_trade,
    called,
    forms_of,
    spelt,
    stand_in,
    surname_only,
    together,
)
from generator.anonymizing.written import certificates, home, tails
from generator.generalising import Change, changed
from generator.generalising.dates import find_dates
from generator.generalising.places import find_places
from generator.masking import Kind, Span, find, is_masked_name, looks_like_organisation
from generator.masking.fold import fold
from generator.masking.lattice import is_word
from generator.masking.lexicon import SURNAMES
from generator.masking.literal import compacted, listed, spaced
from generator.masking.nicknames import find_nicknames
from generator.models.base import Text, extra, file_fields
from generator.models.choices import PartyKind
from generator.models.outcomes import Outcome
from generator.models.portal import DateDetail, OrganisationNames, PlaceDetail, Portal

__all__ = ["KEEP", "MASK", "NOTED", "PRIVATE", "Decision", "Masked", "Question", "Settings", "anonymize", "by_trade", "settings_of",
           "surname_only", "texts_of"]  # fmt: skip

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
# What clerks note for themselves in a docket; a public remark is written in the list.
NOTED = ("remark",)
GONE = "（略）"


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
    line: int = 0
    """Where the row stands in the docket."""


@dataclass(frozen=True)
class Settings:
    """What the portal says of how much is published, and the bodies it names: none of these is a person or a place."""

    organisations_named: bool = False
    place_detail: PlaceDetail = PlaceDetail.STREET
    date_detail: DateDetail = DateDetail.MONTH
    bodies: Collection[str] = ()
    not_names: Collection[str] = ()
    certificates: Collection[str] = ()
    """Of the officers: who looks one up in their public list has the name that was masked."""


def settings_of(
    portal: Portal | None, bodies: Iterable[str], certificates: Iterable[str] = ()
) -> Settings:
    if portal is None:
        return Settings(bodies=tuple(bodies), certificates=tuple(certificates))
    return Settings(
        portal.organisation_names is OrganisationNames.NAMED,
        portal.place_detail,
        portal.date_detail,
        tuple(bodies),
        tuple(portal.not_names),
        tuple(certificates),
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
    for name in NOTED:
        if row.get(name):
            done.decisions.append(Decision(done.record, name, row[name], "", "登记表的备注不公开"))
            row[name] = ""
    shown = _party(docket, kind, settings.organisations_named, done)
    if shown is None:
        return done
    row["party"] = shown
    hidden = kind.is_natural or not settings.organisations_named
    bodies = list(settings.bodies)
    codes: list[str] = []
    if hidden:
        for name in NAMING:
            codes += listed(row.get(name, ""))
            if row.get(name):
                done.decisions.append(Decision(done.record, name, row[name], "", "当事人隐去名称"))
                row[name] = ""
    else:
        bodies.append(shown)
    stand_ins = _stand_ins(docket, kind, shown, hidden, known)
    # Of these words somebody said that they are no names; places they may be all the same.
    no_names = [*bodies, *settings.not_names]
    case = _Case(docket, settings, stand_ins, codes, hidden, no_names, answers, done)
    for name in texts_of(model):
        text = row[name]
        if name == "place":
            text = _coarser(text, name, settings, bodies, done)
        text = _without_certain(_literally(text, name, case), name, case)
        text = _coarser(text, name, settings, bodies, done)
        row[name] = _asked(text, name, case)
        left = [one for one in find(row[name], known_places=no_names) if one.certain]
        left = [one for one in left if _counts(one, hidden)]
        done.refused += [f"“{model.model_fields[name].title}”里还有{one.why}" for one in left]
    if not done.questions and not done.refused:
        done.row = row
    return done


class _Case:
    """What is known of a docket's row while its texts are gone through, one after the other."""

    def __init__(
        self,
        docket: Mapping[str, str],
        settings: Settings,
        stand_ins: dict[str, str],
        codes: list[str],
        hidden: bool,
        no_names: list[str],
        answers: Mapping[tuple[str, str, str, str], str],
        done: Masked,
    ) -> None:
        self.stand_ins, self.hidden, self.no_names = stand_ins, hidden, no_names
        self.answers, self.done = answers, done
        numbers = [part for name in NUMBERS for part in listed(docket.get(name, ""))]
        self.secrets = list(_secrets(stand_ins, [*numbers, *codes]))
        self.secrets += [(one, GONE) for one in map(home, listed(docket.get("address", ""))) if one]
        self.secrets += [(one, GONE) for one in certificates(tuple(settings.certificates))]
        self.tails = list(tails(numbers))
        # Whoever is masked because somebody said so may be called by a part of the name as well.
        self.said = [
            text
            for (record, _, text, _), answer in answers.items()
            if record == done.record
            and answer == MASK
            and 1 < len(text) < 5
            and text[0] in SURNAMES
        ]

    def parts(self) -> dict[str, str]:
        """What else may mean one of the people met so far, compact, each with the whole name."""
        found = forms_of(self.stand_ins)
        met = [name for name in self.said if compacted(name) not in found]
        return {**forms_of(met), **found}


def _secrets(
    stand_ins: Mapping[str, str], numbers: Iterable[str]
) -> Iterator[tuple[re.Pattern[str], str]]:
    """What the docket knows, the longest first, and what stands for each."""
    wanted = {name: now for name, now in stand_ins.items() if not is_word(fold(name).text)}
    wanted = {**spelt(wanted), **wanted, **dict.fromkeys(numbers, GONE)}
    for secret in sorted(wanted, key=len, reverse=True):
        if len(compact := compacted(secret)) > 1:
            yield re.compile(spaced(compact), re.IGNORECASE), wanted[secret]


def _party(
    docket: Mapping[str, str], kind: PartyKind, organisations_named: bool, done: Masked
) -> str | None:
    """The party as the public may read it; None, with the reason, where the docket does not say enough."""
    party = docket["party"].strip()
    if len(several := together(party)) > 1:
        done.refused.append(
            f"“当事人”一格里写了{len(several)}个当事人：{'、'.join(several)}；一行写一个当事人，各写一行"
        )
        return None
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
        stand_in(name, stand_ins, shown)
    return stand_ins


def _literally(text: str, name: str, case: _Case) -> str:
    """The text without the names and numbers that the docket knows, however they are spaced or wide."""
    for pattern, now in case.secrets:
        for start, end in reversed(_places(pattern, text)):
            why = "登记表里写明的"
            case.done.decisions.append(Decision(case.done.record, name, text[start:end], now, why))
            text = text[:start] + now + text[end:]
    return text


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a text has what a pattern of the folded text finds: its group “secret”, where it has one."""
    folded = fold(text)
    group: str | int = "secret" if "secret" in pattern.groupindex else 0
    return [folded.original(*one.span(group)) for one in pattern.finditer(folded.text)]


def _without_certain(text: str, name: str, case: _Case) -> str:
    """The text without what the detector is certain of."""
    spans = [one for one in find(text, known_places=case.no_names) if one.certain]
    for one in reversed([one for one in spans if _counts(one, case.hidden)]):
        text = _replaced(text, name, one, _instead(one, case), one.why, case.done)
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


def _asked(text: str, name: str, case: _Case) -> str:
    """The text after what people said of the likely; what nobody has said yet is asked, once a place."""
    whole = text
    spans: list[Span] = []
    likely = list(_likely(text, case))
    # What is known comes first: it says whom a place may mean. Yet a whole name that was said is no part of one.
    whole_names = [one for one in likely if one.text in case.said]
    for one in (*whole_names, *_known(text, case), *likely):
        if not any(other.start < one.end and one.start < other.end for other in spans):
            spans.append(one)
    spans.sort(key=lambda one: one.start)
    for one in reversed([one for one in spans if _counts(one, case.hidden)]):
        around = whole[max(0, one.start - 10) : one.end + 10]
        question = Question(case.done.record, name, one.text, around, one.why)
        answer = case.answers.get(question.key)
        if answer is None:
            case.done.questions.insert(0, question)
        elif answer == KEEP:
            why = f"{one.why}：有人看过，保留"
            case.done.decisions.append(Decision(case.done.record, name, one.text, one.text, why))
        else:
            why = f"{one.why}：有人看过，隐去"
            text = _replaced(text, name, one, _instead(one, case), why, case.done)
    return text


def _known(text: str, case: _Case) -> Iterator[Span]:
    """Where a text has a part of what the docket knows, of names the longest first."""
    if parts := case.parts():
        longest = sorted(parts, key=len, reverse=True)
        pattern = re.compile("|".join(map(spaced, longest)), re.IGNORECASE)
        for start, end in _places(pattern, text):
            why = f"可能是登记表里的“{parts[compacted(text[start:end])]}”"
            yield Span(start, end, Kind.NAME, text[start:end], False, why)
    for pattern in case.tails:
        for start, end in _places(pattern, text):
            yield Span(start, end, Kind.OTHER, text[start:end], False, "登记表里一个号码的末几位")


def _likely(text: str, case: _Case) -> Iterator[Span]:
    """What the detector thinks likely, and by what people are called besides their names."""
    yield from (one for one in find(text, known_places=case.no_names) if not one.certain)
    folded = fold(text)
    for one in find_nicknames(folded.text):
        start, end = folded.original(one.start, one.end)
        if text[start:end] not in case.no_names:
            yield Span(start, end, one.kind, text[start:end], False, one.why)


def _instead(one: Span, case: _Case) -> str:
    if one.kind is not Kind.NAME:
        return GONE
    # 欧阳女士 beside the party 欧阳娜娜 is no second person.
    known = case.parts().get(compacted(one.text), called(one.text))
    whole = one.text if one.text in case.stand_ins else known
    return stand_in(whole, case.stand_ins)


def _replaced(text: str, name: str, one: Span, now: str, why: str, done: Masked) -> str:
    done.decisions.append(Decision(done.record, name, one.text, now, why))
    return text[: one.start] + now + text[one.end :]


def _counts(span: Span, hidden: bool) -> bool:
    return span.kind is not Kind.CREDIT or hidden
