"""The command line: what is typed wrong is answered in Chinese, with exit code 2, never a traceback."""

import argparse
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from generator.commands import SURROUNDINGS, WRONG_USE, command_names, main, parser
from generator.commands._records import add_roots
from generator.reports.text import SHOWN
from tests.support.city import copy_city, lay_over

REPOSITORY = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("build --jobs 0", "参数 --jobs：“0”不行；写1到1024之间的整数"),
        ("build --jobs -3", "“-3”不行"),
        ("build --jobs 2.5", "“2.5”不行"),
        ("build --jobs ３", "“３”不行"),
        ("serve --port 99999", "参数 --port：“99999”不行；写1到65535之间的整数"),
        ("serve --port 0", "“0”不行"),
        ("serve --port abc", "“abc”不行"),
        ("build --as-of 2026-02-30", "“2026-02-30”不是日期；写作 2026-11-23"),
        ("serve --as-of today", "“today”不是日期"),
        ("build --jobs", "参数 --jobs 后面要写一个值"),
        (
            "build --fewer cats",
            "参数 --fewer 没有 'cats' 这个选项；可选：'accountability', 'adjustments'",
        ),
        ("check --format pdf", "没有 'pdf' 这个选项；可选：'text'"),
        ("check --nope", "没有这样的参数：--nope"),
        ("chek", "没有 'chek' 这个选项；可选：'anonymize', 'answer', 'build'"),
        ("chekc", "；最像的是 check\n"),
        ("explain", "缺少参数：规则"),
        ("", "缺少参数：命令"),
    ],
)
def test_wrong_use_is_said_in_chinese(
    words: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The argument, what was typed, what may stand there; none of argparse's English."""
    with pytest.raises(SystemExit) as ended:
        main(words.split())
    assert ended.value.code == WRONG_USE
    said = capsys.readouterr().err
    assert says in said
    assert not re.search("argument|invalid|expected|choose|usage|value", said)


@pytest.mark.parametrize("name", command_names())
def test_help_is_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Headings too, which argparse writes itself."""
    with pytest.raises(SystemExit) as ended:
        main([name.replace("_", "-"), "--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("用法：")
    assert "选项" in said
    assert not re.search("usage:|options:|positional|optional|show this", said)


NO_RECORDS = {
    "due": "a period is counted with the notices of holidays alone, which have no supervision root and no day",
    "explain": "a rule is the program's",
    "forge comment": "what a check found comes as a file",
    "forge keep": "observations go to a branch",
    "forge recall": "observations come from a branch",
    "forge take": "files of a request are taken as git has them, unread",
    "generate": "the files that stand beside the lists of one repository are written, whatever the day",
    "hooks": "git calls it in one clone, before anything leaves that",
    "init": "there is no record yet",
    "law-diff": "two texts are compared",
    "scan": "one text is looked at",
}
"""Commands without --root, --supervision and --as-of, and why."""


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The parser of every command, of its steps where it has any."""

    def below(name: str, one: argparse.ArgumentParser) -> Iterator[tuple[str, Any]]:
        steps = [a for a in one._actions if isinstance(a, argparse._SubParsersAction)]
        if not steps:
            yield name, one
        for step, parsed in (pair for action in steps for pair in action.choices.items()):
            yield from below(f"{name} {step}".strip(), parsed)

    yield from below("", parser())


def test_every_command_that_reads_records_takes_the_same_three() -> None:
    """Who has the roots and the day can ask all of them alike; a command without says here why."""
    shared = argparse.ArgumentParser(add_help=False)
    add_roots(shared)
    wanted = [(one.dest, one.option_strings, one.help) for one in shared._actions]
    taken = {
        name: [(one.dest, one.option_strings, one.help) for one in parsed._actions]
        for name, parsed in commands()
    }
    without = {name for name, has in taken.items() if not all(one in has for one in wanted)}
    assert without == set(NO_RECORDS)


def test_missing_file_is_said_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The system's own sentence is English."""
    root = copy_city(tmp_path / "city")
    law = ["law", str(tmp_path / "无.md"), "--id", "x", "--root", str(root)]
    assert main(law) == WRONG_USE
    assert "没有这个文件或者文件夹" in capsys.readouterr().err
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["generate", "--into", str(tmp_path / "file" / "x")]) == SURROUNDINGS
    said = capsys.readouterr().err
    assert said.startswith("做不下去：路径里有一段不是文件夹")


@contextmanager
def serving(*words: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """`publish.py serve` on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "publish.py", "serve", "--port", str(port), *words]
    with subprocess.Popen(
        command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield port, process
        finally:
            process.terminate()
            process.communicate(timeout=20)


def fetched(port: int, path: str, wanted: str, process: subprocess.Popen[str]) -> str:
    """The page once `wanted` stands on it; what it last was when half a minute has passed."""
    text = ""
    for _ in range(120):
        assert process.poll() is None, process.communicate()[1]
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                text = answer.read().decode("utf-8")
        except (URLError, ConnectionError, TimeoutError):
            text = ""
        if wanted in text:
            return text
        time.sleep(0.25)
    return text


def test_serve_takes_roots_and_a_day_and_rebuilds(tmp_path: Path) -> None:
    """The same roots and the same day as `build` would have, and a saved file in the second root shows."""
    root = copy_city(tmp_path / "one")
    second = tmp_path / "two"
    fines = "lists/departments/urban-management/penalties/2026.csv"
    lay_over(second, {fines: (root / fines).read_text(encoding="utf-8")})
    lay_over(root, {fines: None})
    words = ["--root", str(root), "--root", str(second), "--as-of", "2026-12-24"]
    with serving(*words) as (port, process):
        version = fetched(port, "/version/", "2026年12月24日", process)
        assert "2026年12月24日" in version
        case = "/cases/urban-management/2026/cf-1/"
        assert "张某乱扔废弃物案" in fetched(port, case, "张某乱扔废弃物案", process)
        lay_over(second, edits={fines: ("张某乱扔废弃物案", "张某随地乱扔案")})
        assert "张某随地乱扔案" in fetched(port, case, "张某随地乱扔案", process)


def test_port_in_use_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another program has the port: said, with what to do."""
    root = copy_city(tmp_path / "city")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", "--root", str(root), "--port", str(port)]) == SURROUNDINGS
    assert f"端口{port}打不开" in capsys.readouterr().err


def test_hundreds_of_reminders_drown_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of reminders of one rule the first stand whole, and the rest are counted; errors all stand."""
    root = copy_city(tmp_path / "city")
    officers = "lists/departments/urban-management/officers.csv"
    head, *rows = (root / officers).read_text(encoding="utf-8").splitlines()
    number = [name for name in head.split(",")].index("certificate")
    many = []
    for extra in range(30):
        cells = rows[0].split(",")
        cells[0], cells[number] = f"um-9{extra:03}", f"XC9{extra:07}"
        cells[head.split(",").index("inspected_on")] = ""
        cells[head.split(",").index("issued_on")] = "2020-01-06"
        many.append(",".join(cells))
    lay_over(root, {officers: "\n".join([head, *rows, *many]) + "\n"})
    main(["check", "--root", str(root)])
    said = capsys.readouterr().out
    told = json.loads(_as_json(root, capsys))["findings"]
    late = sum(one["code"] == "OFC001" for one in told)
    assert late >= 30
    assert said.count("提醒[OFC001]") == SHOWN + 1
    assert f"还有{late - SHOWN}处没有列出" in said


def _as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    main(["check", "--root", str(root), "--format", "json"])
    return capsys.readouterr().out
