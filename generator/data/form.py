"""What the web form shows, from the models: a collection a register, a field a field, in the model's order.

The form's program reads it as /edit/config.yml. It knows whatever the models know: titles, descriptions,
examples, choices, patterns, which record a field refers to. A new register is in it by itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_origin
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel

from generator.data.reference import json_schema
from generator.models.base import Record, extra, model_in, path_fields, registers
from generator.models.portal import Forge, Portal, Repository
from generator.sources.places import LISTS, model_for
from generator.sources.shape import ID_PATTERN, choices_in

TITLES = ("short_title", "short_name", "name", "title")
"""What a record or a part is called by, the first that it has."""
LONG = 14
"""Examples of more characters than this show that whole sentences are meant: a field of several lines."""
APIS = {"github.com": "https://api.github.com"}
"""Where a forge answers under another host than its pages."""


@dataclass(frozen=True)
class Door:
    """Where the form signs in: the forge's kind, the repository in it, and where its interface answers."""

    forge: Forge
    repository: str
    api: str

    @property
    def host(self) -> str:
        """What the form may connect to beside its own site."""
        found = urlsplit(self.api)
        return f"{found.scheme}://{found.netloc}"


def door(portal: Portal) -> Door | None:
    """The repository that the form saves to; None where the portal names none, or none of a kind that is known."""
    repository = portal.repository
    kind = _kind(repository) if repository else None
    if repository is None or kind is None:
        return None
    parts = urlsplit(repository.url)
    below = {Forge.GITHUB: "api/v3", Forge.GITLAB: "api/v4"}[kind]
    api = APIS.get(parts.netloc, f"{parts.scheme}://{parts.netloc}/{below}")
    return Door(kind, parts.path.strip("/").removesuffix(".git"), api)


def _kind(repository: Repository) -> Forge | None:
    host = urlsplit(repository.url).netloc
    return repository.forge or next((kind for kind in Forge if kind.value in host), None)


def editable() -> list[type[Record]]:
    """The registers that the form shows: a file a record, public, in the order of the plan's clauses. What people
    write as a page, in Markdown, is not filled in as a form."""
    found = [
        model
        for model in registers().values()
        if not (model.register.is_table or model.register.is_page)
        and model.register.root == "public"
    ]
    return sorted(found, key=lambda model: [int(n) for n in model.register.clause.split(".")])


def tables() -> list[type[Record]]:
    """The public registers of rows, which are edited in Excel and not in the form."""
    return [
        model
        for model in registers().values()
        if model.register.is_table and model.register.root == "public"
    ]


def entry_address(file: str) -> str:
    """The part of the form's address that opens a file of a root: `#/collections/powers/entries/…`.

    Empty for what the form does not show.
    """
    relative = file.removeprefix(f"{LISTS}/")
    model, _ = model_for(relative) if relative != file else (None, {})
    if model is None or model.register.is_table or model.register.root != "public":
        return ""
    register = model.register
    if _is_single(model):
        return f"#/collections/_singletons/entries/{register.name}"
    entry = file.removeprefix(f"{_folder(register.path)}/").removesuffix(".yaml")
    return f"#/collections/{register.name}/entries/{entry}"


def scanned() -> dict[str, dict[str, str]]:
    """Register → the fields in which a person could type a private number, path (`channels.scope`) → title.

    Official contacts and codes, ids, choices and days are left out, as the privacy rules leave them out.
    """
    return {model.register.name: dict(_texts(model)) for model in editable()}


def taken_out() -> dict[str, list[str]]:
    """Register → what the form asks only to know the file's place, and must not write."""
    return {model.register.name: list(path_fields(model)) for model in editable()}


def config(portal: Portal) -> str:
    """config.yml; the same models and portal give the same text."""
    settings: dict[str, Any] = {
        "backend": _backend(portal),
        "publish_mode": "editorial_workflow",
        "app_title": f"{portal.title}：修改清单",
        "media_folder": "content/files",
        "public_folder": "/files",
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True, "yaml": {"indent_sequences": False}},
        "collections": [_collection(m) for m in editable() if not _is_single(m)],
        "singletons": [_single(model) for model in editable() if _is_single(model)],
    }
    text = yaml.dump(settings, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"# 由 generator/data/form.py 从模型生成，不手改。\n{text}"


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _backend(portal: Portal) -> dict[str, Any]:
    found = door(portal)
    if found is None or portal.repository is None:
        # Without a repository the form still opens a folder of this machine; it only needs a name for it.
        return {"name": "github", "repo": "local/lists", "auth_methods": ["token"]}
    backend = {
        "name": found.forge.value,
        "repo": found.repository,
        "branch": portal.repository.branch,
        "api_root": found.api,
        "auth_methods": ["token"],
        "commit_messages": {
            "create": "新增{{collection}}：{{slug}}",
            "update": "修改{{collection}}：{{slug}}",
            "delete": "删去{{collection}}：{{slug}}",
        },
    }
    if found.forge is Forge.GITLAB:
        backend["base_url"] = found.host
    return backend


def _is_single(model: type[Record]) -> bool:
    return "{" not in model.register.path


def _folder(path: str) -> str:
    """The folder above the first name in braces."""
    return f"{LISTS}/{path.partition('{')[0]}".rstrip("/")


@cache
def _single(model: type[Record]) -> dict[str, Any]:
    register = model.register
    return {
        "name": register.name,
        "label": register.title,
        "file": f"{LISTS}/{register.path}",
        "format": "yaml",
        "fields": list(_fields(model, json_schema(model))),
    }


@cache
def _collection(model: type[Record]) -> dict[str, Any]:
    register = model.register
    pattern = register.path.removesuffix(".yaml")
    slug = _naming_field(register.path)
    path = pattern.removeprefix(pattern.partition("{")[0]).replace("{", "{{").replace("}", "}}")
    title = _title_field(model)
    return {
        "name": register.name,
        "label": register.title,
        "label_singular": register.title,
        "description": f"{register.about}。",
        "folder": _folder(register.path),
        "path": path.replace(f"{{{{{slug}}}}}", "{{slug}}"),
        "slug": {"template": f"{{{{fields.{slug}}}}}", "editable": False},
        # Merging is for who reviews, at the forge: it alone keeps git's history as the witness needs it.
        "publish": False,
        "extension": "yaml",
        "format": "yaml",
        "identifier_field": title,
        "summary": "{{slug}}" if title == slug else f"{{{{fields.{title}}}}}（{{{{slug}}}}）",
        "fields": [*_asked_of_the_path(model), *_fields(model, json_schema(model))],
    }


def _naming_field(path: str) -> str:
    """What names a record's file: the id, of yearly records the year."""
    return "id" if "{id}" in path or "{" not in path else re.findall(r"{(\w+)}", path)[-1]


def _title_field(model: type[Record]) -> str:
    """What a record is called: its title, else what names its file."""
    named = _naming_field(model.register.path)
    return next((name for name in TITLES if name in model.model_fields), named)


def _asked_of_the_path(model: type[Record]) -> Iterator[dict[str, Any]]:
    """What the place of a new file is made of. Never required: of a file that is there, its place says it."""
    for name in path_fields(model):
        info = model.model_fields[name]
        field = _field(name, info, {}, info.annotation)
        hint = f"只在新建时选：{info.description}。已有的条目由文件所在的文件夹决定，不用选，也不写进文件"
        yield {**field, "hint": _markdown(hint), "required": False}


def _fields(model: type[BaseModel], schema: dict[str, Any], whole: Any = None) -> Iterator[Any]:
    """The fields of a record or a part. schema: of the part; whole: of the record, with its definitions."""
    whole = whole or schema
    for name, info in model.model_fields.items():
        shown = info.alias or name
        if extra(info, "from_path"):
            continue
        bounds = _resolved(schema["properties"][shown], whole)
        field = _field(shown, info, bounds, info.annotation)
        part = model_in(info.annotation)
        if part is not None:
            inner = whole["definitions"][part.__name__]
            field["fields"] = list(_fields(part, inner, whole))
        yield field


def _field(name: str, info: Any, bounds: dict[str, Any], annotation: Any) -> dict[str, Any]:
    field = {
        "name": name,
        "label": info.title,
        **_widget(info, bounds, annotation),
        "required": info.is_required(),
        "hint": _markdown(_hint(info)),
    }
    if name == "id" and _fixed(bounds):
        # A record of which there is one: its id is always the same.
        field |= {"widget": "string", "default": _fixed(bounds), "readonly": True}
    return field


def _fixed(bounds: dict[str, Any]) -> str:
    found = re.fullmatch(r"\^([a-z-]+)\$", bounds.get("pattern", ""))
    return found[1] if found else ""


def _widget(info: Any, bounds: dict[str, Any], annotation: Any) -> dict[str, Any]:
    """The widget of a field and what it allows."""
    several = is_list(annotation)
    choices = choices_in(annotation)
    if choices is not None:
        options = [{"label": one.label, "value": one.value} for one in choices]
        return {"widget": "select", "options": options, **_several(several, bounds)}
    part = model_in(annotation)
    if part is not None and several:
        title = next((n for n in (*TITLES, "id") if n in part.model_fields), "")
        first = title or next(iter(part.model_fields))
        alias = part.model_fields[first].alias or first
        return {
            "widget": "list",
            "label_singular": info.title,
            "collapsed": "auto",
            "summary": f"{{{{fields.{alias}}}}}",
            **_least(bounds),
        }
    if part is not None:
        return {"widget": "object", "collapsed": "auto"}
    if get_origin(_inner(annotation)) is dict:
        return {"widget": "keyvalue", "key_label": "新条号", "value_label": "旧条号"}
    target = registers().get(extra(info, "refers") or "")
    one = bounds.get("items", bounds)
    if target in editable() and target is not None and "/" not in one.get("pattern", ""):
        title, named = _title_field(target), _naming_field(target.register.path)
        return {
            "widget": "relation",
            "collection": target.register.name,
            "value_field": "{{slug}}",
            "display_fields": [
                "{{slug}}" if title == named else f"{{{{{title}}}}}（{{{{slug}}}}）"
            ],
            "search_fields": list(dict.fromkeys((title, named))),
            **_several(several, bounds),
        }
    if several:
        inner = _scalar(info, one, annotation)
        return {
            "widget": "list",
            "label_singular": info.title,
            "field": {"name": "value", "label": info.title, **inner},
            **_least(bounds),
        }
    return _scalar(info, one, annotation)


def _scalar(info: Any, bounds: dict[str, Any], annotation: Any) -> dict[str, Any]:
    """The widget of one value."""
    kinds = set(_kinds(annotation))
    if bool in kinds:
        # Not a switch: that would write `false` where nothing was written.
        return {"widget": "select", "options": [{"label": "是", "value": True}]}
    if date in kinds:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "time_format": False}
    if Decimal in kinds or int in kinds:
        limits = {"min": bounds.get("minimum", 0), "max": bounds.get("maximum")}
        return {
            "widget": "number",
            "value_type": "int" if int in kinds else "float",
            **{name: value for name, value in limits.items() if value is not None},
        }
    if pattern := bounds.get("pattern"):
        example = (info.examples or [""])[0]
        example = example[0] if isinstance(example, list) and example else example
        said = (
            ID_PATTERN
            if extra(info, "refers") or "a-z0-9" in pattern
            else f"应当像“{example}”这样写"
        )
        return {"widget": "string", "pattern": [pattern, said]}
    example = (info.examples or [""])[0]
    words = example[0] if isinstance(example, list) and example else example
    official = extra(info, "official")
    return {"widget": "string" if official or len(str(words)) <= LONG else "text"}


def _several(several: bool, bounds: dict[str, Any]) -> dict[str, Any]:
    return {"multiple": True, **_least(bounds)} if several else {}


def _least(bounds: dict[str, Any]) -> dict[str, Any]:
    return {"min": bounds["minItems"]} if bounds.get("minItems") else {}


def _hint(info: Any) -> str:
    example = (info.examples or [None])[0]
    if isinstance(example, list):
        example = (
            "、".join(map(str, example)) if example and not isinstance(example[0], dict) else ""
        )
    if isinstance(example, dict):
        example = ""
    if isinstance(example, bool):
        example = ""
    return f"{info.description}{f'。例如：{example}' if example not in (None, '') else ''}"


def _markdown(words: str) -> str:
    """Words as they are where the form reads Markdown."""
    return re.sub(r"([\\*_~\[\]`])", r"\\\1", words)


def _resolved(schema: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """A property with what its reference says."""
    for one in [schema, *schema.get("allOf", [])]:
        if "$ref" in one:
            return {**schema, **whole["definitions"][one["$ref"].rpartition("/")[2]]}
    return schema


def is_list(annotation: Any) -> bool:
    return get_origin(_inner(annotation)) is list


def _inner(annotation: Any) -> Any:
    """The annotation without `| None` and without what is declared of it."""
    for one in get_args(annotation):
        if get_origin(annotation) not in (list, dict) and one is not type(None):
            return _inner(one)
    return annotation


def _kinds(annotation: Any) -> Iterator[Any]:
    yield annotation
    for one in get_args(annotation):
        yield from _kinds(one)


def _texts(
    model: type[BaseModel], path: tuple[str, ...] = (), titles: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    for name, info in model.model_fields.items():
        if any(extra(info, said) for said in ("official", "refers", "from_path")) or name == "id":
            continue
        here, called = (*path, info.alias or name), (*titles, str(info.title))
        part = model_in(info.annotation)
        if part is not None:
            yield from _texts(part, here, called)
        elif str in _kinds(info.annotation) and choices_in(info.annotation) is None:
            yield ".".join(here), " · ".join(called)
