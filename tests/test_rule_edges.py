"""What rules do at the edges of the law: open ends, exceptions, and facts that are not at hand."""

from datetime import date
from pathlib import Path

import pytest
from stdnum.cn import uscc

from generator.decision_numbers import normalised, parts
from generator.findings import Kind, Severity
from generator.rules._certificates import in_words
from tests.support.city import DAY, Checked, check, field, lay_over

MR = "lists/departments/market-regulation"
UM = "lists/departments/urban-management"
LITTERING = f"{UM}/powers/littering.yaml"
CASES = f"{MR}/penalties/2026.csv"
FINES = f"{UM}/penalties/2026.csv"
BENCHMARK = f"{MR}/discretion/expired-food-2026.yaml"
ENTRUSTMENT = f"{MR}/entrustments/food-brigade.yaml"
SEIZURE = f"{MR}/powers/food-seizure.yaml"
EXPIRED = f"{MR}/powers/expired-food.yaml"
REFUSAL = f"{MR}/discretion/refusal-2026.yaml"

Edits = dict[str, tuple[str, str]]


@pytest.fixture
def root(fresh_city: Path) -> Path:
    return fresh_city


def found(root: Path, edits: Edits, files: dict[str, str | None] | None = None) -> Checked:
    lay_over(root, files, edits)
    return check(root)


def unchecked(checked: Checked, code: str) -> list[int]:
    return [one.count for one in checked.report.unchecked.get(code, [])]


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("舟定市监处罚〔2026〕252号", "舟定市监处罚〔2026〕252号"),
        ("淳综执罚决字〔2026〕第000726号", "淳综执罚决字〔2026〕726号"),
        ("嘉公（交）决字[2026]第330400210053742号", "嘉公（交）决字〔2026〕330400210053742号"),
        ("慈税罚（2018）40号", "慈税罚〔2018〕40号"),
        ("海税简罚(2020)211号", "海税简罚〔2020〕211号"),
        ("市场【2019】1号", "市场〔2019〕1号"),
        ("市场〔２０１９〕 １００号", "市场〔2019〕100号"),
    ],
)
def test_decision_number_is_normalised(printed: str, wanted: str) -> None:
    """Real numbers: brackets, 第, width and leading zeros do not distinguish; 100 stays 100."""
    assert normalised(printed) == wanted
    assert normalised(wanted) == wanted


def test_parts_of_a_decision_number() -> None:
    """Year and serial come from the series' form; a number of another form has none."""
    assert parts("市监罚[2026]第012号", "市监罚〔YYYY〕N号") == ("2026", "12")
    assert parts("市监简罚〔2026〕12号", "市监罚〔YYYY〕N号") is None
    assert parts("市监罚〔2026〕12号", "市监罚N号") is None


@pytest.mark.parametrize(
    ("fine", "hits"),
    [("64999.99", 0), ("65000", 1), ("50000", 0), ("49999.99", 1)],
)
def test_open_end_is_left_out(fine: str, hits: int, root: Path) -> None:
    """不满 leaves the number out, 以上 takes it in (Civil Code, 1259)."""
    edits: Edits = {
        BENCHMARK: ("max: 65000\n", "max: 65000\n    max_open: true\n"),
        CASES: (",50000,,没收", f",{fine},,没收"),
    }
    assert len(found(root, edits).of("DSC001")) == hits


def test_point_that_no_tier_takes_is_a_gap(root: Path) -> None:
    """Where both neighbours leave the number out, a case at that number has no tier."""
    lay_over(root, edits={BENCHMARK: ("max: 65000\n", "max: 65000\n    max_open: true\n")})
    assert check(root).of("DSC002") == []
    lay_over(root, edits={BENCHMARK: ("min: 65000\n", "min: 65000\n    min_open: true\n")})
    assert [field(one) for one in check(root).of("DSC002")] == ["tiers.3.ranges.0.min"]


NEW_RANGE = "  - unit: yuan\n    max: 5000\n    id: refusal\n    kind: fine\n    when: 拒不改正\n"
WIDEST = "    max: 20\n    id: from-10000\n    kind: fine\n    when: 货值金额一万元以上\n"
DIVIDED = (
    "id: refusal-2026\npower: expired-food\nname: 拒不改正裁量基准\nfrom: 2026-01-01\ntiers:\n"
    "- id: ordinary\n  level: ordinary\n  circumstances:\n  - 没有从轻、从重情形\n"
    "  ranges:\n  - unit: yuan\n    max: 5000\n    range: refusal\n"
)


def left_out(root: Path, day: date = DAY) -> list[tuple[str, str, Severity]]:
    """Where DSC002 says that a whole range is a gap: file, field and severity."""
    hits = [one for one in check(root, day).of("DSC002") if "整个幅度" in one.message]
    return [(Path(one.place.file).stem, field(one), one.severity) for one in hits]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (("", ""), []),
        # Another benchmark of the power divides the range on the same days.
        (("from: 2026-01-01\n", "from: 2025-12-01\n"), []),
        # It ended, or does not divide but only lets off.
        (("from: 2026-01-01\n", "from: 2026-01-01\nuntil: 2026-06-30\n"), ["expired-food-2026"]),
        (
            ("  level: ordinary\n", "  level: mitigated\n"),
            ["expired-food-2026", "refusal-2026"],
        ),
        # It is another sub-item's: what it leaves to the first it does not have to divide.
        (("name: 拒", "sub_item: ingredients\nname: 拒"), []),
    ],
)
def test_range_is_divided_by_the_benchmarks_of_its_days(
    change: tuple[str, str], wanted: list[str], root: Path
) -> None:
    """A benchmark a situation is usual: together, and on the same days, they leave no range out."""
    power = (root / EXPIRED).read_text(encoding="utf-8")
    before, _, after = power.rpartition(WIDEST)
    lay_over(
        root,
        {EXPIRED: before + WIDEST + NEW_RANGE + after, REFUSAL: DIVIDED.replace(*change)},
    )
    assert [name for name, _, _ in left_out(root)] == wanted


@pytest.mark.parametrize(("sub_item", "wanted"), [("sale", 0), ("ingredients", 1), (None, 1)])
def test_range_of_a_sub_item(sub_item: str | None, wanted: int, root: Path) -> None:
    """A sub-item's own range is left out by its own benchmark and by that of the whole power."""
    own = "    from: 2025-12-01\n"
    ranges = "    ranges:\n    - unit: yuan\n      max: 5000\n      id: own\n      kind: fine\n"
    edits: Edits = {EXPIRED: (own, own + ranges)}
    if sub_item:
        edits[BENCHMARK] = ("power: expired-food\n", f"power: expired-food\nsub_item: {sub_item}\n")
    lay_over(root, edits=edits)
    assert len(left_out(root)) == wanted


def test_range_that_came_later_makes_no_error(root: Path) -> None:
    """A benchmark that was whole when it was made is not wrong because a law has changed since."""
    later = (
        "- law: food-safety-law\n  version: 2025-09-12\n  article: '124'\n  paragraph: '1'\n"
        f"  subparagraph: '5'\n  from: 2026-11-01\n  ranges:\n{NEW_RANGE}duties:\n"
    )
    lay_over(root, edits={EXPIRED: ("duties:\n", later)})
    assert left_out(root, date(2026, 10, 31)) == []
    assert left_out(root) == [("expired-food-2026", "tiers", Severity.REMINDER)]
    lay_over(root, edits={BENCHMARK: ("from: 2026-01-01", "from: 2026-11-02")})
    assert left_out(root) == [("expired-food-2026", "tiers", Severity.ERROR)]


def test_fine_without_its_base_is_not_checked(root: Path) -> None:
    """Times of an amount that nobody wrote: not checked, and never a pass."""
    checked = found(root, {CASES: (",from-10000,20000,", ",from-10000,,")})
    assert checked.of("DSC001") == []
    assert unchecked(checked, "DSC001") == [1]


def test_case_without_a_tier_is_not_checked(root: Path) -> None:
    """A power has a benchmark and the case names no tier: not checked."""
    checked = found(root, {CASES: (",expired-food-2026,ordinary,", ",,,")})
    assert unchecked(checked, "DSC001") == [1]


def test_benchmark_not_in_force_on_the_day_of_the_decision(root: Path) -> None:
    """What counts is the benchmark in force on the day of the decision."""
    checked = found(root, {BENCHMARK: ("from: 2026-01-01", "from: 2026-05-01")})
    assert [(one.place.line, field(one)) for one in checked.of("DSC001")] == [(2, "discretion")]


def test_article_without_a_table_is_not_checked(root: Path) -> None:
    """Without the article table nothing is said about article numbers, but that is said."""
    table = "lists/laws/city-appearance-regulation/2017-03-01.csv"
    checked = found(root, {}, {table: None})
    assert checked.of("COV006") == []
    assert unchecked(checked, "COV006") == [2]  # the power's basis and the case's


def test_articles_that_nobody_confirmed_are_not_checked(root: Path) -> None:
    """A law that is not cited: what no person has confirmed is counted, not decided."""
    edits: Edits = {
        LITTERING: (
            "law: city-appearance-regulation\n  version: 2017-03-01\n  article: '34'",
            "law: food-safety-law\n  version: 2025-09-12\n  article: '124'",
        ),
        "lists/laws/city-appearance-regulation/2017-03-01.csv": (",penalty,\n", ",,\n"),
    }
    checked = found(root, edits)
    assert checked.of("COV005") == []
    assert unchecked(checked, "COV005") == [1]


def test_law_that_nobody_cites_is_a_warning(root: Path) -> None:
    """The plan leaves a month to list a new law's powers: no error before that."""
    edits: Edits = {
        LITTERING: (
            "law: city-appearance-regulation\n  version: 2017-03-01\n  article: '34'",
            "law: food-safety-law\n  version: 2025-09-12\n  article: '124'",
        )
    }
    assert [one.severity for one in found(root, edits).of("COV005")] == [Severity.WARNING]


@pytest.mark.parametrize(("article", "hits"), [("50", 0), ("17", 1)])
def test_execution_is_entrusted_only_as_substitute_performance(
    article: str, hits: int, root: Path
) -> None:
    """Performance in the party's place may go to a third person (Compulsion Law, 50), nothing else."""
    law = "lists/laws/administrative-compulsion-law/law.yaml"
    text = (
        "id: administrative-compulsion-law\ntitle: 中华人民共和国行政强制法\n"
        "short_title: 行政强制法\nlevel: law\nauthority: 全国人民代表大会常务委员会\nevents:\n"
        "- id: administrative-compulsion-law-2011-06-30-enacted\n  kind: enacted\n"
        "  published: 2011-06-30\n  effective: 2012-01-01\n"
    )
    lay_over(root, {law: text}, {SEIZURE: ("compulsion: measure", "compulsion: execution")})
    lay_over(root, edits={ENTRUSTMENT: ("- expired-food/sale\n", "- food-seizure\n")})
    lay_over(
        root,
        edits={
            ENTRUSTMENT: (
                "- law: administrative-penalty-law\n  version: 2021-01-22\n  article: '20'",
                f"- law: administrative-compulsion-law\n  version: 2011-06-30\n  article: '{article}'",
            )
        },
    )
    assert len(check(root).of("ENT006")) == hits


def test_reference_to_a_broken_record_is_not_checked(root: Path) -> None:
    """A department that cannot be read is one finding, not one for each record that names it."""
    department = f"{UM}/department.yaml"
    checked = found(root, {department: ("kind: organ", "kind: organe")})
    assert checked.of("STR008") == []
    assert unchecked(checked, "STR008")[0] > 0
    assert len(checked.of("STR005")) == 1


def test_missing_department_is_said_once(root: Path) -> None:
    """A folder without department.yaml is one finding, not one for each record in it."""
    # The waiver's own event stands outside the folder, and names the department by itself, as other lists do.
    waiver = f"{UM}/waivers/street-delegation-2026.yaml"
    checked = found(root, {}, {f"{UM}/department.yaml": None, waiver: None})
    inside = [
        one for one in checked.of("STR008") if one.place.file.startswith(UM) and not one.place.path
    ]
    assert len(inside) == 1


@pytest.mark.parametrize(
    ("result", "until", "wanted"),
    [
        ("kept", "2026-11-22", (Kind.CLOCK, Severity.REMINDER)),
        ("kept", "2026-03-19", (Kind.RECORD, Severity.ERROR)),
        ("ended", "2027-06-30", (Kind.RECORD, Severity.ERROR)),
    ],
)
def test_rule_of_both_classes_says_which(
    result: str, until: str, wanted: tuple[Kind, Severity], root: Path
) -> None:
    """What time made true is a reminder; what was wrong when it was written is an error."""
    lay_over(root, edits={ENTRUSTMENT: ("until: 2027-06-30", f"until: {until}")})
    lay_over(root, edits={ENTRUSTMENT: ("result: kept", f"result: {result}")})
    hits = [one for one in check(root).of("ENT002") if one.place.file == EXPIRED]
    assert [(one.kind, one.severity) for one in hits] == [wanted]


@pytest.mark.parametrize(
    ("power", "entrusted", "hits", "open_"),
    [
        ("expired-food/sale", "expired-food/sale", 0, []),
        ("expired-food/sale", "expired-food", 0, []),
        ("expired-food/ingredients", "expired-food/sale", 1, []),
        ("expired-food", "expired-food", 0, []),
        # Which sub-item it was, nobody wrote: not checked, and never a pass.
        ("expired-food", "expired-food/sale", 0, [1]),
    ],
)
def test_entrustment_of_a_case_has_its_power(
    power: str, entrusted: str, hits: int, open_: list[int], root: Path
) -> None:
    """A body acts within what was entrusted to it (Penalty Law, 20): sub-items are told apart."""
    lay_over(root, edits={ENTRUSTMENT: ("- expired-food/sale\n", f"- {entrusted}\n")})
    lay_over(root, edits={CASES: (",expired-food/sale,food-", f",{power},food-")})
    checked = check(root)
    assert len(checked.of("ENT001")) == hits
    assert unchecked(checked, "ENT001") == open_


@pytest.mark.parametrize(
    ("until", "clean_up", "hits"),
    [("2026-04-10", "kept", 0), ("2026-04-09", "kept", 1), ("2027-06-30", "ended", 1)],
)
def test_case_decided_after_its_entrustment(
    until: str, clean_up: str, hits: int, root: Path
) -> None:
    """The last day counts in; a clean-up that ended the entrustment ends it before its term."""
    lay_over(root, edits={ENTRUSTMENT: ("until: 2027-06-30", f"until: {until}")})
    lay_over(root, edits={ENTRUSTMENT: ("result: kept", f"result: {clean_up}")})
    found = [one for one in check(root).of("ENT002") if one.place.file == CASES]
    assert [(one.place.line, field(one)) for one in found] == [(2, "entrustment")] * hits
    assert {one.severity for one in found} <= {Severity.ERROR}


def test_what_is_only_likely_is_a_warning(root: Path) -> None:
    """A number whose check digit does not hold is a question to a person."""
    edits: Edits = {FINES: ("当事人在人民广场", "当事人（身份证110105194912310021）在人民广场")}
    assert [one.severity for one in found(root, edits).of("PRV001")] == [Severity.WARNING]


def test_likely_name_is_a_question_that_is_answered_once(root: Path) -> None:
    """It reminds, says where the word is and where to write that it is none; what is said there silences no longer name."""
    lay_over(root, edits={FINES: ("当事人在人民广场", "当事人在人民广场，受害人夏雨荷被骗2万元")})
    (asked,) = check(root).of("PRV004")
    assert asked.severity is Severity.REMINDER and "夏雨荷" not in asked.message + asked.advice
    assert "个字起的“夏…”（共3个字符）像是人名" in asked.message and "not_names" in asked.advice
    portal = root / "lists/portal.yaml"
    before = portal.read_text("utf-8")
    for word, hits in (("雨荷", 1), ("夏雨荷", 0)):
        portal.write_text(f"{before.rstrip()}\nnot_names:\n- {word}\n", encoding="utf-8")
        assert len(check(root).of("PRV004")) == hits
    for word in ("夏", "夏雨荷被骗", "Xia"):
        portal.write_text(f"{before.rstrip()}\nnot_names:\n- {word}\n", encoding="utf-8")
        assert [field(one) for one in check(root).of("STR005")] == ["not_names.0"]


def test_credit_code_of_a_named_party_is_public(root: Path) -> None:
    """An organisation whose name is public has its credit code public too; masked, neither."""
    code = "91330106MA2C00000"
    full = code + uscc.calc_check_digit(code)
    lay_over(root, edits={CASES: (",legal_person,,", f",legal_person,{full},")})
    assert check(root).of("PRV006") == []
    names = ("organisation_names: named", "organisation_names: masked")
    lay_over(root, edits={"lists/portal.yaml": names})
    assert [field(one) for one in check(root).of("PRV006")] == ["party_code"]


HEAVY = "主动召回,主动召回的理由,fine;confiscate_goods,50000"


@pytest.mark.parametrize(
    ("old", "new", "fields", "open_questions"),
    [
        # The times of a base, with a reason: 20 times 20000 is the most.
        (",,,fine,280000,", ",,拒不改正,fine,400000,", [], []),
        (",,,fine,280000,", ",,拒不改正,fine,400000.01,", ["fine"], []),
        # The base is not written: nobody can tell, whatever the reason.
        (",20000,,,,fine,280000,", ",,,,拒不改正,fine,900000,", [], [1]),
    ],
)
def test_no_reason_lifts_the_cap_of_the_law(
    old: str, new: str, fields: list[str], open_questions: list[int], root: Path
) -> None:
    """A reason excuses the tier, never the law's most; what cannot be told is not checked."""
    checked = found(root, {CASES: (old, new)})
    assert [field(one) for one in checked.of("DSC001")] == fields
    assert unchecked(checked, "DSC001") == open_questions


def test_caps_of_two_articles_are_not_guessed(root: Path) -> None:
    """Above the cap of one of two penal articles: counted as not checked, and no error."""
    lay_over(
        root,
        edits={
            CASES: (",50000,,没收", ",150000,,没收"),
            LITTERING: (
                "  subparagraph: '1'\n",
                "  subparagraph: '1'\n  ranges:\n  - unit: yuan\n    max: 50\n    id: any\n    kind: fine\n",
            ),
        },
    )
    lay_over(root, edits={CASES: ("货值不足2000元，主动召回,,", "货值不足2000元，主动召回,并罚,")})
    assert [field(one) for one in check(root).of("DSC001")] == ["fine"]
    both = "城东区,food-safety-law@2025-09-12:124.1.5"
    lay_over(root, edits={CASES: (both, f"{both};city-appearance-regulation@2017-03-01:34.0.1")})
    checked = check(root)
    assert checked.of("DSC001") == []
    assert unchecked(checked, "DSC001") == [1]


def test_ended_benchmark_is_a_question_and_no_error(root: Path) -> None:
    """The rules at the time of the act may still be right (Penalty Law, 37); a reason answers."""
    ended: Edits = {BENCHMARK: ("from: 2026-01-01", "from: 2026-01-01\nuntil: 2026-06-11")}
    one, *more = found(root, ended).of("DSC001")
    assert (one.place.line, field(one), one.severity) == (3, "discretion", Severity.REMINDER)
    assert more == []
    lay_over(
        root,
        edits={CASES: (",20000,,,,fine,", ",20000,,,行为发生在原基准施行期间,fine,")},
    )
    assert check(root).of("DSC001") == []


def test_advice_fits_what_is_wrong(root: Path) -> None:
    """What the rule says of all its findings would mislead here."""
    over = found(
        root, {CASES: (HEAVY.replace("主动召回的理由", ""), HEAVY.replace("50000", "999999"))}
    )
    (one,) = over.of("DSC001")
    assert "超过法定上限100,000元" in one.message
    assert "不能使罚款超过法定上限" in one.advice
    assert "没有写理由" not in one.message


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"^MC\d{8}$", "“MC”加8位数字"),
        (r"\d{11}", "11位数字"),
        (r"^[A-Z]\d{2}-\d{6,8}$", "1位大写字母加2位数字加“-”加6到8位数字"),
        (r"^(MC|XC)[0-9]{8}[A-Z]?$", "“MC”或者“XC”加8位数字加可有可无的1位大写字母"),
        (r"^0{3}\d$", "3个“0”加1位数字"),
        (r"^(a+)+$", None),
        (r"^MC\d+$", None),
        (r"^MC[$", None),
        (r"^MC\d{8,6}$", None),
        (r"^[B-K]\d$", None),
        ("^$", None),
    ],
)
def test_form_of_certificates_in_words(pattern: str, words: str | None) -> None:
    """A clerk reads no regular expressions; what cannot be told, or could run for hours, is refused."""
    assert in_words(pattern) == words
