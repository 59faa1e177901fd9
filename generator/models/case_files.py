"""案卷：lists/departments/ID/case_files/YEAR.csv，一卷一行，只在监督库里。"""

from typing import ClassVar

from generator.models.base import (
    SUPERVISION,
    Day,
    Record,
    Register,
    Slug,
    Text,
    Year,
    described,
    in_folder_of,
)
from generator.models.dockets import DocketKey


class CaseFile(Record):
    """The papers of a closed case, bound and archived (方案二（四）8). When it was closed, its docket says."""

    register: ClassVar[Register] = Register(
        name="case_files",
        title="案卷",
        path="departments/{department}/case_files/{year}.csv",
        clause="2.4.8",
        about="办结的案件立了什么卷、什么时候归档",
        key=("department", "year", "id"),
        root=SUPERVISION,
        listed=("docket", "archived_on", "documents"),
        unit="卷",
    )

    department: Slug = in_folder_of("立卷的部门")
    year: Year = described("年度", "立卷的年份", example="2026", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一", example="j-12")
    number: Text | None = described(
        "档号", "归档的编号", example="2026-cf-0012", default=None, official=True, clause="2.4.8"
    )
    docket: DocketKey = described(
        "案件",
        "案件登记簿里的案件，写作“部门/年度/标识”",
        example="market-regulation/2026/la-12",
        refers="dockets",
        clause="2.4.8",
    )
    documents: list[Slug] = described(
        "文书",
        "入卷的文书，写文书目录里的标识",
        example="opening-approval;penalty-notice",
        default=[],
        of_own="forms",
        clause="2.4.8",
    )
    archived_on: Day | None = described(
        "归档日期", "归档的日期；还没有归档的不写", example="2026-12-10", default=None,
        clause="2.4.8",
    )  # fmt: skip
    remark: Text | None = described("备注", "其他说明", example="附光盘一张", default=None)
