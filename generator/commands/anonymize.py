"""A docket into public outcomes, nothing written where in doubt."""

import argparse
import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from generator.anonymizing import KEEP, MASK, PRIVATE, Decision, Masked, Question, anonymize
from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._records import add_roots, catalogue_of, roots
from generator.models.base import file_fields
from generator.models.choices import PartyKind
from generator.models.penalties import Penalty
from generator.models.portal import OrganisationNames
from generator.sources.files import LISTS, Unreadable, read_foreign, read_text
from generator.sources.standard import format_text
from generator.sources.tables import CsvError, decode, read_table
from generator.sources.writing import write_text

HELP = "把案件登记表变成可以公开的处罚结果：隐去当事人和其他人，拿不准的先问人"
EXAMPLE = "python publish.py anonymize ../监督库/登记表.csv --department market-regulation"
ABOUT = f"""登记表是一份 CSV，一行一件，第一行是列名（英文名或者中文标题都可以）：处罚结果的各列
（见数据字典），当事人写真实名称；另外可以有下面这些列，只用来找出要隐去的内容，不会公开：
  {"，".join(f"{name} {title}" for name, title in PRIVATE.items())}
一格里有几个人的，用 ; 分开。

确定要隐去的，直接隐去；疑似的，写进“登记表.questions.csv”，这一件先不写。在它的 decision
列填“{MASK}”或者“{KEEP}”，再运行一次。每一处怎样处理的，写在“登记表.report.csv”。
这两个文件含有真实姓名，不能放进公开的库。有没有写成的，返回1。"""
QUESTION_COLUMNS = ("record", "field", "text", "around", "why", "decision")
REPORT_COLUMNS = ("record", "field", "was", "now", "why")
Key = tuple[str, str, str, str]


class Row(NamedTuple):
    """A row of the docket and the line on which it begins."""

    line: int
    cells: dict[str, str]


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = f"{HELP}。\n\n{ABOUT}"
    parser.add_argument("file", type=Path, metavar="登记表", help="CSV 文件，放在公开的库外面")
    parser.add_argument("--department", required=True, metavar="部门", help="部门的标识")
    parser.add_argument(
        "--report", type=Path, metavar="文件夹", help="报告和问题放在哪里，默认放在登记表旁边"
    )
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    folders = roots(arguments)
    catalogue = catalogue_of(arguments)
    if arguments.department not in catalogue.departments:
        known = "、".join(catalogue.departments)
        raise CommandError(f"没有部门“{arguments.department}”；有：{known}")
    beside = arguments.report or arguments.file.resolve().parent
    for root in folders:
        _outside(arguments.file, root, "登记表")
        _outside(beside, root, "报告")
    questions = beside / f"{arguments.file.stem}.questions.csv"
    answers = _answers(questions)
    done, refused = _masked(_rows(arguments.file), catalogue, answers)
    wrote = _write(folders[0], arguments.department, [one.row for one in done if one.row])
    _write_table(questions, QUESTION_COLUMNS, _asked(done, answers))
    _write_table(beside / f"{arguments.file.stem}.report.csv", REPORT_COLUMNS, _decided(done))
    asked = [one for one in done if one.questions]
    refused += [f"{one.record}：{why}" for one in done for why in dict.fromkeys(one.refused)]
    print(f"共{len(done)}件，写成{sum(one.row is not None for one in done)}件。")
    print("\n".join([*(f"已写：{file}" for file in wrote), *(f"没有写：{why}" for why in refused)]))
    if asked:
        count = sum(len(one.questions) for one in asked)
        print(
            f"{len(asked)}件有疑问，共{count}处，先没有写：在 {questions} 的 decision 列填“{MASK}”或者“{KEEP}”，再运行一次。"
        )
    return FINDINGS if asked or refused else FINE


def _outside(path: Path, root: Path, what: str) -> None:
    """Refuse what would stand among the public files. Raises CommandError."""
    if path.resolve().is_relative_to(root.resolve()):
        raise CommandError(f"{what}含有真实姓名，不能放在公开的库 {root} 里；移到库外面再运行")


def _rows(path: Path) -> list[Row]:
    """The rows of a docket by English column names. Raises CommandError."""
    names = {str(info.title): name for name, info in Penalty.model_fields.items()}
    names |= {title: name for name, title in PRIVATE.items()}
    known = {*file_fields(Penalty), *PRIVATE}
    try:
        table = list(read_table(read_foreign(path)))
    except Unreadable as error:
        raise CommandError(f"{path} 读不了：{error.what}") from error
    except CsvError as error:
        raise CommandError(f"{path} 第{error.line}行：{error.what}") from error
    header = [names.get(cell.strip(), cell.strip()) for cell in table[0][1]]
    if unknown := [name for name in header if name not in known]:
        raise CommandError(f"{path} 第1行有不认识的列：{'、'.join(unknown)}")
    if missing := [
        name for name in ("id", "party", "party_kind", "decided_on") if name not in header
    ]:
        raise CommandError(f"{path} 缺少这些列：{'、'.join(missing)}")
    kinds = {kind.label: kind.value for kind in PartyKind}
    rows = []
    for line, cells in table[1:]:
        if len(cells) != len(header):
            raise CommandError(f"{path} 第{line}行有{len(cells)}格，应当是{len(header)}格")
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        row["party_kind"] = kinds.get(row["party_kind"], row["party_kind"])
        rows.append(Row(line, row))
    return rows


def _masked(
    rows: Sequence[Row], catalogue: Catalogue, answers: dict[Key, str]
) -> tuple[list[Masked], list[str]]:
    portal = catalogue.portal
    named = portal is not None and portal.organisation_names is OrganisationNames.NAMED
    places = [d.name for d in catalogue.departments.values()]
    done, refused = [], []
    for line, cells in rows:
        if cells["party_kind"] not in set(PartyKind) or not cells["party"]:
            refused.append(
                f"第{line}行：没有写当事人，或者当事人类型不是{'、'.join(k.label for k in PartyKind)}"
            )
            continue
        one = anonymize(cells, organisations_named=named, answers=answers, places=places)
        if one.row is not None:
            one.refused += _shape(one.row)
            if one.refused:
                one.row = None
        done.append(one)
    return done, refused


def _shape(row: dict[str, str]) -> list[str]:
    """What keeps a row from being a record."""
    try:
        Penalty.model_validate({**decode(Penalty, row), "department": "x", "year": _year(row)})
    except ValidationError as error:
        titles = {n: str(i.title) for n, i in Penalty.model_fields.items()}
        return [
            f"{titles.get(str(e['loc'][0]), e['loc'][0])}没有写或者写得不对" for e in error.errors()
        ]
    return []


def _year(row: dict[str, str]) -> str:
    """The year of the decision's number, else of the decision."""
    found = re.search(r"[〔\[(（【]\s*(\d{4})\s*[〕\])）】]", row.get("number", ""))
    return found[1] if found else row["decided_on"][:4]


def _write(root: Path, department: str, rows: Iterable[dict[str, str]]) -> list[str]:
    """Put rows into the years' files, each in the place of the row with its id; the files that changed."""
    years: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        years[_year(row)].append(row)
    columns = file_fields(Penalty)
    wrote = []
    for year, new in sorted(years.items()):
        file = f"{LISTS}/departments/{department}/penalties/{year}.csv"
        path = root / file
        old = read_text(path) if path.exists() else ""
        kept: dict[str, dict[str, str]] = {}
        if old:
            (_, header), *lines = read_table(old)
            kept = {(row := dict(zip(header, cells, strict=True)))["id"]: row for _, cells in lines}
        kept.update((row["id"], row) for row in new)
        text = format_text(Penalty, _table(columns, kept.values()))
        if text != old:
            write_text(path, text)
            wrote.append(file)
    return wrote


def _answers(path: Path) -> dict[Key, str]:
    """What people have said so far. Raises CommandError where a decision is neither word."""
    if not path.exists():
        return {}
    (_, header), *lines = read_table(read_foreign(path))
    answers = {}
    for line, cells in lines:
        row = dict(zip(header, cells, strict=False))
        said = row.get("decision", "").strip()
        if said not in ("", MASK, KEEP):
            raise CommandError(
                f"{path} 第{line}行的 decision 写的是“{said}”；写“{MASK}”或者“{KEEP}”"
            )
        if said:
            answers[row["record"], row["field"], row["text"], row["around"]] = said
    return answers


def _asked(done: Iterable[Masked], answers: dict[Key, str]) -> Iterable[dict[str, str]]:
    # What was answered stays, so that the next run need not ask again.
    for (record, name, text, around), said in answers.items():
        yield dict(zip(QUESTION_COLUMNS, (record, name, text, around, "", said), strict=True))
    for one in done:
        for question in dict.fromkeys(one.questions):
            yield {**_dict(question), "decision": ""}


def _decided(done: Iterable[Masked]) -> Iterable[dict[str, str]]:
    return (_dict(decision) for one in done for decision in one.decisions)


def _dict(one: Decision | Question) -> dict[str, str]:
    return one._asdict()


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    write_text(path, _table(columns, rows))


def _table(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
