"""对法律变化和各项调整的答复：lists/departments/ID/responses/ID.yaml。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import (
    ArticleNumber,
    Choice,
    Day,
    Flag,
    Part,
    Record,
    Register,
    Slug,
    Text,
    described,
    in_folder_of,
)
from generator.models.entrustments import PowerRef

EventRef = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=140)]
"""The id of a law's event or of an adjustment."""


class AnswerResult(Choice):
    ADJUSTED = "adjusted", "已经调整"
    NO_CHANGE = "no_change", "不用调整"


class Answer(Part):
    """What was done about some items: named one by one, or as the set that an article or the event touches."""

    items: list[PowerRef] = described(
        "职权",
        "答复的职权，子项写作“职权/子项”",
        example=["expired-food", "expired-food/ingredients"],
        default=[],
        refers="powers",
        clause="2.1.2",
    )
    articles: list[ArticleNumber] = described(
        "条",
        "不逐项写的，写涉及的条号：引用这些条的全部职权，以及这些条赋予而没有列出的职权",
        example=["124"],
        default=[],
    )
    whole: Flag = described(
        "全部", "本部门受这件事影响的全部职权，写 true", example=True, default=False
    )
    result: AnswerResult = described(
        "结果", "已经调整，或者不用调整", example="adjusted", clause="2.1.2"
    )
    reason: Text | None = described(
        "理由",
        "不用调整的，写明为什么",
        example="修改的是罚款数额，本项职权的名称和依据条款不变",
        default=None,
        clause="2.1.2",
    )


class Response(Record):
    """What a department did about one event, item by item; git says when."""

    register: ClassVar[Register] = Register(
        name="responses",
        title="调整答复",
        path="departments/{department}/responses/{id}.yaml",
        clause="2.1.2",
        about="法律和职能变化以后，部门逐项调整了没有，没有调整的为什么",
    )

    department: Slug = in_folder_of("答复的部门")
    id: Slug = described(
        "标识", "永久标识，与文件同名，全市唯一", example="market-regulation-food-safety-2025"
    )
    event: EventRef = described(
        "答复的事件",
        "法律事件或者调整的标识；答复一部法典，也就答复了因它废止的各部法律",
        example="food-safety-law-2025-09-12-amended",
        clause="2.1.2",
    )
    declared_on: Day = described(
        "申报日期",
        "部门自己写的答复日期；以 git 为准的，只看合并进主线的时间",
        example="2025-10-09",
    )
    by: Text = described("答复人", "答复的科室或者岗位，不写个人", example="法规科", clause="2.1.2")
    answers: list[Answer] = described(
        "答复", "逐项或者逐组写", example=[], min_length=1, clause="2.1.2"
    )
    remark: Text | None = described("备注", "其他说明", example="与司法局会商过", default=None)
