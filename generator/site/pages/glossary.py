"""术语表：人们怎样说，法律怎样说，哪一条用到，多少职权和案例写着它。"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.models.laws import Law
from generator.models.terms import Term
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.search_index import Index


@dataclass(frozen=True)
class Group:
    """The terms of one law, in the order of its articles."""

    law: Law
    terms: list[Term]


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    terms = list(catalogue.terms.values())
    by_law: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        by_law[term.citation.law].append(term)
    groups = [
        Group(catalogue.laws[law], sorted(several, key=_place))
        for law, several in by_law.items()
        if law in catalogue.laws
    ]
    groups.sort(key=lambda group: (-len(group.terms), group.law.id))
    yield Page(
        address="/glossary/",
        template="pages/glossary.html",
        title="术语",
        description="平常的说法和法律用语对照：法律上怎样说，是什么意思，哪一条用到。",
        trail=[("首页", "/")],
        context={"groups": groups, "terms": catalogue.terms, "total": len(terms), "uses": None},
        shows=terms,
        file=terms[0].file if terms else None,
        hits=Hits("terms", "术语"),
    )


def counted(edition: Edition, indexes: Sequence[Index]) -> Iterator[Page]:
    """The page with what the search counted: register → term → pages that hold it."""
    uses: dict[str, dict[str, int]] = {"powers": defaultdict(int), "penalties": defaultdict(int)}
    for index in indexes:
        for register, counts in uses.items():
            _add(counts, index.uses.get(register, {}))
    for page in pages(edition):
        yield replace(page, context={**page.context, "uses": uses})


def _add(counts: dict[str, int], more: Mapping[str, int]) -> None:
    for term, count in more.items():
        counts[term] += count


def _place(term: Term) -> tuple[list[int], str]:
    at = term.citation
    return [int(n) for n in f"{at.article}-{at.paragraph or 0}".split("-")], term.id
