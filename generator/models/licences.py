"""行政许可结果：lists/departments/ID/licences/YEAR.csv，一件一行。"""

from datetime import date
from typing import ClassVar

from generator.models.base import Choice, Day, Register, Text, described
from generator.models.choices import PowerType
from generator.models.outcomes import Outcome


class LicenceKind(Choice):
    """Administrative Licensing Law, article 12, as the double disclosure names them."""

    ORDINARY = "ordinary", "普通"
    CONCESSION = "concession", "特许"
    RECOGNITION = "recognition", "认可"
    APPROVAL = "approval", "核准"
    REGISTRATION = "registration", "登记"
    OTHER = "other", "其他"


class LicenceResult(Choice):
    GRANTED = "granted", "准予"
    REFUSED = "refused", "不予"


class LicenceEnd(Choice):
    """Administrative Licensing Law, articles 8, 69 and 70; revocation as a penalty (Penalty Law, 9)."""

    TAKEN_BACK = "taken_back", "撤回"
    ANNULLED = "annulled", "撤销"
    REVOKED = "revoked", "吊销"
    CANCELLED = "cancelled", "注销"


class LicenceState(Choice):
    """Where a licence stands on a day, as its dates say it."""

    REFUSED = "refused", "不予许可"
    ENDED = "ended", "已终止"
    EXPIRED = "expired", "已过有效期"
    TO_COME = "to_come", "尚未生效"
    VALID = "valid", "有效"


class Licence(Outcome):
    """A licensing decision as the double disclosure publishes it (方案二（二）3)."""

    register: ClassVar[Register] = Register(
        name="licences",
        title="行政许可结果",
        path="departments/{department}/licences/{year}.csv",
        clause="2.2.3",
        about="公开的行政许可决定",
        key=("department", "year", "id"),
        # Licensing Law 42 to 44: accepted, decided, delivered.
        order=(
            ("accepted_on", "submitted_on"),
            ("submitted_on", "reviewed_on"),
            ("accepted_on", "decided_on"),
            ("decided_on", "served_on"),
            ("decided_on", "disclosed_on"),
            ("valid_from", "valid_until"),
            ("decided_on", "ended_on"),
        ),
        listed=("number", "kind", "result", "decided_on", "valid_until"),
        unit="件",
        family="outcomes",
    )

    power_types: ClassVar[tuple[PowerType, ...]] = (PowerType.LICENCE,)

    document: Text = described(
        "许可决定文书", "决定文书的名称", example="准予行政许可决定书", clause="2.2.3"
    )
    kind: LicenceKind = described(
        "许可类别", "普通、特许、认可、核准、登记、其他", example="ordinary", clause="2.2.3"
    )
    result: LicenceResult = described("决定", "准予或者不予", example="granted", clause="2.2.3")
    reason: Text | None = described(
        "理由", "不予许可的理由", example="经营场所不符合条件", default=None, clause="2.2.3"
    )
    certificate_name: Text | None = described(
        "许可证书", "许可证书的名称", example="食品经营许可证", default=None, clause="2.2.3"
    )
    certificate_number: Text | None = described(
        "证书编号",
        "许可证书的编号",
        example="JY10000000000001",
        default=None,
        official=True,
        clause="2.2.3",
    )
    content: Text = described("许可内容", "准许做什么", example="热食类食品制售", clause="2.2.3")
    accepted_on: Day | None = described(
        "受理日期", "受理申请的日期", example="2026-10-20", default=None, clause="2.2.2"
    )
    valid_from: Day | None = described(
        "有效期自", "从哪天起有效", example="2026-11-06", default=None, clause="2.2.3"
    )
    valid_until: Day | None = described(
        "有效期至",
        "到哪天为止有效（含当日）；长期有效的不写",
        example="2031-11-05",
        default=None,
        clause="2.2.3",
    )
    ended_on: Day | None = described(
        "终止日期",
        "撤回、撤销、吊销、注销的日期",
        example="2026-12-01",
        default=None,
        clause="2.2.3",
    )
    ended_by: LicenceEnd | None = described(
        "终止方式", "撤回、撤销、吊销或者注销", example="cancelled", default=None, clause="2.2.3"
    )
    remark: Text | None = described("备注", "其他说明", example="延续换证", default=None)

    def state(self, day: date) -> LicenceState:
        """Whether the licence holds on a day."""
        if self.result is LicenceResult.REFUSED:
            return LicenceState.REFUSED
        if self.ended_on is not None and self.ended_on <= day:
            return LicenceState.ENDED
        if self.valid_until is not None and self.valid_until < day:
            return LicenceState.EXPIRED
        if day < (self.valid_from or self.decided_on):
            return LicenceState.TO_COME
        return LicenceState.VALID
