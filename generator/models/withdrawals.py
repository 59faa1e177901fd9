"""撤回：lists/departments/ID/withdrawals/ID.yaml，公布过的记录为什么不再公布。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import (
    Choice,
    Day,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Whole,
    described,
    in_folder_of,
)

RecordRef = Annotated[str, Field(pattern=r"^[a-z_]+/[a-z0-9/_-]+$", max_length=300)]
"""A record by its register and its key: `penalties/market-regulation/2026/cf-118`."""
RegisterRef = Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=60)]


class Ground(Choice):
    """Why a record leaves the site: a ruling (Penalty Law 48), its period, or the law."""

    CHANGED = "changed", "决定被变更"
    REVOKED = "revoked", "决定被撤销"
    UNLAWFUL = "unlawful", "决定被确认违法"
    VOID = "void", "决定被确认无效"
    EXPIRED = "expired", "公开期届满"
    BARRED = "barred", "依法不得公开"
    REPLACED = "replaced", "记录有误，另行登记"
    OTHER = "other", "其他"

    @property
    def by_ruling(self) -> bool:
        """Whether a ruling is the reason, from whose receipt three working days run."""
        return self in (Ground.CHANGED, Ground.REVOKED, Ground.UNLAWFUL, Ground.VOID)


class Ruling(Part):
    """The ruling that changed, revoked or found against a decision."""

    body: Text = described("机关", "作出裁决的机关", example="某市人民政府", clause="2.2.3")
    number: Text = described(
        "文号", "裁决文书的文号", example="明政复决字〔2026〕31号", official=True, clause="2.2.3"
    )
    on: Day = described("日期", "作出裁决的日期", example="2026-09-18", clause="2.2.3")


class Fewer(Part):
    """So many records less than the last site had, beside those that are named: the 'yes, this is meant'. It answers
    DIS007 alone: what git saw is named one by one."""

    kind: RegisterRef = described("种类", "哪一类记录，写登记表的名称", example="penalties")
    count: Annotated[Whole, Field(ge=1)] = described("条数", "少了多少条", example=120)


class Withdrawal(Record):
    """What is no longer published, on what ground. Nothing of the record itself is said here."""

    register: ClassVar[Register] = Register(
        name="withdrawals",
        title="撤回",
        path="departments/{department}/withdrawals/{id}.yaml",
        clause="2.2.3",
        about="公布过的记录为什么、从哪天起不再公布",
        order=(("received_on", "withdrawn_on"),),
        listed=("ground", "withdrawn_on", "reason"),
        unit="份",
    )

    department: Slug = in_folder_of("撤回的部门")
    id: Slug = described(
        "标识", "永久标识，与文件同名，全市唯一", example="market-regulation-2026-cf-118"
    )
    records: list[RecordRef] = described(
        "撤回的记录",
        "逐条写，“登记表/标识”；执法结果写作“登记表/部门/年度/标识”",
        example=["penalties/market-regulation/2026/cf-118"],
        default=[],
        clause="2.2.3",
    )
    fewer: list[Fewer] = described(
        "成批减少",
        "比上一次的网站少很多，标识又无从查起的，写哪个登记表少多少条；主线上有过的逐条写在“撤回的记录”里",
        example=[],
        default=[],
        clause="2.2.3",
    )
    ground: Ground = described("原因种类", "为什么撤回", example="revoked", clause="2.2.3")
    ruling: Ruling | None = described(
        "裁决", "变更、撤销、确认违法或者无效的文书", example={}, default=None, clause="2.2.3"
    )
    received_on: Day | None = described(
        "收到日期",
        "收到裁决文书的日期，三个工作日从这一天算起",
        example="2026-09-21",
        default=None,
        clause="2.2.3",
    )
    withdrawn_on: Day = described(
        "撤回日期", "从公开的记录里移出的日期", example="2026-09-23", clause="2.2.3"
    )
    reason: Text = described(
        "理由",
        "向公众说明的理由；不写原来决定的内容和当事人",
        example="行政复议决定撤销了这个处罚决定",
        clause="2.2.3",
    )
    remark: Text | None = described(
        "备注", "其他说明", example="重新作出的决定另行公开", default=None
    )
