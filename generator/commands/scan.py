"""What a text reveals of a person, and where."""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.commands import FINDINGS, FINE, CommandError
from generator.masking import Kind, Span, find
from generator.rules import all_rules
from generator.sources.files import Unreadable, read_foreign

HELP = "找出一段文字里的身份号码、电话、姓名等，指出在第几行第几个字"
EXAMPLE = "python publish.py scan 决定书.txt --format json"
ABOUT = """文件的一行是一段文字；编码是 UTF-8 或者 GB18030，有没有文件头标记都可以。
json 的每一处是 {"line", "start", "end", "kind", "certain"}：
  line     第几行，从1数起
  start    这一行第几个字起，从0数起
  end      到第几个字止，不含这个字
  certain  true 是确定的，false 是疑似的，由人判断
  kind     """
CODES = "有确定的，返回1；只有疑似的或者没有的，返回0。"
# Where a line is long, this much of it stands around what was found.
AROUND = 12


class Seen(NamedTuple):
    """Something private in a line, lines counted from 1."""

    line: int
    text: str
    span: Span


def add(parser: argparse.ArgumentParser) -> None:
    kinds = "，".join(f"{kind.value} {kind.label}" for kind in Kind)
    parser.description = f"{HELP}。\n\n{ABOUT}{kinds}\n\n{CODES}"
    parser.add_argument("file", type=Path, metavar="文件", help="要看的文本文件")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="输出格式，默认 text"
    )


def run(arguments: argparse.Namespace) -> int:
    seen = list(scan(_read(arguments.file)))
    print(_json(seen) if arguments.format == "json" else _text(seen))
    return FINDINGS if any(one.span.certain for one in seen) else FINE


def scan(text: str) -> Iterator[Seen]:
    """All that is private in a text, line by line. Only a line feed ends a line: U+2028 is a character of it."""
    for number, line in enumerate(text.split("\n"), 1):
        for span in find(line.removesuffix("\r")):
            yield Seen(number, line, span)


def _read(path: Path) -> str:
    # An empty file reveals nothing; that is an answer, and no fault.
    if path.is_file() and path.stat().st_size == 0:
        return ""
    try:
        # A NUL hides nothing from a reader, so it must hide nothing from here: it is read as a blank without width.
        return read_foreign(path, stray="\u200b")
    except Unreadable as error:
        place = f"第{error.line}行：" if error.line > 1 else ""
        raise CommandError(f"{path} 读不了：{place}{error.what}。{error.advice}") from error


def _json(seen: list[Seen]) -> str:
    spans = [
        {
            "line": one.line,
            "start": one.span.start,
            "end": one.span.end,
            "kind": one.span.kind.value,
            "certain": one.span.certain,
        }
        for one in seen
    ]
    return "[\n" + ",\n".join(json.dumps(one) for one in spans) + "\n]" if spans else "[]"


def _text(seen: list[Seen]) -> str:
    if not seen:
        return "没有发现能认出自然人的内容。"
    certain = sum(one.span.certain for one in seen)
    advice = {code: one.advice for code, one in all_rules().items()}
    words = [_words(one, advice[one.span.kind.rule]) for one in seen]
    return "\n".join([*words, f"共{len(seen)}处：确定{certain}处，疑似{len(seen) - certain}处。"])


def _words(one: Seen, advice: str) -> str:
    span = one.span
    before = one.text[max(0, span.start - AROUND) : span.start]
    after = one.text.removesuffix("\r")[span.end : span.end + AROUND]
    sort, doubt = ("确定", "") if span.certain else ("疑似", "先看是不是；是的，")
    return (
        f"第{one.line}行第{span.start + 1}至{span.end}个字 {sort}：{span.why}\n"
        f"  {before}【{span.text}】{after}\n  办法：{doubt}{advice}"
    )
