"""Check, then the site."""

import argparse
import os
import sys
from pathlib import Path

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, SURROUNDINGS, CommandError
from generator.commands._arguments import jobs
from generator.commands._records import add_roots, roots
from generator.commands._site import prepare, tell, workers
from generator.data.previous import PreviousError, rows_published, shrunk
from generator.models.base import registers
from generator.reports import render
from generator.site.output import OutputError, destination, is_site, replaced
from generator.site.plugin import BuildError, render_site
from generator.site.search import SearchError
from generator.wording import why

HELP = "检查全部记录，然后生成网站；有错误就不生成，原来的网站不动"
EXAMPLE = "python publish.py build --out site"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("site"), metavar="文件夹", help="网站放在哪里，默认 site"
    )
    parser.add_argument(
        "--jobs",
        type=jobs,
        default=os.cpu_count() or 1,
        metavar="N",
        help="同时用几个进程，默认与处理器数相同",
    )
    parser.add_argument(
        "--previous",
        metavar="网址或文件夹",
        help="与哪一次的网站比较：新网站少了很多记录就不生成；不写的，与 --out 处原来的网站比较",
    )
    parser.add_argument(
        "--fewer",
        action="append",
        choices=sorted(registers()),
        default=[],
        metavar="登记表",
        help="这个登记表确实要少很多条，可以写多次，例如 --fewer penalties",
    )


def run(arguments: argparse.Namespace) -> int:
    folders = roots(arguments)
    try:
        out = destination(arguments.out, folders)
    except OutputError as error:
        raise CommandError(str(error)) from error
    with workers(arguments.jobs) as executor:
        tell("读取和检查记录")
        catalogue, report, job = prepare(folders, arguments, executor)
        if job is None:
            sys.stdout.write(render("text", report))
            print("网站没有生成，原来的网站没有动。")
            return FINDINGS
        fewer = _far_fewer(catalogue, arguments, out)
        if fewer:
            print("\n".join([*fewer, "网站没有生成，原来的网站没有动。"]))
            return FINDINGS
        try:
            with replaced(out) as folder:
                render_site(folders[0], folder, lambda: job)
        except (BuildError, SearchError) as error:
            raise CommandError(str(error), SURROUNDINGS) from error
        except OSError as error:
            raise CommandError(
                f"写不下去：{why(error)}（{error.filename or out}）；原来的网站没有动。",
                SURROUNDINGS,
            ) from error
    tell(f"网站在 {arguments.out}/")
    return FINE


def _far_fewer(catalogue: Catalogue, arguments: argparse.Namespace, out: Path) -> list[str]:
    """What the new site would lack beyond what is meant, in words; nothing where all is well."""
    site = arguments.previous or (str(out) if is_site(out) else "")
    if not site:
        return []
    try:
        before = rows_published(site)
    except PreviousError as error:
        if not arguments.previous:
            # A site from before the counts were written is replaced, as it always was.
            tell(f"没有与原来的网站比较：{error}")
            return []
        raise CommandError(f"不能与原来的网站比较：{error}。", SURROUNDINGS) from error
    now = {name: len(records) for name, records in catalogue.records.items()}
    known = registers()
    said = []
    for one in shrunk(before, now):
        if one.register in arguments.fewer:
            continue
        title = known[one.register].register.title if one.register in known else one.register
        said.append(
            f"“{title}”（{one.register}）原来有{one.before}条，现在只有{one.now}条，"
            f"少了{one.before - one.now}条。先查明记录去了哪里：是否漏了一个 --root，是否误删了文件；"
            f"确实要少这么多的，加上 --fewer {one.register}。"
        )
    return said
