"""The files of a root: which there are, and their text."""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.findings import Place, Problem, hit
from generator.wording import why

SIZE_LIMIT = 64 * 1024 * 1024
MARK = "\ufeff"
LISTS = "lists"


class Unreadable(ValueError):
    """A file that cannot be read as text: STR001."""

    def __init__(self, what: str, line: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def record_files(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file below lists/ in order; what is no plain file becomes a problem."""
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
                        hit(
                            Place(str(root), path.relative_to(root).as_posix(), line=1),
                            what=f"{what}；记录必须是普通文件",
                        ),
                    )
                )
            elif name in files and not name.startswith("."):
                yield path
        names[:] = [
            name
            for name in names
            if not name.startswith(".") and not (Path(folder) / name).is_symlink()
        ]


def read_text(path: Path) -> str:
    """The text of a file, without a byte order mark; raises Unreadable with the reason and the line."""
    return decoded(read_content(path)).removeprefix(MARK)


def read_content(path: Path) -> bytes:
    """The bytes of a file that is not too large and not empty. Raises Unreadable."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"文件打不开：{why(error)}") from error
    if size > SIZE_LIMIT:
        raise Unreadable(f"文件有{size / 1024 / 1024:.0f} MiB，超过64 MiB的上限")
    if size == 0:
        raise Unreadable("文件是空的")
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"文件打不开：{why(error)}") from error


def decoded(content: bytes) -> str:
    """The text, with the byte order mark that some editors put before it. Raises Unreadable."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable("文件不是 UTF-8 编码；用“另存为”，编码选 UTF-8", line) from error
    if not text.removeprefix(MARK):
        raise Unreadable("文件是空的")
    return text
