"""The demo city's site, built as a user builds it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build(out: Path, jobs: int = 2) -> None:
    """Run `publish.py build` on the checkout; fails with what it printed."""
    done = subprocess.run(
        [sys.executable, "publish.py", "build", "--out", str(out), "--jobs", str(jobs)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
