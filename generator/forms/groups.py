"""Groups of fields in one cell: YAML with the Chinese titles, which a person can read and change.

    - 年度: 2026
      日期: '2026-10-29'
      结果: 调整

A place in a law is one line, 依据: 《食品安全法》（2025-09-12公布）第五条; a list of nothing else is a line each.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, get_origin

from pydantic import BaseModel

from generator.citations import CitationReader
from generator.forms.columns import unwrapped
from generator.models.base import Choice
from generator.models.parts import Citation
from generator.sources.shape import choices_in
from generator.sources.slips import halved
from generator.sources.standard import dump_plain, plain
from generator.sources.yaml_errors import YamlError
from generator.sources.yaml_files import read_yaml

BASIS = "依据"
PLACE = tuple(Citation.model_fields)
YES, NO = "是", "否"
_NAMES = re.compile(r"[；;\n]")


class GroupError(ValueError):
    """A cell that holds no such group, in words."""


def written_groups(value: object, part: type[BaseModel] | None, citations: CitationReader) -> str:
    """A group, a list of groups or a mapping as a person reads it."""
    dumped = plain(_dumped(value))
    if (
        isinstance(dumped, list)
        and part is not None
        and issubclass(part, Citation)
        and all(set(one) <= set(PLACE) for one in dumped)
    ):
        return "\n".join(citations.written(Citation.model_validate(one)) for one in dumped)
    shown = _titled(dumped, part, citations)
    return dump_plain(shown).rstrip("\n") if shown else ""


def read_groups(
    text: str, part: type[BaseModel] | None, many: bool, citations: CitationReader, day: date
) -> object:
    """The values that `written_groups` wrote, as the files have them. Raises GroupError."""
    titles = _titles(part)
    keys = list(_keys(titles).finditer(text))
    listed = text.startswith("- ") or any(key[2] for key in keys)
    if many and part is not None and issubclass(part, Citation) and not listed:
        return read_bases(text, citations, day)
    if many and part is not None and _is_named(part) and not listed and not keys:
        return [{"name": one.strip()} for one in _NAMES.split(text) if one.strip()]
    value = _parsed(text, titles, many)
    if not _is_shaped(value, many):
        how = "一项一段，每段第一行前面写“- ”" if many else "一行一个，写成“名称: 内容”"
        raise GroupError(f"看不懂这一格的写法；{how}")
    return _named(value, part, citations, day)


def read_bases(text: str, citations: CitationReader, day: date) -> list[dict[str, str]]:
    """Citations as people write them. Raises GroupError with all that is not certain."""
    reading = citations.read(text, day)
    if reading.problems:
        raise GroupError("；".join(reading.problems))
    return [place_of(one) for one in reading.citations]


def place_of(citation: Citation) -> dict[str, str]:
    values: dict[str, str] = plain(
        citation.model_dump(by_alias=True, exclude_none=True, include=set(PLACE))
    )
    return values


def _dumped(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(by_alias=True, exclude_defaults=True)
    return [_dumped(one) for one in value] if isinstance(value, list) else value


def _titled(value: Any, part: type[BaseModel] | None, citations: CitationReader) -> Any:
    if isinstance(value, list):
        return [_titled(one, part, citations) for one in value]
    if not isinstance(value, Mapping):
        return value
    if part is None:
        return dict(value)
    found: dict[str, object] = {}
    rest = dict(value)
    if issubclass(part, Citation):
        place = {name: rest.pop(name) for name in PLACE if name in rest}
        found[BASIS] = citations.written(Citation.model_validate(place))
    for name, info in part.model_fields.items():
        key = info.alias or name
        if key in rest:
            found[info.title or key] = _shown(rest[key], info, citations)
    return found


def _shown(value: Any, info: Any, citations: CitationReader) -> Any:
    if isinstance(value, bool):
        return YES if value else NO
    options = choices_in(info.annotation)
    if options is not None:
        labels = {one.value: one.label for one in options}
        if isinstance(value, list):
            return [labels[one] for one in value]
        return labels[value]
    inner, _ = unwrapped(info.annotation)
    part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
    return _titled(value, part, citations) if part is not None else value


def _titles(part: type[BaseModel] | None) -> tuple[str, ...]:
    """The names of all that may stand in a group, in Chinese and as the files have them, the longest first."""
    if part is None:
        return ()
    found = {BASIS} if issubclass(part, Citation) else set()
    for name, info in part.model_fields.items():
        inner, _ = unwrapped(info.annotation)
        found |= {str(info.title or name), info.alias or name}
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            found |= {*_titles(inner)}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))


def _keys(titles: tuple[str, ...]) -> re.Pattern[str]:
    """A title at the beginning of a line, as a Chinese keyboard writes it: -子项名称：…"""
    names = "|".join(map(re.escape, titles)) or "(?!)"
    return re.compile(rf"^([ \t　]*)([-－–—][ \t　]*)?({names})[ \t　]*[:：][ \t　]*", re.MULTILINE)


def _is_named(part: type[BaseModel]) -> bool:
    """Whether its id and its name are all that such a part must have."""
    needed = [name for name, info in part.model_fields.items() if info.is_required()]
    return needed == ["id", "name"]


def _is_shaped(value: Any, many: bool) -> bool:
    """Whether it is a group, or a list of them, and not words that only look like it."""
    if not many:
        return isinstance(value, dict)
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _parsed(text: str, titles: tuple[str, ...], many: bool) -> Any:
    with suppress(YamlError):
        value = read_yaml(text).value
        if _is_shaped(value, many):
            return value
    # Only what is not understood is mended: inside a text the same signs are somebody's words.
    mended = _keys(titles).sub(
        lambda m: f"{m[1].replace('　', '  ')}{'- ' if m[2] else ''}{m[3]}: ", text
    )
    try:
        return read_yaml(mended).value
    except YamlError as error:
        lines = text.split("\n")
        shown = lines[error.line - 1].strip()[:30] if error.line <= len(lines) else ""
        raise GroupError(f"第{error.line}行“{shown}”：{error.what}") from error


def _named(value: Any, part: type[BaseModel] | None, citations: CitationReader, day: date) -> Any:
    if isinstance(value, list):
        return [_named(one, part, citations, day) for one in value]
    if part is None or not isinstance(value, Mapping):
        return value
    known = {
        label: (info.alias or name, info)
        for name, info in part.model_fields.items()
        for label in (info.title, info.alias or name)
    }
    found: dict[str, object] = {}
    for key, one in value.items():
        label = halved(str(key)).strip()
        if label == BASIS and issubclass(part, Citation):
            bases = read_bases(str(one), citations, day)
            if len(bases) != 1:
                raise GroupError(f"“{BASIS}”一项只写一处，这里有{len(bases)}处")
            found.update(bases[0])
        elif label in known:
            name, info = known[label]
            found[name] = _value(one, info, citations, day)
        else:
            titles = [str(info.title) for info in part.model_fields.values()]
            if issubclass(part, Citation):
                titles = [BASIS, *titles[len(PLACE) :]]
            raise GroupError(f"没有“{key}”这一栏；可以写的有：{'、'.join(titles)}")
    return found


def _value(value: Any, info: Any, citations: CitationReader, day: date) -> Any:
    inner, many = unwrapped(info.annotation)
    if many and not isinstance(value, list) and value is not None:
        value = [value]
    if isinstance(value, list):
        return [_one(item, inner, citations, day) for item in value]
    return _one(value, inner, citations, day)


def _one(value: Any, inner: Any, citations: CitationReader, day: date) -> Any:
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return _named(value, inner, citations, day)
    if isinstance(inner, type) and issubclass(inner, Choice):
        return next((o.value for o in inner if str(value).strip() in (o.label, o.value)), value)
    if inner is bool:
        return {YES: True, NO: False}.get(value, value) if isinstance(value, str) else value
    if (
        inner is str
        and not isinstance(value, str)
        and value is not None
        and get_origin(inner) is None
    ):
        # 12 without quotes in a field of words is those words.
        return str(value)
    return value
