"""The days of a case, each on or after the one before, all of them working days."""

import random
from dataclasses import dataclass, replace
from datetime import date

from generator.holidays import national
from tests.demo.fines import Fine
from tests.demo.story import Story

shift = national().working_day
# Penalty Law 63: what a party may ask a hearing about, besides a large fine.
GRAVE = {"revoke_licence", "lower_grade", "suspend_business", "close", "bar"}


# The city's standard for a collective discussion: of a natural person, and of others.
DISCUSSED_FROM = {True: 10000, False: 100000}
# So many reviews take longer than the five working days that the departments allow.
TOO_SLOW = 0.015


@dataclass(frozen=True)
class Steps:
    """The days of a case."""

    found: date
    decided: date
    opened: date | None = None
    notified: date | None = None
    defended: date | None = None
    heard: date | None = None
    submitted: date | None = None
    reviewed: date | None = None
    discussed: date | None = None


def steps(draw: random.Random, story: Story, fine: Fine, kinds: list[str], decided: date) -> Steps:
    """From the decision back to the day it was found, in working days."""
    if fine.level in "ST":
        return Steps(found=decided, decided=decided, notified=decided)
    amount = fine.amount or 0
    licence = "revoke_licence" in kinds
    grave = amount >= 100000 or bool(GRAVE & set(kinds))
    heard = licence or (grave and draw.random() < 0.35)
    day, found = decided, Steps(found=decided, decided=decided)
    if fine.level == "M" or story.outside or amount >= 50000 or grave:
        day = shift(day, -draw.randint(1, 3))
        found = replace(found, discussed=day)
    day = shift(day, -draw.randint(1, 4))
    found = replace(found, reviewed=day)
    if heard:
        # Penalty Law 64: five days to ask for it, seven days' notice of it, all working days.
        day = shift(day, -draw.randint(3, 6))
        found = replace(found, heard=day)
        day = shift(day, -draw.randint(10, 14))
    else:
        day = shift(day, -draw.randint(6, 9))
    if fine.level != "N":
        found = replace(found, notified=day)
        if heard or story.pinned or draw.random() < 0.35:
            found = replace(found, defended=shift(day, draw.randint(1, 4)))
    day = shift(day, -draw.randint(8, 24))
    found = replace(found, opened=day, found=shift(day, -draw.randint(0, 7)))
    if not found.discussed and kinds and amount >= DISCUSSED_FROM[story.natural]:
        found = replace(found, discussed=shift(decided, -1))
    return replace(found, submitted=_submitted(found))


def _submitted(found: Steps) -> date | None:
    """When the papers went to review: drawn apart, so that it changes nothing else of the story."""
    if found.reviewed is None:
        return None
    draw = random.Random(f"{found.found} {found.opened} {found.reviewed}")
    slow = draw.random() < TOO_SLOW and not found.heard
    return shift(found.reviewed, -(7 if slow else draw.randint(1, 2)))


def step_cells(known: Steps) -> dict[str, str]:
    """The cells of those days that the case has."""
    days = {
        "opened_on": known.opened,
        "notified_on": known.notified,
        "defended_on": known.defended,
        "heard_on": known.heard,
        "submitted_on": known.submitted,
        "reviewed_on": known.reviewed,
        "discussed_on": known.discussed,
    }
    return {name: day.isoformat() for name, day in days.items() if day}
