"""术语：lists/terms.csv，一行一个：读者怎样说，法律怎样说。"""

from typing import ClassVar

from generator.models.base import Record, Register, Slug, Text, described
from generator.models.parts import CellCitation


class Term(Record):
    """A word people use → the law's term, with an article that uses it (方案二（一）2 宣传)."""

    register: ClassVar[Register] = Register(
        name="terms",
        title="术语",
        path="terms.csv",
        clause="2.1.2",
        about="人们常说的话，法律上怎样说，哪一条用到",
    )

    id: Slug = described("标识", "永久标识，也是术语表里的位置", example="past-shelf-life")
    words: list[Text] = described(
        "常用说法",
        "人们怎样说；几种说法用 ; 分开",
        example="过期食品;过期了",
        min_length=1,
        clause="2.1.2",
    )
    term: Text = described(
        "法律用语",
        "所引条文里的原词，一字不差",
        example="超过保质期的食品",
        clause="2.1.2",
    )
    gloss: Text = described(
        "解释",
        "用自己的话说一句，让没学过法律的人看懂；不是条文原文",
        example="包装上标明的保质期已经过了的食品，不许再卖。",
        clause="2.1.2",
    )
    citation: CellCitation = described(
        "条文",
        "用到这个词的一条，写作 法律@版本:条.款.项",
        example="food-safety-law@2025-09-12:34.1.10",
        clause="2.1.2",
    )
    see: list[Slug] = described(
        "参见", "相近或者容易混淆的术语", example="spoiled-food", default=[], refers="terms"
    )
