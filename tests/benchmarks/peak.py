"""The most memory that a command holds at one time, with all that it starts."""

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import REPOSITORY, WORK, BenchError

EVERY = 0.05
"""Seconds between two looks."""
GIB = 1 << 30
PROC = Path("/proc")


def peak_of(command: Sequence[str]) -> tuple[float, int]:
    """Run a command; seconds it took, and the highest sum in bytes over it and its descendants.

    PSS is summed, so that a page which processes share counts once.
    """
    log = WORK / "peak.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    highest = 0
    started = time.perf_counter()
    with log.open("wb") as out:
        running = subprocess.Popen(command, cwd=REPOSITORY, stdout=out, stderr=subprocess.STDOUT)
        while running.poll() is None:
            highest = max(highest, held(running.pid))
            time.sleep(EVERY)
    seconds = time.perf_counter() - started
    if running.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
        raise BenchError(f"{' '.join(command)} 返回{running.returncode}：\n{said}")
    return seconds, highest


def held(pid: int) -> int:
    """Bytes that a process and its descendants hold now."""
    return sum(_pss(one) for one in _family(pid))


def _family(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                # The name, in brackets, may hold spaces; the parent is the second word after it.
                told = (folder / "stat").read_text(encoding="utf-8", errors="replace")
                children.setdefault(int(told.rpartition(")")[2].split()[1]), []).append(
                    int(folder.name)
                )
            except OSError:
                continue
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _pss(pid: int) -> int:
    try:
        told = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
    except OSError:
        # It has ended since it was listed.
        return 0
    return next(
        (int(line.split()[1]) * 1024 for line in told.splitlines() if line.startswith("Pss:")), 0
    )
