"""What every test may use: a quiet git, reference data, things built once, accepted outputs."""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, MutableMapping
from pathlib import Path

import pytest
from hypothesis import settings

from tests.demo.replay import replay
from tests.support import search_truth
from tests.support.city import copy_city
from tests.support.demo import build

REPOSITORY = Path(__file__).parents[1]
EXPECTED = REPOSITORY / "tests" / "expected"

# No deadline: the time of one example says nothing on a busy machine. In CI the examples are the
# same every time, so that a change is judged by itself and not by luck.
settings.register_profile("development", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)

GIT_CONFIG = {
    "commit.gpgsign": "false",
    "core.autocrlf": "false",
    "init.defaultBranch": "main",
    "user.email": "test@example.invalid",
    "user.name": "测试",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless",
        action="store_true",
        help="写下新的 tests/expected/，而不是与它比较（先看过差异）",
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("ci" if os.environ.get("CI") else "development")
    isolate_git(os.environ)
    # Tests start hundreds of commands: each would compile the whole program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def isolate_git(environment: MutableMapping[str, str]) -> None:
    """Make git in the tests independent of who runs them and from where.

    A hook hands its repository down in GIT_DIR and the like; a person's settings may sign commits.
    What the environment already configures (safe.directory in a container) stays.
    """
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"):
        environment.pop(name, None)
    count = int(environment.get("GIT_CONFIG_COUNT", "0"))
    for number, (key, value) in enumerate(GIT_CONFIG.items(), start=count):
        environment[f"GIT_CONFIG_KEY_{number}"] = key
        environment[f"GIT_CONFIG_VALUE_{number}"] = value
    environment["GIT_CONFIG_COUNT"] = str(count + len(GIT_CONFIG))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What builds keep for the next goes into the tests' own folder, and nobody's is read."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout that is tested."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference data beside the checkout: laws' texts and real lists, for tests only."""
    folder = REPOSITORY.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("没有 ../shared/data 参照数据，这项比对没有做")
    return folder


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return `build(name, make)`: the folder that `make(folder)` filled, once for all workers.

    For what is slow to make and only read afterwards, such as the demo's site. `make` gets a path
    that does not exist yet; when it raises, the next worker to ask starts afresh.
    """
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent

    def build(name: str, make: Callable[[Path], object]) -> Path:
        folder, partial = base / name, base / f"{name}.partial"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                shutil.rmtree(partial, ignore_errors=True)
                make(partial)
                partial.rename(folder)
        return folder

    return build


@pytest.fixture(scope="session")
def demo_root(built_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    """The demo city's repository with its history, replayed once for all tests; nobody writes into it."""
    return built_once("demo-root", lambda folder: replay(REPOSITORY, folder / "demo")) / "demo"


@pytest.fixture(scope="session")
def demo_site(built_once: Callable[[str, Callable[[Path], object]], Path], demo_root: Path) -> Path:
    """The demo city's site, built once for all tests; nobody writes into it."""
    return built_once("demo-site", lambda folder: build(demo_root, folder / "site")) / "site"


@pytest.fixture(scope="session")
def demo_texts(
    built_once: Callable[[str, Callable[[Path], object]], Path], demo_site: Path
) -> dict[str, list[str]]:
    """Address → title and blocks of every page of the demo city's site, read once for all tests."""

    def read(folder: Path) -> None:
        folder.mkdir()
        text = json.dumps(search_truth.pages(demo_site), ensure_ascii=False)
        (folder / "texts.json").write_text(text, encoding="utf-8")

    kept = built_once("demo-texts", read) / "texts.json"
    found: dict[str, list[str]] = json.loads(kept.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def one_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fresh") / "inside"


@pytest.fixture
def fresh_city(one_folder: Path) -> Path:
    """The small city, copied anew into the same folder for each test: a check of it reads only what the
    test changes. What a test writes beside the city goes too."""
    shutil.rmtree(one_folder, ignore_errors=True)
    return copy_city(one_folder / "city")


@pytest.fixture
def accepted(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return `check(name, text)`: text must be tests/expected/NAME, which `make bless` writes."""
    bless = request.config.getoption("--bless")

    def check(name: str, text: str) -> None:
        path = EXPECTED / name
        if bless:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"还没有 {path}；看过输出后运行 make bless"
        assert text == path.read_text(encoding="utf-8"), (
            f"与 {path} 不同；确认无误后运行 make bless"
        )

    return check
