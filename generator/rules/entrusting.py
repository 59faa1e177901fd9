"""方案二（一）3 委托执法：委托一一注明，只委托给可以受委托的组织，写清权限和期限。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Place, Unchecked, hit
from generator.models.bodies import Body, BodyKind
from generator.models.choices import Compulsion, PowerType
from generator.models.entrustments import CleanUpResult, Entrustment
from generator.models.powers import Power
from generator.rules import rule

CLAUSE = "2.1.3"
SOURCE = "方案二（一）3"
# What each of the two conditions of Penalty Law 21 that bind every body is recognised by; the third
# binds only where a matter needs technical inspection.
CONDITIONS = (
    ("公共事务", "依法成立并具有管理公共事务职能"),
    ("执法资格", "有熟悉业务并取得行政执法资格的工作人员"),
)
COMPULSION_LAW = "中华人民共和国行政强制法"
# Performance in the party's place may be left to a third person (Compulsion Law, 50 and 52).
SUBSTITUTE_PERFORMANCE = ("50", "52")


def _entrusted(catalogue: Catalogue) -> Iterator[tuple[Entrustment, int, Power]]:
    """Each entrusted power that exists, with its place in the entrustment."""
    for one in catalogue.entrustments.values():
        for index, reference in enumerate(one.powers):
            power = catalogue.powers.get(reference.partition("/")[0])
            if power is not None:
                yield one, index, power


def _names(one: Entrustment) -> set[str]:
    return {reference.partition("/")[0] for reference in one.powers}


@rule(
    "ENT001",
    title="委托没有一一注明，或者注明的委托没有记录",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第二十条",
    message="{what}",
    advice="在被委托的每项职权的“委托（entrusted）”里写上委托记录的标识；没有委托的，把标识删去；案件写错的，改成办理时所凭的委托。",
)
def entrustment_not_marked(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one, index, power in _entrusted(catalogue):
        ended = one.until is not None and one.until < day
        if one.id not in power.entrusted and not ended:
            what = f"委托“{one.id}”含有职权“{power.name}”，这项职权没有注明这一委托"
            yield hit(power.at("entrusted"), see=(one.at("powers", index),), what=what)
    for power in catalogue.powers.values():
        for index, mark in enumerate(power.entrusted):
            entrustment = catalogue.entrustments.get(mark)
            place = power.at("entrusted", index)
            if entrustment is None and not _is_broken(catalogue, mark):
                what = f"职权“{power.name}”注明了委托“{mark}”，没有这一委托的记录"
                yield hit(place, what=what)
            elif entrustment is not None and power.id not in _names(entrustment):
                what = f"职权“{power.name}”注明了委托“{mark}”，委托记录里没有这项职权"
                yield hit(place, see=(entrustment.at("powers"),), what=what)
    yield from _cases_not_covered(catalogue)


def _cases_not_covered(catalogue: Catalogue) -> Iterator[Hit | Unchecked]:
    """Cases that name an entrustment which does not have their power, or had not begun."""
    unknown = 0
    for case in catalogue.penalties:
        one = catalogue.entrustments.get(case.entrustment or "")
        if one is None:
            continue  # names nothing: STR008
        name, _, sub = case.power.partition("/")
        subs = {of.partition("/")[2] for of in one.powers if of.partition("/")[0] == name}
        subject = f"案件“{case.number or case.id}”"
        if not subs or (sub and not subs & {"", sub}):
            what = f"{subject}的职权“{case.power}”不在所写的委托“{one.id}”里"
            yield hit(case.at("entrustment"), see=(one.at("powers"),), what=what)
        elif not sub and "" not in subs:
            unknown += 1
        if one.from_ is not None and case.decided_on < one.from_:
            what = f"{subject}{case.decided_on}决定，所写的委托“{one.id}”自{one.from_}起才有"
            yield hit(case.at("entrustment"), see=(one.at("from"),), what=what)
    if unknown:
        yield Unchecked(unknown, "案件没有写子项，所写的委托只含职权的某些子项")


def _is_broken(catalogue: Catalogue, entrustment: str) -> bool:
    # A record that could not be read is there all the same; its own finding says what is wrong.
    return any(
        (p.hit.place.register, p.hit.place.record) == ("entrustments", entrustment)
        for p in catalogue.problems
    )


@rule(
    "ENT002",
    title="委托已经到期，仍然注明",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第二十条",
    message="{subject}注明委托“{mark}”，{what}",
    advice="续签的，建立新的委托记录并改写标识；不再委托的，把标识从职权的“委托（entrusted）”里删去；案件写错的，改成办理时所凭的委托。",
    kind=Kind.CLOCK,
)
def expired_and_still_marked(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for power in catalogue.powers.values():
        for index, mark in enumerate(power.entrusted):
            one = catalogue.entrustments.get(mark)
            what, kind, see = _ended(catalogue, power, one, day) if one else ("", None, ())
            if what:
                place = power.at("entrusted", index)
                subject = f"职权“{power.name}”仍"
                yield hit(place, see=see, kind=kind, subject=subject, mark=mark, what=what)
    yield from _decided_after_the_end(catalogue)


def _decided_after_the_end(catalogue: Catalogue) -> Iterator[Hit]:
    for case in catalogue.penalties:
        one = catalogue.entrustments.get(case.entrustment or "")
        for end, place in _ends(one)[:1] if one else ():
            if case.decided_on > end:
                yield hit(
                    case.at("entrustment"),
                    see=(place,),
                    # The decision stands on its day: no later day makes it right or wrong.
                    kind=Kind.RECORD,
                    subject=f"案件“{case.number or case.id}”",
                    mark=case.entrustment,
                    what=f"这一委托到{end}为止，案件是{case.decided_on}决定的",
                )


def _ends(one: Entrustment) -> list[tuple[date, Place]]:
    """When an entrustment ended, by its period or by a clean-up, and where that stands; earliest first."""
    ends = [
        (clean_up.on, one.at("clean_ups", index, "on"))
        for index, clean_up in enumerate(one.clean_ups)
        if clean_up.result is CleanUpResult.ENDED
    ]
    if one.until is not None:
        ends.append((one.until, one.at("until")))
    return sorted(ends, key=lambda end: end[0])


def _ended(
    catalogue: Catalogue, power: Power, one: Entrustment, day: date
) -> tuple[str, Kind | None, tuple[Place, ...]]:
    """How an entrustment ended; of class record where the list was confirmed after its end."""
    for index, clean_up in enumerate(one.clean_ups):
        if clean_up.result is CleanUpResult.ENDED and clean_up.on <= day:
            what = f"{clean_up.on}的清理结果是终止"
            return what, Kind.RECORD, (one.at("clean_ups", index, "result"),)
    if one.until is None or one.until >= day:
        return "", None, ()
    see = (one.at("until"),)
    department = catalogue.departments.get(power.department)
    confirmed = department.confirmed.on if department and department.confirmed else None
    if confirmed is not None and confirmed > one.until:
        what = f"委托期限到{one.until}为止，{confirmed}确认清单时就已经到期"
        return what, Kind.RECORD, see
    return f"委托期限到{one.until}为止", Kind.CLOCK, see


@rule(
    "ENT003",
    title="这个组织不能受委托行使这类职权",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第十九条至第二十一条、第二十四条；行政许可法第二十四条",
    message="“{power}”（{type}）委托给了{body}（{nature}）：{why}",
    advice="收回委托，由本机关实施；组织性质写错的，改正受委托组织的“组织性质（kind）”；条件、依据没有写的，补上。",
)
def body_that_may_not_be_entrusted(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one, index, power in _entrusted(catalogue):
        body = catalogue.bodies.get(one.body)
        why = _unfit(body, power, one) if body else ""
        if body and why:
            yield hit(
                one.at("powers", index),
                see=(body.at("kind"),),
                power=power.name,
                type=power.type.label,
                body=body.name,
                nature=body.kind.label,
                why=why,
            )


def _unfit(body: Body, power: Power, one: Entrustment) -> str:
    """Why a body may not have a power, or nothing."""
    if body.kind is BodyKind.AUTHORISED:
        return "法律、法规授权的组织以自己的名义执法，不是受委托组织（行政处罚法第十九条）"
    if body.kind is BodyKind.TOWN:
        return "乡镇、街道承接的职权以自己的名义行使，不是受委托组织（行政处罚法第二十四条）"
    if body.kind in (BodyKind.ENTERPRISE, BodyKind.ASSOCIATION):
        return "只能委托行政机关或者管理公共事务职能的事业组织（方案二（一）3）"
    if power.type is PowerType.LICENCE and body.kind is not BodyKind.ORGAN:
        return "行政许可只能委托其他行政机关（行政许可法第二十四条）"
    if power.type is PowerType.PENALTY:
        said = "".join(condition.condition for condition in body.conditions)
        missing = [words for word, words in CONDITIONS if word not in said]
        if missing:
            return f"没有写明受委托条件：{'；'.join(missing)}（行政处罚法第二十一条）"
    elif power.type is not PowerType.LICENCE and not one.legal_basis:
        return "这类职权没有统一规定可以委托，要写明可以委托的法律依据"
    return ""


@rule(
    "ENT004",
    title="转委托，或者委托了不是自己的职权",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第二十条第一款、第四款；行政许可法第二十四条第三款",
    message="{what}",
    advice="收回这项委托；需要由第三方行使的，由本来享有这项职权的机关直接委托。",
)
def entrusted_on(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one, index, power in _entrusted(catalogue):
        if power.department == one.department:
            continue
        # The department may itself be the body to which its owner entrusted the power.
        received = next(
            (e for e, _, p in _entrusted(catalogue) if _passes(catalogue, e, p, one, power)), None
        )
        name = catalogue.name_of("departments", power.department)
        if received is not None:
            what = f"“{power.name}”是{name}委托来的（{received.id}），又再委托给“{one.body}”"
            yield hit(one.at("powers", index), see=(received.at("powers"),), what=what)
        else:
            what = f"“{power.name}”是{name}的职权，不在本机关的法定权限内，不能由本机关委托"
            yield hit(one.at("powers", index), see=(power.at(),), what=what)


def _passes(
    catalogue: Catalogue, received: Entrustment, had: Power, given: Entrustment, power: Power
) -> bool:
    body = catalogue.bodies.get(received.body)
    return (
        had.id == power.id
        and received.department == power.department
        and body is not None
        and body.department == given.department
    )


@rule(
    "ENT005",
    title="委托没有写清，或者没有双方公布",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第二十条第二款；行政许可法第二十四条第一款",
    message="委托“{entrustment}”{what}",
    advice="补上委托书、权限、起止日期、可以委托的法律依据，以及委托机关和受委托组织双方公布的日期和载体。",
)
def entrustment_incomplete(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.entrustments.values():
        needed: tuple[tuple[tuple[str, ...], object, str], ...] = (
            (("agreement",), one.agreement, "没有书面委托书"),
            (("scope",), one.scope, "没有写明委托权限"),
            (("from",), one.from_, "没有写明期限从哪天起"),
            (("until",), one.until, "没有写明期限到哪天止"),
            (("legal_basis",), one.legal_basis, "没有写明可以委托的法律依据"),
            (("published", "entrusting"), one.published.entrusting, "没有由委托机关公布"),
            (("published", "entrusted"), one.published.entrusted, "没有由受委托组织公布"),
        )
        for path, value, what in needed:
            if not value:
                yield hit(one.at(*path), entrustment=one.id, what=what)


@rule(
    "ENT006",
    title="委托了不得委托的职权",
    clause=CLAUSE,
    source=f"{SOURCE}；行政强制法第十三条、第十七条；行政处罚法第十八条第三款",
    message="“{power}”{why}，不得委托",
    advice="收回这项委托，由本机关具备资格的执法人员实施，并把委托标识从职权中删去。",
)
def power_that_may_not_be_entrusted(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one, index, power in _entrusted(catalogue):
        why = _unentrustable(catalogue, power, one)
        if why:
            yield hit(one.at("powers", index), see=(power.at("type"),), power=power.name, why=why)


def _unentrustable(catalogue: Catalogue, power: Power, one: Entrustment) -> str:
    if power.restricts_liberty:
        return f"限制人身自由（{'、'.join(power.restricts_liberty)}）"
    if power.compulsion is Compulsion.MEASURE:
        return "是行政强制措施"
    if power.compulsion is Compulsion.EXECUTION:
        return (
            ""
            if _substitute_performance(catalogue, one)
            else "是行政强制执行，由法律规定的机关实施"
        )
    if power.type is PowerType.COMPULSION:
        return "属于行政强制，没有写明是强制措施还是强制执行"
    return ""


def _substitute_performance(catalogue: Catalogue, one: Entrustment) -> bool:
    for cited in one.legal_basis:
        law = catalogue.laws.get(cited.law)
        if law and law.title == COMPULSION_LAW and cited.article in SUBSTITUTE_PERFORMANCE:
            return True
    return False
