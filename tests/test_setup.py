"""The set-up holds: locked by hash, no registry named, the browser found or asked for."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import isolate_git
from tests.support import chromium

LOCKS = ("requirements.txt", "requirements-dev.txt")


def locked(path: Path) -> dict[str, tuple[str, int]]:
    """Return the packages of a lock: name → (version, number of hashes)."""
    text = path.read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+?)==(\S+)(.*(?:\n +.*)*)", text, re.MULTILINE)
    return {name: (version, rest.count("--hash=sha256:")) for name, version, rest in entries}


def wanted(repository: Path, *groups: str) -> list[Requirement]:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    lines = list(project["project"]["dependencies"])
    for group in groups:
        lines += project["dependency-groups"][group]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes(repository: Path, name: str) -> None:
    """pip installs nothing that is not the file that was looked at."""
    packages = locked(repository / name)
    assert len(packages) > 20
    assert [package for package, (_, hashes) in packages.items() if hashes == 0] == []


@pytest.mark.parametrize("name", [*LOCKS, "Makefile", "pyproject.toml", ".ci/run"])
def test_no_registry_is_named(repository: Path, name: str) -> None:
    """A city installs from a mirror of its own: no index or download address stands in a file."""
    addresses = re.findall(r"\w+://[^\s']+", (repository / name).read_text(encoding="utf-8"))
    assert [each for each in addresses if not each.startswith("http://127.0.0.1:")] == []


def test_node_lock_names_no_registry(repository: Path) -> None:
    """npm's lock holds digests and versions; where packages come from is the machine's affair."""
    for lock in repository.glob("package-lock.json"):
        packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
        assert [name for name, entry in packages.items() if "resolved" in entry] == []
        assert [name for name, entry in packages.items() if name and not entry["integrity"]] == []


@pytest.mark.parametrize(
    ("name", "groups"),
    [("requirements.txt", ["build"]), ("requirements-dev.txt", ["build", "dev"])],
)
def test_lock_meets_what_is_declared(repository: Path, name: str, groups: list[str]) -> None:
    """A dependency added to pyproject.toml without `make lock` is noticed."""
    packages = locked(repository / name)
    for requirement in wanted(repository, *groups):
        version, _ = packages[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement}: make lock"


def imported(path: Path) -> set[str]:
    """Return the top-level names that a module imports, late imports included."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


def test_product_imports_only_what_is_declared(repository: Path) -> None:
    """`make site` installs the declared packages only: a test's package in the code would fail."""
    declared = {canonicalize_name(requirement.name) for requirement in wanted(repository)}
    owners = packages_distributions()
    modules = [*(repository / "generator").rglob("*.py"), *repository.glob("publish.py")]
    assert modules
    for module in modules:
        for name in imported(module) - set(sys.stdlib_module_names) - {"generator"}:
            distributions = {canonicalize_name(owner) for owner in owners.get(name, [])}
            assert distributions & declared, f"{module.relative_to(repository)}: {name}"


def test_both_locks_agree(repository: Path) -> None:
    """What the tests ran on is what a city installs."""
    runtime, development = (locked(repository / name) for name in LOCKS)
    assert {name: development.get(name) for name in runtime} == runtime


def test_help_lists_every_command(repository: Path) -> None:
    """`make` alone says what there is; a target without its line would be found by nobody."""
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (\S+)", makefile, re.MULTILINE)) - {"install-browser"}
    shown = subprocess.run(
        ["make", "--directory", repository], capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"^make (\S+)", shown, re.MULTILINE)) == targets
    assert {"site", "test", "lint", "lock"} <= targets


def test_actions_are_pinned_and_may_only_read(repository: Path) -> None:
    """A tag can be moved to other code; a commit cannot."""
    workflows = sorted((repository / ".github" / "workflows").glob("*.yml"))
    assert workflows
    for workflow in workflows:
        text = workflow.read_text(encoding="utf-8")
        used = re.findall(r"uses: (\S+)", text)
        # A workflow of the same commit is as pinned as who calls it.
        others = [each for each in used if not each.startswith("./.github/")]
        assert [each for each in others if not re.search(r"@[0-9a-f]{40}$", each)] == []
        assert "pull_request_target" not in text


def executable(path: Path) -> str:
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_browser_of_the_environment_comes_first(tmp_path: Path) -> None:
    """CHROMIUM wins over what PATH has."""
    executable(tmp_path / "chromium")
    chosen = executable(tmp_path / "my-browser")
    assert chromium.find({"CHROMIUM": chosen, "PATH": str(tmp_path)}) == chosen


@pytest.mark.parametrize("name", chromium.NAMES)
def test_browser_is_found_on_path(tmp_path: Path, name: str) -> None:
    """Each name that distributions use is found."""
    path = executable(tmp_path / name)
    assert chromium.find({"PATH": str(tmp_path)}) == path


@pytest.mark.parametrize("chosen", [{}, {"CHROMIUM": "/nowhere/chromium"}])
def test_missing_browser_says_what_to_do(tmp_path: Path, chosen: dict[str, str]) -> None:
    """Without a browser the tests fail and name the cure; they never skip."""
    executable(tmp_path / "firefox")
    with pytest.raises(chromium.ChromiumMissingError, match="make setup-browser"):
        chromium.find({"PATH": str(tmp_path), **chosen})


@pytest.mark.browser
def test_browser_starts() -> None:
    """The browser that was found runs and executes scripts."""
    with chromium.launched() as browser:
        page = browser.new_page()
        page.set_content("<p>明责</p>")
        assert page.evaluate("document.querySelector('p').textContent") == "明责"


def test_built_once_is_made_once(built_once: Callable[..., Path]) -> None:
    """The second to ask gets the first one's folder; a failed making leaves none behind."""
    made: list[Path] = []

    def fail(folder: Path) -> None:
        folder.mkdir()
        raise OSError("disk full")

    def make(folder: Path) -> None:
        folder.mkdir()
        made.append(folder)

    with pytest.raises(OSError, match="disk full"):
        built_once("made-once", fail)
    assert built_once("made-once", make) == built_once("made-once", make)
    assert len(made) == 1


def test_git_keeps_what_the_environment_configures() -> None:
    """A container's safe.directory stays; a hook's repository does not leak into the tests."""
    environment = {
        "GIT_DIR": "/elsewhere/.git",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
    }
    isolate_git(environment)
    assert "GIT_DIR" not in environment
    assert environment["GIT_CONFIG_KEY_0"] == "safe.directory"
    assert environment[f"GIT_CONFIG_KEY_{int(environment['GIT_CONFIG_COUNT']) - 1}"] == "user.name"
