"""When a period ends, with the reasoning."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._arguments import day
from generator.commands._records import add_root
from generator.days import Due, day_in_words, due
from generator.holidays import Calendar, national, with_notices
from generator.models.calendar import HolidayNotice
from generator.periods import PeriodError, Term, converted, parse_term
from generator.sources.calendar_file import CalendarError, read_calendar
from generator.sources.files import LISTS

HELP = "算出一个期限的最后一天，写明起算日、对应日、顺延和依据"
EXAMPLE = 'python publish.py due 2026-03-12 "1 month"'


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("date", type=day, metavar="日期", help="事情发生的那一天，当天不算")
    parser.add_argument(
        "period",
        nargs="+",
        metavar="期限",
        help="15日、五个工作日、2周、三个月、半年、3年、1月31日，或者 15 days、5 working days、2 weeks、1 month、3 years、31 January",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="输出格式，默认 text"
    )
    add_root(parser)


def run(arguments: argparse.Namespace) -> int:
    words = " ".join(arguments.period)
    found = due(arguments.date, _term(words), _calendar(arguments.root))
    if not found.reachable:
        raise CommandError(found.steps[-1])
    if said := converted(words):
        found = replace(found, steps=(f"换算：{said}。", *found.steps))
    print(_json(found) if arguments.format == "json" else _text(found))
    return FINE


def _term(words: str) -> Term:
    try:
        return parse_term(words)
    except PeriodError as error:
        raise CommandError(str(error)) from error


def _calendar(roots: list[Path] | None) -> Calendar:
    """The calendar of the roots asked for; of the current folder where it has one."""
    notices: list[HolidayNotice] = []
    for root in roots or [Path.cwd()]:
        if roots and not (root / LISTS).is_dir():
            raise CommandError(f"{root} 里没有 {LISTS}/ 文件夹；记录放在 {LISTS}/ 里")
        try:
            record = read_calendar(root)
        except CalendarError as error:
            raise CommandError(str(error), FINDINGS) from error
        notices += record.notices if record else []
    return with_notices(notices) if notices else national()


def _json(found: Due) -> str:
    answer = {
        "due": found.due.isoformat(),
        "provisional": found.provisional,
        "steps": list(found.steps),
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _text(found: Due) -> str:
    last = f"{day_in_words(found.due)}{'（暂算）' if found.provisional else ''}"
    return "\n".join([last, *found.steps])
