"""What is past its publication period, out of the public records; a person reviews it and commits."""

import argparse
from collections import defaultdict
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks
from generator.commands import FINE, CommandError
from generator.commands._records import add_roots, catalogue_of, day_of
from generator.models.base import Record
from generator.models.withdrawals import Ground, Withdrawal
from generator.sources.files import LISTS, read_text
from generator.sources.standard import dump, dump_rows
from generator.sources.tables import read_table
from generator.sources.writing import write_text

HELP = "把公开期届满的执法结果移出，写好撤回记录；核对以后由人提交"
EXAMPLE = "python publish.py expire"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    catalogue = catalogue_of(arguments)
    if catalogue.problems:
        raise CommandError("记录里有读不出来的，先运行 python publish.py check，改好以后再移出")
    day = day_of(catalogue, arguments)
    over = [one for one in clocks(catalogue, day) if one.rule == "DIS005"]
    records = _by_department(catalogue, [one for one in over if one.state is State.LATE])
    for (root, department), several in records.items():
        # First why, then the removal: stopped in between, nothing has gone without a word.
        written = _written(root, department, several, day)
        for file in sorted({record.file for record in several}):
            _take_out(Path(root) / file, [one for one in several if one.file == file])
        print(f"{department}：移出{len(several)}条，撤回记录写在 {written}")
    waiting = [one for one in over if one.state is not State.LATE and one.waiver is None]
    if not records:
        print(f"到{day}，没有公开期届满的记录。")
    else:
        print("逐条核对以后提交；不应当移出的，用 git restore 恢复它的文件，再从撤回记录里删去。")
    if waiting:
        first = min(one.due.due for one in waiting)
        print(f"往后半年里还有{len(waiting)}条到期，最早的公开到{first}。")
    return FINE


def _by_department(catalogue: Catalogue, over: list[Clock]) -> dict[tuple[str, str], list[Record]]:
    """Root and department → the records whose period is over and whose end nobody has put off."""
    names = {(one.register, one.record) for one in over if one.waiver is None}
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for register in {name for name, _ in names}:
        for record in catalogue.records[register]:
            if (register, record.key) in names:
                found[record.root, str(getattr(record, "department", ""))].append(record)
    return dict(sorted(found.items()))


def _written(root: str, department: str, several: list[Record], day: date) -> str:
    """Write the withdrawal; returns its file. A file of that name ends the command before anything is removed."""
    name = f"{department}-expired-{day}"
    place = Withdrawal.register.path.format(department=department, id=name)
    path = Path(root) / LISTS / place
    if path.exists():
        raise CommandError(f"{LISTS}/{place} 已经有了：提交以后，或者换一天再移出")
    values = {
        "id": name,
        "records": sorted(f"{one.register.name}/{one.key}" for one in several),
        "ground": Ground.EXPIRED.value,
        "withdrawn_on": day.isoformat(),
        "reason": "公开期届满",
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, dump(Withdrawal, values))
    return f"{LISTS}/{place}"


def _take_out(path: Path, several: list[Record]) -> None:
    """Write a table without some of its rows; a table of which none is left goes."""
    table = [row for _, row in read_table(read_text(path))]
    head, left = table[0], {str(getattr(one, "id", "")) for one in several}
    rows = [dict(zip(head, row, strict=True)) for row in table[1:]]
    kept = [row for row in rows if row["id"] not in left]
    if kept:
        write_text(path, dump_rows(type(several[0]), kept))
    else:
        path.unlink()
