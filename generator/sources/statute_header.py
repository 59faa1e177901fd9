"""What a law says of itself: title and events in its header, effect and repeals in its last articles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.numerals import NUMERAL, chinese_number
from generator.sources.statute_lines import CONTENTS, Line

EventKind = Literal["enacted", "approved", "promulgated", "revised", "amended", "effective"]

_DATE = rf"({NUMERAL})\s*年\s*({NUMERAL})\s*月\s*({NUMERAL})\s*日"
_DATED = re.compile(_DATE)
_QUOTED = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|《[^》]*$")
# The first that fits wins: 修订通过 is a revision, 修正公布 an amendment.
_KINDS: tuple[tuple[str, EventKind], ...] = (
    ("修订", "revised"),
    ("修正|修改$", "amended"),
    ("通过", "enacted"),
    ("公布|发布|颁布|颁发|印发|令第", "promulgated"),
    ("批准", "approved"),
    ("施行|实施|生效|执行", "effective"),
)
_ACT = re.compile(
    r"(?:经|由)?(?:批准)?(?:第[一二三四五六七八九十]+次)?(?:修订|修正|通过|公布|发布|颁布|颁发|印发|批准|"
    r"施行|实施|生效|起施行).*$"
)
_SESSION = re.compile(rf"第{NUMERAL}[届次](?:全体|常务|部务|局务|署务|委务|总局局务)?(?:会议)?")
_MEETING = re.compile(r"(?:\d{4}年)?(?:部长办公|室务|常务|部务)?会议(?:审议)?$|公告$|第\d+号$")
_ORDER = re.compile(rf"(?:主席)?令\s*(?:[（(〔]?{NUMERAL}[）)〕]?)?\s*(?:第\s*{NUMERAL}\s*号)?.*$")

_PROMULGATING = re.compile(r"(?:令|公告|的决定|的通知)$")

# What a page shows above the law's title.
_NAVIGATION = re.compile(
    r"[>›»|｜]|^(?:您?(?:现在|当前)?的?(?:所在)?位置|首页)|^(?:[\s\u3000【】［］\[\]（）()/]*"
    r"(?:打印|关闭|下载|返回|收藏|分享|字号|字体|本页|本文|窗口|页面|正文|全文|阅读|纠错|大|中|小|A[+-]?))+[\s\u3000】］\])）:：]*$"
)

_SUBJECT = r"本[^，。；：自]{1,16}?(?:[（(][^）)]*[）)])?(?:由[^，。]*)?[，,]?\s*"
_FROM_DATE = re.compile(
    rf"[自从]\s*{_DATE}\s*(?:{NUMERAL}时)?\s*[起始]\s*(?:施行|实施|实行|生效|执行)"
)
_FROM_PUBLICATION = re.compile(
    r"[自从]\s*(?:[^，。；自]{0,10}?)(?:公布|发布|颁布|颁发|批准|通过|印发|签发)之日起\s*"
    r"(?:施行|实施|实行|生效|执行)"
)
_ENDS = re.compile(r"同时废止|即行废止|同时失效|同时停止执行|同时停止施行|予以废止")
_IN_PART = re.compile(r"^(?:[（(][^）)]*[）)])?(?:中|的?第|的?有关|的?附件)")


@dataclass(frozen=True, slots=True)
class StatuteEvent:
    """One event of the header: `words` as printed, `authority` as far as it is printed."""

    date: date
    kind: EventKind
    authority: str
    words: str


@dataclass(frozen=True, slots=True)
class Effect:
    """When the law takes effect by its own words.

    `date` is None where it does so on publication (`on_publication`) or where no day can
    be read; `words` are then still the sentence. An amended law (修正) keeps the sentence
    of its first text: the day of the amendment's effect stands in the amending decision.
    """

    date: date | None
    on_publication: bool
    words: str


def title_and_header(lines: Sequence[Line]) -> tuple[str, str]:
    """The title as printed, and the words between it and the body."""
    above = next((at for at, one in enumerate(lines) if not _NAVIGATION.search(one.text)), 0)
    lines = lines[above:]
    if not lines:
        return "", ""
    marked = [place for place, line in enumerate(lines) if line.depth == 1]
    at = marked[0] if marked and lines[marked[0]].level is None else 0
    title, rest = lines[at].text, list(lines[at + 1 :])
    if not lines[at].depth:
        # A long title is set on two lines, with its kind (法, 条例 …) on the second.
        while rest and not ends_title(title) and _goes_on(rest[0].text):
            title += rest.pop(0).text
    if not lines[at].depth and _PROMULGATING.search(title):
        # An order or a decision stands before the law that it publishes, under its own title.
        own = [place for place, line in enumerate(rest) if _is_title(line)]
        if own:
            title, rest = rest[own[-1]].text, [*rest[own[-1] + 1 :], *rest[: own[-1]]]
    header: list[str] = []
    for line in rest:
        if line.level is not None or CONTENTS.match(line.text):
            break
        header.append(line.text)
    return re.sub(r"(?<=[^\x00-\x7f])[\s\u3000]+(?=[^\x00-\x7f])", "", title), " ".join(header)


def _is_title(line: Line) -> bool:
    return (
        ends_title(line.text)
        and len(line.text) <= 40
        and not re.search(r"[《》，。；：]", line.text)
    )


def ends_title(title: str) -> bool:
    """Whether words end as the title of a law does: 法, 条例, 办法 …"""
    return bool(
        re.search(
            r"(?:法|法典|条例|办法|规定|细则|规则|决定|决议|准则|标准|通知|宪法)(?:[（(].*[）)])?$",
            title,
        )
    )


def _goes_on(text: str) -> bool:
    return not re.match(rf"[（(]|{NUMERAL}年|目\s*[录次]$|第", text) and len(text) <= 30


def header_events(header: str) -> tuple[StatuteEvent, ...]:
    """The events of a header, in the order printed.

    Takes the header's lines as one text, with or without the parenthesis around it. Dates
    within a 《title》 are none; a date that is no day of the calendar is left out.
    """
    text = re.sub(r"[\s\u3000]+", " ", header)
    quoted = [span.span() for span in _QUOTED.finditer(text)]
    starts = [
        found
        for found in _DATED.finditer(text)
        if not any(begin <= found.start() < end for begin, end in quoted)
    ]
    events: list[StatuteEvent] = []
    for place, found in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        words = _clean(text[found.end() : end])
        day, kind = _day(found), _kind(words)
        if day and kind:
            events.append(StatuteEvent(day, kind, _authority(words), words))
    return tuple(_enumerated(events))


def effect(articles: Iterable[str]) -> Effect | None:
    """What the last article that speaks of the law's own effect says; None where none does.

    Takes the articles' texts in the law's order.
    """
    for strict in (True, False):
        for text in reversed(list(articles)):
            for sentence in re.split(r"[。\n]", text):
                found = _effect(sentence, _SUBJECT if strict else "")
                if found:
                    return found
    return None


def repealed(articles: Iterable[str]) -> tuple[str, ...]:
    """The titles that the law's '同时废止' clauses end wholly, in the order named.

    A clause that ends a part only (…中有关…的规定) names no title here.
    """
    titles: list[str] = []
    for text in articles:
        for sentence in _ending_sentences(text):
            titles += [title for title in _whole_titles(sentence) if title not in titles]
    return tuple(titles)


def _clean(words: str) -> str:
    # Copies leave the next entry's 根据 or the parenthesis' end behind.
    words = re.sub(r"[）)] .*$", "", words)
    words = re.sub(r"(?:根据|依照|自)\s*$", "", words.strip(" 　）)（(，,；;。"))
    return words.strip(" 　）)（(，,；;。")


def _enumerated(events: list[StatuteEvent]) -> list[StatuteEvent]:
    """'根据 A 通过的《…》、B 通过的《…》和 C 通过的《…》修正' are amendments, all three."""
    for place in range(len(events) - 2, -1, -1):
        one = events[place]
        if re.search(r"的《.*》(?:、|和|以及)?$", one.words) and one.kind == "enacted":
            events[place] = StatuteEvent(one.date, events[place + 1].kind, one.authority, one.words)
    return events


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*(chinese_number(part) for part in found.groups()))
    except ValueError:
        return None


def _kind(words: str) -> EventKind | None:
    bare = _QUOTED.sub("", words)
    for pattern, kind in _KINDS:
        if re.search(pattern, bare):
            return kind
    return None


def _authority(words: str) -> str:
    bare = _QUOTED.sub("", words)
    named = _ACT.sub("", _ORDER.sub("", _SESSION.sub("", bare))).strip(" 　根据经由，,、的")
    named = _MEETING.sub("", named).replace("中华人民共和国", "")
    if not named and (made := re.match(r"《?([^《》]*?)关于", words)):
        return made[1]
    return re.sub(r"\s+", "", named)


def _effect(sentence: str, subject: str) -> Effect | None:
    if found := re.search(subject + _FROM_DATE.pattern, sentence):
        return Effect(_day(found), False, sentence.strip())
    if re.search(subject + _FROM_PUBLICATION.pattern, sentence):
        return Effect(None, True, sentence.strip())
    return None


def _ending_sentences(text: str) -> Iterator[str]:
    sentences = re.split(r"(?<=。)", text.replace("\n", ""))
    for place, sentence in enumerate(sentences):
        if not (found := _ENDS.search(sentence)):
            continue
        after = sentence[found.end() :]
        # '下列规定同时废止：（一）…；（二）…' names them after the verb.
        if after.startswith(("：", ":")):
            yield after + "".join(sentences[place + 1 :])
        else:
            yield sentence[: found.start()]


def _whole_titles(clause: str) -> Iterator[str]:
    for found in _QUOTED.finditer(clause):
        title, after = found[0][1:-1], clause[found.end() :]
        before = clause[: found.start()]
        if not _IN_PART.match(after) and not re.search(r"(?:依照|依据|按照|根据|自)$", before):
            yield title
