"""The demo city's own records: enough of them, in order, inside the law, and about nobody."""

import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.deadlines import (
    APPRAISAL,
    CORRECTION,
    DECIDE,
    DEPOSIT,
    DISCLOSE,
    DISCLOSE_MARKET,
    FILE_REVIEW,
    HAND_IN,
    HEARING_NOTICE,
    INSPECTION,
    PAY,
    RECTIFICATION,
    ROTATION,
    SERVE,
    TRAINING_PLAN,
    YEARLY_FIGURES,
    YEARLY_TRAINING,
    Deadline,
)
from generator.holidays import national
from generator.masking import find
from generator.models.accountability import Accountability
from generator.models.base import texts
from generator.models.choices import PenaltyKind, Unit
from generator.models.exposures import Exposure
from generator.models.officers import Employment, Officer
from generator.models.parts import Range, StatutoryRange
from generator.models.penalties import Penalty, Procedure
from generator.sources.records import Loaded, load
from tests.demo import acts, duties, filings, penalties, procedures, transfers
from tests.demo.city import Lists, read_lists
from tests.demo.facts import alike, trigrams

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
PENALTY_LAW = "administrative-penalty-law@2021-01-22"
MOST_ALIKE = 0.3
"""The share of common trigrams (of all of both) above which two facts of one power would read alike."""
RARELY_ALIKE = 0.2
"""What any two facts of the city hardly ever have in common."""

SCRIPTS = [penalties, acts, filings, transfers, procedures, duties]


@cache
def written(script: ModuleType) -> dict[Path, str]:
    """What a script writes, told once: telling takes seconds."""
    files: dict[Path, str] = script.written()
    return files


def last_day(deadline: Deadline, start: date) -> date:
    return deadline.due(start, national()).due


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load([ROOT])


@pytest.fixture(scope="module")
def lists() -> Lists:
    return read_lists()


@pytest.fixture(scope="module")
def cases(loaded: Loaded) -> list[Penalty]:
    return [one for one in loaded.records["penalties"] if isinstance(one, Penalty)]


@pytest.fixture(scope="module")
def officers(loaded: Loaded) -> list[Officer]:
    return [one for one in loaded.records["officers"] if isinstance(one, Officer)]


def test_every_record_is_read_and_in_its_standard_form(loaded: Loaded) -> None:
    assert loaded.problems == []


def test_the_city_has_as_many_records_as_promised(
    loaded: Loaded, lists: Lists, cases: list[Penalty], officers: list[Officer]
) -> None:
    assert len(lists.entrustments) >= 6
    assert 4 <= len(loaded.records["bodies"]) <= len(lists.entrustments)
    assert len(officers) >= 30
    assert len(cases) >= 1500
    assert {case.year for case in cases} == {"2024", "2025", "2026"}
    assert set(Counter(case.department for case in cases)) == set(lists.departments)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda one: one.__name__)
def test_the_script_writes_the_committed_bytes(script: ModuleType) -> None:
    for path, text in written(script).items():
        assert (ROOT / path).read_bytes() == text.encode("utf-8"), path


def test_nothing_of_the_scripts_registers_is_written_by_hand() -> None:
    # What was withdrawn is told too, and stands outside lists/.
    told = {path for one in SCRIPTS for path in written(one) if path.parts[0] == "lists"}
    registers = {path.parts[-2] for path in told}
    there = {
        path.relative_to(ROOT)
        for path in (ROOT / "lists").rglob("*")
        if path.is_file() and path.parent.name in registers
    }
    assert there == told


def test_the_cases_that_other_pages_point_to_are_there(cases: list[Penalty]) -> None:
    numbers = {case.number for case in cases if case.department == "market-regulation"}
    assert {"明市监罚〔2026〕12号", "明市监罚〔2026〕112号"} <= numbers


def test_no_two_facts_of_a_power_read_alike(cases: list[Penalty]) -> None:
    for power in sorted({case.power for case in cases}):
        told = [(case.number, trigrams(case.facts)) for case in cases if case.power == power]
        told.sort(key=lambda one: len(one[1]))
        for index, (number, first) in enumerate(told):
            for other, second in told[index + 1 :]:
                if len(first) < MOST_ALIKE * len(second):
                    # Even if one held the other; those that follow are longer still.
                    break
                assert alike(first, second) <= MOST_ALIKE, (power, number, other)


def test_two_facts_read_at_random_are_unlike(cases: list[Penalty]) -> None:
    draw = random.Random(20261123)
    pairs = [draw.sample(cases, 2) for _ in range(1000)]
    close = [
        (one.number, two.number)
        for one, two in pairs
        if alike(trigrams(one.facts), trigrams(two.facts)) > RARELY_ALIKE
    ]
    assert len(close) <= 10, close


def test_the_bound_would_find_a_case_that_was_copied(cases: list[Penalty]) -> None:
    facts = cases[0].facts
    head, _, tail = facts.partition("。")
    assert alike(trigrams(facts), trigrams(f"同日在另一处。{tail}")) > MOST_ALIKE, head


def test_the_outcomes_fill_the_benchmarks_that_stand(cases: list[Penalty], lists: Lists) -> None:
    judged = {(case.discretion, case.tier) for case in cases}
    standing = [one for one in lists.discretion if one.until is None or one.until >= TODAY]
    tiers = [(one.id, tier.id) for one in standing for tier in one.tiers]
    empty = [one for one in tiers if one not in judged]
    assert len(empty) <= len(tiers) // 20, empty


def test_no_penalty_and_a_mitigated_one_are_below_what_the_law_begins_with(
    cases: list[Penalty], lists: Lists
) -> None:
    free = [case for case in cases if not case.kinds]
    below = []
    for case in cases:
        for bounds in list(_bounds(case, lists))[:1]:
            least = (bounds.min or Decimal(0)) * _factor(case, lists)
            if case.fine is not None and case.fine < least:
                below.append(case)
                assert "减轻" in (case.reason or "") or "以下处罚" in (case.reason or ""), (
                    case.number
                )
    assert len(cases) // 20 < len(free) < len(cases) // 5
    assert len(cases) // 50 < len(below) < len(cases) // 5


def test_nobody_gained_more_than_the_goods_were_worth(cases: list[Penalty]) -> None:
    told = 0
    for case in cases:
        worth = re.search(r"货值金额(\d+)元", case.facts)
        if worth and case.confiscated is not None:
            told += 1
            assert case.confiscated <= int(worth[1]), case.number
    assert told > 100


def test_what_belongs_to_a_season_happens_in_it(cases: list[Penalty]) -> None:
    fished = [case for case in cases if case.power == "closed-season-fishing"]
    assert fished
    for case in fished:
        found = re.search(r"(\d+)年(\d+)月(\d+)日", case.facts)
        assert found and int(found[2]) in (3, 4, 5, 6), case.number


def test_steps_follow_each_other_as_the_law_asks(cases: list[Penalty]) -> None:
    for case in cases:
        steps = [
            case.opened_on,
            case.notified_on,
            case.defended_on,
            case.heard_on,
            case.reviewed_on,
            case.discussed_on,
            case.decided_on,
            case.served_on,
        ]
        known = [day for day in steps if day]
        assert known == sorted(known), case.number
        assert all(not national().is_rest(day) and day <= TODAY for day in known), case.number
        assert case.served_on is not None
        assert case.served_on <= last_day(SERVE, case.decided_on), case.number
        assert case.disclosed_on is not None
        disclose = DISCLOSE_MARKET if case.department == "market-regulation" else DISCLOSE
        latest = min(last_day(disclose, case.decided_on), TODAY)
        assert case.decided_on <= case.disclosed_on <= latest, case.number
        if case.procedure is Procedure.ORDINARY:
            assert case.opened_on is not None
            assert case.decided_on <= last_day(DECIDE, case.opened_on), case.number
        if case.kinds:
            assert case.notified_on is not None
        if case.heard_on and case.notified_on:
            assert case.heard_on >= last_day(HEARING_NOTICE, case.notified_on), case.number


def test_numbers_rise_with_the_days(cases: list[Penalty]) -> None:
    def series(case: Penalty) -> tuple[str, str, str]:
        return case.department, case.year, case.id.partition("-")[0]

    for key in {series(case) for case in cases}:
        mine = [case for case in cases if series(case) == key]
        mine.sort(key=lambda case: int(case.id.partition("-")[2]))
        assert all(one.decided_on <= two.decided_on for one, two in pairwise(mine)), key
        assert all(case.decided_on.year == int(case.year) for case in mine)


def test_a_case_cites_what_was_in_force_on_its_day(cases: list[Penalty], lists: Lists) -> None:
    for case in cases:
        in_force = {str(basis) for basis in lists.bases(case.power, case.decided_on)}
        cited = {str(basis) for basis in case.bases if basis.law != "administrative-penalty-law"}
        assert cited == in_force != set(), case.number
        benchmark = lists.benchmark(case.power, case.decided_on)
        assert case.discretion in (None, benchmark and benchmark.id), case.number


def test_a_fine_stays_in_its_range_and_tier_or_says_why(cases: list[Penalty], lists: Lists) -> None:
    outside = 0
    for case in cases:
        for bounds in _bounds(case, lists):
            if case.fine is not None and not _holds(bounds, case.fine, _factor(case, lists)):
                outside += 1
                assert case.reason, case.number
    assert outside > 0
    assert any(case.tier and "集体讨论" in (case.reason or "") for case in cases)


def test_every_fine_is_one_that_the_article_allows(cases: list[Penalty], lists: Lists) -> None:
    """Above the statutory range nothing; below it only what says that it is mitigated, and why."""
    floors = 0
    for case in cases:
        ranges = [one for basis in lists.bases(case.power, case.decided_on) for one in basis.ranges]
        if case.fine is None:
            continue
        # Without a range named, the law must have none for this offence.
        assert case.range or not ranges, case.number
        if not case.range:
            continue
        law, factor = _statutory(case, lists), _factor(case, lists)
        assert law.max is None or case.fine <= law.max * factor, case.number
        if law.base_floor is not None and (case.base_amount or 0) < law.base_floor:
            floors += 1
            assert f"{law.of}不足" in case.facts, case.number
        if case.fine < (law.min or 0) * factor:
            assert "减轻" in (case.reason or ""), case.number
            assert any(str(one).startswith(f"{PENALTY_LAW}:32") for one in case.bases), case.number
            # From 从轻 upwards a tier lies within the range (Penalty Law 32).
            assert case.tier in (None, "mitigated"), case.number
    assert floors > 10


def _bounds(case: Penalty, lists: Lists) -> Iterator[Range]:
    if case.range is None:
        return
    yield _statutory(case, lists)
    benchmark = lists.benchmark(case.power, case.decided_on)
    if benchmark is not None and case.tier is not None:
        tier = next(tier for tier in benchmark.tiers if tier.id == case.tier)
        yield next(one for one in tier.ranges if one.range == case.range)


def _holds(bounds: Range, fine: Decimal, factor: Decimal) -> bool:
    low, high = (bounds.min or Decimal(0)) * factor, bounds.max
    above = fine > low if bounds.min_open else fine >= low
    if high is None:
        return above
    return above and (fine < high * factor if bounds.max_open else fine <= high * factor)


def _statutory(case: Penalty, lists: Lists) -> StatutoryRange:
    bases = lists.bases(case.power, case.decided_on)
    return next(one for basis in bases for one in basis.ranges if one.id == case.range)


def _factor(case: Penalty, lists: Lists) -> Decimal:
    """What the bounds are multiplied with, worked out here and not by the code under test."""
    law = _statutory(case, lists)
    if law.unit is Unit.YUAN:
        return Decimal(1)
    if law.unit is Unit.YUAN_EACH:
        assert case.quantity is not None, case.number
        return case.quantity
    assert case.base_amount is not None, case.number
    counted = max(case.base_amount, law.base_floor or Decimal(0))
    return counted / 100 if law.unit is Unit.PERCENT else counted


def test_amounts_agree_in_every_field(cases: list[Penalty]) -> None:
    for case in cases:
        assert (case.fine is None) == (PenaltyKind.FINE not in case.kinds), case.number
        assert (case.confiscated is None) == (PenaltyKind.CONFISCATE_GAINS not in case.kinds)
        fined = [Decimal(told) for told in re.findall(r"罚款(\d+)元", case.content)]
        assert fined == ([] if case.fine is None else [case.fine]), case.number
        if case.confiscated is not None:
            assert f"没收违法所得{case.confiscated}元" in case.content
            assert f"{case.confiscated}元" in case.facts
        if not case.kinds:
            assert case.reason and case.id.startswith("bcf-"), case.number


def test_sums_in_the_facts_come_out(cases: list[Penalty]) -> None:
    """So many at so much each make the gains that are confiscated."""
    sold = re.compile(r"(\d+)\w，(?:单价|每\w)(\d+)元，违法所得(\d+)元")
    told = 0
    for case in cases:
        for many, price, gains in sold.findall(case.facts):
            told += 1
            assert int(many) * int(price) == int(gains), case.number
    assert told > 30


def test_the_case_that_everybody_is_shown_bears_out_its_tier(cases: list[Penalty]) -> None:
    [case] = [one for one in cases if one.number == "明市监罚〔2026〕12号"]
    days = re.search(r"保质期到检查当天已经过了(\d+)天", case.facts)
    left = re.search(r"过期低温酸奶(\d+)杯", case.facts)
    sold = re.search(r"过期以后还卖出(\d+)杯，单价(\d+)元，违法所得(\d+)元", case.facts)
    worth = re.search(r"货值金额(\d+)元", case.facts)
    assert days and left and sold and worth
    # 货值不足2000元，过期时间不足30日
    assert case.tier == "lighter" and int(days[1]) < 30 and int(worth[1]) < 2000
    assert (int(left[1]) + int(sold[1])) * int(sold[2]) == int(worth[1])
    assert case.confiscated == int(sold[3])


def test_a_reason_of_the_law_is_borne_out_by_the_facts(cases: list[Penalty]) -> None:
    """Who is said to have put things right did so unasked, in words of the case itself."""
    unasked = re.compile(
        "主动|自行|自己|自查|自愿|连夜|召回|追回|退|当[场天晚日]|即行|立即|在被查以前"
    )
    told_to = re.compile("责令|限期|逾期|期满|期限")
    claims = 0
    for case in cases:
        cited = {str(one).removeprefix(f"{PENALTY_LAW}:") for one in case.bases}
        reason = case.reason or ""
        assert ("32.0.1" in cited) == ("第三十二条第（一）项" in reason), case.number
        assert ("33.1" in cited) == ("第三十三条第一款" in reason), case.number
        if "32.0.1" in cited:
            claims += 1
            sentences = [one for one in re.split("[。；]", case.facts) if not told_to.search(one)]
            assert any(unasked.search(one) for one in sentences), (case.number, case.facts)
        if "责令、提醒" in (case.circumstances or ""):
            assert re.search("责令|提醒|告诫|通知|警告|劝阻|前次|上次|再次|一年内", case.facts)
    assert claims > 100


def test_no_sentence_is_heard_again_and_again(cases: list[Penalty]) -> None:
    heard = Counter(one for case in cases for one in case.facts.split("。") if one)
    assert max(heard.values()) <= 25, heard.most_common(5)


def test_fines_are_collected_as_the_law_says(cases: list[Penalty]) -> None:
    on_the_spot = 0
    for case in cases:
        bank = [case.collecting_institution, case.collecting_address, case.surcharge]
        if case.collected_on:
            on_the_spot += 1
            # Penalty Law 68 and 71.
            assert case.fine is not None and case.fine <= 100
            assert case.handed_in_on and case.handed_in_on <= last_day(HAND_IN, case.collected_on)
            assert case.deposited_on and case.deposited_on <= last_day(DEPOSIT, case.handed_in_on)
            assert not any(bank)
        elif case.fine is not None:
            assert all(bank) and case.pay_within_days == PAY.period.number, case.number
        else:
            assert not any(bank)
    assert on_the_spot > 0


def test_summary_fines_keep_to_their_limits(cases: list[Penalty]) -> None:
    summary = [case for case in cases if case.procedure is Procedure.SUMMARY]
    assert summary
    for case in summary:
        if case.fine is None:
            # Penalty Law 51: a warning may be given on the spot as well.
            assert case.kinds == [PenaltyKind.WARNING], case.number
            continue
        assert case.fine <= (200 if case.party_kind.is_natural else 3000), case.number


def test_a_body_only_handles_cases_inside_its_period(cases: list[Penalty], lists: Lists) -> None:
    records = {one.id: one for one in lists.entrustments}
    handled = [case for case in cases if case.entrustment]
    assert handled
    for case in handled:
        record = records[case.entrustment or ""]
        assert case.power in record.powers
        assert record.from_ and record.until
        assert (
            record.from_ <= (case.opened_on or case.decided_on) <= case.decided_on <= record.until
        )


def test_parties_are_masked(cases: list[Penalty]) -> None:
    for case in cases:
        if case.party_kind.is_natural:
            assert case.party[1:] in ("某", "某某"), case.party
        else:
            assert case.party.startswith("某"), case.party
        for path, text in texts(case):
            found = [span for span in find(text) if span.certain]
            assert found == [], (case.number, path, found)


def test_entrusted_powers_are_marked_one_by_one(lists: Lists) -> None:
    for record in lists.entrustments:
        assert record.from_ and record.until and record.from_ <= TODAY <= record.until
        for power in record.powers:
            assert record.id in lists.powers[power].entrusted, (record.id, power)


def test_officers_are_established_and_their_certificates_stand(officers: list[Officer]) -> None:
    withdrawn = [one for one in officers if one.withdrawn_on]
    assert 1 <= len(withdrawn) <= len(officers) // 10
    assert len({one.certificate for one in officers}) == len(officers)
    for one in officers:
        assert one.employment is Employment.ESTABLISHMENT
        assert one.qualified_on and one.qualified_on <= one.issued_on <= TODAY <= one.valid_until
        due = last_day(INSPECTION, max([one.issued_on, *one.inspected_on]))
        assert due >= TODAY, one.id
        if one.post_changed_on:
            assert one.reissued_on and one.reissued_on >= one.post_changed_on


def test_officers_are_attached_to_posts_of_their_department(
    officers: list[Officer], lists: Lists
) -> None:
    for one in officers:
        department = lists.departments[one.department]
        assert one.post in {post.id for post in department.posts}, one.id
        assert one.unit in {unit.id for unit in department.units}, one.id


def test_content_pages_say_what_they_are() -> None:
    pages = sorted((ROOT / "content").glob("*.md"))
    assert {page.stem for page in pages} >= {"about", "supervise", "complain", "accessibility"}
    for page in pages:
        head, _, body = page.read_text(encoding="utf-8").removeprefix("---\n").partition("\n---\n")
        assert "title: " in head and "description: " in head, page
        assert body.count("\n# ") == 1, page


def test_guides_link_to_cases_that_exist(loaded: Loaded) -> None:
    catalogue = Catalogue(loaded.records)
    for page in (ROOT / "content").glob("*.md"):
        for part in page.read_text(encoding="utf-8").split("](../cases/")[1:]:
            address = part.partition(")")[0].strip("/").split("/")
            if len(address) < 2:
                continue
            table = ROOT.joinpath("lists/departments", address[0], "penalties", f"{address[1]}.csv")
            with table.open(encoding="utf-8", newline="") as file:
                ids = {row["id"] for row in csv.DictReader(file)}
            # Of what was withdrawn the page is still there.
            ids |= {key.split("/")[-1] for _, key in catalogue.withdrawn}
            assert set(address[2:]) <= ids, (page, address)


def test_what_is_owed_every_year_is_mostly_done_and_not_always_in_time(loaded: Loaded) -> None:
    """Of each kind of clock most are met in time; somewhere one is late or was."""
    states = Counter(
        (clock.deadline.id, clock.state) for clock in clocks(Catalogue(loaded.records), TODAY)
    )
    for one in (FILE_REVIEW, YEARLY_TRAINING, TRAINING_PLAN, YEARLY_FIGURES, ROTATION, CORRECTION):
        met, late = states[one.id, State.MET], states[one.id, State.LATE]
        met_late = states[one.id, State.MET_LATE]
        assert met > 3 * (late + met_late), one.id
        assert late + met_late, one.id
    assert states[RECTIFICATION.id, State.MET_LATE] == 1
    assert states[RECTIFICATION.id, State.OPEN] + states[RECTIFICATION.id, State.DUE_SOON] == 1
    assert states[APPRAISAL.id, State.OPEN] == 15


def test_an_exposure_stands_with_its_account_and_its_power(loaded: Loaded) -> None:
    accounts = {
        (one.department, one.id): one
        for one in loaded.records["accountability"]
        if isinstance(one, Accountability)
    }
    shown = loaded.records["exposures"]
    assert len(shown) >= 3
    for one in shown:
        assert isinstance(one, Exposure)
        account = accounts[one.department, one.accountability]
        assert one.power in account.powers
        assert account.decided_on and account.decided_on <= one.published_on
        assert len(one.body or "") > 300
