"""A made-up city of any size, the same bytes from the same seed: `python -m tests.benchmarks.city ROOT --n 10000`.

N cases over five years, N/10 powers, N/100 laws, N/1000 departments (three at least), and what belongs
to them; a git repository with a commit a year, as the lists would have grown.
"""

import argparse
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from generator.models.base import Record
from generator.models.bodies import Body
from generator.models.departments import Department
from generator.models.discretion import Discretion
from generator.models.entrustments import Entrustment
from generator.models.laws import Article, Law
from generator.models.officers import Officer
from generator.models.penalties import Penalty
from generator.models.powers import Power
from generator.models.terms import Term
from generator.sources.standard import dump, dump_rows
from generator.sources.tables import read_table
from tests.benchmarks.cases import YEARS, cases, numbered, shares
from tests.benchmarks.faults import Fault, plant
from tests.benchmarks.lists import PENALTY_LAW, DepartmentMade, LawMade, departments, laws

__all__ = ["Fault", "commit", "make", "plant"]

SEED = 20261123
REPOSITORY = Path(__file__).parents[2]
HUNDRED = "power-00001"
"""The power whose cases were all decided in one year, so many that a hundred pages show it."""
HUNDRED_YEAR = 2025
HUNDRED_CASES = 95


def make(root: Path, count: int, *, seed: int = SEED, lists: int | None = None) -> None:
    """Write a city of `count` cases into `root`, which must not exist, and commit it.

    lists: to make the lists as large as a city of so many cases would have them.
    """
    scale = lists or count
    draw = random.Random(f"{seed} {count} {scale}")
    target = root / "lists"
    target.mkdir(parents=True)
    known = laws(draw, max(scale // 100, 3))
    _write_common(target, known)
    made: list[DepartmentMade] = []
    for one in departments(draw, max(scale // 1000, 3), max(scale // 10, 10), known):
        _write_department(target, one)
        made.append(one)
    _write_laws(target, known)
    _git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, "Publish the lists", date(YEARS[0] - 1, 12, 20))
    tables = dict(_tables(draw, made, count))
    for year in YEARS:
        for path, text in tables.items():
            if path.stem == str(year):
                (target / path).parent.mkdir(exist_ok=True)
                (target / path).write_text(text, encoding="utf-8", newline="\n")
        commit(root, f"Publish the cases of {year}", min(date(year, 12, 20), date(2026, 11, 20)))


def _tables(
    draw: random.Random, made: list[DepartmentMade], count: int
) -> Iterator[tuple[Path, str]]:
    """The tables of cases, below lists/, with their texts."""
    powers = [power for department in made for power in department.powers]
    most = min(HUNDRED_CASES, count // 10)
    counts = shares(draw, count - most, powers[1:])
    wanted = {power.id: n for power, n in zip(powers[1:], counts, strict=True)}
    for department in made:
        several: list[tuple[date, str, dict[str, str]]] = []
        for power in department.powers:
            if power.id == HUNDRED:
                several += cases(draw, power, most, (HUNDRED_YEAR,))
            elif wanted[power.id]:
                several += cases(draw, power, wanted[power.id])
        for year, rows in numbered(department, several).items():
            path = Path("departments", department.id, "penalties", f"{year}.csv")
            yield path, dump_rows(Penalty, rows)


def _write_common(target: Path, known: list[LawMade]) -> None:
    """What the demo city has already: settings, standards, the law on penalties, and its terms."""
    for name in ("portal.yaml", "standards.csv"):
        shutil.copy(REPOSITORY / "lists" / name, target / name)
    shutil.copytree(REPOSITORY / "lists" / "laws" / PENALTY_LAW, target / "laws" / PENALTY_LAW)
    (_, names), *rows = read_table((REPOSITORY / "lists" / "terms.csv").read_text(encoding="utf-8"))
    terms = [dict(zip(names, row, strict=True)) for _, row in rows]
    for index, term in enumerate(terms):
        # The demo's laws are not here: each term is cited from one of ours.
        law = known[index % len(known)]
        term["citation"] = f"{law.id}@{law.versions[-1].published}:{index % 60 + 1}"
    _write(target / "terms.csv", dump_rows(Term, terms))


def _write_laws(target: Path, known: list[LawMade]) -> None:
    for law in known:
        _dump(target / "laws" / law.id / "law.yaml", Law, law.value)
        for day, rows in law.articles.items():
            _write(target / "laws" / law.id / f"{day}.csv", dump_rows(Article, rows))


def _write_department(target: Path, one: DepartmentMade) -> None:
    folder = target / "departments" / one.id
    _dump(folder / "department.yaml", Department, one.value)
    _write(folder / "officers.csv", dump_rows(Officer, one.officers))
    _dump(target / "bodies" / f"{one.body['id']}.yaml", Body, one.body)
    for id_, value in one.entrustments.items():
        _dump(folder / "entrustments" / f"{id_}.yaml", Entrustment, value)
    for power in one.powers:
        _dump(folder / "powers" / f"{power.id}.yaml", Power, power.value)
        for benchmark in power.benchmarks:
            _dump(folder / "discretion" / f"{benchmark.id}.yaml", Discretion, benchmark.value)


def _dump(path: Path, model: type[Record], value: dict[str, Any]) -> None:
    # Days are dates in the files: 2026-01-01 and not '2026-01-01'.
    _write(path, dump(model, value))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def commit(root: Path, subject: str, day: date) -> None:
    """Commit all that changed, dated at noon of a day."""
    _git(root, "add", "--all")
    moment = f"{day}T12:00:00+08:00"
    _git(root, "commit", "--quiet", "--message", subject, moment=moment)


def _git(root: Path, *arguments: str, moment: str = "") -> None:
    settings = ["user.name=bench", "user.email=bench@example.invalid", "gc.auto=0", "commit.gpgsign=false"]  # fmt: skip
    options = [word for one in settings for word in ("-c", one)]
    dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment} if moment else {}
    subprocess.run(["git", *options, *arguments], cwd=root, check=True, env={**os.environ, **dates})


def main() -> None:
    parser = argparse.ArgumentParser(description="造一个任意大小的城市，用来测量速度")
    parser.add_argument("root", type=Path, metavar="文件夹", help="放在哪里，还不存在的文件夹")
    parser.add_argument("--n", type=int, default=10_000, metavar="件数", help="多少件案例")
    arguments = parser.parse_args()
    make(arguments.root, arguments.n)


if __name__ == "__main__":
    main()
