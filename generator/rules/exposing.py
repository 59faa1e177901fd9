"""方案 2.4.11 负面典型：通报曝光要剖析，不能认出当事人和执法人员。"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Path, Place, Unchecked, hit
from generator.models.base import texts
from generator.models.exposures import Exposure
from generator.rules import rule
from generator.rules._scan import scan
from generator.rules.privacy import masked

CLAUSE = "2.4.11"
SOURCE = "方案二（四）11"
SHORTEST = 30
"""So many characters say at least what happened and why; 待补 and the like are fewer."""
HEADING = re.compile(r"^\s*#.*$", re.MULTILINE)


@rule(
    "EXP001",
    title="通报曝光没有剖析",
    clause=CLAUSE,
    source=f"{SOURCE}（对通报曝光案件进行剖析）",
    message="“{title}”{what}",
    advice="在第二行 --- 的下面写正文：事情的经过、违反了哪条规定、为什么会发生、怎样避免。",
)
def exposed_without_analysis(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.all(Exposure):
        written = HEADING.sub("", one.body or "").strip()
        if not written:
            what = "只有小标题，没有剖析" if one.body else "只有字段，没有剖析"
            yield hit(one.at("body"), title=one.title, what=what)
        elif len(written) < SHORTEST:
            what = f"的剖析只有“{written}”，说不清事情的经过和原因"
            yield hit(one.at("body"), title=one.title, what=what)


@rule(
    "EXP002",
    title="通报曝光能认出当事人或者执法人员",
    clause=CLAUSE,
    source=f"{SOURCE}；个人信息保护法第二十五条、第二十八条；行政处罚法第五十条",
    message="“{title}”里{said}{why}：{shown}",
    advice="通报的是行为，不是人：当事人写“某食品店”“李某”，执法人员写“承办人员”“审核人员”；号码、住址整个删去。",
)
def somebody_identifiable(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    # A name that is an officer's is said once, for what it is.
    names = {officer.name for officer in catalogue.officers.values()}
    for seen in scan(catalogue):
        if isinstance(seen.record, Exposure) and seen.span.text not in names:
            said = "有" if seen.span.certain else "可能有"
            shown = masked(seen.span.text)
            text = next(text for path, text in texts(seen.record) if path == seen.path)
            place = _at_line(seen.record, seen.path, text[: seen.span.start])
            yield hit(place, title=seen.record.title, said=said, why=seen.span.why, shown=shown)
    for one in catalogue.all(Exposure):
        for path, text in texts(one):
            for name in sorted(name for name in names if name in text):
                why = "执法人员的姓名（与执法证件登记的相同）"
                shown = masked(name)
                place = _at_line(one, path, text[: text.index(name)])
                yield hit(place, title=one.title, said="有", why=why, shown=shown)


def _at_line(one: Exposure, path: Path, before: str) -> Place:
    """The line of a word in a text, from what stands before it."""
    return replace(one.at(*path), below=before.count("\n"))
