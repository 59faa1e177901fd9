"""A docket into public outcomes, nothing written where in doubt."""

import argparse
import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from generator.anonymizing import (
    KEEP,
    MASK,
    NOTED,
    PRIVATE,
    Masked,
    anonymize,
    settings_of,
)
from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._docket_rows import Row, rows_of
from generator.commands._forms import department_of, refuse_broken
from generator.commands._records import add_roots, catalogue_of, day_of, read, roots
from generator.decision_numbers import normalised, parts
from generator.findings import Place, Unchecked
from generator.forms.cells import Cells
from generator.models.base import extra, file_fields, registers
from generator.models.departments import Department
from generator.models.dockets import Docket
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.rules import all_rules
from generator.sources.files import LISTS, Unreadable, read_foreign, read_text
from generator.sources.shape import problems
from generator.sources.standard import format_text
from generator.sources.tables import CsvError, decode, read_table
from generator.sources.writing import write_text

HELP = "把案件登记表变成可以公开的执法结果：隐去当事人和其他人，拿不准的先问人"
EXAMPLE = "python publish.py anonymize ../监督库/登记表.xlsx --department market-regulation"
ABOUT = f"""登记表是 Excel 或者 CSV，一行一件，列名用中文标题或者英文名：执法结果的各列（见数据字典），
当事人写真实名称，日期、金额、依据照平常的写法；另外可以有下面这些列，只用来找出要隐去的内容，不会公开：
  {"，".join(f"{name} {title}" for name, title in PRIVATE.items())}
一格里有几个人的，用 ; 分开。写了 --supervision 的，按“案号”（没有这一列的，按登记簿里的
“结果”）找到监督库里的案件，它的当事人、承办人、审核人、决定人的姓名也一起隐去。

地点和事实里的日期写到哪一级，在 portal.yaml 的 place_detail、date_detail 里设。

确定要隐去的，直接隐去；疑似的，写进“登记表.questions.csv”，这一件先不写。在它的“决定”
列填“{MASK}”或者“{KEEP}”，再运行一次。登记表的“备注”不公开；清单里自己写的备注留着。每一处怎样处理的，写在“登记表.report.csv”。
这两个文件含有真实姓名，不能放进公开的库。有没有写成的，返回1。"""
# What people read and answer, by name: its heading.
QUESTION_COLUMNS = {
    "line": "登记表的行",
    "record": "标识",
    "field": "栏",
    "text": "内容",
    "around": "前后的话",
    "why": "为什么问",
    "decision": "决定",
}
REPORT_COLUMNS = {
    "line": "登记表的行",
    "record": "标识",
    "field": "栏",
    "was": "原来写的",
    "now": "现在写的",
    "why": "理由",
}
Key = tuple[str, str, str, str]


def outcome_registers() -> dict[str, type[Outcome]]:
    """The registers of outcomes, by name."""
    return {name: one for name, one in registers().items() if issubclass(one, Outcome)}


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{HELP}。\n\n{ABOUT}"
    parser.add_argument(
        "file", type=Path, metavar="登记表", help=".xlsx、.xls 或者 .csv，放在公开的库外面"
    )
    parser.add_argument("--department", default="", metavar="部门", help="部门的标识")
    several = "，".join(f"{name} {one.register.title}" for name, one in outcome_registers().items())
    parser.add_argument(
        "--register",
        choices=outcome_registers(),
        default="penalties",
        help=f"写进哪个登记表：{several}；不写的，是 penalties",
    )
    parser.add_argument(
        "--report", type=Path, metavar="文件夹", help="报告和问题放在哪里，默认放在登记表旁边"
    )
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    folders = roots(arguments)
    catalogue = catalogue_of(arguments)
    model = outcome_registers()[arguments.register]
    department = department_of(catalogue, model, arguments.department)
    for register in (arguments.register, Docket.register.name, Officer.register.name):
        refuse_broken(catalogue, register, department)
    beside = arguments.report or arguments.file.parent
    for root in folders:
        _outside(arguments.file, root, "登记表")
        _outside(beside, root, "报告")
    questions = beside / f"{arguments.file.stem}.questions.csv"
    titles = {name: str(model.model_fields[name].title) for name in file_fields(model)}
    answers = _answers(questions, titles)
    day = day_of(catalogue, arguments)
    rows = rows_of(arguments.file, model, Cells(catalogue, day, department))
    done, refused = _masked(rows, model, catalogue, department, answers)
    wrote = _write(folders[0], model, department, [one.row for one in done if one.row])
    _write_table(questions, QUESTION_COLUMNS, titles, _asked(done, answers))
    report = beside / f"{arguments.file.stem}.report.csv"
    _write_table(report, REPORT_COLUMNS, titles, _decided(done))
    print(f"共{len(rows)}件，写成{sum(one.row is not None for one in done)}件。")
    for file in wrote:
        print(f"已写：{file}")
    for why in refused:
        print(f"没有写：{arguments.file.name} {why}")
    asked = [one for one in done if one.questions]
    if asked:
        count = sum(len(one.questions) for one in asked)
        print(
            f"{len(asked)}件有疑问，共{count}处，先没有写：在 {questions} 的“决定”列填“{MASK}”或者“{KEEP}”，再运行一次。"
        )
    written = {f"{department}/{_year(one.row)}/{one.record}" for one in done if one.row}
    told_apart = list(_told_apart(read(folders), day, written))
    for words in told_apart:
        print(f"容易认出是谁：{words}")
    if wrote:
        print("接着运行 python publish.py check。")
    return FINDINGS if asked or refused or told_apart else FINE


def _told_apart(catalogue: Catalogue, day: date, written: Collection[str]) -> Iterator[str]:
    """Of what was written, the parties of whom too few are alike in all that is published, and how to coarsen it."""
    rule = all_rules()["PRV007"]
    for hit in rule.check(catalogue, day):
        if not isinstance(hit, Unchecked) and hit.place.record in written:
            yield f"{hit.place.record}：{rule.message.format(**hit.values)}。{rule.advice}"


def _outside(path: Path, root: Path, what: str) -> None:
    """Refuse what would stand among the public files. Raises CommandError."""
    if path.resolve().is_relative_to(root.resolve()):
        raise CommandError(f"{what}含有真实姓名，不能放在公开的库 {root} 里；移到库外面再运行")


def _with_id(cells: dict[str, str], department: Department) -> list[str]:
    """Give a row the id that its number says, where it has none; what is wrong if it has neither."""
    number = cells.get("number", "")
    for series in department.series if number else ():
        if not cells.get("id") and (found := parts(number, series.format)):
            cells["id"] = f"{series.id}-{found[1]}"
    if cells.get("id"):
        return []
    formats = "、".join(f"{one.format}（{one.id}）" for one in department.series)
    return [
        f"没有“标识”，“决定书文号”写的是“{number}”，也不是本部门的文号；本部门的文号系列有：{formats}"
    ]


def _masked(
    rows: Sequence[Row],
    model: type[Outcome],
    catalogue: Catalogue,
    department: str,
    answers: Mapping[Key, str],
) -> tuple[list[Masked], list[str]]:
    """What became of each row, and why some are not written, with their lines."""
    settings = settings_of(
        catalogue.portal,
        [one.name for one in catalogue.departments.values()],
        [one.certificate for one in catalogue.officers.values()],
    )
    dockets = _dockets(catalogue, department)
    done, refused = [], []
    seen: dict[tuple[str, str], int] = {}
    for line, cells, misread in rows:
        known: list[str] = []
        faults = [*misread, *_with_id(cells, catalogue.departments[department])]
        if not cells["party"]:
            faults.append("“当事人”空着；写真实的姓名或者名称")
        if not cells["party_kind"] and not misread:
            faults.append("“当事人类型”空着；写自然人、个体工商户、法人或者非法人组织")
        before = seen.setdefault((_year(cells), cells.get("id", "")), line)
        if cells.get("id") and before != line:
            faults.append(f"与第{before}行是同一个标识：{cells['id']}；标识在本部门本年度不能重复")
        if catalogue.supervised and not faults:
            docket = _docket(cells, dockets, department)
            known = _known(docket, catalogue) if docket else []
            faults += [] if docket else [_no_docket(cells, department)]
        if not faults:
            one = anonymize(cells, model=model, settings=settings, answers=answers, known=known)
            one.line = line
            if one.row is not None:
                one.refused += _shape(one.row, model)
                one.row = None if one.refused else one.row
            done.append(one)
            faults = one.refused
        refused += [f"第{line}行：{why}" for why in dict.fromkeys(faults)]
    return done, refused


def _dockets(catalogue: Catalogue, department: str) -> dict[str, Docket]:
    """The department's cases in the supervision root, by number and by outcome."""
    found: dict[str, Docket] = {}
    for one in catalogue.all(Docket):
        if one.department == department:
            found[normalised(one.number)] = one
            if one.outcome:
                found[one.outcome] = one
    return found


def _docket(
    cells: Mapping[str, str], dockets: Mapping[str, Docket], department: str
) -> Docket | None:
    if number := cells.get("docket", ""):
        return dockets.get(normalised(number))
    return dockets.get(f"{department}/{_year(cells)}/{cells['id']}")


def _no_docket(cells: Mapping[str, str], department: str) -> str:
    if number := cells.get("docket", ""):
        return f"监督库里没有“案号”是“{number}”的案件；照登记簿上的写"
    return (
        f"监督库里没有一件的“结果”是 {department}/{_year(cells)}/{cells['id']}；"
        "加一列“案号”，写登记簿上的案号"
    )


def _known(docket: Docket, catalogue: Catalogue) -> list[str]:
    """The names that a docket knows: its party, and every officer who had a part in it."""
    several = [docket.party] if docket.party else []
    for name, info in Docket.model_fields.items():
        if extra(info, "refers") == Officer.register.name:
            value = getattr(docket, name)
            ids = value if isinstance(value, list) else [value] if value else []
            several += [catalogue.officers[one].name for one in ids if one in catalogue.officers]
    return several


def _shape(row: dict[str, str], model: type[Outcome]) -> list[str]:
    """What keeps a row from being a record, and how to mend it."""

    def at(path: Sequence[object], line: int | None = None) -> Place:
        return Place("", "", model.register.name, "", tuple(path), None)  # type: ignore[arg-type]

    try:
        model.model_validate({**decode(model, row), "department": "x", "year": _year(row)})
    except ValidationError as error:
        return [f"{one.hit.values['what']}。{one.hit.advice}" for one in problems(model, error, at)]
    return []


def _year(row: Mapping[str, str]) -> str:
    """The year of the decision's number, else of the decision."""
    found = re.search(r"[〔\[(（【]\s*([0-9]{4})\s*[〕\])）】]", row.get("number", ""))
    if found:
        return found[1]
    # What is no date is a fault of its own; that it gives no year is none beside it.
    year = row["decided_on"][:4]
    return year if re.fullmatch("[0-9]{4}", year) else "0000"


def _write(
    root: Path, model: type[Outcome], department: str, rows: Iterable[dict[str, str]]
) -> list[str]:
    """Put rows into the years' files, each in the place of the row with its id; the files that changed."""
    years: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        years[_year(row)].append(row)
    columns = file_fields(model)
    wrote = []
    for year, new in sorted(years.items()):
        file = f"{LISTS}/{model.register.path.format(department=department, year=year)}"
        path = root / file
        old = read_text(path) if path.exists() else ""
        kept: dict[str, dict[str, str]] = {}
        if old:
            (_, header), *lines = read_table(old)
            kept = {(row := dict(zip(header, cells, strict=True)))["id"]: row for _, cells in lines}
        for one in new:
            # A docket's remark never goes on; what somebody wrote in the list stays.
            said = {name: kept[one["id"]][name] for name in NOTED if one["id"] in kept}
            kept[one["id"]] = {**one, **said}
        text = format_text(model, _table(columns, kept.values()))
        if text != old:
            write_text(path, text)
            wrote.append(file)
    return wrote


def _table_of(path: Path) -> list[tuple[int, list[str]]]:
    """The rows of a CSV with their lines, the header first. Raises CommandError."""
    try:
        return list(read_table(read_foreign(path)))
    except Unreadable as error:
        raise CommandError(f"{path} 读不了：{error.what}。{error.advice}") from error
    except CsvError as error:
        raise CommandError(f"{path} 第{error.line}行：{error.what}。{error.advice}") from error


def _answers(path: Path, titles: Mapping[str, str]) -> dict[Key, str]:
    """What people have said so far. titles: of the register's columns. Raises CommandError where a decision is neither
    word."""
    if not path.exists():
        return {}
    (_, header), *lines = _table_of(path)
    names = {heading: name for name, heading in QUESTION_COLUMNS.items()}
    columns = {title: name for name, title in titles.items()}
    header = [names.get(word, word) for word in header]
    asked = {name: heading for name, heading in QUESTION_COLUMNS.items() if name != "line"}
    if left_out := [heading for name, heading in asked.items() if name not in header]:
        raise CommandError(
            f"{path} 第1行缺少这些列：{'、'.join(left_out)}；只在“决定”列填写，其余照原样留着"
        )
    answers = {}
    for line, cells in lines:
        row = {**dict.fromkeys(QUESTION_COLUMNS, ""), **dict(zip(header, cells, strict=False))}
        said = row["decision"].strip()
        if said not in ("", MASK, KEEP):
            raise CommandError(f"{path} 第{line}行的“决定”写的是“{said}”；写“{MASK}”或者“{KEEP}”")
        if said:
            field = columns.get(row["field"], row["field"])
            answers[row["record"], field, row["text"], row["around"]] = said
    return answers


def _asked(done: Sequence[Masked], answers: dict[Key, str]) -> Iterable[dict[str, str]]:
    # What was answered stays, so that the next run need not ask again.
    lines = {one.record: str(one.line) for one in done}
    for (record, name, text, around), said in answers.items():
        yield {
            "line": lines.get(record, ""),
            "record": record,
            "field": name,
            "text": text,
            "around": around,
            "decision": said,
        }
    for one in done:
        for question in dict.fromkeys(one.questions):
            yield {**question._asdict(), "line": str(one.line)}


def _decided(done: Iterable[Masked]) -> Iterable[dict[str, str]]:
    for one in done:
        for decision in one.decisions:
            yield {**decision._asdict(), "line": str(one.line)}


def _write_table(
    path: Path,
    columns: Mapping[str, str],
    titles: Mapping[str, str],
    rows: Iterable[dict[str, str]],
) -> None:
    """Write what people read: Chinese headings, and each field by its title."""
    told = (
        {
            columns[name]: titles.get(cell, cell) if name == "field" else cell
            for name, cell in row.items()
        }
        for row in rows
    )
    # With the mark by which Excel knows that it is UTF-8: people answer there.
    write_text(path, f"\ufeff{_table(tuple(columns.values()), told)}")


def _table(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
