"""What is known to be private, searched word for word: in any width and spacing, in capitals or not, traditional or not."""

import re
from collections.abc import Iterator

from .fold import fold

_SEPARATOR = r"[\s·•・\-]*"


def compacted(secret: str) -> str:
    """One form of a name or number, however it is spaced, wide, capital or traditional."""
    return re.sub(_SEPARATOR, "", fold(secret).text).lower()


def spaced(compact: str) -> str:
    """The pattern of what may be spaced in a text."""
    return _SEPARATOR.join(map(re.escape, compact))


def places_of(text: str, secret: str) -> Iterator[tuple[int, int]]:
    """Where a text says a secret of two characters or more, however it is written: offsets, end exclusive."""
    if len(compact := compacted(secret)) < 2:
        return
    folded = fold(text)
    for match in re.finditer(spaced(compact), folded.text, re.IGNORECASE):
        yield folded.original(match.start(), match.end())


def listed(cell: str) -> Iterator[str]:
    """The names or numbers that stand together in a cell."""
    yield from (part.strip() for part in re.split(r"[;；、,，\n]", cell) if part.strip())
