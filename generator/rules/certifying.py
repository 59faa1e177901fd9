"""方案二（四）1 执法证件：谁可以持证，证件怎样保持有效，持证的人够不够办案。"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from pydantic import ValidationError

from generator.catalogue import Catalogue
from generator.deadlines import INSPECTION
from generator.findings import Hit, Kind, Unchecked, hit
from generator.holidays import calendar_of
from generator.models.dockets import Docket, DocketKind
from generator.models.officers import Employment, Officer
from generator.rules import rule
from generator.rules._late import advice, late, told
from generator.rules._supervised import docket_of, unless_supervised

CLAUSE = "2.4.1"


@rule(
    "OFC001",
    title="执法证件三年没有检验",
    clause=CLAUSE,
    source="方案二（四）1（每3年检验一次）",
    message="{officer}的执法证 {certificate}：{start}{last}，应当在{due}以前检验，{what}",
    advice="送检并在“检验日期（inspected_on）”里加上这一次；不再执法的，收回证件并写明“收回日期（withdrawn_on）”。检验以前不得执法。",
    kind=Kind.CLOCK,
)
def not_inspected_within_three_years(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for clock in late(catalogue, day, "OFC001"):
        officer = catalogue.officers[clock.record]
        yield hit(
            officer.at("inspected_on"),
            officer=officer.name,
            certificate=officer.certificate,
            start=clock.started,
            last="检验过" if officer.inspected_on else "发证",
            due=clock.due.due,
            advice=advice(clock),
            what=told(clock, day, "检验"),
        )


@rule(
    "OFC002",
    title="不在编的人员持有执法证件",
    clause=CLAUSE,
    source="方案二（四）1（禁止为合同工、临时工和公益性岗位的人员申领和发放行政执法证件）",
    message="{officer}是{employment}，持有执法证 {certificate}",
    advice="收回证件，写明“收回日期（withdrawn_on）”；已经入编的，改正“人员性质（employment）”。",
)
def not_on_the_establishment(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for officer in _holding(catalogue):
        if officer.employment is not Employment.ESTABLISHMENT:
            yield hit(
                officer.at("employment"),
                officer=officer.name,
                employment=officer.employment.label,
                certificate=officer.certificate,
            )


@rule(
    "OFC003",
    title="办案的持证人员不足两人",
    clause=CLAUSE,
    source="方案二（四）1；行政处罚法第四十二条；法律允许一人办理的，从其规定（例如治安管理处罚法第一百二十条）",
    message="“{case}”{handlers}，从{first}到{last}证件一直有效的有{count}人，应当有{needed}人",
    advice="对照案卷补写承办人；法律允许一名人员办理的，写明“一人办案的依据（alone_under）”；办案以后换过证的，写明“换证日期（reissued_on）”；确实不足的，报法制机构处理。",
    fact=True,
)
def too_few_certified_handlers(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    penalties = [one.key for one in catalogue.penalties]
    yield from unless_supervised(catalogue, len(penalties))
    if not catalogue.supervised:
        return
    dockets = docket_of(catalogue)
    unknown = 0
    for docket in catalogue.all(Docket):
        if docket.kind is not DocketKind.PENALTY or docket.outcome is None:
            continue
        outcome = catalogue.outcomes.get(docket.outcome)
        first = docket.opened_on or docket.received_on
        last = max(first, outcome.decided_on) if outcome else first
        held = [_held(catalogue, name, first, last) for name in dict.fromkeys(docket.handlers)]
        needed = 1 if docket.alone_under else 2
        if held.count(True) >= needed:
            continue
        if held.count(True) + held.count(None) >= needed:
            unknown += 1
            continue
        names = [
            officer.name if (officer := catalogue.officers.get(name)) else name
            for name in docket.handlers
        ]
        yield hit(
            docket.at("handlers"),
            case=f"{docket.number} {docket.title}",
            handlers=f"由{'、'.join(names)}承办" if names else "没有写承办人",
            first=first,
            last=last,
            count=held.count(True),
            needed=needed,
        )
    if unknown:
        yield Unchecked(
            unknown, "办案时的执法证已经换发，旧证的有效期没有登记；或者执法人员的记录读不出来"
        )
    without = sum(key not in dockets for key in penalties)
    if without:
        yield Unchecked(without, "案件登记簿里没有这件处罚，不知道谁承办")


def _held(catalogue: Catalogue, name: str, first: date, last: date) -> bool | None:
    """Whether an officer's certificate was valid from a day to another; None where it was another one than today's,
    or where the officer's record cannot be read."""
    officer = catalogue.officers.get(name)
    if officer is None:
        return None if catalogue.is_lost("officers", name) else False
    if first < officer.issued_on:
        return _held_before(catalogue, officer, first, last)
    return _valid(catalogue, officer, first, last)


def _held_before(catalogue: Catalogue, officer: Officer, first: date, last: date) -> bool | None:
    """Whether the certificate before today's was valid: git saw it where the lists are old enough. Who was not
    qualified yet, and who has a new certificate that nobody says was reissued, held none."""
    if officer.qualified_on is None or officer.qualified_on > first:
        return False
    for former in _as_seen(catalogue, officer):
        if former.issued_on <= first:
            return _valid(catalogue, former, first, last)
    reissued = officer.reissued_on is not None and first < officer.reissued_on <= officer.issued_on
    return None if reissued else False


def _as_seen(catalogue: Catalogue, officer: Officer) -> Iterator[Officer]:
    """What git saw of an officer, the latest first."""
    for seen in reversed(catalogue.witness.seen(officer)) if catalogue.witness else ():
        with suppress(ValidationError):  # gone, or not readable then
            yield Officer.model_validate({**(seen.data or {}), "department": officer.department})


def _valid(catalogue: Catalogue, officer: Officer, first: date, last: date) -> bool:
    """Whether this very certificate was valid from a day to another."""
    calendar = calendar_of(catalogue)
    seen = [officer.issued_on, *(on for on in officer.inspected_on if on <= last)]
    # Without its sticker a certificate is void (方案二（四）1).
    ends = [officer.valid_until, INSPECTION.due(max(seen), calendar).due]
    ends += [officer.withdrawn_on] if officer.withdrawn_on else []
    return last <= min(ends)


@rule(
    "OFC004",
    title="岗位变动后没有换发证件",
    clause=CLAUSE,
    source="方案二（四）1（工作岗位、执法类别、执法区域发生变化的，申请换发）",
    message="{officer}的岗位、类别或者区域{changed}变动，执法证 {certificate} 没有换发",
    advice="向法制机构申请换发，写明“换证日期（reissued_on）”；不再执法的，收回证件并写明“收回日期（withdrawn_on）”。",
)
def changed_and_not_reissued(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for officer in _holding(catalogue):
        changed, reissued = officer.post_changed_on, officer.reissued_on
        if changed is not None and (reissued is None or reissued < changed):
            yield hit(
                officer.at("reissued_on"),
                officer=officer.name,
                changed=changed,
                certificate=officer.certificate,
            )


@rule(
    "OFC005",
    title="没有经过资格培训并考试合格就持证",
    clause=CLAUSE,
    source="方案二（四）1（经行政执法资格培训并考试合格）",
    message="{officer}持有执法证 {certificate}，没有写资格培训并考试合格的日期",
    advice="照培训和考试记录补写“资格取得日期（qualified_on）”；没有合格的，收回证件并写明“收回日期（withdrawn_on）”。",
)
def certified_without_qualification(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for officer in _holding(catalogue):
        if officer.qualified_on is None:
            yield hit(
                officer.at("qualified_on"), officer=officer.name, certificate=officer.certificate
            )


def _holding(catalogue: Catalogue) -> Iterator[Officer]:
    """Officers whose certificate nobody has taken back."""
    return (one for one in catalogue.officers.values() if one.withdrawn_on is None)
