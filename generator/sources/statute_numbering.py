"""Which 第X条 of a law's text are its articles, and which only speak of one.

Articles are told from references to articles by the sequence of numbers: 第十二条 at a line's start is
an article only where the twelfth is due.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.numerals import NUMERAL, article_key, article_label, chinese_number
from generator.sources.statute_lines import SENTENCE_END, Line, StatuteError, StatuteWarning

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
class Candidate:
    """第X条 as it stands in a line, and how surely it is an article's own number."""

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


def number_articles(
    lines: Sequence[Line],
) -> tuple[list[Candidate], int | None, list[StatuteWarning]]:
    """Where each article begins, in the order of the text.

    Also the line from which another text, appended, numbers anew, and what a person should look at.
    StatuteError where there is no article, or where more numbers are missing than found.
    """
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
    return chain, appended, warnings


def _candidates(lines: Sequence[Line]) -> list[Candidate]:
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
        Candidate(one.index, one.start, one.end, one.key, _STRONG) if one in bare else one
        for one in found
    ]


def _candidates_of(index: int, lines: Sequence[Line]) -> Iterator[Candidate]:
    line = lines[index]
    for found in _LABEL.finditer(line.text):
        try:
            key = (chinese_number(found[1]), chinese_number(found[2]) if found[2] else 0)
        except ValueError:
            continue
        weight = _weight(line, found, lines[index - 1] if index else None)
        if weight and 0 < key[0] < 10_000:
            yield Candidate(index, found.start(), found.end(), key, weight)


def _weight(line: Line, found: re.Match[str], before: Line | None) -> float:
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
            and before.text[-1] not in SENTENCE_END
        )
        if spoken_of or wrapped:
            return (_FAINT if spaced else 0) if spoken_of else _WEAK
        return _STRONG if spaced or captioned else _WEAK
    if spoken_of or not _AFTER_SENTENCE.search(line.text[: found.start()]):
        return 0
    return _INLINE if spaced else _FAINT


def _first_law(
    candidates: list[Candidate], lines: Sequence[Line]
) -> tuple[list[Candidate], int | None]:
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


def _is_contents(part: Sequence[Candidate], lines: Sequence[Line]) -> bool:
    """Captions of articles, not articles: hardly a line holds a full stop."""
    first, last = part[0].index, part[-1].index
    stops = sum("。" in line.text for line in lines[first : last + 1])
    return stops * 3 < len(part)


def _chain(candidates: Sequence[Candidate]) -> list[Candidate]:
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
    chain: list[Candidate] = []
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
    candidates: Sequence[Candidate], chain: list[Candidate], lines: Sequence[Line]
) -> tuple[list[Candidate], list[StatuteWarning]]:
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
            one = Candidate(one.index, one.start, one.end, due, _STRONG)
        elif one.key in taken and not place:
            # A decision that amends the law, before it: its 第五条 is not the law's.
            continue
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


def _gaps(chain: Sequence[Candidate], lines: Sequence[Line]) -> Iterator[StatuteWarning]:
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


def _refuse_broken(chain: Sequence[Candidate], lines: Sequence[Line]) -> None:
    numbers = {one.key[0] for one in chain}
    last = max(numbers)
    if len(numbers) * 2 < last:
        line = lines[max(chain, key=lambda one: one.key).index].number
        raise StatuteError(
            line, f"条文号断裂：最后是第{last}条，只找到{len(numbers)}条；补全正文后再读"
        )
