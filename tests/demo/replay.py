"""`python -m tests.demo.replay FOLDER`: the demo city's lists as a repository with the history of their changes.

Every change is a commit of its department, merged by the legal office, because a city's main line takes
merges only. Days, hours and people are fixed, so the same lists give the same commits each time; the last
tree has the lists, content/ and settings of the checkout.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from generator.witness import CHINA
from tests.demo.history import ADOPTED, GONE, Story, Version

CHECKOUT = Path(__file__).parents[2]
BESIDE = ("content",)
"""What stands in the repository from the first day, beside the lists."""
OFFICE = ("明城市司法局（演示）", "zhifa@example.invalid")
STAMP = "mingze-replay"
"""File in .git that holds the digest of what was replayed: the same is not replayed again."""
MAIN, CHANGE = "refs/heads/main", "refs/heads/change"
OPENS, APART = time(9, 0), timedelta(minutes=7)
WAITED = timedelta(minutes=95)
"""From a department's commit to the merge."""
SAID = {
    "withdrawals": "撤回执法结果",
    "responses": "答复法律变化和各项调整",
    "powers": "调整权责清单",
    "discretion": "公布裁量基准",
    "entrustments": "公布委托执法",
    "waivers": "报批暂缓",
    "penalties": "公开行政处罚结果",
    "licences": "公开行政许可结果",
    "other_acts": "公开其他执法结果",
    "filings": "登记重大处罚备案",
    "transfers": "登记案件移送",
    "review_scopes": "公布法制审核目录",
    "recording_scopes": "公布音像记录事项",
    "forms": "公布执法文书",
    "thresholds": "公布重大处罚标准",
    "officers.csv": "更新执法证件",
    "department.yaml": "更新部门信息",
    "laws": "录入法律文本和立改废释",
    "adjustments": "录入事项和职能调整",
    "annual_reports": "公布上年度执法数据",
    "file_reviews": "公布案卷评查结果",
    "trainings": "更新执法培训",
    "rotations": "登记综合法律知识轮训",
    "appraisals": "公布评议考核结果",
    "accountability": "登记责任追究",
    "corrections": "登记读者纠错",
    "exposures": "通报曝光",
    "summaries": "公布监督情况汇总",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.demo.replay", description="把演示城市的清单重放成有变更历史的仓库"
    )
    parser.add_argument("folder", type=Path, help="放在哪里，例如 build/demo；原来重放的会被换掉")
    folder = parser.parse_args(arguments).folder
    if folder.exists() and not (folder / ".git").is_dir():
        print(f"{folder} 已经存在，不是重放出来的仓库，没有动。", file=sys.stderr)
        return 2
    replay(CHECKOUT, folder)
    return 0


def replay(root: Path, folder: Path) -> None:
    """Make the repository in `folder`, or leave it where it was made of the same.

    Raises CalledProcessError where git fails.
    """
    digest = _digest(root)
    stamp = folder / ".git" / STAMP
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch=main")
    stream = b"".join([*_stream(root), b"done\n"])
    _git(folder, "fast-import", "--quiet", "--done", "--date-format=raw", given=stream)
    _git(folder, "update-ref", "-d", CHANGE)
    _git(folder, "reset", "--quiet", "--hard", "main")
    stamp.write_text(digest, encoding="utf-8")


def _digest(root: Path) -> str:
    seal = hashlib.sha256()
    sources = [Path(__file__).parent / "history.py", Path(__file__)]
    for path in [*sources, *_files(root, ("lists", *BESIDE, GONE.as_posix()))]:
        seal.update(path.relative_to(CHECKOUT if path in sources else root).as_posix().encode())
        seal.update(path.read_bytes())
    return seal.hexdigest()


def _files(root: Path, names: Sequence[str]) -> Iterator[Path]:
    for name in names:
        path = root / name
        yield from (
            sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        )


def _stream(root: Path) -> Iterator[bytes]:
    """The history as git fast-import reads it."""
    story = Story(root)
    beside = [(path.relative_to(root).as_posix(), path) for path in _files(root, BESIDE)]
    first = [
        Version(ADOPTED, name, path.read_bytes())
        for name, path in beside
        if name not in story.texts
    ]
    days: defaultdict[date, defaultdict[str, list[Version]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for version in [*first, *story.versions()]:
        days[version.day][_who(version)].append(version)
    mark = 0
    for day, groups in sorted(days.items()):
        for number, (who, changes) in enumerate(sorted(groups.items())):
            merged = datetime.combine(day, OPENS, CHINA) + WAITED + APART * number
            author = (
                (f"{story.department(who)}（演示）", f"{who}@example.invalid") if who else OFFICE
            )
            yield from _change(mark, author, changes, merged)
            mark += 2


def _who(version: Version) -> str:
    """The department whose change it is; empty for the legal office, and for all on the first day."""
    parts = version.path.split("/")
    return parts[2] if parts[:2] == ["lists", "departments"] and version.day > ADOPTED else ""


def _change(
    mark: int, author: tuple[str, str], changes: list[Version], merged: datetime
) -> Iterator[bytes]:
    """A commit on a branch, and its merge."""
    words = _words(changes) if mark else "公布权责清单"
    files = b"".join(
        b"M 100644 inline %s\n%s" % (version.path.encode(), _data(version.content))
        if version.content
        else b"D %s\n" % version.path.encode()
        for version in sorted(changes)
    )
    before = f"from :{mark}\n".encode() if mark else b""
    made = merged - WAITED
    yield _commit(CHANGE, mark + 1, author, made, author, made, words)
    yield before + files
    if not mark:
        # The first commit has nothing to be merged into: the main line begins with it.
        yield f"reset {MAIN}\nfrom :1\n".encode()
        yield _commit(MAIN, 2, OFFICE, merged, OFFICE, merged, "启用门户")
        yield b"from :1\n"
        return
    yield _commit(MAIN, mark + 2, OFFICE, merged, OFFICE, merged, f"合并：{words}")
    yield before + f"merge :{mark + 1}\n".encode() + files


def _commit(
    ref: str,
    mark: int,
    author: tuple[str, str],
    made: datetime,
    committer: tuple[str, str],
    at: datetime,
    words: str,
) -> bytes:
    return (
        f"commit {ref}\nmark :{mark}\n"
        f"author {author[0]} <{author[1]}> {int(made.timestamp())} +0800\n"
        f"committer {committer[0]} <{committer[1]}> {int(at.timestamp())} +0800\n"
    ).encode() + _data(words.encode())


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def _words(changes: list[Version]) -> str:
    """What a change is about, in words."""
    kinds = {part for version in changes for part in version.path.split("/")[1:4]}
    said = [words for name, words in SAID.items() if name in kinds]
    return "；".join(said) or "更新清单"


def _git(folder: Path, *command: str, given: bytes | None = None) -> None:
    subprocess.run(["git", "-C", str(folder), *command], input=given, check=True)


if __name__ == "__main__":
    sys.exit(main())
