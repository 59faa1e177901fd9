"""What a head has and its base has not: both read, both judged on one day."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.changes import place_before, values_of
from generator.commands._records import all_roots, bear_witness, catalogue_of, examine, read
from generator.findings import Finding
from generator.models.base import Record
from generator.rules import Report
from generator.sources.git import HistoryError, NoSuchCommit, branched_at, commit_of
from generator.sources.history import History
from generator.sources.trees import write_tree
from generator.witness import Change


@dataclass(frozen=True)
class Base:
    """Where a change begins: the commit, and its records with what git had seen of them by then.

    histories: of each root, up to that commit, by the root as the head's records have it.
    """

    change: Change
    day: date
    catalogue: Catalogue
    histories: dict[str, History]


@contextmanager
def base_of(arguments: argparse.Namespace, revision: str, head: str = "HEAD") -> Iterator[Base]:
    """Read the records of the commit at which a head left a revision. Raises HistoryError.

    Judged on the day that was asked for; without one on the day of that commit, so that time alone changes
    nothing. The files are there as long as the context is.
    """
    with tempfile.TemporaryDirectory(prefix="mingze-") as made:
        yield _base(arguments, revision, head, Path(made))


@contextmanager
def head_of(
    arguments: argparse.Namespace, revision: str | None
) -> Iterator[tuple[Catalogue, Change | None]]:
    """Read the records of a commit, or without one those that stand in the folders now. Raises HistoryError."""
    if revision is None:
        yield catalogue_of(arguments), None
        return
    with tempfile.TemporaryDirectory(prefix="mingze-") as made:
        folders = all_roots(arguments)
        change = _history(folders, revision).head
        assert change is not None
        yield _read(_written(folders, change.commit, Path(made)), arguments), change


def new_findings(base: Base, catalogue: Catalogue) -> tuple[Report, int]:
    """The report of the head with only what its base has not, and how much it shares with it.

    A finding is the same by its rule, record and field, in whatever line it stands and wherever its item moved
    in a list.
    """
    bear_witness(catalogue, base.histories, base.day)
    report = examine(catalogue, base.day)
    known = {finding.identity for finding in examine(base.catalogue, base.day).findings}
    was, now = _records(base.catalogue), _records(catalogue)
    new = [one for one in report.findings if _before(one, was, now).identity not in known]
    return Report(new, report.unchecked), len(report.findings) - len(new)


def add_changed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--changed",
        metavar="提交",
        help="与这个提交（分支、标签）比较，只列出新有的问题；两边都按它的日期检查，过几天再查也一样",
    )


def _base(arguments: argparse.Namespace, revision: str, head: str, made: Path) -> Base:
    folders = all_roots(arguments)
    first = _history(folders, revision)
    commit = branched_at(first.root, commit_of(first.root, revision), commit_of(first.root, head))
    histories = {str(root.resolve()): History(root) for root in folders}
    histories = {root: _until(history, commit) for root, history in histories.items()}
    change = histories[str(first.root)].head
    assert change is not None
    written = _written(folders, commit, made)
    catalogue = _read(written, arguments)
    day = arguments.as_of or change.date.date()
    seen = {
        str(folder.resolve()): histories[str(root.resolve())]
        for folder, root in zip(written, folders, strict=True)
    }
    bear_witness(catalogue, seen, day)
    return Base(change, day, catalogue, histories)


def _read(written: Sequence[Path], arguments: argparse.Namespace) -> Catalogue:
    """The catalogue of the roots as they were written, in the order of all that were asked about."""
    if arguments.supervision is None:
        return read(written)
    return read(written[:-1], supervision=written[-1])


def _history(folders: Sequence[Path], revision: str) -> History:
    """The history up to a commit, of the first root that knows it. Raises HistoryError where it has none."""
    history = History(_knowing(folders, revision), until=revision)
    if history.absent:
        raise HistoryError(f"{history.absent}，不能与“{revision}”比较")
    return history


def _knowing(folders: Sequence[Path], revision: str) -> Path:
    """The first root whose repository has a commit of that name; the first of all where none has."""
    for root in folders:
        with suppress(NoSuchCommit):
            commit_of(root, revision)
            return root
    return folders[0]


def _until(history: History, commit: str) -> History:
    """The same history up to a commit; that of another repository, which does not have it, as it is."""
    try:
        commit_of(history.root, commit)
    except HistoryError:
        return history
    return History(history.root, until=commit)


def _written(folders: Sequence[Path], commit: str, made: Path) -> list[Path]:
    written = []
    for number, root in enumerate(folders):
        try:
            commit_of(root, commit)
        except NoSuchCommit:
            written.append(root)  # of another repository: the change is not in it
            continue
        folder = made / str(number)
        folder.mkdir()
        written.append(write_tree(root, commit, folder))
    return written


def _records(catalogue: Catalogue) -> dict[tuple[str, str], Record]:
    found: dict[tuple[str, str], Record] = {}
    for register, several in catalogue.records.items():
        for record in several:
            found.setdefault((register, record.key), record)
    return found


def _before(
    finding: Finding, was: dict[tuple[str, str], Record], now: dict[tuple[str, str], Record]
) -> Finding:
    """The finding at the place where its field was in the base."""
    key = (finding.place.register, finding.place.record)
    if (
        key not in was
        or key not in now
        or not any(isinstance(step, int) for step in finding.place.path)
    ):
        return finding
    path = place_before(values_of(was[key]), values_of(now[key]), finding.place.path)
    # An item that was not there is new, whatever stood at its number.
    return replace(finding, place=replace(finding.place, path=("new",) if path is None else path))
