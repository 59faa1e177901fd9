"""方案二（四）7 涉案物品：专人保管，办案人员不得自行保管，到期处理。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.dockets import Docket
from generator.models.exhibits import Exhibit
from generator.rules import rule
from generator.rules._late import late_hits
from generator.rules._supervised import unless_cases_known

CLAUSE = "2.4.7"
SOURCE = "方案二（四）7"


@rule(
    "EXH001",
    title="办案人员自行保管涉案物品",
    clause=CLAUSE,
    source=f"{SOURCE}（严禁由办案人员自行保管涉案财物）",
    message="“{exhibit}”的保管人{officer}是本案的承办人",
    advice="移交给指定的专门保管人员，改写“保管人（custodian）”。",
)
def kept_by_the_handler(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    dockets = catalogue.of("dockets")
    for one in catalogue.all(Exhibit):
        docket = dockets.get(one.docket)
        if isinstance(docket, Docket) and one.custodian and one.custodian in docket.handlers:
            yield hit(
                one.at("custodian"),
                see=(docket.at("handlers"),),
                exhibit=one.name,
                officer=catalogue.name_of("officers", one.custodian),
            )


@rule(
    "EXH002",
    title="涉案物品没有保管人",
    clause=CLAUSE,
    source=f"{SOURCE}（指定专人负责管理工作）",
    message="“{exhibit}”{taken}{measure}，没有写保管人",
    advice="指定专人保管，写明“保管人（custodian）”和存放地点。",
)
def without_custodian(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    for one in catalogue.all(Exhibit):
        if one.custodian is None:
            yield hit(
                one.at("custodian"),
                exhibit=one.name,
                taken=one.taken_on,
                measure=one.measure.label,
            )


@rule(
    "EXH003",
    title="措施到期，物品没有处理",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第五十六条；行政强制法第二十五条、第三十二条",
    message="“{subject}”从{started}起采取措施，应当在{due}以前处理，{what}",
    advice="马上作出处理决定或者解除措施，写明“处理日期（disposed_on）”；经批准延长或者送检的，写明延长和检测的日数。",
    kind=Kind.CLOCK,
)
def expired_and_not_disposed_of(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_cases_known(catalogue)
    yield from late_hits(catalogue, day, "EXH003", "处理", "disposed_on")
