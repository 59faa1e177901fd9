"""The demo city's own records: enough of them, in order, inside the law, and about nobody."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from generator.days import add_years
from generator.masking import find
from generator.models.base import texts
from generator.models.choices import PenaltyKind, Unit
from generator.models.officers import Employment, Officer
from generator.models.parts import Range
from generator.models.penalties import Penalty, Procedure
from generator.sources.records import Loaded, load
from tests.demo import penalties as script
from tests.demo.penalties import Lists, read_lists
from tests.demo.workdays import is_workday, shift

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
MOST_ALIKE = 0.35
"""The share of common trigrams (of all of both) above which two facts would read alike."""


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
    assert len(cases) >= 150
    assert {case.year for case in cases} == {"2025", "2026"}
    assert set(Counter(case.department for case in cases)) == set(lists.departments)


def test_the_script_writes_the_committed_bytes() -> None:
    for path, text in script.written().items():
        assert (ROOT / path).read_bytes() == text.encode("utf-8"), path


def test_the_cases_that_other_pages_point_to_are_there(cases: list[Penalty]) -> None:
    numbers = {case.number for case in cases if case.department == "market-regulation"}
    assert {"明市监罚〔2026〕12号", "明市监罚〔2026〕112号"} <= numbers


def test_no_two_facts_of_a_department_read_alike(cases: list[Penalty]) -> None:
    for department in {case.department for case in cases}:
        mine = [(case, _trigrams(case.facts)) for case in cases if case.department == department]
        for (one, first), (other, second) in combinations(mine, 2):
            alike = len(first & second) / len(first | second)
            assert alike <= MOST_ALIKE, f"{one.number} {other.number}: {alike:.2f}"


def _trigrams(text: str) -> set[str]:
    return {text[index : index + 3] for index in range(len(text) - 2)}


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
        assert all(is_workday(day) and day <= TODAY for day in known), case.number
        assert case.served_on is not None
        # Penalty Law 61: delivered within seven days, working days by article 85.
        assert case.served_on <= shift(case.decided_on, 7), case.number
        assert case.disclosed_on is not None
        term = 20 if case.department == "market-regulation" else 7
        assert case.decided_on <= case.disclosed_on <= min(shift(case.decided_on, term), TODAY)
        if case.procedure is Procedure.ORDINARY:
            assert case.opened_on is not None
            assert case.decided_on <= case.opened_on + timedelta(days=90), case.number
        if case.kinds:
            assert case.notified_on is not None
        if case.heard_on and case.notified_on:
            assert case.heard_on >= shift(case.notified_on, 7), case.number


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
            if case.fine is not None and not _holds(bounds, case.fine, case.base_amount):
                outside += 1
                assert case.reason, case.number
    assert outside > 0


def _bounds(case: Penalty, lists: Lists) -> Iterator[Range]:
    if case.range is None:
        return
    bases = lists.bases(case.power, case.decided_on)
    yield next(one for basis in bases for one in basis.ranges if one.id == case.range)
    benchmark = lists.benchmark(case.power, case.decided_on)
    if benchmark is not None:
        tier = next(tier for tier in benchmark.tiers if tier.id == case.tier)
        yield next(one for one in tier.ranges if one.range == case.range)


def _holds(bounds: Range, fine: Decimal, base: Decimal | None) -> bool:
    factor = Decimal(1)
    if bounds.unit is not Unit.YUAN:
        assert base is not None
        factor = base / 100 if bounds.unit is Unit.PERCENT else base
    low, high = (bounds.min or Decimal(0)) * factor, bounds.max
    above = fine > low if bounds.min_open else fine >= low
    if high is None:
        return above
    return above and (fine < high * factor if bounds.max_open else fine <= high * factor)


def test_amounts_agree_in_every_field(cases: list[Penalty]) -> None:
    for case in cases:
        assert (case.fine is None) == (PenaltyKind.FINE not in case.kinds), case.number
        assert (case.confiscated is None) == (PenaltyKind.CONFISCATE_GAINS not in case.kinds)
        if case.fine is not None:
            assert f"罚款{case.fine}元" in case.content
        if case.confiscated is not None:
            assert f"没收违法所得{case.confiscated}元" in case.content
            assert f"{case.confiscated}元" in case.facts
        if not case.kinds:
            assert case.reason and case.id.startswith("bcf-"), case.number


def test_fines_are_collected_as_the_law_says(cases: list[Penalty]) -> None:
    on_the_spot = 0
    for case in cases:
        bank = [case.collecting_institution, case.collecting_address, case.surcharge]
        if case.collected_on:
            on_the_spot += 1
            # Penalty Law 68 and 71.
            assert case.fine is not None and case.fine <= 100
            assert case.handed_in_on and case.handed_in_on <= shift(case.collected_on, 2)
            assert case.deposited_on and case.deposited_on <= shift(case.handed_in_on, 2)
            assert not any(bank)
        elif case.fine is not None:
            assert all(bank) and case.pay_within_days == 15, case.number
        else:
            assert not any(bank)
    assert on_the_spot > 0


def test_summary_fines_keep_to_their_limits(cases: list[Penalty]) -> None:
    summary = [case for case in cases if case.procedure is Procedure.SUMMARY]
    assert summary
    for case in summary:
        assert case.fine is not None
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
    assert len(withdrawn) == 1
    assert len({one.certificate for one in officers}) == len(officers)
    for one in officers:
        assert one.employment is Employment.ESTABLISHMENT
        assert one.qualified_on and one.qualified_on <= one.issued_on <= TODAY <= one.valid_until
        due = add_years(max([one.issued_on, *one.inspected_on]), 3)
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


def test_guides_link_to_cases_that_exist() -> None:
    for page in (ROOT / "content").glob("*.md"):
        for part in page.read_text(encoding="utf-8").split("](../cases/")[1:]:
            address = part.partition(")")[0].strip("/").split("/")
            if len(address) < 2:
                continue
            table = ROOT.joinpath("lists/departments", address[0], "penalties", f"{address[1]}.csv")
            with table.open(encoding="utf-8", newline="") as file:
                ids = {row["id"] for row in csv.DictReader(file)}
            assert set(address[2:]) <= ids, (page, address)
