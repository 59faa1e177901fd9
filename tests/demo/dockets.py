"""Write the demo city's dockets into its supervision root: `python -m tests.demo.dockets` (the same seed, the
same bytes).

Every published penalty has its docket, with the days of its steps and the officers who could handle it then.
Between them stand cases that came to no penalty: not opened, handed on, executed, and numbers that were voided.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from generator.holidays import national
from generator.models.departments import Department
from generator.models.dockets import Docket
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.models.penalties import Penalty, Procedure
from generator.sources.records import load
from generator.sources.standard import dump_rows
from tests.demo.city import ROOT
from tests.demo.history import GONE

SEED = 20261123
SUPERVISION = ROOT / "tests" / "supervision"
TODAY = date(2026, 11, 23)
SERIES = "la"
GIVEN = "建国志远明轩子涵雨桐浩然欣怡文博思源佳宁俊杰晓燕海涛丽华永强春梅国庆"
FIRMS = "宏远鑫达瑞丰恒泰华盛金桥东升永兴"
OTHER_BODIES = ("明城市公安局", "明城市税务局", "明城市城东区人民政府")
VOIDED = ("重复登记", "登记时填错部门，改由有管辖权的部门登记", "举报人撤回，经核实没有违法事实")
STEPS = (
    ("opened_on", "opening"), ("notified_on", "notice"), ("defended_on", "defence"),
    ("heard_on", "hearing"), ("reviewed_on", "review"), ("discussed_on", "discussion"),
    ("decided_on", "decision"), ("served_on", "service"),
)  # fmt: skip
DOCUMENTS = {
    "opening": "opening-approval", "inspection": "inspection-record", "questioning": "questioning-record",
    "notice": "penalty-notice", "defence": "defence-record", "hearing": "hearing-record",
    "review": "legality-review-opinion", "discussion": "discussion-record",
    "decision": "penalty-decision", "service": "service-receipt", "execution": "execution-application",
    "closing": "closing-approval",
}  # fmt: skip
RECORDED = ("inspection", "questioning", "hearing", "service", "execution")
NOT_PUBLISHED = (
    ("urban-management", "2025-12-31", "高中学生在公园亭柱上涂写案", "江小川", "littering"),
    ("urban-management", "2025-12-31", "高中学生向河道扔垃圾案", "何一宁", "littering"),
    ("urban-management", "2025-12-31", "高中学生在绿地丢弃烧烤废弃物案", "安知远", "littering"),
)
"""Decided on the spot against minors, and so never published: by whom, when, what, against whom, under which power."""
shift = national().working_day


@dataclass(frozen=True)
class Drawn:
    """A docket that waits for its number."""

    received: date
    cells: dict[str, str] = field(hash=False)


def written() -> dict[Path, str]:
    """Every docket file, relative to the supervision root, with its text."""
    records = load([ROOT]).records
    # What is withdrawn keeps its docket.
    decided = [*records["penalties"], *load([ROOT / GONE]).records["penalties"]]
    penalties = [one for one in decided if isinstance(one, Penalty)]
    officers = [one for one in records["officers"] if isinstance(one, Officer)]
    scopes = {one.key for one in records["recording_scopes"]}
    files = {}
    for department in records["departments"]:
        assert isinstance(department, Department)
        draw = random.Random(f"{SEED} dockets {department.id}")
        own = [one for one in penalties if one.department == department.id]
        staff = [one for one in officers if one.department == department.id]
        drawn = [_of(draw, one, staff) for one in own]
        drawn += [one for case in own for one in _beside(draw, case, staff)]
        drawn += [_not_published(one, staff) for one in NOT_PUBLISHED if one[0] == department.id]
        for one in drawn:
            # What the department's own catalogue does not ask for is not recorded.
            made = one.cells.get("recordings", "").split(";")
            one.cells["recordings"] = ";".join(
                name for name in made if f"{department.id}/{name}" in scopes
            )
        drawn.sort(key=lambda one: (one.received, one.cells["title"], one.cells.get("outcome", "")))
        form = next(one.format for one in department.docket_series if one.id == SERIES)
        for year in sorted({one.received.year for one in drawn}):
            several = [one for one in drawn if one.received.year == year]
            rows = [
                {
                    "id": f"{SERIES}-{serial}",
                    "number": form.replace("YYYY", f"{year}").replace("N", f"{serial}"),
                    "received_on": one.received.isoformat(),
                    **one.cells,
                }
                for serial, one in enumerate(several, 1)
            ]
            path = Path("lists/departments", department.id, "dockets", f"{year}.csv")
            files[path] = dump_rows(Docket, rows)
    return files


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        (SUPERVISION / path).parent.mkdir(parents=True, exist_ok=True)
        (SUPERVISION / path).write_text(text, encoding="utf-8")


def _of(draw: random.Random, case: Penalty, staff: list[Officer]) -> Drawn:
    """The docket of a published penalty."""
    begun = case.opened_on or case.decided_on
    received = begun if case.procedure is Procedure.SUMMARY else shift(begun, -draw.randint(0, 5))
    steps = [step for name, step in STEPS if getattr(case, name)]
    if case.procedure is Procedure.ORDINARY:
        steps[1:1] = ["inspection", "questioning"]
    closed = shift(case.served_on or case.decided_on, draw.randint(10, 40))
    summary = case.procedure is Procedure.SUMMARY
    closed = case.decided_on if summary else closed
    steps += ["closing"] if closed <= TODAY else []
    cells = {
        "kind": "penalty",
        "source": case.source.value,
        "title": case.title,
        "party": _real_name(draw, case),
        "party_kind": case.party_kind.value,
        "power": case.power,
        "entrustment": case.entrustment or "",
        "opened_on": case.opened_on.isoformat() if case.opened_on else "",
        "handlers": ";".join(_handlers(draw, staff, begun, case.decided_on)),
        "reviewer": "" if summary else _at_post(staff, "case-reviewer", case.decided_on),
        "legal_reviewer": (
            _at_post(staff, "legal-reviewer", case.decided_on) if case.reviewed_on else ""
        ),
        "steps": ";".join(steps),
        "recordings": ";".join(one for one in RECORDED if one in steps),
        "documents": ";".join(DOCUMENTS[step] for step in steps if step in DOCUMENTS),
        "outcome": case.key,
        "closed_on": closed.isoformat() if closed <= TODAY else "",
    }
    return Drawn(received, cells)


def _not_published(told: tuple[str, str, str, str, str], staff: list[Officer]) -> Drawn:
    """The docket of a decision of which the public register has nothing."""
    _, received, title, party, power = told
    on = date.fromisoformat(received)
    steps = ["decision", "service", "closing"]
    cells = {
        "kind": "penalty",
        "source": "inspection",
        "title": title,
        "party": party,
        "party_kind": "person",
        "power": power,
        "handlers": ";".join(_handlers(random.Random(title), staff, on, on)),
        "steps": ";".join(steps),
        "recordings": ";".join(one for one in RECORDED if one in steps),
        "documents": ";".join(DOCUMENTS[step] for step in steps if step in DOCUMENTS),
        "closed_on": received,
    }
    return Drawn(on, cells)


def _beside(draw: random.Random, case: Penalty, staff: list[Officer]) -> Iterator[Drawn]:
    """What else was registered about that time, and the execution of a fine that was not paid."""
    received = case.opened_on or case.decided_on
    plain = {"title": case.title, "power": case.power, "source": case.source.value}
    chance = draw.random()
    if chance < 0.03:
        reason = draw.choice(VOIDED)
        on = shift(received, 1).isoformat()
        yield Drawn(received, {**plain, "kind": "penalty", "voided_on": on, "void_reason": reason})
    elif chance < 0.07:
        closed = shift(received, draw.randint(3, 9)).isoformat()
        remark = "经核查，没有违法事实，不予立案"
        cells = {**plain, "kind": "penalty", "closed_on": closed, "remark": remark}
        cells["handlers"] = ";".join(_handlers(draw, staff, received, received))
        yield Drawn(received, cells)
    elif chance < 0.09:
        on = shift(received, draw.randint(2, 6)).isoformat()
        cells = {**plain, "kind": "penalty", "transferred_on": on, "closed_on": on}
        cells |= {"transferred_to": draw.choice(OTHER_BODIES), "remark": "不属于本机关管辖"}
        cells["handlers"] = ";".join(_handlers(draw, staff, received, received))
        yield Drawn(received, cells)
    # Enforced by a court on application, three months after the term for suing is over.
    due = (case.served_on or case.decided_on) + timedelta(days=210)
    if case.fine and case.fine >= 5000 and due <= TODAY and draw.random() < 0.05:
        begun = shift(due, 1)
        title = case.title.removesuffix("案") + "申请强制执行案"
        yield Drawn(
            begun,
            {
                "kind": "execution",
                "source": "other",
                "title": title,
                "party": _real_name(random.Random(case.key), case),
                "party_kind": case.party_kind.value,
                "power": case.power,
                "opened_on": begun.isoformat(),
                "handlers": ";".join(_handlers(draw, staff, begun, begun)),
                "steps": "opening;execution",
                "recordings": "execution",
                "documents": ";".join(DOCUMENTS[step] for step in ("opening", "execution")),
                "outcome": case.key,
            },
        )


def _real_name(draw: random.Random, case: Outcome) -> str:
    """A name where the public record has 某; nobody is called so."""
    name = case.party
    while "某" in name:
        pool = GIVEN if case.party_kind.is_natural else FIRMS
        name = name.replace("某", draw.choice(pool), 1)
    return name


def _handlers(draw: random.Random, staff: list[Officer], first: date, last: date) -> list[str]:
    """Two of those whose certificate held from the first day to the last; else those who hold it longest."""
    able = [one for one in staff if one.issued_on <= first and last <= one.valid_until]
    able = [one for one in able if one.withdrawn_on is None or last < one.withdrawn_on]
    handling = [one for one in able if (one.post or "").endswith("handler")] or able
    pool = handling if len(handling) > 1 else sorted(staff, key=lambda one: one.issued_on)[:2]
    return sorted(one.id for one in draw.sample(pool, min(2, len(pool))))


def _at_post(staff: list[Officer], post: str, day: date) -> str:
    able = [one for one in staff if one.post == post and one.issued_on <= day <= one.valid_until]
    return able[0].id if able else ""


if __name__ == "__main__":
    main()
