"""Whether a law's source changed: fetched, read, compared by digests; what was seen is written down."""

import argparse
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from generator.catalogue import Catalogue
from generator.commands import FINE, CommandError
from generator.commands._arguments import whole
from generator.commands._law_versions import tables_of
from generator.commands._records import (
    add_observations,
    add_roots,
    catalogue_of,
    day_of,
    observed_so_far,
)
from generator.elsewhere import SourceState, source_sight, text_digest, watched_laws
from generator.models.laws import Law
from generator.numerals import article_label
from generator.observations import Observation, Watched, missed, saw
from generator.sources.observation_file import write_observations
from generator.sources.statute_changes import Comparison, Digested, compare
from generator.sources.statute_pages import PageError, articles_on, refuse_cut_off
from generator.sources.web import SECONDS, WebError, fetch

HELP = "到各部法律的出处去看文本变了没有：变了、没有变、没有看到，都写进观察记录"
EXAMPLE = "python publish.py watch --observations observations.json"
AT_ONCE = 8
"""Hosts asked at the same time; pages of one host one after the other."""


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    add_observations(parser, required=True)
    parser.add_argument(
        "--id",
        action="append",
        default=[],
        metavar="标识",
        help="只看这部法律，可以写多次；不管到没到时候",
    )
    parser.add_argument("--all", action="store_true", help="全部看一遍，不管到没到时候")
    parser.add_argument(
        "--seconds",
        type=whole(1, 600),
        default=SECONDS,
        metavar="秒",
        help="一页最多等多少秒，默认 30",
    )


def run(arguments: argparse.Namespace) -> int:
    catalogue = catalogue_of(arguments)
    day = day_of(catalogue, arguments)
    before = observed_so_far(catalogue, arguments)
    laws = watched_laws(catalogue, day)
    named = [law for law in laws if law.source and law.source.url]
    asked = _asked(catalogue, named, day, arguments)
    looks = _look(catalogue, asked, day, arguments.seconds)
    after = before.only(Watched.LAW, {law.id for law in named}).with_looks(
        [look.observation for look in looks]
    )
    write_observations(arguments.observations, after)
    catalogue.observations = after
    for look in looks:
        print("\n".join(_lines(catalogue, look, day)))
    rest = [f"没有到时候的{len(named) - len(asked)}部"] if len(asked) < len(named) else []
    rest += (
        [f"没有写网址（source.url）的{len(laws) - len(named)}部"] if len(named) < len(laws) else []
    )
    print(f"看了{len(looks)}部" + "".join(f"，{words}" for words in rest) + "。")
    return FINE


@dataclass(frozen=True)
class _Look:
    """One look: the law, what is written down of it, and how the text differs where it does."""

    law: Law
    observation: Observation
    difference: Comparison | None = None


def _asked(
    catalogue: Catalogue, laws: list[Law], day: date, arguments: argparse.Namespace
) -> list[Law]:
    if unknown := set(arguments.id) - {law.id for law in laws}:
        raise CommandError(
            f"没有写着网址的法律叫“{'、'.join(sorted(unknown))}”；核对 --id 和 source.url"
        )
    if arguments.id:
        return [law for law in laws if law.id in arguments.id]
    return [law for law in laws if arguments.all or _is_due(catalogue, law, day)]


def _is_due(catalogue: Catalogue, law: Law, day: date) -> bool:
    """Whether to look again: when the interval ends, and every day while something is amiss."""
    assert catalogue.observations is not None and law.source is not None
    sight = source_sight(catalogue, catalogue.observations, law, day)
    if sight.look is None or sight.look.seen is None or sight.look.problem:
        return True
    # A day early: the last day of the interval is the last on which it is no finding.
    return sight.state is not SourceState.SAME or day >= sight.look.seen + timedelta(
        days=law.source.every_days
    )


def _look(catalogue: Catalogue, laws: list[Law], day: date, seconds: float) -> list[_Look]:
    hosts: dict[str, list[Law]] = defaultdict(list)
    for law in laws:
        assert law.source is not None
        hosts[urlsplit(law.source.url or "").netloc].append(law)
    with ThreadPoolExecutor(AT_ONCE) as executor:
        several = executor.map(
            lambda own: [_look_at(catalogue, law, day, seconds) for law in own], hosts.values()
        )
        return sorted((look for own in several for look in own), key=lambda look: look.law.id)


def _look_at(catalogue: Catalogue, law: Law, day: date, seconds: float) -> _Look:
    assert catalogue.observations is not None and law.source is not None and law.source.url
    url = law.source.url
    before = catalogue.observations.of(Watched.LAW, law.id, url)
    held = _newest(catalogue, law)
    try:
        page = fetch(url, seconds)
        shown = articles_on(page.text, law.source.title)
        refuse_cut_off(shown, held or ())
    except (WebError, PageError) as error:
        return _Look(law, missed(before, Watched.LAW, law.id, url, day, str(error)))
    except Exception as error:
        # A page that no copy of a law looks like: it must not keep the others from being looked at.
        problem = f"打开的页面读不下去（{type(error).__name__}）"
        return _Look(law, missed(before, Watched.LAW, law.id, url, day, problem))
    difference = compare(held, shown) if held else None
    whole = text_digest((one.number, one.digest) for one in shown)
    moved = page.moved_to or None
    return _Look(law, saw(before, Watched.LAW, law.id, url, day, whole, moved), difference)


def _newest(catalogue: Catalogue, law: Law) -> tuple[Digested, ...] | None:
    """The articles of the newest text of the record, None where it has no table."""
    newest = max(catalogue.versions[law.id], default=None)
    return tables_of(catalogue, law.id).get(newest) if newest else None


def _lines(catalogue: Catalogue, look: _Look, day: date) -> list[str]:
    assert catalogue.observations is not None
    sight = source_sight(catalogue, catalogue.observations, look.law, day)
    name = f"《{look.law.short_title}》（{look.law.id}）"
    seen = look.observation
    if seen.problem:
        last = (
            f"最后一次看到是{seen.seen}（{(day - seen.seen).days}天前）"
            if seen.seen
            else "从来没有看到过"
        )
        lines = [f"没看到  {name} {seen.problem}；从{seen.failing_since}起，{last}"]
    elif sight.state is SourceState.CHANGED:
        lines = [f"变了    {name} {_difference(look.difference)}", f"        {sight.url}"]
        lines.append(f"        存成文本，运行 publish.py law 文本文件 --id {look.law.id}")
    elif look.difference is None:
        lines = [f"看到了  {name} 记录里没有条文表，比不了；先用 publish.py law 读入现在的文本"]
    else:
        lines = [f"没有变  {name}"]
    if seen.moved_to:
        lines.append(f"        网址搬到了 {seen.moved_to}，改 source.url")
    return lines


def _difference(found: Comparison | None) -> str:
    if found is None:
        return "与记录里的文本不同"
    groups = (
        ("新增", found.added),
        ("修改", found.changed),
        ("删去原", found.removed),
    )
    said = [
        f"{name}{len(several)}条（{'、'.join(map(article_label, several[:10]))}{'等' if len(several) > 10 else ''}）"
        for name, several in groups
        if several
    ]
    if found.moved:
        said.append(f"只改条号{len(found.moved)}条")
    return "与记录里的文本比较：" + "，".join(said)
