"""The demo city's site, built as a user builds it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def build(root: Path, out: Path, jobs: int = 4) -> None:
    """Run `publish.py build` on a root, such as the replayed demo; fails with what it printed."""
    command = [sys.executable, "publish.py", "build", "--root", str(root), "--out", str(out)]
    done = subprocess.run(
        [*command, "--jobs", str(jobs)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
