"""Registers as Excel forms: what is exported and imported again is the same, and a clerk's change is that change."""

import csv
import re
import shlex
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.forms.cells import CELL_LIMIT, Cells
from generator.forms.columns import form_columns, required_groups
from generator.forms.workbook import MARK, FormError, form
from generator.importing.drafts import drafts
from generator.importing.headings import Headings
from generator.importing.reading import read_tables
from generator.models.base import Record, registers
from generator.models.terms import Term
from generator.sources.records import load
from generator.sources.spreadsheets import column_letter, read_book
from generator.sources.standard import dump_rows, file_cells, file_values, whole
from tests.support.city import CITY, check, copy_city
from tests.test_formats import part

DAY = date(2026, 11, 23)
DEPARTMENT = "market-regulation"
OF_A_DEPARTMENT = ("powers", "penalties", "officers", "entrustments", "discretion")


def stripped(value: Any) -> Any:
    """Values without the blanks at their edges, which no form keeps and nobody means."""
    if isinstance(value, str):
        return value.strip() or "空"
    if isinstance(value, dict):
        return {key: stripped(one) for key, one in value.items()}
    return [stripped(one) for one in value] if isinstance(value, list) else value


def plain(record: Record) -> Mapping[str, Any]:
    return record.model_dump(by_alias=True, exclude_defaults=True)


def read_again(model: type[Record], path: Path, cells: Cells) -> list[Record]:
    """The records of a form, by the way that an import goes."""
    found = []
    tables = read_tables(path, Headings(model, {}))
    assert tables.ours
    for table in tables.tables:
        for draft in drafts(table, cells, ours=True):
            assert not draft.faults, draft.faults
            assert not draft.changes, draft.changes
            values: dict[str, Any] = {}
            for column in form_columns(model):
                value = draft.values.get(column.name)
                if value is not None:
                    inner = values
                    for name in column.path[:-1]:
                        inner = inner.setdefault(name, {})
                    inner[column.path[-1]] = value
            for path_ in required_groups(model):
                inner = values
                for name in path_:
                    inner = inner.setdefault(name, {})
            found.append(model.model_validate(values))
    return found


@pytest.mark.parametrize("name", sorted(registers()))
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_lists_excel_lists_without_loss(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """For every register: records → form → records, whatever the fields hold."""
    model = registers()[name]
    table = model.register.is_table
    records = []
    for one in data.draw(st.lists(part(model, table), min_size=1, max_size=3)):
        records.append(model.model_validate(stripped(one.model_dump(by_alias=True))))
    cells = Cells(Catalogue({}), DAY)
    path = tmp_path_factory.mktemp("form") / "a.xlsx"
    path.write_bytes(form(model, records, cells))
    again = read_again(model, path, cells)
    assert [plain(one) for one in again] == [plain(one) for one in records]


@pytest.mark.parametrize("name", ["articles", "exposures", "appraisals"])
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_files_exported_and_imported_are_the_files(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """By the commands, for keys of several parts, pages that people write, rows of several departments: unchanged
    nothing is written, and what is deleted comes back as it was."""
    model = registers()[name]
    root = tmp_path_factory.mktemp("root")
    shutil.copytree(
        CITY / "lists", root / "lists", ignore=lambda _, names: {*names} - {"portal.yaml"}
    )
    drawn = data.draw(st.lists(part(model, model.register.is_table), min_size=1, max_size=4))
    records = [model.model_validate(stripped(one.model_dump(by_alias=True))) for one in drawn]
    # Each once more under another law, in another year: alike in all but the first part of the key.
    other = {"articles": {"law": "another-law"}, "appraisals": {"year": "1999"}}.get(name, {})
    by_file: dict[str, dict[str, Record]] = {}
    for one in [*records, *(one.model_copy(update=other) for one in records)]:
        by_file.setdefault(model.register.file.format(**dict(one)), {})[one.key] = one
    for file, several in by_file.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        rows = [file_cells(one) for one in several.values()]
        text = dump_rows(model, rows) if model.register.is_table else ""
        (root / file).write_text(text or whole(model, file_values(*several.values())), "utf-8")
    before = contents(root)
    path = exported(root, name)
    words = ("import", str(path), "--register", name, "--root", str(root))
    assert run(*words) == FINE
    assert contents(root) == before
    for file in by_file:
        (root / file).unlink()
    assert run(*words) == FINE
    assert contents(root) == before


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


def run(*words: str) -> int:
    return main(list(words))


def exported(root: Path, register: str, *more: str) -> Path:
    out = root.parent / f"{register}.xlsx"
    assert run("export", register, "--root", str(root), "--out", str(out), *more) == FINE
    return out


def contents(root: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()
    }


@pytest.mark.parametrize("register", OF_A_DEPARTMENT)
def test_the_demo_exported_and_imported_is_the_demo(
    repository: Path, tmp_path: Path, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "demo"
    shutil.copytree(repository / "lists", root / "lists")
    before = contents(root)
    path = exported(root, register, "--department", DEPARTMENT)
    words = (
        "import",
        str(path),
        "--register",
        register,
        "--department",
        DEPARTMENT,
        "--root",
        str(root),
    )
    assert run(*words) == FINE
    said = capsys.readouterr().out
    assert "新增0，修改0" in said and "没有导入0" in said
    assert contents(root) == before


@pytest.mark.parametrize("register", sorted(registers()))
def test_every_register_of_the_whole_city_comes_back(
    city: Path, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the line that export prints, whatever register it is, and nothing in any file is another."""
    private = ["--supervision", str(city / "supervision")]
    exported(city, register, *private)
    again = shlex.split(capsys.readouterr().out.splitlines()[-1])
    before = contents(city)
    assert run(*again[2:], "--root", str(city), *private) == FINE, capsys.readouterr()
    assert "没有导入0" in capsys.readouterr().out
    assert contents(city) == before


@pytest.mark.parametrize("register", ["articles", "exposures", "appraisals"])
def test_a_change_in_a_form_of_the_city_is_that_change(
    city: Path, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a register whose key is more than an id, in a page that people write, in rows of several departments."""
    changes = {
        "articles": ((2, "条文"), "第一条 为了规范行政处罚"),
        "exposures": ((2, "备注"), "已经整改"),
        "appraisals": ((4, "评定理由"), "3卷案卷不合格"),
    }
    place, words = changes[register]
    path = exported(city, register)
    before = contents(city)
    edit(path, {place: words})
    assert run("import", str(path), "--register", register, "--root", str(city)) == FINE
    after = contents(city)
    said = capsys.readouterr().out
    assert "修改1" in said and "新增0" in said, said
    (file,) = [name for name in before if before[name] != after[name]]
    old, new = (one[file].decode().splitlines() for one in (before, after))
    assert len([line for line in new if line not in old]) == 1 and words in "\n".join(new)
    assert len([line for line in old if line not in new]) == (register != "exposures")
    assert set(after) == set(before)
    assert not [one for one in check(city).findings if one.code.startswith("STR")]


@pytest.mark.parametrize("register", ["articles", "exposures", "appraisals", "penalties"])
def test_what_is_gone_comes_back_where_it_was(city: Path, register: str) -> None:
    """A file written anew from the form of the whole city: pages with their text, rows in the file of their key."""
    path = exported(city, register)
    before = contents(city)
    for record in load([city]).records[register]:
        (city / record.file).unlink(missing_ok=True)
    assert run("import", str(path), "--register", register, "--root", str(city)) == FINE
    assert contents(city) == before


def test_a_register_of_the_supervision_root_comes_back_to_it(city: Path) -> None:
    """Its form is filled from there, and nothing of it is written into a public root."""
    private = city / "supervision"
    words = ["--department", DEPARTMENT, "--supervision", str(private)]
    path = exported(city, "dockets", *words)
    before = contents(city)
    (private / "lists" / "departments" / DEPARTMENT / "dockets" / "2026.csv").unlink()
    again = ["import", str(path), "--register", "dockets", "--root", str(city)]
    assert run(*again, "--department", DEPARTMENT) == WRONG_USE
    assert run(*again, *words) == FINE
    assert contents(city) == before


@pytest.mark.parametrize("register", OF_A_DEPARTMENT)
def test_what_was_deleted_comes_back_from_its_form(city: Path, register: str) -> None:
    """The files that a form writes anew are those that there were, byte for byte."""
    path = exported(city, register, "--department", DEPARTMENT)
    before = contents(city)
    folder = city / "lists" / "departments" / DEPARTMENT
    if register == "officers":
        (folder / "officers.csv").unlink()
    else:
        shutil.rmtree(folder / register)
    words = (
        "import",
        str(path),
        "--register",
        register,
        "--department",
        DEPARTMENT,
        "--root",
        str(city),
    )
    assert run(*words) == FINE
    assert contents(city) == before


def edit(path: Path, changes: Mapping[tuple[int, str], object]) -> None:
    """Change cells of a form as a clerk does in Excel: row and heading → what is typed."""
    sheets = read_book(path).sheets
    with xlsxwriter.Workbook(path) as book:
        for sheet in sheets:
            rows = {row.number: list(row.cells) for row in sheet.rows}
            if sheet is sheets[0]:
                headings = [str(one).rstrip("*") for one in sheet.rows[0].cells]
                for (number, heading), value in changes.items():
                    row = rows.setdefault(number, [""] * len(headings))
                    row[headings.index(heading)] = value
            out = book.add_worksheet(sheet.name)
            if sheet.hidden:
                out.very_hidden()
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for number, cells in rows.items():
                for place, value in enumerate(cells):
                    if isinstance(value, date):
                        out.write_datetime(number - 1, place, datetime.combine(value, time()), day)
                    elif isinstance(value, (int, float)):
                        out.write_number(number - 1, place, value)
                    elif value:
                        out.write_string(number - 1, place, str(value))


def test_a_clerks_change_is_that_change(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(city, "powers", "--department", DEPARTMENT)
    file = city / "lists/departments" / DEPARTMENT / "powers/expired-food.yaml"
    before = file.read_text("utf-8").splitlines()
    edit(
        path,
        {
            (2, "承办机构"): "法规科",
            (2, "责任事项"): "两人以上检查并出示证件\n当场告知权利",
            (2, "追责情形"): None,
            (2, "备注"): "2026年核对",
        },
    )
    words = (
        "import",
        str(path),
        "--register",
        "powers",
        "--department",
        DEPARTMENT,
        "--root",
        str(city),
    )
    assert run(*words) == FINE
    said = capsys.readouterr().out
    for part_ in (
        "修改1",
        "没有变化2",
        "“承办机构”：执法科（food）→法规科（legal）",
        "“责任事项”加上当场告知权利",
        "“追责情形”去掉",
    ):
        assert part_ in said, said
    after = file.read_text("utf-8").splitlines()
    assert [line for line in before if line not in after] == [
        "unit: food",
        "grounds:",
        "- 没有法定依据实施处罚的",
    ]
    assert [line for line in after if line not in before] == [
        "unit: legal",
        "- 当场告知权利",
        "remark: 2026年核对",
    ]
    assert not [one for one in check(city).findings if one.code.startswith("STR")]


@pytest.mark.parametrize(
    ("shown", "typed", "times"),
    [(": ", "：", -1), (": ", "：", 1), ("- ", "-", -1), ("- ", "－ ", 1), ("  ", "　", -1), (": ", ":", -1)],
)  # fmt: skip
@pytest.mark.parametrize("name", ["former_codes", "sub_items", "bases"])
def test_what_a_chinese_keyboard_does_to_a_group(
    city: Path, name: str, shown: str, typed: str, times: int
) -> None:
    """It is understood, and nothing of it is lost; never taken for something less."""
    catalogue = Catalogue(load([city]).records)
    cells = Cells(catalogue, DAY, DEPARTMENT)
    column = next(one for one in form_columns(registers()["powers"]) if one.name == name)
    written = str(cells.written(column, getattr(catalogue.powers["expired-food"], name)))
    meant = cells.read(column, written).value
    assert cells.read(column, written.replace(shown, typed, times)).value == meant


def test_a_new_row_in_a_form(city: Path) -> None:
    path = exported(city, "officers", "--department", DEPARTMENT)
    new = {"姓名": "沈知微", "执法证号": "XC00000009", "内设机构": "执法科（food）", "岗位": "承办岗", "执法类别": "市场监管",
           "执法区域": "小城市", "人员性质": "在编", "发证日期": date(2026, 1, 5), "有效期至": "2031-01-04"}  # fmt: skip
    edit(path, {(5, heading): value for heading, value in new.items()})
    words = (
        "import",
        str(path),
        "--register",
        "officers",
        "--department",
        DEPARTMENT,
        "--root",
        str(city),
    )
    assert run(*words) == FINE
    text = (city / "lists/departments" / DEPARTMENT / "officers.csv").read_text("utf-8")
    assert (
        "xc00000009,沈知微,XC00000009,food,handler,市场监管,小城市,establishment,,2026-01-05,2031-01-04"
        in text
    )


def test_the_rest_of_a_form_is_a_form(city: Path) -> None:
    """An empty cell in it takes out what was there, and a line with a sign in it stays one line."""
    path = exported(city, "powers", "--department", DEPARTMENT)
    edit(
        path,
        {(2, "承办机构"): "没有这个科", (2, "责任事项"): "检查；取证\n告知", (2, "追责情形"): None},
    )
    words = ("--register", "powers", "--department", DEPARTMENT, "--root", str(city))
    assert run("import", str(path), *words) == FINDINGS
    rest = path.with_name("powers-未导入.xlsx")
    edit(rest, {(2, "承办机构"): "法规科"})
    assert run("import", str(rest), *words) == FINE
    text = (city / "lists/departments" / DEPARTMENT / "powers/expired-food.yaml").read_text("utf-8")
    assert "unit: legal" in text and "- 检查；取证\n- 告知\n" in text and "grounds" not in text


def without_mark(path: Path) -> Path:
    """The form as a CSV, as Excel saves its first sheet: no hidden sheet says whose it is."""
    rows = [row.cells for row in read_book(path).sheets[0].rows]
    with path.with_suffix(".csv").open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines).writerows(rows)
    return path.with_suffix(".csv")


def test_a_cleared_cell_counts_without_the_hidden_sheet(city: Path) -> None:
    path = exported(city, "powers", "--department", DEPARTMENT)
    before = contents(city)
    words = ("--register", "powers", "--department", DEPARTMENT, "--root", str(city))
    assert run("import", str(without_mark(path)), *words) == FINE
    assert contents(city) == before
    edit(path, {(2, "追责情形"): None})
    assert run("import", str(without_mark(path)), *words) == FINE
    text = (city / "lists/departments" / DEPARTMENT / "powers/expired-food.yaml").read_text("utf-8")
    assert "grounds" not in text


def test_an_empty_cell_of_another_table_is_told(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(city)
    path = city.parent / "a.csv"
    path.write_text("职权编码,追责情形,备注\n021231047000,,\n", "utf-8")
    words = ("--register", "powers", "--department", DEPARTMENT, "--root", str(city))
    assert run("import", str(path), *words) == FINE
    assert "有1格是空的，原来的内容都留着，例如第2行的“追责情形”" in capsys.readouterr().out
    assert contents(city) == before


def test_a_form_of_another_register_is_refused(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = exported(city, "officers", "--department", DEPARTMENT)
    words = (
        "import",
        str(path),
        "--register",
        "powers",
        "--department",
        DEPARTMENT,
        "--root",
        str(city),
    )
    assert run(*words) == WRONG_USE
    assert "这是登记表 officers 的表" in capsys.readouterr().err


def test_another_departments_rows_are_refused(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = exported(city, "officers")
    words = (
        "import",
        str(path),
        "--register",
        "officers",
        "--department",
        DEPARTMENT,
        "--root",
        str(city),
    )
    run(*words)
    assert "这一行是部门 urban-management 的" in capsys.readouterr().out


def test_the_form_helps_who_fills_it(city: Path) -> None:
    """Drop-downs, notes, codes as text, a frozen header, a page of instructions, an empty form."""
    path = exported(city, "powers", "--department", DEPARTMENT, "--empty")
    sheets = read_book(path).sheets
    assert [(one.name, one.hidden) for one in sheets] == [
        ("职权", False),
        ("说明", False),
        (MARK, True),
    ]
    assert len(sheets[0].rows) == 1
    headings = list(sheets[0].rows[0].cells)
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        notes = packed.read("xl/comments1.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    assert 'state="frozen"' in sheet and "十类之一" in notes and "字段名：code" in notes
    assert 'numFmtId="49"' in styles  # @, text
    place = headings.index("职权类型*")
    rule = re.search(rf'sqref="{column_letter(place)}2:[A-Z]+1048576"><formula1>([^<]+)', sheet)
    found = re.fullmatch(rf"{MARK}!\$([A-Z]+)\$1:\$([A-Z]+)\$10", rule[1]) if rule else None
    assert found
    column = [column_letter(n) for n in range(30)].index(found[1])
    offered = [row.cells[column] for row in sheets[2].rows[:10]]
    assert offered[:2] == ["行政许可", "行政处罚"] and offered[9] == "其他行政权力"


def test_the_same_records_give_the_same_bytes(city: Path) -> None:
    records = load([city]).records
    cells = Cells(Catalogue(records), DAY)
    forms = [form(registers()["powers"], records["powers"], cells) for _ in range(2)]
    assert forms[0] == forms[1]


def test_a_cell_that_excel_cannot_hold_is_said() -> None:
    term = Term.model_validate(
        {
            "id": "a",
            "words": ["很长的说法" * 3900, "很长的另一说法" * 2800],
            "term": "词",
            "gloss": "解释",
            "citation": "a@2020-01-01:1",
        }
    )
    assert sum(map(len, term.words)) > CELL_LIMIT
    with pytest.raises(FormError, match="一格最多"):
        form(Term, [term], Cells(Catalogue({}), DAY))


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    cells = Cells(Catalogue({}), DAY)
    values = {
        "id": "a",
        "words": ["=1+1"],
        "term": "https://example.invalid/",
        "gloss": "+1",
        "citation": "a@2020-01-01:1",
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(form(Term, [Term.model_validate(values)], cells))
    assert read_again(Term, path, cells)[0].model_dump()["words"] == ["=1+1"]
    with zipfile.ZipFile(path) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet


def test_a_hidden_sheet_is_not_read_and_said(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("一").write_row(0, 0, ["职权编码", "备注"])
        hidden = book.add_worksheet("二")
        hidden.write_row(0, 0, ["职权编码", "备注"])
        hidden.hide()
    run(
        "import", str(path), "--register", "powers", "--department", DEPARTMENT, "--root", str(city)
    )
    assert "表“二”是隐藏的，没有读" in capsys.readouterr().out
    assert len(read_book(path).sheets) == 2
