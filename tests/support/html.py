"""Pages as the tests look at them: html-validate on files, and the blocks that search stands on."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

REPOSITORY = Path(__file__).parents[2]

AT_ONCE = 400
"""Files given to the validator at once: a command line has an end."""

BLOCKS = frozenset({"p", "li", "td", "dd", "dt", "caption", "h1", "h2", "h3", "h4", "h5", "h6"})
"""A search hit stands within one of these; so none may stand within another."""


class ValidatorMissingError(RuntimeError):
    """html-validate is not installed; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One message of html-validate."""

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.message} ({self.rule})"


def validate(paths: Iterable[Path]) -> list[Fault]:
    """Return what html-validate finds in files or folders, by .htmlvalidate.json.

    Raises ValidatorMissingError where it is not installed: a page that nobody checked is no
    checked page. CalledProcessError where it breaks.
    """
    targets = [str(path) for path in paths]
    if not targets:
        raise ValueError("没有要检查的网页")
    program = REPOSITORY / "node_modules" / ".bin" / "html-validate"
    if not program.exists():
        raise ValidatorMissingError("没有 html-validate：运行 make setup（或 npm ci）。")
    return [
        fault
        for start in range(0, len(targets), AT_ONCE)
        for fault in _faults(program, targets[start : start + AT_ONCE])
    ]


def _faults(program: Path, targets: list[str]) -> list[Fault]:
    config = str(REPOSITORY / ".htmlvalidate.json")
    done = subprocess.run(
        [str(program), "--config", config, "--formatter", "json", *targets],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
    )
    # 1 is "found something"; whatever else ended without a report did not look.
    if done.returncode not in (0, 1) or not done.stdout.strip():
        raise subprocess.CalledProcessError(
            done.returncode, "html-validate", done.stdout, done.stderr
        )
    return [
        Fault(report["filePath"], message["line"], message["ruleId"], message["message"])
        for report in json.loads(done.stdout)
        for message in report["messages"]
    ]


def nested_blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield (outer, inner) for every block element of `text` that stands in another.

    The parser closes a <p> before a block by itself, so what is looked at is also whether it left
    a closing tag without its opening one: html-validate reports that.
    """
    for element in html.document_fromstring(text).iter(*BLOCKS):
        for ancestor in element.iterancestors(*BLOCKS):
            yield str(ancestor.tag), str(element.tag)
