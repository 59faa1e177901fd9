"""Real git repositories for tests, with commits at whatever time a test wants to claim."""

import os
import subprocess
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from generator.witness import CHINA

BEGUN = date(2025, 1, 1)
"""The day of the first commit of an example's repository."""


def at(text: str) -> datetime:
    """`2026-03-01 09:00` in China Standard Time; without an hour, noon; ISO 8601 as it is."""
    if "T" in text:
        return datetime.fromisoformat(text)
    return datetime.fromisoformat(text if " " in text else f"{text} 12:00").replace(tzinfo=CHINA)


class Repository:
    """A repository below a folder of the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / ".git").exists():
            self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str, author: str = "", committer: str = "") -> str:
        """Run git; author, committer: the times that a commit shall claim."""
        environment = dict(os.environ)
        if author:
            environment["GIT_AUTHOR_DATE"] = at(author).isoformat()
        if committer:
            environment["GIT_COMMITTER_DATE"] = at(committer).isoformat()
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write files; None takes one away."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")

    def commit(
        self, when: str, files: Mapping[str, str | None] | None = None, author: str = ""
    ) -> str:
        """Commit all that is there, at a committer's time; returns the commit's id."""
        self.write(files or {})
        self.git("add", "--all")
        self.git(
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "记录",
            author=author or when,
            committer=when,
        )
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str, when: str) -> str:
        """Merge a branch by a merge commit, as a forge does."""
        self.git("merge", "--quiet", "--no-ff", "--no-edit", branch, author=when, committer=when)
        return self.git("rev-parse", "HEAD")
