"""Write the demo city's case files and exhibits into its supervision root: `python -m tests.demo.case_files`.

Every closed case is bound and archived, most within the thirty days of the portal, some late, the last not yet;
what was confiscated had been seized, and somebody who did not handle the case kept it.
"""

import random
from collections import defaultdict
from datetime import date
from pathlib import Path

from generator.deadlines import EXHIBIT, SEIZURE
from generator.holidays import national
from generator.models.base import Record
from generator.models.case_files import CaseFile
from generator.models.choices import PenaltyKind
from generator.models.dockets import Docket
from generator.models.exhibits import Exhibit
from generator.models.officers import Officer
from generator.models.penalties import Penalty
from generator.sources.records import load
from generator.sources.standard import dump_rows
from tests.demo.city import ROOT
from tests.demo.dockets import SUPERVISION, TODAY

SEED = 20261123
LATE, FORGOTTEN, LEFT = 0.03, 0.004, 0.02
"""Shares of files archived late, of files never archived, of exhibits disposed of late."""
KEPT = 0.5
"""So many of the goods that were confiscated are told in the register."""
STORES = ("局物证室1号柜", "局物证室2号柜", "局物证室冷藏柜", "委托仓库")
shift = national().working_day
Rows = defaultdict[tuple[str, int], list[dict[str, str]]]


def written() -> dict[Path, str]:
    """Every file of both registers, relative to the supervision root, with its text."""
    records = load([ROOT], supervision=SUPERVISION).records
    penalties = {one.key: one for one in records["penalties"] if isinstance(one, Penalty)}
    staff: defaultdict[str, list[Officer]] = defaultdict(list)
    for officer in records["officers"]:
        assert isinstance(officer, Officer)
        staff[officer.department].append(officer)
    files, exhibits = Rows(list), Rows(list)
    for docket in records["dockets"]:
        assert isinstance(docket, Docket)
        draw = random.Random(f"{SEED} {docket.key}")
        _bind(draw, docket, files)
        case = penalties.get(docket.outcome or "")
        if case is not None and case.opened_on is not None and docket.kind.value == "penalty":
            _keep(draw, docket, case, case.opened_on, staff[docket.department], exhibits)
    return {**_tables(CaseFile, "j", files), **_tables(Exhibit, "wp", exhibits)}


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        (SUPERVISION / path).parent.mkdir(parents=True, exist_ok=True)
        (SUPERVISION / path).write_text(text, encoding="utf-8")


def _bind(draw: random.Random, docket: Docket, files: Rows) -> None:
    """The file of a closed case."""
    closed = docket.closed_on
    if closed is None:
        return
    archived = shift(closed, draw.randint(22, 30) if draw.random() < LATE else draw.randint(3, 17))
    if archived > TODAY or draw.random() < FORGOTTEN:
        return
    files[docket.department, archived.year].append(
        {
            "docket": docket.key,
            "documents": ";".join(docket.documents),
            "archived_on": archived.isoformat(),
        }
    )


def _keep(
    draw: random.Random,
    docket: Docket,
    case: Penalty,
    opened: date,
    staff: list[Officer],
    exhibits: Rows,
) -> None:
    """What was seized in a case, or kept back for a week, and by whom it was kept."""
    if PenaltyKind.CONFISCATE_GOODS not in case.kinds or draw.random() > KEPT:
        return
    keeper = draw.choice([one for one in staff if one.id not in docket.handlers])
    preserved = draw.random() < 0.25
    last = (EXHIBIT if preserved else SEIZURE).due(opened, national()).due
    row = {
        "name": f"{case.title.removesuffix('案')}的物品",
        "docket": docket.key,
        "measure": "preservation" if preserved else "seizure",
        "taken_on": opened.isoformat(),
        "custodian": keeper.id,
        "store": draw.choice(STORES),
    }
    done = shift(last, -draw.randint(0, 3))
    if draw.random() < LEFT:
        done = shift(last, draw.randint(2, 9))
    elif not preserved and case.decided_on > last and draw.random() < 0.6:
        # Compulsion Law 25: extended, and disposed of with the decision.
        row["extended_days"] = "30"
        done = min(case.decided_on, SEIZURE.due(last, national()).due)
    if done <= TODAY:
        row |= {
            "disposed_on": done.isoformat(),
            "disposal": "登记保存期满退还" if preserved else "随案没收",
        }
    exhibits[docket.department, opened.year].append(row)


def _tables(model: type[Record], series: str, groups: Rows) -> dict[Path, str]:
    """Rows by department and year, numbered in the order of their day."""
    files = {}
    for (department, year), several in sorted(groups.items()):
        several.sort(key=lambda row: (row.get("archived_on") or row["taken_on"], row["docket"]))
        rows = [{"id": f"{series}-{n}", **row} for n, row in enumerate(several, 1)]
        for n, row in enumerate(rows, 1):
            if model is CaseFile:
                row["number"] = f"{year}-{n:04}"
        name = model.register.name
        files[Path("lists/departments", department, name, f"{year}.csv")] = dump_rows(model, rows)
    return files


if __name__ == "__main__":
    main()
