"""Write the demo city's transfers: `python -m tests.demo.transfers` (the same seed, the same bytes).

Most of the cases that came from another department are told from where; of a matter that two departments left to
each other the city decided whose it is; the last one is still on its way.
"""

import random
from collections import defaultdict
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.holidays import national
from generator.models.penalties import CaseSource, Penalty
from generator.models.transfers import Transfer
from generator.sources.records import load
from generator.sources.standard import dump_rows
from tests.demo.city import ROOT

SEED = 20261123
SHARE = 0.4
"""So many of the cases whose source is a transfer came from a department of the city."""
NEIGHBOURS = {
    "agriculture-rural": "market-regulation natural-resources",
    "civil-affairs": "human-resources education",
    "culture-tourism": "market-regulation urban-management",
    "eco-environment": "urban-management water-affairs emergency-management",
    "education": "market-regulation civil-affairs",
    "emergency-management": "fire-rescue housing-construction market-regulation",
    "fire-rescue": "emergency-management housing-construction",
    "health": "market-regulation education",
    "housing-construction": "urban-management natural-resources",
    "human-resources": "housing-construction civil-affairs",
    "market-regulation": "urban-management agriculture-rural health",
    "natural-resources": "agriculture-rural water-affairs",
    "transport": "urban-management emergency-management",
    "urban-management": "housing-construction eco-environment transport",
    "water-affairs": "eco-environment natural-resources",
}
"""From whom each department gets what is its own."""
DISPUTED = [
    ("urban-management", "2025-05-19", "晚上在人行道上露天烧烤产生油烟", "odour-prevention", "eco-environment", "不属于排放恶臭气体，是露天烧烤，应当由城市管理部门查处", "urban-management", "2025-06-09"),
    ("natural-resources", "2026-03-16", "在河滩地上堆放砂石", "river-dumping", "water-affairs", "堆放点在河道管理范围以外，属于占用农用地", "water-affairs", "2026-04-08"),
    ("eco-environment", "2026-09-08", "餐饮店把刷锅水倒进路边的雨水口", "river-dumping", "water-affairs", "雨水口是城市排水管网的一部分，不在河道管理范围内", "urban-management", "2026-09-25"),
]  # fmt: skip
"""Sent by, on, what, under which power, to, why it was disputed, to whom the city gave it, and when."""
ON_ITS_WAY = {
    "title": "货车在公路上遗撒砂石",
    "power": "highway-load-scattering",
    "to": "transport",
    "sent_on": "2026-11-17",
    "received_on": "2026-11-18",
    "disclosed_on": "2026-11-19",
}
"""From the city's own inspectors, received and not yet taken up."""
TO_WHOM_THE_CITY_NAMED = {
    "title": "餐饮店把刷锅水倒进路边的雨水口",
    "power": "unpermitted-drainage",
    "to": "urban-management",
    "follows": "eco-environment/2026/ys-3",
    "sent_on": "2026-09-28",
    "received_on": "2026-09-29",
    "accepted_on": "2026-09-30",
    "disclosed_on": "2026-09-30",
}
"""The last of the disputed, sent by the same department to the one that it belongs to."""
CITY = "明城市人民政府"
shift = national().working_day


def written() -> dict[Path, str]:
    """Every transfers file, relative to the root, with its text."""
    catalogue = Catalogue(load([ROOT]).records)
    rows: defaultdict[tuple[str, int], list[dict[str, str]]] = defaultdict(list)
    for case in catalogue.penalties:
        if case.source is CaseSource.TRANSFER and case.opened_on is not None:
            draw = random.Random(f"{SEED} {case.key}")
            if draw.random() < SHARE:
                sender = draw.choice(NEIGHBOURS[case.department].split())
                row = _taken(draw, case, case.opened_on)
                rows[sender, int(row["sent_on"][:4])].append(row)
    for sender, sent, what, power, to, why, given, on in DISPUTED:
        row = _disputed(date.fromisoformat(sent), what, power, to, why, given, on)
        rows[sender, int(sent[:4])].append(row)
    rows["eco-environment", 2026].append(TO_WHOM_THE_CITY_NAMED)
    rows["urban-management", 2026].append(ON_ITS_WAY)
    files = {}
    for (sender, year), several in sorted(rows.items()):
        series = next(s for s in catalogue.departments[sender].series if s.id == "cf")
        form = series.format.replace("罚", "移").replace("YYYY", f"{year}")
        several.sort(key=lambda row: row["sent_on"])
        numbered = [
            {"id": f"ys-{n}", "number": form.replace("N", f"{n}"), **row}
            for n, row in enumerate(several, 1)
        ]
        path = Path("lists/departments", sender, "transfers", f"{year}.csv")
        files[path] = dump_rows(Transfer, numbered)
    return files


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
        print(f"{path}  {len(text.splitlines()) - 1}")


def _taken(draw: random.Random, case: Penalty, opened: date) -> dict[str, str]:
    """A matter that the department took and opened a case on."""
    accepted = shift(opened, -draw.randint(0, 2))
    received = shift(accepted, -draw.randint(1, 3))
    sent = shift(received, -draw.randint(1, 2))
    return {
        "title": f"涉嫌{case.violation}",
        "power": case.power,
        "to": case.department,
        "sent_on": sent.isoformat(),
        "received_on": received.isoformat(),
        "accepted_on": accepted.isoformat(),
        "outcome": case.key,
        "disclosed_on": shift(received, 1).isoformat(),
    }


def _disputed(
    sent: date, what: str, power: str, to: str, why: str, given: str, on: str
) -> dict[str, str]:
    """A matter that both thought the other's, until the city decided."""
    designated = date.fromisoformat(on)
    return {
        "title": what,
        "power": power,
        "to": to,
        "sent_on": sent.isoformat(),
        "received_on": shift(sent, 1).isoformat(),
        "disputed_on": shift(sent, 4).isoformat(),
        "reason": why,
        "designated_by": CITY,
        "designated_on": on,
        "designated_to": given,
        "disclosed_on": shift(designated, 2).isoformat(),
    }


if __name__ == "__main__":
    main()
