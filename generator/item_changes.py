"""Whether an item was changed after an event, as git saw it: what 'adjusted' is worth (方案二（一）2).

An answer that says so and is refuted by git meets nothing. Where the item was changed later than the answer
came, the obligation was met when both were there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from generator.catalogue import Catalogue
from generator.changes import differences, values_of
from generator.models.powers import Power
from generator.models.responses import Answer, AnswerResult
from generator.obligations import Obligation
from generator.witness import Change, Values, Witness


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What git shows of an answer 'adjusted'. refuted: the item says what it said before the event. change: since
    when it says something else; None where the item came later, or where only the folder has the change."""

    refuted: bool = False
    change: Change | None = None


UNKNOWN = Adjusted()
"""Git says nothing of it: another answer, no item, no witness, or an event from before git counts."""

Asked = dict[tuple[str, date], Adjusted]
_known: WeakKeyDictionary[Catalogue, tuple[Witness, Asked]] = WeakKeyDictionary()


def adjusted(catalogue: Catalogue, one: Obligation, answer: Answer) -> Adjusted:
    """What git shows of an answer to an obligation; asked once, because clocks and UPD006 both ask."""
    witness = catalogue.witness
    if witness is None or not one.item or witness.is_declared(one.published):
        return UNKNOWN
    if answer.result is not AnswerResult.ADJUSTED:
        return UNKNOWN
    held = _known.get(catalogue)
    if held is None or held[0] is not witness:
        held = _known[catalogue] = witness, {}
    key = one.item, one.published
    if key not in held[1]:
        held[1][key] = _since(catalogue, witness, *key)
    return held[1][key]


def _since(catalogue: Catalogue, witness: Witness, item: str, published: date) -> Adjusted:
    name, _, sub = item.partition("/")
    power = catalogue.powers.get(name)
    if power is None:
        return UNKNOWN  # it is gone, which is a change
    before = witness.before(power, published)
    if before is None:
        return UNKNOWN  # it came, or came back, after the event
    was = _part(_normal(before), sub)
    if not any(differences(was, _part(values_of(power), sub))):
        return Adjusted(refuted=True)
    for seen in witness.seen(power):
        own = seen.of.key == power.id and seen.data is not None
        if own and seen.change.date.date() >= published:
            assert seen.data is not None
            if any(differences(was, _part(_normal(seen.data), sub))):
                return Adjusted(change=seen.change)
    return UNKNOWN


def _normal(values: Values) -> Values:
    """As the model reads it, so that 0.5 and "0.5" are one; what it would refuse today stays as it was."""
    try:
        return values_of(Power.model_validate(values))
    except ValidationError:
        return values


def _part(values: Values, sub: str) -> Values:
    """A power without its sub-items; with a sub-item's name, that one beside what it has of its power."""
    several = values.get("sub_items")
    parts = several if isinstance(several, list) else []
    own = next((one for one in parts if isinstance(one, Mapping) and one.get("id") == sub), None)
    return {**values, "sub_items": own}
