"""A rule in words, for `explain`; its examples as lines, for the rule's page too."""

from generator.rules import Rule
from generator.rules._cases import Case, cases, first_line

SHOWN_LINES = 12


def explanation(rule: Rule) -> str:
    """What the rule demands, where that stands, how to mend it, what fails and what passes."""
    lines = [
        f"{rule.code} {rule.title}（{rule.severity.label}）",
        f"依据  {rule.source}",
        f"说法  {rule.message}",
        f"办法  {rule.cure}",
    ]
    for case in cases(rule.code):
        lines += ["", f"{'算错' if case.fails else '算对'}  {case.title}"]
        for file, _, written in written_lines(case):
            lines += [f"  {file}", *(f"    {line}" for line in written)]
    return "\n".join(lines)


def written_lines(case: Case) -> list[tuple[str, int, list[str]]]:
    """What an example writes in which file and from which line (0: not known), cut to what matters."""
    shown = [
        (file, first_line(file, old), new.split("\n")) for file, (old, new) in case.edits.items()
    ]
    for file, text in case.files.items():
        lines = ["（没有这个文件）"] if text is None else text.rstrip("\n").split("\n")
        cut = [*lines[:SHOWN_LINES], "……"] if len(lines) > SHOWN_LINES else lines
        shown.append((file, 0 if text is None else 1, cut))
    shown += [(file, 0, [f"（{on} 合并进主线）"]) for file, on in case.history.items()]
    return [
        (file, first, [line if len(line) < 200 else line[:200] + "……" for line in lines])
        for file, first, lines in shown
    ]
