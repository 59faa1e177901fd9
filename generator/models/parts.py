"""Groups of fields that stand inside several registers: a legal basis, a range, a channel."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.models.base import (
    ArticleNumber,
    Day,
    Flag,
    Number,
    Part,
    Slug,
    Text,
    described,
)
from generator.models.choices import PenaltyKind, Unit


class Citation(Part):
    """A place in one version of a law: 《食品安全法》（2025-09-12公布）第一百二十四条第一款第（五）项。"""

    law: Slug = described("法律", "法律在本库中的标识", example="food-safety-law", refers="laws")
    version: Day = described(
        "版本", "所引文本的公布日期；同一部法律一年可能修改两次，所以用日期", example="2025-09-12"
    )
    article: ArticleNumber = described(
        "条", '条号，写阿拉伯数字，在文件里加引号；第十二条之一写作 "12-1"', example="124"
    )
    paragraph: ArticleNumber | None = described("款", "款号", example="1", default=None)
    subparagraph: ArticleNumber | None = described(
        "项", '项号，第（五）项写作 "5"', example="5", default=None
    )
    item: ArticleNumber | None = described("目", "目号", example="1", default=None)

    @property
    def position(self) -> str:
        """`124.1.5`: article, paragraph, subparagraph and item as far as given, gaps as 0."""
        parts = [self.article, self.paragraph, self.subparagraph, self.item]
        while parts and parts[-1] is None:
            parts.pop()
        return ".".join(part or "0" for part in parts)

    def __str__(self) -> str:
        return f"{self.law}@{self.version}:{self.position}"


def read_citation(value: object) -> object:
    """`food-safety-law@2025-09-12:124.1.5`, the form in a cell of a table, as fields."""
    if not isinstance(value, str):
        return value
    law, _, rest = value.partition("@")
    version, _, position = rest.partition(":")
    names = ("article", "paragraph", "subparagraph", "item")
    numbers = position.split(".") if position else []
    fields: dict[str, object] = {"law": law, "version": version}
    fields.update({n: v for n, v in zip(names, numbers, strict=False) if v != "0"})
    if len(numbers) > len(names):
        fields["item"] = ".".join(numbers[3:])
    return fields


CellCitation = Annotated[Citation, BeforeValidator(read_citation)]


class Range(Part):
    """From where to where. 以上、以下、以内 include the number; 超过、不满 do not (Civil Code, 1259)."""

    unit: Unit = described("单位", "元、倍、百分比，或者每一份多少元", example="yuan")
    of: Text | None = described(
        "基数",
        "单位是倍或者百分比的，以什么为基数；按数量的，写明每什么，例如“每平方米”",
        example="货值金额",
        default=None,
    )
    min: Number | None = described(
        "下限", "数字，不写“万”；没有下限的不写", example=50000, default=None
    )
    min_open: Flag = described(
        "下限不含本数", "“超过”写 true；“以上”不写", example=True, default=False
    )
    max: Number | None = described(
        "上限", "数字，不写“万”；没有上限的不写", example=100000, default=None
    )
    max_open: Flag = described(
        "上限不含本数", "“不满”“不足”写 true；“以下”不写", example=True, default=False
    )

    @property
    def is_reversed(self) -> bool:
        """Whether one of its ends is wrong, so that it says nothing of any amount."""
        return self.min is not None and self.max is not None and self.min > self.max


class StatutoryRange(Range):
    """A range that the cited article itself allows; benchmarks divide it into tiers."""

    id: Slug = described("标识", "在本项职权内唯一，裁量基准用它指明", example="under-10000")
    kind: PenaltyKind = described("处罚种类", "这个幅度是哪一种处罚的", example="fine")
    when: Text | None = described(
        "适用情形", "条文按情形分别规定幅度的，写明情形", example="货值金额不足一万元", default=None
    )
    base_floor: Number | None = described(
        "基数不足的按",
        "条文规定基数不足多少元的，按多少元计算，写这个数；没有这样规定的不写",
        example=200000,
        default=None,
        clause="2.3.1",
    )


class Basis(Citation):
    """A legal basis: on what a power stands, from when until when (both days included)."""

    from_: Day | None = described(
        "起",
        "自哪天起作为依据；不写的，自该版本施行之日起",
        example="2026-08-15",
        default=None,
        alias="from",
    )
    until: Day | None = described(
        "止", "到哪天为止作为依据（含当日）；仍在用的不写", example="2026-08-14", default=None
    )
    ranges: list[StatutoryRange] = described(
        "法定幅度", "条文规定的罚款等幅度", example=[], default=[], clause="2.3.1"
    )
    gist: Text | None = described(
        "大意",
        "用自己的话说明条文讲了什么；不是原文",
        example="销售超过保质期的食品，没收违法所得和食品，并处罚款",
        default=None,
    )


class Channel(Part):
    """How to complain about enforcement (投诉举报渠道)."""

    scope: Text = described(
        "受理范围", "受理哪些投诉举报", example="对本部门执法行为的投诉举报", clause="2.4.10"
    )
    hotline: Text = described(
        "热线电话", "投诉举报电话", example="0000-12345678", official=True, clause="2.4.10"
    )
    mailbox: Text = described(
        "电子信箱", "投诉举报信箱", example="jiandu@example.invalid", official=True, clause="2.4.10"
    )
    address: Text = described(
        "通信地址", "寄信或者来访的地址", example="某市人民路1号", official=True, clause="2.4.10"
    )
    hours: Text | None = described(
        "受理时间", "什么时候有人接听或者接待", example="工作日9:00—17:00", default=None
    )


class Contact(Part):
    """How to reach a body."""

    address: Text | None = described(
        "地址", "办公地址", example="某市人民路1号", default=None, official=True
    )
    phone: Text | None = described(
        "电话", "办公电话", example="0000-12345678", default=None, official=True
    )
    email: Text | None = described(
        "电子邮箱", "公务邮箱", example="office@example.invalid", default=None, official=True
    )
    postcode: Annotated[str, Field(pattern=r"^[0-9]{6}$")] | None = described(
        "邮政编码", "6位数字", example="000000", default=None, official=True
    )
    website: Text | None = described(
        "网站", "门户网站地址", example="https://example.invalid/", default=None, official=True
    )


def _some_way(contact: Contact) -> Contact:
    if contact == Contact():
        raise PydanticCustomError("nothing_in_it", "没有内容")
    return contact


Reachable = Annotated[Contact, AfterValidator(_some_way)]
"""How to reach a body that must be reached: one way at least."""
