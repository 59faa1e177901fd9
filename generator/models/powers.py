"""职权：lists/departments/ID/powers/ID.yaml，一项职权一个文件。"""

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from generator.findings import Path
from generator.models.base import Day, Part, Record, Register, Slug, Text, described, in_folder_of
from generator.models.choices import Compulsion, Level, PowerType
from generator.models.parts import Basis

Code = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z._-]{3,63}$")]


class FormerCode(Part):
    """Provinces renumber and functions move: an address that held a code still leads here."""

    code: Code = described("编码", "曾用编码", example="021231047000", official=True)
    until: Day = described("用到", "用到哪一天（含当日）", example="2025-12-31")


class Posts(Part):
    """The four posts of every power; each names a post of the department (方案二（六）办、审、定)."""

    handler: Slug | None = described(
        "承办",
        "承办岗位的标识",
        example="food-handler",
        default=None,
        refers="posts",
        clause="2.6.1",
    )
    reviewer: Slug | None = described(
        "审核",
        "内部审核岗位的标识",
        example="food-reviewer",
        default=None,
        refers="posts",
        clause="2.6.1",
    )
    legal_reviewer: Slug | None = described(
        "法制审核",
        "法制审核岗位的标识",
        example="legal-reviewer",
        default=None,
        refers="posts",
        clause="2.6.1",
    )
    decider: Slug | None = described(
        "决定", "决定岗位的标识", example="director", default=None, refers="posts", clause="2.6.1"
    )


class SubItem(Part):
    """A sub-item: its address is `power/sub`."""

    id: Slug = described("标识", "在本项职权内唯一", example="sale")
    name: Text = described("子项名称", "子项全称", example="对销售超过保质期食品的处罚")
    code: Code | None = described(
        "子项编码", "子项的职权编码", example="021231047001", default=None, official=True
    )
    bases: list[Basis] = described(
        "法定依据", "子项自己的依据；没有的用职权的依据", example=[], default=[]
    )


class Power(Record):
    """What a department may do, on which article, through whom (方案二（一）1)."""

    register: ClassVar[Register] = Register(
        name="powers",
        title="职权",
        path="departments/{department}/powers/{id}.yaml",
        clause="2.1.1",
        about="每项职权的名称、依据、责任和岗位",
    )

    department: Slug = in_folder_of("行使职权的部门")
    id: Slug = described("标识", "永久标识，与文件同名，全市唯一", example="expired-food")
    code: Code | None = described(
        "职权编码",
        "权责清单中的编码",
        example="021231047000",
        default=None,
        official=True,
        clause="2.1.1",
    )
    former_codes: list[FormerCode] = described(
        "曾用编码", "改过的编码及用到哪天", example=[], default=[]
    )
    national_code: Code | None = described(
        "国家基本编码", "国家基本目录中的编码", example="000131001000", default=None, official=True
    )
    name: Text = described(
        "职权名称", "规范名称", example="对经营超过保质期食品的处罚", clause="2.1.1"
    )
    type: PowerType = described("职权类型", "十类之一", example="penalty", clause="2.1.1")
    compulsion: Compulsion | None = described(
        "强制种类",
        "行政强制的，写明是强制措施还是强制执行；措施不得委托",
        example="measure",
        default=None,
        clause="2.1.3",
    )
    restricts_liberty: list[Text] = described(
        "限制人身自由的内容",
        "职权含有限制人身自由内容的，逐项写明；这样的职权不得委托",
        example=["行政拘留"],
        default=[],
        clause="2.1.3",
    )
    summary: Text = described(
        "能做什么", "用老百姓的话说明这项职权管什么", example="查处卖过期食品的行为"
    )
    levels: list[Level] = described(
        "实施层级", "由哪几级实施", example=["city", "county"], default=[]
    )
    authority: Text | None = described(
        "层级权限", "各级之间怎样分工", example="市级负责跨区案件", default=None
    )
    unit: Slug | None = described(
        "承办机构", "内设机构的标识", example="food", default=None, refers="units"
    )
    sub_items: list[SubItem] = described(
        "子项", "职权下的子项", example=[], default=[], clause="2.1.1"
    )
    bases: list[Basis] = described(
        "法定依据",
        "法律、版本、条款和起止日期",
        example=[],
        default=[],
        clause="2.1.1",
        asked_by="COV003",
    )
    duties: list[Text] = described(
        "责任事项",
        "行使职权时应当做到的事",
        example=["两人以上检查并出示证件"],
        default=[],
        clause="2.1.1",
    )
    posts: Posts = described(
        "岗位",
        "承办、审核、法制审核、决定",
        example={},
        default=Posts(),
        clause="2.6.1",
        asked_by="COV004",
    )
    accountable: Text | None = described(
        "追责对象",
        "追究谁的责任",
        example="承办、审核、决定岗位的人员",
        default=None,
        clause="2.1.1",
    )
    grounds: list[Text] = described(
        "追责情形",
        "出现什么情形要追究责任",
        example=["没有法定依据实施处罚的"],
        default=[],
        clause="2.1.1",
    )
    remedies: list[Text] = described(
        "救济途径",
        "与门户设置不同的才写",
        example=["向省级机关申请复议"],
        default=[],
        clause="2.1.1",
    )
    statutory_limit: Text | None = described(
        "法定时限", "许可等事项的法定办理时限", example="20个工作日", default=None
    )
    promised_limit: Text | None = described(
        "承诺时限", "承诺的办理时限", example="10个工作日", default=None
    )
    entrusted: list[Slug] = described(
        "委托",
        "这项职权的委托记录标识，一一注明",
        example=["food-brigade"],
        default=[],
        refers="entrustments",
        clause="2.1.3",
    )
    succeeds: list[Slug] = described(
        "承接自",
        "合并、拆分以前的职权标识；那项职权从清单删去以后，没有答复的由本项答复",
        example=["expired-food-sale"],
        default=[],
        refers="powers",
        clause="2.1.2",
    )
    remark: Text | None = described(
        "备注", "其他说明", example="与城管部门分工见附件", default=None
    )

    def items_with_bases(self) -> Iterator[tuple[Path, str, list[Basis]]]:
        """The power and each sub-item that stands on bases of its own: the path of its bases, its name, its bases.

        A power whose sub-items all have their own needs none itself, and then is not among them; one that has
        none, and needs some, is.
        """
        own = [sub for sub in self.sub_items if sub.bases]
        if self.bases or not own or len(own) < len(self.sub_items):
            yield ("bases",), self.name, self.bases
        for index, sub in enumerate(self.sub_items):
            if sub.bases:
                yield ("sub_items", index, "bases"), f"{self.name}（{sub.name}）", sub.bases

    def all_bases(self) -> Iterator[tuple[Path, Basis]]:
        """The bases of the power and of its sub-items, each with its path."""
        for index, basis in enumerate(self.bases):
            yield ("bases", index), basis
        for place, sub in enumerate(self.sub_items):
            for index, basis in enumerate(sub.bases):
                yield ("sub_items", place, "bases", index), basis
