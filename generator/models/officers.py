"""执法人员：lists/departments/ID/officers.csv，一人一行。"""

from typing import ClassVar

from generator.models.base import Choice, Day, Record, Register, Slug, Text, described, in_folder_of


class Employment(Choice):
    ESTABLISHMENT = "establishment", "在编"
    CONTRACT = "contract", "合同工"
    TEMPORARY = "temporary", "临时工"
    PUBLIC_WELFARE = "public_welfare", "公益性岗位"


class Officer(Record):
    """Who may enforce, and whether the certificate holds today (方案二（四）1)."""

    register: ClassVar[Register] = Register(
        name="officers",
        title="执法人员",
        path="departments/{department}/officers.csv",
        clause="2.4.1",
        about="持有执法证件的人员和证件检验情况",
        order=(
            ("qualified_on", "issued_on"),
            ("issued_on", "valid_until"),
            ("issued_on", "withdrawn_on"),
            ("post_changed_on", "reissued_on"),
        ),
    )

    department: Slug = in_folder_of("所在执法主体")
    id: Slug = described("标识", "永久标识，换证不变", example="mr-0001")
    name: Text = described("姓名", "执法人员姓名", example="林知远", official=True, clause="2.4.1")
    certificate: Text = described(
        "执法证号",
        "证件编号，按文字填写",
        example="MC00000001",
        official=True,
        clause="2.4.1",
        form="4到40位的字母、数字和连字符，照证件写",
        pattern=r"^[0-9A-Za-z-]{4,40}$",
    )
    unit: Slug | None = described(
        "内设机构", "所在内设机构的标识", example="food", default=None, refers="units"
    )
    post: Slug | None = described(
        "岗位", "执法岗位的标识", example="food-handler", default=None, refers="posts"
    )
    scope: Text = described("执法类别", "执法证载明的类别", example="市场监管", official=True)
    region: Text = described("执法区域", "执法证载明的区域", example="某市", official=True)
    employment: Employment = described(
        "人员性质", "只有在编人员可以持证", example="establishment", clause="2.4.1"
    )
    qualified_on: Day | None = described(
        "资格取得日期",
        "资格培训并考试合格的日期",
        example="2023-05-20",
        default=None,
        clause="2.4.1",
    )
    issued_on: Day = described("发证日期", "证件签发日期", example="2023-06-01")
    valid_until: Day = described("有效期至", "证件有效期的最后一天", example="2028-05-31")
    inspected_on: list[Day] = described(
        "检验日期",
        "每次检验合格加贴标识的日期；每三年一次",
        example="2026-05-20",
        default=[],
        clause="2.4.1",
    )
    post_changed_on: Day | None = described(
        "岗位变动日期",
        "岗位、类别或者区域变动的日期",
        example="2026-03-01",
        default=None,
        clause="2.4.1",
    )
    reissued_on: Day | None = described(
        "换证日期", "变动、到期后换发证件的日期", example="2026-03-20", default=None, clause="2.4.1"
    )
    withdrawn_on: Day | None = described(
        "收回日期", "证件被收回或者注销的日期", example="2026-09-01", default=None, clause="2.4.1"
    )
    remark: Text | None = described("备注", "其他说明", example="2026年调入", default=None)
