"""投诉举报登记簿：监督库的 lists/departments/ID/complaints/YEAR.csv，一件一行。"""

from typing import ClassVar

from generator.models.base import (
    SUPERVISION,
    Choice,
    Day,
    Record,
    Register,
    Slug,
    Text,
    Year,
    described,
    in_folder_of,
)
from generator.models.entrustments import PowerRef


class ComplaintChannel(Choice):
    HOTLINE = "hotline", "热线电话"
    MAILBOX = "mailbox", "电子信箱"
    LETTER = "letter", "来信"
    VISIT = "visit", "来访"
    ONLINE = "online", "网上平台"
    HANDED_OVER = "handed_over", "别的机关转来"


class Complaint(Record):
    """A complaint about enforcement from the day it came in to its answer (方案二（四）10): never published."""

    register: ClassVar[Register] = Register(
        name="complaints",
        title="投诉举报登记簿",
        path="departments/{department}/complaints/{year}.csv",
        clause="2.4.10",
        about="收到的每件投诉举报，受理、告知、办理和反馈的情况",
        key=("department", "year", "id"),
        root=SUPERVISION,
        order=(
            ("received_on", "accepted_on"),
            ("received_on", "refused_on"),
            ("received_on", "told_on"),
            ("accepted_on", "due_on"),
            ("accepted_on", "answered_on"),
        ),
        listed=("subject", "channel", "received_on", "told_on", "answered_on", "result"),
        unit="件",
    )

    department: Slug = in_folder_of("收到投诉举报的部门")
    year: Year = described("年度", "收到的年度", example="2026", from_path=True)
    id: Slug = described("标识", "在本部门本年度唯一", example="ts-12")
    number: Text | None = described(
        "编号",
        "登记簿上的编号",
        example="明市监诉〔2026〕12号",
        default=None,
        official=True,
        clause="2.4.10",
    )
    channel: ComplaintChannel = described("渠道", "从哪里来", example="hotline", clause="2.4.10")
    received_on: Day = described(
        "收到日期", "收到投诉举报的日期", example="2026-09-03", clause="2.4.10"
    )
    about: PowerRef | None = described(
        "职权", "关于哪项职权的", example="expired-food", default=None, refers="powers"
    )
    subject: Text = described("事由", "投诉举报什么", example="反映执法人员没有出示证件")
    accepted_on: Day | None = described(
        "受理日期", "决定受理的日期", example="2026-09-07", default=None, clause="2.4.10"
    )
    refused_on: Day | None = described(
        "不受理日期", "决定不受理的日期", example="2026-09-07", default=None, clause="2.4.10"
    )
    reason: Text | None = described(
        "不受理的理由",
        "不受理的，写明向投诉举报人说明了什么理由",
        example="属于消费纠纷，已经告知拨打12315",
        default=None,
        clause="2.4.10",
    )
    told_on: Day | None = described(
        "告知日期", "把受理或者不受理告诉投诉举报人的日期", example="2026-09-08", default=None,
        clause="2.4.10",
    )  # fmt: skip
    due_on: Day | None = described(
        "答应的期限",
        "受理时答应哪天以前反馈结果",
        example="2026-11-06",
        default=None,
        clause="2.4.10",
    )
    answered_on: Day | None = described(
        "反馈日期", "把调查结果反馈给投诉举报人的日期", example="2026-10-20", default=None,
        clause="2.4.10",
    )  # fmt: skip
    result: Text | None = described(
        "结果", "查到什么、怎样处理", example="情况属实，对承办人员批评教育", default=None
    )
