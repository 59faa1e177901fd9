"""执法人员档案：监督库的 lists/departments/ID/officer_files.csv，一人一档。"""

from typing import ClassVar

from generator.models.base import (
    SUPERVISION,
    Choice,
    Day,
    Record,
    Register,
    Slug,
    Text,
    described,
    in_folder_of,
)


class FileContent(Choice):
    """What the plan wants in the file of an officer (方案二（四）6)."""

    BASICS = "basics", "基本情况"
    DUTIES = "duties", "执法责任"
    TRAINING = "training", "培训"
    PERFORMANCE = "performance", "执法绩效"
    REVIEW = "review", "评议"
    APPRAISAL = "appraisal", "考核"
    COMPLAINTS = "complaints", "群众投诉举报"
    REWARDS = "rewards", "奖惩"


class OfficerFile(Record):
    """The one file of an officer, for life; it goes where the officer goes."""

    register: ClassVar[Register] = Register(
        name="officer_files",
        title="执法人员档案",
        path="departments/{department}/officer_files.csv",
        clause="2.4.6",
        about="每名执法人员的评议考核档案在哪里、里面有什么",
        root=SUPERVISION,
        order=(
            ("opened_on", "moved_on"),
            ("moved_on", "received_on"),
            ("sent_on", "received_on"),
        ),
        listed=("officer", "opened_on", "contents", "moved_to", "sent_on", "received_on"),
        paged=False,
        unit="份",
    )

    department: Slug = in_folder_of("保管档案的部门")
    id: Slug = described("标识", "永久标识", example="da-mr-0001")
    number: Text = described(
        "档号", "档案的编号", example="明市监执档0001", official=True, clause="2.4.6"
    )
    officer: Slug = described(
        "执法人员", "谁的档案", example="mr-0001", refers="officers", clause="2.4.6"
    )
    opened_on: Day = described("建档日期", "什么时候建的", example="2023-06-12", clause="2.4.6")
    contents: list[FileContent] = described(
        "内容", "档案里有哪些材料", example="basics;duties;training;appraisal", default=[],
        clause="2.4.6",
    )  # fmt: skip
    moved_to: Slug | None = described(
        "调往部门",
        "人调走的，写去了哪个部门",
        example="urban-management",
        default=None,
        refers="departments",
        clause="2.4.6",
    )
    moved_on: Day | None = described(
        "调动日期", "人员调动的日期", example="2026-03-01", default=None, clause="2.4.6"
    )
    sent_on: Day | None = described(
        "移交日期", "档案移交的日期", example="2026-03-05", default=None, clause="2.4.6"
    )
    received_on: Day | None = described(
        "接收日期", "新部门收到档案的日期", example="2026-03-09", default=None, clause="2.4.6"
    )
