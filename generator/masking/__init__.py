"""What may never stand in a public field (rules PRV001–PRV006), and where it is.

Pure: text in, places out. `find` sees identity numbers, telephones, bank
cards, names, home addresses, plates and other identifiers in any width of
digits and letters, and says of each whether it is certain.
"""

import re
from bisect import bisect
from collections.abc import Collection, Iterator

from .address import find_addresses
from .bank import find_bank_cards
from .fold import fold
from .identity import find_identities
from .latin import find_latin_names
from .likely import find_dotted_names, find_likely_names, find_sounded_names
from .names import find_names, is_masked_name, looks_like_organisation
from .other import find_credit_codes, find_others
from .phone import find_phones
from .schools import find_schools
from .spans import Found, Kind, Span

__all__ = ["ALL", "Kind", "Span", "find", "is_masked_name", "looks_like_organisation"]

ALL: frozenset[Kind] = frozenset(Kind)

# Six digits in a row, a separator or two between: no private number is shorter but a
# plate's and a QQ account, which have a letter or a name with them.
_DIGITS = re.compile(r"[0-9](?:[ .·•・/-]{0,2}[0-9]){5}")
_MARKED = re.compile(r"[0-9A-Za-z@]{4}|@")
_LATIN = re.compile("[A-Z][A-Za-z]")
# Of two readings of the same digits the one with more proof is kept: in this order.
_NUMBERS = (find_identities, find_credit_codes, find_bank_cards, find_phones)


def find(
    text: str, *, kinds: Collection[Kind] = ALL, known_places: Collection[str] = ()
) -> list[Span]:
    """Everything private in a text, by place; no two spans of a kind overlap.

    `kinds` are the kinds asked for. `known_places` are names of places, bodies
    and departments the portal knows, and words of which somebody said that they
    are no names: nothing inside one is a person's name. A name that only
    overlaps one stays: 栗子 is no name, 栗子豪 is.
    Any text is an answerable question; nothing is raised.
    """
    folded = fold(text)
    found = [one for one in _find(folded.text, kinds, known_places) if one.kind in kinds]
    found.sort(key=lambda one: (one.start, one.end))
    spans = []
    for one in found:
        start, end = folded.original(one.start, one.end)
        spans.append(Span(start, end, one.kind, text[start:end], one.certain, one.why))
    return spans


def _find(text: str, kinds: Collection[Kind], known_places: Collection[str]) -> Iterator[Found]:
    digits = _DIGITS.search(text) is not None
    if digits:
        # Even when only phones are asked for: part of an identity number is none.
        yield from _apart([one for finder in _NUMBERS for one in finder(text)])
    if Kind.OTHER in kinds:
        marked = find_others(text) if _MARKED.search(text) else ()
        yield from _apart([*marked, *find_schools(text)])
    if Kind.ADDRESS in kinds:
        yield from _apart(list(find_addresses(text)))
    if Kind.NAME in kinds:
        written = find_latin_names(text) if _LATIN.search(text) else ()
        names = _apart(
            [*find_dotted_names(text), *find_names(text), *find_sounded_names(text), *written]
        )
        names += find_likely_names(text, [(one.start, one.end) for one in names])
        yield from _outside(names, text, known_places) if known_places else names


def _apart(found: list[Found]) -> list[Found]:
    """Those that do not overlap: the certain before the doubtful, else the first."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: not one.certain):
        at = bisect(kept, one.start, key=lambda other: other.start)
        after_left = at == 0 or kept[at - 1].end <= one.start
        if after_left and (at == len(kept) or one.end <= kept[at].start):
            kept.insert(at, one)
    return kept


def _outside(found: list[Found], text: str, places: Collection[str]) -> Iterator[Found]:
    taken = [
        (match.start(), match.end())
        for place in places
        if place
        for match in re.finditer(re.escape(place), text)
    ]
    for one in found:
        if not any(start <= one.start and one.end <= end for start, end in taken):
            yield one
