"""The index program pagefind, asked over a pipe: it gets documents as words and gives back files.

Its service speaks in messages, each JSON in base64 with a comma after it; it answers each, and ends when
its input does, whether or not it has answered. So questions are sent while answers are read, and its
input stays open until the last answer.
"""

import base64
import binascii
import importlib.util
import json
import subprocess
import threading
import zlib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, Any

SIGNATURE = b"pagefind_dcd"
"""What its files begin with, once unpacked."""

# The program's own interfaces, 400 KB a year that nothing loads, and its separate highlighter.
_UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")
_BEGINNING = 64  # bytes of a document's file, unpacked, that hold its address, which comes first
_READ = 1 << 20  # bytes of its answers at once


class SearchError(Exception):
    """The index cannot be made: the program is missing, failed, hung or left documents out."""


def executable() -> Path:
    """Return the plain index program of the package pagefind-bin. Raises SearchError."""
    found = importlib.util.find_spec("pagefind_bin")
    folders = [] if found is None else list(found.submodule_search_locations or [])
    for folder in folders:
        # Never the "extended" one: it cuts Chinese into words of its own.
        for name in ("pagefind", "pagefind.exe"):
            if (program := Path(folder) / name).is_file():
                return program
    raise SearchError(
        "没有找到检索程序 pagefind：检索索引没有做。安装 pagefind-bin（在检出的仓库里：make setup）后再试。"
    )


def index(
    program: Path, name: str, documents: Sequence[tuple[str, str]], target: Path, timeout: float
) -> list[str]:
    """Index documents (what tells one from another, words) into `target`; return their ids, in order.

    An id changes with its document, and begins with x and the index's name: it says which index it
    is from, and ids of two indexes cannot meet in one result. What the program keeps of the documents
    themselves (`fragment/ID.pf_fragment`) is not written. timeout: seconds. Raises SearchError.
    """
    ids: dict[int, str] = {}
    for path, content in _files(program, name, documents, timeout):
        if path.parts[0] == "fragment":
            ids[_number(content)] = path.stem
        elif not any(fnmatch(path.name, pattern) for pattern in _UNUSED):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
    if missing := len(documents) - len(ids):
        raise SearchError(
            f"检索程序 pagefind 漏了 {missing} 份（{name}，共{len(documents)}份）；索引不全，没有采用。"
        )
    return [ids[number] for number in range(len(documents))]


def _files(
    program: Path, name: str, documents: Sequence[tuple[str, str]], timeout: float
) -> Iterator[tuple[Path, bytes]]:
    """The files that the program makes of documents: path below the index's folder, content."""
    # The language begins each document's id.
    language = f"x{name}"
    questions: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"force_language": language}},
        *(
            {"type": "AddRecord", "index_id": 0, "url": f"/{number}-{mark}", "content": words,
             "language": language}
            for number, (mark, words) in enumerate(documents)
        ),
        {"type": "GetFiles", "index_id": 0},
    ]  # fmt: skip
    last = _answer(program, name, questions, timeout)
    try:
        for file in last["files"]:
            yield Path(file["path"]), base64.b64decode(file["content"])
    except (KeyError, TypeError, binascii.Error) as error:
        raise SearchError(f"检索程序 pagefind 做 {name} 的索引时出错：回答看不懂。") from error


def _answer(
    program: Path, name: str, questions: Sequence[dict[str, Any]], timeout: float
) -> dict[str, Any]:
    """The program's answer to the last question, after it has answered all. Raises SearchError."""
    command = [str(program), "--service"]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)
    except OSError as error:
        raise SearchError(f"检索程序 pagefind 无法运行（{program}）：{error}") from error
    assert process.stdin and process.stdout and process.stderr
    late = threading.Event()
    answer: dict[str, Any] = {}
    asking = threading.Thread(target=_ask, args=(process.stdin, questions), daemon=True)
    clock = threading.Timer(timeout, _stop, (process, late))
    asking.start()
    clock.start()
    try:
        answers = _answers(process.stdout)
        for _, answer in zip(questions, answers, strict=False):
            if answer.get("type") == "Error":
                raise SearchError(_failed(name, str(answer.get("message"))))
    except (ValueError, AttributeError) as error:
        raise SearchError(_failed(name, str(error))) from error
    finally:
        clock.cancel()
        process.kill()
        asking.join()
        said = process.communicate()[1].decode("utf-8", "replace").strip()
    if late.is_set():
        raise SearchError(
            f"检索程序 pagefind 在 {timeout:.0f} 秒内没有做完 {name} 的索引，已停止。"
        )
    if answer.get("type") != "GetFiles":
        raise SearchError(_failed(name, said or f"返回 {process.returncode}"))
    return answer


def _stop(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _failed(name: str, said: str) -> str:
    return f"检索程序 pagefind 做 {name} 的索引时出错：{said}"


def _ask(pipe: IO[bytes], questions: Sequence[dict[str, Any]]) -> None:
    try:
        for number, question in enumerate(questions):
            message = {"message_id": number, "payload": question}
            pipe.write(base64.b64encode(json.dumps(message, ensure_ascii=False).encode()) + b",")
        pipe.flush()
    except OSError:
        # It ended early: what it answered last, or did not, says so.
        return


def _answers(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The answers as they come. Raises ValueError for what is none."""
    pieces: list[bytes] = []
    while read := pipe.read1(_READ):  # type: ignore[attr-defined]
        *ended, rest = read.split(b",")
        for end in ended:
            yield json.loads(base64.b64decode(b"".join([*pieces, end])))["payload"]
            pieces.clear()
        pieces.append(rest)


def _number(content: bytes) -> int:
    """The number of the document that a file of the program belongs to."""
    beginning = zlib.decompressobj(wbits=31).decompress(content, _BEGINNING)
    return int(beginning.removeprefix(SIGNATURE + b'{"url":"/').partition(b"-")[0])
