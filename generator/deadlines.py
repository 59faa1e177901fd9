"""Every deadline, declared once: from which event, how long, what meets it, where it is written.

Rules, pages, the board and the calendars read it here. `days.due` says when one is due.
"""

from dataclasses import dataclass
from datetime import date

from generator.days import Due, due
from generator.holidays import Calendar
from generator.models.choices import PowerType
from generator.periods import FixedDay, Period, Term, Unit


@dataclass(frozen=True)
class Source:
    """Where a deadline is written.

    clause: of the plan. law and article: as texts name them, article as a key ("71", "12-1").
    snippet: words of the article that hold the number, up to 30 characters; empty where no text is held.
    """

    clause: str = ""
    law: str = ""
    article: str = ""
    snippet: str = ""


@dataclass(frozen=True)
class Deadline:
    """One deadline.

    id: permanent. name, event, met_by: Chinese, for people. rules: the codes that report on it, none
    where no rule does. term: None where only a record sets it. set_by: what sets it then, or may set
    another.
    """

    id: str
    name: str
    event: str
    term: Term | None
    met_by: str
    sources: tuple[Source, ...]
    rules: tuple[str, ...] = ()
    set_by: str = ""

    def due(self, start: date, calendar: Calendar, term: Term | None = None) -> Due:
        """When it is due. term: what a record sets instead. ValueError where nothing sets one."""
        lasting = term or self.term
        if lasting is None:
            raise ValueError(f"{self.id}: {self.set_by}")
        return due(start, lasting, calendar)

    @property
    def period(self) -> Period:
        """Its period; TypeError where it is a fixed day or set by a record."""
        if not isinstance(self.term, Period):
            raise TypeError(f"{self.id}: {self.term}")
        return self.term


PENALTY_LAW = "行政处罚法"
COMPULSION_LAW = "行政强制法"


def _penalty(article: str, snippet: str, clause: str = "") -> Source:
    return Source(clause, PENALTY_LAW, article, snippet)


def _days(number: int) -> Period:
    return Period(number, Unit.DAYS)


def _working(number: int) -> Period:
    return Period(number, Unit.WORKING_DAYS)


def _years(number: int) -> Period:
    return Period(number, Unit.YEARS)


YEAR_END = FixedDay(12, 31)

UPDATE = Deadline(
    "update",
    "调整清单",
    "法律公布，或者审批事项、机构职能调整",
    Period(1, Unit.MONTHS),
    "逐项回应：已经调整，或者不用调整的理由",
    (Source("2.1.2", snippet="公布之日起一个月内"),),
    ("UPD001", "UPD002", "UPD003"),
)
DISCLOSE = Deadline(
    "disclose",
    "公开处罚、许可决定",
    "作出决定",
    _working(7),
    "决定在网站公开",
    (
        Source("2.2.3", "国办发〔2018〕118号"),
        _penalty("48", "应当依法公开"),
        Source("", "广东省行政执法公示办法", "21", "7个工作日内公开"),
    ),
    ("DIS001",),
    set_by="部门适用的规定另有期限的，按那个期限",
)
DISCLOSE_OTHER = Deadline(
    "disclose-other",
    "公开其他执法决定",
    "作出决定",
    _working(20),
    "决定在网站公开",
    (
        Source("2.2.3", "国办发〔2018〕118号"),
        Source("", "广东省行政执法公示办法", "21", "20个工作日内公开"),
    ),
    ("DIS001",),
    set_by="部门适用的规定另有期限的，按那个期限",
)
DISCLOSE_MARKET = Deadline(
    "disclose-market",
    "公开市场监管处罚决定",
    "作出处罚决定",
    _working(20),
    "决定在网站公开",
    (Source("2.2.3", "市场监督管理行政处罚信息公示规定", "9", "二十个工作日内将行政处罚信息"),),
    ("DIS001",),
)
WITHDRAW = Deadline(
    "withdraw",
    "撤回公开的决定",
    "收到变更、撤销、确认违法或者无效的文书",
    _working(3),
    "撤回决定信息并说明理由",
    (_penalty("48", "三日内撤回行政处罚决定信息", "2.2.3"),),
    ("DIS003",),
)
PUBLICATION = Deadline(
    "publication",
    "结束公开",
    "作出决定",
    None,
    "公开期届满，从网站移出",
    (Source("2.2.3"),),
    ("DIS005",),
    set_by="门户设置的公开期限（publication_periods）",
)
YEARLY_FIGURES = Deadline(
    "yearly-figures",
    "公布上年度执法数据",
    "上一年度结束",
    FixedDay(1, 31),
    "公布上年度行政执法总体情况",
    (
        Source("2.2.3", "国办发〔2018〕118号"),
        Source("", "广东省行政执法公示办法", "17", "每年1月31日前"),
    ),
    ("DIS004",),
)
LEGALITY_REVIEW = Deadline(
    "legality-review",
    "法制审核",
    "收到送审材料",
    None,
    "作出法制审核意见",
    (Source("2.2.1"),),
    ("LGR003",),
    set_by="重大执法决定法制审核目录的审核时限",
)
HAND_IN = Deadline(
    "hand-in",
    "当场收缴的罚款交到机关",
    "当场收缴罚款；在水上收缴的，抵岸",
    _working(2),
    "罚款交至行政机关",
    (_penalty("71", "自收缴罚款之日起二日内", "2.2.4"),),
    ("FIN002",),
)
DEPOSIT = Deadline(
    "deposit",
    "当场收缴的罚款缴付银行",
    "执法人员把罚款交到机关",
    _working(2),
    "罚款缴付指定的银行",
    (_penalty("71", "应当在二日内将罚款缴付指定的银行", "2.2.4"),),
    ("FIN002",),
)
INSPECTION = Deadline(
    "inspection",
    "检验执法证件",
    "上次检验；没有检验过的，发证",
    _years(3),
    "检验合格，加贴标识",
    (Source("2.4.1", snippet="每3年检验一次"),),
    ("OFC001",),
)
FILE_REVIEW = Deadline(
    "file-review",
    "年度案卷评查",
    "年度开始",
    YEAR_END,
    "组织一次案卷评查",
    (Source("2.4.2", snippet="每年要组织一次案卷评查"),),
    ("FRV001",),
)
YEARLY_TRAINING = Deadline(
    "yearly-training",
    "年度集中培训",
    "年度开始",
    YEAR_END,
    "集中培训一次",
    (Source("2.4.3", snippet="每年集中培训一次"),),
    ("TRN001",),
)
TRAINING_PLAN = Deadline(
    "training-plan",
    "年度培训计划",
    "年度开始",
    YEAR_END,
    "编制专业法律知识的培训计划",
    (Source("2.4.3", snippet="编制本单位执法人员专业法律知识的培训计划"),),
    ("TRN003",),
)
ROTATION = Deadline(
    "rotation",
    "三年轮训",
    "上次轮训",
    _years(3),
    "参加综合法律知识轮训",
    (Source("2.4.3", snippet="每三年轮训一次"),),
    ("TRN002",),
)
FILING = Deadline(
    "filing",
    "重大行政处罚备案",
    "作出重大行政处罚决定",
    _days(15),
    "报送备案",
    (Source("2.4.4", snippet="在决定作出后15日内报送"),),
    ("FIL001",),
)
EXHIBIT = Deadline(
    "exhibit",
    "先行登记保存的处理",
    "先行登记保存",
    _working(7),
    "作出处理决定",
    (_penalty("56", "应当在七日内及时作出处理决定", "2.4.7"),),
    ("EXH003",),
)
SEIZURE = Deadline(
    "seizure",
    "查封、扣押的处理",
    "查封、扣押",
    _days(30),
    "作出处理决定或者解除",
    (Source("2.4.7", COMPULSION_LAW, "25", "查封、扣押的期限不得超过三十日"),),
    ("EXH003",),
    set_by="经批准延长的，加上延长的日数；检测、检验、检疫、鉴定的时间不计算在内",
)
FREEZING = Deadline(
    "freezing",
    "冻结的处理",
    "冻结存款、汇款",
    _days(30),
    "作出处理决定或者解除冻结",
    (Source("2.4.7", COMPULSION_LAW, "32", "自冻结存款、汇款之日起三十日内"),),
    ("EXH003",),
    set_by="经批准延长的，加上延长的日数",
)
ARCHIVE = Deadline(
    "archive",
    "案卷归档",
    "结案",
    None,
    "案卷归档",
    (Source("2.4.8"),),
    ("CFL003",),
    set_by="门户设置的归档期限（archive_days）",
)
LEAD = Deadline(
    "lead",
    "答复移交的线索",
    "移交线索",
    None,
    "书面答复",
    (Source("2.4.9"),),
    ("JNT001",),
    set_by="移交时写明的期限",
)
ACCEPTANCE = Deadline(
    "acceptance",
    "告知投诉举报受理情况",
    "收到投诉举报",
    _working(5),
    "告知受理或者不受理",
    (Source("2.4.10", snippet="5个工作日内应告知"),),
    ("CMP002",),
)
COMPLAINT_RESULT = Deadline(
    "complaint-result",
    "反馈投诉举报结果",
    "受理投诉举报",
    None,
    "反馈办理结果",
    (Source("2.4.10"),),
    ("CMP004",),
    set_by="受理时告知的办理期限",
)
CORRECTION = Deadline(
    "correction",
    "答复网站纠错",
    "收到读者的纠错",
    _working(5),
    "答复并改正，或者说明理由",
    (Source("2.4.10"),),
    ("CMP006",),
)
APPRAISAL = Deadline(
    "appraisal",
    "年度评议考核",
    "年度开始",
    YEAR_END,
    "评出等次",
    (Source("2.5"),),
    ("APR001",),
)
RECTIFICATION = Deadline(
    "rectification",
    "不合格的整改",
    "评为不合格",
    None,
    "完成整改",
    (Source("2.5"),),
    ("APR002",),
    set_by="责令整改时写明的期限",
)
ACCOUNTABILITY = Deadline(
    "accountability",
    "责任追究的结果",
    "线索查证属实",
    None,
    "作出处理",
    (Source("2.6.1"),),
    ("ACC001",),
    set_by="立案时写明的期限",
)
DECIDE = Deadline(
    "decide",
    "作出处罚决定",
    "立案",
    _days(90),
    "作出处罚决定",
    (_penalty("60", "立案之日起九十日内作出"),),
    set_by="法律、法规、规章另有规定的，按规定",
)
SERVE = Deadline(
    "serve",
    "送达决定书",
    "宣告决定，当事人不在场",
    _working(7),
    "决定书送达当事人",
    (_penalty("61", "行政机关应当在七日内"),),
)
HEARING_NOTICE = Deadline(
    "hearing-notice",
    "通知听证",
    "通知听证的时间、地点",
    _working(7),
    "通知以后满七个工作日才听证",
    (_penalty("64", "应当在举行听证的七日前"),),
)
ASK_HEARING = Deadline(
    "ask-hearing",
    "要求听证",
    "收到听证告知",
    _working(5),
    "向行政机关提出",
    (_penalty("64", "行政机关告知后五日内提出"),),
)
PAY = Deadline(
    "pay",
    "缴纳罚款",
    "收到处罚决定书",
    _days(15),
    "到指定的银行或者通过电子支付系统缴纳",
    (_penalty("67", "收到行政处罚决定书之日起十五日内"),),
)
RECONSIDERATION = Deadline(
    "reconsideration",
    "申请行政复议",
    "知道或者应当知道行政行为",
    _days(60),
    "提出行政复议申请",
    (Source("", "行政复议法", "20", "六十日内提出行政复议申请"),),
    set_by="法律规定的期限超过六十日的，按法律",
)
LITIGATION = Deadline(
    "litigation",
    "提起行政诉讼",
    "知道或者应当知道行政行为",
    Period(6, Unit.MONTHS),
    "向人民法院起诉",
    (Source("", "行政诉讼法", "46", "六个月内提出"),),
    set_by="法律另有规定的，按法律",
)
LITIGATION_AFTER = Deadline(
    "litigation-after-reconsideration",
    "不服复议决定起诉",
    "收到复议决定书",
    _days(15),
    "向人民法院起诉",
    (Source("", "行政诉讼法", "45", "收到复议决定书之日起十五日内"),),
    set_by="法律另有规定的，按法律",
)

DEADLINES: dict[str, Deadline] = {
    one.id: one for one in list(globals().values()) if isinstance(one, Deadline)
}
"""By id, in the order of the plan, then those of parties and procedure."""


def of_rule(code: str) -> tuple[Deadline, ...]:
    """The deadlines that a rule reports on; none where it has no term of its own."""
    return tuple(one for one in DEADLINES.values() if code in one.rules)


def disclosure(kind: PowerType, own: Period | None = None) -> Period:
    """How long after a decision it must be public: 7 working days for a penalty or licence, 20 for
    another act, unless the department is under a rule of its own (market regulation: 20)."""
    if own is not None:
        return own
    soon = (PowerType.PENALTY, PowerType.LICENCE)
    return (DISCLOSE if kind in soon else DISCLOSE_OTHER).period
