"""方案 2.4.3 培训：部门每年编制计划、集中培训一次，执法人员三年轮训一次。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked
from generator.rules import rule
from generator.rules._late import late_hits, since_when

CLAUSE = "2.4.3"
SOURCE = "方案二（四）3"


@rule(
    "TRN001",
    title="这一年没有集中培训",
    clause=CLAUSE,
    source=f"{SOURCE}（每年集中培训一次）",
    message="{subject}应当在{due}以前集中培训一次，{what}",
    advice="办过的，在本部门 trainings/ 当年的那一份里写“集中培训（sessions）”；没有办的尽快补办。",
    kind=Kind.CLOCK,
)
def no_yearly_training(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from since_when(catalogue)
    yield from late_hits(catalogue, day, "TRN001", "培训", "sessions")


@rule(
    "TRN002",
    title="执法人员三年没有轮训",
    clause=CLAUSE,
    source=f"{SOURCE}（每三年轮训一次）",
    message="{subject}从{started}起三年，应当在{due}以前参加综合法律知识轮训，{what}",
    advice="安排参加最近一期；已经参加的，由法制机构在那一期的“参加人员（officers）”里补上。",
    kind=Kind.CLOCK,
)
def past_the_rotation(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from since_when(catalogue)
    yield from late_hits(catalogue, day, "TRN002", "参加")


@rule(
    "TRN003",
    title="这一年没有培训计划",
    clause=CLAUSE,
    source=f"{SOURCE}（编制本单位执法人员专业法律知识的培训计划）",
    message="{subject}的培训计划应当在{due}以前编制，{what}",
    advice="编制了的，在本部门 trainings/ 当年的那一份里写“培训计划（plan）”；没有编制的，查明原因。",
    kind=Kind.CLOCK,
)
def no_training_plan(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from since_when(catalogue)
    yield from late_hits(catalogue, day, "TRN003", "编制", "plan")
