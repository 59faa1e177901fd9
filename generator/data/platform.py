"""What a provincial platform takes: cases under the field names of the double disclosure (双公示, 2018) and of a
provincial case record (是否委托, 程序类别, 案件来源).

Amounts in 万元 with six decimals, days as 2026/11/06; no number of a person. Only in the supervision edition, who
handled the case.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from generator.catalogue import Catalogue
from generator.days import corresponding
from generator.models.base import Record
from generator.models.bodies import Body
from generator.models.choices import PartyKind
from generator.models.departments import Department
from generator.models.dockets import Docket
from generator.models.licences import Licence, LicenceResult
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.models.parts import Citation
from generator.models.penalties import Penalty, Procedure
from generator.numerals import cite
from generator.periods import Period, Unit

LONG_TERM = "2099/12/31"
"""What the double disclosure writes for a licence without an end."""
WAN = 10_000


def table(catalogue: Catalogue, register: str, records: Sequence[Record]) -> bytes:
    """The outcomes of a register as a platform takes them: CSV with codes and titles for a heading; nothing for a
    register that no platform asks for."""
    columns = COLUMNS.get(register)
    if columns is None:
        return b""
    columns = {**columns, **(HANDLERS if catalogue.supervised else {})}
    around = _Around(catalogue)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for one in records:
        if isinstance(one, Outcome):
            writer.writerow([value(_Case(around, one)) for value in columns.values()])
    return out.getvalue().encode("utf-8-sig")


def made_of(catalogue: Catalogue, register: str) -> list[Record]:
    """The records beside the register's own that its table shows."""
    if register not in COLUMNS:
        return []
    names = ["portal", "departments", "laws", "entrustments", "bodies"]
    names += ["dockets", "officers"] if catalogue.supervised else []
    return [record for name in names for record in catalogue.records.get(name, ())]


@dataclass(frozen=True)
class _Around:
    """What all cases of a table look things up in."""

    catalogue: Catalogue

    @cached_property
    def dockets(self) -> Mapping[str, Docket]:
        """The docket of each outcome."""
        return {one.outcome: one for one in self.catalogue.all(Docket) if one.outcome}


@dataclass(frozen=True)
class _Case:
    """An outcome, and what else its columns show."""

    around: _Around
    outcome: Outcome

    @property
    def department(self) -> Department | None:
        return self.around.catalogue.departments.get(self.outcome.department)

    @property
    def party_kind(self) -> str:
        kind = self.outcome.party_kind
        natural = kind in (PartyKind.PERSON, PartyKind.SOLE_TRADER)
        return kind.label if natural else "法人及非法人组织"

    @property
    def bases(self) -> str:
        return "；".join(map(self._cited, self.outcome.bases))

    def _cited(self, one: Citation) -> str:
        law = self.around.catalogue.laws.get(one.law)
        place = cite(one.article, one.paragraph or "", one.subparagraph or "", one.item or "")
        return f"《{law.title if law else one.law}》{place}"

    @property
    def entrusted(self) -> Body | None:
        catalogue = self.around.catalogue
        entrustment = catalogue.entrustments.get(self.outcome.entrustment or "")
        return catalogue.bodies.get(entrustment.body) if entrustment else None

    @property
    def public_until(self) -> date | None:
        """The last day on which the portal's own period lets the outcome stand."""
        years = self.around.catalogue.publication_years(self.outcome)
        return (years and corresponding(self.outcome.decided_on, Period(years, Unit.YEARS))) or None

    @property
    def handlers(self) -> list[Officer]:
        docket = self.around.dockets.get(self.outcome.key)
        known = self.around.catalogue.officers
        return [known[one] for one in (docket.handlers if docket else ()) if one in known]


Value = Callable[[_Case], str]


def _day(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else ""


def _of(name: str) -> Value:
    """A field of the outcome: words, a day, or the label of a choice."""

    def value(case: _Case) -> str:
        found = getattr(case.outcome, name)
        if isinstance(found, date):
            return _day(found)
        return "" if found is None else str(getattr(found, "label", found))

    return value


def _wan(name: str) -> Value:
    def value(case: _Case) -> str:
        found: Decimal | None = getattr(case.outcome, name)
        return "" if found is None else f"{found / WAN:.6f}"

    return value


def _kinds(case: _Case) -> str:
    one = case.outcome
    return "、".join(kind.label for kind in one.kinds) if isinstance(one, Penalty) else ""


def _procedure(case: _Case) -> str:
    one = case.outcome
    if isinstance(one, Penalty) and one.procedure is None:
        return ""
    return "01" if isinstance(one, Penalty) and one.procedure is Procedure.SUMMARY else "02"


def _valid_until(case: _Case) -> str:
    one = case.outcome
    if not isinstance(one, Licence) or one.result is LicenceResult.REFUSED:
        return ""
    return _of("valid_until")(case) or LONG_TERM


def _ended(case: _Case) -> str:
    """How a licence ended before its time; whether its time is over, who reads the table sees by the days."""
    one = case.outcome
    return one.ended_by.label if isinstance(one, Licence) and one.ended_by else ""


def _name(case: _Case) -> str:
    return case.department.name if case.department else case.outcome.department


def _code(case: _Case) -> str:
    return (case.department.credit_code or "") if case.department else ""


def _party(prefix: str) -> dict[str, Value]:
    return {
        f"{prefix}_XDR_MC 行政相对人名称": _of("party"),
        f"{prefix}_XDR_LB 行政相对人类别": lambda case: case.party_kind,
        f"{prefix}_XDR_SHXYM 统一社会信用代码": _of("party_code"),
    }


def _source(prefix: str, body: str) -> dict[str, Value]:
    return {
        f"{prefix}_{body} {'处罚' if prefix == 'CF' else '许可'}机关": _name,
        f"{prefix}_{body}DM 机关统一社会信用代码": _code,
        f"{prefix}_{'SJLY' if prefix == 'CF' else 'LYDW'} 数据来源单位": _name,
        f"{prefix}_{'SJLYDM' if prefix == 'CF' else 'LYDWDM'} 数据来源单位统一社会信用代码": _code,
        "BZ 备注": _of("remark"),
    }


COLUMNS: dict[str, dict[str, Value]] = {
    "penalties": {
        **_party("CF"),
        "CF_WSH 行政处罚决定书文号": _of("number"),
        "CF_WFXW 违法行为类型": _of("violation"),
        "CF_SY 违法事实": _of("facts"),
        "CF_YJ 处罚依据": lambda case: case.bases,
        "CF_CFLB 处罚类别": _kinds,
        "CF_NR 处罚内容": _of("content"),
        "CF_NR_FK 罚款金额（万元）": _wan("fine"),
        "CF_NR_WFFF 没收违法所得、没收非法财物的金额（万元）": _wan("confiscated"),
        "CF_JDRQ 处罚决定日期": _of("decided_on"),
        "CF_GSJZQ 公示截止期": lambda case: _day(case.public_until),
        **_source("CF", "CFJG"),
        "是否委托其他部门实施": lambda case: "1" if case.outcome.entrustment else "0",
        "受委托组织名称": lambda case: case.entrusted.name if case.entrusted else "",
        "受委托组织编码": lambda case: (case.entrusted.credit_code or "") if case.entrusted else "",
        "案件程序类别": _procedure,
        "案件来源": _of("source"),
        "当事人类型": lambda case: case.outcome.party_kind.label,
    },
    "licences": {
        **_party("XK"),
        "XK_XKWS 行政许可决定文书名称": _of("document"),
        "XK_WSH 行政许可决定文书号": _of("number"),
        "XK_XKLB 许可类别": _of("kind"),
        "XK_XKZS 许可证书名称": _of("certificate_name"),
        "XK_XKBH 许可编号": _of("certificate_number"),
        "XK_NR 许可内容": _of("content"),
        "XK_JDRQ 许可决定日期": _of("decided_on"),
        "XK_YXQZ 有效期自": _of("valid_from"),
        "XK_YXQZI 有效期至": _valid_until,
        "XK_ZT 当前状态": _ended,
        **_source("XK", "XKJG"),
    },
}
"""Register → heading → value, in the order of the forms."""
HANDLERS: dict[str, Value] = {
    "执法人员姓名": lambda case: "、".join(one.name for one in case.handlers),
    "执法人员证件编号": lambda case: "、".join(one.certificate for one in case.handlers),
}
"""What the supervision edition adds."""
