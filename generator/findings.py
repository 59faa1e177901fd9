"""What a check has to say: where it is, what stands there, and how grave it is."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str | int, ...]
Lost = frozenset[tuple[str, str]]
"""Records that could not be read, as (register, id)."""
ANY = "*"
"""In the place of a register or an id that is not known: it could be any."""


class Severity(StrEnum):
    """How a finding counts: only errors decide the exit code."""

    ERROR = "error"
    WARNING = "warning"
    REMINDER = "reminder"

    @property
    def label(self) -> str:
        return {"error": "错误", "warning": "警告", "reminder": "提醒"}[self.value]


class Kind(StrEnum):
    """RECORD: wrong whatever the day. CLOCK: time passing made it true, so never an error."""

    RECORD = "record"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a record in a file of a root.

    `file` is relative to its root, with `/`; `path` leads from the record to the field.
    `line` counts from 1; None means that it is looked up when the finding is reported,
    because most places are never shown. `below` says how many lines below the field's first one it is, in a
    text of many lines. `base` is what the root is called, where there are several to tell apart; it too is
    filled in when the finding is reported.
    """

    root: str
    file: str
    register: str = ""
    record: str = ""
    path: Path = ()
    line: int | None = None
    below: int = 0
    base: str = ""

    @property
    def shown(self) -> str:
        """The file as a report names it: where there are several roots, with the root."""
        return posixpath.join(self.base, self.file)


class How(StrEnum):
    """In what way something is mended where there is one right answer."""

    VALUE = "value"  # another value in the place of the field's
    QUOTED = "quoted"  # the same characters as text: 34 → '34'
    ITEM = "item"  # the value as the only item of a list, or the several that it holds
    NAME = "name"  # another name for the field or the column
    TITLE = "title"  # the id of the record with this title, which only the catalogue knows
    NOTHING = "nothing"  # the field left out
    LINE = "line"  # a slip in the line, which tells by itself what was meant
    TEXT = "text"  # another text in the place of the row, or none
    FORM = "form"  # the whole file in its standard form
    ENCODING = "encoding"  # the whole file in UTF-8


@dataclass(frozen=True, slots=True)
class Mend:
    """What is meant at a place, where there is one right answer; how the line looks then is found in the file."""

    how: How
    value: object = None


@dataclass(frozen=True, slots=True)
class Fix:
    """Lines of a file and what should stand in their place: from `line`, `before` becomes `after`."""

    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields: a place and the values of its message; the words are the rule's."""

    place: Place
    values: Mapping[str, object]
    see: tuple[Place, ...] = ()
    kind: Kind | None = None
    severity: Severity | None = None
    advice: str = ""
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Facts that a rule needs and that are not at hand: never a pass, always said."""

    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A hit with its rule's words, ready to be reported."""

    code: str
    severity: Severity
    kind: Kind
    place: Place
    field: str
    message: str
    advice: str
    clause: str
    source: str
    see: tuple[Place, ...] = ()
    mend: Mend | None = None
    fix: Fix | None = None

    @property
    def identity(self) -> tuple[str, str, str]:
        """Rule, record and field; never the line, which moves when others edit the file."""
        where = f"{self.place.register}/{self.place.record}" if self.place.record else ""
        return self.code, where or self.place.file, ".".join(map(str, self.place.path))


def hit(
    place: Place,
    *,
    see: tuple[Place, ...] = (),
    kind: Kind | None = None,
    severity: Severity | None = None,
    advice: str = "",
    mend: Mend | None = None,
    **values: object,
) -> Hit:
    """Build a Hit; `values` fill the rule's message.

    kind, severity, advice: where they differ from the rule's, because what is wrong here is mended
    in another way. mend: what is meant, where there is one right answer.
    """
    return Hit(place, values, see, kind, severity, advice, mend)


@dataclass(frozen=True, slots=True)
class Comment:
    """What a file says beside its record, behind a #: no field, but as public as the file."""

    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What reading a file found: a hit of one of the STR rules, kept until the rules run.

    lost: the records that cannot be read because of it, where the place of the hit does not say so.
    """

    code: str
    hit: Hit
    lost: Lost = frozenset()
