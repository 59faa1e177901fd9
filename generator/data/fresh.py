"""A fresh record to be filled in: every field in the model's order, with what it means and what may stand there.

What must be written stands there empty, so that `check` asks for it field by field; the rest is commented out,
ready to be used by taking the # away.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from generator.clauses import CLAUSES, is_of
from generator.data.form import is_list
from generator.models.base import Record, extra, file_fields, model_in
from generator.sources.shape import choices_in
from generator.sources.standard import dump, page
from generator.sources.yaml_files import BODY

TO_FILL = "（此处填写）"
HEAD = (
    "必填的字段后面写上内容；“检查要有”的，去掉它前面的“# ”，写上内容；选填的，用到哪个就去掉哪个的“# ”。写完运行 publish.py check，它会逐项告诉您还缺什么。",
    "填好以后，这些以 # 开头的说明可以删去。",
)


def fresh(model: type[Record], given: Mapping[str, str], filled: bool = False) -> str:
    """The text of a new file. given: what is known already, such as the id. filled: with the examples instead
    of nothing, to learn from."""
    register = model.register
    # Of a record that must say nothing the first field asks to be filled in, or the file would be empty.
    names = file_fields(model)
    must = [name for name in names if model.model_fields[name].is_required()] or names[:1]
    lines = [f"# {register.title}：{register.about}。{_asked(register.clause)}"]
    lines += [f"# {line}" for line in HEAD]
    for name, info in model.model_fields.items():
        if extra(info, "from_path") or (register.is_page and name == BODY):
            continue
        shown = info.alias or name
        lines += ["", *(f"# {line}" for line in _explained(shown, info, register.clause))]
        value = given.get(shown) or _value(info, filled or name not in must)
        text = dump(model, {shown: value}).rstrip("\n")
        if name not in must:
            text = "\n".join(f"# {line}" for line in text.split("\n"))
        lines.append(text.replace(f" {TO_FILL}", ""))
    written = "\n".join(lines) + "\n"
    if not register.is_page:
        return written
    # The text of a page stands below its fields; a line of Markdown says what belongs there.
    about = model.model_fields[BODY]
    return page(written, f"{(about.examples or [''])[0]}" if filled else "")


def _explained(name: str, info: Any, said: str) -> Iterator[str]:
    """What a field is. said: the clause that the head has quoted already."""
    must = "必填" if info.is_required() else "选填"
    if extra(info, "asked_by"):
        must = "检查要有"
    yield f"{info.title}（{must}）：{info.description}{_choices(info)}{_example(name, info)}"
    if (clause := extra(info, "clause")) and clause != said:
        yield f"  {_asked(clause)}"
    part = model_in(info.annotation)
    if part is not None:
        yield from _parts(part, "  ")


def _parts(part: type[BaseModel], indent: str) -> Iterator[str]:
    for name, info in part.model_fields.items():
        must = "，必填" if info.is_required() else ""
        shown = info.alias or name
        yield f"{indent}{shown}（{info.title}{must}）：{info.description}{_choices(info)}"
        inner = model_in(info.annotation)
        if inner is not None:
            yield from _parts(inner, f"{indent}  ")


def _choices(info: Any) -> str:
    options = choices_in(info.annotation)
    if options is None:
        return ""
    return "。可以写：" + "、".join(f"{one.value}（{one.label}）" for one in options)


def _example(name: str, info: Any) -> str:
    example = (info.examples or [None])[0]
    if isinstance(example, list) and example and not isinstance(example[0], dict):
        example = example[:1]
    if not info.is_required() or not example or isinstance(example, dict):
        return ""
    if isinstance(example, list):
        return f"。例如：- {example[0]}"
    return "。例如：" + dump(BaseModel, {name: example}).rstrip("\n")


def _asked(number: str) -> str:
    """`方案二（一）1要求：…`, where the plan asks for it."""
    clause = next((one for one in CLAUSES if is_of(number, one)), None)
    return f"{clause.where}“{clause.title}”要求：{clause.asks}。" if clause else ""


def _value(info: Any, filled: bool) -> object:
    """What stands in a field: its example, or what asks to be filled in."""
    part, several = model_in(info.annotation), is_list(info.annotation)
    value: object
    if part is not None:
        value = _skeleton(part, filled)
    else:
        example = (info.examples or [""])[0]
        value = (
            (example[0] if isinstance(example, list) and example else example)
            if filled
            else TO_FILL
        )
    return [value] if several else value


def _skeleton(part: type[BaseModel], filled: bool) -> dict[str, object]:
    """The fields of a part that must be there; of one that has none of them, the first."""
    fields = [(i.alias or n, i) for n, i in part.model_fields.items() if i.is_required()]
    first = next(iter(part.model_fields.items()))
    return {name: _value(info, filled) for name, info in fields or [first]}
