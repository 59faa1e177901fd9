"""评议考核：lists/appraisals/YEAR.csv，一个部门或者内设机构一行。"""

from typing import ClassVar

from generator.models.base import Choice, Day, Record, Register, Slug, Text, Year, described


class Grade(Choice):
    """方案二（五）3：三个档次。"""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    UNQUALIFIED = "unqualified", "不合格"


class Appraisal(Record):
    """A year's grade of a department, by the legal office, or of a unit inside it, by the department."""

    register: ClassVar[Register] = Register(
        name="appraisals",
        title="评议考核",
        path="appraisals/{year}.csv",
        clause="2.5",
        about="各部门和内设执法机构每年评议考核的等次和整改情况",
        key=("year", "id"),
        order=(("graded_on", "rectify_by"), ("graded_on", "rectified_on")),
        listed=("unit", "grade", "graded_on", "rectify_by", "rectified_on"),
        paged=False,
    )

    year: Year = described("年度", "考核的年度", example="2025", from_path=True)
    id: Slug = described(
        "标识", "在本年度唯一：部门标识，内设机构再加它的标识", example="urban-management"
    )
    department: Slug = described(
        "部门",
        "被考核的部门，或者被考核的机构所在的部门",
        example="urban-management",
        refers="departments",
        clause="2.5",
    )
    unit: Slug | None = described(
        "内设机构",
        "部门考核自己的内设机构的，写它的标识；法制机构考核部门的不写",
        example="street",
        default=None,
        refers="units",
    )
    grade: Grade = described("等次", "优秀、合格或者不合格", example="qualified", clause="2.5")
    graded_on: Day = described("评定日期", "评出等次的日期", example="2025-12-22", clause="2.5")
    reason: Text | None = described(
        "评定理由",
        "为什么评为这个等次；不合格的写明问题",
        example="3件处罚决定逾期公开，案卷评查不合格2卷",
        default=None,
    )
    consequence: Text | None = described(
        "结果运用",
        "与评选表彰、绩效考评怎样挂钩；不合格的必须写",
        example="取消当年依法行政评选名额，纳入绩效考评扣分",
        default=None,
        clause="2.5",
    )
    rectify_by: Day | None = described(
        "整改期限", "不合格的，责令哪天以前整改完", example="2026-03-31", default=None, clause="2.5"
    )
    rectified_on: Day | None = described(
        "整改日期", "整改完成、验收合格的日期", example="2026-03-20", default=None, clause="2.5"
    )
