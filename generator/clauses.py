"""The plan's clauses, and where the site answers each: the one list that tables, pages and tests go through."""

from dataclasses import dataclass

from generator.numerals import clause_label


@dataclass(frozen=True)
class Clause:
    """A clause of the plan. number: `2.4.10`; where: as people cite it; asks: what it wants, in a line.

    pages: addresses on the public site beside the lists of its registers. reason: why it has no rule or no register, where it has none.
    """

    number: str
    title: str
    asks: str
    pages: tuple[str, ...] = ()
    reason: str = ""

    @property
    def where(self) -> str:
        return clause_label(self.number)


CLAUSES = (
    Clause(
        "2.1.1",
        "权责清单",
        "各执法部门确认公布权责清单：职权、依据、责任",
        ("/departments/", "/powers/", "/laws/", "/coverage/"),
    ),
    Clause(
        "2.1.2",
        "动态调整",
        "依据变化以后一个月内调整和公布清单，并宣传怎样利用清单监督",
        ("/clocks/", "/supervise/", "/glossary/", "/days/"),
    ),
    Clause(
        "2.1.3",
        "委托执法",
        "清理委托执法，在委托机关的清单里一一注明",
        ("/entrustments/", "/bodies/"),
    ),
    Clause("2.2.1", "法制审核", "重大执法决定作出以前必须审核，规定流程、材料和时限"),
    Clause("2.2.2", "全过程记录", "文书完整，该录音录像的执法活动和场所都有记录"),
    Clause("2.2.3", "公示", "执法信息及时公开，结果能查", ("/cases/", "/data/", "/rules/")),
    Clause(
        "2.2.4",
        "罚缴分离",
        "决定书写明代收机构、地址和加处罚款，不设过渡账户",
        ("/cases/",),
        "缴到哪里、怎样加处写在行政处罚结果里，代收机构写在部门的记录里，没有另外的登记表",
    ),
    Clause("2.3.1", "裁量基准", "按基准裁量，告知、听证、集体讨论，说明理由", ("/discretion/",)),
    Clause("2.3.2", "案件移送", "接受机构不得拒绝或者再次移送，有争议的指定管辖"),
    Clause("2.4.1", "执法证件", "在编、经培训考试合格才能持证，每三年检验一次", ("/officers/",)),
    Clause("2.4.2", "案卷评查", "每年组织一次，按结果分别处理"),
    Clause("2.4.3", "培训", "每年集中培训一次，每三年轮训一次"),
    Clause("2.4.4", "重大处罚备案", "决定作出后15日内报送备案"),
    Clause(
        "2.4.5",
        "案件登记",
        "案件按时间顺序统一登记、统一编号",
        ("/registers/summaries/",),
        "登记表不公开，公开的是件数",
    ),
    Clause(
        "2.4.6",
        "人员档案",
        "一人一档，档随人走",
        ("/registers/summaries/",),
        "登记表不公开，公开的是件数",
    ),
    Clause(
        "2.4.7",
        "涉案物品",
        "专人管理，办案人员不得自行保管",
        ("/registers/summaries/",),
        "登记表不公开，公开的是件数",
    ),
    Clause("2.4.8", "案卷和文书", "统一文书格式，办结以后及时归档"),
    Clause("2.4.9", "执法监督", "与监察、审计协作，对主体、人员和案件实行信息化监督", ("/dashboard/",)),
    Clause("2.4.10", "投诉举报", "公布渠道，编号登记，五个工作日内告知受理情况", ("/complain/",)),
    Clause("2.4.11", "负面典型", "通报违法或者不当的执法行为，逐案剖析"),
    Clause("2.5", "评议考核", "每年考核部门、内设机构和人员，运用结果"),
    Clause("2.6.1", "责任追究", "办、审、定各环节的责任分清，查实的必追究"),
)  # fmt: skip


def is_of(number: str, clause: Clause) -> bool:
    """Whether what cites `number` belongs to a clause: 2.5.3 belongs to 2.5, and 2.4.11 not to 2.4.1."""
    return number == clause.number or number.startswith(f"{clause.number}.")
