"""`scan` says what a text reveals, line by line, whatever the text is made of."""

import json
from pathlib import Path

import pytest

from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.masking import Kind

PHONE = "13800001111"


def scanned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, code: int = FINDINGS
) -> list[dict[str, object]]:
    file = tmp_path / "texts.txt"
    file.write_bytes(content)
    assert main(["scan", str(file), "--format", "json"]) == code
    spans: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return spans


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_coding_and_line_end_gives_the_same_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], coding: str, end: str
) -> None:
    text = end.join(["没有什么。", "", f"𠮷姓当事人的电话{PHONE}", ""])
    expected = {"line": 3, "start": 8, "end": 19, "kind": "phone", "certain": True}
    assert scanned(tmp_path, capsys, text.encode(coding)) == [expected]


def test_a_stray_nul_hides_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lines around it are looked at, and the places are those of the file."""
    path = tmp_path / "a.txt"
    path.write_text(
        "决定书" * 100 + "\n当事人电话13912\x00345678\n又电13912345678\n", encoding="utf-8"
    )
    assert main(["scan", str(path), "--format", "json"]) == FINDINGS
    found = json.loads(capsys.readouterr().out)
    assert [(one["line"], one["start"], one["end"]) for one in found if one["certain"]] == [
        (2, 5, 17),
        (3, 2, 13),
    ]


def test_only_a_line_feed_ends_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """U+2028, U+0085, a form feed or a lone carriage return is a character of its line."""
    text = f"一\u2028二\u0085三\f四\r五电话{PHONE}"
    (span,) = scanned(tmp_path, capsys, text.encode())
    assert span["line"] == 1
    assert text[int(str(span["start"])) : int(str(span["end"]))] == PHONE


def test_doubt_alone_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = "身份证号码为110101199003070012".encode()
    (span,) = scanned(tmp_path, capsys, content, FINE)
    assert span["certain"] is False


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_reveals_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    assert scanned(tmp_path, capsys, content, FINE) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"abc\n\xff\xff\xff", "第2行：文件不是 UTF-8 编码，也不是 GB18030 编码"),
        (b"abc\n\0\1", "空字符"),
    ],
)
def test_what_is_no_text_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, says: str
) -> None:
    file = tmp_path / "texts.txt"
    file.write_bytes(content)
    assert main(["scan", str(file)]) == WRONG_USE
    assert says in capsys.readouterr().err
    assert main(["scan", str(tmp_path / "none.txt")]) == WRONG_USE
    assert "没有这个文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["當事人張偉稱不知情。\n", "其女兒張曉雨（13歲）在場\n電話無人接聽\n"]
)
def test_big5_is_named_and_not_read_as_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """Big5 decodes as GB18030 without an error: what nobody wrote would pass as clean."""
    file = tmp_path / "texts.txt"
    file.write_bytes(text.encode("big5"))
    assert main(["scan", str(file)]) == WRONG_USE
    said = capsys.readouterr().err
    assert "编码像是 Big5（繁体）" in said and "转换成简体中文" in said


@pytest.mark.parametrize(
    "text", ["当事人张伟称不知情。", "罱泥船", "翟隽、邬珺称不知情", "“，。；、”", "0571"]
)
def test_what_is_in_gb18030_is_not_taken_for_big5(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    file = tmp_path / "texts.txt"
    file.write_bytes(text.encode("gb18030"))
    assert main(["scan", str(file)]) in (FINE, FINDINGS), capsys.readouterr().err


def test_people_are_told_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place, what was recognised, the words around it and the rule's own advice."""
    file = tmp_path / "texts.txt"
    file.write_text(f"当事人的电话{PHONE}，无人接听。", encoding="utf-8")
    assert main(["scan", str(file)]) == FINDINGS
    said = capsys.readouterr().out
    assert f"第1行第7至17个字 确定：手机号码\n  当事人的电话【{PHONE}】，无人接听。" in said
    assert "把号码删去" in said
    assert "共1处：确定1处，疑似0处。" in said


def test_help_names_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["scan", "--help"])
    said = capsys.readouterr().out
    assert all(f"{kind.value} {kind.label}" in said for kind in Kind)
