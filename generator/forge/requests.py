"""A pull request: the one comment that says what the check found, and labels for what needs a second look.

What the check of a change hands over is a stranger's, down to the number that it gives: it is shown in a
block of plain text, and only at the request whose head is the commit that was checked. What decides a
label is asked of the forge.
"""

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.forge.client import Forge, ForgeError
from generator.forge.issues import label_key
from generator.forge.suggestions import suggest, suggestions
from generator.forge.words import fenced, plain

MARKER = "<!-- mingze:check -->"
ONLY_DATES = "只改日期"
WAIVERS = "涉及豁免"
ELSEWHERE = "改程序"
LABELS = (ONLY_DATES, WAIVERS, ELSEWHERE)
LARGEST = 4 * 1024 * 1024
SHOWN = 24_000
"""Characters of each part of the report."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}年\d{1,2}月\d{1,2}日")
_WAIVER = re.compile(r"lists/departments/[^/]+/waivers/[^/]+")
_DATA = ("lists/", "content/")


class ReportError(Exception):
    """What was handed over cannot be used; the message says why."""


@dataclass(frozen=True)
class Report:
    """What the check of a change handed over: which request it says it is, two texts, and its fixes."""

    number: int
    check: str
    diff: str
    fixes: str = ""


def read_report(folder: Path) -> Report:
    """Read what was handed over, as plain files of bounded size. Raises ReportError."""
    number = _read(folder / "number").strip()
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number, re.ASCII):
        raise ReportError(f"合并请求的编号写的是“{number[:20]}”，不是编号")
    texts = (_read(folder / "check.txt"), _read(folder / "diff.txt"))
    try:
        fixes = _read(folder / "check.json")
    except ReportError:
        fixes = ""  # the comment says the same in words
    return Report(int(number), *texts, fixes)


def _read(path: Path) -> str:
    try:
        # A link could show a file of the machine that writes the comment.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ReportError(f"{path.name} 不是普通文件") from error
    if content is None or len(content) > LARGEST:
        raise ReportError(f"{path.name} 太大")
    return content.decode("utf-8", "replace")


def comment_on(forge: Forge, report: Report, head: str, passed: bool) -> list[str]:
    """Comment and label; returns what was done. Raises ForgeError, ReportError.

    head: the commit that was checked, as the forge itself says.
    """
    request = _request(forge, report.number, head)
    if request is None:
        return [f"#{report.number} 已经关闭，或者又有新的提交，不写"]
    files = list(forge.pages(f"pulls/{report.number}/files"))
    return [
        *_comment(forge, report, body(report, _outside(files), passed)),
        *_label(forge, request, wanted_labels(files)),
        *suggest(forge, report.number, head, files, suggestions(report.fixes)),
    ]


def _request(forge: Forge, number: int, head: str) -> dict[str, Any] | None:
    try:
        found = forge.get(f"pulls/{number}")
    except ForgeError as error:
        if error.status == 404:
            raise ReportError(f"没有编号是{number}的合并请求") from error
        raise
    if found["head"]["sha"] != head:
        # Another's request by a forged number, or one that has moved on: its own check will speak.
        return None
    return found if found["state"] == "open" else None


def body(report: Report, outside: Sequence[str], passed: bool) -> str:
    """The comment: the forge's own verdict, then what was handed over as plain text."""
    parts = [MARKER, f"**{'检查通过' if passed else '检查没有通过'}**"]
    if outside:
        named = "、".join(plain(one) for one in outside[:10])
        parts.append(
            f"这个请求还改了 lists/ 和 content/ 以外的{len(outside)}个文件（{named}"
            f"{'等' if len(outside) > 10 else ''}）。它们没有参加这项检查；改了 .github/ 的，这里的结果不足为凭，先审那一部分。"
        )
    # What must be mended stands first: a long list of what was changed would push it out of sight.
    if report.check.strip():
        parts += ["**检查的结果**", fenced(report.check, SHOWN)]
    if report.diff.strip():
        parts += ["**改了什么**", fenced(report.diff, SHOWN)]
    return "\n\n".join(parts)


def _comment(forge: Forge, report: Report, wanted: str) -> list[str]:
    path = f"issues/{report.number}/comments"
    ours = [
        one
        for one in forge.pages(path)
        # Anybody can write the marker; to edit another's comment would put our words into that mouth.
        if one["user"]["login"] == forge.author and (one["body"] or "").startswith(MARKER)
    ]
    if not ours:
        forge.send("POST", path, {"body": wanted})
        return [f"#{report.number} 写了评论"]
    if ours[0]["body"].replace("\r\n", "\n").strip() == wanted.strip():
        return []
    forge.send("PATCH", f"issues/comments/{ours[0]['id']}", {"body": wanted})
    return [f"#{report.number} 改了评论"]


def _label(forge: Forge, request: Mapping[str, Any], wanted: Iterable[str]) -> list[str]:
    number, done = request["number"], []
    now = {one["name"]: one for one in request.get("labels") or ()}
    for name in wanted:
        if name not in now:
            key = label_key(forge, name)
            forge.send("POST", f"issues/{number}/labels", {"labels": [key]})
            done.append(f"#{number} 加标签：{name}")
    for name in LABELS:
        if name in now and name not in wanted:
            key = now[name]["id"] if forge.is_gitea else name
            forge.send("DELETE", f"issues/{number}/labels/{key}")
            done.append(f"#{number} 去标签：{name}")
    return done


def _outside(files: Iterable[Mapping[str, Any]]) -> list[str]:
    return [name for one in files for name in _names(one) if not name.startswith(_DATA)]


def _names(file: Mapping[str, Any]) -> list[str]:
    return [str(name) for name in (file["filename"], file.get("previous_filename")) if name]


def wanted_labels(files: Sequence[Mapping[str, Any]]) -> list[str]:
    """Which of our labels a change deserves, from its files and their patches as the forge gives them.

    A change that only moves dates says so: a deadline moved quietly must not look like one of many.
    """
    found = []
    if any(_outside([one]) for one in files):
        found.append(ELSEWHERE)
    records = [one for one in files if not _outside([one])]
    if any(_WAIVER.fullmatch(name) for one in records for name in _names(one)):
        found.append(WAIVERS)
    elif records and all(_only_dates(one) for one in records):
        found.append(ONLY_DATES)
    return found


def _only_dates(file: Mapping[str, Any]) -> bool:
    """Whether a file's lines are the same but for dates. Without a patch nothing is claimed."""
    patch = file.get("patch")
    if not isinstance(patch, str) or file.get("status") != "modified":
        return False
    lines: dict[str, Counter[str]] = {"+": Counter(), "-": Counter()}
    dated = False
    for line in patch.split("\n"):
        if line[:1] in lines:
            without = _DAY.sub("日期", line[1:])
            dated = dated or without != line[1:]
            lines[line[0]][without] += 1
    return dated and lines["+"] == lines["-"]
