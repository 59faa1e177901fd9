"""What a change means, in sentences and a table of fields: text, Markdown and JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.catalogue import Catalogue
from generator.changes import (
    Changes,
    Completeness,
    Difference,
    Dropped,
    RecordChange,
    differences,
)
from generator.clocks import subject_of
from generator.deadlines import UPDATE
from generator.findings import Path
from generator.holidays import calendar_of
from generator.models.base import Record, registers
from generator.models.laws import Article
from generator.models.parts import Basis
from generator.numerals import article_label
from generator.obligations import Obligation, event_titles
from generator.reports._words import cell
from generator.reports.groups import department_name
from generator.sources.shape import field_label
from generator.sources.standard import file_values
from generator.successions import dropped_in_words
from generator.values import NOTHING, FieldWords, title_of
from generator.witness import Change

MANY = 20
"""Records of one register that came or went together: more of them are counted, not listed."""
FEW = 5
"""New records of one register of which all that they say is told: of more, who reviews them reads the files."""


@dataclass(frozen=True)
class Comparison:
    """What is compared: the catalogues, the commit of the base, and of the head where it is one."""

    before: Catalogue
    after: Catalogue
    base: Change
    head: Change | None
    changes: Changes


def as_text(one: Comparison) -> str:
    """For a terminal."""
    lines = [_summary(one)]
    for title, changes in _kinds(one):
        lines += ["", title]
        if texts := _texts(one, changes):
            lines += [f"  {text}" for text in texts]
            continue
        for change in changes[:MANY]:
            lines.append(f"  {_sentence(one, change)}")
            lines += [f"    {words}" for words in _lines(one, change, changes)]
        lines += _rest(changes, "  ")
    for title, sentences in _parts(one):
        lines += ["", title, *(f"  {sentence}" for sentence in sentences)]
    return "\n".join(lines) + "\n"


def as_markdown(one: Comparison) -> str:
    """For a comment or a job's summary: what a stranger typed never becomes markup."""
    lines = [cell(_summary(one))]
    for title, changes in _kinds(one):
        lines += ["", f"### {cell(title)}", ""]
        if texts := _texts(one, changes):
            lines += [f"- {cell(text)}" for text in texts]
            continue
        lines += [f"- {cell(_sentence(one, change))}" for change in changes[:MANY]]
        lines += [f"- {cell(rest)}" for rest in _rest(changes, "")]
        rows = [
            f"| {cell(_title(one, change))} | {cell(label)} | {cell(was)} | {cell(now)} |"
            for change in changes[:MANY]
            for label, was, now in _fields(one, change, changes)
        ]
        if rows:
            lines += ["", "| 记录 | 字段 | 原来 | 现在 |", "|---|---|---|---|", *rows]
    for title, sentences in _parts(one):
        lines += ["", f"### {cell(title)}", "", *(f"- {cell(sentence)}" for sentence in sentences)]
    return "\n".join(lines) + "\n"


def as_json(one: Comparison) -> str:
    """For programs: all of it, nothing left out."""
    changes = one.changes
    found = {
        "base": _commit(one.base),
        "head": _commit(one.head) if one.head else None,
        "only": changes.only.value if changes.only else None,
        "records": [_record(one, change) for change in changes.records],
        "obligations": {
            "opened": [_obligation(one, obligation) for obligation in changes.opened],
            "closed": [_obligation(one, obligation) for obligation in changes.closed],
        },
        "completeness": [
            {
                "law": part.citation.law,
                "version": str(part.citation.version),
                "article": part.citation.article,
                "cited": part.cited,
                "changed": part.touched,
                "left": [power.id for power in part.left],
                "sentence": _complete(one, part),
            }
            for part in changes.completeness
        ],
        "dropped": [
            {
                "item": part.item,
                "before": str(part.before),
                "after": str(part.after),
                "fields": list(part.fields),
                "sentence": _lost(one, part),
            }
            for part in changes.dropped
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": as_text, "markdown": as_markdown, "json": as_json,
}  # fmt: skip


def _summary(one: Comparison) -> str:
    records = one.changes.records
    came = sum(change.before is None for change in records)
    went = sum(change.after is None for change in records)
    what = [
        f"新增{came}条" if came else "",
        f"修改{len(records) - came - went}条" if len(records) > came + went else "",
        f"移出{went}条" if went else "",
    ]
    since = f"与提交 {one.base.commit[:10]}（{one.base.date:%Y-%m-%d}）相比"
    words = f"{since}：{'，'.join(filter(None, what)) or '没有一条记录的内容有变化'}。"
    return f"{words}{one.changes.only.label}。" if one.changes.only else words


def _kinds(one: Comparison) -> Iterator[tuple[str, list[RecordChange]]]:
    """The changes by register and by what happened, each group with its heading."""

    def kind(change: RecordChange) -> tuple[str, str]:
        return change.of.register, _happened(change)

    order = {name: number for number, name in enumerate(registers())}
    records = sorted(one.changes.records, key=lambda c: (order[c.of.register], _happened(c)))
    for (register, happened), group in groupby(records, key=kind):
        changes = list(group)
        label = {"added": "新增", "changed": "修改", "removed": "移出"}[happened]
        yield f"{registers()[register].register.title}：{label}{len(changes)}条", changes


def _texts(one: Comparison, changes: Sequence[RecordChange]) -> list[str]:
    """A line for each text of a law whose articles came or went: how many, and what the law's event says of them.
    Nothing for other records, and for articles that say something else than before."""
    several: dict[tuple[str, date], int] = {}
    for change in changes:
        if not isinstance(change.record, Article) or _happened(change) == "changed":
            return []
        text = change.record.law, change.record.version
        several[text] = several.get(text, 0) + 1
    happened = "新增" if changes[0].before is None else "移出"
    return [_text_of(one, *text, f"{happened}{count}条") for text, count in several.items()]


def _text_of(one: Comparison, name: str, published: date, counts: str) -> str:
    """《食品安全法》2025-09-12公布的文本：新增154条；与上一个文本比较，修改2条（第十二条、第四十条）"""
    law = one.after.laws.get(name) or one.before.laws.get(name)
    title = f"《{law.short_title if law else name}》{published}公布的文本：{counts}"
    event = (
        next((e for e in law.events if e.published == published and e.articles), None)
        if law
        else None
    )
    if event is None or event.articles is None:
        return title
    touched = event.articles
    parts = [
        f"{label}{len(numbers)}条（{'、'.join(map(article_label, numbers))}）"
        for label, numbers in (
            ("新增", touched.added),
            ("修改", touched.changed),
            ("删去原", touched.removed),
        )
        if numbers
    ]
    parts += [f"只改条号{len(touched.moved)}条"] if touched.moved else []
    return f"{title}；与上一个文本比较，{'，'.join(parts) or '逐条相同'}"


def _happened(change: RecordChange) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _rest(changes: Sequence[RecordChange], indent: str) -> list[str]:
    return [f"{indent}另有{len(changes) - MANY}条。"] if len(changes) > MANY else []


def _sentence(one: Comparison, change: RecordChange) -> str:
    what = _title(one, change)
    if change.before is None:
        return f"新增{what}"
    if change.after is None:
        return f"移出{what}"
    moved = ""
    if change.before.file != change.after.file:
        moved = f"，文件从 {change.before.file} 移到 {change.after.file}"
    return f"{what}改了{len(change.fields)}处{moved}"


def _title(one: Comparison, change: RecordChange) -> str:
    """市市场监管局的职权“对生产经营超过保质期食品的处罚”（powers/expired-food）"""
    catalogue = one.after if change.after else one.before
    name = registers()[change.of.register].register.title
    whose = department_name(catalogue, str(getattr(change.record, "department", "") or ""))
    title = title_of(catalogue, change.record)
    named = "" if title == change.of.key else f"“{title}”"
    return f"{f'{whose}的' if whose else ''}{name}{named}（{change.of.register}/{change.of.key}）"


def _lines(one: Comparison, change: RecordChange, beside: Sequence[RecordChange]) -> list[str]:
    """理由：甲 → 乙; of a new record only what it says."""
    return [
        f"{label}：{now}" if change.before is None else f"{label}：{was} → {now}"
        for label, was, now in _fields(one, change, beside)
    ]


def _fields(
    one: Comparison, change: RecordChange, beside: Sequence[RecordChange]
) -> Iterator[tuple[str, str, str]]:
    """The label of each field that differs, what it said and what it says; of a new record, one of few, each field.

    beside: what happened to other records of the register.
    """
    fields = change.fields
    if change.after is not None and change.before is None and len(beside) <= FEW:
        fields = tuple(_new(change.after))
    for field in fields:
        was, now = _said(one, change, field)
        yield _label(change, field.path), was or NOTHING, now or NOTHING


def _new(record: Record) -> Iterator[Difference]:
    """What a record of a file of its own says beside what names it. Of a row its table is read."""
    if not record.register.is_table:
        told = differences({}, file_values(record))
        yield from (field for field in told if field.path != ("id",))


def _label(change: RecordChange, path: Path) -> str:
    return field_label(type(change.record), path)


def _said(
    one: Comparison, change: RecordChange, field: Difference
) -> tuple[str | None, str | None]:
    sides = ((one.before, change.before, field.before), (one.after, change.after, field.after))
    words = []
    for catalogue, record, value in sides:
        department = str(getattr(record, "department", "") or change.of.key)
        reading = FieldWords(catalogue, type(change.record), department)
        words.append(None if value is None else reading.of(field.path, value))
    return words[0], words[1]


def _parts(one: Comparison) -> Iterator[tuple[str, list[str]]]:
    """What follows from the change, under its headings."""
    changes = one.changes
    if changes.opened:
        yield "由此产生的答复义务", [_owed(one, obligation) for obligation in changes.opened]
    if changes.closed:
        yield "由此了结的答复义务", [_owed(one, obligation) for obligation in changes.closed]
    if changes.dropped:
        yield "依据没有带上的，核对新条文", [_lost(one, part) for part in changes.dropped]
    if changes.completeness:
        yield "改全了没有", [_complete(one, part) for part in changes.completeness]


def _owed(one: Comparison, obligation: Obligation) -> str:
    event = event_titles(one.after).get(obligation.event, obligation.event)
    whose = department_name(one.after, obligation.department)
    due = _due(one, obligation)
    return (
        f"{whose}：{_about(one, obligation)}，{event}{obligation.published}公布，"
        f"{obligation.cause.label}，应当在{due}以前答复"
    )


def _about(one: Comparison, obligation: Obligation) -> str:
    if obligation.item:
        return f"“{subject_of(one.after, obligation.item)}”"
    articles = "、".join(article_label(article) for article in obligation.articles)
    return f"{articles}赋予的职权" if articles else "权责清单"


def _due(one: Comparison, obligation: Obligation) -> str:
    return str(UPDATE.due(obligation.published, calendar_of(one.after)).due)


def _complete(one: Comparison, part: Completeness) -> str:
    """引用《食品安全法》（2021年4月29日公布）第四十二条的19项中改了16项，还有3项没有改：……"""
    law = one.before.laws.get(part.citation.law)
    day = part.citation.version
    title = f"《{law.short_title if law else part.citation.law}》（{day.year}年{day.month}月{day.day}日公布）"
    words = (
        f"引用{title}{article_label(part.citation.article)}的{part.cited}项中改了{part.touched}项"
    )
    if not part.left:
        return f"{words}，改全了"
    names = "、".join(f"“{power.name}”" for power in part.left[:5])
    more = f"等{len(part.left)}项" if len(part.left) > 5 else ""
    return f"{words}，还有{len(part.left)}项没有改：{names}{more}"


def _lost(one: Comparison, part: Dropped) -> str:
    """“…”：《食品安全法》第一百二十四条（2021年…公布）到第…条，没有了第1款、法定幅度2个。"""
    was, now = (_cited(one.after, basis) for basis in (part.before, part.after))
    words = dropped_in_words(part.before, part.fields)
    step = was if was == now else f"{was}由{now}接续"
    return f"“{subject_of(one.after, part.item)}”：{step}，没有了{words}"


def _cited(catalogue: Catalogue, basis: Basis) -> str:
    law = catalogue.laws.get(basis.law)
    title = f"《{law.short_title if law else basis.law}》"
    return f"{title}（{basis.version}公布）{article_label(basis.article)}"


def _commit(change: Change) -> dict[str, str]:
    return {"commit": change.commit, "date": change.date.isoformat()}


def _record(one: Comparison, change: RecordChange) -> dict[str, object]:
    fields = [(field, *_said(one, change, field)) for field in change.fields]
    return {
        "register": change.of.register,
        "record": change.of.key,
        "change": _happened(change),
        "title": title_of(one.after if change.after else one.before, change.record),
        "department": getattr(change.record, "department", None),
        "file": change.record.file,
        "sentence": _sentence(one, change),
        "fields": [
            {
                "path": list(field.path),
                "label": _label(change, field.path),
                "before": was,
                "after": now,
            }
            for field, was, now in fields
        ],
    }


def _obligation(one: Comparison, obligation: Obligation) -> dict[str, object]:
    return {
        "id": obligation.id,
        "event": obligation.event,
        "department": obligation.department,
        "item": obligation.item or None,
        "due": _due(one, obligation),
        "sentence": _owed(one, obligation),
    }
