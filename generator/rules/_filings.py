"""Filings against the decisions that they are about: none before its decision, no decision filed twice."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, hit
from generator.models.filings import Filing
from generator.rules._outcomes import called


def filed_before_the_decision(catalogue: Catalogue) -> Iterator[Hit]:
    """STR011."""
    for one in catalogue.all(Filing):
        outcome = catalogue.outcomes.get(one.outcome)
        if outcome is not None and one.filed_on < outcome.decided_on:
            what = f"“报送日期”写的是{one.filed_on}，早于“{called(outcome)}”的决定日期{outcome.decided_on}"
            yield hit(one.at("filed_on"), see=(outcome.at("decided_on"),), what=what)


def filed_twice(catalogue: Catalogue) -> Iterator[Hit]:
    """STR007."""
    first_of: dict[str, Filing] = {}
    for one in catalogue.all(Filing):
        first = first_of.setdefault(one.outcome, one)
        if first is not one:
            what = f"处罚决定“{one.outcome}”已经备案过（{first.number}）"
            advice = "对照备案材料改正其中一行的处罚决定；补报材料的，写在原来那一行的备注里，删去这一行。"
            yield hit(one.at("outcome"), see=(first.at("outcome"),), what=what, advice=advice)
