"""The index program pagefind, which gets a folder of stub pages, each made of a document's words."""

import importlib.util
import subprocess
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

SIGNATURE = b"pagefind_dcd"
"""What its files begin with, once unpacked."""

# The program's own interfaces, 400 KB a year that nothing loads, and its separate highlighter.
_UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js")
_BEGINNING = 64  # bytes of a document's file, unpacked, that hold its address, which comes first


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
    is from, and ids of two indexes cannot meet in one result. The program leaves a file by each id in
    target/fragment. timeout: seconds. Raises SearchError.
    """
    with tempfile.TemporaryDirectory(prefix="mingze-search-") as folder:
        for number, (digest, words) in enumerate(documents):
            stub = f'<html lang="x"><body data-pagefind-body><p>{words}</p></body></html>'
            (Path(folder) / f"{number}-{digest}.html").write_text(stub, encoding="utf-8")
        _run(program, name, Path(folder), target, timeout)
    for pattern in _UNUSED:
        for path in target.glob(pattern):
            path.unlink()
    ids = {_number(path): path.stem for path in target.glob("fragment/*.pf_fragment")}
    if missing := len(documents) - len(ids):
        raise SearchError(
            f"检索程序 pagefind 漏了 {missing} 份（{name}，共{len(documents)}份）；索引不全，没有采用。"
        )
    return [ids[number] for number in range(len(documents))]


def _run(program: Path, name: str, folder: Path, target: Path, timeout: float) -> None:
    command = [str(program), "--site", str(folder), "--output-path", str(target)]
    # The language begins each document's id.
    command += ["--force-language", f"x{name}", "--quiet"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired as error:
        raise SearchError(
            f"检索程序 pagefind 在 {timeout:.0f} 秒内没有做完 {name} 的索引，已停止。"
        ) from error
    except OSError as error:
        raise SearchError(f"检索程序 pagefind 无法运行（{program}）：{error}") from error
    if done.returncode != 0:
        raise SearchError(
            f"检索程序 pagefind 做 {name} 的索引时出错（返回 {done.returncode}）："
            f"{(done.stderr or done.stdout).strip()}"
        )


def _number(path: Path) -> int:
    """The number of the document that a file of the program belongs to."""
    beginning = zlib.decompressobj(wbits=31).decompress(path.read_bytes(), _BEGINNING)
    return int(beginning.removeprefix(SIGNATURE + b'{"url":"/').partition(b"-")[0])
