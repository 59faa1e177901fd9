"""A root read whole: every file below lists/ becomes records, or problems that say where and why.

One broken file never hides another: reading goes on and everything wrong is collected.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from generator.findings import Path as FieldPath
from generator.findings import Place, Problem, hit
from generator.models.base import Record, extra, file_fields, registers
from generator.models.portal import Portal
from generator.sources.shape import problems as shape_problems
from generator.sources.standard import is_standard
from generator.sources.tables import CsvError, decode, read_table
from generator.sources.yaml_files import YamlError, read_yaml
from generator.wording import why

SIZE_LIMIT = 64 * 1024 * 1024
LISTS = "lists"
SETTINGS = f"{LISTS}/{Portal.register.path}"


class At(Protocol):
    """From a field's path to its Place."""

    def __call__(self, path: FieldPath = (), line: int | None = None, /) -> Place: ...


@dataclass
class Loaded:
    """The records of some roots by register, and what was wrong with their files."""

    roots: list[Path]
    records: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class RootError(ValueError):
    """A root that is no root: the folder, or its lists/, does not exist."""


def load(roots: Sequence[Path]) -> Loaded:
    """Read the roots in order. Raises RootError where one has no lists/."""
    loaded = Loaded([root.resolve() for root in roots], {name: [] for name in registers()})
    for root in loaded.roots:
        if not (root / LISTS).is_dir():
            raise RootError(f"{root} 里没有 {LISTS}/ 文件夹；记录放在 {LISTS}/ 里")
        for path in _files(root, loaded.problems):
            _load_file(root, path, loaded)
    _ask_for_settings(loaded)
    return loaded


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


def read_text(root: Path, path: Path) -> str:
    """The text of a file; raises Unreadable with the reason and the line."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"文件打不开：{why(error)}") from error
    if size > SIZE_LIMIT:
        raise Unreadable(f"文件有{size / 1024 / 1024:.0f} MiB，超过64 MiB的上限")
    if size == 0:
        raise Unreadable("文件是空的")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"文件打不开：{why(error)}") from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable("文件不是 UTF-8 编码；用“另存为”，编码选 UTF-8", line) from error
    text = text.removeprefix("\ufeff")
    if not text:
        raise Unreadable("文件是空的")
    return text


class Unreadable(ValueError):
    """A file that cannot be read as text: STR001."""

    def __init__(self, what: str, line: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def line_of(place: Place) -> int:
    """The line of a place, looked up in its file when the place itself does not know it.

    A field that is missing has the line of the nearest thing around it.
    """
    if place.line is not None:
        return place.line
    try:
        lines = read_yaml(read_text(Path(place.root), Path(place.root) / place.file)).lines
    except (OSError, Unreadable, YamlError):
        return 1
    path = place.path
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1)


def _files(root: Path, problems: list[Problem]) -> Iterator[Path]:
    for folder, names, files in os.walk(root / LISTS):
        names.sort()
        for name in sorted([*files, *names]):
            path = Path(folder) / name
            if path.is_symlink():
                target = path.resolve()
                inside = target.is_relative_to(root)
                what = "是一个符号链接" + ("" if inside else f"，指向本库之外的 {target.name}")
                problems.append(
                    Problem(
                        "STR001",
                        hit(_place(root, path, line=1), what=f"{what}；记录必须是普通文件"),
                    )
                )
            elif name in files and not name.startswith("."):
                yield path
        names[:] = [
            name
            for name in names
            if not name.startswith(".") and not (Path(folder) / name).is_symlink()
        ]


def _place(
    root: Path, path: Path, register: str = "", record: str = "", line: int | None = None
) -> Place:
    return Place(str(root), path.relative_to(root).as_posix(), register, record, (), line)


def _load_file(root: Path, path: Path, loaded: Loaded) -> None:
    relative = path.relative_to(root / LISTS).as_posix()
    model, values = model_for(relative)
    if model is None:
        where = "、".join(f"lists/{m.register.path}" for m in registers().values())
        loaded.problems.append(
            Problem(
                "STR009",
                hit(_place(root, path, line=1), what=f"这里不放任何记录；记录的位置有：{where}"),
            )
        )
        return
    try:
        text = read_text(root, path)
    except Unreadable as error:
        place = _place(root, path, model.register.name, line=error.line)
        loaded.problems.append(Problem("STR001", hit(place, what=error.what)))
        return
    before = len(loaded.problems)
    if model.register.is_table:
        _load_table(root, path, text, model, values, loaded)
    else:
        _load_record(root, path, text, model, values, loaded)
    # Only what can be read has a standard form.
    if len(loaded.problems) == before:
        line = is_standard(model, text)
        if line is not None:
            loaded.problems.append(
                Problem(
                    "STR010",
                    hit(
                        _place(root, path, model.register.name, line=line),
                        what="写法与标准形式不同，从这一行起",
                    ),
                )
            )


def model_for(relative: str) -> tuple[type[Record] | None, dict[str, str]]:
    """The register of a file below lists/ and what its path says; None where no record belongs."""
    for model in registers().values():
        found = model.register.expression.match(relative)
        if found:
            return model, found.groupdict()
    return None, {}


def _load_record(
    root: Path, path: Path, text: str, model: type[Record], values: dict[str, str], loaded: Loaded
) -> None:
    file = path.relative_to(root).as_posix()
    name = values.get("id", model.register.name)

    def place(field_path: FieldPath = (), line: int | None = None) -> Place:
        return Place(str(root), file, model.register.name, name, field_path, line)

    try:
        read = read_yaml(text)
    except YamlError as error:
        loaded.problems.append(Problem("STR002", hit(place(line=error.line), what=error.what)))
        return
    if not isinstance(read.value, dict):
        loaded.problems.append(
            Problem("STR002", hit(place(line=1), what="文件里没有“字段: 内容”这样的记录"))
        )
        return
    for repeated, line in read.repeated:
        what = f"字段“{repeated[-1]}”写了两次"
        loaded.problems.append(Problem("STR007", hit(place(repeated, line), what=what)))
    raw = dict(read.value)
    if "id" in values and "id" in raw and raw["id"] != values["id"]:
        what = f"标识“{raw['id']}”与文件或文件夹的名称“{values['id']}”不同"
        loaded.problems.append(Problem("STR006", hit(place(("id",)), what=what)))
    _validate(model, raw, values, place, (file, str(root), None), loaded)


def _load_table(
    root: Path, path: Path, text: str, model: type[Record], values: dict[str, str], loaded: Loaded
) -> None:
    file = path.relative_to(root).as_posix()
    columns: list[str] = []
    known = file_fields(model)
    rows = read_table(text)
    try:
        for line, row in rows:
            if not columns:
                columns = row
                if not _check_header(root, path, model, columns, known, loaded):
                    return
                continue
            record = dict(zip(columns, row, strict=False)).get("id", "")
            if len(row) != len(columns):
                what = f"这一行有{len(row)}列，表头有{len(columns)}列"
                code = "STR004" if len(row) < len(columns) else "STR003"
                place = _place(root, path, model.register.name, record, line)
                loaded.problems.append(Problem(code, hit(place, what=what)))
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
            _validate(model, raw, values, at, (file, str(root), line), loaded)
    except CsvError as error:
        place = _place(root, path, model.register.name, line=error.line)
        loaded.problems.append(Problem("STR002", hit(place, what=error.what)))


def _check_header(
    root: Path,
    path: Path,
    model: type[Record],
    columns: list[str],
    known: list[str],
    loaded: Loaded,
) -> bool:
    def say(code: str, what: str, name: str) -> None:
        place = Place(
            str(root), path.relative_to(root).as_posix(), model.register.name, "", (name,), 1
        )
        loaded.problems.append(Problem(code, hit(place, what=what)))

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
    loaded: Loaded,
) -> None:
    for name, info in model.model_fields.items():
        if extra(info, "from_path"):
            if name in raw:
                what = f"“{info.title}”（{name}）由文件所在的位置决定，不写在文件里"
                loaded.problems.append(Problem("STR003", hit(place((name,)), what=what)))
            raw[name] = values[name]
    try:
        record = model.model_validate(raw)
    except ValidationError as error:
        loaded.problems.extend(shape_problems(model, error, place))
        return
    file, root, line = source
    loaded.records[model.register.name].append(record.placed(root, file, line))
