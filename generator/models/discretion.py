"""裁量权基准：lists/departments/ID/discretion/ID.yaml。"""

from typing import ClassVar

from generator.models.base import Day, Part, Record, Register, Slug, Text, described, in_folder_of
from generator.models.choices import TierLevel
from generator.models.parts import Range


class TierRange(Range):
    range: Slug = described(
        "法定幅度",
        "所划分的法定幅度，是职权依据中幅度的标识",
        example="under-10000",
        refers="ranges",
    )


class Tier(Part):
    id: Slug = described("标识", "在本基准内唯一，案例用它指明", example="lighter")
    level: TierLevel = described("档次", "不予处罚、减轻、从轻、一般、从重", example="lighter")
    name: Text | None = described(
        "档次名称", "同一档次细分时写明", example="从轻（一）", default=None
    )
    circumstances: list[Text] = described(
        "情节", "符合什么情形落在这一档", example=["货值金额不足2000元，主动召回"], min_length=1
    )
    ranges: list[TierRange] = described(
        "幅度", "对每个法定幅度划出的范围；不予处罚的不写", example=[], default=[]
    )
    note: Text | None = described(
        "说明", "并处等其他处理", example="并处没收违法所得", default=None
    )


class Discretion(Record):
    """How far a penalty power goes: circumstances → tier → range (方案二（三）1; Penalty Law 34)."""

    register: ClassVar[Register] = Register(
        name="discretion",
        title="裁量基准",
        path="departments/{department}/discretion/{id}.yaml",
        clause="2.3.1",
        about="什么情节落在哪一档、罚多少",
    )

    department: Slug = in_folder_of("制定或者执行基准的部门")
    id: Slug = described("标识", "永久标识，与文件同名", example="expired-food-2026")
    power: Slug = described("职权", "所裁量的处罚职权", example="expired-food", refers="powers")
    sub_item: Slug | None = described(
        "子项", "只适用于某一子项的", example="sale", default=None, refers="sub_items"
    )
    name: Text = described("名称", "违法行为或者基准名称", example="经营超过保质期食品裁量基准")
    document: Text | None = described(
        "文件", "公布基准的文件", example="明市监规〔2025〕3号", default=None
    )
    from_: Day = described("起", "自哪天起施行", example="2026-01-01", alias="from")
    until: Day | None = described(
        "止", "到哪天为止（含当日）；仍施行的不写", example="2027-12-31", default=None
    )
    tiers: list[Tier] = described("档次", "由轻到重", example=[], min_length=1, clause="2.3.1")
    remark: Text | None = described("备注", "其他说明", example="每年评估一次", default=None)
