"""The measuring itself: the city it is done on is right, its faults are found, and it can be started."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks import city
from tests.benchmarks.__main__ import BENCHMARKS
from tests.benchmarks.measure import LINE, Result

REPOSITORY = Path(__file__).parents[1]
SMALL = 60


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city") / "root"
    city.make(folder, SMALL)
    return folder


def check(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "publish.py", "check", "--root", str(root), *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def test_the_made_up_city_has_no_error(root: Path) -> None:
    """What is measured is a city as it should be: nothing found, and every case there."""
    done = check(root)
    assert done.returncode == 0, done.stdout
    tables = (root / "lists").glob("departments/*/penalties/*.csv")
    rows = sum(len(path.read_text(encoding="utf-8").splitlines()) - 1 for path in tables)
    assert rows == SMALL


def test_the_same_seed_makes_the_same_city(root: Path, tmp_path: Path) -> None:
    """Two measurements are of one city: files and commits are the same."""
    city.make(tmp_path / "again", SMALL)
    heads = [
        subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, text=True, check=True
        ).stdout
        for folder in (root, tmp_path / "again")
    ]
    assert heads[0] == heads[1]


def test_check_finds_every_planted_fault(tmp_path: Path) -> None:
    """A side that misses what was planted is not measured: ours misses none."""
    folder = tmp_path / "root"
    city.make(folder, SMALL)
    faults = city.plant(folder, 12, seed=1)
    assert len({(one.file, one.line) for one in faults}) == 12
    done = check(folder, "--format", "github")
    assert done.returncode == 1
    for fault in faults:
        assert re.search(rf"file=[^,]*{re.escape(fault.file)},line={fault.line}\b", done.stdout), (
            fault
        )


def test_each_benchmark_is_a_script_that_says_what_it_measures() -> None:
    """`make bench` walks these; each can be run alone, none is collected as a test."""
    for name in BENCHMARKS:
        text = (REPOSITORY / "tests" / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")
        assert text.startswith(f'"""`python -m tests.benchmarks.{name} [--n ')
    assert not list((REPOSITORY / "tests" / "benchmarks").glob("test_*.py"))


def test_a_result_says_its_ratio_and_its_bar() -> None:
    """The last lines of `make bench` are read by people and by scripts; what is absent is a miss."""
    assert str(Result("check", 0.0912, 0.1)) == "check ratio 0.091 bar 0.1"
    assert LINE.match(str(Result("check", 0.0912, 0.1)))
    assert Result("check", 0.0912, 0.1).met
    assert not Result("check", 0.12, 0.1).met
    assert str(Result("render", None, 0.6, "why")) == "render ratio absent bar 0.6"
    assert not Result("render", None, 0.6, "why").met


def test_results_in_the_readmes_are_lines_of_make_bench() -> None:
    """A figure that a README quotes can be laid beside what `make bench` prints."""
    for name in ("README.md", "README.zh.md"):
        for line in (REPOSITORY / name).read_text(encoding="utf-8").splitlines():
            if re.search(r"^\w+ ratio ", line):
                found = LINE.match(line)
                assert found, line
                assert found["ratio"] == "absent" or float(found["ratio"]) >= 0


def test_make_bench_runs_them_from_a_lock_of_their_own() -> None:
    """What only measures is installed by nothing else; the lock names versions and hashes, no address."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^bench: .*## ", makefile, re.MULTILINE)
    assert "requirements-bench.txt,--group build --group bench" in makefile
    lock = (REPOSITORY / "requirements-bench.txt").read_text(encoding="utf-8")
    for package in ("hugo", "pagefind-bin-extended"):
        assert re.search(rf"^{package}==[\d.]+ \\\n    --hash=sha256:", lock, re.MULTILINE)
    assert "://" not in lock
