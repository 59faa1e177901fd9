"""A pull request, line by line: what is wrong there and the line as it should be, which one click puts in.

What the check hands over is a stranger's. It is shown only at lines that the request itself changes, as the
forge says, and as plain text; whether to take it is for a person.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.forge.client import Forge
from generator.forge.words import LONGEST_RUN, plain
from generator.models.base import UNSEEN

MARKER = "<!-- mingze:fix -->"
MOST = 30
"""Suggestions of one request; who has more of them mends the rest with `check --fix`."""
LONGEST = 4_000
"""Characters of a suggestion; a longer one would not be read."""
_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True)
class Suggestion:
    """A fix at lines of a file: from `first` to `last`, both included."""

    path: str
    first: int
    last: int
    body: str


def suggestions(text: str) -> list[Suggestion]:
    """The fixes in what `check --format json` wrote; nothing of what cannot be used."""
    try:
        findings = json.loads(text)["findings"] if text.strip() else []
        return list(_read(findings))[:MOST]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return []


def _read(findings: Iterable[Mapping[str, Any]]) -> Iterator[Suggestion]:
    for one in findings:
        fix = one["fix"]
        if not fix:
            continue
        path, first = one["file"], fix["line"]
        before, after = list(fix["before"]), [str(line) for line in fix["after"]]
        if not isinstance(path, str) or not isinstance(first, int) or not before:
            continue
        body = _body(str(one["code"]), str(one["message"]), after)
        if len(body) <= LONGEST:
            yield Suggestion(path, first, first + len(before) - 1, body)


def _body(code: str, message: str, after: Sequence[str]) -> str:
    text = UNSEEN.sub("", "\n".join(after))
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, min(longest, LONGEST_RUN) + 1)
    said = f"**{plain(code)}** {plain(message)}"
    return f"{MARKER}\n{said}\n\n{fence}suggestion\n{text}{chr(10) if after else ''}{fence}"


def suggest(
    forge: Forge,
    number: int,
    head: str,
    files: Sequence[Mapping[str, Any]],
    wanted: list[Suggestion],
) -> list[str]:
    """Write the suggestions that are not there yet, take away those that are done. Raises ForgeError."""
    if forge.is_gitea:
        return []  # its reviews are another interface; the comment says it all
    lines = {str(one["filename"]): set(_lines(one.get("patch"))) for one in files}
    shown = [
        one for one in wanted if set(range(one.first, one.last + 1)) <= lines.get(one.path, set())
    ]
    ours = [
        one
        for one in forge.pages(f"pulls/{number}/comments")
        if one["user"]["login"] == forge.author and str(one["body"]).startswith(MARKER)
    ]
    there = {(one["path"], one.get("line"), _plain(one["body"])) for one in ours}
    keep = {(one.path, one.last, _plain(one.body)) for one in shown}
    done = 0
    for one in ours:
        if (one["path"], one.get("line"), _plain(one["body"])) not in keep:
            forge.send("DELETE", f"pulls/comments/{one['id']}")
            done += 1
    for new in shown:
        if (new.path, new.last, _plain(new.body)) not in there:
            forge.send("POST", f"pulls/{number}/comments", _comment(new, head))
            done += 1
    return [f"#{number} 行上的建议改动{done}处"] if done else []


def _comment(new: Suggestion, head: str) -> dict[str, Any]:
    place = {"path": new.path, "line": new.last, "side": "RIGHT", "commit_id": head}
    several = {"start_line": new.first, "start_side": "RIGHT"} if new.first < new.last else {}
    return {"body": new.body, **place, **several}


def _plain(body: object) -> str:
    return str(body).replace("\r\n", "\n").strip()


def _lines(patch: object) -> Iterator[int]:
    """The lines of the new file that a patch shows: a forge takes comments at no others."""
    line = 0
    for written in patch.split("\n") if isinstance(patch, str) else ():
        if found := _HUNK.match(written):
            line = int(found[1])
        elif written[:1] in ("+", " "):
            yield line
            line += 1
