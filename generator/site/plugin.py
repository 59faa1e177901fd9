"""The seam with mkdocs: it renders content/ in our theme, then hands the folder to the build.

Only this module imports mkdocs.
"""

import logging
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, get_files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as ContentPage

from generator.holidays import calendar_of
from generator.models.base import Record
from generator.site import render
from generator.site.build import Built, Job, assemble
from generator.site.correcting import asked_about
from generator.site.live import Live
from generator.site.page import Hits, Page
from generator.site.pages import registers
from generator.sources.places import model_for

PLAIN = """\
site_name: 明责
plugins: [generator]
markdown_extensions:
  - tables
  - attr_list
  - def_list
  - toc:
      slugify: !!python/name:markdown.extensions.toc.slugify_unicode
"""
"""The mkdocs.yml of a root that has none: what the guides are written in."""


class BuildError(Exception):
    """content/ or mkdocs.yml does not build; the message is for the person who runs it."""


def render_site(root: Path, out: Path, prepare: Callable[[], Job]) -> Built:
    """Render the site of a root into the folder `out`, and say what was written. Raises BuildError.

    prepare: reads the records and says how to build.
    """
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    # A root need not have pages that people write; mkdocs wants a folder all the same.
    with tempfile.TemporaryDirectory() as empty:
        config = _config(root, Path(empty), site_dir=str(out))
        plugin = config.plugins["generator"]
        assert isinstance(plugin, GeneratorPlugin)
        plugin.prepare = prepare
        try:
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            return plugin.built
        except (MkDocsException, Abort) as error:
            raise BuildError(f"content/ 里的页面没有生成：{error}") from error
        finally:
            config.plugins.on_shutdown()


def with_guides(root: Path, job: Job) -> Job:
    """A job that knows the pages of content/, as `render_site` finds them; nothing is written. Raises BuildError."""
    with tempfile.TemporaryDirectory() as empty:
        config = _config(root, Path(empty), site_dir=str(Path(empty) / "site"))
        try:
            files = get_files(config)
            get_navigation(files, config)
            pages = [file.page for file in files.documentation_pages() if file.page]
            for page in pages:
                page.read_source(config)
        except (MkDocsException, Abort) as error:
            raise BuildError(f"content/ 里的页面读不出来：{error}") from error
    return _guided(job, pages)


def _guided(job: Job, pages: Iterable[ContentPage]) -> Job:
    # The pages of a register are listed with its records.
    guides = tuple(
        ("/" + page.url.lstrip("/"), str(page.title))
        for page in pages
        if model_for(f"../content/{page.file.src_uri}")[0] is None
    )
    return replace(job, theme=replace(job.theme, guides=guides))


class Server(LiveReloadServer):
    """Serves a folder on 127.0.0.1, and in place of its pages those of records that were saved since.

    saved: called when a file changed. live: the pages of these records while the folder has not
    followed. Raises OSError where the port cannot be had.
    """

    def __init__(self, site: Path, port: int, saved: Callable[[], None]) -> None:
        super().__init__(saved, "127.0.0.1", port, str(site))
        self.live: Live | None = None
        # At once: whether the port can be had need not wait for the site.
        super().server_bind()

    def server_bind(self) -> None:
        """Done when it was made."""

    def _serve_request(self, environ: Any, start_response: Any) -> Any:
        address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            live, epoch = self.live, self._visible_epoch
        content = live.page(address) if live and address.endswith(("/", ".html")) else None
        if content is None:
            return super()._serve_request(environ, start_response)
        content = self._inject_js_into_html(content, epoch)  # type: ignore[no-untyped-call]
        headers = [("Content-Type", "text/html"), ("Content-Length", str(len(content)))]
        start_response("200 OK", headers)
        return [content]


def _config(root: Path, empty: Path, **settings: Any) -> MkDocsConfig:
    file, own = _settings(root, empty)
    try:
        return load_config(str(file), **own, **settings)
    except (MkDocsException, Abort) as error:
        raise BuildError(f"mkdocs.yml 读不出来：{error}") from error


def _settings(root: Path, empty: Path) -> tuple[Path, dict[str, Any]]:
    """The root's mkdocs.yml, else a plain one in the folder `empty` with what it must be told."""
    file = root / "mkdocs.yml"
    if file.is_file():
        return file, {}
    folders = [str(root / "site_templates"), str(render.theme_folder())]
    custom = next(folder for folder in folders if Path(folder).is_dir())
    content = (root / "content").resolve()
    # Without a file of the root's own, mkdocs would take one of the current folder.
    plain = empty / "mkdocs.yml"
    plain.write_text(PLAIN, encoding="utf-8")
    (empty / "content").mkdir()
    return plain, {
        "docs_dir": str(content if content.is_dir() else empty / "content"),
        "theme": {"name": None, "custom_dir": custom},
    }


def _of_other_roots(job: Job, config: MkDocsConfig) -> Iterator[File]:
    """The records that people write as pages in the other roots, with the pictures beside them: mkdocs looks into
    one folder, and the guides of a site are those of its first root."""
    first = Path(config.docs_dir).resolve()
    written = registers.written_by_people(job.edition.catalogue).values()
    for root in dict.fromkeys(Path(one.root) for one in written):
        content = root / first.name
        if content == first:
            continue
        folders = {(root / one.file).parent for one in written if Path(one.root) == root}
        for path in sorted(path for folder in folders for path in folder.rglob("*")):
            if path.is_file():
                name = path.relative_to(content).as_posix()
                yield File.generated(config, name, abs_src_path=str(path))


def _headings(page: ContentPage) -> list[tuple[str, str]]:
    """The sections of a page that people wrote: title and anchor of each heading of the second level."""
    top = list(page.toc)
    return [
        (one.title, one.id)
        for first in top
        for one in (first.children if len(top) == 1 else [first])
    ]


def _titled(content: str) -> tuple[str, str]:
    """The heading that a page begins with, and the rest: its contents list stands between them."""
    found = re.match(r"\s*<h1\b.*?</h1>", content, re.DOTALL)
    return (found[0], content[found.end() :]) if found else ("", content)


class Settings(Config):  # type: ignore[no-untyped-call]  # mkdocs types no subclass hook
    roots = Type(list, default=["."])


class GeneratorPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # as above
    """Pages of content/ get our frame; everything else is written when they are done."""

    prepare: Callable[[], Job] | None = None
    job: Job
    written: list[Page]
    built: Built

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        prepare = self.prepare
        if prepare is None:
            # `mkdocs build` or `mkdocs serve` by hand: the same site by the same way.
            from generator.commands._site import prepare_again

            prepare = prepare_again([Path(config.config_file_path or ".").parent])
        self.job = prepare()
        self.written = []
        # The theme's own templates are ours alone; mkdocs would render 404.html and sitemap.xml itself.
        config.theme.static_templates = set()
        # A city's own templates go first; what it does not have comes from ours.
        ours = [f for f in self.job.theme.folders if f not in config.theme.dirs]
        config.theme.dirs[1:1] = ours
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in list(files):
            # content/ as it is; of the theme only assets/, not its templates and examples.
            outside = not Path(str(file.abs_src_path)).is_relative_to(config.docs_dir)
            if outside and not file.src_uri.startswith("assets/"):
                files.remove(file)
        for file in _of_other_roots(self.job, config):
            files.append(file)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        # By now every page has been read, and its title is known.
        self.job = _guided(
            self.job, [file.page for file in files.documentation_pages() if file.page]
        )
        return render.configure(env)

    def on_page_content(
        self, html: str, *, page: ContentPage, config: MkDocsConfig, files: Files
    ) -> str:
        # mkdocs asks for the template before the context: a record's page says its own here.
        record = self._record(page, config)
        if record is not None:
            page.meta["template"] = registers.page_of(self.job.edition, record).template
        return html

    def on_page_context(
        self, context: Any, *, page: ContentPage, config: MkDocsConfig, nav: object
    ) -> Any:
        edition = self.job.edition
        portal = edition.catalogue.portal
        assert portal is not None
        file = Path(config.docs_dir).name + "/" + page.file.src_uri
        record = self._record(page, config)
        root = record.root if record else str(Path(config.docs_dir).resolve().parent)
        history = self.job.histories.get(root)
        if record is not None:
            ours = registers.page_of(edition, record)
            ours = replace(ours, history=edition.history_of(record))
        else:
            ours = Page(
                address="/" + page.url.lstrip("/"),
                template="main.html",
                title=str(page.title),
                description=str(page.meta.get("description", page.title)),
                trail=[("首页", "/")],
                hits=Hits("content", "说明"),
                file=file,
            )
        asked = asked_about(edition.catalogue, edition.day).get(ours.address, ())
        changed = history.of_file(file) if history else None
        ours = replace(ours, changed=changed, corrections=asked)
        self.written.append(ours)
        title, content = _titled(page.content or "")
        return {
            **ours.shown,
            **render.frame(self.job.theme, portal, ours),
            # Days are counted by the city's own notices too.
            "calendar": calendar_of(self.job.edition.catalogue),
            "heading": title,
            "content": content,
            "headings": _headings(page),
        }

    def _record(self, page: ContentPage, config: MkDocsConfig) -> Record | None:
        """The record whose page it is, where it is one of a register."""
        file = Path(config.docs_dir).name + "/" + page.file.src_uri
        return registers.written_by_people(self.job.edition.catalogue).get(file)

    def on_post_page(self, output: str, *, page: ContentPage, config: MkDocsConfig) -> str:
        portal = self.job.edition.catalogue.portal
        assert portal is not None
        ours = next(one for one in self.written if one.address == "/" + page.url.lstrip("/"))
        return render.with_notes(self.job.theme, portal, ours, output)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self.built = assemble(self.job, Path(config.site_dir), self.written)
