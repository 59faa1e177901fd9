"""方案二（三）2 案件移送：接受部门不退回、不再移送，有争议的由共同上级指定。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Severity, Unchecked, hit
from generator.models.transfers import Transfer
from generator.rules import rule

CLAUSE = "2.3.2"
SOURCE = "方案二（三）2"
DISPUTE = "接受部门认为不属于自己管辖的，提请共同的上级机关指定，写“提请指定日期（disputed_on）”和指定的机关、日期、部门。"

DESIGNATION = ("designated_by", "designated_on", "designated_to")
WAITING = "催请移送、接受双方共同的上级机关指定；指定以后写明指定机关、日期和由谁管辖，协商解决的，指定机关写“协商”。"


@rule(
    "TRF001",
    title="接受部门退回了移送的案件",
    clause=CLAUSE,
    source=f"{SOURCE}（接受机构不得拒绝）",
    message="“{title}”{sent}移送{to}，{refused}被退回",
    advice=f"移送的案件不能退回。{DISPUTE}",
    fact=True,
)
def refused(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.all(Transfer):
        if one.refused_on is not None:
            yield hit(
                one.at("refused_on"),
                title=one.title,
                sent=one.sent_on,
                to=catalogue.name_of("departments", one.to),
                refused=one.refused_on,
            )


@rule(
    "TRF002",
    title="移送过或者指定过管辖的案件又移送出去",
    clause=CLAUSE,
    source=f"{SOURCE}（接受机构不得再次移送）；行政处罚法第二十五条",
    message="“{title}”{what}",
    advice=f"移送来的案件不能再移送，指定过管辖的也不能，由被指定的部门办理。没有指定过的：{DISPUTE}",
    fact=True,
)
def transferred_again(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    transfers = catalogue.of("transfers")
    for one in catalogue.all(Transfer):
        before = transfers.get(one.follows or "")
        if not isinstance(before, Transfer) or before.key == one.key:
            continue
        to = catalogue.name_of("departments", one.to)
        again = f"{catalogue.name_of('departments', one.department)}{one.sent_on}又移送给{to}"
        # A matter is designated once; handing it to the designated department is what was ordered.
        whose = catalogue.name_of("departments", before.designated_to or before.to)
        if before.designated_to is None:
            if one.department == before.to:
                what = f"是{catalogue.name_of('departments', before.department)}移送给{whose}的，{again}"
                yield hit(one.at("follows"), see=(before.at("to"),), title=one.title, what=what)
        elif one.to != before.designated_to:
            what, see = f"已经指定由{whose}管辖，{again}", (before.at("designated_to"),)
            yield hit(one.at("follows"), see=see, title=one.title, what=what)
        elif one.disputed_on is not None:
            what = f"已经指定由{whose}管辖，{one.disputed_on}又提请指定"
            see = (before.at("designated_to"),)
            yield hit(one.at("disputed_on"), see=see, title=one.title, what=what)


@rule(
    "TRF003",
    title="管辖有争议，没有由共同上级机关指定",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第二十五条",
    message="“{title}”的管辖从{disputed}起有争议，{what}",
    advice="照指定管辖的文书写明指定机关、日期和由谁管辖；协商解决的，“指定机关（designated_by）”写“协商”。",
    fact=True,
)
def dispute_without_designation(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.all(Transfer):
        if one.disputed_on is None:
            continue
        missing = [name for name in DESIGNATION if getattr(one, name) is None]
        kind, severity, advice = Kind.RECORD, None, ""
        if len(missing) == len(DESIGNATION) and one.accepted_on is None and one.outcome is None:
            # Today's dispute is no fault: it waits for its designation.
            kind, advice = Kind.CLOCK, WAITING
            place, what = one.at("disputed_on"), f"到{day}还没有指定"
        elif missing:
            labels = [str(Transfer.model_fields[name].title) for name in missing]
            place, what = one.at(missing[0]), f"没有写{'、'.join(labels)}"
        elif one.designated_by in _names(catalogue, one.department, one.to):
            place = one.at("designated_by")
            what = f"指定机关写的是{one.designated_by}，是争议的一方，不是双方共同的上级机关"
        elif not one.is_agreed and not _is_above(catalogue, one.designated_by or ""):
            severity, place = Severity.WARNING, one.at("designated_by")
            sibling = one.designated_by in _names(catalogue, *catalogue.departments)
            doubt = "是执法部门，" if sibling else ""
            what = f"指定机关写的是{one.designated_by}，{doubt}看不出是双方共同的上级机关"
            advice = "照指定管辖的文书写指定机关的全称，例如“某市人民政府”；协商解决的，写“协商”；写的没有错的，在备注里说明。"
        else:
            continue
        yield hit(
            place,
            kind=kind,
            severity=severity,
            advice=advice,
            title=one.title,
            disputed=one.disputed_on,
            what=what,
        )


def _names(catalogue: Catalogue, *departments: str) -> set[str]:
    """The names of departments, in full and in short."""
    known = (catalogue.departments.get(name) for name in departments)
    return {name for one in known if one for name in (one.name, one.short_name)}


def _is_above(catalogue: Catalogue, name: str) -> bool:
    """Whether it is the government above the departments. The legal office is above none of them."""
    portal = catalogue.portal
    above = portal.remedies.reconsideration.name if portal else ""
    return name == above or name.endswith(("人民政府", "管理委员会"))


@rule(
    "TRF004",
    title="移送的事项不是接受部门的职权",
    clause=CLAUSE,
    source=f"{SOURCE}（移送相关行政执法机构）",
    message="“{title}”移送给{to}，所写的职权“{power}”是{owner}的",
    advice="核对职权和接受部门：移送给行使这项职权的部门；职权写错的，改正职权。",
    fact=True,
)
def to_a_body_without_the_power(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    unread = 0
    for one in catalogue.all(Transfer):
        power = catalogue.powers.get(one.power.partition("/")[0])
        if power is None or power.department == one.to:
            continue
        if any(catalogue.is_lost("departments", name) for name in (one.to, power.department)):
            unread += 1
        else:
            yield hit(
                one.at("to"),
                see=(power.at("id"),),
                title=one.title,
                to=catalogue.name_of("departments", one.to),
                power=power.name,
                owner=catalogue.name_of("departments", power.department),
            )
    if unread:
        yield Unchecked(unread, "部门的记录读不出来，改好后才能核对")
