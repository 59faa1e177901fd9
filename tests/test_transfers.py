"""The way of a matter that was handed on: every page of it shows the whole of it."""

import argparse
import re
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.commands._site import saved_job
from generator.findings import Severity
from generator.kept import Store
from generator.models.transfers import Transfer
from generator.site.beside import beside_record
from generator.site.live import Live
from generator.sources.records import load
from tests.support.city import check, copy_city

UM = "lists/departments/urban-management/transfers/2026.csv"
HEAD = (
    "id,number,title,power,to,follows,sent_on,received_on,accepted_on,refused_on,disputed_on,"
    "reason,designated_by,designated_on,designated_to,outcome,disclosed_on,remark"
)
FIRST = "ys-1,,占道堆放,expired-food,market-regulation,,2026-03-02,2026-03-03,,,2026-03-05,不在本部门职权内,小城市人民政府,2026-03-20,market-regulation,,2026-03-24,"
SECOND = "ys-2,,占道堆放,expired-food,market-regulation,urban-management/2026/ys-1,2026-03-23,2026-03-24,2026-03-25,,,,,,,market-regulation/2026/cf-2,2026-03-26,"
APART = "ys-3,,别的事,expired-food,market-regulation,,2026-03-23,2026-03-24,2026-03-25,,,,,,,,2026-03-26,"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_city(tmp_path / "city")
    write(root, FIRST, SECOND, APART)
    return root


def write(root: Path, *rows: str) -> None:
    (root / UM).write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")


def hops(root: Path, name: str) -> list[tuple[str, bool]]:
    catalogue = Catalogue(load([root]).records)
    record = next(one for one in catalogue.all(Transfer) if one.id == name)
    return [(hop.transfer.id, hop.here) for hop in beside_record(catalogue, record)["hops"]]


def test_each_page_of_a_matter_shows_all_its_transfers(root: Path) -> None:
    assert hops(root, "ys-1") == [("ys-1", True), ("ys-2", False)]
    assert hops(root, "ys-2") == [("ys-1", False), ("ys-2", True)]
    assert hops(root, "ys-3") == [("ys-3", True)]


def test_transfers_that_follow_each_other_in_a_ring_have_an_end(root: Path) -> None:
    """A slip that somebody must find on the page, not a page that is never done."""
    write(root, FIRST.replace("market-regulation,,", "market-regulation,urban-management/2026/ys-2,", 1), SECOND)  # fmt: skip
    assert hops(root, "ys-1") == [("ys-1", True), ("ys-2", False)]


def test_a_page_tells_who_sent_it_to_whom_what_came_of_it_and_who_decided(root: Path) -> None:
    asked = argparse.Namespace(root=[root], supervision=None, as_of=None, observations=None)
    job = saved_job(asked, Store(None))
    assert job is not None
    page = Live(job).page("/registers/transfers/urban-management/2026/ys-2/")
    assert page is not None
    html = page.decode()
    steps = html[html.index('id="steps"') : html.index('id="fields"')]
    said = re.sub(r"\s+", "", re.sub("<[^>]*>", "", steps))
    first, second = said.split("第2次")
    for words in ("市城管局移送给市市场监管局", "2026年3月2日移送", "提请指定：不在本部门职权内", "2026年3月20日，小城市人民政府指定由市市场监管局管辖"):  # fmt: skip
        assert words in first, words
    for words in ("本页", "2026年3月25日受理", "作出决定"):
        assert words in second, words
    assert 'transfers/urban-management/2026/ys-1/"' in steps


@pytest.mark.parametrize(
    ("by", "severity"),
    [
        ("小城市人民政府", None),
        ("协商", None),
        ("双方协商一致", None),
        ("小城市司法局", Severity.WARNING),
        ("小城市水务局", Severity.WARNING),
        ("小城市城市管理局", Severity.ERROR),
    ],
)
def test_who_stands_above_both_designates_or_the_two_agree(
    root: Path, by: str, severity: Severity | None
) -> None:
    """A sibling may be above them elsewhere, so that it is asked about; one of the two is never above itself."""
    known = (root / "lists/departments/urban-management/department.yaml").read_text("utf-8")
    sibling = root / "lists/departments/water-affairs/department.yaml"
    sibling.parent.mkdir()
    other = known.replace("urban-management", "water-affairs").replace("城市管理局", "水务局")
    sibling.write_text(other, encoding="utf-8")
    write(root, FIRST.replace("小城市人民政府", by), SECOND)
    found = [one.severity for one in check(root).of("TRF003")]
    assert found == ([severity] if severity else [])


def test_the_page_says_that_the_two_agreed(root: Path) -> None:
    write(root, FIRST.replace("小城市人民政府", "协商"), SECOND)
    asked = argparse.Namespace(root=[root], supervision=None, as_of=None, observations=None)
    job = saved_job(asked, Store(None))
    assert job is not None
    page = Live(job).page("/registers/transfers/urban-management/2026/ys-1/")
    assert page is not None
    said = re.sub(r"\s+", "", re.sub("<[^>]*>", "", page.decode()))
    assert "2026年3月20日，双方协商，由市市场监管局管辖" in said
