"""案件移送：lists/departments/ID/transfers/YEAR.csv，由移送部门登记，不写当事人。"""

import re
from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import Day, Record, Register, Slug, Text, Year, described, in_folder_of
from generator.models.entrustments import PowerRef
from generator.models.outcomes import OutcomeKey

TransferKey = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}/[a-z0-9]+(-[a-z0-9]+)*$")
]
"""A transfer as others name it: department/year/id."""
AGREED = re.compile("(?:经?双方)?协商(?:一致|解决|确定)?")
"""In the place of who designated: the two agreed, which the law puts first (Penalty Law, 25)."""


class Transfer(Record):
    """A matter handed to the department that it belongs to, and what became of it (方案二（三）2)."""

    register: ClassVar[Register] = Register(
        name="transfers",
        title="案件移送",
        path="departments/{department}/transfers/{year}.csv",
        clause="2.3.2",
        about="移送给哪个部门、什么时候收到和受理、有争议的由谁指定",
        key=("department", "year", "id"),
        order=(
            ("sent_on", "received_on"),
            ("received_on", "accepted_on"),
            ("received_on", "refused_on"),
            ("received_on", "disputed_on"),
            ("disputed_on", "designated_on"),
        ),
        listed=("to", "power", "sent_on", "accepted_on", "designated_to"),
        unit="件",
    )

    department: Slug = in_folder_of("移送的部门", title="移送部门", example="urban-management")
    year: Year = described("年度", "移送日期的年份", example="2026", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一", example="ys-12")
    number: Text | None = described(
        "移送函文号", "移送函的文号", example="明城管移〔2026〕12号", default=None, official=True
    )
    title: Text = described(
        "事项", "什么事，不写当事人", example="某工地夜间施工噪声", clause="2.3.2"
    )
    power: PowerRef = described(
        "职权",
        "属于接受部门的哪项职权；子项写作“职权/子项”",
        example="expired-food",
        refers="powers",
        clause="2.3.2",
    )
    to: Slug = described(
        "接受部门", "移送给谁", example="market-regulation", refers="departments", clause="2.3.2"
    )
    follows: TransferKey | None = described(
        "前一次移送",
        "同一事项此前移送过的，写“部门/年度/标识”",
        example="transport/2026/ys-3",
        default=None,
        refers="transfers",
        clause="2.3.2",
    )
    sent_on: Day = described("移送日期", "发出的日期", example="2026-09-10", clause="2.3.2")
    received_on: Day | None = described(
        "收到日期", "接受部门收到的日期", example="2026-09-11", default=None, clause="2.3.2"
    )
    accepted_on: Day | None = described(
        "受理日期", "接受部门受理的日期", example="2026-09-14", default=None, clause="2.3.2"
    )
    refused_on: Day | None = described(
        "退回日期", "接受部门拒绝、退回的日期", example="2026-09-14", default=None, clause="2.3.2"
    )
    disputed_on: Day | None = described(
        "提请指定日期",
        "接受部门认为不属于自己管辖，提请共同上级机关指定管辖的日期",
        example="2026-09-15",
        default=None,
        clause="2.3.2",
    )
    reason: Text | None = described(
        "理由", "退回或者提请指定的理由", example="不在本部门职权内", default=None
    )
    designated_by: Text | None = described(
        "指定机关",
        "指定管辖的共同上级机关；双方协商解决的，写“协商”",
        example="某市人民政府",
        default=None,
        clause="2.3.2",
    )
    designated_on: Day | None = described(
        "指定日期", "指定管辖的日期", example="2026-09-28", default=None, clause="2.3.2"
    )
    designated_to: Slug | None = described(
        "指定由谁管辖",
        "指定管辖的部门",
        example="market-regulation",
        default=None,
        refers="departments",
        clause="2.3.2",
    )
    outcome: OutcomeKey | None = described(
        "结果",
        "公开的执法结果，写作“部门/年度/标识”",
        example="market-regulation/2026/cf-118",
        default=None,
        refers="outcomes",
    )
    disclosed_on: Day | None = described(
        "公开日期", "申报的公开日期", example="2026-09-20", default=None, clause="2.2.3"
    )
    remark: Text | None = described("备注", "其他说明", example="附证据材料一卷", default=None)

    @property
    def is_agreed(self) -> bool:
        """Whether the two departments agreed whose the matter is, and nobody had to designate."""
        return AGREED.fullmatch(self.designated_by or "") is not None
