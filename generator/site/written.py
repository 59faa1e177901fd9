"""Pages and downloads as files: each is written, or taken from the last site where nothing in it changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from generator.data import platform
from generator.data.package import Download, in_order, write_register
from generator.forms.cells import Cells
from generator.forms.workbook import made_of as form_made_of
from generator.models.base import Record, registers
from generator.models.portal import Portal
from generator.site import render
from generator.site.correcting import asked_about
from generator.site.files import FileState, taken, written
from generator.site.page import Hits, Page
from generator.site.pages import Edition, Share
from generator.site.search_index import Index
from generator.site.shared import Shared
from generator.site.unchanged import digest
from generator.sources.history import Change, History


@dataclass(frozen=True, slots=True)
class Written:
    """A page of a site as it was written. made_of: the digest of all that went into it."""

    address: str
    title: str
    hits: Hits | None
    changed: Change | None
    output: str
    made_of: bytes
    state: FileState
    anew: bool


@dataclass(frozen=True, slots=True)
class WrittenRegister:
    """The downloads of a register as they were written: CSV, JSON and Excel."""

    download: Download
    made_of: bytes
    states: tuple[FileState, ...]
    anew: bool


@dataclass(frozen=True)
class LastSite:
    """What an earlier build wrote into a folder: pages by file, registers and indexes by name."""

    folder: Path
    pages: Mapping[str, Written] = field(default_factory=dict)
    registers: Mapping[str, WrittenRegister] = field(default_factory=dict)
    indexes: Mapping[str, Index] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """What every worker needs to write pages. frame: the digest of what every page depends on."""

    edition: Edition
    theme: render.Theme
    portal: Portal
    histories: Mapping[str, History]
    frame: bytes
    out: Path
    last: LastSite

    def write(self, pages: Iterable[Page]) -> list[Written]:
        """Write pages into the folder."""
        return [self._write(self.whole(page)) for page in pages]

    def render(self, page: Page) -> bytes:
        """A whole page as it goes into a file."""
        return render.render(self.theme, self.portal, page).encode()

    def whole(self, page: Page) -> Page:
        """A page with what history says of it, the last change of what it shows and all of its record, and what
        readers say is wrong with it."""
        asked = asked_about(self.edition.catalogue, self.edition.day).get(page.address, ())
        return replace(self._remembering(dated(page, self.histories)), corrections=asked)

    def _remembering(self, page: Page) -> Page:
        """A page with the history of the record whose page it is; a row of a table has its history on demand."""
        for record in page.shows:
            if record.file == page.file and record.row_line is None:
                return replace(page, history=self.edition.history_of(record))
        return page

    def _write(self, page: Page) -> Written:
        # What a page shows is in its context; the records themselves only give it its date.
        made_of = digest(self.frame, replace(page, shows=()))
        path = self.out / page.output
        known = self.last.pages.get(page.output)
        same = known if known and known.made_of == made_of else None
        if same and taken(self.last.folder / page.output, path, same.state):
            return replace(same, anew=False)
        state = written(path, self.render(page))
        return Written(
            page.address,
            page.title,
            page.hits,
            page.changed,
            page.output,
            made_of,
            state,
            anew=True,
        )

    def write_register(self, name: str) -> WrittenRegister:
        """Write the downloads of a register into the folder."""
        catalogue = self.edition.catalogue
        folder = self.out / "data"
        folder.mkdir(parents=True, exist_ok=True)
        around = form_made_of(registers()[name], Cells(catalogue, date.min))
        beside = platform.made_of(catalogue, name)
        made_of = digest(self.frame, name, in_order(catalogue, name), around, beside)
        known = self.last.registers.get(name)
        if known and known.made_of == made_of:
            pairs = zip(known.download.names, known.states, strict=True)
            if all(taken(self.last.folder / "data" / n, folder / n, s) for n, s in pairs):
                return replace(known, anew=False)
        for ending in ("csv", "json", "xlsx", "platform.csv"):
            (folder / f"{name}.{ending}").unlink(missing_ok=True)
        download = write_register(catalogue, name, folder)
        states = tuple(FileState.of(folder / one) for one in download.names)
        return WrittenRegister(download, made_of, states, anew=True)


def write_share(work: Shared[Work], share: Share) -> list[Written]:
    """The pages of a share, in a worker."""
    return work.value.write(share.pages(work.value.edition))


def write_downloads(work: Shared[Work], name: str) -> WrittenRegister:
    """The downloads of a register, in a worker."""
    return work.value.write_register(name)


def dated(page: Page, histories: Mapping[str, History]) -> Page:
    """A page with the last change of what it shows."""
    # What is not committed has no date yet: the page then says none rather than an older one.
    return replace(page, changed=newest(page.shows, histories))


def newest(records: Iterable[Record], histories: Mapping[str, History]) -> Change | None:
    """The latest change of some records, None where one of them is not committed as it stands."""
    latest: Change | None = None
    for record in records:
        history = histories.get(record.root)
        change = history.of_record(record) if history else None
        if change is None:
            return None
        if latest is None or (change.date, change.commit) > (latest.date, latest.commit):
            latest = change
    return latest
