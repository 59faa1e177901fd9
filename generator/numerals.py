"""中文数字与条款项目：第十二条之一 ↔ "12-1"。

Articles, paragraphs and so on are strings everywhere ("12", "12-1" for
第十二条之一); this module is the one place that turns them into what the law prints
and back. It imports nothing of ours: templates, models and readers all use it.
"""

import re
import unicodedata

DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
NUMERAL = "[零〇○一二两三四五六七八九十百千0-9０-９]+"

_PRINTED = "零一二三四五六七八九"
_DIGIT = "[一二两三四五六七八九]"
_SPOKEN = re.compile(rf"(?:({_DIGIT}?)千)?零?(?:({_DIGIT}?)百)?零?(?:({_DIGIT}?)十)?零?({_DIGIT})?")
_SUFFIX = rf"(?:\s*之\s*({NUMERAL}))?"
_ARTICLE = re.compile(rf"第\s*({NUMERAL})\s*条{_SUFFIX}")
_KEY = re.compile(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?")


def chinese_number(text: str) -> int:
    """The value of a number in Chinese words or digits of either width, 0 to 9999.

    Units (一千二百四十二) and bare digits (二〇二五) are both read, and so is a text
    that leaves 零 or the leading 一 out (十二, 百二十). ValueError where the text is
    no number.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if re.fullmatch(r"[0-9]+", plain):
        return int(plain)
    if plain and all(mark in DIGITS for mark in plain):
        return int("".join(str(DIGITS[mark]) for mark in plain))
    spoken = _SPOKEN.fullmatch(plain.replace("〇", "零").replace("○", "零"))
    if not plain or not spoken:
        raise ValueError(f"“{text}”不是中文数字")
    value = 0
    for unit, digit in zip((1000, 100, 10, 1), spoken.groups(), strict=True):
        # A unit without a digit is one of it: 十二, 百二十.
        value += unit * (DIGITS[digit] if digit else 0 if digit is None else 1)
    return value


def to_chinese(number: int) -> str:
    """1 to 9999 as laws print it: 十二, 一百一十, 二百零五, 一千二百四十二."""
    if not 1 <= number <= 9999:
        raise ValueError(f"{number}不在1至9999之间")
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += ("零" if gap and words else "") + _PRINTED[digit] + name
            gap = False
        else:
            gap = True
    return words[1:] if words.startswith("一十") else words


def parse_article(text: str) -> str:
    """第十二条之一 (or 第12条) as the key "12-1"; ValueError where it is not one article."""
    found = _ARTICLE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text}”不是条文号，应如“第十二条”“第十二条之一”")
    return article_key(chinese_number(found[1]), chinese_number(found[2]) if found[2] else 0)


def article_key(number: int, suffix: int = 0) -> str:
    """(12, 1) as "12-1", (12, 0) as "12"."""
    return f"{number}-{suffix}" if suffix else str(number)


def article_order(key: str) -> tuple[int, int]:
    """ "12-1" as (12, 1), to sort by; ValueError where the key is not of that form."""
    found = _KEY.fullmatch(key)
    if not found:
        raise ValueError(f"“{key}”不是条文号，应如“12”“12-1”")
    return int(found[1]), int(found[2] or 0)


def article_label(key: str) -> str:
    """ "12-1" as 第十二条之一."""
    number, suffix = article_order(key)
    label = f"第{to_chinese(number)}条"
    return f"{label}之{to_chinese(suffix)}" if suffix else label


def cite(article: str, paragraph: str = "", subparagraph: str = "", item: str = "") -> str:
    """A whole citation: 第五十三条第一款第（二）项第1目; what is empty is left out."""
    words = article_label(article)
    if paragraph:
        words += f"第{to_chinese(int(paragraph))}款"
    if subparagraph:
        words += f"第（{to_chinese(int(subparagraph))}）项"
    if item:
        words += f"第{int(item)}目"
    return words


def clause_label(clause: str) -> str:
    """A clause of the plan as the plan prints it: "2.1.2" as 方案二（一）2, "2.5" as 方案二（五）; other words stay."""
    if not re.fullmatch(r"[1-9][0-9]*(\.[1-9][0-9]*){1,2}", clause):
        return clause
    first, second, *rest = clause.split(".")
    return f"方案{to_chinese(int(first))}（{to_chinese(int(second))}）{'.'.join(rest)}"
