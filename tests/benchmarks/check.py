"""`python -m tests.benchmarks.check [--n 100000]`: shape and references of so many rows, against frictionless.

Both sides look for the same thousand faults: ours in the tables of the root, frictionless in the
published package's resource of the cases, as a stranger would run it. The lists are those of a
small city, because theirs reads the cases alone.
"""

import csv
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from generator.catalogue import Catalogue
from generator.data.package import write_package
from generator.data.tables import columns
from generator.models.penalties import Penalty
from generator.sources.records import load
from generator.sources.tables import read_table
from tests.benchmarks.checked import SHAPE
from tests.benchmarks.city import SEED, Fault, plant
from tests.benchmarks.measure import (
    WORK,
    BenchError,
    Result,
    Run,
    alternating,
    city_of,
    copy_of,
    middle,
    say,
    script,
    timed,
    told,
)

BAR = 0.1
LISTS = 1000
FAULTS = 1000


def measure(count: int) -> list[Result]:
    """Time both sides and hold each to what was planted."""
    clean = city_of(count, LISTS)
    root = copy_of(clean, "faulty")
    faults = plant(root, min(FAULTS, count // 50), SEED)
    package = WORK / "package"
    rows = _publish(clean, root, package)
    ours_says, theirs_says = WORK / "ours.json", WORK / "theirs.json"
    others: list[float] = []

    def ours() -> Run:
        run = timed([sys.executable, "-m", "tests.benchmarks.checked", str(root)], ours_says)
        said = json.loads(ours_says.read_text(encoding="utf-8"))
        families = said["families"]
        # Start, reading and all: only what the other side does not do is left out.
        others.append(sum(spent for name, spent in families.items() if name != SHAPE))
        return Run(run.seconds - others[-1], run.processor, {"read": said["read"], **families})

    def theirs() -> Run:
        program = Path(sys.executable).with_name("frictionless")
        command = [str(program), "validate", str(package / "datapackage.json")]
        command += ["--resource-name", Penalty.register.name, "--limit-errors", "100000", "--json"]
        # It returns 1 where it found something.
        return timed(command, theirs_says, allowed=(0, 1))

    mine, them = alternating(ours, theirs)
    say(told("我们，形状和引用", mine))
    say(
        f"其余各类规则不计在内，共{others[-1]:.2f}秒，其中隐私{mine[-1].steps.get('privacy', 0.0):.2f}秒"
    )
    say(told("frictionless", them))
    _hold("我们", faults, _ours_found(ours_says))
    _hold("frictionless", faults, _theirs_found(theirs_says, rows))
    say(f"两边都找出了种下的{len(faults)}处错误")
    return [Result("check", middle(mine) / middle(them), BAR)]


def _publish(clean: Path, faulty: Path, package: Path) -> list[tuple[str, int]]:
    """Write the package of the clean city with the faulty rows in it; say where each row comes from."""
    shutil.rmtree(package, ignore_errors=True)
    loaded = load([clean])
    write_package(Catalogue(loaded.records, loaded.problems), package)
    names = [column.name for column in columns(Penalty)]
    places: list[tuple[str, int]] = []
    with (package / "penalties.csv").open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        for path in sorted((faulty / "lists").glob("departments/*/penalties/*.csv")):
            (_, header), *rows = read_table(path.read_text(encoding="utf-8"))
            where = {"department": path.parent.parent.name, "year": path.stem}
            for line, row in rows:
                cells = {**where, **dict(zip(header, row, strict=True))}
                writer.writerow([cells.get(name, "") for name in names])
                places.append((path.relative_to(faulty).as_posix(), line))
    # The package says how long each file is: it would be a fault that nobody planted.
    file = package / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    for resource in described["resources"]:
        resource["bytes"] = (package / resource["path"]).stat().st_size
    file.write_text(json.dumps(described, ensure_ascii=False), encoding="utf-8")
    return places


def _ours_found(said: Path) -> set[tuple[str, int, str]]:
    listed = json.loads(said.read_text(encoding="utf-8"))["found"]
    return {(file, line, field) for file, line, field in listed}


def _theirs_found(said: Path, places: list[tuple[str, int]]) -> set[tuple[str, int, str]]:
    report: dict[str, Any] = json.loads(said.read_text(encoding="utf-8"))
    found = set()
    for task in report["tasks"]:
        for error in task["errors"]:
            # Row 1 is the header.
            file, line = places[error["rowNumber"] - 2]
            found.add((file, line, error.get("fieldName") or "id"))
    return found


def _hold(side: str, faults: list[Fault], found: set[tuple[str, int, str]]) -> None:
    """BenchError where a side missed what was planted."""
    missed = [one for one in faults if (one.file, one.line, one.field) not in found]
    if missed:
        raise BenchError(f"{side}漏了{len(missed)}处，例如 {missed[0]}")
    more = len(found) - len(faults)
    if more:
        say(f"{side}另外报告了{more}处")


if __name__ == "__main__":
    script(measure, 100_000, "检查记录的形状和引用，与 frictionless 比")
