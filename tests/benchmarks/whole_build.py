"""`python -m tests.benchmarks.whole_build [--n 10000]`: read, check, render, index, against Hugo and its index."""

import shutil
from functools import partial
from pathlib import Path

from tests.benchmarks import theirs
from tests.benchmarks.alike import compare
from tests.benchmarks.measure import (
    WORK,
    Result,
    Run,
    afresh,
    alternating,
    city_of,
    middle,
    say,
    script,
    timed,
    told,
)

BAR, RENDER = 0.7, 0.6
RENDERING = ("pages", "render")
"""Our steps that make pages: what Hugo does."""


def hugo_built(folder: Path, out: Path) -> Run:
    """Hugo's run, with nothing left of an earlier one."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.rmtree(folder / "resources", ignore_errors=True)
    return timed(theirs.build(folder, out))


def hugo_site(root: Path, count: int, ours: Path) -> Path:
    """The Hugo site of a city, prepared anew so that its templates are those of now. ours: our site."""
    folder = WORK / "hugo" / str(count)
    shutil.rmtree(folder, ignore_errors=True)
    theirs.prepare(root, folder, ours)
    return folder


def measure(count: int) -> list[Result]:
    """Both sides by turns; `render` comes from the same runs."""
    root = city_of(count)
    ours, other = WORK / "site", WORK / "hugo-site"
    afresh(root, ours, WORK / "cache")
    folder = hugo_site(root, count, ours)
    rendered: list[Run] = []

    def hugo_and_index() -> Run:
        rendered.append(hugo_built(folder, other))
        indexed = timed(theirs.index(other))
        return Run(
            rendered[-1].seconds + indexed.seconds,
            rendered[-1].processor + indexed.processor,
            {"hugo": rendered[-1].seconds, "pagefind": indexed.seconds},
        )

    mine, them = alternating(partial(afresh, root, ours, WORK / "cache"), hugo_and_index)
    say(told("我们", mine))
    say(told("Hugo 加 pagefind", them))
    say(compare(root, ours, other))
    return [
        Result("whole_build", middle(mine) / middle(them), BAR),
        _render(mine, rendered),
    ]


def _render(mine: list[Run], rendered: list[Run]) -> Result:
    if not all(run.steps for run in mine):
        return Result("render", None, RENDER, "build 还没有 --timings，渲染没有单独的时间")
    own = [Run(sum(run.steps.get(step, 0.0) for step in RENDERING), 0.0) for run in mine]
    return Result("render", middle(own) / middle(rendered), RENDER)


if __name__ == "__main__":
    script(measure, 10_000, "整个生成过程，与 Hugo 加 pagefind 比")
