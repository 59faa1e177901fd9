"""每个文件都要读得懂、放得对、写得准：STR。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Severity, Unchecked
from generator.rules import rule
from generator.rules._certificates import certificates_of_another_form
from generator.rules._dockets import of_another as dockets_of_another
from generator.rules._dockets import opened_before_the_power
from generator.rules._exposures import exposed_with_what_is_of_another
from generator.rules._filings import filed_before_the_decision, filed_twice
from generator.rules._identity import (
    event_ids,
    given_twice,
    ids_unlike_numbers,
    numbers_of_another_form,
    outcomes_of_another_year,
    powers_of_another_department,
    wrong_credit_codes,
)
from generator.rules._order import dates_out_of_order, unreadable_ranges
from generator.rules._outcomes import (
    decided_after_the_power,
    decided_before_the_law,
    decided_before_the_power,
    fines_unlike_kinds,
    of_another,
    without_procedure,
)
from generator.rules._references import to_nothing
from generator.rules._responses import answers_unlike, events_to_nothing
from generator.rules._settings import left_to_be_written
from generator.rules._summaries import told_too_much, unlike_what_was_counted
from generator.rules._titles import by_title
from generator.rules._transfers import following_themselves, sent_before_the_one_before
from generator.rules._withdrawals import withdrawals_without

ALL = "全部"
SOURCE = "本门户的格式规定（docs/formats.md）"


def _found_in_reading(code: str, catalogue: Catalogue) -> Iterator[Hit | Unchecked]:
    # Reading collects these; the rule gives them their words.
    return (problem.hit for problem in catalogue.problems if problem.code == code)


@rule(
    "STR001",
    title="文件读不出来",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="用文本编辑器另存为 UTF-8 编码的普通文件。",
)
def unreadable(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR001", catalogue)


@rule(
    "STR002",
    title="不是 YAML 或者 CSV",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="对照同一文件夹里其他文件的写法改这一行。",
)
def not_parsed(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR002", catalogue)


@rule(
    "STR003",
    title="没有这个字段或者列",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="核对字段名的拼写；数据字典里没有的内容，写进“备注（remark）”或者删去。",
)
def unknown_field(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR003", catalogue)


@rule(
    "STR004",
    title="缺少字段、列或者门户设置",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="把缺少的内容补上；数据字典里有每个字段的说明和例子。",
)
def missing_field(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR004", catalogue)
    yield from fines_unlike_kinds(catalogue)
    yield from without_procedure(catalogue)
    yield from answers_unlike(catalogue)
    yield from withdrawals_without(catalogue)
    yield from left_to_be_written(catalogue)


@rule(
    "STR005",
    title="类型不对或者值不在允许之列",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="改成允许的值；数据字典里有每个字段的说明和例子。",
)
def wrong_value(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR005", catalogue)
    yield from numbers_of_another_form(catalogue)
    yield from wrong_credit_codes(catalogue)
    yield from certificates_of_another_form(catalogue)
    yield from told_too_much(catalogue)
    yield from unlike_what_was_counted(catalogue)


@rule(
    "STR006",
    title="标识写错或者与文件名不同",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="标识一经给出就不再改：改回原来的标识，或者把文件改成与标识相同的名称。",
)
def malformed_id(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from by_title(catalogue, _found_in_reading("STR006", catalogue))
    yield from event_ids(catalogue)
    yield from ids_unlike_numbers(catalogue)


@rule(
    "STR007",
    title="标识、编码或者字段写了两次",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="保留正确的一处，另一处改成自己的标识或者编码；给过的标识、编码、文号不再给第二个事物。",
)
def given_more_than_once(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR007", catalogue)
    yield from given_twice(catalogue)
    yield from filed_twice(catalogue)


@rule(
    "STR008",
    title="所指的东西不存在，或者是别人的",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="核对标识的拼写；所指的记录还没有的，先建好那条记录。",
)
def reference_to_nothing(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from to_nothing(catalogue)
    yield from of_another(catalogue)
    yield from dockets_of_another(catalogue)
    yield from following_themselves(catalogue)
    yield from exposed_with_what_is_of_another(catalogue)
    yield from events_to_nothing(catalogue)


@rule(
    "STR009",
    title="记录放错了文件夹",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="把文件移到它应在的文件夹；不是记录的文件移出 lists/。",
)
def misplaced_record(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR009", catalogue)
    yield from outcomes_of_another_year(catalogue)
    yield from powers_of_another_department(catalogue)


@rule(
    "STR010",
    title="不是标准形式",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="运行 python publish.py format 或者 check --fix，程序会改成标准形式，不改变内容。",
    severity=Severity.WARNING,
)
def not_in_standard_form(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR010", catalogue)


@rule(
    "STR011",
    title="日期先后颠倒",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="对照文书或者证件核对两个日期，改正写错的那一个。",
    fact=True,
)
def dates_reversed(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from dates_out_of_order(catalogue)
    yield from decided_before_the_law(catalogue)
    yield from decided_before_the_power(catalogue)
    yield from decided_after_the_power(catalogue)
    yield from opened_before_the_power(catalogue)
    yield from sent_before_the_one_before(catalogue)
    yield from filed_before_the_decision(catalogue)


@rule(
    "STR012",
    title="数额或者幅度读不出来",
    clause=ALL,
    source=SOURCE,
    message="{what}",
    advice="金额以元为单位，只写数字：5万元写作 50000；下限不能大于上限。",
)
def unreadable_amount(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _found_in_reading("STR012", catalogue)
    yield from unreadable_ranges(catalogue)
