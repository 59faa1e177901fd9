"""How a build begins: records read and checked, history asked, templates found."""

import argparse
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, SURROUNDINGS, CommandError
from generator.commands._records import day_of, examine, read
from generator.rules import Report
from generator.site import addresses
from generator.site.build import Job
from generator.site.notes import Note
from generator.site.pages import Edition
from generator.site.plugin import theme_folder
from generator.site.render import Theme
from generator.sources.history import History, HistoryError


def prepare(
    folders: list[Path], arguments: argparse.Namespace, executor: Executor | None
) -> tuple[Catalogue, Report, Job | None]:
    """Read and check. The job is None where records are wrong."""
    catalogue = read(folders)
    day = day_of(catalogue, arguments)
    report = examine(catalogue, day)
    if report.errors:
        return catalogue, report, None
    try:
        histories = {str(folder.resolve()): History(folder) for folder in folders}
    except HistoryError as error:
        raise CommandError(str(error), SURROUNDINGS) from error
    own = [str(f / "site_templates") for f in folders if (f / "site_templates").is_dir()]
    theme = Theme(
        tuple(dict.fromkeys([*own, str(theme_folder())])),
        notes=tuple(
            Note(term.term, term.gloss, addresses.of(term)) for term in catalogue.terms.values()
        ),
    )
    return (
        catalogue,
        report,
        Job(Edition(catalogue, day, report, ()), theme, histories, executor, tell),
    )


def prepare_again(folders: list[Path], as_of: date | None = None) -> Callable[[], Job]:
    """For `serve` and for mkdocs itself: the job of some roots, anew at each rebuild."""

    def prepared() -> Job:
        _, report, job = prepare(folders, argparse.Namespace(as_of=as_of), None)
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
    # fork: a worker starts with the modules already loaded.
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as executor:
        yield executor


_STARTED = time.monotonic()


def tell(words: str) -> None:
    """Progress, on standard error so that output can be piped."""
    print(f"[{time.monotonic() - _STARTED:6.1f}秒] {words}", file=sys.stderr, flush=True)
