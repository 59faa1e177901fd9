"""What the commands that read and write forms share: which register, of which department."""

import argparse
from difflib import get_close_matches

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, CommandError
from generator.models.base import Record, registers
from generator.sources.files import LISTS


def add_register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--department", metavar="部门", default="", help="哪个部门的：标识、全称或者简称"
    )


def model_of(name: str) -> type[Record]:
    """The model of a register by its name or its title; one that is neither ends the command."""
    models = registers()
    titled = [one for one in models.values() if name == one.register.title]
    if name in models or len(titled) == 1:
        return models.get(name) or titled[0]
    words = {word: key for key, one in models.items() for word in (key, one.register.title)}
    near = [
        f"{words[one]}（{models[words[one]].register.title}）"
        for one in get_close_matches(name, words, 1)
    ]
    several = "、".join(f"{key}（{one.register.title}）" for key, one in models.items())
    raise CommandError(
        f"没有“{name}”这个登记表{f'；最像的是 {near[0]}' if near else ''}；有：{several}"
    )


def department_named(catalogue: Catalogue, words: str) -> str:
    """The department that somebody names by its id, its name or its short name; the words themselves where none is
    meant, or more than one."""
    meant = [
        one.id
        for one in catalogue.departments.values()
        if words and words in (one.id, one.name, one.short_name)
    ]
    return meant[0] if len(meant) == 1 else words


def department_of(
    catalogue: Catalogue, model: type[Record], name: str, *, all_of_them: bool = False
) -> str:
    """The department whose records are meant; "" for a register that has none, or for all where that may be."""
    if "{department}" not in model.register.path:
        return ""
    name = department_named(catalogue, name)
    if name in catalogue.departments or (all_of_them and not name):
        return name
    several = "、".join(f"{one.id}（{one.short_name}）" for one in catalogue.departments.values())
    if not name:
        raise CommandError(f"用 --department 写明是哪个部门的；有：{several}")
    raise CommandError(f"没有“{name}”这个部门；有：{several}")


def refuse_broken(catalogue: Catalogue, register: str, department: str) -> None:
    """What cannot be read cannot be added to: a record in it might be written a second time."""
    for problem in catalogue.problems:
        place = problem.hit.place
        if problem.code == "STR010" or place.register not in (register, ""):
            continue
        if department and not place.file.startswith(f"{LISTS}/departments/{department}/"):
            continue
        what = problem.hit.values["what"]
        # A file of one record, as `new` wrote it; a table is somebody's whole year and never to be moved away.
        if problem.code == "STR004" and place.record and not place.file.endswith(".csv"):
            raise CommandError(
                f"{place.file} 还没有填完（{what}）：填好再来；要从表格里导入这一条的，先把这个文件移走",
                FINDINGS,
            )
        raise CommandError(
            f"{place.file} 有读不出来的地方；先运行 publish.py check，改好再来：{what}", FINDINGS
        )
