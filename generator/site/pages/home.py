"""首页：一句话、一个搜索框、四扇门、该做到的做到了没有、最近的决定和最近改过的法律。"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.catalogue import WHOLE_TEXT, Catalogue
from generator.holidays import calendar_of
from generator.models.base import Record
from generator.models.choices import PowerType
from generator.models.laws import EventKind, Law, LawEvent
from generator.models.parts import Basis
from generator.models.powers import Power
from generator.site.ledger import counted, ledger
from generator.site.page import Page
from generator.site.pages import Edition
from generator.site.pages.discretion import benchmark_state
from generator.site.pages.entrustment import entrustment_state
from generator.site.pages.law import carried
from generator.site.pages.officers import officer_state

RECENT = 6
MARKS = 1200
"""Up to so many powers each has a mark of its own in the drawing."""


@dataclass(frozen=True)
class Demand:
    """What the plan demands and how the city stands. state: key of the component `state`."""

    what: str
    now: str
    state: str
    verdict: str
    see: str
    address: str


@dataclass(frozen=True)
class LawNews:
    """An event of a law; citing: how many powers stand on the law, or did before its repeal."""

    law: Law
    event: LawEvent
    citing: int
    pending: bool


def basis_outlook(catalogue: Catalogue, power: Power, day: date) -> str:
    """How a power stands: met, due (its basis ends on a known day and none follows) or no_basis."""
    bases = _standing(catalogue, power, day)
    if not bases:
        return "no_basis"
    ends = [catalogue.basis_period(basis)[1] for basis in bases]
    last = max((end for end in ends if end), default=None)
    if last is None or None in ends or _standing(catalogue, power, last + timedelta(days=1)):
        return "met"
    return "due"


def _standing(catalogue: Catalogue, power: Power, day: date) -> list[Basis]:
    return [
        basis
        for sub in [None, *(sub.id for sub in power.sub_items)]
        for basis in catalogue.bases_in_force(power, day, sub)
    ]


def pages(edition: Edition) -> Iterator[Page]:
    catalogue, day = edition.catalogue, edition.day
    portal = catalogue.portal
    penalties = sorted(catalogue.penalties, key=lambda c: c.decided_on, reverse=True)
    disclosed = sorted(
        (c for c in penalties if c.disclosed_on), key=lambda c: c.disclosed_on or day, reverse=True
    )
    outlooks = {p.id: basis_outlook(catalogue, p, day) for p in catalogue.powers.values()}
    shows: list[Record] = [
        *catalogue.departments.values(),
        *catalogue.powers.values(),
        *catalogue.laws.values(),
        *penalties,
        *([portal] if portal else []),
    ]
    yield Page(
        address="/",
        template="pages/home.html",
        title=portal.title if portal else "首页",
        description="谁能执法，依据哪一条，能罚多少，实际罚了多少，都查得到。",
        context={
            "departments": len(catalogue.departments),
            "bodies": len(catalogue.bodies),
            "powers": len(catalogue.powers),
            "laws": _laws_cited(catalogue, day),
            "cases_this_year": sum(c.decided_on.year == day.year for c in penalties),
            "cases": len(penalties),
            "officers": len(catalogue.officers),
            "outlooks": Counter(outlooks.values()),
            "marks_each": -(-len(outlooks) // MARKS) or 1,
            "demands": list(_demands(edition, outlooks)),
            "without_basis": [p for p in catalogue.powers.values() if outlooks[p.id] == "no_basis"],
            "recent": [(c, catalogue.departments.get(c.department)) for c in disclosed[:RECENT]],
            "news": _news(catalogue, day)[:RECENT],
            "day": day,
        },
        shows=shows,
    )


def _demands(edition: Edition, outlooks: dict[str, str]) -> Iterator[Demand]:
    """The plan's demands that today's registers can answer, each counted from the records."""
    catalogue, day = edition.catalogue, edition.day
    found = Counter(finding.code for finding in edition.report.findings)
    departments = list(catalogue.departments.values())
    listed = [d for d in departments if d.confirmed and catalogue.powers_by_department.get(d.id)]
    missing = len(departments) - len(listed)
    yield Demand(
        "各部门公布权责清单",
        f"{len(departments)}个部门，{len(listed)}个已确认公布",
        "late" if missing else "met",
        f"缺{missing}个" if missing else "全部公布",
        "各部门",
        "/departments/",
    )
    gaps = found["COV002"]
    yield Demand(
        "十类职权逐类列出，没有的说明",
        f"{len(catalogue.powers)}项职权",
        "late" if gaps else "met",
        f"{gaps}处没有说明" if gaps else "全部列出或者说明",
        "清单覆盖",
        "/coverage/",
    )
    without = sum(one == "no_basis" for one in outlooks.values())
    yield Demand(
        "每项职权都有现行依据",
        f"{len(outlooks)}项职权，依据{_laws_cited(catalogue, day)}部法律法规",
        "no_basis" if without else "met",
        f"{without}项没有现行依据" if without else "全部有现行依据",
        "职权清单",
        "/powers/",
    )
    yield _updates(catalogue, day)
    ranged = [p for p in catalogue.powers.values() if p.type is PowerType.PENALTY and _fined(p)]
    divided = [
        power
        for power in ranged
        if any(
            benchmark_state(benchmark, day) == "in_force"
            for benchmark in catalogue.discretion_by_power.get(power.id, [])
        )
    ]
    lacking = len(ranged) - len(divided)
    yield Demand(
        "罚款有幅度的，公布裁量基准",
        f"{len(ranged)}项处罚规定了幅度，{len(divided)}项有基准",
        "late" if lacking else "met",
        f"还差{lacking}项" if lacking else "全部公布",
        "裁量基准",
        "/discretion/",
    )
    entrustments = list(catalogue.entrustments.values())
    standing = sum(entrustment_state(e, day) == "in_force" for e in entrustments)
    entrusted = len({ref for e in entrustments for ref in e.powers})
    unmarked = found["ENT001"]
    yield Demand(
        "委托执法在清单中一一注明",
        f"{len(entrustments)}份委托，涉及{entrusted}项职权，{standing}份在期限内",
        "late" if unmarked else "met",
        f"{unmarked}处没有注明" if unmarked else "全部注明",
        "受委托组织",
        "/bodies/",
    )
    calendar = calendar_of(catalogue)
    officers = Counter(officer_state(o, day, calendar) for o in catalogue.officers.values())
    counts = [
        (officers["valid"] + officers["due"], "{}本有效"),
        (officers["due"], "其中{}本30天内到期"),
        (officers["expired"], "{}本已失效"),
        (officers["withdrawn"], "{}本已收回"),
    ]
    counted = "，".join(words.format(number) for number, words in counts if number)
    yield Demand(
        "执法证件每3年检验一次",
        counted or "还没有公布执法人员",
        "late" if officers["expired"] else "due" if officers["due"] else "met",
        f"{officers['expired']}本失效没有收回"
        if officers["expired"]
        else f"{officers['due']}本将到期"
        if officers["due"]
        else "没有失效的",
        "查证件",
        "/officers/",
    )


def _updates(catalogue: Catalogue, day: date) -> Demand:
    """The month after a law's change: what departments owe and have answered."""
    held = counted(c for c in ledger(catalogue, day).clocks if c.obligation is not None)
    total, late, soon = sum(held.values()), held.get("late", 0), held.get("due", 0)
    answered = held.get("met", 0) + held.get("met_late", 0)
    return Demand(
        "法律变了，一个月内调整清单或者说明不用调整",
        f"{total}项应当答复，{answered}项已经答复" if total else "没有要答复的变化",
        "late" if late else "due" if soon else "met",
        f"逾期{late}项" if late else f"{soon}项即将到期" if soon else "没有逾期的",
        "时限看板",
        "/clocks/",
    )


def _laws_cited(catalogue: Catalogue, day: date) -> int:
    """The laws on which some power stands today."""
    return sum(bool(carried(catalogue, law, day)) for law in catalogue.laws.values())


def _last_day(event: LawEvent, day: date) -> date:
    """The day to count those that cite a law: today, or the last before its repeal."""
    if event.kind is not EventKind.REPEALED:
        return day
    return min(day, (event.effective or event.published) - timedelta(days=1))


def _fined(power: Power) -> bool:
    """Whether a law's own range binds the power today or did: what a benchmark divides."""
    return any(basis.ranges and basis.until is None for _, basis in power.all_bases())


def _news(catalogue: Catalogue, day: date) -> list[LawNews]:
    """Laws made, changed or repealed, the latest first, up to the day."""
    news = [
        LawNews(
            law,
            event,
            len(carried(catalogue, law, _last_day(event, day))),
            (event.effective or event.published) > day,
        )
        for law in catalogue.laws.values()
        for event in law.events
        if event.kind in (*WHOLE_TEXT, EventKind.REPEALED) and event.published <= day
    ]
    return sorted(news, key=lambda one: (one.event.published, one.citing), reverse=True)
