"""什么样的决定算重大：法制审核目录、备案和听证的标准共用的衡量条件。"""

from decimal import Decimal

from generator.models.base import Flag, Money, Part, Slug, Text, described
from generator.models.choices import PartyKind, PenaltyKind, PowerType
from generator.models.entrustments import PowerRef
from generator.models.outcomes import Outcome
from generator.models.penalties import Penalty


class Measure(Part):
    """What makes a decision major; all that it names must be so. One that names nothing fits every decision."""

    id: Slug = described("标识", "在本目录内唯一", example="large-fine-person")
    name: Text = described(
        "情形", "目录里的写法", example="对自然人、个体工商户罚款1万元以上", clause="2.2.1"
    )
    types: list[PowerType] = described(
        "职权类型", "只限哪几类决定；不限的不写", example=["penalty"], default=[]
    )
    powers: list[PowerRef] = described(
        "职权",
        "逐项列出的职权：涉及重大公共利益，或者疑难复杂、涉及多个法律关系的",
        example=["expired-food"],
        default=[],
        refers="powers",
        clause="2.2.1",
    )
    kinds: list[PenaltyKind] = described(
        "处罚种类", "有其中一种就算", example=["revoke_licence"], default=[]
    )
    parties: list[PartyKind] = described(
        "当事人类型", "只限哪几类当事人；不限的不写", example=["person"], default=[]
    )
    fine: Money | None = described(
        "罚款达到", "多少元以上（含本数）", example="10000", default=None, clause="2.2.1"
    )
    confiscated: Money | None = described(
        "没收达到", "没收金额多少元以上（含本数）", example="50000", default=None
    )
    heard: Flag = described(
        "经过听证", "只限经过听证的，写 true", example=True, default=False, clause="2.2.1"
    )

    def fits(self, outcome: Outcome, kind: PowerType) -> bool:
        """Whether a decision of this type of power is so."""
        if self.types and kind not in self.types:
            return False
        if self.parties and outcome.party_kind not in self.parties:
            return False
        power = outcome.power.partition("/")[0]
        if self.powers and not {outcome.power, power} & set(self.powers):
            return False
        asked = self.heard or bool(self.kinds) or (self.fine, self.confiscated) != (None, None)
        return not asked or (isinstance(outcome, Penalty) and self._fits_penalty(outcome))

    def _fits_penalty(self, case: Penalty) -> bool:
        return (
            (not self.kinds or bool(set(self.kinds) & set(case.kinds)))
            and _reaches(case.fine, self.fine)
            and _reaches(case.confiscated, self.confiscated)
            and (not self.heard or case.heard_on is not None)
        )


def _reaches(amount: Decimal | None, least: Decimal | None) -> bool:
    return least is None or (amount is not None and amount >= least)
