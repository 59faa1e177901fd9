"""方案二（二）3 公示：公布过的不能无声无息地消失，该撤回的按时撤回，不得公开的不公开。"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.decision_numbers import normalised
from generator.findings import Hit, Kind, Place, Severity, Unchecked, hit
from generator.models.base import PUBLIC, Record, Register, registers
from generator.models.departments import Department
from generator.models.dockets import Docket
from generator.models.non_disclosures import NonDisclosure
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.models.powers import Power
from generator.models.withdrawals import Withdrawal
from generator.rules import rule
from generator.rules._barred import barred, looked_at
from generator.rules._late import late_hits
from generator.rules._meanings import is_another, seems_another
from generator.rules._outcomes import outcomes
from generator.rules._supervised import unless_supervised
from generator.witness import Trace, Values, Witness

CLAUSE = "2.2.3"
SOURCE = "方案二（二）3"
PENALTY_LAW = "行政处罚法第四十八条"
SHARE = 10
"""A register may lose up to a tenth of its records without a word."""
FEW = 5
"""So few records may go of a small register, a tenth of which is less than one, as long as it does not go with them."""
LEFT = 4
"""Where no more than a quarter is left, the register is as good as gone, however small it was."""

FIRST = "先查明记录去了哪里：是否漏了一个 --root，是否误删了文件。"
EACH = "在这个部门的 withdrawals/ 写一份撤回记录，records 逐条写上，fewer 代替不了；"


def _of_departments() -> list[Register]:
    """The registers that departments publish: what leaves one of them is said."""
    several = (model.register for model in registers().values())
    return [one for one in several if one.root == PUBLIC and one.path.startswith("departments/")]


@rule(
    "DIS002",
    title="公布过的记录不见了，没有撤回记录",
    clause=CLAUSE,
    source=f"{SOURCE}；{PENALTY_LAW}",
    message="“{title}”的记录{name}在主线上有过，{when}，没有写撤回记录",
    advice=f"误删的恢复原来的记录；确实不再公布的，{EACH}"
    "并入别的记录的，在那条记录里写“承接自（succeeds）”。",
)
def gone_without_a_word(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    witness = catalogue.witness
    if witness is None:
        since = catalogue.portal.witnessed_from if catalogue.portal else None
        if since is not None:
            yield Unchecked(1, catalogue.unwitnessed or "没有查 git 历史")
        return
    unread = 0
    for register in _of_departments():
        missing: list[Trace] = []
        for trace in _missing(catalogue, witness, register, day):
            if catalogue.is_lost(register.name, trace.thread.of.key.rpartition("/")[2]):
                unread += 1
            else:
                missing.append(trace)
        yield from _vanished(catalogue, register, missing)
    if unread:
        yield Unchecked(unread, "文件读不出来，改好后才知道记录还在不在")


def _missing(
    catalogue: Catalogue, witness: Witness, register: Register, day: date
) -> Iterator[Trace]:
    """What was on a main line since git counts, is in no root now, and is neither withdrawn nor taken over."""
    present = {record.key for record in catalogue.records.get(register.name, ())}
    for record in catalogue.records.get(register.name, ()):
        present |= {str(name) for name in getattr(record, "succeeds", ())}
    for trace in witness.ever(register):
        key = trace.thread.of.key
        if key in present or (register.name, key) in catalogue.withdrawn:
            continue
        if trace.gone and (witness.is_declared(trace.gone.date) or trace.gone.date.date() > day):
            continue
        if witness.first(trace.thread) is not None:
            yield trace


def _vanished(catalogue: Catalogue, register: Register, several: list[Trace]) -> Iterator[Hit]:
    """One hit a record; of a table that is gone as a whole one in all, since it has one cause."""
    left = {record.file for record in catalogue.records.get(register.name, ())}
    tables: dict[str, list[Trace]] = defaultdict(list)
    for one in several:
        tables[one.file].append(one)
    for file, gone in tables.items():
        if register.is_table and file not in left and len(gone) > 1:
            first = gone[0].thread.of.key
            name = f"“{register.name}/{first}”等{len(gone)}条（整个 {file}）"
            advice = f"误删的，从 git 里恢复整个文件；确实不再公布的，{EACH[:-1]}。"
            yield _gone(register, gone[0], name, advice)
        else:
            for one in gone:
                yield _gone(register, one, f"“{register.name}/{one.thread.of.key}”")


def _gone(register: Register, trace: Trace, name: str, advice: str = "") -> Hit:
    key = trace.thread.of.key
    when = f"{trace.gone.date.date()}移出" if trace.gone else "现在没有了"
    place = Place(trace.thread.root, trace.file, register.name, key, (), 1)
    return hit(place, advice=advice, title=register.title, name=name, when=when)


@rule(
    "DIS003",
    title="没有按时撤回",
    clause=CLAUSE,
    source=f"{SOURCE}；{PENALTY_LAW}（三日内撤回行政处罚决定信息）",
    message="{what}",
    advice="从公开的记录里移出这条记录，撤回记录写明日期和理由；逾期已经发生的不能补正，查明收到文书以后在哪一步耽误。",
    kind=Kind.CLOCK,
)
def withdrawn_late(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for (register, key), one in catalogue.withdrawn.items():
        if any(record.key == key for record in catalogue.records.get(register, ())):
            index = one.records.index(f"{register}/{key}")
            what = f"撤回记录“{one.id}”说“{register}/{key}”已经撤回，公开的记录里还有它"
            yield hit(one.at("records", index), kind=Kind.RECORD, what=what)
    for clock in clocks(catalogue, day):
        if clock.rule != "DIS003" or clock.waiver is not None:
            continue
        witness = catalogue.witness
        if witness and witness.is_declared(clock.due.due):
            continue
        if clock.state is State.MET_LATE and clock.met is not None:
            late = (clock.met.on - clock.due.due).days
            how = f"{clock.met.on}撤回，晚了{late}天"
        elif clock.state is State.LATE:
            how = f"到{day}还没有撤回"
        else:
            continue
        one = catalogue.withdrawals[clock.record]
        what = f"“{clock.subject}”{clock.started}收到文书，应当在{clock.due.due}以前撤回，{how}"
        yield hit(one.at("withdrawn_on"), what=what)


@rule(
    "DIS005",
    title="公开期届满，还在公开",
    clause=CLAUSE,
    source=f"{SOURCE}；门户设置的公开期限（publication_periods）",
    message="“{subject}”{started}作出决定，公开到{due}为止，现在还在公开",
    advice="运行 python publish.py expire，把到期的移出并写好撤回记录，核对以后提交。",
    kind=Kind.CLOCK,
)
def still_published(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    known = {(one.register.name, one.key): one for one in outcomes(catalogue)}
    yield from late_hits(catalogue, day, "DIS005", "移出", "decided_on")
    without = sum(catalogue.publication_years(one) is None for one in known.values())
    if without:
        yield Unchecked(without, "portal.yaml 没有写这一类的公开期限（publication_periods）")


@rule(
    "DIS006",
    title="不得公开的执法结果，或者可能是",
    clause=CLAUSE,
    source=f"{SOURCE}；政府信息公开条例第十四条、第十五条；未成年人保护法第一百一十条",
    message="{what}",
    advice="由法制机构核对：当事人是未成年人的，涉及国家秘密、商业秘密、个人隐私的，公开会影响正在调查的关联案件的，"
    "不公开，移出这一行，写撤回记录（ground: barred）；核对以后可以公开的，改清楚引起误会的文字，"
    "或者在 waivers/ 写一份，“可以公开的结果（outcomes）”写上它，写明理由和批准人。",
)
def may_not_be_published(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in barred(catalogue):
        waiver = looked_at(catalogue, one.outcome, day)
        if waiver is None:
            severity = None if one.certain else Severity.WARNING
            yield hit(one.place, see=one.see, severity=severity, what=one.what)
        elif waiver.until and waiver.until < day:
            what = f"{one.what}；核对以后可以公开到{waiver.until}为止（{waiver.id}），要再核对一次"
            yield hit(one.place, see=(waiver.at("until"),), kind=Kind.CLOCK, what=what)
    yield from _published_all_the_same(catalogue)
    yield from unless_supervised(catalogue, len(list(outcomes(catalogue))))


def _published_all_the_same(catalogue: Catalogue) -> Iterator[Hit]:
    """Decisions that the register says are not published, and that stand in a public register."""
    dockets = catalogue.of("dockets")
    for one in catalogue.all(NonDisclosure):
        docket = dockets.get(one.docket)
        outcome = (
            catalogue.outcomes.get(docket.outcome or "") if isinstance(docket, Docket) else None
        )
        if outcome is not None:
            what = f"“{one.number}”登记了不公开（{one.ground.label}），公开的结果里有它"
            advice = "不公开的，从公开的结果里移出这一行，写撤回记录（ground: barred）；已经改为公开的，从登记里移出这一行。"
            yield hit(one.at("number"), see=(outcome.at(),), what=what, advice=advice)


@dataclass(frozen=True)
class Shrunk:
    """A register that would publish far less: how many records before, and how many now."""

    register: str
    before: int
    now: int


def shrunk(before: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Shrunk]:
    """The registers that lost more than a tenth of their records, and more than a few; or nearly all of them. A single
    record is no register: that it is gone is DIS002's to say."""
    for register, had in before.items():
        has = now.get(register, 0)
        lost = had - has
        many = lost > FEW and lost * 100 > had * SHARE
        if many or (lost > 1 and has * LEFT <= had):
            yield Shrunk(register, had, has)


@rule(
    "DIS007",
    title="比上一次公布的少很多，撤回记录说明不了",
    clause=CLAUSE,
    source=SOURCE,
    message="“{title}”（{register}）上一次公布和撤回的共{before}条，现在只有{now}条，少了{less}条{allowed}",
    advice=f"{FIRST}确实要少这么多的，写撤回记录：records 逐条写；标识已经无从查起的，fewer 写这个登记表少多少条；"
    "不是部门的登记表，生成网站时用 --fewer 写明。",
)
def far_fewer(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    if catalogue.published is None:
        yield Unchecked(1, "没有与上一次的网站比较（--previous）")
        return
    now = {name: catalogue.ever_published(name) for name in registers()}
    portal = catalogue.portal
    for one in shrunk(catalogue.published, now):
        model = registers().get(one.register)
        title = model.register.title if model else one.register
        if model and catalogue.has_lost(one.register):
            yield Unchecked(1, f"有“{title}”的文件读不出来，改好后才能比较")
            continue
        place = portal.at() if portal else Place("", "lists")
        less = one.before - one.now
        meant = catalogue.meant_fewer(one.register)
        allowed = sum(said.fewer[at].count for said, at in meant)
        yield hit(
            Place(place.root, place.file, one.register, "", (), 1),
            see=tuple(said.at("fewer", at, "count") for said, at in meant),
            advice=_to_write(model.register if model else None, one.register, meant, less),
            allowed=f"：撤回记录的 fewer 写明可以少{allowed}条，会少{allowed + less}条"
            if meant
            else "",
            title=title,
            register=one.register,
            before=one.before,
            now=one.now,
            less=less,
        )


def _to_write(
    register: Register | None, name: str, meant: Sequence[tuple[Withdrawal, int]], less: int
) -> str:
    """What says that a loss is meant, with its numbers, as it is to be written."""
    if register is None or not register.path.startswith("departments/"):
        return f"{FIRST}确实要少这么多的，生成网站时写 --fewer {name}。"
    written = f"fewer 写 kind: {name}、count: {less}"
    if not meant:
        return (
            f"{FIRST}确实要少这么多的，写撤回记录：records 逐条写；标识已经无从查起的，{written}。"
        )
    last, at = meant[-1]
    count = last.fewer[at].count
    return (
        f"{FIRST}确实要少这么多的，records 逐条写上；标识已经无从查起的，{last.file} 里 fewer 的"
        f" count: {count} 改成 count: {count + less}；原来的没有写错、这次又少了的，另写一份撤回记录，{written}。"
    )


CODES = ((Power, "code"), (Department, "code"), (Officer, "certificate"), (Outcome, "number"))
"""What one thing alone may bear: of which register, in which field."""


@rule(
    "DIS008",
    title="标识、编码或者文号有了第二个意思",
    clause=CLAUSE,
    source=f"{SOURCE}；本门户的格式规定（docs/formats.md）",
    message="{what}",
    advice="给过的不再给别的事物：新的事物用新的标识、编码、文号，原来的记录照原样恢复；合并、分立的，写“承接自（succeeds）”。",
)
def second_meaning(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    witness = catalogue.witness
    if witness is None:
        return  # DIS002 says what was not asked of git
    for model in registers().values():
        for known, field in CODES:
            if issubclass(model, known):
                yield from _codes_given_again(catalogue, witness, model, field, day)
    for register in _of_departments():
        yield from _ids_given_again(catalogue, witness, register, day)


def _codes_given_again(
    catalogue: Catalogue, witness: Witness, model: type[Record], field: str, day: date
) -> Iterator[Hit]:
    """A code that another record had before, on the main line; what bears the same name is the same thing."""
    now: dict[str, Record] = {}
    for record in catalogue.all(model):
        for code in _codes(field, partial(getattr, record)):
            now.setdefault(code, record)
    for trace in witness.ever(model.register):
        if trace.gone is None and len(witness.steps(trace.thread)) == 1:
            continue  # what it says today is all that it ever said: STR007 holds it against the others
        for _, said in _said(witness, trace, day):
            for code in _codes(field, said.get):
                holder = now.get(code)
                if holder is None or _is(holder, trace.thread.of.key, said):
                    continue
                title = model.model_fields[field].title
                what = f"{title}“{code}”在主线上曾经是“{trace.thread.of.key}”的，现在给了“{holder.key}”"
                yield hit(holder.at(field), what=what)
                del now[code]


def _codes(field: str, get: Callable[[str, None], object]) -> Iterator[str]:
    """What a record alone may bear, and bore before; numbers as they are compared."""
    value = get(field, None)
    if isinstance(value, str) and value:
        yield normalised(value) if field == "number" else value
    former = get(f"former_{field}s", None)
    for one in former if isinstance(former, list) else ():
        yield str(one.get(field) if isinstance(one, Mapping) else getattr(one, field))


def _is(holder: Record, key: str, said: Values) -> bool:
    """Whether a record is what had the code before: itself, its successor, or one of the same name."""
    if key == holder.key or key in getattr(holder, "succeeds", ()):
        return True
    name = getattr(holder, "name", None)
    return name is not None and name == said.get("name")


def _said(witness: Witness, trace: Trace, day: date) -> Iterator[tuple[date, Values]]:
    """What a record said in each version that is on the main line by a day, and since when."""
    for of, step in witness.steps(trace.thread):
        change, _ = witness.commit(trace.thread, step)
        said = witness.said(trace.thread, step)
        if said is not None and of == trace.thread.of and change.date.date() <= day:
            yield change.date.date(), said


REPLACED = (
    "是改正原来的写错的，核对以后不用改；换成了另一件的，恢复原来的记录，新的用新的标识、编码、文号；"
    "原来的不再公布的，写撤回记录。"
)


def _ids_given_again(
    catalogue: Catalogue, witness: Witness, register: Register, day: date
) -> Iterator[Hit]:
    """A record that became another thing from one version to the next, or came back as one."""
    now = {record.key: record for record in catalogue.records.get(register.name, ())}
    for trace in witness.ever(register):
        record = now.get(trace.thread.of.key)
        if record is None or len(witness.steps(trace.thread)) == 1:
            continue
        for (_, before), (on, after) in pairwise(_said(witness, trace, day)):
            if witness.is_declared(on):
                continue
            if is_another(before, after):
                what = f"标识“{record.key}”{on}起说的是另一件事，原来的意思没有留下"
                yield hit(record.at("id"), what=what)
                break
            replaced = seems_another(catalogue, record, before, after)
            if replaced is not None:
                what = f"“{record.key}”{on}一次换掉了{replaced}，标识和编码、文号照旧，是不是换成了另一件"
                yield hit(record.at("id"), severity=Severity.WARNING, what=what, advice=REPLACED)
                break
