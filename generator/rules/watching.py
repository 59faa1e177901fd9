"""方案 2.1.2 有人看着：法律的出处按时去看，清单在部门自己的网站上也公布。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.elsewhere import (
    ListSight,
    ListState,
    SourceSight,
    SourceState,
    list_sight,
    source_sight,
    watched_laws,
)
from generator.findings import Hit, Kind, Unchecked, hit
from generator.rules import rule
from generator.sources.files import LISTS

CLAUSE = "2.1.2"
SOURCE = "方案二（一）2：法律修改、机构职能变化的，自公布之日起一个月内调整清单并公布"
NOT_GIVEN = "没有给出观察记录（--observations），不知道{what}"


@rule(
    "UPD007",
    title="部门自己的网站上没有公布现在的清单",
    clause=CLAUSE,
    source=SOURCE,
    message="“{department}”自己的网站（{url}）上{what}",
    advice="把现在的清单，连同部门页上“清单的摘要行”，放到本部门的网页上；网址换了的，改“本单位清单网址（list_url）”。",
    kind=Kind.CLOCK,
)
def not_on_its_own_site(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    listed = [d for d in catalogue.departments.values() if d.id in catalogue.powers_by_department]
    named = [one for one in listed if one.list_url]
    if len(named) < len(listed):
        yield Unchecked(len(listed) - len(named), "没有写本单位清单网址（list_url），不知道看哪里")
    if catalogue.observations is None:
        if named:
            yield Unchecked(len(named), NOT_GIVEN.format(what="部门网站上是哪一天的清单"))
        return
    for department in named:
        if catalogue.has_lost("powers", f"{LISTS}/departments/{department.id}/"):
            yield Unchecked(1, f"“{department.name}”有职权读不出来，算不出现在的清单")
            continue
        sight = list_sight(catalogue, catalogue.observations, department)
        if sight.state is ListState.NEVER:
            yield Unchecked(1, f"还没有看过“{department.name}”的网站")
        elif sight.state is not ListState.TODAY:
            yield hit(
                department.at("list_url"),
                department=department.name,
                url=sight.url,
                what=_stands_there(sight, day),
            )


def _stands_there(sight: ListSight, day: date) -> str:
    look = sight.look
    assert look is not None
    if sight.state is ListState.UNREACHABLE:
        since = look.failing_since or look.attempted
        days = (day - since).days
        return f"从{since}起看不到清单{f'，已经{days}天' if days else ''}：{look.problem}"
    if sight.state is ListState.EARLIER and sight.found:
        return f"还是{sight.found.since}的清单（{look.seen}看到）"
    if sight.state is ListState.NONE:
        return f"没有清单的摘要行（{look.seen}看到），认不出是哪一天的清单"
    return f"的清单，摘要值{look.digest}不是本门户有过的（{look.seen}看到）"


@rule(
    "UPD009",
    title="法律的出处没有按时看，或者看到变了没有读入",
    clause=CLAUSE,
    source=SOURCE,
    message="《{law}》的出处{what}",
    advice="打开网址看文本有没有修改：改了的，存成文本用 publish.py law 读入；网址换了的，改“文本出处 · 网址（source.url）”。",
    kind=Kind.CLOCK,
)
def source_not_looked_at(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    laws = watched_laws(catalogue, day)
    named = [law for law in laws if law.source and law.source.url]
    if len(named) < len(laws):
        yield Unchecked(len(laws) - len(named), "没有写现行文本的网址（source.url），不知道看哪里")
    if catalogue.observations is None:
        if named:
            yield Unchecked(len(named), NOT_GIVEN.format(what="法律的出处有没有按时看"))
        return
    for law in named:
        sight = source_sight(catalogue, catalogue.observations, law, day)
        if sight.state is not SourceState.SAME:
            yield hit(law.at("source", "url"), law=law.short_title, what=_unseen(sight))


def _unseen(sight: SourceSight) -> str:
    look = sight.look
    if look is None:
        return "还没有看过"
    if sight.state is SourceState.CHANGED:
        return f"从{look.since}起与记录里的文本不同，还没有读入"
    why = f"：{look.problem}" if look.problem else ""
    if look.seen is None:
        return f"从{look.failing_since}起去看，{sight.days}天来一次也没有看到{why}"
    every = sight.law.source.every_days if sight.law.source else 0
    return f"已经{sight.days}天没有看到，应当每{every}天看一次（最后一次是{look.seen}）{why}"
