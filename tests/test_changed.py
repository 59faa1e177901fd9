"""A change is judged by what it makes worse, and told by what it means: check --changed, diff, history."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.changes import Difference, differences, place_before
from generator.commands import main
from tests.support.city import copy_city
from tests.support.repository import Repository

POWER = "lists/departments/market-regulation/powers/expired-food.yaml"
RESPONSE = "lists/departments/market-regulation/responses/food-safety-2025.yaml"
OFFICERS = "lists/departments/market-regulation/officers.csv"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    repository = Repository(copy_city(tmp_path / "city"))
    repository.commit("2026-05-01 10:00")
    return repository


@pytest.fixture
def run(city: Repository, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on the city: code, what it printed, what it told."""

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments, "--root", str(city.folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def replaced(city: Repository, path: str, old: str, new: str) -> dict[str, str]:
    text = (city.folder / path).read_text("utf-8")
    assert text.count(old) >= 1, old
    return {path: text.replace(old, new, 1)}


# ── check --changed ──────────────────────────────────────────────────────────────────────────────────────────


def test_change_fails_on_what_it_brings(city: Repository, run: Run) -> None:
    """An error that the head has and the base has not decides the exit code."""
    city.write(replaced(city, POWER, "article: '124'", "article: '999'"))
    code, out, err = run("check", "--changed", "main")
    assert code == 1
    assert out.count("[COV006]") == 1
    assert "按2026-05-01检查" in err


def test_change_does_not_fail_on_what_was_there(city: Repository, run: Run) -> None:
    """An error of the base is nobody's who changes something else, even where its line moves."""
    city.commit("2026-05-02", replaced(city, POWER, "article: '124'", "article: '999'"))
    city.git("checkout", "--quiet", "-b", "branch")
    city.write(
        replaced(city, POWER, "type: penalty\n", "type: penalty\nnational_code: '000131001000'\n")
    )
    code, out, err = run("check", "--changed", "main")
    assert (code, "COV006" in out) == (0, False)
    assert "原来就有的" in err
    assert run("check")[0] == 1


def test_error_that_only_moved_in_its_list_is_not_new(city: Repository, run: Run) -> None:
    """A basis put before a wrong one moves it from the first place to the second."""
    city.commit(
        "2026-05-02",
        replaced(
            city,
            POWER,
            "version: 2021-04-29\n  article: '124'",
            "version: 2021-04-29\n  article: '999'",
        ),
    )
    city.write(
        replaced(
            city,
            POWER,
            "bases:\n- law: food-safety-law\n  version: 2021-04-29\n",
            "bases:\n- law: food-safety-law\n  version: 2021-04-29\n  article: '34'\n- law: food-safety-law\n  version: 2021-04-29\n",
        )
    )
    code, out, _ = run("check", "--changed", "HEAD")
    assert code == 0, out


def test_time_alone_turns_no_change_red(city: Repository, run: Run) -> None:
    """Both sides are judged on the day of the base, so nothing that became late in between is new."""
    city.commit("2026-05-02", replaced(city, RESPONSE, "  - expired-food/ingredients\n", ""))
    city.write({"README.md": "读我\n"})
    code, out, _ = run("check", "--changed", "main")
    assert (code, "UPD001" in out) == (0, False)
    later = run("check", "--changed", "main", "--as-of", "2030-01-01")
    assert (later[0], "UPD001" in later[1]) == (0, False)


def test_base_that_went_on_is_compared_where_the_change_left_it(city: Repository, run: Run) -> None:
    """What the base has mended since is not held against the change."""
    city.commit("2026-05-02", replaced(city, POWER, "article: '124'", "article: '999'"))
    city.git("checkout", "--quiet", "-b", "branch")
    city.commit("2026-05-03", {"README.md": "读我\n"})
    city.git("checkout", "--quiet", "main")
    city.commit("2026-05-04", replaced(city, POWER, "article: '999'", "article: '124'"))
    city.git("checkout", "--quiet", "branch")
    assert run("check", "--changed", "main")[0] == 0


def test_the_checkout_is_left_alone(city: Repository, run: Run) -> None:
    """The base is read beside it: nothing is checked out, stashed or written."""
    city.write(replaced(city, POWER, "unit: food", "unit: price"))
    before = city.git("status", "--porcelain", "--ignored")
    run("check", "--changed", "main")
    run("diff", "main")
    assert city.git("status", "--porcelain", "--ignored") == before


def test_attributes_cannot_hide_a_file_of_the_base(city: Repository, run: Run) -> None:
    """`export-ignore` would leave it out of an archive, and its errors would look new."""
    text = f"{POWER} export-ignore\n"
    city.commit(
        "2026-05-02",
        {".gitattributes": text, **replaced(city, POWER, "article: '124'", "article: '999'")},
    )
    assert run("check", "--changed", "HEAD")[0] == 0


def test_no_such_commit_is_wrong_use_and_no_history_the_surroundings(
    city: Repository, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each says what to do."""
    for command in (
        ["check", "--changed", "nothere"],
        ["diff", "nothere"],
        ["diff", "main", "nothere"],
    ):
        code, out, err = run(*command)
        assert (code, out) == (2, "")
        assert "没有提交“nothere”" in err
    plain = copy_city(tmp_path / "plain")
    for words in (["check", "--changed", "main"], ["diff", "main"], ["history", "expired-food"]):
        assert main([*words, "--root", str(plain)]) == 3
        assert "不在 git 仓库里" in capsys.readouterr().err
    shallow = Repository(tmp_path / "shallow")
    city.commit("2026-05-02")
    shallow.git("fetch", "--quiet", "--depth", "1", f"file://{city.folder}", "main")
    shallow.git("checkout", "--quiet", "-b", "main", "FETCH_HEAD")
    for words in (["check", "--changed", "main"], ["diff", "main"], ["history", "expired-food"]):
        assert main([*words, "--root", str(shallow.folder)]) == 3
        assert "git fetch --unshallow" in capsys.readouterr().err


def test_check_without_git_checks_all_else_and_says_what_it_did_not(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A portal that counts on git, without it: not checked, never a pass."""
    plain = copy_city(tmp_path / "plain")
    settings = plain / "lists" / "portal.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace(
            "as_of: 2026-11-23\n", "as_of: 2026-11-23\nwitnessed_from: 2025-01-01\n"
        ),
        encoding="utf-8",
    )
    assert main(["check", "--root", str(plain)]) == 0
    out = capsys.readouterr().out
    why = f"portal.yaml 写了见证起始日（witnessed_from），{plain} 不在 git 仓库里"
    assert f"未核对[UPD004、UPD006] 2处：{why}" in out


def test_a_check_of_a_shallow_clone_says_so_before_all_else(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where git is the witness, what nobody compared with it is no pass, in whatever format."""
    settings = "as_of: 2026-11-23\n"
    portal = "lists/portal.yaml"
    city.commit(
        "2026-05-02", replaced(city, portal, settings, f"{settings}witnessed_from: 2025-01-01\n")
    )
    shallow = Repository(tmp_path / "shallow")
    shallow.git("fetch", "--quiet", "--depth", "1", f"file://{city.folder}", "main")
    shallow.git("checkout", "--quiet", "-b", "main", "FETCH_HEAD")
    for form, head in (
        ("text", "没有查 git 历史："), ("markdown", "没有查 git 历史："), ("github", "::warning title=git::没有查"),
    ):  # fmt: skip
        assert main(["check", "--root", str(shallow.folder), "--format", form]) == 3
        said = capsys.readouterr().out
        assert said.startswith(head)
        assert "git fetch --unshallow" in said.split("\n")[0]
    assert main(["check", "--root", str(shallow.folder), "--format", "json"]) == 3
    assert "git fetch --unshallow" in json.loads(capsys.readouterr().out)["unwitnessed"]
    asked = ["food-safety-law-2025-09-12-amended", "--department", "market-regulation", "--list"]
    assert main(["answer", *asked, "--root", str(shallow.folder)]) == 0
    assert "git fetch --unshallow" in capsys.readouterr().err


# ── diff ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_diff_tells_fields_obligations_and_completeness(city: Repository, run: Run) -> None:
    """Sentences and fields in Chinese; what must now be answered for."""
    city.write(replaced(city, POWER, "until: 2025-11-30", "until: 2025-11-29"))
    city.write(replaced(city, RESPONSE, "  - expired-food/ingredients\n", ""))
    code, out, _ = run("diff", "main")
    assert code == 0
    assert "市市场监管局的职权“对生产经营超过保质期食品的处罚”（powers/expired-food）改了1处" in out
    assert "法定依据第1项 · 止：2025年11月30日 → 2025年11月29日" in out
    opened = out.partition("由此产生的答复义务")[2]
    assert "用超过保质期的食品原料生产食品" in opened
    assert "2025-10-13以前答复" in opened


def test_diff_tells_what_a_new_record_says(city: Repository, run: Run) -> None:
    """Who reviews a waiver sees what it excuses, why, by whose leave and until when; of many, only that they came."""
    waiver = "lists/departments/urban-management/waivers/street-delegation-2026.yaml"
    text = (city.folder / waiver).read_text("utf-8")
    city.commit("2026-05-02", {waiver: None})
    city.write({waiver: text})
    out = run("diff", "main")[1]
    assert (
        "    职权：对乱扔果皮、纸屑等废弃物的处罚\n    理由：街道办事处的交接清单还没有批准\n"
        in out
    )
    assert "    批准人：小城市司法局\n" in out
    assert "    止：2027年1月31日\n" in out
    assert (
        "| 理由 | （没有） | 街道办事处的交接清单还没有批准 |"
        in run("diff", "main", "--format", "markdown")[1]
    )
    more = {
        waiver.replace(".yaml", f"-{n}.yaml"): text.replace(
            "id: street-delegation-2026", f"id: street-delegation-2026-{n}"
        )
        for n in range(5)
    }
    city.write(more)
    assert "理由：" not in run("diff", "main")[1]


def test_a_late_answer_that_is_not_merged_yet_is_no_word_of_the_department(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A request is judged on its base's day, which is not the day that the department declared."""
    city = Repository(copy_city(tmp_path / "late"))
    portal = "lists/portal.yaml"
    counts = replaced(city, portal, "publisher:", "witnessed_from: 2025-01-03\npublisher:")
    city.commit("2025-01-02", {**counts, RESPONSE: None})
    city.commit("2026-05-02", {portal: f"{counts[portal]}remark: 试\n"})
    answer = (
        "id: food-safety-2025\nevent: food-safety-law-2025-09-12-amended\ndeclared_on: 2025-10-09\nby: 法规科\n"
        "answers:\n- whole: true\n  result: no_change\n  reason: 只改了罚款数额\n"
    )
    city.write({RESPONSE: answer})
    main(["check", "--changed", "main", "--root", str(city.folder)])
    out = capsys.readouterr().out
    assert "2026-05-02才答复（还没有合并进主线，按这一天计算）" in out
    assert "部门申报" not in out


def test_diff_tells_what_a_response_closes(city: Repository, run: Run) -> None:
    """From a base without the response to a head with it."""
    text = (city.folder / RESPONSE).read_text("utf-8")
    city.commit("2026-05-02", {RESPONSE: None})
    city.write({RESPONSE: text})
    found = json.loads(run("diff", "main", "--format", "json")[1])
    assert found["base"]["date"].startswith("2026-05-02")
    assert found["head"] is None
    assert [one["item"] for one in found["obligations"]["closed"]] == [
        "expired-food",
        "expired-food/ingredients",
    ]
    assert found["obligations"]["opened"] == []
    assert [(one["register"], one["change"]) for one in found["records"]] == [
        ("responses", "added")
    ]


def test_diff_counts_how_much_of_an_article_was_done(city: Repository, run: Run) -> None:
    """Of the powers that cite an article, those that moved and those that were forgotten."""
    text = (city.folder / POWER).read_text("utf-8").replace("entrusted:\n- food-brigade\n", "")
    second = POWER.replace("expired-food", "expired-food-two")
    copied = text.replace("id: expired-food", "id: expired-food-two").replace(
        "02123104", "02123105"
    )
    city.commit("2026-05-02", {second: copied})
    city.write(
        replaced(
            city,
            POWER,
            "version: 2021-04-29\n  article: '124'",
            "version: 2021-04-29\n  article: '125'",
        )
    )
    out = run("diff", "main")[1]
    assert (
        "引用《食品安全法》（2021年4月29日公布）第一百二十四条的2项中改了1项，还有1项没有改" in out
    )


NEW = "- law: food-safety-law\n  version: 2025-09-12\n  article: '124'\n  paragraph: '1'\n  subparagraph: '5'\n  from: 2025-12-01\n"
OLD = "- law: food-safety-law\n  version: 2021-04-29\n  article: '124'\n  paragraph: '1'\n  subparagraph: '5'\n  until: 2025-11-30\n"


def lost(run: Run) -> list[tuple[str, list[str]]]:
    found = json.loads(run("diff", "main", "--format", "json")[1])
    return [(one["item"], one["fields"]) for one in found["dropped"]]


def without(city: Repository, old: str, new: str) -> dict[str, str]:
    """The small city's power with its bases written otherwise; ranges begin behind each of them."""
    text = (city.folder / POWER).read_text("utf-8")
    assert text.count(old) == 1
    return {POWER: text.replace(old, new)}


def test_diff_says_what_a_basis_lost_where_it_stands(city: Repository, run: Run) -> None:
    """Paragraph and item gone from the old basis; what others of the power still say hides nothing."""
    bare = OLD.replace("  paragraph: '1'\n  subparagraph: '5'\n", "")
    city.write(without(city, OLD, bare))
    assert lost(run) == [("expired-food", ["paragraph", "subparagraph"])]
    out = run("diff", "main")[1]
    assert "依据没有带上的，核对新条文" in out
    assert "《食品安全法》（2021-04-29公布）第一百二十四条，没有了第1款、第5项" in out


def test_diff_says_what_a_basis_lost_on_its_way_to_another_article(
    city: Repository, run: Run
) -> None:
    """The one in force was moved on by hand, and its ranges stayed behind."""
    text = (city.folder / POWER).read_text("utf-8")
    head, _, tail = text.partition(NEW)
    ranges, _, rest = tail.partition("duties:")
    ended = NEW.replace("  from: 2025-12-01\n", "  from: 2025-12-01\n  until: 2026-12-31\n")
    after = "- law: food-safety-law\n  version: 2025-09-12\n  article: '125'\n  paragraph: '1'\n  from: 2027-01-01\n"
    city.write({POWER: f"{head}{ended}{ranges}{after}duties:{rest}"})
    assert lost(run) == [("expired-food", ["subparagraph", "ranges"])]
    assert "法定幅度2个（under-10000、from-10000）" in run("diff", "main")[1]
    whole = after + ranges.replace("under-10000", "under-one").replace("from-10000", "from-one")
    whole = whole.replace("  paragraph: '1'\n", "  paragraph: '1'\n  subparagraph: '5'\n")
    city.write({POWER: f"{head}{ended}{ranges}{whole}duties:{rest}"})
    assert lost(run) == []


LAW = "lists/laws/city-appearance-regulation"
AMENDED = """- id: city-appearance-regulation-2026-05-02-amended
  kind: amended
  published: 2026-05-02
  articles:
    changed:
    - '34'
    - '36'
    moved:
      '38': '37'
"""


def test_diff_tells_a_new_text_of_a_law_in_one_line(city: Repository, run: Run) -> None:
    """How many articles, and which of them the event calls changed; not an entry for each."""
    law = (city.folder / LAW / "law.yaml").read_text("utf-8")
    rows = (city.folder / LAW / "2017-03-01.csv").read_text("utf-8")
    city.write(
        {f"{LAW}/law.yaml": law.rstrip("\n") + "\n" + AMENDED, f"{LAW}/2026-05-02.csv": rows}
    )
    count = len(rows.splitlines()) - 1
    told = f"2026-05-02公布的文本：新增{count}条；与上一个文本比较，修改2条（第三十四条、第三十六条），只改条号1条"
    for form in ("text", "markdown"):
        out = run("diff", "main", "--format", form)[1]
        assert out.count(told) == 1
        assert "articles/" not in out
    assert len(json.loads(run("diff", "main", "--format", "json")[1])["records"]) == count + 1
    city.commit("2026-05-02")
    city.write({f"{LAW}/2026-05-02.csv": rows.replace(",none,", ",,", 1)})
    assert "articles/" in run("diff", "HEAD")[1]


def test_diff_between_two_commits(city: Repository, run: Run) -> None:
    """A head that is named is read from git, whatever stands in the folder."""
    city.commit("2026-05-02", replaced(city, POWER, "unit: food", "unit: price"))
    city.write({POWER: None})
    found = json.loads(run("diff", "HEAD~1", "HEAD", "--format", "json")[1])
    assert [one["change"] for one in found["records"]] == ["changed"]
    assert found["head"]["commit"] == city.git("rev-parse", "HEAD")


DOCKETS = "lists/departments/market-regulation/dockets/2026.csv"


def changed(out: str) -> list[str]:
    return [f"{one['register']}/{one['record']}" for one in json.loads(out)["records"]]


def test_diff_reaches_the_supervision_root_where_it_is_named(city: Repository, run: Run) -> None:
    """What it changed of dockets is told with what changed of the lists, and only then."""
    city.write(replaced(city, POWER, "unit: food", "unit: price"))
    city.write(replaced(city, f"supervision/{DOCKETS}", "与2号重复登记", "登记错误"))
    private = ("--supervision", str(city.folder / "supervision"))
    assert changed(run("diff", "main", "--format", "json")[1]) == ["powers/expired-food"]
    both = changed(run("diff", "main", "--format", "json", *private)[1])
    assert sorted(both) == ["dockets/market-regulation/2026/la-3", "powers/expired-food"]


def test_diff_of_a_supervision_root_that_is_a_repository_of_its_own(
    city: Repository, run: Run, tmp_path: Path
) -> None:
    """A commit is looked for where it is; the other repository stays as it stands."""
    own = Repository(tmp_path / "own")
    own.commit("2026-05-01", {DOCKETS: (city.folder / "supervision" / DOCKETS).read_text("utf-8")})
    begun = own.git("rev-parse", "HEAD")
    own.write(replaced(own, DOCKETS, "与2号重复登记", "登记错误"))
    city.write(replaced(city, POWER, "unit: food", "unit: price"))
    private = ("--supervision", str(own.folder))
    found = changed(run("diff", begun, "--format", "json", *private)[1])
    assert found == ["dockets/market-regulation/2026/la-3"]
    found = changed(run("diff", "main", "--format", "json", *private)[1])
    assert found == ["powers/expired-food"]


def test_diff_in_markdown_takes_nothing_typed_for_markup(city: Repository, run: Run) -> None:
    """A comment at the forge shows what stands there: no mention, no picture, no link."""
    city.write(
        replaced(
            city, POWER, "unit: food", "unit: food\nremark: '![x](http://e.invalid) @all <img>'"
        )
    )
    out = run("diff", "main", "--format", "markdown")[1]
    assert r"!\[x\]" in out
    assert r"\@all" in out
    assert "<img>" not in out


@pytest.mark.parametrize(
    ("path", "old", "new", "only"),
    [
        (POWER, "until: 2025-11-30", "until: 2025-11-29", "dates"),
        (POWER, "unit: food", "unit: price", None),
        (
            "lists/departments/urban-management/waivers/street-delegation-2026.yaml",
            "until: ",
            "until: ",
            "waivers",
        ),
    ],
)
def test_change_of_nothing_but_dates_or_waivers_is_labelled(
    city: Repository, run: Run, path: str, old: str, new: str, only: str | None
) -> None:
    """What one would like to move when it hurts is never lost among the rest."""
    text = (city.folder / path).read_text("utf-8")
    if only == "waivers":
        city.write({path: text + "remark: 一\n"})
    else:
        city.write(replaced(city, path, old, new))
    assert json.loads(run("diff", "main", "--format", "json")[1])["only"] == only


def test_nothing_changed_is_said(city: Repository, run: Run) -> None:
    """Other files and comments are no change of a record."""
    text = (city.folder / POWER).read_text("utf-8")
    city.write({POWER: f"# 说明\n{text}", "README.md": "读我\n"})
    assert "没有一条记录的内容有变化" in run("diff", "main")[1]


# ── differences ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": []}, {}, []),
        ({"a": False}, {"a": None}, []),
        ({"a": 1}, {"a": 2}, [(("a",), 1, 2)]),
        ({}, {"a": "x"}, [(("a",), None, "x")]),
        ({"a": ["x", "y"]}, {"a": ["y", "x"]}, []),
        ({"a": ["x"]}, {"a": ["z", "x"]}, [(("a", 0), None, "z")]),
        ({"a": [{"id": "i", "n": 1}]}, {"a": [{"id": "i", "n": 2}]}, [(("a", 0, "n"), 1, 2)]),
        (
            {"a": [{"id": "i", "n": 1}]},
            {"a": [{"id": "j", "n": 1}]},
            [(("a", 0), None, {"id": "j", "n": 1}), (("a", 0), {"id": "i", "n": 1}, None)],
        ),
        (
            {"a": [{"x": 1, "y": 1, "z": 1}]},
            {"a": [{"w": 1}, {"x": 1, "y": 1, "z": 2}]},
            [(("a", 0), None, {"w": 1}), (("a", 1, "z"), 1, 2)],
        ),
    ],
)
def test_differences(
    before: object, after: object, found: list[tuple[object, object, object]]
) -> None:
    """Order and defaults are no difference; an item is followed by its id or by what it still says."""
    assert list(differences(before, after)) == [Difference(*one) for one in found]  # type: ignore[arg-type]


def test_field_is_found_where_it_was() -> None:
    """The place in a list is followed backwards; what is new has been nowhere."""
    before = {"bases": [{"law": "a", "article": "1"}]}
    after = {"bases": [{"law": "b", "article": "9"}, {"law": "a", "article": "1"}]}
    assert place_before(before, after, ("bases", 1, "article")) == ("bases", 0, "article")
    assert place_before(before, after, ("bases", 0, "article")) is None


# ── history ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_history_of_a_record_field_by_field(city: Repository, run: Run) -> None:
    """Newest first, ids by their names, each with its commit."""
    commit = city.commit(
        "2026-06-01", replaced(city, POWER, "until: 2025-11-30", "until: 2025-11-29")
    )
    code, out, _ = run("history", "expired-food")
    assert code == 0
    assert f"2026-06-01 12:00  提交 {commit[:10]}  修改  git 见证" in out
    assert "法定依据第1项 · 止：2025年11月30日 → 2025年11月29日" in out
    assert "2026-05-01 10:00" in out.partition("2026-06-01")[2]
    assert "收录  申报，未经见证" in out


def test_history_of_a_row_on_demand(city: Repository, run: Run) -> None:
    """A row of a table by its id, field by field."""
    text = (city.folder / OFFICERS).read_text("utf-8")
    head, first, *rest = text.splitlines()
    cells = first.split(",")
    at = head.split(",").index("scope")
    cells[at] = "食品安全"
    city.commit("2026-06-01", {OFFICERS: "\n".join([head, ",".join(cells), *rest]) + "\n"})
    found = json.loads(run("history", cells[0], "--format", "json")[1])
    assert found["register"] == "officers"
    assert [step["kind"] for step in found["steps"]] == ["changed", "added"]
    assert [one["label"] for one in found["steps"][0]["fields"]] == ["执法类别"]


def test_history_of_what_is_gone(city: Repository, run: Run) -> None:
    """A record without a file, and a row without a table, are still found by their ids."""
    text = (city.folder / OFFICERS).read_text("utf-8")
    name = text.splitlines()[1].split(",")[0]
    city.commit(
        "2026-06-01", {POWER: None, OFFICERS: text.replace(text.splitlines()[1] + "\n", "")}
    )
    for one in ("expired-food", name):
        found = json.loads(run("history", one, "--format", "json")[1])
        assert [step["kind"] for step in found["steps"]] == ["removed", "added"]


def test_history_says_whose_time_is_not_believed(city: Repository, run: Run) -> None:
    """The commit that goes back, the one that witnesses in its place, and why."""
    back = city.commit("2026-04-01", replaced(city, POWER, "unit: food", "unit: price"))
    following = city.commit("2026-06-01")
    out = run("history", "expired-food")[1]
    assert (
        f"提交 {back[:10]}  修改  提交时间不可信，由后一次提交见证 {following[:10]}（2026-06-01）"
        in out
    )
    assert f"提交{back[:10]}（2026-04-01 12:00）早于它前面的提交" in out
    assert f"提交{back[:10]}（2026-04-01 12:00）早于它前面的提交" in run("check")[1]


def test_history_of_nothing_and_of_several(city: Repository, run: Run) -> None:
    """An id that nobody has, and one that several registers have, are said with what to write instead."""
    assert "历史里也没有过" in run("history", "nobody")[2]
    # answer and clocks print these as ids: their history is that of the power and of the law.
    assert run("history", "expired-food/ingredients") == run("history", "powers/expired-food")
    assert run("history", "food-safety-law-2025-09-12-amended") == run("history", "food-safety-law")
    code, _, err = run("history", "food-brigade")
    assert code == 2
    assert "bodies/food-brigade" in err
    assert "entrustments/food-brigade" in err
    assert run("history", "bodies/food-brigade")[0] == 0


def test_history_of_what_is_not_committed_yet(city: Repository, run: Run) -> None:
    """The file is there, git has not seen it."""
    text = (city.folder / POWER).read_text("utf-8").replace("id: expired-food", "id: fresh")
    city.write({POWER.replace("expired-food", "fresh"): text})
    assert "还没有提交" in run("history", "fresh")[1]
