"""What is generated from the models: schemas for editors and tables, and the data dictionary; from the
records, who reviews them at the forge.

The files are committed, so that a clone can be edited at once; `generate` writes them anew and CI
fails where they differ.
"""

import json
import re
from typing import Any

from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.data import clauses, owners
from generator.data.package import table_schema
from generator.data.tables import columns
from generator.models.base import PUBLIC, SUPERVISION, Choice, Record, extra, file_fields, registers
from generator.numerals import clause_label
from generator.sources.shape import choices_in

SCHEMA = "http://json-schema.org/draft-07/schema#"
ROOTS = {PUBLIC: "", SUPERVISION: "监督库的 "}
KINDS = {
    "text": "文字", "integer": "整数", "number": "数字", "date": "日期", "boolean": "true 或 false",
    "list": "多个值，用 ; 分开", "json": "列表或一组字段",
}  # fmt: skip


def references(catalogue: Catalogue | None = None) -> dict[str, str]:
    """Path in the repository → text of every generated file.

    catalogue: of the repository, where it has records.
    """
    files: dict[str, str] = {}
    patterns: dict[str, str] = {}
    for name, model in registers().items():
        if model.register.is_table:
            files[f"schemas/{name}.tableschema.json"] = _dumped(table_schema(model))
        else:
            files[f"schemas/{name}.schema.json"] = _dumped(json_schema(model))
            if not model.register.is_page:
                patterns[f"schemas/{name}.schema.json"] = _glob(model)
    files[".vscode/settings.json"] = _dumped(
        {
            "yaml.schemas": patterns,
            # The standard form is publish.py format's; another formatter would fight it.
            "yaml.format.enable": False,
            "files.eol": "\n",
            "files.encoding": "utf8",
        }
    )
    files[".vscode/extensions.json"] = _dumped({"recommendations": ["redhat.vscode-yaml"]})
    files["docs/data-dictionary.md"] = dictionary()
    files[clauses.PATH] = clauses.table()
    if catalogue is not None:
        files[owners.PATH] = owners.codeowners(catalogue)
    return files


def json_schema(model: type[Record]) -> dict[str, Any]:
    """The JSON Schema of a record's file, in draft-07, which editors read best, with Chinese hints."""
    schema = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs", {})
    path_fields = [n for n in model.model_fields if n not in file_fields(model)]
    for name in path_fields:
        alias = model.model_fields[name].alias or name
        schema["properties"].pop(alias, None)
        if alias in schema.get("required", []):
            schema["required"].remove(alias)
    _describe(schema, model)
    for name, definition in definitions.items():
        _describe(definition, _parts(model).get(name))
    schema["title"] = model.register.title
    schema["description"] = model.register.about
    return {"$schema": SCHEMA, **_plain(schema), "definitions": _plain(definitions)}


def dictionary() -> str:
    """The data dictionary: every register, every field, in a table."""
    lines = [
        "# 数据字典",
        "",
        "本页由 `python publish.py generate` 从模型生成，不手改。字段按文件中的顺序排列；“路径”表示由文件所在位置决定，不写在文件里。",
    ]
    for name, model in registers().items():
        register = model.register
        lines += [
            "",
            f"## {register.title}（{name}）",
            "",
            f"{register.about}。文件：{ROOTS[register.root]}`{register.file}`，依据{clause_label(register.clause)}。",
            "",
            *_table(
                model,
                columns(model),
                {n for n in model.model_fields if n not in file_fields(model)},
            ),
        ]
        for part in _parts(model).values():
            if issubclass(part, BaseModel) and not issubclass(part, Record):
                lines += ["", f"### {register.title}中的 {part.__name__}", "", *_part_table(part)]
    return "\n".join(lines) + "\n"


def _table(model: type[Record], listed: Any, from_path: set[str]) -> list[str]:
    rows = ["| 字段 | 名称 | 说明 | 类型 | 必填 | 条款 |", "|---|---|---|---|---|---|"]
    for column in listed:
        kind = KINDS[column.kind]
        if column.choices:
            kind += "：" + "、".join(f"`{o.value}` {o.label}" for o in column.choices)
        required = "路径" if column.name in from_path else "是" if column.required else ""
        rows.append(
            _row(
                f"`{column.name}`",
                column.title,
                column.description,
                kind,
                required,
                clause_label(column.clause),
            )
        )
    return rows


def _part_table(part: type[BaseModel]) -> list[str]:
    rows = ["| 字段 | 名称 | 说明 | 允许的值 | 必填 | 条款 |", "|---|---|---|---|---|---|"]
    for name, info in part.model_fields.items():
        options = choices_in(info.annotation)
        allowed = "、".join(f"`{o.value}` {o.label}" for o in options) if options else ""
        rows.append(
            _row(
                f"`{info.alias or name}`",
                info.title or "",
                info.description or "",
                allowed,
                "是" if info.is_required() else "",
                clause_label(str(extra(info, "clause") or "")),
            )
        )
    return rows


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _parts(model: type[BaseModel]) -> dict[str, Any]:
    """Every model and choice that stands inside a model, by name, in order of appearance."""
    found: dict[str, Any] = {}
    waiting: list[Any] = [info.annotation for info in model.model_fields.values()]
    while waiting:
        current = waiting.pop(0)
        if isinstance(current, type) and issubclass(current, (BaseModel, Choice)):
            if current.__name__ in found:
                continue
            found[current.__name__] = current
            if issubclass(current, BaseModel):
                waiting += [info.annotation for info in current.model_fields.values()]
        else:
            waiting += list(getattr(current, "__args__", ()))
    return {name: part for name, part in found.items() if issubclass(part, (BaseModel, Choice))}


def _describe(schema: dict[str, Any], part: Any) -> None:
    if isinstance(part, type) and issubclass(part, Choice):
        labels = [option.label for option in part]
        schema.pop("title", None)
        schema["enumDescriptions"] = labels
        schema["markdownEnumDescriptions"] = labels
        # An editor shows the first description that it meets: the field's own says more than a list
        # of values, which it shows anyway with their labels.
        schema.pop("description", None)
    elif isinstance(part, type) and issubclass(part, BaseModel):
        schema.pop("title", None)
        schema.pop("description", None)


def _plain(schema: Any) -> Any:
    """Without what only our own program reads, and without `null`: an empty field is left out."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _plain(value)
        for key, value in schema.items()
        if key
        not in ("clause", "refers", "of_own", "official", "from_path", "counted_in", "default")
    }
    options = [o for o in kept.get("anyOf", []) if o != {"type": "null"}]
    if "anyOf" in kept and len(options) == 1:
        del kept["anyOf"]
        kept = {**options[0], **kept} if "$ref" not in options[0] else {**kept, "allOf": options}
    elif "$ref" in kept and len(kept) > 1:
        # In draft-07 nothing beside a $ref counts.
        kept = {**{k: v for k, v in kept.items() if k != "$ref"}, "allOf": [{"$ref": kept["$ref"]}]}
    return kept


def _glob(model: type[Record]) -> str:
    return re.sub(r"{\w+}", "*", model.register.file)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
