"""A department's answers to one event, in a batch: bases moved, reasons given once, files for a person to review."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import gone_of, subject_of
from generator.commands import FINE, CommandError
from generator.commands._answer_files import move_bases, write_response
from generator.commands._arguments import day
from generator.commands._forms import department_named
from generator.commands._records import (
    add_roots,
    all_roots,
    ask_git,
    catalogue_of,
    day_of,
    roots,
)
from generator.days import day_in_words
from generator.deadlines import UPDATE
from generator.holidays import calendar_of
from generator.kept import Store
from generator.models.laws import EventKind, LawEvent
from generator.models.responses import AnswerResult
from generator.numerals import article_label, article_order, parse_article
from generator.obligations import Obligation, matter_titles, obligations
from generator.sources.git import HistoryError
from generator.successions import (
    Succession,
    dropped,
    dropped_in_words,
    has_moved,
    successions,
)

HELP = "批量答复一个法律事件或者一次调整：列出要答复的职权，把依据移到新条文，写好答复供人核对"
EXAMPLE = (
    "python publish.py answer food-safety-law-2025-09-12-amended --department market-regulation"
    ' --no-change "只改了罚款数额" --by 法规科'
)
ASK = "写 --move 旧条号=新条号 移到新条文，--adjusted 表示已经调整，--no-change 理由 表示不用调整；都可以用 --item 只答几项。"


@dataclass
class Said:
    """What a person said: where uncertain articles go on, and the result and reason of each item.

    moves: (law, old article) → new article. answers: obligation id → result and reason.
    """

    moves: dict[tuple[str, str], str] = field(default_factory=dict)
    answers: dict[str, tuple[AnswerResult, str | None]] = field(default_factory=dict)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("event", metavar="事件", help="法律事件或者调整的标识")
    parser.add_argument("--department", required=True, metavar="标识", help="答复的部门")
    parser.add_argument(
        "--item",
        action="append",
        metavar="职权",
        help="只答这一项（职权或者职权/子项），可以写多次",
    )
    parser.add_argument(
        "--move",
        action="append",
        default=[],
        metavar="旧=新",
        help="旧条号由新条号接续，例如 83=1107；几部法律的条号相同的，写 法律标识:83=1107；可以写多次",
    )
    parser.add_argument("--adjusted", action="store_true", help="这几项已经调整")
    parser.add_argument(
        "--no-change", metavar="理由", help="没有改引新文本的几项不用调整，理由是什么"
    )
    parser.add_argument("--by", metavar="科室", default="", help="答复的科室或者岗位")
    parser.add_argument(
        "--declared-on", type=day, metavar="YYYY-MM-DD", help="申报日期；不写的，用计算日"
    )
    parser.add_argument("--id", metavar="标识", help="答复的标识；不写的，由事件和部门的标识组成")
    parser.add_argument("--list", action="store_true", help="只列出要答复的，什么也不写")
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    root = roots(arguments)[0]
    catalogue = catalogue_of(arguments)
    today = day_of(catalogue, arguments)
    try:
        ask_git(catalogue, all_roots(arguments), today, Store.of(all_roots(arguments)))
    except HistoryError as error:
        # What was taken off the list is then not known; the rest can be answered.
        print(f"没有查 git 历史，已经移出清单的职权可能没有列出：{error}", file=sys.stderr)
    open_ = _open(catalogue, arguments)
    ending = successions(catalogue, arguments.event, arguments.department)
    if arguments.item:
        ending = [one for one in ending if one.item in arguments.item]
    print("\n".join(_listed(catalogue, arguments, open_, ending)))
    if arguments.list or not (open_ or any(one.article for one in ending)):
        return FINE
    flags = arguments.move or arguments.adjusted or arguments.no_change
    if flags:
        said = _by_flags(catalogue, arguments, open_, ending)
    elif sys.stdin.isatty():
        said = _asked(catalogue, open_, ending)
    else:
        print(f"\n什么也没有写。{ASK}")
        return FINE
    record = _response(catalogue, arguments, open_, said, today)
    # All that refuses has been asked: from here on files are written.
    written = move_bases(ending, said.moves)
    if record:
        held = catalogue.responses.get(str(record["id"]))
        written.append(write_response(root, arguments.department, held, record))
    left = [one for one in open_ if one.id not in said.answers]
    print("\n".join(_done(catalogue, written, left, ending, said)))
    return FINE


def _open(catalogue: Catalogue, arguments: argparse.Namespace) -> list[Obligation]:
    """What the department owes for the event and has not answered."""
    titles = matter_titles(catalogue)
    if arguments.event not in titles:
        law = arguments.event.rpartition("-")[0][:-11]
        near = [one for one in titles if law and one.startswith(law)]
        hint = (
            f"这部法律的事件有：{'、'.join(near)}"
            if near
            else "标识见法律的 law.yaml，或者 lists/adjustments/"
        )
        raise CommandError(f"没有“{arguments.event}”这个事件；{hint}")
    arguments.department = department_named(catalogue, arguments.department)
    if arguments.department not in catalogue.departments:
        names = "、".join(sorted(catalogue.departments))
        raise CommandError(f"没有“{arguments.department}”这个部门；有：{names}")
    owed = [
        one
        for one in obligations(catalogue)
        if one.department == arguments.department and arguments.event in (one.event, *one.also)
    ]
    items = {one.item for one in owed}
    for item in arguments.item or ():
        if item not in items:
            raise CommandError(
                f"“{item}”不用答复这个事件；要答复的有：{'、'.join(sorted(items - {''})) or '没有'}"
            )
    responses = catalogue.responses_by_department.get(arguments.department, [])
    return [
        one
        for one in owed
        if not any(one.answer(response) for response in responses)
        and (not arguments.item or one.item in arguments.item)
    ]


def _listed(
    catalogue: Catalogue,
    arguments: argparse.Namespace,
    open_: Sequence[Obligation],
    ending: Sequence[Succession],
) -> Iterator[str]:
    name = catalogue.departments[arguments.department].short_name
    title = matter_titles(catalogue)[arguments.event]
    if not open_:
        yield f"{name}：{title}，没有还要答复的职权。"
    else:
        found = UPDATE.due(open_[0].published, calendar_of(catalogue))
        due = day_in_words(found.due) + ("（暂算）" if found.provisional else "")
        yield f"{name}：{title}，还有{len(open_)}项要在{due}以前答复："
        for one in open_:
            done = "，已经改引新文本" if has_moved(catalogue, one) else ""
            yield f"  {_name(catalogue, one)}：{one.cause.label}{_cited(catalogue, one)}{done}"
    if ending and (event := _without_day(catalogue, arguments.event)):
        yield (
            f"事件没有写施行日期，新依据从公布之日{event.published}起；"
            "修改决定另有日期的，先在法律记录的事件里写施行日期（effective）。"
        )
    certain = [one for one in ending if one.article]
    if certain:
        yield f"条文一字未改、可以确定接续的依据{len(certain)}条："
        yield from dict.fromkeys(
            f"  {one.item}：{_step(catalogue, one, one.article)}" for one in certain
        )
    unsure = _unsure(ending)
    if unsure:
        yield f"要由人确定接续到哪一条的旧条文{len(unsure)}条："
        for law, article, proposed in unsure:
            guess = f"，可能是{article_label(proposed)}" if proposed else ""
            short = catalogue.laws[law].short_title
            yield f"  《{short}》{article_label(article)}（--move {law}:{article}=新条号）{guess}"


def _without_day(catalogue: Catalogue, event_id: str) -> LawEvent | None:
    """The event, where it is an amendment without its day of effect, which its text does not have."""
    events = (event for law in catalogue.laws.values() for event in law.events)
    event = next((one for one in events if one.id == event_id), None)
    bare = event and event.kind is EventKind.AMENDED and event.effective is None
    return event if bare else None


def _name(catalogue: Catalogue, one: Obligation) -> str:
    if one.item:
        gone = f"（{gone_of(catalogue, one)}）" if one.left else ""
        return f"{one.item} {subject_of(catalogue, one.item)}{gone}"
    if one.confers:
        return f"{article_label(one.articles[0])}赋予的{one.confers.label}"
    return "整个部门"


def _cited(catalogue: Catalogue, one: Obligation) -> str:
    law = catalogue.laws.get(one.law or "")
    if law is None or not one.articles or one.confers:
        return ""
    return f"（《{law.short_title}》{'、'.join(map(article_label, one.articles))}）"


def _step(catalogue: Catalogue, one: Succession, article: str | None) -> str:
    """《农药管理条例》第五十五条 → 《农药管理条例》（2026-10-20公布）第五十六条"""
    target = one.target
    assert target is not None
    old, new = (catalogue.laws[name].short_title for name in (one.basis.law, target.law))
    return (
        f"《{old}》{article_label(one.basis.article)}"
        f" → 《{new}》（{target.version}公布）{article_label(article or '')}"
    )


def _unsure(ending: Iterable[Succession]) -> list[tuple[str, str, str | None]]:
    """Law, article and proposal of what needs a person, each once."""
    found = {
        (one.basis.law, one.basis.article): one.proposed
        for one in ending
        if one.target is not None and one.article is None
    }
    return [(law, article, proposed) for (law, article), proposed in found.items()]


def _by_flags(
    catalogue: Catalogue,
    arguments: argparse.Namespace,
    open_: Sequence[Obligation],
    ending: Sequence[Succession],
) -> Said:
    said = Said(_moves(catalogue, arguments.move, ending))
    moved = _moved_items(ending, said.moves)
    for one in open_:
        if arguments.adjusted or one.item in moved or has_moved(catalogue, one):
            said.answers[one.id] = (AnswerResult.ADJUSTED, None)
        elif arguments.no_change:
            said.answers[one.id] = (AnswerResult.NO_CHANGE, arguments.no_change)
    return said


def _moves(
    catalogue: Catalogue, words: Sequence[str], ending: Sequence[Succession]
) -> dict[tuple[str, str], str]:
    known = {(law, article) for law, article, _ in _unsure(ending)}
    found: dict[tuple[str, str], str] = {}
    for word in words:
        left, _, new = word.partition("=")
        law, _, old = left.rpartition(":")
        where = [pair for pair in known if pair[1] == old and law in ("", pair[0])]
        if len(where) != 1 or not new:
            offered = "、".join(f"{a}:{b}" for a, b in sorted(known)) or "没有"
            raise CommandError(
                f"--move {word}：写作 旧条号=新条号，几部法律的条号相同的写 法律标识:旧条号=新条号；可以移动的旧条：{offered}"
            )
        found[where[0]] = _existing(catalogue, new, where[0], ending)
    return found


def _existing(
    catalogue: Catalogue, new: str, old: tuple[str, str], ending: Iterable[Succession]
) -> str:
    """A new article's number: 1107, 12-1 or 第十二条之一. One that cannot be read, or that the new text does not
    have as far as its article table is held, ends the command."""
    try:
        number = parse_article(new) if new.startswith("第") else new
        article_order(number)
    except ValueError as error:
        words = f"新条号“{new}”看不懂（接续 {old[0]}:{old[1]}）；写作 1107 或者 12-1"
        raise CommandError(words) from error
    targets = (one.target for one in ending if (one.basis.law, one.basis.article) == old)
    for target in filter(None, targets):
        version = catalogue.versions.get(target.law, {}).get(target.version)
        if version and version.articles and number not in version.articles:
            title = f"《{catalogue.laws[target.law].short_title}》{target.version}公布的文本"
            last = article_label(list(version.articles)[-1])
            raise CommandError(
                f"{title}没有{article_label(number)}（接续 {old[0]}:{old[1]}），最后一条是{last}；核对新条号"
            )
    return number


def _moved_items(ending: Iterable[Succession], moves: Mapping[tuple[str, str], str]) -> set[str]:
    return {
        one.item for one in ending if (one.basis.law, one.basis.article) in moves or one.article
    }


def _asked(catalogue: Catalogue, open_: Sequence[Obligation], ending: Sequence[Succession]) -> Said:
    """The same by questions on a terminal; an empty answer leaves a thing as it is."""
    said = Said()
    for law, article, proposed in _unsure(ending):
        short = catalogue.laws[law].short_title
        hint = f"，{proposed}？" if proposed else "？"
        answer = input(
            f"《{short}》{article_label(article)}由新文本哪一条接续{hint}（条号；回车跳过）"
        ).strip()
        if answer:
            said.moves[law, article] = _existing(catalogue, answer, (law, article), ending)
    moved = _moved_items(ending, said.moves)
    reason = ""
    for one in open_:
        if one.item in moved or has_moved(catalogue, one):
            said.answers[one.id] = (AnswerResult.ADJUSTED, None)
            continue
        answer = input(f"{_name(catalogue, one)}：1 已经调整  2 不用调整（回车跳过）").strip()
        if answer == "1":
            said.answers[one.id] = (AnswerResult.ADJUSTED, None)
        elif answer == "2":
            same = f"（回车用上一个：{reason}）" if reason else ""
            reason = input(f"  不用调整的理由{same}：").strip() or reason
            if reason:
                said.answers[one.id] = (AnswerResult.NO_CHANGE, reason)
    return said


def _response(
    catalogue: Catalogue,
    arguments: argparse.Namespace,
    open_: Sequence[Obligation],
    said: Said,
    today: date,
) -> dict[str, object] | None:
    """The response as it will be written; None where nothing was answered."""
    if not said.answers:
        return None
    if not arguments.by:
        raise CommandError("用 --by 写明由哪个科室或者岗位答复，例如 --by 法规科")
    name = arguments.id or f"{arguments.event}-{arguments.department}"
    held = catalogue.responses.get(name)
    if held is not None and (held.department, held.event) != (
        arguments.department,
        arguments.event,
    ):
        raise CommandError(f"标识“{name}”是另一份答复的（{held.file}）；用 --id 另给一个")
    groups: dict[tuple[AnswerResult, str | None, str], list[Obligation]] = {}
    for one in open_:
        if one.id in said.answers:
            kind = "items" if one.item else "articles" if one.confers else "whole"
            groups.setdefault((*said.answers[one.id], kind), []).append(one)
    answers: list[dict[str, object]] = []
    for (result, reason, kind), several in groups.items():
        scope: object = True
        if kind == "items":
            scope = list(dict.fromkeys(one.item for one in several))
        elif kind == "articles":
            scope = list(dict.fromkeys(one.articles[0] for one in several))
        answer = {kind: scope, "result": result.value}
        answers.append(answer | ({"reason": reason} if reason else {}))
    return {
        "id": name,
        "event": arguments.event,
        "declared_on": (arguments.declared_on or today).isoformat(),
        "by": arguments.by,
        "answers": answers,
    }


def _done(
    catalogue: Catalogue,
    written: Sequence[str],
    left: Sequence[Obligation],
    ending: Sequence[Succession],
    said: Said,
) -> Iterator[str]:
    if written:
        yield f"\n写了{len(written)}个文件，看过 git diff 再提交："
        yield from (f"  {file}" for file in written)
    changed = [one for one in ending if (one.basis.law, one.basis.article) in said.moves]
    if changed:
        yield f"有{len(changed)}条依据移到了内容有变化的条文，对着新条文补上没有照抄的："
        for one in changed:
            left_out = (
                dropped_in_words(one.basis, dropped(one.basis))
                or "没有别的，核对新条文分没分款、项"
            )
            step = _step(catalogue, one, said.moves[one.basis.law, one.basis.article])
            yield f"  {one.item}：{step}。没有照抄：{left_out}。改 {one.power.file}"
    if left:
        yield f"还有{len(left)}项没有答复。"
