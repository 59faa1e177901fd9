"""A page that people write is a record too: its fields before its text, checked and formatted as any other."""

from datetime import date
from pathlib import Path

import pytest

from generator.commands import FINE, main
from generator.models.base import registers
from generator.sources.places import below_lists, key_at, model_for
from generator.sources.records import line_of, load
from generator.sources.standard import format_text
from generator.sources.yaml_files import parted, read_document
from tests.support.city import check, copy_city, lay_over
from tests.support.repository import BEGUN, Repository

FILE = "content/exposures/late-seizure-list.md"
PAGE = (
    "---\nid: late-seizure-list\ntitle: 题目\n---\n\n## 错在哪里\n\n第一句。\n\n---\n\n第二句。\n"
)


def test_the_fields_and_the_text_are_told_apart() -> None:
    """The first two lines of --- hold the fields; one further down is a rule across the page."""
    assert parted(PAGE) == (
        "id: late-seizure-list\ntitle: 题目\n",
        "## 错在哪里\n\n第一句。\n\n---\n\n第二句。",
    )
    assert parted("id: x\n---\n") is None
    read = read_document(PAGE)
    assert read.value["title"] == "题目"
    assert read.lines["title",] == 3
    assert read.lines["body",] == 6


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_text_stays_as_it_is_and_the_fields_get_their_form(ends: str) -> None:
    model = registers()["exposures"]
    untidy = PAGE.replace(
        "id: late-seizure-list\ntitle: 题目\n", "title:   '题目'\nid: late-seizure-list\n"
    )
    assert format_text(model, untidy.replace("\n", ends)) == PAGE


def test_other_pages_of_content_are_no_records() -> None:
    assert model_for(below_lists(FILE))[0] is registers()["exposures"]
    assert model_for(below_lists("content/supervise.md"))[0] is None
    assert key_at(*_placed("lists/departments/health/file_reviews/2026.yaml")) == "health/2026"


def _placed(file: str) -> tuple[type, dict[str, str]]:
    model, values = model_for(below_lists(file))
    assert model is not None
    return model, values


def test_a_slip_in_it_is_said_at_its_line(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    lay_over(root, edits={FILE: ("fault: unlawful", "fault: bad")})
    (found,) = check(root).of("STR005")
    assert (found.place.file, line_of(found.place)) == (FILE, 7)
    lay_over(root, {FILE: "# 只有正文\n\n没有字段。\n"})
    (found,) = check(root).of("STR002")
    assert found.place.file == FILE
    assert "---" in found.message


def test_git_tells_since_when_it_says_what_it_says(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    repository = Repository(root)
    repository.commit(f"{BEGUN}")
    text = (root / FILE).read_text(encoding="utf-8")
    repository.commit("2026-11-02", {FILE: text.replace("三天以后", "四天以后")})
    from generator.commands._records import ask_git, read

    catalogue = read([root])
    ask_git(catalogue, [root], date(2026, 11, 23))
    assert catalogue.witness is not None
    (one,) = load([root]).records["exposures"]
    first = catalogue.witness.first(one)
    assert first is not None
    assert f"{first.date:%Y-%m-%d}" == f"{BEGUN}"[:10]


def test_what_people_write_is_shown_of_every_root(tmp_path: Path) -> None:
    """With the pictures beside it, and with the day that its own repository knows."""
    first, second = copy_city(tmp_path / "city"), tmp_path / "second"
    text = (first / FILE).read_text("utf-8").replace("id: late-seizure-list", "id: another-list")
    other = "content/exposures/another-list.md"
    Repository(first).commit("2026-09-01 09:00")
    repository = Repository(second)
    (second / "lists").mkdir()
    picture = "content/exposures/list.svg"
    repository.write({other: text + "\n![清单](list.svg)\n", picture: "<svg/>"})
    assert main(["format", "--root", str(first), "--root", str(second)]) == FINE
    repository.commit("2026-10-02 09:00", {"content/about-second.md": "# 别的页面\n"})
    out = tmp_path / "site"
    roots = ["--root", str(first), "--root", str(second), "--no-cache", "--jobs", "1"]
    assert main(["build", *roots, "--out", str(out)]) == FINE
    for name, day in (("late-seizure-list", "2026年9月1日"), ("another-list", "2026年10月2日")):
        page = (out / "exposures" / name / "index.html").read_text("utf-8")
        assert "错在哪里" in page and day in page, name
    assert 'src="../list.svg"' in page
    assert (out / "exposures/list.svg").is_file()
    assert "another-list/" in (out / "registers/exposures/index.html").read_text("utf-8")
    # A site has the guides of one root, and no other's.
    assert not (out / "about-second").exists()
