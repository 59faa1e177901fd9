"""What the jobs do at the forge, against a small forge of the same API on 127.0.0.1 that records the calls."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.commands import FINDINGS, FINE, SURROUNDINGS, WRONG_USE, main
from generator.forge.client import Forge, ForgeError
from generator.forge.issues import LABEL, SHOWN
from generator.forge.requests import ELSEWHERE, MARKER, ONLY_DATES, WAIVERS, wanted_labels
from generator.forge.words import LONGEST, fenced, plain
from tests.support.city import CITY, copy_city, lay_over
from tests.support.forge import REPOSITORY, TOKEN, US, FakeForge
from tests.support.web import Answer, serving

HEAD = "a" * 40


def clock(name: str, state: str = "late", due: str = "2026-11-20", **given: Any) -> dict[str, Any]:
    """A clock as `publish.py clocks --format json` gives it."""
    return {
        "id": name,
        "rule": "UPD001",
        "deadline": "update",
        "department": "urban-management",
        "register": "powers",
        "record": "littering",
        "subject": f"职权“{name}”",
        "event": "x-2026-10-20-amended",
        "started": "2026-10-20",
        "due": due,
        "provisional": False,
        "state": state,
        "met_on": None,
        "commit": None,
        "witnessed": True,
        "waiver": None,
        "address": "/powers/littering/",
        **given,
    }


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    """A forge without anything in it; the commands find it as they find the real one."""
    there = FakeForge()
    with at(there, monkeypatch):
        yield there


@contextmanager
def at(there: FakeForge, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with serving(there) as address:
        monkeypatch.setenv("GITHUB_API_URL", address + there.base)
        monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        monkeypatch.setenv("FORGE_TOKEN", TOKEN)
        yield


def issues(
    folder: Path,
    clocks: list[dict[str, Any]],
    day: str = "2026-11-23",
    findings: list[dict[str, Any]] | None = None,
    root: Path = CITY,
) -> int:
    given, found = folder / "clocks.json", folder / "check.json"
    given.write_text(json.dumps({"as_of": day, "clocks": clocks}), encoding="utf-8")
    found.write_text(json.dumps({"findings": findings or [], "unchecked": []}), encoding="utf-8")
    words = ["--clocks", str(given), "--check", str(found), "--root", str(root)]
    return main(["forge", "issues", *words])


# Issues


def test_an_issue_is_opened_once_and_not_touched_again_the_same_day(
    forge: FakeForge, tmp_path: Path
) -> None:
    """Late first, then due soon; what is open or met is none of it."""
    clocks = [
        clock("soon", "due_soon", "2026-11-25", provisional=True),
        clock("late"),
        clock("excused", waiver="w-1", due="2026-11-21"),
        *(clock(state, state) for state in ("open", "met", "met_late")),
    ]
    assert issues(tmp_path, clocks) == FINE
    assert forge.writes() == [("POST", "labels"), ("POST", "issues")]
    (made,) = forge.issues
    assert made["title"] == "小城市城市管理局：逾期2项，即将到期1项"
    rows = [line for line in made["body"].splitlines() if line.startswith("| 职权")]
    assert rows == [
        "| 职权“late” | 2026-11-20 | 逾期3天 | UPD001 |",
        "| 职权“excused”（豁免：w-1） | 2026-11-21 | 逾期2天 | UPD001 |",
        "| 职权“soon” | 2026-11-25（暂算） | 2天 | UPD001 |",
    ]
    assert [label["name"] for label in made["labels"]] == [LABEL]
    assert issues(tmp_path, clocks) == FINE
    assert forge.writes() == []


def test_a_department_without_findings_has_no_issue(forge: FakeForge, tmp_path: Path) -> None:
    """Nothing is opened for it; an issue that it had is closed, once."""
    assert issues(tmp_path, [clock("x", department="market-regulation")]) == FINE
    assert [one["title"][:9] for one in forge.issues] == ["小城市市场监督管理"]
    forge.writes()
    for _ in range(2):
        assert issues(tmp_path, [clock("x", "met", department="market-regulation")]) == FINE
    assert forge.writes() == [("PATCH", "issues/1")]
    assert forge.issues[0]["state"] == "closed"


def test_a_closed_issue_that_is_due_again_is_reopened(forge: FakeForge, tmp_path: Path) -> None:
    """The same issue: its history stays in one place. Closed by a person while something is due, too."""
    issues(tmp_path, [clock("x")])
    issues(tmp_path, [])
    forge.writes()
    issues(tmp_path, [clock("y", due="2026-12-01")], "2026-12-02")
    assert forge.writes() == [("POST", "issues/1/comments"), ("PATCH", "issues/1")]
    assert (len(forge.issues), forge.issues[0]["state"]) == (1, "open")
    assert "职权“y”" in forge.issues[0]["body"]
    assert "职权“x”" not in forge.issues[0]["body"]
    forge.issues[0]["state"] = "closed"
    issues(tmp_path, [clock("y", due="2026-12-01")], "2026-12-02")
    assert forge.issues[0]["state"] == "open"


def test_what_is_newly_late_is_said_aloud_once(forge: FakeForge, tmp_path: Path) -> None:
    """An edited issue calls nobody, so a comment names what became late, and only that."""
    issues(tmp_path, [clock("old"), clock("new", "due_soon", "2026-11-23")])
    forge.writes()
    later = [clock("old"), clock("new", "late", "2026-11-23")]
    issues(tmp_path, later, "2026-11-24")
    assert forge.writes() == [("POST", "issues/1/comments"), ("PATCH", "issues/1")]
    assert "new" in forge.comments[0]["body"] and "old" not in forge.comments[0]["body"]
    issues(tmp_path, later, "2026-11-25")
    assert forge.writes() == [("PATCH", "issues/1")], "只有天数变了"


def test_every_page_of_issues_is_read(forge: FakeForge, tmp_path: Path) -> None:
    """Ours stands behind others that have the label; another's with our marker is never taken for ours."""
    issues(tmp_path, [clock("x")])
    made = forge.issues.pop()
    label = made["labels"]
    for number in range(1, 9):
        forge.issue(
            number=number,
            labels=label,
            title=f"别的{number}",
            user={"login": "someone"},
            body=made["body"],
        )
    forge.issue(number=9, labels=label, pull_request={}, body=made["body"])
    forge.issues.append({**made, "number": 10})
    forge.asked.clear()
    forge.writes()
    issues(tmp_path, [clock("x")])
    assert forge.writes() == []
    assert len([one for one in forge.asked if "/issues?" in one]) == 4


def test_of_two_issues_of_one_department_one_stays(forge: FakeForge, tmp_path: Path) -> None:
    issues(tmp_path, [clock("x")])
    forge.issues.append({**forge.issues[0], "number": 2})
    forge.writes()
    issues(tmp_path, [clock("x")])
    assert forge.writes() == [("PATCH", "issues/2")]
    assert [one["state"] for one in forge.issues] == ["open", "closed"]


def test_what_was_seen_elsewhere_is_in_the_issue(forge: FakeForge, tmp_path: Path) -> None:
    """A department's own in its issue, a law's in the legal office's; what has a deadline is a clock already."""

    def finding(code: str, file: str, kind: str = "clock") -> dict[str, Any]:
        return {
            "code": code,
            "kind": kind,
            "file": file,
            "message": f"{code}说的",
            "advice": "去看。",
        }

    found = [
        finding("UPD007", "lists/departments/urban-management/department.yaml"),
        finding("UPD009", "lists/laws/food-safety-law/law.yaml"),
        finding("OFC001", "lists/departments/urban-management/officers.csv"),
        finding("COV006", "lists/departments/urban-management/powers/littering.yaml", "record"),
    ]
    issues(tmp_path, [], findings=found)
    office, own = sorted(forge.issues, key=lambda one: one["title"])
    assert own["title"] == "小城市城市管理局：待核实1项"
    assert office["title"] == "小城市司法局：待核实1项"
    assert (
        "UPD007说的" in own["body"] and "OFC001" not in own["body"] and "COV006" not in own["body"]
    )
    assert "UPD009说的" in office["body"]


def test_hundreds_fit_and_nothing_calls_people(forge: FakeForge, tmp_path: Path) -> None:
    """A subject is words of a record: no mention, link, image or table cell of its own."""
    hostile = "@all <img src=x onerror=1> ![](http://evil.example/) | # [x](javascript:1) `</table>` GH-1 www.evil.example\n# 标题"
    clocks = [clock(f"{n}", subject=f"{n}{hostile}" * 4) for n in range(400)]
    root = copy_city(tmp_path / "city")
    lay_over(
        root,
        edits={
            "lists/departments/urban-management/department.yaml": (
                "confirmed:\n",
                "accounts:\n- mingcheng/urban-management\nconfirmed:\n",
            ),
            "lists/portal.yaml": (
                "publisher:\n",
                "base_url: https://zhifa.example.invalid/\npublisher:\n",
            ),
        },
    )
    assert issues(tmp_path, clocks, root=root) == FINE
    text = forge.issues[0]["body"]
    assert len(text) <= LONGEST
    assert re.findall(r"@\S+", text) == ["@mingcheng/urban-management"]
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    assert 50 < len(rows) <= SHOWN
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows[:50])
    # An address stands in a code span, where it is no link.
    open_ = re.sub(r"(?<!\\)`https?://[^`\s]*`", "", text)
    assert not re.search(r"(?<!\\)<(?!!--)|://(?!zhifa)|(?<!\\)`|www\.|GH-\d|#\d", open_)


@pytest.mark.parametrize("gitea", [False, True])
def test_the_same_works_at_gitea(
    gitea: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels by number, another address, the rest the same."""
    there = FakeForge(gitea=gitea)
    with at(there, monkeypatch):
        for _ in range(2):
            assert issues(tmp_path, [clock("x")]) == FINE
        assert there.writes() == [("POST", "labels"), ("POST", "issues")]
        there.request(HEAD, [changed("content/x.md")])
        there.issues[1]["labels"] = []
        there.labels.append({"id": 7, "name": ELSEWHERE})
        there.files[2] = [changed("Makefile")]
        assert comment(report(tmp_path / "r", "2")) == FINE
        assert [one["name"] for one in there.issues[1]["labels"]] == [ELSEWHERE]
        there.files[2] = [changed("content/x.md")]
        assert comment(tmp_path / "r") == FINE
        assert there.issues[1]["labels"] == []


@pytest.mark.parametrize(
    ("clocks", "says"),
    [
        ("{", "不是 JSON"),
        ('{"clocks": []}', "as_of"),
        ('{"as_of": "2026-01-01", "clocks": [{"state": "late"}]}', "id"),
    ],
)
def test_what_is_no_list_of_clocks_is_refused(
    forge: FakeForge, tmp_path: Path, capsys: pytest.CaptureFixture[str], clocks: str, says: str
) -> None:
    """Above all it is no empty list, for which every issue would be closed."""
    (tmp_path / "c.json").write_text(clocks, encoding="utf-8")
    words = ["--clocks", str(tmp_path / "c.json"), "--root", str(CITY)]
    assert main(["forge", "issues", *words]) == WRONG_USE
    assert says in capsys.readouterr().err
    assert forge.calls == []


# The client


def test_a_refusal_is_told_without_the_token(
    forge: FakeForge,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORGE_TOKEN", "another-secret")
    assert issues(tmp_path, [clock("x")]) == SURROUNDINGS
    said = capsys.readouterr().err
    assert "答复401" in said and "another-secret" not in said
    monkeypatch.delenv("FORGE_TOKEN")
    assert issues(tmp_path, [clock("x")]) == WRONG_USE


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(b"<html>", headers={}), "不是 JSON"),
        (Answer(b"{}"), "应当是列表"),
        (Answer(status=302, headers={"Location": "http://127.0.0.1:9/"}), "答复302"),
        (Answer(b"[]", headers={"Link": '<http://127.0.0.1:9/x>; rel="next"'}), "别的地址"),
    ],
)
def test_an_odd_answer_changes_nothing(
    forge: FakeForge, tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: Answer, says: str
) -> None:
    """Neither a redirect nor a next page takes the token to another address."""
    forge.broken["issues"] = answer
    assert issues(tmp_path, [clock("x")]) == SURROUNDINGS
    assert says in capsys.readouterr().err
    assert forge.calls == []


@pytest.mark.parametrize(
    ("api", "name"), [("file:///x", "a/b"), ("https://x", "a"), ("https://x", "a/b/../c")]
)
def test_odd_addresses_are_refused(api: str, name: str) -> None:
    with pytest.raises(ForgeError):
        Forge(api, name, TOKEN, US)


# The comment


def report(folder: Path, number: str, check: str = "检查完毕", diff: str = "改了一项") -> Path:
    """What the check of a change hands over."""
    folder.mkdir(exist_ok=True)
    for name, text in (("number", number), ("check.txt", check), ("diff.txt", diff)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def comment(folder: Path, head: str = HEAD, conclusion: str = "success") -> int:
    words = ["--report", str(folder), "--head", head, "--conclusion", conclusion]
    return main(["forge", "comment", *words])


def changed(
    name: str, patch: str | None = "@@ -1 +1 @@\n-a: 1\n+a: 2", **given: Any
) -> dict[str, Any]:
    return {"filename": name, "status": "modified", "patch": patch, **given}


def test_one_comment_is_edited_in_place(forge: FakeForge, tmp_path: Path) -> None:
    """Written once, edited when something changed, left alone when not; another's is never edited."""
    forge.request(HEAD, [changed("lists/portal.yaml")])
    forge.comment(1, f"{MARKER}\n冒充的", login="mallory")
    for _ in range(4):
        forge.comment(1, "闲谈", login="someone")
    assert comment(report(tmp_path, "1\n")) == FINE
    assert comment(tmp_path) == FINE
    assert forge.writes() == [("POST", "issues/1/comments")]
    assert comment(report(tmp_path, "1", check="错误[COV006] …"), conclusion="failure") == FINE
    assert forge.writes() == [("PATCH", "issues/comments/1005")]
    ours = forge.comments[-1]["body"]
    assert "**检查没有通过**" in ours
    # What must be mended stands before what was changed.
    assert 0 < ours.index("错误[COV006]") < ours.index("改了一项")


def fixes(folder: Path, *several: tuple[str, int, list[str], list[str]]) -> None:
    findings = [
        {"code": "STR005", "message": f"写的是@all“{path}”", "file": path, "fix": {"line": line, "before": old, "after": new}}
        for path, line, old, new in several
    ]  # fmt: skip
    text = json.dumps(
        {"findings": [*findings, {"code": "COV001", "message": "", "file": "x", "fix": None}]}
    )
    (folder / "check.json").write_text(text, encoding="utf-8")


def test_a_fix_stands_at_its_line_to_be_taken_with_one_click(
    forge: FakeForge, tmp_path: Path
) -> None:
    """Only at lines that the request shows; written once, taken away when done; a stranger's words stay words."""
    power = "lists/departments/a/powers/b.yaml"
    forge.request(HEAD, [changed(power, "@@ -1,3 +1,4 @@\n a: 1\n-b: 2\n+b: 二\n+c: `x`\n d: 4")])
    forge.reviews.append(
        {"id": 1, "request": 1, "path": power, "line": 2, "body": "人写的", "user": {"login": US}}
    )
    wrong = (power, 2, ["b: 二"], ["b: 2"])
    fixes(
        report(tmp_path, "1"),
        wrong,
        (power, 3, ["c: `x`"], ["c: '```x'"]),
        (power, 90, ["z"], ["y"]),
        ("lists/other.yaml", 2, ["z"], ["y"]),
    )
    assert comment(tmp_path) == FINE
    first, second = forge.reviews[1:]
    assert (first["path"], first["line"], first["side"], first["commit_id"]) == (
        power,
        2,
        "RIGHT",
        HEAD,
    )
    assert first["body"].endswith("\n\n```suggestion\nb: 2\n```")
    assert "@all" not in first["body"] and "STR005" in first["body"]
    assert "````suggestion\nc: '```x'\n````" in second["body"]
    forge.writes()
    assert comment(tmp_path) == FINE
    assert forge.writes() == []
    fixes(tmp_path, wrong)
    assert comment(tmp_path) == FINE
    assert forge.writes() == [("DELETE", f"pulls/comments/{second['id']}")]
    assert [one["id"] for one in forge.reviews] == [1, first["id"]]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"findings": [{"fix": {}}]}',
        '{"findings": 3}',
        "[" * 100_000,
        "x" * 5_000_000,
    ],
)
def test_fixes_that_cannot_be_read_are_left_out(
    forge: FakeForge, tmp_path: Path, text: str
) -> None:
    forge.request(HEAD, [changed("lists/portal.yaml")])
    (report(tmp_path, "1") / "check.json").write_text(text, encoding="utf-8")
    assert comment(tmp_path) == FINE
    assert forge.reviews == []


@pytest.mark.parametrize(
    "number", ["", "0", "-1", "1e3", "１", "1 2", "99999999999", "../1", "1\n2", "7; echo"]
)
def test_a_wrong_number_is_refused(
    forge: FakeForge, tmp_path: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    forge.request(HEAD, [])
    assert comment(report(tmp_path, number)) == FINDINGS
    assert "不是编号" in capsys.readouterr().err
    assert forge.calls == []


def test_another_s_number_writes_nothing(
    forge: FakeForge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The head must be the commit that was checked; a closed request is left alone; none is an error."""
    forge.request("b" * 40, [changed("lists/portal.yaml")])
    forge.request(HEAD, [], state="closed")
    for number in ("1", "2"):
        assert comment(report(tmp_path, number)) == FINE
        assert "不写" in capsys.readouterr().out
    forge.issue(title="不是合并请求")
    for number in ("3", "77"):
        assert comment(report(tmp_path, number)) == FINDINGS
    assert forge.calls == []


HOSTILE = (
    "@all @mingcheng/legal-office\n``` \n````\n# 批准\n<img src=http://evil.example/x>\n![x](http://evil.example)\n"
    f"{MARKER}\n<!-- mingze:clocks:x -->\u202e\u200b\n[x](javascript:alert(1))\n</details>\n- [x] 已审\n/lgtm\n"
)


def test_hostile_words_are_only_text(forge: FakeForge, tmp_path: Path) -> None:
    """All of it stands inside fences longer than any in it: no mention, image, heading or command."""
    forge.request(HEAD, [changed("lists/portal.yaml")])
    assert comment(report(tmp_path, "1", check=HOSTILE, diff=HOSTILE)) == FINE
    text = forge.comments[0]["body"]
    outside = re.sub(r"^(`{3,})text\n.*?\n\1$", "", text, flags=re.S | re.M)
    assert outside.split() == [*MARKER.split(), "**检查通过**", "**检查的结果**", "**改了什么**"]
    assert "\u202e" not in text and "\u200b" not in text


def test_a_huge_report_is_cut(
    forge: FakeForge, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forge.request(HEAD, [changed("lists/portal.yaml")])
    assert comment(report(tmp_path, "1", check="长" * 1_000_000, diff="`" * 200_000)) == FINE
    text = forge.comments[0]["body"]
    assert len(text) < 65_536
    assert "还有976000个字" in text
    (tmp_path / "check.txt").write_bytes(b"x" * 5_000_000)
    assert comment(tmp_path) == FINDINGS
    assert "太大" in capsys.readouterr().err


def test_only_plain_files_are_read(forge: FakeForge, tmp_path: Path) -> None:
    """A link would show a file of the machine that comments; a pipe would wait for ever."""
    forge.request(HEAD, [])
    secret = tmp_path / "secret"
    secret.write_text("机密", encoding="utf-8")
    folder = report(tmp_path / "r", "1")
    (folder / "check.txt").unlink()
    (folder / "check.txt").symlink_to(secret)
    assert comment(folder) == FINDINGS
    (folder / "check.txt").unlink()
    os.mkfifo(folder / "check.txt")
    assert comment(folder) == FINE
    (folder / "check.txt").unlink()
    (folder / "check.txt").mkdir()
    assert comment(folder) == FINDINGS
    (folder / "check.txt").rmdir()
    (folder / "check.txt").write_bytes(b"\xff\xfe\x00")
    assert comment(folder) == FINE
    assert "机密" not in json.dumps(forge.comments, ensure_ascii=False)


DATES = "@@ -3 +3 @@ x\n a: 1\n-until: 2026-11-30\n+until: 2027-11-30"
WAIVER = "lists/departments/urban-management/waivers/w.yaml"
POWER = "lists/departments/urban-management/powers/littering.yaml"


@pytest.mark.parametrize(
    ("files", "labels"),
    [
        ([changed(POWER, DATES)], [ONLY_DATES]),
        (
            [changed(POWER, DATES), changed("content/x.md", DATES.replace("-11-30", "年1月3日"))],
            [ONLY_DATES],
        ),
        ([changed(POWER, DATES + "\n-name: 甲\n+name: 乙")], []),
        ([changed(POWER, "@@ -1 +1 @@\n-name: 甲\n+name: 乙")], []),
        ([changed(POWER, DATES, status="added")], []),
        ([changed(POWER, None)], []),
        ([changed(POWER, DATES), changed(POWER, None)], []),
        ([changed(WAIVER, DATES)], [WAIVERS]),
        ([changed(WAIVER, "@@ @@\n+x", status="added"), changed(POWER)], [WAIVERS]),
        ([changed(POWER, DATES, previous_filename=WAIVER)], [WAIVERS]),
        ([changed(".github/workflows/x.yml", DATES)], [ELSEWHERE]),
        ([changed(POWER, DATES, previous_filename="Makefile")], [ELSEWHERE]),
        ([changed("generator/x.py"), changed(POWER, DATES)], [ELSEWHERE, ONLY_DATES]),
        ([], []),
    ],
)
def test_what_only_moves_a_date_or_a_waiver_is_labelled(
    files: list[dict[str, Any]], labels: list[str]
) -> None:
    """From what the forge says of the change, not from what the change says of itself."""
    assert wanted_labels(files) == labels


def test_labels_follow_the_change(forge: FakeForge, tmp_path: Path) -> None:
    """Given and taken away; those of people stay; the files come in pages."""
    person = {"id": 1, "name": "急"}
    request = forge.request(HEAD, [changed(POWER, DATES)] * 7, labels=[person])
    assert comment(report(tmp_path, "1")) == FINE
    assert [one["name"] for one in request["labels"]] == ["急", ONLY_DATES]
    forge.files[1] = [changed(POWER, DATES)] * 7 + [changed(".github/workflows/x.yml")]
    assert comment(tmp_path) == FINE
    assert [one["name"] for one in request["labels"]] == ["急", ONLY_DATES, ELSEWHERE]
    assert "不足为凭" in forge.comments[0]["body"]
    forge.files[1] = [changed(POWER)]
    assert comment(tmp_path) == FINE
    assert [one["name"] for one in request["labels"]] == ["急"]
    forge.writes()
    assert comment(tmp_path) == FINE
    assert forge.writes() == []


# Words


def test_plain_words_are_shown_as_they_are() -> None:
    assert plain("职权“倾倒垃圾”（第34条）") == "职权“倾倒垃圾”（第34条）"
    assert plain("a\nb\t c") == "a b c"
    assert plain("*x* _y_ `z` <b> & [q](r) ~s~ | $t$") == (
        r"\*x\* \_y\_ \`z\` \<b\> &amp; \[q\]\(r\) \~s\~ \| \$t\$"
    )


def test_an_address_stays_as_it_is_and_is_no_link() -> None:
    """To be read and copied: its colon and its underscores are its own; what stands around it is words."""
    said = plain("打不开 https://www.example.invalid/a_b?q=1&r=2#x，@all 看 www.example.invalid")
    assert (
        said == "打不开 `https://www.example.invalid/a_b?q=1&r=2#x`，＠all 看 www．example.invalid"
    )
    assert plain("https://e.invalid/`|<b>") == "`https://e.invalid/%60%7C<b>`"
    assert plain("javascript://x") == "javascript：//x"


def test_a_fence_is_longer_than_any_inside() -> None:
    assert fenced("a ````` b", 100).splitlines()[0] == "``````text"
    assert fenced("ab", 1).splitlines()[1:3] == ["a", "……（还有1个字，见检查的记录）"]
