"""Files of lists/ mended where there is one right answer, one after the other, until nothing more can be."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.commands._records import read
from generator.findings import Fix, Hit, How
from generator.rules import all_rules
from generator.sources.files import Unreadable, read_content, read_text, record_files
from generator.sources.mending import applied, fix_in
from generator.sources.places import below_lists, model_for
from generator.sources.records import line_of, read_file
from generator.sources.standard import format_text
from generator.sources.tables import CsvError
from generator.sources.writing import write_text
from generator.sources.yaml_errors import YamlError
from generator.witness import today

ROUNDS = 500
"""A slip can hide the next: a file is read again after each round, so many times at most."""
OF_OTHERS = ("STR005", "STR006", "STR008")
"""Rules whose fixes come from other records."""
ENOUGH = 8
"""So many Chinese characters must all be common ones before bytes are taken for GB 18030."""


@dataclass(frozen=True)
class Mended:
    """What was changed: a file, the line, and what stands there now. Line 0: the whole file."""

    file: str
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        if not self.line:
            return f"已改 {self.file}：{self.after}"
        after = self.after or "（删去这一行）"
        return f"已改 {self.file}:{self.line}\n  原来：{self.before}\n  改成：{after}"


def mend(folders: Sequence[Path], supervision: Path | None = None) -> Iterator[Mended]:
    """Mend the files of some roots; says each change as it is made. Raises OSError, CommandError."""
    for folder in [*folders, *([supervision] if supervision else [])]:
        root = Path(os.path.realpath(folder))
        for path in record_files(root, []):
            yield from _mend_file(root, path)
    yield from _mend_references(folders, supervision)


def _mend_references(folders: Sequence[Path], supervision: Path | None) -> Iterator[Mended]:
    """Mend what names another record: that takes all files, and each of them read as well as it can be."""
    catalogue = read(folders, supervision=supervision)
    inside: dict[tuple[str, str], list[Hit]] = {}
    for code in OF_OTHERS:
        for found in all_rules()[code].check(catalogue, today()):
            if isinstance(found, Hit) and found.mend:
                inside.setdefault((found.place.root, found.place.file), []).append(found)
    for (root, file), several in inside.items():
        path = Path(root) / file
        text = read_text(path)
        yield from _applied(path, file, _fixes(several, text), text)
        # What is whole now has a standard form.
        yield from _mend_file(Path(root), path)


def _mend_file(root: Path, path: Path) -> Iterator[Mended]:
    model, _ = model_for(below_lists(path.relative_to(root).as_posix()))
    if model is None:
        return
    file = path.relative_to(root).as_posix()
    for _ in range(ROUNDS):
        problems = [one.hit for one in read_file(root, path).problems if one.hit.mend]
        ways = {one.mend.how for one in problems if one.mend}
        if How.ENCODING in ways:
            text = _in_common_characters(path)
            if text is None:
                return
            write_text(path, text)
            yield Mended(file, 0, "", "原来是 GB 18030 编码，改成 UTF-8")
            continue
        fixes = _fixes(problems, read_text(path)) if problems else []
        if fixes:
            yield from _applied(path, file, fixes, read_text(path))
        elif How.FORM in ways:
            try:
                write_text(path, format_text(model, read_text(path)))
            except (YamlError, CsvError):
                return
            yield Mended(file, 0, "", "；".join(str(one.values["what"]) for one in problems))
        else:
            return


def _applied(path: Path, file: str, fixes: Sequence[Fix], text: str) -> Iterator[Mended]:
    for fix in fixes:
        text = applied(text, fix)
    if fixes:
        write_text(path, text)
    for fix in reversed(fixes):
        yield Mended(file, fix.line, _shown(fix.before), _shown(fix.after))


def _fixes(problems: Sequence[Hit], text: str) -> list[Fix]:
    """The fixes of a file, the last line first, none over another."""
    found: dict[int, Fix] = {}
    for one in problems:
        way, place = one.mend, one.place
        model, _ = model_for(below_lists(place.file))
        if way is None or way.how is How.FORM or model is None:
            continue
        fix = fix_in(model, text, replace(place, line=line_of(place)), way)
        if fix is not None:
            found.setdefault(fix.line, fix)
    return [found[line] for line in sorted(found, reverse=True)]


def _in_common_characters(path: Path) -> str | None:
    """The text of a file in GB 18030; None where it could as well be in another encoding.

    Big5 reads as GB 18030 too, as rare characters: so many common ones in a row are no chance.
    """
    try:
        text = read_content(path).decode("gb18030")
    except (Unreadable, UnicodeDecodeError):
        return None
    words = [sign for sign in text if not sign.isascii()]
    try:
        "".join(words).encode("gb2312")
    except UnicodeEncodeError:
        return None
    return text if len(words) >= ENOUGH else None


def _shown(lines: Sequence[str]) -> str:
    return "\n        ".join(line.rstrip("\r") for line in lines)
