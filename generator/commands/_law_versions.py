"""The text that stood before a new one, and what the new one touched, as the law's event keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.catalogue import WHOLE_TEXT, Catalogue
from generator.models.laws import Article, TouchedArticles
from generator.numerals import article_order
from generator.sources.statute_changes import Comparison, Digested, compare
from generator.sources.statutes import Statute

# A revision is adopted some days before its order publishes it: one text, two dates in the header.
ONE_TEXT = 90


@dataclass(frozen=True)
class Before:
    """The text before: when it was published, and its articles where the record has them.

    `unread`: the header of the new text tells of a text in between that the record does not have.
    """

    published: date
    articles: tuple[Digested, ...] | None
    unread: date | None


def before(catalogue: Catalogue, law: str, published: date, statute: Statute) -> Before | None:
    """The last text before a day, by the law's record."""
    tables = tables_of(catalogue, law)
    record = catalogue.laws.get(law)
    events = record.events if record else []
    known = {event.published for event in events if event.kind in WHOLE_TEXT} | set(tables)
    last = max((day for day in known if day < published), default=None)
    if last is None:
        return None
    told = {event.date for event in statute.events if event.kind in ("revised", "amended")}
    between = [
        day
        for day in told
        if last < day < published
        and all(abs((day - one).days) > ONE_TEXT for one in (last, published))
    ]
    return Before(last, tables.get(last), max(between, default=None))


def tables_of(catalogue: Catalogue, law: str) -> dict[date, tuple[Digested, ...]]:
    """Publication → articles in article order, of every version that has a table."""
    found: dict[date, list[Article]] = {}
    for article in catalogue.all(Article):
        if article.law == law:
            found.setdefault(article.version, []).append(article)
    return {
        version: tuple(
            Digested(one.id, one.digest, one.text)
            for one in sorted(articles, key=lambda one: article_order(one.id))
        )
        for version, articles in found.items()
    }


def as_event(found: Comparison) -> dict[str, object]:
    """What an event keeps; what is empty is left out, as everywhere in the files."""
    parts: dict[str, object] = {
        "added": list(found.added),
        "changed": list(found.changed),
        "removed": list(found.removed),
        "moved": dict(found.moved),
        "guessed": bool(found.guessed),
    }
    return {name: value for name, value in parts.items() if value}


def settled(found: Comparison, held: Mapping[str, object] | None) -> dict[str, object]:
    """The articles to keep in the event.

    Numbers and neighbours alone are weaker than what an earlier reading with both texts wrote, or a
    person corrected: where the certain part is the same, that stays.
    """
    fresh = as_event(found)
    if held is None or not found.guessed:
        return fresh
    return dict(held) if agrees(found, TouchedArticles.model_validate(held)) else fresh


def agrees(found: Comparison, held: TouchedArticles) -> bool:
    """Whether a comparison and an event agree in what digests make certain."""
    return {*held.added, *held.changed} == set(found.touched) and held.moved == dict(found.moved)


def outdated(catalogue: Catalogue, law: str, published: date, statute: Statute) -> date | None:
    """The next later text, if its event was not compared with this one."""
    record = catalogue.laws.get(law)
    later = (
        [e for e in record.events if e.kind in WHOLE_TEXT and e.published > published]
        if record
        else []
    )
    following = min(later, key=lambda event: event.published, default=None)
    table = tables_of(catalogue, law).get(following.published) if following else None
    if following is None or table is None:
        return None
    if following.articles is None:
        return following.published
    again = compare(statute.articles, table)
    return None if agrees(again, following.articles) else following.published
