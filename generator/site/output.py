"""The folder that a site goes into: what may be replaced there, and how a new site takes its place."""

import ctypes
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.data.package import PUBLIC_SITE, SUPERVISION_SITE

WRITTEN_BY_PEOPLE = ("lists", "content", "site_templates")
"""Folders of a root that no site may go into."""
EDITIONS = {PUBLIC_SITE: "公开的网站", SUPERVISION_SITE: "监督版"}
ELSEWHERE = "换一个还不存在的文件夹，例如 --out site。"


class OutputError(ValueError):
    """What stands at the place is no site of ours; the message says what it is and what to do."""


def destination(out: Path, roots: Sequence[Path], mark: str = PUBLIC_SITE) -> Path:
    """The folder behind `out`, where a site may go: absent, empty, or an earlier site of the same edition.

    mark: the name of the edition's data package. A link is followed, so that the site behind it is replaced and not the link.
    Raises OutputError for anything else, and for every place where records and pages are written.
    """
    try:
        folder = out.resolve()
    except (OSError, RuntimeError) as error:
        raise OutputError(f"{out} 是绕成圈的链接，网站不能放在这里。{ELSEWHERE}") from error
    for root in (root.resolve() for root in roots):
        if root.is_relative_to(folder):
            what = "就是" if root == folder else "里面有"
            raise OutputError(f"{out} {what}存放记录的文件夹 {root}，网站不能放在这里。{ELSEWHERE}")
        for name in WRITTEN_BY_PEOPLE:
            if folder.is_relative_to(root / name):
                raise OutputError(f"{out} 在 {root / name} 里，那里只放人写的文件。{ELSEWHERE}")
    _refuse_what_stands(out, folder, mark)
    return folder


def _refuse_what_stands(out: Path, folder: Path, mark: str) -> None:
    if not folder.exists():
        above = next(parent for parent in folder.parents if parent.exists())
        if not above.is_dir():
            raise OutputError(f"{above} 是一个文件，{out} 不能放在它下面。{ELSEWHERE}")
        return
    if not folder.is_dir():
        raise OutputError(f"{out} 已经存在，是一个文件，没有动。{ELSEWHERE}")
    found = sorted(path.name for path in folder.iterdir())
    stands = edition_in(folder)
    if stands and stands != mark:
        # One on top of the other, and what is internal would be served to all.
        raise OutputError(
            f"{out} 里是{EDITIONS[stands]}，这次生成的是{EDITIONS[mark]}，两者不能放在同一个文件夹，没有动。"
            "换一个文件夹，用 --out 写明。"
        )
    if found and not stands:
        few = "、".join(found[:3]) + ("等" if len(found) > 3 else "")
        raise OutputError(
            f"{out} 已经存在，里面是{few}（共{len(found)}项），不是本程序生成的网站，没有动。{ELSEWHERE}"
            "确实要放在这里的，自己先清空这个文件夹。"
        )


def is_site(folder: Path) -> bool:
    """Whether a folder is a site that a build wrote."""
    return bool(edition_in(folder))


def edition_in(folder: Path) -> str:
    """Which edition a build wrote into a folder, by the name of its data package; empty where none did.

    A site has the page and the package of every build. One that is a git repository too is somebody's checkout, and its history would go with it.
    """
    if (folder / ".git").exists() or not (folder / "version" / "index.html").is_file():
        return ""
    try:
        package = json.loads((folder / "data" / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    name = package.get("name") if isinstance(package, dict) else None
    return str(name) if name in EDITIONS else ""


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """A new folder beside `out` that takes its place when all went well; else `out` stays as it was.

    out: what `destination` gave. Folders that killed builds left behind are removed.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{out.name}-building-"
    for left in out.parent.iterdir():
        if left.name.startswith(prefix):
            shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=out.parent))
    folder.chmod(0o755)
    try:
        yield folder
        _swap(folder, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _swap(new: Path, out: Path) -> None:
    """Exchange two folders in one step where the system can, so that a site stands at every moment."""
    if not out.exists():
        new.rename(out)
        return
    libc = ctypes.CDLL(None, use_errno=True)
    exchange = getattr(libc, "renameat2", None)
    at_cwd, flag = -100, 2
    if exchange is None or exchange(at_cwd, os.fsencode(new), at_cwd, os.fsencode(out), flag) != 0:
        aside = new.with_name(f"{new.name}-old")
        out.rename(aside)
        new.rename(out)
        shutil.rmtree(aside, ignore_errors=True)
