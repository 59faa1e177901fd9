"""`build --out X`: only what a build may replace is replaced; everything else stands as it stood.

`build --previous`: a site that would publish far less than the one before is not made.
"""

import re
import subprocess
from pathlib import Path

import pytest

from generator.commands import FINDINGS, FINE, SURROUNDINGS, WRONG_USE, main
from generator.rules.withdrawing import Shrunk, shrunk
from generator.site.output import OutputError, destination
from generator.sources.history import History
from tests.support.browser import serve
from tests.support.city import copy_city, lay_over


def build(root: Path, out: Path | str, *more: str) -> int:
    return main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", *more])


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "pagefind" not in path.parts
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


def test_absent_empty_and_earlier_site_are_taken(root: Path, tmp_path: Path) -> None:
    """A new place, an empty folder and a site of ours become the site."""
    out = tmp_path / "new" / "site"
    assert build(root, out) == FINE
    lay_over(root, edits={"lists/portal.yaml": ("title: 明责", "title: 明明责责")})
    assert build(root, out) == FINE
    assert "明明责责" in (out / "index.html").read_text(encoding="utf-8")
    (tmp_path / "empty").mkdir()
    assert build(root, tmp_path / "empty") == FINE
    assert (tmp_path / "empty" / "version" / "index.html").is_file()


def test_link_to_an_earlier_site_stays_a_link(root: Path, tmp_path: Path) -> None:
    """Where a server points at a link, the site behind it is replaced."""
    (tmp_path / "releases").mkdir()
    link = tmp_path / "current"
    link.symlink_to(tmp_path / "releases" / "one")
    for _ in range(2):
        assert build(root, link) == FINE
        assert link.is_symlink()
        assert (tmp_path / "releases" / "one" / "index.html").is_file()
    assert names(tmp_path / "releases") == ["one"]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (".", "就是存放记录的文件夹"),
        ("..", "里面有存放记录的文件夹"),
        ("/", "里面有存放记录的文件夹"),
        ("lists", "只放人写的文件"),
        ("lists/site", "只放人写的文件"),
        ("content", "只放人写的文件"),
        ("site_templates/new", "只放人写的文件"),
        ("notes.txt", "是一个文件"),
        ("notes.txt/site", "是一个文件"),
        ("work", "里面是报告.docx"),
        ("link-to-work", "里面是报告.docx"),
        ("link-to-lists", "只放人写的文件"),
        ("link-to-notes", "是一个文件"),
        ("circle", "绕成圈"),
    ],
)
def test_anything_else_is_refused_and_stands(
    place: str, says: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong use, said in words; not a byte of what stands there has changed."""
    (root / "notes.txt").write_text("记", encoding="utf-8")
    (root / "work").mkdir()
    (root / "work" / "报告.docx").write_text("报", encoding="utf-8")
    (root / "link-to-work").symlink_to("work")
    (root / "link-to-lists").symlink_to("lists")
    (root / "link-to-notes").symlink_to("notes.txt")
    (root / "circle").symlink_to("circle")
    before, there = content(root), names(root)
    assert build(root, root / place if place != "/" else place) == WRONG_USE
    said = capsys.readouterr().err
    assert says in said
    assert "换一个还不存在的文件夹" in said
    assert content(root) == before
    assert names(root) == there


def test_place_of_any_root_is_refused(root: Path, tmp_path: Path) -> None:
    """Of several roots none is taken, the second no more than the first."""
    second = copy_city(tmp_path / "second")
    with pytest.raises(OutputError, match="就是"):
        destination(second, [root, second])
    with pytest.raises(OutputError, match="人写的文件"):
        destination(second / "lists" / "laws", [root, second])


def test_checkout_of_a_site_is_not_taken(root: Path, tmp_path: Path) -> None:
    """A site that is a git repository too has a history, which must not go with it."""
    out = tmp_path / "pages"
    assert build(root, out) == FINE
    subprocess.run(["git", "init", "-q", str(out)], check=True)
    assert build(root, out) == WRONG_USE
    assert (out / ".git" / "HEAD").is_file()


def committed(root: Path) -> None:
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "清单"]):
        subprocess.run(["git", *words], cwd=root, check=True)


def test_inside_a_repository_and_outside_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    """What the build itself leaves in the checkout is no uncommitted change of the records."""
    committed(root)
    (root / ".site-building-left").mkdir()
    (root / ".site-building-left" / "index.html").write_text("半个网站", encoding="utf-8")
    (root / "草稿.txt").write_text("与网站无关", encoding="utf-8")
    assert build(root, tmp_path / "outside") == FINE
    assert build(root, root / "public") == FINE
    assert build(root, root / "site") == FINE
    outside = content(tmp_path / "outside")
    assert len(outside) > 50
    assert content(root / "site") == outside == content(root / "public")
    version = outside["version/index.html"].decode()
    assert "没有提交" not in version


def test_uncommitted_record_is_counted(root: Path, tmp_path: Path) -> None:
    """A record, a page or a template that no commit has is said on /version/."""
    committed(root)
    lay_over(root, edits={"lists/portal.yaml": ("title: 明责", "title: 明明责责")})
    for name in ("content/about.md", "site_templates/assets/x.css"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("# 关于\n", encoding="utf-8")
    assert History(root).uncommitted == {
        "lists/portal.yaml", "content/about.md", "site_templates/assets/x.css",
    }  # fmt: skip
    assert build(root, tmp_path / "site") == FINE
    version = (tmp_path / "site" / "version" / "index.html").read_text(encoding="utf-8")
    assert "另有3个文件没有提交" in re.sub("<[^>]*>", "", version)


UM = "lists/departments/urban-management"


def with_cases(root: Path, count: int) -> None:
    """A penalties table of so many rows like its first."""
    path = root / f"{UM}/penalties/2026.csv"
    header, row = path.read_text(encoding="utf-8").splitlines()[:2]
    rows = [
        row.replace("cf-1,", f"cf-{n},").replace("〕1号", f"〕{n}号") for n in range(1, count + 1)
    ]
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ({"a": 100}, {"a": 90}, []),
        ({"a": 100}, {"a": 89}, [Shrunk("a", 100, 89)]),
        ({"a": 9}, {"a": 4}, []),
        ({"a": 4}, {"a": 2}, []),
        ({"a": 4}, {"a": 1}, [Shrunk("a", 4, 1)]),
        ({"a": 2}, {}, [Shrunk("a", 2, 0)]),
        ({"a": 1}, {}, []),
        ({"a": 6}, {}, [Shrunk("a", 6, 0)]),
        ({"a": 6, "b": 1}, {"a": 600, "c": 1}, []),
    ],
)
def test_far_less_is_more_than_a_tenth_and_more_than_a_few_or_nearly_all(
    before: dict[str, int], now: dict[str, int], says: list[Shrunk]
) -> None:
    """A tenth may go, and so may a few of a small register, but not nearly all of it."""
    assert list(shrunk(before, now)) == says


def test_far_less_than_the_last_site_is_not_published(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which register, how many before and now, and how to say that it is meant."""
    out = tmp_path / "site"
    with_cases(root, 12)
    assert build(root, out) == FINE
    before = content(out)
    with_cases(root, 4)
    assert build(root, out) == FINDINGS
    said = capsys.readouterr().out
    assert "“行政处罚结果”（penalties）上一次公布和撤回的共15条，现在只有7条，少了8条" in said
    assert "DIS007" in said
    assert "fewer 写 kind: penalties、count: 8" in said
    assert content(out) == before
    assert build(root, out, "--fewer", "powers") == FINDINGS
    assert build(root, tmp_path / "new", "--previous", str(out)) == FINDINGS
    assert not (tmp_path / "new").exists()
    with serve(out) as address:
        assert build(root, tmp_path / "new", "--previous", address) == FINDINGS
    assert build(root, out, "--fewer", "penalties") == FINE
    assert build(root, out) == FINE


@pytest.mark.parametrize("where", ["empty", "http://127.0.0.1:9/"])
def test_previous_site_that_cannot_be_read_is_said(
    where: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A comparison that was asked for and cannot be made ends the build."""
    (tmp_path / "empty").mkdir()
    place = where if ":" in where else str(tmp_path / where)
    assert build(root, tmp_path / "new", "--previous", place) == SURROUNDINGS
    assert "不能与原来的网站比较" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()
