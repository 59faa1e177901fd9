"""The small city of the tests, copied, changed in one thing, and checked."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.commands._records import ask_git
from generator.findings import Finding
from generator.kept import Remembering, Store
from generator.rules import Report, run
from generator.rules._scan import scan
from generator.sources.observation_file import read_observations
from generator.sources.records import line_of, load

CITY = Path(__file__).parents[1] / "city"
DAY = date(2026, 11, 23)
OBSERVATIONS = "observations.json"
"""Beside the small city's lists/: what `watch` and `reach` saw, so that examples can change it."""
PUBLISHED = "published.json"
"""Beside them too: how many records of each register the site before had."""
SUPERVISION = "supervision"
"""Beside them too: the small city's supervision root."""
LAST = Remembering(Store(None))
"""What the last check of this process read: of a city in the same folder only what changed is read again."""


@dataclass(frozen=True)
class Checked:
    """What a run over a root found, each finding with its line."""

    findings: list[Finding]
    report: Report

    def of(self, code: str) -> list[Finding]:
        return [finding for finding in self.findings if finding.code == code]


def copy_city(folder: Path) -> Path:
    """A copy of the small city in a folder that does not exist yet."""
    shutil.copytree(CITY, folder)
    return folder


def lay_over(
    root: Path,
    files: Mapping[str, str | None] | None = None,
    edits: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Write, remove and edit files of a root; an edit whose old text does not stand once raises."""
    for path, text in (files or {}).items():
        if text is None:
            (root / path).unlink()
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    for path, (old, new) in (edits or {}).items():
        before = (root / path).read_text(encoding="utf-8")
        if before.count(old) != 1:
            raise ValueError(f"{path} 里“{old}”出现了{before.count(old)}次，应当是一次")
        (root / path).write_text(before.replace(old, new), encoding="utf-8", newline="\n")


def check(root: Path, day: date = DAY) -> Checked:
    """Load a root and run every rule, with the supervision root and what was seen elsewhere where they stand
    beside its lists/; where it is a repository of its own, git is the witness."""
    private = root / SUPERVISION
    loaded = load([root], store=LAST, supervision=private if private.is_dir() else None)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    seen = root / OBSERVATIONS
    if seen.is_file():
        catalogue.observations = read_observations(seen)
    before = root / PUBLISHED
    if before.is_file():
        catalogue.published = json.loads(before.read_text("utf-8"))
    if (root / ".git").exists():
        ask_git(catalogue, loaded.roots, day)
    scan(catalogue, store=LAST)
    report = run(catalogue, day)
    found = [
        replace(finding, place=replace(finding.place, line=line_of(finding.place)))
        for finding in report.findings
    ]
    return Checked(found, report)


def field(finding: Finding) -> str:
    """`bases.0.article`: the path of a finding as examples write it."""
    return ".".join(map(str, finding.place.path))
