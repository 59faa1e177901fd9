"""A change in a city that is built already: how long the next build takes, and whether its site is the right one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from filecmp import cmp
from pathlib import Path

from generator.models.penalties import Penalty
from generator.sources.standard import dump_rows
from generator.sources.tables import read_table
from tests.benchmarks.city import HUNDRED, HUNDRED_YEAR, commit
from tests.benchmarks.measure import (
    LONG,
    WORK,
    BenchError,
    Result,
    Run,
    afresh,
    build,
    city_of,
    copy_of,
    middle,
    say,
    told,
)

WITHOUT_INDEX = 0.1
COMMITTED = date(2026, 11, 21)
Edit = Callable[[Path, int], str]
"""Changes a root for the nth time; out: what was changed, in words."""


@dataclass(frozen=True)
class Changed:
    """Builds of one city: the whole ones, and those after a change."""

    whole: list[Run]
    after: list[Run]
    root: Path
    site: Path


def rebuilt(name: str, count: int, edit: Edit | None) -> Changed:
    """Build a city whole, then again after each of some changes; at the end whole once more.

    Three changes, one where a build takes long. BenchError where the last site after a change is
    not, byte for byte, what a whole build gives; pagefind/ aside, whose names differ each time.
    """
    root = copy_of(city_of(count), name)
    site, cache = WORK / f"{name}-site", WORK / f"{name}-cache"
    whole = [afresh(root, site, cache)]
    after: list[Run] = []
    for number in range(3 if whole[0].seconds < LONG else 1):
        if edit:
            say(edit(root, number))
            commit(root, f"Change {number + 1}", COMMITTED)
        after.append(build(root, site, cache))
    again = WORK / f"{name}-again"
    whole.append(afresh(root, again, WORK / f"{name}-cache-again"))
    say(told("整个生成", whole))
    say(told("改动以后", after))
    differing = list(differences(site, again))
    if differing:
        raise BenchError(f"与重新生成的网站有{len(differing)}个文件不同，例如 {differing[:5]}")
    say("网站与重新生成的逐字节相同（pagefind/ 除外）")
    return Changed(whole, after, root, site)


def results(name: str, changed: Changed, bar: float, without_index: float | None) -> list[Result]:
    """The ratio of a change to a whole build, and the same with the index left out on both."""
    found = [Result(name, middle(changed.after) / middle(changed.whole), bar)]
    if without_index is None:
        return found
    if not all(run.steps for run in (*changed.after, *changed.whole)):
        why = "build 还没有 --timings，编制索引没有单独的时间"
        return [*found, Result(f"{name}_without_index", None, without_index, why)]
    ratio = middle(_without(changed.after)) / middle(_without(changed.whole))
    return [*found, Result(f"{name}_without_index", ratio, without_index)]


def _without(runs: list[Run]) -> list[Run]:
    return [Run(run.seconds - run.steps.get("search", 0.0), 0.0) for run in runs]


def differences(one: Path, other: Path) -> Iterator[str]:
    """Files of two sites that are not the same, those of pagefind/ left out."""
    mine, others = _files(one), _files(other)
    yield from sorted(mine ^ others)
    for name in sorted(mine & others):
        if not cmp(one / name, other / name, shallow=False):
            yield name


def _files(site: Path) -> set[str]:
    names = (path.relative_to(site) for path in site.rglob("*") if path.is_file())
    return {name.as_posix() for name in names if name.parts[0] != "pagefind"}


def change_penalty(root: Path, number: int) -> str:
    """Correct a case as a clerk would: its fine, its content and its facts."""
    path = root / f"lists/departments/department-001/penalties/{HUNDRED_YEAR}.csv"
    (_, names), *listed = read_table(path.read_text(encoding="utf-8"))
    rows = [dict(zip(names, row, strict=True)) for _, row in listed]
    # One yuan more stays in the heaviest tier, where the fine is a sum and not a multiple.
    fit = [row for row in rows if row["tier"] == "heavier" and not row["base_amount"]]
    row = sorted(fit, key=lambda one: int(one["fine"]))[number]
    more = str(int(row["fine"]) + 1)
    row["content"] = row["content"].replace(f"罚款{row['fine']}元", f"罚款{more}元")
    row["fine"] = more
    row["facts"] += mark(number)
    path.write_text(dump_rows(Penalty, rows), encoding="utf-8", newline="\n")
    return f"改了案件 {row['number']} 的罚款和事实"


def mark(number: int) -> str:
    """The words that the nth correction adds to a case."""
    return f"复核以后，第{number + 1}处笔误已经更正。"


def change_power(root: Path, number: int) -> str:
    """Rename the power that a hundred pages show."""
    path = root / f"lists/departments/department-001/powers/{HUNDRED}.yaml"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith("name: "))
    lines[at] = lines[at].split("（改名")[0] + f"（改名{number + 1}次）"
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return f"改了职权 {HUNDRED} 的名称"
