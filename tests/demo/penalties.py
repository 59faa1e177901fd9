"""Write the demo city's penalties: `python -m tests.demo.penalties` (the same seed, the same bytes).

What was found is written in `stories/`, a module a department; bases, benchmarks, entrustments and
collecting institutions are read from lists/, so a case cites what is in force on its day and is fined
as the benchmark of that day allows.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from generator.holidays import national
from generator.models.departments import Department
from generator.models.penalties import Penalty
from generator.sources.standard import dump_rows
from tests.demo import phrases, stories
from tests.demo.city import ROOT, Lists, read_lists
from tests.demo.facts import Worder, alike, trigrams
from tests.demo.fines import Fine, fine, tier_of
from tests.demo.grounds import Ground, ground
from tests.demo.history import GONE
from tests.demo.steps import Steps, step_cells, steps
from tests.demo.story import PERSON, Story, Teller, Violation

SEED = 20261123
shift = national().working_day
FIRST, LAST, TODAY = date(2024, 3, 4), date(2026, 11, 9), date(2026, 11, 23)
# Nobody is judged by a basis or a benchmark that came after the deed: days before the case was found
# on which both must have been those of the decision.
LOOK_BACK = timedelta(days=5)
# The environmental code is young: without this share hardly a case would rest on it.
CODE_FROM, CODE_SHARE = date(2026, 9, 14), 0.3
# The page of a power shows what became of cases under its benchmark: so many are decided under the one
# that stands, and at least one in each of its tiers that the stories know. It must be this old by then.
BENCHMARK_SHARE, BENCHMARK_AGE = 0.25, timedelta(days=45)
# Above this share of common trigrams a case is drawn again: it would read like one that is there.
MOST_ALIKE, TRIES = 0.24, 400
DISCLOSED_WITHIN = {"market-regulation": 18}
# The pinned case bears this number: no more than so many are decided in the year before it.
PINNED_NUMBER = {"market-regulation": 12}
PINNED = re.compile(r"@(\d{4}-\d{2}-\d{2})｜")
PENALTY_LAW = "administrative-penalty-law@2021-01-22"
SURCHARGE = "到期不缴纳罚款的，每日按罚款数额的3%加处罚款，加处罚款的数额不超过罚款数额"
SURNAMES = "李王张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗"
STREETS = {
    "城东区": ["人民路街道", "学府街道", "建设路街道", "东湖街道"],
    "河西区": ["滨江街道", "清源街道", "柳湾街道", "新港镇"],
    "南岭区": ["南山街道", "石桥镇", "工业园街道"],
    "北塘区": ["北塘街道", "沙河镇", "青田乡"],
}
ENTRUSTED_DISTRICTS = {
    "food-enforcement": ("城东区", "河西区"),
    "catering-safety-checks": ("城东区", "北塘区"),
    "escape-route-patrol": ("城东区", "南岭区"),
    "health-supervision-medical": ("城东区", "河西区", "南岭区"),
    "water-resources-patrol": ("城东区", "南岭区"),
    "forest-patrol": ("南岭区", "北塘区"),
}
ENTRUSTED_CAP = {"market-order-enforcement": 100000}
# What was published and is withdrawn since: it stands in no list, only in what history tells.
WITHDRAWN = {"urban-management/2026/cf-47"}
REMARKS = ["当事人已履行", "罚没款已全部缴清", "经批准分期缴纳，已按期缴清"]


@dataclass(frozen=True)
class Case:
    """A case that waits for its number."""

    decided: date
    series: str
    pinned: bool
    cells: dict[str, str]


def written() -> dict[Path, str]:
    """Every penalties file, relative to the root, with its text; below tests/demo/withdrawn those of the rows that
    are withdrawn."""
    lists, worder = read_lists(), Worder()
    files = {}
    for module in sorted(one.name for one in iter_modules(stories.__path__)):
        violations: list[Violation] = import_module(f"{stories.__name__}.{module}").VIOLATIONS
        department = lists.departments[module.replace("_", "-")]
        cases: list[Case] = []
        for violation in violations:
            cases += _cases(lists, department, violation, cases, worder)
        for year in sorted({f"{one.decided.year}" for one in cases}):
            rows = _numbered(department, year, cases)
            path = Path("lists/departments", department.id, "penalties", f"{year}.csv")
            left = [r for r in rows if f"{department.id}/{year}/{r['id']}" in WITHDRAWN]
            files[path] = dump_rows(Penalty, [row for row in rows if row not in left])
            if left:
                files[GONE / path] = dump_rows(Penalty, left)
    return files


def main() -> None:
    """Write the files."""
    total = 0
    for path, text in written().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
        count = len(text.splitlines()) - 1
        total += count
        print(f"{path}  {count}")
    print(total)


def _cases(
    lists: Lists,
    department: Department,
    violation: Violation,
    before: list[Case],
    worder: Worder,
) -> Iterator[Case]:
    """The cases of one power, none of which reads like another."""
    draw = random.Random(f"{SEED} {department.id} {violation.power}")
    teller = Teller(draw, violation)
    pinned = [date.fromisoformat(day) for day in PINNED.findall(violation.scenes)]
    told: list[frozenset[str]] = []
    taken = list(before)
    standing = lists.benchmark(violation.power, LAST)

    def since(story: Story) -> date:
        if standing is None or story.pinned:
            return FIRST
        seen = {one.cells["tier"] for one in taken if one.cells["discretion"] == standing.id}
        tier = tier_of(standing, story.level)
        unseen = tier is not None and tier.id not in seen
        late = story.outside or unseen or draw.random() < BENCHMARK_SHARE
        return max(FIRST, standing.from_ + BENCHMARK_AGE) if late else FIRST

    def full(day: date) -> bool:
        most = PINNED_NUMBER.get(department.id)
        if most is None or not date(2026, 1, 1) <= day <= date(2026, 2, 28) or pinned == [day]:
            return False
        early = [one for one in taken if date(2026, 1, 1) <= one.decided <= date(2026, 2, 28)]
        return len(early) >= most - 1

    for index in range(max(violation.count, len(teller.scenes))):
        hand = teller.scenes[index] if index < len(teller.scenes) else None
        closest = 0.0
        for _ in range(TRIES):
            story = teller.written(hand) if hand else teller.drawn()
            if not story.sound:
                continue
            case = _case(draw, lists, department, violation, story, since(story), full, worder)
            read = trigrams(case.cells["facts"])
            closest = max((alike(read, one) for one in told), default=0.0)
            if closest <= MOST_ALIKE:
                break
        else:
            raise ValueError(
                f"{violation.power}: pools too small after {index} cases ({closest:.2f})"
            )
        told.append(read)
        taken.append(case)
        yield case


def _case(
    draw: random.Random,
    lists: Lists,
    department: Department,
    violation: Violation,
    story: Story,
    since: date,
    full: Callable[[date], bool],
    worder: Worder,
) -> Case:
    ref = violation.power
    while True:
        decided = _decided(draw, lists, violation, story, since, full)
        if not lists.bases(ref, decided):
            continue
        sum_ = fine(draw, lists, violation, story, decided)
        kinds, content = _sanctions(violation, story, sum_)
        days = steps(draw, story, sum_, kinds, decided)
        if days.found.month not in story.months:
            continue
        if lists.steady(ref, days.found - LOOK_BACK, decided):
            break
    level = sum_.level
    source = "inspection" if level in "ST" else draw.choice(violation.sources.split())
    district = draw.choice(list(STREETS))
    # A street beside a shown surname and a trade would say who it is.
    place = district if story.natural else f"{district}{draw.choice(STREETS[district])}"
    entrustment = _entrustment(draw, lists, department, ref, district, sum_, days)
    who = "" if story.kind == PERSON else story.who
    party = draw.choice(SURNAMES) + draw.choice(["某", "某某"]) if story.natural else story.who
    outside = story.outside and sum_.tier is not None
    told, borne_out = worder.facts(draw, story, sum_, days, violation.where, source, place)
    why = ground(sum_, borne_out)
    cells = {
        "title": f"{who}{violation.words}案",
        "power": ref,
        "entrustment": entrustment,
        "party": party,
        "party_kind": story.kind,
        "trade": "" if story.trade == "个人" else story.trade,
        "place": place,
        "bases": ";".join(_citations(lists, ref, why, decided)),
        "facts": told,
        "decided_on": decided.isoformat(),
        "violation": violation.words,
        "source": source,
        "procedure": "summary" if level in "ST" else "ordinary",
        "discretion": sum_.discretion,
        "tier": sum_.tier.id if sum_.tier else "",
        "range": sum_.range,
        "base_amount": str(sum_.base or ""),
        "quantity": str(sum_.quantity or ""),
        "circumstances": _circumstances(story, sum_) or why.circumstances,
        "reason": phrases.OUTSIDE[bool(story.extras)] if outside else why.reason,
        "kinds": ";".join(kinds),
        "fine": str(sum_.amount or ""),
        "confiscated": str(story.number("gains")) if "confiscate_gains" in kinds else "",
        "content": content,
        **step_cells(days),
        **_after(draw, department, sum_, decided, bool(story.pinned)),
    }
    series = {"N": "bcf", "S": "dc", "T": "dc"}.get(level, "cf")
    return Case(decided, series, bool(story.pinned), cells)


def _decided(
    draw: random.Random,
    lists: Lists,
    violation: Violation,
    story: Story,
    since: date,
    full: Callable[[date], bool],
) -> date:
    """A working day for the decision."""
    if story.pinned:
        return date.fromisoformat(story.pinned)
    first = since
    before = CODE_FROM - timedelta(days=60)
    renewed = lists.bases(violation.power, before) != lists.bases(violation.power, CODE_FROM)
    if renewed and draw.random() < CODE_SHARE:
        first = CODE_FROM
    while True:
        day = first + timedelta(days=draw.randrange((LAST - first).days + 1))
        if not national().is_rest(day) and not full(day):
            return day


def _sanctions(violation: Violation, story: Story, fine: Fine) -> tuple[list[str], str]:
    if fine.level == "N":
        return [], "不予行政处罚"
    if fine.level in "WT":
        return ["warning"], "警告，责令改正"
    kinds, words = [], []
    gains = story.number("gains")
    if violation.warned:
        kinds.append("warning")
        words.append("警告")
    if gains:
        kinds.append("confiscate_gains")
        words.append(f"没收违法所得{gains}元")
    if violation.goods:
        kinds.append("confiscate_goods")
        words.append(violation.goods)
    if fine.amount:
        kinds.append("fine")
        words.append(f"罚款{fine.amount}元")
    if violation.also and fine.level in violation.also[2]:
        kinds.append(violation.also[0])
        words.append(violation.also[1])
    return kinds, "，".join(words)


def _entrustment(
    draw: random.Random,
    lists: Lists,
    department: Department,
    ref: str,
    district: str,
    fine: Fine,
    days: Steps,
) -> str:
    """The record under which a body handled the case, within its period, scope and districts."""
    for one in lists.entrustments:
        if (
            one.department != department.id
            or ref not in one.powers
            or not (one.from_ and one.until)
        ):
            continue
        inside = one.from_ <= days.found and days.decided <= one.until
        small = (fine.amount or 0) < ENTRUSTED_CAP.get(one.id, 10**9)
        if inside and small and district in ENTRUSTED_DISTRICTS.get(one.id, (district,)):
            return one.id if draw.random() < 0.7 else ""
    return ""


def _citations(lists: Lists, ref: str, why: Ground, day: date) -> list[str]:
    own = [str(basis) for basis in lists.bases(ref, day)]
    return own + [f"{PENALTY_LAW}:{position}" for position in why.positions]


def _circumstances(story: Story, fine: Fine) -> str:
    """The words of the tier, where a benchmark has one for the case."""
    if not fine.tier or fine.level in "ST":
        return ""
    words = fine.tier.circumstances
    return words[story.circumstance % len(words)]


def _after(
    draw: random.Random, department: Department, fine: Fine, decided: date, pinned: bool
) -> dict[str, str]:
    """Service, disclosure, and how the fine is paid."""
    served = decided if fine.level in "ST" else shift(decided, draw.randint(0, 5))
    if pinned:
        # A guide counts the days from this one.
        served = shift(decided, 4)
    disclosed = shift(decided, draw.randint(2, DISCLOSED_WITHIN.get(department.id, 6)))
    cells = {
        "served_on": served.isoformat(),
        "disclosed_on": min(max(served, disclosed), TODAY).isoformat(),
    }
    if not fine.amount:
        return cells
    if fine.level == "S" and fine.amount <= 100:
        # Penalty Law 68 (1) and 71: collected on the spot, two working days to each next hand.
        handed = shift(decided, draw.randint(0, 2))
        deposited = shift(handed, draw.randint(0, 2))
        paid = {"collected_on": decided, "handed_in_on": handed, "deposited_on": deposited}
        return cells | {name: day.isoformat() for name, day in paid.items()}
    bank = draw.choice(department.collecting_institutions)
    cells |= {
        "pay_within_days": "15",
        "collecting_institution": bank.name,
        "collecting_address": bank.address,
        "surcharge": SURCHARGE,
    }
    if decided < TODAY - timedelta(days=60) and draw.random() < 0.4:
        cells["remark"] = draw.choice(REMARKS)
    return cells


def _numbered(department: Department, year: str, cases: list[Case]) -> list[dict[str, str]]:
    """Give the year's cases their numbers, series by series, in the order of decision."""
    rows = []
    for series in department.series:
        mine = [one for one in cases if one.series == series.id and one.decided.year == int(year)]
        mine.sort(key=lambda one: (one.decided, not one.pinned))
        pinned = [index for index, case in enumerate(mine) if case.pinned]
        # The demo holds an extract: what comes before the pinned case may begin after 1.
        first = PINNED_NUMBER[department.id] - pinned[0] if pinned else 1
        for number, case in enumerate(mine, first):
            printed = series.format.replace("YYYY", year).replace("N", str(number))
            rows.append({"id": f"{series.id}-{number}", "number": printed, **case.cells})
    return rows


if __name__ == "__main__":
    main()
