"""放假安排：lists/calendar.yaml，国务院办公厅每年一份通知，程序自带的年份以外的写在这里。"""

from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, Strict

from generator.models.base import Day, Part, Record, Register, Slug, Text, Url, described

Year = Annotated[int, Strict(), Field(ge=2004, le=9998)]
"""A year that a notice can be for: the national tables begin with 2004."""


class Holiday(Part):
    """One line of a notice: from when until when it is off, which weekend days are worked for it."""

    model_config = ConfigDict(validate_by_name=True)

    name: Text = described("节日", "通知里的名称；合在一起放的照写", example="国庆节、中秋节")
    from_: Day = described("起", "放假第一天（含）", example="2025-10-01", alias="from")
    until: Day = described("止", "放假最后一天（含）", example="2025-10-08")
    worked: list[Day] = described(
        "调休上班", "为这个节日调成上班的周末", example=["2025-09-28", "2025-10-11"], default=[]
    )


class HolidayNotice(Part):
    """A notice of the State Council's General Office; a later one replaces what it names."""

    year: Year = described("年份", "安排的是哪一年", example=2025)
    notice: Text = described(
        "文件名",
        "通知的全名和文号",
        example="《国务院办公厅关于2025年部分节假日安排的通知》（国办发明电〔2024〕12号）",
    )
    published: Day = described("公布日期", "通知公布的日期；后公布的为准", example="2024-11-12")
    url: Url | None = described("网址", "通知的网址", example="https://www.gov.cn/", default=None)
    holidays: list[Holiday] = described(
        "节日", "通知里的每个节日；后一份通知只写它改了的节日", example=[], min_length=1
    )


class HolidayCalendar(Record):
    """What the national tables of the program do not have yet: notices of later years."""

    register: ClassVar[Register] = Register(
        name="calendar",
        title="放假安排",
        path="calendar.yaml",
        clause="2.1.2",
        about="国务院办公厅放假通知：程序自带的年份以外的，或者年中另有通知的",
        key=("id",),
    )

    id: Slug = described("标识", "固定写 calendar", example="calendar", pattern="^calendar$")
    notices: list[HolidayNotice] = described(
        "通知", "一份通知一项，按公布日期排列", example=[], min_length=1
    )
    remark: Text | None = described(
        "备注", "其他说明", example="2027年的通知公布以后补上", default=None
    )
