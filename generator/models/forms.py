"""执法文书目录：lists/departments/ID/forms/ID.yaml，一种文书一个文件。"""

from typing import ClassVar

from generator.models.base import Day, Record, Register, Slug, Text, Url, described, in_folder_of
from generator.models.dockets import CaseStep, DocketKind


class Form(Record):
    """A form of the department's, made after the province's standard ones (方案二（四）8)."""

    register: ClassVar[Register] = Register(
        name="forms",
        title="执法文书",
        path="departments/{department}/forms/{id}.yaml",
        clause="2.4.8",
        about="本部门统一格式的执法文书，哪些步骤、哪些案卷要用",
        key=("department", "id"),
        order=(("begins_on", "ends_on"),),
        listed=("step", "required_for", "begins_on"),
        unit="种",
    )

    department: Slug = in_folder_of("制定文书的部门")
    id: Slug = described("标识", "与文件同名，在本部门内唯一", example="penalty-notice")
    name: Text = described("名称", "文书名称", example="行政处罚告知书", clause="2.4.8")
    step: CaseStep | None = described(
        "步骤", "记录办案的哪一步", example="notice", default=None, clause="2.2.2"
    )
    required_for: list[DocketKind] = described(
        "案卷必备", "哪几类案件的案卷里必须有；没有的不写", example=["penalty"], default=[],
        clause="2.4.8",
    )  # fmt: skip
    based_on: Text | None = described(
        "依据",
        "所依据的省行政处罚标准文书",
        example="省行政处罚标准文书第12式",
        default=None,
        clause="2.4.8",
    )
    contents: list[Text] = described(
        "载明事项", "文书上要写明什么", example=["拟作出的处罚"], default=[], clause="2.4.8"
    )
    url: Url | None = described(
        "下载地址",
        "文书样式在哪里下载",
        example="https://example.invalid/forms/penalty-notice.docx",
        default=None,
        official=True,
        clause="2.4.8",
    )
    begins_on: Day = described("起", "自哪天起使用", example="2026-01-01")
    ends_on: Day | None = described(
        "止", "用到哪天（含当日）；仍在用的不写", example="2027-12-31", default=None
    )
    remark: Text | None = described(
        "备注", "其他说明", example="与省标准文书同步修订", default=None
    )
