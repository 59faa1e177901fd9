"""Words of others in Markdown: shown as they are, without markup, mentions, links or length.

What a stranger typed must not call people, point at other issues, load an image or push the rest of the
page away.
"""

import re

from generator.models.base import UNSEEN

LONGEST = 60_000
"""Characters of a text: GitHub takes 65,536."""
LONGEST_RUN = 16
_WIDE = str.maketrans({"@": "＠", "#": "＃"})
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()!|~$^])")


_ADDRESS = re.compile(r"(https?://[!-~]+)")


def plain(words: object) -> str:
    """Words in a line of Markdown or a cell of a table. An address stays as it is, to be read and copied: in a
    code span it is no link."""
    text = UNSEEN.sub("", " ".join(str(words).split()))
    parts = _ADDRESS.split(text)
    return "".join(_span(one) if at % 2 else _inert(one) for at, one in enumerate(parts))


def _span(address: str) -> str:
    # A span cannot hold its own fence, nor a cell of a table its border.
    return f"`{address.replace('`', '%60').replace('|', '%7C')}`"


def _inert(text: str) -> str:
    text = text.translate(_WIDE)
    # Addresses become links by themselves, and GH-12 an issue.
    text = re.sub(
        r"://|(?<=\bwww)\.|(?<=\bGH)-",
        lambda m: {":": "：//", ".": "．", "-": "－"}[m[0][0]],
        text,
        flags=re.I,
    )
    return _MARKUP.sub(r"\\\1", text.replace("&", "&amp;"))


def cut(text: str) -> str:
    """A text of whole lines that a forge takes: half a line could leave half a span, and what it held, open."""
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition("\n")[0]


def fenced(text: str, most: int) -> str:
    """A block of text as it is, with a fence longer than any inside; cut after so many characters."""
    shown = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))
    rest = len(shown) - most
    if rest > 0:
        shown = f"{shown[:most]}\n……（还有{rest}个字，见检查的记录）"
    # The fence grows with the longest run inside; nobody means a run of thousands.
    shown = re.sub(rf"`{{{LONGEST_RUN},}}", "`" * LONGEST_RUN, shown)
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{shown.strip(chr(10))}\n{fence}"
