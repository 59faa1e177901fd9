"""What a run keeps for the next: values in files that are believed only as far as their digests go.

A kept value that is missing, cut off, old or of another version of the program is no value: the work is
done again. The folder belongs to the person who runs the program, like Python's own compiled modules; it
never lies inside a root, whose files may come from a stranger.
"""

import contextlib
import hashlib
import os
import pickle
import shutil
import sys
import tempfile
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("jinja2", "lxml", "markdown", "markupsafe", "mkdocs", "pagefind-bin", "pydantic")
"""What else decides what a page or a record becomes."""
UNUSED_DAYS = 30
_HEAD = 64


class Store:
    """The kept values of one set of roots. folder: None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @classmethod
    def of(cls, roots: list[Path]) -> "Store":
        """The store of some roots in the user's cache folder; those unused for a month are removed."""
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mingze"
        names = "\n".join(str(root.resolve()) for root in roots)
        folder = home / hashlib.sha256(names.encode()).hexdigest()[:16]
        _remove_unused(home, but=folder)
        return cls(folder)

    def load(self, name: str) -> object | None:
        """The value kept under a name, None where there is none to be believed."""
        if self.folder is None:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            return None
        seal, body = content[:_HEAD], content[_HEAD:]
        if len(seal) < _HEAD or seal != _seal(body):
            return None
        try:
            value: object = pickle.loads(body)
        except Exception:
            # The seal holds, so this program wrote it; whatever ails it, the work can be done again.
            return None
        return value

    def save(self, name: str, value: object) -> None:
        """Keep a value, whole or not at all; where the folder cannot be written nothing is kept."""
        if self.folder is None:
            return
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, written = tempfile.mkstemp(dir=self.folder, prefix=f".{name}-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_seal(body) + body)
                Path(written).replace(self.folder / name)
            except OSError:
                Path(written).unlink(missing_ok=True)


class Remembering(Store):
    """A store for a program that goes on: what was loaded or saved once stays in memory, and only there."""

    def __init__(self, store: Store) -> None:
        super().__init__(store.folder)
        self._memory: dict[str, object | None] = {}

    def load(self, name: str) -> object | None:
        if name not in self._memory:
            self._memory[name] = super().load(name)
        return self._memory[name]

    def save(self, name: str, value: object) -> None:
        self._memory[name] = value


def _seal(body: bytes) -> bytes:
    """Which program wrote it, and that it is all there."""
    return program().ljust(32, b"\0")[:32] + hashlib.sha256(body).digest()


@cache
def program() -> bytes:
    """A digest of this program's own code and of the packages that its output depends on."""
    seal = hashlib.sha256(sys.version.encode())
    for name in PACKAGES:
        seal.update(f"{name} {version(name)}\n".encode())
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        seal.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return seal.digest()


def _remove_unused(home: Path, but: Path) -> None:
    oldest = time.time() - UNUSED_DAYS * 86400
    with contextlib.suppress(OSError):
        for folder in home.iterdir():
            if folder == but or not folder.is_dir():
                continue
            if all(file.stat().st_mtime < oldest for file in folder.iterdir()):
                shutil.rmtree(folder)
