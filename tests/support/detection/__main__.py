"""`python -m tests.support.detection`: the table of docs/detection.md; `--show SOURCE` lists the misses of a seen one."""

import argparse

from . import Measured, measure, sentences, sources
from .pools import KIND

NAMES = ("name", "compound", "minority", "foreign", "latin", "spaced")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--show", metavar="SOURCE", nargs="*", default=None)
    arguments = parser.parse_args()
    read = sources()
    if arguments.show is not None:
        _show(arguments.show or [name for name, (part, _) in read.items() if part == "seen"])
        return
    whole = {"seen": Measured(), "held": Measured()}
    print("| source | | sentences | names: recall | numbers: recall | clean | alarms |")
    print("|---|---|---|---|---|---|---|")
    for name, (part, _) in read.items():
        cases = list(sentences(name))
        got = measure(cases)
        whole[part].add(got)
        print(f"| {name} | {part} | {len(cases)} | {_row(got)} |")
    for part, got in whole.items():
        print(f"| **all {part}** | | | {_row(got)} |")
    for part, got in whole.items():
        print(f"\n| {part}: mark | n | recall | of these certain |\n|---|---|---|---|")
        for mark, count in sorted(got.planted.items()):
            share = got.certain[mark] / max(1, got.found[mark])
            print(f"| {mark} | {count} | {got.recall(mark):.2%} | {share:.1%} |")
        print(f"\n| {part}: kind | found | precision |\n|---|---|---|")
        for kind in sorted({KIND.get(mark, mark) for mark in got.planted} | set(got.wrong)):
            print(f"| {kind} | {got.right[kind] + got.wrong[kind]} | {got.precision(kind):.2%} |")


def _row(got: Measured) -> str:
    numbers = [mark for mark in got.planted if mark not in (*NAMES, "odd")]
    names = sum(got.planted[mark] for mark in NAMES)
    planted = sum(got.planted[mark] for mark in numbers)
    return (
        f"{got.recall(*NAMES):.1%} of {names} | {got.recall(*numbers):.1%} of {planted}"
        f" | {got.clean} | {got.alarmed} ({got.alarms:.1%})"
    )


def _show(names: list[str]) -> None:
    for name in names:
        # The held-out sources stay unread: a look would make them seen ones.
        assert sources()[name][0] == "seen", f"{name} is held out"
        got = measure(sentences(name))
        for mark, value, text in got.missed:
            print("MISSED", mark, value, "|", text)
        for kind, value, text in got.invented:
            print("WRONG", kind, value, "|", text)


main()
