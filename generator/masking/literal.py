"""What is known to be private, searched word for word: in any width and spacing, in capitals or not, traditional or not."""

import re
from collections.abc import Iterator

from .fold import fold

# What people put into a name or a number, and into a name in Latin letters.
_BETWEEN = r"[\s·•・\-]*"
_BETWEEN_LATIN = r"[\s·•・\-,.'’_]*"
_LATIN = re.compile(r"[a-zü]+")


def compacted(secret: str) -> str:
    """One form of a name or number, however it is spaced, wide, capital or traditional."""
    plain = fold(secret).text.lower()
    latin = re.sub(_BETWEEN_LATIN, "", plain)
    return latin if _LATIN.fullmatch(latin) else re.sub(_BETWEEN, "", plain)


def spaced(compact: str) -> str:
    """The pattern of what may be spaced in a text."""
    if not _LATIN.fullmatch(compact):
        return _BETWEEN.join(map(re.escape, compact))
    # Inside a longer word it is none, and an e-mail address goes as a whole.
    return rf"(?<![a-zü0-9@]){_BETWEEN_LATIN.join(compact)}(?![a-zü]|[a-z0-9._%+-]*@)"


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
