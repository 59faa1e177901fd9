"""A page to be rendered: its address, its template, what it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.models.base import Record
from generator.record_history import HistoryStep
from generator.witness import Change

FILES = (".ics", ".atom")
"""How the addresses end of what is written as it is: calendars and feeds."""


@dataclass(frozen=True)
class Hits:
    """How a page appears in the search: the register it is of, its filters, its year.

    outcome: what came of it, in words; details: what tells it from others (a number, a day). They stand
    beside the excerpt, in place of the filters' values. leads: its template says which part of the page
    is to be shown first (`data-search-first`), as that of a case does with the facts.
    """

    register: str
    label: str
    filters: Mapping[str, str] = field(default_factory=dict)
    year: str | None = None
    outcome: str = ""
    details: tuple[str, ...] = ()
    leads: bool = False


@dataclass(frozen=True)
class Derived:
    """What follows from other values, worked out only when its page is rendered.

    A page that is taken from the last site never asks: its digest is made of the values themselves.
    """

    function: Callable[..., Any]
    values: tuple[Any, ...]

    @property
    def value(self) -> Any:
        return self.function(*self.values)


def derived(function: Callable[..., Any], *values: Any) -> Derived:
    """A value of a page's context that follows from these. function: one of a module, which asks nothing else."""
    return Derived(function, values)


@dataclass(frozen=True)
class Page:
    """Everything a template needs, ready to be sent to another process.

    context: what the template shows; a Derived stands for its value. shows: the records whose last change
    is the page's own. `changed` and `history` (of the record whose page it is: that of `file`) are filled in by
    the build, and so are `corrections`: what readers say is wrong with it, number and place of each. source: whose page it is where it is not the publisher's own. section: which entry of the navigation is current.
    """

    address: str
    template: str
    title: str
    description: str
    section: str = ""
    trail: Sequence[tuple[str, str]] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    shows: Sequence[Record] = ()
    hits: Hits | None = None
    file: str | None = None
    source: str | None = None
    changed: Change | None = None
    history: Sequence[HistoryStep] = ()
    corrections: Sequence[tuple[str, str]] = ()

    def __post_init__(self) -> None:
        # Pages beside each other share their trail: as a tuple it can be the key of what is drawn of it.
        object.__setattr__(self, "trail", tuple(self.trail))

    @property
    def shown(self) -> dict[str, Any]:
        """The context with all that is derived worked out."""
        return {
            name: value.value if type(value) is Derived else value
            for name, value in self.context.items()
        }

    @property
    def indexed(self) -> bool:
        return self.hits is not None

    @property
    def output(self) -> str:
        """The file below the site's folder."""
        named = self.address.endswith((".html", *FILES))
        return self.address.lstrip("/") + ("" if named else "index.html")
