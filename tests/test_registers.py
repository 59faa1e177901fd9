"""A register is found by its module alone, and the package is walked once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator.models
from generator.models import base
from generator.models.base import registers
from generator.sources.places import model_for
from generator.sources.records import load

MODULE = '''"""码头：lists/harbours/ID.yaml。"""

from typing import ClassVar

from generator.models.base import Record, Register, Slug, Text, described


class Harbour(Record):
    register: ClassVar[Register] = Register(
        name="harbours", title="码头", path="harbours/{id}.yaml", clause="2.1.1", about="码头"
    )

    id: Slug = described("标识", "永久标识", example="east")
    name: Text = described("名称", "码头名称", example="东码头")
'''


@pytest.fixture
def harbours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A register in a folder of its own, put beside the others and taken away again."""
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "harbours.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.setattr(generator.models, "__path__", [*generator.models.__path__, str(folder)])
    registers.cache_clear()
    yield
    monkeypatch.undo()
    sys.modules.pop("generator.models.harbours", None)
    vars(generator.models).pop("harbours", None)
    registers.cache_clear()


def test_a_module_is_all_that_a_register_needs(harbours: None, tmp_path: Path) -> None:
    """Records of a new register are read once its module stands in the package."""
    assert model_for("harbours/east.yaml")[0] is registers()["harbours"]
    file = tmp_path / "city" / "lists" / "harbours" / "east.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("id: east\nname: 东码头\n", encoding="utf-8")
    assert [record.key for record in load([tmp_path / "city"]).records["harbours"]] == ["east"]


def test_a_register_is_gone_with_its_module() -> None:
    """What another test put in does not stay: a harbour is a file where no record belongs."""
    assert "harbours" not in registers()
    assert model_for("harbours/east.yaml") == (None, {})


def test_the_package_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every finding asks for its register: asking again costs nothing, and changes nothing."""
    walked = []

    def walk(path: list[str]) -> Iterator[object]:
        walked.append(path)
        return iter_modules(path)

    iter_modules = base.iter_modules
    registers.cache_clear()
    monkeypatch.setattr(base, "iter_modules", walk)
    first = registers()
    assert first is registers()
    assert len(walked) == 1
    with pytest.raises(TypeError):
        first["harbours"] = first["laws"]  # type: ignore[index]
