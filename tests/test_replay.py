"""The demo city's history: the same each time, and a city that lives through its laws."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.sources.records import load
from tests.conftest import REPOSITORY
from tests.demo.filings import TODAY
from tests.demo.history import Story
from tests.demo.replay import main, replay


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *command], capture_output=True, text=True, check=True
    )
    return done.stdout


def publish(root: Path, *command: str) -> str:
    return subprocess.run(
        [sys.executable, "publish.py", *command, "--root", str(root)],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip


def test_it_ends_with_the_lists_as_they_are(demo_root: Path) -> None:
    for name in ("lists", "content"):
        done = subprocess.run(["diff", "-r", REPOSITORY / name, demo_root / name], check=False)
        assert done.returncode == 0
    assert git(demo_root, "status", "--porcelain") == ""


def test_the_same_lists_give_the_same_commits(demo_root: Path, tmp_path: Path) -> None:
    replay(REPOSITORY, tmp_path / "again")
    assert git(tmp_path / "again", "rev-parse", "HEAD") == git(demo_root, "rev-parse", "HEAD")


def test_the_main_line_takes_merges_only_and_never_goes_back(demo_root: Path) -> None:
    lines = git(demo_root, "log", "--first-parent", "--reverse", "--format=%ct %P").splitlines()
    times = [int(line.split()[0]) for line in lines]
    assert times == sorted(times)
    # Two commits begin it: there is nothing to merge into yet.
    assert [len(line.split()) - 1 for line in lines] == [0, 1, *(2 for _ in lines[2:])]


def test_every_file_begins_on_the_day_its_records_tell() -> None:
    first: dict[str, str] = {}
    for version in Story(REPOSITORY).versions():
        first.setdefault(version.path, version.day.isoformat())
    days = {path.removeprefix("lists/"): day for path, day in first.items()}
    assert days["laws/eco-environment-code/law.yaml"] == "2026-03-15"
    assert days["laws/eco-environment-code/2026-03-12.csv"] == "2026-03-15"
    assert days["laws/water-pollution-law/law.yaml"] == "2023-06-01"
    assert days["departments/eco-environment/responses/eco-code-water-2026.yaml"] == "2026-04-02"


def test_a_basis_follows_on_the_day_of_the_answer(demo_root: Path) -> None:
    file = "lists/departments/eco-environment/powers/evasive-discharge.yaml"
    log = git(demo_root, "log", "--first-parent", "--format=%cs", "--", file).split()
    assert log == ["2026-04-02", "2023-06-01"]
    before = git(demo_root, "log", "--first-parent", "--before=2026-04-01", "-1", "--format=%H")
    then = git(demo_root, "show", f"{before.strip()}:{file}")
    assert "eco-environment-code" not in then
    assert "until" not in then


def test_the_board_shows_every_state_and_most_are_met(demo_root: Path) -> None:
    clocks = json.loads(publish(demo_root, "clocks", "--format", "json"))["clocks"]
    states = Counter(clock["state"] for clock in clocks if clock["event"])
    assert set(states) == {"open", "due_soon", "late", "met_late", "met"}
    code = Counter(
        clock["state"] for clock in clocks
        if clock["event"] and "2026-03-12" in clock["event"]
    )  # fmt: skip
    assert code["met"] > code["met_late"] > code["late"] > 0
    late = [clock for clock in clocks if clock["state"] == "late"]
    assert any(clock["waiver"] for clock in late)
    assert all(clock["witnessed"] for clock in clocks if clock["event"] and clock["met_on"])


def test_nothing_that_it_tells_is_found_untrue(demo_root: Path) -> None:
    said = json.loads(publish(demo_root, "check", "--format", "json"))
    found = {one["code"] for one in said["findings"]}
    assert not [code for code in found if code.startswith(("UPD004", "UPD006", "STR"))]


def test_what_was_published_late_says_so_itself(demo_root: Path) -> None:
    """By git no decision is later than by its own date."""
    said = json.loads(publish(demo_root, "check", "--format", "json"))["findings"]
    found = {one["record"] for one in said if one["code"] == "DIS001"}
    told = {
        clock.record
        for clock in clocks(Catalogue(load([REPOSITORY]).records), TODAY)
        if clock.rule == "DIS001" and clock.state is State.MET_LATE
    }
    assert found
    assert found <= told


def test_a_folder_that_is_no_replay_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("我的", encoding="utf-8")
    assert main([str(tmp_path)]) == 2
    assert "没有动" in capsys.readouterr().err
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "我的"
