"""A corrected record is the same thing; one of which all that tells it from others was replaced is asked about."""

from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.rules._meanings import seems_another
from generator.sources.records import load
from generator.witness import Values

ROOT = Path(__file__).parents[1]
CODE, OLD = "eco-environment-code", "noise-pollution-law"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(load([ROOT]).records)


def power(name: str, law: str, version: str, *place: str) -> Values:
    basis = {
        "law": law,
        "version": version,
        **dict(zip(("article", "paragraph"), place, strict=False)),
    }
    return {"name": name, "bases": [basis]}


@pytest.mark.parametrize(
    ("before", "after", "replaced"),
    [
        (power("甲", OLD, "2021-12-24", "1"), power("乙", OLD, "2021-12-24", "2"), True),
        (power("甲", OLD, "2021-12-24", "1"), power("乙", "food-safety-law", "2021", "1"), True),
        (power("甲", OLD, "2021-12-24", "1"), power("甲", OLD, "2021-12-24", "2"), False),
        (power("甲", OLD, "2021-12-24", "1"), power("乙", OLD, "2021-12-24", "1", "2"), False),
        (power("甲", OLD, "2021-12-24", "1"), power("乙", OLD, "2026-01-01", "2"), False),
        (power("甲", OLD, "2021-12-24", "1"), power("乙", CODE, "2026-03-12", "9"), False),
        (power("甲", CODE, "2026-03-12", "1"), power("乙", OLD, "2021-12-24", "9"), True),
    ],
    ids=[
        "another article", "another law", "same name", "a paragraph added", "a later text",
        "the law that took over", "a law that did not take over",
    ],
)  # fmt: skip
def test_a_power_that_goes_on_is_no_other(
    catalogue: Catalogue, before: Values, after: Values, replaced: bool
) -> None:
    record = next(iter(catalogue.powers.values()))
    assert (seems_another(catalogue, record, before, after) is not None) == replaced


def test_a_power_with_other_sub_items_is_asked_about(catalogue: Catalogue) -> None:
    record = next(iter(catalogue.powers.values()))
    same = power("甲", OLD, "2021-12-24", "1")
    before = {**same, "sub_items": [{"id": "one", "name": "子一"}]}
    other = {**same, "name": "乙", "sub_items": [{"id": "two", "name": "子二"}]}
    renamed = {**same, "name": "乙", "sub_items": [{"id": "one", "name": "子三"}]}
    assert seems_another(catalogue, record, before, other) is not None
    assert seems_another(catalogue, record, before, renamed) is None


def test_a_case_of_which_one_thing_stayed_is_the_same(catalogue: Catalogue) -> None:
    record = next(iter(catalogue.outcomes.values()))
    before = {"party": "张某", "decided_on": "2026-05-08", "facts": "甲"}
    after = {"party": "王某", "decided_on": "2026-05-07", "facts": "乙"}
    assert seems_another(catalogue, record, before, after) is not None
    for name in before:
        assert seems_another(catalogue, record, before, {**after, name: before[name]}) is None
