"""Check, then the site."""

import argparse
import sys
from pathlib import Path

from generator.commands import FINDINGS, FINE, SURROUNDINGS, CommandError
from generator.commands._arguments import jobs
from generator.commands._records import (
    add_observations,
    add_roots,
    all_roots,
    roots,
)
from generator.commands._site import Steps, cpus, prepare
from generator.data.package import PUBLIC_SITE, SUPERVISION_SITE, mark_of
from generator.data.previous import PreviousError, rows_published
from generator.kept import Store
from generator.models.base import SUPERVISION, registers
from generator.reports import render
from generator.site.form_program import FormProgramError
from generator.site.output import OutputError, destination, is_site, replaced
from generator.site.plugin import BuildError, render_site
from generator.site.search_program import SearchError
from generator.site.standing import KEPT, Kept, made_from, site_files
from generator.site.written import LastSite
from generator.wording import why

OUT = {PUBLIC_SITE: "site", SUPERVISION_SITE: "site-supervision"}
HELP = "检查全部记录，然后生成网站；有错误就不生成，原来的网站不动"
EXAMPLE = "python publish.py build --out site"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    add_observations(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="文件夹",
        help="网站放在哪里，默认 site；监督版默认 site-supervision",
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
        help="这个登记表确实要少很多条，又写不了撤回记录，可以写多次，例如 --fewer articles",
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
    mark = mark_of(supervised=arguments.supervision is not None)
    arguments.out = arguments.out or Path(OUT[mark])
    try:
        out = destination(arguments.out, all_roots(arguments), mark)
    except OutputError as error:
        raise CommandError(str(error)) from error
    code = _build(folders, out, arguments, steps)
    if arguments.timings:
        steps.write(arguments.timings)
    return code


def _build(folders: list[Path], out: Path, arguments: argparse.Namespace, steps: Steps) -> int:
    store = _store(arguments)
    asked = made_from(all_roots(arguments), arguments.as_of, arguments.observations)
    kept = Kept.of(store, out)
    if kept and kept.made_from == asked and kept.files == site_files(out):
        steps("same", f"没有变化：{arguments.out}/ 里就是现在的网站")
        return FINE
    last = kept.site if kept else LastSite(out)
    published = _published(arguments, out, steps)
    _, report, job = prepare(arguments, arguments.jobs, steps, store, last, published)
    if job is None:
        sys.stdout.write(render("text", report))
        print("网站没有生成，原来的网站没有动。")
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


def _store(arguments: argparse.Namespace) -> Store:
    """Where what was done is kept: of the supervision edition apart, so that a public build reads none of it."""
    if arguments.no_cache:
        return Store(None)
    if not arguments.cache:
        return Store.of(all_roots(arguments))
    return Store(arguments.cache / SUPERVISION if arguments.supervision else arguments.cache)


def _published(arguments: argparse.Namespace, out: Path, steps: Steps) -> dict[str, int] | None:
    """What the last site published, less the registers of which --fewer says that it is meant; None where there
    is none."""
    site = arguments.previous or (str(out) if is_site(out) else "")
    if not site:
        # There was nothing before, and so there is nothing less.
        return {}
    try:
        before = rows_published(site)
    except PreviousError as error:
        if not arguments.previous:
            # A site from before the counts were written is replaced, as it always was.
            steps("compare", f"没有与原来的网站比较：{error}")
            return None
        raise CommandError(f"不能与原来的网站比较：{error}。", SURROUNDINGS) from error
    return {name: count for name, count in before.items() if name not in arguments.fewer}
