"""通报曝光：content/exposures/ID.md，开头是字段，下面是剖析。"""

from typing import ClassVar

from generator.models.base import Body, Choice, Day, Record, Register, Slug, Text, described
from generator.models.entrustments import PowerRef


class Fault(Choice):
    UNLAWFUL = "unlawful", "违法"
    IMPROPER = "improper", "不当"


class Exposure(Record):
    """A department's own unlawful or improper enforcement, made known and analysed (方案二（四）11)."""

    register: ClassVar[Register] = Register(
        name="exposures",
        title="通报曝光",
        path="../content/exposures/{id}.md",
        clause="2.4.11",
        about="部门自己违法或者不当执法的典型案件和剖析，不写当事人和执法人员",
        order=(("happened_on", "published_on"),),
        listed=("department", "fault", "violation", "published_on"),
        unit="件",
    )

    id: Slug = described("标识", "永久标识，与文件同名", example="late-seizure-list")
    title: Text = described("标题", "一句话说明是什么问题", example="查封食品没有当场交付清单")
    description: Text = described(
        "摘要", "一两句话，不写当事人和执法人员", example="执法人员查封食品，三天以后才补送清单"
    )
    department: Slug = described(
        "部门", "谁的执法", example="market-regulation", refers="departments", clause="2.4.11"
    )
    power: PowerRef = described(
        "职权", "行使哪项职权时发生的", example="food-seizure", refers="powers"
    )
    fault: Fault = described("性质", "违法，还是不当", example="unlawful", clause="2.4.11")
    violation: Text = described(
        "问题", "违反了什么要求", example="查封没有当场交付查封决定书和清单"
    )
    accountability: Slug = described(
        "责任追究",
        "追究责任的记录的标识",
        example="late-list-2026",
        refers="accountability",
        clause="2.4.11",
    )
    happened_on: Day | None = described(
        "发生日期", "什么时候发生的", example="2026-05-28", default=None
    )
    published_on: Day = described(
        "通报日期", "通报曝光的日期", example="2026-08-10", clause="2.4.11"
    )
    remark: Text | None = described("备注", "其他说明", example="已经整改", default=None)
    body: Body | None = described(
        "剖析",
        "字段下面的正文：事情的经过、错在哪里、为什么会发生、怎样避免",
        example="## 错在哪里\n\n查封应当当场交付查封决定书和清单。",
        default=None,
        clause="2.4.11",
    )
