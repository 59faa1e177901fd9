"""版本时间线的位置：哪一版从哪里到哪里，字写在上面还是下面。

Only places, in per cent of the width; `components/timeline` draws them. The bar ends on the day that
the page is computed for, or when the last event takes effect, where that is later.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

VISIBLE = 1.2
"""Per cent of the width that a shorter time gets, so that it can be seen; the rest is in proportion."""
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


def spans(events: Iterable[tuple[date, date]], day: date) -> list[Span]:
    """Places of (published, effective) pairs, oldest first, in the order given, on a bar up to `day`.

    Labels go above and below by turns; one that has no room beside an earlier one goes a lane
    further out. ValueError where there is nothing to draw.
    """
    pairs = list(events)
    if not pairs:
        raise ValueError("没有版本可画")
    published = [each.toordinal() for each, _ in pairs]
    # A text that takes effect before an earlier one does would be drawn backwards.
    effective = list(accumulate((each.toordinal() for _, each in pairs), max))
    days = [min([*published, effective[0]]), *effective, max(day.toordinal(), effective[-1])]
    places = _places(days)
    taken: dict[int, list[tuple[float, float]]] = {}
    drawn = []
    for index, pair in enumerate(pairs):
        begins, ends = places[index + 1], places[index + 2]
        room = _ROOM[_shared(*pair)]
        right = begins + room > 100
        text_at = 100.0 if right and index + 1 == len(pairs) else begins
        box = (text_at - room, text_at) if right else (text_at, text_at + room)
        lane = _free(taken, box, index % 2)
        taken.setdefault(lane, []).append(box)
        drawn.append(Span(_at(published[index], days, places), begins, ends, text_at, right, lane))
    return drawn


def _places(days: Sequence[int]) -> list[float]:
    """Per cent for each turn of the bar: in proportion, but no stretch after the first too thin to see.

    The first stretch is a text published and not yet in force: it may well be nothing.
    """
    lengths = [later - earlier for earlier, later in pairwise(days)]
    whole = sum(lengths)
    if not whole:
        lengths = [0, *(1 for _ in lengths[1:])]
        whole = len(lengths) - 1
    shares = [100 * length / whole for length in lengths]
    thin = [index > 0 and share < VISIBLE for index, share in enumerate(shares)]
    wide = sum(share for share, slim in zip(shares, thin, strict=True) if not slim)
    scale = (100 - VISIBLE * sum(thin)) / wide
    widths = (VISIBLE if slim else share * scale for share, slim in zip(shares, thin, strict=True))
    places = [round(each, 2) for each in accumulate(widths, initial=0.0)]
    return [*places[:-1], 100.0]


def _at(ordinal: int, days: Sequence[int], places: Sequence[float]) -> float:
    """Where a day lies between the turns of the bar."""
    index = min(max(bisect_right(days, ordinal) - 1, 0), len(days) - 2)
    length = days[index + 1] - days[index]
    if not length:
        return places[index]
    part = (ordinal - days[index]) / length
    return round(places[index] + part * (places[index + 1] - places[index]), 2)


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
