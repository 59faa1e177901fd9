"""其他执法结果：lists/departments/ID/other_acts/YEAR.csv，一件一行。"""

from typing import ClassVar

from generator.models.base import Day, Money, Register, Text, described
from generator.models.choices import PowerType
from generator.models.outcomes import Outcome


class OtherAct(Outcome):
    """A compulsion, levy, benefit, inspection, confirmation, reward, adjudication or other act.

    Which of them it is, its power says.
    """

    register: ClassVar[Register] = Register(
        name="other_acts",
        title="其他执法结果",
        path="departments/{department}/other_acts/{year}.csv",
        clause="2.2.3",
        about="公开的强制、征收、给付、检查、确认、奖励、裁决等决定",
        key=("department", "year", "id"),
        order=(
            ("accepted_on", "submitted_on"),
            ("submitted_on", "reviewed_on"),
            ("accepted_on", "decided_on"),
            ("decided_on", "served_on"),
            ("decided_on", "disclosed_on"),
            ("holds_from", "holds_until"),
            ("holds_from", "lifted_on"),
        ),
        listed=("number", "power", "content", "decided_on"),
        unit="件",
        family="outcomes",
    )

    power_types: ClassVar[tuple[PowerType, ...]] = tuple(
        kind for kind in PowerType if kind not in (PowerType.LICENCE, PowerType.PENALTY)
    )

    document: Text = described("文书", "决定文书的名称", example="查封、扣押决定书", clause="2.2.3")
    content: Text = described(
        "决定内容", "决定了什么", example="扣押超过保质期的饼干4袋", clause="2.2.3"
    )
    amount: Money | None = described(
        "金额", "征收、给付、奖励多少元", example="500", default=None, clause="2.2.3"
    )
    accepted_on: Day | None = described(
        "受理日期", "依申请的，受理的日期", example="2026-10-20", default=None, clause="2.2.2"
    )
    holds_from: Day | None = described(
        "期限自", "措施、资格等从哪天起", example="2026-11-06", default=None
    )
    holds_until: Day | None = described(
        "期限至", "到哪天为止（含当日）；没有期限的不写", example="2026-12-05", default=None
    )
    lifted_on: Day | None = described(
        "解除日期", "措施解除、了结的日期", example="2026-11-20", default=None
    )
    remark: Text | None = described("备注", "其他说明", example="当事人已领取", default=None)
