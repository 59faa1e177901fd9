"""Pages written to a folder with Jinja2; the one place where templates meet what they show."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.data import form
from generator.deadlines import CORRECTION
from generator.models.portal import Portal
from generator.site import addresses, form_program
from generator.site.filters import FILTERS
from generator.site.notes import REGISTERS, Note, annotated
from generator.site.page import Page
from generator.site.quick import QuickEnvironment
from generator.site.remembered import Remembered, forget

PACKAGE = Path(__file__).parents[1]


def theme_folder() -> Path:
    """site_templates/ of the installed package, else of the checkout."""
    inside = PACKAGE / "site_templates"
    return inside if inside.is_dir() else PACKAGE.parent / "site_templates"


@dataclass(frozen=True)
class Theme:
    """Template folders, a city's own first; guides: the pages of content/, address and title.

    notes: the terms that are explained where a page first uses them. supervised: whether it is the supervision
    edition, which has a look of its own. edition: differs between
    two builds, so that no part of a page is remembered from one to the next.
    """

    folders: tuple[str, ...]
    guides: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    supervised: bool = False
    edition: str = ""


def configure(environment: Environment) -> Environment:
    """Our filters and strictness, in an environment of our own or in that of mkdocs."""
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.autoescape = True
    environment.filters.update(FILTERS)
    environment.globals["address"] = addresses
    environment.globals["correction_term"] = str(CORRECTION.period)
    environment.globals["zip"] = partial(zip, strict=True)
    environment.add_extension(Remembered)
    return environment


def environment(theme: Theme) -> Environment:
    """The environment of a theme; it begins each edition with an empty memory."""
    found = _environment(theme.folders)
    if found.globals.get("edition") != theme.edition:
        found.globals["edition"] = theme.edition
        forget(found)
    return found


@lru_cache(maxsize=4)
def _environment(folders: tuple[str, ...]) -> Environment:
    loader = FileSystemLoader(list(folders))
    return configure(QuickEnvironment(loader=loader, auto_reload=False))


def frame(theme: Theme, portal: Portal, page: Page) -> dict[str, object]:
    """What base.html needs on every page."""
    link = _linker(portal, page)
    return {
        "portal": portal,
        "page": page,
        "link": link,
        "guides": dict(theme.guides),
        "supervised": theme.supervised,
        "editing": _editing(portal, page.file),
    }


def _editing(portal: Portal, file: str | None) -> str:
    """The address at which the form opens a page's file; empty where nobody could save it there."""
    if file is None or not form.door(portal) or not form_program.found():
        return ""
    entry = form.entry_address(file)
    return addresses.FORM + entry if entry else ""


def with_notes(theme: Theme, portal: Portal, page: Page, text: str) -> str:
    """A rendered page of a record or a guide with its terms explained; any other as it is."""
    if page.hits is None or page.hits.register not in REGISTERS:
        return text
    return annotated(text, theme.notes, _linker(portal, page))


def _linker(portal: Portal, page: Page) -> Callable[[str], str]:
    # The page of a lost address is shown at any depth, so its links must not be relative.
    if page.address == "/404.html":
        return _from(urlsplit(portal.base_url or "/").path.rstrip("/") + "/")
    return _from(addresses.up(page.address))


@lru_cache(maxsize=64)
def _from(up: str) -> Callable[[str], str]:
    """The links of all pages from which the site's root is `up`: one function, so that it can be a key."""

    @lru_cache(maxsize=20_000)
    def link(target: str) -> str:
        return addresses.below(up, target)

    return link


def render(theme: Theme, portal: Portal, page: Page) -> str:
    """One page as HTML. Raises jinja2's errors: a template's fault is ours, never the clerk's."""
    template = environment(theme).get_template(page.template)
    text = template.render({**page.shown, **frame(theme, portal, page)})
    return with_notes(theme, portal, page, text)
