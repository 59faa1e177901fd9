"""Which field a heading means: the model's own titles and names, official headings and codes, a clerk's mapping."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import cache

from generator.forms.columns import BETWEEN, FormColumn, form_columns
from generator.importing.official import EVERYWHERE, HEADINGS
from generator.models.base import Record

WAN = 10_000
_UNIT = re.compile(r"\((?:单位[:：])?(万元|元|人民币万元|人民币元)\)$")
_NOTE = re.compile(r"\((?:必填|选填|可选|\*)\)$|\*$|^\*")


class Secret(Enum):
    """What a column that is not taken would tell of somebody: of people, or of the party where its name is hidden."""

    NO = "no"
    OF_PEOPLE = "people"
    OF_A_PARTY = "party"


@dataclass(frozen=True)
class Target:
    """What a column is for.

    column: the field it fills, None where it is not taken. how: "" or the way there: `+` adds up, `依据` finds
    it by a legal basis. until: the second field of a period. why: it is not taken. private: whose secret it holds.
    """

    column: FormColumn | None = None
    factor: int = 1
    how: str = ""
    until: FormColumn | None = None
    why: str = ""
    private: Secret = Secret.NO
    gathered: str = ""


_OF_PEOPLE = re.compile(
    r"代表人|负责人|经营者|业主|店主|姓名|(?:经办|承办|主办|协办|办案|联系|举报|投诉|监护|代理|被害|受害|见证|证)人|执法人员|当事人名"
    r"|身份证|身份号|证件号|电话|手机|邮箱|微信|qq|[账帐]号|银行卡|车牌"
)
_OF_A_PARTY = re.compile(r"住址|住所|地址|登记号|注册号")
_OF_NOBODY = re.compile(r"(?:类型|种类|类别|性别|日期|时间|意见|单位|机关|部门|科室|代码)$")


def secret_of(heading: str, target: Target | None) -> Secret:
    """What a column tells of somebody though no field takes it: as the official forms have it, else by its words."""
    if target is not None and (target.column is not None or target.private is not Secret.NO):
        return target.private
    plain = folded(heading)
    if _OF_NOBODY.search(plain):
        return Secret.NO
    if _OF_PEOPLE.search(plain):
        return Secret.OF_PEOPLE
    return Secret.OF_A_PARTY if _OF_A_PARTY.search(plain) else Secret.NO


@dataclass(frozen=True)
class Headings:
    """The headings of one register. mapping: what a clerk said, heading → field. unit: 10000 for bare numbers."""

    model: type[Record]
    mapping: Mapping[str, str]
    unit: int | None = None

    def target(self, heading: str) -> Target | None:
        """What a heading means, None where it is not known."""
        plain = folded(heading)
        unit = _UNIT.search(plain)
        bare = _UNIT.sub("", plain)
        known = _known(self.model)
        meant = {folded(key): value for key, value in self.mapping.items()}
        if (said := meant.get(plain, meant.get(bare))) is not None:
            written = known.get(folded(said), f"?{said}" if not said else "")
            if not written:
                return None
        else:
            written = known.get(plain) or known.get(bare) or ""
        if not written:
            return None
        return self._target(written, unit[1] if unit else "")

    def nearest(self, heading: str) -> list[str]:
        """Headings that look like one that is not known."""
        titles = {folded(column.title): column.title for column in form_columns(self.model)}
        return [titles[one] for one in get_close_matches(folded(heading), titles, 2, 0.5)]

    def column(self, name: str) -> FormColumn | None:
        return next((one for one in form_columns(self.model) if one.name == name), None)

    def _target(self, written: str, unit: str) -> Target:
        if written.startswith("!"):
            secret = Secret.OF_A_PARTY if written.startswith("!!") else Secret.OF_PEOPLE
            return Target(private=secret, why=written.lstrip("!"))
        if written.startswith("?"):
            return Target(why=written[1:] or "按 --columns 不取")
        name, _, how = written.lstrip("+").partition("@")
        first, _, until = name.partition("~")
        column = self.column(first)
        if column is None and (gathered := self.column(first.partition(".")[0])):
            return Target(gathered, gathered=first.partition(".")[2])
        factor = WAN if "万元" in (unit or how) else 1
        if not unit and how != "万元" and self.unit:
            factor = self.unit
        return Target(
            column,
            factor,
            "+" if written.startswith("+") else how if how != "万元" else "",
            self.column(until) if until else None,
            "" if column else "这个登记表没有这一栏",
        )


def folded(heading: str) -> str:
    """A heading without what the ways of writing it differ in."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading))
    previous = ""
    while plain != previous:
        previous, plain = plain, _NOTE.sub("", plain)
    return plain.lower().replace("【", "(").replace("】", ")")


@cache
def _known(model: type[Record]) -> dict[str, str]:
    """Every heading that is understood, folded, with what it means; the model's own come first."""
    found: dict[str, str] = {}
    columns = form_columns(model)
    for column in columns:
        found[folded(column.title)] = column.name
        found[folded(column.name)] = column.name
    for several in (HEADINGS.get(model.register.name, {}), EVERYWHERE):
        for heading, written in several.items():
            found.setdefault(folded(heading), written)
    # 签订日期 alone is enough where no other group has one.
    last = [folded(column.title.rpartition(BETWEEN)[2]) for column in columns]
    for title, column in zip(last, columns, strict=True):
        if last.count(title) == 1:
            found.setdefault(title, column.name)
    return found


def known_count(headings: Iterable[str], of: Headings) -> int:
    """How many different headings of a row are understood."""
    return len({one for one in headings if one and of.target(one) is not None})
