"""执法培训：lists/departments/ID/trainings/YEAR.yaml，一年一份。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import (
    Day,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Whole,
    Year,
    described,
    in_folder_of,
)

Hours = Annotated[Whole, Field(ge=1, le=1000)]


class TrainingPlan(Part):
    """What a department means to teach its officers in a year (方案二（四）3)."""

    adopted_on: Day = described("编制日期", "计划印发的日期", example="2026-02-10", clause="2.4.3")
    hours: Hours = described("计划学时", "全年一共多少学时", example=40)
    topics: list[Text] = described(
        "培训内容", "计划培训哪些专业法律知识", example=["食品安全法修改的条文"], min_length=1
    )


class TrainingSession(Part):
    on: Day = described("日期", "培训的日期", example="2026-05-12", clause="2.4.3")
    topic: Text = described("内容", "讲了什么", example="食品安全法修改的条文")
    hours: Hours = described("学时", "几个学时", example=8)
    people: Whole = described("参加人数", "多少名执法人员参加", example=86)
    new_laws: list[Slug] = described(
        "新颁布的法律",
        "讲新颁布、新修改的法律法规规章的，写它们的标识",
        example=["food-safety-law"],
        default=[],
        refers="laws",
        clause="2.4.3",
    )


class Training(Record):
    """A year's training of a department's officers: what was planned, and what was held."""

    register: ClassVar[Register] = Register(
        name="trainings",
        title="执法培训",
        path="departments/{department}/trainings/{year}.yaml",
        clause="2.4.3",
        about="各部门每年的培训计划和集中培训情况",
        key=("department", "year"),
        listed=("sessions",),
        unit="份",
    )

    department: Slug = in_folder_of("组织培训的部门")
    year: Year = described("年度", "哪一年的培训", example="2026", from_path=True)
    plan: TrainingPlan | None = described(
        "培训计划", "本单位专业法律知识的培训计划", example={}, default=None, clause="2.4.3"
    )
    sessions: list[TrainingSession] = described(
        "集中培训", "办了的培训，一次一条", example=[], default=[], clause="2.4.3"
    )
    remark: Text | None = described("备注", "其他说明", example="第二次培训改为线上", default=None)

    @property
    def held_on(self) -> Day | None:
        """The day of the first session, with which the year's training is held."""
        return min((one.on for one in self.sessions), default=None)

    @property
    def planned_on(self) -> Day | None:
        """The day on which there was a plan for the year."""
        return self.plan.adopted_on if self.plan else None
