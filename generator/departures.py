"""Powers that stood in a list and stand there no more, as git saw them: what they owed stays owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from generator.catalogue import Catalogue
from generator.models.powers import Power
from generator.models.responses import Response
from generator.witness import Departed, Witness

R = TypeVar("R", Power, Response)


@dataclass(frozen=True)
class Departures:
    """powers: by id, as each was last seen, with the day since which git witnesses that it is gone (None: nothing
    witnesses it yet). responses: the same of answers, which went with their department."""

    powers: Mapping[str, tuple[Power, date | None]]
    responses: Mapping[str, tuple[Response, date | None]]


_known: WeakKeyDictionary[Catalogue, tuple[Witness | None, Departures]] = WeakKeyDictionary()


def departures(catalogue: Catalogue) -> Departures:
    """What left the lists since git counts. Nothing without a witness; nothing that another power `succeeds`,
    nor what may only be unreadable, nor what today's model would refuse."""
    held = _known.get(catalogue)
    if held is None or held[0] is not catalogue.witness:
        held = _known[catalogue] = catalogue.witness, _asked(catalogue, catalogue.witness)
    return held[1]


def _asked(catalogue: Catalogue, witness: Witness | None) -> Departures:
    if witness is None:
        return Departures({}, {})
    succeeded = {name for power in catalogue.powers.values() for name in power.succeeds}
    powers = {
        power.id: (power, gone)
        for one in witness.departed(Power.register, catalogue.all(Power))
        if one.of.key not in succeeded and not catalogue.is_lost(Power.register.name, one.of.key)
        for power, gone in _as_read(Power, one, witness)
    }
    responses = {
        response.id: (response, gone)
        for one in witness.departed(Response.register, catalogue.all(Response))
        for response, gone in _as_read(Response, one, witness)
    }
    return Departures(powers, responses)


def _as_read(model: type[R], one: Departed, witness: Witness) -> list[tuple[R, date | None]]:
    """The record, where the model can read it and it went in the time of git; else nothing."""
    gone = one.change.date.date() if one.change else None
    if gone is not None and witness.is_declared(gone):
        return []
    try:
        return [(model.model_validate(dict(one.said)), gone)]
    except ValidationError:
        return []
