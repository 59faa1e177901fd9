"""What makes a waiver one: a reason, an end that is not too far, and somebody else who approved it; and what it confirms.

The board, the clocks and UPD008 ask here, so that what a rule finds wrong excuses nothing either.
"""

import re
from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.days import due
from generator.findings import Place
from generator.holidays import calendar_of
from generator.models.case_files import CaseFile
from generator.models.outcomes import Outcome
from generator.models.transfers import Transfer
from generator.models.waivers import Waiver
from generator.periods import Period, Unit

LONGEST = Period(6, Unit.MONTHS)
"""How long a waiver may last from its approval. No law sets it: the plan gives a month, and after half a year
somebody outside the department looks again whether the reason still stands."""
# 法规科（代）, 张局长: a title beside a name makes nobody another.
_TITLE = re.compile(
    r"[（(][^）)]*[）)]|(?:代理?)?(?:副|党组)?(?:局长|处长|科长|主任|书记|负责人|经办人)$"
)


def faults(catalogue: Catalogue, waiver: Waiver) -> Iterator[tuple[str, str]]:
    """Field and what is wrong with it, of a waiver by itself, whatever the day."""
    for field, missing in (
        ("reason", "没有写理由"),
        ("until", "没有写到哪一天为止"),
        ("approved_by", "没有写由谁批准"),
        ("approved_on", "没有写哪一天批准"),
    ):
        if getattr(waiver, field) is None and (field != "until" or ends(waiver)):
            yield field, missing
    yield from _of_approval(catalogue, waiver)
    # That an outcome was looked at and may be published stays true as long as it is published.
    if waiver.approved_on and waiver.until and (waiver.event or waiver.clocks):
        last = due(waiver.approved_on, LONGEST, calendar_of(catalogue)).due
        if waiver.until > last:
            yield (
                "until",
                f"一次最长{LONGEST}，{waiver.approved_on}批准的到{last}为止，写的是{waiver.until}",
            )
    about = waiver.outcomes or waiver.transfers
    if waiver.confirmed and not about:
        yield "outcomes", "没有写如实公开的是哪个结果（outcomes）或者哪件移送（transfers）的问题"
    elif waiver.transfers and not waiver.confirmed:
        yield "confirmed", "没有写如实公开的是移送的哪个问题（confirmed）"
    elif waiver.event is None and not waiver.clocks and not about:
        yield "event", "没有写暂缓的是哪个事件（event）、哪个期限（clocks）或者哪个结果（outcomes）"


def ends(waiver: Waiver) -> bool:
    """Whether it is for a time: what happened stays true, so one that only confirms a fault has no end."""
    return bool(waiver.event or waiver.clocks or not waiver.confirmed)


def holds(catalogue: Catalogue, waiver: Waiver, day: date) -> bool:
    """Whether a waiver is whole and in force on a day: one with a fault excuses nothing."""
    if waiver.approved_on is None or day < waiver.approved_on:
        return False
    if ends(waiver) and (waiver.until is None or waiver.until < day):
        return False
    return not any(faults(catalogue, waiver))


def confirmed_by(catalogue: Catalogue, code: str, place: Place, day: date) -> Waiver | None:
    """The word, approved by a day, that what a rule finds at a place is true and is published as it is."""
    for register, key in concerned(catalogue, place):
        for waiver in catalogue.waivers_by_department.get(key.partition("/")[0], ()):
            if code not in waiver.confirmed or key not in named(waiver)[register]:
                continue
            # An end, where there is one, is that of what else it says.
            approved = waiver.approved_on
            if approved and approved <= day and holds(catalogue, waiver, approved):
                return waiver
    return None


def named(waiver: Waiver) -> dict[str, list[str]]:
    """Of what a waiver confirms a fault: field → keys."""
    return {"outcomes": waiver.outcomes, "transfers": waiver.transfers}


def concerned(catalogue: Catalogue, place: Place) -> Iterator[tuple[str, str]]:
    """The outcome and the transfer that a finding is about, as a waiver names them: of a docket and its case file
    the outcome that came of it."""
    record = catalogue.of(place.register).get(place.record)
    if isinstance(record, CaseFile):
        record = catalogue.of("dockets").get(record.docket)
    if isinstance(record, Transfer):
        yield "transfers", record.key
    key = record.key if isinstance(record, Outcome) else getattr(record, "outcome", None)
    if key:
        yield "outcomes", key


def _of_approval(catalogue: Catalogue, waiver: Waiver) -> Iterator[tuple[str, str]]:
    if waiver.submitted_by is None:
        yield "submitted_by", "没有写由谁申请，看不出批准人是不是申请人自己"
    elif waiver.approved_by is not None:
        who = _whoever(catalogue, waiver.approved_by)
        if who in (_whoever(catalogue, waiver.submitted_by), waiver.department):
            yield "approved_by", f"的批准人就是申请人：{waiver.approved_by}"
            return
    above = _approvers(catalogue)
    if waiver.approved_by and above and not waiver.approved_by.startswith(above):
        yield "approved_by", f"的批准人是“{waiver.approved_by}”，应当是{'或者'.join(above)}"


def _approvers(catalogue: Catalogue) -> tuple[str, ...]:
    """Who may approve: the legal office that the settings name, or the government above all departments."""
    portal = catalogue.portal
    return (portal.legal_office.name, portal.remedies.reconsideration.name) if portal else ()


def _whoever(catalogue: Catalogue, name: str) -> str:
    """Whom a name means: of an office or a post of a department, or of who may approve, whose it is; else the
    name without spaces and titles."""
    bare = _TITLE.sub("", "".join(name.split()))
    known = {one: one for one in _approvers(catalogue)}
    for department in catalogue.departments.values():
        known |= dict.fromkeys(
            (department.id, department.name, department.short_name), department.id
        )
    fits = [one for one in known if bare.startswith(one)]
    return known[max(fits, key=len)] if fits else bare
