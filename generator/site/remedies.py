"""我能怎么办：什么时候、几天之内、向谁、依据哪一条。"""

from dataclasses import dataclass

from generator.deadlines import (
    ACCEPTANCE,
    ASK_HEARING,
    LITIGATION,
    LITIGATION_AFTER,
    PAY,
    RECONSIDERATION,
    Deadline,
)
from generator.models.departments import Department
from generator.models.portal import Portal


@dataclass(frozen=True)
class Right:
    """One thing to do. days and unit: within how long; text: to whom, on which article."""

    days: str
    unit: str
    title: str
    text: str


@dataclass(frozen=True)
class Stage:
    """What a person can do at one time; note: what that time is."""

    when: str
    items: list[Right]
    note: str | None = None


def _within(deadline: Deadline, title: str, text: str) -> Right:
    period = deadline.period
    return Right(str(period.number), period.label, title, text)


def before_decision() -> Stage:
    """Penalty Law 44, 45, 63, 64; five days are working days (85)."""
    return Stage(
        "收到告知书以后",
        [
            Right(
                "随时",
                "",
                "陈述、申辩",
                "口头、书面都可以，不得因此罚得更重（行政处罚法第四十五条）。",
            ),
            _within(
                ASK_HEARING,
                "要求听证",
                "较大数额罚款、吊销许可证件等可以要求，不收费（行政处罚法第六十三条、第六十四条）。",
            ),
        ],
        "决定还没有作出",
    )


def after_decision(portal: Portal, *, fine: bool, summary: bool = False) -> Stage:
    """Reconsideration Law 20 and 23, Litigation Law 45 and 46; where `fine`, Penalty Law 66, 67, 72.

    summary: the decision was made on the spot, and reconsideration comes before a suit.
    """
    rights = []
    if fine:
        rights.append(
            _within(
                PAY,
                "到指定银行缴款",
                "逾期每日按罚款数额的3%加处罚款；确有困难的，可以申请延期或者分期（行政处罚法第六十六条、第六十七条、第七十二条）。",
            )
        )
    appeal, court = portal.remedies.reconsideration, portal.remedies.court
    rights.append(
        _within(
            RECONSIDERATION,
            "申请行政复议",
            f"向{appeal.name}提出，不收费（行政复议法第二十条、第八十七条）。",
        )
    )
    if summary:
        rights.append(
            _within(
                LITIGATION_AFTER,
                "提起行政诉讼",
                f"当场作出的处罚，先申请复议；不服复议决定的，收到后向{court.name}起诉（行政复议法第二十三条，行政诉讼法第四十五条）。",
            )
        )
    else:
        rights.append(
            _within(LITIGATION, "提起行政诉讼", f"向{court.name}起诉（行政诉讼法第四十六条）。")
        )
    return Stage("收到决定以后", rights)


def at_any_time(department: Department | None) -> Stage:
    """方案二（四）10: told within five working days whether a complaint is taken up."""
    line = f"电话{department.channels[0].hotline}。" if department and department.channels else ""
    return Stage(
        "任何时候",
        [_within(ACCEPTANCE, "投诉、举报执法行为", f"在这个期限内告诉您受理不受理。{line}")],
        "您不是当事人也可以",
    )
