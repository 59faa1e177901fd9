"""行政执法主体：lists/departments/ID/department.yaml。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import (
    Account,
    Choice,
    CreditCode,
    Day,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Url,
    Whole,
    described,
)
from generator.models.choices import Level, PowerType
from generator.models.parts import Channel, Reachable


class DepartmentKind(Choice):
    """By what title it enforces: an organ, an organisation that a law names (Penalty Law 19), a town (24)."""

    ORGAN = "organ", "行政机关"
    AUTHORISED = "authorised", "法律、法规授权的组织"
    TOWN = "town", "乡镇人民政府、街道办事处"


class Confirmation(Part):
    """Who confirmed the list, and when (方案二（一）1、2)."""

    by: Text = described("确认机关", "审核确认清单的机关", example="某市司法局", clause="2.1.1")
    on: Day = described("确认日期", "审核确认的日期", example="2025-12-20", clause="2.1.1")
    document: Text | None = described(
        "确认文件", "确认文件的文号", example="明司法〔2025〕20号", default=None
    )


class AbsentType(Part):
    type: PowerType = described("职权类型", "本部门没有的职权类型", example="levy")
    reason: Text = described("原因", "为什么没有", example="法律没有赋予本部门征收职权")


class DepartmentUnit(Part):
    id: Slug = described("标识", "在本部门内唯一", example="food")
    name: Text = described("名称", "内设机构名称", example="食品经营监督管理科")
    phone: Text | None = described(
        "电话", "办公电话", example="0000-12345678", default=None, official=True
    )


class Post(Part):
    """A post, not a person: who handles, reviews and decides (方案二（六）)."""

    id: Slug = described("标识", "在本部门内唯一", example="food-handler")
    title: Text = described("岗位", "岗位名称", example="食品执法承办岗")
    unit: Slug | None = described(
        "内设机构", "所在内设机构的标识", example="food", default=None, refers="units"
    )
    duty: Text | None = described(
        "岗位职责",
        "这个岗位做什么、对什么负责",
        example="两人以上调查取证，提出处理建议",
        default=None,
    )


class Series(Part):
    """A series of numbers; it is the department's alone over all kinds of outcome, or of docket."""

    id: Slug = described("标识", "出现在案例地址中，例如 cf", example="cf", pattern=r"^[a-z0-9]+$")
    format: Text = described(
        "文号格式", "YYYY 代表年份，N 代表顺序号", example="明市监罚〔YYYY〕N号", official=True
    )
    title: Text | None = described(
        "用途", "这个系列的文书是什么", example="行政处罚决定书", default=None
    )


class CollectingInstitution(Part):
    name: Text = described(
        "代收机构", "罚款代收机构名称", example="某市商业银行人民路支行", clause="2.2.4"
    )
    address: Text = described(
        "地址", "罚款代收机构地址", example="某市人民路8号", official=True, clause="2.2.4"
    )


class DisclosureTerm(Part):
    """Another term for publishing decisions than 7 or 20 working days, and the rule that sets it."""

    type: PowerType = described("职权类型", "哪一类决定", example="penalty", clause="2.2.3")
    working_days: Annotated[Whole, Field(ge=1, le=365)] = described(
        "工作日", "作出决定以后多少个工作日内公开", example=20, clause="2.2.3"
    )
    rule: Text = described(
        "规定", "哪一部规定的哪一条", example="市场监督管理行政处罚信息公示规定第九条"
    )


class Department(Record):
    """An enforcement body and what it declares of itself."""

    register: ClassVar[Register] = Register(
        name="departments",
        title="执法主体",
        path="departments/{id}/department.yaml",
        clause="2.1.1",
        about="谁有权执法、怎样联系和投诉",
    )

    id: Slug = described("标识", "永久标识，与文件夹同名", example="market-regulation")
    name: Text = described("名称", "部门全称", example="某市市场监督管理局")
    short_name: Text = described("简称", "列表中使用的简称", example="市市场监管局")
    kind: DepartmentKind = described(
        "主体性质", "行政机关、授权组织或者乡镇街道", example="organ", clause="2.1.1"
    )
    level: Level = described("层级", "所属政府层级", example="city")
    code: Text | None = described(
        "部门编码", "权责清单中的部门编码", example="021", default=None, official=True
    )
    credit_code: CreditCode | None = described(
        "统一社会信用代码", "18位", example="11000000000000001Y", default=None, official=True
    )
    summary: Text = described(
        "职能", "一两句话说明管什么", example="负责市场主体登记、食品安全和价格监管"
    )
    contact: Reachable = described(
        "联系方式", "地址、电话、邮箱、网站", example={"phone": "0000-12345678"}
    )
    list_url: Url | None = described(
        "本单位清单网址",
        "本单位网站上公布清单的地址",
        example="https://example.invalid/list",
        default=None,
        official=True,
        clause="2.1.2",
    )
    accounts: list[Account] = described(
        "代码库账号",
        "本部门在代码库网站上的账号或者团队，不写 @；改本部门文件的请求由他们审，到期的提醒发给他们",
        example=["city/market-regulation"],
        default=[],
        official=True,
    )
    confirmed: Confirmation | None = described(
        "清单确认",
        "清单由谁、何时审核确认",
        example={},
        default=None,
        clause="2.1.1",
        asked_by="COV001",
    )
    absent_types: list[AbsentType] = described(
        "没有的职权类型",
        "声明没有的类型及原因",
        example=[],
        default=[],
        clause="2.1.1",
        asked_by="COV002",
    )
    units: list[DepartmentUnit] = described(
        "内设机构", "承担执法工作的内设机构", example=[], default=[]
    )
    posts: list[Post] = described(
        "执法岗位",
        "承办、审核、法制审核、决定各岗位",
        example=[],
        default=[],
        clause="2.6.1",
        asked_by="STR008",
    )
    channels: list[Channel] = described(
        "投诉举报渠道",
        "范围、电话、信箱、地址",
        example=[],
        default=[],
        clause="2.4.10",
        asked_by="CMP001",
    )
    series: list[Series] = described(
        "文号系列", "决定文书的编号方式", example=[], default=[], clause="2.4.5"
    )
    docket_series: list[Series] = described(
        "案号系列",
        "案件登记簿的编号方式",
        example=[],
        default=[],
        clause="2.4.5",
    )
    disclosure_terms: list[DisclosureTerm] = described(
        "公开期限",
        "本部门适用的规定另有公开期限的，逐类写；没有的按7个或者20个工作日",
        example=[],
        default=[],
        clause="2.2.3",
    )
    collecting_institutions: list[CollectingInstitution] = described(
        "罚款代收机构", "本部门罚款由谁代收", example=[], default=[], clause="2.2.4"
    )
    succeeds: list[Slug] = described(
        "承接自",
        "合并或者分立前的部门标识",
        example=["food-and-drug"],
        default=[],
        refers="departments",
    )
    remark: Text | None = described(
        "备注", "其他说明", example="2019年由三局合并组建", default=None
    )
