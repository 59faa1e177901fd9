"""`python -m tests.benchmarks.history_read ROOT KEPT UNTIL`: our reading of a root's history, timed, as JSON.

Out: `versions`, of all records; `seconds` and `processor` from the first question to git until what was read
is kept for the next run.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from generator.kept import Store, program
from generator.sources.history import histories, locate, witness_of
from generator.witness import Thread


def main(root: Path, kept: Path, until: str) -> None:
    if until != "HEAD":
        subprocess.run(["git", "checkout", "--quiet", until], cwd=root, check=True)
    # What a command has before it asks: its records, and the digest of the program.
    files = sorted(path.relative_to(root).as_posix() for path in (root / "lists").rglob("*.yaml"))
    records = [
        Thread(str(root), located[0], file)
        for file in files
        if (located := locate(file)) and located[0]
    ]
    program()
    started, used = time.perf_counter(), _processor()
    [history] = histories([root], Store(kept)).values()
    witness = witness_of({str(root): history})
    assert witness is not None
    versions = sum(len(witness.changes(record)) for record in records)
    history.keep()
    spent = time.perf_counter() - started
    json.dump(
        {"versions": versions, "seconds": spent, "processor": _processor() - used}, sys.stdout
    )
    if until != "HEAD":
        subprocess.run(["git", "checkout", "--quiet", "main"], cwd=root, check=True)


def _processor() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]), sys.argv[3])
