"""What stood in the lists and stands there no more, as git saw it: what it owed stays owed, and its page stays.

Whole powers, and of a power that still stands its sub-items and single bases.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TypeVar
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from generator.catalogue import Catalogue
from generator.models.base import Record
from generator.models.outcomes import Outcome
from generator.models.parts import Basis
from generator.models.powers import Power, SubItem
from generator.models.responses import Response
from generator.witness import Departed, Identity, Thread, Witness

R = TypeVar("R", Power, Response)


@dataclass(frozen=True, slots=True)
class TakenOff:
    """A basis on which an item stood and stands no more, alone or with its sub-item.

    power: as it last had it. gone: the day since which git witnesses that it has it no more.
    """

    power: Power
    sub_item: SubItem | None
    basis: Basis
    gone: date


@dataclass(frozen=True)
class Departures:
    """powers: by id, as each was last seen, with the day since which git witnesses that it is gone (None: nothing
    witnesses it yet). responses: the same of answers, which went with their department. bases: those that powers
    lost while they stood, by power. sub_items: by `power/sub`, as each was last seen."""

    powers: Mapping[str, tuple[Power, date | None]]
    responses: Mapping[str, tuple[Response, date | None]]
    bases: Sequence[TakenOff] = ()
    sub_items: Mapping[str, SubItem] = field(default_factory=dict)


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
    gone = [
        one
        for one in witness.departed(Power.register, catalogue.all(Power))
        if one.of.key not in succeeded and not catalogue.is_lost(Power.register.name, one.of.key)
    ]
    powers = {
        power.id: (power, day) for one in gone for power, day in _as_read(Power, one, witness)
    }
    responses = {
        response.id: (response, day)
        for one in witness.departed(Response.register, catalogue.all(Response))
        for response, day in _as_read(Response, one, witness)
    }
    standing: list[tuple[Power, Power | Thread]] = [
        *((one, one) for one in catalogue.powers.values() if len(witness.changes(one)) > 1),
        *((powers[one.of.key][0], one.thread) for one in gone if one.of.key in powers),
    ]
    bases: list[TakenOff] = []
    sub_items: dict[str, SubItem] = {}
    for power, history in standing:
        versions = _versions(power, history, witness)
        bases += [one for one in _lost(power, versions) if not witness.is_declared(one.gone)]
        now = {sub.id for sub in power.sub_items}
        was = {sub.id: sub for version, _ in versions for sub in version.sub_items}
        sub_items |= {f"{power.id}/{name}": sub for name, sub in was.items() if name not in now}
    return Departures(powers, responses, bases, sub_items)


def _versions(power: Power, history: Power | Thread, witness: Witness) -> list[tuple[Power, date]]:
    """What a power itself was seen to say, and since when; what today's model would refuse left out."""
    found = []
    for seen in witness.seen(history):
        if seen.of.key == power.id and seen.data is not None:
            try:
                version = Power.model_validate(dict(seen.data))
            except ValidationError:
                continue
            found.append((version, seen.change.date.date()))
    return found


Named = tuple[str, str, date, str]


def _bases(power: Power) -> dict[Named, tuple[SubItem | None, Basis]]:
    """By sub-item and article: a basis that got an end, a gist or another paragraph is the same."""
    own: list[tuple[SubItem | None, Basis]] = [(None, basis) for basis in power.bases]
    own += [(sub, basis) for sub in power.sub_items for basis in sub.bases]
    return {
        (sub.id if sub else "", basis.law, basis.version, basis.article): (sub, basis)
        for sub, basis in own
    }


def _lost(power: Power, versions: Sequence[tuple[Power, date]]) -> Iterator[TakenOff]:
    """The bases that an earlier version had and the power has not, each as it last stood, and those that were given
    an end in the past: until that day they stood, whatever is written of them since."""
    lost = {}
    for (before, _), (after, day) in pairwise(versions):
        was, now = _bases(before), _bases(after)
        for name in was.keys() - now.keys():
            lost[name] = TakenOff(before, *was[name], day)
        for name in sorted(was.keys() & now.keys()):
            until = now[name][1].until
            if until is not None and until < min(day, was[name][1].until or date.max):
                yield TakenOff(before, *was[name], day)
    for name in sorted(lost.keys() - _bases(power).keys()):
        yield lost[name]


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
