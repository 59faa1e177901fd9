"""方案二（二）3 公示：公开的内容里不能认出自然人。"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Severity, Unchecked, hit
from generator.masking import Kind, is_masked_name
from generator.masking.lexicon import COMPOUND
from generator.models.base import registers
from generator.models.choices import PartyKind
from generator.models.exposures import Exposure
from generator.models.outcomes import Outcome
from generator.rules import rule
from generator.rules._scan import scan, scan_comments

CLAUSE = "2.2.3"
SOURCE = "方案二（二）3；个人信息保护法第二十五条、第二十八条；政府信息公开条例第十五条"
MESSAGE = "公开的文字里{said}{why}：{shown}"
NATURAL = frozenset(one for one in PartyKind if one.is_natural)
ASK = (
    "是人名的，只留姓，后面写“某”；不是的，不用改，"
    "把这个词写进 lists/portal.yaml 的“不是人名的词（not_names）”，以后不再问。"
)

IN_COMMENT = "从 # 起删去：注释不在网站上，可是文件是公开的，谁都看得到。"


def masked(secret: str) -> str:
    """A secret as a message may show it: its beginning and its length, never the whole."""
    shown = secret[: 2 if len(secret) > 4 else 1]
    return f"“{shown}…”（共{len(secret)}个字符）"


def _of(catalogue: Catalogue, kinds: tuple[Kind, ...], only_certain: bool = False) -> Iterator[Hit]:
    for seen in scan(catalogue):
        span = seen.span
        if span.kind not in kinds or (only_certain and not span.certain):
            continue
        if isinstance(seen.record, Exposure):
            continue  # EXP002 says all that it finds there, the likely as well as the certain
        yield hit(
            seen.record.at(*seen.path),
            # What is only likely is a question to a person, not a verdict.
            severity=Severity.ERROR if span.certain else Severity.WARNING,
            said="有" if span.certain else "可能有",
            why=span.why,
            shown=masked(span.text),
        )
    for place, span in scan_comments(catalogue):
        if span.kind in kinds:
            shown = masked(span.text)
            yield hit(
                place, advice=IN_COMMENT, said="，即文件的注释里，有", why=span.why, shown=shown
            )


@rule(
    "PRV001",
    title="公开了身份号码",
    clause=CLAUSE,
    source=SOURCE,
    message=MESSAGE,
    advice="把号码整个删去，不要只隐去几位；写“身份号码略”也不需要。",
)
def identity_number_shown(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _of(catalogue, (Kind.IDENTITY,))


@rule(
    "PRV002",
    title="公开了电话号码",
    clause=CLAUSE,
    source=SOURCE,
    message=MESSAGE,
    advice="把号码删去；单位对外公布的电话写进“电话”“热线电话”等联系方式字段。",
)
def phone_number_shown(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _of(catalogue, (Kind.PHONE,))


@rule(
    "PRV003",
    title="公开了银行卡号",
    clause=CLAUSE,
    source=SOURCE,
    message=MESSAGE,
    advice="把卡号、账号整个删去。",
)
def bank_card_shown(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _of(catalogue, (Kind.BANK,))


@rule(
    "PRV004",
    title="公开了自然人的姓名",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第五十条",
    message="公开的文字里{what}",
    advice="只留姓，后面写“某”：王某、李某某；个体工商户也写经营者的姓加“某”。",
)
def person_named(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for seen in scan(catalogue):
        span = seen.span
        if span.kind is not Kind.NAME or isinstance(seen.record, Exposure):
            continue
        if seen.path == ("party",) and getattr(seen.record, "party_kind", None) in NATURAL:
            continue  # said below, certain whether it looks like a name or not
        place = seen.record.at(*seen.path)
        if span.certain:
            yield hit(place, what=f"有{span.why}：{masked(span.text)}")
        else:
            # Where it stands, not what it is: a name that is one must not stand in a job's log for ever.
            at = f"从第{span.start + 1}个字起的{masked(span.text)}"
            yield hit(place, severity=Severity.REMINDER, advice=ASK, what=f"{at}像是人名，请看一看")
    for place, span in scan_comments(catalogue):
        if span.kind is Kind.NAME:
            what = f"，即文件的注释里，有{span.why}：{masked(span.text)}"
            yield hit(place, advice=IN_COMMENT, what=what)
    for model in registers().values():
        if not issubclass(model, Outcome):
            continue
        for record in catalogue.all(model):
            if not record.party_kind.is_natural:
                continue
            if not is_masked_name(record.party):
                why = f"当事人的完整名称（当事人类型是“{record.party_kind.label}”）"
                yield hit(record.at("party"), what=f"有{why}：{masked(record.party)}")


@rule(
    "PRV005",
    title="公开了家庭住址",
    clause=CLAUSE,
    source=SOURCE,
    message=MESSAGE,
    advice="住址只写到区、街道；经营场所是案件事实的，写明是经营场所。",
)
def home_address_shown(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _of(catalogue, (Kind.ADDRESS,), only_certain=True)


@rule(
    "PRV006",
    title="公开了车牌、邮箱或者其他识别号",
    clause=CLAUSE,
    source=SOURCE,
    message=MESSAGE,
    advice="把号码删去，或者只留开头：浙A***；单位公布的邮箱写进“电子信箱”等联系方式字段；隐去名称的当事人不写信用代码。",
)
def other_identifier_shown(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _of(catalogue, (Kind.OTHER, Kind.CREDIT))


# From the least loss to the greatest.
WAYS = (
    ("地点只写到区", frozenset({"place"})),
    ("不写行业", frozenset({"trade"})),
    ("不写行业，地点只写到区", frozenset({"place", "trade"})),
)
LAST_WAY = "行业和地点都不写；还不够的，当事人只写“某某”"
_DISTRICT = re.compile(r"^.*?[区县市](?=.)")


@rule(
    "PRV007",
    title="相同的自然人当事人太少，容易认出",
    clause=CLAUSE,
    source=f"{SOURCE}；个人信息保护法第七十三条第四项",
    message="姓“{surname}”、{sort}、地点“{where}”、行业“{trade}”的当事人在各年公开的结果里只有{count}件，少于{k}件：{how}",
    advice="按说的写得宽一些，同组的也这样改；文号、日期、金额不用改。",
)
def group_smaller_than_k(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    records = [
        record
        for model in registers().values()
        if issubclass(model, Outcome)
        for record in catalogue.all(model)
        if record.party_kind.is_natural
    ]
    k = catalogue.portal.k if catalogue.portal else None
    if k is None:
        if records:
            yield Unchecked(len(records), "portal.yaml 没有写最小件数（k）")
        return
    groups: dict[tuple[str, ...], list[Outcome]] = defaultdict(list)
    for record in records:
        groups[_described(record)].append(record)
    many = {words: Counter(_described(record, words) for record in records) for words, _ in WAYS}
    for (surname, *_), group in groups.items():
        if len(group) >= k:
            continue
        for record in group:
            yield hit(
                record.at("party"),
                surname=surname,
                sort=record.party_kind.label,
                where=record.place or "没有写",
                trade=record.trade or "没有写",
                count=len(group),
                k=k,
                how=next(
                    (words for words, _ in WAYS if many[words][_described(record, words)] >= k),
                    LAST_WAY,
                ),
            )


def _described(record: Outcome, way: str = "") -> tuple[str, ...]:
    """What tells a natural party from others, once it is coarsened in one of the WAYS."""
    compound = re.match(COMPOUND, record.party)
    dropped = dict(WAYS).get(way, frozenset())
    place = record.place or ""
    if "place" in dropped and (district := _DISTRICT.match(place)):
        place = district[0]
    return (
        compound[0] if compound else record.party[:1],
        record.party_kind.value,
        place,
        "" if "trade" in dropped else record.trade or "",
    )
