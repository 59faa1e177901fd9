"""案件登记簿：监督库的 lists/departments/ID/dockets/YEAR.csv，一个案号一行。"""

from typing import Annotated, ClassVar

from pydantic import Field

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
from generator.models.choices import PartyKind
from generator.models.entrustments import PowerRef
from generator.models.outcomes import OutcomeKey
from generator.models.parts import CellCitation
from generator.models.penalties import CaseSource

DocketKey = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[0-9]{4}/[a-z0-9]+-[1-9][0-9]*$")
]
"""A docket as others name it: department/year/id."""


class DocketKind(Choice):
    PENALTY = "penalty", "处罚案件"
    COMPULSION = "compulsion", "强制案件"
    LICENCE = "licence", "许可案件"
    EXECUTION = "execution", "执行案件"
    OTHER = "other", "其他案件"


class CaseStep(Choice):
    """What was done in a case, step by step: what has a document, and what may have to be recorded."""

    OPENING = "opening", "立案"
    INSPECTION = "inspection", "现场检查"
    QUESTIONING = "questioning", "询问"
    SAMPLING = "sampling", "抽样取证"
    PRESERVATION = "preservation", "先行登记保存"
    SEIZURE = "seizure", "查封、扣押"
    TESTING = "testing", "检验、鉴定"
    NOTICE = "notice", "告知"
    DEFENCE = "defence", "陈述申辩"
    HEARING = "hearing", "听证"
    REVIEW = "review", "法制审核"
    DISCUSSION = "discussion", "集体讨论"
    DECISION = "decision", "决定"
    SERVICE = "service", "送达"
    EXECUTION = "execution", "执行"
    CLOSING = "closing", "结案"


class Docket(Record):
    """A case from the day it was found, with those who handled it (方案二（四）5): never published."""

    register: ClassVar[Register] = Register(
        name="dockets",
        title="案件登记簿",
        path="departments/{department}/dockets/{year}.csv",
        clause="2.4.5",
        about="发现、举报、交办、移送的每个案件和它的案号",
        key=("department", "year", "id"),
        root=SUPERVISION,
        order=(
            ("received_on", "opened_on"),
            ("received_on", "transferred_on"),
            ("received_on", "voided_on"),
            ("opened_on", "closed_on"),
        ),
        listed=("number", "source", "received_on", "closed_on", "outcome"),
        unit="件",
    )

    department: Slug = in_folder_of("登记案件的部门")
    year: Year = described("年度", "案号的年份", example="2026", from_path=True)
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+-[1-9][0-9]*$")] = described(
        "标识", "案号系列-顺序号，在本部门本年度唯一", example="la-118"
    )
    number: Text = described(
        "案号",
        "登记簿上的编号，按部门声明的格式",
        example="明市监案〔2026〕118号",
        official=True,
        clause="2.4.5",
    )
    kind: DocketKind = described(
        "案件种类", "处罚、强制、许可、执行或者其他", example="penalty", clause="2.4.5"
    )
    source: CaseSource = described("案件来源", "怎样发现的", example="inspection", clause="2.4.5")
    received_on: Day = described(
        "登记日期", "发现、收到并登记的日期", example="2026-08-28", clause="2.4.5"
    )
    title: Text = described("案由", "登记的案由", example="某食品店经营超过保质期食品案")
    party: Text | None = described(
        "当事人", "真实姓名或者名称，只在监督库里写", example="李明远", default=None
    )
    party_kind: PartyKind | None = described(
        "当事人类型", "自然人、个体工商户、法人、非法人组织", example="sole_trader", default=None
    )
    power: PowerRef | None = described(
        "职权",
        "依据哪项职权；子项写作“职权/子项”",
        example="expired-food",
        default=None,
        refers="powers",
    )
    entrustment: Slug | None = described(
        "委托",
        "由受委托组织办理的，写委托记录标识",
        example="food-brigade",
        default=None,
        refers="entrustments",
        clause="2.1.3",
    )
    transferred_from: Text | None = described(
        "移送机关", "别的机关移送来的，写那个机关", example="某市公安局", default=None
    )
    opened_on: Day | None = described(
        "立案日期", "没有立案的不写", example="2026-09-01", default=None, clause="2.2.2"
    )
    handlers: list[Slug] = described(
        "承办人",
        "办案人员的标识，两人以上用 ; 分开",
        example="mr-0001;mr-0002",
        default=[],
        refers="officers",
        clause="2.4.1",
    )
    alone_under: CellCitation | None = described(
        "一人办案的依据",
        "法律允许一名人员办理的，写那一条：法律@版本:条.款.项",
        example="public-security-law@2025-06-27:120",
        default=None,
        clause="2.4.1",
    )
    reviewer: Slug | None = described(
        "审核人",
        "承办机构审核人员的标识",
        example="mr-0003",
        default=None,
        refers="officers",
        clause="2.6.1",
    )
    legal_reviewer: Slug | None = described(
        "法制审核人",
        "法制审核人员的标识",
        example="mr-0004",
        default=None,
        refers="officers",
        clause="2.2.1",
    )
    decider: Slug | None = described(
        "决定人",
        "批准、决定人员的标识",
        example="mr-0005",
        default=None,
        refers="officers",
        clause="2.6.1",
    )
    steps: list[CaseStep] = described(
        "步骤", "办了哪些步骤，用 ; 分开", example="opening;notice", default=[], clause="2.2.2"
    )
    recordings: list[Slug] = described(
        "音像记录",
        "录了音像的行为，写音像记录目录里的标识",
        example="sealing;hearing",
        default=[],
        of_own="recording_scopes",
        clause="2.2.2",
    )
    documents: list[Slug] = described(
        "文书",
        "卷里的文书，写文书目录里的标识",
        example="opening-approval;penalty-notice",
        default=[],
        of_own="forms",
        clause="2.2.2",
    )
    outcome: OutcomeKey | None = described(
        "结果",
        "公开的执法结果，写作“部门/年度/标识”",
        example="market-regulation/2026/cf-118",
        default=None,
        refers="outcomes",
        clause="2.4.5",
    )
    transferred_to: Text | None = described(
        "移送给", "移送别的机关的，写那个机关", example="某市公安局", default=None, clause="2.3.2"
    )
    transferred_on: Day | None = described(
        "移送日期", "移送别的机关的日期", example="2026-09-10", default=None, clause="2.3.2"
    )
    closed_on: Day | None = described(
        "结案日期",
        "结案、不予立案、移送办结的日期",
        example="2026-11-30",
        default=None,
        clause="2.4.8",
    )
    voided_on: Day | None = described(
        "作废日期", "这个案号作废的日期；作废的号照样登记", example="2026-09-02", default=None,
        clause="2.4.5",
    )  # fmt: skip
    void_reason: Text | None = described(
        "作废原因", "为什么作废", example="与118号重复登记", default=None, clause="2.4.5"
    )
    remark: Text | None = described("备注", "其他说明", example="与117号并案", default=None)
