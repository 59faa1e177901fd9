"""The first city stands on real law: every basis is held to the text of the version it names."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.models.choices import TierLevel, Unit
from generator.models.laws import Article
from generator.models.parts import Basis, Citation, Range, StatutoryRange
from generator.numerals import article_order, to_chinese
from generator.sources.records import load
from generator.sources.statutes import Statute, StatuteArticle, normalise, read_statute

REPOSITORY = Path(__file__).parents[1]
DATA = REPOSITORY.parent / "shared" / "data"
TABLE = REPOSITORY / "tests" / "data" / "city_bases.csv"
needs_data = pytest.mark.skipif(
    not (DATA / "laws" / "laws.csv").is_file(),
    reason="未找到仓库旁的 ../shared/data（法律文本），跳过依据核对",
)


@dataclass(frozen=True)
class Row:
    """A line of the table: the words that prove the power, and the text they stand in."""

    power: str
    sub_item: str
    law: str
    version: str
    article: str
    snippet: str
    source: str

    @property
    def key(self) -> tuple[str, ...]:
        return self.power, self.sub_item, self.law, self.version, self.article


@cache
def city() -> Catalogue:
    loaded = load([REPOSITORY])
    return Catalogue(loaded.records, loaded.problems)


@cache
def rows() -> tuple[Row, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Row(**row) for row in csv.DictReader(file))


def bases() -> Iterator[tuple[tuple[str, ...], Basis]]:
    for power in city().powers.values():
        for sub, of in [("", power.bases), *((item.id, item.bases) for item in power.sub_items)]:
            for basis in of:
                yield (power.id, sub, basis.law, str(basis.version), basis.article), basis


@cache
def statute(source: str) -> Statute:
    return read_statute((DATA / source).read_text(encoding="utf-8"))


def article_of(row: Row) -> StatuteArticle:
    found = statute(row.source).by_number.get(row.article)
    assert found, f"{row.power}：{row.source}没有第{row.article}条"
    return found


def cited_words(article: StatuteArticle, at: Citation) -> str | None:
    """The words of the paragraph and subparagraph that are cited; None where there is no such one."""
    chosen = [p for p in article.paragraphs if at.paragraph in (None, p.number)]
    if at.subparagraph is None:
        lines = [[p.text, *(sub.text for sub in p.subparagraphs)] for p in chosen]
    else:
        lines = [
            [sub.text] for p in chosen for sub in p.subparagraphs if sub.number == at.subparagraph
        ]
    return normalise("".join(line for of in lines for line in of)) if lines else None


def printed(unit: Unit, amount: Decimal) -> str:
    """A pattern for the ways in which laws print an amount: 五万元, 5万元, 百分之五, 5%, 三倍."""
    number = int(amount)
    assert number == amount, f"{amount}不是整数，需要补充写法"
    if unit is Unit.PERCENT:
        ways = [f"百分之{to_chinese(number)}", f"{number}%"]
    elif unit is Unit.TIMES:
        ways = [f"{to_chinese(number)}倍", f"{number}倍", *(["等值"] if number == 1 else [])]
    else:
        ways = [f"{number}元"]
        if number % 10_000 == 0:
            ways += [f"{to_chinese(number // 10_000)}万元", f"{number // 10_000}万元"]
        else:
            ways.append(f"{to_chinese(number)}元")
    # 十万元 must not be found in 二十万元.
    return f"(?<![0-9一二三四五六七八九十百千])(?:{'|'.join(map(re.escape, ways))})"


def range_pattern(of: Range) -> str:
    """A range as laws print it: …以上…以下; a law's 以上 and 以下 include the number."""
    if of.unit is Unit.YUAN_EACH:
        # 每使用一名童工每月处5000元, 每平方米100元以上1000元以下: so much for each of what is counted.
        alone = Range(unit=Unit.YUAN, min=of.min, max=of.max)
        return f"{re.escape(normalise(of.of or ''))}处?(?:{range_pattern(alone)})"
    if of.min is not None and of.min == of.max:
        return printed(of.unit, of.min)
    if of.unit is Unit.PERCENT and of.min is not None and of.max is not None:
        # 60%至100% is how regulations print it too.
        ends = [printed(of.unit, end) for end in (of.min, of.max)]
        return f"{ends[0]}(?:以上{ends[1]}以下|至{ends[1]})"
    low = "" if of.min is None else printed(of.unit, of.min) + ("超过" if of.min_open else "以上")
    high = "" if of.max is None else printed(of.unit, of.max)
    return low + high + ("" if of.max is None else "不满" if of.max_open else "以下")


def stands_in(of: Range, text: str) -> bool:
    return bool(re.search(range_pattern(of), normalise(text)))


def test_a_range_is_found_only_as_the_article_has_it() -> None:
    """The finder tells amounts apart: the checks below could fail."""
    fine = Range(unit=Unit.YUAN, min=Decimal(50_000), max=Decimal(100_000))
    assert stands_in(fine, "并处五万元以上十万元以下罚款")
    assert stands_in(fine, "处5万元以上10万元以下的罚款")
    assert not stands_in(fine, "处五万元以上二十万元以下的罚款")
    assert not stands_in(fine, "处十五万元以上十万元以下的罚款")
    share = Range(unit=Unit.PERCENT, min=Decimal(1), max=Decimal(5))
    assert stands_in(share, "百分之一以上百分之五以下")
    assert not stands_in(share, "百分之十以上百分之五以下")
    # 等值 is once the value (Product Quality Law, 49).
    assert stands_in(Range(unit=Unit.TIMES, min=Decimal(1), max=Decimal(3)), "等值以上三倍以下")


def test_every_basis_has_one_row_and_every_row_a_basis() -> None:
    wanted = Counter(key for key, _ in bases())
    assert wanted, "清单中没有依据"
    assert Counter(row.key for row in rows()) == wanted


def test_snippets_are_long_enough_to_prove_and_short_enough_to_quote() -> None:
    wrong = [row for row in rows() if not 6 <= len(row.snippet) <= 30]
    assert not wrong


@needs_data
def test_the_source_is_the_text_of_the_law_and_version_cited() -> None:
    for row in rows():
        law = city().laws[row.law]
        assert Path(row.source).name == f"{law.short_title}({row.version}).md", row


@needs_data
def test_the_article_holds_the_snippet() -> None:
    missing = [
        f"{row.power} {row.source} 第{row.article}条：{row.snippet}"
        for row in rows()
        if normalise(row.snippet) not in normalise(article_of(row).text)
    ]
    assert not missing, "\n".join(missing)


@needs_data
def test_paragraph_and_subparagraph_are_the_right_ones() -> None:
    """Where a basis names them, the snippet or one of its ranges stands just there."""
    by_key = {row.key: row for row in rows()}
    wrong = []
    for key, basis in bases():
        if basis.paragraph is None and basis.subparagraph is None:
            continue
        words = cited_words(article_of(by_key[key]), basis)
        if words is None:
            wrong.append(f"{basis}：没有所引的款、项")
        elif normalise(by_key[key].snippet) not in words and not any(
            stands_in(of, words) for of in basis.ranges
        ):
            wrong.append(f"{key[0]} {basis}：{by_key[key].snippet}")
    assert not wrong, "\n".join(wrong)


@needs_data
def test_a_basis_without_paragraph_cites_an_article_of_one() -> None:
    """款 is left out only where the list of 项 belongs to the article's only one that has 项."""
    by_key = {row.key: row for row in rows()}
    wrong = [
        f"{key[0]} {basis}"
        for key, basis in bases()
        if basis.subparagraph and basis.paragraph is None
        and len(article_of(by_key[key]).paragraphs) > 1
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong)


@needs_data
def test_ranges_stand_in_the_article() -> None:
    by_key = {row.key: row for row in rows()}
    wrong = [
        f"{key[0]} {basis} {of.id}：{of.min}—{of.max}{of.unit.label}"
        for key, basis in bases()
        for of in basis.ranges
        if not stands_in(of, article_of(by_key[key]).text)
    ]
    assert not wrong, "\n".join(wrong)


def floor_pattern(of: StatutoryRange, floor: str = r"[^，。；]{1,12}") -> str:
    """所需处置费用不足二十万元的，按二十万元计算, as the laws print it."""
    return f"{re.escape(of.of or '')}不足{floor}的?，?[按以]照?{floor}计算"


@needs_data
def test_what_a_smaller_base_counts_as_stands_in_the_article() -> None:
    """Every floor of a base is the article's, and every one of the article's is in the range."""
    by_key = {row.key: row for row in rows()}
    found, wrong = 0, []
    for key, basis in bases():
        for of in basis.ranges:
            if not of.unit.has_base:
                continue
            text = article_of(by_key[key]).text
            if of.base_floor is None:
                wrong += [f"{key} {of.id}"] if re.search(floor_pattern(of), text) else []
            else:
                found += 1
                floor = printed(Unit.YUAN, of.base_floor)
                wrong += [] if re.search(floor_pattern(of, floor), text) else [f"{key} {of.id}"]
    assert not wrong
    assert found >= 5


@needs_data
def test_article_tables_are_those_of_the_texts() -> None:
    """Numbers, order and digests are recomputed from the text of each version."""
    tables: dict[tuple[str, str], list[Article]] = {}
    for article in city().all(Article):
        tables.setdefault((article.law, str(article.version)), []).append(article)
    assert tables
    for (law, version), articles in tables.items():
        name = f"{city().laws[law].short_title}({version}).md"
        source = next(iter(sorted(DATA.glob(f"*/texts/*/{name}"))), None)
        assert source, f"没有文本{name}"
        text = statute(source.relative_to(DATA).as_posix())
        wanted = {one.number: one.digest for one in text.articles}
        assert {one.id: one.digest for one in articles} == wanted, f"{law} {version}"
        assert [one.id for one in articles] == sorted(wanted, key=article_order), f"{law} {version}"


def test_cited_articles_are_confirmed_to_confer_the_powers_type() -> None:
    """A person looked at each cited article; one that confers nothing is cited beside one that does."""
    table = {(one.law, str(one.version), one.id): one for one in city().all(Article)}
    for power in city().powers.values():
        of = [*power.bases, *(basis for item in power.sub_items for basis in item.bases)]
        confirmed = [table[b.law, str(b.version), b.article].confers for b in of]
        assert all(confirmed), f"{power.id}：所引条文没有核对赋予的职权"
        conferring = [types for types in confirmed if [*types] != ["none"]]
        assert conferring and all(str(power.type) in types for types in conferring), power.id


def test_a_former_basis_ends_the_day_before_its_successor_begins() -> None:
    """No day without a basis, none with two texts of one law: until and from are inclusive."""
    for power in city().powers.values():
        for of in (power.bases, *(item.bases for item in power.sub_items)):
            ends = {basis.until for basis in of if basis.until}
            begins = {basis.from_ for basis in of if basis.from_}
            assert {day.toordinal() + 1 for day in ends} <= {day.toordinal() for day in begins}


def test_tiers_divide_each_current_range_without_gap() -> None:
    """Lighter, ordinary and heavier cover the statutory range from end to end, none beyond it."""
    steps = (TierLevel.LIGHTER, TierLevel.ORDINARY, TierLevel.HEAVIER)
    assert len(city().discretion) >= 8
    for benchmark in city().discretion.values():
        power = city().powers[benchmark.power]
        statutory = {r.id: r for basis in power.bases for r in basis.ranges}
        current = {
            r.id
            for basis in power.bases
            if (basis.until is None) == (benchmark.until is None)
            for r in basis.ranges
        }
        for name in current:
            whole = statutory[name]
            parts = [
                part
                for step in steps
                for tier in benchmark.tiers
                if tier.level is step
                for part in tier.ranges
                if part.range == name
            ]
            where = f"{benchmark.id} {name}"
            assert len(parts) == 3, where
            assert (parts[0].min, parts[-1].max) == (whole.min, whole.max), where
            for before, after in pairwise(parts):
                assert before.max == after.min, where
                assert not (before.max_open and after.min_open), where
        for tier in benchmark.tiers:
            for part in tier.ranges:
                whole = statutory[part.range]
                assert (part.unit, part.of) == (whole.unit, whole.of), benchmark.id
                if tier.level is TierLevel.MITIGATED:
                    assert part.max is not None and whole.min is not None
                    assert part.max < whole.min or (part.max == whole.min and part.max_open)
