"""The glossary stands on real law: each term is a word of the article that it cites."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.models.terms import Term
from generator.sources.records import load
from generator.sources.statutes import Statute, normalise, read_statute
from tests.test_city_bases import cited_words

REPOSITORY = Path(__file__).parents[1]
DATA = REPOSITORY.parent / "shared" / "data"
needs_data = pytest.mark.skipif(
    not (DATA / "laws" / "laws.csv").is_file(),
    reason="未找到仓库旁的 ../shared/data（法律文本），跳过术语核对",
)


@cache
def city() -> Catalogue:
    loaded = load([REPOSITORY])
    return Catalogue(loaded.records, loaded.problems)


def terms() -> list[Term]:
    return city().all(Term)


@cache
def statute(law: str, version: str) -> Statute:
    name = f"{city().laws[law].short_title}({version}).md"
    source = next(iter(sorted(DATA.glob(f"*/texts/*/{name}"))), None)
    assert source, f"没有文本{name}"
    return read_statute(source.read_text(encoding="utf-8"))


@needs_data
def test_a_term_stands_word_for_word_in_the_place_that_it_cites() -> None:
    wrong = []
    for term in terms():
        at = term.citation
        article = statute(at.law, str(at.version)).by_number[at.article]
        words = cited_words(article, at)
        if words is None or normalise(term.term) not in words:
            wrong.append(f"{term.id} {at}：{term.term}")
    assert not wrong, "\n".join(wrong)


@needs_data
def test_a_term_that_the_article_lacks_would_be_seen() -> None:
    """People's own words do not stand there: the check above can fail."""
    [term] = [one for one in terms() if one.id == "past-shelf-life"]
    at = term.citation
    text = cited_words(statute(at.law, str(at.version)).by_number[at.article], at)
    assert text and not [word for word in term.words if normalise(word) in text]


def test_the_cited_version_is_in_force() -> None:
    portal = city().portal
    assert portal and portal.as_of
    day = portal.as_of
    old = [
        str(term.citation)
        for term in terms()
        if not (version := city().version(term.citation)) or not version.in_force(day)
    ]
    assert not old


def test_sixty_terms_and_more_each_said_once() -> None:
    assert len(terms()) >= 60
    for said in ([term.term for term in terms()], [w for term in terms() for w in term.words]):
        assert not [word for word, count in Counter(said).items() if count > 1]
    # A word that is itself a term of the law would lead away from its own article.
    assert not {word for term in terms() for word in term.words} & {t.term for t in terms()}


def test_a_gloss_is_one_short_sentence() -> None:
    wrong = [
        term.id
        for term in terms()
        if not term.gloss.endswith("。") or term.gloss.count("。") != 1 or len(term.gloss) > 60
    ]
    assert not wrong
