"""What the commands that read records share: their arguments, and records read and checked."""

import argparse
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from generator.catalogue import Catalogue
from generator.commands import CommandError
from generator.commands._arguments import day
from generator.findings import Finding
from generator.kept import Store
from generator.models.base import PUBLIC, Record
from generator.observations import Observations
from generator.rules import Report, order, run
from generator.rules._scan import scan
from generator.sources.history import History, HistoryError, histories, witness_of
from generator.sources.mending import fix_of
from generator.sources.observation_file import ObservationError, read_observations
from generator.sources.records import RootError, line_of, load
from generator.witness import CHINA, today


def add_root(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--root",
        action="append",
        type=Path,
        metavar="文件夹",
        help="含有 lists/ 的文件夹，可以写多次；不写的，用当前文件夹",
    )


def add_roots(parser: argparse.ArgumentParser) -> None:
    """Which records, and on which day: every command that reads records takes these three."""
    add_root(parser)
    parser.add_argument(
        "--supervision",
        type=Path,
        metavar="文件夹",
        help="监督库：含有 lists/ 的不公开的文件夹，与公开的根合在一起；不写的，不打开任何监督库",
    )
    parser.add_argument(
        "--as-of",
        type=day,
        metavar="YYYY-MM-DD",
        help="按哪一天计算；不写的，用 portal.yaml 的 as_of 或者今天",
    )


def add_observations(parser: argparse.ArgumentParser, required: bool = False) -> None:
    parser.add_argument(
        "--observations",
        type=Path,
        required=required,
        metavar="文件",
        help="watch 和 reach 写的观察记录"
        + ("，没有这个文件的新建" if required else "；不写的，UPD007、UPD009 不核对"),
    )


def observed(catalogue: Catalogue, arguments: argparse.Namespace) -> None:
    """Give a catalogue what was seen elsewhere, where a file of it was named."""
    if arguments.observations:
        try:
            catalogue.observations = read_observations(arguments.observations)
        except ObservationError as error:
            raise CommandError(f"观察记录用不了：{error}") from error


def observed_so_far(catalogue: Catalogue, arguments: argparse.Namespace) -> Observations:
    """For who goes on with it: what the file holds, nothing where it is not there yet."""
    if arguments.observations.exists():
        observed(catalogue, arguments)
    else:
        catalogue.observations = Observations()
    assert catalogue.observations is not None
    return catalogue.observations


def roots(arguments: argparse.Namespace) -> list[Path]:
    return arguments.root or [Path.cwd()]


def all_roots(arguments: argparse.Namespace) -> list[Path]:
    """The public roots and the supervision root, where one was named: all whose history is asked."""
    return [*roots(arguments), *([arguments.supervision] if arguments.supervision else [])]


def root_for(model: type[Record], arguments: argparse.Namespace) -> Path:
    """Where a new record goes: the first public root, or the supervision root, which then must be named."""
    if model.register.root == PUBLIC:
        return roots(arguments)[0]
    if arguments.supervision is None:
        raise CommandError(
            f"“{model.register.title}”不公开，放在监督库里：用 --supervision 写明它的文件夹"
        )
    supervision: Path = arguments.supervision
    return supervision


def catalogue_of(
    arguments: argparse.Namespace, executor: Executor | None = None, store: Store | None = None
) -> Catalogue:
    """The catalogue of the roots that a command was asked about."""
    return read(roots(arguments), executor, store, arguments.supervision)


def read(
    folders: Sequence[Path],
    executor: Executor | None = None,
    store: Store | None = None,
    supervision: Path | None = None,
) -> Catalogue:
    """The catalogue of some public roots, with the supervision root where one is named; a folder that is no
    root ends the command."""
    try:
        loaded = load(folders, executor, store, supervision)
    except RootError as error:
        raise CommandError(str(error)) from error
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    catalogue.comments = loaded.comments
    named = [*folders, *([supervision] if supervision else [])]
    if len(named) > 1:
        here = Path.cwd()
        catalogue.roots = {
            str(root): "" if root == here else one.as_posix()
            for root, one in zip(loaded.roots, named, strict=True)
        }
    return catalogue


def ask_git(
    catalogue: Catalogue, folders: Sequence[Path], on: date, store: Store | None = None
) -> dict[str, History]:
    """Let git witness the records, before rules and clocks ask; returns the history of each root.

    Without a history the catalogue says why there is no witness. Raises HistoryError where git is missing or
    the clone is shallow, and the catalogue then says so too. on: the day that is asked about.
    """
    try:
        several = histories(folders, store)
        bear_witness(catalogue, several, on)
    except HistoryError as error:
        catalogue.unwitnessed = str(error)
        raise
    return several


def bear_witness(catalogue: Catalogue, several: Mapping[str, History], on: date) -> None:
    """Give a catalogue its witness: the histories of its roots, by root as its records have it."""
    portal = catalogue.portal
    since = portal.witnessed_from if portal else None
    catalogue.witness = witness_of(several, since, on, datetime.now(CHINA))
    if catalogue.witness and portal:
        catalogue.witness.hold_to_the_earliest(portal, "witnessed_from")
    if catalogue.witness is None:
        catalogue.unwitnessed = "；".join(history.absent for history in several.values())


def day_of(catalogue: Catalogue, arguments: argparse.Namespace) -> date:
    """The day is an input: --as-of, else the portal's as_of, else today."""
    if arguments.as_of:
        asked: date = arguments.as_of
        return asked
    portal = catalogue.portal
    return portal.as_of if portal and portal.as_of else today()


def examine(
    catalogue: Catalogue,
    day: date,
    executor: Executor | None = None,
    store: Store | None = None,
) -> Report:
    """Run every rule and look up the line of each finding.

    executor: shares in reading the texts for what is private. store: has what was read before.
    """
    scan(catalogue, executor, store)
    report = run(catalogue, day)
    report.findings = [_located(finding, catalogue.roots) for finding in report.findings]
    report.findings.sort(key=order)
    return report


def _located(finding: Finding, names: Mapping[str, str]) -> Finding:
    place, *others = (
        replace(one, line=line_of(one), base=names.get(one.root, ""))
        for one in (finding.place, *finding.see)
    )
    see = tuple(others)
    fix = fix_of(place, finding.mend) if finding.mend else None
    return replace(finding, place=place, see=see, fix=fix)
