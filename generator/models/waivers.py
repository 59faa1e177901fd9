"""暂缓：lists/departments/ID/waivers/ID.yaml，有理由、有人批准、有期限的例外。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import Day, Record, Register, Slug, Text, described, in_folder_of
from generator.models.entrustments import PowerRef
from generator.models.outcomes import OutcomeKey
from generator.models.responses import EventRef
from generator.models.transfers import TransferKey

ClockRef = Annotated[str, Field(pattern=r"^[a-z0-9/-]+$", max_length=400)]
"""The id of a clock as `publish.py clocks` prints it."""
RuleCode = Annotated[str, Field(pattern=r"^[A-Z]{3}[0-9]{3}$")]


class Waiver(Record):
    """A reasoned, approved, ending exception. It moves no date: the lateness stays to be seen beside it.

    With `confirmed` it says of outcomes and transfers that a fault is true and cannot be mended: that has no end.

    Reason, end and approver may be missing here, because UPD008 says so in plainer words.
    """

    register: ClassVar[Register] = Register(
        name="waivers",
        title="暂缓",
        path="departments/{department}/waivers/{id}.yaml",
        clause="2.1.2",
        about="哪些期限经批准可以暂缓、哪些结果核对以后可以公开，为什么，到什么时候",
        listed=("reason", "approved_by", "approved_on", "until"),
        unit="份",
    )

    department: Slug = in_folder_of("暂缓的部门")
    id: Slug = described(
        "标识", "永久标识，与文件同名，全市唯一", example="market-regulation-trademark-2026"
    )
    event: EventRef | None = described(
        "事件",
        "暂缓答复的法律事件或者调整的标识",
        example="trademark-law-2026-06-26-revised",
        default=None,
        clause="2.1.2",
    )
    items: list[PowerRef] = described(
        "职权",
        "只暂缓几项的，写明哪几项；不写的，是本部门因这个事件要答复的全部",
        example=["trademark-agency"],
        default=[],
        refers="powers",
    )
    clocks: list[ClockRef] = described(
        "其他期限",
        "暂缓的不是清单调整的，写期限的标识（publish.py clocks 列出）",
        example=["inspection/market-regulation/mr-0001/2026-05-20"],
        default=[],
    )
    outcomes: list[OutcomeKey] = described(
        "可以公开的结果",
        "DIS006 指出、法制机构核对以后认为可以公开的执法结果，或者如实公开的问题是哪些结果的，写作“部门/年度/标识”",
        example=["market-regulation/2026/cf-118"],
        default=[],
        refers="outcomes",
        clause="2.2.3",
    )
    transfers: list[TransferKey] = described(
        "案件移送",
        "如实公开的问题是哪些案件移送的，写作“部门/年度/标识”",
        example=["urban-management/2026/ys-12"],
        default=[],
        refers="transfers",
        clause="2.3.2",
    )
    confirmed: list[RuleCode] = described(
        "如实公开的问题",
        "上面的结果、移送确有其事、不能补正的问题，写检查规则的编号；写了的，止（until）可以不写",
        example=["LGR002"],
        default=[],
        clause="2.2.3",
    )
    reason: Text | None = described(
        "理由",
        "为什么不能按期完成，或者为什么可以公开；如实公开问题的，写事情的经过和怎样处理",
        example="国家局的配套规章还没有公布，罚款幅度暂不能确定",
        default=None,
        clause="2.1.2",
    )
    submitted_by: Text | None = described(
        "申请人", "申请暂缓的部门或者岗位", example="某市市场监督管理局", default=None
    )
    approved_by: Text | None = described(
        "批准人",
        "法制机构或者本级政府，名称照门户设置写，后面可以写岗位；不能是申请人自己",
        example="某市司法局",
        default=None,
    )
    approved_on: Day | None = described(
        "批准日期", "从这一天起暂缓", example="2026-07-20", default=None
    )
    until: Day | None = described(
        "止",
        "暂缓到哪一天（含当日），从批准日期起最长六个月",
        example="2026-12-31",
        default=None,
        clause="2.1.2",
    )
    remark: Text | None = described("备注", "其他说明", example="公布后一周内补答复", default=None)
