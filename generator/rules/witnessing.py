"""方案二（一）2 动态调整：申报的话，git 看见了没有。

What happened before the portal's `witnessed_from` is declared, not witnessed (申报，未经见证): nothing here fires on it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from generator.catalogue import Catalogue
from generator.changes import values_of
from generator.clocks import subject_of
from generator.days import due
from generator.deadlines import UPDATE
from generator.findings import Hit, Severity, Unchecked, hit
from generator.holidays import calendar_of
from generator.item_changes import adjusted
from generator.models.portal import Portal
from generator.models.responses import Response
from generator.obligations import Obligation, event_titles, obligations
from generator.periods import Period, Unit
from generator.rules import rule
from generator.witness import Change, Values, Witness, distrust_in_words

CLAUSE = "2.1.2"
SOURCE = "方案二（一）2"
UNTRUE = (
    "核对提交所用的电脑或者代码库网站的时钟；主线只接受合并提交（merge commit），不快进、不变基。"
    "已经进入主线的，不要改写历史：再合并一次任何改动，这个提交带来的内容从那时起就有见证。"
)


REVIEW = Period(5, Unit.WORKING_DAYS)
"""How long a change may wait for its review and its merge. No law sets it: it is a working week, within which
a department that writes the day on which it decided has written what is true."""


@rule(
    "UPD004",
    title="申报的日期早于 git 历史",
    clause=CLAUSE,
    source=SOURCE,
    message="{what}",
    advice="期限按合并进主线的时间算，申报得早不改变是否逾期。申报日期（declared_on）写部门作出答复的那一天，当周就送去合并；写错的、后来又补充了答复的，改成最近一次答复的那一天。",
    severity=Severity.WARNING,
)
def declared_before_git_shows_it(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    """What a record, or a commit, says of its own time, against the main line.

    A response's declared day is the one on which the department decided; what counts is the merge. That the
    merge comes a few working days later is how a review works, and no finding. It is one where the two tell
    different stories: the declared day lies within the term and the merge after it, by however little, because
    the record then reads as in time and is not; or the merge is later than any review takes (`REVIEW`), because
    the day is then nobody's but the department's word. A commit whose own time cannot be true is one too: what
    it brought has another time than it says.
    """
    witness = catalogue.witness
    if witness is None:
        yield from _nobody_saw(catalogue)
        return
    yield from _untrue_times(catalogue, witness)
    yield from _start_moved(catalogue, witness)
    yield from _begins_late(catalogue, witness)
    owed = _owed(catalogue)
    calendar = calendar_of(catalogue)
    for response in catalogue.responses.values():
        shown = _shown(witness, response)
        if shown is None or witness.is_declared(shown[0].date):
            continue
        change, what = shown
        declared, merged = response.declared_on, change.date.date()
        dues = {
            UPDATE.due(one.published, calendar).due
            for one in owed.get(response.department, [])
            if one.answer(response)
        }
        missed = min((last for last in dues if declared <= last < merged), default=None)
        if missed is not None:
            why = f"，期限{missed}已经过了"
        elif due(declared, REVIEW, calendar).due < merged:
            why = f"，相隔超过{REVIEW}"
        else:
            continue
        yield hit(
            response.at("declared_on"),
            what=f"答复“{response.id}”申报的日期是{declared}，git 历史里"
            f"{merged}（提交{_short(change)}）才有{what}{why}",
        )


def _untrue_times(catalogue: Catalogue, witness: Witness) -> Iterator[Hit | Unchecked]:
    """Commits that witness nothing. They have no file: the settings say where git counts from. What the next commit
    brought under witness before git counted is declared like all else of that time."""
    portal = catalogue.portal
    for one in witness.distrusted:
        if one.following and witness.is_declared(one.following.date):
            continue
        if portal is None:
            yield Unchecked(1, distrust_in_words(one))
        else:
            yield hit(portal.at("witnessed_from"), what=distrust_in_words(one), advice=UNTRUE)


STARTS = {
    "witnessed_from": "从那一天起的事，git 已经见证",
    "adopted_on": "从那一天起公布的法律都要答复，改晚了也免不掉",
}
"""The days of portal.yaml from which something counts, and why they are not moved to a later one."""


def _start_moved(catalogue: Catalogue, witness: Witness) -> Iterator[Hit]:
    """A day from which something counts is no date to be moved when it hurts: the earliest one holds."""
    portal = catalogue.portal
    if portal is None:
        return
    for field, why in STARTS.items():
        now, first = getattr(portal, field), witness.earliest(portal, field)
        if now and first and first < now:
            title = Portal.model_fields[field].title
            yield hit(
                portal.at(field),
                what=f"{title}写的是{now}，git 历史里写过{first}，以最早的为准",
                advice=f"把“{title}（{field}）”改回{first}：{why}。",
            )


def _begins_late(catalogue: Catalogue, witness: Witness) -> Iterator[Hit]:
    """A history that begins after the day from which it shall count: a new repository, or one that was thrown away.

    To take its first commit for the day on which everything was done would call late what nobody saw. It is said
    once, aloud, because whoever begins the history anew loses what the old one witnessed.
    """
    portal, begins = catalogue.portal, witness.begins
    if portal and portal.witnessed_from and begins and portal.witnessed_from < begins.date():
        yield hit(
            portal.at("witnessed_from"),
            what=f"见证起始日写的是{portal.witnessed_from}，git 历史{begins.date()}才开始："
            f"{witness.since}以前的事没有提交作证，只作申报",
            advice="清单的历史在另一个仓库里的，到那里检查，或者把它的历史接过来；没有更早的历史的，"
            f"把“见证起始日（witnessed_from）”改成{witness.since}。",
        )


@rule(
    "UPD006",
    title="答复“已经调整”，职权在 git 历史里没有变过",
    clause=CLAUSE,
    source=SOURCE,
    message="答复“{response}”说“{item}”因{event}已经调整，从{published}公布起，git 历史里这一项没有变过，不算答复",
    advice="把这一项改到位：法定依据改为新的版本和条文，幅度、名称随之修改；确实不用改的，结果写 no_change，写明理由。",
)
def adjusted_without_a_change(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    witness = catalogue.witness
    if witness is None:
        yield from _nobody_saw(catalogue)
        return
    named = event_titles(catalogue)
    owed = _owed(catalogue)
    for response in catalogue.responses.values():
        for one in owed.get(response.department, []):
            answer = one.answer(response)
            if answer is not None and adjusted(catalogue, one, answer).refuted:
                yield hit(
                    response.at("answers", response.answers.index(answer)),
                    see=(catalogue.powers[one.item.partition("/")[0]].at("id"),),
                    response=response.id,
                    item=subject_of(catalogue, one.item),
                    event=named.get(one.event, one.event),
                    published=one.published,
                )


def _owed(catalogue: Catalogue) -> dict[str, list[Obligation]]:
    """The obligations of each department."""
    owed: dict[str, list[Obligation]] = {}
    for one in obligations(catalogue):
        owed.setdefault(one.department, []).append(one)
    return owed


def _nobody_saw(catalogue: Catalogue) -> Iterator[Unchecked]:
    """Where the portal says that git is the witness and there is none, what it would witness is not checked."""
    since = catalogue.portal.witnessed_from if catalogue.portal else None
    count = sum(since is not None and r.declared_on >= since for r in catalogue.responses.values())
    if count:
        why = catalogue.unwitnessed or "没有查 git 历史"
        yield Unchecked(count, f"portal.yaml 写了见证起始日（witnessed_from），{why}")


def _shown(witness: Witness, response: Response) -> tuple[Change, str] | None:
    """The commit since which the main line has all that a response says now, and what of it came last.

    None where some of it is on no main line yet.
    """
    seen = [one for one in witness.seen(response) if one.of.key == response.key and one.data]
    latest: tuple[Change, str] | None = None
    for said, words in _said(values_of(response)).items():
        first = next((one.change for one in seen if said in _said(one.data or {})), None)
        if first is None:
            return None
        if latest is None or first.date > latest[0].date:
            latest = first, words if len(seen) > 1 else "这份答复"
    return latest


def _said(values: Values) -> Mapping[tuple[str, str], str]:
    """What a response answers for, one by one, in words: a text that was put into other words stays the same."""
    found: dict[tuple[str, str], str] = {}
    answers = values.get("answers")
    for answer in answers if isinstance(answers, list) else []:
        if not isinstance(answer, Mapping):
            continue
        for field, word in (("items", "职权"), ("articles", "条")):
            several = answer.get(field)
            for one in several if isinstance(several, list) else []:
                found[field, str(one)] = f"对{word} {one} 的答复"
        if answer.get("whole"):
            found["whole", ""] = "对全部职权的答复"
    return found


def _short(change: Change) -> str:
    return change.commit[:10]
