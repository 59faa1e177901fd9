"""The text of each article of a law: its paragraphs (款), subparagraphs (项) and items (目)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.numerals import NUMERAL, article_key, article_label, chinese_number
from generator.sources.statute_lines import CONTENTS, SENTENCE_END, UNNUMBERED, Line
from generator.sources.statute_numbering import Candidate
from generator.sources.typography import digest


@dataclass(frozen=True, slots=True)
class Subparagraph:
    """A 项 with its 目 (`items`, as printed); `number` is "1" for （一）."""

    number: str
    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A 款: its own words, then its 项. What follows a list is a 款 of its own."""

    number: str
    text: str
    subparagraphs: tuple[Subparagraph, ...] = ()


@dataclass(frozen=True)
class StatuteArticle:
    """An article: `number` "12" or "12-1", `heading` the path of part, chapter, section.

    `text` is without the article's own number, one line a paragraph, 项 or 目.
    """

    number: str
    text: str
    heading: tuple[str, ...]
    line: int

    @property
    def label(self) -> str:
        return article_label(self.number)

    @cached_property
    def digest(self) -> str:
        return digest(self.text)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(_paragraphs(self.text.split("\n")))


_SUB = re.compile(rf"^[（(]\s*({NUMERAL})\s*[）)]")
_ITEM = re.compile(r"^(?:\d+|[０-９]+)\s*[.．、]|^[（(]\s*\d+\s*[）)]")
_CAPTION = re.compile(r"^【[^】]{1,30}】[\s\u3000]*")
_NOTHING = re.compile(r"(?!)")
_DATE = re.compile(rf"^{NUMERAL}\s*年\s*{NUMERAL}\s*月\s*{NUMERAL}\s*日$")
_LIST = re.compile(r"(?<=[：；。:;])[\s\u3000]*(?=[（(]\s*[一二三四五六七八九十]+\s*[）)])")


def set_articles(
    chain: Sequence[Candidate], lines: Sequence[Line], appended: int | None
) -> Iterator[StatuteArticle]:
    """The text between each article's number and the next, under its headings.

    appended: the line from which another text numbers anew.
    """
    end = _before_copy(chain, lines, appended) if appended else len(lines)
    captioned = sum(bool(_CAPTION.match(_opening(one, lines))) for one in chain)
    # Captions that a copy sets before each article are its editor's, not the law's.
    caption = _CAPTION if captioned * 2 > len(chain) else _NOTHING
    path: dict[int, str] = {}
    reached = _body(lines, chain[0].index)
    for one, following in zip(chain, [*chain[1:], None], strict=True):
        for line in lines[reached : one.index]:
            _step(path, line)
        reached = one.index
        shared = following is not None and following.index == one.index
        crowded = shared or one.start > 0
        first = lines[one.index].text
        opening = first[one.end : following.start if following and shared else None]
        # 第四条：… as some copies set it: the colon is the number's, not the article's.
        pieces = [(caption.sub("", opening.lstrip(" \u3000：:")), True)]
        last = following.index if following else _unsigned(one.index, end, lines)
        for line in [] if shared else lines[one.index + 1 : last]:
            if line.ends_text:
                break
            pieces.append((line.text, line.new))
        else:
            if following and not shared and following.start:
                pieces.append((lines[following.index].text[: following.start], True))
        text = _text_lines(pieces, crowded)
        yield StatuteArticle(
            number=article_key(*one.key),
            text="\n".join(text if following else _without_foot(text)),
            heading=tuple(path[level] for level in sorted(path)),
            line=lines[one.index].number,
        )


def _opening(one: Candidate, lines: Sequence[Line]) -> str:
    return lines[one.index].text[one.end :].lstrip(" \u3000：:")


def _unsigned(first: int, end: int, lines: Sequence[Line]) -> int:
    """Where the last article ends: before the issuer's name and the date at the foot."""
    at = end - 1
    if at <= first or not _DATE.match(lines[at].text):
        return end
    at -= 1
    while at > first and len(lines[at].text) <= 30 and not re.search(r"[。；：，]", lines[at].text):
        at -= 1
    return at + 1


def _before_copy(chain: Sequence[Candidate], lines: Sequence[Line], appended: int) -> int:
    """Where the law ends whose text was pasted twice: at the first line that stood above its first article."""
    head = {line.text for line in lines[: chain[0].index]}
    last = chain[-1].index + 1
    return next((at for at in range(last, appended) if lines[at].text in head), appended)


def _without_foot(text: list[str]) -> list[str]:
    """The last article without what stands below it on a page: lines of a foot are no sentences."""
    end = len(text)
    while end > 1 and text[end - 1].rstrip("”’）)")[-1:] not in "。；：！？.;:!?":
        end -= 1
    return text[:end]


def _body(lines: Sequence[Line], first: int) -> int:
    """Where the body begins: after the table of contents, whose headings come again."""
    contents = [at for at in range(first) if CONTENTS.match(lines[at].text)]
    if not contents or contents[-1] + 1 >= first:
        return 0
    opening = _bare(lines[contents[-1] + 1].text)
    again = [at for at in range(contents[-1] + 2, first) if _bare(lines[at].text) == opening]
    return again[0] if again else first


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000]+|[.…·]+\s*\d*$", "", text)


def _step(path: dict[int, str], line: Line) -> None:
    """Follow a heading: it ends those of its level and below."""
    level = line.level
    if level is None:
        return
    if UNNUMBERED.match(path.get(0, "")):
        del path[0]
    for deeper in [known for known in path if known >= level]:
        del path[deeper]
    path[level] = re.sub(r"[\s\u3000]+", " ", line.text)


def _text_lines(pieces: Sequence[tuple[str, bool]], crowded: bool) -> list[str]:
    """One line a paragraph, 项 or 目: hard-wrapped lines joined, run-together ones parted."""
    joined: list[str] = []
    for words, new in pieces:
        words = words.strip(" \t\u3000")
        if not words:
            continue
        goes_on = (
            joined and not new and joined[-1][-1] not in SENTENCE_END and not _SUB.match(words)
        )
        if goes_on:
            joined[-1] += words
        else:
            joined.append(words)
    # Where articles share a line, their paragraphs do too, parted by a space.
    breaks = r"(?<=[。；：])[\s\u3000]+" if crowded else r"(?!)"
    return [
        part.strip(" \t\u3000")
        for line in joined
        for whole in re.split(breaks, line)
        for part in _LIST.split(whole)
        if part.strip(" \t\u3000")
    ]


def _paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    text = ""
    subparagraphs: list[Subparagraph] = []
    count = 0
    started = False
    for line in lines:
        if found := _SUB.match(line):
            try:
                number = str(chinese_number(found[1]))
            except ValueError:
                number = found[1]
            if not _ITEM.match(line) or not subparagraphs:
                subparagraphs.append(Subparagraph(number, line[found.end() :].strip()))
                started = True
                continue
        if _ITEM.match(line) and started:
            if subparagraphs:
                owner = subparagraphs[-1]
                items = (*owner.items, line)
                subparagraphs[-1] = Subparagraph(owner.number, owner.text, items)
            else:
                text = f"{text}\n{line}"
            continue
        if started:
            count += 1
            yield Paragraph(str(count), text, tuple(subparagraphs))
        text, subparagraphs, started = line, [], bool(line)
    if started:
        yield Paragraph(str(count + 1), text, tuple(subparagraphs))
