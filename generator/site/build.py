"""What a build consists of, in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from generator.data.package import write_package
from generator.models.base import Record
from generator.models.portal import Portal
from generator.site import addresses, render
from generator.site.page import Page
from generator.site.pages import Edition, all_pages, glossary
from generator.site.search import Entry, Wording, index_site
from generator.site.sitemap import write_sitemap
from generator.site.version import version_page
from generator.sources.history import Change, History

CHUNK = 200
GROUPS = (
    "powers", "penalties", "departments", "laws", "discretion", "entrustments", "bodies", "terms",
    "content",
)  # fmt: skip
"""The order in which the search shows its groups: what most people look for first."""
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Job:
    """How to build: the records and the day, where templates are, how much at once, whom to tell."""

    edition: Edition
    theme: render.Theme
    histories: Mapping[str, History]
    executor: Executor | None
    progress: Progress


def assemble(job: Job, out: Path, written: Sequence[Page]) -> None:
    """Write all that is not content/ into `out`, then the index over everything.

    written: the pages of content/, which mkdocs has rendered already.
    """
    portal = job.edition.catalogue.portal
    if portal is None:
        raise ValueError("portal.yaml is missing")
    edition = replace(
        job.edition, downloads=tuple(write_package(job.edition.catalogue, out / "data"))
    )
    pages = [_dated(page, job.histories) for page in all_pages(edition)]
    pages.append(version_page(edition, job.histories))
    job.progress(f"渲染{len(pages)}页")
    _render(job, portal, pages, out)
    write_sitemap(out, portal, [*pages, *written])
    found = sorted(
        (page for page in [*pages, *written] if page.hits),
        key=lambda page: GROUPS.index(page.hits.register) if page.hits else 0,
    )
    job.progress(f"编制{len(found)}页的搜索索引")
    indexes = index_site(
        out,
        [_entry(page) for page in found],
        labels={"department": {d.id: d.short_name for d in edition.catalogue.departments.values()}},
        wordings=_wordings(edition),
        executor=job.executor,
    )
    # How often a term is used is known when every page is written: then once more, with counts.
    counted = [glossary.counted(page, indexes) for page in pages if glossary.is_glossary(page)]
    render.write_pages(job.theme, portal, counted, out)


def _render(job: Job, portal: Portal, pages: Sequence[Page], out: Path) -> None:
    chunks = [pages[i : i + CHUNK] for i in range(0, len(pages), CHUNK)]
    if job.executor is None:
        for chunk in chunks:
            render.write_pages(job.theme, portal, chunk, out)
        return
    waiting = [
        job.executor.submit(render.write_pages, job.theme, portal, chunk, out) for chunk in chunks
    ]
    for future in waiting:
        future.result()


def _dated(page: Page, histories: Mapping[str, History]) -> Page:
    # What is not committed has no date yet: the page then says none rather than an older one.
    return replace(page, changed=newest(page.shows, histories))


def newest(records: Iterable[Record], histories: Mapping[str, History]) -> Change | None:
    """The latest change of some records, None where one of them is not committed as it stands."""
    changes = []
    for record in records:
        history = histories.get(record.at().root)
        change = history.of_record(record) if history else None
        if change is None:
            return None
        changes.append(change)
    return max(changes, key=lambda c: (c.date, c.commit), default=None)


def _wordings(edition: Edition) -> list[Wording]:
    return [
        Wording(term.term, tuple(term.words), term.gloss, addresses.of(term))
        for term in edition.catalogue.terms.values()
    ]


def _entry(page: Page) -> Entry:
    assert page.hits is not None
    hits = page.hits
    facets = {k: v for k, v in hits.filters.items() if k in ("department", "type")}
    return Entry(
        page.address,
        page.title,
        hits.register,
        hits.label,
        facets,
        int(hits.year) if hits.year else None,
    )
