"""方案二（四）8 执法文书和案卷：文书用统一格式，案卷齐全，办结及时归档。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.case_files import CaseFile
from generator.models.dockets import Docket
from generator.models.forms import Form
from generator.rules import rule
from generator.rules._late import late_hits
from generator.rules._supervised import unless_cases_known

CLAUSE = "2.4.8"
SOURCE = "方案二（四）8"


@rule(
    "CFL001",
    title="文书不在目录里",
    clause=CLAUSE,
    source=f"{SOURCE}（制定本系统的执法文书，统一格式）",
    message="文书“{document}”不在本部门的执法文书目录里",
    advice="对照 forms/ 里的文书标识改正；确实在用的文书，先登记到目录里。",
)
def form_not_in_the_catalogue(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    known = {one.key for one in catalogue.all(Form)}
    several: list[Docket | CaseFile] = [*catalogue.all(Docket), *catalogue.all(CaseFile)]
    unread = 0
    for one in several:
        for index, document in enumerate(one.documents):
            if f"{one.department}/{document}" in known:
                continue
            if _is_unread(catalogue, one.department, document):
                unread += 1
            else:
                yield hit(one.at("documents", index), document=document)
    if unread:
        yield Unchecked(unread, "执法文书目录读不出来，改好后才能核对")


def _is_unread(catalogue: Catalogue, department: str, form: str) -> bool:
    """Whether the form may stand in a file, or a department's folder, that could not be read."""
    names = (("forms", f"{department}/{form}"), ("forms", form), ("departments", department))
    return any(catalogue.is_lost(*name) for name in names)


@rule(
    "CFL002",
    title="案卷不齐全",
    clause=CLAUSE,
    source=f"{SOURCE}（确保执法文书和案卷完整准确：方案二（二）2）",
    message="案卷“{file}”（{case}）缺{missing}",
    advice="把缺的文书入卷，写进“文书（documents）”；没有制作的，查明原因，写进备注。",
    fact=True,
    remarked=True,
)
def incomplete_file(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    dockets = catalogue.of("dockets")
    for one in catalogue.all(CaseFile):
        docket = dockets.get(one.docket)
        if not isinstance(docket, Docket):
            continue  # STR008 says so
        missing = [
            form
            for form in catalogue.by_department(Form).get(one.department, ())
            if form.id not in one.documents
            and (form.id in docket.documents or _is_required(form, docket))
        ]
        if missing:
            yield hit(
                one.at("documents"),
                see=tuple(form.at() for form in missing),
                file=one.number or one.id,
                case=f"{docket.number} {docket.title}",
                missing="、".join(f"《{form.name}》" for form in missing),
            )


def _is_required(form: Form, docket: Docket) -> bool:
    """Whether every file of such a case has it, by the forms in use when the case was closed; a case that
    came to no decision has what its steps made."""
    day = docket.closed_on or docket.received_on
    in_use = form.begins_on <= day and (form.ends_on is None or day <= form.ends_on)
    return in_use and docket.outcome is not None and docket.kind in form.required_for


@rule(
    "CFL003",
    title="办结的案件没有及时归档",
    clause=CLAUSE,
    source=f"{SOURCE}（案件办结后，及时整理入卷，归档保存）",
    message="“{subject}”{started}结案，应当在{due}以前归档，{what}",
    advice="整理入卷，归档以后在 case_files/ 当年的文件里写明档号和归档日期。",
    kind=Kind.CLOCK,
)
def closed_and_not_archived(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    yield from late_hits(catalogue, day, "CFL003", "归档", "closed_on")
    portal = catalogue.portal
    if portal is None or portal.archive_days is None:
        closed = sum(one.closed_on is not None for one in catalogue.all(Docket))
        if closed:
            yield Unchecked(closed, "门户设置没有写归档期限（archive_days）")
