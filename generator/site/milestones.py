"""一项职权的大事：依据、裁量基准、委托和编码从哪天起变了，都由记录里的日期得出。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.catalogue import Catalogue
from generator.models.base import Record
from generator.models.parts import Basis
from generator.models.powers import Power

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Milestone:
    """On `day` something began or ended. kind: basis, basis_ended, benchmark, benchmark_ended,
    entrusted, entrustment_ended or code; `basis`, `record` or `code` say what."""

    day: date
    kind: str
    basis: Basis | None = None
    record: Record | None = None
    code: str | None = None


def milestones(catalogue: Catalogue, power: Power) -> list[Milestone]:
    """The dated turns of a power and its sub-items, newest first, those to come included."""
    return sorted(_all(catalogue, power), key=lambda one: (one.day, one.kind), reverse=True)


def _all(catalogue: Catalogue, power: Power) -> Iterator[Milestone]:
    for _, basis in power.all_bases():
        if basis.from_:
            yield Milestone(basis.from_, "basis", basis=basis)
        if basis.until:
            yield Milestone(basis.until + DAY, "basis_ended", basis=basis)
    for benchmark in catalogue.discretion_by_power.get(power.id, []):
        yield Milestone(benchmark.from_, "benchmark", record=benchmark)
        if benchmark.until:
            yield Milestone(benchmark.until + DAY, "benchmark_ended", record=benchmark)
    for entrustment in catalogue.entrustments_by_power.get(power.id, []):
        if entrustment.from_:
            yield Milestone(entrustment.from_, "entrusted", record=entrustment)
        if entrustment.until:
            yield Milestone(entrustment.until + DAY, "entrustment_ended", record=entrustment)
    for former in power.former_codes:
        yield Milestone(former.until + DAY, "code", code=former.code)
