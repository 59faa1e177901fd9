"""Every rule is shown by its examples: what fails is found where it stands, what passes is not.

The format of generator/rules/examples/CODE.yaml is described in generator/rules/_cases.py.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.findings import Finding, Hit, Kind, Severity, Unchecked
from generator.rules import RULES, Rule, all_rules
from generator.rules._cases import EXAMPLES, Case, ExampleError, cases
from tests.support.city import CITY, DAY, check, field, lay_over
from tests.support.repository import BEGUN, Repository

CODES = sorted(all_rules())
# The families of the plan, and how many rules each has.
FAMILIES = {
    "STR": 12,
    "COV": 6,
    "UPD": 9,
    "ENT": 6,
    "LGR": 4,
    "REC": 2,
    "DIS": 8,
    "FIN": 3,
    "DSC": 4,
    "TRF": 4,
    "OFC": 5,
    "FRV": 2,
    "TRN": 3,
    "FIL": 2,
    "DKT": 3,
    "OFF": 2,
    "EXH": 3,
    "CFL": 3,
    "JNT": 1,
    "CMP": 6,
    "EXP": 2,
    "APR": 4,
    "ACC": 3,
    "PRV": 7,
}
CASES = [case for code in CODES for case in cases(code)]


def named(case: Case) -> str:
    return f"{case.code}-{case.name}"


def made(case: Case, root: Path) -> Path:
    lay_over(root, case.files, case.edits)
    if case.history:
        commit_as_told(root, case)
    return root


def commit_as_told(root: Path, case: Case) -> None:
    """Each file of the example's history comes on its day, all others stand there from the beginning."""
    as_it_stands = {
        path: (root / path).read_text("utf-8") if (root / path).exists() else None
        for path in case.history
    }
    begun: dict[str, str | None] = {
        path: (CITY / path).read_text("utf-8") if path in case.edits or text is None else None
        for path, text in as_it_stands.items()
    }
    repository = Repository(root)
    repository.write(begun)
    repository.commit(f"{BEGUN}")
    for path, on in sorted(case.history.items(), key=lambda one: one[1]):
        repository.commit(f"{on}", {path: as_it_stands[path]})


def file_of(root: Path, finding: Finding) -> str:
    """The file of a finding as examples write it: from the city, whichever root of it holds the file."""
    place = finding.place
    return Path(place.root, place.file).relative_to(root.resolve()).as_posix()


def wrong(case: Case, root: Path) -> str:
    """How the findings of the case's rule differ from what it expects; nothing where they do not."""
    found = check(root, case.day or DAY).of(case.code)
    hits = sorted((file_of(root, finding), field(finding)) for finding in found)
    wanted = sorted((expected.file, expected.field) for expected in case.expect)
    if hits != wanted:
        return f"找到 {hits}，应当是 {wanted}"
    for expected in case.expect:
        wanted_at = (expected.file, expected.field)
        one = next(f for f in found if (file_of(root, f), field(f)) == wanted_at)
        if expected.line is not None and one.place.line != expected.line:
            return f"行号是 {one.place.line}，应当是 {expected.line}"
        if expected.kind is not None and one.kind != expected.kind:
            return f"性质是 {one.kind}，应当是 {expected.kind}"
    return ""


def test_every_rule_of_the_plan_is_there() -> None:
    """No code of the plan is forgotten, and none is invented."""
    wanted = {f"{family}{n:03}" for family, many in FAMILIES.items() for n in range(1, many + 1)}
    assert set(CODES) == wanted


def test_examples_and_rules_are_the_same_set() -> None:
    """A rule without an example, or an example without a rule, is a mistake."""
    assert sorted(path.stem for path in EXAMPLES.glob("*.yaml")) == CODES


@pytest.mark.parametrize("code", CODES)
def test_rule_has_both_examples_and_its_words(code: str) -> None:
    """Each rule has a failing and a passing example, a clause, a source and a cure."""
    one = all_rules()[code]
    assert {case.fails for case in cases(code)} == {True, False}
    assert len({case.title for case in cases(code)}) == len(cases(code))
    for words in (one.title, one.clause, one.source, one.message, one.advice):
        assert words.strip() == words
        assert words
    assert not re.search("请|非法|格式错误", one.message), "说出写的是什么、应当是什么"
    assert one.advice.endswith("。")
    assert one.kind is not Kind.CLOCK or one.severity is Severity.REMINDER
    assert all(name for _, name, _, _ in string.Formatter().parse(one.message) if name is not None)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_example(case: Case, fresh_city: Path) -> None:
    """A failing example is found at its file and field, a passing one not at all."""
    assert wrong(case, made(case, fresh_city)) == ""


@pytest.mark.parametrize("case", [case for case in CASES if case.fails], ids=named)
def test_removed_rule_is_missed(
    case: Case, fresh_city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the body of its rule a failing example fails: the examples prove it."""

    def nothing(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
        return iter(())

    # The other rules find nothing of its code, with it or without.
    alone = {case.code: replace(RULES[case.code], check=nothing)}
    monkeypatch.setattr("generator.rules.RULES", alone)
    assert wrong(case, made(case, fresh_city))


def test_small_city_is_clean() -> None:
    """The city that examples are laid over has nothing to report and nothing unchecked on its day."""
    checked = check(CITY)
    assert [f"{f.code} {f.place.file} {f.message}" for f in checked.findings] == []
    assert checked.report.unchecked == {}


@pytest.mark.parametrize("case", CASES, ids=named)
def test_example_is_short(case: Case) -> None:
    """An example is printed by `explain`: what it changes fits on a screen."""
    texts = [text or "" for text in case.files.values()]
    texts += [text for pair in case.edits.values() for text in pair]
    assert sum(text.count("\n") + 1 for text in texts) <= 24


def test_example_with_a_slip_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt key or a failing example that expects nothing is an error, not an empty test."""
    monkeypatch.setattr("generator.rules._cases.EXAMPLES", tmp_path)
    path = tmp_path / "XXX001.yaml"
    for text in (
        "fail_x: {title: 一, edits: {}, expect: [{file: a, field: b}]}\n",
        "fail_x: {title: 一}\n",
        "wrong_x: {title: 一}\n",
        "pass_x: {title: 一, edit: {a: [b]}}\n",
    ):
        path.write_text(text, encoding="utf-8")
        cases.cache_clear()
        with pytest.raises(ExampleError):
            cases("XXX001")
    cases.cache_clear()


def test_rule_given_twice_is_refused() -> None:
    """A code never means a second thing."""
    from generator.rules import rule

    one: Rule = all_rules()["COV006"]
    with pytest.raises(ValueError, match="COV006"):
        rule("COV006", title="", clause="", source="", message="", advice="")(one.check)
