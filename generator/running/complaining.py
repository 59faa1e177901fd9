"""方案 2.4.10 投诉举报和 2.4.9 监督协作：告知受理、反馈结果、答复线索。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as runs
from generator.deadlines import ACCEPTANCE, COMPLAINT_RESULT, LEAD
from generator.models.complaints import Complaint
from generator.models.joint_supervision import JointKind, JointSupervision
from generator.periods import GivenDay


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """Every complaint and its result, and every lead that was handed over."""
    for one in catalogue.all(Complaint):
        name = one.number or one.id
        yield from runs(catalogue, day, ACCEPTANCE, one, name, one.received_on, one.told_on)
        if one.due_on:
            yield from runs(
                catalogue, day, COMPLAINT_RESULT, one, name, one.accepted_on, one.answered_on,
                term=GivenDay(one.due_on),
            )  # fmt: skip
    for lead in catalogue.all(JointSupervision):
        if lead.kind is JointKind.LEAD and lead.answer_by:
            yield from runs(
                catalogue, day, LEAD, lead, lead.subject, lead.shared_on, lead.answered_on,
                term=GivenDay(lead.answer_by),
            )  # fmt: skip
