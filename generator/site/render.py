"""Pages written to a folder with Jinja2; the one place where templates meet what they show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.models.portal import Portal
from generator.site import addresses
from generator.site.filters import FILTERS
from generator.site.notes import REGISTERS, Note, annotated
from generator.site.page import Page


@dataclass(frozen=True)
class Theme:
    """Template folders, a city's own first; guides: the pages of content/, address and title.

    notes: the terms that are explained where a page first uses them.
    """

    folders: tuple[str, ...]
    guides: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()


def configure(environment: Environment) -> Environment:
    """Our filters and strictness, in an environment of our own or in that of mkdocs."""
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.autoescape = True
    environment.filters.update(FILTERS)
    environment.globals["address"] = addresses
    return environment


@lru_cache(maxsize=4)
def environment(theme: Theme) -> Environment:
    return configure(Environment(loader=FileSystemLoader(list(theme.folders)), auto_reload=False))


def frame(theme: Theme, portal: Portal, page: Page) -> dict[str, object]:
    """What base.html needs on every page."""
    link = _linker(portal, page)
    return {"portal": portal, "page": page, "link": link, "guides": dict(theme.guides)}


def with_notes(theme: Theme, portal: Portal, page: Page, text: str) -> str:
    """A rendered page of a record or a guide with its terms explained; any other as it is."""
    if page.hits is None or page.hits.register not in REGISTERS:
        return text
    return annotated(text, theme.notes, _linker(portal, page))


def _linker(portal: Portal, page: Page) -> Callable[[str], str]:
    # The page of a lost address is shown at any depth, so its links must not be relative.
    base = urlsplit(portal.base_url or "/").path.rstrip("/")

    def link(target: str) -> str:
        if page.address == "/404.html":
            return base + target if target.startswith("/") else target
        return addresses.relative(target, page.address)

    return link


def render(theme: Theme, portal: Portal, page: Page) -> str:
    """One page as HTML. Raises jinja2's errors: a template's fault is ours, never the clerk's."""
    template = environment(theme).get_template(page.template)
    text = template.render({**page.context, **frame(theme, portal, page)})
    return with_notes(theme, portal, page, text)


def write_pages(theme: Theme, portal: Portal, pages: Sequence[Page], out: Path) -> int:
    """Render pages into a folder and say how many. Takes only what can be sent to another process."""
    for page in pages:
        path = out / page.output
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(theme, portal, page), encoding="utf-8", newline="\n")
    return len(pages)
