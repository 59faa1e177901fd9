"""Legal bases as clerks write them, read into citations and written back in one standard form.

《食品安全法》第124条第一款第(五)项, 依据《…法》（2021年修正）第五条、第六条第二款, four bases in a cell with the
articles pasted between them: read in three steps. `mentions` finds which law and which places a text names;
`CitationReader.read` looks up which law that is and which of its texts is meant; what it cannot settle it says.
Pure: text and catalogue in, citations and words out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from pydantic import ValidationError

from generator.catalogue import Catalogue, Version
from generator.models.parts import Citation, read_citation
from generator.numerals import (
    article_key,
    article_label,
    article_order,
    chinese_number,
    cite,
)

LEVELS = "条款项目"
MOST = 60
"""Articles of one range: more is a whole chapter, and no basis."""

_NUMBER = r"(?:[零〇○一二两三四五六七八九十百千]{1,9}|[0-9]{1,4})"
_ONE = rf"(?:\(\s*{_NUMBER}\s*\)|{_NUMBER}(?:\s*-\s*{_NUMBER})?)"
_TO = r"(?:至|到|~|-|—+|－)"
_AND = r"(?:、|,|;|和|及其|以及|及|与|或者|或|并)"
_SEVERAL = (
    rf"{_ONE}(?:\s*{_AND}\s*(?:第\s*)?{_ONE}|\s*{_TO}\s*(?:第\s*)?{_ONE}|\s*\(\s*{_NUMBER}\s*\))*"
)
# 第一、二款; 第(一)(三)项; 第十二条之一.
_GROUP = re.compile(rf"(?:第\s*)?({_SEVERAL})\s*([条款项目])(?:\s*之\s*({_NUMBER}))?")
_CHAIN = re.compile(rf"第\s*{_SEVERAL}\s*条")
_JOINT = re.compile(rf"\s*(?:({_TO})|{_AND}|,|\s)?\s*")
_PIECE = re.compile(rf"({_TO})?\s*(?:第\s*)?({_ONE})")

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_KINDS = r"(?:法典|法|条例|办法|规定|细则|规则|决定|通则|准则|标准)"
# A title without its brackets, or with one of them: straight before an article, and never 本法.
_UNQUOTED = (
    rf"(?:(?![本该此同]{_KINDS})[一-鿿]){{2,38}}?{_KINDS}"
    rf"(?=》?\s*\([^()]{{0,80}}\)\s*第|》?\s*(?:第\s*)?{_NUMBER}\s*条)"
)
_VERB = r"(?:(?:违反|依据|根据|依照|按照|适用|参照)了?)"
_BARE = re.compile(rf"{_VERB}?({_UNQUOTED})")
_NAMED = re.compile(rf"(?P<verb>{_VERB})?(?P<law>{_TITLE.pattern}|{_UNQUOTED})")
# Words that could be a law's, without an article: no basis, and no reason to say nothing of them.
_LOOSE = re.compile(rf"(?:(?!第\s*{_NUMBER})[一-鿿]){{2,38}}?(?:{_KINDS}|基准)(?=[,。;、\n]|$)")
_CONNECTING = re.compile(
    rf"{_VERB}|违法|行为|有关|相关|其他|法律|法规|规章|规范性文件|地方性|行政|处罚|规定|依据|决定|给予|如下|现|作出|应当|予以|当事人|[的之等及其和与或者按对本该以所上述]"
)
_COMPACT = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)@([0-9]{4}-[0-9]{2}-[0-9]{2}):([0-9.\-]+)")
_BRACKETS = re.compile(r"\s*\(((?:[^()]|\([^()]*\))*)\)")
# What stands between a title and its articles besides brackets: a number of promulgation, a quote, 的.
_FILLER = re.compile(
    r"\s*(?:[^\s,。;《》第]{0,12}(?:令|发|字|公告)?\s*(?:第\s*[0-9一二三四五六七八九十百千]+\s*号|[〔\[【][0-9]{4}[〕\]】]\s*第?[0-9]+号))?"
    r'\s*(?:之|的|中|:)?\s*["“]?\s*'
)
_SAME = re.compile(rf"(?:本|该|此|同|前述|上述){_KINDS}")
# After an article: 规定的, 所称 … mean that the text speaks of it and does not rest on it.
_SPOKEN_OF = re.compile(r"\s*(?:的?规定的|所称|所列|所述|的规定(?:处罚|执行|办理|予以))")
_NOT_BODY = re.compile(
    r"\s*(?:之|的)?(?:相关|有关)?(?:规定)?\s*(?:[、,;。.)”\"和及与《【]|以及|或者|$|\n|<|[0-9]+[.、])"
)
# Where a citation can begin again in a pasted text: at a line, after a sentence, with a tag or a number before.
_LEAD = r'[\s;,。"“”]*(?:(?:【[^【】]{1,12}】|\[[^\[\]]{1,8}\]|[0-9]{1,2}\s*[.、]|\([0-9一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,2}、|增补依据|法律依据|处罚依据|依据|根据|依照|:)\s*)*'
_AGAIN = re.compile(rf"(?:\n|。|;|”|\"|】|\.\.\.)({_LEAD})(?=《|第\s*{_NUMBER}\s*条|{_UNQUOTED})")
_DAY = re.compile(r"([12][0-9]{3})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})")
_YEAR = re.compile(r"([12][0-9]{3})\s*年?\s*(?:版|文本|修订|修正|修改|公布|通过|施行|\)?$)")
_NEITHER = re.compile(r"施行|实施|实行|起")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a law: numbers as `Citation` has them, "" where a level is not given."""

    article: str
    paragraph: str = ""
    subparagraph: str = ""
    item: str = ""

    def numbers(self) -> tuple[str, str, str, str]:
        return self.article, self.paragraph, self.subparagraph, self.item

    def at(self, level: int, number: str) -> "Spot":
        """The same place down to a level, with this number there."""
        names = list(self.numbers())
        names[level:] = [number, *[""] * (3 - level)]
        return Spot(*names)


@dataclass(frozen=True, slots=True)
class Mention:
    """A law as a text names it, and the places in it. to: the last of a range of articles that `spots` begins.

    title: "" where the text names none. day, year: which text it says it means. unclear: words of a range whose
    middle is not certain.
    """

    title: str
    spots: tuple[Spot, ...]
    ranges: tuple[tuple[str, str], ...] = ()
    day: date | None = None
    year: int | None = None
    quoted: bool = True
    unclear: str = ""


@dataclass(frozen=True)
class Reading:
    """What a text rests on. problems: what is not certain, in words; notes: what was settled, and how.

    passed: laws that it speaks of behind a basis, as pasted articles do, and that were taken for none.
    """

    citations: tuple[Citation, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()


def mentions(text: str) -> Iterator[Mention]:
    """The laws and places that a text rests on, in its order; what a pasted article speaks of is left out."""
    yield from _Scan(_plain(text)).run()


def _plain(text: str) -> str:
    # Half width throughout, so that a grammar knows one form of each sign.
    plain = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("〈", "《").replace("〉", "》").replace("﹤", "<").replace("…", "...")


@dataclass
class _Scan:
    """Where a text is being read, and the law that it speaks of just now."""

    text: str
    at: int = 0
    title: str = ""
    day: date | None = None
    year: int | None = None
    quoted: bool = True
    waiting: bool = False
    """A law was named and no article of it yet."""
    body: bool = False
    """Inside a pasted article: only a new beginning counts."""
    doubtful: bool = False
    """The law was named inside a pasted article, not on a line of its own: without an article it is a form or a licence."""
    body_from: int = 0
    passed: list[str] = field(default_factory=list)
    """What was named where no basis can begin, so that whoever reads learns of it."""

    def run(self) -> Iterator[Mention]:
        while self.at < len(self.text):
            found = self.step()
            if found is not None:
                yield found
        if self.body:
            self._pass_over(len(self.text))
        yield from self.close()

    def _pass_over(self, end: int) -> None:
        """Keep the laws that are named between the beginning of a pasted article and its end."""
        at = self.body_from
        while at < end:
            named = _NAMED.search(self.text, at, end)
            if named is None:
                return
            behind = named.end() + self.text.startswith("》", named.end())
            while brackets := _BRACKETS.match(self.text, behind):
                behind = brackets.end()
            spots, last, _ = _places(self.text, behind)
            # A licence or a form has neither a verb before it nor an article behind.
            if spots or named["verb"]:
                self.passed.append(self.text[named.start("law") : last if spots else behind])
            at = last if spots else behind

    def step(self) -> Mention | None:
        if self.body:
            again = _AGAIN.search(self.text, self.at)
            if again is None:
                self.at = len(self.text)
                return None
            self._pass_over(again.end())
            self.at = self.body_from = again.end()
            self.body = False
            self.doubtful = "\n" not in again[0] and "【" not in again[0]
            if self._speaks_of():
                self.body = True
                self.at += 1
                return None
        if compact := _COMPACT.match(self.text, self.at):
            self.at = compact.end()
            return Mention(compact[0], ())
        if title := _TITLE.match(self.text, self.at):
            return self._named(title[1], title.end(), quoted=True)
        if same := _SAME.match(self.text, self.at):
            self.at = same.end()
            return None
        chain = _CHAIN.match(self.text, self.at)
        if chain is None and self.waiting:
            chain = _GROUP.match(self.text, self.at)
            chain = chain if chain and chain[2] == "条" else None
        if chain:
            return self._chain()
        if bare := _BARE.match(self.text, self.at):
            return self._named(bare[1], bare.end(1), quoted=False)
        if loose := _LOOSE.match(self.text, self.at):
            if len(_CONNECTING.sub("", loose[0])) >= 2:
                self.passed.append(loose[0])
            self.at = loose.end()
            return None
        self.at += 1
        return None

    def close(self) -> Iterator[Mention]:
        if self._without_article():
            yield self._mention((), ())

    def _without_article(self) -> bool:
        return self.waiting and not self.doubtful

    def _speaks_of(self) -> bool:
        """Whether what begins here is a sentence of the pasted article that names another."""
        place = self.at
        if title := _TITLE.match(self.text, place) or _BARE.match(self.text, place):
            place = title.end(1) + (self.text[title.end(1) : title.end(1) + 1] == "》")
        spots, end, _ = _places(self.text, place)
        return bool(spots and _SPOKEN_OF.match(self.text, end))

    def _named(self, title: str, end: int, quoted: bool) -> Mention | None:
        before = self._mention((), ()) if self._without_article() and self.at else None
        self.title, self.quoted, self.waiting = title.strip(), quoted, True
        self.day, self.year = None, None
        self.at = end + self.text.startswith("》", end)
        while brackets := _BRACKETS.match(self.text, self.at):
            self._version(brackets[1])
            self.at = brackets.end()
        if (filler := _FILLER.match(self.text, self.at)) and self._begins(filler.end()):
            self.at = filler.end()
            while brackets := _BRACKETS.match(self.text, self.at):
                self._version(brackets[1])
                self.at = brackets.end()
        return before

    def _begins(self, place: int) -> bool:
        group = _GROUP.match(self.text, place)
        return self.text[place : place + 1] == "(" or bool(group and group[2] == "条")

    def _version(self, words: str) -> None:
        """Which text a bracket behind a title names: the last day in it that is not one of effect."""
        for found in _DAY.finditer(words):
            if not _NEITHER.match(
                words, found.end() + (words[found.end() : found.end() + 1] == "日")
            ):
                try:
                    self.day = date(*map(int, found.groups()))
                except ValueError:
                    continue
                self.year = None
        if self.day is None and (years := _YEAR.findall(words)):
            self.year = int(years[-1])

    def _chain(self) -> Mention | None:
        spots, end, unclear = _places(self.text, self.at)
        ranges = tuple(_ranges(self.text[self.at : end]))
        self.at = end
        self.body, self.body_from = _NOT_BODY.match(self.text, end) is None, end
        if not spots:
            self.at += 1
            return None
        found = replace(self._mention(tuple(spots), ranges), unclear=unclear)
        self.waiting = self.doubtful = False
        return found

    def _mention(self, spots: tuple[Spot, ...], ranges: tuple[tuple[str, str], ...]) -> Mention:
        return Mention(self.title, spots, ranges, self.day, self.year, self.quoted)


def _places(text: str, start: int) -> tuple[list[Spot], int, str]:
    """The places that a chain of numbers names, and where it ends: 第五条、第六条第二款第（一）项.

    With the words of a range whose middle is not certain, as that over two paragraphs is.
    """
    spots: list[Spot] = []
    unclear = ""
    at = start
    while True:
        joint = _JOINT.match(text, at) if spots else None
        place = joint.end() if joint else at
        group = _GROUP.match(text, place)
        if group is None or (not spots and group[2] != "条"):
            return spots, at, unclear
        apart = place > at and bool(text[at:place].strip())
        blank = place > at and not apart
        # A blank may stand before the pasted article; 一款 or 二条 after it would be its own words.
        if (blank or apart) and group[2] == "条" and not text[place:].startswith("第") and blank:
            return spots, at, unclear
        level = LEVELS.index(group[2])
        try:
            numbers = _numbers(group[1], group[3])
        except ValueError:
            return spots, at, unclear
        if not spots:
            spots = [Spot(number) for number in numbers]
        else:
            last = spots[-1]
            refines = not apart and level > 0 and not last.numbers()[level]
            if joint and joint[1]:
                # 第一项至第三项: what stands between the two is meant too; of whole articles the law knows it.
                if not last.numbers()[level] or any(last.numbers()[level + 1 :]):
                    unclear = text[start : group.end()]
                elif level > 0:
                    numbers = [*_expanded(last.numbers()[level], numbers[0]), *numbers[1:]]
            if refines:
                spots.pop()
            spots += [last.at(level, number) for number in numbers]
        at = group.end()


def _numbers(several: str, suffix: str | None) -> list[str]:
    """第五、六条 as ["5", "6"]; of 第一至第三项 every one. Raises ValueError where a number is none."""
    found: list[str] = []
    for piece in _PIECE.finditer(re.sub(rf"\s*{_AND}\s*", " ", several)):
        for number in _expanded(found[-1] if piece[1] and found else "", piece[2]):
            found.append(number)
    if suffix:
        found[-1] = article_key(int(found[-1]), chinese_number(suffix))
    return found


def _expanded(before: str, one: str) -> list[str]:
    first, _, second = one.strip("() ").partition("-")
    number = chinese_number(first)
    if number < 1:
        raise ValueError(one)
    if second and chinese_number(second) <= number:
        return [article_key(number, chinese_number(second))]
    if second:
        last = chinese_number(second)
        return [str(n) for n in range(number, min(last, number + MOST) + 1)]
    if before and before.isdigit() and int(before) < number:
        return [str(n) for n in range(int(before) + 1, min(number, int(before) + MOST) + 1)]
    return [str(number)]


_WHOLE_RANGE = re.compile(
    rf"第\s*({_NUMBER})\s*条(?:\s*之\s*({_NUMBER}))?\s*{_TO}\s*第\s*({_NUMBER})\s*条(?:\s*之\s*({_NUMBER}))?"
)


def _ranges(chain: str) -> Iterator[tuple[str, str]]:
    """第一百二十二条至第一百二十四条: the two ends, what stands between is the law's to say."""
    for found in _WHOLE_RANGE.finditer(chain):
        ends = [
            article_key(
                chinese_number(found[n]), chinese_number(found[n + 1]) if found[n + 1] else 0
            )
            for n in (1, 3)
        ]
        if article_order(ends[0]) < article_order(ends[1]):
            yield ends[0], ends[1]


@dataclass(frozen=True)
class CitationReader:
    """Reads citations against the laws of a catalogue, and writes them in the standard form."""

    catalogue: Catalogue
    _shown: dict[str, str] = field(default_factory=dict)

    def read(self, text: str, day: date) -> Reading:
        """What a text rests on; a law without a version is the one in force on `day`."""
        citations: list[Citation] = []
        problems: list[str] = []
        missing: list[str] = []
        notes: list[str] = []
        scan = _Scan(_plain(text))
        named = list(scan.run())
        if not named and text.strip():
            problems.append("看不出引用了哪部法律的第几条")
        for mention in named:
            try:
                citations += self._resolved(mention, day, notes)
            except _Unknown as unknown:
                missing.append(str(unknown))
            except _Unsettled as unsettled:
                problems.append(str(unsettled))
        if missing:
            problems.insert(0, f"法律库里没有{'、'.join(dict.fromkeys(missing))}")
        unique = dict.fromkeys(citations)
        return Reading(
            tuple(unique),
            tuple(dict.fromkeys(problems)),
            tuple(dict.fromkeys(notes)),
            tuple(dict.fromkeys(scan.passed)),
        )

    def written(self, citation: Citation) -> str:
        """《食品安全法》（2025-09-12公布）第一百二十四条第一款第（五）项; read again, it is the same.

        A law that the catalogue does not have, or whose name is another's too, stands by its id.
        """
        key = str(citation)
        if key not in self._shown:
            self._shown[key] = self._written(citation, key)
        return self._shown[key]

    def _written(self, citation: Citation, key: str) -> str:
        law = self.catalogue.laws.get(citation.law)
        numbers = (citation.article, citation.paragraph, citation.subparagraph, citation.item)
        if law is None:
            return key
        try:
            places = cite(*(number or "" for number in numbers))
        except ValueError:
            return key
        for title in (law.short_title, law.title):
            words = f"《{title}》（{citation.version}公布）{places}"
            if self.read(words, citation.version).citations == (citation,):
                return words
        return key

    def _resolved(self, mention: Mention, day: date, notes: list[str]) -> list[Citation]:
        if not mention.spots and "@" in mention.title:
            return [self._compact(mention.title)]
        law = self._law(mention)
        version = self._version(law, mention, day)
        short = self.catalogue.laws[law].short_title
        if not mention.spots:
            raise _Unsettled(f"{_shown(mention.title)}没有写第几条")
        if mention.unclear:
            raise _Unsettled(f"“{mention.unclear}”从哪里到哪里看不准，逐项写明")
        if mention.day is None and mention.year is None:
            notes.append(f"《{short}》没有写是哪年的文本，按{version.published}公布的")
        found = []
        for spot in _with_ranges(mention, version):
            if (
                version.articles is not None
                and version.whole
                and spot.article not in version.articles
            ):
                raise _Unsettled(
                    f"《{short}》{version.published}公布的文本没有{article_label(spot.article)}"
                )
            names = ("article", "paragraph", "subparagraph", "item")
            given = {name: one for name, one in zip(names, spot.numbers(), strict=True) if one}
            try:
                found.append(Citation(law=law, version=version.published, **given))
            except ValidationError as error:
                raise _Unsettled(
                    f"《{short}》的条款项号写错了：{'.'.join(spot.numbers())}"
                ) from error
        return found

    def _compact(self, words: str) -> Citation:
        try:
            return Citation.model_validate(read_citation(words))
        except ValidationError as error:
            raise _Unsettled(f"“{words}”应当像 food-safety-law@2025-09-12:124.1.5") from error

    def _law(self, mention: Mention) -> str:
        if not mention.title:
            raise _Unsettled("有条号，没有写是哪部法律的")
        name = _name(mention.title)
        laws = self._names.get(name, ())
        if len(laws) == 1:
            return laws[0]
        if laws:
            titles = "、".join(f"《{self.catalogue.laws[law].title}》" for law in laws)
            raise _Unsettled(f"{_shown(mention.title)}可以是几部法律：{titles}；写全称")
        near = get_close_matches(name, self._names, 2, 0.75)
        titles = "、".join(f"《{self.catalogue.laws[self._names[one][0]].title}》" for one in near)
        raise _Unknown(_shown(mention.title) + (f"（名称相近的有{titles}）" if titles else ""))

    def _version(self, law: str, mention: Mention, day: date) -> Version:
        versions = self.catalogue.versions.get(law, {})
        short = self.catalogue.laws[law].short_title
        have = "、".join(str(one) for one in versions) or "没有"
        year = mention.year or (mention.day.year if mention.day else None)
        if mention.day is not None and mention.day in versions:
            return versions[mention.day]
        if year is not None:
            # The day behind a title may be that of the vote or of effect: the year still tells which text.
            of_year = [one for published, one in versions.items() if published.year == year]
            if len(of_year) == 1:
                return of_year[0]
            said = str(mention.day) if of_year and mention.day else f"{year}年"
            raise _Unsettled(
                f"《{short}》{said}有{len(of_year)}个文本，写明公布日期；法律库里有：{have}"
                if of_year
                else f"法律库里没有《{short}》{year}年的文本；有：{have}"
            )
        current = self.catalogue.current_version(law, day)
        if current is not None:
            return current
        ended = [one for one in versions.values() if one.until and one.until < day]
        if ended:
            raise _Unsettled(
                f"《{short}》{ended[-1].until}以后不再施行；要引旧文本的，写明公布日期：{have}"
            )
        raise _Unsettled(f"《{short}》在{day}还没有施行的文本；法律库里有：{have}")

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        """Laws by every name they are cited by."""
        found: dict[str, dict[str, None]] = {}
        for law in self.catalogue.laws.values():
            for title in (law.title, law.short_title):
                found.setdefault(_name(title), {})[law.id] = None
        return {name: tuple(laws) for name, laws in found.items()}


class _Unsettled(Exception):
    """What a mention means is not certain; the words say what is missing."""


class _Unknown(_Unsettled):
    """A law that the catalogue does not have; the words are its title."""


def _shown(title: str) -> str:
    """A title in its brackets, those inside it of the other shape."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def _name(title: str) -> str:
    """A title without what the ways of writing it differ in."""
    plain = re.sub(r"[\s《》<>()\[\]〔〕]", "", _plain(title))
    return plain.replace("中华人民共和国", "")


def _with_ranges(mention: Mention, version: Version) -> Sequence[Spot]:
    """The places with every article between the two ends of a range, those with 之一 too."""
    inside: list[Spot] = []
    for first, last in mention.ranges:
        between = _between(version.articles or (), article_order(first), article_order(last))
        if len(between) > MOST:
            raise _Unsettled(f"{article_label(first)}至{article_label(last)}太多，逐条写明")
        inside += [Spot(article) for article in between]
    if not inside:
        return mention.spots
    known = {spot.article for spot in mention.spots}
    more = [spot for spot in inside if spot.article not in known]
    return sorted([*mention.spots, *more], key=lambda spot: article_order(spot.article))


def _between(articles: Iterable[str], first: tuple[int, int], last: tuple[int, int]) -> list[str]:
    known = [one for one in articles if first < article_order(one) < last]
    plain = [str(number) for number in range(first[0] + 1, last[0])]
    return known or plain[: MOST + 1]


def same_place(one: Citation, other: Citation) -> bool:
    """Whether two citations name one place of one law, whatever the version."""
    return (one.law, one.position) == (other.law, other.position)
