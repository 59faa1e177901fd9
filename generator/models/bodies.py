"""受委托组织：lists/bodies/ID.yaml。"""

from typing import ClassVar

from generator.models.base import (
    Choice,
    CreditCode,
    Part,
    Record,
    Register,
    Slug,
    Text,
    described,
)
from generator.models.parts import Reachable


class BodyKind(Choice):
    """What a body is decides what may be entrusted to it (Penalty Law 20–21; Licensing Law 24)."""

    ORGAN = "organ", "行政机关"
    PUBLIC_INSTITUTION = "public_institution", "管理公共事务职能的事业组织"
    ENTERPRISE = "enterprise", "企业"
    ASSOCIATION = "association", "社会团体"
    AUTHORISED = "authorised", "法律、法规授权的组织"
    TOWN = "town", "承接下放职权的乡镇、街道"


class Condition(Part):
    """A condition of Penalty Law, article 21, and what shows that it is met."""

    condition: Text = described(
        "条件",
        "法律要求的条件",
        example="有熟悉有关法律、法规、规章和业务并取得行政执法资格的工作人员",
    )
    evidence: Text = described("依据", "怎样看出符合", example="在编人员12名，均持有执法证件")


class Body(Record):
    """A body to which enforcement is entrusted (方案二（一）3)."""

    register: ClassVar[Register] = Register(
        name="bodies",
        title="受委托组织",
        path="bodies/{id}.yaml",
        clause="2.1.3",
        about="受委托以委托机关名义执法的组织",
    )

    id: Slug = described("标识", "永久标识，与文件同名", example="food-brigade")
    name: Text = described("名称", "全称", example="某市市场监管综合执法支队")
    kind: BodyKind = described(
        "组织性质", "决定能否接受某类委托", example="public_institution", clause="2.1.3"
    )
    credit_code: CreditCode | None = described(
        "统一社会信用代码", "18位", example="12000000000000000Q", default=None, official=True
    )
    department: Slug | None = described(
        "对应执法主体",
        "该组织自己也是执法主体的，写其标识",
        example="urban-management",
        default=None,
        refers="departments",
    )
    summary: Text = described(
        "职责", "一两句话说明做什么", example="承担城区食品经营的日常检查和案件调查"
    )
    contact: Reachable = described(
        "联系方式", "地址、电话、网站", example={"phone": "0000-12345678"}
    )
    conditions: list[Condition] = described(
        "受委托条件", "行政处罚法第二十一条各项条件", example=[], default=[], clause="2.1.3"
    )
    remark: Text | None = described(
        "备注", "其他说明", example="2020年由三支队伍整合", default=None
    )
