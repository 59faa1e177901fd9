"""`check --fix` mends what has one right answer, touches nothing else, and says what it did."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.commands import main
from generator.commands._mending import mend
from tests.support.city import CITY, check, copy_city

UM = "lists/departments/urban-management"
MR = "lists/departments/market-regulation"
LITTERING = f"{UM}/powers/littering.yaml"
BENCHMARK = f"{MR}/discretion/expired-food-2026.yaml"
CASES = f"{MR}/penalties/2026.csv"
OFFICERS = f"{MR}/officers.csv"
BODY = "lists/bodies/food-brigade.yaml"


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def in_words(day: str) -> str:
    year, month, date = day.split("-")
    return f"{year}年{int(month)}月{int(date)}日"


# A slip and the text that has it; nothing is written where a text has no place for it.
SLIPS: dict[str, Callable[[str], str]] = {
    "BOM": lambda text: "\ufeff" + text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "day in words": lambda t: re.sub(r"(?<=: )\d{4}-\d\d-\d\d", lambda m: in_words(m[0]), t, count=1),
    "day with slashes": lambda t: re.sub(r"(?<=: )(\d{4})-0?(\d+)-0?(\d+)", r"\1/\2/\3", t, count=1),
    "day of eight digits": lambda t: re.sub(r"(?<=: )(\d{4})-(\d\d)-(\d\d)", r"\1\2\3", t, count=1),
    "day of full width": lambda t: re.sub(r"(?<=: )\d{4}-\d\d-\d\d", lambda m: wide(m[0]), t, count=1),
    "label for a key": lambda t: t.replace("type: penalty", "type: 行政处罚"),
    "capital key": lambda t: t.replace("type: penalty", "type: Penalty"),
    "key in wide quotes": lambda t: t.replace("type: penalty", "type: “penalty”"),
    "article without quotes": lambda t: re.sub(r"article: '(\d+)'", r"article: \1", t, count=1),
    "article in words": lambda t: t.replace("article: '34'", "article: 第三十四条"),
    "amount in ten thousands": lambda t: t.replace("max: 50000\n", "max: 5万元\n"),
    "amount with commas": lambda t: t.replace("min: 10000\n", "min: 10,000元\n"),
    "colon of full width": lambda t: t.replace("id: ", "id：", 1),
    "no blank after the colon": lambda t: t.replace("name: ", "name:", 1),
    "dash of full width": lambda t: re.sub(r"^- ", "－ ", t, count=1, flags=re.M),
    "no blank after the dash": lambda t: re.sub(r"^- (?=[a-z]+:)", "-", t, count=1, flags=re.M),
    "a letter too many": lambda t: t.replace("summary:", "sumary:", 1),
    "a title for a name": lambda t: re.sub(r"^name:", "职权名称:" if "\ntype:" in t else "名称:", t, count=1, flags=re.M),
    "an empty field": lambda t: t + "remark:\n",
    "another order": lambda t: "".join(reversed(t.splitlines(True)[:2])) + "".join(t.splitlines(True)[2:]),
    "capital id": lambda t: re.sub(r"^id: (\S+)", lambda m: f"id: {m[1].upper()}", t, count=1),
    "blank without width": lambda t: re.sub(r"(?m)^(name: .)", "\\1\u200b", t, count=1),
}  # fmt: skip
FILES = [LITTERING, BENCHMARK, BODY, f"{MR}/powers/expired-food.yaml",
         f"{MR}/powers/food-seizure.yaml", "lists/adjustments/street-delegation-2026.yaml"]  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    slips=st.lists(st.sampled_from(sorted(SLIPS)), min_size=1, max_size=4, unique=True),
    file=st.sampled_from(FILES),
)
def test_a_file_with_slips_becomes_what_it_was(
    slips: list[str], file: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever slips are put into a whole file, one over the other: mended, it is the same bytes again,
    and mending once more changes nothing."""
    root = tmp_path_factory.mktemp("fix")
    whole = (CITY / file).read_bytes()
    text = whole.decode()
    # What turns lines and marks them comes last: the others look for lines.
    for name in sorted(slips, key=lambda one: one in ("CRLF", "BOM")):
        text = SLIPS[name](text)
    if name_of_a_cover(slips):
        return
    (root / file).parent.mkdir(parents=True)
    (root / file).write_bytes(text.encode())
    done = list(mend([root]))
    assert (root / file).read_bytes() == whole, [str(one) for one in done]
    assert bool(done) == (text.encode() != whole)
    assert list(mend([root])) == []


def name_of_a_cover(slips: list[str]) -> bool:
    """Two slips in one place, of which the second covers what the first says."""
    return {"no blank after the colon", "a title for a name"} <= set(slips) or {
        "blank without width",
        "no blank after the colon",
    } <= set(slips)


def test_a_table_is_mended_in_its_cells(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    cases, officers = root / CASES, root / OFFICERS
    before = {path: path.read_bytes() for path in (cases, officers)}
    text = before[cases].decode().replace("2026-09-01", "2026/9/1", 1)
    cases.write_text(text.replace(",280000,", ",28万元,", 1), encoding="utf-8")
    text = before[officers].decode().replace(",name,", ",姓名,", 1)
    officers.write_text(text + "," * 15 + "\n", encoding="utf-8")
    said = [str(one) for one in mend([root])]
    assert {path: path.read_bytes() for path in before} == before
    assert any(":5\n" in one and "（删去这一行）" in one for one in said)
    assert len(said) == 4


def test_a_file_of_windows_becomes_utf_8(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    whole = (root / LITTERING).read_bytes()
    (root / LITTERING).write_bytes(whole.decode().encode("gb18030"))
    (only,) = mend([root])
    assert "UTF-8" in str(only)
    assert (root / LITTERING).read_bytes() == whole
    # Traditional characters in Big5 would read as rare ones: whose they are is not guessed.
    (root / LITTERING).write_bytes(
        "id: littering\nname: 對亂扔廢棄物的處罰和其他規定\n".encode("big5")
    )
    assert list(mend([root])) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (LITTERING, "article: '34'", "article: '340'"),
        (LITTERING, "law: city-appearance-regulation", "law: 市容条例"),
        (CASES, ",expired-food-2026,lighter", ",expired-food-2027,lighter"),
        (CASES, "fine;confiscate_goods", "fine、没收"),
        (CASES, "小市监罚〔2026〕1号", "小市监罚2026-2号"),
        (LITTERING, "type: penalty", "type: 处罚"),
        (LITTERING, "type: penalty", "typ3s: penalty"),
        (LITTERING, "  version: 2017-03-01", "  version: 17-3-1"),
        (LITTERING, "  version: 2017-03-01", "  version: 2017年2月30日"),
        (LITTERING, "  handler: ", "　　handler: "),
        (LITTERING, "  handler: ", "\thandler: "),
        (LITTERING, "id: littering", "id: litter"),
        (BENCHMARK, "max: 50000", "max: 大约5万元"),
        (BENCHMARK, "max: 50000", "max: 5-10万元"),
    ],
)
def test_nothing_is_guessed(file: str, old: str, new: str, tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    text = (root / file).read_text(encoding="utf-8").replace(old, new, 1)
    assert new in text
    (root / file).write_text(text, encoding="utf-8")
    assert [str(one) for one in mend([root])] == []
    assert (root / file).read_text(encoding="utf-8") == text


def test_a_title_that_two_laws_bear_is_not_guessed(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    law = root / "lists/laws/food-safety-law/law.yaml"
    text = law.read_text(encoding="utf-8")
    law.write_text(
        text.replace("short_title: 食品安全法", "short_title: 行政处罚法"), encoding="utf-8"
    )
    path = root / UM / "powers/littering.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("city-appearance-regulation", "行政处罚法"), encoding="utf-8")
    assert list(mend([root])) == []
    (found,) = [one for one in check(root).findings if one.place.path == ("bases", 0, "law")]
    assert "administrative-penalty-law、food-safety-law" in found.advice and found.fix is None
    path.write_text(
        text.replace("city-appearance-regulation", "中华人民共和国食品安全法"), encoding="utf-8"
    )
    assert len(list(mend([root]))) == 1
    assert "law: food-safety-law" in path.read_text(encoding="utf-8")


def test_the_command_says_what_it_changed_and_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    subprocess.run(
        "git init -q && git add -A && git commit -qm 起点", cwd=root, shell=True, check=True
    )
    path = root / LITTERING
    text = path.read_text(encoding="utf-8").replace("type: penalty", "type: 行政处罚")
    path.write_text(text.replace("'34'", "'3400'"), encoding="utf-8")
    assert main(["check", "--root", str(root), "--fix"]) == 1
    said = capsys.readouterr()
    assert (
        f"已改 {LITTERING}:4\n  原来：type: 行政处罚\n  改成：type: penalty\n改了1处。" in said.err
    )
    assert "错误[COV006]" in said.out and "错误[STR005]" not in said.out
    changed = subprocess.run(
        ["git", "diff", "-U0"], cwd=root, capture_output=True, text=True
    ).stdout
    lines = [one for one in changed.splitlines() if re.match(r"[-+][^-+]", one)]
    assert lines == ["-  article: '34'", "+  article: '3400'"]
    main(["check", "--root", str(root), "--fix"])
    assert "没有能自动改的" in capsys.readouterr().err
