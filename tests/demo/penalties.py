"""Write the demo city's penalties: `python -m tests.demo.penalties` (the same seed, the same bytes).

Stories are in `phrases.py`; bases, benchmarks, entrustments and collecting institutions are read from
lists/, so a case cites what is in force on its day and is fined as the benchmark of that day allows.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import TypeVar

from generator.models.base import Record
from generator.models.choices import Unit
from generator.models.departments import Department
from generator.models.discretion import Discretion, Tier
from generator.models.entrustments import Entrustment
from generator.models.laws import Law
from generator.models.parts import Basis, Range, StatutoryRange
from generator.models.penalties import Penalty
from generator.models.powers import Power
from generator.sources.records import load
from generator.sources.standard import dump_rows
from tests.demo import phrases
from tests.demo.phrases import Scene, Violation
from tests.demo.workdays import is_workday, shift

ROOT = Path(__file__).parents[2]
SEED = 20261123
FIRST, LAST, TODAY = date(2025, 2, 10), date(2026, 11, 9), date(2026, 11, 23)
# Nobody is judged by a basis or a benchmark that came after the deed: days before the case was found
# on which both must have been those of the decision.
LOOK_BACK = timedelta(days=5)
# The environmental code is young: without this share hardly a case would rest on it.
CODE_FROM, CODE_SHARE = date(2026, 9, 14), 0.5
DISCLOSED_WITHIN = {"market-regulation": 18}
# Decision numbers are the year's; the demo holds an extract of them.
FIXED_NUMBERS = {("market-regulation", "2026", "cf"): (12, 112)}
PENALTY_LAW = "administrative-penalty-law@2021-01-22"
SURCHARGE = "到期不缴纳罚款的，每日按罚款数额的3%加处罚款，加处罚款的数额不超过罚款数额"
SURNAMES = "李王张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗"
STREETS = {
    "城东区": ["人民路街道", "学府街道", "建设路街道", "东湖街道"],
    "河西区": ["滨江街道", "清源街道", "柳湾街道", "新港镇"],
    "南岭区": ["南山街道", "石桥镇", "工业园街道"],
    "北塘区": ["北塘街道", "沙河镇", "青田乡"],
}
ENTRUSTED_DISTRICTS = {"food-enforcement": ("城东区", "河西区")}
ENTRUSTED_CAP = {"market-order-enforcement": 100000}
GOODS = {
    "expired-food": "没收超过保质期的食品",
    "unlicensed-food-business": "没收违法经营的食品和用于违法经营的工具",
    "substandard-products": "没收违法销售的产品",
}
LEVELS = {
    "N": "none",
    "M": "mitigated",
    "L": "lighter",
    "O": "ordinary",
    "H": "heavier",
    "S": "lighter",
}
CIRCUMSTANCES = {
    "N": ["违法行为轻微，当场改正，没有造成危害后果", "初次违法，危害后果轻微，及时改正"],
    "M": ["主动消除或者减轻危害后果", "立案前已自行改正，并如实说明情况"],
    "L": ["初次违法，按期改正", "配合调查，危害后果较小"],
    "O": ["没有从轻、减轻或者从重情节", "持续时间、数量一般，没有法定从轻、从重情节"],
    "H": ["情节较重，数量较大", "情节较重，影响较广"],
    "W": ["属于首次发现，责令改正后按期改正"],
    "S": ["违法事实确凿、情节轻微，适用简易程序", "初次发现，当场承认并改正"],
}
REASONS = {
    "N": [
        "违法行为轻微并及时改正，没有造成危害后果，符合行政处罚法第三十三条第一款规定的不予处罚情形",
        "初次违法且危害后果轻微并及时改正，依照行政处罚法第三十三条第一款，可以不予处罚",
    ],
    "M": [
        "主动消除或者减轻违法行为危害后果，依照行政处罚法第三十二条第（一）项减轻处罚",
        "当事人主动改正并减轻危害后果，符合行政处罚法第三十二条第（一）项，在法定幅度以下处罚",
    ],
    "L": [
        "主动减轻违法行为危害后果，依照行政处罚法第三十二条第（一）项从轻处罚",
        "改正及时、危害后果已经减轻，符合行政处罚法第三十二条第（一）项，从轻处罚",
    ],
    "S": ["违法事实确凿，依照行政处罚法第五十一条当场作出决定；当场改正，从轻处罚"],
}
OUTSIDE = "经负责人集体讨论：当事人已消除后果，经营确有困难，在该档次以下、法定幅度以内确定罚款"
# What a range is for; an offence of these scenes is none of them.
NOT_THESE = re.compile(
    "严重|较重|拒不|逾期|直接负责|报告书|噪声|两年内|无法计算|没有违法所得|无法采取"
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Lists:
    """What the script needs of lists/."""

    powers: dict[str, Power]
    discretion: list[Discretion]
    entrustments: list[Entrustment]
    departments: dict[str, Department]
    effective: dict[tuple[str, date], date]

    def bases(self, ref: str, day: date) -> list[Basis]:
        """The bases of a power or sub-item in force on a day."""
        power_id, _, sub_id = ref.partition("/")
        power = self.powers[power_id]
        subs = [sub for sub in power.sub_items if sub.id == sub_id]
        bases = (subs[0].bases if subs else []) or power.bases
        return [
            basis
            for basis in bases
            if (basis.from_ or self.effective[basis.law, basis.version]) <= day
            and (basis.until is None or day <= basis.until)
        ]

    def benchmark(self, ref: str, day: date) -> Discretion | None:
        """The benchmark of a power on a day."""
        return next(
            (
                one
                for one in self.discretion
                if one.power == ref and one.from_ <= day and (one.until is None or day <= one.until)
            ),
            None,
        )


@dataclass(frozen=True)
class Steps:
    """The days of a case, each on or after the one before."""

    found: date
    decided: date
    opened: date | None = None
    notified: date | None = None
    defended: date | None = None
    heard: date | None = None
    reviewed: date | None = None
    discussed: date | None = None


@dataclass(frozen=True)
class Fine:
    """How much, on which range and tier."""

    amount: int | None = None
    range: str = ""
    discretion: str = ""
    tier: Tier | None = None
    base: int | None = None


@dataclass(frozen=True)
class Case:
    """A case that waits for its number."""

    decided: date
    series: str
    pinned: bool
    cells: dict[str, str]


def written() -> dict[Path, str]:
    """Every penalties file, relative to the root, with its text."""
    lists = read_lists()
    files = {}
    for department, violations in (
        ("market-regulation", phrases.MARKET),
        ("urban-management", phrases.URBAN),
        ("eco-environment", phrases.ECO),
    ):
        draw = random.Random(f"{SEED} {department}")
        cases = [
            _case(draw, lists, department, violation, scene)
            for violation in violations
            for scene in violation.scenes
        ]
        for year in ("2025", "2026"):
            rows = _numbered(lists.departments[department], year, cases)
            path = Path("lists/departments", department, "penalties", f"{year}.csv")
            files[path] = dump_rows(Penalty, rows)
    return files


def read_lists() -> Lists:
    """The city's lists as far as penalties rest on them."""
    records = load([ROOT]).records

    def all_of(model: type[R]) -> list[R]:
        return [one for one in records[model.register.name] if isinstance(one, model)]

    return Lists(
        powers={power.id: power for power in all_of(Power)},
        discretion=all_of(Discretion),
        entrustments=all_of(Entrustment),
        departments={one.id: one for one in all_of(Department)},
        effective={
            (law.id, event.published): event.effective or event.published
            for law in all_of(Law)
            for event in law.events
        },
    )


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
        print(f"{path}  {len(text.splitlines()) - 1}")


def _case(
    draw: random.Random, lists: Lists, department: str, violation: Violation, scene: Scene
) -> Case:
    ref, level = violation.power, scene.level
    numbers = _numbers(draw, scene)
    while True:
        decided = _decided(draw, lists, violation, scene)
        fine = _fine(draw, lists, ref, scene, numbers, decided)
        kinds, content = _sanctions(ref, scene, numbers, fine)
        steps = _steps(draw, scene, fine, kinds, decided)
        if _same_law(lists, ref, steps.found - LOOK_BACK, decided):
            break
    source = "inspection" if level == "S" else draw.choice(violation.sources.split())
    district = draw.choice(list(STREETS))
    natural = scene.kind in (phrases.PERSON, phrases.TRADER)
    # A street beside a shown surname and a trade would say who it is.
    place = district if natural else f"{district}{draw.choice(STREETS[district])}"
    entrustment = _entrustment(draw, lists, department, ref, district, fine, steps)
    who = "" if scene.kind == phrases.PERSON else scene.who
    party = draw.choice(SURNAMES) + draw.choice(["某", "某某"]) if natural else scene.who
    cells = {
        "title": f"{who}{violation.words}案",
        "power": ref,
        "entrustment": entrustment,
        "party": party,
        "party_kind": scene.kind,
        "trade": "" if scene.trade == "个人" else scene.trade,
        "place": place,
        "bases": ";".join(_citations(lists, ref, level, decided)),
        "facts": _facts(draw, scene, source, numbers, steps, place),
        "decided_on": decided.isoformat(),
        "violation": violation.words,
        "source": source,
        "procedure": "summary" if level == "S" else "ordinary",
        "discretion": fine.discretion,
        "tier": fine.tier.id if fine.tier else "",
        "range": fine.range,
        "base_amount": str(fine.base or ""),
        "circumstances": _circumstances(draw, scene, fine),
        "reason": OUTSIDE if scene.outside and fine.tier else draw.choice(REASONS.get(level, [""])),
        "kinds": ";".join(kinds),
        "fine": str(fine.amount or ""),
        "confiscated": str(numbers.get("gains", "")) if "confiscate_gains" in kinds else "",
        "content": content,
        **_step_cells(steps),
        **_after(draw, lists.departments[department], level, fine, decided),
    }
    series = {"N": "bcf", "S": "dc"}.get(level, "cf")
    return Case(decided, series, bool(scene.pinned), cells)


def _numbers(draw: random.Random, scene: Scene) -> dict[str, int]:
    numbers = {
        name: draw.randrange(low, high + 1, step) for name, (low, high, step) in scene.slots.items()
    }
    for name, product in scene.sums.items():
        numbers[name] = prod(numbers[part] for part in product.split("*"))
    return numbers


def _decided(draw: random.Random, lists: Lists, violation: Violation, scene: Scene) -> date:
    """A working day for the decision."""
    if scene.pinned:
        return date.fromisoformat(scene.pinned)
    first = max(FIRST, date.fromisoformat(violation.since))
    before = CODE_FROM - timedelta(days=60)
    renewed = lists.bases(violation.power, before) != lists.bases(violation.power, CODE_FROM)
    if renewed and draw.random() < CODE_SHARE:
        first = CODE_FROM
    while True:
        day = first + timedelta(days=draw.randrange((LAST - first).days + 1))
        if is_workday(day):
            return day


def _same_law(lists: Lists, ref: str, before: date, day: date) -> bool:
    return lists.bases(ref, before) == lists.bases(ref, day) and (
        lists.benchmark(ref, before) == lists.benchmark(ref, day)
    )


def _fine(
    draw: random.Random, lists: Lists, ref: str, scene: Scene, numbers: dict[str, int], day: date
) -> Fine:
    """An amount inside the tier of the day's benchmark, else inside the statutory range."""
    level = scene.level
    benchmark = lists.benchmark(ref, day)
    tier = _tier(benchmark, level) if benchmark else None
    found = Fine(discretion=benchmark.id if benchmark and tier else "", tier=tier)
    if level in ("N", "W"):
        return found
    law = _statutory(lists.bases(ref, day), scene, numbers)
    if law is None:
        # The regulation leaves the amount to the province: small sums, as its rules have them.
        small = (20.0, 100.0) if level == "S" else (500.0, 3000.0)
        return replace(found, amount=_round(draw, *small))
    bounds: Range = law
    if tier:
        bounds = next(one for one in tier.ranges if one.range == law.id)
    base = _base(law, numbers)
    low, high = _bounds(
        bounds, 1 if base is None else base / (100 if law.unit is Unit.PERCENT else 1)
    )
    if not tier:
        low, high = _share(level, low, high)
    elif scene.outside:
        low, high = max(low * 0.7, float(law.min or 0) * (base or 1)), low * 0.9
    if level == "S":
        high = min(high, 200 if scene.kind in (phrases.PERSON, phrases.TRADER) else 3000)
        low = min(low, high / 2) or high / 4
    if bounds.min is None and not low:
        low = high / 10
    return replace(found, amount=_round(draw, low, high), range=law.id, base=base)


def _tier(benchmark: Discretion, level: str) -> Tier | None:
    wanted = LEVELS.get(level)
    return next((tier for tier in benchmark.tiers if tier.level.value == wanted), None)


def _statutory(
    bases: Iterable[Basis], scene: Scene, numbers: dict[str, int]
) -> StatutoryRange | None:
    """The range of the law that fits the scene: by worth, by who the party is, else the plain one."""
    ranges = [one for basis in bases for one in basis.ranges]
    if any(one.id.startswith("over-") for one in ranges):
        side = "over-" if numbers.get("value", 0) >= 10000 else "under-"
        return next(one for one in ranges if one.id.startswith(side))
    if {"unit", "person"} <= {one.id for one in ranges} and scene.kind == phrases.PERSON:
        return next(one for one in ranges if one.id == "person")
    if scene.level == "H":
        serious = [one for one in ranges if one.id == "serious"]
        if serious and not any(one.id.startswith("ordinary-") for one in ranges):
            return serious[0]
    plain = [one for one in ranges if not NOT_THESE.search(one.when or "")]
    return next(iter(plain or ranges), None)


def _base(law: StatutoryRange, numbers: dict[str, int]) -> int | None:
    if law.unit is Unit.YUAN:
        return None
    return next(numbers[name] for name in ("base", "value", "gains") if name in numbers)


def _bounds(bounds: Range, factor: float) -> tuple[float, float]:
    """The ends in yuan, drawn in a little where an end is not included."""
    low, high = float(bounds.min or 0) * factor, float(bounds.max or 0) * factor
    margin = (high - low) * 0.04
    return low + margin * bounds.min_open, high - margin * bounds.max_open


def _share(level: str, low: float, high: float) -> tuple[float, float]:
    """Where no benchmark divides the range: the usual place of each level in it."""
    low = low or high * 0.02
    width = high - low
    if level == "M":
        return low * 0.3, low * 0.7
    lower, upper = {"L": (0, 0.1), "O": (0.12, 0.4), "H": (0.5, 0.9)}.get(level, (0, 0.1))
    return low + width * lower, low + width * upper


def _round(draw: random.Random, low: float, high: float) -> int:
    """A round sum between two others."""
    top = Decimal(str(round(high, 2)))
    for step in (10000, 5000, 1000, 500, 100, 50, 10, 1):
        first = int((Decimal(str(round(low, 2))) / step).to_integral_value(ROUND_UP)) or 1
        last = int((top / step).to_integral_value(ROUND_DOWN))
        if last - first >= 3 or (step <= 10 and last >= first):
            return draw.randint(first, last) * step
    raise ValueError(f"no whole sum between {low} and {high}")


def _sanctions(
    ref: str, scene: Scene, numbers: dict[str, int], fine: Fine
) -> tuple[list[str], str]:
    if scene.level == "N":
        return [], "不予行政处罚"
    if scene.level == "W":
        return ["warning"], "警告，责令改正"
    kinds, words = [], []
    if numbers.get("gains"):
        kinds.append("confiscate_gains")
        words.append(f"没收违法所得{numbers['gains']}元")
    if ref in GOODS:
        kinds.append("confiscate_goods")
        words.append(GOODS[ref])
    if fine.amount:
        kinds.append("fine")
        words.append(f"罚款{fine.amount}元")
    if fine.range == "serious":
        kinds.append("revoke_licence")
        words.append("吊销营业执照")
    return kinds, "，".join(words)


def _steps(draw: random.Random, scene: Scene, fine: Fine, kinds: list[str], decided: date) -> Steps:
    """From the decision back to the day it was found, in working days."""
    if scene.level == "S":
        return Steps(found=decided, decided=decided, notified=decided)
    amount = fine.amount or 0
    grave = amount >= 100000 or "revoke_licence" in kinds
    heard = "revoke_licence" in kinds or (grave and draw.random() < 0.35)
    day, found = decided, Steps(found=decided, decided=decided)
    if scene.level == "M" or scene.outside or amount >= 50000 or "revoke_licence" in kinds:
        day = shift(day, -draw.randint(1, 3))
        found = replace(found, discussed=day)
    day = shift(day, -draw.randint(1, 4))
    found = replace(found, reviewed=day)
    if heard:
        # Penalty Law 64: five days to ask for it, seven days' notice of it, all working days.
        day = shift(day, -draw.randint(3, 6))
        found = replace(found, heard=day)
        day = shift(day, -draw.randint(10, 14))
    else:
        day = shift(day, -draw.randint(6, 9))
    if scene.level != "N":
        found = replace(found, notified=day)
        if heard or scene.pinned or draw.random() < 0.35:
            found = replace(found, defended=shift(day, draw.randint(1, 4)))
    day = shift(day, -draw.randint(8, 24))
    return replace(found, opened=day, found=shift(day, -draw.randint(0, 7)))


def _step_cells(steps: Steps) -> dict[str, str]:
    days = {
        "opened_on": steps.opened,
        "notified_on": steps.notified,
        "defended_on": steps.defended,
        "heard_on": steps.heard,
        "reviewed_on": steps.reviewed,
        "discussed_on": steps.discussed,
    }
    return {name: day.isoformat() for name, day in days.items() if day}


def _entrustment(
    draw: random.Random,
    lists: Lists,
    department: str,
    ref: str,
    district: str,
    fine: Fine,
    steps: Steps,
) -> str:
    """The record under which a body handled the case, within its period, scope and districts."""
    for one in lists.entrustments:
        if one.department != department or ref not in one.powers or not (one.from_ and one.until):
            continue
        inside = one.from_ <= steps.found and steps.decided <= one.until
        small = (fine.amount or 0) < ENTRUSTED_CAP.get(one.id, 10**9)
        if inside and small and district in ENTRUSTED_DISTRICTS.get(one.id, (district,)):
            return one.id if draw.random() < 0.7 else ""
    return ""


def _citations(lists: Lists, ref: str, level: str, day: date) -> list[str]:
    own = [str(basis) for basis in lists.bases(ref, day)]
    extra = {"N": ["33.1"], "M": ["32.0.1"], "L": ["32.0.1"], "S": ["51"]}.get(level, [])
    return own + [f"{PENALTY_LAW}:{position}" for position in extra]


def _circumstances(draw: random.Random, scene: Scene, fine: Fine) -> str:
    if fine.tier and scene.level != "S":
        words = fine.tier.circumstances
        return words[scene.circumstance % len(words)]
    return draw.choice(CIRCUMSTANCES[scene.level])


def _facts(
    draw: random.Random,
    scene: Scene,
    source: str,
    numbers: dict[str, int],
    steps: Steps,
    place: str,
) -> str:
    day = f"{steps.found.year}年{steps.found.month}月{steps.found.day}日"
    street = scene.trade == "流动经营" or (scene.trade == "个人" and scene.level == "S")
    parts = [
        draw.choice(
            phrases.OPENINGS["patrol" if street and source == "inspection" else source]
        ).format(d=day, place=place),
        scene.text.format(**numbers),
    ]
    closing = [draw.choice(phrases.CORRECTIONS[scene.level])]
    if scene.level != "S":
        closing.append(draw.choice(phrases.EVIDENCE))
        draw.shuffle(closing)
    if steps.defended:
        closing.append(draw.choice(phrases.DEFENCES[scene.level in "MLW"]))
    return "".join(parts + closing)


def _after(
    draw: random.Random, department: Department, level: str, fine: Fine, decided: date
) -> dict[str, str]:
    """Service, disclosure, and how the fine is paid."""
    served = decided if level == "S" else shift(decided, draw.randint(0, 5))
    disclosed = shift(decided, draw.randint(2, DISCLOSED_WITHIN.get(department.id, 6)))
    cells = {
        "served_on": served.isoformat(),
        "disclosed_on": min(max(served, disclosed), TODAY).isoformat(),
    }
    if not fine.amount:
        return cells
    if level == "S" and fine.amount <= 100:
        # Penalty Law 68 (1) and 71: collected on the spot, two working days to each next hand.
        handed = shift(decided, draw.randint(0, 2))
        paid = {
            "collected_on": decided,
            "handed_in_on": handed,
            "deposited_on": shift(handed, draw.randint(0, 2)),
        }
        return cells | {name: day.isoformat() for name, day in paid.items()}
    bank = draw.choice(department.collecting_institutions)
    cells |= {
        "pay_within_days": "15",
        "collecting_institution": bank.name,
        "collecting_address": bank.address,
        "surcharge": SURCHARGE,
    }
    if decided < TODAY - timedelta(days=60) and draw.random() < 0.4:
        cells["remark"] = draw.choice(
            ["当事人已履行", "罚没款已全部缴清", "经批准分期缴纳，已按期缴清"]
        )
    return cells


def _numbered(department: Department, year: str, cases: list[Case]) -> list[dict[str, str]]:
    """Give the year's cases their numbers, series by series, in the order of decision."""
    rows = []
    for series in department.series:
        mine = [one for one in cases if one.series == series.id and one.decided.year == int(year)]
        mine.sort(key=lambda one: one.decided)
        fixed = FIXED_NUMBERS.get((department.id, year, series.id))
        numbers = _spread(mine, fixed) if fixed else list(range(1, len(mine) + 1))
        for number, case in zip(numbers, mine, strict=True):
            printed = series.format.replace("YYYY", year).replace("N", str(number))
            rows.append({"id": f"{series.id}-{number}", "number": printed, **case.cells})
    return rows


def _spread(cases: list[Case], fixed: tuple[int, int]) -> list[int]:
    """Rising numbers in which the pinned case has the first fixed one, the last but two the second."""
    pinned = next(index for index, case in enumerate(cases) if case.pinned)
    late = len(cases) - 3
    marks = [
        (0, fixed[0] - pinned * 2),
        (pinned, fixed[0]),
        (late, fixed[1]),
        (len(cases) - 1, fixed[1] + 5),
    ]
    numbers = {}
    for (start, low), (end, high) in pairwise(marks):
        for index in range(start, end + 1):
            numbers[index] = low + (high - low) * (index - start) // max(1, end - start)
    return [numbers[index] for index in range(len(cases))]


if __name__ == "__main__":
    main()
