"""What a build consists of, in order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from generator.data.package import write_description
from generator.models.base import registers
from generator.site import addresses, form_program, render
from generator.site.form import write_form
from generator.site.order import by_pinyin
from generator.site.page import Page
from generator.site.pages import Edition, Share, glossary, shares
from generator.site.search import Wording, index_site
from generator.site.search_index import FACETS, Entry, Index
from generator.site.shared import Shared
from generator.site.sitemap import write_sitemap
from generator.site.unchanged import frame_digest
from generator.site.version import version_page
from generator.site.written import (
    LastSite,
    Work,
    Written,
    WrittenRegister,
    write_downloads,
    write_share,
)
from generator.sources.history import History

T = TypeVar("T")
CHUNK = 100
"""Subjects whose pages a worker writes at a time."""
GROUPS = (
    "powers", "penalties", "departments", "laws", "discretion", "entrustments", "bodies", "terms",
    "content",
)  # fmt: skip
"""The order in which the search shows its groups: what most people look for first."""
LATE = Share("data")
"""The page that tells how large the downloads are, which are made beside the other pages."""
Workers = Callable[[], AbstractContextManager[Executor | None]]
"""Opens the workers of one step: an executor, or None where all is done here, one after the other."""
Progress = Callable[[str, str], None]
"""Told at the beginning of each step: its name for a program, and its words for a person."""


@dataclass(frozen=True)
class Job:
    """How to build: the records and the day, where templates are, who works, whom to tell.

    last: the site that an earlier build wrote; what did not change is taken from there.
    """

    edition: Edition
    theme: render.Theme
    histories: Mapping[str, History]
    workers: Workers
    progress: Progress
    last: LastSite


@dataclass(frozen=True)
class Built:
    """What a build wrote."""

    pages: Sequence[Written]
    registers: Sequence[WrittenRegister]
    indexes: Sequence[Index]

    def site(self, folder: Path) -> LastSite:
        """As the next build finds it in a folder."""
        return LastSite(
            folder,
            {one.output: one for one in self.pages},
            {one.download.register: one for one in self.registers},
            {one.name: one for one in self.indexes},
        )


def assemble(job: Job, out: Path, content: Sequence[Page]) -> Built:
    """Write all that is not content/ into `out`, then the index over everything.

    content: the pages of content/, which mkdocs has rendered already.
    """
    work = work_of(job, out)
    portal = work.portal
    pages, downloads = _write(job, work)
    write_sitemap(out, portal, [*pages, *content], supervised=job.theme.supervised)
    write_form(out / "edit", portal)
    found = _in_groups([*pages, *content])
    job.progress("search", f"编制{len(found)}页的搜索索引")
    with job.workers() as executor:
        indexes = index_site(
            out,
            found,
            labels={"department": _short_names(job.edition)},
            wordings=_wordings(job.edition),
            executor=executor,
            last=(job.last.folder, job.last.indexes),
        )
    # How often a term is used is known when every page is written: then once more, with counts.
    pages += work.write(glossary.counted(job.edition, indexes))
    return Built(pages, downloads, indexes)


def work_of(job: Job, out: Path) -> Work:
    """What pages of a job are made with, into the folder `out`. Raises ValueError without portal.yaml."""
    portal = job.edition.catalogue.portal
    if portal is None:
        raise ValueError("portal.yaml is missing")
    theme = job.theme
    frame = frame_digest(
        theme.folders, portal, theme.guides, theme.notes, theme.supervised, form_program.edition()
    )
    return Work(
        job.edition,
        replace(theme, edition=frame.hex()),
        portal,
        job.histories,
        frame,
        out,
        job.last,
    )


def _write(job: Job, work: Work) -> tuple[list[Written], list[WrittenRegister]]:
    """The pages of records and lists, and the downloads."""
    with job.workers() as executor, Shared(work, executor) as shared:
        parts = [share for share in shares(job.edition, CHUNK) if share != LATE]
        job.progress("render", f"生成{_subjects(job.edition)}条记录的页面和下载")
        waiting = [
            _given(executor, write_downloads, shared, name) for name in _by_size(job.edition)
        ]
        writing = [_given(executor, write_share, shared, share) for share in parts]
        downloads = {one.download.register: one for one in (wait() for wait in waiting)}
        pages = [page for wait in writing for page in wait()]
    registered = [downloads[name] for name in job.edition.catalogue.registers]
    told = replace(job.edition, downloads=tuple(one.download for one in registered))
    write_description(told.catalogue, told.downloads, work.out / "data")
    late = replace(work, edition=told)
    pages += late.write([*LATE.pages(told), version_page(told, job.histories)])
    return pages, registered


def _given(
    executor: Executor | None, function: Callable[..., T], *arguments: object
) -> Callable[[], T]:
    """Give a task to a worker; what is returned waits for its result."""
    if executor is None:
        return lambda: function(*arguments)
    future: Future[T] = executor.submit(function, *arguments)
    return future.result


def _by_size(edition: Edition) -> list[str]:
    """The registers, the largest first, so that no worker is left alone with it at the end."""
    records = edition.catalogue.records
    return sorted(edition.catalogue.registers, key=lambda name: -len(records.get(name, ())))


def _subjects(edition: Edition) -> int:
    return sum(
        len(edition.subjects(share.kind)) for share in shares(edition, 1) if share.start is None
    )


def _in_groups(pages: Iterable[Written | Page]) -> list[Entry]:
    """What the search finds, by group."""
    found = [(page, page.hits) for page in pages if page.hits]
    order = _order_of_groups()
    found.sort(key=lambda one: order[one[1].register])
    return [
        Entry(
            page.address,
            page.title,
            hits.register,
            hits.label,
            {k: v for k, v in hits.filters.items() if k in FACETS},
            int(hits.year) if hits.year else None,
            hits.outcome,
            hits.details,
            hits.leads,
            page.made_of if isinstance(page, Written) else b"",
        )
        for page, hits in found
    ]


def _order_of_groups() -> dict[str, int]:
    """Every register's place among the groups of the search; guides stand last."""
    first, last = GROUPS[:-1], GROUPS[-1:]
    rest = [name for name, model in registers().items() if model.register.listed]
    return {name: place for place, name in enumerate((*first, *rest, *last))}


def _short_names(edition: Edition) -> dict[str, str]:
    departments = by_pinyin(edition.catalogue.departments.values(), lambda one: one.name)
    return {one.id: one.short_name for one in departments}


def _wordings(edition: Edition) -> list[Wording]:
    return [
        Wording(term.term, tuple(term.words), term.gloss, addresses.of(term))
        for term in edition.catalogue.terms.values()
    ]
