"""音像记录事项目录：lists/departments/ID/recording_scopes/ID.yaml，一项一个文件。"""

from datetime import date
from typing import ClassVar

from generator.models.base import Day, Record, Register, Slug, Text, described, in_folder_of
from generator.models.dockets import CaseStep
from generator.models.entrustments import PowerRef


class RecordingScope(Record):
    """An act, and where it is done, that is recorded in sound and picture (方案二（二）2)."""

    register: ClassVar[Register] = Register(
        name="recording_scopes",
        title="音像记录事项",
        path="departments/{department}/recording_scopes/{id}.yaml",
        clause="2.2.2",
        about="哪些现场执法活动和执法场所要录音录像",
        key=("department", "id"),
        order=(("begins_on", "ends_on"),),
        listed=("step", "venue", "begins_on"),
        unit="项",
    )

    department: Slug = in_folder_of("公布目录的部门")
    id: Slug = described("标识", "与文件同名，在本部门内唯一", example="hearing")
    name: Text = described("事项", "要记录什么", example="举行听证会", clause="2.2.2")
    step: CaseStep = described("步骤", "办案的哪一步", example="hearing", clause="2.2.2")
    powers: list[PowerRef] = described(
        "职权",
        "只限哪几项职权；不限的不写",
        example=["food-seizure"],
        default=[],
        refers="powers",
    )
    venue: Text = described(
        "场所", "在哪里记录", example="听证室，全程固定设备录像", clause="2.2.2"
    )
    how: Text | None = described(
        "怎样记录", "从哪里录到哪里", example="从宣布纪律录到签字结束", default=None
    )
    kept: Text | None = described(
        "保存多久", "音像资料的保存期限", example="与案卷相同", default=None
    )
    begins_on: Day = described("起", "自哪天起要求记录", example="2026-01-01", clause="2.2.2")
    ends_on: Day | None = described(
        "止", "到哪天为止（含当日）；仍要求的不写", example="2027-12-31", default=None
    )
    remark: Text | None = described("备注", "其他说明", example="每两年评估一次", default=None)

    def covers(self, power: str | None, day: date) -> bool:
        """Whether the act had to be recorded in a case under this power on a day."""
        within = self.begins_on <= day and (self.ends_on is None or day <= self.ends_on)
        named = {power, (power or "").partition("/")[0]} & set(self.powers)
        return within and (not self.powers or bool(named))
