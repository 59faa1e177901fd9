"""How far a public text says where and when: what is finer than the portal's settings goes.

Pure: text in, changes out. What identifies a person is `masking`'s; here stands what only narrows down.
"""

import re
from typing import NamedTuple

# The title of a law, and when it was made: neither is about the case.
LAW = re.compile(r"《[^《》]{1,60}》(?:[（(][^（）()]{1,40}[）)])?")


class Change(NamedTuple):
    """One thing said less finely: from where to where in the text, and what stands there now."""

    start: int
    end: int
    now: str


def changed(text: str, changes: list[Change]) -> str:
    """A text with changes made that do not overlap."""
    for one in sorted(changes, reverse=True):
        text = text[: one.start] + one.now + text[one.end :]
    return text
