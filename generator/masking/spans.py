"""What a finder of private data reports."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Kinds of private data; the values are public (`scan` prints them)."""

    IDENTITY = "identity"
    PHONE = "phone"
    BANK = "bank"
    NAME = "name"
    ADDRESS = "address"
    OTHER = "other"
    CREDIT = "credit"

    @property
    def label(self) -> str:
        """What the kind is called in Chinese."""
        return _LABELS[self]

    @property
    def rule(self) -> str:
        """The code of the rule that answers for this kind (PRV001–PRV006)."""
        return _RULES[self]


_LABELS = {
    Kind.IDENTITY: "身份号码",
    Kind.PHONE: "电话号码",
    Kind.BANK: "银行卡号",
    Kind.NAME: "自然人姓名",
    Kind.ADDRESS: "家庭住址",
    Kind.OTHER: "车牌、邮箱等识别号",
    Kind.CREDIT: "统一社会信用代码",
}
# A credit code is private only where its party is masked, so it has a kind of
# its own, yet the plan counts it among the other identifiers.
_RULES = {
    Kind.IDENTITY: "PRV001",
    Kind.PHONE: "PRV002",
    Kind.BANK: "PRV003",
    Kind.NAME: "PRV004",
    Kind.ADDRESS: "PRV005",
    Kind.OTHER: "PRV006",
    Kind.CREDIT: "PRV006",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text that must not be public.

    `start` and `end` are offsets in the text as given (end exclusive) and
    `text` is what stands there; `certain` tells an error from a question to a
    person; `why` says in Chinese what was recognised.
    """

    start: int
    end: int
    kind: Kind
    text: str
    certain: bool
    why: str


class Found(NamedTuple):
    """A span in the folded text, before it is mapped back."""

    start: int
    end: int
    kind: Kind
    certain: bool
    why: str
