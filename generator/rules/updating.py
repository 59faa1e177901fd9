"""方案二（一）2 动态调整：法律变了，清单在一个月内逐项调整或者说明不用调整。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import Clock, Met, State, clocks, excuses
from generator.findings import Hit, Kind, Place, Unchecked, hit
from generator.models.laws import EventKind
from generator.models.parts import Basis
from generator.models.powers import Power
from generator.models.waivers import Waiver
from generator.obligations import LEGAL_OFFICE, Obligation, event_titles, obligations
from generator.rules import all_rules, rule
from generator.rules._barred import barred
from generator.rules._supervised import REASON
from generator.waiving import LONGEST, concerned, faults, holds, named
from generator.witness import Witness

CLAUSE = "2.1.2"
SOURCE = "方案二（一）2（公布之日起一个月内）"
LEFT = "职权已经从清单删去，删去不等于答复：运行 python publish.py answer {event} --department {department}，写明已经调整（取消）的理由；由别的职权接续的，在那项职权里写承接自（succeeds）。"
HEIR = "职权和部门都已经从清单删去：由承接职能的部门在 department.yaml 写承接自（succeeds），再由它答复。"
ANSWER = "运行 python publish.py answer {event} --department {department}，逐项写明已经调整，或者不用调整的理由。"
UNREAD = "有职权、答复或者暂缓的文件读不出来，改好后才能核对"
UNWITNESSED = "portal.yaml 写了见证起始日（witnessed_from），这里没有 git 历史，答复的时间没有核对"


@rule(
    "UPD001",
    title="法律或者职能变了，过了一个月还没有答复",
    clause=CLAUSE,
    source=SOURCE,
    message="{subject}：{event}{published}公布，{why}，应当在{due}以前答复，到{day}还没有答复",
    advice=ANSWER.format(event="事件标识", department="部门标识"),
    kind=Kind.CLOCK,
)
def unanswered_after_a_month(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _waiting(catalogue, day, State.LATE)


@rule(
    "UPD002",
    title="答复的期限快到了",
    clause=CLAUSE,
    source=SOURCE,
    message="{subject}：{event}{published}公布，{why}，应当在{due}以前答复，从{day}起还有{left}天",
    advice=ANSWER.format(event="事件标识", department="部门标识"),
    kind=Kind.CLOCK,
)
def answer_due_soon(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from _waiting(catalogue, day, State.DUE_SOON)


@rule(
    "UPD003",
    title="过了期限才答复",
    clause=CLAUSE,
    source=SOURCE,
    message="{subject}：{event}应当在{due}以前答复，{met}才答复（{how}），晚了{late}天",
    advice="逾期已经发生，不能补正，看板上一直标明“逾期完成”。查明这次为什么晚，下次有法律公布时及时答复。",
    kind=Kind.CLOCK,
)
def answered_late(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    unwitnessed = 0
    witness = catalogue.witness
    for clock in _updates(catalogue, day):
        if clock.met is None:
            continue
        if witness is not None and witness.is_declared(clock.due.due):
            continue  # before git counted: shown on the board as declared, and no finding
        if witness is None and _should_be_witnessed(catalogue, clock.due.due):
            unwitnessed += 1
        elif clock.state is State.MET_LATE and clock.waiver is None:
            response = catalogue.responses[clock.met.response or ""]
            yield hit(
                response.at("answers", response.answers.index(clock.met.answer))
                if clock.met.answer in response.answers
                else response.at("answers"),
                see=(_place(catalogue, clock),),
                subject=clock.subject,
                event=_event(catalogue, clock),
                due=clock.due.due,
                met=clock.met.on,
                how=_how(witness, clock.met),
                late=(clock.met.on - clock.due.due).days,
            )
    if unwitnessed:
        yield Unchecked(unwitnessed, UNWITNESSED)


@rule(
    "UPD005",
    title="职权唯一的依据已经废止",
    clause=CLAUSE,
    source="方案二（一）2；行政处罚法第三十八条",
    message="职权“{power}”只依据《{law}》，这部法律{ended}起废止，{day}没有别的现行依据",
    advice="按代替它的法律补上依据并写明起日（from）；没有法律再赋予这项职权的，从清单中取消。在此以前不得据此执法。",
    kind=Kind.CLOCK,
)
def only_basis_is_repealed(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for power in catalogue.powers.values():
        for path, name, bases in power.items_with_bases():
            if any(catalogue.basis_in_force(basis, day) for basis in bases):
                continue
            for index, basis in enumerate(bases):
                ended = _repealed_on(catalogue, basis, day)
                last = not any(b.version > basis.version and b.law == basis.law for b in bases)
                if ended is not None and last and _carried_until(basis, ended):
                    law = catalogue.laws[basis.law].short_title
                    place = power.at(*path, index)
                    yield hit(place, power=name, law=law, ended=ended, day=day)


@rule(
    "UPD008",
    title="暂缓没有理由、期限或者批准人，期限太长，或者不再起作用",
    clause=CLAUSE,
    source=SOURCE,
    message="暂缓“{waiver}”{what}",
    advice="写明理由（reason）、批准日期（approved_on）、止（until），"
    f"一次最长{LONGEST}，理由还在的到时再批；批准人（approved_by）是法制机构或者本级政府，不能是申请人（submitted_by）自己；"
    "如实公开的问题（confirmed）不写止；"
    "不再起作用的，删去这个文件，历史里仍然查得到。",
)
def waiver_is_not_one(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    lost = any(catalogue.has_lost(name) for name in ("laws", "powers", "adjustments"))
    for waiver in catalogue.waivers.values():
        wrong = list(faults(catalogue, waiver))
        for field, what in wrong:
            yield hit(waiver.at(field), waiver=waiver.id, what=what)
        if not wrong and lost:
            yield Unchecked(1, UNREAD)
        elif not wrong:
            yield from _excusing_nothing(catalogue, waiver, day)


def _waiting(catalogue: Catalogue, day: date, state: State) -> Iterator[Hit | Unchecked]:
    unread = 0
    for clock in _updates(catalogue, day):
        if clock.state is not state or clock.waiver is not None:
            continue
        assert clock.obligation is not None
        if _may_be_lost(catalogue, clock.obligation):
            unread += 1
            continue
        yield hit(
            _place(catalogue, clock),
            advice=_advice(clock.obligation).format(event=clock.event, department=clock.department),
            subject=clock.subject,
            event=_event(catalogue, clock),
            published=clock.started,
            why=clock.obligation.cause.label,
            due=f"{clock.due.due}{'（暂算）' if clock.due.provisional else ''}",
            day=day,
            left=clock.days_left(day),
        )
    if unread:
        yield Unchecked(unread, UNREAD)


def _advice(one: Obligation) -> str:
    if not one.left:
        return ANSWER
    return HEIR if one.department == LEGAL_OFFICE else LEFT


def _may_be_lost(catalogue: Catalogue, one: Obligation) -> bool:
    """Whether the answer, the waiver, or the power that nobody seems to list, may be one that cannot be read."""
    if one.confers is not None and catalogue.has_lost("powers"):
        return True
    own = f"lists/departments/{one.department}/"
    return catalogue.has_lost("responses", own) or catalogue.has_lost("waivers", own)


def _updates(catalogue: Catalogue, day: date) -> Iterator[Clock]:
    return (clock for clock in clocks(catalogue, day) if clock.obligation is not None)


def _how(witness: Witness | None, met: Met) -> str:
    """What says when it was answered. Of a request that is not merged nobody knows yet: today at the earliest."""
    if met.witnessed:
        return "见 git 历史"
    return "部门申报" if witness is None else "还没有合并进主线，按这一天计算"


def _should_be_witnessed(catalogue: Catalogue, due: date) -> bool:
    since = catalogue.portal.witnessed_from if catalogue.portal else None
    return since is not None and due >= since


def _event(catalogue: Catalogue, clock: Clock) -> str:
    return event_titles(catalogue).get(clock.event or "", clock.event or "")


def _place(catalogue: Catalogue, clock: Clock) -> Place:
    """Where the item stands: the basis that is touched, else the power, the article or the department."""
    one = clock.obligation
    assert one is not None
    name, _, sub = one.item.partition("/")
    power = catalogue.powers.get(name)
    if power is not None:
        return _basis_of(power, sub, one)
    law = catalogue.laws.get(one.law or "")
    if one.confers is not None and law is not None:
        version = catalogue.versions[law.id][one.published]
        return (version.articles or {})[one.articles[0]].at("confers")
    department = catalogue.departments.get(one.department)
    if department is not None:
        return department.at()
    return (
        law.at("events") if law is not None else catalogue.adjustments[one.event].at("departments")
    )


def _basis_of(power: Power, sub: str, one: Obligation) -> Place:
    """The touched basis; of several the newest, which is the one to go on from."""
    path: tuple[str | int, ...] = ()
    bases = power.bases
    for index, item in enumerate(power.sub_items):
        if item.id == sub:
            path, bases = ("sub_items", index), item.bases
    touched = [
        (basis.version, index)
        for index, basis in enumerate(bases)
        if basis.law == one.law and basis.article in one.articles
    ]
    return power.at(*path, "bases", max(touched)[1]) if touched else power.at(*path)


def _repealed_on(catalogue: Catalogue, basis: Basis, day: date) -> date | None:
    """Since when the law of a basis is repealed, None where it is not on the day."""
    law = catalogue.laws.get(basis.law)
    ends = [
        event.effective or event.published
        for event in (law.events if law else ())
        if event.kind is EventKind.REPEALED
    ]
    return next((end for end in sorted(ends) if end <= day), None)


def _carried_until(basis: Basis, ended: date) -> bool:
    """Whether a basis carried its item up to the repeal, so that the repeal took it away."""
    return basis.until is None or (ended - basis.until).days <= 1


def _excusing_nothing(catalogue: Catalogue, waiver: Waiver, day: date) -> Iterator[Hit]:
    """A waiver that excuses no clock today. Where it never could, that is wrong whatever the day."""
    if waiver.confirmed:
        yield from _confirming_nothing(catalogue, waiver, day)
    else:
        yield from _publishing_nothing(catalogue, waiver)
    if waiver.event is None and not waiver.clocks:
        return
    owed = any(excuses(waiver, "", one) for one in obligations(catalogue))
    today = [c for c in clocks(catalogue, day) if excuses(waiver, c.id, c.obligation)]
    if not owed and not today:
        yield hit(waiver.at("event"), waiver=waiver.id, what="说的事件或者期限，本部门没有要做的")
        return
    if any(_excused(catalogue, waiver, clock, day) for clock in today) or not today:
        return
    open_ = [clock for clock in today if clock.met is None]
    if open_:
        what = f"到{waiver.until}为止，还有{len(open_)}项没有完成，不再暂缓"
    else:
        what = "所说的都已经完成，没有可以暂缓的了"
    yield hit(waiver.at("until"), kind=Kind.CLOCK, waiver=waiver.id, what=what)


def _publishing_nothing(catalogue: Catalogue, waiver: Waiver) -> Iterator[Hit]:
    """Outcomes of a waiver of which nothing has to be looked at, and those of other departments."""
    if not waiver.outcomes:
        return
    doubtful = {one.outcome.key for one in barred(catalogue)}
    for index, key in enumerate(waiver.outcomes):
        place = waiver.at("outcomes", index)
        if key in catalogue.outcomes and key.partition("/")[0] != waiver.department:
            yield hit(place, waiver=waiver.id, what=f"说的结果“{key}”不是本部门的")
        elif key in catalogue.outcomes and catalogue.supervised and key not in doubtful:
            # What only the docket says is seen only there.
            yield hit(place, waiver=waiver.id, what=f"说的结果“{key}”没有要核对的内容")


def _confirming_nothing(catalogue: Catalogue, waiver: Waiver, day: date) -> Iterator[Hit]:
    """Codes that are no faults of this kind, or that no rule finds there any more; where all are well, records of
    which none of them is true."""
    known = {code: one for code, one in all_rules().items() if one.fact}
    wanted = {
        (register, key): waiver.at(register, index)
        for register, keys in named(waiver).items()
        for index, key in enumerate(keys)
    }
    foreign = {name for name in wanted if name[1].partition("/")[0] != waiver.department}
    for name in sorted(foreign):
        yield hit(wanted[name], waiver=waiver.id, what=f"说的“{name[1]}”不是本部门的")
    true: set[tuple[str, str]] = set()
    for index, code in enumerate(waiver.confirmed):
        place, what = waiver.at("confirmed", index), ""
        if code not in known:
            what = f"写的“{code}”不是不能补正的问题，可以写的有：{'、'.join(known)}"
        else:
            found = list(known[code].check(catalogue, day))
            if any(isinstance(one, Unchecked) and one.reason == REASON for one in found):
                return  # what only the supervision root says is seen only there
            hits = (one for one in found if isinstance(one, Hit))
            about = {name for one in hits for name in concerned(catalogue, one.place)}
            true |= about
            if not about & wanted.keys():
                what = f"说的“{code}”，所写的结果和移送没有这个问题"
        if what:
            yield hit(place, waiver=waiver.id, what=what)
            true |= wanted.keys()  # said once
    for name, place in wanted.items():
        if name not in true | foreign:
            yield hit(place, waiver=waiver.id, what=f"说的“{name[1]}”没有所写的问题")


def _excused(catalogue: Catalogue, waiver: Waiver, clock: Clock, day: date) -> bool:
    """Whether it excuses a clock: one that still runs, or one that was met late while it held."""
    if clock.met is None:
        return waiver.until is not None and day <= waiver.until
    return clock.state is State.MET_LATE and holds(catalogue, waiver, clock.met.on)
