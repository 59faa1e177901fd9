"""The detector holds on sources that nobody looked at while it was made."""

from functools import cache

import pytest

from generator.masking import Kind
from tests.support.detection import Measured, measure, sentences, sources
from tests.support.detection.pools import KIND, PRIVATE

ODD = "odd"
NAMES = tuple(mark for mark in PRIVATE if KIND.get(mark, mark) == "name" and mark != ODD)
NUMBERS = tuple(mark for mark in PRIVATE if mark not in (*NAMES, ODD))


@cache
def measured(part: str) -> Measured:
    whole = Measured()
    for name, (its_part, _) in sources().items():
        if its_part == part:
            whole.add(measure(sentences(name)))
    return whole


def test_set_is_large_and_split_by_source() -> None:
    """At least 2,000 different sentences, at least seven sources held out, and the same ones at every run."""
    texts = {one.text for name in sources() for one in sentences(name)}
    held = [name for name, (part, _) in sources().items() if part == "held"]
    assert len(texts) >= 2000
    assert len(held) >= 7
    assert list(sentences(held[0])) == list(sentences(held[0]))


@pytest.mark.parametrize("part", ["seen", "held"])
def test_numbers_are_found(part: str) -> None:
    assert measured(part).recall(*NUMBERS) >= 0.995


@pytest.mark.parametrize("part", ["seen", "held"])
def test_names_are_found(part: str) -> None:
    assert measured(part).recall(*NAMES) >= 0.97
    assert measured(part).precision(Kind.NAME.value) >= 0.97


@pytest.mark.parametrize("part", ["seen", "held"])
def test_most_odd_names_are_found(part: str) -> None:
    """Rare surnames, given names that few bear, names that are words: fewer are found, and how few is held."""
    assert measured(part).recall(ODD) >= 0.6


def test_case_facts_raise_no_alarm() -> None:
    """Under 2 of 100 sentences with nothing private have a finding of any sort."""
    assert measured("held").alarms < 0.02


def test_every_source_says_whether_it_was_seen() -> None:
    assert {part for part, _ in sources().values()} == {"seen", "held"}
