"""A job of a workflow, run as the forge's runner would: step by step, with its conditions and artifacts.

Only what our workflows use is understood; anything else raises, so that a job is not run by half.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.support.forge import TOKEN
from tests.support.guides import checkout

WORKFLOWS = Path(__file__).parents[2] / ".github" / "workflows"
_EXPRESSION = re.compile(r"\$\{\{ *(.+?) *\}\}")
_OUTCOME = re.compile(r"steps\.([\w-]+)\.outcome == '(\w+)'")


def workflow(name: str) -> dict[str, Any]:
    """A workflow's data; YAML 1.1 takes the key `on` for true."""
    read: dict[Any, Any] = yaml.safe_load((WORKFLOWS / name).read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in read.items()}


@dataclass
class Ran:
    """What a run of a job gave: whether it passed, what each step printed, what the summary says."""

    passed: bool = True
    outcomes: dict[str, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def __str__(self) -> str:
        return "\n".join(f"== {name}\n{text}" for name, text in self.printed.items())


@dataclass
class Runner:
    """A machine: the checkout in which a job runs, its temporary folder, and what jobs hand over.

    values: what the forge puts in the place of an expression; one that is missing is an error.
    """

    checkout: Path
    temporary: Path
    artifacts: Path
    values: Mapping[str, str]
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, name: str, job: str) -> Ran:
        """Run a job of a workflow."""
        whole = workflow(name)
        steps = whole["jobs"][job]["steps"]
        self.temporary.mkdir(parents=True, exist_ok=True)
        summary = self.temporary / "summary.md"
        summary.write_text("", encoding="utf-8")
        given = {
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_STEP_SUMMARY": str(summary),
            **self._filled(whole.get("env", {})),
        }
        ran = Ran()
        for number, step in enumerate(steps):
            title = step.get("name") or step.get("uses") or str(number)
            if not _is_wanted(step.get("if"), ran):
                outcome = "skipped"
            else:
                outcome, ran.printed[title] = self._step(step, given)
            ran.outcomes[step.get("id", title)] = outcome
            if outcome == "failure" and not step.get("continue-on-error"):
                ran.passed = False
        ran.summary = summary.read_text(encoding="utf-8")
        return ran

    def _step(self, step: dict[str, Any], given: Mapping[str, str]) -> tuple[str, str]:
        if "uses" in step:
            return self._action(step["uses"].split("@")[0], step.get("with", {}))
        # The runner's own shells: with `shell: bash` a pipe fails where any part of it does.
        strict = ["-eo", "pipefail"] if step.get("shell") == "bash" else ["-e"]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", *strict, "-c", self._fill(step["run"])],
            cwd=self.checkout,
            env={**os.environ, **self.environment, **given, **self._filled(step.get("env", {}))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return "failure" if done.returncode else "success", done.stdout

    def _action(self, name: str, settings: dict[str, Any]) -> tuple[str, str]:
        settings = self._filled(settings)
        match name:
            case (
                "actions/checkout"
                | "actions/setup-python"
                | "actions/setup-node"
                | "actions/deploy-pages"
            ):
                return "success", ""
            case "actions/upload-artifact" | "actions/upload-pages-artifact":
                kept = self.artifacts / settings.get("name", "pages")
                source = self.checkout / settings["path"]
                kept.mkdir(parents=True, exist_ok=True)
                if source.is_dir():
                    shutil.copytree(source, kept, dirs_exist_ok=True)
                elif source.is_file():
                    shutil.copy(source, kept)
                return "success", ""
            case "actions/download-artifact":
                kept = self.artifacts / settings["name"]
                if not kept.is_dir():
                    return "failure", f"no artifact {kept.name}"
                shutil.copytree(kept, self.checkout / settings.get("path", "."), dirs_exist_ok=True)
                return "success", ""
        raise NotImplementedError(name)

    def _filled(self, several: Mapping[str, Any]) -> dict[str, str]:
        return {name: self._fill(str(value)) for name, value in several.items()}

    def _fill(self, text: str) -> str:
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        return str(self.temporary) if name == "runner.temp" else self.values[name]


def _is_wanted(condition: str | None, ran: Ran) -> bool:
    """Whether a step runs: without a condition only as long as all went well."""
    if condition is None:
        return ran.passed
    words = condition.removeprefix("${{").removesuffix("}}").strip()
    always, *rest = [part.strip() for part in words.split("&&")]
    if always != "!cancelled()" or not all(_OUTCOME.fullmatch(part) for part in rest):
        raise NotImplementedError(condition)
    return all(
        ran.outcomes[found[1]] == found[2] for part in rest if (found := _OUTCOME.fullmatch(part))
    )


def main_line(folder: Path) -> Path:
    """The main line, set up as after `make setup`, its remote bare as a forge's; the small city's lists."""
    clone = checkout(folder)
    git(folder, "clone", "-q", "--bare", "upstream", "forge.git")
    git(clone, "remote", "set-url", "origin", str(folder / "forge.git"))
    git(clone, "fetch", "-q", "origin")
    git(clone, "reset", "-q", "--hard", "origin/main")
    return clone


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def runner(line: Path, **values: str) -> Runner:
    """A machine beside the main line; values: of expressions, `__` for their dots."""
    expressions = {"github.token": TOKEN, **{k.replace("__", "."): v for k, v in values.items()}}
    folder = line.parent
    return Runner(line, folder / "runner", folder / "artifacts", expressions)


def checked(line: Path, head: str) -> tuple[Runner, Ran]:
    """What the forge does with request 1: its check, of a head that was pushed."""
    machine = runner(
        line,
        **{
            "github.event.pull_request.number": "1",
            "github.event.pull_request.head.sha": head,
            "github.event.pull_request.base.sha": git(line, "rev-parse", "HEAD"),
        },
    )
    return machine, machine.run("request.yml", "check")
