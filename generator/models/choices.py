"""Fixed lists of values that several registers share, with the terms of the law as labels."""

from generator.models.base import Choice


class PowerType(Choice):
    """The ten types of power (职权类型), in the order of their national codes 01 to 10."""

    LICENCE = "licence", "行政许可"
    PENALTY = "penalty", "行政处罚"
    COMPULSION = "compulsion", "行政强制"
    LEVY = "levy", "行政征收"
    BENEFIT = "benefit", "行政给付"
    INSPECTION = "inspection", "行政检查"
    CONFIRMATION = "confirmation", "行政确认"
    REWARD = "reward", "行政奖励"
    ADJUDICATION = "adjudication", "行政裁决"
    OTHER = "other", "其他行政权力"


class Level(Choice):
    """Levels of government that carry a power out (实施层级)."""

    STATE = "state", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    COUNTY = "county", "县级"
    TOWN = "town", "乡镇（街道）级"


class Compulsion(Choice):
    """Administrative Compulsion Law, articles 9 and 12."""

    MEASURE = "measure", "行政强制措施"
    EXECUTION = "execution", "行政强制执行"


class PenaltyKind(Choice):
    """Administrative Penalty Law, article 9."""

    WARNING = "warning", "警告"
    CRITICISM = "criticism", "通报批评"
    FINE = "fine", "罚款"
    CONFISCATE_GAINS = "confiscate_gains", "没收违法所得"
    CONFISCATE_GOODS = "confiscate_goods", "没收非法财物"
    SUSPEND_LICENCE = "suspend_licence", "暂扣许可证件"
    LOWER_GRADE = "lower_grade", "降低资质等级"
    REVOKE_LICENCE = "revoke_licence", "吊销许可证件"
    RESTRICT_BUSINESS = "restrict_business", "限制开展生产经营活动"
    SUSPEND_BUSINESS = "suspend_business", "责令停产停业"
    CLOSE = "close", "责令关闭"
    BAR = "bar", "限制从业"
    DETENTION = "detention", "行政拘留"
    OTHER = "other", "法律、行政法规规定的其他行政处罚"


class TierLevel(Choice):
    """Where a tier stands among the outcomes that the law knows (Penalty Law, 30 to 33)."""

    NONE = "none", "不予处罚"
    MITIGATED = "mitigated", "减轻"
    LIGHTER = "lighter", "从轻"
    ORDINARY = "ordinary", "一般"
    HEAVIER = "heavier", "从重"


class Unit(Choice):
    """What the bounds of a range are counted in."""

    YUAN = "yuan", "元"
    YUAN_EACH = "yuan_each", "元（按数量）"
    TIMES = "times", "倍"
    PERCENT = "percent", "%"

    @property
    def sign(self) -> str:
        """What stands behind a number: so many yuan each is printed in yuan."""
        return Unit.YUAN.label if self is Unit.YUAN_EACH else self.label

    @property
    def has_base(self) -> bool:
        """Whether a range in it is a share of some amount of money."""
        return self in (Unit.TIMES, Unit.PERCENT)


class PartyKind(Choice):
    """Who the party is; the first two are natural persons to be masked."""

    PERSON = "person", "自然人"
    SOLE_TRADER = "sole_trader", "个体工商户"
    LEGAL_PERSON = "legal_person", "法人"
    ORGANISATION = "organisation", "非法人组织"

    @property
    def is_natural(self) -> bool:
        return self in (PartyKind.PERSON, PartyKind.SOLE_TRADER)
