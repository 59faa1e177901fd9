"""审批事项、机构职能的调整：lists/adjustments/ID.yaml，一次调整一个文件。"""

from typing import ClassVar

from generator.models.base import Choice, Day, Record, Register, Slug, Text, Url, described
from generator.models.entrustments import PowerRef


class AdjustmentKind(Choice):
    """What beside a law's change starts the month (方案二（一）2)."""

    ADJUSTED = "approvals_adjusted", "行政审批事项调整"
    CANCELLED = "approvals_cancelled", "行政审批事项取消"
    DELEGATED = "approvals_delegated", "行政审批事项下放"
    FUNCTIONS = "functions_changed", "机构职能调整"


class Adjustment(Record):
    """Approvals are adjusted, cancelled or delegated, or a body's functions change: answered like a law's event."""

    register: ClassVar[Register] = Register(
        name="adjustments",
        title="事项和职能调整",
        path="adjustments/{id}.yaml",
        clause="2.1.2",
        about="审批事项的调整、取消、下放和机构职能的变化，涉及哪些部门和职权",
    )

    id: Slug = described(
        "标识", "永久标识，与文件同名；答复时写它", example="food-licence-delegated"
    )
    kind: AdjustmentKind = described(
        "种类",
        "审批事项调整、取消、下放，或者机构职能调整",
        example="approvals_delegated",
        clause="2.1.2",
    )
    title: Text = described(
        "名称", "一句话说明调整了什么", example="食品经营许可下放区市场监管局实施"
    )
    published: Day = described(
        "公布日期", "一个月的期限从这一天起算", example="2026-11-16", clause="2.1.2"
    )
    effective: Day | None = described(
        "施行日期", "不写的，视为自公布之日起施行", example="2027-01-01", default=None
    )
    authority: Text | None = described(
        "机关", "作出调整决定的机关", example="某市人民政府", default=None
    )
    document: Text | None = described(
        "文件", "决定的名称和文号", example="明政发〔2026〕21号", default=None
    )
    source: Text = described("出处", "事实的出处", example="某市人民政府公报2026年第22期")
    url: Url | None = described(
        "网址",
        "决定公布的网址",
        example="https://example.invalid/decision",
        default=None,
        official=True,
    )
    departments: list[Slug] = described(
        "涉及部门",
        "要答复的部门",
        example=["market-regulation"],
        min_length=1,
        refers="departments",
        clause="2.1.2",
    )
    items: list[PowerRef] = described(
        "涉及职权",
        "要逐项答复的职权，子项写作“职权/子项”；没有列出职权的部门，就整个部门答复一次",
        example=["food-business-licence"],
        default=[],
        refers="powers",
        clause="2.1.2",
    )
    remark: Text | None = described("备注", "其他说明", example="过渡期六个月", default=None)
