"""读者纠错：lists/corrections/YEAR.csv，一个编号一行；读者写了什么、是谁，不登记在这里。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import Choice, Day, Record, Register, Text, Year, described


class CorrectionOutcome(Choice):
    CORRECTED = "corrected", "已经改正"
    RIGHT = "right", "核实无误，没有改"
    ELSEWHERE = "elsewhere", "不是纠错，已经告知向哪里提出"


class Correction(Record):
    """A reader's request to correct an entry: its number, the entry and what came of it, no more."""

    register: ClassVar[Register] = Register(
        name="corrections",
        title="读者纠错",
        path="corrections/{year}.csv",
        clause="2.4.10",
        about="读者指出的错误，登记的是哪一页、处理得怎样",
        key=("year", "id"),
        order=(("received_on", "answered_on"),),
        listed=("page", "received_on", "outcome", "answered_on"),
        paged=False,
        unit="件",
    )

    year: Year = described("年度", "收到的年度", example="2026", from_path=True)
    id: Annotated[str, Field(pattern=r"^[1-9][0-9]*$")] = described(
        "编号", "在本年度从1起编", example="12", clause="2.4.10"
    )
    page: Annotated[Text, Field(pattern=r"^/\S*$", max_length=300)] = described(
        "哪一页",
        "有错的那一页在本站的地址，从 / 起",
        example="/powers/expired-food/",
        official=True,
        clause="2.4.10",
    )
    received_on: Day = described("收到日期", "收到纠错的日期", example="2026-09-03")
    answered_on: Day | None = described(
        "答复日期", "改正或者说明理由、答复读者的日期", example="2026-09-07", default=None
    )
    outcome: CorrectionOutcome | None = described(
        "处理结果", "改了，还是核实无误", example="corrected", default=None, clause="2.4.10"
    )

    @property
    def number(self) -> str:
        """What the reader is told: 2026年第12号."""
        return f"{self.year}年第{self.id}号"

    @property
    def entry(self) -> tuple[str, str]:
        """The register, or family of registers, and the key of the record whose page it is: addresses are made of
        them. Of a page about no record they name nothing; of a place on a page they name what the page is of."""
        kind, _, key = self.page.strip("/").removeprefix("registers/").partition("/")
        return "outcomes" if kind == "cases" else kind, key.partition("/#")[0].lstrip("#")
