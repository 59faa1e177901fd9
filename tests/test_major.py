"""What is major is computed on the day of the decision, and what nobody can know is said to be unknown."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.clocks import clocks
from generator.major import major, reaches, review_scope
from generator.models.licences import LicenceState
from generator.models.measures import Measure
from generator.models.thresholds import Purpose
from generator.rules import run
from generator.sources.records import load
from tests.support.city import CITY, DAY, copy_city, lay_over

M = "lists/departments/market-regulation"
U = "lists/departments/urban-management"
City = Callable[..., Catalogue]


@pytest.fixture
def city(tmp_path: Path) -> City:
    """The small city's public root with some edits, as a catalogue."""

    def made(**edits: tuple[str, str, str]) -> Catalogue:
        root = copy_city(tmp_path / "city")
        lay_over(root, edits={path: (old, new) for path, old, new in edits.values()})
        loaded = load([root])
        return Catalogue(loaded.records, loaded.problems)

    return made


def why(catalogue: Catalogue, key: str) -> str | None:
    measure = major(catalogue, catalogue.outcomes[key])
    return measure.id if measure else None


def test_a_decision_is_major_by_the_measures_of_its_day(city: City) -> None:
    catalogue = city()
    assert why(catalogue, "market-regulation/2026/cf-1") == "large-fine-person"
    assert why(catalogue, "market-regulation/2026/cf-2") == "large-fine-organisation"
    assert why(catalogue, "market-regulation/2026/cf-3") is None
    assert why(catalogue, "market-regulation/2026/xk-1") is None


def test_a_catalogue_that_begins_later_says_nothing_of_earlier_decisions(city: City) -> None:
    scope = f"{M}/review_scopes/mr-review-2026.yaml"
    catalogue = city(one=(scope, "begins_on: 2026-01-01", "begins_on: 2026-06-12"))
    before, after = (catalogue.outcomes[f"market-regulation/2026/cf-{n}"] for n in (1, 2))
    assert review_scope(catalogue, before) is None
    assert review_scope(catalogue, after) is not None
    report = run(catalogue, DAY)
    assert {one.count for one in report.unchecked["LGR001"]} == {2}


def test_a_standard_is_of_one_purpose(city: City) -> None:
    path = "lists/thresholds/filing-2026.yaml"
    catalogue = city(one=(path, "fine: 50000", "fine: 50001"))
    case = next(one for one in catalogue.penalties if one.id == "cf-1" and one.fine)
    assert reaches(catalogue, Purpose.FILING, case) is None
    assert reaches(catalogue, Purpose.HEARING, case) is not None


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ({}, {"cf-1", "cf-2", "cf-3", "xk-1", "kf-1"}),
        ({"types": ["licence"]}, {"xk-1"}),
        ({"types": ["compulsion"]}, {"kf-1"}),
        ({"powers": ["expired-food"]}, {"cf-1", "cf-2", "cf-3"}),
        ({"powers": ["expired-food/sale"]}, {"cf-1", "cf-3"}),
        ({"kinds": ["confiscate_goods"]}, {"cf-1"}),
        ({"fine": "50000"}, {"cf-1", "cf-2"}),
        ({"fine": "50000.01"}, {"cf-2"}),
        ({"heard": True}, {"cf-1"}),
        ({"parties": ["legal_person"], "fine": "1"}, {"cf-2"}),
    ],
)
def test_a_measure_fits_where_all_that_it_names_is_so(
    city: City, values: dict[str, object], fits: set[str]
) -> None:
    measure = Measure.model_validate({"id": "x", "name": "情形", **values})
    catalogue = city()
    own = [o for o in catalogue.outcomes.values() if o.department == "market-regulation"]
    assert {one.id for one in own if measure.fits(one, catalogue.type_of(one))} == fits


def test_each_kind_of_outcome_is_disclosed_within_its_own_term(city: City) -> None:
    due = {one.record: one.due.due for one in clocks(city(), DAY) if one.rule == "DIS001"}
    # Seven working days for the licence, twenty for the compulsion; the calendar knows the holidays.
    assert due["market-regulation/2026/xk-1"] == date(2026, 5, 21)
    assert due["market-regulation/2026/kf-1"] == date(2026, 9, 17)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 5, 11), LicenceState.TO_COME),
        (date(2026, 5, 12), LicenceState.VALID),
        (date(2031, 5, 11), LicenceState.VALID),
        (date(2031, 5, 12), LicenceState.EXPIRED),
    ],
)
def test_a_licence_stands_as_its_dates_say(city: City, day: date, state: LicenceState) -> None:
    (licence,) = city().of("licences").values()
    assert licence.state(day) is state  # type: ignore[attr-defined]


def test_without_the_supervision_root_nothing_of_it_passes() -> None:
    loaded = load([CITY])
    report = run(Catalogue(loaded.records, loaded.problems), DAY)
    asked = {"LGR004", "REC001", "REC002", "CFL001", "CFL002", "CFL003", "OFC003"}
    asked |= {"EXH001", "EXH002", "EXH003"}
    assert asked <= set(report.unchecked)
    assert {sum(one.count for one in report.unchecked[code]) for code in asked} == {2, 4, 6}
