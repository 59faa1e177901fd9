"""案例页：结果一句话，然后是事实、法律、情节、档次、决定。"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from generator.catalogue import Catalogue
from generator.models.base import Record, extra
from generator.models.departments import Department
from generator.models.discretion import Discretion, Tier, TierRange
from generator.models.laws import Law
from generator.models.outcomes import Outcome
from generator.models.parts import Citation, StatutoryRange
from generator.models.penalties import Penalty, Procedure
from generator.models.portal import Portal
from generator.models.powers import Power
from generator.site import addresses
from generator.site.filters import day_text, grouped_amounts, outcome_text
from generator.site.left import Left, left
from generator.site.order import by_pinyin
from generator.site.page import Hits, Page, derived
from generator.site.pages import Edition
from generator.site.referring import related
from generator.site.remedies import Stage, after_decision, at_any_time
from generator.site.rulers import ruler
from generator.site.scale import Mark, Scale, outcome_value

STEPS = (
    ("opened_on", "立案"),
    ("notified_on", "告知"),
    ("defended_on", "陈述申辩"),
    ("heard_on", "听证"),
    ("recusal_asked_on", "申请回避"),
    ("recusal_decided_on", "回避决定"),
    ("submitted_on", "送法制审核"),
    ("reviewed_on", "法制审核"),
    ("discussed_on", "集体讨论"),
    ("decided_on", "决定"),
    ("served_on", "送达"),
    ("disclosed_on", "公开"),
)
BEFORE = (
    "notified_on", "defended_on", "heard_on", "recusal_decided_on", "reviewed_on", "discussed_on"
)  # fmt: skip
"""What has to be done before the decision (Penalty Law 43, 44, 45, 57, 58, 63)."""
DECIDE_WITHIN = timedelta(days=90)
"""From opening to decision, in calendar days (Penalty Law 60, 85)."""
SERVE_WITHIN = DISCLOSE_WITHIN = 7
"""Working days from the decision (Penalty Law 61, 85; 国办发〔2018〕118号)."""
PARAGRAPH = 70
"""Characters after which the facts go on in a new paragraph."""


@dataclass(frozen=True)
class YearFigures:
    """One year's outcomes: counts, and sums in yuan."""

    department: str
    year: str
    decided: int
    none: int
    fined: int
    fines: Decimal
    confiscated: Decimal


@dataclass(frozen=True)
class CitationView:
    citation: Citation
    law: Law | None


@dataclass(frozen=True)
class TierView:
    """Where the case fell: the benchmark, its tier, the statutory range and the tier's part of it."""

    benchmark: Discretion
    tier: Tier | None
    statutory: StatutoryRange | None
    range: TierRange | None


@dataclass(frozen=True)
class StepView:
    """A step of a case: its day, the law's limit in words, and how it stands.

    state: met, late, or nothing where there is no limit or the record does not tell; note: then why.
    """

    field: str
    label: str
    day: date
    limit: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class CaseRow:
    """A case in the list of its year, with its power and what its tier is called."""

    case: Penalty
    power: Power | None
    tier: str


def year_figures(
    penalties: Iterable[Penalty], left: Iterable[tuple[str, str]] = ()
) -> list[YearFigures]:
    """Figures by department and year, the newest first. left: years of which all may be withdrawn."""
    grouped: dict[tuple[str, str], list[Penalty]] = defaultdict(list)
    for department, year in left:
        grouped[year, department] = []
    for penalty in penalties:
        grouped[penalty.year, penalty.department].append(penalty)
    return [
        YearFigures(
            department,
            year,
            len(several),
            sum(1 for p in several if not p.kinds),
            sum(1 for p in several if p.fine),
            sum((p.fine or Decimal(0) for p in several), Decimal(0)),
            sum((p.confiscated or Decimal(0) for p in several), Decimal(0)),
        )
        for (year, department), several in sorted(grouped.items(), reverse=True)
    ]


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    figures = year_figures(catalogue.penalties, _left(catalogue))
    others = _beside(catalogue)
    yield Page(
        address="/cases/",
        template="pages/cases.html",
        title="查案例",
        description="公开的行政处罚结果，按部门和年度查找。",
        section="cases",
        trail=[("首页", "/")],
        context={
            "rows": _by_department(catalogue, figures),
            "years": sorted({one.year for one in figures}, reverse=True),
            "without": [
                department
                for department in by_pinyin(catalogue.departments.values(), lambda one: one.name)
                if department.id not in {one.department for one in figures}
            ],
            "day": edition.day,
            "total": len(catalogue.penalties),
            "others": [(one.register, len(catalogue.all(one))) for one in others],
        },
        shows=[
            *catalogue.departments.values(),
            *catalogue.penalties,
            *(record for one in others for record in catalogue.all(one)),
        ],
    )


def subjects(edition: Edition) -> list[YearFigures | Penalty]:
    """The years of departments, then the cases."""
    catalogue = edition.catalogue
    return [*year_figures(catalogue.penalties, _left(catalogue)), *catalogue.penalties]


def _left(catalogue: Catalogue) -> dict[tuple[str, str], list[Left]]:
    """Department and year → what was withdrawn of them, or is gone."""
    found: dict[tuple[str, str], list[Left]] = defaultdict(list)
    for (register, department), several in left(catalogue).items():
        if register == Penalty.register.name:
            for one in several:
                found[department, one.year].append(one)
    return found


def pages_of(edition: Edition, subject: YearFigures | Penalty) -> Iterator[Page]:
    if isinstance(subject, Penalty):
        yield _page(edition, subject)
    else:
        yield _year_page(edition, subject)


def _year_page(edition: Edition, one: YearFigures) -> Page:
    catalogue = edition.catalogue
    department = catalogue.departments.get(one.department)
    name = department.short_name if department else one.department
    cases = sorted(
        (
            case
            for case in catalogue.penalties_by_department.get(one.department, [])
            if case.year == one.year
        ),
        key=lambda p: p.decided_on,
        reverse=True,
    )
    gone = _left(catalogue).get((one.department, one.year), [])
    return Page(
        address=addresses.cases(one.department, one.year),
        template="pages/case_year.html",
        title=f"{name}{one.year}年行政处罚结果",
        description=f"{name}{one.year}年公开的行政处罚决定{one.decided}件。",
        section="cases",
        trail=[("首页", "/"), ("案例", "/cases/")],
        context={
            "department": department,
            "figures": one,
            "years": _years(catalogue, one.department),
            "months": [
                (month, [_row(catalogue, case) for case in several])
                for month, several in groupby(cases, key=lambda c: c.decided_on.replace(day=1))
            ],
            "left": gone,
            "day": edition.day,
        },
        shows=[*cases, *(it.why for it in gone if it.why)],
        file=cases[0].file if cases else None,
    )


def _beside(catalogue: Catalogue) -> list[type[Record]]:
    """The listed registers of outcomes, and those that say something about an outcome."""
    return [
        model
        for model in catalogue.registers.values()
        if model.register.listed
        and (
            issubclass(model, Outcome)
            or any(extra(info, "refers") == "outcomes" for info in model.model_fields.values())
        )
    ]


def _years(catalogue: Catalogue, department: str) -> list[str]:
    """The years of which a department has outcomes, the newest first."""
    own = {case.year for case in catalogue.penalties_by_department.get(department, [])}
    own |= {year for name, year in _left(catalogue) if name == department}
    return sorted(own, reverse=True)


def _by_department(
    catalogue: Catalogue, figures: Iterable[YearFigures]
) -> list[tuple[str, Department | None, dict[str, YearFigures]]]:
    """Departments with outcomes, in the order of the registers, each with its figures by year."""
    found: dict[str, dict[str, YearFigures]] = defaultdict(dict)
    for one in figures:
        found[one.department][one.year] = one
    order = [one.id for one in by_pinyin(catalogue.departments.values(), lambda one: one.name)]
    known = sorted(found, key=lambda name: order.index(name) if name in order else len(order))
    return [(name, catalogue.departments.get(name), found[name]) for name in known]


def _row(catalogue: Catalogue, case: Penalty) -> CaseRow:
    view = _tier(catalogue, case)
    tier = (view.tier.name or view.tier.level.label) if view and view.tier else ""
    power = catalogue.powers.get(case.power.partition("/")[0])
    return CaseRow(case, power, tier if case.kinds else "不予处罚")


def _page(edition: Edition, penalty: Penalty) -> Page:
    catalogue = edition.catalogue
    department = catalogue.departments.get(penalty.department)
    power = catalogue.powers.get(penalty.power.partition("/")[0])
    entrustment = catalogue.entrustments.get(penalty.entrustment) if penalty.entrustment else None
    tier = _tier(catalogue, penalty)
    portal = catalogue.portal
    shows: list[Record] = [penalty]
    shows += [tier.benchmark] if tier else []
    name = department.short_name if department else penalty.department
    return Page(
        address=addresses.of(penalty),
        template="pages/case.html",
        title=penalty.title,
        description=f"{name}：{grouped_amounts(penalty.content)}",
        section="cases",
        trail=[
            ("首页", "/"),
            ("案例", "/cases/"),
            (f"{name}{penalty.year}年", addresses.cases(penalty.department, penalty.year)),
        ],
        context={
            "case": penalty,
            "department": department,
            "power": power,
            "entrustment": entrustment,
            "body": catalogue.bodies.get(entrustment.body) if entrustment else None,
            "bases": [CitationView(c, catalogue.laws.get(c.law)) for c in penalty.bases],
            "tier": tier,
            "placed": _placed(edition, penalty, tier),
            "stages": derived(stages, penalty, portal, department),
            "told": derived(paragraphs, penalty.facts),
            "steps": derived(case_steps, penalty),
            "related": related(catalogue, "outcomes", penalty.key),
            "days_used": (
                (penalty.decided_on - penalty.opened_on).days if penalty.opened_on else None
            ),
        },
        shows=shows,
        file=penalty.file,
        source=department.name if department else None,
        hits=Hits(
            "penalties",
            "案例",
            {"department": penalty.department, "type": "行政处罚", "year": penalty.year},
            penalty.year,
            outcome=outcome_text(penalty),
            details=(
                penalty.party,
                *([penalty.number] if penalty.number else []),
                day_text(penalty.decided_on),
                name,
            ),
            leads=True,
        ),
    )


def stages(case: Penalty, portal: Portal | None, department: Department | None) -> list[Stage]:
    """What can be done about such a decision: within its terms, and at any time."""
    after = (
        after_decision(
            portal, fine=bool(case.fine), summary=case.procedure is Procedure.SUMMARY
        ),
    ) if portal else ()  # fmt: skip
    return [*after, at_any_time(department)]


def case_steps(case: Penalty) -> list[StepView]:
    """The steps of a case that have a day, as they follow each other, against the law's limits."""
    views = []
    for field, label in STEPS:
        day: date | None = getattr(case, field)
        if day is not None:
            views.append(StepView(field, label, day, *_against_limit(case, field, day)))
    return views


def _against_limit(case: Penalty, field: str, day: date) -> tuple[str, str, str]:
    """The limit in words, the state, and what is to be said where there is no judging."""
    since = (day - case.decided_on).days
    if field in BEFORE:
        return ("作出决定以前", "met" if since <= 0 else "late", "")
    if field == "decided_on" and case.opened_on:
        last = case.opened_on + DECIDE_WITHIN
        words = f"立案之日起90日，至{day_text(last)}"
        # A longer limit may stand in a regulation (60); the record does not hold it.
        return (words, "met", "") if day <= last else (words, "", "超过90日，是否依法延长没有记载")
    if field == "served_on":
        if case.procedure is Procedure.SUMMARY:
            return ("当场交付", "met" if since == 0 else "", "" if since == 0 else _after(since))
        return ("当场交付；当事人不在场的，7个工作日", *_within(since, SERVE_WITHIN))
    if field == "disclosed_on":
        return ("一般是决定之日起7个工作日", *_within(since, DISCLOSE_WITHIN))
    return ("", "", "")


def _within(since: int, limit: int) -> tuple[str, str]:
    """As many days as working days are in time for certain; of more, a calendar of holidays has to tell."""
    return ("met", "") if 0 <= since <= limit else ("", _after(since))


def _after(since: int) -> str:
    return f"决定后{since}天"


def paragraphs(text: str) -> list[str]:
    """A long text in paragraphs of whole sentences."""
    found = [""]
    for sentence in re.findall(r"[^。]+。?[”’）]*", text.strip()):
        if len(found[-1]) >= PARAGRAPH:
            found.append("")
        found[-1] += sentence
    return found


def _tier(catalogue: Catalogue, penalty: Penalty) -> TierView | None:
    benchmark = catalogue.discretion.get(penalty.discretion) if penalty.discretion else None
    if benchmark is None:
        return None
    tier = next((t for t in benchmark.tiers if t.id == penalty.tier), None)
    power = catalogue.powers.get(benchmark.power)
    statutory = catalogue.ranges_of(power).get(penalty.range or "") if power else None
    part = next((r for r in tier.ranges if r.range == penalty.range), None) if tier else None
    return TierView(benchmark, tier, statutory, part)


def _placed(edition: Edition, penalty: Penalty, tier: TierView | None) -> tuple[Scale, Mark] | None:
    """The range of its power that the case was decided by, with all outcomes, and which of them it is."""
    power = edition.catalogue.powers.get(penalty.power.partition("/")[0])
    if power is None or tier is None or tier.statutory is None:
        return None
    own = outcome_value(penalty, tier.statutory)
    drawn = ruler(edition, power, tier.statutory, [tier.benchmark]) if own is not None else None
    mark = drawn.mark(own) if drawn and own is not None else None
    return (drawn, mark) if drawn and mark else None
