"""所引的那一条改过什么：沿着法律的各个版本，跟着条号往回看。"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.catalogue import WHOLE_TEXT, Catalogue
from generator.models.laws import LawEvent
from generator.models.parts import Citation


@dataclass(frozen=True)
class ArticleChange:
    """What one event did to an article.

    kind: added, changed, moved, same, or unknown (the two texts were not compared).
    article: its number after the event; before: its number before it, where that differs.
    """

    event: LawEvent
    kind: str
    article: str
    before: str | None = None


def article_changes(catalogue: Catalogue, citation: Citation) -> list[ArticleChange]:
    """What happened to the cited article, newest first, down to the text that brought it."""
    law = catalogue.laws.get(citation.law)
    return list(_back(law.events, citation)) if law else []


def _back(events: list[LawEvent], citation: Citation) -> Iterator[ArticleChange]:
    texts = [event for event in events if event.kind in WHOLE_TEXT]
    texts.sort(key=lambda event: event.published, reverse=True)
    article = citation.article
    for event in texts:
        if event.published > citation.version:
            continue
        touched = event.articles
        if touched is None:
            first = event is texts[-1]
            yield ArticleChange(event, "added" if first else "unknown", article)
            # Without a comparison the number in an older text is not known: here the trail ends.
            return
        if article in touched.added:
            yield ArticleChange(event, "added", article)
            return
        if article in touched.moved:
            before = touched.moved[article]
            yield ArticleChange(event, "moved", article, before)
            article = before
        else:
            yield ArticleChange(event, "changed" if article in touched.changed else "same", article)
