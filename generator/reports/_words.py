"""What every format says of a finding, in the same words."""

from pathlib import Path

from generator.findings import Finding, Place, Severity
from generator.rules import Report


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
    return [f"改成：{line}" for line in fix.after]


def cell(words: str) -> str:
    """Words in Markdown as they are: what a stranger typed must not become markup in a comment."""
    for sign in "\\`*_[]<>|#@":
        words = words.replace(sign, f"\\{sign}")
    return words.replace("\n", " ")


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
                    return line.rstrip("\n")[:200]
    except OSError:
        pass
    return ""
