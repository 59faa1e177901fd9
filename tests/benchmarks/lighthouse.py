"""`python -m tests.benchmarks.lighthouse [SITE]`: Lighthouse's scores of the main pages, median of three."""

import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.support.browser import serve
from tests.support.lighthouse import CATEGORIES, scores
from tests.test_lighthouse import PAGES

RUNS = 3


def main(site: Path) -> None:
    """Print a line a page; the site must have been built."""
    with tempfile.TemporaryDirectory() as folder, serve(site) as base:
        for name, address in PAGES.items():
            runs = [scores(base + address, Path(folder) / "report.json")[0] for _ in range(RUNS)]
            shown = "  ".join(f"{c} {median(run[c] for run in runs):.0f}" for c in CATEGORIES)
            print(f"{name:8} {shown}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("site"))
