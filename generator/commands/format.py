"""Files of lists/ in their standard form."""

import argparse
import os
from pathlib import Path

from generator.commands import FINE, CommandError
from generator.commands._records import add_roots, roots
from generator.sources.files import read_text
from generator.sources.places import below_lists, model_for
from generator.sources.records import RootError, load
from generator.sources.standard import format_text
from generator.sources.writing import write_text

HELP = "把 lists/ 里的文件改成标准形式（字段顺序、缩进、引号、行序），不改变内容"
EXAMPLE = "python publish.py format"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    try:
        loaded = load(roots(arguments), supervision=arguments.supervision)
    except RootError as error:
        raise CommandError(str(error)) from error
    # Settings that are missing altogether are for `check` to say: here there is no file to leave.
    problems = [
        p for p in loaded.problems if os.path.lexists(Path(p.hit.place.root) / p.hit.place.file)
    ]
    # A file that does not read without problems is left as it is: formatting could lose what it says.
    broken = {(p.hit.place.root, p.hit.place.file) for p in problems if p.code != "STR010"}
    found = {(p.hit.place.root, p.hit.place.file) for p in problems}
    for root, file in sorted(found - broken):
        path = Path(root) / file
        model, _ = model_for(below_lists(file))
        if model is not None:
            write_text(path, format_text(model, read_text(Path(root) / path)))
            print(f"已改为标准形式：{file}")
    for _, file in sorted(broken):
        print(f"没有动：{file}（先用 publish.py check 看它的问题）")
    if not found:
        print("全部文件已经是标准形式。")
    return FINE
