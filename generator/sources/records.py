"""A root read whole: every file below lists/ becomes records, or problems that say where and why.

One broken file never hides another: reading goes on and everything wrong is collected.
"""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from generator.findings import Path as FieldPath
from generator.findings import Place, Problem, hit
from generator.kept import Store
from generator.models.base import Record, file_fields, path_fields, registers
from generator.models.portal import Portal
from generator.sources.files import (
    LISTS,
    MARK,
    Unreadable,
    decoded,
    read_content,
    read_text,
    record_files,
)
from generator.sources.shape import problems as shape_problems
from generator.sources.standard import is_standard
from generator.sources.tables import CsvError, decode, read_table
from generator.sources.yaml_files import YamlError, read_yaml

SETTINGS = f"{LISTS}/{Portal.register.path}"
KEPT = "records"
PORTION = 40
"""Files that a worker reads at a time."""


class At(Protocol):
    """From a field's path to its Place."""

    def __call__(self, path: FieldPath = (), line: int | None = None, /) -> Place: ...


@dataclass
class Loaded:
    """The records of some roots by register, and what was wrong with their files."""

    roots: list[Path]
    records: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass
class FileRead:
    """What one file holds: its records, all of one register, and what is wrong with it.

    digest: of its bytes, which tells whether it must be read again; empty where there were none.
    """

    digest: bytes
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class RootError(ValueError):
    """A root that is no root: the folder, or its lists/, does not exist."""


def load(
    roots: Sequence[Path], executor: Executor | None = None, store: Store | None = None
) -> Loaded:
    """Read the roots in order. Raises RootError where one has no lists/.

    executor: reads files side by side. store: has the files that did not change since they were read.
    """
    loaded = Loaded([root.resolve() for root in roots], {name: [] for name in registers()})
    files: list[tuple[Path, Path]] = []
    for root in loaded.roots:
        if not (root / LISTS).is_dir():
            raise RootError(f"{root} 里没有 {LISTS}/ 文件夹；记录放在 {LISTS}/ 里")
        files += [(root, path) for path in record_files(root, loaded.problems)]
    for read in _read_files(files, executor, store or Store(None)):
        loaded.problems += read.problems
        if read.records:
            loaded.records[read.records[0].register.name] += read.records
    _ask_for_settings(loaded)
    return loaded


def _read_files(
    files: Sequence[tuple[Path, Path]], executor: Executor | None, store: Store
) -> list[FileRead]:
    """What each file holds, in their order."""
    known = store.load(KEPT)
    found: dict[Path, FileRead] = {}
    if isinstance(known, dict):
        for _, path in files:
            kept = known.get(path)
            if isinstance(kept, FileRead) and kept.digest and kept.digest == _digest_of(path):
                found[path] = kept
    missing = [one for one in files if one[1] not in found]
    portions = [missing[at : at + PORTION] for at in range(0, len(missing), PORTION)]
    read = executor.map(_read_portion, portions) if executor else map(_read_portion, portions)
    for portion, several in zip(portions, read, strict=True):
        found.update(zip((path for _, path in portion), several, strict=True))
    if missing or (isinstance(known, dict) and len(known) != len(found)):
        store.save(KEPT, found)
    return [found[path] for _, path in files]


def _digest_of(path: Path) -> bytes:
    try:
        return _digest(read_content(path))
    except Unreadable:
        return b""


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _read_portion(files: Sequence[tuple[Path, Path]]) -> list[FileRead]:
    return [_read_file(root, path) for root, path in files]


def _ask_for_settings(loaded: Loaded) -> None:
    """Several roots make one site: one portal.yaml among them is enough, and one there must be."""
    if loaded.records[Portal.register.name] or not loaded.roots:
        return
    # A file that is there and cannot be read has its own finding.
    if any(problem.hit.place.file == SETTINGS for problem in loaded.problems):
        return
    place = Place(str(loaded.roots[0]), SETTINGS, Portal.register.name, line=1)
    what = f"没有“{Portal.register.title}”（{SETTINGS}），不能生成网站；几个根合成一个网站的，一个根里有就可以"
    loaded.problems.append(Problem("STR004", hit(place, what=what)))


def line_of(place: Place) -> int:
    """The line of a place, looked up in its file when the place itself does not know it.

    A field that is missing has the line of the nearest thing around it.
    """
    if place.line is not None:
        return place.line
    try:
        lines = read_yaml(read_text(Path(place.root) / place.file)).lines
    except (OSError, Unreadable, YamlError):
        return 1
    path = place.path
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


def _place(
    root: Path, path: Path, register: str = "", record: str = "", line: int | None = None
) -> Place:
    return Place(str(root), path.relative_to(root).as_posix(), register, record, (), line)


def _read_file(root: Path, path: Path) -> FileRead:
    relative = path.relative_to(root / LISTS).as_posix()
    model, values = model_for(relative)
    read = FileRead(b"")
    if model is None:
        where = "、".join(f"lists/{m.register.path}" for m in registers().values())
        read.problems.append(
            Problem(
                "STR009",
                hit(_place(root, path, line=1), what=f"这里不放任何记录；记录的位置有：{where}"),
            )
        )
        return read
    try:
        content = read_content(path)
        read.digest = _digest(content)
        written = decoded(content)
    except Unreadable as error:
        place = _place(root, path, model.register.name, line=error.line)
        read.problems.append(Problem("STR001", hit(place, what=error.what)))
        return read
    text = written.removeprefix(MARK)
    if model.register.is_table:
        _read_rows(root, path, text, model, values, read)
    else:
        _read_record(root, path, text, model, values, read)
    # Only what can be read has a standard form.
    if not read.problems:
        for line, what in _deviations(model, written, text):
            place = _place(root, path, model.register.name, line=line)
            read.problems.append(Problem("STR010", hit(place, what=what)))
    return read


def _deviations(model: type[Record], written: str, text: str) -> Iterator[tuple[int, str]]:
    """Where a file is not in the standard form: line and words. text: what is written, less the mark."""
    if written != text:
        # Nobody sees it, and programs that do not expect it take it for a part of the first name.
        yield 1, "文件开头有看不见的字节顺序标记（BOM），标准形式没有"
    line = is_standard(model, text)
    if line is not None:
        yield line, "写法与标准形式不同，从这一行起"


def model_for(relative: str) -> tuple[type[Record] | None, dict[str, str]]:
    """The register of a file below lists/ and what its path says; None where no record belongs."""
    for model in registers().values():
        found = model.register.expression.match(relative)
        if found:
            return model, found.groupdict()
    return None, {}


def _read_record(
    root: Path, path: Path, text: str, model: type[Record], values: dict[str, str], read: FileRead
) -> None:
    file = path.relative_to(root).as_posix()
    name = values.get("id", model.register.name)

    def place(field_path: FieldPath = (), line: int | None = None) -> Place:
        return Place(str(root), file, model.register.name, name, field_path, line)

    try:
        written = read_yaml(text)
    except YamlError as error:
        read.problems.append(Problem("STR002", hit(place(line=error.line), what=error.what)))
        return
    if not isinstance(written.value, dict):
        read.problems.append(
            Problem("STR002", hit(place(line=1), what="文件里没有“字段: 内容”这样的记录"))
        )
        return
    for repeated, line in written.repeated:
        what = f"字段“{repeated[-1]}”写了两次"
        read.problems.append(Problem("STR007", hit(place(repeated, line), what=what)))
    raw = dict(written.value)
    if "id" in values and "id" in raw and raw["id"] != values["id"]:
        what = f"标识“{raw['id']}”与文件或文件夹的名称“{values['id']}”不同"
        read.problems.append(Problem("STR006", hit(place(("id",)), what=what)))
    _validate(model, raw, values, place, (file, str(root), None), read)


def _read_rows(
    root: Path, path: Path, text: str, model: type[Record], values: dict[str, str], read: FileRead
) -> None:
    file = path.relative_to(root).as_posix()
    columns: list[str] = []
    known = file_fields(model)
    rows = read_table(text)
    try:
        for line, row in rows:
            if not columns:
                columns = row
                if not _check_header(root, path, model, columns, known, read):
                    return
                continue
            record = dict(zip(columns, row, strict=False)).get("id", "")
            if len(row) != len(columns):
                what = f"这一行有{len(row)}列，表头有{len(columns)}列"
                code = "STR004" if len(row) < len(columns) else "STR003"
                place = _place(root, path, model.register.name, record, line)
                read.problems.append(Problem(code, hit(place, what=what)))
                continue

            def at(
                field_path: FieldPath = (),
                at_line: int | None = None,
                *,
                record: str = record,
                line: int = line,
            ) -> Place:
                return Place(
                    str(root), file, model.register.name, record, field_path, at_line or line
                )

            raw = decode(model, dict(zip(columns, row, strict=True)))
            _validate(model, raw, values, at, (file, str(root), line), read)
    except CsvError as error:
        place = _place(root, path, model.register.name, line=error.line)
        read.problems.append(Problem("STR002", hit(place, what=error.what)))


def _check_header(
    root: Path,
    path: Path,
    model: type[Record],
    columns: list[str],
    known: list[str],
    read: FileRead,
) -> bool:
    def say(code: str, what: str, name: str) -> None:
        place = Place(
            str(root), path.relative_to(root).as_posix(), model.register.name, "", (name,), 1
        )
        read.problems.append(Problem(code, hit(place, what=what)))

    good = True
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            say("STR007", f"列“{name}”出现了{columns.count(name)}次", name)
            good = False
        if name not in known:
            say("STR003", f"没有“{name}”这一列；可用的列有：{'、'.join(known)}", name)
            good = False
    for name in known:
        if name not in columns and model.model_fields[name].is_required():
            say("STR004", f"缺少“{model.model_fields[name].title}”列（{name}）", name)
            good = False
    return good


def _validate(
    model: type[Record],
    raw: dict[str, object],
    values: dict[str, str],
    place: At,
    source: tuple[str, str, int | None],
    read: FileRead,
) -> None:
    for name in path_fields(model):
        if name in raw:
            title = model.model_fields[name].title
            what = f"“{title}”（{name}）由文件所在的位置决定，不写在文件里"
            read.problems.append(Problem("STR003", hit(place((name,)), what=what)))
        raw[name] = values[name]
    try:
        record = model.model_validate(raw)
    except ValidationError as error:
        read.problems.extend(shape_problems(model, error, place))
        return
    file, root, line = source
    read.records.append(record.placed(root, file, line, raw))
