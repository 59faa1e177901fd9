"""年度执法数据：lists/departments/ID/annual_reports/YEAR.yaml，YEAR 是数据所属的年度。"""

from typing import ClassVar

from generator.models.base import (
    Day,
    Money,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Url,
    Whole,
    Year,
    described,
    in_folder_of,
)
from generator.models.choices import PowerType


class YearlyFigure(Part):
    type: PowerType = described("职权类型", "哪一类执法行为", example="penalty", clause="2.2.3")
    number: Whole = described(
        "件数", "当年作出的决定、办理的事项或者检查的次数", example=212, clause="2.2.3"
    )
    amount: Money | None = described(
        "金额", "罚没、征收或者给付的总额，元", example=1860000, default=None
    )


class AnnualReport(Record):
    """What a department did in a year, by type of power (方案二（二）3)."""

    register: ClassVar[Register] = Register(
        name="annual_reports",
        title="执法数据",
        path="departments/{department}/annual_reports/{year}.yaml",
        clause="2.2.3",
        about="各部门公布的上年度行政执法总体情况",
        key=("department", "year"),
        listed=("published_on", "figures"),
        unit="份",
    )

    department: Slug = in_folder_of("公布数据的部门")
    year: Year = described("年度", "数据所属的年度", example="2025", from_path=True)
    published_on: Day = described(
        "公布日期", "向社会公布的日期，次年1月31日以前", example="2026-01-22", clause="2.2.3"
    )
    url: Url | None = described(
        "网址",
        "本部门网站上公布的地址",
        example="https://example.invalid/2025",
        default=None,
        official=True,
    )
    figures: list[YearlyFigure] = described(
        "执法数据", "逐类写明件数和金额", example=[], min_length=1, clause="2.2.3"
    )
    reconsidered: Whole | None = described(
        "被申请行政复议", "当年被申请复议的件数", example=4, default=None
    )
    overturned: Whole | None = described(
        "复议、诉讼纠错", "当年被撤销、变更、确认违法或者无效的件数", example=1, default=None
    )
    sued: Whole | None = described("被提起行政诉讼", "当年被起诉的件数", example=2, default=None)
    remark: Text | None = described(
        "说明", "与上年相比变化大的，说明原因", example="全年推行首违不罚", default=None
    )
