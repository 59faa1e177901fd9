"""What may not be published, as far as words and dockets tell it, and whose say it is that it may."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Place
from generator.models.outcomes import Outcome
from generator.models.waivers import Waiver
from generator.rules._outcomes import outcomes
from generator.rules._supervised import docket_of
from generator.waiving import holds

UNDER = "(?:未成年人|[未不]满(?:十八|18)周?岁)"
MINOR = re.compile(f"当事人(?:(?:是|系|为|属于|，|（)[^，。；）]{{0,4}}?)?{UNDER}")
AGE = re.compile(r"当事人[^。；]{0,12}?(?<![0-9])([0-9]{1,2})周?岁")
OWN_AGE = re.compile(
    r"当事人[^，。；（）向给对为把将让与同]{0,3}[，（]?(?:现年|时年|年仅|年龄)?([0-9]{1,2})周?岁"
)
"""An age that can be nobody's but the party's: between them stands no more than a name."""
ENDS = "，。；、）)"
NOT = r"(?<!不)(?<!未)(?<!没有)(?<!是否)(?<!并非)"
SECRET = re.compile(f"{NOT}(?:属于|涉及|系|标有|载有)[^，。；不非]{{0,8}}国家秘密")
DOUBTS = (
    (
        re.compile(f"{NOT}(?:属于|涉及|系|标有|载有)[^，。；不非]{{0,8}}工作秘密"),
        "可能涉及工作秘密",
    ),
    (re.compile(f"{NOT}(?:属于|涉及|载有)[^，。；不非]{{0,8}}商业秘密"), "可能涉及商业秘密"),
    (re.compile(f"{NOT}(?:属于|涉及|载有)[^，。；不非]{{0,8}}个人隐私"), "可能涉及个人隐私"),
    (
        re.compile("(?:危及|危害)[^，。；]{0,8}(?:国家安全|公共安全|经济安全|社会稳定)"),
        "公开可能危及国家安全、公共安全、经济安全、社会稳定",
    ),
    (
        re.compile("(?:正在|尚在|仍在)[^，。；]{0,6}侦查|案件尚未(?:侦结|审结)"),
        "关联案件可能还在调查",
    ),
)
"""Words that a person has to look at: a machine sees no more than that they stand there."""


@dataclass(frozen=True)
class Barred:
    """An outcome that may be barred, and where that stands. certain: whether the record itself says so."""

    outcome: Outcome
    place: Place
    what: str
    certain: bool
    see: tuple[Place, ...] = ()


def barred(catalogue: Catalogue) -> Iterator[Barred]:
    """The outcomes whose own words, or those of their docket, say or let fear that they may not be published."""
    dockets = docket_of(catalogue)
    for one in outcomes(catalogue):
        name = one.number or one.id
        natural = one.party_kind.is_natural
        for field in ("facts", "title"):
            for certain, why, words in _said(getattr(one, field), natural):
                yield Barred(one, one.at(field), f"“{name}”写着“{words}”，{why}", certain)
        docket = dockets.get(one.key)
        if docket is None:
            continue
        for field in ("title", "remark"):
            for certain, why, words in _said(getattr(docket, field) or "", natural):
                what = f"“{name}”的登记簿写着“{words}”，{why}，结果公开了"
                yield Barred(one, docket.at(field), what, certain, (one.at(),))
        if docket.transferred_to and docket.closed_on is None:
            what = f"“{name}”的案件移送了别的机关，登记簿上还没有办结"
            yield Barred(one, one.at("facts"), what, False, (docket.at("transferred_to"),))


def _said(text: str, natural: bool) -> Iterator[tuple[bool, str, str]]:
    """Whether it is certain, why a text may be barred, and the words that say so."""
    if natural:
        minor, age, own = MINOR.search(text), AGE.search(text), OWN_AGE.search(text)
        if minor:
            yield _ends(text, minor), "当事人可能是未成年人", minor[0]
        elif own and int(own[1]) < 18:
            yield _ends(text, own), "当事人可能不满十八周岁", own[0]
        elif age and int(age[1]) < 18:
            yield False, "当事人可能不满十八周岁", age[0]
    if found := SECRET.search(text):
        yield True, "涉及国家秘密", found[0]
    for pattern, why in DOUBTS:
        if found := pattern.search(text):
            yield False, why, found[0]


def _ends(text: str, found: re.Match[str]) -> bool:
    """Whether the words end there: 当事人为未成年人提供文身 is about somebody else."""
    return text[found.end() : found.end() + 1] in ENDS


def looked_at(catalogue: Catalogue, outcome: Outcome, day: date) -> Waiver | None:
    """The word, approved by a day, that an outcome was looked at and may be published; the one that lasts longest."""
    several = [
        one
        for one in catalogue.waivers_by_department.get(outcome.department, ())
        if outcome.key in one.outcomes and not one.confirmed
        if one.until and holds(catalogue, one, one.until)
        if one.approved_on and one.approved_on <= day
    ]
    return max(several, key=lambda one: one.until or date.min, default=None)
