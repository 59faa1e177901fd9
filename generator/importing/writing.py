"""What an import writes: files in the standard form, with all that it does not know left as it is."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.importing.plan import Step
from generator.models.base import Record, path_fields
from generator.sources.files import read_text
from generator.sources.standard import changed, dump_rows, file_cells, file_values, whole
from generator.sources.writing import write_text
from generator.sources.yaml_files import read_document


class Unwritable(ValueError):
    """A file that cannot take the records without losing something, in words."""


@dataclass(frozen=True)
class FileChange:
    """A file as it will be. name: from its root."""

    path: Path
    name: str
    text: str
    is_new: bool


def file_changes(model: type[Record], steps: Iterable[Step], root: Path) -> list[FileChange]:
    """The files that change, none of them written yet. root: where new records go. Raises Unwritable."""
    coming = [one for one in steps if one.record is not None and not one.is_same]
    if model.register.is_table:
        return list(_tables(model, coming, root))
    return [_record(model, one, root) for one in coming]


def write(several: Iterable[FileChange]) -> None:
    for one in several:
        write_text(one.path, one.text)


def _name(record: Record) -> str:
    if record.file:
        return record.file
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return record.register.file.format(**values)


def _record(model: type[Record], step: Step, root: Path) -> FileChange:
    record = step.record
    assert record is not None
    new = file_values(record)
    if step.before is None:
        name = _name(record)
        return FileChange(root / name, name, whole(model, new), is_new=True)
    path = Path(step.before.root) / step.before.file
    text = changed(model, read_text(path), file_values(step.before), new)
    placed = {name: getattr(record, name) for name in path_fields(model)}
    said = model.model_validate({**dict(read_document(text).value), **placed})
    if said.model_dump() != record.model_dump():
        raise Unwritable(f"{step.before.file} 的写法不能照着改；请在文件里手改")
    return FileChange(path, step.before.file, text, is_new=False)


def _tables(model: type[Record], steps: Iterable[Step], root: Path) -> Iterator[FileChange]:
    by_file: dict[tuple[Path, str], list[Step]] = {}
    for step in steps:
        assert step.record is not None
        home = Path(step.before.root) if step.before else root
        by_file.setdefault((home, _name(step.record)), []).append(step)
    for (home, name), several in by_file.items():
        path = home / name
        rows = _rows(path)
        place = {row.get("id", ""): at for at, row in enumerate(rows)}
        for step in several:
            assert step.record is not None
            row = file_cells(step.record)
            at = place.get(row.get("id", ""))
            if at is None:
                rows.append(row)
            else:
                rows[at] = row
        yield FileChange(path, name, dump_rows(model, rows), is_new=not path.exists())


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    return list(csv.DictReader(io.StringIO(read_text(path), newline="")))
