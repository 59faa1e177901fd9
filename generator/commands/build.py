"""Check, then the site."""

import argparse
import os
import sys
from pathlib import Path

from generator.commands import FINDINGS, FINE, SURROUNDINGS, CommandError
from generator.commands._records import add_roots, roots
from generator.commands._site import prepare, tell, workers
from generator.reports import render
from generator.site.output import OutputError, destination, replaced
from generator.site.plugin import BuildError, render_site
from generator.site.search import SearchError

HELP = "检查全部记录，然后生成网站；有错误就不生成，原来的网站不动"
EXAMPLE = "python publish.py build --out site"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("site"), metavar="文件夹", help="网站放在哪里，默认 site"
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=os.cpu_count() or 1,
        metavar="N",
        help="同时用几个进程，默认与处理器数相同",
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
            if catalogue.portal is None:
                print("缺少 lists/portal.yaml（门户设置），没有它不能生成网站。")
            print("网站没有生成，原来的网站没有动。")
            return FINDINGS
        try:
            with replaced(out) as folder:
                render_site(folders[0], folder, lambda: job)
        except (BuildError, SearchError) as error:
            raise CommandError(str(error), SURROUNDINGS) from error
        except OSError as error:
            raise CommandError(
                f"写不下去：{error.strerror}（{error.filename}）；原来的网站没有动。", SURROUNDINGS
            ) from error
    tell(f"网站在 {arguments.out}/")
    return FINE
