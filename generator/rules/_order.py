"""Dates that cannot have followed each other (STR011), and ranges that cannot be read (STR012)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise

from generator.catalogue import Catalogue
from generator.findings import Hit, Path, hit
from generator.holidays import first_day_of
from generator.models.base import Record, registers
from generator.models.calendar import Holiday, HolidayCalendar, HolidayNotice
from generator.models.choices import Unit
from generator.models.discretion import Discretion, TierRange
from generator.models.entrustments import Entrustment
from generator.models.laws import Law, LawEvent
from generator.models.officers import Officer
from generator.models.parts import Basis, Range, StatutoryRange
from generator.models.withdrawals import Withdrawal
from generator.rules._rows import odd
from generator.rules._walk import parts
from generator.sources.row_records import Rows
from generator.sources.shape import field_info


def dates_out_of_order(catalogue: Catalogue) -> Iterator[Hit]:
    for model in registers().values():
        for record in odd(catalogue, model, _out_of_step):
            for path, part in parts(record):
                if isinstance(part, (Basis, Entrustment, Discretion, Holiday)):
                    # "from" after "until": on no day does it hold.
                    yield from _after(
                        record, ("from", part.from_, path), ("until", part.until, path)
                    )
                if isinstance(part, Basis):
                    yield from _before_its_version(catalogue, record, path, part)
                if isinstance(part, LawEvent):
                    late, early = part.effective, part.published
                    yield from _after(record, ("published", early, path), ("effective", late, path))
            yield from _steps(record, model.register.order)
            if isinstance(record, Officer):
                yield from _officer(record)
            elif isinstance(record, Withdrawal) and record.ruling is not None:
                made = ("on", record.ruling.on, ("ruling",))
                yield from _after(record, made, ("received_on", record.received_on, ()))
            elif isinstance(record, Entrustment):
                yield from _entrustment(record)
            elif isinstance(record, Law):
                yield from _events(record)
            elif isinstance(record, HolidayCalendar):
                yield from _holidays(record)


def _out_of_step(rows: Rows) -> set[int]:
    """The proved rows that have days in the wrong order. A row has no other periods than those of its register."""
    found: set[int] = set()
    for early, late in rows.model.register.order:
        before, after = rows.column(early), rows.column(late)
        # As they are written, days stand in their order; nothing stands before all of them.
        found.update(at for at, day in enumerate(after) if day and day < before[at])
    return found


def _holidays(record: HolidayCalendar) -> Iterator[Hit]:
    """Days that a notice of that year cannot arrange: they would change another year unseen."""
    for index, notice in enumerate(record.notices):
        for path, day in _days_of(notice):
            if not first_day_of(notice.year) <= day <= date(notice.year, 12, 31):
                says = f"写的是{day}，{notice.year}年的通知只安排当年和上一年12月的日子"
                advice = "对照通知核对日期和年份，改正写错的那一个。"
                yield hit(record.at("notices", index, *path), what=says, advice=advice)


def _days_of(notice: HolidayNotice) -> Iterator[tuple[Path, date]]:
    for number, holiday in enumerate(notice.holidays):
        yield ("holidays", number, "from"), holiday.from_
        yield ("holidays", number, "until"), holiday.until
        for place, day in enumerate(holiday.worked):
            yield ("holidays", number, "worked", place), day


def _before_its_version(
    catalogue: Catalogue, record: Record, path: Path, basis: Basis
) -> Iterator[Hit]:
    # It would carry its power on no day at all.
    if basis.from_ is not None and basis.until is not None and basis.until < basis.from_:
        return  # said already
    version = catalogue.version(basis)
    if version is None or basis.until is None or basis.until >= version.effective:
        return
    index = version.law.events.index(version.event)
    says = (
        f"“止”写的是{basis.until}，所引《{version.law.short_title}》的版本{version.effective}才施行"
    )
    see = (version.law.at("events", index, "effective"),)
    advice = (
        "核对止日和所引版本；到那一天为止用的是旧版本的，把“版本（version）”改成旧版本的公布日期。"
    )
    yield hit(record.at(*path, "until"), see=see, what=says, advice=advice)


Step = tuple[str, date | None, Path]


def _after(record: Record, early: Step, late: Step) -> Iterator[Hit]:
    """A hit at the later field where its day stands before the earlier one's."""
    first, second = early[1], late[1]
    if first is not None and second is not None and second < first:
        names = [field_info(type(record), (*path, name)).title for name, _, path in (early, late)]
        says = f"“{names[1]}”写的是{second}，早于“{names[0]}”{first}"
        yield hit(record.at(*late[2], late[0]), see=(record.at(*early[2], early[0]),), what=says)


def _steps(record: Record, order: tuple[tuple[str, str], ...]) -> Iterator[Hit]:
    days = {name: getattr(record, name) for pair in order for name in pair}
    wrong = [(a, b) for a, b in order if days[a] and days[b] and days[b] < days[a]]
    while wrong:
        # A day that disagrees with several others is the wrong one: one mistake is said once.
        [(name, times)] = Counter(chain.from_iterable(wrong)).most_common(1)
        if times == 1:
            break
        yield _against_several(record, name, [pair for pair in wrong if name in pair])
        wrong = [pair for pair in wrong if name not in pair]
    for early, late in wrong:
        yield from _after(record, (early, days[early], ()), (late, days[late], ()))


def _against_several(record: Record, name: str, pairs: list[tuple[str, str]]) -> Hit:
    """A hit at a day that stands in the wrong order with several others."""

    def said(field: str) -> str:
        return f"“{field_info(type(record), (field,)).title}”{getattr(record, field)}"

    later = "、".join(said(late) for early, late in pairs if early == name)
    earlier = "、".join(said(early) for early, late in pairs if late == name)
    order = "，".join(
        [*([f"晚于{later}"] if later else []), *([f"早于{earlier}"] if earlier else [])]
    )
    title = field_info(type(record), (name,)).title
    says = f"“{title}”写的是{getattr(record, name)}，{order}"
    advice = f"对照文书核对“{title}”，多半是它写错了；它没有错的，再核对其他几个日期。"
    see = tuple(record.at(other) for pair in pairs for other in pair if other != name)
    # In a row all days stand in the same line.
    return hit(
        record.at(name), see=() if record.register.is_table else see, what=says, advice=advice
    )


def _officer(officer: Officer) -> Iterator[Hit]:
    for inspected in officer.inspected_on:
        if inspected < officer.issued_on:
            says = f"“检验日期”写的是{inspected}，早于“发证日期”{officer.issued_on}"
            yield hit(officer.at("inspected_on"), what=says)


def _entrustment(one: Entrustment) -> Iterator[Hit]:
    if one.agreement is None:
        return
    signed = ("signed_on", one.agreement.signed_on, ("agreement",))
    if one.from_ is not None and one.agreement.signed_on > one.from_:
        says = f"委托书{signed[1]}签订，晚于委托期限的起日{one.from_}"
        yield hit(one.at("agreement", "signed_on"), see=(one.at("from"),), what=says)
    for side in ("entrusting", "entrusted"):
        publication = getattr(one.published, side)
        if publication is not None:
            yield from _after(one, signed, ("on", publication.on, ("published", side)))


def _events(law: Law) -> Iterator[Hit]:
    for index, (before, after) in enumerate(pairwise(law.events), 1):
        if after.published < before.published:
            says = f"事件没有按公布日期排列：{after.published}写在{before.published}后面"
            yield hit(law.at("events", index, "published"), what=says)


def unreadable_ranges(catalogue: Catalogue) -> Iterator[Hit]:
    for model in registers().values():
        if model.register.is_table:
            continue  # no cell holds a range
        for record in catalogue.all(model):
            for path, part in parts(record):
                if isinstance(part, Range):
                    yield from _range(record, path, part)


def _range(record: Record, path: Path, one: Range) -> Iterator[Hit]:
    if one.min is None and one.max is None:
        yield hit(record.at(*path), what="幅度既没有写下限，也没有写上限")
    elif one.min is not None and one.max is not None:
        if one.is_reversed:
            yield hit(record.at(*path, "max"), what=f"下限{one.min:f}大于上限{one.max:f}")
        elif one.min == one.max and (one.min_open or one.max_open):
            says = f"上下限都是{one.min:f}又不含本数，这个幅度里没有任何数"
            yield hit(record.at(*path, "max"), what=says)
    if isinstance(one, StatutoryRange) and one.base_floor is not None and not one.unit.has_base:
        says = f"单位是“{one.unit.label}”，没有基数，也就没有“基数不足的按”"
        yield hit(record.at(*path, "base_floor"), what=says)
    # A tier divides a statutory range, which says what the base is.
    if one.unit is not Unit.YUAN and one.of is None and not isinstance(one, TierRange):
        yield hit(record.at(*path, "of"), what=f"单位是“{one.unit.label}”，没有写以什么为基数")
