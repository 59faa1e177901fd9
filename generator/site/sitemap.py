"""sitemap.xml and robots.txt: where the pages are, for search engines."""

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from generator.models.portal import Portal
from generator.site.addresses import FORM
from generator.site.page import FILES, Page
from generator.site.written import Written

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'


def write_sitemap(
    out: Path, portal: Portal, pages: Iterable[Page | Written], *, supervised: bool = False
) -> None:
    """Addresses must be absolute there, so without a base_url there is no sitemap.xml.

    supervised: no search engine may come to the supervision edition.
    """
    if supervised:
        (out / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
        return
    base = portal.base_url
    if base:
        rows = [
            _row(base, page) for page in sorted(pages, key=lambda p: p.address) if _listed(page)
        ]
        (out / "sitemap.xml").write_text(HEAD + "".join(rows) + "</urlset>\n", encoding="utf-8")
    robots = "User-agent: *\nAllow: /\n" + (f"Sitemap: {base}sitemap.xml\n" if base else "")
    (out / "robots.txt").write_text(robots, encoding="utf-8")


def _listed(page: Page | Written) -> bool:
    if page.address.endswith(FILES):
        return False
    return page.address not in ("/404.html", FORM) and not page.address.startswith("/codes/")


def _row(base: str, page: Page | Written) -> str:
    changed = f"<lastmod>{page.changed.date.date().isoformat()}</lastmod>" if page.changed else ""
    return f"<url><loc>{escape(base + page.address[1:])}</loc>{changed}</url>\n"
