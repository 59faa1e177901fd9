"""The lines of a law's text, whatever copy it comes from: cleaned of markup, headings told from sentences."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.numerals import NUMERAL
from generator.sources.typography import strip_markup, unify_radicals


class StatuteError(ValueError):
    """The text is no law that can be numbered; `line` is where that shows, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"第{line}行：{message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class StatuteWarning:
    """Something that a person should look at: the reading went on."""

    line: int
    message: str


SENTENCE_END = "。；：！？”』」）)…;:!?"
_QUOTED = re.compile(r"^(?:[ \t]*>)+[ \t]?")
_BLOCK = re.compile(
    r"</?(?:div|p|br|li|ul|ol|tr|table|h[1-6]|section|article)\b[^<>]*>", re.IGNORECASE
)
_LISTED = re.compile(r"^\s*[-*+•]\s+(?=(?:\*\*)?第)")
_BOLD = re.compile(r"\*\*|__")
_HEADING = re.compile(
    r"^第\s*[一二三四五六七八九十百零〇0-9]+\s*(分编|编|章|节|目)(?:[\s\u3000]+\S|$)"
)
# 第二章 规定的…: a line of a sentence that happens to begin so.
_IN_SENTENCE = re.compile(r"[。；：](?!$)|^第\S*\s+(?:的|规定|所[列称规])")
UNNUMBERED = re.compile(r"^(?:附\s*则|总\s*则|序\s*言|前\s*言)$")
CONTENTS = re.compile(r"^目\s*[录次]$")
_ANNEX = re.compile(
    rf"^附(?:[：:]|$|[ \u3000]+[^。；，]{{1,30}}$|[件表录图页]\s*(?:$|[\s：:]|{NUMERAL}\s*(?:$|[\s：:、.．（(])))"
    r"|^[^，。；：]{2,16}[税费]率表[一二三四五六七八九十]?(?:[（(][^）)]{1,20}[）)])?$"
    r"|^(?:\S{0,20}宪法)?修正案(?:[（(]\S{1,6}[）)])?$"
)
# What a page of a copy bears and the law does not: page numbers, the name of the source.
_PAGE = re.compile(
    r"^(?:[-—–－─·]+\s*\d{1,4}\s*[-—–－─·]+|\d{1,3}|\d{1,4}\s*/\s*\d{1,4}|第\s*\d{1,4}\s*页(?:[ ，,\u3000]*共\s*\d{1,4}\s*页)?"
    r"|Page \d+(?: of \d+)?|国家法律法规数据库|https?://\S+)$",
    re.IGNORECASE,
)
# Words of whoever made the copy.
_EDITORIAL = re.compile(
    r"^[（(【\[]?\s*(?:编者[注按]|责任编辑|更正(?:[：:]|说明)|勘误|(?:信息)?来源[：:]|[注][：:】\]])"
)
_HEADED = re.compile(
    rf"^(第\s*{NUMERAL}\s*(?:分编|编|章|节)[\s\u3000]+[^\s\u3000。；，]{{1,20}})[\s\u3000]+(第\s*{NUMERAL}\s*条(?:之{NUMERAL})?[\s\u3000].*)$"
)
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3, "目": 4}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, cleaned of markup; `number` is its place in the text, from 1."""

    number: int
    text: str
    depth: int  # of a Markdown heading, 0 where it is none
    new: bool  # begins a block: a blank line or a heading stands before it

    @property
    def level(self) -> int | None:
        """Of a heading of the law's own structure; None where the line is none."""
        if found := _HEADING.match(self.text):
            spoken = len(self.text) > 80 or _IN_SENTENCE.search(self.text)
            return _LEVELS[found[1]] if self.depth or not spoken else None
        return 0 if UNNUMBERED.match(self.text) else None

    @property
    def ends_text(self) -> bool:
        """A heading or an annex: no article's text goes on past it."""
        return bool(self.depth) or self.level is not None or bool(_ANNEX.match(self.text))


def read_lines(text: str) -> list[Line]:
    """The lines that are not blank, cleaned of markup, with their numbers in the text."""
    text = unify_radicals(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blanked = re.sub(
        r"<!--.*?-->|<(style|script)\b.*?</\1\s*>",
        lambda found: "\n" * found[0].count("\n"),
        text,
        flags=re.DOTALL | re.IGNORECASE,
    )
    lines: list[Line] = []
    new = True
    turned = False  # a page has just been turned: blank lines around its number part nothing
    for number, raw in _raw_lines(html.unescape(blanked)):
        raw = _LISTED.sub("", _QUOTED.sub("", raw))
        marks = re.match(r"\s*(#{1,6})\s", raw)
        # The bold number of the second layout ends where its mark does.
        plain = re.sub(rf"\*\*(第\s*{NUMERAL}\s*条(?:\s*之\s*{NUMERAL})?)\*\*", r"\1　", raw)
        plain = strip_markup(_BOLD.sub("", plain)).strip(" \t\u3000\u00a0\u200b\ufeff>")
        if not plain:
            new = new or not turned
            continue
        if _PAGE.match(plain) or (lines and plain == lines[0].text and not plain.startswith("第")):
            # Page numbers and the title at the head of each page are none of the law's words.
            new = not lines or lines[-1].text[-1] in SENTENCE_END
            turned = True
            continue
        turned = False
        if _EDITORIAL.match(plain):
            continue
        depth = len(marks[1]) if marks else 0
        if headed := _HEADED.match(plain):
            lines += [Line(number, headed[1], depth, True), Line(number, headed[2], 0, True)]
        else:
            lines.append(Line(number, plain, depth, new))
        new = bool(marks)
    return lines


def _raw_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers. A page's source may have all of a law on one: its blocks are lines too."""
    for number, line in enumerate(text.split("\n"), 1):
        if "<" not in line:
            yield number, line
            continue
        # The ends of a line part nothing that its break does not part already.
        parts = [part for part in _BLOCK.split(line) if part.strip()]
        yield from ((number, part) for part in parts or [""])
