"""What many tasks need and what is too large to go with each of them."""

import multiprocessing
import os
import pickle
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar
from uuid import uuid4

T = TypeVar("T")


class Forked(ProcessPoolExecutor):
    """Processes of this machine, split off when the first task is given: they have what is in memory then."""

    def __init__(self, jobs: int) -> None:
        super().__init__(jobs, mp_context=multiprocessing.get_context("fork"))

    @staticmethod
    def possible() -> bool:
        return hasattr(os, "fork")


class Shared(Generic[T]):
    """A value that goes with tasks by name: workers that have it take it, others read it from a file once.

    Use it in a `with`: the file, if there had to be one, is removed at the end.
    """

    _here: ClassVar[dict[str, Any]] = {}

    def __init__(self, value: T, executor: object) -> None:
        self.name = uuid4().hex
        self.file: str | None = None
        # Workers split off from this process inherit it; to all others it has to be sent.
        self._sent = not isinstance(executor, Forked)
        self._here[self.name] = value

    @property
    def value(self) -> T:
        """The value. In a worker that does not have it yet, read once."""
        if self.name not in self._here:
            assert self.file is not None
            # Values of earlier builds are of no use any more.
            self._here.clear()
            self._here[self.name] = pickle.loads(Path(self.file).read_bytes())
        found: T = self._here[self.name]
        return found

    def __getstate__(self) -> dict[str, str | None]:
        if self._sent and self.file is None:
            handle, self.file = tempfile.mkstemp(prefix="mingze-shared-")
            with os.fdopen(handle, "wb") as out:
                pickle.dump(self._here[self.name], out, pickle.HIGHEST_PROTOCOL)
        return {"name": self.name, "file": self.file}

    def __enter__(self) -> "Shared[T]":
        return self

    def __exit__(self, *_: object) -> None:
        self._here.pop(self.name, None)
        if self.file is not None:
            Path(self.file).unlink(missing_ok=True)
            self.file = None
