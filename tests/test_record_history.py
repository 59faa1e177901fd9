"""The history at the end of a record's page: which commit changed which field, folded until somebody asks."""

from pathlib import Path

import pytest
from lxml import html

from generator.commands import main
from tests.support.city import copy_city
from tests.support.repository import Repository

POWER = "lists/departments/market-regulation/powers/expired-food.yaml"


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    repository = Repository(copy_city(tmp_path / "city"))
    repository.commit("2026-05-01 10:00")
    return repository


def build(city: Repository, capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    out = city.folder.parent / "site"
    arguments = ["build", "--root", str(city.folder), "--out", str(out), "--jobs", "1"]
    assert main([*arguments, "--cache", str(city.folder.parent / "cache")]) == 0
    return out, capsys.readouterr().err


def edit(city: Repository, old: str, new: str) -> dict[str, str]:
    text = (city.folder / POWER).read_text("utf-8")
    assert text.count(old) == 1
    return {POWER: text.replace(old, new)}


def told(page: Path) -> list[str]:
    """The steps of a page's history, blanks taken together."""
    tree = html.fromstring(page.read_text("utf-8"))
    [fold] = tree.xpath("//section[contains(@class, 'history')]/details")
    assert fold.get("open") is None
    return [" ".join(step.text_content().split()) for step in fold.find_class("history-step")]


def test_page_shows_each_change_with_its_commit(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """Newest first; ids by what they name; before git counted, declared."""
    commit = city.commit("2026-06-01", edit(city, "until: 2025-11-30", "until: 2025-11-29"))
    out, _ = build(city, capsys)
    steps = told(out / "powers/expired-food/index.html")
    assert steps == [
        f"2026年6月1日 修改 提交 {commit[:10]} · git 见证 法定依据第1项 · 止2025年11月30日 改为 2025年11月29日",
        f"2026年5月1日 收录 提交 {city.git('rev-parse', 'HEAD~1')[:10]} · 申报，未经见证",
    ]


def test_page_of_every_yaml_record_has_one_and_of_a_row_none(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """A power, a department, a body, an entrustment, a benchmark, a law; a case has its history on demand."""
    out, _ = build(city, capsys)
    for folder in ("powers", "departments", "bodies", "entrustments", "discretion", "laws"):
        pages = [
            page
            for page in (out / folder).glob("*/index.html")
            if "本条目在库中的位置" in page.read_text("utf-8")
        ]
        assert pages, folder
        for page in pages:
            assert len(told(page)) == 1, page
    [case, *_] = (out / "cases").glob("*/*/*/index.html")
    assert 'class="fold-section history"' not in case.read_text("utf-8")


def test_commit_writes_the_pages_anew_that_show_it_and_no_others(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is kept tells the same as what is read again, and other pages are taken over."""
    city.commit("2026-06-01", edit(city, "until: 2025-11-30", "until: 2025-11-29"))
    build(city, capsys)
    city.commit("2026-07-01", edit(city, "until: 2025-11-29", "until: 2025-11-30"))
    again, said = build(city, capsys)
    kept = {page: page.read_bytes() for page in again.rglob("*.html")}
    assert len(told(again / "powers/expired-food/index.html")) == 3
    written = int(said.rpartition("其中")[2].partition("页")[0])
    assert 0 < written < len(kept) / 2
    fresh = city.folder.parent / "fresh"
    assert (
        main(
            ["build", "--root", str(city.folder), "--out", str(fresh), "--no-cache", "--jobs", "2"]
        )
        == 0
    )
    assert {page.relative_to(fresh) for page in fresh.rglob("*.html")} == {
        page.relative_to(again) for page in kept
    }
    for page, content in kept.items():
        assert (fresh / page.relative_to(again)).read_bytes() == content, page


def test_without_git_there_is_no_history_and_the_site_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The build works as it did; pages say that nothing is committed."""
    plain = copy_city(tmp_path / "plain")
    out = tmp_path / "site"
    assert (
        main(["build", "--root", str(plain), "--out", str(out), "--no-cache", "--jobs", "1"]) == 0
    )
    page = (out / "powers/expired-food/index.html").read_text("utf-8")
    assert 'class="fold-section history"' not in page
    assert "还没有提交" in page


def test_build_of_a_shallow_clone_says_how_to_get_the_rest(
    city: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It could date nothing."""
    city.commit("2026-06-01")
    shallow = Repository(tmp_path / "shallow")
    shallow.git("fetch", "--quiet", "--depth", "1", f"file://{city.folder}", "main")
    shallow.git("checkout", "--quiet", "-b", "main", "FETCH_HEAD")
    assert (
        main(["build", "--root", str(shallow.folder), "--out", str(tmp_path / "x"), "--no-cache"])
        == 3
    )
    assert "git fetch --unshallow" in capsys.readouterr().err
