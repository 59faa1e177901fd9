"""The page that freezes the formats speaks only of fields and paths that exist."""

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from generator.models.base import Choice, model_in, registers
from generator.sources.shape import choices_in

PAGE = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
# Words in code style that are no field: commands, values and words of the page's own examples.
OTHERS = {"watch", "reach", "format", "yes", "no", "none"}


def names(model: type[BaseModel], seen: set[Any]) -> set[str]:
    found: set[str] = set()
    if model in seen:
        return found
    seen.add(model)
    for name, info in model.model_fields.items():
        found.add(info.alias or name)
        options: type[Choice] | None = choices_in(info.annotation)
        found |= {option.value for option in options} if options else set()
        inner = model_in(info.annotation)
        found |= names(inner, seen) if inner else set()
    return found


def test_every_field_it_names_exists() -> None:
    known = OTHERS | {n for model in registers().values() for n in names(model, set())}
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.S)
    spoken = set(re.findall(r"`([a-z_]+)`", prose))
    assert len(spoken) > 20
    assert spoken <= known, spoken - known


def test_every_register_has_its_place_on_it() -> None:
    tree = re.search(r"```\n(lists/.*?)```", PAGE, flags=re.S)
    assert tree
    folders = {
        model.register.path.split("/")[-2 if model.register.path.count("/") else 0]
        for model in registers().values()
        # The others stand in the data dictionary, which is generated.
        if not model.register.listed
    }
    for folder in folders - {"{law}", "{id}", "{department}"}:
        assert folder in tree[1], folder
