"""Lighthouse, as an npm package, run on a served page with the phone profile."""

import json
import os
import subprocess
from pathlib import Path

from tests.support import chromium

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def scores(
    address: str, report: Path, categories: tuple[str, ...] = CATEGORIES
) -> tuple[dict[str, int], list[str]]:
    """Scores of 100 by category, and the ids of the audits that failed; the report is written as JSON.

    Raises RuntimeError with Lighthouse's own words where it did not run.
    """
    command = [
        str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags=--headless=new {' '.join(chromium.ARGUMENTS)}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium.find()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not report.is_file():
        raise RuntimeError(f"lighthouse {address}：{done.stderr[-2000:] or done.stdout[-2000:]}")
    found = json.loads(report.read_text("utf-8"))
    failed = [
        name
        for name, audit in found["audits"].items()
        if audit["scoreDisplayMode"] in ("binary", "numeric", "metricSavings")
        and audit["score"] is not None
        and audit["score"] < 0.9
    ]
    return {name: round(found["categories"][name]["score"] * 100) for name in categories}, failed
