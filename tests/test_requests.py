"""A stranger's change on the base, and the observations on a branch of their own: with real repositories."""

import json
import subprocess
from pathlib import Path

import pytest

from generator.commands import FINDINGS, FINE, SURROUNDINGS, WRONG_USE, main
from generator.sources.repository import Repository, RepositoryError
from tests.support.city import copy_city, lay_over
from tests.support.web import Answer, serving

POWER = "lists/departments/urban-management/powers/littering.yaml"
REF = "refs/pull/1/head"


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """A forge's repository, bare: the small city on main."""
    work = copy_city(tmp_path / "work")
    lay_over(
        work, {"content/about.md": "# 关于\n", "mkdocs.yml": "site_name: x\n", "tool.py": "1\n"}
    )
    git(work, "init", "-q")
    commit(work, "起点")
    git(tmp_path, "clone", "-q", "--bare", "work", "forge.git")
    git(work, "remote", "add", "origin", str(tmp_path / "forge.git"))
    return tmp_path / "forge.git"


@pytest.fixture
def work(forge: Path, tmp_path: Path) -> Path:
    """Where contributors work."""
    return tmp_path / "work"


@pytest.fixture
def base(forge: Path, tmp_path: Path) -> Path:
    """What the job has checked out: the main line."""
    git(tmp_path, "clone", "-q", str(forge), "base")
    return tmp_path / "base"


def propose(work: Path, files: dict[str, str | None]) -> str:
    """Push a change as the forge keeps it for a pull request; returns its head."""
    lay_over(work, files)
    head = commit(work, "改动")
    git(work, "push", "-q", "-f", "origin", f"HEAD:{REF}")
    return head


def take(base: Path, *more: str) -> int:
    return main(["forge", "take", REF, "--checkout", str(base), *more])


def test_only_records_and_pages_are_taken(
    work: Path, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs, templates, settings and workflows stay the base's; what was left out is named."""
    changed = (work / POWER).read_text("utf-8").replace("summary: 查处", "summary: 查办")
    files = {
        POWER: changed,
        "lists/bodies/food-brigade.yaml": None,
        "content/new.md": "# 新\n",
        "mkdocs.yml": "hooks: [evil.py]\n",
        "evil.py": "raise SystemExit\n",
        "site_templates/base.html": "x",
        ".github/workflows/x.yml": "on: push\n",
    }
    head = propose(work, files)
    before = git(base, "rev-parse", "HEAD")
    assert take(base, "--expect", head) == FINE
    said = capsys.readouterr().out
    assert all(name in said for name in ("mkdocs.yml", "evil.py", ".github/workflows/x.yml"))
    assert "以外改了4个文件" in said
    assert (base / POWER).read_text("utf-8") == changed
    assert not (base / "lists/bodies/food-brigade.yaml").exists()
    assert (base / "content/new.md").is_file()
    assert (base / "mkdocs.yml").read_text("utf-8") == "site_name: x\n"
    assert not any((base / name).exists() for name in ("evil.py", "site_templates", ".github"))
    # As the merge would have it: the base is the first parent, so that git witnesses the change.
    assert git(base, "rev-parse", "HEAD^1", "HEAD^2").split() == [before, head]
    assert git(base, "status", "--porcelain") == ""


def test_what_the_base_has_since_stays(work: Path, base: Path, forge: Path) -> None:
    """A branch that is behind takes nothing back."""
    propose(work, {"content/new.md": "# 新\n"})
    lay_over(base, {"content/later.md": "# 后来\n"})
    commit(base, "后来")
    assert take(base) == FINE
    assert (base / "content/later.md").is_file()
    assert (base / "content/new.md").is_file()


def test_a_conflict_is_said(work: Path, base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    propose(work, {"content/about.md": "# 甲\n"})
    lay_over(base, {"content/about.md": "# 乙\n"})
    commit(base, "后来")
    assert take(base) == FINDINGS
    assert "合并不了：content/about.md" in capsys.readouterr().err


def test_links_are_refused(work: Path, base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link in content/ would publish a file of the machine that builds."""
    (work / "content/secret.md").symlink_to("/etc/passwd")
    propose(work, {"content/名字.md": "x\n"})
    assert take(base) == FINDINGS
    assert "content/secret.md" in capsys.readouterr().err
    assert not (base / "content/secret.md").exists()


def test_a_request_that_moved_on_is_left(
    work: Path, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    propose(work, {"content/new.md": "# 新\n"})
    assert take(base, "--expect", "0" * 40) == SURROUNDINGS
    assert "又有新的提交" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        take(base, "--expect", "main")
    assert ended.value.code == WRONG_USE


def test_no_hook_of_a_change_runs(work: Path, base: Path, tmp_path: Path) -> None:
    """Neither a hook nor a filter that a change names."""
    hook = base / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", encoding="utf-8")
    hook.chmod(0o755)
    propose(work, {"lists/.gitattributes": "* filter=evil\n", "content/new.md": "# 新\n"})
    assert take(base) == FINE
    assert not (tmp_path / "ran").exists()


# The branch of the observations


def test_observations_are_kept_on_their_own_branch(
    base: Path, forge: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing there at first; then what was kept; the same twice is no commit; the main line is untouched."""
    main_line = git(forge, "rev-parse", "main")
    file = tmp_path / "observations.json"
    words = [str(file), "--checkout", str(base)]
    assert main(["forge", "recall", *words]) == FINE
    assert json.loads(file.read_text("utf-8")) == {"looks": [], "lists": []}
    for content, commits in [("一", 1), ("一", 1), ("二", 2)]:
        file.write_text(content, encoding="utf-8")
        assert main(["forge", "keep", *words]) == FINE
        assert git(forge, "rev-list", "--count", "observations") == str(commits)
    assert git(forge, "ls-tree", "--name-only", "observations") == "observations.json"
    file.unlink()
    assert main(["forge", "recall", *words]) == FINE
    assert file.read_text("utf-8") == "二"
    assert git(forge, "rev-parse", "main") == main_line
    assert git(base, "status", "--porcelain", "--branch") == "## main...origin/main"
    assert "没有变，不用存" in capsys.readouterr().out


def test_who_wrote_in_between_is_not_overwritten(base: Path, forge: Path) -> None:
    """A push that is no continuation is refused by the forge, and said."""
    one, other = Repository(base), Repository(base)
    assert one.keep("observations", "x", b"1", "m")
    tip = other._tip("observations")
    one.keep("observations", "x", b"2", "m")
    other._tip = lambda branch: tip  # type: ignore[method-assign]
    with pytest.raises(RepositoryError, match="push"):
        other.keep("observations", "x", b"3", "m")


def test_the_token_goes_to_the_remote_alone(base: Path) -> None:
    """As a header for that host, never in the settings of the repository or in what is printed."""
    heard: list[str | None] = []

    def respond(method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        heard.append(headers.get("Authorization"))
        return Answer(status=403)

    with serving(respond) as address:
        git(base, "remote", "set-url", "origin", f"{address}/x.git")
        with pytest.raises(RepositoryError) as said:
            Repository(base, "a-secret").recall("observations", "x")
    assert heard and heard[0] and heard[0].startswith("Basic ")
    assert "a-secret" not in str(said.value)
    assert "Authorization" not in (base / ".git/config").read_text("utf-8")


def test_outside_a_repository_it_is_said(
    tmp_path: Path, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "none").mkdir()
    assert main(["forge", "take", REF, "--checkout", str(tmp_path / "none")]) == SURROUNDINGS
    assert "没有成功" in capsys.readouterr().err
    assert main(["forge", "take", REF, "--checkout", str(base / "lists")]) == SURROUNDINGS
    assert "不是仓库最上面的文件夹" in capsys.readouterr().err
