"""'Adjusted', said of an item that git shows unchanged, meets nothing; changed later, it was met then."""

from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.commands._records import ask_git
from generator.sources.records import load
from tests.support.city import check, copy_city
from tests.support.repository import Repository

FOOD = "food-safety-law-2025-09-12-amended"
RESPONSE = "lists/departments/market-regulation/responses/food-safety-2025.yaml"
POWER = "lists/departments/market-regulation/powers/expired-food.yaml"
DAY = date(2026, 11, 23)


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """The small city from the beginning of 2025, its response merged in time."""
    repository = Repository(copy_city(tmp_path / "city"))
    text = (repository.folder / RESPONSE).read_text("utf-8")
    repository.write({RESPONSE: None})
    repository.commit("2025-01-01 09:00")
    repository.commit("2025-10-09 10:00", {RESPONSE: text})
    return repository


def stands(repository: Repository) -> dict[str, tuple[State, date | None]]:
    loaded = load([repository.folder])
    catalogue = Catalogue(loaded.records, loaded.problems)
    ask_git(catalogue, [repository.folder], DAY)
    return {c.record: (c.state, c.met_on) for c in clocks(catalogue, DAY) if c.event == FOOD}


def changed(repository: Repository, old: str, new: str) -> dict[str, str]:
    text = (repository.folder / POWER).read_text("utf-8")
    assert text.count(old) == 1
    return {POWER: text.replace(old, new)}


def test_an_answer_that_git_refutes_meets_nothing(city: Repository) -> None:
    """The clock stays late, UPD001 and UPD006 say so, each in its words."""
    assert set(stands(city).values()) == {(State.LATE, None)}
    said = check(city.folder)
    assert len(said.of("UPD001")) == len(said.of("UPD006")) == 2


def test_no_change_is_not_refuted(city: Repository) -> None:
    text = (city.folder / RESPONSE).read_text("utf-8")
    reason = text.replace("result: adjusted", "result: no_change\n  reason: 只改了罚款数额")
    city.commit("2025-10-10 10:00", {RESPONSE: reason})
    assert {state for state, _ in stands(city).values()} == {State.MET}


def test_an_item_that_was_changed_later_was_met_then(city: Repository) -> None:
    """Said on 9 October, done on 3 November: late, for the sub-item whose name changed as for its power."""
    city.commit("2025-11-03 10:00", changed(city, "- 两人以上检查", "- 两人或者两人以上检查"))
    assert set(stands(city).values()) == {(State.MET_LATE, date(2025, 11, 3))}


def test_a_sub_item_that_was_left_as_it_was_is_refuted_alone(city: Repository) -> None:
    """The power says something else because another sub-item does: what is this one's own did not change."""
    city.commit(
        "2025-10-10 10:00",
        changed(city, "name: 用超过保质期的食品原料生产食品", "name: 用过期的食品原料生产食品"),
    )
    assert stands(city) == {
        "expired-food": (State.LATE, None),
        "expired-food/ingredients": (State.MET, date(2025, 10, 10)),
    }  # fmt: skip


def test_an_item_changed_before_its_answer_counts_from_the_answer(city: Repository) -> None:
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    text = (Path(__file__).parent / "city" / RESPONSE).read_text("utf-8")
    city.commit("2025-09-20 10:00", changed(city, "- 两人以上检查", "- 两人或者两人以上检查"))
    city.commit("2025-10-08 10:00", {RESPONSE: text})
    assert set(stands(city).values()) == {(State.MET, date(2025, 10, 8))}
