"""Which powers a law's new text touches, in the words that the legal office passes on."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.days import day_in_words
from generator.deadlines import UPDATE
from generator.holidays import Calendar, calendar_of
from generator.models.parts import Basis
from generator.numerals import article_label
from generator.sources.statute_changes import Comparison


def answer_by(published: date, calendar: Calendar) -> str:
    """Until when the departments answer: one month from publication (plan, clause 2.1.2)."""
    found = UPDATE.due(published, calendar)
    return day_in_words(found.due) + ("（暂算）" if found.provisional else "")


def touched_powers(
    catalogue: Catalogue, law: str, former: date, published: date, found: Comparison
) -> Iterator[str]:
    """One line a department, one a basis that must be looked at again; nothing where there is none."""
    by_department: dict[str, list[str]] = defaultdict(list)
    powers: dict[str, set[str]] = defaultdict(set)
    for power, sub, index in catalogue.powers_by_law.get(law, []):
        basis = (sub or power).bases[index]
        if basis.until and basis.until < published:
            continue
        if said := _said(basis, former, published, found):
            name = f"{power.name}（{sub.name}）" if sub else power.name
            by_department[power.department].append(f"  {name}：{said}")
            powers[power.department].add(power.id)
    if not by_department:
        return
    total = sum(map(len, powers.values()))
    yield f"涉及{len(by_department)}个部门的{total}项职权："
    for department, lines in by_department.items():
        yield f"{catalogue.name_of('departments', department)}，{len(powers[department])}项"
        yield from dict.fromkeys(lines)
    yield (
        f"各部门在{answer_by(published, calendar_of(catalogue))}以前逐项答复：已经调整，或者不用调整和理由"
        "（自公布之日起一个月）。"
    )


def _said(basis: Basis, former: date, published: date, found: Comparison) -> str:
    article = article_label(basis.article)
    if basis.version == published:
        # The list was adjusted to the new numbering already: say so, that it is not asked for twice.
        if basis.article in found.touched:
            return f"已引用新文本{article}（{'新增' if basis.article in found.added else '有修改'}），核对"
        return ""
    if basis.version > published:
        return ""
    if basis.version < former:
        return f"引用的是{basis.version}的文本{article}，先核对它在{former}的文本中是第几条"
    following = found.successors(basis.article)
    if not following:
        return f"原{article}已删去"
    numbers = "、".join(article_label(number) for number in following)
    if any(number in found.continues for number in following):
        guess = "，按位置推断，对照原文" if found.guessed & set(following) else ""
        where = "" if following == (basis.article,) else f"，现为{numbers}"
        return f"原{article}有修改{where}{guess}"
    if following != (basis.article,):
        return f"原{article}只改了条号，现为{numbers}，把依据改到新条号"
    return ""
