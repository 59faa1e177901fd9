"""不予公开：监督库的 lists/departments/ID/non_disclosures/YEAR.csv，一件一行。"""

from typing import ClassVar

from generator.models.base import (
    SUPERVISION,
    Choice,
    Day,
    Record,
    Register,
    Slug,
    Text,
    Year,
    described,
    in_folder_of,
)
from generator.models.dockets import DocketKey


class NonDisclosureGround(Choice):
    """What may not be published (Information Regulation 14–16; Law on the Protection of Minors 110)."""

    MINOR = "minor", "当事人是未成年人"
    STATE_SECRET = "state_secret", "国家秘密"
    TRADE_SECRET = "trade_secret", "商业秘密"
    PRIVACY = "privacy", "个人隐私"
    SECURITY = "security", "可能危及国家安全、公共安全、经济安全、社会稳定"
    LINKED_CASE = "linked_case", "关联案件还在调查"
    BY_LAW = "by_law", "法律、行政法规禁止公开"


class NonDisclosure(Record):
    """A decision that is not published, on what ground, and when the legal office was told (方案二（二）3)."""

    register: ClassVar[Register] = Register(
        name="non_disclosures",
        title="不予公开的决定",
        path="departments/{department}/non_disclosures/{year}.csv",
        clause="2.2.3",
        about="哪些执法决定依法不公开、什么理由、什么时候报法制机构备案",
        key=("department", "year", "id"),
        root=SUPERVISION,
        order=(("decided_on", "filed_on"),),
        listed=("docket", "ground", "decided_on", "filed_on"),
        paged=False,
        unit="件",
    )

    department: Slug = in_folder_of("作出决定的部门")
    year: Year = described("年度", "决定不公开的年份", example="2026", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一", example="bg-2")
    number: Text = described(
        "编号",
        "不予公开审批表的编号",
        example="明市监不公〔2026〕2号",
        official=True,
        clause="2.2.3",
    )
    docket: DocketKey = described(
        "案件",
        "案件登记簿里的案件，写作“部门/年度/标识”",
        example="market-regulation/2026/la-12",
        refers="dockets",
        clause="2.2.3",
    )
    ground: NonDisclosureGround = described(
        "理由", "依法不公开的理由", example="minor", clause="2.2.3"
    )
    decided_on: Day = described(
        "决定日期", "决定不公开的日期", example="2026-09-21", clause="2.2.3"
    )
    filed_on: Day | None = described(
        "备案日期", "报法制机构备案的日期；没有备案的，公开期限照样算", example="2026-09-23",
        default=None, clause="2.2.3",
    )  # fmt: skip
    remark: Text | None = described("备注", "其他说明", example="附审批表", default=None)
