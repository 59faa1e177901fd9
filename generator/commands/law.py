"""A law's text into its record: articles, digests, what each may confer."""

import argparse
import re
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, CommandError
from generator.commands._arguments import day
from generator.commands._records import add_root, read, roots
from generator.models.base import SLUG
from generator.models.laws import Article, EventKind, Law
from generator.numerals import article_label
from generator.sources.conferral import confers
from generator.sources.files import LISTS
from generator.sources.standard import dump, dump_rows, edited
from generator.sources.statutes import Statute, StatuteError, read_statute
from generator.sources.writing import write_text
from generator.wording import why

HELP = "读入一部法律的文本：编出条号、算出每条的摘要值、提出可能赋予的职权，写入法律记录"
EXAMPLE = "python publish.py law 食品安全法.md --id food-safety-law"
KINDS = {"enacted": "enacted", "promulgated": "enacted", "revised": "revised", "amended": "amended"}


def add(parser: argparse.ArgumentParser) -> None:
    add_root(parser)
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
        "--kind", choices=[k.value for k in EventKind], help="制定、修订还是修正；题注里有的不用写"
    )


def run(arguments: argparse.Namespace) -> int:
    if not re.match(SLUG, arguments.id):
        raise CommandError(
            f"标识“{arguments.id}”只能用小写英文字母、数字和连字符，例如 food-safety-law"
        )
    statute = _read(arguments.file)
    dated = [event for event in statute.events if event.kind in KINDS]
    published = arguments.published or max((event.date for event in dated), default=None)
    if published is None:
        raise CommandError(
            "文本的题注里没有公布日期，用 --published 写明，例如 --published 2025-09-12"
        )
    kind = arguments.kind or next(
        (KINDS[e.kind] for e in reversed(dated) if e.date == published), "enacted"
    )
    root = roots(arguments)[0]
    catalogue = read([root])
    folder = root / LISTS / "laws" / arguments.id
    rows = _rows(catalogue, arguments.id, published, statute)
    write_text(folder / f"{published}.csv", dump_rows(Article, rows))
    _write_law(folder / "law.yaml", arguments.id, statute, published, kind)
    print(
        f"《{statute.title}》{published}公布，共{len(rows)}条，写入 {folder.relative_to(root)}/{published}.csv"
    )
    for warning in statute.warnings:
        print(f"核对第{warning.line}行：{warning.message}")
    waiting = sum(1 for row in rows if row["proposed"] and not row.get("confers"))
    if waiting:
        print(f"{waiting}条可能赋予职权，在 confers 列确认（确认不赋予的写 none）。")
    for power, _, index in catalogue.powers_by_law.get(arguments.id, []):
        if index < len(power.bases):
            basis = power.bases[index]
            print(
                f"引用本法的职权：{power.name}（{basis.version}，{article_label(basis.article)}）"
            )
    return FINDINGS if statute.warnings else FINE


def _read(path: Path) -> Statute:
    try:
        return read_statute(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"文件打不开：{path}（{why(error)}）") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} 不是 UTF-8 编码；用“另存为”，编码选 UTF-8") from error
    except StatuteError as error:
        raise CommandError(f"{path}:{error.line} {error.message}", FINDINGS) from error


def _rows(
    catalogue: Catalogue, law: str, published: date, statute: Statute
) -> list[dict[str, str]]:
    # What a person confirmed stays confirmed for an article whose text is the same.
    confirmed = {
        article.digest: ";".join(choice.value for choice in article.confers)
        for article in catalogue.all(Article)
        if article.law == law and article.confers
    }
    return [
        {
            "id": article.number,
            "digest": article.digest,
            "proposed": ";".join(confers(article.text)),
            "confers": confirmed.get(article.digest, ""),
        }
        for article in statute.articles
    ]


def _write_law(path: Path, law: str, statute: Statute, published: date, kind: str) -> None:
    event: dict[str, object] = {
        "id": f"{law}-{published}-{kind}",
        "kind": kind,
        "published": published.isoformat(),
    }
    if statute.effective and statute.effective >= published and kind != "amended":
        # The text of an amended law still prints the day of its first text.
        event["effective"] = statute.effective.isoformat()
    if not path.exists():
        title = statute.title
        record: dict[str, object] = {
            "id": law,
            "title": title,
            "short_title": title.removeprefix("中华人民共和国"),
            "level": "law",
            "authority": next(
                (e.authority for e in statute.events if e.authority), "全国人民代表大会常务委员会"
            ),
            "events": [event],
        }
        write_text(path, dump(Law, record))
        print(f"新建 {path.name}：效力级别和制定机关按题注填写，请核对。")
        return

    def change(data: object) -> None:
        assert isinstance(data, dict)
        data["events"].append(event)
        data["events"].sort(key=lambda one: one["published"])

    text = path.read_text(encoding="utf-8")
    if str(event["id"]) not in text and f"published: {published}" not in text:
        write_text(path, edited(Law, text, change))
        print(f"在 {path.name} 里加了一个事件：{event['id']}")
