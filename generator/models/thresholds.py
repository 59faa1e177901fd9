"""重大处罚的标准：lists/thresholds/ID.yaml，全市一套。"""

from typing import ClassVar

from generator.models.base import Choice, Day, Record, Register, Slug, Text, described
from generator.models.measures import Measure


class Purpose(Choice):
    FILING = "filing", "重大行政处罚备案"
    HEARING = "hearing", "告知听证权利"
    DISCUSSION = "discussion", "负责人集体讨论"


class Threshold(Record):
    """From what on a penalty is filed, gives a right to a hearing, or is discussed (方案二（三）1、二（四）4).

    The law says 重大, 较大数额 and leaves the number to the places (Penalty Law, 57 and 63). It holds from its
    first day until the next one of its purpose begins.
    """

    register: ClassVar[Register] = Register(
        name="thresholds",
        title="重大处罚标准",
        path="thresholds/{id}.yaml",
        clause="2.4.4",
        about="什么样的处罚要备案、要告知听证权利、要集体讨论",
        listed=("purpose", "begins_on", "document"),
        unit="项",
    )

    id: Slug = described("标识", "永久标识，与文件同名", example="filing-2026")
    name: Text = described("名称", "标准名称", example="重大行政处罚备案标准")
    purpose: Purpose = described("用途", "备案、听证或者集体讨论", example="filing", clause="2.4.4")
    document: Text | None = described(
        "文件", "规定标准的文件", example="明司规〔2025〕2号", default=None, official=True
    )
    begins_on: Day = described("起", "自哪天起施行", example="2026-01-01", clause="2.4.4")
    measures: list[Measure] = described(
        "标准", "符合一种就算", example=[], min_length=1, clause="2.4.4"
    )
    remark: Text | None = described("备注", "其他说明", example="每两年评估一次", default=None)
