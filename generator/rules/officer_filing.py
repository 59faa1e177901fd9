"""方案 2.4.6 执法人员档案：一人一档，档随人走，终身保存。"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Unchecked, hit
from generator.models.officer_files import OfficerFile
from generator.rules import rule
from generator.rules._supervised import unless_supervised

CLAUSE = "2.4.6"
SOURCE = "方案二（四）6（一人一档、档随人走）"


@rule(
    "OFF001",
    title="执法人员没有档案，或者有两份",
    clause=CLAUSE,
    source=SOURCE,
    message="{officer}{what}",
    advice="建档，登记在所在部门的 officer_files.csv。",
)
def not_one_file(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.officers))
    files: dict[str, list[OfficerFile]] = defaultdict(list)
    for one in catalogue.all(OfficerFile):
        files[one.officer].append(one)
    for officer in catalogue.officers.values() if catalogue.supervised else ():
        mine = files[officer.id]
        if not mine:
            yield hit(officer.at(), officer=officer.name, what="没有执法人员档案")
        for more in mine[1:]:
            what = f"有{len(mine)}份档案：{'、'.join(one.number for one in mine)}"
            yield hit(
                more.at("officer"),
                see=(mine[0].at(),),
                advice="合并成一份，删去多出来的一行。",
                officer=officer.name,
                what=what,
            )


@rule(
    "OFF002",
    title="人调走了，档案没有跟去",
    clause=CLAUSE,
    source=f"{SOURCE[:-1]}，在人员调动时，由执法部门进行移交）",
    message="{officer}的档案{number}{what}",
    advice="移交档案，写明移交和接收的日期；新部门收到以后，把这一行移到新部门的 officer_files.csv。",
)
def file_did_not_follow(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.officers))
    for one in catalogue.all(OfficerFile):
        officer = catalogue.officers.get(one.officer)
        name = officer.name if officer else one.officer
        moved = one.moved_on is not None and one.moved_on <= day
        if moved and not (one.sent_on and one.received_on):
            field, what = (
                ("received_on", "移交了，没有接收日期") if one.sent_on else ("sent_on", "没有移交")
            )
            what = f"：{one.moved_on}人已经调走，档案{what}"
            yield hit(one.at(field), officer=name, number=one.number, what=what)
        elif officer and not moved and officer.department != one.department:
            what = "还在原来的部门，人已经在别的部门持证"
            yield hit(
                one.at("officer"), see=(officer.at(),), officer=name, number=one.number, what=what
            )
