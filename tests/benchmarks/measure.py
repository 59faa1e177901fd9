"""What all benchmarks share: where they work, how a command is timed, and the line that says how it went."""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median

from tests.benchmarks import city

REPOSITORY = Path(__file__).parents[2]
WORK = REPOSITORY / "build" / "bench"
JOBS = 2
LONG = 60.0
"""Seconds: what takes longer is run once, what takes less three times."""

LINE = re.compile(
    r"^(?P<name>[a-z_]+) ratio (?P<ratio>\d+\.\d+|absent) bar (?P<bar>\d+(?:\.\d+)?)$"
)
"""A result as the last lines of `make bench` and the README's performance section have it."""


@dataclass(frozen=True)
class Run:
    """One run: seconds by the clock, seconds of processor, and by step where the program says so."""

    seconds: float
    processor: float
    steps: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """How a benchmark went. ratio: None where it could not be measured, and `why` says the reason."""

    name: str
    ratio: float | None
    bar: float
    why: str = ""

    @property
    def met(self) -> bool:
        return self.ratio is not None and self.ratio <= self.bar

    def __str__(self) -> str:
        ratio = "absent" if self.ratio is None else f"{self.ratio:.3f}"
        return f"{self.name} ratio {ratio} bar {self.bar:g}"


class BenchError(RuntimeError):
    """A benchmark cannot be run, or its two sides are not comparable."""


def say(words: str) -> None:
    print(words, flush=True)


def city_of(count: int, lists: int | None = None) -> Path:
    """The root of a city of `count` cases, made when it is first asked for; nobody may change it."""
    root = WORK / "cities" / f"{count}-{lists or count}"
    done = root.with_suffix(".made")
    if not done.exists():
        shutil.rmtree(root, ignore_errors=True)
        started = time.perf_counter()
        city.make(root, count, lists=lists)
        done.touch()
        say(f"造好{count}件案例的城市，用了{time.perf_counter() - started:.1f}秒")
    return root


def copy_of(root: Path, name: str) -> Path:
    """A copy of a city that a benchmark may change."""
    target = WORK / "changed" / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(root, target)
    return target


def timed(command: Sequence[str], log: Path | None = None, *, allowed: Sequence[int] = (0,)) -> Run:
    """Run a command to its end; BenchError with what it said where it fails.

    log: what it says goes there, errors apart in a file of the same name with .err.
    """
    log = log or WORK / "last.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    errors = log.with_suffix(".err")
    with log.open("wb") as out, errors.open("wb") as wrong:
        code = subprocess.call(command, cwd=REPOSITORY, stdout=out, stderr=wrong)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code not in allowed:
        said = "".join(path.read_text("utf-8", "replace")[-1500:] for path in (log, errors))
        raise BenchError(f"{' '.join(command)} 返回{code}：\n{said}")
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, processor)


@cache
def knows(command: str, flag: str) -> bool:
    """Whether a command of publish.py has a flag."""
    told = subprocess.run(
        [sys.executable, "publish.py", command, "--help"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    return flag in told.stdout


def building(root: Path, out: Path, cache_folder: Path, timings: Path | None = None) -> list[str]:
    """The command that builds our site of a root, with a cache of its own."""
    command = [sys.executable, "publish.py", "build", "--root", str(root), "--out", str(out)]
    command += ["--jobs", str(JOBS)]
    if knows("build", "--cache"):
        command += ["--cache", str(cache_folder)]
    if timings and knows("build", "--timings"):
        command += ["--timings", str(timings)]
    return command


def build(root: Path, out: Path, cache_folder: Path) -> Run:
    """Build our site onto what stands at `out` and in the cache, and read how long each step took."""
    with tempfile.TemporaryDirectory() as folder:
        timings = Path(folder) / "timings.json"
        run = timed(building(root, out, cache_folder, timings))
        steps = {}
        if timings.is_file():
            told = json.loads(timings.read_text(encoding="utf-8"))
            steps = {step["name"]: float(step["seconds"]) for step in told["steps"]}
    return Run(run.seconds, run.processor, steps)


def afresh(root: Path, out: Path, cache_folder: Path) -> Run:
    """Build our site with neither a cache nor an earlier site."""
    for folder in (out, cache_folder):
        shutil.rmtree(folder, ignore_errors=True)
    return build(root, out, cache_folder)


def alternating(*sides: Callable[[], Run]) -> list[list[Run]]:
    """Run the sides by turns: thrice, or once where a round takes long. The runs of each side."""
    rounds: list[list[Run]] = []
    while not rounds or (len(rounds) < 3 and max(run.seconds for run in rounds[0]) < LONG):
        rounds.append([side() for side in sides])
    return [[one[index] for one in rounds] for index in range(len(sides))]


def middle(runs: Sequence[Run]) -> float:
    """The median of the seconds."""
    return median(run.seconds for run in runs)


def told(name: str, runs: Sequence[Run]) -> str:
    """Some runs in words."""
    each = "、".join(f"{run.seconds:.2f}" for run in runs)
    busy = median(run.processor for run in runs)
    words = f"{name}：{each}秒（处理器{busy:.2f}秒）"
    steps = [run.steps for run in runs if run.steps]
    if steps:
        parts = [f"{step} {median(one[step] for one in steps):.2f}" for step in steps[0]]
        words += "；各步：" + "，".join(parts)
    return words


def script(measure: Callable[[int], list[Result]], count: int, about: str) -> None:
    """Run one benchmark from the command line; exit 1 on a miss."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument(
        "--n", type=int, default=count, metavar="件数", help=f"多少件案例，默认{count}"
    )
    results = measure(parser.parse_args().n)
    conclude(results)


def conclude(results: Sequence[Result]) -> None:
    """Print the line of each result and exit, 1 on a miss."""
    for result in results:
        if result.why:
            say(f"{result.name}：{result.why}")
    for result in results:
        say(str(result))
    sys.exit(0 if all(result.met for result in results) else 1)


def free_of_old_work() -> None:
    """Remove what earlier runs left."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)


def environment() -> dict[str, str]:
    """The environment of a program that is started and talked to, its output as it comes."""
    return {**os.environ, "PYTHONUNBUFFERED": "1"}
