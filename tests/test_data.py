"""What is given away: nothing lost, valid for a stranger's tools, true to the models."""

import csv
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from jsonschema import Draft7Validator

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, main
from generator.data.owners import codeowners
from generator.data.package import write_package
from generator.data.reference import json_schema, references
from generator.data.tables import columns, parse_row, row
from generator.models.base import registers
from generator.sources.records import load
from generator.sources.yaml_files import read_document
from tests.support.city import CITY, copy_city, lay_over

ROOT = Path(__file__).parents[1]
SUPERVISION = ROOT / "tests" / "supervision"
FRICTIONLESS = Path(sys.executable).with_name("frictionless")


@pytest.fixture(scope="module")
def city() -> Catalogue:
    loaded = load([ROOT], supervision=SUPERVISION)
    assert not loaded.problems
    return Catalogue(loaded.records, supervised=loaded.supervised)


@pytest.fixture(scope="module")
def package(city: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(city, folder)
    return folder


def validate(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(FRICTIONLESS), "validate", "datapackage.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_published_tool_accepts_the_package(package: Path) -> None:
    done = validate(package)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_published_tool_sees_a_wrong_cell(package: Path, tmp_path: Path) -> None:
    """Or the test above would prove nothing."""
    package = copytree(package, tmp_path / "package")
    path = package / "penalties.csv"
    text = path.read_text(encoding="utf-8-sig").replace("2026-11-09", "9. November", 1)
    path.write_text(text, encoding="utf-8-sig")
    assert validate(package).returncode == 1


@pytest.mark.parametrize("name", sorted(registers()))
def test_a_row_of_the_download_is_the_whole_record(city: Catalogue, name: str) -> None:
    model = registers()[name]
    records = city.all(model)
    assert records
    names = [column.name for column in columns(model)]
    for record in records[:400]:
        again = parse_row(model, dict(zip(names, row(record), strict=True)))
        assert again.model_dump() == record.model_dump()


@pytest.mark.parametrize("name", sorted(registers()))
def test_csv_and_json_hold_the_same_records(city: Catalogue, package: Path, name: str) -> None:
    with (package / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = json.loads((package / f"{name}.json").read_text(encoding="utf-8"))["records"]
    assert len(rows) == len(listed) == len(city.all(registers()[name]))
    keys = registers()[name].register.key
    assert [[r[k] for k in keys] for r in rows] == [[str(r[k]) for k in keys] for r in listed]


def test_generated_files_are_true_to_the_models_and_the_records(city: Catalogue) -> None:
    different = [
        path
        for path, text in references(city).items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text(encoding="utf-8") != text
    ]
    assert not different, "run: python publish.py generate"


def test_every_field_of_every_register_is_described() -> None:
    for model in registers().values():
        for column in columns(model):
            assert column.title and column.description and column.example is not None, column


YAML_REGISTERS = [name for name, model in registers().items() if not model.register.is_table]


def plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("name", YAML_REGISTERS)
def test_an_editor_accepts_every_record_and_refuses_a_slip(city: Catalogue, name: str) -> None:
    model = registers()[name]
    schema = json_schema(model)
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    for record in city.all(model):
        value = plain(
            read_document((Path(record.root) / record.file).read_text(encoding="utf-8")).value
        )
        assert isinstance(value, dict)
        assert not list(validator.iter_errors(value)), record.file
        assert list(validator.iter_errors({**value, "no_such_field": 1}))
        for needed in schema["required"]:
            assert list(validator.iter_errors({k: v for k, v in value.items() if k != needed}))


def test_who_reviews_what_comes_from_the_departments(tmp_path: Path) -> None:
    """A department its own folder, the legal office all, and alone what excuses a department."""
    root = copy_city(tmp_path / "city")
    portal = "data_licence:\n"
    held = f"repository:\n  url: https://git.example.invalid/x\n  accounts:\n  - xc/legal\n{portal}"
    own = "accounts:\n- xc/urban\n- zhang-san\nconfirmed:\n"
    urban = "lists/departments/urban-management/department.yaml"
    lay_over(root, edits={"lists/portal.yaml": (portal, held), urban: ("confirmed:\n", own)})
    text = codeowners(Catalogue(load([root]).records))
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == [
        "* @xc/legal",
        "/lists/departments/urban-management/ @xc/urban @zhang-san @xc/legal",
        "/lists/departments/urban-management/waivers/ @xc/legal",
    ]
    assert "@" not in codeowners(Catalogue(load([CITY]).records))


def test_generate_notices_a_department_that_the_file_does_not_know(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    assert main(["generate", "--into", str(root)]) == FINE
    assert main(["generate", "--into", str(root), "--check"]) == FINE
    urban = "lists/departments/urban-management/department.yaml"
    lay_over(root, edits={urban: ("confirmed:\n", "accounts:\n- xc/urban\nconfirmed:\n")})
    assert main(["generate", "--into", str(root), "--check"]) == FINDINGS
    assert ".github/CODEOWNERS" in capsys.readouterr().out
