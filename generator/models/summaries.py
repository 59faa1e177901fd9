"""监督情况汇总：lists/departments/ID/summaries/YEAR.yaml，由 summarize 从监督库算出，人核对以后公布。"""

from typing import ClassVar

from generator.models.base import (
    Choice,
    Day,
    Number,
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


class Counted(Choice):
    """What is counted, and by what."""

    CHANNELS = "complaints_by_channel", "投诉举报，按渠道"
    TOLD = "complaints_by_told", "投诉举报，按告知"
    ANSWERED = "complaints_by_answer", "投诉举报，按办理"
    GRADES = "officers_by_grade", "执法人员考核，按等次"
    SOURCES = "dockets_by_source", "登记的案件，按来源"
    EXHIBITS = "exhibits_by_measure", "涉案物品，按措施"
    FILES = "officer_files_by_place", "执法人员档案，按在哪里"
    NOT_DISCLOSED = "non_disclosures_by_ground", "不予公开的决定，按理由"

    @property
    def is_timed(self) -> bool:
        """Whether its first two parts are what was done in time and what was late."""
        return self in (Counted.TOLD, Counted.ANSWERED)


class SummaryCell(Part):
    label: Text = described("项目", "数的是哪一类", example="热线电话")
    number: Whole | None = described(
        "数", "有多少；有一项太少的，各项都不写", example=12, default=None
    )


class SummaryTable(Part):
    """A whole in its parts; a number that is not there is withheld, not nothing."""

    counted: Counted = described("汇总什么", "数的是什么、怎样分", example="complaints_by_channel")
    total: Whole | None = described("合计", "一共多少；太少的不写", example=31, default=None)
    rate: Number | None = described(
        "按时率",
        "按时的占已经办的百分之几；各项不写的，也不写",
        example="97.4",
        default=None,
        unit="%",
        le=100,
    )
    cells: list[SummaryCell] = described("分项", "各有多少", example=[], min_length=1)

    @property
    def in_time_and_late(self) -> tuple[int, int] | None:
        """What a rate divides; None where there is nothing to divide, or it is withheld and a rate would tell it."""
        numbers = [cell.number for cell in self.cells[:2]] if self.counted.is_timed else []
        match numbers:
            case [int() as in_time, int() as late] if in_time + late:
                return in_time, late
        return None

    @property
    def brief(self) -> str | None:
        """The rate as a person reads it: of what, and divided by what."""
        counts = self.in_time_and_late
        if self.rate is None or counts is None:
            return None
        in_time, late = counts
        label = self.cells[0].label
        return f"{label}的占{self.rate.normalize():f}%（{in_time + late}件里的{in_time}件）"


class Summary(Record):
    """What may be told of a year's supervision of a department: counts, none of which points at a person."""

    register: ClassVar[Register] = Register(
        name="summaries",
        title="监督情况汇总",
        path="departments/{department}/summaries/{year}.yaml",
        clause="2.4.9",
        about="从不公开的登记簿算出的件数和人数，太少的不公布",
        key=("department", "year"),
        listed=("counted_on", "tables"),
        unit="份",
    )

    department: Slug = in_folder_of("汇总哪个部门的")
    year: Year = described("年度", "汇总哪一年的", example="2025", from_path=True)
    counted_on: Day = described("计算日", "按哪一天的情况计算", example="2026-01-12")
    least: Whole = described("最少", "有一项少于几的，只公布合计", example=3)
    tables: list[SummaryTable] = described("汇总", "逐项汇总", example=[], min_length=1)
    remark: Text | None = described(
        "备注", "其他说明", example="小于最少数的只写合计", default=None
    )
