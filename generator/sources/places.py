"""Where records stand: from a path below lists/ to its register, and what a path was meant to be.

A file that is in the wrong place or cannot be read still tells by its path which record it would have
been. Who refers to that record is not told that it does not exist: it would be written a second time.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from generator.findings import ANY, Lost
from generator.models.base import SLUG, SUPERVISION, Record, file_fields, registers

LISTS = "lists"
EVERYTHING = frozenset({(ANY, ANY)})
"""Lost with a folder that cannot be looked into: nobody knows what was in it."""

# The words of docs/formats.md for what stands in braces.
WORDS = {"department": "部门标识", "law": "法律标识", "year": "年份", "version": "公布日期"}


def below_lists(file: str) -> str:
    """The path of a file of a root as the registers have it: from lists/, `../` where it stands beside it."""
    inside = file.removeprefix(f"{LISTS}/")
    return inside if inside != file else f"../{file}"


def folders_of_records() -> list[str]:
    """The folders of a root in which records stand, from the root."""
    fixed = (model.register.file.partition("{")[0] for model in registers().values())
    return sorted({LISTS, *(one.rstrip("/") for one in fixed if not one.startswith(f"{LISTS}/"))})


Fixed = tuple[int, ...]
"""Which parts of a path stand without braces."""


def model_for(relative: str) -> tuple[type[Record] | None, dict[str, str]]:
    """The register of a file below lists/ and what its path says; None where no record belongs."""
    parts = relative.split("/")
    # Asked for every file of every commit: what stands without braces is looked up first.
    ways, placed = _by_fixed_parts(tuple(registers().values()))
    for fixed in ways:
        named = tuple(parts[at] if at < len(parts) else "" for at in fixed)
        for model in placed.get((len(parts), fixed, named), ()):
            found = model.register.expression.match(relative)
            if found:
                return model, found.groupdict()
    return None, {}


@lru_cache(maxsize=4)
def _by_fixed_parts(
    models: tuple[type[Record], ...],
) -> tuple[tuple[Fixed, ...], dict[tuple[int, Fixed, tuple[str, ...]], list[type[Record]]]]:
    """Every way in which parts are fixed, and the registers by how many parts their paths have, which of them
    are fixed, and what those say."""
    found: dict[tuple[int, Fixed, tuple[str, ...]], list[type[Record]]] = {}
    for model in models:
        parts = model.register.path.split("/")
        fixed = tuple(at for at, part in enumerate(parts) if "{" not in part)
        key = (len(parts), fixed, tuple(parts[at] for at in fixed))
        found.setdefault(key, []).append(model)
    return tuple(dict.fromkeys(fixed for _, fixed, _ in found)), found


def key_at(model: type[Record], values: dict[str, str]) -> str:
    """The key of the record whose place says these values; the name of its register where it says no key."""
    key = model.register.key
    known = all(name in values for name in key)
    return "/".join(values[name] for name in key) if known else model.register.name


def lost_at(relative: str) -> Lost:
    """The records that a file of this path would have held, as far as the path tells."""
    model, values = model_for(relative)
    if model is not None:
        return frozenset({(model.register.name, ANY if model.register.is_table else _id(values))})
    *folders, name = relative.split("/")
    stem = name.partition(".")[0]
    model, values = model_for(renamed(relative))
    lost = {(ANY, stem)}
    if model is not None:
        lost = {(model.register.name, ANY if model.register.is_table else _id(values))}
    elif name.endswith(".csv"):
        lost |= {(one.register.name, ANY) for one in nearest(relative, "") if one.register.is_table}
    if folders and stem in ("department", "law"):
        lost.add((ANY, folders[-1]))
    return frozenset(lost)


def _id(values: dict[str, str]) -> str:
    return values.get("id", ANY)


def renamed(relative: str) -> str:
    """The path with the ending that its place asks for, or the path itself where no ending helps."""
    folder, slash, name = relative.rpartition("/")
    for ending in (".yaml", ".csv"):
        other = f"{folder}{slash}{name.partition('.')[0]}{ending}"
        if other != relative and model_for(other)[0] is not None:
            return other
    return relative


def misplaced(relative: str, head: str) -> tuple[str, str]:
    """What to say of a file where no record belongs, and how to mend it. head: its first lines."""
    name = relative.rpartition("/")[2]
    better = renamed(relative)
    if better != relative:
        wanted = better.rpartition("/")[2]
        ending, right = name[len(name.partition(".")[0]) :], wanted[wanted.rindex(".") :]
        written = f"扩展名写的是“{ending}”" if ending else "文件名没有扩展名"
        if right == ".csv" and not ending.lower().startswith((".csv", ".txt")):
            cure = f"在 Excel 里另存为“CSV UTF-8（逗号分隔）”，文件名 {wanted}。"
        else:
            cure = f"把文件改名为 {wanted}；不是记录的文件移出 lists/。"
        return f"{written}，这个位置的记录扩展名是“{right}”", cure
    if not name.lower().endswith((".yaml", ".yml", ".csv")):
        return "这里不放任何记录，这也不是 YAML 或者 CSV 文件", "移出 lists/。"
    where = " 或者 ".join(f"{LISTS}/{in_words(model)}" for model in nearest(relative, head))
    return (
        f"这里不放任何记录；相近的记录位置是 {where}",
        "把文件移到它应在的文件夹；不是记录的文件移出 lists/。",
    )


def of_another_root(model: type[Record]) -> tuple[str, str]:
    """What to say of a file that stands in the wrong kind of root, and how to mend it."""
    title = model.register.title
    if model.register.root == SUPERVISION:
        return (
            f"“{title}”只能放在监督库里；放在公开的根里，里面的内容就会公布",
            "把文件移到监督库的同一位置（--supervision 指的那个文件夹）；已经提交过的，还要从历史里清除。",
        )
    return (
        f"“{title}”是公开的登记表，不放在监督库里；放在这里，公开网站上就没有它",
        "把文件移到公开的根的同一位置（--root 指的文件夹）。",
    )


def nearest(relative: str, head: str) -> list[type[Record]]:
    """The one or two registers whose place and fields look most like a file's."""
    keys = set(re.findall(r"^([a-z_]+):", head, re.MULTILINE)) | set(
        head.partition("\n")[0].strip().split(",")
    )
    likeness = {
        model: _likeness(relative.split("/"), model.register.path.split("/"))
        + 2 * len(keys & set(file_fields(model))) / len(keys | {""})
        for model in registers().values()
        if not model.register.is_page
    }
    ranked = sorted(likeness, key=lambda model: likeness[model], reverse=True)
    return [model for model in ranked[:2] if likeness[ranked[0]] - likeness[model] < 0.2]


def _likeness(path: list[str], wanted: list[str]) -> float:
    *folders, name = path
    *wanted_folders, wanted_name = wanted
    score = -0.3 * abs(len(path) - len(wanted))
    for place, folder in enumerate(wanted_folders):
        if not folder.startswith("{"):
            alike = max((_alike(folder, other) for other in folders), default=0.0)
            score += alike if alike > 0.7 else -0.5
            score += 0.5 if folders[place : place + 1] == [folder] else 0
    if name.rpartition(".")[2] == wanted_name.rpartition(".")[2]:
        score += 1
    if not wanted_name.startswith("{"):
        alike = _alike(name, wanted_name)
        score += 2 * alike if alike > 0.8 else -1
    return score


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other).ratio()


def in_words(model: type[Record]) -> str:
    """`departments/部门标识/powers/职权标识.yaml`"""
    words = {**WORDS, "id": f"{model.register.title}标识"}
    return re.sub(r"{(\w+)}", lambda m: words[m[1]], model.register.path)


def no_folder_of_records(relative: str) -> str:
    """The topmost folder of a misplaced file that can hold no record at all; empty where all can."""
    folders = relative.split("/")[:-1]
    for depth in range(1, len(folders) + 1):
        if not any(_leads_to(folders[:depth], m.register.path) for m in registers().values()):
            return "/".join(folders[:depth])
    return ""


def _leads_to(folders: Sequence[str], pattern: str) -> bool:
    wanted = pattern.split("/")[:-1]
    return len(folders) <= len(wanted) and all(
        b.startswith("{") or a == b for a, b in zip(folders, wanted, strict=False)
    )


def misnamed_folder(model: type[Record], relative: str) -> tuple[str, str]:
    """A folder in the path whose name cannot be an id, and what of the path it says; else empty."""
    parts, wanted = relative.split("/"), model.register.path.split("/")
    for depth, (name, pattern) in enumerate(zip(parts[:-1], wanted[:-1], strict=True), 1):
        if pattern.startswith("{") and not re.fullmatch(SLUG, name):
            return "/".join(parts[:depth]), pattern.strip("{}")
    return "", ""


def named_by_folder(model: type[Record]) -> bool:
    """Whether a record's id is the name of its folder, as those of departments and laws are."""
    return "{id}/" in model.register.path
