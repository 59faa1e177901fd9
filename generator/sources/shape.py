"""What a model refuses, said in Chinese: one table from pydantic's error types to the STR rules."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any, get_args
from unicodedata import category

from pydantic import BaseModel, ValidationError

from generator.findings import How, Mend, Path, Problem, hit
from generator.models.base import (
    DAY,
    LIST_SEPARATOR,
    MONEY,
    NUMBER,
    SLUG,
    UNSEEN,
    WIDE_QUOTES,
    Choice,
    Record,
    extra,
    model_in,
)
from generator.numerals import parse_article
from generator.sources.slips import halved, line_slip, one_off

NO_CONTENT = "写上内容；没有内容的，把这个字段删去。"
POINTED = "这里不写名称和人名，写所指的那条记录的标识（它的 id）。"
GROUP = "写成一组字段：下一行起，一个字段一行，比上一级多缩进两个空格。"
ONE_DASH = "“- ”只写在一项的第一个字段前面，其余的字段前面空两个空格，与第一个对齐。"
NUMBERS = "金额以元为单位，只写半角数字：5万元写作 50000；一个范围的，下限和上限分开写。"
# pydantic's error type → (rule, what is wrong, how to mend it where the rule's advice is beside the point).
# `{found}` is the value, `{allowed}` what may stand there.
TABLE: dict[str, tuple[str, str, str]] = {
    "extra_forbidden": ("STR003", "没有“{name}”这个字段", ""),
    "missing": ("STR004", "缺少“{label}”", ""),
    "enum": (
        "STR005",
        "“{label}”写的是{shown}，应当是其中之一：{allowed}",
        "改成其中一个，写括号前面的英文；有几个值的，列表一项一行，表格的格里用半角分号 ; 分开。",
    ),
    "day": (
        "STR005",
        "“{label}”写的是“{found}”，应当是日期，像 2026-03-12 这样写",
        "按“年-月-日”改写，年四位，月和日各两位，用半角数字和短横。",
    ),
    "money": ("STR012", "“{label}”写的是“{found}”，应当是以元为单位的数字，最多两位小数", NUMBERS),
    "number": ("STR012", "“{label}”写的是“{found}”，应当是数字", NUMBERS),
    "int_type": (
        "STR005",
        "“{label}”写的是“{found}”，应当是整数",
        "改成半角的整数，不加引号，不写单位。",
    ),
    "bool_type": (
        "STR005",
        "“{label}”写的是“{found}”，应当是 true 或者 false",
        "是写 true，否写 false，不加引号。",
    ),
    "string_type": ("STR005", "“{label}”写的是{shown}，应当是文字", "{text_advice}"),
    "list_type": (
        "STR005",
        "“{label}”写的是{shown}，应当是列表",
        "{list_advice}",
    ),
    "dict_type": ("STR005", "“{label}”写的是{shown}，应当是一组字段", GROUP),
    "model_type": ("STR005", "“{label}”写的是{shown}，应当是一组字段", GROUP),
    "model_attributes_type": ("STR005", "“{label}”写的是{shown}，应当是一组字段", GROUP),
    "string_pattern_mismatch": (
        "STR005",
        "“{label}”写的是“{found}”，{allowed}",
        "对照文书、证件或者清单改正。",
    ),
    "string_too_long": (
        "STR005",
        "“{label}”太长，最多{allowed}个字",
        "写得短一些；详细的内容写在文书里。",
    ),
    "string_too_short": ("STR005", "“{label}”是空的", NO_CONTENT),
    "too_short": ("STR004", "“{label}”至少要有{allowed}项", ""),
    "nothing_in_it": ("STR004", "“{label}”里一项也没有写", "至少写一项：{allowed}。"),
    "too_long": ("STR005", "“{label}”的项数太多", "删去多余的项。"),
    "blank": ("STR005", "“{label}”是空的", NO_CONTENT),
    "unseen_character": (
        "STR005",
        "“{label}”的第{at}个字是看不见的字符（{code}）",
        "把它前后的字一起删去，重新打字输入；从网页、PDF、Word 里粘贴的，先粘贴到记事本再复制。",
    ),
    "wide_quotes": (
        "STR005",
        "“{label}”写的是 {found}，外面的引号是全角的",
        "改成半角引号：'{bare}'。",
    ),
    "greater_than_equal": ("STR005", "“{label}”写的是“{found}”，不能小于{allowed}", "核对数字。"),
    "less_than_equal": ("STR005", "“{label}”写的是“{found}”，不能大于{allowed}", "核对数字。"),
}
QUOTES = "“”‘’＂＇「」『』"
ID_PATTERN = "标识只用小写英文字母、数字和连字符，例如 market-regulation"


def problems(model: type[Record], error: ValidationError, at: Any) -> Iterator[Problem]:
    """Turn a refusal into problems, all of them.

    at: a function from a field path to its Place.
    """
    details = error.errors(include_url=False)
    torn = _torn_lists(details)
    meant = {
        (*path[:-1], _meant_name(model, path))
        for path in (one["loc"] for one in details if one["type"] == "extra_forbidden")
    }
    for broken in torn:
        what = f"“{field_label(model, broken)}”的每一项只有一个字段：同一项的几个字段各写成了一项"
        yield Problem("STR005", hit(at(broken), what=what, advice=ONE_DASH))
    for detail in details:
        # A field whose name was written wrong is not missing as well.
        if detail["loc"][:-2] in torn or (detail["type"] == "missing" and detail["loc"] in meant):
            continue
        path: Path = tuple(part for part in detail["loc"] if part != "[key]")
        code, what, advice = _words(model, path, detail)
        mend = _mend(model, path, detail)
        yield Problem(code, hit(at(path), what=what, advice=advice, mend=mend))


def _words(model: type[Record], path: Path, detail: Any) -> tuple[str, str, str]:
    code, words, advice = TABLE.get(
        detail["type"], ("STR005", "“{label}”写的是“{found}”，不是允许的值", "")
    )
    info = field_info(model, path)
    found = detail["input"]
    allowed = _allowed(detail, info)
    label = field_label(model, path)
    if detail["type"] == "string_pattern_mismatch" and (
        path[-1:] == ("id",) or extra(info, "refers")
    ):
        code = "STR006"
        # What is named by several parts shows them: “部门/年度/标识”.
        allowed = f"{info.description}，{allowed}" if "/" in allowed else ID_PATTERN
        advice = POINTED if extra(info, "refers") else ""
    if found is None and code != "STR004":
        return "STR004", f"“{label}”后面没有内容", _content_for(info)
    if detail["type"] == "day" and isinstance(found, str) and DAY.fullmatch(found):
        return code, f"“{label}”写的是“{found}”，没有这一天", "对照日历和文书，改成存在的日期。"
    if detail["type"] == "missing":
        return code, f"缺少“{label}”（{path[-1]}）", _content_for(info, str(path[-1]))
    # What follows is a slip of the keyboard, whatever else the value is not.
    slip = line_slip(f"{path[-1]}: x") if code == "STR003" and path else None
    if slip is None and isinstance(found, str) and detail["type"] in SHAPES:
        slip = line_slip(found)
    if slip is not None:
        return (
            code,
            f"写的是“{_short(path[-1] if code == 'STR003' else found)}”：{slip.what}",
            slip.advice,
        )
    values = {
        "name": path[-1] if path else "",
        "label": label,
        "found": _short(found),
        "shown": _shown(found, detail["type"]),
        "allowed": allowed,
        "bare": str(found).strip().strip(QUOTES),
        "text_advice": _text_advice(found),
        "list_advice": _list_advice(info),
        **detail.get("ctx", {}),
    }
    what, advice = words.format(**values), advice.format(**values)
    if code == "STR003":
        meant = _meant_name(model, path)
        if meant and re.search("[一-鿿]", str(path[-1])):
            return code, f"字段名写的是中文“{path[-1]}”，应当是 {meant}", f"改成 {meant}。"
        if meant:
            return (
                code,
                f"{what}；应当是“{field_label(model, (*path[:-1], meant))}”（{meant}）",
                f"把“{path[-1]}”改成 {meant}。",
            )
        what += f"；可用的字段有：{'、'.join(_names(model, path[:-1]))}"
    if detail["type"] == "string_pattern_mismatch" and WIDE_QUOTES.fullmatch(found.strip()):
        _, what, advice = TABLE["wide_quotes"]
        return code, what.format(**values), advice.format(**values)
    right = _right(model, detail, info)
    if isinstance(right, list):
        what = f"“{field_label(model, path[:-1])}”写的是“{_short(found)}”，几个值之间应当用半角分号 ; 分开"
    if right is not None:
        return code, what, f"改成 {_quoted(model, right)}。"
    if isinstance(found, str) and halved(found) != found and detail["type"] in HALF:
        # What would be right in half width is offered above.
        return code, f"{what}；写的是全角字符", advice
    return code, what, advice


def _torn_lists(details: Any) -> list[Path]:
    """Lists in which each field of one item became an item of its own."""
    items: dict[Path, dict[Any, Any]] = {}
    for one in details:
        if one["type"] == "missing" and len(one["loc"]) > 2:
            items.setdefault(one["loc"][:-2], {})[one["loc"][-2]] = one["input"]
    return [
        path
        for path, parts in items.items()
        if len(parts) > 1
        and all(isinstance(part, dict) and len(part) == 1 for part in parts.values())
        and len({key for part in parts.values() for key in part}) == len(parts)
    ]


SHAPES = frozenset({"list_type", "dict_type", "model_type", "model_attributes_type"})
HALF = frozenset(
    {"enum", "day", "money", "number", "int_type", "bool_type", "string_pattern_mismatch"}
)
"""Errors of values that are written in half width only."""


_WRITTEN_DAY = re.compile(
    r"([0-9]{4})(?:[年./-]([0-9]{1,2})[月./-]([0-9]{1,2})日?|([0-9]{2})([0-9]{2}))(?:[ T]00:00(?::00)?)?"
)
_AMOUNT = re.compile(
    r"(?:人民币)?[¥￥]?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?P<unit>万|亿)?(?:元整?)?"
)
_BETWEEN = re.compile("[、，,；/|]")
_UNITS = {None: 1, "万": 10_000, "亿": 100_000_000}
_FLAGS = {"是": True, "有": True, "yes": True, "true": True, "否": False, "没有": False, "no": False, "false": False}  # fmt: skip
ARTICLES = ("124", "1", "5")
"""Examples of the fields that hold the number of an article, a paragraph, an item."""


def _mend(model: type[Record], path: Path, detail: Any) -> Mend | None:
    """What is meant, where the value itself tells; how it then stands in the file is found later."""
    kind, found, info = detail["type"], detail["input"], field_info(model, path)
    if kind == "extra_forbidden":
        meant = _meant_name(model, path)
        return Mend(How.NAME, meant) if meant else None
    if info is None or kind == "missing":
        return None
    if found is None:
        return None if info.is_required() else Mend(How.NOTHING)
    if kind == "string_type" and not isinstance(found, (list, dict)):
        return Mend(How.QUOTED)
    if kind == "list_type" and isinstance(found, (str, int)):
        return _as_items(info, found)
    if kind == "unseen_character" and _is_invisible(found):
        return Mend(How.VALUE, UNSEEN.sub("", found))
    if (right := _right(model, detail, info)) is not None:
        return Mend(How.VALUE, right)
    if kind == "string_pattern_mismatch" and extra(info, "refers"):
        return Mend(How.TITLE, found)
    return None


def _as_items(info: Any, found: Any) -> Mend | None:
    """The items that one text holds: of codes and choices a sign of Chinese may stand between them.

    Not where an item is a group of fields, which no text is.
    """
    if model_in(info.annotation) is not None:
        return None
    if choices_in(info.annotation) is not None:
        choices = [_choice(info, halved(one.strip())) for one in _BETWEEN.split(str(found))]
        return Mend(How.ITEM, choices) if all(choices) else None
    names = re.findall("[a-z0-9/-]+", str(found))
    if extra(info, "refers") and len(names) > 1 and not re.sub("[a-z0-9/、，,；;| -]", "", found):
        return Mend(How.ITEM, names)
    return Mend(How.ITEM)


def _is_invisible(text: str) -> bool:
    """Whether all that nobody sees in a text has no width either: taken out, the text looks the same."""
    return all(category(sign) == "Cf" for sign in UNSEEN.findall(text))


def _right(model: type[Record], detail: Any, info: Any) -> Any:
    """What is meant, where the value itself tells; else None."""
    kind = detail["type"]
    found = halved(str(detail["input"])).strip().strip(QUOTES).strip()
    if kind == "day" and (parts := _WRITTEN_DAY.fullmatch(found)):
        with suppress(ValueError):
            return date(*(int(part) for part in parts.groups() if part)).isoformat()
    if model.register.is_table and info and (several := _several(detail, info)):
        return several
    if kind == "enum" and info and (choice := _choice(info, found)):
        return choice
    if kind in ("money", "number") and (written := _AMOUNT.fullmatch(found)):
        amount = Decimal(written["number"].replace(",", "")) * _UNITS[written["unit"]]
        right = {"money": MONEY, "number": NUMBER}[kind]
        return amount.normalize() if right.fullmatch(f"{amount.normalize():f}") else None
    if kind == "bool_type":
        return _FLAGS.get(found.lower())
    if kind == "int_type" and found.isascii() and found.isdigit():
        return int(found)
    if kind == "wide_quotes":
        return found
    if kind == "string_pattern_mismatch":
        return _right_code(model, detail, info, found)
    return None


def _choice(info: Any, written: str) -> str:
    """The choice that is meant by its code or its label; else empty."""
    for option in choices_in(info.annotation) or ():
        if written.lower() in (option.value, option.label.lower()):
            return str(option.value)
    return ""


def _several(detail: Any, info: Any) -> list[str]:
    """The values of a cell between which another sign stands than a list of a table has; none where one is unknown."""
    written = [one.strip() for one in _BETWEEN.split(str(detail["input"]))]
    if len(written) < 2 or not isinstance(detail["loc"][-1], int):
        return []
    found = []
    if detail["type"] == "enum":
        found = [_choice(info, halved(one)) for one in written]
    elif detail["type"] == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        found = [one if re.fullmatch(pattern, one) else "" for one in map(halved, written)]
    return found if all(found) else []


def _right_code(model: type[Record], detail: Any, info: Any, found: str) -> str | None:
    """An article's number, a code or an id, written in another way."""
    if (info.examples or [""])[0] in ARTICLES:
        number = re.sub(r"^第?[（(]?|[)）]?[款项目]?$", "", found)
        with suppress(ValueError):
            return parse_article(found if "条" in found else f"第{number}条")
    pattern = detail["ctx"]["pattern"]
    if found != detail["input"] and re.fullmatch(pattern, found):
        return found
    if pattern == SLUG and re.fullmatch(SLUG, slug := re.sub(r"[ _]+", "-", found.lower())):
        return slug if detail["loc"][-1:] != ("id",) else None
    return None


def _quoted(model: type[Record], right: object) -> str:
    """The right value as the advice shows it."""
    if isinstance(right, list):
        return LIST_SEPARATOR.join(right)
    if isinstance(right, bool):
        return "true" if right else "false"
    if isinstance(right, Decimal):
        return f"{right:f}"
    digits = isinstance(right, str) and re.fullmatch(r"[0-9-]+", right) and not DAY.fullmatch(right)
    return f"'{right}'" if digits and not model.register.is_table else str(right)


def _meant_name(model: type[BaseModel], path: Path) -> str:
    """The field that a name with a slip means: its Chinese title, or one letter off; else empty."""
    written = (
        halved(str(path[-1])).strip().strip(QUOTES).lower().replace("-", "_").replace(" ", "_")
    )
    owner = _owner(model, path[:-1])
    if owner is None:
        return ""
    fields = {i.alias or n: i for n, i in owner.model_fields.items() if not extra(i, "from_path")}
    titled = [name for name, info in fields.items() if info.title == written]
    if written in fields or len(titled) == 1:
        return written if written in fields else titled[0]
    near = [name for name in fields if len(written) > 3 and one_off(written, name)]
    return near[0] if len(near) == 1 else ""


def _owner(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    info = field_info(model, path)
    return model_in(info.annotation) if info is not None else model if not path else None


def _content_for(info: Any, name: str = "") -> str:
    """What to write into a field that has nothing: an example, where one line can show it."""
    if info is None or not info.is_required():
        return NO_CONTENT
    if (options := choices_in(info.annotation)) is not None:
        words = "、".join(f"{one.value}（{one.label}）" for one in options)
        return f"写上其中之一，这个字段不能没有：{words}。"
    example = (info.examples or [""])[0]
    if isinstance(example, (list, dict)) or example == "":
        return f"写上内容，这个字段不能没有：{info.description}。"
    shown = f"{name}: {example}" if name else str(example)
    return f"写上内容，这个字段不能没有：{info.description}，例如 {shown}"


def _text_advice(found: object) -> str:
    if isinstance(found, (list, dict)):
        return "写成一行文字，不用列表，不用方括号和花括号。"
    return "加半角引号，写成文字；数字前面的0才不会丢。"


def _list_advice(info: Any) -> str:
    part = model_in(info.annotation) if info is not None else None
    if part is None:
        return "一项一行，前面写“- ”，只有一项的也这样写。"
    must = [
        f"{one.alias or name}（{one.title}）"
        for name, one in part.model_fields.items()
        if one.is_required()
    ]
    wanted = f"，要有{'、'.join(must)}" if must else ""
    return f"每一项是一组字段，一个字段一行，第一个前面写“- ”，其余的与它对齐{wanted}。"


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
    return _fields_of(_owner(model, path))


def _fields_of(owner: type[BaseModel] | None) -> list[str]:
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
        if form := extra(info, "form"):
            return f"应当是{form}"
        example = (info.examples or [""])[0]
        # Of a list one item is refused, and one is shown.
        shown = example[0] if isinstance(example, list) and example else example
        return f"应当像“{shown}”这样写"
    if detail["type"] == "nothing_in_it" and info is not None:
        return "、".join(_fields_of(model_in(info.annotation)))
    for key in ("max_length", "min_length", "ge", "le"):
        if key in context:
            return str(context[key])
    return ""


def _shown(value: object, kind: str) -> str:
    if isinstance(value, dict):
        return "一组字段"
    if isinstance(value, list):
        return "列表"
    if kind == "string_type":
        # The number itself is not repeated: read as one, it may have lost its first noughts.
        return f"不加引号的 {str(value).lower()}" if isinstance(value, bool) else "不加引号的数字"
    return f"“{_short(value)}”"


def _short(value: object) -> str:
    words = str(value).replace("\n", " ")
    return words if len(words) <= 60 else f"{words[:57]}…"
