"""What may be published of the supervision root, as counts; a person reviews the files and commits them."""

import argparse
from pathlib import Path

from generator.commands import FINE, WRONG_USE, CommandError
from generator.commands._records import add_roots, catalogue_of, day_of, roots
from generator.models.summaries import Summary
from generator.sources.files import LISTS
from generator.sources.standard import dump, file_values
from generator.sources.writing import write_text
from generator.summaries import tables

HELP = "从监督库算出可以公布的件数和人数，写进各部门的 summaries/；核对以后由人提交"
EXAMPLE = "python publish.py summarize --supervision ../supervision --year 2025"


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    parser.add_argument("--year", metavar="年份", help="汇总哪一年，默认计算日的上一年")


def run(arguments: argparse.Namespace) -> int:
    if arguments.supervision is None:
        raise CommandError("没有写监督库（--supervision），没有可以汇总的", WRONG_USE)
    folders = roots(arguments)
    catalogue = catalogue_of(arguments)
    if catalogue.problems or catalogue.portal is None:
        raise CommandError("记录里有读不出来的，先运行 python publish.py check，改好以后再汇总")
    day = day_of(catalogue, arguments)
    year = arguments.year or str(day.year - 1)
    least = catalogue.portal.summary_least
    for department in catalogue.departments.values():
        told = tables(catalogue, department.id, year, day, least)
        if not told:
            continue
        values = {"department": department.id, "year": year, "counted_on": day, "least": least}
        summary = Summary.model_validate({**values, "tables": told})
        root = next(one for one in folders if str(one.resolve()) == department.root)
        file = Path(LISTS, Summary.register.path.format(**values))
        (root / file).parent.mkdir(exist_ok=True)
        write_text(root / file, dump(Summary, file_values(summary)))
        print(f"已写：{file}")
    print(
        f"有一项少于{least}的，只写合计；合计也少于{least}的、减去公开的案件能推出来的，都不写。逐份核对以后提交。"
    )
    return FINE
