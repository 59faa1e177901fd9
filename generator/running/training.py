"""方案 2.4.3 培训：每年的计划、每年一次集中培训、每人三年一次轮训。"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.clocks import running as runs
from generator.deadlines import ROTATION, TRAINING_PLAN, YEARLY_TRAINING
from generator.models.officers import Officer
from generator.models.rotations import Rotation
from generator.models.trainings import Training
from generator.running._years import yearly


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """The yearly training of every department, its plan, and the rotation of every officer."""
    yield from yearly(catalogue, day, YEARLY_TRAINING, Training, lambda one: one.held_on)
    yield from yearly(catalogue, day, TRAINING_PLAN, Training, lambda one: one.planned_on)
    yield from _rotations(catalogue, day)


def _rotations(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """Every stretch between two courses of an officer with a certificate, the running one last."""
    attended: dict[str, set[date]] = defaultdict(set)
    for course in catalogue.all(Rotation):
        for name in course.officers:
            attended[name].add(course.held_on)
    for officer in catalogue.officers.values():
        department = catalogue.departments.get(officer.department)
        since = catalogue.adopted_on(department) if department else None
        if since is None:
            continue
        done = sorted(on for on in attended[officer.id] if on <= day)
        # The examination for the certificate is in the same law: whoever passed it starts from there.
        first = max(since, officer.qualified_on or officer.issued_on)
        stops: list[date | None] = [first, *(on for on in done if on > first), None]
        for start, end in pairwise(stops):
            if start is None or (end is None and not _enforces(officer, day)):
                continue
            yield from runs(
                catalogue,
                day,
                ROTATION,
                officer,
                officer.name,
                start,
                end,
                name=f"{officer.department}/{officer.id}/{start}",
            )


def _enforces(officer: Officer, day: date) -> bool:
    """Whether the certificate still holds: who has none is taught no more."""
    withdrawn = officer.withdrawn_on is not None and officer.withdrawn_on <= day
    return not withdrawn and officer.valid_until >= day
