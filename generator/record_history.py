"""The history of a record as a person reads it: when it came, what was changed in which field, when it went."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.catalogue import Catalogue
from generator.changes import Difference, differences
from generator.findings import Path
from generator.models.base import Choice, Record, registers
from generator.sources.shape import field_label
from generator.values import FieldWords, title_of
from generator.witness import Change, Identity, Step, Thread, Values, Witness


class Kind(Choice):
    """What a commit did to a record."""

    ADDED = "added", "收录"
    CHANGED = "changed", "修改"
    REMOVED = "removed", "移出"


class Standing(Choice):
    """What the time of a step is worth."""

    WITNESSED = "witnessed", "git 见证"
    DECLARED = "declared", "申报，未经见证"
    LATER = "later", "提交时间不可信，由后一次提交见证"
    NOT_YET = "not_yet", "提交时间不可信，还没有见证"


Told = tuple[Kind, tuple[Difference, ...]] | None
"""What one version says beside the one before; None where it says the same."""


@dataclass(frozen=True)
class FieldStep:
    """A field, what it said and what it says, in words; None where it was not, or is no more, there."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class HistoryStep:
    """What one commit did. of: the predecessor that it is about, in words; empty for the record itself.

    witness: the commit that witnesses it, where it is another one.
    """

    kind: Kind
    change: Change
    standing: Standing
    fields: Sequence[FieldStep] = ()
    of: str = ""
    witness: Change | None = None


def told(
    witness: Witness, record: Record | Thread, steps: Sequence[tuple[Identity, Step]]
) -> tuple[Told, ...]:
    """What each of the steps of a record says beside the one before. Reads what has more than one version."""
    if len(steps) == 1:
        return ((Kind.ADDED, ()),)
    before: dict[Identity, Values | None] = {}
    found: list[Told] = []
    for of, step in steps:
        was, now = before.get(of), witness.said(record, step)
        before[of] = now
        if now is None:
            found.append((Kind.REMOVED, ()) if was is not None else None)
        elif was is None:
            found.append((Kind.ADDED, ()))
        else:
            fields = tuple(differences(was, now))
            found.append((Kind.CHANGED, fields) if fields else None)
    return tuple(found)


def history_of(
    catalogue: Catalogue, record: Record | Thread, known: tuple[Told, ...] | None = None
) -> list[HistoryStep]:
    """The steps of a record, newest first; none where git has not seen it.

    known: what `told` says of its steps, where that was asked before.
    """
    witness = catalogue.witness
    if witness is None:
        return []
    steps = witness.steps(record)
    found = []
    own = witness.identity(record)
    for (of, step), said in zip(steps, known or told(witness, record, steps), strict=True):
        # Of what was withdrawn nothing is said, not as the past of its successor either.
        if said is None or (of.register, of.key) in catalogue.withdrawn:
            continue
        kind, fields = said
        brought, change = witness.commit(record, step)
        found.append(
            HistoryStep(
                kind,
                brought,
                _standing(witness, brought, change),
                _in_words(catalogue, of, witness.of_place(step), fields),
                "" if of == own else _name(catalogue, of),
                change if change != brought else None,
            )
        )
    return found[::-1]


def _standing(witness: Witness, brought: Change, change: Change | None) -> Standing:
    if change is None:
        return Standing.NOT_YET
    if witness.is_declared(change.date):
        return Standing.DECLARED
    return Standing.WITNESSED if change == brought else Standing.LATER


def _in_words(
    catalogue: Catalogue, of: Identity, place: Values, fields: Sequence[Difference]
) -> tuple[FieldStep, ...]:
    model = registers()[of.register]
    department = of.key if of.register == "departments" else str(place.get("department", ""))
    words = FieldWords(catalogue, model, department)

    def said(path: Path, value: object) -> str | None:
        return None if value is None else words.of(path, value)

    return tuple(
        FieldStep(
            field_label(model, one.path), said(one.path, one.before), said(one.path, one.after)
        )
        for one in fields
    )


def _name(catalogue: Catalogue, of: Identity) -> str:
    several = catalogue.records.get(of.register, ())
    return next((title_of(catalogue, one) for one in several if one.key == of.key), of.key)
