"""The hooks stop what is private before it leaves the machine, in a real repository with real git."""

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

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


def test_comment_beside_a_record_is_as_public_as_the_record(clone: Path) -> None:
    power = next((clone / "lists/departments/urban-management/powers").glob("*.yaml"))
    power.write_text(power.read_text("utf-8") + "# 当事人张建国 13800001111\n", encoding="utf-8")
    done = git(clone, "commit", "-a", "-m", "second")
    assert done.returncode != 0
    assert "文件的注释里，有手机号码" in done.stderr and "有自然人姓名" in done.stderr
    assert "张建国" not in done.stderr and "13800001111" not in done.stderr


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("lists/note.txt", "这里不放任何记录"),
        ("content/note.txt", "content/note.txt 第1行第4个字：有自然人姓名"),
        ("docket.csv", "docket.csv 第1行：有自然人姓名"),
    ],
)
def test_what_is_no_record_is_looked_at_too(clone: Path, file: str, said: str) -> None:
    path = clone / file
    path.parent.mkdir(exist_ok=True)
    path.write_text("当事人张建国，13800001111\n", encoding="utf-8")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "second")
    assert done.returncode != 0 and said in done.stderr
    assert "张建国" not in done.stderr


def test_docket_in_excel_is_looked_at_wherever_it_is_put(clone: Path) -> None:
    book = xlsxwriter.Workbook(str(clone / "案件.xlsx"))
    book.add_worksheet("案件").write_row("A2", ["当事人", "身份证号 11010519491231002X"])
    book.close()
    (clone / "说明.docx").write_bytes(b"PK")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "second")
    assert done.returncode != 0
    assert "案件.xlsx 案件第2行：有身份号码" in done.stderr
    assert "说明.docx：没有看里面写了什么" in done.stderr


def test_message_names_and_branches_are_looked_at(clone: Path) -> None:
    """Who pulls reads them too: the message of a commit and of a tag, the names of a file and a branch."""
    (clone / "a.py").write_text("", encoding="utf-8")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "更正当事人张建国")
    assert done.returncode != 0 and "提交说明 第1行第6个字：有自然人姓名" in done.stderr
    assert git(clone, "commit", "-m", "更正").returncode == 0
    git(clone, "tag", "-a", "v1", "-m", "当事人张建国")
    done = git(clone, "push", "origin", "v1")
    assert done.returncode != 0 and "标签的说明 第1行" in done.stderr
    done = git(clone, "push", "origin", "main:当事人张建国")
    assert done.returncode != 0 and "分支或者标签的名称 第1行" in done.stderr
    (clone / "当事人张建国.py").write_text("", encoding="utf-8")
    git(clone, "add", ".")
    done = git(clone, "commit", "-m", "更正")
    assert done.returncode != 0 and "一个文件的名称有自然人姓名" in done.stderr
    assert git(clone, "commit", "--no-verify", "-m", "更正当事人张建国").returncode == 0
    done = git(clone, "push", "origin", "main")
    assert "提交说明 第1行" in done.stderr and "一个文件的名称" in done.stderr


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
