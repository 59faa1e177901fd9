"""版本时间线的位置：哪一版从哪里到哪里，字写在上面还是下面。

Only places, in per cent of the width; `components/timeline` draws them. The bar ends a little after
the last text entered into force and not today, so that an unchanged law is an unchanged page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

TAIL = 0.06
"""Part of the bar that stands for the time since the last event."""
_ROOM = {"day": 17.0, "year": 22.0, "other": 27.0}
"""Per cent of the width that a label needs at 14 px on 1,050 px, by what its two dates share."""


@dataclass(frozen=True, slots=True)
class Span:
    """One version's text on the bar; `waits_from` is where it was published, not yet in force."""

    waits_from: float
    begins: float
    ends: float
    text_at: float
    from_right: bool
    lane: int


def spans(versions: Iterable[tuple[date, date]]) -> list[Span]:
    """Places of (published, effective) pairs, oldest first, in the order given.

    Labels go above and below by turns; one that has no room beside an earlier one goes a lane
    further out. ValueError where there is nothing to draw.
    """
    pairs = list(versions)
    days = [(a.toordinal(), b.toordinal()) for a, b in pairs]
    if not days:
        raise ValueError("没有版本可画")
    first = min(a for a, _ in days)
    last = max(b for _, b in days)
    whole = max(last - first, 1) / (1 - TAIL)

    def at(ordinal: int) -> float:
        return round(100 * (ordinal - first) / whole, 2)

    taken: dict[int, list[tuple[float, float]]] = {}
    drawn = []
    for index, (published, effective) in enumerate(days):
        begins = at(effective)
        ends = at(days[index + 1][1]) if index + 1 < len(days) else 100.0
        room = _ROOM[_shared(*pairs[index])]
        right = begins + room > 100
        text_at = 100.0 if right and index + 1 == len(days) else begins
        box = (text_at - room, text_at) if right else (text_at, text_at + room)
        lane = _free(taken, box, index % 2)
        taken.setdefault(lane, []).append(box)
        drawn.append(Span(at(published), begins, ends, text_at, right, lane))
    return drawn


def _shared(published: date, effective: date) -> str:
    if published == effective:
        return "day"
    return "year" if published.year == effective.year else "other"


def _free(taken: dict[int, list[tuple[float, float]]], box: tuple[float, float], lane: int) -> int:
    """The nearest lane with room: 0, 2, 4 are above, 1, 3, 5 below."""
    wanted = [lane, 1 - lane]
    while True:
        for candidate in wanted:
            if all(box[1] <= low or box[0] >= high for low, high in taken.get(candidate, [])):
                return candidate
        wanted = [candidate + 2 for candidate in wanted]
