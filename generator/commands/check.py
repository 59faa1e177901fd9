"""Every rule over every record; of a change, only what it makes worse."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.commands import FINDINGS, FINE, SURROUNDINGS, CommandError
from generator.commands._changed import add_changed, base_of, new_findings
from generator.commands._mending import mend
from generator.commands._records import (
    add_observations,
    add_roots,
    all_roots,
    ask_git,
    catalogue_of,
    day_of,
    examine,
    observed,
    roots,
)
from generator.data.previous import PreviousError, rows_published
from generator.kept import Store
from generator.reports import FORMATS, render
from generator.rules import Report
from generator.sources.history import HistoryError

HELP = "检查全部记录，指出哪个文件、哪一行、哪个字段有什么问题、怎样改"
EXAMPLE = "python publish.py check --format github"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    add_observations(parser)
    add_changed(parser)
    parser.add_argument(
        "--previous",
        metavar="网址或文件夹",
        help="与哪一次的网站比较，少了很多记录的指出来；不写的，DIS007 不核对",
    )
    parser.add_argument(
        "--fix",
        action="store_true",
        help="先把只有一种改法的改好（日期写法、全角字符、编码、标准形式等），再检查；改了什么，逐处写明",
    )
    parser.add_argument("--no-cache", action="store_true", help="不用也不留上次读过的，全部从头读")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    if arguments.changed and arguments.observations:
        raise CommandError(
            "--changed 不看别处：一次改动对不对，与别的网站当天怎样无关；去掉 --observations"
        )
    if arguments.changed and arguments.supervision:
        raise CommandError("--changed 只比较公开的根：改动里没有监督库；去掉 --supervision")
    if arguments.fix:
        _mend(roots(arguments), arguments.supervision)
    report = _changed(arguments) if arguments.changed else _whole(arguments)
    sys.stdout.write(render(arguments.format, report))
    if report.errors:
        return FINDINGS
    # The jobs fetch all of the history. Whoever did not would take for right what nobody compared with it.
    return SURROUNDINGS if report.unwitnessed else FINE


def _mend(folders: Sequence[Path], supervision: Path | None) -> None:
    # Apart from the report, which a program may read.
    done = 0
    for one in mend(folders, supervision):
        print(one, file=sys.stderr)
        done += 1
    print(f"改了{done}处。" if done else "没有能自动改的。", file=sys.stderr)


def _whole(arguments: argparse.Namespace) -> Report:
    catalogue = catalogue_of(arguments)
    observed(catalogue, arguments)
    if arguments.previous:
        try:
            catalogue.published = rows_published(arguments.previous)
        except PreviousError as error:
            raise CommandError(f"不能与上一次的网站比较：{error}。", SURROUNDINGS) from error
    day = day_of(catalogue, arguments)
    several = {}
    folders = all_roots(arguments)
    store = Store(None) if arguments.no_cache else Store.of(folders)
    unwitnessed = ""
    try:
        several = ask_git(catalogue, folders, day, store)
    except HistoryError as error:
        # The records can be checked all the same; where git is to be the witness, the report says so first.
        unwitnessed = str(error) if catalogue.portal and catalogue.portal.witnessed_from else ""
    report = examine(catalogue, day)
    report.unwitnessed = unwitnessed
    for history in several.values():
        history.keep()
    return report


def _changed(arguments: argparse.Namespace) -> Report:
    catalogue = catalogue_of(arguments)
    with base_of(arguments, arguments.changed) as base:
        report, shared = new_findings(base, catalogue)
    print(
        f"与提交 {base.change.commit[:10]} 比较，两边都按{base.day}检查；原来就有的{shared}处没有列出。",
        file=sys.stderr,
    )
    return report
