"""A law's text into its record: articles, digests, what each may confer, and what it changed.

The text is compared with the version before. lists/ keeps numbers and digests and no text, so without
--previous only digests are compared: which articles stayed, which moved and which are not the same is
certain; of the rest, whether added or changed, and what is removed, number and neighbours tell, and the
event says so (`guessed`).
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from generator.catalogue import WHOLE_TEXT, Catalogue
from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._arguments import day
from generator.commands._law_powers import touched_powers
from generator.commands._law_texts import read_law
from generator.commands._law_versions import Before, before, outdated, settled
from generator.commands._records import add_roots, catalogue_of, roots
from generator.models.base import SLUG
from generator.models.laws import Article, Law, LawLevel
from generator.numerals import article_label
from generator.sources.conferral import confers
from generator.sources.files import LISTS
from generator.sources.standard import dump, dump_rows, edited
from generator.sources.statute_changes import Comparison, Wording, compare
from generator.sources.statute_header import ends_title
from generator.sources.statute_level import standing
from generator.sources.statutes import Statute
from generator.sources.writing import write_text

HELP = "读入一部法律的文本：编条号、算摘要值，与上一个文本比较，写入法律记录，列出涉及的职权"
EXAMPLE = "python publish.py law 食品安全法.md --id food-safety-law"
GUESSED = (
    "注意：没有旧文本，只比较了摘要值。哪些条没有变、哪些只改了条号是确定的；新增还是修改、删去了哪条按位置推断，"
    "事件里标明推断（guessed）。有旧文本的，用 --previous 给出，再运行一次；没有的，对照原文改好以后删去这个标记。"
)
NO_DAY = (
    "修正的施行日期写在修改决定里，文本里没有：不写的，视为自{published}公布之日起施行。"
    "决定另有日期的，加上 --effective 再运行一次。"
)
KINDS = {"enacted": "enacted", "promulgated": "enacted", "revised": "revised", "amended": "amended"}


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    parser.add_argument("file", type=Path, metavar="文件", help="法律文本，UTF-8 编码")
    parser.add_argument(
        "--id", required=True, metavar="标识", help="法律在本库中的标识，例如 food-safety-law"
    )
    parser.add_argument(
        "--published",
        type=day,
        metavar="YYYY-MM-DD",
        help="这个文本的公布日期；文本题注里有的不用写",
    )
    parser.add_argument(
        "--previous",
        type=Path,
        metavar="文件",
        help="上一个文本；不写的，用它的条文表里的摘要值比较，新增还是修改按位置推断",
    )
    parser.add_argument(
        "--effective",
        type=day,
        metavar="YYYY-MM-DD",
        help="这个文本的施行日期；文本附则里有的不用写，修正的在修改决定里",
    )
    parser.add_argument(
        "--kind", choices=[k.value for k in WHOLE_TEXT], help="制定、修订还是修正；题注里有的不用写"
    )


def run(arguments: argparse.Namespace) -> int:
    if not re.match(SLUG, arguments.id):
        raise CommandError(
            f"标识“{arguments.id}”只能用小写英文字母、数字和连字符，例如 food-safety-law"
        )
    statute = read_law(arguments.file)
    published, kind = _event(arguments, statute)
    _refuse_another(arguments, statute, published)
    root = roots(arguments)[0]
    catalogue = catalogue_of(arguments)
    former = before(catalogue, arguments.id, published, statute)
    old = _old_articles(arguments.previous, former)
    found = compare(old, statute.articles) if former and old is not None else None
    folder = root / LISTS / "laws" / arguments.id
    rows = _rows(catalogue, arguments.id, published, statute)
    if found and found.guessed:
        print(GUESSED)
    _write(folder / f"{published}.csv", dump_rows(Article, rows))
    event = _fresh(arguments, statute, published, kind)
    given = arguments.effective is not None
    own = _write_law(folder / "law.yaml", arguments.id, statute, event, found, given)
    print(
        f"《{statute.title}》{published}公布，共{len(rows)}条，写入 {folder.relative_to(root)}/{published}.csv"
    )
    for warning in statute.warnings:
        print(f"核对第{warning.line}行：{warning.message}")
    if own["kind"] == "amended" and "effective" not in own:
        print(NO_DAY.format(published=published))
    waiting = sum(1 for row in rows if row["proposed"] and not row["confers"])
    if waiting:
        print(f"{waiting}条可能赋予职权，在 confers 列确认（确认不赋予的写 none）。")
    if former and found:
        print("\n".join(_compared(former, found)))
        for line in touched_powers(catalogue, arguments.id, former.published, published, found):
            print(line)
    elif former:
        print(
            f"上一个文本（{former.published}）没有条文表，没有比较；先读入那个文本，"
            "或者用 --previous 给出它，再运行一次。"
        )
    if later := outdated(catalogue, arguments.id, published, statute):
        print(f"{later}的文本没有与这个文本比较过；再读入一次，写它的涉及条文。")
    return FINDINGS if statute.warnings else FINE


def _refuse_another(arguments: argparse.Namespace, statute: Statute, published: date) -> None:
    """End the command before anything is written, where a file is named after another law, or after another day,
    than its heading gives: one of the two is wrong, and only a person knows which.

    Collections of laws name files by the text's date, and keep headings that stop before it. A day that is given
    by --published settles the day; a title is settled by naming the file after it.
    """
    name = arguments.file.stem
    days = re.findall(r"(?<![0-9])[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?![0-9])", name)
    if days and not arguments.published and published.isoformat() not in days:
        raise CommandError(
            f"文件名写着{'、'.join(days)}，文本题注里最后的日期是{published}，不知道哪个对，什么也没有写。"
            f"题注没有更新的，加上 --published {days[-1]}；文件名写错的，加上 --published {published}"
        )
    titled = _bare(re.split(r"[（(_\d]", name)[0])
    inside = _bare(statute.title)
    if ends_title(titled) and titled not in inside and inside not in titled:
        raise CommandError(
            f"文件名是“{name}”，文本里的题目是《{statute.title}》，不知道哪个对，什么也没有写。"
            "拿错了文件的，换成要读的那一个；文件名写错的，按文本的题目改名再读"
        )


def _bare(title: str) -> str:
    """A title without the country's name, blanks, brackets and quotes, in which copies differ."""
    return re.sub(r"中华人民共和国|[\s《》〈〉“”（）()]", "", title)


def _event(arguments: argparse.Namespace, statute: Statute) -> tuple[date, str]:
    dated = [event for event in statute.events if event.kind in KINDS]
    published = arguments.published or max((event.date for event in dated), default=None)
    if published is None:
        raise CommandError(
            "文本的题注里没有公布日期，用 --published 写明，例如 --published 2025-09-12"
        )
    kind = arguments.kind or next(
        (KINDS[e.kind] for e in reversed(dated) if e.date == published), "enacted"
    )
    return published, kind


def _old_articles(path: Path | None, former: Before | None) -> Sequence[Wording] | None:
    """The articles of the text before: from the file that the person has, else from the record."""
    if path is None:
        return former.articles if former else None
    old = read_law(path)
    if former is None:
        raise CommandError(
            f"{path} 用不上：记录和题注里都没有更早的文本；先用 law 读入它，再读这个文本"
        )
    held = former.articles
    if held and {(one.number, one.digest) for one in held} != {
        (one.number, one.digest) for one in old.articles
    }:
        raise CommandError(
            f"{path} 不是{former.published}的文本：与它的条文表不符；换成那个文本，或者不写 --previous"
        )
    return old.articles


def _rows(
    catalogue: Catalogue, law: str, published: date, statute: Statute
) -> list[dict[str, str]]:
    # What a person confirmed stays confirmed for an article whose text is the same.
    known = [article for article in catalogue.all(Article) if article.law == law]
    confirmed = {article.digest: article.confers for article in known if article.confers}
    own = {(one.id, one.digest): one for one in known if one.version == published}
    rows = []
    for article in statute.articles:
        held = own.get((article.number, article.digest))
        said = held.confers if held and held.confers else confirmed.get(article.digest, [])
        rows.append(
            {
                "id": article.number,
                "digest": article.digest,
                "proposed": ";".join(confers(article.text)),
                "confers": ";".join(choice.value for choice in said),
                "text": (held.text if held else None) or "",
            }
        )
    return rows


def _write(path: Path, text: str) -> None:
    """Leave a file alone that says the same already."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_text(path, text)


def _fresh(
    arguments: argparse.Namespace, statute: Statute, published: date, kind: str
) -> dict[str, object]:
    """The event of the text, with all that its heading and its last articles say of it."""
    told = [e for e in statute.events if e.date == published and KINDS.get(e.kind) == kind]
    effective, where = arguments.effective, ""
    if effective is None and statute.effective and statute.effective >= published:
        # The text of an amended law still prints the day of its first text.
        effective, where = (None, "") if kind == "amended" else (statute.effective, "附则")
    event: dict[str, object] = {
        "id": f"{arguments.id}-{published}-{kind}",
        "kind": kind,
        "published": published.isoformat(),
    }
    if effective:
        event["effective"] = effective.isoformat()
    if told and told[-1].authority:
        event["authority"] = told[-1].authority
    if told:
        event["instrument"] = told[-1].words.replace("<", "〈").replace(">", "〉")
    named = [name for name in ("题注" if told else "", where) if name]
    if named:
        event["source"] = f"法律文本{'和'.join(named)}"
    return event


def _write_law(
    path: Path,
    law: str,
    statute: Statute,
    event: dict[str, object],
    found: Comparison | None,
    given: bool,
) -> Mapping[str, object]:
    """The event as it stands in the record from now on: a new one, or the one that a person may have written.

    given: a person gave the day of effect, which then goes into an event that stands there already."""
    if not path.exists():
        if found:
            event["articles"] = settled(found, None)
        _new_law(path, law, statute, event)
        return event

    text = path.read_text(encoding="utf-8")
    said: list[str] = []

    stands: dict[str, object] = {}

    def change(data: object) -> None:
        assert isinstance(data, dict)
        own = next((one for one in data["events"] if _is_of(one, str(event["published"]))), None)
        if own is None:
            own = event
            data["events"].append(event)
            data["events"].sort(key=lambda one: str(one["published"]))
            said.append(f"在 {path.name} 里加了一个事件：{event['id']}")
        if found and (articles := settled(found, _plain(own.get("articles")))) != _plain(
            own.get("articles")
        ):
            own["articles"] = articles
            said.append(f"在 {path.name} 里写了 {own['id']} 的涉及条文。")
        if given and str(own.get("effective")) != event["effective"]:
            own["effective"] = event["effective"]
            said.append(f"在 {path.name} 里写了 {own['id']} 的施行日期。")
        stands.update(own)

    changed = edited(Law, text, change)
    if said:
        write_text(path, changed)
        print("\n".join(said))
    return stands


def _is_of(event: Mapping[str, object], published: str) -> bool:
    return str(event["published"]) == published and event["kind"] in {
        kind.value for kind in WHOLE_TEXT
    }


def _plain(articles: object) -> dict[str, object] | None:
    """What an event keeps, out of the editor's own kinds of list and mapping."""
    if not isinstance(articles, Mapping):
        return None
    kinds = {Mapping: dict, list: list}
    return {
        str(name): next(
            (plain(value) for kind, plain in kinds.items() if isinstance(value, kind)), value
        )
        for name, value in articles.items()
    }


def _new_law(path: Path, law: str, statute: Statute, event: dict[str, object]) -> None:
    title = statute.title
    level, authority, certain = standing(title, statute.events)
    record: dict[str, object] = {
        "id": law,
        "title": title,
        "short_title": title.removeprefix("中华人民共和国"),
        "level": level,
        "authority": authority or "制定机关",
        "events": [event],
    }
    write_text(path, dump(Law, record))
    how = "按题注填写" if certain else "题注里看不出来，按题目推断"
    print(
        f"新建 {path.name}：效力级别“{next(one.label for one in LawLevel if one.value == level)}”和制定机关“{record['authority']}”{how}，核对。"
    )


def _compared(former: Before, found: Comparison) -> list[str]:
    counts = [
        f"{name}{len(numbers)}条（{'、'.join(map(article_label, numbers))}）"
        for name, numbers in (
            ("新增", found.added),
            ("修改", found.changed),
            ("删去原", found.removed),
        )
        if numbers
    ]
    if found.moved:
        counts.append(f"只改条号{len(found.moved)}条")
    lines = [f"与{former.published}的文本比较：{'，'.join(counts) or '逐条相同'}。"]
    if former.unread:
        lines.append(
            f"核对：题注里还有{former.unread}的文本，记录里没有。{former.published}的文本如果就是它，"
            "用 --published 写明日期重新读入；如果不是，先读入那个文本，再运行一次。"
        )
    return lines
