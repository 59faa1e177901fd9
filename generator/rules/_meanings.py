"""Whether a record became another thing under the id, number or code that it kept.

A single field is corrected every day: a name misspelt, a day mistyped, a power renamed, a law that goes on in another.
What tells one thing from all others does not change as a whole.
"""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.models.base import Record
from generator.models.outcomes import Outcome
from generator.models.powers import Power
from generator.witness import Values

MEANING = ("name", "title", "code", "certificate", "power", "party", "decided_on")
"""What tells one thing from another: where two or more of them are there and none stayed, it is another."""
CASE = ("party", "decided_on", "facts")
"""Who, when and what: a case of which none of them stayed is hardly the same, whatever its title and power say."""
PLACE = ("article", "paragraph", "subparagraph", "item")


def is_another(before: Values, after: Values) -> bool:
    """Whether nothing stayed of what tells one thing from another."""
    both = [name for name in MEANING if before.get(name) and after.get(name)]
    return len(both) > 1 and all(before[name] != after[name] for name in both)


def seems_another(
    catalogue: Catalogue, record: Record, before: Values, after: Values
) -> str | None:
    """What of a case or a power was replaced together, in words; None where it is the same as before."""
    if isinstance(record, Outcome):
        if all(_differ(before, after, name) for name in CASE):
            return "当事人、决定日期和事实"
    elif isinstance(record, Power) and _differ(before, after, "name"):
        if _rests_on_others(catalogue, before, after):
            return "名称和全部依据"
        if _has_other_parts(before, after):
            return "名称和全部子项"
    return None


def _differ(before: Values, after: Values, name: str) -> bool:
    was, now = before.get(name), after.get(name)
    return bool(was and now) and was != now


def _rests_on_others(catalogue: Catalogue, before: Values, after: Values) -> bool:
    """Whether no basis goes on: neither where it stood, nor in a later text of its law, nor in the law that took over."""
    was, now = list(_bases(before)), list(_bases(after))
    return bool(was and now) and not any(
        _goes_on(catalogue, old, new) for old in was for new in now
    )


def _goes_on(catalogue: Catalogue, old: Values, new: Values) -> bool:
    law, other = str(old.get("law")), str(new.get("law"))
    if law != other:
        return other in _successors(catalogue, law)
    if str(old.get("version")) != str(new.get("version")):
        return True  # the articles of another text may have other numbers
    several = ((old.get(part), new.get(part)) for part in PLACE)
    return all(a is None or b is None or str(a) == str(b) for a, b in several)


def _successors(catalogue: Catalogue, law: str) -> set[str]:
    """The laws that took over what a law said, one after the other."""
    found: set[str] = set()
    waiting = [law]
    while waiting:
        one = catalogue.laws.get(waiting.pop())
        takers = {event.by for event in one.events if event.by} if one else set()
        waiting += takers - found
        found |= takers
    return found


def _has_other_parts(before: Values, after: Values) -> bool:
    was, now = list(_parts(before)), list(_parts(after))
    return bool(was and now) and not any(
        old.get(name) == new.get(name) for old in was for new in now for name in ("id", "name")
    )


def _bases(values: Values) -> Iterator[Values]:
    yield from _mappings(values.get("bases"))
    for part in _parts(values):
        yield from _mappings(part.get("bases"))


def _parts(values: Values) -> Iterator[Values]:
    return _mappings(values.get("sub_items"))


def _mappings(value: object) -> Iterator[Values]:
    """As history has them: what was written in its day may have any shape."""
    return (
        (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())
    )
