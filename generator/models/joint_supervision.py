"""与监察、审计的协作：监督库的 lists/joint_supervision/YEAR.csv，一件一行。"""

from typing import ClassVar

from generator.models.base import (
    SUPERVISION,
    Choice,
    Day,
    Record,
    Register,
    Slug,
    Text,
    Year,
    described,
)


class JointKind(Choice):
    LEAD = "lead", "移交线索"
    CASE = "case", "联合办案"
    BRIEFING = "briefing", "情况通报"


class Partner(Choice):
    INSPECTION = "inspection", "监察机关"
    AUDIT = "audit", "审计机关"
    OTHER = "other", "其他监督机关"


class JointSupervision(Record):
    """A lead, a case or a briefing shared with those who supervise beside the legal office (方案二（四）9)."""

    register: ClassVar[Register] = Register(
        name="joint_supervision",
        title="监督协作",
        path="joint_supervision/{year}.csv",
        clause="2.4.9",
        about="与监察、审计等专门监督之间移交的线索、联合办的案件和情况通报",
        key=("year", "id"),
        root=SUPERVISION,
        order=(("shared_on", "answer_by"), ("shared_on", "answered_on")),
        listed=("kind", "partner", "department", "shared_on", "answer_by", "answered_on", "result"),
        unit="件",
    )

    year: Year = described("年度", "移交、通报的年度", example="2026", from_path=True)
    id: Slug = described("标识", "在本年度唯一", example="xz-3")
    kind: JointKind = described("种类", "线索、案件或者通报", example="lead", clause="2.4.9")
    partner: Partner = described("协作机关", "与哪一类机关", example="audit", clause="2.4.9")
    department: Slug = described(
        "部门", "关于哪个部门的执法，由它答复", example="market-regulation", refers="departments"
    )
    subject: Text = described("事由", "什么线索、什么案件", example="审计发现两笔罚款没有按时缴库")
    shared_on: Day = described(
        "移交日期", "移交、立案或者通报的日期", example="2026-05-11", clause="2.4.9"
    )
    answer_by: Day | None = described(
        "答复期限", "移交时写明的答复期限", example="2026-06-10", default=None, clause="2.4.9"
    )
    answered_on: Day | None = described(
        "答复日期", "书面答复的日期", example="2026-06-05", default=None, clause="2.4.9"
    )
    result: Text | None = described(
        "结果", "查到什么、怎样处理", example="已经缴库，调整了收款流程", default=None
    )
