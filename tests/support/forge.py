"""A small forge of the same API as GitHub's (or Gitea's, where they differ) in memory, that records calls."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from tests.support.web import Answer

REPOSITORY = "mingcheng/lists"
TOKEN = "a-token-of-the-tests"
US = "github-actions[bot]"


@dataclass
class FakeForge:
    """What the forge holds, and every call that would have changed something.

    page: how many objects it gives at a time, whatever it is asked for.
    """

    gitea: bool = False
    page: int = 3
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    files: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    broken: dict[str, Answer] = field(default_factory=dict)

    @property
    def base(self) -> str:
        return "/api/v1" if self.gitea else ""

    def writes(self) -> list[tuple[str, str]]:
        """The calls since the last time that this was asked, without their bodies."""
        found = [(method, path) for method, path, _ in self.calls]
        self.calls.clear()
        return found

    def issue(self, **given: Any) -> dict[str, Any]:
        """Put an issue there, as somebody did before the test."""
        made = {
            "number": len(self.issues) + 1,
            "state": "open",
            "title": "",
            "body": "",
            "labels": [],
            "user": {"login": US},
            **given,
        }
        self.issues.append(made)
        return made

    def request(self, head: str, files: list[dict[str, Any]], **given: Any) -> dict[str, Any]:
        """Put a pull request there."""
        made = self.issue(head={"sha": head}, pull_request={"url": "x"}, **given)
        self.files[made["number"]] = files
        return made

    def comment(self, number: int, body: str, login: str = US) -> dict[str, Any]:
        made = {
            "id": 1000 + len(self.comments),
            "issue": number,
            "body": body,
            "user": {"login": login},
        }
        self.comments.append(made)
        return made

    def __call__(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        url = urlsplit(path)
        if headers.get("Authorization") != f"Bearer {TOKEN}":
            return _json({"message": "Bad credentials"}, 401)
        prefix = f"{self.base}/repos/{REPOSITORY}/"
        if not url.path.startswith(prefix):
            return _json({"message": "Not Found"}, 404)
        below = url.path.removeprefix(prefix)
        if below in self.broken:
            return self.broken[below]
        data = json.loads(body) if body else None
        if method == "GET":
            self.asked.append(path)
            return self._get(below, parse_qs(url.query), headers["Host"], url.path)
        self.calls.append((method, below, data))
        return self._change(method, below, data)

    def _get(self, below: str, query: dict[str, list[str]], host: str, path: str) -> Answer:
        if found := re.fullmatch(r"pulls/(\d+)", below):
            return self._one(self._requests(), "number", int(found[1]))
        listed = self._list(below, query)
        if listed is None:
            return _json({"message": "Not Found"}, 404)
        number = int(query.get("page", ["1"])[0])
        part = listed[(number - 1) * self.page : number * self.page]
        link = {}
        if number * self.page < len(listed):
            rest = urlencode({k: v[0] for k, v in query.items() if k != "page"})
            link = {
                "Link": f'<http://{host}{path}?{rest}&page={number + 1}>; rel="next", <http://{host}/>; rel="last"'
            }
        return _json(part, 200, link)

    def _requests(self) -> list[dict[str, Any]]:
        return [one for one in self.issues if "pull_request" in one]

    def _list(self, below: str, query: dict[str, list[str]]) -> list[dict[str, Any]] | None:
        if below == "issues":
            labels = query.get("labels", [""])[0]
            state = query.get("state", ["open"])[0]
            return [
                one
                for one in self.issues
                if (not labels or labels in [label["name"] for label in one["labels"]])
                and state in ("all", one["state"])
            ]
        if below == "labels":
            return self.labels
        if found := re.fullmatch(r"issues/(\d+)/comments", below):
            return [one for one in self.comments if one["issue"] == int(found[1])]
        if found := re.fullmatch(r"pulls/(\d+)/comments", below):
            return [one for one in self.reviews if one["request"] == int(found[1])]
        if found := re.fullmatch(r"pulls/(\d+)/files", below):
            return self.files.get(int(found[1]))
        return None

    def _one(self, among: list[dict[str, Any]], key: str, value: object) -> Answer:
        found = next((one for one in among if one[key] == value), None)
        return _json(found) if found else _json({"message": "Not Found"}, 404)

    def _change(self, method: str, below: str, data: Any) -> Answer:
        if (method, below) == ("POST", "issues"):
            return _json(self.issue(**{**data, "labels": self._labels(data["labels"])}), 201)
        if (method, below) == ("POST", "labels"):
            made = {"id": 50 + len(self.labels), **data}
            self.labels.append(made)
            return _json(made, 201)
        if found := re.fullmatch(r"issues/(\d+)", below):
            issue = next(one for one in self.issues if one["number"] == int(found[1]))
            issue.update(data)
            return _json(issue)
        if found := re.fullmatch(r"issues/(\d+)/comments", below):
            return _json(self.comment(int(found[1]), data["body"]), 201)
        if found := re.fullmatch(r"pulls/(\d+)/comments", below):
            made = {"id": 9000 + len(self.calls), "request": int(found[1]), "user": {"login": US}}
            self.reviews.append({**made, **data})
            return _json(made, 201)
        if found := re.fullmatch(r"pulls/comments/(\d+)", below):
            self.reviews = [one for one in self.reviews if one["id"] != int(found[1])]
            return Answer(b"", 204)
        if found := re.fullmatch(r"issues/comments/(\d+)", below):
            comment = next(one for one in self.comments if one["id"] == int(found[1]))
            comment.update(data)
            return _json(comment)
        if found := re.fullmatch(r"issues/(\d+)/labels(?:/(.+))?", below):
            return self._label(int(found[1]), found[2], data)
        return _json({"message": "Not Found"}, 404)

    def _label(self, number: int, name: str | None, data: Any) -> Answer:
        issue = next(one for one in self.issues if one["number"] == number)
        if name is None:
            issue["labels"] += self._labels(data["labels"])
        else:
            issue["labels"] = [
                one for one in issue["labels"] if unquote(name) not in (one["name"], str(one["id"]))
            ]
        return _json(issue["labels"])

    def _labels(self, keys: list[Any]) -> list[dict[str, Any]]:
        """By name at GitHub, by number at Gitea; the other is an error there."""
        by = {one["id" if self.gitea else "name"]: one for one in self.labels}
        return [by[key] for key in keys]


def _json(data: object, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    kind = {"Content-Type": "application/json; charset=utf-8"}
    return Answer(json.dumps(data).encode(), status, {**kind, **(headers or {})})
