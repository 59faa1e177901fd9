"""The lines that put a finding right, where there is one right answer; found in the file, never guessed.

Every fix is tried before it is offered: the text with it is read again, nothing may differ from before but the
place itself, and the model must take what then stands in the mended lines. What else is wrong in those lines and
has one right answer is mended with it.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from pydantic import BaseModel, ValidationError

from generator.findings import Fix, Hit, How, Mend, Path, Place
from generator.models.base import LIST_SEPARATOR, Record, registers
from generator.sources.files import Unreadable, read_text
from generator.sources.places import below_lists, model_for
from generator.sources.shape import problems
from generator.sources.slips import mended_line
from generator.sources.standard import cell, dump, format_text, plain
from generator.sources.tables import CsvError, csv_line, decode, read_table
from generator.sources.yaml_errors import YamlError
from generator.sources.yaml_files import read_yaml

MOST = 3
"""Lines of a fix that are shown; for more there is the command."""


def fix_of(place: Place, mend: Mend) -> Fix | None:
    """The fix at a place of a file of a root; None where the lines do not tell it."""
    model = registers().get(place.register)
    path = FilePath(place.root) / place.file
    if model is None or path.is_symlink() or mend.how is How.ENCODING:
        return None
    try:
        text = read_text(path)
    except (OSError, Unreadable):
        return None
    return fix_in(model, text, place, mend, whole=True)


def fix_in(
    model: type[Record], text: str, place: Place, mend: Mend, *, whole: bool = False
) -> Fix | None:
    """The fix at a place in a text. place: with its line.

    whole: also where a title is left in the lines whose id only the catalogue knows, there is no fix; who goes
    on mending takes that as a step.
    """
    try:
        if mend.how is How.FORM:
            return _first_difference(text, format_text(model, text))
        if model.register.is_table:
            fix = _in_table(text, place, mend)
            return fix if fix and _taken(model, text, fix, place, mend) else None
        fix = _in_record(text, place, mend)
        return _settled(model, text, fix, place, whole) if fix else None
    except (YamlError, CsvError):
        return None


def applied(text: str, fix: Fix) -> str:
    """The text with a fix made."""
    lines = text.split("\n")
    lines[fix.line - 1 : fix.line - 1 + len(fix.before)] = fix.after
    return "\n".join(lines)


def _first_difference(text: str, wanted: str) -> Fix | None:
    """The one place at which two texts differ, as far as it is short."""
    one, other = text.split("\n"), wanted.split("\n")
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    rest = 0
    while rest < min(len(one), len(other)) - same and one[len(one) - 1 - rest] == other[-1 - rest]:
        rest += 1
    before, after = one[same : len(one) - rest], other[same : len(other) - rest]
    if not before or max(len(before), len(after)) > MOST:
        return None
    return Fix(same + 1, tuple(before), tuple(after))


# A record


def _in_record(text: str, place: Place, mend: Mend) -> Fix | None:
    line = place.line or 1
    written = text.split("\n")[line - 1]
    if mend.how is How.LINE:
        mended = mended_line(written)
        fix = Fix(line, (written,), (mended or "",))
        return fix if mended is not None and _reads_on(text, fix) else None
    was = read_yaml(text)
    if was.lines.get(place.path) != line:
        return None
    after = _rewritten(written, place.path, mend)
    if after is None:
        return None
    fix = Fix(line, (written,), after)
    now = read_yaml(applied(text, fix))
    return fix if now.value == _meant(was.value, place.path, mend, written) else None


def _settled(model: type[Record], text: str, fix: Fix, place: Place, whole: bool) -> Fix | None:
    """The fix with all that its own lines need; None where the model refuses what would stand in them."""
    now = applied(text, fix)
    try:
        read = read_yaml(now)
    except YamlError:
        return fix  # a slip further down keeps it from being read
    lines = range(fix.line, fix.line + len(fix.after))
    for wrong in _refusals(model, read.value, place):
        line = read.lines.get(wrong.place.path)
        if line not in lines:
            continue  # of something else, or of what is not there
        if wrong.mend is not None and wrong.mend.how is How.TITLE and not whole:
            continue
        at = replace(wrong.place, line=line)
        more = _in_record(now, at, wrong.mend) if wrong.mend else None
        return _settled(model, text, _joined(fix, more), place, whole) if more else None
    return fix


def _joined(fix: Fix, more: Fix) -> Fix:
    """A fix and one within the lines that it made."""
    first = more.line - fix.line
    after = (*fix.after[:first], *more.after, *fix.after[first + len(more.before) :])
    return replace(fix, after=after)


def _refusals(model: type[Record], value: Any, place: Place) -> Iterator[Hit]:
    """What the model refuses of a file's or a row's values."""
    if not isinstance(value, dict):
        return
    _, said = model_for(below_lists(place.file))
    try:
        model.model_validate({**value, **said})
    except ValidationError as error:

        def at(path: Path = (), line: int | None = None) -> Place:
            return replace(place, path=path, line=line)

        yield from (one.hit for one in problems(model, error, at))


def _reads_on(text: str, fix: Fix) -> bool:
    """Whether reading comes past a mended line; a slip further down is another."""
    try:
        read_yaml(applied(text, fix))
    except YamlError as error:
        return error.line > fix.line
    return True


def _rewritten(written: str, path: Path, mend: Mend) -> tuple[str, ...] | None:
    """The line with the mend in it; None where the line does not hold the whole field."""
    bare = written.lstrip(" ")
    dashes = ""
    while bare.startswith("- "):
        rest = bare[2:].lstrip(" ")
        dashes += bare[: len(bare) - len(rest)]
        bare = rest
    indent = " " * (len(written) - len(written.lstrip(" ")))
    name = path[-1]
    if isinstance(name, int):
        head, value = "", bare
    else:
        found, colon, value = bare.partition(":")
        if found.strip("'\"") != name or not colon or (value and not value.startswith(" ")):
            return None
        head = f"{found}: "
    value, comment = _without_comment(value.strip())
    start = f"{indent}{dashes}{head}"
    if mend.how is How.NAME:
        return (f"{indent}{dashes}{mend.value}:{bare[len(found) + 1 :]}",)
    if mend.how is How.NOTHING:
        # What begins an item of a list carries the dash of the others.
        return None if dashes else ()
    if mend.how is How.QUOTED:
        return None if "'" in value else (f"{start}'{value}'{comment}",)
    if mend.how is How.ITEM:
        several = map(_scalar, mend.value) if isinstance(mend.value, list) else [value]
        below = f"{indent}{' ' * len(dashes)}- "
        return (f"{start.rstrip()}{comment}", *(f"{below}{one}" for one in several))
    scalar = _scalar(mend.value) if mend.how is How.VALUE else "\n"
    return None if "\n" in scalar else (f"{start}{scalar}{comment}",)


def _without_comment(value: str) -> tuple[str, str]:
    if value[:1] in ("'", '"'):
        return value, ""
    found, sign, comment = value.partition(" #")
    return (found.rstrip(), f" #{comment}") if sign else (value, "")


def _scalar(value: object) -> str:
    return dump(BaseModel, {"x": plain(value)}).removeprefix("x: ").rstrip("\n")


def _meant(value: Any, path: Path, mend: Mend, written: str) -> Any:
    """The whole value with the mend in it: what the mended text must read as."""
    if len(path) > 1:
        inner = _meant(value[path[0]], path[1:], mend, written)
        if isinstance(value, list):
            return [inner if at == path[0] else one for at, one in enumerate(value)]
        return {key: inner if key == path[0] else one for key, one in value.items()}
    name = path[0]
    if isinstance(value, list):
        assert isinstance(name, int)
        return [*value[:name], _one(value[name], mend, written), *value[name + 1 :]]
    if mend.how is How.NOTHING:
        return {key: one for key, one in value.items() if key != name}
    if mend.how is How.NAME:
        if mend.value in value:
            return None
        return {mend.value if key == name else key: one for key, one in value.items()}
    return {key: _one(one, mend, written) if key == name else one for key, one in value.items()}


def _one(value: Any, mend: Mend, written: str) -> Any:
    if mend.how is How.QUOTED:
        # The characters in the file: 022 read as a number has lost its nought.
        return _without_comment(written.rpartition(": ")[2].lstrip("- ").strip())[0]
    if mend.how is How.ITEM:
        return [value] if mend.value is None else mend.value
    return read_yaml(_scalar(mend.value)).value


# A table


def _taken(model: type[Record], text: str, fix: Fix, place: Place, mend: Mend) -> bool:
    """Whether the model takes what a fix writes into a cell."""
    if mend.how is not How.VALUE:
        return True
    rows = list(read_table(applied(text, fix)))
    row = next((row for line, row in rows if line == fix.line), None)
    if row is None or len(row) != len(rows[0][1]):
        return False
    values = decode(model, dict(zip(rows[0][1], row, strict=True)))
    count = len(place.path)
    return all(one.place.path[:count] != place.path for one in _refusals(model, values, place))


def _in_table(text: str, place: Place, mend: Mend) -> Fix | None:
    line = place.line or 1
    rows = list(read_table(text))
    at = next((number for number, (start, _) in enumerate(rows) if start == line), None)
    if at is None:
        return None
    end = rows[at + 1][0] if at + 1 < len(rows) else text.count("\n") + 1
    before = tuple(text.split("\n")[line - 1 : end - 1]) or (text.split("\n")[line - 1],)
    row, columns = list(rows[at][1]), rows[0][1]
    if mend.how is How.TEXT:
        return Fix(line, before, (str(mend.value),) if mend.value is not None else ())
    name = place.path[0] if place.path else ""
    if name not in columns:
        return None
    column = columns.index(str(name))
    if mend.how is How.NAME and at == 0 and mend.value not in columns:
        row[column] = str(mend.value)
    elif mend.how is How.VALUE:
        several = row[column].split(LIST_SEPARATOR) if len(place.path) > 1 else [row[column]]
        number = place.path[1] if len(place.path) > 1 else 0
        if not isinstance(number, int) or number >= len(several):
            return None
        several[number] = cell(mend.value)
        row[column] = LIST_SEPARATOR.join(several)
    else:
        return None
    return Fix(line, before, tuple(csv_line(row).split("\n")))
