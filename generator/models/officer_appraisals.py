"""执法人员考核：监督库的 lists/departments/ID/officer_appraisals/YEAR.csv，一人一行。"""

from typing import ClassVar

from generator.models.appraisals import Grade
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
    in_folder_of,
)


class GradeConsequence(Choice):
    """What an unqualified officer has to expect (方案二（五）3)."""

    CRITICISED = "criticised", "批评教育"
    OFF_POST = "off_post", "离岗培训"
    TRANSFERRED = "transferred", "调离执法岗位"
    DISQUALIFIED = "disqualified", "取消执法资格"


class OfficerAppraisal(Record):
    """A year's grade of an officer, given by the department: never published."""

    register: ClassVar[Register] = Register(
        name="officer_appraisals",
        title="执法人员考核",
        path="departments/{department}/officer_appraisals/{year}.csv",
        clause="2.5",
        about="每名执法人员每年评议考核的等次和处理",
        key=("department", "year", "id"),
        root=SUPERVISION,
        listed=("officer", "grade", "graded_on", "consequences"),
        paged=False,
    )

    department: Slug = in_folder_of("考核的部门")
    year: Year = described("年度", "考核的年度", example="2025", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一，用执法人员的标识", example="mr-0001")
    officer: Slug = described(
        "执法人员", "考核谁", example="mr-0001", refers="officers", clause="2.5"
    )
    grade: Grade = described("等次", "优秀、合格或者不合格", example="qualified", clause="2.5")
    graded_on: Day = described("评定日期", "评出等次的日期", example="2025-12-12", clause="2.5")
    reason: Text | None = described(
        "评定理由", "不合格的写明问题", example="两次检查没有出示执法证件", default=None
    )
    consequences: list[GradeConsequence] = described(
        "处理",
        "不合格的：批评教育或者离岗培训；连续两年的：调离执法岗位或者取消执法资格",
        example="off_post",
        default=[],
        clause="2.5",
    )
