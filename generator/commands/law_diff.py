"""Two texts of one law compared, article by article; writes nothing."""

import argparse
import json
import sys
from pathlib import Path

from generator.commands import FINE
from generator.commands._law_texts import read_law
from generator.numerals import article_label, article_order
from generator.sources.statute_changes import Comparison, compare
from generator.sources.statutes import Statute

HELP = "比较一部法律的两个文本：哪些条新增、修改、删去，哪些只改了条号；什么都不写"
EXAMPLE = "python publish.py law-diff 统计法-2009.md 统计法-2024.md --format json"
FORMATS = ("text", "json")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", type=Path, metavar="旧文本", help="修改以前的法律文本，UTF-8 编码")
    parser.add_argument("new", type=Path, metavar="新文本", help="修改以后的法律文本，UTF-8 编码")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="text 给人读（默认），json 给程序读"
    )


def run(arguments: argparse.Namespace) -> int:
    old, new = read_law(arguments.old), read_law(arguments.new)
    found = compare(old.articles, new.articles)
    if arguments.format == "json":
        print(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(old, new, found)))
    for path, statute in ((arguments.old, old), (arguments.new, new)):
        for warning in statute.warnings:
            # Beside the answer, so that a program still reads pure JSON.
            print(f"核对 {path}:{warning.line} {warning.message}", file=sys.stderr)
    return FINE


def as_data(found: Comparison) -> dict[str, object]:
    return {
        "added": list(found.added),
        "changed": list(found.changed),
        "removed": list(found.removed),
        "moved": dict(found.moved),
    }


def _lines(old: Statute, new: Statute, found: Comparison) -> list[str]:
    lines = [
        f"旧：《{old.title}》{len(old.articles)}条",
        f"新：《{new.title}》{len(new.articles)}条",
    ]
    if old.title.replace("中华人民共和国", "") != new.title.replace("中华人民共和国", ""):
        lines.append("两个文本的题目不同，看清是不是同一部法律。")
    if not (found.touched or found.removed or found.moved):
        return [*lines, "两个文本逐条相同（空白、标记和括号、引号、全角半角不计）。"]
    lines += _group("新增", [article_label(number) for number in found.added])
    lines += _group("修改", [_changed(number, found) for number in found.changed])
    lines += _group("删去（旧条号）", [article_label(number) for number in found.removed])
    moved = [f"{article_label(new)}（原{article_label(old)}）" for new, old in found.moved.items()]
    lines += _group("只改了条号，文字没有变", moved)
    kept = len(new.articles) - len(found.touched) - len(found.moved)
    return [
        *lines,
        f"其余{kept}条没有变。",
        "有没有变、移到哪里，逐字比较得出；一条算新增还是修改，按文字的相近程度得出，以公布的修改决定为准。",
    ]


def _group(title: str, articles: list[str]) -> list[str]:
    return [f"{title}{len(articles)}条：{'、'.join(articles)}"] if articles else []


def _changed(number: str, found: Comparison) -> str:
    """第六条（原第六条、第七条）; of one that goes on from itself alone only its number."""
    former = sorted(found.continues[number], key=article_order)
    if former in ([], [number]):
        return article_label(number)
    return f"{article_label(number)}（原{'、'.join(map(article_label, former))}）"
