"""What every format says of a finding, in the same words."""

from dataclasses import replace
from pathlib import Path

from generator.findings import Finding, Place, Severity
from generator.models.base import registers
from generator.rules import Report
from generator.sources.files import MARK
from generator.sources.tables import read_table


def summary(report: Report) -> str:
    counts = {s: sum(1 for f in report.findings if f.severity is s) for s in Severity}
    words = "，".join(f"{s.label}{n}处" for s, n in counts.items() if n)
    return f"检查完毕：{words or '没有发现问题'}。"


def unwitnessed(report: Report) -> list[str]:
    """Said before all else: what follows was found without the history that should bear witness."""
    return [f"没有查 git 历史：{report.unwitnessed}"] if report.unwitnessed else []


def unchecked(report: Report) -> list[str]:
    """`未核对[COV006] 3处：…`: facts that were not at hand are never a pass. One line a reason, whatever number of
    rules it keeps from their work: of a small check the findings are to be seen."""
    codes: dict[str, dict[str, int]] = {}
    for code, several in report.unchecked.items():
        for one in several:
            counts = codes.setdefault(one.reason, {})
            counts[code] = counts.get(code, 0) + one.count
    return [
        f"未核对[{'、'.join(counts)}] {sum(counts.values())}处：{reason}"
        for reason, counts in codes.items()
    ]


def where(place: Place) -> str:
    return f"{place.shown}:{place.line}" if place.line else place.shown


def field(finding: Finding) -> str:
    """`法定依据第1项 · 条（bases[0].article）`."""
    if not finding.place.path:
        return ""
    path = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in finding.place.path
    ).lstrip(".")
    return f"{finding.field}（{path}）" if finding.field not in ("", path) else path


def corrected(finding: Finding) -> list[str]:
    """`改成： until: 2026-08-14`: the line ready to be pasted; nothing where there is not one right answer."""
    fix = finding.fix
    if fix is None:
        return []
    if not fix.after:
        return [f"改成：（删去第{fix.line}行）"]
    if (column := _column(finding.place)) and fix.line > 1 and len(fix.after) == 1:
        cells = _cells(finding.place, fix.after[0])
        if column in cells:
            return [f"改成：{cells[column]}"]
    return [f"改成：{line}" for line in fix.after]


def cell(words: str) -> str:
    """Words in Markdown as they are: what a stranger typed must not become markup in a comment."""
    for sign in "\\`*_[]<>|#@":
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", " ")


def written(place: Place) -> str:
    """What stands at a place: its line; of a row, in which nobody finds a cell, the cell and those beside it."""
    line = source_line(place)
    column = _column(place)
    cells = _cells(place, line) if column and place.line != 1 else {}
    if column not in cells:
        return line[:200]
    names = list(cells)
    at = names.index(column)
    beside = [
        f"{side}边 {_cell(place, names[to], cells[names[to]])}"
        for side, to in (("左", at - 1), ("右", at + 1))
        if 0 <= to < len(names)
    ]
    return f"{_cell(place, column, cells[column])}（{'；'.join(beside)}）"


def _column(place: Place) -> str:
    """The column of a place in a table; empty elsewhere."""
    model = registers().get(place.register)
    return str(place.path[0]) if model and model.register.is_table and place.path else ""


def _cells(place: Place, line: str) -> dict[str, str]:
    """The cells of a line of a table by column; none where they are not those of the header."""
    try:
        (_, columns), (_, row) = read_table(f"{source_line(replace(place, line=1))}\n{line}")
        return dict(zip((one.removeprefix(MARK) for one in columns), row, strict=True))
    except ValueError:
        return {}


def _cell(place: Place, column: str, value: str) -> str:
    info = registers()[place.register].model_fields.get(column)
    return f"{info.title if info else column}：{value[:60] or '空'}"


def source_line(place: Place) -> str:
    """The line itself, so that a clerk sees what stands there; empty where it cannot be read."""
    path = Path(place.root) / place.file
    # A link may lead out of the root, and whoever opens a pipe waits for ever.
    if not place.line or path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(file, 1):
                if number == place.line:
                    return line.rstrip("\n")
    except OSError:
        pass
    return ""
