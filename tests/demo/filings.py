"""Write the demo city's filings of major penalties: `python -m tests.demo.filings`.

Every penalty that reaches the city's standard is filed, most in time, a few late; of the last days some are
still due, and one is late.
"""

import random
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from generator.catalogue import Catalogue
from generator.days import due
from generator.deadlines import FILING
from generator.holidays import national
from generator.major import reaches
from generator.models.filings import Filing
from generator.models.penalties import Penalty
from generator.models.thresholds import Purpose
from generator.sources.records import load
from generator.sources.standard import dump_rows
from tests.demo.city import ROOT

SEED = 20261123
TODAY = date(2026, 11, 23)
LATE = 0.025
"""So many are filed after the fifteen days."""
FORGOTTEN = {"emergency-management/2026/cf-32"}
"""Due some days ago, and not filed."""
OFFICE = "明城市司法局"
shift = national().working_day


def written() -> dict[Path, str]:
    """Every filings file, relative to the root, with its text."""
    catalogue = Catalogue(load([ROOT]).records)
    filed: defaultdict[tuple[str, int], list[tuple[date, Penalty]]] = defaultdict(list)
    for case in catalogue.penalties:
        day = _filed(case)
        if reaches(catalogue, Purpose.FILING, case) and day is not None:
            filed[case.department, day.year].append((day, case))
    files = {}
    received: defaultdict[int, int] = defaultdict(int)
    for (department, year), several in sorted(filed.items(), key=lambda one: one[0][::-1]):
        series = next(s for s in catalogue.departments[department].series if s.id == "cf")
        form = series.format.replace("罚", "备").replace("YYYY", f"{year}")
        rows = []
        for number, (day, case) in enumerate(sorted(several, key=lambda one: one[0]), 1):
            received[year] += 1
            rows.append(
                {
                    "id": f"ba-{number}",
                    "number": form.replace("N", f"{number}"),
                    "outcome": case.key,
                    "filed_on": day.isoformat(),
                    "office": OFFICE,
                    "receipt": f"明司备收〔{year}〕{received[year]}号",
                }
            )
        path = Path("lists/departments", department, "filings", f"{year}.csv")
        files[path] = dump_rows(Filing, rows)
    return files


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
        print(f"{path}  {len(text.splitlines()) - 1}")


def _filed(case: Penalty) -> date | None:
    """The working day on which a penalty was filed; None where it has not been."""
    draw = random.Random(f"{SEED} {case.key}")
    last = due(case.decided_on, FILING.period, national()).due
    day = shift(case.decided_on, draw.randint(2, 8))
    if draw.random() < LATE and last < TODAY - timedelta(days=30):
        day = shift(last, draw.randint(1, 9))
    return None if day > TODAY or case.key in FORGOTTEN else day


if __name__ == "__main__":
    main()
