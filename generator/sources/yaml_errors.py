"""What the YAML parser refuses, said so that a clerk finds the place: the line of the slip, not the line where
reading stopped.
"""

import re
from dataclasses import dataclass

import yaml

from generator.sources.slips import Slip, line_slip

# What the parser refuses, and what it takes for the end of a line although no editor does.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE = re.compile("\r\n|\n|\r")
_WIDE_QUOTE = re.compile("[“”„‟″＂‘’＇]\\s*$")

TAB = (
    "缩进里有制表符（Tab），YAML 的缩进只能用空格",
    "把行首的制表符删去，用空格缩进，与上下同级的行对齐。",
)
UNCLOSED = "在内容末尾补上同样的半角引号；内容里面有引号的，整个内容改用另一种半角引号。"
MIXED_QUOTES = "整个内容放在一对引号里；内容里面也有引号的，里外用不同的半角引号。"
ALIGN = "与上下同级的行对齐：同级的字段缩进一样多，下一级多两个空格。"
# The parser's English, as a clerk can use it: what is wrong, how to mend it.
PHRASES = (
    ("found a tab character", *TAB),
    (
        "mapping values are not allowed",
        "一行里有两个“冒号加空格”",
        "内容里有冒号的，整个内容加半角引号，或者把里面的冒号写成全角的“：”。",
    ),
    (
        "could not find expected ':'",
        "这一行没有“字段名: ”",
        "写成“字段名: 内容”；是上一行的内容的，接到上一行后面。",
    ),
    (
        "unknown escape character",
        "双引号里的反斜杠“\\”后面的字不能这样写",
        "外面的双引号改成单引号。",
    ),
    ("quoted scalar", "这一行的引号没有闭合", UNCLOSED),
    (
        "parsing a flow sequence",
        "这一行的方括号没有闭合",
        "补上“]”，各项之间用半角逗号；或者一项一行，前面写“- ”。",
    ),
    (
        "parsing a flow mapping",
        "这一行的花括号没有闭合",
        "补上“}”，各项之间用半角逗号；或者一个字段一行。",
    ),
    ("expected <block end>", "缩进没有对齐", ALIGN),
    ("did not find expected key", "缩进没有对齐", ALIGN),
    ("did not find expected '-'", "列表各项的缩进没有对齐", ALIGN),
    ("block scalar", "“|”后面的几行缩进没有对齐", "“|”下面的每一行都比它的字段多缩进两个空格。"),
    (
        "cannot start any token",
        "内容以 YAML 的特殊符号（%、@、`）开头",
        "整个内容加半角引号。",
    ),
    ("an alias", "内容以 * 开头，YAML 把它当成别名", "整个内容加半角引号。"),
    ("an anchor", "内容以 & 开头，YAML 把它当成锚点", "整个内容加半角引号。"),
    ("a tag", "内容以 ! 开头，YAML 把它当成类型标记", "整个内容加半角引号。"),
    ("directive", "这一行以 % 开头，YAML 把它当成指令", "把这一行删去。"),
)


class YamlError(ValueError):
    """The text is no YAML that a record may use. `line` counts from 1; advice may be empty."""

    def __init__(self, line: int, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.line = line
        self.what = what
        self.advice = advice


def refuse_unseen(text: str) -> None:
    """Raise YamlError at the first character that YAML does not allow."""
    if found := _UNSEEN.search(text):
        line = len(_LINE.findall(text, 0, found.start())) + 1
        raise YamlError(
            line,
            f"这一行有看不见的字符（U+{ord(found[0]):04X}）",
            "把这一行删去，重新打字输入，不要从网页、PDF 里粘贴。",
        )


@dataclass(frozen=True)
class Scalar:
    """The last piece of text before an error: its lines, and the quotes around it."""

    begun: int
    ended: int
    style: str | None

    @property
    def quoted(self) -> bool:
        return self.style in ("'", '"')


def explained(error: yaml.YAMLError, text: str, last: Scalar | None) -> YamlError:
    """The parser's error at the line where a person went wrong.

    last: what was read before the error. A text that ran on over several lines has swallowed what was
    meant as lines of their own, so the slip is where it begins.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return YamlError(1, "这里不符合 YAML 的写法")
    lines = _LINE.split(text.rstrip("\r\n")) or [""]
    mark = error.problem_mark or error.context_mark
    # The parser may stop, and even begin to look, behind the last line.
    stopped = min(mark.line + 1 if mark else 1, len(lines))
    opened = min(error.context_mark.line + 1 if error.context_mark else stopped, stopped)
    words = f"{error.problem} {error.context}"
    if "\t" in _indent(lines[stopped - 1]):
        return YamlError(stopped, *TAB)
    if "scanning a quoted scalar" in words and "escape" not in words:
        return _unclosed(opened, lines)
    begun = min(last.begun if last and last.begun < last.ended else stopped, stopped)
    if last and last.quoted and begun == last.begun < last.ended and last.ended + 1 >= stopped:
        return _unclosed(begun, lines)
    if last and last.quoted and last.ended == stopped and "did not find expected key" in words:
        return YamlError(stopped, "引号闭合以后又有内容", MIXED_QUOTES)
    if "simple key" in words:
        begun = min(begun, opened)
    # A dash without its blank is read as a word: what is under it then seems to stand too far in.
    above = [stopped - 1] if stopped > 1 and "flow" not in words else []
    for line in dict.fromkeys([*range(begun, stopped + 1), stopped, *above]):
        if slip := line_slip(lines[line - 1]):
            return YamlError(line, slip.what, slip.advice)
    if "parsing a flow" in words:
        return _flow(opened, lines, words)
    if "mapping values" in words and begun < stopped:
        return YamlError(stopped, "这一行的缩进比上一行多，或者上一行的内容没有写完", ALIGN)
    return YamlError(opened if "simple key" in words else stopped, *_phrase(words))


def _unclosed(line: int, lines: list[str]) -> YamlError:
    what = "这一行的引号没有闭合"
    if found := _WIDE_QUOTE.search(lines[line - 1]):
        what += f"：末尾的“{found[0].strip()}”是全角的，不能与前面的半角引号成对"
    return YamlError(line, what, UNCLOSED)


def _flow(line: int, lines: list[str], words: str) -> YamlError:
    what, advice = _phrase(words)
    wide = next((sign for sign in "，、；］｝" if sign in lines[line - 1]), "")
    if wide:
        what = f"括号里写的是全角的“{wide}”"
        advice = "各项之间用半角逗号，最后用半角括号；或者一项一行，前面写“- ”。"
    return YamlError(line, what, advice)


def _phrase(problem: str) -> tuple[str, str]:
    for english, what, advice in PHRASES:
        if english in problem:
            return what, advice
    return "这里不符合 YAML 的写法", ""


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def first_slip(text: str) -> tuple[int, Slip] | None:
    """The first line of a text that has a slip, for a text that reads as something else than a record."""
    for number, line in enumerate(_LINE.split(text), 1):
        if slip := line_slip(line):
            return number, slip
    return None
