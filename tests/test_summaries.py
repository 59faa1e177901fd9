"""What is told of the supervision root gives no small number away."""

from collections import Counter
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.commands import FINE, WRONG_USE, main
from generator.models.complaints import Complaint
from generator.models.dockets import Docket
from generator.models.officer_files import OfficerFile
from generator.models.summaries import Counted, Summary
from generator.sources.records import load
from generator.summaries import COUNTED_FROM, tables, withheld
from tests.demo.dockets import SUPERVISION
from tests.support.city import CITY, check, copy_city

COMPLAINTS = (Counted.CHANNELS, Counted.TOLD, Counted.ANSWERED)
ROOT = Path(__file__).parents[1]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=4), st.integers(3, 5))
def test_no_part_follows_from_the_others_and_the_total(parts: list[int], least: int) -> None:
    """Whoever knows the rule and what is published finds no withheld part: each could be two numbers at least."""
    told = withheld(parts, least)
    total, cells = told
    assert total in (None, sum(parts))
    for cell, number in zip(cells, parts, strict=True):
        assert cell in (None, number)
        assert cell is None or cell == 0 or cell >= least
    if total is None:
        assert set(cells) == {None}
        assert sum(parts) < least or len(parts) == 1
        return
    hidden = [at for at, cell in enumerate(cells) if cell is None]
    # All that could have been there and would have been published so.
    could = [
        other
        for filled in product(range(total + 1), repeat=len(hidden))
        if sum(filled) + sum(cell or 0 for cell in cells) == total
        for other in [_with(parts, hidden, filled)]
        if withheld(other, least) == told
    ]
    for at in hidden:
        assert len({other[at] for other in could}) > 1, (parts, least, told)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=1, max_size=3),
    st.integers(3, 4),
)
def test_no_part_follows_from_what_is_published_one_by_one(
    pairs: list[tuple[int, int]], least: int
) -> None:
    """Whoever subtracts the published cases from what is told finds no part withheld, and no small rest."""
    public = [known for known, _ in pairs]
    parts = [known + left for known, left in pairs]
    told = withheld(parts, least, public)
    total, cells = told
    assert total in (None, sum(parts))
    for cell, number, known in zip(cells, parts, public, strict=True):
        assert cell in (None, number)
        assert cell is None or cell - known == 0 or cell - known >= least
    if total is not None:
        left = total - sum(public)
        assert left >= least or (left == 0 and None not in cells)
    hidden = [at for at, cell in enumerate(cells) if cell is None]
    could = [
        [known + more for known, more in zip(public, others, strict=True)]
        for others in product(range(sum(left for _, left in pairs) + least), repeat=len(pairs))
    ]
    could = [other for other in could if withheld(other, least, public) == told]
    assert parts in could
    for at in hidden:
        assert len({other[at] for other in could}) > 1, (parts, public, least, told)


@pytest.mark.parametrize(
    ("parts", "public", "told"),
    [
        ([6, 2, 7, 4], [6, 2, 7, 4], (None, (None,) * 4)),
        ([4, 6, 3, 3], [4, 6, 2, 3], (None, (None,) * 4)),
        ([12, 6, 0, 9], [11, 5, 0, 8], (27, (None,) * 4)),
        ([12, 6, 0], [9, 6, 0], (18, (12, 6, 0))),
        ([12, 6, 0], [12, 6, 0], (18, (12, 6, 0))),
    ],
)
def test_what_is_withheld_beside_what_is_published(
    parts: list[int], public: list[int], told: tuple[int | None, tuple[int | None, ...]]
) -> None:
    assert withheld(parts, 3, public) == told


def test_no_table_of_the_demo_gives_unpublished_cases_away() -> None:
    """By the source that the public penalties state, as anybody can count it."""
    loaded = load([ROOT], supervision=SUPERVISION)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    seen = 0
    for summary in catalogue.all(Summary):
        least = summary.least
        for table in summary.tables:
            if table.counted is not Counted.SOURCES:
                continue
            mine = [
                one
                for one in catalogue.by_department(Docket)[summary.department]
                if one.year == summary.year
            ]
            open_ = [one for one in mine if one.outcome not in catalogue.outcomes]
            left = Counter(one.source.label for one in open_)
            assert table.total is None or not 0 < len(open_) < least, summary.file
            for cell in table.cells:
                assert cell.number is None or not 0 < left[cell.label] < least, summary.file
            hidden = any(cell.number is None for cell in table.cells)
            assert not (hidden and table.total is not None and not open_), summary.file
            seen += 1
    assert seen > 20


def _with(parts: list[int], places: list[int], numbers: tuple[int, ...]) -> list[int]:
    other = list(parts)
    for at, number in zip(places, numbers, strict=True):
        other[at] = number
    return other


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([12, 9, 0], (21, (12, 9, 0))),
        ([12, 1, 9], (22, (None, None, None))),
        ([2, 0, 0], (None, (None, None, None))),
        ([1, 1, 1], (3, (None, None, None))),
        ([2], (None, (None,))),
        ([0, 0, 0], (0, (0, 0, 0))),
    ],
)
def test_what_is_withheld(parts: list[int], told: tuple[int, tuple[int, ...]]) -> None:
    assert withheld(parts, 3) == told


def test_the_same_complaints_have_one_total_in_every_table() -> None:
    loaded = load([ROOT], supervision=SUPERVISION)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    day, told = date(2026, 1, 15), 0
    for department in catalogue.departments:
        for year in ("2024", "2025"):
            found = {one.counted: one for one in tables(catalogue, department, year, day, 3)}
            assert len({found[what].total for what in COMPLAINTS}) == 1
            mine = [
                one
                for one in catalogue.by_department(Complaint)[department]
                if one.year == year and one.received_on <= day
            ]
            total = found[Counted.CHANNELS].total
            assert total in (None, len(mine))
            told += total is not None
    assert told > 10


def test_the_command_writes_what_stands_in_the_demo(tmp_path: Path) -> None:
    """The demo's files are those that the command writes; without a supervision root there is nothing to tell."""
    root = copy_city(tmp_path / "city")
    words = ["summarize", "--root", str(root), "--year", "2026"]
    assert main(words) == WRONG_USE
    assert main([*words, "--supervision", str(root / "supervision")]) == FINE
    for one in CITY.rglob("summaries/*.yaml"):
        assert (root / one.relative_to(CITY)).read_bytes() == one.read_bytes()
    loaded = load([root], supervision=root / "supervision")
    assert not loaded.problems
    assert loaded.records["summaries"]
    public = load([ROOT]).records["summaries"]
    loaded = load([ROOT], supervision=SUPERVISION)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    for summary in public:
        assert isinstance(summary, Summary)
        again = tables(
            catalogue, summary.department, summary.year, summary.counted_on, summary.least
        )
        assert summary.tables == again, summary.file


def test_exhibits_and_officer_files_are_told_as_counts() -> None:
    """The plan wants nothing else of them in public."""
    loaded = load([ROOT], supervision=SUPERVISION)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    told = tables(catalogue, "market-regulation", "2025", date(2026, 1, 15), 3)
    totals = {one.counted: one.total for one in told}
    files = [one for one in catalogue.all(OfficerFile) if one.department == "market-regulation"]
    assert totals[Counted.FILES] == sum(one.opened_on <= date(2026, 1, 15) for one in files)
    assert Counted.EXHIBITS in totals


def test_what_is_not_published_is_told_as_counts_by_ground() -> None:
    loaded = load([ROOT], supervision=SUPERVISION)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    found = tables(catalogue, "urban-management", "2025", date(2026, 1, 15), 3)
    (grounds,) = [one for one in found if one.counted is Counted.NOT_DISCLOSED]
    assert grounds.total == 3
    assert {one.label for one in grounds.cells if one.number} == {"当事人是未成年人"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("exhibits/2026.csv", ",seizure,", ",taking,"),
        ("exhibits/2026.csv", "局物证室,,", "局物证室,x,"),
        ("officer_files.csv", "mr-0001,", "MR 1,"),
    ],
)
def test_what_cannot_be_read_is_no_fault_of_the_summary(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    """To count again would be refused: the record is to be mended first."""
    root = copy_city(tmp_path / "city")
    path = root / "supervision/lists/departments/market-regulation" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="\n")
    found = check(root)
    assert found.report.errors
    assert not [one for one in found.findings if one.place.register == "summaries"]


def test_every_count_says_what_it_reads() -> None:
    assert set(COUNTED_FROM) == set(Counted)
