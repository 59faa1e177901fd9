"""The cases of a made-up city: each a story of the demo's, decided on the power of the day, in its benchmark's tier."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from tests.benchmarks.lists import PENALTY_LAW, PENALTY_LAW_VERSION, DepartmentMade, PowerMade
from tests.demo.facts import Worder
from tests.demo.fines import Fine
from tests.demo.grounds import Ground, ground
from tests.demo.penalties import REMARKS, STREETS, SURCHARGE, SURNAMES
from tests.demo.steps import Steps
from tests.demo.story import PERSON, Story, Teller

YEARS = (2022, 2023, 2024, 2025, 2026)
LAST = date(2026, 11, 6)
Row = dict[str, str]
TIERS = {"N": "none", "M": "mitigated", "L": "lighter", "O": "ordinary", "H": "heavier"}
BANKS = [("明城银行人民路支行", "明城市城东区人民路26号"), ("明城银行河西支行", "明城市河西区滨江大道102号")]  # fmt: skip


def shares(draw: random.Random, count: int, powers: Sequence[PowerMade]) -> list[int]:
    """How many of `count` cases each power has: some have many, most have few."""
    weights = [draw.lognormvariate(0, 0.8) if power.violation else 0.0 for power in powers]
    counts = [0] * len(powers)
    for index in draw.choices(range(len(powers)), weights, k=count):
        counts[index] += 1
    return counts


def cases(
    draw: random.Random, power: PowerMade, count: int, years: Sequence[int] = YEARS
) -> Iterator[tuple[date, str, Row]]:
    """`count` cases of a power to punish, decided in these years: day, series of the number, cells."""
    assert power.violation is not None
    teller = Teller(draw, power.violation)
    worder = Worder()
    for _ in range(count):
        story = teller.drawn()
        while not story.sound:
            story = teller.drawn()
        yield _case(draw, power, story, years, worder)


def numbered(
    department: DepartmentMade, several: list[tuple[date, str, Row]]
) -> dict[int, list[Row]]:
    """The cases of a department with their numbers, by year, series by series in the order of decision."""
    forms = {one["id"]: one["format"] for one in department.value["series"]}
    years: dict[int, list[Row]] = {}
    counts: dict[tuple[int, str], int] = {}
    for day, series, row in sorted(several, key=lambda one: one[0]):
        number = counts[day.year, series] = counts.get((day.year, series), 0) + 1
        printed = forms[series].replace("YYYY", str(day.year)).replace("N", str(number))
        years.setdefault(day.year, []).append(
            {"id": f"{series}-{number}", "number": printed, **row}
        )
    return years


def _case(
    draw: random.Random, power: PowerMade, story: Story, years: Sequence[int], worder: Worder
) -> tuple[date, str, Row]:
    violation = power.violation
    assert violation is not None
    decided = _decided(draw, years)
    level = story.level
    amount, base = _amount(draw, power, story, level, decided)
    steps = _steps(draw, level, decided)
    source = "inspection" if level in "ST" else draw.choice(violation.sources.split())
    district = draw.choice(list(STREETS))
    place = district if story.natural else f"{district}{draw.choice(STREETS[district])}"
    benchmark = next(
        (b for b in power.benchmarks if b.since <= decided and (not b.until or decided <= b.until)),
        None,
    )
    tier = TIERS.get(level, "") if benchmark else ""
    gains = story.number("gains") if level not in "NWT" else None
    kinds = _kinds(level, gains)
    content = "，".join(
        words
        for kind, words in [
            ("warning", "警告，责令改正"),
            ("confiscate_gains", f"没收违法所得{gains}元"),
            ("fine", f"罚款{amount}元"),
        ]
        if kind in kinds
    )
    entrusted = power.entrustment and decided >= date(2025, 1, 1) and draw.random() < 0.4
    cited = next(cell for first, last, cell in power.bases if first <= decided <= last)
    who = "" if story.kind == PERSON else story.who
    told, borne_out = worder.facts(
        draw, story, Fine(level, amount), steps, violation.where, source, place
    )
    why = ground(Fine(level, amount), borne_out)
    circumstances = (
        draw.choice(benchmark.circumstances[tier]) if benchmark and tier else why.circumstances
    )
    row = {
        "title": f"{who}{violation.words}案",
        "power": power.id,
        "entrustment": power.entrustment if entrusted else "",
        "party": draw.choice(SURNAMES) + draw.choice(["某", "某某"])
        if story.natural
        else story.who,
        "party_kind": story.kind,
        "trade": "" if story.trade == "个人" else story.trade,
        "place": place,
        "bases": ";".join(
            [cited, *_also(why)],
        ),
        "facts": told,
        "decided_on": decided.isoformat(),
        "violation": violation.words,
        "source": source,
        "procedure": "summary" if level in "ST" else "ordinary",
        "discretion": benchmark.id if benchmark and tier else "",
        "tier": tier,
        "range": "fine" if amount else "",
        "base_amount": str(base or ""),
        "circumstances": circumstances,
        "reason": why.reason,
        "kinds": ";".join(kinds),
        "fine": str(amount or ""),
        "confiscated": str(gains) if gains else "",
        "content": content or "不予行政处罚",
        **_days(steps),
        **_after(draw, level, amount, decided),
    }  # fmt: skip
    series = {"N": "bcf", "S": "dc", "T": "dc"}.get(level, "cf")
    return decided, series, row


def _decided(draw: random.Random, years: Sequence[int]) -> date:
    while True:
        day = date(draw.choice(years), 1, 4) + timedelta(days=draw.randrange(361))
        if day.weekday() < 5 and day <= LAST:
            return day


def _amount(
    draw: random.Random, power: PowerMade, story: Story, level: str, day: date
) -> tuple[int | None, int | None]:
    """The fine, and what it is a multiple of where the range counts in times."""
    if level in "NWT":
        return None, None
    benchmark = next(
        (b for b in power.benchmarks if b.since <= day and (not b.until or day <= b.until)), None
    )
    base = max(story.number("base", "value", "gains") or draw.randint(50, 5000), 20)
    factor = base if power.times else 1
    if level == "S":
        # Below the tier, with the reason written.
        return draw.randrange(50, 200, 10), base if power.times else None
    if benchmark and level in TIERS:
        tier = benchmark.tiers[TIERS[level]]
        low, high = tier.low * factor, tier.high * factor
    else:
        low, high = power.low * factor, power.high * factor
    if level == "M":
        low, high = high // 3, high - 1
    # Nearer to the lower end: most fines are.
    low += 1
    amount = low + int((high - low) * draw.random() ** 2)
    for step in (1000, 100, 10):
        rounded = amount // step * step
        if low <= rounded <= high and high - low > 10 * step:
            amount = rounded
            break
    return amount, base if power.times else None


def _kinds(level: str, gains: int | None) -> list[str]:
    if level == "N":
        return []
    if level in "WT":
        return ["warning"]
    return [*(["confiscate_gains"] if gains else []), "fine"]


def _also(why: Ground) -> list[str]:
    return [f"{PENALTY_LAW}@{PENALTY_LAW_VERSION}:{position}" for position in why.positions]


def _steps(draw: random.Random, level: str, decided: date) -> Steps:
    """The days of a case; plain days, because the demo's calendar has three years only."""

    def before(day: date, least: int, most: int) -> date:
        return day - timedelta(days=draw.randint(least, most))

    if level in "ST":
        return Steps(found=decided, decided=decided, notified=decided)
    reviewed = before(decided, 1, 5)
    notified = before(reviewed, 7, 12)
    opened = before(notified, 8, 40)
    steps = Steps(
        found=before(opened, 0, 7), decided=decided, opened=opened, reviewed=reviewed
    )  # fmt: skip
    if level == "N":
        return steps
    steps = replace(steps, notified=notified)
    if draw.random() < 0.35:
        steps = replace(steps, defended=notified + timedelta(days=draw.randint(1, 5)))
    if level in "MH" and draw.random() < 0.5:
        steps = replace(steps, discussed=before(decided, 0, 1))
    return steps


def _days(steps: Steps) -> Row:
    days = {
        "opened_on": steps.opened,
        "notified_on": steps.notified,
        "defended_on": steps.defended,
        "reviewed_on": steps.reviewed,
        "discussed_on": steps.discussed,
    }
    return {name: day.isoformat() for name, day in days.items() if day}


def _after(draw: random.Random, level: str, amount: int | None, decided: date) -> Row:
    """Service, disclosure, and how the fine is paid."""
    served = decided if level in "ST" else decided + timedelta(days=draw.randint(0, 7))
    row = {
        "served_on": served.isoformat(),
        "disclosed_on": (served + timedelta(days=draw.randint(0, 6))).isoformat(),
    }
    if not amount:
        return row
    if level == "S":
        handed = decided + timedelta(days=draw.randint(0, 2))
        paid = {"collected_on": decided, "handed_in_on": handed, "deposited_on": handed}
        return row | {name: day.isoformat() for name, day in paid.items()}
    bank, address = draw.choice(BANKS)
    row |= {
        "pay_within_days": "15",
        "collecting_institution": bank,
        "collecting_address": address,
        "surcharge": SURCHARGE,
    }
    if draw.random() < 0.3:
        row["remark"] = draw.choice(REMARKS)
    return row
