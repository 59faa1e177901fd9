"""Pages made when they are asked for, from records that have just been saved.

A whole site takes its time even where little changed; the one page that somebody looks at does not.
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from generator.models.base import Record
from generator.site import addresses
from generator.site.build import Job, work_of
from generator.site.page import Page
from generator.site.pages import Share, shares


class Live:
    """The pages of records as a job has them; those of content/, the downloads and the index are not among them."""

    def __init__(self, job: Job) -> None:
        self._edition = job.edition
        self._work = work_of(job, Path())
        # What templates remember is one memory for all threads of a server.
        self._lock = Lock()

    def page(self, address: str) -> bytes | None:
        """The page at an address (`/powers/x/`), None where no record has one there."""
        with self._lock:
            found = next((one for one in self._candidates(address) if one.address == address), None)
            return self._work.render(self._work.whole(found)) if found else None

    def _candidates(self, address: str) -> Iterator[Page]:
        """Pages among which the one is: first those of the record that has this address, then all."""
        for kind in dict.fromkeys(share.kind for share in shares(self._edition, 1_000_000)):
            for number, subject in enumerate(self._edition.subjects(kind)):
                if isinstance(subject, Record) and addresses.of(subject) == address:
                    yield from Share(kind, number, number + 1).pages(self._edition)
        for share in shares(self._edition, 1_000_000):
            yield from share.pages(self._edition)
