"""When a record changed, and in which fields, as git has it."""

import argparse
import json
from collections.abc import Sequence

from generator.catalogue import Catalogue
from generator.commands import FINE, SURROUNDINGS, CommandError
from generator.commands._records import (
    add_roots,
    all_roots,
    ask_git,
    catalogue_of,
    day_of,
)
from generator.kept import Store
from generator.models.base import Record, registers
from generator.record_history import HistoryStep, history_of
from generator.values import NOTHING, title_of
from generator.witness import Identity, Thread, Witness, distrust_in_words

HELP = "一条记录的历史：哪次提交、哪一天，改了哪个字段，从什么改成什么；表格里的一行也可以"
EXAMPLE = "python publish.py history expired-food"
FORMATS = ("text", "json")


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id",
        metavar="标识",
        help="记录的标识；几个登记表里都有的，写作“登记表/标识”，例如 powers/expired-food；已经移出的记录也可以",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式，默认 text")
    add_roots(parser)


def run(arguments: argparse.Namespace) -> int:
    folders = all_roots(arguments)
    catalogue = catalogue_of(arguments)
    several = ask_git(catalogue, folders, day_of(catalogue, arguments), Store.of(folders))
    if catalogue.witness is None:
        raise CommandError(catalogue.unwitnessed, SURROUNDINGS)
    one, title = _found(catalogue, catalogue.witness, arguments.id)
    steps = history_of(catalogue, one)
    of = catalogue.witness.identity(one)
    if arguments.format == "json":
        print(_json(of, steps, catalogue.witness))
    else:
        print(_text(of, title, steps, catalogue.witness))
    for history in several.values():
        history.keep()
    return FINE


def _found(catalogue: Catalogue, witness: Witness, name: str) -> tuple[Record | Thread, str]:
    """The record of that id, or the one that was there; ends the command where there is none, or several."""
    here = [r for several in catalogue.records.values() for r in several if _is(r, name)]
    if len(here) == 1:
        return here[0], title_of(catalogue, here[0])
    gone = [] if here else [one for one in _gone(witness) if _was(one, name)]
    if len(gone) == 1:
        return gone[0], gone[0].of.key
    several = [f"{r.register.name}/{r.key}" for r in here]
    several += [f"{one.of.register}/{one.of.key}" for one in gone]
    if several:
        more = "……" if len(several) > 12 else ""
        raise CommandError(f"“{name}”有几条记录，写明是哪一条：{'、'.join(several[:12])}{more}")
    if whole := _holder(catalogue, name):
        return whole, title_of(catalogue, whole)
    raise CommandError(
        f"没有标识是“{name}”的记录，历史里也没有过；标识是记录的文件名（不带 .yaml），表格里是 id 列，子项和法律事件也可以"
    )


def _holder(catalogue: Catalogue, name: str) -> Record | None:
    """The record in which a thing stands that has an id and no file: a power's sub-item, a law's event."""
    power_id, _, sub = name.partition("/")
    power = catalogue.powers.get(power_id)
    if power is not None and any(one.id == sub for one in power.sub_items):
        return power
    laws = catalogue.laws.values()
    return next((law for law in laws if any(one.id == name for one in law.events)), None)


def _is(record: Record, name: str) -> bool:
    names = (record.key, str(getattr(record, "id", "")))
    return name in names or name in (f"{record.register.name}/{one}" for one in names)


def _was(one: Thread, name: str) -> bool:
    return name in (one.of.key, f"{one.of.register}/{one.of.key}")


def _gone(witness: Witness) -> list[Thread]:
    """What was in the files and tables of the line and is there no more."""
    tables = [model.register for model in registers().values() if model.register.is_table]
    several = [witness.gone(), *(witness.gone_rows(register) for register in tables)]
    return [one.thread for found in several for one in found]


def _text(of: Identity, title: str, steps: Sequence[HistoryStep], witness: Witness) -> str:
    name = registers()[of.register].register.title
    lines = [f"{name}“{title}”（{of.register}/{of.key}）"]
    lines.append("按主线的提交时间（北京时间），新的在前。")
    if witness.since:
        lines.append(f"{witness.since}以前的是申报，未经见证。")
    if not steps:
        lines += ["", "git 历史里还没有这条记录：文件还没有提交。"]
    for step in steps:
        about = f"（承接自“{step.of}”）" if step.of else ""
        moment = f"{step.change.date:%Y-%m-%d %H:%M}"
        lines += [
            "",
            f"{moment}  提交 {step.change.commit[:10]}  {step.kind.label}{about}  {_worth(step)}",
        ]
        lines += [
            f"  {one.label}：{one.before or NOTHING} → {one.after or NOTHING}"
            for one in step.fields
        ]
    lines += [distrust_in_words(one) for one in witness.distrusted]
    return "\n".join(lines)


def _worth(step: HistoryStep) -> str:
    if step.witness:
        return f"{step.standing.label} {step.witness.commit[:10]}（{step.witness.date:%Y-%m-%d}）"
    return step.standing.label


def _json(of: Identity, steps: Sequence[HistoryStep], witness: Witness) -> str:
    found = [
        {
            "kind": step.kind.value,
            "date": step.change.date.isoformat(),
            "commit": step.change.commit,
            "standing": step.standing.value,
            "witness": step.witness.commit if step.witness else None,
            "of": step.of or None,
            "fields": [
                {"label": one.label, "before": one.before, "after": one.after}
                for one in step.fields
            ],
        }
        for step in steps
    ]
    whole = {
        "register": of.register,
        "record": of.key,
        "witnessed_from": witness.since.isoformat() if witness.since else None,
        "steps": found,
        "distrusted": [one.change.commit for one in witness.distrusted],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)
