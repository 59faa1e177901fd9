"""`new` writes a fresh record of any register, explained field by field; filled in, it is whole."""

from os.path import normpath
from pathlib import Path

import pytest

from generator.commands import FINE, WRONG_USE, main
from generator.data.fresh import TO_FILL, fresh
from generator.findings import Severity
from generator.models.base import SUPERVISION, extra, file_fields, registers
from generator.sources.places import below_lists, model_for
from generator.sources.standard import dump
from generator.sources.yaml_files import BODY, read_yaml
from tests.support.city import check, copy_city

RECORDS = [name for name, model in registers().items() if not model.register.is_table]
TABLES = [name for name, model in registers().items() if model.register.is_table]
# What no example of a single field can say: an event is named after its law, an answer says of what it is one.
SAID = {
    "laws": (("id: food-safety-law-2025-09-12-amended", "id: fresh-one-2025-09-12-amended"),),
    "responses": (("- result: adjusted", "- whole: true\n  result: adjusted"),),
    "withdrawals": (
        ("\nground: revoked", "\nground: other"),
        (
            "# fewer:\n# - kind: penalties\n#   count: 120",
            "fewer:\n- kind: penalties\n  count: 120",
        ),
    ),
}


def new(root: Path, *words: str) -> int:
    private = ("--supervision", str(root / "supervision"))
    return main(["new", *words, "--root", str(root), *private])


def place(root: Path, name: str) -> Path:
    register = registers()[name].register
    path = register.path.format(department="market-regulation", id="fresh-one", year="2031")
    home = root / "supervision" if register.root == SUPERVISION else root
    return Path(normpath(home / "lists" / path))


def words(name: str) -> list[str]:
    """The arguments that a register's place asks for."""
    path = registers()[name].register.path
    asked = {"department": "market-regulation", "id": "fresh-one", "year": "2031"}
    return [
        word for key, value in asked.items() if f"{{{key}}}" in path for word in (f"--{key}", value)
    ]


@pytest.mark.parametrize("name", RECORDS)
def test_filled_with_its_examples_a_record_is_whole(name: str, tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    path = place(root, name)
    if "{" not in registers()[name].register.path:
        path.unlink()
    assert new(root, name, *words(name), "--examples") == FINE
    text = path.read_text(encoding="utf-8")
    for old, said in SAID.get(name, ()):
        text = text.replace(old, said)
    path.write_text(text, encoding="utf-8")
    found = [f for f in check(root).findings if f.code.startswith("STR")]
    # What is counted comes from `summarize`; no example can agree with a supervision root.
    counted = [f for f in found if name == "summaries" and f.severity is Severity.WARNING]
    found = [f for f in found if f not in counted]
    assert not [(f.code, f.place.file, f.place.line, f.message) for f in found]


@pytest.mark.parametrize("name", RECORDS)
def test_a_fresh_record_is_asked_for_field_by_field(name: str, tmp_path: Path) -> None:
    """Nothing that must be written passes for written, and every field is told of."""
    root = copy_city(tmp_path / "city")
    path = place(root, name)
    if "{" not in registers()[name].register.path:
        path.unlink()
    assert new(root, name, *words(name)) == FINE
    text = path.read_text(encoding="utf-8")
    assert TO_FILL not in text
    model = registers()[name]
    for field in file_fields(model):
        if field == BODY:
            continue
        info = model.model_fields[field]
        must = "检查要有" if extra(info, "asked_by") else "必填" if info.is_required() else "选填"
        assert f"# {info.title}（{must}）" in text, field
        # What stands ready to be used is a value that may stand there.
        assert "- []" not in text and "- {}" not in text
    asked = {f.place.path[0] for f in check(root).findings if f.code == "STR004" and f.place.path}
    file = path.relative_to(root).as_posix()
    wanted = {
        info.alias or field
        for field, info in model.model_fields.items()
        if info.is_required()
        and field in file_fields(model)
        and field not in ("id", "contact", BODY)
    }
    assert wanted <= asked, [
        (f.code, f.message) for f in check(root).findings if f.place.file == file
    ]


ASKED = [
    (name, field, str(extra(info, "asked_by")))
    for name, model in registers().items()
    for field, info in model.model_fields.items()
    if extra(info, "asked_by")
]


def of(root: Path, path: Path) -> str:
    model, _ = model_for(below_lists(path.relative_to(root).as_posix()))
    return model.register.name if model else ""


@pytest.mark.parametrize(("name", "field", "code"), ASKED)
def test_what_check_asks_for_is_said_to_be_asked_for(
    name: str, field: str, code: str, tmp_path: Path
) -> None:
    """No other rule than the one that is named lets no record go without."""
    root = copy_city(tmp_path / "city")
    path = next(one for one in sorted((root / "lists").rglob("*.yaml")) if of(root, one) == name)
    values = read_yaml(path.read_text(encoding="utf-8")).value
    del values[field]
    path.write_text(dump(registers()[name], values), encoding="utf-8")
    assert check(root).of(code)


@pytest.mark.parametrize("name", [one for one in TABLES if one != "articles"])
def test_a_table_gets_its_header_and_its_rows(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    path = place(root, name)
    path.unlink(missing_ok=True)
    given = [word for word in words(name) if word not in ("--id", "fresh-one")]
    assert new(root, name, *given) == FINE
    assert path.read_text(encoding="utf-8") == ",".join(file_fields(registers()[name])) + "\n"
    assert registers()[name].model_fields["id"].title in capsys.readouterr().out
    assert new(root, name, *given) == WRONG_USE
    assert new(root, name, *given, "--id", "b-2") == FINE
    assert new(root, name, *given, "--id", "a-1") == FINE
    assert new(root, name, *given, "--id", "a-1") == WRONG_USE
    assert [row.split(",")[0] for row in path.read_text("utf-8").split()] == ["id", "a-1", "b-2"]


def test_register_and_department_are_named_in_chinese_as_well(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    assert new(root, "职权", "--department", "小城市市场监督管理局", "--id", "hygiene") == FINE
    assert (root / "lists/departments/market-regulation/powers/hygiene.yaml").is_file()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["powers", "--department", "urban-management", "--id", "littering"], "已经有"),
        (["powers", "--department", "urban-management"], "还要写 --id"),
        (["powers", "--id", "parking"], "还要写 --department"),
        (["powers", "--department", "tax", "--id", "x"], "没有“tax”这个部门；已有的：market-regulation、urban-management"),
        (["powers", "--department", "urban-management", "--id", "乱停车"], "标识只用小写英文字母"),
        (["powers", "--department", "urban-management", "--id", "../x"], "标识只用小写英文字母"),
        (["penalties", "--department", "urban-management", "--year", "26"], "四位的年份"),
        (["articles", "--id", "x"], "publish.py law"),
        (["portal"], "已经有 lists/portal.yaml"),
        (["power"], "没有“power”这个登记表；最像的是 powers（职权）"),
        (["职权清"], "最像的是 powers（职权）"),
    ],
)  # fmt: skip
def test_what_is_not_written(
    given: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    assert new(root, *given) == WRONG_USE
    assert says in capsys.readouterr().err
    assert {p: p.read_bytes() for p in root.rglob("*") if p.is_file()} == before


def test_what_is_not_public_is_not_put_into_a_public_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it belongs must be named; nothing is guessed."""
    root = copy_city(tmp_path / "city")
    given = ["new", "dockets", "--department", "market-regulation", "--year", "2031"]
    assert main([*given, "--root", str(root)]) == WRONG_USE
    assert "“案件登记簿”不公开，放在监督库里" in capsys.readouterr().err
    assert not list(root.rglob("dockets/2031.csv"))


def test_the_plan_is_quoted_beside_what_it_asks_for() -> None:
    text = fresh(registers()["powers"], {"id": "x"})
    assert "方案二（一）1“权责清单”要求：各执法部门确认公布权责清单" in text
    assert "可以写：licence（行政许可）、penalty（行政处罚）" in text
    assert "例如：name: 对经营超过保质期食品的处罚" in text
