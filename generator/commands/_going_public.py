"""What would become public with a push, and must not: in records, pages, tables, names of files, messages.

Nothing is printed whole of what is found: a job's log is public too.
"""

import argparse
import re
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.commands._records import day_of, examine, read
from generator.findings import Finding, Severity
from generator.masking import Kind, find
from generator.rules._scan import no_names
from generator.rules.privacy import ASK, masked
from generator.sources.files import LISTS
from generator.sources.git import git, words
from generator.sources.spreadsheets import SheetError, read_book
from generator.sources.trees import write_tree

CONTENT = "content"
TEXTS = frozenset({".md", ".txt", ".html", ".json", ".yaml", ".yml", ".svg"})
TABLES = frozenset({".csv", ".xls", ".xlsx", ".et"})
"""In these a docket travels, wherever in the repository somebody puts it."""
UNREAD = frozenset({".doc", ".docx", ".wps", ".pdf", ".zip", ".rar", ".7z"})
DELETE = "把它删去；公布的联系方式写进清单里的字段，页面从那里取"
OUTSIDE = "含有个人信息的表格不放在这个库里：移出去，用 .gitignore 挡住"
LOOK = "没有看里面写了什么（Word、PDF 和压缩包这里看不到）；请自己看一遍，案卷材料不放在这个库里"


class Said(NamedTuple):
    """What is told, and whether it stops what is being done."""

    words: str
    stops: bool


def in_files(root: Path, tree: str, files: Collection[str]) -> Iterator[Said]:
    """What some files of a tree, by their paths below the root, would make public of somebody."""
    looked_at = [file for file in files if _is_looked_at(PurePosixPath(file))]
    if not looked_at:
        return
    with tempfile.TemporaryDirectory(prefix="mingze-") as made:
        folder = write_tree(root, tree, Path(made))
        catalogue = read([folder])
        known = no_names(catalogue)
        if any(file.startswith(f"{LISTS}/") for file in files):
            day = day_of(catalogue, argparse.Namespace(as_of=None))
            for finding in examine(catalogue, day).findings:
                stops = _stops(finding)
                if finding.place.file in files and (stops or finding.code == Kind.NAME.rule):
                    where = f"{finding.place.file} 第{finding.place.line or 1}行"
                    yield Said(f"{where}：{finding.message}\n  办法：{finding.advice}", stops)
        prefix = words(root, "rev-parse", "--show-prefix")
        for file in looked_at:
            suffix = PurePosixPath(file).suffix.lower()
            if file.startswith(f"{LISTS}/"):
                continue
            if suffix in UNREAD:
                yield Said(f"{file}：{LOOK}", False)
            elif suffix in TABLES:
                content = git(root, "show", f"{tree}:{prefix}{file}")
                yield from _in_table(file, content, known, folder)
            else:
                text = git(root, "show", f"{tree}:{prefix}{file}").decode("utf-8", "replace")
                yield from in_words(file, text, known)


def _is_looked_at(file: PurePosixPath) -> bool:
    suffix = file.suffix.lower()
    return (
        file.parts[0] == LISTS
        or suffix in TABLES | UNREAD
        or (file.parts[0] == CONTENT and suffix in TEXTS)
    )


def in_names(files: Collection[str], known: Collection[str]) -> Iterator[Said]:
    """What the names of files say of somebody."""
    for file in files:
        # 当事人张建国.docx: what parts a name of a file are no letters of a name.
        for span in find(re.sub("[./_]", "，", file), known_places=known):
            if span.certain:
                # The folder alone: a name that is told would be repeated here.
                folder = PurePosixPath(file).parent.as_posix()
                yield Said(f"{folder} 里一个文件的名称有{span.why}\n  办法：给它换一个名称", True)


def in_words(name: str, text: str, known: Collection[str], advice: str = DELETE) -> Iterator[Said]:
    """What lines of text say of somebody. name: what they stand in. known: words that are no names."""
    for number, line in enumerate(text.split("\n"), 1):
        for span in find(line, known_places=known):
            where = f"{name} 第{number}行第{span.start + 1}个字："
            if span.certain:
                yield Said(f"{where}有{span.why}\n  办法：{advice}", True)
            elif span.kind is Kind.NAME:
                yield Said(f"{where}{masked(span.text)}像是人名，请看一看\n  办法：{ASK}", False)


def _in_table(file: str, content: bytes, known: Collection[str], folder: Path) -> Iterator[Said]:
    """What the cells of a table say of somebody, its first place alone: a docket has hundreds."""
    path = folder / "table"
    path.write_bytes(content)
    try:
        book = read_book(path)
    except SheetError as error:
        yield Said(f"{file}：打不开，没有看里面写了什么：{error.what}", False)
        return
    for sheet in book.sheets:
        for row in sheet.rows:
            for cell in row.cells:
                for span in find(str(cell), known_places=known):
                    if span.certain:
                        where = f"{file} {sheet.name}第{row.number}行"
                        yield Said(f"{where}：有{span.why}\n  办法：{OUTSIDE}", True)
                        return


def _stops(finding: Finding) -> bool:
    """Errors of the privacy rules, and files that could not be read and so not be looked at."""
    unread = finding.code in ("STR001", "STR002", "STR009")
    return finding.severity is Severity.ERROR and (unread or finding.code.startswith("PRV"))
