"""What stood in the lists and stands there no more, as git saw it: what it owed stays owed, and its page stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from generator.catalogue import Catalogue
from generator.models.base import Record
from generator.models.outcomes import Outcome
from generator.models.powers import Power
from generator.models.responses import Response
from generator.witness import Departed, Identity, Witness

R = TypeVar("R", Power, Response)


@dataclass(frozen=True)
class Departures:
    """powers: by id, as each was last seen, with the day since which git witnesses that it is gone (None: nothing
    witnesses it yet). responses: the same of answers, which went with their department."""

    powers: Mapping[str, tuple[Power, date | None]]
    responses: Mapping[str, tuple[Response, date | None]]


@dataclass(frozen=True)
class Gone:
    """A record with an address that is there no more: the file, since when, and what takes its place.

    on: None where git has not seen yet that it went.
    """

    of: Identity
    file: str
    on: date | None
    heirs: tuple[Record, ...]


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


def gone(catalogue: Catalogue) -> list[Gone]:
    """Everything with a file of its own, and every outcome, that ever was on a main line and is in no root now, by
    register and key; what was withdrawn is left out, which says itself why."""
    witness = catalogue.witness
    if witness is None:
        return []
    heirs = _heirs(catalogue, witness)
    found: dict[Identity, Gone] = {}
    for name, model in catalogue.registers.items():
        # Of other rows nobody keeps the address.
        if model.register.is_table and not issubclass(model, Outcome):
            continue
        present = {record.key for record in catalogue.records.get(name, ())}
        for trace in witness.ever(model.register):
            of = trace.thread.of
            if (
                of.key in present
                or (name, of.key) in catalogue.withdrawn
                or catalogue.is_lost(name, of.key.rpartition("/")[2])
            ):
                continue
            on = trace.gone.date.date() if trace.gone else None
            found[of] = Gone(of, trace.file, on, tuple(heirs.get(of, ())))
    return [found[of] for of in sorted(found)]


def _heirs(catalogue: Catalogue, witness: Witness) -> dict[Identity, list[Record]]:
    """What was succeeded, at once or by way of others that are gone too → the records that stand in its place."""
    found: dict[Identity, list[Record]] = {}
    for several in catalogue.records.values():
        for record in several:
            if getattr(record, "succeeds", ()):
                own = witness.identity(record)
                for of in dict.fromkeys(of for of, _ in witness.steps(record) if of != own):
                    found.setdefault(of, []).append(record)
    return found
