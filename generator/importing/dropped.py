"""What a sheet says of people in columns that no list takes: searched word for word in what the row would publish."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from generator.anonymizing import texts_of
from generator.forms.cells import NOTHING
from generator.importing.drafts import Draft
from generator.importing.headings import Secret, secret_of
from generator.masking import is_masked_name, looks_like_organisation
from generator.masking.literal import compacted, listed, places_of
from generator.models.outcomes import Outcome
from generator.sources.spreadsheets import Value

FEWEST_DIGITS = 5
"""A shorter number stands in any text, as a quantity."""


class Said(NamedTuple):
    """A secret of the sheet in a public text: under which heading it stands, in which field it is said, and where."""

    heading: str
    field: str
    start: int


def said_again(draft: Draft, record: Outcome, organisations_named: bool) -> Iterator[Said]:
    """Where a record would publish what its own row keeps in columns of people and of their numbers."""
    natural = record.party_kind.is_natural
    hidden = natural or not organisations_named
    fields = (*texts_of(type(record)), *(("party",) if natural else ()))
    texts = {name: text for name in fields if (text := getattr(record, name))}
    for heading, secret in _secrets(draft, hidden):
        for name, text in texts.items():
            # What the public name of a body has of its owner's is public with it.
            named = [] if hidden else [*places_of(text, record.party)]
            for start, end in places_of(text, secret):
                if not any(first <= start and end <= last for first, last in named):
                    yield Said(heading, name, start)
                    break


def _secrets(draft: Draft, hidden: bool) -> Iterator[tuple[str, str]]:
    """What the row keeps to itself, each with its heading."""
    table = draft.table
    for index, (heading, target) in enumerate(zip(table.headings, table.targets, strict=True)):
        kind = secret_of(heading, target) if heading else Secret.NO
        if kind is Secret.NO or (kind is Secret.OF_A_PARTY and not hidden):
            continue
        for cell in dict.fromkeys(
            _text(row.cells[index]) for row in draft.rows if index < len(row.cells)
        ):
            for one in listed(cell):
                if _is_secret(one):
                    yield heading, one


def _text(cell: Value) -> str:
    if isinstance(cell, (date, time, timedelta, bool)):
        return ""
    # Excel holds a telephone number as a number.
    return f"{cell:.0f}" if isinstance(cell, float) else str(cell)


def _is_secret(one: str) -> bool:
    plain = compacted(one)
    if one in NOTHING or is_masked_name(one) or looks_like_organisation(one):
        return False
    return len(plain) >= (FEWEST_DIGITS if plain.isascii() and not plain.isalpha() else 2)
