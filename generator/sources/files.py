"""The files of a root: which there are, and their text."""

import codecs
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from generator.findings import Place, Problem, hit
from generator.sources import places
from generator.sources.places import (
    EVERYTHING,
    below_lists,
    folders_of_records,
    lost_at,
    model_for,
)
from generator.wording import why

SIZE_LIMIT = 64 * 1024 * 1024
MARK = "\ufeff"
LISTS = places.LISTS

# What a place in a folder can hold instead of a file. Opening a pipe waits for ever.
KINDS = (
    (stat.S_ISDIR, "文件夹"),
    (stat.S_ISFIFO, "命名管道（FIFO）"),
    (stat.S_ISSOCK, "套接字（socket）"),
    (stat.S_ISBLK, "设备文件"),
    (stat.S_ISCHR, "设备文件"),
)
SAVE_AS_UTF8 = "用文本编辑器打开，“另存为”时编码选 UTF-8；Excel 里选“CSV UTF-8（逗号分隔）”；或者运行 python publish.py check --fix。"
SAVE_AS_SIMPLIFIED = "用 Word 或者 Excel 打开，转换成简体中文，另存为 UTF-8 编码的文本。"
RENAME = "把文件改名，名称只用小写英文字母、数字和连字符。"
PUT_A_FILE = "把它移走，记录写成普通文件放在这里。"


_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The lead bytes of the characters that people use daily, in each encoding.
_DAILY = {"gb2312": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}


class Unreadable(ValueError):
    """A file that cannot be read as text: STR001. advice: where the rule's own is beside the point."""

    def __init__(self, what: str, line: int = 1, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.advice = advice


def record_files(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file of records in order, those below lists/ first; what is no plain file becomes a problem."""

    def closed(error: OSError) -> None:
        what = f"文件夹打不开：{why(error)}"
        advice = "把这个文件夹的读取权限交还给运行检查的人。"
        problems.append(_problem(root, Path(str(error.filename)), what, advice, whole_folder=True))

    for folder, names, files in os.walk(root / LISTS, onerror=closed):
        names.sort()
        entered = []
        for name in sorted([*files, *names]):
            path = Path(folder) / name
            relative = path.relative_to(root / LISTS).as_posix()
            is_folder = name in names
            if not name.isascii() and not _is_unicode(name):
                shown = os.fsencode(name).decode("utf-8", "replace")
                what = f"里面有一个文件，名称不是 UTF-8 编码：{shown}"
                problems.append(_problem(root, Path(folder), what, RENAME, whole_folder=True))
            elif path.is_symlink():
                problems.append(_link(root, path, whole_folder=is_folder))
            elif name.startswith("."):
                continue
            elif is_folder and model_for(relative)[0] is None:
                entered.append(name)
            elif what := kind_of(path):
                problems.append(_problem(root, path, f"这里是{what}，不是文件", PUT_A_FILE))
            else:
                yield path
        names[:] = [name for name in names if name in entered]
    yield from _pages(root, problems)


def _pages(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The files of the registers whose records are pages: they stand beside other pages that people write."""
    for folder in folders_of_records():
        if folder == LISTS:
            continue
        for path in sorted((root / folder).iterdir()) if (root / folder).is_dir() else ():
            if model_for(below_lists(path.relative_to(root).as_posix()))[0] is None:
                continue
            if path.is_symlink():
                problems.append(_link(root, path, whole_folder=False))
            elif what := kind_of(path):
                problems.append(_problem(root, path, f"这里是{what}，不是文件", PUT_A_FILE))
            else:
                yield path


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def kind_of(path: Path) -> str:
    """What a path leads to, where that is no plain file; empty for a file, and for nothing at all."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return ""
    return next((words for is_kind, words in KINDS if is_kind(mode)), "")


def _link(root: Path, path: Path, *, whole_folder: bool) -> Problem:
    what = "这里是一个符号链接，不是文件"
    # Not Path.resolve: it fails on a link that leads to itself.
    target = Path(os.path.realpath(path))
    try:
        path.stat()
    except OSError as error:
        what += f"：{why(error)}"
    else:
        if not target.is_relative_to(root):
            what += f"，指向本库之外的 {target.name}"
    return _problem(root, path, what, PUT_A_FILE, whole_folder=whole_folder)


def _problem(
    root: Path, path: Path, what: str, advice: str, *, whole_folder: bool = False
) -> Problem:
    file = path.relative_to(root).as_posix()
    relative = below_lists(file)
    model, values = model_for(relative)
    place = Place(
        str(root), file, model.register.name if model else "", values.get("id", ""), (), 1
    )
    lost = EVERYTHING if whole_folder else lost_at(relative)
    return Problem("STR001", hit(place, what=what, advice=advice), lost)


def read_text(path: Path) -> str:
    """The text of a file, without a byte order mark; raises Unreadable with the reason and the line."""
    return decoded(read_content(path)).removeprefix(MARK)


def read_content(path: Path) -> bytes:
    """The bytes of a file that is not too large and not empty. Raises Unreadable."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"文件打不开：{why(error)}") from error
    if what := kind_of(path):
        raise Unreadable(f"这里是{what}，不是文件", advice=PUT_A_FILE)
    if size > SIZE_LIMIT:
        raise Unreadable(
            f"文件有{size / 1024 / 1024:.0f} MiB，超过64 MiB的上限",
            advice="核对是不是放错了文件；确实这么多的，分成几个文件。",
        )
    if size == 0:
        raise _empty()
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"文件打不开：{why(error)}") from error


STRAY = 100
"""A text has fewer NULs than one in so many characters; more are those of another kind of file."""


def read_foreign(path: Path, *, stray: str = "") -> str:
    """The text of a file that somebody sends: UTF-8, UTF-16 with its mark, or GB18030; without the mark.

    stray: what stands for a NUL here and there, for who must look at the rest all the same.
    Raises Unreadable where it is none of them.
    """
    content = read_content(path)
    if looks_like_big5(content):
        raise Unreadable(
            "编码像是 Big5（繁体），不是 UTF-8 或者 GB18030", advice=SAVE_AS_SIMPLIFIED
        )
    # UTF-8 first: hardly any text in GB18030 is UTF-8 by chance, but every second one the other way round.
    codings = ["utf-16"] if content.startswith(_UTF16) else ["utf-8-sig", "gb18030"]
    for coding in codings:
        try:
            text = content.decode(coding)
        except UnicodeDecodeError as error:
            broken = error
            continue
        if "\0" not in text:
            return text
        if stray and text.count("\0") * STRAY < len(text):
            return text.replace("\0", stray)
        raise Unreadable(
            "里面有空字符（NUL），不是文本文件", text.count("\n", 0, text.index("\0")) + 1
        )
    line = content[: broken.start].count(b"\n") + 1
    raise Unreadable("文件不是 UTF-8 编码，也不是 GB18030 编码", line, SAVE_AS_UTF8) from broken


def looks_like_big5(content: bytes) -> bool:
    """Whether a file is Big5, which decodes as GB18030 without an error, into characters that hardly anybody writes."""
    try:
        # UTF-8 is never another encoding by chance, nor is what has a mark.
        content.decode("utf-16" if content.startswith(_UTF16) else "utf-8")
        return False
    except UnicodeDecodeError:
        pass
    try:
        traditional = content.decode("big5hkscs")
    except UnicodeDecodeError:
        return False
    simplified = content.decode("gb18030", "replace")
    return _commonness(traditional, "big5") > _commonness(simplified, "gb2312") + 0.2


def _commonness(text: str, encoding: str) -> float:
    """How many of its wide characters are those of daily use: what was decoded wrongly has few."""
    wide = [one for one in text if ord(one) > 0x2E7F]
    leads = [one.encode(encoding, "ignore")[:1] for one in wide]
    daily = [one for one in leads if one and one[0] in _DAILY[encoding]]
    return len(daily) / max(len(wide), 1)


def decoded(content: bytes) -> str:
    """The text, with the byte order mark that some editors put before it. Raises Unreadable."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable("文件不是 UTF-8 编码", line, SAVE_AS_UTF8) from error
    if not text.removeprefix(MARK):
        raise _empty()
    return text


def _empty() -> Unreadable:
    return Unreadable("文件是空的", advice="写上记录；不要这条记录的，把文件删去。")
