"""What was seen elsewhere, for the pages of departments and laws: a state, and words with the day."""

from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue
from generator.elsewhere import (
    ListState,
    SourceState,
    is_watched,
    list_digest,
    list_line,
    list_sight,
    source_sight,
)
from generator.models.departments import Department
from generator.models.laws import Law


@dataclass(frozen=True)
class SeenView:
    """How something elsewhere stands. state: a key of the component `state`; seen: the day of the look."""

    state: str
    text: str
    seen: date | None


_LIST_STATES = {ListState.TODAY: "met", ListState.EARLIER: "late"}
_SOURCE_STATES = {SourceState.SAME: "met", SourceState.CHANGED: "late"}


def own_list(catalogue: Catalogue, department: Department) -> SeenView | None:
    """The list on a department's own site; None where nobody has looked."""
    if catalogue.observations is None or department.list_url is None:
        return None
    sight = list_sight(catalogue, catalogue.observations, department)
    if sight.look is None:
        return None
    text = f"还是{sight.found.since}的清单" if sight.found else sight.state.label
    if sight.state is ListState.UNREACHABLE:
        text = f"从{sight.look.failing_since}起打不开"
    return SeenView(_LIST_STATES.get(sight.state, "unchecked"), text, sight.look.seen)


def own_line(catalogue: Catalogue, department: Department) -> str | None:
    """The line that tells, on the department's own page, which list stands there; None without a list."""
    if catalogue.has_lost("powers"):
        return None
    digest = list_digest(catalogue, department.id)
    return list_line(department.id, digest) if digest else None


def source(catalogue: Catalogue, law: Law, day: date) -> SeenView | None:
    """A law's text at its source; None where nobody has looked."""
    seen = catalogue.observations
    if seen is None or law.source is None or law.source.url is None:
        return None
    sight = source_sight(catalogue, seen, law, day)
    if sight.look is None or not is_watched(catalogue, law, day):
        return None
    text = sight.state.label
    if sight.state is SourceState.OVERDUE:
        text = f"已经{sight.days}天没有看到"
    return SeenView(_SOURCE_STATES.get(sight.state, "unchecked"), text, sight.look.seen)
