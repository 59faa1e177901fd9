"""涉案物品：lists/departments/ID/exhibits/YEAR.csv，一件一行，只在监督库里。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import (
    SUPERVISION,
    Choice,
    Day,
    Record,
    Register,
    Slug,
    Text,
    Whole,
    Year,
    described,
    in_folder_of,
)
from generator.models.dockets import DocketKey


class ExhibitMeasure(Choice):
    PRESERVATION = "preservation", "先行登记保存"
    SEALING = "sealing", "查封"
    SEIZURE = "seizure", "扣押"
    FREEZING = "freezing", "冻结"
    SAMPLING = "sampling", "抽样取证"


class Exhibit(Record):
    """A thing taken in a case, who keeps it and what became of it (方案二（四）7)."""

    register: ClassVar[Register] = Register(
        name="exhibits",
        title="涉案物品",
        path="departments/{department}/exhibits/{year}.csv",
        clause="2.4.7",
        about="登记保存、查封、扣押、冻结、抽样取证的物品，由谁保管、怎样处理",
        key=("department", "year", "id"),
        root=SUPERVISION,
        order=(("taken_on", "disposed_on"),),
        listed=("measure", "docket", "custodian", "taken_on", "disposed_on"),
        unit="件",
    )

    department: Slug = in_folder_of("采取措施的部门")
    year: Year = described("年度", "采取措施的年份", example="2026", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一", example="wp-12")
    name: Text = described("物品", "名称和数量", example="饼干4袋", clause="2.4.7")
    docket: DocketKey = described(
        "案件",
        "案件登记簿里的案件，写作“部门/年度/标识”",
        example="market-regulation/2026/la-12",
        refers="dockets",
        clause="2.4.7",
    )
    measure: ExhibitMeasure = described(
        "措施", "登记保存、查封、扣押、冻结或者抽样", example="seizure", clause="2.4.7"
    )
    taken_on: Day = described("措施日期", "采取措施的日期", example="2026-09-02", clause="2.4.7")
    custodian: Slug | None = described(
        "保管人",
        "指定的专门保管人员的标识，不能是办案人员",
        example="mr-0009",
        default=None,
        refers="officers",
        clause="2.4.7",
    )
    store: Text | None = described("存放地点", "存放在哪里", example="局物证室3号柜", default=None)
    extended_days: Annotated[Whole, Field(ge=1, le=30)] | None = described(
        "延长",
        "经批准延长多少日，不超过30日",
        example="30",
        unit="天",
        default=None,
        clause="2.4.7",
    )
    testing_days: Whole | None = described(
        "检测时间",
        "检测、检验、检疫、鉴定用了多少日，不计入期限",
        example="12",
        unit="天",
        default=None,
        clause="2.4.7",
    )
    disposed_on: Day | None = described(
        "处理日期", "退还、没收、销毁、解除的日期", example="2026-09-30", default=None,
        clause="2.4.7",
    )  # fmt: skip
    disposal: Text | None = described(
        "处理结果", "怎样处理的", example="没收后销毁", default=None, clause="2.4.7"
    )
