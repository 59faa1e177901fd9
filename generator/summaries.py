"""Counts from the supervision root that may be published: small ones are withheld, and whatever gives them away.

A count of one or two may point at a person whom somebody knows. To withhold it alone would be in vain: the rest and
the total give it away. To withhold some others beside it is no better where the rule is known by which they are
chosen, and ours is: so of a whole with a small part only the total is told.

Of some counts a part is published one by one, as the decided cases among the registered ones with their source: whoever
subtracts those has what is left. So what is left is held to the same rule, and the total is told only where the
number that is left may be.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import TypeVar

from generator.catalogue import Catalogue
from generator.deadlines import ACCEPTANCE
from generator.holidays import calendar_of
from generator.models.appraisals import Grade
from generator.models.base import Choice, Record, registers
from generator.models.complaints import Complaint, ComplaintChannel
from generator.models.dockets import Docket
from generator.models.exhibits import Exhibit, ExhibitMeasure
from generator.models.non_disclosures import NonDisclosure, NonDisclosureGround
from generator.models.officer_appraisals import OfficerAppraisal
from generator.models.officer_files import OfficerFile
from generator.models.outcomes import Outcome
from generator.models.penalties import CaseSource
from generator.models.summaries import Counted, SummaryCell, SummaryTable
from generator.models.withdrawals import Withdrawal

R = TypeVar("R", bound=Record)
Withheld = tuple[int | None, tuple[int | None, ...]]
"""A total and its parts, those that may be published."""
TOLD = ("按时告知", "逾期告知", "还没有告知")
KEPT = ("在本部门", "正在移交", "已经移交")
ANSWERED = ("按时反馈结果", "逾期反馈结果", "还在办理", "不受理", "还没有决定")


COUNTED_FROM: Mapping[Counted, tuple[type[Record], ...]] = {
    Counted.CHANNELS: (Complaint,),
    Counted.TOLD: (Complaint,),
    Counted.ANSWERED: (Complaint,),
    Counted.GRADES: (OfficerAppraisal,),
    Counted.SOURCES: (Docket, Outcome, Withdrawal),
    Counted.EXHIBITS: (Exhibit,),
    Counted.FILES: (OfficerFile,),
    Counted.NOT_DISCLOSED: (NonDisclosure,),
}
"""What each count reads: where some of it cannot be read, the count says nothing."""


def cannot_be_counted(catalogue: Catalogue, what: Counted) -> bool:
    """Whether reading refused a record that the count would read."""
    return any(
        catalogue.has_lost(name)
        for name, model in registers().items()
        if issubclass(model, COUNTED_FROM[what])
    )


def withheld(parts: Sequence[int], least: int, public: Sequence[int] = ()) -> Withheld:
    """A whole in its parts where no part is between nothing and `least`; else the total alone, and where that is
    small as well, nothing. public: how many of each part are published one by one.

    What was once public is public here: who saw it remembers. Whoever knows less of it than all sees more that could
    have been, never less.
    """
    rest = [number - known for number, known in zip_longest(parts, public, fillvalue=0)]
    if not any(0 < number < least for number in (*parts, *rest)):
        return sum(parts), tuple(parts)
    return (sum(parts) if sum(rest) >= least and len(parts) > 1 else None), (None,) * len(parts)


def tables(
    catalogue: Catalogue, department: str, year: str, day: date, least: int
) -> list[SummaryTable]:
    """What may be told of a department's year as things stood on a day; nothing of what has no records.

    Every table of complaints has all of them in its parts: the total of some alone would tell the rest.
    """
    complaints = [
        one for one in _of(catalogue, Complaint, department, year) if one.received_on <= day
    ]
    graded = [
        one for one in _of(catalogue, OfficerAppraisal, department, year) if one.graded_on <= day
    ]
    dockets = [one for one in _of(catalogue, Docket, department, year) if one.received_on <= day]
    exhibits = [one for one in _of(catalogue, Exhibit, department, year) if one.taken_on <= day]
    # One for life, of no year: those that there are on the day.
    mine = catalogue.by_department(OfficerFile).get(department, ())
    files = [one for one in mine if one.opened_on <= day]
    closed = [
        one for one in _of(catalogue, NonDisclosure, department, year) if one.decided_on <= day
    ]
    counted = {
        Counted.CHANNELS: _by(ComplaintChannel, Counter(one.channel for one in complaints)),
        Counted.TOLD: _in(TOLD, Counter(_told_when(catalogue, one, day) for one in complaints)),
        Counted.ANSWERED: _in(ANSWERED, Counter(_answered_when(one, day) for one in complaints)),
        Counted.GRADES: _by(Grade, Counter(one.grade for one in graded)),
        Counted.SOURCES: _by(CaseSource, Counter(one.source for one in dockets)),
        Counted.EXHIBITS: _by(ExhibitMeasure, Counter(one.measure for one in exhibits)),
        Counted.FILES: _in(KEPT, Counter(_kept_where(one, day) for one in files)),
        Counted.NOT_DISCLOSED: _by(NonDisclosureGround, Counter(one.ground for one in closed)),
    }
    # Whoever kept what was withdrawn since knows it too.
    known = {*catalogue.outcomes, *(key for _, key in catalogue.withdrawn)}
    decided = [one for one in dockets if one.outcome in known]
    public = {Counted.SOURCES: _by(CaseSource, Counter(one.source for one in decided))}
    return _published(counted, public, least)


def _published(
    counted: Mapping[Counted, Mapping[str, int]],
    public: Mapping[Counted, Mapping[str, int]],
    least: int,
) -> list[SummaryTable]:
    found = []
    for what, parts in counted.items():
        if sum(parts.values()):
            total, numbers = withheld(
                list(parts.values()), least, list(public.get(what, {}).values())
            )
            cells = [
                SummaryCell(label=label, number=number)
                for label, number in zip(parts, numbers, strict=True)
            ]
            table = SummaryTable(counted=what, total=total, cells=cells)
            found.append(table.model_copy(update={"rate": rate(table)}))
    return found


def rate(table: SummaryTable) -> Decimal | None:
    """How many of a hundred were done in time, of those that were done, as far as its parts tell it."""
    if table.in_time_and_late is None:
        return None
    in_time, late = table.in_time_and_late
    return (Decimal(100 * in_time) / (in_time + late)).quantize(Decimal("0.1"))


def _of(catalogue: Catalogue, model: type[R], department: str, year: str) -> list[R]:
    mine = catalogue.by_department(model).get(department, ())
    return [one for one in mine if getattr(one, "year", "") == year]


def _by(kinds: type[Choice], counts: Counter[Choice]) -> dict[str, int]:
    return {kind.label: counts[kind] for kind in kinds}


def _in(labels: Sequence[str], counts: Counter[int]) -> dict[str, int]:
    return {label: counts[at] for at, label in enumerate(labels)}


def _told_when(catalogue: Catalogue, one: Complaint, day: date) -> int:
    if one.told_on is None or one.told_on > day:
        return 2
    return int(one.told_on > ACCEPTANCE.due(one.received_on, calendar_of(catalogue)).due)


def _answered_when(one: Complaint, day: date) -> int:
    if one.refused_on and one.refused_on <= day:
        return 3
    if one.accepted_on is None or one.accepted_on > day:
        return 4
    if one.answered_on is None or one.answered_on > day:
        return 2
    return int(one.due_on is not None and one.answered_on > one.due_on)


def _kept_where(one: OfficerFile, day: date) -> int:
    if one.received_on and one.received_on <= day:
        return 2
    return int(one.moved_on is not None and one.moved_on <= day)
