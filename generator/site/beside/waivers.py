"""Beside a waiver, what it is about in words, and why it excuses nothing where it has a fault."""

from typing import Any

from generator.catalogue import Catalogue
from generator.deadlines import DEADLINES
from generator.models.waivers import Waiver
from generator.obligations import event_titles
from generator.rules import all_rules
from generator.site.field_views import place_of
from generator.waiving import faults


def shown(catalogue: Catalogue, record: Waiver) -> dict[str, Any]:
    """`event`: title and address, None where it names none; `deadlines`: name and id of each clock; `confirmed`: code and title
    of each rule whose finding is published as it is; `faults`: what is wrong with the waiver itself."""
    known, wrong = all_rules(), [what for _, what in faults(catalogue, record)]
    # One that is none confirms nothing.
    confirmed = [] if wrong else [code for code in record.confirmed if code in known]
    return {
        "event": (_title(catalogue, record.event), _place(catalogue, record.event))
        if record.event
        else None,
        "deadlines": [(_deadline(one), one) for one in record.clocks],
        "confirmed": [(code, known[code].title) for code in confirmed],
        "faults": wrong,
    }


def _title(catalogue: Catalogue, event: str) -> str:
    return event_titles(catalogue).get(event, event)


def _place(catalogue: Catalogue, event: str) -> str | None:
    """The law whose event it is, or the adjustment."""
    for law in catalogue.laws.values():
        if any(one.id == event for one in law.events):
            return place_of(law)
    adjustment = catalogue.adjustments.get(event)
    return place_of(adjustment) if adjustment else None


def _deadline(clock: str) -> str:
    known = DEADLINES.get(clock.partition("/")[0])
    return known.name if known else "期限"
