"""A law's text read into numbered articles, whatever copy it comes from.

Known copies: Markdown with bare numbers, Markdown with bold numbers, and plain text as
copied from the national database (title, promulgation in a parenthesis, table of contents,
body). Text in, articles out: this module opens no file.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from generator.numerals import NUMERAL, article_key, article_label, chinese_number
from generator.sources.statute_header import Effect, StatuteEvent, effect, header_events, repealed
from generator.sources.typography import digest, normalise, strip_markup

__all__ = [
    "Paragraph",
    "Statute",
    "StatuteArticle",
    "StatuteError",
    "StatuteWarning",
    "Subparagraph",
    "digest",
    "normalise",
    "read_statute",
]


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


@dataclass(frozen=True)
class Statute:
    """A law's text as read; `articles` in the order of the text."""

    title: str
    events: tuple[StatuteEvent, ...]
    effect: Effect | None
    repeals: tuple[str, ...]
    articles: tuple[StatuteArticle, ...]
    warnings: tuple[StatuteWarning, ...]

    @property
    def effective(self) -> date | None:
        """The day of effect that the text states; None also where it is the publication's."""
        return self.effect.date if self.effect else None

    @property
    def effective_on_publication(self) -> bool:
        return bool(self.effect and self.effect.on_publication)

    @cached_property
    def by_number(self) -> dict[str, StatuteArticle]:
        return {article.number: article for article in self.articles}


def read_statute(text: str) -> Statute:
    """Read a law's text.

    Articles are told from references to articles by the sequence of numbers: 第十二条 at a
    line's start is an article only where the twelfth is due. What does not fit (a gap, a
    number twice, out of order, two articles on one line, a text appended with numbers of its
    own) is handled and stands in `warnings`. StatuteError where there is no article, or
    where more numbers are missing than found.
    """
    lines = _lines(text)
    candidates = _candidates(lines)
    if not candidates:
        raise StatuteError(1, "没有找到“第一条”这样的条文，无法编号")
    body, appended = _first_law(candidates, lines)
    chain = _chain(body)
    if not chain:
        raise StatuteError(lines[body[0].index].number, "没有找到成序的条文")
    chain, warnings = _settle(body, chain, lines)
    if appended:
        at = lines[appended].number
        warnings.append(StatuteWarning(at, "此行起另有从第一条编起的条文，按附文处理，未读入"))
    _refuse_broken(chain, lines)
    articles = tuple(_articles(chain, lines, appended))
    if not articles[-1].text:
        warnings.append(StatuteWarning(articles[-1].line, f"{articles[-1].label}没有正文"))
    texts = [article.text for article in articles]
    title, header = _title_and_header(lines[: chain[0].index])
    return Statute(
        title=title,
        events=header_events(header),
        effect=effect(texts),
        repeals=repealed(texts),
        articles=articles,
        warnings=tuple(sorted(warnings, key=lambda warning: warning.line)),
    )


# --- lines -----------------------------------------------------------------------------

_SENTENCE_END = "。；：！？”』」）)…;:!?"
_BOLD = re.compile(r"\*\*|__")
_HEADING = re.compile(
    r"^第\s*[一二三四五六七八九十百零〇0-9]+\s*(分编|编|章|节|目)(?:[\s\u3000]+\S|$)"
)
# 第二章 规定的…: a line of a sentence that happens to begin so.
_IN_SENTENCE = re.compile(r"[。；：](?!$)|^第\S*\s+(?:的|规定|所[列称规])")
_UNNUMBERED = re.compile(r"^(?:附\s*则|总\s*则|序\s*言|前\s*言)$")
_CONTENTS = re.compile(r"^目\s*[录次]$")
_ANNEX = re.compile(
    rf"^附(?:[：:]|$|[件表录图页]\s*(?:$|[\s：:]|{NUMERAL}\s*(?:$|[\s：:、.．（(])))"
    r"|^(?:\S{0,20}宪法)?修正案(?:[（(]\S{1,6}[）)])?$"
)
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3, "目": 4}


@dataclass(frozen=True, slots=True)
class _Line:
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
        return 0 if _UNNUMBERED.match(self.text) else None

    @property
    def ends_text(self) -> bool:
        """A heading or an annex: no article's text goes on past it."""
        return bool(self.depth) or self.level is not None or bool(_ANNEX.match(self.text))


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, cleaned of markup, with their numbers in the text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    blanked = re.sub(
        r"<!--.*?-->|<(style|script)\b.*?</\1\s*>",
        lambda found: "\n" * found[0].count("\n"),
        text,
        flags=re.DOTALL | re.IGNORECASE,
    )
    lines: list[_Line] = []
    new = True
    for number, raw in enumerate(blanked.split("\n"), 1):
        marks = re.match(r"\s*(#{1,6})\s", raw)
        # The bold number of the second layout ends where its mark does.
        plain = re.sub(rf"\*\*(第\s*{NUMERAL}\s*条(?:\s*之\s*{NUMERAL})?)\*\*", r"\1　", raw)
        plain = strip_markup(_BOLD.sub("", plain)).strip(" \t\u3000\u00a0\u200b\ufeff>")
        if not plain:
            new = True
            continue
        lines.append(_Line(number, plain, len(marks[1]) if marks else 0, new))
        new = bool(marks)
    return lines


# --- which 第X条 are articles -------------------------------------------------------------

# Copies from PDF set spaces within a number: 第 十 二 条.
_SPACED_NUMERAL = rf"{NUMERAL}(?:[ \u3000]{NUMERAL})*"
_LABEL = re.compile(rf"第\s*({_SPACED_NUMERAL})\s*条(?:\s*之\s*({NUMERAL}))?")
# What follows a number that is spoken of, not set; with a space between, less tells.
_SPOKEN_OF_SPACED = re.compile(
    rf"[\s\u3000]*(?:第\s*{NUMERAL}\s*[款项条]|[（(]{NUMERAL}[）)][^）)]{{0,9}}项|的|"
    r"规定(?:的|[，。、；：,;:]|处|执行|给予|予以|办理|情形|$)|所[列称规]|"
    r"[、，,。；;》〉>”])"
)
_SPOKEN_OF = re.compile(
    rf"{_SPOKEN_OF_SPACED.pattern}|[（(]{NUMERAL}[）)]|[至到和与及或]第|以及|或者第|之[规间]|"
    r"中(?:的|关于|有关|“|增加|删|，)|后(?:增加|，)|修改为|增加|删去|改为|适用的|[—-]"
)
_CAPTION = re.compile(r"[：:【\[〔（(]")
_AFTER_SENTENCE = re.compile(r"(?<=[。；：！？”）);:])[\s\u3000]*$")

_STRONG, _WEAK, _INLINE, _FAINT = 10.0, 5.0, 4.0, 3.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int  # of its line in the list of lines
    start: int
    end: int
    key: tuple[int, int]
    weight: float

    @property
    def leads(self) -> bool:
        return self.start == 0

    @property
    def label(self) -> str:
        return article_label(article_key(*self.key))


def _candidates(lines: Sequence[_Line]) -> list[_Candidate]:
    found = [
        candidate
        for index, line in enumerate(lines)
        if not line.depth or _LABEL.match(line.text)
        for candidate in _candidates_of(index, lines)
    ]
    strong = sum(one.weight == _STRONG for one in found)
    bare = [one for one in found if one.leads and one.weight == _WEAK]
    if len(bare) <= strong:
        return found
    # A copy that sets no space after its numbers: the line's start alone must tell.
    return [
        _Candidate(one.index, one.start, one.end, one.key, _STRONG) if one in bare else one
        for one in found
    ]


def _candidates_of(index: int, lines: Sequence[_Line]) -> Iterator[_Candidate]:
    line = lines[index]
    for found in _LABEL.finditer(line.text):
        try:
            key = (chinese_number(found[1]), chinese_number(found[2]) if found[2] else 0)
        except ValueError:
            continue
        weight = _weight(line, found, lines[index - 1] if index else None)
        if weight and 0 < key[0] < 10_000:
            yield _Candidate(index, found.start(), found.end(), key, weight)


def _weight(line: _Line, found: re.Match[str], before: _Line | None) -> float:
    """How surely this is an article's own number; 0 where it surely is not."""
    after = line.text[found.end() :]
    spaced = after[:1].isspace() or not after
    spoken_of = bool((_SPOKEN_OF_SPACED if spaced else _SPOKEN_OF).match(after))
    captioned = bool(_CAPTION.match(after)) and not spoken_of
    if found.start() == 0:
        wrapped = (
            before is not None
            and not line.new
            and not before.ends_text
            and before.text[-1] not in _SENTENCE_END
        )
        if spoken_of or wrapped:
            return (_FAINT if spaced else 0) if spoken_of else _WEAK
        return _STRONG if spaced or captioned else _WEAK
    if spoken_of or not _AFTER_SENTENCE.search(line.text[: found.start()]):
        return 0
    return _INLINE if spaced else _FAINT


def _first_law(
    candidates: list[_Candidate], lines: Sequence[_Line]
) -> tuple[list[_Candidate], int | None]:
    """The candidates of the law itself, and the line from which another text numbers anew.

    A text may carry others: a table of contents that lists articles before it, the
    amendments of a constitution or a form with numbers of its own after it.
    """
    leading = [one for one in candidates if one.leads and one.weight >= _WEAK]
    starts = [
        here.index
        for here, following in pairwise([*leading, None])
        if here and here.key == (1, 0) and (not following or following.key == (2, 0))
    ]
    if len(starts) < 2:
        return candidates, None
    bounds = [0, *starts[1:], len(lines)]
    for begin, end in pairwise(bounds):
        part = [one for one in candidates if begin <= one.index < end]
        if len([one for one in part if one.leads]) >= 2 and not _is_contents(part, lines):
            return part, end if end < len(lines) else None
    return candidates, None


def _is_contents(part: Sequence[_Candidate], lines: Sequence[_Line]) -> bool:
    """Captions of articles, not articles: hardly a line holds a full stop."""
    first, last = part[0].index, part[-1].index
    stops = sum("。" in line.text for line in lines[first : last + 1])
    return stops * 3 < len(part)


def _chain(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The best rising sequence of numbers: each article where it is due, gaps dear."""
    best: list[tuple[float, int]] = []  # score of the best chain that ends here, and its link
    latest: dict[tuple[int, int], int] = {}
    of_number: dict[int, int] = {}
    for place, one in enumerate(candidates):
        number, suffix = one.key
        due = latest.get((number, suffix - 1)) if suffix else of_number.get(number - 1)
        choices = [(best[due][0], due)] if due is not None else []
        if one.key == (1, 0):
            choices.append((0.0, -1))
        if one.weight == _STRONG:
            choices.append((-_gap_price((0, 0), one.key), -1))
            choices += [
                (best[link][0] - _gap_price(key, one.key), link)
                for key, link in latest.items()
                if key < one.key
            ]
        if not choices:
            best.append((float("-inf"), -1))
            continue
        score, link = max(choices)
        best.append((score + one.weight, link))
        if one.key not in latest or best[place][0] > best[latest[one.key]][0]:
            latest[one.key] = place
            rival = of_number.get(number)
            if rival is None or best[place][0] > best[rival][0]:
                of_number[number] = place
    if not latest:
        return []
    place = max(latest.values(), key=lambda link: best[link][0])
    chain: list[_Candidate] = []
    while place != -1:
        chain.append(candidates[place])
        place = best[place][1]
    return chain[::-1]


def _gap_price(last: tuple[int, int], key: tuple[int, int]) -> float:
    # A lone article after up to four missing ones is still believed, one further off only
    # with others after it: a reference rarely starts a line and never starts many.
    missing = _missing(last, key)
    return 7.5 + 0.5 * min(missing, 20) if missing else 0.0


def _missing(last: tuple[int, int], key: tuple[int, int]) -> int:
    if key[0] == last[0]:
        return key[1] - last[1] - 1
    return key[0] - last[0] - 1 + key[1]


def _settle(
    candidates: Sequence[_Candidate], chain: list[_Candidate], lines: Sequence[_Line]
) -> tuple[list[_Candidate], list[StatuteWarning]]:
    """Take in what the chain left out and a person would take in; say what was done."""
    warnings: list[StatuteWarning] = []
    taken = {one.key for one in chain}
    chosen = set(chain)
    for one in candidates:
        if one in chosen or one.weight != _STRONG:
            continue
        line = lines[one.index].number
        place = bisect_right([(it.index, it.start) for it in chain], (one.index, one.start))
        before = chain[place - 1].key if place else (0, 0)
        after = chain[place].key if place < len(chain) else None
        due = (before[0] + 1, 0)
        if after and _missing(before, after) == 1 and after[1] == 0 and due not in taken:
            # 第五条, 第五条, 第七条: between its neighbours stands one number only.
            words = f"印作{one.label}，依前后次序按{article_label(article_key(*due))}读入"
            one = _Candidate(one.index, one.start, one.end, due, _STRONG)
        elif one.key in taken:
            words = f"{one.label}重复出现，未作为新的一条，文字并入上一条"
            warnings.append(StatuteWarning(line, words))
            continue
        elif one.key < chain[-1].key:
            words = f"{one.label}次序颠倒，照原位置读入"
        else:
            words = f"此行以{one.label}开头，与前后条文号不相接，按引用处理，未作为新的一条"
            warnings.append(StatuteWarning(line, words))
            continue
        warnings.append(StatuteWarning(line, words))
        taken.add(one.key)
        chain = sorted([*chain, one], key=lambda it: (it.index, it.start))
    warnings += _gaps(chain, lines)
    warnings += [
        StatuteWarning(lines[one.index].number, f"{one.label}与上一条在同一行")
        for one in chain
        if not one.leads
    ]
    return chain, warnings


def _gaps(chain: Sequence[_Candidate], lines: Sequence[_Line]) -> Iterator[StatuteWarning]:
    numbers = {one.key[0] for one in chain}
    last = 0
    for one in chain:
        lacking = [number for number in range(last + 1, one.key[0]) if number not in numbers]
        if lacking:
            first, final = (article_label(str(lacking[at])) for at in (0, -1))
            words = first if first == final else f"{first}至{final}"
            yield StatuteWarning(lines[one.index].number, f"{one.label}之前缺{words}")
        last = max(last, one.key[0])
    for one, following in pairwise(chain):
        if following.key[0] == one.key[0] and following.key[1] > one.key[1] + 1:
            yield StatuteWarning(
                lines[following.index].number, f"{one.label}与{following.label}之间缺条"
            )


def _refuse_broken(chain: Sequence[_Candidate], lines: Sequence[_Line]) -> None:
    numbers = {one.key[0] for one in chain}
    last = max(numbers)
    if len(numbers) * 2 < last:
        line = lines[max(chain, key=lambda one: one.key).index].number
        raise StatuteError(
            line, f"条文号断裂：最后是第{last}条，只找到{len(numbers)}条；补全正文后再读"
        )


# --- the articles' text -----------------------------------------------------------------

_SUB = re.compile(rf"^[（(]\s*({NUMERAL})\s*[）)]")
_ITEM = re.compile(r"^(?:\d+|[０-９]+)\s*[.．、]|^[（(]\s*\d+\s*[）)]")
_LIST = re.compile(r"(?<=[：；。:;])[\s\u3000]*(?=[（(]\s*[一二三四五六七八九十]+\s*[）)])")


def _articles(
    chain: Sequence[_Candidate], lines: Sequence[_Line], appended: int | None
) -> Iterator[StatuteArticle]:
    path: dict[int, str] = {}
    reached = _body(lines, chain[0].index)
    end = appended or len(lines)
    for one, following in zip(chain, [*chain[1:], None], strict=True):
        for line in lines[reached : one.index]:
            _step(path, line)
        reached = one.index
        shared = following is not None and following.index == one.index
        crowded = shared or one.start > 0
        first = lines[one.index].text
        opening = first[one.end : following.start if following and shared else None]
        # 第四条：… as some copies set it: the colon is the number's, not the article's.
        pieces = [(opening.lstrip(" \u3000：:"), True)]
        last = following.index if following else end
        for line in [] if shared else lines[one.index + 1 : last]:
            if line.ends_text:
                break
            pieces.append((line.text, line.new))
        else:
            if following and not shared and following.start:
                pieces.append((lines[following.index].text[: following.start], True))
        yield StatuteArticle(
            number=article_key(*one.key),
            text="\n".join(_text_lines(pieces, crowded)),
            heading=tuple(path[level] for level in sorted(path)),
            line=lines[one.index].number,
        )


def _body(lines: Sequence[_Line], first: int) -> int:
    """Where the body begins: after the table of contents, whose headings come again."""
    contents = [at for at in range(first) if _CONTENTS.match(lines[at].text)]
    if not contents or contents[-1] + 1 >= first:
        return 0
    opening = _bare(lines[contents[-1] + 1].text)
    again = [at for at in range(contents[-1] + 2, first) if _bare(lines[at].text) == opening]
    return again[0] if again else first


def _bare(text: str) -> str:
    return re.sub(r"[\s\u3000]+|[.…·]+\s*\d*$", "", text)


def _step(path: dict[int, str], line: _Line) -> None:
    """Follow a heading: it ends those of its level and below."""
    level = line.level
    if level is None:
        return
    if _UNNUMBERED.match(path.get(0, "")):
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
            joined and not new and joined[-1][-1] not in _SENTENCE_END and not _SUB.match(words)
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


# --- title and header -------------------------------------------------------------------


def _title_and_header(lines: Sequence[_Line]) -> tuple[str, str]:
    """The title as printed, and the words between it and the body."""
    if not lines:
        return "", ""
    marked = [place for place, line in enumerate(lines) if line.depth == 1]
    at = marked[0] if marked and lines[marked[0]].level is None else 0
    title, rest = lines[at].text, list(lines[at + 1 :])
    if not lines[at].depth:
        # A long title is set on two lines, with its kind (法, 条例 …) on the second.
        while rest and not _ends_title(title) and _goes_on(rest[0].text):
            title += rest.pop(0).text
    header: list[str] = []
    for line in rest:
        if line.level is not None or _CONTENTS.match(line.text):
            break
        header.append(line.text)
    return re.sub(r"(?<=[^\x00-\x7f])[\s\u3000]+(?=[^\x00-\x7f])", "", title), " ".join(header)


def _ends_title(title: str) -> bool:
    return bool(
        re.search(
            r"(?:法|法典|条例|办法|规定|细则|规则|决定|决议|准则|标准|通知|宪法)(?:[（(].*[）)])?$",
            title,
        )
    )


def _goes_on(text: str) -> bool:
    return not re.match(rf"[（(]|{NUMERAL}年|目\s*[录次]$|第", text) and len(text) <= 30
