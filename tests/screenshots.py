"""`python -m tests.screenshots SITE FOLDER`: every kind of page at two widths, light, dark and on paper.

To be looked at one by one: ugly or confusing is a bug.
"""

import sys
from pathlib import Path
from urllib.parse import quote

from tests.support import chromium
from tests.support.browser import serve
from tests.test_site import KINDS

WIDTHS = (1280, 390)
SEARCHES = [f"/search/?q={quote(words)}" for words in ("超过保质期", "没有这样的词")]


def main(site: Path, folder: Path) -> None:
    """Write NAME-WIDTH-SCHEME.png and NAME.pdf (A4) for each kind of page."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve(site) as base, chromium.launched() as browser:
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                for address in [*KINDS, *SEARCHES]:
                    page.goto(base + address, wait_until="networkidle")
                    name = address.strip("/").replace("/", "_").partition("?")[0] or "home"
                    if address in SEARCHES:
                        name += f"_{SEARCHES.index(address) + 1}"
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                    if scheme == "light" and width == WIDTHS[0]:
                        page.pdf(path=folder / f"{name}.pdf", format="A4", print_background=True)
                page.close()
    print(f"{len(list(folder.iterdir()))}个文件在 {folder}/")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
