"""方案 2.4.10 投诉举报：渠道齐全，编号登记，五个工作日内告知，有理由，有结果。"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.complaints import Complaint
from generator.models.parts import Channel
from generator.rules import rule
from generator.rules._late import advice, late, late_hits, place, told
from generator.rules._supervised import unless_supervised

CLAUSE = "2.4.10"
SOURCE = "方案二（四）10"
DIALLED = re.compile(r"[0-9]{5,}")
"""What can be dialled: 12345 is the shortest hotline."""
POSTED = re.compile(r"[^@\s]+@[^@\s]+")
NOTHING = re.compile(r"(暂?无|没有|待定|待公布|略|[-—/]+)")
"""What people write where they have nothing to write."""


@rule(
    "CMP001",
    title="投诉举报渠道不全",
    clause=CLAUSE,
    source=f"{SOURCE}（受理投诉举报的范围、电子信箱、热线电话、通信地址统一向社会公布）",
    message="“{department}”{what}",
    advice="在 department.yaml 的“投诉举报渠道（channels）”里写全受理范围、热线电话、电子信箱和通信地址。",
)
def channel_incomplete(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for department in catalogue.departments.values():
        if not department.channels:
            what = "没有公布投诉举报渠道"
            yield hit(department.at("channels"), department=department.name, what=what)
        for index, channel in enumerate(department.channels):
            for name in _wanting(channel):
                title = Channel.model_fields[name].title
                what = f"的投诉举报渠道，“{title}”写的是“{getattr(channel, name)}”，用不了"
                at = department.at("channels", index, name)
                yield hit(at, department=department.name, what=what)


def _wanting(channel: Channel) -> Iterator[str]:
    """The fields of a channel with which nobody reaches anybody."""
    if not DIALLED.search(channel.hotline.replace("-", "")):
        yield "hotline"
    if not POSTED.search(channel.mailbox):
        yield "mailbox"
    for name in ("scope", "address"):
        if NOTHING.fullmatch(getattr(channel, name).strip()):
            yield name


@rule(
    "CMP002",
    title="没有按时告知是否受理",
    clause=CLAUSE,
    source=f"{SOURCE}（自收到投诉举报之日起5个工作日内应告知投诉举报人受理情况）",
    message="投诉举报“{subject}”{started}收到，应当在{due}以前告知是否受理，{what}",
    advice="马上告知，写明“告知日期（told_on）”和受理、不受理的日期。",
    kind=Kind.CLOCK,
)
def acceptance_not_told(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.departments))
    yield from late_hits(catalogue, day, "CMP002", "告知", "told_on")


@rule(
    "CMP003",
    title="不受理没有理由，或者又受理了",
    clause=CLAUSE,
    source=f"{SOURCE}（不属于受理范围的，应向投诉举报人说明理由，并在登记中如实注明）",
    message="投诉举报“{subject}”{refused}决定不受理，{what}",
    advice="向投诉举报人说明理由，照说明的写进“不受理的理由（reason）”。",
)
def refused_without_reason(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.departments))
    for one in catalogue.all(Complaint):
        if one.refused_on and not one.reason:
            what = "没有写明理由"
            yield hit(
                one.at("reason"), subject=one.number or one.id, refused=one.refused_on, what=what
            )
        if one.refused_on and one.accepted_on:
            what = f"又写着{one.accepted_on}受理"
            advice = "对照登记簿，受理和不受理只留一个。"
            at = one.at("accepted_on")
            yield hit(
                at, advice=advice, subject=one.number or one.id, refused=one.refused_on, what=what
            )


@rule(
    "CMP004",
    title="没有反馈投诉举报的结果",
    clause=CLAUSE,
    source=f"{SOURCE}（将调查进展和调查结果及时反馈投诉举报人）",
    message="投诉举报“{subject}”{accepted}受理，{what}",
    advice="办结以后反馈投诉举报人，写明“反馈日期（answered_on）”和“结果（result）”；受理时答应的期限写进“答应的期限（due_on）”。",
    kind=Kind.CLOCK,
)
def result_not_fed_back(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.departments))
    for clock in late(catalogue, day, "CMP004"):
        what = f"答应{clock.due.due}以前反馈结果，{told(clock, day, '反馈')}"
        at, cure = place(catalogue, clock, "answered_on"), advice(clock)
        yield hit(at, advice=cure, subject=clock.subject, accepted=clock.started, what=what)
    for one in catalogue.all(Complaint):
        # Without a term nothing would ever be late.
        if one.accepted_on and not one.due_on and not one.answered_on:
            yield hit(
                one.at("due_on"),
                kind=Kind.RECORD,
                subject=one.number or one.id,
                accepted=one.accepted_on,
                what="没有写明哪天以前反馈结果",
            )
        if one.answered_on and not one.result:
            yield hit(
                one.at("result"),
                kind=Kind.RECORD,
                advice="照反馈的写明“结果（result）”：查到什么、怎样处理。",
                subject=one.number or one.id,
                accepted=one.accepted_on or "没有写哪天",
                what=f"{one.answered_on}反馈，没有写结果",
            )


@rule(
    "CMP005",
    title="投诉举报没有编号",
    clause=CLAUSE,
    source=f"{SOURCE}（对接到的投诉举报要进行编号登记）",
    message="{received}收到的投诉举报“{id}”{what}",
    advice="按登记簿的顺序编号，写进“编号（number）”；一个编号只给一件。",
)
def unnumbered(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.departments))
    given = Counter((one.department, one.number) for one in catalogue.all(Complaint))
    seen: set[tuple[str, str]] = set()
    for one in catalogue.all(Complaint):
        what = ""
        if one.number is None:
            what = "没有编号"
        elif given[one.department, one.number] > 1 and (one.department, one.number) in seen:
            what = f"的编号“{one.number}”已经给了另一件"
        if what:
            yield hit(one.at("number"), received=one.received_on, id=one.id, what=what)
        seen.add((one.department, one.number or ""))
