"""方案二（二）2 全过程记录：每一步有文书，目录里的行为有音像。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Unchecked, hit
from generator.models.dockets import Docket
from generator.models.forms import Form
from generator.models.recording_scopes import RecordingScope
from generator.rules import rule
from generator.rules._supervised import unless_cases_known

CLAUSE = "2.2.2"
SOURCE = "方案二（二）2；行政处罚法第四十七条"


@rule(
    "REC001",
    title="目录里的行为没有音像记录",
    clause=CLAUSE,
    source=SOURCE,
    message="“{case}”办了“{step}”，没有“{act}”的音像记录",
    advice="录了的，在“音像记录（recordings）”里写上目录里的标识；没有录的不能补，写进备注并查明原因。",
    fact=True,
    remarked=True,
)
def act_without_recording(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    listed = catalogue.by_department(RecordingScope)
    without = 0
    for docket in catalogue.all(Docket):
        scopes = listed.get(docket.department, [])
        without += bool(docket.steps) and not scopes
        for scope in scopes:
            needed = scope.step in docket.steps and scope.covers(docket.power, _begun(docket))
            if needed and scope.id not in docket.recordings:
                place, see = docket.at("recordings"), (scope.at(),)
                case = f"{docket.number} {docket.title}"
                yield hit(place, see=see, case=case, step=scope.step.label, act=scope.name)
    if without:
        yield Unchecked(without, "部门没有公布音像记录事项目录")


@rule(
    "REC002",
    title="办案步骤没有文书",
    clause=CLAUSE,
    source=SOURCE,
    message="“{case}”办了“{step}”，没有这一步的文书（{forms}）",
    advice="把这一步的文书写进“文书（documents）”；没有制作文书的，写进备注并查明原因，不能倒签日期补作。",
    fact=True,
    remarked=True,
)
def step_without_document(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    catalogued = catalogue.by_department(Form)
    without = 0
    for docket in catalogue.all(Docket):
        forms = catalogued.get(docket.department, [])
        without += bool(docket.steps) and not forms
        for step in docket.steps:
            fitting = [one for one in forms if one.step is step]
            if fitting and not {one.id for one in fitting} & set(docket.documents):
                yield hit(
                    docket.at("documents"),
                    see=tuple(one.at() for one in fitting),
                    case=f"{docket.number} {docket.title}",
                    step=step.label,
                    forms="、".join(f"《{one.name}》" for one in fitting),
                )
    if without:
        yield Unchecked(without, "部门没有公布执法文书目录")


def _begun(docket: Docket) -> date:
    return docket.opened_on or docket.received_on
