"""The one table of deadlines: each is what its article says, and nobody types its number again."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.deadlines import (
    DEADLINES,
    DISCLOSE,
    DISCLOSE_OTHER,
    YEARLY_FIGURES,
    Deadline,
    Source,
    disclosure,
    of_rule,
)
from generator.holidays import national
from generator.models.choices import PowerType
from generator.numerals import NUMERAL, article_label, to_chinese
from generator.periods import Period, Unit
from generator.rules import Kind, all_rules

# What ../shared/data holds of the laws that the table names.
TEXTS = {
    "行政处罚法": "laws/texts/行政法/行政处罚法(2021-01-22).md",
    "行政强制法": "laws/texts/行政法/行政强制法(2011-06-30).md",
    "行政复议法": "just-laws/texts/administrative/行政复议法(2023-09-01).md",
    "行政诉讼法": "just-laws/texts/procedural/行政诉讼法(2017-06-27).md",
    "市场监督管理行政处罚信息公示规定": "laws/texts/部门规章/市场监督管理总局/市场监督管理行政处罚信息公示规定(2021-07-30).md",
    "广东省行政执法公示办法": "guangdong-three-systems/disclosure-2021.md",
}
# No text is held of it; the Guangdong rules carry its terms over.
NOT_HELD = {"国办发〔2018〕118号"}
SOURCES = [(one, source) for one in DEADLINES.values() for source in one.sources]
# Terms in law's words that are not in the unit of the deadline: Penalty Law 85 makes them working days.
WORKING_BY_LAW = {2, 3, 5, 7}


def name(value: object) -> str:
    if isinstance(value, Source):
        return f"{value.law}{value.article}"
    return value.id if isinstance(value, Deadline) else ""


def article_of(shared: Path, source: Source) -> str:
    text = (shared / "data" / TEXTS[source.law]).read_text(encoding="utf-8")
    text = re.sub(r"&emsp;|<[^>]+>|\*\*", "", text)
    label = article_label(source.article)
    found = re.search(rf"^\s*{label}[　 ]*(.*?)(?=^\s*第{NUMERAL}条|\Z)", text, re.M | re.S)
    assert found, (source.law, label)
    return re.sub(r"\s", "", found[1])


@pytest.mark.parametrize(("deadline", "source"), SOURCES, ids=name)
def test_a_deadline_is_in_its_article(deadline: Deadline, source: Source, shared: Path) -> None:
    """Words of the article or clause, no more than 30 characters, stand in the text that we hold."""
    assert len(source.snippet) <= 30
    if source.law:
        assert source.law in TEXTS.keys() | NOT_HELD
        if source.law in TEXTS:
            assert source.snippet
            assert source.snippet in article_of(shared, source)
    elif source.snippet:
        plan = (shared / "plan.zh.txt").read_text(encoding="utf-8")
        assert source.snippet in re.sub(r"\s", "", plan)


@pytest.mark.parametrize("deadline", DEADLINES.values(), ids=name)
def test_the_number_is_the_article_s(deadline: Deadline) -> None:
    """One of its sources gives the number, in the unit meant; where none does, a record sets it."""
    term = deadline.term
    if not isinstance(term, Period):
        assert deadline.set_by or term
        return
    words = {Unit.DAYS: "日", Unit.MONTHS: "个月", Unit.YEARS: "年", Unit.WORKING_DAYS: "个工作日"}
    written = {f"{number}{words[term.unit]}" for number in (term.number, to_chinese(term.number))}
    if term.unit is Unit.WORKING_DAYS and term.number in WORKING_BY_LAW:
        written.add(f"{to_chinese(term.number)}日")
    snippets = "".join(source.snippet for source in deadline.sources)
    # The portal's own promise stands in no text.
    assert any(one in snippets for one in written) or deadline.id == "correction"


def test_no_law_is_excused_that_is_not_named() -> None:
    named = {source.law for _, source in SOURCES}
    assert named >= NOT_HELD
    assert set(TEXTS) <= named


def test_ids_and_names_are_unique() -> None:
    assert len({one.name for one in DEADLINES.values()}) == len(DEADLINES) >= 30
    assert all(re.fullmatch("[a-z-]+", one) for one in DEADLINES)


def test_a_rule_on_a_clock_has_its_deadline() -> None:
    """Every rule of kind clock with a term of its own reads the table; those without say why here."""
    without = {
        "COV003": "无现行依据，当天就是",
        "ENT002": "委托期限写在委托里",
        "UPD007": "方案没有另定期限：哪天看到不是现在的清单，就从哪天起",
        "UPD009": "几天看一次写在法律的记录里",
        "UPD005": "法律废止的当天就是",
    }
    clocks = {code for code, rule in all_rules().items() if rule.kind is Kind.CLOCK}
    assert {code for code in clocks if not of_rule(code)} <= without.keys()
    assert [code for code in without if of_rule(code)] == []


@pytest.mark.parametrize(
    "codes",
    ["UPD001 UPD002 UPD003 DIS001 DIS003 DIS004 FIN002 FIL001 OFC001 CMP002 CMP004 CMP006 TRN001 TRN002"
     " TRN003 FRV001 APR001 APR002 LGR003 EXH003 CFL003 JNT001 ACC001"],
)  # fmt: skip
def test_the_deadlines_of_the_plan_are_there(codes: str) -> None:
    assert [code for code in codes.split() if not of_rule(code)] == []


def test_disclosure_is_by_kind_unless_the_department_has_its_own() -> None:
    assert disclosure(PowerType.PENALTY) == disclosure(PowerType.LICENCE) == DISCLOSE.period
    assert disclosure(PowerType.INSPECTION) == DISCLOSE_OTHER.period
    own = Period(20, Unit.WORKING_DAYS)
    assert disclosure(PowerType.PENALTY, own) == own


def test_the_yearly_figures_are_due_on_a_rest_day_too() -> None:
    """31 January is a date: in 2026 a Saturday, in 2025 within the Spring Festival."""
    for year in (2020, 2021, 2022, 2025, 2026):
        found = YEARLY_FIGURES.due(date(year - 1, 12, 31), national())
        assert (found.due, found.provisional) == (date(year, 1, 31), False)
        assert national().is_rest(found.due)


def test_what_a_record_sets_is_never_guessed() -> None:
    review = DEADLINES["legality-review"]
    with pytest.raises(ValueError, match="审核时限"):
        review.due(date(2026, 1, 5), national())
    own = Period(5, Unit.WORKING_DAYS)
    assert review.due(date(2026, 1, 5), national(), own).due == date(2026, 1, 12)
