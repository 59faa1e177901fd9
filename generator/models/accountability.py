"""责任追究：lists/departments/ID/accountability/ID.yaml，一条线索一份，不写人名。"""

from typing import ClassVar

from generator.models.base import Choice, Day, Record, Register, Slug, Text, described, in_folder_of
from generator.models.entrustments import PowerRef


class LeadSource(Choice):
    COMPLAINT = "complaint", "投诉举报"
    FILE_REVIEW = "file_review", "案卷评查"
    APPRAISAL = "appraisal", "评议考核"
    SUPERVISION = "supervision", "执法监督检查"
    RECONSIDERATION = "reconsideration", "行政复议"
    LITIGATION = "litigation", "行政诉讼"
    HANDED_OVER = "handed_over", "监察、审计等机关移交"
    OTHER = "other", "其他"


class Step(Choice):
    """The steps of a decision whose people answer for it apart (方案二（六）1: 办、审、定)."""

    FOUND = "found", "发现线索、调查核实"
    HANDLER = "handler", "承办"
    REVIEWER = "reviewer", "审核"
    LEGAL_REVIEWER = "legal_reviewer", "法制审核"
    DECIDER = "decider", "决定"
    TRANSFER = "transfer", "移送"


class Sanction(Choice):
    """What somebody bore; EXEMPT where nobody did, with the reason."""

    CRITICISED = "criticised", "批评教育"
    CIRCULATED = "circulated", "通报批评"
    OFF_POST = "off_post", "离岗培训"
    TRANSFERRED = "transferred", "调离执法岗位"
    DISQUALIFIED = "disqualified", "取消执法资格"
    DISCIPLINED = "disciplined", "处分"
    EXEMPT = "exempt", "免予追究"


class Accountability(Record):
    """A lead to unlawful or improper enforcement, and who answered for which step of it."""

    register: ClassVar[Register] = Register(
        name="accountability",
        title="责任追究",
        path="departments/{department}/accountability/{id}.yaml",
        clause="2.6.1",
        about="违法或者不当执法线索的查证和追究结果，不写人名",
        order=(
            ("received_on", "verified_on"),
            ("verified_on", "decide_by"),
            ("verified_on", "decided_on"),
        ),
        listed=("source", "verified_on", "steps", "sanctions", "decided_on"),
        unit="件",
    )

    department: Slug = in_folder_of("追究谁的执法", example="urban-management")
    id: Slug = described("标识", "永久标识", example="unsealed-goods-2026")
    title: Text = described("事由", "一句话，不写人名和当事人", example="扣押物品没有出具清单")
    source: LeadSource = described("线索来源", "线索从哪里来", example="complaint", clause="2.6.1")
    lead: Text = described(
        "线索", "反映什么问题，不写人名和当事人", example="反映扣押经营工具时没有当场交付清单"
    )
    powers: list[PowerRef] = described(
        "职权", "涉及哪些职权", example=["street-vending"], default=[], refers="powers"
    )
    received_on: Day = described(
        "收到日期", "收到或者发现线索的日期", example="2026-03-02", clause="2.6.1"
    )
    body: Text = described("追究机关", "由谁调查、追究", example="某市城市管理局", clause="2.6.1")
    verified_on: Day | None = described(
        "查证属实日期",
        "查证属实的日期；还在核实的、查无实据的不写",
        example="2026-03-20",
        default=None,
        clause="2.6.1",
    )
    unfounded: Text | None = described(
        "查无实据",
        "核实以后不能成立的，写明查到什么",
        example="调取执法记录，清单当场交付并有签收",
        default=None,
    )
    decide_by: Day | None = described(
        "处理期限",
        "立案追究时写明的作出处理的期限",
        example="2026-05-20",
        default=None,
        clause="2.6.1",
    )
    decided_on: Day | None = described(
        "处理日期", "作出处理的日期", example="2026-04-28", default=None, clause="2.6.1"
    )
    steps: list[Step] = described(
        "责任环节",
        "哪个环节的人承担责任：承办、审核、法制审核、决定",
        example=["handler"],
        default=[],
        clause="2.6.1",
    )
    sanctions: list[Sanction] = described(
        "处理方式", "作出了什么处理", example=["criticised"], default=[], clause="2.6.1"
    )
    outcome: Text | None = described(
        "处理结果",
        "怎样追究、怎样改正，不写人名",
        example="对两名承办人员批评教育，退还物品并补送清单",
        default=None,
        clause="2.6.1",
    )
    reason: Text | None = described(
        "免予追究的理由",
        "免予追究的，写明依据哪条规定、什么事实",
        example="主动发现并及时改正，没有造成损害",
        default=None,
    )
    answered_for: Text | None = described(
        "单位承担的后果",
        "应当追究而没有积极主动追究的单位，承担了什么后果",
        example="在全市通报，当年考核不得评为优秀",
        default=None,
        clause="2.6.1",
    )
    remark: Text | None = described("备注", "其他说明", example="经监察机关转来", default=None)
