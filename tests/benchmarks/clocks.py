"""`python -m tests.benchmarks.clocks [--n 100000]`: every clock of a city's lists, against checking the same.

A tenth of `n` are powers and a hundredth laws; the cases are few, because laws make the clocks that
are asked about. Both sides are commands as a person runs them, reading included.
"""

import json
import sys
from pathlib import Path

from generator.catalogue import Catalogue
from generator.sources.records import load
from tests.benchmarks.measure import (
    WORK,
    BenchError,
    Result,
    Run,
    alternating,
    city_of,
    middle,
    say,
    script,
    timed,
    told,
)

BAR = 1.0
CASES = 1_000
EVENTS = 300
"""Events of laws that the city has to have at 10,000 powers."""


def measure(count: int) -> list[Result]:
    """Time both sides, and hold the clocks to the events of the laws."""
    root = city_of(CASES, count)
    listed = WORK / "clocks.json"

    def run(*command: str) -> Run:
        words = [sys.executable, "publish.py", *command, "--root", str(root), "--format", "json"]
        return timed(words, listed if command == ("clocks",) else WORK / "check.json")

    mine, them = alternating(lambda: run("clocks"), lambda: run("check"))
    say(told("clocks", mine))
    say(told("check", them))
    say(_hold(root, listed, count))
    return [Result("clocks", middle(mine) / middle(them), BAR)]


def _hold(root: Path, listed: Path, count: int) -> str:
    """In words what was counted. Raises BenchError where the city asks too little of the clocks."""
    catalogue = Catalogue(load([root]).records)
    powers, events = len(catalogue.powers), sum(len(law.events) for law in catalogue.laws.values())
    clocks = json.loads(listed.read_text(encoding="utf-8"))["clocks"]
    owed = [clock for clock in clocks if clock["event"]]
    if events < EVENTS * count // 100_000 or not owed:
        raise BenchError(f"{events}个法律事件、{len(owed)}项答复，太少，量不出来")
    return f"{powers}项职权，{events}个法律事件：{len(clocks)}项期限，其中{len(owed)}项是逐项答复"


if __name__ == "__main__":
    script(measure, 100_000, "算出全部期限，与检查同一个城市比")
