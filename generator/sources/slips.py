"""Slips of a Chinese keyboard: punctuation, digits and blanks of full width where YAML and codes want half.

They look right on the screen, so the message has to name the character.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

COLONS = "：﹕︰∶꞉"
DASHES = "－—–‒―−﹣‐‑"
_BLANK = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_KEY = r"^[ ]*(?:- +)?([A-Za-z][A-Za-z_]*)"

_INDENT = re.compile(rf"^[ \t]*([{_BLANK}])")
_DASH = re.compile(rf"^[ ]*([{DASHES}])")
# Before Chinese a dash is no sign of a number or of a --- line: an item was meant.
_NO_SPACE_AFTER_DASH = re.compile(r"^[ ]*-(?=[A-Za-z_]+[ ]*:|[㐀-鿿《“（])")
_WIDE_COLON = re.compile(rf"{_KEY}\s*([{COLONS}])")
_NO_SPACE = re.compile(rf"{_KEY}:(?=[^\s/]|[{_BLANK}])")
_WIDE_BLANK = re.compile(rf"{_KEY}:[ ]*[{_BLANK}]")
_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(frozen=True)
class Slip:
    """What stands there, and what to write instead."""

    what: str
    advice: str


def line_slip(line: str) -> Slip | None:
    """The slip in a line of YAML that keeps it from being read as meant."""
    if found := _INDENT.match(line):
        name = "全角空格" if found[1] == "\u3000" else "不间断空格或者别的特殊空格"
        return Slip(
            f"行首的缩进里有{name}",
            "把行首的空格全部删去，重新用半角空格缩进，与上下同级的行对齐。",
        )
    if found := _DASH.match(line):
        return Slip(
            f"列表项前面写的是“{found[1]}”，不是半角的短横“-”", "改成半角的短横，后面空一格：- 。"
        )
    if _NO_SPACE_AFTER_DASH.match(line):
        return Slip("列表项的短横“-”后面没有空格", "在短横后面空一格：- 。")
    if found := _WIDE_COLON.match(line):
        return Slip(
            f"“{found[1]}”后面的冒号是全角的“{found[2]}”",
            f"改成半角的冒号，后面空一格：{found[1]}: 内容。",
        )
    if found := _WIDE_BLANK.match(line):
        return Slip(
            f"“{found[1]}”的冒号后面是全角空格或者别的特殊空格",
            f"删去它，冒号后面空一个半角的格：{found[1]}: 内容。",
        )
    if found := _NO_SPACE.match(line):
        return Slip(f"“{found[1]}”的冒号后面没有空格", f"在冒号后面空一格：{found[1]}: 内容。")
    return None


def mended_line(line: str) -> str | None:
    """The line as it was meant, where a slip leaves no doubt; else None.

    How far a line with blanks of full width was to be indented, nobody knows.
    """
    changed = line
    for slip, right in _MENDS:
        changed = slip.sub(right, changed, count=1)
    return changed if changed != line and line_slip(changed) is None else None


_HEAD = r"^([ ]*(?:- +)?[A-Za-z][A-Za-z_]*)"
# The order matters: behind a mended dash the name and its colon are looked at again.
_MENDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^([ ]*)[{DASHES}][{_BLANK} ]*(?=\S)"), r"\1- "),
    (re.compile(r"^([ ]*-)(?=[A-Za-z_]+[ ]*:|[㐀-鿿《“（])"), r"\1 "),
    (re.compile(rf"{_HEAD}[{_BLANK} ]*[{COLONS}][{_BLANK} ]*"), r"\1: "),
    (re.compile(rf"{_HEAD}:[ ]*[{_BLANK}][{_BLANK} ]*"), r"\1: "),
    (re.compile(rf"{_HEAD}:(?=[^\s/])"), r"\1: "),
    # A colon inside of what is written in Chinese; the quotes make it one text.
    (re.compile(rf"{_HEAD}: ([^'\"\[{{|>&*!#][^'#]*[㐀-鿿](?:: [^'#]*|:))$"), r"\1: '\2'"),
    # A quote that nobody closed.
    (re.compile(rf"{_HEAD}: (['\"])([^'\"\\“”‘’＂＇]+)$"), r"\1: \2\3\2"),
    # A quote that only the Chinese keyboard closed.
    (re.compile(rf"{_HEAD}: (['\"])([^'\"“”‘’＂＇]*)[”’＂＇]\s*$"), r"\1: \2\3\2"),
)


_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
CONFLICT = Slip(
    "这里有没有处理完的合并冲突：别人也改了这几行，两种写法都留在文件里",
    "在 <<<<<<< 和 ======= 之间的、======= 和 >>>>>>> 之间的，两种写法里留对的一种，再把这三行记号删去。",
)


def conflict_line(text: str) -> int:
    """The first line that git left where two changes met; 0 where there is none."""
    found = _CONFLICT.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def one_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter: too many, missing, another, or two in the wrong order."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return True
    a, b = one[same:], other[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def misspelt(written: str, known: Iterable[str]) -> str:
    """The one known id that an id with a slip means; else empty. Another figure is another thing, not a slip."""
    near = [
        one
        for one in known
        if len(written) > 3
        and re.sub("[^0-9]", "", one) == re.sub("[^0-9]", "", written)
        and one_off(written, one)
    ]
    return near[0] if len(near) == 1 else ""


def halved(text: str) -> str:
    """The text with digits, letters and signs of full width in half width."""
    return text.translate(_HALF)
