"""`python -m tests.benchmarks.serve [--n 10000]`: from saving a case to seeing it on the site that `serve` shows."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from generator.sources.tables import read_table
from tests.benchmarks.changed import change_penalty, mark
from tests.benchmarks.city import HUNDRED_YEAR
from tests.benchmarks.measure import (
    REPOSITORY,
    WORK,
    BenchError,
    Result,
    afresh,
    city_of,
    copy_of,
    environment,
    knows,
    say,
    script,
)

BAR = 0.05
EVERY = 0.02
"""Seconds between two looks at the page."""
PATIENCE = 20
"""Whole builds that the site may take to come up, or a change to be seen."""


def measure(count: int) -> list[Result]:
    """Save three corrections, one after the other, and wait for each on its page."""
    root = copy_of(city_of(count), "serve")
    whole = afresh(root, WORK / "serve-site", WORK / "serve-whole-cache").seconds
    say(f"整个生成：{whole:.1f}秒")
    waited = []
    with _serving(root, whole * PATIENCE) as base:
        for number in range(3):
            index = _text(f"{base}pagefind/indexes.json")
            say(change_penalty(root, number))
            begun = time.perf_counter()
            page = base + _address(root, number)
            _wait(partial(_holds, page, mark(number)), whole * PATIENCE)
            waited.append(time.perf_counter() - begun)
            _wait(partial(_differs, f"{base}pagefind/indexes.json", index), whole * PATIENCE)
            say(f"保存以后{waited[-1]:.2f}秒看到，索引{time.perf_counter() - begun:.2f}秒跟上")
    return [Result("serve", median(waited) / whole, BAR)]


@contextmanager
def _serving(root: Path, patience: float) -> Iterator[str]:
    """The site of a root, served; out: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "publish.py", "serve", "--root", str(root), "--port", str(port)]
    if knows("serve", "--cache"):
        command += ["--cache", str(WORK / "serve-cache")]
    base = f"http://127.0.0.1:{port}/"
    with (WORK / "serve.log").open("wb") as log:
        running = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment(),
            start_new_session=True,
        )
        try:
            _wait(lambda: _up(running, base), patience)
            yield base
        finally:
            # Its own group: what it started goes with it.
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(30)


def _up(running: subprocess.Popen[bytes], base: str) -> bool:
    if running.poll() is not None:
        said = (WORK / "serve.log").read_text(encoding="utf-8", errors="replace")[-3000:]
        raise BenchError(f"serve 已经停了：\n{said}")
    return bool(_text(f"{base}pagefind/indexes.json"))


def _address(root: Path, number: int) -> str:
    """The page of the case that carries the mark of the nth correction."""
    path = root / f"lists/departments/department-001/penalties/{HUNDRED_YEAR}.csv"
    (_, names), *rows = read_table(path.read_text(encoding="utf-8"))
    cases = (dict(zip(names, row, strict=True)) for _, row in rows)
    id_ = next(case["id"] for case in cases if mark(number) in case["facts"])
    return f"cases/department-001/{HUNDRED_YEAR}/{id_}/"


def _holds(address: str, words: str) -> bool:
    return words in _text(address)


def _differs(address: str, before: str) -> bool:
    return _text(address) not in ("", before)


def _text(address: str) -> str:
    """What an address gives; nothing while it gives none."""
    try:
        with urlopen(address, timeout=600) as answer:
            return str(answer.read().decode("utf-8"))
    except (URLError, OSError):
        return ""


def _wait(seen: Callable[[], bool], patience: float) -> None:
    end = time.perf_counter() + patience
    while not seen():
        if time.perf_counter() > end:
            raise BenchError(f"等了{patience:.0f}秒没有等到")
        time.sleep(EVERY)


if __name__ == "__main__":
    script(measure, 10_000, "保存一件案例以后多久在预览里看到")
