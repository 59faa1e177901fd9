"""方案二（三）2 案件移送：接受部门不退回、不再移送，有争议的由共同上级指定。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Unchecked, hit
from generator.models.transfers import Transfer
from generator.rules import rule

CLAUSE = "2.3.2"
SOURCE = "方案二（三）2"
DISPUTE = "接受部门认为不属于自己管辖的，提请共同的上级机关指定，写“提请指定日期（disputed_on）”和指定的机关、日期、部门。"


@rule(
    "TRF001",
    title="接受部门退回了移送的案件",
    clause=CLAUSE,
    source=f"{SOURCE}（接受机构不得拒绝）",
    message="“{title}”{sent}移送{to}，{refused}被退回",
    advice=f"移送的案件不能退回。{DISPUTE}",
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
    title="接受部门把案件又移送出去",
    clause=CLAUSE,
    source=f"{SOURCE}（接受机构不得再次移送）",
    message="“{title}”是{first}移送给{by}的，{by}{sent}又移送给{to}",
    advice=f"移送来的案件不能再移送。{DISPUTE}",
)
def transferred_again(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    transfers = catalogue.of("transfers")
    for one in catalogue.all(Transfer):
        before = transfers.get(one.follows or "")
        if isinstance(before, Transfer) and one.department == before.to:
            yield hit(
                one.at("follows"),
                see=(before.at("to"),),
                title=one.title,
                first=catalogue.name_of("departments", before.department),
                by=catalogue.name_of("departments", one.department),
                sent=one.sent_on,
                to=catalogue.name_of("departments", one.to),
            )


@rule(
    "TRF003",
    title="管辖有争议，没有由共同上级机关指定",
    clause=CLAUSE,
    source=f"{SOURCE}；行政处罚法第二十五条",
    message="“{title}”的管辖从{disputed}起有争议，{what}",
    advice="催请移送、接受双方共同的上级机关指定，写明指定机关、日期和由谁管辖；协商解决的，也照此写明。",
)
def dispute_without_designation(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for one in catalogue.all(Transfer):
        if one.disputed_on is None:
            continue
        missing = [
            name
            for name in ("designated_by", "designated_on", "designated_to")
            if getattr(one, name) is None
        ]
        sides = {catalogue.name_of("departments", name) for name in (one.department, one.to)}
        if missing:
            labels = [str(Transfer.model_fields[name].title) for name in missing]
            place, what = one.at(missing[0]), f"没有写{'、'.join(labels)}"
        elif one.designated_by in sides:
            place = one.at("designated_by")
            what = f"指定机关写的是{one.designated_by}，是争议的一方，不是双方共同的上级机关"
        else:
            continue
        yield hit(place, title=one.title, disputed=one.disputed_on, what=what)


@rule(
    "TRF004",
    title="移送的事项不是接受部门的职权",
    clause=CLAUSE,
    source=f"{SOURCE}（移送相关行政执法机构）",
    message="“{title}”移送给{to}，所写的职权“{power}”是{owner}的",
    advice="核对职权和接受部门：移送给行使这项职权的部门；职权写错的，改正职权。",
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
