"""A root read whole: every file below lists/ becomes records, or problems that say where and why.

One broken file never hides another: reading goes on and everything wrong is collected.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from generator.findings import ANY, Comment, Hit, How, Lost, Mend, Place, Problem, hit
from generator.findings import Path as FieldPath
from generator.kept import Store
from generator.models.base import (
    PUBLIC,
    SLUG,
    SUPERVISION,
    Record,
    file_fields,
    path_fields,
    registers,
)
from generator.models.portal import Portal
from generator.sources.clean import read_row, seen
from generator.sources.files import (
    LISTS,
    MARK,
    Unreadable,
    decoded,
    read_content,
    read_text,
    record_files,
)
from generator.sources.patterns import fits, is_proved, row_pattern
from generator.sources.places import (
    EVERYTHING,
    below_lists,
    in_words,
    key_at,
    lost_at,
    misnamed_folder,
    misplaced,
    model_for,
    named_by_folder,
    nearest,
    no_folder_of_records,
    of_another_root,
)
from generator.sources.row_records import Records, Rows, written
from generator.sources.rows import TRIED, cut, header_problems, unequal
from generator.sources.shape import named
from generator.sources.shape import problems as shape_problems
from generator.sources.slips import CONFLICT, conflict_line, halved
from generator.sources.standard import is_standard
from generator.sources.tables import SEPARATOR, CsvError, decode, read_joined
from generator.sources.yaml_errors import YamlError, first_slip
from generator.sources.yaml_files import comments, cut_off, parted, read_document

SETTINGS = f"{LISTS}/{Portal.register.path}"
KEPT = "records"
STAND_IN = "misnamed"
"""An id for a folder whose name cannot be one, so that the rest of its files is read."""
PORTION = 40
"""Files that a worker reads at a time."""


class At(Protocol):
    """From a field's path to its Place."""

    def __call__(self, path: FieldPath = (), line: int | None = None, /) -> Place: ...


@dataclass
class Loaded:
    """The records of some roots by register, and what was wrong with their files.

    supervised: whether the supervision root, the last, is among them.
    """

    roots: list[Path]
    supervised: bool = False
    records: dict[str, Records] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


@dataclass
class FileRead:
    """What one file holds: its records, all of one register, and what is wrong with it.

    digest: of its bytes, which tells whether it must be read again; empty where there were none.
    folder: below lists/, where its name is what is wrong; then no record is taken, those that would have
    been are `lost`, and it is said once for all files in it.
    """

    digest: bytes
    register: str = ""
    records: Sequence[Record] = ()
    problems: list[Problem] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    folder: str = ""
    lost: Lost = frozenset()


class RootError(ValueError):
    """A root that is no root: the folder, or its lists/, does not exist."""


def load(
    roots: Sequence[Path],
    executor: Executor | None = None,
    store: Store | None = None,
    supervision: Path | None = None,
) -> Loaded:
    """Read the public roots in order, then the supervision root. Raises RootError where one has no lists/.

    executor: reads files side by side. store: has the files that did not change since they were read.
    supervision: the private root; without it nothing outside the public ones is opened.
    """
    kinds = [(root, PUBLIC) for root in roots]
    kinds += [(supervision, SUPERVISION)] if supervision else []
    loaded = Loaded([], supervision is not None, {name: Records() for name in registers()})
    files: list[tuple[Path, Path]] = []
    for folder, kind in kinds:
        # Not Path.resolve: it fails on a link that leads to itself.
        root = Path(os.path.realpath(folder))
        if not (root / LISTS).is_dir():
            raise RootError(f"{root} 里没有 {LISTS}/ 文件夹；记录放在 {LISTS}/ 里")
        if root in loaded.roots and kind == SUPERVISION:
            raise RootError(f"{root} 是公开的根，不能又是监督库")
        if root in loaded.roots:
            raise RootError(f"{root} 写了两次；一个根只写一次 --root")
        loaded.roots.append(root)
        found = list(record_files(root, loaded.problems))
        strange = set(_of_another_root(root, kind, found, loaded.problems))
        files += [(root, path) for path in found if path not in strange]
    reads = _read_files(files, executor, store or Store(None))
    loaded.problems += _wrong_folders(files, reads)
    for read in reads:
        loaded.problems += read.problems
        loaded.comments += read.comments
        if read.records:
            loaded.records[read.register].parts.append(read.records)
    _ask_for_settings(loaded)
    return loaded


def _of_another_root(
    root: Path, kind: str, paths: Sequence[Path], problems: list[Problem]
) -> Iterator[Path]:
    """The files whose register belongs in the other kind of root, each with its problem; they stay unread."""
    for path in paths:
        relative = below_lists(path.relative_to(root).as_posix())
        model, values = model_for(relative)
        if model is not None and model.register.root != kind:
            what, advice = of_another_root(model)
            place = _place(root, path, model.register.name, values.get("id", ""), 1)
            found = hit(place, what=what, advice=advice)
            problems.append(Problem("STR009", found, lost_at(relative)))
            yield path


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
    # Where records are kept, or made side by side, they are made here once; else when somebody asks for them.
    made = executor is not None or store.folder is not None
    portion_of = partial(_read_portion, made=made)
    read = executor.map(portion_of, portions) if executor else map(portion_of, portions)
    for portion, several in zip(portions, read, strict=True):
        found.update(zip((path for _, path in portion), several, strict=True))
    if missing or (isinstance(known, dict) and len(known) != len(found)):
        store.save(KEPT, found)
    # Copies: what is wrong with a folder is a matter of this reading, and a store may remember the rest.
    return [replace(found[path]) for _, path in files]


def _digest_of(path: Path) -> bytes:
    try:
        return _digest(read_content(path))
    except Unreadable:
        return b""


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _read_portion(files: Sequence[tuple[Path, Path]], made: bool) -> list[FileRead]:
    reads = [read_file(root, path) for root, path in files]
    for read in reads if made else ():
        if isinstance(read.records, Rows):
            read.records.make_all()
    return reads


def _ask_for_settings(loaded: Loaded) -> None:
    """Several roots make one site: one portal.yaml among them is enough, and one there must be."""
    if loaded.records[Portal.register.name] or not loaded.roots:
        return
    # A file that is there and cannot be read has its own finding.
    name = Portal.register.name
    for problem in loaded.problems:
        if problem.hit.place.file == SETTINGS or any(lost[0] == name for lost in problem.lost):
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
        lines = read_document(read_text(Path(place.root) / place.file)).lines
    except (OSError, Unreadable, YamlError):
        return 1
    path = place.path
    while path not in lines and path:
        path = path[:-1]
    return lines.get(path, 1) + (place.below if path == place.path else 0)


def _place(
    root: Path, path: Path, register: str = "", record: str = "", line: int | None = None
) -> Place:
    return Place(str(root), path.relative_to(root).as_posix(), register, record, (), line)


def read_file(root: Path, path: Path) -> FileRead:
    """What one file of a root holds, and what is wrong with it."""
    relative = below_lists(path.relative_to(root).as_posix())
    model, values = model_for(relative)
    read = FileRead(b"")
    if model is None:
        read.folder, read.lost = no_folder_of_records(relative), lost_at(relative)
        what, advice = misplaced(relative, _head(path))
        place = _place(root, path, line=1)
        read.problems.append(Problem("STR009", hit(place, what=what, advice=advice), read.lost))
        return read
    name = read.register = model.register.name
    try:
        content = read_content(path)
        read.digest = _digest(content)
        written = decoded(content)
    except Unreadable as error:
        place = _place(root, path, name, values.get("id", ""), error.line)
        found = hit(place, what=error.what, advice=error.advice, mend=Mend(How.ENCODING))
        read.problems.append(Problem("STR001", found, lost_at(relative)))
        return read
    read.folder, part = misnamed_folder(model, relative)
    if read.folder:
        # All else in the file is still said, once.
        values = {**values, part: STAND_IN}
    text = written.removeprefix(MARK)
    said = None
    if line := conflict_line(text):
        place = _place(root, path, name, key_at(model, values), line)
        found = hit(place, what=CONFLICT.what, advice=CONFLICT.advice)
        read.problems.append(Problem("STR002", found, lost_at(relative)))
    elif model.register.is_table:
        _read_rows(root, path, text, model, values, read)
    else:
        said = _read_record(root, path, text, model, values, read)
        for line, words in comments(text, said) if model.register.root == PUBLIC else ():
            place = _place(root, path, name, key_at(model, values), line)
            read.comments.append(Comment(place, words))
        if meant := _other_register(model, said, read):
            place = _place(root, path, name, key_at(model, values), 1)
            what = f"内容是“{meant.register.title}”的，文件却放在“{model.register.title}”的文件夹里"
            advice = f"把文件移到 {LISTS}/{in_words(meant)}。"
            found = hit(place, what=what, advice=advice)
            # Of whom it is, and so what is missing for want of it, its folder would say.
            read.problems = [Problem("STR009", found, EVERYTHING)]
    # Only what can be read has a standard form.
    if not read.problems:
        for line, what in _deviations(model, written, text, said):
            place = _place(root, path, model.register.name, line=line)
            found = hit(place, what=what, mend=Mend(How.FORM))
            read.problems.append(Problem("STR010", found))
    if read.folder:
        keys = {(name, str(getattr(record, "id", ANY))) for record in read.records}
        read.lost = lost_at(relative) | keys
        read.records = ()
    return read


def _other_register(model: type[Record], said: object, read: FileRead) -> type[Record] | None:
    """The register that a file's fields are of, where they are not those of its place."""
    if not isinstance(said, dict) or all(one.code != "STR003" for one in read.problems):
        return None
    names = {str(one) for one in said}
    fitting = [
        one
        for one in registers().values()
        if not one.register.is_table
        and names <= set(file_fields(one))
        and {name for name in file_fields(one) if named(one, name).is_required()} <= names
    ]
    return fitting[0] if len(fitting) == 1 and fitting[0] is not model else None


def _wrong_folders(
    files: Sequence[tuple[Path, Path]], reads: Sequence[FileRead]
) -> Iterator[Problem]:
    """One finding for a folder that is wrong, instead of one for each file in it."""
    inside: dict[tuple[Path, str], list[tuple[Path, FileRead]]] = {}
    for (root, path), read in zip(files, reads, strict=True):
        if read.folder:
            inside.setdefault((root, read.folder), []).append((path, read))
    for (root, folder), several in inside.items():
        misnamed = any(read.digest for _, read in several)
        if not misnamed and len(several) == 1:
            continue  # the file's own finding says it
        place = Place(str(root), f"{LISTS}/{folder}", line=1)
        lost = frozenset(one for _, read in several for one in read.lost)
        uncounted = f"里面的{len(several)}个文件都没有算进来"
        if misnamed:
            what = f"文件夹的名称“{folder.rpartition('/')[2]}”不能作标识，{uncounted}"
            advice = "把文件夹改成里面那条记录的标识：只用小写英文字母、数字和连字符，例如 market-regulation。"
        else:
            first = several[0][0]
            meant = nearest(first.relative_to(root / LISTS).as_posix(), _head(first))[0]
            depth = folder.count("/") + 1
            right = "/".join(in_words(meant).split("/")[:-1][:depth])
            what = f"文件夹“{folder}”里不放任何记录，{uncounted}；相近的是 {LISTS}/{right}/"
            advice = "把文件夹改成应有的名称，或者移到它应在的位置；里面不是记录的，移出 lists/。"
            for _, read in several:
                read.problems = []
        yield Problem("STR009", hit(place, what=what, advice=advice), lost)


def _head(path: Path) -> str:
    """The first lines of a file, whatever it is."""
    try:
        with path.open("rb") as file:
            return file.read(4000).decode("utf-8", "replace")
    except OSError:
        return ""


def _deviations(
    model: type[Record], written: str, text: str, said: object
) -> Iterator[tuple[int, str]]:
    """Where a file is not in the standard form: line and words. text: what is written, less the mark; said: its
    value, where that is known."""
    if written != text:
        # Nobody sees it, and programs that do not expect it take it for a part of the first name.
        yield 1, "文件开头有看不见的字节顺序标记（BOM），标准形式没有"
    line = is_standard(model, text, said)
    if line is None:
        return
    if "\r\n" in text:
        yield 1, "换行是 Windows 的写法（CRLF），标准形式是 LF"
    elif model.register.is_table:
        yield line, "写法与标准形式不同，从这一行起：列要按数据字典的顺序，行要按标识的顺序"
    else:
        yield line, "写法与标准形式不同，从这一行起：字段的顺序、缩进或者引号不同"


def _read_record(
    root: Path, path: Path, text: str, model: type[Record], values: dict[str, str], read: FileRead
) -> object:
    """Read a file's one record; what the file says, None where it says nothing that can be read."""
    file = path.relative_to(root).as_posix()
    name = key_at(model, values)

    def place(field_path: FieldPath = (), line: int | None = None) -> Place:
        return Place(str(root), file, model.register.name, name, field_path, line)

    try:
        written = read_document(text)
    except YamlError as error:
        mend = Mend(How.LINE)
        found = hit(place(line=error.line), what=error.what, advice=error.advice, mend=mend)
        read.problems.append(Problem("STR002", found))
        return None
    if model.register.is_page and parted(text) is None:
        what = "文件开头没有两行 --- 之间的字段"
        advice = "第一行写 ---，下面一个字段一行，再写一行 ---，然后是正文；可以照同一文件夹里别的文件写。"
        found = hit(place((), 1), what=what, advice=advice)
        read.problems.append(Problem("STR002", found))
        return None
    if not isinstance(written.value, dict):
        read.problems.append(Problem("STR002", _no_record(text, written.value, place)))
        return None
    for repeated, line in written.repeated:
        what = f"字段“{repeated[-1]}”写了两次"
        advice = "只留一处；两处内容不同的，先弄清哪一处是对的。"
        read.problems.append(
            Problem("STR007", hit(place(repeated, line), what=what, advice=advice))
        )
    for line, words in cut_off(text, written.value):
        # The field that ends in this line, the innermost.
        within: FieldPath = max(
            (at for at, its in written.lines.items() if its == line), key=len, default=()
        )
        what = f"“#”前面有空格，从它起的“#{words}”不算内容"
        advice = f"是内容的，整个内容加半角引号；是说明的，# 后面空一格：# {words}。"
        read.problems.append(Problem("STR002", hit(place(within, line), what=what, advice=advice)))
    raw = dict(written.value)
    if "id" in values and "id" in raw and STAND_IN != values["id"] != raw["id"]:
        read.problems.append(_other_id(model, str(raw["id"]), values["id"], place))
        # Said once: that one of the two cannot be an id at all is no second fault.
        if re.fullmatch(SLUG, values["id"]):
            raw["id"] = values["id"]
    made = _made(model.model_validate, model, raw, values, place, read)
    if made:
        read.records = (made.placed(str(root), file, None, raw),)
    if any(problem.code == "STR006" and problem.lost for problem in read.problems):
        read.records = ()
    return written.value


def _other_id(model: type[Record], written: str, named: str, place: At) -> Problem:
    """The id inside a file is not its name."""
    thing = "文件夹" if named_by_folder(model) else "文件"
    what = f"标识“{written}”与{thing}的名称“{named}”不同"
    if not re.fullmatch(SLUG, named) and re.fullmatch(SLUG, written):
        # A copy of a file, mostly; it may not stand beside the one that bears the id.
        advice = (
            f"{thing}名只用小写英文字母、数字和连字符：改名为“{written}”；"
            f"是“{written}”的副本的，删去，要新的一条的，{thing}名和 id 都写新的标识。"
        )
        kept: Lost = frozenset({(model.register.name, written)})
        return Problem("STR006", hit(place(("id",)), what=what, advice=advice), kept)
    meant = re.sub(r"[ _]+", "-", halved(written).strip().lower()) == named
    if meant or not re.fullmatch(SLUG, written):
        advice = f"标识只用小写英文字母、数字和连字符：把 id 改成“{named}”。"
    else:
        advice = f"用公布过的那一个：把{thing}改名为“{written}”，或者把 id 改成“{named}”。"
    lost: Lost = frozenset()
    if named_by_folder(model):
        # Which of the two names is right decides about every record in the folder.
        lost = frozenset((model.register.name, one) for one in (written, named))
    mend = Mend(How.VALUE, named) if meant else None
    return Problem("STR006", hit(place(("id",)), what=what, advice=advice, mend=mend), lost)


def _no_record(text: str, value: object, place: At) -> Hit:
    if slip := first_slip(text):
        line, found = slip
        return hit(place((), line), what=found.what, advice=found.advice, mend=Mend(How.LINE))
    if isinstance(value, list):
        advice = "把每行前面的“- ”删去：一个文件是一条记录，从“id: ”起一个字段一行。"
        return hit(place((), 1), what="整个文件写成了列表，应当是一组字段", advice=advice)
    advice = "从“id: ”起，一个字段一行，写成“字段名: 内容”；可以照同一文件夹里别的文件写。"
    return hit(place((), 1), what="文件里没有“字段名: 内容”这样的一行", advice=advice)


def _read_rows(
    root: Path, path: Path, text: str, model: type[Record], values: dict[str, str], read: FileRead
) -> None:
    file = path.relative_to(root).as_posix()
    everything: Lost = frozenset({(model.register.name, ANY)})
    columns: list[str] = []
    out_of_step = 0
    pattern = None
    rows = read.records = Rows(model, str(root), file, values)
    try:
        for line, joined, row in read_joined(text):
            if not columns:
                columns = rows.columns = row or joined.split(SEPARATOR)
                for code, what, advice, name, meant in header_problems(model, columns):
                    place = Place(
                        str(root), file, model.register.name, "", (name,) if name else (), 1
                    )
                    mend = Mend(How.NAME, meant) if meant else None
                    found = hit(place, what=what, advice=advice, mend=mend)
                    read.problems.append(Problem(code, found, everything))
                if read.problems:
                    return
                pattern = row_pattern(model, tuple(columns)) if fits(model, values) else None
                continue
            if pattern is not None and is_proved(pattern, joined, len(columns)):
                rows.add_proved(line, joined)
                continue
            if row is None:
                row = joined.split(SEPARATOR) if joined else []
            record = dict(zip(columns, row, strict=False)).get("id", "")
            if len(row) != len(columns) or not any(row):
                out_of_step += 1
                code, what, advice = unequal(model, columns, row, values, out_of_step <= TRIED)
                place = _place(root, path, model.register.name, record, line)
                found = hit(place, what=what, advice=advice, mend=cut(model, columns, row, values))
                read.problems.append(Problem(code, found))
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
            # What nobody sees is looked for once in the whole row; then most need no more than patterns.
            make = partial(read_row, model) if seen("".join(row)) else model.model_validate
            made = _made(make, model, raw, values, at, read)
            if made:
                rows.add(made.placed(str(root), file, line, written(columns, joined)))
    except CsvError as error:
        place = _place(root, path, model.register.name, line=error.line)
        found = hit(place, what=error.what, advice=error.advice)
        read.problems.append(Problem("STR002", found, everything))


def _made(
    make: Callable[[dict[str, object]], Record],
    model: type[Record],
    raw: dict[str, object],
    values: dict[str, str],
    place: At,
    read: FileRead,
) -> Record | None:
    """The record of the values of a file or a row; None where the model refuses them, which `read` says."""
    for name in path_fields(model):
        if name in raw:
            title = model.model_fields[name].title
            what = f"“{title}”（{name}）由文件所在的位置决定，不写在文件里"
            advice = "把这一行删去；要改归属的，把文件移到应在的文件夹。"
            mend = Mend(How.NOTHING) if str(raw[name]) == values[name] else None
            found = hit(place((name,)), what=what, advice=advice, mend=mend)
            read.problems.append(Problem("STR003", found))
        raw[name] = values[name]
    try:
        return make(raw)
    except ValidationError as error:
        read.problems.extend(shape_problems(model, error, place))
        return None
