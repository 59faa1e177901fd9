"""A site has its settings: portal.yaml stands in one of the roots, or `check` says that it does not."""

from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, main
from generator.rules import run
from generator.sources.records import SETTINGS, load
from tests.support.city import DAY, copy_city


def found(*roots: Path) -> list[tuple[str, str, str]]:
    """Code, root and file of every finding over several roots."""
    loaded = load(roots)
    report = run(Catalogue(loaded.records, loaded.problems), DAY)
    return [(f.code, f.place.root, f.place.file) for f in report.findings]


def test_a_root_without_settings_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` and `build` refuse for the same reason, in the same words, and name the file."""
    city = copy_city(tmp_path / "city")
    (city / SETTINGS).unlink()
    assert found(city) == [("STR004", str(city), SETTINGS)]
    assert main(["check", "--root", str(city)]) == FINDINGS
    said = capsys.readouterr().out
    assert f"--> {SETTINGS}" in said
    assert main(["build", "--root", str(city), "--out", str(tmp_path / "s"), "--jobs", "1"]) == (
        FINDINGS
    )
    built = capsys.readouterr().out
    assert [line for line in said.splitlines() if "STR004" in line] == [
        line for line in built.splitlines() if "STR004" in line
    ]


def test_one_of_several_roots_has_the_settings(tmp_path: Path) -> None:
    """Roots make one site: the second needs no portal.yaml, in whatever order they are named."""
    city = copy_city(tmp_path / "city")
    second = tmp_path / "second"
    (second / "lists").mkdir(parents=True)
    assert found(city, second) == []
    assert found(second, city) == []
    (city / SETTINGS).unlink()
    assert found(second, city) == [("STR004", str(second), SETTINGS)]


def test_broken_settings_are_not_missing(tmp_path: Path) -> None:
    """A portal.yaml that cannot be read is one finding, not two."""
    city = copy_city(tmp_path / "city")
    (city / SETTINGS).write_text("title: [", encoding="utf-8")
    assert [code for code, _, file in found(city) if file == SETTINGS] == ["STR002"]


def test_format_asks_for_no_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`format` works on the files that are there."""
    city = copy_city(tmp_path / "city")
    (city / SETTINGS).unlink()
    assert main(["format", "--root", str(city)]) == FINE
    assert SETTINGS not in capsys.readouterr().out
