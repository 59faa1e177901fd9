"""方案 2.4.9 监督协作：与监察、审计移交的线索有答复。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.joint_supervision import JointKind, JointSupervision
from generator.rules import rule
from generator.rules._late import advice, late, place, told
from generator.rules._supervised import unless_supervised


@rule(
    "JNT001",
    title="移交的线索没有答复",
    clause="2.4.9",
    source="方案二（四）9（与监察、审计等专门监督的协作，联合办案、情况通报、信息共享）",
    message="线索“{subject}”{shared}移交，{what}",
    advice="核实以后书面答复，写明“答复日期（answered_on）”和“结果（result）”；移交时写明的期限写进“答复期限（answer_by）”。",
    kind=Kind.CLOCK,
)
def lead_without_answer(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.departments))
    for clock in late(catalogue, day, "JNT001"):
        what = f"应当在{clock.due.due}以前答复，{told(clock, day, '答复')}"
        at, cure = place(catalogue, clock, "answered_on"), advice(clock)
        yield hit(at, advice=cure, subject=clock.subject, shared=clock.started, what=what)
    for one in catalogue.all(JointSupervision):
        # Without a term nothing would ever be late.
        if one.kind is JointKind.LEAD and not one.answer_by and not one.answered_on:
            yield hit(
                one.at("answer_by"),
                kind=Kind.RECORD,
                subject=one.subject,
                shared=one.shared_on,
                what="没有写明哪天以前答复",
            )
        if one.kind is JointKind.LEAD and one.answered_on and not one.result:
            yield hit(
                one.at("result"),
                kind=Kind.RECORD,
                advice="照答复写明“结果（result）”：查到什么、怎样处理。",
                subject=one.subject,
                shared=one.shared_on,
                what=f"{one.answered_on}答复，没有写结果",
            )
