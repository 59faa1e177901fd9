"""A thin client of a forge's REST API: GitHub's, and Gitea's where it is the same.

A token goes to the one address that the job names and nowhere else: redirects are refused, the next page
of a list must lie below the same address.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from generator.wording import why

SECONDS = 30
LARGEST = 32 * 1024 * 1024
MOST_PAGES = 200
_NEXT = re.compile(r'<([^<>]+)>\s*;[^,]*\brel="?next"?')


class ForgeError(Exception):
    """The forge did not do what was asked; the message says what it answered, and no token."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any) -> None:
        return None


@dataclass(frozen=True)
class Forge:
    """One repository at a forge. author: the login under which the job writes."""

    api: str
    repository: str
    token: str
    author: str

    def __post_init__(self) -> None:
        if urlsplit(self.api).scheme not in ("http", "https"):
            raise ForgeError(f"接口地址“{self.api}”应当以 https:// 开头")
        if not re.fullmatch(r"[\w.-]+/[\w.-]+", self.repository, re.ASCII):
            raise ForgeError(f"仓库“{self.repository}”应当写作 所有者/名称")

    @property
    def is_gitea(self) -> bool:
        """Gitea names labels by number where GitHub names them by name."""
        return "/api/v1" in self.api

    def get(self, path: str, **query: object) -> Any:
        """One object below the repository."""
        return self._ask("GET", self._url(path, query), None)[0]

    def pages(self, path: str, **query: object) -> Iterator[Any]:
        """Every object of a list, page after page."""
        size = {"limit": 50} if self.is_gitea else {"per_page": 100}
        url: str | None = self._url(path, {**query, **size})
        for _ in range(MOST_PAGES):
            if url is None:
                return
            found, following = self._ask("GET", url, None)
            if not isinstance(found, list):
                raise ForgeError(f"{path} 应当是列表，答复的不是")
            yield from found
            if following and not following.startswith(self.api.rstrip("/") + "/"):
                raise ForgeError(f"{path} 的下一页在别的地址，不跟过去")
            url = following
        raise ForgeError(f"{path} 超过{MOST_PAGES}页")

    def send(self, method: str, path: str, data: object = None) -> Any:
        """Change something; returns what the forge answers."""
        return self._ask(method, self._url(path, {}), data)[0]

    def _url(self, path: str, query: dict[str, object]) -> str:
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self.api.rstrip('/')}/repos/{self.repository}/{quote(path)}{asked}"

    def _ask(self, method: str, url: str, data: object) -> tuple[Any, str | None]:
        headers = {
            "Accept": "application/json",
            "User-Agent": "mingze",
            "Content-Type": "application/json",
        }
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = None if data is None else json.dumps(data).encode()
        request = Request(url, data=body, headers=headers, method=method)
        what = f"{method} {urlsplit(url).path}"
        try:
            with build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
                content = answer.read(LARGEST + 1)
                following = _NEXT.search(answer.headers.get("Link", ""))
        except HTTPError as error:
            said = error.read(300).decode("utf-8", "replace")
            raise ForgeError(f"{what} 答复{error.code}：{said}", error.code) from None
        except URLError as error:
            reason = error.reason
            said = why(reason) if isinstance(reason, OSError) else str(reason)
            raise ForgeError(f"{what} 没有成：{said}") from None
        except OSError as error:
            raise ForgeError(f"{what} 没有成：{why(error)}") from None
        except HTTPException as error:
            raise ForgeError(f"{what} 的答复读不懂（{type(error).__name__}）") from None
        if len(content) > LARGEST:
            raise ForgeError(f"{what} 的答复太大")
        try:
            return json.loads(content) if content.strip() else None, (
                following[1] if following else None
            )
        except (ValueError, RecursionError):
            raise ForgeError(f"{what} 的答复不是 JSON") from None
