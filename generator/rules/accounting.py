"""方案 2.6.1 责任追究：查证属实的必追究，追究到环节，不追究的单位承担后果。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.accountability import Accountability, Sanction
from generator.rules import rule
from generator.rules._late import late_hits

CLAUSE = "2.6.1"
PURSUED = "方案一（二）失责必究（凡经查证情况属实的必追究责任，凡不积极主动履行追究职责的单位和人员必承担相应后果）"
STEPS = "方案二（六）1（区分承办人员、法制审核人员、主管领导的具体责任）"


@rule(
    "ACC001",
    title="查证属实的线索没有结果",
    clause=CLAUSE,
    source=PURSUED,
    message="“{subject}”{started}查证属实，应当在{due}以前作出处理，{what}",
    advice="作出处理，写明“处理日期（decided_on）”、责任环节、处理方式和结果；没有积极追究的，写明单位承担的后果。",
    kind=Kind.CLOCK,
)
def no_outcome(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from late_hits(catalogue, day, "ACC001", "作出处理", "decided_on")


@rule(
    "ACC002",
    title="追究的结果没有写明责任环节",
    clause=CLAUSE,
    source=STEPS,
    message="“{title}”{decided}作出处理，没有写明哪个环节承担责任",
    advice="在“责任环节（steps）”里写明承办、审核、法制审核、决定中的哪些；免予追究的也写明是哪个环节的行为。",
)
def outcome_without_step(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.all(Accountability):
        if one.decided_on and not one.steps:
            yield hit(one.at("steps"), title=one.title, decided=one.decided_on)


@rule(
    "ACC003",
    title="应当追究的没有追究",
    clause=CLAUSE,
    source=PURSUED,
    message="“{title}”{verified}查证属实，{what}",
    advice="立案追究并写明“处理期限（decide_by）”；依规定免予追究的，写明“免予追究的理由（reason）”；追究机关没有积极追究的，由上级追究并写明“单位承担的后果（answered_for）”。",
)
def not_pursued(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.all(Accountability):
        if one.verified_on is None or one.answered_for:
            continue
        if one.decided_on is None and one.decide_by is None:
            what = f"{one.body}没有立案追究：没有处理期限，也没有处理结果"
            yield hit(one.at("decide_by"), title=one.title, verified=one.verified_on, what=what)
        elif one.decided_on and not one.sanctions:
            what = "没有写明作出了什么处理"
            yield hit(one.at("sanctions"), title=one.title, verified=one.verified_on, what=what)
        elif Sanction.EXEMPT in one.sanctions and not one.reason:
            what = "免予追究没有写明理由"
            yield hit(one.at("reason"), title=one.title, verified=one.verified_on, what=what)
