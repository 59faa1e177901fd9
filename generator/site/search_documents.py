"""What an index takes as one document: a page's own text, or a text that stands on several pages.

Most of what a case's page says stands on hundreds of others too: labels, citations, the steps of a
procedure. The index program needs longer the more words it gets; so such a text is a document of its
own, indexed once, and a hit in it is a hit on every page that has it. No query runs from one block
into the next, so which blocks share a document changes nothing of what is found.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.site import tokens

WORTH = 50
"""Words that a shared document has to spare: a document more costs the program about as much."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Blocks that stand on the same pages, of which the numbers are given, lowest first."""

    blocks: Sequence[str]
    pages: Sequence[int]


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of an index. own: by page its title, and its blocks that are not shared."""

    own: Sequence[Sequence[str]]
    shared: Sequence[Shared]

    @property
    def all(self) -> list[Sequence[str]]:
        """The blocks of each: those of the pages, by their number, then the shared ones."""
        return [*self.own, *(one.blocks for one in self.shared)]


def documents(pages: Sequence[Sequence[str]]) -> Documents:
    """Part the texts of an index's pages, each its title and its blocks, into documents."""
    holders: dict[str, list[int]] = {}
    for number, (title, *blocks) in enumerate(pages):
        for block in dict.fromkeys(blocks):
            if block != title:
                holders.setdefault(block, []).append(number)
    alike: dict[tuple[int, ...], list[str]] = {}
    for block, numbers in holders.items():
        if len(numbers) > 1:
            alike.setdefault(tuple(numbers), []).append(block)
    shared = [
        Shared(blocks, numbers)
        for numbers, blocks in alike.items()
        if (len(numbers) - 1) * sum(map(len, blocks)) >= WORTH
    ]
    taken = {block for one in shared for block in one.blocks}
    # What the page says twice needs no second place: a hit is a page.
    own = [
        list(dict.fromkeys([page[0], *(b for b in page[1:] if b not in taken)])) for page in pages
    ]
    return Documents(own, shared)


def holders(terms: Iterable[str], found: Documents) -> dict[str, list[int]]:
    """Term → the numbers of the pages that hold it, as a search would find them."""
    texts = found.all
    pages = [*((number,) for number in range(len(found.own))), *(one.pages for one in found.shared)]
    # The mark keeps a term from being found across two blocks.
    whole = tokens.lower(tokens.END.join(tokens.END.join(blocks) for blocks in texts))
    starts = [0]
    for blocks in texts:
        starts.append(starts[-1] + sum(map(len, blocks)) + len(blocks))
    held: dict[str, list[int]] = {}
    for term in terms:
        search = tokens.pattern(term).search
        numbers: set[int] = set()
        at = 0
        while hit := search(whole, at):
            document = bisect_right(starts, hit.start()) - 1
            numbers.update(pages[document])
            at = starts[document + 1]
        held[term] = sorted(numbers)
    return held
