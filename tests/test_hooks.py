"""The hooks stop what is private before it leaves the machine, in a real repository with real git."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.commands import WRONG_USE, main
from tests.support.city import copy_city
from tests.support.repository import Repository

PENALTIES = "lists/departments/urban-management/penalties/2026.csv"


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clerk's clone of a city, with the hooks, and a bare repository it is pushed to."""
    folder = copy_city(tmp_path / "clone")
    repository = Repository(folder)
    repository.git("config", "user.name", "clerk")
    repository.git("config", "user.email", "clerk@example.invalid")
    repository.git("add", ".")
    repository.git("commit", "--quiet", "-m", "first")
    repository.git("init", "--quiet", "--bare", str(tmp_path / "there"))
    repository.git("remote", "add", "origin", str(tmp_path / "there"))
    repository.git("push", "--quiet", "origin", "main")
    monkeypatch.setattr(sys, "argv", [str(Path(__file__).parents[1] / "publish.py")])
    assert main(["hooks", "--root", str(folder)]) == 0
    return folder


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def name_the_party(folder: Path) -> None:
    path = folder / PENALTIES
    text = path.read_text("utf-8").replace("当事人在人民广场", "当事人张建国在人民广场")
    path.write_text(text, encoding="utf-8")


def test_commit_with_a_name_is_stopped_and_told_how(clone: Path) -> None:
    name_the_party(clone)
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "second")
    assert done.returncode != 0
    assert f"{PENALTIES} 第2行：公开的文字里有自然人姓名" in done.stderr
    assert "没有提交" in done.stderr
    assert "张建国" not in done.stderr


def test_what_is_staged_counts_not_what_stands_in_the_folder(clone: Path) -> None:
    name_the_party(clone)
    git(clone, "add", ".")
    git(clone, "show", f"HEAD:{PENALTIES}")
    (clone / PENALTIES).write_text(git(clone, "show", f"HEAD:{PENALTIES}").stdout, encoding="utf-8")
    assert git(clone, "commit", "-m", "second").returncode != 0


def test_other_changes_pass(clone: Path) -> None:
    """A page, a list without anything private, and a file elsewhere."""
    (clone / "content").mkdir(exist_ok=True)
    (clone / "content" / "page.md").write_text("# 说明\n", encoding="utf-8")
    (clone / "notes.txt").write_text("13800001111", encoding="utf-8")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "second")
    assert done.returncode == 0, done.stderr
    assert git(clone, "push", "origin", "main").returncode == 0


def test_page_with_a_phone_is_stopped(clone: Path) -> None:
    (clone / "content").mkdir(exist_ok=True)
    (clone / "content" / "page.md").write_text("# 说明\n\n打13800001111\n", encoding="utf-8")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "second")
    assert done.returncode != 0
    assert "content/page.md 第3行第2个字：有手机号码" in done.stderr


def test_likely_name_is_asked_about_and_stops_nothing(clone: Path) -> None:
    """In a list and on a page; once somebody has said that it is none, no more."""
    path = clone / PENALTIES
    text = path.read_text("utf-8").replace("当事人在人民广场", "受害人夏雨荷被骗，当事人在人民广场")
    path.write_text(text, encoding="utf-8")
    (clone / "content").mkdir(exist_ok=True)
    page = clone / "content" / "page.md"
    page.write_text("# 说明\n\n受害人夏雨荷被骗2万元\n", encoding="utf-8")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "second")
    assert done.returncode == 0, done.stderr
    assert f"{PENALTIES} 第2行：公开的文字里从第4个字起的“夏…”（共3个字符）像是人名" in done.stderr
    assert "content/page.md 第3行第4个字：“夏…”（共3个字符）像是人名" in done.stderr
    assert git(clone, "push", "origin", "main").returncode == 0
    with (clone / "lists/portal.yaml").open("a", encoding="utf-8") as portal:
        portal.write("not_names:\n- 夏雨荷\n")
    page.write_text("# 说明\n\n那个受害人夏雨荷被骗2万元\n", encoding="utf-8")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "third")
    assert done.returncode == 0 and "像是人名" not in done.stderr


def test_push_looks_at_every_commit(clone: Path) -> None:
    """A name that a later commit took out again is pushed as well, so the push is stopped."""
    name_the_party(clone)
    git(clone, "commit", "--no-verify", "-a", "-m", "second")
    git(clone, "revert", "--no-edit", "HEAD")
    done = git(clone, "push", "origin", "main")
    assert done.returncode != 0
    assert "没有推送" in done.stderr


def test_foreign_hook_is_left_alone(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook = clone / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    assert main(["hooks", "--root", str(clone)]) == WRONG_USE
    assert "已经有别的检查，没有动它" in capsys.readouterr().err
    assert main(["hooks", "--remove", "--root", str(clone)]) == 0
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"


def test_installed_twice_and_removed(clone: Path) -> None:
    assert main(["hooks", "--root", str(clone)]) == 0
    assert main(["hooks", "--remove", "--root", str(clone)]) == 0
    assert not (clone / ".git/hooks/pre-commit").exists()
    name_the_party(clone)
    assert git(clone, "commit", "-a", "-m", "second").returncode == 0
