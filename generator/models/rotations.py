"""综合法律知识轮训：lists/rotations/ID.yaml，法制机构办的一期一份。"""

from typing import ClassVar

from generator.models.base import Day, Record, Register, Slug, Text, described
from generator.models.trainings import Hours


class Rotation(Record):
    """A course in general law that the city's legal office gives to the officers of all departments.

    Every officer attends one within three years (方案二（四）3), so it says who was there.
    """

    register: ClassVar[Register] = Register(
        name="rotations",
        title="综合法律知识轮训",
        path="rotations/{id}.yaml",
        clause="2.4.3",
        about="法制机构组织的综合法律知识轮训，每名执法人员三年一次",
        listed=("held_on", "hours", "topic"),
        unit="期",
    )

    id: Slug = described("标识", "永久标识", example="2026-spring")
    title: Text = described("名称", "这一期叫什么", example="2026年第一期综合法律知识轮训")
    held_on: Day = described("结业日期", "这一期最后一天", example="2026-04-17", clause="2.4.3")
    hours: Hours = described("学时", "几个学时", example=24)
    topic: Text = described(
        "内容", "讲了哪些综合法律知识", example="行政处罚法、行政强制法、行政许可法、行政复议法"
    )
    officers: list[Slug] = described(
        "参加人员",
        "参加并考核合格的执法人员的标识",
        example=["mr-0001"],
        default=[],
        refers="officers",
        clause="2.4.3",
    )
    remark: Text | None = described("备注", "其他说明", example="缺席的参加下一期", default=None)
