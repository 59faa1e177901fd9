"""The forty commonest mistakes of a clerk: what `check` prints of each, whole, as tests/expected/mistakes.md."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.commands import main
from generator.commands._mending import mend
from tests.support.city import CITY, copy_city

MISTAKES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "mistakes.yaml").read_text(encoding="utf-8")
)
FILES = {
    "powers/littering": "lists/departments/urban-management/powers/littering.yaml",
    "entrustments/food-brigade": "lists/departments/market-regulation/entrustments/food-brigade.yaml",
    "discretion/expired-food-2026": "lists/departments/market-regulation/discretion/expired-food-2026.yaml",
    "officers": "lists/departments/market-regulation/officers.csv",
    "penalties": "lists/departments/market-regulation/penalties/2026.csv",
}
BEFORE = """# 四十种常见的笔误，检查怎样说

本页由 `make bless` 写成，每一条是 `publish.py check` 的原话。改了话，照写错的那个人的眼睛读一遍：哪个文件、哪一行、哪个字段（中文），
写的是什么，能写什么，只有一种改法的，改好的那一行可以直接粘贴。
"""


def planted(mistake: dict[str, Any], root: Path) -> Path:
    """Put a mistake into a city; returns the file."""
    path = root / FILES[mistake["file"]]
    data = path.read_bytes()
    match mistake:
        case {"edit": [old, new]}:
            assert data.count(old.encode()) == 1, mistake["title"]
            path.write_bytes(data.replace(old.encode(), new.encode()))
        case {"append": more}:
            path.write_bytes(data + more.encode())
        case {"rename": name}:
            path.rename(path.parent / name)
        case {"split": sign}:
            path.write_bytes(data.replace(b",", sign.encode()))
        case {"as": "bom"}:
            path.write_bytes(b"\xef\xbb\xbf" + data)
        case {"as": "crlf"}:
            path.write_bytes(data.replace(b"\n", b"\r\n"))
        case {"as": encoding}:
            path.write_bytes(data.decode().encode(encoding))
        case _:
            raise AssertionError(mistake)
    return path


def said(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `check` prints, without what it could not check because of the mistake."""
    main(["check", "--root", str(root)])
    lines = capsys.readouterr().out.strip().split("\n")
    return "\n".join(line for line in lines if not line.startswith(("未核对", "检查完毕"))).strip()


def test_there_are_forty() -> None:
    assert len(MISTAKES) >= 40
    assert len({one["title"] for one in MISTAKES}) == len(MISTAKES)


def test_what_is_said_of_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], accepted: Callable[[str, str], None]
) -> None:
    clean = said(copy_city(tmp_path / "clean"), capsys)
    assert clean == ""
    parts = [BEFORE]
    for number, mistake in enumerate(MISTAKES, 1):
        root = copy_city(tmp_path / str(number))
        planted(mistake, root)
        words = said(root, capsys)
        assert words, mistake["title"]
        parts.append(f"## {number}. {mistake['title']}\n\n```text\n{words}\n```\n")
    accepted("mistakes.md", "\n".join(parts))


@pytest.mark.parametrize("mistake", MISTAKES, ids=[one["title"] for one in MISTAKES])
def test_a_mistake_is_one_finding_ready_to_be_pasted(
    mistake: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One message a mistake; where there is one right answer, pasting it makes the city whole again."""
    root = copy_city(tmp_path / "city")
    path = planted(mistake, root)
    words = said(root, capsys)
    assert words.count("\n办法  ") == 1, words
    assert ("改成：" in words) == mistake.get("fix", True), words
    if mistake.get("fix", True):
        list(mend([root]))
        whole = (CITY / FILES[mistake["file"]]).read_text(encoding="utf-8")
        if "mended" in mistake:
            whole = whole.replace(mistake["edit"][0], mistake["mended"])
        assert path.read_text(encoding="utf-8") == whole
