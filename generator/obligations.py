"""From what happened to a law, or to approvals and functions, to who must answer for what.

One obligation for each event, department and item (`power` or `power/sub`) that cites a touched article;
one for each article that confers a type of power which nobody lists; one for each item that an
adjustment names. Pure: no day, and of git only what its witness says: an item that was taken off the list
after the event owes as it last stood. When they are due and met says `clocks`.

What an article of a law became is told by its event (`articles`), whatever texts are held:

- an old article that stands word for word under another number is moved: nobody must answer for it, only
  the citation must follow, which `answer` does and COV003 demands once the old text has ended;
- one that is removed, or goes on in other words, obliges everybody who cites it;
- an event without `articles` was not compared: whoever cites an older text must look.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.catalogue import WHOLE_TEXT, Catalogue
from generator.departures import departures
from generator.models.adjustments import Adjustment
from generator.models.base import Choice
from generator.models.laws import Confers, EventKind, Law, LawEvent, TouchedArticles
from generator.models.parts import Basis
from generator.models.powers import Power, SubItem
from generator.models.responses import Answer, Response
from generator.numerals import article_order

LEGAL_OFFICE = "legal-office"
"""In the place of a department: the city's legal office, which says whose a new power is."""


class Cause(Choice):
    """Why an item must be answered for; of several the first in this order."""

    REPEALED = "repealed", "所引法律废止"
    REMOVED = "removed", "所引条文删去"
    CHANGED = "changed", "所引条文修改"
    UNCOMPARED = "uncompared", "所引文本已被新文本代替，还没有逐条比较"
    CITES_NEW = "cites_new", "引用了新增或者修改的条文"
    INTERPRETED = "interpreted", "所引条文有了新的解释"
    CONFERRED = "conferred", "条文赋予的职权没有部门列出"
    ADJUSTED = "adjusted", "审批事项或者机构职能调整"
    ANSWERED = "answered", "部门自己答复"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that one department must answer for.

    event: of a law, or an adjustment. also: other events whose response answers it too (the code that
    repealed the law). left: the item is in the list no more, and it went without an answer. item: `power` or `power/sub`; empty where an article confers what nobody lists
    (`articles` has it) or where a department answers as a whole. articles: of the event's law, as the
    item cites them. law: None for an adjustment. confers: the type of power that nobody lists.
    """

    event: str
    department: str
    item: str
    cause: Cause
    published: date
    articles: tuple[str, ...] = ()
    law: str | None = None
    confers: Confers | None = None
    also: tuple[str, ...] = ()
    left: bool = False

    @property
    def id(self) -> str:
        """Permanent: from the ids of what it is about."""
        return f"{self.event}/{self.department}/{self._about}"

    @property
    def matter(self) -> str:
        """The event under which people know it: of a repeal, the law that took over."""
        return self.also[0] if self.also else self.event

    @property
    def _about(self) -> str:
        if self.item:
            return self.item
        return f"article-{self.articles[0]}-{self.confers}" if self.confers else "all"

    def is_answered_by(self, response: Response) -> bool:
        """Whether a response is to this event; by what answer says `answer`."""
        return response.department == self.department and response.event in (
            self.event,
            *self.also,
        )

    def answer(self, response: Response) -> Answer | None:
        """What a response says of it, or None."""
        if not self.is_answered_by(response):
            return None
        return next((one for one in response.answers if self._in(one)), None)

    def _in(self, answer: Answer) -> bool:
        if answer.whole or (self.item and self.item in answer.items):
            return True
        return bool(set(self.articles) & set(answer.articles))


def obligations(catalogue: Catalogue) -> list[Obligation]:
    """All of them, by publication, event, department and item; of events since the list was adopted."""
    since = catalogue.adopted or date.min
    found: dict[str, Obligation] = {}
    for one in _all(catalogue):
        if one.published >= since:
            held = found.get(one.id)
            found[one.id] = _joined(held, one) if held else one
    for one in _of_lost_bases(catalogue, found):
        if one.published >= since:
            found[one.id] = _joined(found[one.id], one) if one.id in found else one
    _drop_doubles(found)
    for one in _answered_beyond(catalogue, found):
        if one.published >= since:
            found.setdefault(one.id, one)
    return sorted(found.values(), key=lambda one: (one.published, one.id))


def fate(touched: TouchedArticles, article: str) -> tuple[Cause | None, tuple[str, ...]]:
    """What an article of the text before became: the cause to look at it, and its new numbers.

    None: it stands word for word, there or elsewhere, and the numbers are certain. Of a changed article
    they are a guess; where there is none, only a person can say where it goes on.
    """
    moved = tuple(new for new, old in touched.moved.items() if old == article)
    if moved:
        return None, tuple(sorted(moved, key=article_order))
    if article in touched.removed:
        return Cause.REMOVED, ()
    if article in touched.changed:
        return Cause.CHANGED, (article,)
    if article in touched.added or article in touched.moved:
        # Its number is another's now, so its words go on somewhere among the changed articles.
        return Cause.CHANGED, ()
    return None, (article,)


def takes_over(catalogue: Catalogue, law: Law, event: LawEvent) -> tuple[str, ...]:
    """Of a repeal by another law: that law's event of the same day, whose response answers the repeal too."""
    other = catalogue.laws.get(event.by or "")
    if event.kind is not EventKind.REPEALED or other is None:
        return ()
    return tuple(
        one.id
        for one in other.events
        if one.published == event.published and one.kind in WHOLE_TEXT
    )


def event_titles(catalogue: Catalogue) -> dict[str, str]:
    """Everything that a response may answer, by id, in words: 《食品安全法》修正."""
    found = {
        event.id: f"《{law.short_title}》{event.kind.label}"
        for law in catalogue.laws.values()
        for event in law.events
    }
    return found | {one.id: f"“{one.title}”" for one in catalogue.adjustments.values()}


def matter_titles(catalogue: Catalogue) -> dict[str, str]:
    """As `event_titles`, with what the event repealed: 《生态环境法典》制定，清单所引的8部法律废止."""
    titles = event_titles(catalogue)
    repealed: dict[str, list[str]] = {}
    for law in catalogue.laws.values():
        for event in law.events:
            for taker in takes_over(catalogue, law, event):
                repealed.setdefault(taker, []).append(law.short_title)
    for taker, several in repealed.items():
        what = f"《{several[0]}》" if len(several) == 1 else f"清单所引的{len(several)}部法律"
        titles[taker] += f"，{what}废止"
    return titles


def _all(catalogue: Catalogue) -> Iterator[Obligation]:
    for law in catalogue.laws.values():
        citing = list(_citing(catalogue, law))
        for event in law.events:
            yield from _of_event(catalogue, law, event, citing)
            if event.kind in WHOLE_TEXT:
                yield from _conferred(catalogue, law, event)
    for adjustment in catalogue.adjustments.values():
        yield from _of_adjustment(catalogue, adjustment)
    yield from _of_departed(catalogue)


Citing = tuple[Power, SubItem | None, Basis]


def _citing(catalogue: Catalogue, law: Law) -> Iterator[Citing]:
    for power, sub, index in catalogue.powers_by_law.get(law.id, []):
        yield power, sub, (sub or power).bases[index]


def _of_event(
    catalogue: Catalogue, law: Law, event: LawEvent, citing: Iterable[Citing]
) -> Iterator[Obligation]:
    why = _judge(law, event)
    also = takes_over(catalogue, law, event)
    for power, sub, basis in citing:
        cause = why(basis)
        if cause is not None:
            item = f"{power.id}/{sub.id}" if sub else power.id
            yield Obligation(
                event.id,
                power.department,
                item,
                cause,
                event.published,
                (basis.article,),
                law.id,
                also=also,
            )


def _judge(law: Law, event: LawEvent) -> Callable[[Basis], Cause | None]:
    """Says of a basis on the law whether the event obliges who cites it, and why."""
    if event.kind is EventKind.REPEALED:
        return lambda basis: Cause.REPEALED if _stood(basis, event) else None
    if event.kind is EventKind.INTERPRETED:
        return lambda basis: Cause.INTERPRETED if _interprets(event, basis) else None
    return lambda basis: _of_text(law, event, basis)


def _stood(basis: Basis, event: LawEvent) -> bool:
    """Whether a basis still carried its item when the event was published."""
    return basis.version <= event.published and (
        basis.until is None or basis.until >= event.published
    )


def _interprets(event: LawEvent, basis: Basis) -> bool:
    if not _stood(basis, event):
        return False
    touched = event.articles
    return touched is None or basis.article in (*touched.added, *touched.changed)


def _of_text(law: Law, event: LawEvent, basis: Basis) -> Cause | None:
    touched = event.articles
    if basis.version == event.published:
        # The list has moved already: that was the answer, and it must still be said.
        new = event.kind is EventKind.ENACTED or (
            touched is not None and basis.article in (*touched.added, *touched.changed)
        )
        # One that begins later than the text came to the item in another way.
        later = basis.from_ is not None and basis.from_ > (event.effective or event.published)
        return Cause.CITES_NEW if new and not later else None
    if not _stood(basis, event):
        return None
    article = basis.article
    for between in texts(law):
        if basis.version < between.published < event.published:
            cause, numbers = _step(between, article)
            if cause is Cause.REMOVED:
                return None  # that event obliged; nothing is left for this one to touch
            if len(numbers) != 1:
                return Cause.UNCOMPARED
            article = numbers[0]
    return _step(event, article)[0]


def _step(event: LawEvent, article: str) -> tuple[Cause | None, tuple[str, ...]]:
    if event.articles is None:
        return Cause.UNCOMPARED, ()
    return fate(event.articles, article)


def texts(law: Law) -> list[LawEvent]:
    return sorted((e for e in law.events if e.kind in WHOLE_TEXT), key=lambda e: e.published)


def _conferred(catalogue: Catalogue, law: Law, event: LawEvent) -> Iterator[Obligation]:
    """Articles that confer a type of power which no power of the type cites: whoever is competent answers."""
    version = catalogue.versions[law.id].get(event.published)
    touched = event.articles
    if version is None or version.articles is None:
        return
    # Who still cites the article as it was lists its power, and owes an answer for that.
    listed = {
        (number, power.type.value)
        for power, _, basis in _citing(catalogue, law)
        for number in _numbers_in(law, basis, event)
    }
    new = (
        None
        if event.kind is EventKind.ENACTED
        else {*touched.added, *touched.changed}
        if touched
        else set()
    )
    for number, article in version.articles.items():
        if not article.confers or (new is not None and number not in new):
            continue
        for kind in article.confers:
            if kind is Confers.NONE or (number, kind.value) in listed:
                continue
            for department in law.competent or [LEGAL_OFFICE]:
                yield Obligation(
                    event.id,
                    department,
                    "",
                    Cause.CONFERRED,
                    event.published,
                    (number,),
                    law.id,
                    kind,
                )


def _numbers_in(law: Law, basis: Basis, event: LawEvent) -> tuple[str, ...]:
    """Under which numbers a cited article stands in the text of an event, as far as can be told."""
    numbers: tuple[str, ...] = (basis.article,)
    for text in texts(law):
        if basis.version < text.published <= event.published:
            if text.articles is None:
                return numbers
            numbers = tuple(n for old in numbers for n in fate(text.articles, old)[1])
    return numbers if basis.version <= event.published else ()


def _of_adjustment(catalogue: Catalogue, adjustment: Adjustment) -> Iterator[Obligation]:
    def one(department: str, item: str) -> Obligation:
        return Obligation(adjustment.id, department, item, Cause.ADJUSTED, adjustment.published)

    named = set()
    left = departures(catalogue).powers
    for item in adjustment.items:
        name = item.partition("/")[0]
        power = catalogue.powers.get(name)
        if power is not None:
            named.add(power.department)
            yield one(power.department, item)
        elif name in left:
            power, gone = left[name]
            for owed in _left(catalogue, one(power.department, item), gone):
                named.add(owed.department)
                yield owed
    for department in adjustment.departments:
        if department not in named:
            yield one(department, "")


def _of_departed(catalogue: Catalogue) -> Iterator[Obligation]:
    """What a power owed for a law's events when it was taken off the list, from its last version."""
    for power, gone in departures(catalogue).powers.values():
        citing: list[Citing] = [(power, None, basis) for basis in power.bases]
        citing += [(power, sub, basis) for sub in power.sub_items for basis in sub.bases]
        for name in dict.fromkeys(basis.law for _, _, basis in citing):
            law = catalogue.laws.get(name)
            if law is None:
                continue
            own = [one for one in citing if one[2].law == name]
            for event in law.events:
                for owed in _of_event(catalogue, law, event, own):
                    yield from _left(catalogue, owed, gone)


def _of_lost_bases(catalogue: Catalogue, found: Mapping[str, Obligation]) -> list[Obligation]:
    """What was owed for a basis that was taken off, alone or with its sub-item, while its power stood. An item
    that owes for the matter anyway, because it cites what the law became, owes it once."""
    owing = {(event, one.item) for one in found.values() for event in (one.event, *one.also)}
    several: list[Obligation] = []
    for lost in departures(catalogue).bases:
        law = catalogue.laws.get(lost.basis.law)
        if law is None:
            continue
        citing = [(lost.power, lost.sub_item, lost.basis)]
        for event in law.events:
            for owed in _of_event(catalogue, law, event, citing):
                if not {(event, owed.item) for event in (owed.event, *owed.also)} & owing:
                    several += _left(catalogue, owed, lost.gone)
    return several


def _left(catalogue: Catalogue, owed: Obligation, gone: date | None) -> Iterator[Obligation]:
    """What an item that is gone, or has lost its basis, still owes: nothing for what came later, nor for what had
    been answered when it went. Where its department is gone too, who succeeds it owes it, and the legal office says who that is."""
    if gone is not None and gone < owed.published:
        return
    for response, withdrawn in departures(catalogue).responses.values():
        stood = (withdrawn or date.max) >= (gone or date.max)
        if stood and owed.answer(response):
            return
    power = catalogue.powers.get(owed.item.partition("/")[0])
    department = power.department if power else owed.department
    if department not in catalogue.departments and not catalogue.is_lost("departments", department):
        heirs = [one.id for one in catalogue.departments.values() if department in one.succeeds]
        department = heirs[0] if len(heirs) == 1 else LEGAL_OFFICE
    left = not catalogue.has_power(owed.item)
    yield replace(owed, department=department, left=left)


def _joined(held: Obligation, other: Obligation) -> Obligation:
    """Two bases of one item, touched by one event: one obligation, for the graver cause."""
    order = list(Cause)
    cause = min(held.cause, other.cause, key=order.index)
    articles = sorted({*held.articles, *other.articles}, key=article_order)
    return replace(held, cause=cause, articles=tuple(articles))


def _drop_doubles(found: dict[str, Obligation]) -> None:
    """Who moved from a repealed law to the code that took over answers for the repeal, not for both."""
    over = {(event, o.department, o.item) for o in found.values() for event in o.also if o.item}
    for one in list(found.values()):
        if one.cause is Cause.CITES_NEW and (one.event, one.department, one.item) in over:
            del found[one.id]


def _answered_beyond(catalogue: Catalogue, found: dict[str, Obligation]) -> Iterator[Obligation]:
    """Items that a response names and that cite nothing touched any more: what was answered stays to be seen."""
    published: dict[str, tuple[date, str | None]] = {
        event.id: (event.published, law.id)
        for law in catalogue.laws.values()
        for event in law.events
    }
    published |= {one.id: (one.published, None) for one in catalogue.adjustments.values()}
    obliged = {
        (event, one.department, one.item)
        for one in found.values()
        for event in (one.event, *one.also)
    }
    for response in catalogue.responses.values():
        if response.event not in published:
            continue
        day, law = published[response.event]
        for item in (item for answer in response.answers for item in answer.items):
            if (response.event, response.department, item) not in obliged:
                yield Obligation(
                    response.event, response.department, item, Cause.ANSWERED, day, (), law
                )
