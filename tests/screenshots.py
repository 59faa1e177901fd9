"""`python -m tests.screenshots SITE FOLDER`: every kind of page at two widths, light, dark, in large type and on paper.

To be looked at one by one: ugly or confusing is a bug.
"""

import sys
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from lxml import html

from tests.support import chromium
from tests.support.browser import serve
from tests.test_site import KINDS

WIDTHS = (1280, 390)
SEARCHES = [
    f"/search/?q={quote(words)}" for words in ("超过保质期", "占道经营", "罚款标准", "没有这样的词")
]
MORE = [
    "/days/",
    "/complain/",
    "/supervise/",
    "/powers/odour-prevention/",  # without a basis in force
    "/powers/illegal-land-occupation/",  # with a basis whose amounts are no ruler
    "/powers/false-advertising/",
    "/laws/environmental-protection-law/",
]
"""Pages that a kind has beside the one in KINDS, because they look otherwise."""
# As a reader who chose it has it on the next page (assets/enhance.js).
LARGE = "localStorage.setItem('size', 'large')"
LOOKS = [
    ("light", WIDTHS, None),
    ("dark", WIDTHS, None),
    ("large", WIDTHS[1:], LARGE),
]


def main(site: Path, folder: Path) -> None:
    """Write NAME-WIDTH-LOOK.png and NAME.pdf (A4) for each kind of page."""
    folder.mkdir(parents=True, exist_ok=True)
    with serve(site) as base, chromium.launched() as browser:
        for look, widths, before in LOOKS:
            for width in widths:
                scheme: Literal["light", "dark"] = "dark" if look == "dark" else "light"
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                if before:
                    page.add_init_script(before)
                for address in [*KINDS, *MORE, *licences(site), *SEARCHES]:
                    page.goto(base + address, wait_until="networkidle")
                    name = address.strip("/").replace("/", "_").partition("?")[0] or "home"
                    if address in SEARCHES:
                        name += f"_{SEARCHES.index(address) + 1}"
                    page.screenshot(path=folder / f"{name}-{width}-{look}.png", full_page=True)
                    if look == "light" and width == WIDTHS[0]:
                        page.pdf(path=folder / f"{name}.pdf", format="A4", print_background=True)
                page.close()
    print(f"{len(list(folder.iterdir()))}个文件在 {folder}/")


def licences(site: Path) -> list[str]:
    """The first licence power of the list: which it is depends on the city."""
    document = html.fromstring((site / "powers" / "index.html").read_text("utf-8"))
    found = document.xpath(
        "//*[@id='licence']//a[contains(@href, '/powers/') or contains(@href, '../')]/@href"
    )
    return [
        urlsplit(urljoin("/powers/", str(link))).path for link in found if "department" not in link
    ][:1]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
