"""重大行政处罚备案：lists/departments/ID/filings/YEAR.csv，一件一行。"""

from typing import ClassVar

from generator.models.base import Day, Record, Register, Slug, Text, Year, described, in_folder_of
from generator.models.outcomes import OutcomeKey


class Filing(Record):
    """A major penalty reported to the city's legal office (方案二（四）4); public are number and date."""

    register: ClassVar[Register] = Register(
        name="filings",
        title="重大处罚备案",
        path="departments/{department}/filings/{year}.csv",
        clause="2.4.4",
        about="哪些重大行政处罚报送备案、什么时候报送",
        key=("department", "year", "id"),
        listed=("outcome", "filed_on", "office"),
        paged=False,
        unit="件",
    )

    department: Slug = in_folder_of("作出决定的部门")
    year: Year = described("年度", "报送日期的年份", example="2026", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一", example="ba-12")
    number: Text = described(
        "备案号", "报送备案的编号", example="明市监备〔2026〕12号", official=True, clause="2.4.4"
    )
    outcome: OutcomeKey = described(
        "处罚决定",
        "写作“部门/年度/标识”",
        example="market-regulation/2026/cf-118",
        refers="outcomes",
        clause="2.4.4",
    )
    body: Slug | None = described(
        "受委托行政机关",
        "由受委托的行政机关报送的，写它的标识；本部门报送的不写",
        example="beitang-agriculture-bureau",
        default=None,
        refers="bodies",
        clause="2.4.4",
    )
    filed_on: Day = described("报送日期", "报送备案的日期", example="2026-11-16", clause="2.4.4")
    office: Text = described("备案机关", "报送给谁", example="某市司法局", clause="2.4.4")
    receipt: Text | None = described(
        "回执号", "备案机关的回执编号", example="明司备收〔2026〕88号", default=None, official=True
    )
    remark: Text | None = described("备注", "其他说明", example="补报说明材料", default=None)
