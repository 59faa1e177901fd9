"""委托执法：lists/departments/ID/entrustments/ID.yaml。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import (
    Choice,
    Day,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Url,
    Whole,
    described,
    in_folder_of,
)
from generator.models.parts import Citation

PowerRef = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)?$")]


class CleanUpResult(Choice):
    KEPT = "kept", "保留"
    CHANGED = "changed", "调整"
    ENDED = "ended", "终止"


class CleanUp(Part):
    """The yearly clean-up of entrustments and its result."""

    year: Whole = described("年度", "清理年度", example=2026, clause="2.1.3")
    on: Day = described("日期", "完成清理的日期", example="2026-03-15")
    result: CleanUpResult = described("结果", "保留、调整或者终止", example="kept")
    note: Text | None = described("说明", "调整了什么", example="减少两项", default=None)


class Agreement(Part):
    number: Text | None = described(
        "编号", "委托书编号", example="明市监委〔2025〕1号", default=None, official=True
    )
    signed_on: Day = described("签订日期", "委托书签订日期", example="2025-06-20")
    url: Url | None = described(
        "网址",
        "委托书公布的地址",
        example="https://example.invalid/agreement",
        default=None,
        official=True,
    )


class Publication(Part):
    on: Day = described("公布日期", "公布的日期", example="2025-06-25")
    where: Text = described("公布载体", "在哪里公布", example="本单位门户网站")


class Publications(Part):
    """Both sides publish the written agreement (Penalty Law, article 20)."""

    entrusting: Publication | None = described(
        "委托机关公布", "委托机关何时何处公布", example={}, default=None
    )
    entrusted: Publication | None = described(
        "受委托组织公布", "受委托组织何时何处公布", example={}, default=None
    )


class Entrustment(Record):
    """A department entrusts some of its powers to a body, in writing, for a time."""

    register: ClassVar[Register] = Register(
        name="entrustments",
        title="委托执法",
        path="departments/{department}/entrustments/{id}.yaml",
        clause="2.1.3",
        about="委托谁、委托哪些职权、到什么时候",
    )

    department: Slug = in_folder_of("委托机关的标识", title="委托机关")
    id: Slug = described("标识", "永久标识，与文件同名", example="food-brigade")
    body: Slug = described(
        "受委托组织", "受委托组织的标识", example="food-brigade", refers="bodies", clause="2.1.3"
    )
    powers: list[PowerRef] = described(
        "委托的职权",
        "职权标识，子项写作“职权/子项”",
        example=["expired-food"],
        min_length=1,
        refers="powers",
        clause="2.1.3",
    )
    scope: Text | None = described(
        "委托权限",
        "在什么范围内、做什么",
        example="城区食品经营者的日常检查和调查",
        default=None,
        clause="2.1.3",
    )
    legal_basis: list[Citation] = described(
        "法律依据", "凭哪一条可以委托", example=[], default=[], clause="2.1.3"
    )
    from_: Day | None = described(
        "起", "委托期限自哪天起", example="2025-07-01", default=None, alias="from", clause="2.1.3"
    )
    until: Day | None = described(
        "止", "委托期限到哪天（含当日）", example="2027-06-30", default=None, clause="2.1.3"
    )
    agreement: Agreement | None = described(
        "委托书", "书面委托", example={}, default=None, clause="2.1.3"
    )
    published: Publications = described(
        "公布", "双方都应当公布", example={}, default=Publications(), clause="2.1.3"
    )
    clean_ups: list[CleanUp] = described(
        "清理", "每年清理的结果", example=[], default=[], clause="2.1.3"
    )
    remark: Text | None = described("备注", "其他说明", example="不含吊销许可证", default=None)
