"""案卷评查：lists/departments/ID/file_reviews/YEAR.yaml，一年一份。"""

from typing import ClassVar

from generator.models.base import (
    Choice,
    Day,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Whole,
    Year,
    described,
    in_folder_of,
)


class ReviewMeasure(Choice):
    """What follows from a result (方案二（四）2)."""

    COMMENDED = "commended", "通报表彰"
    CRITICISED = "criticised", "通报批评"
    ORDERED = "ordered", "责令整改"
    BARRED = "barred", "取消当年评优评先资格"


class ReviewConsequence(Part):
    measure: ReviewMeasure = described(
        "处理",
        "优秀的通报表彰；不合格的通报批评、责令整改、取消当年评优评先资格",
        example="commended",
        clause="2.4.2",
    )
    on: Day = described("日期", "作出处理的日期", example="2026-10-20", clause="2.4.2")
    people: Whole = described("人数", "涉及几人", example=3)
    document: Text | None = described(
        "文件", "通报的文号", example="明市监通〔2026〕9号", default=None
    )


class FileReview(Record):
    """The yearly review of case files of a department: how many, by whom, with what results."""

    register: ClassVar[Register] = Register(
        name="file_reviews",
        title="案卷评查",
        path="departments/{department}/file_reviews/{year}.yaml",
        clause="2.4.2",
        about="各部门每年组织的案卷评查和评查结果",
        key=("department", "year"),
        listed=("held_on", "excellent", "qualified", "unqualified"),
        unit="次",
    )

    department: Slug = in_folder_of("组织评查的部门")
    year: Year = described("年度", "哪一年的评查", example="2026", from_path=True)
    held_on: Day = described("评查日期", "评出结果的日期", example="2026-09-25", clause="2.4.2")
    by: Text = described(
        "评查人", "由谁评查，写机构和人数，不写姓名", example="法规科牵头，各执法科室4人交叉评查"
    )
    sampling: Text = described(
        "抽查办法", "怎样抽取案卷", example="当年办结的处罚案卷每10卷抽1卷，不足30卷的抽3卷"
    )
    closed: Whole = described("办结案卷", "当年可以抽取的案卷有多少", example=212)
    excellent: Whole = described("优秀", "评为优秀的案卷数", example=4, clause="2.4.2")
    qualified: Whole = described("合格", "评为合格的案卷数", example=16, clause="2.4.2")
    unqualified: Whole = described("不合格", "评为不合格的案卷数", example=1, clause="2.4.2")
    problems: list[Text] = described(
        "发现的问题",
        "案卷里普遍的问题，不写人名和案件当事人",
        example=["送达回证没有写明送达时间"],
        default=[],
    )
    consequences: list[ReviewConsequence] = described(
        "结果的处理", "按评查结果作出的处理", example=[], default=[], clause="2.4.2"
    )
    remark: Text | None = described("备注", "其他说明", example="与年度考核一并通报", default=None)

    @property
    def reviewed(self) -> int:
        """How many files were reviewed."""
        return self.excellent + self.qualified + self.unqualified
