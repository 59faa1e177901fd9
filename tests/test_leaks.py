"""Nothing of a supervision root reaches the public site: its files are not opened, and its values are in no byte."""

import base64
import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.commands import FINE, main
from tests.support.city import copy_city
from tests.support.leaks import found, marks
from tests.support.repository import Repository

CHECKOUT = Path(__file__).parents[1]
DOCKETS = "supervision/lists/departments/market-regulation/dockets/2026.csv"
COUNT = 500
TRACE = """
import os, sys
_log = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def _note(event, arguments):
    if event in ("open", "os.listdir", "os.scandir", "os.chdir") and isinstance(arguments[0], (str, bytes, os.PathLike)):
        os.write(_log, os.fsencode(os.path.abspath(os.fsdecode(arguments[0]))) + b"\\n")
    elif event == "subprocess.Popen":
        os.write(_log, ("run " + repr(arguments[:3])).encode("utf-8", "replace") + b"\\n")
sys.addaudithook(_note)
"""
"""As sitecustomize, it is in every process from its first moment: in workers, split off or begun anew."""


def opened(folder: Path, *words: str) -> list[str]:
    """What a command and all its workers open, list and run, traced by the interpreter itself."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(TRACE, encoding="utf-8")
    log = folder / "opened"
    environment = {**os.environ, "PYTHONPATH": str(folder), "OPENED": str(log)}
    done = subprocess.run(
        [sys.executable, "publish.py", *words],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == FINE, done.stdout + done.stderr
    return log.read_text("utf-8", "replace").splitlines()


@pytest.mark.parametrize(
    "command", ["build --jobs 1", "build --jobs 3", "check", "clocks", "history littering"]
)
def test_a_public_command_opens_nothing_of_the_supervision_root(
    command: str, tmp_path: Path
) -> None:
    """It stands beside lists/, in the same repository: no file of it is opened, no folder listed, and no
    program is given its name."""
    root = copy_city(tmp_path / "city")
    Repository(root).commit("2026-06-01 09:00")
    words = [*command.split(), "--root", str(root)]
    words += ["--out", str(tmp_path / "site")] if "build" in command else []
    seen = opened(tmp_path / "trace", *words)
    assert any("/city/lists/departments/market-regulation/officers.csv" in one for one in seen)
    # The city whose copy this is gives the examples of the rules their line numbers: it is no root here.
    assert not [one for one in seen if str(root / "supervision") in one]
    assert not [one for one in seen if one.startswith("run ") and "supervision" in one]


def test_the_trace_sees_what_is_opened(tmp_path: Path) -> None:
    """Or the test above would prove nothing."""
    root = copy_city(tmp_path / "city")
    Repository(root).commit("2026-06-01 09:00")
    private = ("--supervision", str(root / "supervision"))
    seen = opened(tmp_path / "trace", "check", "--root", str(root), *private)
    assert [one for one in seen if one.endswith(DOCKETS)]


def plant(root: Path, values: list[str]) -> None:
    """Put the values into the fields of words of dockets, and into a name of a file and of a branch."""
    file = root / DOCKETS
    head, *rows = file.read_text("utf-8").splitlines()
    columns = head.split(",")
    free = ("title", "party", "transferred_from", "transferred_to", "void_reason", "remark")
    last = len(rows)
    for at in range(0, len(values), len(free)):
        last += 1
        cells = {name: "" for name in columns}
        cells |= {"id": f"la-{last}", "number": f"小市监案〔2026〕{last}号", "kind": "penalty"}
        cells |= {"source": "report", "received_on": "2026-09-01", "title": "登记"}
        cells |= {"voided_on": "2026-09-02", "void_reason": "重复登记"}
        cells |= dict(zip(free, values[at : at + len(free)], strict=False))
        rows.append(",".join(cells[name] for name in columns))
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def test_none_of_five_hundred_values_is_in_the_bytes_of_the_public_site(tmp_path: Path) -> None:
    """Planted in the supervision root, whose history is in the same repository; built beside it, before it and
    after it, with one cache."""
    root, values = copy_city(tmp_path / "city"), marks(COUNT)
    repository = Repository(root)
    repository.commit("2026-03-01 09:00")
    plant(root, values)
    repository.commit("2026-06-01 09:00")
    cache = ("--cache", str(tmp_path / "cache"), "--jobs", "2", "--root", str(root))
    private = ("--supervision", str(root / "supervision"))
    assert main(["build", *cache, *private, "--out", str(tmp_path / "closed")]) == FINE
    assert main(["build", *cache, "--out", str(tmp_path / "open")]) == FINE
    assert not found(tmp_path / "open", values)
    assert len({one.partition(": ")[2] for one in found(tmp_path / "closed", values)}) == COUNT


HIDDEN: dict[str, Callable[[str], bytes]] = {
    "gb18030": lambda value: value.encode("gb18030"),
    "utf-16": lambda value: value.encode("utf-16-le"),
    "base64": lambda value: b"x" + base64.b64encode(b"ab" + value.encode() + b"cd"),
    "percent": lambda value: quote(value).encode(),
    "entities": lambda value: "".join(f"&#x{ord(one):X};" for one in value).encode(),
    "json": lambda value: json.dumps({"a": value}).encode(),
    "packed twice": lambda value: gzip.compress(gzip.compress(value.encode())),
    "deflated": lambda value: zlib.compress(value.encode("utf-16-be")),
}


@pytest.mark.parametrize("way", HIDDEN)
def test_the_search_finds_what_is_hidden(way: str, tmp_path: Path) -> None:
    """Or the test above would prove nothing."""
    values = marks(20)
    (tmp_path / "page.html").write_bytes(b"<p>" * 100)
    assert not found(tmp_path, values)
    (tmp_path / "page.html").write_bytes(HIDDEN[way](values[7]))
    assert {one.partition(": ")[2] for one in found(tmp_path, values)} == {values[7]}
