"""`answer` and `clocks`: a department answers an event in a batch, and what it writes reads without a finding."""

import json
from pathlib import Path

import pytest

from generator.commands import FINE, WRONG_USE, main
from tests.support.city import check, copy_city, lay_over

FOOD = "food-safety-law-2025-09-12-amended"
RESPONSE = "lists/departments/market-regulation/responses/food-safety-2025.yaml"
LAW = "lists/laws/city-appearance-regulation/law.yaml"
END = "  instrument: 《国务院关于修改和废止部分行政法规的决定》第二次修订\n  source: 法律文本题注和附则\n"
EVENT = "city-appearance-regulation-2026-11-02-revised"
LITTERING = "lists/departments/urban-management/powers/littering.yaml"
WRITTEN = f"lists/departments/urban-management/responses/{EVENT}-urban-management.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


def revise(root: Path, articles: str) -> None:
    """A new text of the regulation, in force later, with its article table."""
    text = f"{END}- id: {EVENT}\n  kind: revised\n  published: 2026-11-02\n  effective: 2027-03-01\n{articles}"
    lay_over(root, edits={LAW: (END, text)})
    table = root / "lists/laws/city-appearance-regulation"
    rows = (table / "2017-03-01.csv").read_text(encoding="utf-8")
    (table / "2026-11-02.csv").write_text(rows, encoding="utf-8")


def answer(root: Path, *more: str, event: str = EVENT, department: str = "urban-management") -> int:
    return main(["answer", event, "--department", department, "--root", str(root), *more])


def files(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


def test_without_an_answer_it_only_lists(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_over(root, {RESPONSE: None})
    before = files(root)
    assert answer(root, event=FOOD, department="market-regulation") == FINE
    said = capsys.readouterr().out
    assert "还有2项要在2025年10月13日（星期一）以前答复" in said
    assert "expired-food/ingredients" in said
    assert "什么也没有写" in said
    assert files(root) == before


def test_one_reason_answers_many(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What rests on the new text already is adjusted; the rest takes the one reason. Nothing to find after it."""
    revise(root, "  articles:\n    changed:\n    - '34'\n")
    assert answer(root, "--no-change", "只改了罚款数额", "--by", "法规科") == FINE
    assert (root / WRITTEN).read_text(encoding="utf-8") == (
        f"id: {EVENT}-urban-management\nevent: {EVENT}\ndeclared_on: 2026-11-23\nby: 法规科\nanswers:\n"
        "- items:\n  - littering\n  result: no_change\n  reason: 只改了罚款数额\n"
    )
    assert "还有" not in capsys.readouterr().out.partition("写了")[2]
    checked = check(root)
    assert [f.code for f in checked.findings if f.code != "COV003"] == []


def test_a_certain_successor_is_written_with_all_that_holds(root: Path) -> None:
    """Word for word under another number: the old basis ends, the new one begins, comments stay."""
    revise(root, "  articles:\n    moved:\n      '40': '34'\n")
    path = root / LITTERING
    path.write_text("# 由城管中队承办\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert answer(root, "--adjusted", "--by", "法规科") == FINE
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 由城管中队承办\n")
    assert (
        "  article: '34'\n  subparagraph: '1'\n  until: 2027-02-28\n"
        "- law: city-appearance-regulation\n  version: 2026-11-02\n  article: '40'\n"
        "  subparagraph: '1'\n  from: 2027-03-01\n"
    ) in text
    assert not (root / WRITTEN).exists()  # an article that only moved obliges nobody to answer
    # Its own site still shows the list of before.
    found = [f for f in check(root).findings if f.code != "UPD007"]
    assert [f"{f.code} {f.place.file} {f.message}" for f in found] == []


def test_a_changed_article_goes_where_a_person_says(root: Path) -> None:
    """Without paragraphs or ranges of the old words, and answered as adjusted."""
    revise(root, "  articles:\n    changed:\n    - '34'\n")
    assert answer(root, "--move", "34=36", "--by", "法规科") == FINE
    text = (root / LITTERING).read_text(encoding="utf-8")
    assert "  version: 2026-11-02\n  article: '36'\n  from: 2027-03-01\n" in text
    assert "result: adjusted" in (root / WRITTEN).read_text(encoding="utf-8")
    before = files(root)
    assert answer(root, "--adjusted", "--by", "法规科") == FINE
    assert files(root) == before


def test_an_amendment_without_its_day_of_effect_is_said_before_bases_are_dated(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The day stands in the decision; without it the new basis would begin on the day of publication."""
    name = EVENT.replace("revised", "amended")
    revise(root, "  articles:\n    changed:\n    - '34'\n")
    assert answer(root, "--list") == FINE
    assert "没有写施行日期" not in capsys.readouterr().out
    said = f"- id: {EVENT}\n  kind: revised\n  published: 2026-11-02\n  effective: 2027-03-01\n"
    lay_over(root, edits={LAW: (said, f"- id: {name}\n  kind: amended\n  published: 2026-11-02\n")})
    assert answer(root, "--list", event=name) == FINE
    assert "新依据从公布之日2026-11-02起" in capsys.readouterr().out


def test_what_a_move_leaves_out_is_said_item_by_item(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a changed article nothing is copied that only a person can judge: each item, what, and in which file."""
    revise(root, "  articles:\n    changed:\n    - '34'\n")
    gist = {LITTERING: ("  subparagraph: '1'\n", "  subparagraph: '1'\n  gist: 乱扔垃圾的罚款\n")}
    lay_over(root, edits=gist)
    assert answer(root, "--move", "34=36", "--by", "法规科") == FINE
    said = capsys.readouterr().out.partition("写了")[2]
    assert "littering：《城市市容和环境卫生管理条例》第三十四条 → 《" in said
    assert f"没有照抄：第1项、大意。改 {LITTERING}" in said


def test_questions_on_a_terminal(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same by questions: where the article goes on is left open, then no change and its reason."""
    revise(root, "  articles:\n    changed:\n    - '34'\n")
    replies = iter(["", "2", "只改了罚款数额"])
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or next(replies))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert answer(root, "--by", "法规科") == FINE
    words = ("接续", "littering", "理由")
    assert all(word in question for word, question in zip(words, asked, strict=True))
    assert "reason: 只改了罚款数额" in (root / WRITTEN).read_text(encoding="utf-8")
    assert "2026-11-02" not in (root / LITTERING).read_text(encoding="utf-8")


def test_more_answers_join_the_first(root: Path) -> None:
    """A second batch for the same event goes into the file of the first."""
    lay_over(root, {RESPONSE: None})
    both = {"event": FOOD, "department": "market-regulation"}
    assert answer(root, "--item", "expired-food", "--adjusted", "--by", "法规科", **both) == FINE
    assert answer(root, "--adjusted", "--by", "法规科", **both) == FINE
    path = root / f"lists/departments/market-regulation/responses/{FOOD}-market-regulation.yaml"
    assert path.read_text(encoding="utf-8").count("- items:") == 2
    assert [f.code for f in check(root).findings if f.code.startswith(("STR", "UPD001"))] == []


@pytest.mark.parametrize(
    ("more", "event", "department", "words"),
    [
        ([], "food-safety-law-2025-09-12-revised", "market-regulation", FOOD),
        ([], FOOD, "nobody", "market-regulation"),
        (["--item", "littering"], FOOD, "market-regulation", "expired-food"),
        (["--adjusted"], FOOD, "market-regulation", "--by"),
    ],
)
def test_what_cannot_be_answered_is_said(
    root: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    event: str,
    department: str,
    words: str,
) -> None:
    """The message says what there is, and nothing is written."""
    lay_over(root, {RESPONSE: None})
    before = files(root)
    assert answer(root, *more, event=event, department=department) == WRONG_USE
    assert words in capsys.readouterr().err
    assert files(root) == before


def test_a_move_from_what_needs_none_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    revise(root, "  articles:\n    changed:\n    - '34'\n")
    for words in ("35=36", "34=", "34=三十六"):
        assert answer(root, "--move", words, "--by", "法规科") == WRONG_USE
        assert "34" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--move", "34=36"], "--by"),
        (["--move", "34=36", "--by", "法规科", "--id", "food-safety-2025"], "--id"),
        (["--move", "34=9999", "--by", "法规科"], "最后一条是第四十五条"),
    ],
)
def test_a_refusal_writes_nothing_at_all(
    root: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    """Not half of it either: bases are moved only when the response is sure to follow, to an article that there is."""
    revise(root, "  articles:\n    changed:\n    - '34'\n")
    before = files(root)
    assert answer(root, *more) == WRONG_USE
    assert words in capsys.readouterr().err
    assert files(root) == before


def test_clocks_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every key that others read, dates as text, an address on the site."""
    assert main(["clocks", "--root", str(root), "--format", "json"]) == FINE
    found = json.loads(capsys.readouterr().out)
    assert found["as_of"] == "2026-11-23"
    one = next(c for c in found["clocks"] if c["event"] == "street-delegation-2026")
    assert one == {
        "id": "update/street-delegation-2026/urban-management/littering",
        "rule": "UPD001", "deadline": "update", "department": "urban-management",
        "register": "powers", "record": "littering", "subject": "对乱扔果皮、纸屑等废弃物的处罚",
        "event": "street-delegation-2026", "started": "2026-11-16", "due": "2026-12-16",
        "provisional": False, "state": "open", "met_on": None, "commit": None, "witnessed": False,
        "waiver": "street-delegation-2026", "address": "/powers/littering/",
    }  # fmt: skip


def test_clocks_within_some_days(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is late and what is due by then; what is met is left out."""
    for days, count in (("22", 0), ("23", 1)):
        assert main(["clocks", "--root", str(root), "--within", days, "--format", "json"]) == FINE
        listed = json.loads(capsys.readouterr().out)["clocks"]
        assert len([one for one in listed if one["deadline"] == "update"]) == count
    for form, words in (
        ("text", "还有23天"),
        ("markdown", "| 对乱扔果皮"),
        ("ics", "DTSTART;VALUE=DATE:20261216"),
    ):
        assert main(["clocks", "--root", str(root), "--within", "23", "--format", form]) == FINE
        assert words in capsys.readouterr().out


def test_clocks_of_a_day(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["clocks", "--root", str(root), "--as-of", "2026-12-17", "--format", "json"]) == FINE
    )
    states = {c["id"]: c["state"] for c in json.loads(capsys.readouterr().out)["clocks"]}
    assert states["update/street-delegation-2026/urban-management/littering"] == "late"
