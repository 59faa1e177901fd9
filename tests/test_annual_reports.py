"""What a department declares of a year stands beside what everybody can count."""

from decimal import Decimal
from pathlib import Path

from generator.commands import FINE, main
from tests.support.city import copy_city, lay_over

FEWER = "部门公布的比本站公开的结果少"
REPORT = "lists/departments/market-regulation/annual_reports/2026.yaml"


def page(folder: Path, number: int, amount: int) -> str:
    """The page of a report for 2026, of which the small city has three penalties and 330000 yuan."""
    root = copy_city(folder / "city")
    figures = f"published_on: 2026-11-20\nfigures:\n- type: penalty\n  number: {number}\n  amount: {amount}\n"
    # What it licensed and seized comes to no more than that.
    figures += "- type: licence\n  number: 9\n- type: compulsion\n  number: 9\n"
    lay_over(root, {REPORT: figures})
    out = folder / "site"
    done = main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"])
    assert done == FINE
    name = "registers/annual_reports/market-regulation/2026/index.html"
    return (out / name).read_text(encoding="utf-8")


def test_declared_figures_stand_beside_those_computed(tmp_path: Path) -> None:
    shown = page(tmp_path, 3, 330000)
    assert "与公开的结果对照" in shown
    assert FEWER not in shown
    assert shown.count(f"{Decimal(330000):,}") >= 2


def test_fewer_than_are_published_is_told(tmp_path: Path) -> None:
    assert FEWER in page(tmp_path, 2, 330000)


def test_less_money_than_is_published_is_told(tmp_path: Path) -> None:
    assert FEWER in page(tmp_path, 3, 329999)
