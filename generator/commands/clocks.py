"""Every deadline that runs: late, due soon, open, met."""

import argparse
import sys
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks
from generator.commands import FINE, CommandError
from generator.commands._arguments import whole
from generator.commands._forms import department_named
from generator.commands._records import (
    add_observations,
    add_roots,
    all_roots,
    ask_git,
    catalogue_of,
    day_of,
    observed,
)
from generator.kept import Store
from generator.reports.calendar import as_calendar
from generator.reports.clocks import as_json, as_markdown, as_text
from generator.reports.groups import grouped
from generator.site.clock_links import of_clock, of_group

HELP = "列出全部期限：逾期的、快到期的、没有到期的、完成的，到哪天、为什么"
EXAMPLE = "python publish.py clocks --within 14 --format markdown"
FORMATS = {"text": as_text, "json": as_json, "markdown": as_markdown}


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    add_observations(parser)
    parser.add_argument(
        "--within",
        type=whole(0, 3660),
        metavar="天数",
        help="只列已经逾期的和这么多天以内到期的；不写的，全部列出",
    )
    parser.add_argument("--department", metavar="标识", help="只列这个部门的")
    parser.add_argument(
        "--format", choices=[*FORMATS, "ics"], default="text", help="输出格式，默认 text"
    )


def run(arguments: argparse.Namespace) -> int:
    folders = all_roots(arguments)
    catalogue = catalogue_of(arguments)
    observed(catalogue, arguments)
    day = day_of(catalogue, arguments)
    several = ask_git(catalogue, folders, day, Store.of(folders))
    known = {clock.department for clock in clocks(catalogue, day)} | set(catalogue.departments)
    arguments.department = department_named(catalogue, arguments.department or "")
    if arguments.department and arguments.department not in known:
        names = "、".join(sorted(catalogue.departments))
        raise CommandError(f"没有“{arguments.department}”这个部门；有：{names}")
    shown = [clock for clock in clocks(catalogue, day) if _is_asked(clock, arguments, day)]
    if arguments.format == "ics":
        groups = grouped(catalogue, shown)
        pages = {group.id: of_group(group) for group in groups}
        words = as_calendar(catalogue, groups, day, _title(catalogue, arguments), pages)
    else:
        words = FORMATS[arguments.format](
            catalogue, shown, day, lambda clock: of_clock(catalogue, clock)
        )
    sys.stdout.write(words)
    if catalogue.witness is None:
        print(f"{catalogue.unwitnessed}：完成的日期都是申报的，未经见证。", file=sys.stderr)
    for history in several.values():
        history.keep()
    return FINE


def _is_asked(clock: Clock, arguments: argparse.Namespace, day: date) -> bool:
    if arguments.department and clock.department != arguments.department:
        return False
    if arguments.within is None:
        return True
    return not clock.state.is_met and (
        clock.state is State.LATE or clock.days_left(day) <= arguments.within
    )


def _title(catalogue: Catalogue, arguments: argparse.Namespace) -> str:
    record = catalogue.departments.get(arguments.department or "")
    portal = catalogue.portal
    whose = record.name if record else portal.city.name if portal else ""
    return f"{whose}执法期限"
