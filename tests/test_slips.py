"""What a clerk is told of a slip: one finding, at its line, that names what stands there and how to mend it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.sources.slips import halved, line_slip
from generator.sources.yaml_errors import YamlError
from generator.sources.yaml_files import read_yaml
from tests.support.city import check, copy_city, field
from tests.test_planted import (
    BODY,
    CASES,
    FINES,
    LITTERING,
    OFFICERS,
    Plant,
    change,
    edit,
    write,
)


def cells(file: str, row: int, how: Callable[[list[str]], None]) -> Plant:
    def mend(data: bytes) -> bytes:
        rows = data.decode().split("\n")
        row_cells = rows[row].split(",")
        how(row_cells)
        rows[row] = ",".join(row_cells)
        return "\n".join(rows).encode()

    return change(file, mend)


def separated(by: str) -> Plant:
    return change(CASES, lambda data: data.replace(b",", by.encode()))


# The fault, the code and line of its only finding, what its message and its advice hold.
SLIPS: list[tuple[str, Plant, str, int, str, str]] = [
    ("semicolons", separated(";"), "STR002", 1, "分号", "CSV UTF-8（逗号分隔）"),
    ("tabs", separated("\t"), "STR002", 1, "制表符", "CSV UTF-8（逗号分隔）"),
    ("wide commas", separated("，"), "STR002", 1, "全角逗号", "半角逗号"),
    ("no header", change(OFFICERS, lambda d: d.split(b"\n", 1)[1]), "STR002", 1, "第一行不是字段名", "id,name,"),
    ("Chinese header", change(OFFICERS, lambda d: d.replace(b",name,", ",姓名,".encode(), 1)), "STR003", 1, "姓名", "改成 name。"),
    ("a cell short", cells(CASES, 2, lambda row: row.pop(5)), "STR004", 3, "45格，表头有46列，少的看来是“当事人”（party）", "补一个半角逗号"),
    ("cells short at the end", cells(CASES, 3, lambda row: row.__delitem__(slice(-3, None))), "STR004", 4, "43格，表头有46列，少的是行末的格子", "补一个半角逗号"),
    ("a comma inside", change(CASES, lambda d: d.replace(b"fine;conf", b"fine,conf", 1)), "STR003", 2, "从“罚款”（fine）起对不上", "用 ; 分开"),
    ("a comma too many at the end", cells(OFFICERS, 1, lambda row: row.append("")), "STR003", 2, "末尾多了空格子", "行末多出来的逗号"),
    ("empty row of Excel", change(OFFICERS, lambda d: d + b"," * 15 + b"\n"), "STR004", 5, "这一行是空的", "删去"),
    ("key twice", edit(LITTERING, "type: penalty", "type: penalty\ntype: penalty"), "STR007", 5, "写了两次", "只留一处"),
    ("two documents", edit(LITTERING, "bases:", "---\nbases:"), "STR002", 6, "两段", "一个文件只写一条记录"),
    ("alias", edit(LITTERING, "type: penalty", "type: *penalty"), "STR002", 4, "别名", "加引号"),
    ("tag", edit(LITTERING, "type: penalty", "type: !!str penalty"), "STR002", 4, "!!str", "感叹号"),
    ("control character", edit(LITTERING, "type: penalty", "type: \x07penalty"), "STR002", 4, "U+0007", "重新打字输入"),
    ("mark that turns the text", edit(LITTERING, "summary: 查", "summary: 查\u202e"), "STR005", 5, "第2个字是看不见的字符（U+202E）", "重新打字输入"),
    ("blank without width", edit(BODY, "小城市市场", "小城市\u200b市场"), "STR005", 2, "U+200B", "重新打字输入"),
    ("a list of one field each", edit(LITTERING, "\n  version: 2017-03-01\n  article: '34'\n  subparagraph: '1'\n", "\n- version: 2017-03-01\n- article: '34'\n"), "STR005", 6, "每一项只有一个字段", "只写在一项的第一个字段前面"),
    ("no list", edit(LITTERING, "- law: city-appearance-regulation\n  version: 2017-03-01\n  article: '34'\n  subparagraph: '1'\n", "  law: city-appearance-regulation\n"), "STR005", 6, "写的是一组字段，应当是列表", "每一项是一组字段"),
    ("a list, no record", write(LITTERING, "- id: littering\n- name: 一\n"), "STR002", 1, "列表", "短横|“- ”"),
    ("a word without colon", edit(LITTERING, "type: penalty", "type penalty"), "STR002", 4, "没有“字段名: ”", "字段名: 内容"),
    ("all colons of full width", change(LITTERING, lambda d: d.replace(b": ", "：".encode())), "STR002", 1, "“id”后面的冒号是全角的", "id: 内容"),
    ("colon of full width in a list", edit(LITTERING, "- law: ", "- law："), "STR002", 7, "“law”后面的冒号是全角的", "law: 内容"),
    ("wide blank after the colon", edit(LITTERING, "type: p", "type:\u3000p"), "STR002", 4, "全角空格", "半角"),
    ("wide comma in brackets", edit(LITTERING, "type: penalty", "type: {a: b，c: d}"), "STR002", 4, "全角的“，”", "半角逗号"),
    ("bracket left open", edit(LITTERING, "type: penalty", "type: [penalty"), "STR002", 4, "方括号没有闭合", "补上“]”"),
    ("text after a quote", edit(LITTERING, "type: penalty", "type: 'pen'alty"), "STR002", 4, "引号闭合以后又有内容", "半角引号"),
    ("fine in wide digits", edit(CASES, ",280000,", ",２８００００,"), "STR012", 3, "２８００００", "改成 280000。"),
    ("ten thousands in wide digits", edit(CASES, ",280000,", ",２８万,"), "STR012", 3, "２８万", "改成 280000。"),
    ("day of Excel", edit(CASES, "2026-09-01", "2026/9/1"), "STR005", 4, "2026/9/1", "改成 2026-09-01。"),
    ("day in words", edit(CASES, "2026-09-01", "２０２６年９月１日"), "STR005", 4, "２０２６年９月１日", "改成 2026-09-01。"),
    ("article in words", edit(LITTERING, "'34'", "第三十四条"), "STR005", 9, "第三十四条", "改成 '34'。"),
    ("label for a key", edit(LITTERING, "type: penalty", "type: 行政处罚"), "STR005", 4, "行政处罚", "改成 penalty。"),
    ("wide quotes", edit(LITTERING, "type: penalty", "type: “penalty”"), "STR005", 4, "“penalty”", "改成 penalty。"),
    ("code in wide quotes", edit(LITTERING, "'022231001000'", "“022231001000”"), "STR005", 2, "引号是全角的", "'022231001000'"),
    ("number of another department", edit(FINES, "小城管罚〔2026〕1号", "小市监罚〔2026〕9号"), "STR005", 2, "小市监罚〔2026〕9号", "文号是市市场监管局的"),
    ("number of no series", edit(FINES, "小城管罚〔2026〕1号", "城管〔2026〕1号"), "STR005", 2, "城管〔2026〕1号", "文号系列（series）"),
    ("name of a party", edit(CASES, ",李某,", ",李建国,"), "PRV004", 2, "当事人的完整名称", "只留姓"),
    ("wrong check digit", edit(BODY, "kind: public_institution", "kind: public_institution\ncredit_code: 12000000MB00000025"), "STR005", 4, "最后一位写的是“5”，按前17位算应当是“4”", "逐位核对"),
    ("wrong place", write("lists/departments/urban-management/parking.yaml", "id: parking\nname: 一\nposts: {}\nbases: []\n"), "STR009", 1, "lists/departments/部门标识/powers/职权标识.yaml", "应在的文件夹"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "code", "line", "says", "mends"),
    [slip[1:] for slip in SLIPS],
    ids=[n for n, *_ in SLIPS],
)
def test_a_slip_is_one_finding_that_helps(
    plant: Plant, code: str, line: int, says: str, mends: str, fresh_city: Path
) -> None:
    plant(fresh_city)
    found = check(fresh_city).findings
    told = [f"{f.code}:{f.place.line} {field(f)} {f.message} → {f.advice}" for f in found]
    assert [(f.code, f.place.line) for f in found] == [(code, line)], told
    assert says in found[0].message
    assert re.search(mends.replace("（", "[（]"), found[0].advice) or mends in found[0].advice, told
    assert not re.search("请|非法|格式错误", found[0].message + found[0].advice)


def test_many_rows_out_of_step_are_told_quickly(tmp_path: Path) -> None:
    """Which cell is missing is looked for in the first rows only; every row has its finding."""
    root = copy_city(tmp_path / "city")
    path = root / CASES
    rows = path.read_text("utf-8").split("\n")
    path.write_text("\n".join([rows[0], *["cf-1,x,y"] * 3000]) + "\n", encoding="utf-8")
    assert len(check(root).of("STR004")) == 3000


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 中文中文中文\nb: 中文\nc: x\x07y\n", 3),
        ('a: b\nc: "d\ne: f\n', 2),
        ("a: b\nc: 'd\ne: 'f'\n", 2),
        ('a: b\nc: "d”\ne: f\n', 2),
        ("a: b\nc：d\n", 2),
        ("a: b\nc: [d，e\nf: g\n", 2),
        ("a:\n  b: c\n　　d: e\n  f: g\n", 3),
        ("a: b\u2028c\nd: e\n", 1),
        ('a: "\\中"\n', 1),
        ("a: b\nc: !!x\n\n\n", 2),
        ("a: b\nc: ? [\n\n", 2),
        ("a: b\r\nc: d\r\ne：f\r\ng: h\r\n", 3),
    ],
)
def test_line_of_an_error(text: str, line: int) -> None:
    """However much Chinese stands before it, the line is that of the slip."""
    with pytest.raises(YamlError) as caught:
        read_yaml(text)
    assert caught.value.line == line, caught.value.what


@pytest.mark.parametrize(
    "line",
    [
        "id: a",
        "- id: a",
        "  name: 对“乱扔”：的处罚",
        "url: https://a.example/",
        "---",
        "- 项",
        "# 说明：x",
    ],
)
def test_a_line_without_slip(line: str) -> None:
    assert line_slip(line) is None


def test_half_width() -> None:
    assert halved("２０２６－０９ＡＢ（）　x") == "2026-09AB() x"
