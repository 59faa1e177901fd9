"""What changed in an article and in an entry is followed by events and dates, never guessed."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.catalogue import Catalogue
from generator.models.base import Record
from generator.models.discretion import Discretion
from generator.models.laws import Law
from generator.models.parts import Citation
from generator.models.powers import Power
from generator.site.article_changes import article_changes
from generator.site.milestones import milestones

BEGUN = {"kind": "enacted", "published": "2010-01-01", "id": "x-2010-01-01-enacted"}


def law(*events: Mapping[str, object]) -> Law:
    return Law.model_validate(
        {
            "id": "x",
            "title": "某法",
            "short_title": "某法",
            "level": "law",
            "authority": "机关",
            "events": [
                {"id": f"x-{one['published']}-{one['kind']}", **one} for one in (BEGUN, *events)
            ],
        }
    )


def catalogue(**registers: Sequence[Record]) -> Catalogue:
    return Catalogue(registers)


def kinds(of: Law, version: str, article: str) -> list[tuple[str, str]]:
    citation = Citation(law="x", version=date.fromisoformat(version), article=article)
    return [(one.kind, one.article) for one in article_changes(catalogue(laws=[of]), citation)]


AMENDED = {
    "kind": "amended",
    "published": "2020-05-01",
    "articles": {"added": ["3-1"], "changed": ["4"], "moved": {"6": "5"}},
}
AGAIN = {"kind": "amended", "published": "2020-11-01", "articles": {"changed": ["6"]}}


def test_an_article_is_followed_back_through_its_numbers() -> None:
    of = law(AMENDED, AGAIN)
    assert kinds(of, "2020-11-01", "6") == [("changed", "6"), ("moved", "6"), ("added", "5")]
    assert kinds(of, "2020-11-01", "4") == [("same", "4"), ("changed", "4"), ("added", "4")]
    assert kinds(of, "2020-11-01", "3-1") == [("same", "3-1"), ("added", "3-1")]


def test_what_came_after_the_cited_text_is_not_told() -> None:
    assert kinds(law(AMENDED, AGAIN), "2020-05-01", "6") == [("moved", "6"), ("added", "5")]


def test_texts_that_nobody_compared_end_the_trail_and_say_so() -> None:
    blind = {"kind": "revised", "published": "2018-03-01"}
    assert kinds(law(blind, AGAIN), "2020-11-01", "6") == [("changed", "6"), ("unknown", "6")]


def test_an_entry_turns_where_its_records_say() -> None:
    power = Power.model_validate(
        {
            "department": "d",
            "id": "p",
            "name": "处罚",
            "type": "penalty",
            "summary": "说明",
            "bases": [
                {"law": "x", "version": "2010-01-01", "article": "5", "until": "2020-04-30"},
                {"law": "x", "version": "2020-05-01", "article": "6", "from": "2020-05-01"},
            ],
            "former_codes": [{"code": "1234", "until": "2019-12-31"}],
        }
    )
    tier = {"id": "t", "level": "ordinary", "circumstances": ["情形"]}
    benchmark = Discretion.model_validate(
        {
            "department": "d",
            "id": "b",
            "power": "p",
            "name": "基准",
            "from": "2021-01-01",
            "tiers": [tier],
        }
    )
    found = milestones(
        catalogue(powers=[power], discretion=[benchmark], laws=[law(AMENDED)]), power
    )
    assert [(one.day.isoformat(), one.kind) for one in found] == [
        ("2021-01-01", "benchmark"),
        ("2020-05-01", "basis_ended"),
        ("2020-05-01", "basis"),
        ("2020-01-01", "code"),
    ]
