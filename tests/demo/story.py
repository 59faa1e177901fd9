"""How a department's cases are written down, and how one of them is drawn.

A department's module holds one `Violation` a power. Its pools are plain text, one entry a line; an
entry may begin with conditions and "｜":

    M1L0ft&shop=label#unit!｜text

fits the levels M and L (with the second and the first circumstance of their tiers), the parties f (a
firm) and t (a sole trader) that carry the tag `shop`; it grants the tag `label` (or a season), fines on the range
whose id begins with `unit` (`#unit/grave`: with either), and is fined below its tier, for which the reason is stated; `@2026-02-10`
at the end pins the day of the decision. What is left out is not asked for. In a text,

    {n:4-9} {n:100-300/10}  draws a number       {value=n*p+m}  computes one
    {n}                     says it again        {!value=n*p}   does so without a word
    {货架|冷柜}              draws one of several
"""

import random
import re
from dataclasses import dataclass, field
from math import prod

KINDS = {"p": "person", "t": "sole_trader", "f": "legal_person", "b": "organisation"}
PERSON, TRADER, FIRM, BODY = KINDS.values()
# No penalty, mitigated, lighter, ordinary, heavier; a warning; a fine, a warning on the spot.
LEVELS = "NMLOHWST"
# How often each outcome comes where an account fits several.
WEIGHTS = {"N": 2, "M": 2, "L": 4, "O": 5, "H": 2, "W": 3, "S": 3, "T": 2}
SLOT = re.compile(r"\{([^{}]*)\}")
RANGE = re.compile(r"(\d+)-(\d+)(?:/(\d+))?")
LEVEL = re.compile(r"([NMLOHWST])(\d?)")

# What an account may grant, to happen only in these months.
SEASONS = {
    "flood": (5, 6, 7, 8, 9),
    "summer": (6, 7, 8, 9),
    "autumn": (9, 10),
    "cold": (1, 2, 11, 12),
    "heating": (11,),
    "haze": (1, 2, 3, 10, 11, 12),
    "exam": (6,),
    "ban": (3, 4, 5, 6),
    "term": (3, 4, 5, 6, 9, 10, 11, 12),
}

EVERY_MONTH = tuple(range(1, 13))

Value = int | str
Slots = dict[str, Value]


@dataclass(frozen=True)
class Line:
    """An entry of a pool: what it asks for, what it grants, and its text."""

    text: str
    levels: dict[str, int] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    grants: frozenset[str] = frozenset()
    range: str = ""
    outside: bool = False
    pinned: str = ""

    def fits(self, level: str, kind: str, tags: frozenset[str]) -> bool:
        """Whether the entry may stand in a case of this outcome, party and tags."""
        return (
            (not self.levels or level in self.levels)
            and (not self.kinds or kind in self.kinds)
            and self.needs <= tags
        )


@dataclass(frozen=True)
class Violation:
    """A power's cases: `count` of them, from hand-written scenes and from pools.

    words: the violation as published; sources: how such cases come up; scenes: whole cases, each with
    its party, "t 食品零售 某便利店 M2｜…" a line; who: "t&shop 食品零售 某便利店 某零食店" a line; things: a line of names, then values, of what is drawn together; accounts:
    what was found; details, said, mended: what else may be told, if it fits. goods: what is confiscated;
    warned: a fine comes with a warning; also: a kind of penalty, its words, and the outcomes it comes with;
    where: on which ground inspectors come upon it, where that is nobody's premises; unfined: where the
    law names no range, it knows no fine but a warning.
    """

    power: str
    words: str
    sources: str
    count: int = 0
    who: str = ""
    things: str = ""
    accounts: str = ""
    details: str = ""
    said: str = ""
    mended: str = ""
    goods: str = ""
    warned: bool = False
    also: tuple[str, str, str] | None = None
    where: str = ""
    unfined: bool = False
    scenes: str = ""


@dataclass(frozen=True)
class Story:
    """A case that is drawn but for its days and sums: who, what, how grave, and every number told."""

    kind: str
    who: str
    trade: str
    level: str
    account: str
    extras: tuple[str, ...]
    slots: Slots
    circumstance: int = 0
    range: str = ""
    outside: bool = False
    pinned: str = ""
    months: tuple[int, ...] = EVERY_MONTH

    @property
    def natural(self) -> bool:
        """Whether the party is a natural person, with or without a trade."""
        return self.kind in (PERSON, TRADER)

    @property
    def sound(self) -> bool:
        """Whether no more was gained than all of it was worth."""
        gains, value = self.number("gains"), self.number("value")
        return gains is None or value is None or gains <= value

    def number(self, *names: str) -> int | None:
        """The first of these numbers that the story has."""
        return next((int(self.slots[name]) for name in names if name in self.slots), None)


def lines(pool: str) -> list[Line]:
    """The entries of a pool."""
    return [_line(entry.strip()) for entry in pool.strip().splitlines() if entry.strip()]


class Teller:
    """Draws the stories of one power, each time with what was used least before."""

    def __init__(self, draw: random.Random, violation: Violation) -> None:
        self.draw, self.violation = draw, violation
        self.used: dict[str, int] = {}
        self.accounts = lines(violation.accounts)
        self.parties = [line for line in violation.who.strip().splitlines() if line.strip()]
        self.scenes = violation.scenes.strip().splitlines()
        things = [line.split() for line in violation.things.strip().splitlines()]
        self.names, *self.things = things or [[]]
        self.pools = [lines(one) for one in (violation.details, violation.said, violation.mended)]

    def written(self, entry: str) -> Story:
        """A hand-written scene with its numbers drawn."""
        letter, trade, who, rest = entry.split(" ", 3)
        line = _line(rest)
        [(level, circumstance)] = line.levels.items()
        slots: Slots = {}
        return Story(
            KINDS[letter],
            who.removeprefix("-"),
            trade,
            level,
            tell(self.draw, line.text, slots),
            (),
            slots,
            circumstance,
            line.range,
            line.outside,
            line.pinned,
            _months(line),
        )

    def drawn(self) -> Story:
        """A story from the pools."""
        account = self._pick(self.accounts)
        marks = account.levels or {"L": 0, "O": 0}
        level = self.draw.choices(list(marks), [WEIGHTS[one] for one in marks])[0]
        kind, trade, who, tags = self._party(account)
        tags |= account.grants
        slots = self._thing(tags)
        text = tell(self.draw, account.text, slots)
        extras = []
        for pool, share in zip(self.pools, (0.85, 0.6, 0.75), strict=True):
            fitting = [one for one in pool if one.fits(level, kind, tags)]
            if level == "N":
                # Who goes free is told of in words that are meant for it.
                fitting = [one for one in fitting if "N" in one.levels]
            chosen = self.draw.random() < share
            extras.append(
                tell(self.draw, self._pick(fitting).text, slots) if fitting and chosen else ""
            )
        return Story(
            kind,
            who,
            trade,
            level,
            text,
            tuple(extras),
            slots,
            marks[level],
            account.range,
            account.outside,
            months=_months(account),
        )

    def _pick(self, pool: list[Line]) -> Line:
        weights = [1 / (1 + self.used.get(one.text, 0)) ** 3 for one in pool]
        chosen = self.draw.choices(pool, weights)[0]
        self.used[chosen.text] = self.used.get(chosen.text, 0) + 1
        return chosen

    def _party(self, account: Line) -> tuple[str, str, str, frozenset[str]]:
        fitting = []
        for line in self.parties:
            mark, trade, *names = line.split()
            letter, *tags = mark.split("&")
            if account.kinds and KINDS[letter] not in account.kinds:
                continue
            if account.needs <= set(tags):
                fitting += [(KINDS[letter], trade, name, frozenset(tags)) for name in names or [""]]
        if not fitting:
            raise ValueError(f"{self.violation.power}: nobody for {account.text}")
        return self.draw.choice(fitting)

    def _thing(self, tags: frozenset[str]) -> Slots:
        fitting = [one for one in self.things if not one[0].startswith("&") or one[0][1:] in tags]
        if not fitting:
            return {}
        values = self.draw.choice(fitting)
        values = values[1:] if values[0].startswith("&") else values
        slots: Slots = {}
        for name, value in zip(self.names, values, strict=True):
            drawn = RANGE.fullmatch(value)
            slots[name] = _number(self.draw, drawn) if drawn else value
        return slots


def tell(draw: random.Random, text: str, slots: Slots) -> str:
    """The text with its slots filled; numbers drawn on the way join `slots`."""

    def fill(match: re.Match[str]) -> str:
        body = match[1]
        if "|" in body:
            words: list[str] = body.split("|")
            return draw.choice(words)
        silent, body = body.startswith("!"), body.removeprefix("!")
        if "=" in body:
            name, terms = body.split("=")
            slots[name] = _sum(terms, slots)
        elif ":" in body:
            name, _, bounds = body.partition(":")
            drawn = RANGE.fullmatch(bounds)
            if drawn is None:
                raise ValueError(f"{body} in {text}")
            slots[name] = _number(draw, drawn)
        else:
            name = body
        return "" if silent else str(slots[name])

    return SLOT.sub(fill, text)


def _months(account: Line) -> tuple[int, ...]:
    seasons = [SEASONS[one] for one in sorted(account.grants) if one in SEASONS]
    return seasons[0] if seasons else EVERY_MONTH


def _number(draw: random.Random, bounds: re.Match[str]) -> int:
    return draw.randrange(int(bounds[1]), int(bounds[2]) + 1, int(bounds[3] or 1))


def _sum(terms: str, slots: Slots) -> int:
    def value(name: str) -> int:
        return int(name) if name.isdigit() else int(slots[name])

    return sum(prod(value(name) for name in term.split("*")) for term in terms.split("+"))


def _line(entry: str) -> Line:
    head, bar, text = entry.partition("｜")
    if not bar:
        return Line(entry)
    head, _, pinned = head.partition("@")
    outside = "!" in head
    head, _, range_ = head.replace("!", "").partition("#")
    head, *granted = head.split("=")
    head, *needed = head.split("&")
    levels = {level: int(index or 0) for level, index in LEVEL.findall(head)}
    kinds = LEVEL.sub("", head)
    if set(kinds) - set(KINDS):
        raise ValueError(f"conditions {head!r} of {text}")
    return Line(
        text,
        levels,
        frozenset(KINDS[one] for one in kinds),
        frozenset(needed),
        frozenset(granted),
        range_,
        outside,
        pinned,
    )
