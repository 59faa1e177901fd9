"""A register is found by its module alone, and the package is walked once."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import generator.models
from generator.catalogue import Catalogue
from generator.commands import FINE, main
from generator.data.form import config, entry_address
from generator.data.reference import references
from generator.models import base
from generator.models.base import registers
from generator.models.portal import Portal
from generator.models.summaries import Summary
from generator.site.field_views import field_views
from generator.sources.places import model_for
from generator.sources.records import load
from tests.support.city import CITY, DAY, check, copy_city, field

PLACE = "lists/departments/urban-management/harbours/east.yaml"
POWER = "littering"

MODULE = '''"""码头：lists/harbours/ID.yaml。"""

from typing import ClassVar

from generator.models.base import Day, Record, Register, Slug, Text, described
from generator.models.entrustments import PowerRef


class Harbour(Record):
    register: ClassVar[Register] = Register(
        name="harbours",
        title="码头",
        path="departments/{department}/harbours/{id}.yaml",
        clause="2.1.1",
        about="各部门管理的码头",
        listed=("opened_on", "power"),
        order=(("opened_on", "closed_on"),),
        unit="座",
    )

    department: Slug = described(
        "部门", "管理部门", example="urban-management", from_path=True, refers="departments"
    )
    id: Slug = described("标识", "永久标识", example="east")
    name: Text = described("名称", "码头名称", example="东码头")
    opened_on: Day = described("启用日期", "启用的日期", example="2026-03-09")
    closed_on: Day | None = described("停用日期", "停用的日期", example="2026-05-09", default=None)
    power: PowerRef = described(
        "职权", "管理依据的职权", example="littering", refers="powers"
    )
'''
EAST = """id: east
name: 东码头
opened_on: 2026-03-09
power: {power}
"""


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


@pytest.fixture
def city(harbours: None, tmp_path: Path) -> Path:
    """The small city with a record of the new register."""
    root = copy_city(tmp_path / "city")
    (root / PLACE).parent.mkdir()
    (root / PLACE).write_text(EAST.format(power=POWER), encoding="utf-8")
    return root


def test_a_module_is_all_that_a_register_needs(city: Path) -> None:
    """Records of a new register are read once its module stands in the package."""
    assert model_for(PLACE.removeprefix("lists/"))[0] is registers()["harbours"]
    loaded = load([city])
    assert not loaded.problems
    assert [record.key for record in loaded.records["harbours"]] == ["east"]


def test_a_new_register_has_its_schema_and_its_place_in_the_dictionary(harbours: None) -> None:
    files = references()
    schema = json.loads(files["schemas/harbours.schema.json"])
    assert schema["properties"]["opened_on"]["title"] == "启用日期"
    assert schema["required"] == ["id", "name", "opened_on", "power"]
    assert json.loads(files[".vscode/settings.json"])["yaml.schemas"][
        "schemas/harbours.schema.json"
    ].endswith("departments/*/harbours/*.yaml")
    assert "## 码头（harbours）" in files["docs/data-dictionary.md"]


def test_a_new_register_is_in_the_web_form(city: Path) -> None:
    """Its fields in order, its dates and references as such, and its department asked for the file's place."""
    (portal,) = load([city]).records["portal"]
    assert isinstance(portal, Portal)
    shown = {one["name"]: one for one in yaml.safe_load(config(portal))["collections"]}["harbours"]
    assert (shown["label"], shown["folder"]) == ("码头", "lists/departments")
    assert shown["path"] == "{{department}}/harbours/{{slug}}"
    widgets = {one["name"]: one["widget"] for one in shown["fields"]}
    assert widgets == {
        "department": "relation", "id": "string", "name": "string", "opened_on": "datetime",
        "closed_on": "datetime", "power": "string",
    }  # fmt: skip
    assert entry_address(PLACE) == "#/collections/harbours/entries/urban-management/harbours/east"


def test_a_new_register_has_its_pages_and_downloads(city: Path, tmp_path: Path) -> None:
    """A list of all, one of each department, a page of each record, links from what it names."""
    site = tmp_path / "site"
    assert (
        main(["build", "--root", str(city), "--out", str(site), "--jobs", "1", "--no-cache"])
        == FINE
    )

    def words(page: str) -> str:
        return (site / page / "index.html").read_text(encoding="utf-8")

    listed = "registers/harbours"
    assert "码头" in words("registers")
    for page in (listed, f"{listed}/of/urban-management"):
        assert "东码头" in words(page)
        assert "2026年3月9日" in words(page)
    record = words(f"{listed}/east")
    assert "启用日期" in record
    assert f"../../../powers/{POWER}/" in record
    assert "registers/harbours/east/" in words(f"powers/{POWER}")
    assert "registers/harbours/of/urban-management/" in words("departments/urban-management")
    assert "东码头" in (site / "data" / "harbours.csv").read_text(encoding="utf-8-sig")
    assert json.loads((site / "data" / "harbours.json").read_text("utf-8"))["records"]
    assert "harbours.csv" in (site / "data" / "datapackage.json").read_text("utf-8")


def test_the_rules_hold_for_a_new_register(city: Path) -> None:
    """References to nothing, days out of order and what identifies a person, without a word of its own."""
    text = EAST.format(power="no-such-power").replace("东码头", "东码头，电话13912345678")
    (city / PLACE).write_text(f"{text}closed_on: 2026-01-01\n", encoding="utf-8")
    found = check(city, DAY)
    for code, name in (("STR008", "power"), ("STR011", "closed_on"), ("PRV002", "name")):
        assert [field(one) for one in found.of(code)] == [name], code


def test_a_group_inside_a_group_is_one_line() -> None:
    """A part and its number stand together, and what follows is another part."""
    catalogue = Catalogue(load([CITY]).records)
    summary = next(iter(catalogue.all(Summary)))
    (tables,) = (one for one in field_views(catalogue, summary) if one.columns)
    shown = [cell.value for row in tables.rows for cell in row[-1]]
    cells = [cell for table in summary.tables for cell in table.cells]
    wanted = [one.label if one.number is None else f"{one.label} {one.number}" for one in cells]
    assert wanted and shown == wanted


def test_a_register_is_gone_with_its_module() -> None:
    """What another test put in does not stay: a harbour is a file where no record belongs."""
    assert "harbours" not in registers()
    assert model_for(PLACE.removeprefix("lists/")) == (None, {})


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
