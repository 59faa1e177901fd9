"""`python -m tests.benchmarks.history [--n 10000]`: since when each of so many records has said what it says, against `git log --raw`.

Both sides read the same main line, of half as many commits as records. Ours goes on where git stops: which
commits are believed, which record each file holds, since when each of its versions is witnessed. `history_cold`
has nothing kept; `history_warm` has what an earlier run kept and one commit more to read.
"""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measure import (
    WORK,
    BenchError,
    Result,
    Run,
    alternating,
    middle,
    say,
    script,
    timed,
    told,
)

BAR = 2.0
BAR_WARM = 0.3
CHANGES = 2.9
"""Versions of a record, on average."""
DEPARTMENTS = 50
SEED = 5
LOG = ("git", "log", "--first-parent", "-m", "--raw", "--no-abbrev", "--format=%H %ct", "HEAD")


def measure(count: int) -> list[Result]:
    """Time both sides, cold and warm, and hold ours to the versions that were made."""
    root = repository_of(count)
    results = []
    for name, bar in (("history_cold", BAR), ("history_warm", BAR_WARM)):
        kept = WORK / "history-kept"
        shutil.rmtree(kept, ignore_errors=True)
        if name == "history_warm":
            _ours(root, kept, until="HEAD~1")

        def ours(kept: Path = kept, warm: bool = name == "history_warm") -> Run:
            # What this run keeps would make the next one quicker than it is.
            fresh = WORK / "history-fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            if warm:
                shutil.copytree(kept, fresh)
            return _ours(root, fresh)

        def theirs() -> Run:
            return timed(["git", "-C", str(root), *LOG[1:]], WORK / "log.txt")

        mine, them = alternating(ours, theirs)
        say(told(f"我们，{name}", mine))
        say(told("git log --raw", them))
        results.append(Result(name, middle(mine) / middle(them), bar))
    return results


def _ours(root: Path, kept: Path, until: str = "HEAD") -> Run:
    """Our reading in a process of its own, timed without the start of Python and its modules."""
    said = WORK / "history.json"
    timed(
        [sys.executable, "-m", "tests.benchmarks.history_read", str(root), str(kept), until], said
    )
    found = json.loads(said.read_text("utf-8"))
    wanted = json.loads(root.with_suffix(".json").read_text("utf-8"))
    if until == "HEAD" and found["versions"] != wanted["versions"]:
        raise BenchError(f"我们读出{found['versions']}个版本，造的是{wanted['versions']}个")
    return Run(found["seconds"], found["processor"])


def repository_of(count: int) -> Path:
    """A repository of so many records and half as many commits, made when it is first asked for."""
    root = WORK / "histories" / str(count)
    done = root.with_suffix(".json")
    if not done.exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        versions = make(root, count, max(count // 2, 1))
        done.write_text(json.dumps({"versions": versions}), "utf-8")
    return root


def make(root: Path, records: int, commits: int) -> int:
    """Write the repository by `git fast-import`; returns how many versions there are of all records.

    The same numbers make the same repository.
    """
    chance = random.Random(SEED)
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main", str(root)], check=True)
    program = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=root, stdin=subprocess.PIPE)
    assert program.stdin
    held = versions = 0
    for number in range(commits):
        come = range(held, records * (number + 1) // commits)
        again = chance.sample(range(held), min(held, round((CHANGES - 1) * len(come))))
        held = come.stop
        moment = f"城 <c@example.invalid> {1_500_000_000 + number * 3600} +0800"
        lines = [f"commit refs/heads/main\ncommitter {moment}\ndata 3\nset\n"]
        for record in [*come, *again]:
            text = _text(record, number)
            path = f"lists/departments/d{record % DEPARTMENTS:02}/powers/p{record}.yaml"
            lines.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")
        versions += len(come) + len(again)
        program.stdin.write("".join(lines).encode())
    program.stdin.close()
    if program.wait():
        raise BenchError("git fast-import 没有成功")
    for words in (["reset", "--quiet", "--hard"], ["gc", "--quiet"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return versions


def _text(record: int, number: int) -> str:
    return (
        f"id: p{record}\nname: 对第{record}种行为的处罚\ntype: penalty\n"
        f"summary: 第{number}次修改以后的说明，管的是第{record}种行为\nunit: u{number % 7}\n"
    )


if __name__ == "__main__":
    script(measure, 10_000, "读出每条记录的历史，与 git log --raw 比")
