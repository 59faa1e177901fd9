"""What a rule says where its facts stand in a supervision root and none was given."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Unchecked
from generator.models.dockets import Docket, DocketKind
from generator.rules._outcomes import outcomes

REASON = "没有给出监督库（--supervision），无从核对"


def unless_supervised(catalogue: Catalogue, count: int) -> Iterator[Unchecked]:
    """How many things were not checked for want of a supervision root; nothing where there is one.

    count: of what stands in the public roots and would have been held against it.
    """
    if not catalogue.supervised and count:
        yield Unchecked(count, REASON)


def unless_cases_known(catalogue: Catalogue) -> Iterator[Unchecked]:
    """Without dockets nobody knows how the cases behind the published outcomes went."""
    yield from unless_supervised(catalogue, sum(1 for _ in outcomes(catalogue)))


def docket_of(catalogue: Catalogue) -> dict[str, Docket]:
    """Outcome → the docket that it came of, not that of its execution; those that have one."""
    came = (one for one in catalogue.all(Docket) if one.kind is not DocketKind.EXECUTION)
    return {one.outcome: one for one in came if one.outcome}
