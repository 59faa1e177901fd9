"""What a model refuses, said in Chinese: one table from pydantic's error types to the STR rules."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from generator.findings import Path, Problem, hit
from generator.models.base import Choice, Record, extra, model_in

# pydantic's error type → (rule, what is wrong). `{found}` is the value, `{allowed}` what may stand there.
TABLE: dict[str, tuple[str, str]] = {
    "extra_forbidden": ("STR003", "没有“{name}”这个字段"),
    "missing": ("STR004", "缺少“{label}”"),
    "enum": ("STR005", "“{label}”写的是“{found}”，应当是其中之一：{allowed}"),
    "day": ("STR005", "“{label}”写的是“{found}”，应当是存在的日期，写作 2026-03-12"),
    "money": (
        "STR012",
        "“{label}”写的是“{found}”，应当是以元为单位的数字，最多两位小数，不写“万”和“元”",
    ),
    "number": ("STR012", "“{label}”写的是“{found}”，应当是数字，不写“万”和“元”"),
    "int_type": ("STR005", "“{label}”写的是“{found}”，应当是整数，不加引号"),
    "bool_type": ("STR005", "“{label}”写的是“{found}”，应当是 true 或者 false"),
    "string_type": ("STR005", "“{label}”写的是 {found}，应当是文字；数字要加引号"),
    "list_type": ("STR005", "“{label}”应当是列表，每项前面写“- ”"),
    "dict_type": ("STR005", "“{label}”应当是一组字段"),
    "model_type": ("STR005", "“{label}”应当是一组字段，写的是“{found}”"),
    "model_attributes_type": ("STR005", "“{label}”应当是一组字段，写的是“{found}”"),
    "string_pattern_mismatch": ("STR005", "“{label}”写的是“{found}”，{allowed}"),
    "string_too_long": ("STR005", "“{label}”太长，最多{allowed}个字"),
    "string_too_short": ("STR005", "“{label}”是空的"),
    "too_short": ("STR004", "“{label}”至少要有{allowed}项"),
    "too_long": ("STR005", "“{label}”的项数太多"),
    "blank": ("STR005", "“{label}”是空的；没有内容的，把这个字段删去"),
    "control_character": ("STR005", "“{label}”含有看不见的控制字符"),
    "greater_than_equal": ("STR005", "“{label}”写的是“{found}”，不能小于{allowed}"),
    "less_than_equal": ("STR005", "“{label}”写的是“{found}”，不能大于{allowed}"),
}
ID_PATTERN = "标识只用小写英文字母、数字和连字符，例如 market-regulation"


def problems(model: type[Record], error: ValidationError, at: Any) -> Iterator[Problem]:
    """Turn a refusal into problems, all of them.

    at: a function from a field path to its Place.
    """
    for detail in error.errors(include_url=False):
        path: Path = tuple(part for part in detail["loc"] if part != "[key]")
        code, words = TABLE.get(
            detail["type"], ("STR005", "“{label}”写的是“{found}”，不是允许的值")
        )
        info = field_info(model, path)
        found = detail["input"]
        allowed = _allowed(detail, info)
        if detail["type"] == "string_pattern_mismatch" and (
            path[-1:] == ("id",) or extra(info, "refers")
        ):
            code, allowed = "STR006", ID_PATTERN
        if found is None and code != "STR004":
            code, words = "STR004", "“{label}”后面没有内容；没有内容的，把这个字段删去"
        what = words.format(
            name=path[-1] if path else "",
            label=field_label(model, path),
            found=_short(found),
            allowed=allowed,
        )
        if code == "STR003":
            names = "、".join(_names(model, path[:-1]))
            what += f"；可用的字段有：{names}"
        yield Problem(code, hit(at(path), what=what))


def field_info(model: type[BaseModel], path: Path) -> Any:
    """The declaration of the field that a path leads to, or None."""
    info = None
    current: Any = model
    for part in path:
        if isinstance(part, int):
            continue
        owner = model_in(current)
        if owner is None:
            return info
        info = named(owner, part)
        if info is None:
            return None
        current = info.annotation
    return info


def named(model: type[BaseModel], name: str) -> Any:
    """A field by its name in the file."""
    for key, info in model.model_fields.items():
        if (info.alias or key) == name:
            return info
    return None


def field_label(model: type[BaseModel], path: Path) -> str:
    """`法定依据 · 条`: the Chinese titles along a path, with the place in a list where there are several."""
    words: list[str] = []
    for index, part in enumerate(path):
        if isinstance(part, int):
            words[-1:] = [f"{words[-1]}第{part + 1}项"] if words else []
            continue
        info = field_info(model, path[: index + 1])
        words.append(info.title if info is not None and info.title else str(part))
    return " · ".join(words)


def choices_in(annotation: Any) -> type[Choice] | None:
    """The list of values that an annotation allows, or None."""
    if isinstance(annotation, type) and issubclass(annotation, Choice):
        return annotation
    for inner in get_args(annotation):
        found = choices_in(inner)
        if found is not None:
            return found
    return None


def _names(model: type[BaseModel], path: Path) -> list[str]:
    info = field_info(model, path)
    owner = model_in(info.annotation) if info is not None else model
    if owner is None:
        return []
    return [
        f"{field.alias or name}（{field.title}）"
        for name, field in owner.model_fields.items()
        if not extra(field, "from_path")
    ]


def _allowed(detail: Any, info: Any) -> str:
    context = detail.get("ctx", {})
    if detail["type"] == "enum" and info is not None:
        options = choices_in(info.annotation)
        if options is not None:
            return "、".join(f"{option.value}（{option.label}）" for option in options)
    if detail["type"] == "string_pattern_mismatch" and info is not None:
        example = (info.examples or [""])[0]
        return f"应当像“{example}”这样写"
    for key in ("max_length", "min_length", "ge", "le"):
        if key in context:
            return str(context[key])
    return ""


def _short(value: object) -> str:
    words = str(value).replace("\n", " ")
    return words if len(words) <= 60 else f"{words[:57]}…"
