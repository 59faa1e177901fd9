"""What a row says that does not fit together: taken as it is written, and shown to a person."""

import re

from generator.amounts import fine_in
from generator.catalogue import Catalogue
from generator.importing.drafts import Draft, figure
from generator.models.base import Record
from generator.models.choices import PenaltyKind
from generator.models.outcomes import Outcome
from generator.models.penalties import Penalty

# 罚款 is told by its amount, 警告 and 其他 by too short a word.
TOLD_BY_LABEL = tuple(
    one for one in PenaltyKind if len(one.label) >= 4 and one is not PenaltyKind.OTHER
)
_NOT = r"(?:不予?|免予?|未|无需|解除|恢复)[^,，。；;]{0,4}"


def ask_about(draft: Draft, record: Record, catalogue: Catalogue) -> None:
    """Say what of a record a person should look at."""
    if isinstance(record, Penalty):
        _ask_about_fine(draft, record)
        _ask_about_kinds(draft, record)
    if isinstance(record, Outcome):
        _ask_about_texts(draft, record, catalogue)


def _ask_about_fine(draft: Draft, record: Penalty) -> None:
    """The words of a decision against the amount beside them; several fines in one are no contradiction."""
    told = fine_in(record.content)
    if told is None or told == record.fine:
        return
    stands = f"是{figure(record.fine)}元" if record.fine is not None else "空着"
    draft.ask(
        f"“处罚内容”写的罚款是{figure(told)}元，“罚款”{stands}",
        "核对决定书，改正写错的一处。",
        "fine" if "fine" in draft.columns else "content",
    )


def _ask_about_kinds(draft: Draft, record: Penalty) -> None:
    missing = [
        one.label
        for one in TOLD_BY_LABEL
        if record.kinds
        and one not in record.kinds
        and one.label in re.sub(f"{_NOT}{one.label}", "", record.content)
    ]
    if missing:
        draft.ask(
            f"“处罚内容”里有{'、'.join(missing)}，“处罚种类”里没有",
            "核对决定书；确实作了这种处罚的，补写处罚种类。",
            "kinds",
        )


def _ask_about_texts(draft: Draft, record: Outcome, catalogue: Catalogue) -> None:
    """A decision may rest on an older text, that of the day of the act: seldom enough to be looked at."""
    for cited in {(one.law, one.version): one for one in record.bases}.values():
        version = catalogue.version(cited)
        if version is None or version.in_force(record.decided_on):
            continue
        current = catalogue.current_version(cited.law, record.decided_on)
        now = f"当天施行的是{current.published}公布的" if current else "当天没有施行的文本"
        draft.ask(
            f"《{version.law.short_title}》{version.published}公布的文本在决定那天（{record.decided_on}）不在施行，{now}",
            "核对引用的文本；违法行为发生在旧文本施行的时候、依法适用它的，不用改。",
            "bases",
        )
