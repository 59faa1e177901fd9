"""Whether departments' own sites show today's list, an earlier one or none, by the line they carry."""

import argparse
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from generator.catalogue import Catalogue
from generator.commands import FINE, CommandError
from generator.commands._arguments import whole
from generator.commands._records import (
    add_observations,
    add_roots,
    catalogue_of,
    day_of,
    observed_so_far,
)
from generator.elsewhere import ListState, list_digest, list_line, list_sight, lists_shown
from generator.models.departments import Department
from generator.observations import Observation, Watched, missed, saw
from generator.sources.observation_file import write_observations
from generator.sources.web import SECONDS, WebError, fetch

HELP = "到各部门自己的网站去看，公布的是不是现在的清单；--line 印出部门要放到网页上的那一行"
EXAMPLE = "python publish.py reach --observations observations.json"
AT_ONCE = 8


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    add_observations(parser)
    parser.add_argument("--line", metavar="部门标识", help="只印出这个部门要放到自己网页上的那一行")
    parser.add_argument(
        "--seconds",
        type=whole(1, 600),
        default=SECONDS,
        metavar="秒",
        help="一页最多等多少秒，默认 30",
    )


def run(arguments: argparse.Namespace) -> int:
    catalogue = catalogue_of(arguments)
    if arguments.line:
        print(_line(catalogue, arguments.line))
        return FINE
    if not arguments.observations:
        raise CommandError(
            "看到的写到哪里？加上 --observations 文件；只要那一行的，用 --line 部门标识"
        )
    day = day_of(catalogue, arguments)
    seen = observed_so_far(catalogue, arguments)
    listed = [d for d in catalogue.departments.values() if d.id in catalogue.powers_by_department]
    for department in listed:
        digest = list_digest(catalogue, department.id)
        assert digest is not None
        seen = seen.with_list(department.id, digest, day)
    named = [one for one in listed if one.list_url]
    with ThreadPoolExecutor(AT_ONCE) as executor:
        looks = list(
            executor.map(lambda one: _look_at(catalogue, one, day, arguments.seconds), named)
        )
    seen = seen.only(Watched.LIST, {one.id for one in named}).with_looks(looks)
    write_observations(arguments.observations, seen)
    catalogue.observations = seen
    for department in named:
        print(_said(catalogue, department))
    rest = f"，没有写本单位清单网址（list_url）的{len(listed) - len(named)}个"
    print(f"看了{len(named)}个部门的网站{rest if len(named) < len(listed) else ''}。")
    return FINE


def _line(catalogue: Catalogue, name: str) -> str:
    if name not in catalogue.departments:
        known = "、".join(sorted(catalogue.departments))
        raise CommandError(f"没有部门叫“{name}”；可写的有：{known}")
    digest = list_digest(catalogue, name)
    if digest is None:
        raise CommandError(f"“{catalogue.departments[name].name}”还没有清单，没有可放的一行")
    return list_line(name, digest)


def _look_at(
    catalogue: Catalogue, department: Department, day: date, seconds: float
) -> Observation:
    assert catalogue.observations is not None and department.list_url
    url = department.list_url
    before = catalogue.observations.of(Watched.LIST, department.id, url)
    try:
        page = fetch(url, seconds)
    except WebError as error:
        return missed(before, Watched.LIST, department.id, url, day, str(error))
    digest = lists_shown(page.text).get(department.id)
    return saw(before, Watched.LIST, department.id, url, day, digest, page.moved_to or None)


def _said(catalogue: Catalogue, department: Department) -> str:
    assert catalogue.observations is not None
    sight = list_sight(catalogue, catalogue.observations, department)
    assert sight.look is not None
    moved = f"；网址搬到了 {sight.look.moved_to}，改 list_url" if sight.look.moved_to else ""
    if sight.state is ListState.UNREACHABLE:
        said = f"{sight.look.problem}，从{sight.look.failing_since}起"
    elif sight.found:
        said = f"还是{sight.found.since}的清单"
    else:
        said = sight.state.label
    return f"{department.short_name}（{department.id}）：{said}{moved}"
