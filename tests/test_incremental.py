"""A build takes what did not change from the last one, and the site is what a build from nothing gives."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.commands import FINE, SURROUNDINGS, main
from generator.commands._site import theme_of
from generator.kept import Store
from generator.models.base import Record
from generator.rules import of_records, run
from generator.site.build import Job
from generator.site.files import FileState
from generator.site.pages import Edition
from generator.site.plugin import render_site
from generator.site.unchanged import digest
from generator.site.written import LastSite
from generator.sources.history import History
from generator.sources.records import load
from tests.support.city import DAY, copy_city, lay_over

PENALTIES = "lists/departments/market-regulation/penalties/2026.csv"
POWER = "lists/departments/market-regulation/powers/expired-food.yaml"


def build(root: Path, out: Path, cache: Path | None, *more: str) -> int:
    kept = ["--cache", str(cache)] if cache else ["--no-cache"]
    return main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", *kept, *more])


def pages(folder: Path) -> dict[str, bytes]:
    """Every file of a site but the index, whose files are named anew by each run of its program."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "pagefind" not in path.parts
    }


def indexes(folder: Path) -> bytes:
    return (folder / "pagefind" / "indexes.json").read_bytes()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


def same_as_from_nothing(root: Path, out: Path, cache: Path, tmp_path: Path) -> None:
    assert build(root, out, cache) == FINE
    fresh = tmp_path / "fresh"
    assert build(root, fresh, None) == FINE
    assert pages(out) == pages(fresh)
    assert indexes(out) == indexes(fresh)


EDITS: list[tuple[str, Callable[[str, random.Random], str]]] = [
    ("lists/portal.yaml", lambda text, draw: text.replace("明责", f"明责{draw.randrange(9)}", 1)),
    (POWER, lambda text, draw: text.replace("summary: ", f"summary: 第{draw.randrange(99)}次改，", 1)),
    (PENALTIES, lambda text, draw: text.replace("，", f"，{draw.choice('甲乙丙')}处", 1)),
    ("lists/terms.csv", lambda text, draw: text.replace("。", f"（{draw.randrange(9)}）。", 1)),
    ("content/extra.md", lambda text, draw: f"# 说明{draw.randrange(9)}\n\n过期食品怎么罚。\n"),
    ("lists/bodies/food-brigade.yaml", lambda text, draw: text.replace("承担", f"承担{draw.randrange(9)}", 1)),
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_give_what_a_build_from_nothing_gives(
    root: Path, tmp_path: Path, seed: int
) -> None:
    """Edits of any kind of file, forth and back, one after the other on one site and one cache."""
    draw = random.Random(seed)
    out, cache = tmp_path / "site", tmp_path / "cache"
    assert build(root, out, cache) == FINE
    for _ in range(3):
        file, change = draw.choice(EDITS)
        path = root / file
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.parent.mkdir(exist_ok=True)
        path.write_text(change(before, draw), encoding="utf-8")
        assert build(root, out, cache) == FINE
    same_as_from_nothing(root, out, cache, tmp_path)


def test_nothing_changed_touches_nothing(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The second build of the same says so and leaves every file as it is."""
    out, cache = tmp_path / "site", tmp_path / "cache"
    assert build(root, out, cache) == FINE
    before = {path: FileState.of(path) for path in out.rglob("*")}
    capfd.readouterr()
    assert build(root, out, cache) == FINE
    assert "没有变化" in capfd.readouterr().err
    assert {path: FileState.of(path) for path in out.rglob("*")} == before


def test_one_changed_case_writes_few_pages_anew(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What does not show the case is taken over: the same file, not a copy."""
    out, cache = tmp_path / "site", tmp_path / "cache"
    assert build(root, out, cache) == FINE
    inodes = {p.relative_to(out): p.stat().st_ino for p in out.rglob("*.html")}
    text = (root / PENALTIES).read_text(encoding="utf-8")
    (root / PENALTIES).write_text(text.replace("，", "，当日", 1), encoding="utf-8")
    assert build(root, out, cache) == FINE
    anew = {p for p, inode in inodes.items() if (out / p).stat().st_ino != inode}
    assert Path("laws/food-safety-law/index.html") not in anew
    assert Path("officers/index.html") not in anew
    assert any(p.parts[0] == "cases" for p in anew)
    assert len(anew) < len(inodes) / 2


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "cache gone": lambda cache, out: [file.unlink() for file in cache.iterdir()],
    "cache cut off": lambda cache, out: [
        file.write_bytes(file.read_bytes()[:-7]) for file in cache.iterdir()
    ],
    "cache empty": lambda cache, out: [file.write_bytes(b"") for file in cache.iterdir()],
    "cache of another version": lambda cache, out: [
        file.write_bytes(b"\0" * 32 + file.read_bytes()[32:]) for file in cache.iterdir()
    ],
    "cache changed within": lambda cache, out: [
        file.write_bytes(file.read_bytes()[:-1] + b"\x7f") for file in cache.iterdir()
    ],
    "page edited": lambda cache, out: (out / "index.html").write_text("别人写的", encoding="utf-8"),
    "page gone": lambda cache, out: (out / "officers" / "index.html").unlink(),
    "page emptied": lambda cache, out: (out / "powers" / "index.html").write_bytes(b""),
    "download edited": lambda cache, out: (out / "data" / "powers.csv").write_bytes(b"x"),
    "index cut off": lambda cache, out: [
        file.write_bytes(file.read_bytes()[:9]) for file in (out / "pagefind").rglob("*.pf_*")
    ],
}


CHANGE = {POWER: ("summary: ", "summary: 改过，")}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the changed city, built from nothing."""
    folder = tmp_path_factory.mktemp("changed")
    root = copy_city(folder / "city")
    lay_over(root, edits=CHANGE)
    assert build(root, folder / "site", None) == FINE
    return folder / "site"


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_costs_time_and_never_truth(
    root: Path, tmp_path: Path, changed: Path, damage: str
) -> None:
    """A cache or a last site that is not what it was is not believed."""
    out, cache = tmp_path / "site", tmp_path / "cache"
    assert build(root, out, cache) == FINE
    DAMAGES[damage](cache, out)
    lay_over(root, edits=CHANGE)
    assert build(root, out, cache) == FINE
    assert pages(out) == pages(changed)
    assert indexes(out) == indexes(changed)


def test_cache_of_another_folder_is_not_used(root: Path, tmp_path: Path) -> None:
    """One cache, two places: each site is whole."""
    cache = tmp_path / "cache"
    assert build(root, tmp_path / "one", cache) == FINE
    assert build(root, tmp_path / "two", cache) == FINE
    assert pages(tmp_path / "one") == pages(tmp_path / "two")
    assert build(root, tmp_path / "one", cache) == FINE
    assert pages(tmp_path / "one") == pages(tmp_path / "two")


def test_another_day_is_another_site(root: Path, tmp_path: Path) -> None:
    """The day is an input: what is computed for it is computed anew."""
    out, cache = tmp_path / "site", tmp_path / "cache"
    assert build(root, out, cache, "--as-of", "2026-11-23") == FINE
    first = pages(out)
    assert build(root, out, cache, "--as-of", "2026-11-24") == FINE
    assert pages(out) != first


def threads() -> Executor:
    return ThreadPoolExecutor(2)


def spawned() -> Executor:
    return ProcessPoolExecutor(2, mp_context=get_context("spawn"))


@pytest.mark.parametrize("make", [threads, spawned])
def test_any_executor_gives_the_same_site(
    root: Path, tmp_path: Path, make: Callable[[], Executor]
) -> None:
    """Workers that share no memory with the build get what they need with their tasks."""
    alone = tmp_path / "alone"
    assert build(root, alone, None) == FINE
    given = tmp_path / "given"
    given.mkdir()
    with make() as executor:
        loaded = load([root], executor)
        catalogue = Catalogue(loaded.records, loaded.problems)
        edition = Edition(catalogue, DAY, of_records(run(catalogue, DAY)), ())
        job = Job(
            edition,
            theme_of([root], catalogue),
            {str(root.resolve()): History(root)},
            lambda: nullcontext(executor),
            lambda name, words: None,
            LastSite(given),
        )
        render_site(root, given, lambda: job)
    assert pages(given) == pages(alone)


def test_kill_at_any_moment_leaves_the_last_site_whole(root: Path, tmp_path: Path) -> None:
    """kill -9 while it builds: the site that stood stands, and the next build needs no repair."""
    out, cache = tmp_path / "site", tmp_path / "cache"
    assert build(root, out, cache) == FINE
    draw = random.Random(9)
    program = [sys.executable, "publish.py", "build", "--root", str(root), "--out", str(out)]
    program += ["--jobs", "2", "--cache", str(cache)]
    repository = Path(__file__).parents[1]
    for turn in range(30):
        before = pages(out)
        text = (root / POWER).read_text(encoding="utf-8")
        (root / POWER).write_text(
            text.replace("summary: ", f"summary: 第{turn}次，", 1), encoding="utf-8"
        )
        process = subprocess.Popen(
            program, cwd=repository, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(draw.uniform(0.1, 2.5))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        after = pages(out)
        assert after == before or b"%d" % turn in after["powers/expired-food/index.html"]
    same_as_from_nothing(root, out, cache, tmp_path)
    left = [path.name for path in tmp_path.iterdir() if "-building-" in path.name]
    assert not left


@pytest.mark.skipif(os.geteuid() != 0, reason="只有 root 能挂上一个小的内存盘")
def test_full_disk_is_said_and_the_last_site_stands(root: Path, tmp_path: Path) -> None:
    """No space left while the site is written: exit 3, the site that stood stands."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("这里不能挂内存盘")
    try:
        out = disk / "site"
        assert build(root, out, tmp_path / "cache") == FINE
        before = pages(out)
        (disk / "filler").write_bytes(b"\0" * (_free(disk) - 300_000))
        lay_over(root, edits={"lists/portal.yaml": ("title: 明责", "title: 明明责责")})
        assert build(root, out, tmp_path / "cache") == SURROUNDINGS
        assert pages(out) == before
        assert {path.name for path in disk.iterdir()} == {"site", "filler"}
        (disk / "filler").unlink()
        same_as_from_nothing(root, out, tmp_path / "cache", tmp_path)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


def test_digest_is_of_the_value_and_not_of_the_object(root: Path) -> None:
    """The same records read twice digest alike; one changed letter does not."""
    one, two = (_first(root) for _ in range(2))
    assert digest(one) == digest(two)
    assert digest([one, "甲", date(2026, 1, 2)]) == digest([two, "".join(["甲"]), date(2026, 1, 2)])
    assert digest({"a": one}) != digest({"a": one, "b": None})
    assert digest("1") != digest(1)
    lay_over(root, edits={POWER: ("summary: ", "summary: 改")})
    assert digest(_first(root)) != digest(one)


def _first(root: Path) -> Record:
    return next(one for one in load([root]).records["powers"] if one.key == "expired-food")


def test_store_believes_only_what_it_wrote(tmp_path: Path) -> None:
    """A value comes back as it was; anything else is no value."""
    store = Store(tmp_path / "kept")
    assert store.load("x") is None
    store.save("x", {"a": [1, "二"]})
    assert store.load("x") == {"a": [1, "二"]}
    file = tmp_path / "kept" / "x"
    whole = file.read_bytes()
    for broken in (b"", whole[:40], whole[:-1], b"\1" + whole[1:], whole + b"x"):
        file.write_bytes(broken)
        assert store.load("x") is None
    assert Store(None).load("x") is None
