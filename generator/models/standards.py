"""各类职权的通用责任：lists/standards.csv，一类职权一行。"""

from typing import ClassVar

from generator.models.base import Record, Register, Text, described
from generator.models.choices import PowerType


class Standard(Record):
    """What every power of a type demands; a power's own record adds what is particular to it."""

    register: ClassVar[Register] = Register(
        name="standards",
        title="各类职权的通用责任",
        path="standards.csv",
        clause="2.1.1",
        about="每一类职权都要做到的事、怎样追究责任；职权自己另有规定的，一并适用",
    )

    id: PowerType = described("职权类型", "十类之一，一类一行", example="penalty")
    gloss: Text = described(
        "是什么", "用一句平常话说明这一类职权", example="对违反行政管理秩序的行为给予惩戒"
    )
    duties: list[Text] = described(
        "责任事项",
        "这一类职权都应当做到的事",
        example=["出示执法证件"],
        min_length=1,
        clause="2.1.1",
    )
    accountable: Text = described(
        "追责对象", "追究谁的责任", example="承办、审核、决定岗位的责任人员", clause="2.6.1"
    )
    grounds: list[Text] = described(
        "追责情形",
        "出现什么情形要追究责任",
        example=["没有法定依据实施处罚的"],
        min_length=1,
        clause="2.6.1",
    )
