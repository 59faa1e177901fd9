"""Guides as the tests follow them: their code blocks, applied and run in a copy of the repository.

A ```sh block is run. A ```text block after it must stand in what it printed. A ```diff block changes
the file that was last named in `code` before it: its context and `-` lines must stand there once. A block
of any other language is written to the file that the line above names, where that line says that the
file is new. `<!-- 不在测试中运行：reason -->` above a ```sh block keeps it from being run.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.M | re.S)
_NOT_RUN = re.compile(r"<!-- 不在测试中运行：(?P<reason>[^>]+?) -->\s*\Z")
_PATH = re.compile(r"`([\w.@-]+(?:/[\w.@-]+)*\.(?:md|py|ya?ml|csv|html|toml))`")
_NEW = re.compile(r"新文件|[Nn]ew file")


@dataclass(frozen=True, slots=True)
class Block:
    """A code block: its language, its text, the file it is about, the heading it stands under.

    reason: why it is not run. new: the line above says that it is the whole of a new file.
    """

    language: str
    text: str
    path: str
    heading: str
    line: int
    reason: str = ""
    new: bool = False


def blocks(page: str) -> list[Block]:
    """The code blocks of a Markdown page, in order."""
    found = []
    for match in _FENCE.finditer(page):
        before = _FENCE.sub("", page[: match.start()])
        paths = _PATH.findall(before)
        headings = re.findall(r"^#+ (.+)$", before, re.M)
        skipped = _NOT_RUN.search(page[: match.start()])
        above = before.rstrip().rpartition("\n\n")[2]
        found.append(
            Block(
                language=match["language"],
                text=match["text"],
                path=paths[-1] if paths else "",
                heading=headings[-1] if headings else "",
                line=page.count("\n", 0, match.start()) + 1,
                reason=skipped["reason"] if skipped else "",
                new=bool(_NEW.search(above)) and match["language"] not in ("sh", "text", "diff"),
            )
        )
    return found


def applied(text: str, diff: str) -> str:
    """A file's text with a diff block applied: `@@` parts hunks, line numbers are not needed.

    Raises ValueError where what the block shows as present does not stand exactly once.
    """
    for hunk in re.split(r"^@@.*\n", diff, flags=re.M):
        lines = [line for line in hunk.splitlines() if line and not line.startswith(("---", "+++"))]
        if not lines:
            continue
        old = "".join(line[1:] + "\n" for line in lines if line[0] in " -")
        new = "".join(line[1:] + "\n" for line in lines if line[0] in " +")
        if text.count(old) != 1:
            raise ValueError(f"出现{text.count(old)}次，应当是一次：\n{old}")
        text = text.replace(old, new)
    return text


def follow(page: str, folder: Path) -> str:
    """Do what a page says in a checkout, block by block; return all that its commands printed.

    Raises AssertionError with the line of the page where a step does not go as the page says.
    """
    printed, everything = "", ""
    for block in blocks(page):
        where = f"第{block.line}行（{block.heading}）"
        if block.reason:
            continue
        if block.language == "sh":
            printed = run(block.text, folder, where)
            everything += printed
        elif block.language == "text" and printed:
            assert squeezed(block.text) in squeezed(printed), (
                f"{where}没有输出所写的话：\n{printed}"
            )
        elif block.language == "diff":
            target = folder / block.path
            assert block.path and target.is_file(), f"{where}没有文件 {block.path}"
            target.write_text(applied(target.read_text("utf-8"), block.text), encoding="utf-8")
        elif block.new:
            target = folder / block.path
            assert not target.exists(), f"{where}说是新文件，{block.path} 已经在了"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
    return everything


def run(script: str, folder: Path, where: str = "") -> str:
    """Run a block as a person would, in a checkout; return what it printed."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        # A person's shell is not inside a test.
        env={k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "VIRTUAL_ENV"))},
    )
    assert done.returncode == 0, f"{where}以{done.returncode}退出：\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def squeezed(text: str) -> str:
    """Text without the blanks at line ends, to be found inside another."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def checkout(folder: Path, small: bool = True) -> Path:
    """A clone named `mingze` in a folder, with its set-up done; its origin is one commit ahead.

    What is not committed yet comes along. The packages are those of the running Python: a set-up
    anew would need the network.
    small: its lists are those of the small city; else the demo city's, all but the outcomes and what names them.
    """
    upstream = folder / "upstream"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source, target = REPOSITORY / name, upstream / name
        if source.is_file() and not source.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    if small:
        shutil.rmtree(upstream / "lists")
        shutil.copytree(upstream / "tests/city/lists", upstream / "lists")
        # Pages that are records name those of their own city.
        shutil.rmtree(upstream / "content/exposures")
    else:
        for name in ("penalties", "licences", "other_acts", "filings", "transfers"):
            for outcomes in upstream.glob(f"lists/departments/*/{name}"):
                shutil.rmtree(outcomes)
    run("git init -q -b main && git add -A && git commit -qm 起点", upstream)
    run("git clone -q upstream mingze", folder)
    run("git commit -q --allow-empty -m 新版本", upstream)
    clone = folder / "mingze"
    environment = clone / ".venv"
    environment.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        if (Path(sys.prefix) / name).exists():
            (environment / name).symlink_to(Path(sys.prefix) / name)
    for stamp in (".runtime", ".development"):
        (environment / stamp).touch()
    _with_form(clone / "node_modules")
    return clone


def _with_form(packages: Path) -> None:
    """The web form's program, as `make form` leaves it: newer than the lock, so that npm is not asked."""
    installed = REPOSITORY / "node_modules"
    manifest = Path("@sveltia/cms/package.json")
    (packages / manifest).parent.mkdir(parents=True)
    (packages / "immutable").symlink_to(installed / "immutable")
    for part in (installed / manifest).parent.iterdir():
        if part.name != manifest.name:
            (packages / manifest.parent / part.name).symlink_to(part)
    (packages / manifest).write_bytes((installed / manifest).read_bytes())
