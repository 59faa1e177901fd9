"""What an import understood, changed and could not take, row by row, in words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.importing.drafts import Fault
from generator.importing.headings import Headings
from generator.importing.plan import Step
from generator.importing.tables import Table

MANY = 3
"""From so many rows on a mistake is one of the table, and said once."""
SHOWN = 20


def about_headings(table: Table, headings: Headings) -> Iterator[str]:
    """Which columns of a table are taken, which are not and why."""
    where = f"表“{table.name}”" if table.name else "表"
    taken = [
        one
        for one, target in zip(table.headings, table.targets, strict=True)
        if target is not None and target.column is not None
    ]
    yield f"{where}：{len(table.rows)}行，读{'、'.join(dict.fromkeys(taken))}。"
    left: dict[str, list[str]] = {}
    for one, target in zip(table.headings, table.targets, strict=True):
        if target is not None and target.column is None:
            left.setdefault(target.why, []).append(f"“{one}”")
    for why, several in left.items():
        yield f"{where}：不取{'、'.join(dict.fromkeys(several))}：{why}。"
    unknown = [
        f"“{one}”{f'（相近的有{_several(near)}）' if near else ''}"
        for one, near in table.unknown.items()
    ]
    if unknown:
        yield f"{where}：不认识{'、'.join(unknown)}，没有读；要读的，写 --columns '标题=栏名'。"
    yield from about_passed(table)


def about_passed(table: Table) -> Iterator[str]:
    """What of a table is no record, and what is one that nobody sees."""
    unseen = [str(row.number) for row in table.rows if row.number in table.sheet.unseen]
    if unseen:
        yield f"表“{table.name}”第{'、'.join(unseen[:20])}行在 Excel 里是隐藏的，也读了。"
    for row in table.feet:
        words = next(str(cell).strip() for cell in row.cells if str(cell).strip())
        # A foot has names and telephones: only what it begins with is said.
        yield f"{table.place(row.number)}像是表尾（{re.split('[:：]', words)[0][:12]}），没有读。"


def _several(words: Sequence[str]) -> str:
    return "、".join(f"“{one}”" for one in words)


def about_lacking(steps: Sequence[Step]) -> Iterator[str]:
    """What whole tables lack, each column once, with the words that give it to all rows."""
    lacking: dict[str, list[Fault]] = {}
    for step in steps:
        for fault in step.draft.faults if step.record is None else ():
            if fault.lacks is not None:
                lacking.setdefault(fault.lacks.name, []).append(fault)
    for several in lacking.values():
        first = several[0]
        yield f"{len(several)}行{first.what}：{first.advice}"


def _repeated(steps: Sequence[Step]) -> dict[tuple[str, str, str], list[Fault]]:
    """The mistakes that many rows have."""
    found: dict[tuple[str, str, str], list[Fault]] = {}
    for step in steps:
        for fault in step.draft.faults if step.record is None else ():
            if fault.lacks is None:
                found.setdefault(fault.alike, []).append(fault)
    return {alike: several for alike, several in found.items() if len(several) >= MANY}


def about_repeated(steps: Sequence[Step]) -> Iterator[str]:
    """A mistake of many rows, once: who has mended its cause has mended them all."""
    for (place, _, advice), several in _repeated(steps).items():
        first = several[0]
        vary = len({one.what for one in several}) > 1
        rows = [
            one[0]
            for fault in several
            if (one := re.search("[0-9]+(?:至[0-9]+)?(?=行)", fault.place))
        ]
        shown = f"{'、'.join(rows[:SHOWN])}{'……' if len(rows) > SHOWN else ''}"
        yield (
            f"{len(several)}行{place}{'，例如' if vary else '：'}{first.what}。{advice}（第{shown}行）"
        )


def about_kept(steps: Sequence[Step]) -> Iterator[str]:
    """Cells that are empty where the record is not."""
    kept = [(step, title) for step in steps if step.record is not None for title in step.kept]
    if kept:
        step, title = kept[0]
        yield (
            f"有{len(kept)}格是空的，原来的内容都留着，例如{step.draft.where}的“{title}”："
            "要删去的，用 publish.py export 导出，在那张表里清空再导入。"
        )


def about_rows(steps: Sequence[Step]) -> Iterator[str]:
    """Each row: new, changed and what, the same, or why it is not taken."""
    repeated = _repeated(steps)
    for step in steps:
        where = step.draft.where
        if step.record is None:
            lacks = [f"“{one.lacks.title}”" for one in step.draft.faults if one.lacks]
            if lacks:
                yield f"没有导入　{where}：缺少{'、'.join(lacks)}，见上面"
            for fault in step.draft.faults:
                if fault.alike in repeated and fault.lacks is None:
                    written = f"{fault.written}，" if fault.written else ""
                    yield f"没有导入　{fault.place}：{written}见上面"
                elif fault.lacks is None:
                    yield f"没有导入　{fault}"
            continue
        if step.is_same:
            yield f"没有变化　{where}：{step.record.key}"
        elif step.is_new:
            yield f"新增　{where}：{step.record.key}"
        else:
            yield f"修改　{where}：{step.record.key}，{'，'.join(step.differences)}"
        if not step.is_same:
            for heading, change in step.draft.changes:
                yield f"　　“{heading}”{change}"
            for one in step.draft.asked:
                yield f"　　请看　{one}"


def summary(steps: Sequence[Step]) -> str:
    """How many rows of each kind."""
    counts = Counter(
        "refused"
        if one.record is None
        else "same"
        if one.is_same
        else "new"
        if one.is_new
        else "updated"
        for one in steps
    )
    return (
        f"共{len(steps)}条：新增{counts['new']}，修改{counts['updated']}，"
        f"没有变化{counts['same']}，没有导入{counts['refused']}。"
    )
