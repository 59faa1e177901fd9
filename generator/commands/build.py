"""Check, then the site."""

import argparse
import sys
from pathlib import Path

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, SURROUNDINGS, CommandError
from generator.commands._arguments import jobs
from generator.commands._records import add_observations, add_roots, roots
from generator.commands._site import Steps, cpus, prepare
from generator.data.previous import PreviousError, rows_published, shrunk
from generator.kept import Store
from generator.models.base import registers
from generator.reports import render
from generator.site.form_program import FormProgramError
from generator.site.output import OutputError, destination, is_site, replaced
from generator.site.plugin import BuildError, render_site
from generator.site.search_program import SearchError
from generator.site.standing import KEPT, Kept, made_from, site_files
from generator.site.written import LastSite
from generator.wording import why

HELP = "检查全部记录，然后生成网站；有错误就不生成，原来的网站不动"
EXAMPLE = "python publish.py build --out site"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    add_observations(parser)
    parser.add_argument(
        "--out", type=Path, default=Path("site"), metavar="文件夹", help="网站放在哪里，默认 site"
    )
    parser.add_argument(
        "--jobs",
        type=jobs,
        default=cpus(),
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
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="文件夹",
        help="上次做过的放在哪里，没有变的不再做；默认在用户的缓存文件夹里",
    )
    parser.add_argument("--no-cache", action="store_true", help="不用也不留上次做过的，全部从头做")
    parser.add_argument(
        "--timings", type=Path, metavar="文件", help="把每一步用了多少秒写进这个 JSON 文件"
    )


def run(arguments: argparse.Namespace) -> int:
    steps = Steps()
    folders = roots(arguments)
    try:
        out = destination(arguments.out, folders)
    except OutputError as error:
        raise CommandError(str(error)) from error
    code = _build(folders, out, arguments, steps)
    if arguments.timings:
        steps.write(arguments.timings)
    return code


def _build(folders: list[Path], out: Path, arguments: argparse.Namespace, steps: Steps) -> int:
    store = _store(folders, arguments)
    asked = made_from(folders, arguments.as_of, arguments.observations)
    kept = Kept.of(store, out)
    if kept and kept.made_from == asked and kept.files == site_files(out):
        steps("same", f"没有变化：{arguments.out}/ 里就是现在的网站")
        return FINE
    last = kept.site if kept else LastSite(out)
    catalogue, report, job = prepare(folders, arguments, arguments.jobs, steps, store, last)
    if job is None:
        sys.stdout.write(render("text", report))
        print("网站没有生成，原来的网站没有动。")
        return FINDINGS
    fewer = _far_fewer(catalogue, arguments, out, steps)
    if fewer:
        print("\n".join([*fewer, "网站没有生成，原来的网站没有动。"]))
        return FINDINGS
    try:
        with replaced(out) as folder:
            built = render_site(folders[0], folder, lambda: job)
            steps("swap", "换上新的网站")
    except (BuildError, SearchError, FormProgramError) as error:
        raise CommandError(str(error), SURROUNDINGS) from error
    except OSError as error:
        raise CommandError(
            f"写不下去：{why(error)}（{error.filename or out}）；原来的网站没有动。",
            SURROUNDINGS,
        ) from error
    if store.folder:
        store.save(KEPT, Kept(asked, built.site(out), site_files(out)))
    anew = sum(page.anew for page in built.pages)
    steps("done", f"网站在 {arguments.out}/：{len(built.pages)}页，其中{anew}页是新写的")
    return FINE


def _store(folders: list[Path], arguments: argparse.Namespace) -> Store:
    if arguments.no_cache:
        return Store(None)
    return Store(arguments.cache) if arguments.cache else Store.of(folders)


def _far_fewer(
    catalogue: Catalogue, arguments: argparse.Namespace, out: Path, steps: Steps
) -> list[str]:
    """What the new site would lack beyond what is meant, in words; nothing where all is well."""
    site = arguments.previous or (str(out) if is_site(out) else "")
    if not site:
        return []
    try:
        before = rows_published(site)
    except PreviousError as error:
        if not arguments.previous:
            # A site from before the counts were written is replaced, as it always was.
            steps("compare", f"没有与原来的网站比较：{error}")
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
