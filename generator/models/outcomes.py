"""执法结果的共同部分：处罚、许可和其他行为都有文号、当事人、日期和依据。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import CreditCode, Day, Record, Slug, Text, Year, described, in_folder_of
from generator.models.choices import PartyKind, PowerType
from generator.models.entrustments import PowerRef
from generator.models.parts import CellCitation

OutcomeKey = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}/[a-z0-9]+-[1-9][0-9]*$")
]
"""An outcome of whatever kind, as others name it: department/year/id."""


class Outcome(Record):
    """What licences, penalties and other acts share: who decided what about whom, on which article.

    power_types: the types of power whose outcomes stand in the register.
    """

    power_types: ClassVar[tuple[PowerType, ...]]

    department: Slug = in_folder_of("作出决定的部门")
    year: Year = described(
        "年度", "文号的年份，没有文号的按决定日期", example="2026", from_path=True
    )
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+-[1-9][0-9]*$")] = described(
        "标识", "文号系列-顺序号，在本部门本年度唯一", example="cf-118"
    )
    number: Text | None = described(
        "决定书文号",
        "照文书印的写",
        example="明市监罚〔2026〕118号",
        default=None,
        official=True,
        clause="2.2.3",
    )
    title: Text = described("案件名称", "不写当事人名称", example="某食品店经营超过保质期食品案")
    power: PowerRef = described(
        "职权", "依据哪项职权；子项写作“职权/子项”", example="expired-food", refers="powers"
    )
    entrustment: Slug | None = described(
        "委托",
        "由受委托组织办理的，写委托记录标识",
        example="food-brigade",
        default=None,
        refers="entrustments",
        clause="2.1.3",
    )
    party: Text = described(
        "当事人", "自然人和个体工商户写姓加“某”，单位按门户设置", example="李某", clause="2.2.3"
    )
    party_kind: PartyKind = described(
        "当事人类型", "自然人、个体工商户、法人、非法人组织", example="sole_trader"
    )
    party_code: CreditCode | None = described(
        "统一社会信用代码", "只填公开名称的单位", example="91000000000000000K", default=None
    )
    trade: Text | None = described("行业", "当事人从事的行业", example="食品零售", default=None)
    place: Text | None = described("地点", "写到区、街道", example="城东区", default=None)
    bases: list[CellCitation] = described(
        "法律依据",
        "法律@版本:条.款.项，多条用 ; 分开",
        example="food-safety-law@2025-09-12:124.1.5",
        default=[],
        clause="2.2.3",
    )
    facts: Text = described("事实", "查明的事实", example="当事人销售超过保质期的饼干4袋，货值36元")
    submitted_on: Day | None = described(
        "送审日期",
        "收到齐全的送审材料、开始法制审核的日期",
        example="2026-10-26",
        default=None,
        clause="2.2.1",
    )
    reviewed_on: Day | None = described(
        "法制审核日期", "法制审核通过的日期", example="2026-10-28", default=None, clause="2.2.1"
    )
    decided_on: Day = described("决定日期", "作出决定的日期", example="2026-11-06", clause="2.2.3")
    served_on: Day | None = described(
        "送达日期", "送达当事人的日期", example="2026-11-09", default=None
    )
    disclosed_on: Day | None = described(
        "公开日期", "申报的公开日期", example="2026-11-12", default=None, clause="2.2.3"
    )
