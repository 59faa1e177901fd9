"""Write what the demo city's supervision root holds of people: `python -m tests.demo.inner_duties` (the same seed, the
same bytes).

A file for every officer, the grades that departments gave them, complaints about enforcement, which decisions are
not published and why, and what was shared with those who inspect and audit. Nobody complains by name: who it was
stands in no record.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from generator.catalogue import Catalogue
from generator.holidays import national
from generator.models.base import Record
from generator.models.complaints import Complaint
from generator.models.departments import Department
from generator.models.joint_supervision import JointSupervision
from generator.models.non_disclosures import NonDisclosure
from generator.models.officer_appraisals import OfficerAppraisal
from generator.models.officer_files import OfficerFile
from generator.models.officers import Officer
from generator.sources.records import load
from generator.sources.standard import dump_rows
from tests.demo.city import ROOT
from tests.demo.dockets import SUPERVISION
from tests.demo.history import ADOPTED

SEED = 20261123
TODAY = date(2026, 11, 23)
shift = national().working_day
Row = dict[str, str]

CONTENTS = (
    "basics",
    "duties",
    "training",
    "performance",
    "review",
    "appraisal",
    "complaints",
    "rewards",
)
UNQUALIFIED = {
    ("um-0006", 2024): ("三次现场检查没有出示执法证件", "off_post"),
    ("hc-0004", 2025): ("两件案卷评查不合格，没有参加年度培训", "criticised;off_post"),
    ("ee-0003", 2023): ("询问笔录由一人制作", "criticised"),
    ("tr-0011", 2024): ("路面检查没有打开执法记录仪", "off_post"),
    ("tr-0011", 2025): ("再次没有打开执法记录仪", "criticised;disqualified"),
}
"""Officer and year → why, and what followed."""
CHANNELS = (
    "hotline",
    "hotline",
    "hotline",
    "mailbox",
    "letter",
    "visit",
    "online",
    "online",
    "handed_over",
)
SUBJECTS = (
    "反映现场检查时没有出示执法证件", "反映举报以后没有人核查", "认为罚款数额比同类情形高", "反映检查次数过多，影响经营",
    "反映告知书没有写明听证权利", "反映送达的文书没有写明救济途径", "反映执法人员态度生硬", "反映申请的许可没有按时答复",
    "反映检查以后没有告知结果", "反映同样的行为有的罚、有的不罚", "反映电话多次无人接听", "反映扣押的物品没有及时退还",
    "反映执法车辆占用通道", "认为不应当由本部门管辖", "反映要求提供与检查无关的材料",
)  # fmt: skip
RESULTS = (
    "调取执法记录核实，情况不实，已经向反映人说明", "情况属实，对承办人员批评教育并向反映人致歉",
    "部分属实，已经补充告知", "情况属实，已经改正并退还", "核实以后不存在反映的问题", "已经重新核查并反馈",
)  # fmt: skip
REASONS = (
    "属于民事纠纷，已经告知向人民法院起诉", "属于消费纠纷，已经告知拨打12315", "不属于本部门职责，已经告知受理机关",
    "同一事项已经在行政复议，已经告知等待复议决定",
)  # fmt: skip
SHARED = (
    ("xz-1", "briefing", "inspection", "urban-management", "通报上半年查办的执法领域问题", "2024-07-05", "", "", ""),
    ("xz-2", "lead", "audit", "natural-resources", "审计发现两笔征收款没有按时缴库", "2024-09-12", "2024-10-31", "2024-10-25", "已经缴库，补正了台账"),
    ("xz-1", "case", "inspection", "natural-resources", "联合核查没有经过法制审核的两件决定", "2025-01-13", "", "", "两件决定已经撤销，责任人员已经处理"),
    ("xz-2", "lead", "audit", "transport", "审计发现路产赔偿没有开具专用票据", "2025-05-20", "2025-06-30", "2025-07-08", "已经补开，培训了收费人员"),
    ("xz-3", "lead", "inspection", "housing-construction", "监察转来承重墙拆改投诉没有反馈的线索", "2025-07-01", "2025-08-15", "2025-08-11", "属实，已经追究责任"),
    ("xz-1", "briefing", "audit", "market-regulation", "通报罚没收入收支两条线的审计情况", "2026-04-16", "", "", ""),
    ("xz-2", "lead", "inspection", "water-affairs", "监察转来一名执法人员单独取样的线索", "2026-10-12", "2026-12-11", "", ""),
    ("xz-3", "lead", "audit", "health", "审计发现三笔罚款的加处罚款没有计算", "2026-09-07", "2026-10-30", "", ""),
)  # fmt: skip


EXCUSED = {
    "urban-management": (
        ("bg-1", "明城管不公〔2025〕1号", "urban-management/2025/la-108", "minor", "2025-12-31", "2026-01-05"),
        ("bg-2", "明城管不公〔2025〕2号", "urban-management/2025/la-109", "minor", "2025-12-31", "2026-01-05"),
        ("bg-3", "明城管不公〔2025〕3号", "urban-management/2025/la-110", "minor", "2025-12-31", "2026-01-05"),
    ),
}  # fmt: skip
"""Why the decisions of `dockets.NOT_PUBLISHED` are not published."""


def written() -> dict[Path, str]:
    """Every file that is told here, relative to the supervision root, with its text."""
    catalogue = Catalogue(load([ROOT]).records)
    tables: dict[tuple[type[Record], str], list[Row]] = defaultdict(list)
    by_department = catalogue.by_department(Officer)
    for department in catalogue.departments.values():
        staff = by_department.get(department.id, [])
        folder = f"departments/{department.id}"
        tables[OfficerFile, f"{folder}/officer_files.csv"] = [
            _file(department, one) for one in staff
        ]
        for year in range(ADOPTED.year, TODAY.year + 1):
            graded = [row for one in staff for row in _graded(one, year)]
            if graded:
                tables[OfficerAppraisal, f"{folder}/officer_appraisals/{year}.csv"] = graded
            tables[Complaint, f"{folder}/complaints/{year}.csv"] = list(
                _complaints(catalogue, department, year)
            )
    for name, several in EXCUSED.items():
        fields = ("id", "number", "docket", "ground", "decided_on", "filed_on")
        rows = [dict(zip(fields, row, strict=True)) for row in several]
        tables[NonDisclosure, f"departments/{name}/non_disclosures/2025.csv"] = rows
    names = (
        "id",
        "kind",
        "partner",
        "department",
        "subject",
        "shared_on",
        "answer_by",
        "answered_on",
        "result",
    )
    for row in SHARED:
        cells = dict(zip(names, row, strict=True))
        tables[JointSupervision, f"joint_supervision/{cells['shared_on'][:4]}.csv"].append(cells)
    return {
        Path("lists") / name: dump_rows(model, rows) for (model, name), rows in tables.items() if rows
    }  # fmt: skip


def _letters(department: Department) -> str:
    """明市监: what the department's numbers begin with."""
    return department.series[0].format.partition("〔")[0][:-1]


def _file(department: Department, officer: Officer) -> Row:
    draw = random.Random(f"{SEED}/file/{officer.id}")
    opened = max(ADOPTED, officer.issued_on)
    serial = officer.id.rpartition("-")[2]
    return {
        "id": f"da-{officer.id}",
        "number": f"{_letters(department)}执档{serial}",
        "officer": officer.id,
        "opened_on": shift(opened, draw.randint(3, 15)).isoformat(),
        "contents": ";".join(CONTENTS[: draw.randint(5, 8)]),
    }


def _graded(officer: Officer, year: int) -> Iterator[Row]:
    """The grade of a year that is over, of whoever held a certificate from its first day to its last."""
    last = date(year, 12, 31)
    withdrawn = officer.withdrawn_on is not None and officer.withdrawn_on <= last
    begun = date(year, 1, 1) if year > ADOPTED.year else date(year, 11, 1)
    if year == TODAY.year or withdrawn or officer.issued_on > begun:
        return
    draw = random.Random(f"{SEED}/grade/{officer.id}/{year}")
    row = {
        "id": officer.id,
        "officer": officer.id,
        "grade": draw.choices(("excellent", "qualified"), (1, 5))[0],
        "graded_on": shift(date(year, 12, 7), draw.randint(1, 6)).isoformat(),
    }
    if (officer.id, year) in UNQUALIFIED:
        reason, consequences = UNQUALIFIED[officer.id, year]
        row |= {"grade": "unqualified", "reason": reason, "consequences": consequences}
    yield row


def _complaints(catalogue: Catalogue, department: Department, year: int) -> Iterator[Row]:
    """The complaints of a year in order: a few told late, a few refused, the latest still open."""
    draw = random.Random(f"{SEED}/complaints/{department.id}/{year}")
    first = ADOPTED if year == ADOPTED.year else date(year, 1, 4)
    last = TODAY - timedelta(days=5) if year == TODAY.year else date(year, 12, 20)
    days = sorted(
        first + timedelta(days=draw.randint(0, (last - first).days))
        for _ in range(draw.randint(3, 12))
    )
    powers = sorted(one.id for one in catalogue.powers_by_department.get(department.id, []))
    for number, received in enumerate(days, 1):
        row = {
            "id": f"ts-{number}",
            "number": f"{_letters(department)}诉〔{year}〕{number}号",
            "channel": draw.choice(CHANNELS),
            "received_on": received.isoformat(),
            "about": draw.choice(powers) if draw.random() < 0.6 else "",
            "subject": draw.choice(SUBJECTS),
        }
        yield row | _settled(draw, received)


def _settled(draw: random.Random, received: date) -> Row:
    """What was done about a complaint until today."""
    settled = shift(received, draw.randint(1, 4))
    told = shift(settled, 6 if draw.random() < 0.04 else 0)
    if told > TODAY:
        return {}
    if draw.random() < 0.2:
        refused = {"refused_on": settled.isoformat(), "reason": draw.choice(REASONS)}
        return refused | {"told_on": told.isoformat()}
    due = settled + timedelta(days=60)
    answered = settled + timedelta(days=draw.randint(10, 58) + 20 * (draw.random() < 0.04))
    row = {"accepted_on": settled.isoformat(), "told_on": told.isoformat()}
    row["due_on"] = due.isoformat()
    if answered <= TODAY:
        row |= {"answered_on": answered.isoformat(), "result": draw.choice(RESULTS)}
    return row


def main() -> None:
    for path, text in written().items():
        file = SUPERVISION / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
