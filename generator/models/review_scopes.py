"""重大执法决定法制审核目录：lists/departments/ID/review_scopes/ID.yaml。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import Day, Record, Register, Slug, Text, Whole, described, in_folder_of
from generator.models.measures import Measure


class ReviewScope(Record):
    """What a department has reviewed for legality before it decides, by whom and how fast (方案二（二）1).

    It holds from its first day until the day before the next one of the department begins.
    """

    register: ClassVar[Register] = Register(
        name="review_scopes",
        title="法制审核目录",
        path="departments/{department}/review_scopes/{id}.yaml",
        clause="2.2.1",
        about="哪些决定作出以前要经过法制审核，怎样审核、多少天审完",
        listed=("begins_on", "working_days", "office"),
        unit="份",
    )

    department: Slug = in_folder_of("公布目录的部门")
    id: Slug = described("标识", "永久标识，与文件同名", example="mr-review-2026")
    name: Text = described("名称", "目录名称", example="重大行政执法决定法制审核目录（2026年版）")
    document: Text | None = described(
        "文件", "公布目录的文件", example="明市监法〔2025〕12号", default=None, official=True
    )
    begins_on: Day = described("起", "自哪天起施行", example="2026-01-01", clause="2.2.1")
    measures: list[Measure] = described(
        "重大决定的情形", "符合一种就要审核", example=[], min_length=1, clause="2.2.1"
    )
    materials: list[Text] = described(
        "送审材料", "送审时交什么", example=["案件调查报告"], min_length=1, clause="2.2.1"
    )
    steps: list[Text] = described(
        "审核流程",
        "从送审到出具意见的步骤",
        example=["承办机构送审"],
        min_length=1,
        clause="2.2.1",
    )
    working_days: Annotated[Whole, Field(ge=1, le=60)] = described(
        "审核时限", "收到送审材料以后多少个工作日", example=5, unit="个工作日", clause="2.2.1"
    )
    office: Slug = described(
        "审核机构", "负责审核的内设机构的标识", example="legal", refers="units", clause="2.2.1"
    )
    remark: Text | None = described("备注", "其他说明", example="每年修订一次", default=None)
