"""行政处罚结果：lists/departments/ID/penalties/YEAR.csv，一件一行。"""

from decimal import Decimal
from typing import ClassVar

from generator.models.base import Choice, Day, Money, Register, Slug, Text, Whole, described
from generator.models.choices import PenaltyKind, PowerType, Unit
from generator.models.outcomes import Outcome


class Procedure(Choice):
    SUMMARY = "summary", "简易程序"
    ORDINARY = "ordinary", "普通程序"


class CaseSource(Choice):
    INSPECTION = "inspection", "检查"
    REPORT = "report", "举报"
    COMPLAINT = "complaint", "投诉"
    TRANSFER = "transfer", "移送"
    ASSIGNED = "assigned", "交办"
    EXPOSURE = "exposure", "曝光"
    OTHER = "other", "其他"


# The law's own order of the steps. When the legality review and the collective discussion stand before the
# notice differs by place; the law only wants both before the decision (Penalty Law, 57 and 58), so they are
# compared with the opening and the decision alone; a review after the decision is LGR002's.
STEPS = (
    ("opened_on", "notified_on"),
    ("opened_on", "heard_on"),
    ("opened_on", "submitted_on"),
    ("opened_on", "reviewed_on"),
    ("submitted_on", "reviewed_on"),
    ("opened_on", "discussed_on"),
    ("opened_on", "decided_on"),
    ("opened_on", "recusal_asked_on"),
    ("recusal_asked_on", "recusal_decided_on"),
    ("notified_on", "defended_on"),
    ("notified_on", "heard_on"),
    ("notified_on", "decided_on"),
    ("defended_on", "decided_on"),
    ("heard_on", "decided_on"),
    ("discussed_on", "decided_on"),
    ("decided_on", "served_on"),
    ("decided_on", "disclosed_on"),
    ("decided_on", "collected_on"),
    ("collected_on", "handed_in_on"),
    ("handed_in_on", "deposited_on"),
)


NOT_DISCLOSED = (
    "source",
    "procedure",
    "submitted_on",
    "reviewed_on",
    "opened_on",
    "notified_on",
    "defended_on",
    "heard_on",
    "discussed_on",
    "recusal_asked_on",
    "recusal_decided_on",
    "discretion",
    "pay_within_days",
    "collecting_institution",
    "collecting_address",
    "surcharge",
    "collected_on",
    "handed_in_on",
    "deposited_on",
)
"""What the national form of double disclosure (2018) does not ask."""


class Penalty(Outcome):
    """A penalty decision, or a decision not to punish, as the public may read it."""

    register: ClassVar[Register] = Register(
        name="penalties",
        title="行政处罚结果",
        path="departments/{department}/penalties/{year}.csv",
        clause="2.2.3",
        about="公开的行政处罚决定",
        key=("department", "year", "id"),
        order=STEPS,
        unit="件",
        family="outcomes",
    )

    power_types: ClassVar[tuple[PowerType, ...]] = (PowerType.PENALTY,)

    violation: Text = described("违法行为类型", "按公布的写法", example="经营超过保质期的食品")
    source: CaseSource | None = described(
        "案件来源",
        "怎样发现的；只有双公示内容的决定不写，别的都要写",
        example="inspection",
        default=None,
        clause="2.4.5",
    )
    procedure: Procedure | None = described(
        "程序",
        "简易或者普通；只有双公示内容的决定不写，别的都要写",
        example="ordinary",
        default=None,
    )
    opened_on: Day | None = described(
        "立案日期", "普通程序的立案日期", example="2026-09-01", default=None, clause="2.2.2"
    )
    notified_on: Day | None = described(
        "告知日期",
        "告知陈述、申辩、听证权利的日期",
        example="2026-10-15",
        default=None,
        clause="2.3.1",
    )
    defended_on: Day | None = described(
        "陈述申辩日期",
        "当事人陈述、申辩的日期；没有的不写",
        example="2026-10-18",
        default=None,
        clause="2.3.1",
    )
    heard_on: Day | None = described(
        "听证日期", "举行听证的日期；没有的不写", example="2026-10-25", default=None, clause="2.3.1"
    )
    discussed_on: Day | None = described(
        "集体讨论日期", "负责人集体讨论的日期", example="2026-10-30", default=None, clause="2.3.1"
    )
    recusal_asked_on: Day | None = described(
        "申请回避日期",
        "当事人申请回避的日期；没有的不写",
        example="2026-10-16",
        default=None,
        clause="2.3.1",
    )
    recusal_decided_on: Day | None = described(
        "回避决定日期",
        "负责人对回避申请作出决定的日期",
        example="2026-10-17",
        default=None,
        clause="2.3.1",
    )
    discretion: Slug | None = described(
        "裁量基准",
        "适用的裁量基准",
        example="expired-food-2026",
        default=None,
        refers="discretion",
        clause="2.3.1",
    )
    tier: Slug | None = described(
        "裁量档次",
        "落在基准的哪一档",
        example="lighter",
        default=None,
        refers="tiers",
        clause="2.3.1",
    )
    range: Slug | None = described(
        "适用幅度",
        "适用的法定幅度",
        example="under-10000",
        default=None,
        refers="ranges",
        clause="2.3.1",
    )
    base_amount: Money | None = described(
        "计罚基数",
        "幅度按倍数或者百分比的，查明的基数是多少元；不足条文数额的也写实际数额，计算时按条文的数额",
        example="36",
        default=None,
    )
    quantity: Money | None = described(
        "计罚数量",
        "幅度按数量的，查明的数量，例如多少平方米、几人合计几个月",
        example="320",
        default=None,
        clause="2.3.1",
    )
    circumstances: Text | None = described(
        "情节", "决定书认定的情节", example="首次违法，及时改正", default=None, clause="2.3.1"
    )
    reason: Text | None = described(
        "理由",
        "不予处罚、减轻、超出档次的理由",
        example="符合行政处罚法第三十三条第一款",
        default=None,
        clause="2.3.1",
    )
    kinds: list[PenaltyKind] = described(
        "处罚种类", "多种用 ; 分开；不予处罚的不写", example="confiscate_goods;fine", default=[]
    )
    fine: Money | None = described("罚款", "元", example="5000", default=None, clause="2.2.4")
    confiscated: Money | None = described(
        "没收金额", "没收违法所得、非法财物的金额，元", example="36", default=None
    )
    content: Text = described("处罚内容", "决定书主文", example="没收违法所得36元，罚款5000元")
    pay_within_days: Whole | None = described(
        "缴款期限", "收到决定书之日起多少日内缴纳", example="15", default=None, clause="2.2.4"
    )
    collecting_institution: Text | None = described(
        "代收机构",
        "罚款代收机构名称",
        example="某市商业银行人民路支行",
        default=None,
        clause="2.2.4",
        official=True,
    )
    collecting_address: Text | None = described(
        "代收机构地址",
        "罚款代收机构地址",
        example="某市人民路8号",
        default=None,
        official=True,
        clause="2.2.4",
    )
    surcharge: Text | None = described(
        "加处罚款",
        "逾期不缴的怎样加处",
        example="每日按罚款数额的3%加处罚款，不超过罚款数额",
        default=None,
        clause="2.2.4",
    )
    collected_on: Day | None = described(
        "当场收缴日期",
        "执法人员当场收缴罚款的日期；在水上收缴的，写抵岸的日期",
        example="2026-11-06",
        default=None,
        clause="2.2.4",
    )
    handed_in_on: Day | None = described(
        "交至机关日期",
        "执法人员交至行政机关的日期",
        example="2026-11-07",
        default=None,
        clause="2.2.4",
    )
    deposited_on: Day | None = described(
        "缴付银行日期", "行政机关缴付银行的日期", example="2026-11-09", default=None, clause="2.2.4"
    )
    remark: Text | None = described("备注", "其他说明", example="当事人已履行", default=None)

    @property
    def only_disclosed(self) -> bool:
        """Whether it says no more than the national form of double disclosure asks: of the rest nothing is at hand."""
        return all(getattr(self, name) is None for name in NOT_DISCLOSED)

    @property
    def untold(self) -> tuple[str, ...]:
        """Of where a case came from and how it went, what is left out though more is said than double disclosure asks."""
        if self.only_disclosed:
            return ()
        return tuple(name for name in ("source", "procedure") if getattr(self, name) is None)

    def worth(self, unit: Unit, base_floor: Decimal | None = None) -> Decimal | None:
        """What one unit of a range is in yuan in this case; None where base or number is not written.

        base_floor: what a smaller base counts as, where the article says so.
        """
        if unit is Unit.YUAN:
            return Decimal(1)
        if unit is Unit.YUAN_EACH:
            return self.quantity
        if self.base_amount is None:
            return None
        base = max(self.base_amount, base_floor or Decimal(0))
        return base / 100 if unit is Unit.PERCENT else base
