"""The rules: one function each, registered with its words; `run` collects everything they find.

A rule asks a catalogue and a day; it yields hits (a place and values) and formats nothing. The package
is walked, so a rule is added by writing it in its family's module with its examples beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from generator.catalogue import Catalogue
from generator.findings import Finding, Hit, Kind, Severity, Unchecked
from generator.models.base import registers
from generator.sources.shape import field_label
from generator.waiving import concerned, confirmed_by

Check = Callable[[Catalogue, date], Iterator[Hit | Unchecked]]


@dataclass(frozen=True)
class Rule:
    """A rule and its words. `message` is a template over the values of its hits."""

    code: str
    title: str
    clause: str
    source: str
    kind: Kind
    severity: Severity
    message: str
    advice: str
    name: str
    family: str
    check: Check
    fact: bool = False
    remarked: bool = False

    @property
    def way_on(self) -> str:
        """What to do where it is all true and nothing can be mended: else somebody would write what is false."""
        return WAY_ON.format(code=self.code) if self.fact else ""

    @property
    def cure(self) -> str:
        """Its advice, whole."""
        return self.advice + self.way_on


@dataclass
class Report:
    """What a run found, and what it could not check: code → (count, reason).

    unwitnessed: why git, which should be the witness, could not be asked; empty where it was, or need not be."""

    findings: list[Finding] = field(default_factory=list)
    unchecked: dict[str, list[Unchecked]] = field(default_factory=dict)
    unwitnessed: str = ""

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]


RULES: dict[str, Rule] = {}
CAUSES = ("STR001", "STR002", "STR009")
READ_ALONE = ("structure", "privacy")
"""Families whose rules look at each record by itself."""
OF_THE_LAST_SITE = ("DIS007",)
"""Rules that compare with the site published before."""
WAY_ON = (
    "确有此事、不能补正的，由法制机构在 waivers/ 写一份，“可以公开的结果（outcomes）”或者“案件移送（transfers）”写上它，"
    "“如实公开的问题（confirmed）”写上 {code}，写明理由和批准人，如实公开。"
)
UNREAD = "部门的记录读不出来，改好后才能核对"


def rule(
    code: str,
    *,
    title: str,
    clause: str,
    source: str,
    message: str,
    advice: str,
    kind: Kind = Kind.RECORD,
    severity: Severity = Severity.ERROR,
    fact: bool = False,
    remarked: bool = False,
) -> Callable[[Check], Check]:
    """Register a rule.

    code: as mission.md has it. title: the fault in a few words. clause: of the plan, `2.1.1`.
    source: the clause in words, with the article of the law where the law sets the bound.
    message: what is wrong and what stands there. advice: how to mend it.
    fact: it judges what happened and cannot be undone. Where the legal office confirms it in a waiver, the record
    is true and is published as it is, and the finding a warning. remarked: of such a rule about records that are
    never published, whether a remark in the record does as much.
    Raises ValueError when a code is given twice.
    """

    def register(check: Check) -> Check:
        if code in RULES:
            raise ValueError(f"规则 {code} 登记了两次")
        RULES[code] = Rule(
            code,
            title,
            clause,
            source,
            kind,
            Severity.REMINDER if kind is Kind.CLOCK else severity,
            message,
            advice,
            check.__name__,
            check.__module__.rpartition(".")[2],
            check,
            fact,
            remarked,
        )
        return check

    return register


def all_rules() -> dict[str, Rule]:
    """Every rule by code, in order."""
    _import_families()
    return dict(sorted(RULES.items()))


@cache
def _import_families() -> None:
    """Importing the family modules registers their rules."""
    for module in sorted(info.name for info in iter_modules(__path__)):
        import_module(f"{__name__}.{module}")


def run(catalogue: Catalogue, day: date) -> Report:
    """Ask every rule. Findings come in order; none hides another."""
    report = Report()
    for one in all_rules().values():
        unread = 0
        for result in one.check(catalogue, day):
            if isinstance(result, Unchecked):
                report.unchecked.setdefault(one.code, []).append(result)
            elif one.family not in READ_ALONE and _is_of_an_unread_department(catalogue, result):
                unread += 1
            else:
                report.findings.append(_as_confirmed(catalogue, day, one, _finding(one, result)))
        if unread:
            report.unchecked.setdefault(one.code, []).append(Unchecked(unread, UNREAD))
    report.findings.sort(key=order)
    return report


def of_records(report: Report) -> Report:
    """A report without what was compared with an earlier site: the same records give the same pages, whatever stood
    there before."""
    return Report(
        [one for one in report.findings if one.code not in OF_THE_LAST_SITE],
        {
            code: several
            for code, several in report.unchecked.items()
            if code not in OF_THE_LAST_SITE
        },
    )


def _is_of_an_unread_department(catalogue: Catalogue, found: Hit) -> bool:
    """Whether what is found is about a department whose own record, or whose folder, could not be read: then what
    a rule sees of it is not all there is, and one mistake is said once."""
    *folders, _ = found.place.file.split("/")
    return folders[:2] == ["lists", "departments"] and catalogue.is_known_lost(
        "departments", folders[2]
    )


def order(finding: Finding) -> tuple[bool, str, int, str, str]:
    """Files that could not be read stand first, because the rest may follow from them; then by place."""
    place = finding.place
    cause = finding.code in CAUSES
    return not cause, place.file, place.line or 0, finding.code, str(place.path)


def _severity(one: Rule, found: Hit, kind: Kind) -> Severity:
    # Time alone makes nothing wrong: a hit of class clock is never an error. What such a rule finds
    # wrong whatever the day is one, like that of any other rule.
    if kind is Kind.CLOCK:
        return Severity.REMINDER
    return found.severity or (one.severity if one.kind is Kind.RECORD else Severity.ERROR)


def _finding(one: Rule, found: Hit) -> Finding:
    kind = found.kind or one.kind
    model = registers().get(found.place.register)
    return Finding(
        code=one.code,
        severity=_severity(one, found, kind),
        kind=kind,
        place=found.place,
        field=field_label(model, found.place.path) if model else "",
        message=one.message.format(**found.values),
        advice=found.advice or one.advice,
        clause=one.clause,
        source=one.source,
        see=found.see,
        mend=found.mend,
    )


def _as_confirmed(catalogue: Catalogue, day: date, one: Rule, found: Finding) -> Finding:
    """An error about what cannot be undone, as a warning where somebody answers for its being true."""
    if not one.fact or found.severity is not Severity.ERROR:
        return found
    waiver = confirmed_by(catalogue, one.code, found.place, day)
    if waiver is not None:
        advice = f"确有此事，{waiver.approved_by}{waiver.approved_on}核对，如实公开（暂缓“{waiver.id}”），不用改。"
        see = (*found.see, waiver.at("confirmed"))
        return replace(found, severity=Severity.WARNING, advice=advice, see=see)
    record = catalogue.of(found.place.register).get(found.place.record)
    if one.remarked and getattr(record, "remark", None):
        advice = f"备注里写了说明，不算错误：核对它说的是不是这件事。没有说的：{found.advice}"
        return replace(found, severity=Severity.WARNING, advice=advice)
    if any(concerned(catalogue, found.place)):  # of a law's dates, say, there is nothing to confirm
        return replace(found, advice=found.advice + one.way_on)
    return found
