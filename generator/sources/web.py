"""A page of another site, fetched with bounds: http and https only, so many seconds, so many bytes.

What comes back is a stranger's: it is read as text and nothing of it is run.
"""

import queue
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

import lxml.html
from lxml.etree import Comment, ParserError, strip_elements

from generator.wording import why

SECONDS = 30.0
LARGEST = 8 * 1024 * 1024
"""Bytes: the longest law is under one megabyte of text."""
HOPS = 5
AGENT = "Mozilla/5.0 (compatible; mingze watch and reach)"
PERMANENT = (301, 308)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
"""Pages that name an older set of characters use those of the newer one too."""
_NAMED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word 文件或者压缩包",
    b"\xd0\xcf\x11\xe0": "Word 文件",
    b"\x1f\x8b": "压缩包",
    b"\x89PNG": "图片",
}
_BLOCKS = (
    "address", "article", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figure", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "option", "p", "pre", "section", "table", "tbody",
    "td", "th", "tr", "ul",
)  # fmt: skip
_ASIDE = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "iframe",
    "svg",
    "select",
)


class WebError(Exception):
    """A page that could not be had; the message says why, in Chinese."""


@dataclass(frozen=True)
class WebPage:
    """What stood at an address: its text, a block of the page a line.

    moved_to: where the page says that it has moved for good; empty where it has not.
    """

    url: str
    text: str
    moved_to: str = ""


def fetch(url: str, seconds: float = SECONDS, largest: int = LARGEST) -> WebPage:
    """The page at an address, through redirects. Raises WebError.

    seconds: for all of it, the looking up of the host and a slow drip of bytes included.
    """
    answer: queue.Queue[WebPage | BaseException] = queue.Queue()

    def work() -> None:
        try:
            answer.put(_through(url, seconds, largest))
        except BaseException as error:
            answer.put(error)

    # Nothing in the standard library bounds a whole request; a thread left behind holds nobody up.
    threading.Thread(target=work, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise WebError(_too_long(seconds)) from None
    if isinstance(found, BaseException):
        raise found
    return found


def _through(url: str, seconds: float, largest: int) -> WebPage:
    at, moved, permanently = url, "", True
    for _ in range(HOPS + 1):
        status, headers, content = _ask(at, seconds, largest)
        if status not in (301, 302, 303, 307, 308):
            return WebPage(at, _text(content, headers.get_content_charset()), moved)
        target = headers.get("Location")
        if not target:
            raise WebError(f"答复{status}，说搬走了，没有说搬到哪里")
        at = _ascii(urljoin(at, target))
        # Only an unbroken row of permanent moves is a new address; a detour is none.
        permanently = permanently and status in PERMANENT
        moved = at if permanently else moved
    raise WebError(f"转来转去超过{HOPS}次")


def _ask(url: str, seconds: float, largest: int) -> tuple[int, Message, bytes]:
    if urlsplit(url).scheme.lower() not in ("http", "https"):
        raise WebError(f"网址是 {url[:80]}，只看 http:// 和 https:// 开头的")
    try:
        request = Request(
            _ascii(url), headers={"User-Agent": AGENT, "Accept": "text/html,text/plain"}
        )
        with _opener().open(request, timeout=seconds) as answer:
            return answer.status, answer.headers, _bounded(answer, largest)
    except HTTPError as error:
        if error.code in (301, 302, 303, 307, 308):
            return error.code, error.headers, b""
        raise WebError(f"答复{error.code}（{_STATUS.get(error.code // 100, '出错')}）") from None
    except URLError as error:
        reason = error.reason
        words = _why(reason, seconds) if isinstance(reason, OSError) else f"连不上：{reason}"
        raise WebError(words) from None
    except OSError as error:
        raise WebError(_why(error, seconds)) from None
    except (HTTPException, ValueError) as error:
        raise WebError(f"答复读不懂（{type(error).__name__}）") from None


def _why(error: OSError, seconds: float) -> str:
    # The connection's own clock and that of the whole run out together: one thing is said, whichever was first.
    return _too_long(seconds) if isinstance(error, TimeoutError) else why(error)


def _too_long(seconds: float) -> str:
    return f"{seconds:g}秒里没有取完"


_STATUS = {4: "没有这一页，或者不让看", 5: "对方的服务器出错"}


def _opener() -> OpenerDirector:
    """Only what http needs: no file, ftp or data, whatever an address says; redirects are ours."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _bounded(answer: object, largest: int) -> bytes:
    content: bytes = answer.read(largest + 1)  # type: ignore[attr-defined]
    if len(content) > largest:
        raise WebError(f"太大，超过{largest // 1024}KB，不像一个网页")
    return content


def _ascii(url: str) -> str:
    """An address as it goes over the wire: Chinese in a path written with per cent signs."""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _text(content: bytes, charset: str | None) -> str:
    for mark, kind in _OTHER_KINDS.items():
        if content.startswith(mark):
            raise WebError(f"不是网页，是{kind}，读不了；换一个网页的网址")
    if not content.strip():
        raise WebError("是空白的一页")
    decoded = _decoded(content, charset)
    return page_text(decoded) if re.search(r"<(html|body|p|div|br)\b", decoded, re.I) else decoded


def _decoded(content: bytes, charset: str | None) -> str:
    """By the header, else by the page's own word, else by what fits."""
    named = _NAMED.search(content[:4096])
    said = [charset, named[1].decode("ascii", "replace") if named else None]
    for name in _tried(said):
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    raise WebError("认不出是什么编码的文字")


def _tried(said: Iterable[str | None]) -> list[str]:
    names = [_WIDER.get(name.lower(), name.lower()) for name in said if name]
    return [
        "utf-8-sig" if name in ("utf-8", "utf8") else name for name in [*names, "utf-8", "gb18030"]
    ]


def page_text(html: str) -> str:
    """The words of a page, a block a line, without menus, feet and programs."""
    try:
        # An XML declaration names an encoding, which text no longer has.
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", html))
    except (ParserError, ValueError):
        raise WebError("网页读不出来") from None
    strip_elements(tree, *_ASIDE, Comment, with_tail=False)
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    lines = (line.strip() for line in "".join(map(str, tree.itertext())).splitlines())
    return "\n".join(line for line in lines if line)
