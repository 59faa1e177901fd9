"""不公开登记：监督库的 lists/departments/ID/non_disclosures/YEAR.csv，一件一行；公布的只有件数。"""

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
)
from generator.models.dockets import DocketKey


class NonDisclosureGround(Choice):
    """Why a decision may not be published (政府信息公开条例第十四条、第十五条)."""

    MINOR = "minor", "当事人是未成年人"
    STATE_SECRET = "state_secret", "国家秘密"
    WORK_SECRET = "work_secret", "工作秘密"
    TRADE_SECRET = "trade_secret", "商业秘密"
    PRIVACY = "privacy", "个人隐私"
    SECURITY = "security", "危及国家安全、公共安全、经济安全、社会稳定"
    LINKED_CASE = "linked_case", "关联案件正在调查"
    OTHER = "other", "法律、行政法规禁止公开的其他情形"


class NonDisclosure(Record):
    """A decision that is not published, on what ground, and that the legal office was told: DIS001 then asks no more."""

    register: ClassVar[Register] = Register(
        name="non_disclosures",
        title="不公开登记",
        path="departments/{department}/non_disclosures/{year}.csv",
        clause="2.2.3",
        about="哪些执法决定依法不公开，为什么，什么时候报法制机构备案",
        key=("department", "year", "id"),
        root=SUPERVISION,
        order=(("decided_on", "filed_on"), ("decided_on", "lifted_on")),
        listed=("number", "ground", "decided_on", "filed_on", "lifted_on"),
        paged=False,
        unit="件",
    )

    department: Slug = described(
        "部门", "作出决定的部门", example="market-regulation", from_path=True, refers="departments"
    )
    year: Year = described("年度", "作出决定的年度", example="2026", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一", example="bgk-3")
    number: Text = described(
        "文号", "决定书的文号", example="明市监罚〔2026〕119号", official=True, clause="2.2.3"
    )
    docket: DocketKey | None = described(
        "案件",
        "案件登记簿里的案件，写作“部门/年度/标识”；没有登记案件的不写",
        example="market-regulation/2026/la-119",
        default=None,
        refers="dockets",
        clause="2.2.3",
    )
    ground: NonDisclosureGround = described(
        "不公开的原因", "依法为什么不公开", example="minor", clause="2.2.3"
    )
    reason: Text | None = described(
        "说明", "具体情况", example="当事人作出决定时17岁", default=None
    )
    decided_on: Day = described("决定日期", "作出决定的日期", example="2026-09-10", clause="2.2.3")
    filed_on: Day | None = described(
        "备案日期",
        "报法制机构备案的日期；没有备案的，照样要按期公开",
        example="2026-09-15",
        default=None,
        clause="2.2.3",
    )
    office: Text | None = described(
        "备案机关", "报给谁备案", example="某市司法局", default=None, clause="2.2.3"
    )
    lifted_on: Day | None = described(
        "改为公开的日期",
        "不公开的原因没有了、改为公开的日期",
        example="2027-03-01",
        default=None,
        clause="2.2.3",
    )
    remark: Text | None = described("备注", "其他说明", example="关联案件已经审结", default=None)
