"""Lighthouse 12, phone profile, on the pages people come to.

Accessibility, best practices and search engines are facts of the page and are tests; performance is
a measurement of the machine too, and is printed by `python -m tests.benchmarks.lighthouse`.
"""

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.browser import serve
from tests.support.lighthouse import scores

pytestmark = pytest.mark.browser
PAGES = {
    "home": "/",
    "power": "/powers/expired-food/",
    "penalty": "/cases/market-regulation/2026/cf-12/",
    "search": f"/search/?q={quote('超过保质期')}",
}
WANTED = {"accessibility": 100, "best-practices": 100, "seo": 95}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_scores_as_promised(demo_site: Path, tmp_path: Path, name: str) -> None:
    with serve(demo_site) as base:
        found, failed = scores(base + PAGES[name], tmp_path / "report.json", tuple(WANTED))
    assert all(found[category] >= least for category, least in WANTED.items()), (found, failed)
