"""How a record is shown: amounts, paragraphs, steps against their limits, the order of lists."""

from datetime import date, timedelta

import pytest

from generator.holidays import national
from generator.models.departments import Department
from generator.models.officers import Officer
from generator.site.blocks import page_blocks
from generator.site.filters import grouped_amounts, outcome_text, period, prose
from generator.site.order import by_pinyin
from generator.site.pages.case import case_steps, paragraphs
from generator.site.pages.officers import officer_view
from tests.test_outcomes import penalty

DECIDED = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("record", "shown"),
    [
        ("罚款55000元", "罚款55,000元"),
        ("货值1234567.50元，罚款900元", "货值1,234,567.50元，罚款900元"),
        ("2026年罚款", "2026年罚款"),
        ("明市监罚〔2026〕12号", "明市监罚〔2026〕12号"),
        ("55,000元", "55,000元"),
    ],
)
def test_amounts_are_written_in_one_manner(record: str, shown: str) -> None:
    assert grouped_amounts(record) == shown
    assert prose(record).striptags() == shown


def test_a_count_a_phone_and_the_end_of_a_period_are_not_broken() -> None:
    assert '<span class="nb">51件</span>' in prose("共公开51件")
    assert '<span class="nb">0000-81230231</span>' in prose("电话0000-81230231。")
    assert '<span class="nb">至' in period(date(2026, 1, 1), date(2026, 12, 31))


def test_an_outcome_says_its_kinds_and_its_fine() -> None:
    case = penalty(kinds=["confiscate_goods", "fine"], fine="55000")
    assert outcome_text(case).endswith("罚款55,000元")
    assert outcome_text(penalty(kinds=[])) == "不予处罚"


def test_paragraphs_hold_every_word_and_whole_sentences() -> None:
    text = "某日，执法人员到场检查。" * 12 + "当事人称“已经下架。”"
    parts = paragraphs(text)
    assert "".join(parts) == text and len(parts) > 1
    assert all(part.endswith(("。", "”")) for part in parts)
    assert paragraphs("没有句号") == ["没有句号"]


def test_steps_are_judged_only_where_the_record_tells() -> None:
    def states(**days: date) -> dict[str, str]:
        return {step.field: step.state for step in case_steps(penalty(**days))}

    day = timedelta(days=1)
    assert states(opened_on=DECIDED - 90 * day)["decided_on"] == "met"
    assert states(opened_on=DECIDED - 91 * day)["decided_on"] == ""
    assert states(reviewed_on=DECIDED)["reviewed_on"] == "met"
    assert states(reviewed_on=DECIDED + day)["reviewed_on"] == "late"
    # Seven days hold at most seven working days; of eight, a calendar of holidays has to tell.
    assert states(served_on=DECIDED + 7 * day)["served_on"] == "met"
    assert states(served_on=DECIDED + 8 * day)["served_on"] == ""
    assert list(states()) == ["decided_on"]


def test_lists_are_ordered_as_a_dictionary_has_them() -> None:
    names = ["住房局", "城管局", "水务局", "财政局", "教育局"]
    assert by_pinyin(names, str) == ["财政局", "城管局", "教育局", "水务局", "住房局"]


def test_a_certificate_that_was_withdrawn_waits_for_no_inspection() -> None:
    department = Department.model_construct(id="d", units=[])
    officer = Officer.model_construct(
        id="o",
        name="某",
        unit=None,
        issued_on=date(2023, 3, 6),
        inspected_on=[],
        valid_until=date(2030, 1, 1),
        withdrawn_on=None,
    )
    calendar = national()
    assert officer_view(officer, department, DECIDED, calendar).inspect_by == date(2026, 3, 6)
    gone = officer.model_copy(update={"withdrawn_on": date(2025, 1, 1)})
    assert officer_view(gone, department, DECIDED, calendar).inspect_by is None


def test_what_a_search_shows_first_comes_after_the_title() -> None:
    page = (
        "<title>题</title><main><p>职权</p><dl><dd data-search-first>"
        "<span data-search-ignore>决定书写明</span>事实</dd></dl></main>"
    )
    assert page_blocks(page) == ["题", "事实", "职权"]
