"""How a build begins: records read and checked, history asked, templates found."""

import argparse
import gc
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, SURROUNDINGS, CommandError
from generator.commands._records import (
    all_roots,
    ask_git,
    catalogue_of,
    day_of,
    examine,
    observed,
    roots,
)
from generator.kept import Store
from generator.rules import Report, of_records
from generator.site import addresses
from generator.site.build import Job, Progress
from generator.site.compiled import compile_templates
from generator.site.notes import Note
from generator.site.pages import Edition
from generator.site.render import Theme, theme_folder
from generator.site.shared import Forked
from generator.site.told import read_told
from generator.site.written import LastSite
from generator.sources.history import History, HistoryError


def prepare(
    arguments: argparse.Namespace,
    jobs: int,
    progress: Progress,
    store: Store,
    last: LastSite,
    published: Mapping[str, int] | None = None,
) -> tuple[Catalogue, Report, Job | None]:
    """Read and check. The job is None where records are wrong.

    published: what the last site did, by register; None where nobody asked it.
    """
    progress("read", "读取记录")
    with workers(jobs) as executor:
        catalogue = catalogue_of(arguments, executor, store)
        observed(catalogue, arguments)
        catalogue.published = published
        progress("check", f"检查{sum(map(len, catalogue.records.values()))}条记录")
        day = day_of(catalogue, arguments)
        several: dict[str, History] = {}
        with suppress(HistoryError):
            several = ask_git(catalogue, all_roots(arguments), day, store)
        report = examine(catalogue, day, executor, store)
    if report.errors:
        return catalogue, report, None
    if not several:
        raise CommandError(catalogue.unwitnessed, SURROUNDINGS)
    progress("history", "查各条记录的变更历史")
    for history in several.values():
        history.read(catalogue.records)
    with workers(jobs) as executor:
        told = read_told(catalogue, executor, store)
    theme = theme_of(roots(arguments), catalogue)
    compile_templates(theme, store)
    edition = Edition(catalogue, day, of_records(report), (), told=told)
    progress("content", "生成人写的页面")
    job = Job(edition, theme, several, partial(workers, jobs), progress, last)
    return catalogue, report, job


def theme_of(folders: list[Path], catalogue: Catalogue) -> Theme:
    """The templates of some roots, a city's own before ours, and the terms that pages explain."""
    own = [str(f / "site_templates") for f in folders if (f / "site_templates").is_dir()]
    return Theme(
        tuple(dict.fromkeys([*own, str(theme_folder())])),
        notes=tuple(
            Note(term.term, term.gloss, addresses.of(term)) for term in catalogue.terms.values()
        ),
        supervised=catalogue.supervised,
    )


def saved_job(arguments: argparse.Namespace, store: Store) -> Job | None:
    """The job of records as they have just been saved, without checking them; None where the portal is broken.

    store: has what did not change. What git says of rows is asked when a page needs it.
    """
    catalogue = catalogue_of(arguments, None, store)
    if catalogue.portal is None:
        return None
    day = day_of(catalogue, arguments)
    several: dict[str, History] = {}
    with suppress(HistoryError):
        several = ask_git(catalogue, all_roots(arguments), day, store)
    edition = Edition(catalogue, day, Report(), (), told=read_told(catalogue, None, store))
    return Job(
        edition,
        theme_of(roots(arguments), catalogue),
        several,
        partial(workers, 1),
        Steps(),
        LastSite(Path()),
    )


def prepare_again(folders: list[Path], as_of: date | None = None) -> Callable[[], Job]:
    """For mkdocs by itself: the job of some roots, anew at each rebuild."""
    store = Store.of(folders)

    def prepared() -> Job:
        arguments = argparse.Namespace(
            root=folders, supervision=None, as_of=as_of, observations=None
        )
        _, report, job = prepare(arguments, 1, Steps(), store, LastSite(Path()))
        if job is None:
            codes = "、".join(sorted({finding.code for finding in report.errors}))
            raise CommandError(f"记录有错误（{codes}），先运行 python publish.py check", FINDINGS)
        return job

    return prepared


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """Processes to spread the work over; none for one job."""
    if jobs <= 1:
        yield None
        return
    # What is in memory stays there: looked through again in every process, it would be copied.
    gc.freeze()
    # Split off, a worker has the records and the modules already.
    with Forked(jobs) if Forked.possible() else ProcessPoolExecutor(jobs) as executor:
        yield executor


@dataclass
class Steps:
    """What a command is doing, told on standard error so that output can be piped, and how long it took."""

    started: float = field(default_factory=time.monotonic)
    begun: list[tuple[str, float, float]] = field(default_factory=list)

    def __call__(self, name: str, words: str) -> None:
        now = time.monotonic() - self.started
        self.begun.append((name, now, _processor()))
        print(f"[{now:6.1f}秒] {words}", file=sys.stderr, flush=True)

    def write(self, file: Path) -> None:
        """The seconds of each step, by the clock and of all processors, and of all steps, as JSON."""
        total = time.monotonic() - self.started
        ends = [*self.begun[1:], ("", total, _processor())]
        steps = [
            {"name": name, "seconds": round(end - at, 3), "processor": round(later - used, 3)}
            for (name, at, used), (_, end, later) in zip(self.begun, ends, strict=True)
        ]
        file.write_text(json.dumps({"steps": steps, "total": round(total, 3)}) + "\n", "utf-8")


def _processor() -> float:
    """Seconds of processor used so far, by workers that have ended too."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def cpus() -> int:
    return os.cpu_count() or 1
