"""One issue a department for what is due and late: which there should be, and how to get there.

`drafts` is pure: from the clocks and the findings of a day to the issues that there should be. `keep`
opens, edits, closes and reopens until the forge has these and no others; done twice it changes nothing.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.forge.client import Forge, ForgeError
from generator.forge.words import cut, plain
from generator.obligations import LEGAL_OFFICE

LABEL = "期限"
"""Only who may write to the repository can give it: an issue without it is not ours."""
SHOWN = 100
"""Rows a table; hundreds of obligations from one law are answered in batches."""
_MARKER = re.compile(r"<!-- mingze:clocks:([a-z0-9-]+) -->")
_LATE = re.compile(r"<!-- late:([ 0-9a-f]*) -->")


@dataclass(frozen=True)
class Due:
    """One clock that is due soon or late, as `clocks --format json` gives it."""

    id: str
    department: str
    subject: str
    rule: str
    due: date
    provisional: bool
    late: bool
    waiver: str | None
    address: str


@dataclass(frozen=True)
class Seen:
    """A finding of class clock that has no deadline: what was seen elsewhere, and the like."""

    department: str
    code: str
    file: str
    message: str
    advice: str


@dataclass(frozen=True)
class Draft:
    """An issue as it should be. late: the clocks in it that are late, so that a new one can be told."""

    title: str
    body: str
    late: Mapping[str, str]


@dataclass(frozen=True)
class Party:
    """Whom an issue is for: a name, and accounts at the forge to call."""

    name: str
    accounts: Sequence[str] = ()


def drafts(
    dues: Iterable[Due],
    seen: Iterable[Seen],
    parties: Mapping[str, Party],
    day: date,
    site: str = "",
) -> dict[str, Draft]:
    """Department → the issue that it should have; none for a department without anything.

    parties: by department, with LEGAL_OFFICE. site: the address of the portal, for links; may be empty.
    """
    by_department: dict[str, tuple[list[Due], list[Seen]]] = defaultdict(lambda: ([], []))
    for one in dues:
        by_department[one.department if one.department in parties else LEGAL_OFFICE][0].append(one)
    for what in seen:
        by_department[what.department if what.department in parties else LEGAL_OFFICE][1].append(
            what
        )
    return {
        name: _draft(name, parties.get(name, Party("法制机构")), own, found, day, site)
        for name, (own, found) in sorted(by_department.items())
    }


def _draft(
    name: str, party: Party, dues: list[Due], seen: list[Seen], day: date, site: str
) -> Draft:
    dues.sort(key=lambda one: (one.due, one.id))
    late = [one for one in dues if one.late]
    soon = [one for one in dues if not one.late]
    counts = [
        f"{words}{len(several)}项"
        for words, several in (("逾期", late), ("即将到期", soon), ("待核实", seen))
        if several
    ]
    marks = {_mark(one.id): one.subject for one in late}
    parts = [
        f"<!-- mingze:clocks:{name} -->\n<!-- late: {' '.join(sorted(marks))} -->",
        f"按{day}计算，每天更新；办完以后自动关闭。",
    ]
    if party.accounts:
        # The accounts are of the records on the main line, which somebody reviewed.
        parts.append(" ".join(f"@{one}" for one in party.accounts))
    if late:
        parts += [f"### 已经逾期（{len(late)}项）", _table(late, day, site)]
    if soon:
        parts += [f"### 即将到期（{len(soon)}项）", _table(soon, day, site)]
    if seen:
        rows = [
            f"- {plain(one.message)}（{plain(one.code)}，`{_file(one.file)}`）。{plain(one.advice)}"
            for one in seen[:SHOWN]
        ]
        parts += [f"### 待核实（{len(seen)}项）", "\n".join([*rows, *_rest(seen)])]
    return Draft(f"{party.name}：{'，'.join(counts)}", cut("\n\n".join(parts)), marks)


def _table(dues: list[Due], day: date, site: str) -> str:
    lines = ["| 事项 | 最后一天 | 还有 | 规则 |", "|---|---|---|---|"]
    for one in dues[:SHOWN]:
        subject = plain(one.subject)
        if site and re.fullmatch(r"/[a-z0-9/#._-]*", one.address):
            subject = f"[{subject}]({site.rstrip('/')}{one.address})"
        excused = f"（豁免：{plain(one.waiver)}）" if one.waiver else ""
        days = (one.due - day).days
        left = f"逾期{-days}天" if one.late else f"{days}天"
        lines.append(
            f"| {subject}{excused} | {one.due}{'（暂算）' if one.provisional else ''} | {left} | {plain(one.rule)} |"
        )
    return "\n".join([*lines, *_rest(dues)])


def _rest(several: Sequence[object]) -> list[str]:
    # A blank line, else it would be one row more.
    return ["", f"另有{len(several) - SHOWN}项没有列出。"] if len(several) > SHOWN else []


def _file(path: str) -> str:
    return re.sub(r"[^\w./-]", "", path, flags=re.ASCII)


def _mark(name: str) -> str:
    """A clock in a few characters: hundreds must fit into an issue."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def keep(forge: Forge, wanted: Mapping[str, Draft]) -> list[str]:
    """Make the forge's issues what they should be; returns what was done, a line each. Raises ForgeError."""
    done: list[str] = []
    there: dict[str, dict[str, Any]] = {}
    for issue in sorted(_ours(forge), key=lambda one: (one["state"] != "open", one["number"])):
        found = _MARKER.search(issue.get("body") or "")
        if not found:
            continue
        if found[1] not in there:
            there[found[1]] = issue
        elif issue["state"] == "open":
            # Two runs at once may have opened two: the first stays.
            done.append(_change(forge, issue, "多了一个，关闭", state="closed"))
    for name, draft in wanted.items():
        if name in there:
            done += _kept(forge, there[name], draft)
        else:
            done.append(_opened(forge, draft))
    for name, issue in there.items():
        if name not in wanted and issue["state"] == "open":
            done.append(_change(forge, issue, "办完了，关闭", state="closed"))
    return done


def _ours(forge: Forge) -> Iterable[dict[str, Any]]:
    for issue in forge.pages("issues", state="all", labels=LABEL):
        if not isinstance(issue, dict) or issue.get("pull_request") is not None:
            continue
        if (issue.get("user") or {}).get("login") == forge.author:
            yield issue


def _kept(forge: Forge, issue: dict[str, Any], draft: Draft) -> list[str]:
    changes: dict[str, object] = {}
    reopened = issue["state"] != "open"
    if reopened:
        changes["state"] = "open"
    if issue.get("title") != draft.title:
        changes["title"] = draft.title
    # A forge may keep line ends of its own.
    if (issue.get("body") or "").replace("\r\n", "\n").strip() != draft.body.strip():
        changes["body"] = draft.body
    if not changes:
        return []
    known = _LATE.search(issue.get("body") or "")
    before = set(known[1].split()) if known and not reopened else set()
    done = []
    fresh = [subject for mark, subject in draft.late.items() if mark not in before]
    if fresh:
        # An edit calls nobody; what is newly late is said aloud, once: so before the edit that remembers it.
        listed = "\n".join(f"- {plain(subject)}" for subject in fresh[:SHOWN])
        body = f"新逾期{len(fresh)}项：\n\n{listed}"
        forge.send("POST", f"issues/{issue['number']}/comments", {"body": cut(body)})
        done.append(f"#{issue['number']} 说明新逾期{len(fresh)}项")
    return [
        *done,
        _change(forge, issue, "又到期了，重新打开" if reopened else "更新", **changes),
    ]


def _opened(forge: Forge, draft: Draft) -> str:
    data = {"title": draft.title, "body": draft.body, "labels": [label_key(forge, LABEL)]}
    made = forge.send("POST", "issues", data)
    return f"#{made['number']} 新建：{draft.title}"


def _change(forge: Forge, issue: dict[str, Any], words: str, **changes: object) -> str:
    forge.send("PATCH", f"issues/{issue['number']}", changes)
    return f"#{issue['number']} {words}：{changes.get('title') or issue.get('title')}"


def label_key(forge: Forge, name: str) -> object:
    """How a label is named when it is given: by name, at Gitea by the number that it has; made if missing."""
    known = {one["name"]: one for one in forge.pages("labels")}
    if name not in known:
        known[name] = forge.send("POST", "labels", {"name": name, "color": "1f5fa8"})
    if not forge.is_gitea:
        return name
    number = known[name].get("id")
    if not isinstance(number, int):
        raise ForgeError(f"标签“{name}”没有编号")
    return number
