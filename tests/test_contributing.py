"""The guide for engineers, followed to the letter in a copy: what it promises is there afterwards."""

import csv
import json
import re
from pathlib import Path

import pytest
from lxml import html

from tests.support.guides import blocks, checkout, follow, run

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ENTRUSTMENT = "lists/departments/market-regulation/entrustments/food-brigade.yaml"


def section(title: str) -> str:
    """One example of the guide, from its heading to the next."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## )", GUIDE, re.M | re.S)
    assert found, title
    return found[1]


def text_of(page: Path) -> str:
    return str(html.document_fromstring(page.read_text(encoding="utf-8")).text_content())


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return checkout(tmp_path)


@pytest.mark.slow
def test_a_field_comes_from_its_declaration(clone: Path) -> None:
    """Schema, dictionary, download and page have the field, and nothing generated is out of date."""
    follow(section("Example: a field"), clone)
    schema = json.loads((clone / "schemas/bodies.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["established_on"]["title"] == "成立日期"
    dictionary = (clone / "docs/data-dictionary.md").read_text(encoding="utf-8")
    assert "| `established_on` | 成立日期 |" in dictionary
    with (clone / "site.small/data/bodies.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["established_on"] for row in csv.DictReader(file)] == ["2019-03-01"]
    assert "2019年3月1日" in text_of(clone / "site.small/bodies/food-brigade/index.html")
    run(".venv/bin/python publish.py generate --check", clone)


@pytest.mark.slow
def test_a_rule_finds_its_failing_example_and_has_a_page(clone: Path) -> None:
    """Its own tests run, its page shows both examples, and a real record is found by `check`."""
    printed = follow(section("Example: a rule"), clone)
    # Two examples run, the removed rule is missed, the words and lengths hold, the family is whole.
    passed = re.search(r"(\d+) passed", printed)
    assert passed and int(passed[1]) >= 7
    page = text_of(clone / "site.small/rules/ENT007/index.html")
    assert "委托开始以后才签委托书" in page
    assert "委托开始第二天才签" in page
    assert "当天签的" in page
    check = ".venv/bin/python publish.py check --root tests/city"
    assert "ENT007" not in run(check, clone)
    record = clone / "tests/city" / ENTRUSTMENT
    record.write_text(
        record.read_text("utf-8").replace("signed_on: 2025-06-20", "signed_on: 2025-07-02"), "utf-8"
    )
    found = run(f"{check} || test $? = 1", clone)
    assert "错误[ENT007] 委托“food-brigade”从2025-07-01起，委托书2025-07-02才签订" in found


@pytest.mark.slow
def test_a_register_is_made_in_one_sitting(clone: Path) -> None:
    """From its module and one record: list, page, links, schema, dictionary, download."""
    printed = follow(section("Example: a register"), clone)
    # The tests that the table names for a register, as far as they are about this one.
    assert re.search(r"[1-9][0-9]* passed", printed)
    site = clone / "site.small"
    listed = text_of(site / "registers/contact_points/index.html")
    assert "城东农贸市场联系点" in listed
    assert "2026年3月9日" in listed
    assert "城东区市场路3号" in text_of(site / "registers/contact_points/east-market/index.html")
    power = html.document_fromstring((site / "powers/littering/index.html").read_bytes())
    assert power.xpath("//a[@href='../../registers/contact_points/east-market/']")
    assert (clone / "schemas/contact_points.schema.json").is_file()
    assert "## 执法监督联系点" in (clone / "docs/data-dictionary.md").read_text(encoding="utf-8")
    with (site / "data/contact_points.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["east-market"]
    run(".venv/bin/python publish.py generate --check", clone)


@pytest.mark.slow
def test_a_page_is_in_the_site_and_linked(clone: Path) -> None:
    """The page shows the records, is in the site map and in sitemap, and imports point one way."""
    printed = follow(section("Example: a page"), clone)
    assert re.search(r"[4-9] passed", printed)
    page = text_of(clone / "site.small/channels/index.html")
    assert "0000-12100011" in page
    assert "0000-12100012" in page
    links = html.document_fromstring((clone / "site.small/sitemap/index.html").read_bytes())
    assert links.xpath("//main//a[@href='../channels/']")


def test_what_an_example_adds_is_not_there_yet() -> None:
    """An example that has become real is no example any more: choose another."""
    new = [block.path for block in blocks(GUIDE) if block.new]
    assert len(new) == 5
    assert [path for path in new if (ROOT / path).exists()] == []


def test_every_path_of_the_guide_exists() -> None:
    """The map of the house and the table name only what is there."""
    new = {block.path for block in blocks(GUIDE) if block.new}
    prose = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.M | re.S)
    known = {p.name for p in ROOT.iterdir()} | {p.name for p in (ROOT / "generator").iterdir()}
    spoken = {
        word
        for word in re.findall(r"`([\w.-]+(?:/[\w.-]*)*)`", prose)
        if word.partition("/")[0] in known and not re.search("[A-Z]{4}", word)
    }
    assert len(spoken) > 25
    missing = [
        word
        for word in spoken - new
        if not (ROOT / word).exists() and not (ROOT / "generator" / word).exists()
    ]
    assert missing == []


def test_every_package_of_the_generator_is_on_the_map() -> None:
    """A package that the map leaves out would be found by nobody."""
    packages = [p.name for p in (ROOT / "generator").iterdir() if (p / "__init__.py").is_file()]
    assert packages
    assert [name for name in packages if f"`generator/{name}/`" not in GUIDE] == []
