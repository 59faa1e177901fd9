"""Write what the demo city owes every year: `python -m tests.demo.duties` (the same seed, the same bytes).

Reviews of case files, trainings, courses, yearly figures and grades of every department since the plan was
adopted. What they count rests on lists/: outcomes that are published, officers, laws that the powers cite.
A few are late, missing or at odds with what is published, as they are in a city.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import ceil
from pathlib import Path
from typing import Any

from generator.catalogue import Catalogue
from generator.deadlines import ROTATION
from generator.holidays import national
from generator.models.annual_reports import AnnualReport
from generator.models.appraisals import Appraisal
from generator.models.choices import PowerType
from generator.models.departments import Department
from generator.models.file_reviews import FileReview
from generator.models.laws import EventKind
from generator.models.officers import Officer
from generator.models.rotations import Rotation
from generator.models.trainings import Training
from generator.sources.places import LISTS
from generator.sources.records import load
from generator.sources.standard import dump, dump_rows
from tests.demo.city import ROOT
from tests.demo.history import ADOPTED

SEED = 20261123
TODAY = date(2026, 11, 23)
YEARS = range(ADOPTED.year, TODAY.year + 1)
shift = national().working_day

NOT_REVIEWED = {("natural-resources", 2024)}
REVIEWED_LATE = {("water-affairs", 2023): date(2024, 1, 12)}
NOT_REVIEWED_YET = (
    "civil-affairs",
    "education",
    "emergency-management",
    "transport",
    "water-affairs",
)
"""Departments whose review of this year is still to come."""
NOT_PLANNED = {("civil-affairs", 2024)}
NOT_TRAINED = {("fire-rescue", 2025)}
NOT_TRAINED_YET = ("education", "human-resources")
REPORTED_LATE = {("civil-affairs", 2024): date(2025, 2, 14)}
COUNTED_FEWER = {("transport", 2025): 3}
"""Department and year whose figures say so many penalties fewer than are published."""
EXCELLENT = {2023: ("market-regulation", "eco-environment", "health"),
             2024: ("market-regulation", "fire-rescue", "transport"),
             2025: ("market-regulation", "eco-environment", "agriculture-rural")}  # fmt: skip
UNQUALIFIED = {
    ("natural-resources", 2024): {
        "reason": "当年没有组织案卷评查，2件处罚决定没有法制审核意见",
        "consequence": "取消次年依法行政先进单位评选资格，在绩效考评中扣分",
        "rectify_by": "2025-04-30",
        "rectified_on": "2025-05-20",
    },
    ("housing-construction", 2025): {
        "reason": "案卷评查不合格3卷，4名执法人员没有参加年度培训，1件投诉没有反馈结果",
        "consequence": "取消次年依法行政先进单位评选资格，在绩效考评中扣分，由分管副市长约谈",
        "rectify_by": "2026-11-30",
    },
}  # fmt: skip
UNITS_UNQUALIFIED = {
    ("housing-construction", 2025): ("案卷评查不合格2卷", "取消科室评先资格"),
    ("urban-management", 2024): ("3次现场检查没有出示执法证件", "取消科室评先资格，全局通报"),
}
ABSENT = ("fr-0003", "wa-0005", "tr-0007")
"""Officers who were at no course: past the three years."""
COURSES = {
    "2023-autumn": ("2023年综合法律知识轮训", date(2023, 10, 20)),
    "2024-spring": ("2024年第一期综合法律知识轮训", date(2024, 4, 19)),
    "2024-autumn": ("2024年第二期综合法律知识轮训", date(2024, 10, 18)),
    "2025-spring": ("2025年第一期综合法律知识轮训", date(2025, 4, 18)),
    "2025-autumn": ("2025年第二期综合法律知识轮训", date(2025, 10, 17)),
    "2026-spring": ("2026年第一期综合法律知识轮训", date(2026, 4, 17)),
    "2026-autumn": ("2026年第二期综合法律知识轮训", date(2026, 10, 16)),
}
TAUGHT = (
    "行政处罚法、行政强制法、行政许可法，执法程序和证据",
    "行政处罚法的裁量和程序，行政复议法修订的内容",
    "行政强制法、行政诉讼法，应诉和出庭",
    "执法全过程记录、法制审核和公示，个人信息保护",
    "行政处罚的证据、告知、听证，执法文书制作",
    "行政复议法、政府信息公开条例，投诉举报的办理",
    "新公布法律的适用，裁量基准的运用和说明理由",
)
REVIEWERS = (
    "法规科牵头，各执法科室抽调4人交叉评查", "法规科3人，邀请外聘法律顾问1人", "法规科牵头，系统内交叉评查",
    "法规科2人，执法科室法制员3人", "由市司法局派员指导，法规科组织评查",
)  # fmt: skip
SAMPLING = (
    "当年办结的处罚、许可案卷每10卷抽1卷，不足30卷的抽3卷", "按案号末位抽取，重大案件全部评查",
    "各执法科室自荐1卷，其余随机抽取", "随机抽取，听证、强制案件必评",
)  # fmt: skip
PROBLEMS = (
    "送达回证没有写明送达时间", "询问笔录没有逐页签名", "现场照片没有注明拍摄时间、地点和拍摄人",
    "从轻、减轻处罚没有写明裁量理由", "告知书没有写明听证期限", "结案报告没有附缴款凭证", "证据复制件没有注明与原件核对一致",
    "法制审核意见过于笼统", "立案审批晚于第一次调查", "卷内目录与文书不一致", "集体讨论记录没有参加人的意见",
    "音像记录没有附存储位置的说明",
)  # fmt: skip
SUBJECTS = (
    "执法文书制作和案卷归档",
    "调查取证和证据审查",
    "裁量基准的运用和说明理由",
    "执法记录仪使用和音像资料管理",
)
FIGURES = {
    PowerType.LICENCE: (160, 2600), PowerType.COMPULSION: (6, 48), PowerType.LEVY: (12, 90), PowerType.BENEFIT: (40, 900),
    PowerType.INSPECTION: (180, 2200), PowerType.CONFIRMATION: (40, 800), PowerType.REWARD: (2, 20),
    PowerType.ADJUDICATION: (1, 12), PowerType.OTHER: (12, 140),
}  # fmt: skip
WITH_MONEY = {PowerType.LEVY: 8000, PowerType.BENEFIT: 3000, PowerType.REWARD: 1500}
"""Yuan that one act of a type comes to, more or less."""
NEW_WORDS = (EventKind.ENACTED, EventKind.REVISED, EventKind.AMENDED)
"""After these there is something to learn."""
Values = dict[str, Any]


def written() -> dict[Path, str]:
    """Path → text of every file that is told here."""
    catalogue = Catalogue(load([ROOT]).records)
    files: dict[Path, str] = {}
    for department in catalogue.departments.values():
        folder = Path(LISTS, "departments", department.id)
        for year in YEARS:
            draw = random.Random(f"{SEED}/{department.id}/{year}")
            told = {
                FileReview: _review(catalogue, department, year, draw),
                Training: _training(catalogue, department, year, draw),
                AnnualReport: _report(catalogue, department, year, draw),
            }
            for model, values in told.items():
                if values is not None:
                    files[folder / model.register.name / f"{year}.yaml"] = dump(model, values)
    for name, values in _courses(catalogue):
        files[Path(LISTS, "rotations", f"{name}.yaml")] = dump(Rotation, values)
    for year in YEARS[:-1]:
        rows = [row for one in catalogue.departments.values() for row in _grades(one, year)]
        files[Path(LISTS, "appraisals", f"{year}.csv")] = dump_rows(Appraisal, rows)
    return files


def _working(year: int, month: int, day: int, after: int = 0) -> date:
    """A working day on or after a day, and so many later."""
    return shift(date(year, month, day) - timedelta(days=1), 1 + after)


def _review(
    catalogue: Catalogue, department: Department, year: int, draw: random.Random
) -> Values | None:
    held = REVIEWED_LATE.get((department.id, year)) or _working(year, 9, 5, draw.randint(0, 30))
    if (department.id, year) in NOT_REVIEWED:
        return None
    if year == TODAY.year and department.id in NOT_REVIEWED_YET:
        return None
    closed = len(_cases(catalogue, department, year)) + draw.randint(8, 40)
    reviewed = max(3, closed // 10)
    excellent = draw.choice((0, 1, 1, 2)) if reviewed > 3 else draw.choice((0, 1))
    unqualified = 1 if draw.random() < 0.25 else 0
    if (department.id, year) == ("housing-construction", 2025):
        unqualified = 3
        reviewed = max(reviewed, 6)
    decided = shift(held, draw.randint(8, 16))
    letters = department.series[0].format.partition("〔")[0][:-1]
    document = f"{letters}通〔{decided.year}〕{draw.randint(5, 40)}号"
    consequences = []
    if excellent:
        consequences.append(("commended", excellent * 2))
    if unqualified:
        consequences += [
            (measure, unqualified * 2) for measure in ("criticised", "ordered", "barred")
        ]
    return {
        "held_on": held.isoformat(),
        "by": draw.choice(REVIEWERS),
        "sampling": draw.choice(SAMPLING),
        "closed": closed,
        "excellent": excellent,
        "qualified": reviewed - excellent - unqualified,
        "unqualified": unqualified,
        "problems": draw.sample(PROBLEMS, draw.randint(1, 3)),
        **({"consequences": [
            {"measure": measure, "on": decided.isoformat(), "people": people, "document": document}
            for measure, people in consequences
        ]} if consequences else {}),
    }  # fmt: skip


def _cases(catalogue: Catalogue, department: Department, year: int) -> list[Any]:
    """The penalties that a department decided in a year and has published."""
    mine = catalogue.penalties_by_department.get(department.id, [])
    return [one for one in mine if one.decided_on.year == year]


def _training(
    catalogue: Catalogue, department: Department, year: int, draw: random.Random
) -> Values:
    people = len([one for one in _officers(catalogue, department) if one.issued_on.year <= year])
    # In its first year the plan began in June.
    planned = _working(year, 7 if year == ADOPTED.year else 2, 8, draw.randint(0, 20))
    sessions = []
    laws = _new_laws(catalogue, department, year)
    for number in range(draw.randint(1, 3)):
        on = shift(planned, 18 + 35 * number + draw.randint(0, 20))
        if on > TODAY or on.year != year:
            continue
        law = laws[number] if number < len(laws) else None
        topic = f"《{catalogue.laws[law].short_title}》的执法要点" if law else draw.choice(SUBJECTS)
        session = {"on": on.isoformat(), "topic": topic, "hours": draw.choice((4, 8, 8, 16))}
        session["people"] = max(1, people - draw.randint(0, 2))
        sessions.append(session | ({"new_laws": [law]} if law else {}))
    if (department.id, year) in NOT_TRAINED:
        sessions = []
    if year == TODAY.year and department.id in NOT_TRAINED_YET:
        sessions = []
    values: Values = {}
    if (department.id, year) not in NOT_PLANNED:
        topics = [f"《{catalogue.laws[law].short_title}》" for law in laws[:2]]
        topics += draw.sample(SUBJECTS, 2)
        values["plan"] = {
            "adopted_on": planned.isoformat(),
            "hours": draw.choice((24, 32, 40)),
            "topics": topics,
        }
    return values | ({"sessions": sessions} if sessions else {})


def _officers(catalogue: Catalogue, department: Department) -> list[Officer]:
    return [one for one in catalogue.officers.values() if one.department == department.id]


def _new_laws(catalogue: Catalogue, department: Department, year: int) -> list[str]:
    """The laws that the department's powers cite and that were published anew in the year or late in the last."""
    cited = {
        basis.law
        for power in catalogue.powers_by_department.get(department.id, [])
        for basis in power.bases
    }
    since, until = date(year - 1, 10, 1), date(year, 3, 31)
    return sorted(
        law
        for law in cited
        if any(
            since <= event.published <= until and event.kind in NEW_WORDS
            for event in catalogue.laws[law].events
        )
    )


def _report(
    catalogue: Catalogue, department: Department, year: int, draw: random.Random
) -> Values | None:
    if year == TODAY.year:
        return None
    published = REPORTED_LATE.get((department.id, year)) or _working(
        year + 1, 1, 8, draw.randint(0, 12)
    )
    cases = _cases(catalogue, department, year)
    money = sum((one.fine or Decimal()) + (one.confiscated or Decimal()) for one in cases)
    acts = _acts(catalogue, department, year)
    figures = []
    for kind in PowerType:
        if kind not in catalogue.types_of(department.id):
            continue
        if kind is PowerType.PENALTY:
            # Of the first year nothing is published; the others come to a little more than that.
            number = len(cases) + draw.randint(0, 3) if cases else draw.randint(8, 60)
            if fewer := COUNTED_FEWER.get((department.id, year)):
                number = len(cases) - fewer
            amount = ceil(money) if cases else number * draw.randint(2000, 20000)
        else:
            number = max(draw.randint(*FIGURES[kind]), acts[kind])
            amount = number * WITH_MONEY.get(kind, 0) * draw.randint(6, 14) // 10
        figure: Values = {"type": kind.value, "number": number}
        figures.append(figure | ({"amount": amount} if amount else {}))
    asked = draw.randint(0, 6)
    return {
        "published_on": published.isoformat(),
        "figures": figures,
        "reconsidered": asked,
        "overturned": draw.randint(0, asked // 3),
        "sued": draw.randint(0, 3),
    }


def _acts(catalogue: Catalogue, department: Department, year: int) -> Counter[PowerType]:
    """How many outcomes of each type a department decided in a year and has published."""
    return Counter(
        catalogue.powers[one.power.partition("/")[0]].type
        for one in catalogue.outcomes.values()
        if one.department == department.id and one.decided_on.year == year
    )


def _courses(catalogue: Catalogue) -> Iterator[tuple[str, Values]]:
    """Every officer at one course within each three years, but for a few."""
    present: dict[str, list[str]] = defaultdict(list)
    for officer in catalogue.officers.values():
        draw = random.Random(f"{SEED}/{officer.id}")
        due = max(ADOPTED, officer.qualified_on or officer.issued_on)
        while officer.id not in ABSENT:
            until = ROTATION.due(due, national()).due
            open_to = [
                name for name, (_, on) in COURSES.items() if max(due, officer.issued_on) < on <= until
            ]  # fmt: skip
            if not open_to or (until > TODAY and draw.random() < 0.5):
                break
            name = draw.choice(open_to)
            present[name].append(officer.id)
            due = COURSES[name][1]
    for number, (name, (title, on)) in enumerate(COURSES.items()):
        yield (
            name,
            {
                "id": name,
                "title": title,
                "held_on": on.isoformat(),
                "hours": 24,
                "topic": TAUGHT[number],
                "officers": sorted(present[name]),
            },
        )


def _grades(department: Department, year: int) -> Iterator[Values]:
    """The grade of a department, and of each of its units."""
    draw = random.Random(f"{SEED}/grades/{department.id}/{year}")
    bad = UNQUALIFIED.get((department.id, year))
    grade = "excellent" if department.id in EXCELLENT[year] else "qualified"
    graded = _working(year, 12, 16, draw.randint(0, 6))
    row = {"id": department.id, "department": department.id, "graded_on": graded.isoformat()}
    if grade == "excellent":
        row["consequence"] = "列为次年依法行政先进单位推荐名单"
    yield row | ({"grade": "unqualified"} | bad if bad else {"grade": grade})
    worst = UNITS_UNQUALIFIED.get((department.id, year))
    for number, unit in enumerate(department.units):
        on = _working(year, 12, 8, draw.randint(0, 4))
        row = {
            "id": f"{department.id}-{unit.id}",
            "department": department.id,
            "unit": unit.id,
            "grade": draw.choices(("excellent", "qualified"), (1, 4))[0],
            "graded_on": on.isoformat(),
        }
        if worst and number == 0:
            reason, consequence = worst
            row |= {
                "grade": "unqualified",
                "reason": reason,
                "consequence": consequence,
                "rectify_by": _working(year + 1, 3, 20).isoformat(),
                "rectified_on": _working(year + 1, 3, 10).isoformat(),
            }
        yield row


def main() -> None:
    for path, text in written().items():
        file = ROOT / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
