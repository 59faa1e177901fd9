"""A file that cannot be read is told once: nobody is sent to write its records a second time."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.commands import main
from generator.reports import render
from generator.rules import CAUSES, Report
from tests.support.city import Checked, check, copy_city, lay_over

MR = "lists/departments/market-regulation"
POWER = f"{MR}/powers/expired-food.yaml"
Plant = Callable[[Path], object]


def recoded(file: str) -> Plant:
    def plant(root: Path) -> None:
        path = root / file
        path.write_bytes(path.read_bytes().decode().encode("gb18030"))

    return plant


def moved(file: str, to: str) -> Plant:
    return lambda root: (root / file).rename(root / to)


def folder_instead(root: Path) -> None:
    (root / POWER).unlink()
    (root / POWER).mkdir()
    (root / POWER / "expired-food.yaml").write_text("id: expired-food\n", encoding="utf-8")


def link_instead(root: Path) -> None:
    (root / POWER).rename(root.parent / "power.yaml")
    (root / POWER).symlink_to(root.parent / "power.yaml")


def linked_folder(root: Path) -> None:
    (root / MR).rename(root.parent / "market")
    (root / MR).symlink_to(root.parent / "market")


LOSSES: list[tuple[str, Plant, str, str]] = [
    ("other encoding", recoded(POWER), "STR001", POWER),
    ("yml", moved(POWER, f"{POWER[:-5]}.yml"), "STR009", f"{POWER[:-5]}.yml"),
    ("txt", moved(POWER, f"{POWER}.txt"), "STR009", f"{POWER}.txt"),
    ("folder up", moved(POWER, f"{MR}/expired-food.yaml"), "STR009", f"{MR}/expired-food.yaml"),
    ("folder instead", folder_instead, "STR001", POWER),
    ("link instead", link_instead, "STR001", POWER),
    ("linked department", linked_folder, "STR001", MR),
    ("department in other encoding", recoded(f"{MR}/department.yaml"), "STR001", f"{MR}/department.yaml"),
    ("department.yml", moved(f"{MR}/department.yaml", f"{MR}/department.yml"), "STR009", f"{MR}/department.yml"),
    ("no id for a folder", moved(MR, "lists/departments/Market Regulation"), "STR009", "lists/departments/Market Regulation"),
    ("folder with a slip", moved(MR, "lists/departments/market-regulatoin"), "STR006", "lists/departments/market-regulatoin/department.yaml"),
    ("folder of all departments", moved("lists/departments", "lists/department"), "STR009", "lists/department"),
    ("law's folder", moved("lists/laws/food-safety-law", "lists/laws/food_safety"), "STR009", "lists/laws/food_safety"),
    ("settings.yml", moved("lists/portal.yaml", "lists/portal.yml"), "STR009", "lists/portal.yml"),
    ("terms", recoded("lists/terms.csv"), "STR001", "lists/terms.csv"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "code", "file"), [loss[1:] for loss in LOSSES], ids=[n for n, *_ in LOSSES]
)
def test_one_loss_is_one_finding(plant: Plant, code: str, file: str, tmp_path: Path) -> None:
    """The file or the folder has its finding; what refers to its records is counted as not checked."""
    root = copy_city(tmp_path / "city")
    plant(root)
    found = check(root)
    assert [(f.code, f.place.file) for f in found.findings] == [(code, file)], words(found)


def words(found: Checked) -> list[str]:
    return [f"{f.code} {f.place.file}: {f.message}" for f in found.findings]


def test_what_could_not_be_checked_is_counted(tmp_path: Path) -> None:
    """References to the lost power, and what its type and its law would have shown."""
    root = copy_city(tmp_path / "city")
    recoded(POWER)(root)
    unchecked = check(root).report.unchecked
    assert sum(one.count for one in unchecked["STR008"]) > 10
    assert unchecked["COV002"]


def test_a_reference_to_nothing_is_still_found_beside_a_loss(tmp_path: Path) -> None:
    """Only what may be in the lost file is excused."""
    root = copy_city(tmp_path / "city")
    recoded(POWER)(root)
    cases = "lists/departments/urban-management/penalties/2026.csv"
    lay_over(root, edits={cases: (",littering,", ",spitting,")})
    assert [f.place.file for f in check(root).of("STR008")] == [cases]


def test_a_row_that_cannot_be_read_hides_no_article(tmp_path: Path) -> None:
    """Who cites the article of a broken row is not told that the law does not have it."""
    root = copy_city(tmp_path / "city")
    table = root / "lists/laws/food-safety-law/2025-09-12.csv"
    text = table.read_text("utf-8")
    assert text.count("\n124,") == 1
    table.write_text(text.replace("\n124,", "\n124,,"), encoding="utf-8")
    found = check(root)
    assert {f.code for f in found.findings} == {"STR003"}, words(found)
    assert found.report.unchecked["COV006"]


def test_causes_stand_first(tmp_path: Path) -> None:
    """In the report of a run, files that could not be read stand before all else."""
    root = copy_city(tmp_path / "city")
    recoded("lists/departments/urban-management/powers/littering.yaml")(root)
    lay_over(root, edits={"lists/bodies/food-brigade.yaml": ("kind: p", "kind: q")})
    codes = [f.code for f in check(root).findings]
    assert codes[0] == "STR001"
    assert [code in CAUSES for code in codes] == sorted(
        (code in CAUSES for code in codes), reverse=True
    )


def special_files(root: Path) -> list[str]:
    bodies = root / "lists/bodies"
    os.mkfifo(bodies / "pipe.yaml")
    (bodies / "loop.yaml").symlink_to("loop.yaml")
    (bodies / "round").symlink_to(".")
    # The address of a socket may be no longer than a hundred characters.
    with socket.socket(socket.AF_UNIX) as one:
        name = f"/tmp/{os.getpid()}.sock"
        one.bind(name)
        Path(name).rename(bodies / "socket.yaml")
    return ["loop.yaml", "pipe.yaml", "round", "socket.yaml"]


def test_pipes_sockets_and_links_are_named(tmp_path: Path) -> None:
    """What is no file is called what it is, by check and in every format, and is never opened."""
    root = copy_city(tmp_path / "city")
    names = special_files(root)
    found = check(root)
    assert [f.place.file.rpartition("/")[2] for f in found.findings] == names
    said = " ".join(f.message for f in found.findings)
    for word in ("命名管道", "套接字", "符号链接", "绕成了圈"):
        assert word in said
    assert "空的" not in said
    for form in ("text", "json", "github", "markdown"):
        assert render(form, Report(found.findings))


@pytest.mark.parametrize("command", ["check", "format"])
def test_commands_survive_links_and_pipes(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each says which file is in the way and goes on."""
    root = copy_city(tmp_path / "city")
    special_files(root)
    main([command, "--root", str(root)])
    assert "lists/bodies/loop.yaml" in capsys.readouterr().out


def test_a_root_that_leads_to_itself_is_no_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert main(["check", "--root", str(tmp_path / "loop")]) != 0
    assert "lists/" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="此处的文件系统不收这样的名称")
def test_a_name_in_another_encoding_is_a_finding(tmp_path: Path) -> None:
    """A name that cannot be printed ends in words, in a terminal of UTF-8."""
    root = copy_city(tmp_path / "city")
    Path(os.fsdecode(os.fsencode(root) + b"/lists/bodies/\xc3\xfb.yaml")).write_text("id: x\n")
    done = subprocess.run(
        [sys.executable, "publish.py", "check", "--root", str(root)],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "STR001" in done.stdout
    assert "Traceback" not in done.stderr
