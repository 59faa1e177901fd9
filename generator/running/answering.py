"""方案 2.6.1 责任追究和 2.4.10 读者纠错：查证属实的有结果，纠错有答复。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import LEGAL_OFFICE, Clock
from generator.clocks import running as runs
from generator.deadlines import ACCOUNTABILITY, CORRECTION
from generator.models.accountability import Accountability
from generator.models.corrections import Correction
from generator.models.departments import Department
from generator.periods import GivenDay


def running(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    """Every verified lead, and every correction that a reader asked for."""
    for one in catalogue.all(Accountability):
        if one.decide_by:
            yield from runs(
                catalogue, day, ACCOUNTABILITY, one, one.title, one.verified_on, one.decided_on,
                term=GivenDay(one.decide_by),
            )  # fmt: skip
    for asked in catalogue.all(Correction):
        yield from runs(
            catalogue, day, CORRECTION, asked, f"{asked.number}（{asked.page}）", asked.received_on, asked.answered_on,
            department=whose(catalogue, asked),
        )  # fmt: skip


def whose(catalogue: Catalogue, asked: Correction) -> str:
    """The department whose entry a reader wants corrected, else the legal office, which runs the rest of the site."""
    register, key = asked.entry
    record = catalogue.of(register).get(key)
    if isinstance(record, Department):
        return record.id
    return getattr(record, "department", None) or LEGAL_OFFICE
