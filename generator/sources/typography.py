"""What of an article's text counts: white space, markup and typographic variants do not.

One law stands in many copies that differ in brackets, quotes and width alone. Two copies
of one article have one digest (design: 'A legal basis').
"""

import hashlib
import re
import unicodedata

DIGEST_LENGTH = 16

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_STYLE = re.compile(r"<(style|script)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
# Only Latin names are tags: <中华人民共和国…> is a title in brackets of another shape.
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_MARKUP = re.compile(r"\*+|^[ \t]*(?:#{1,6}\s|>\s?)|^[ \t]*\|?[ :|-]{3,}\|?[ \t]*$", re.MULTILINE)
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+")

# Titles within titles change their brackets by nesting (《〈〉》, 《<>》, 《《》》); lists
# are numbered （一）, (一) or ㈠; quotes are drawn in six ways. None of it carries meaning.
_VARIANTS = str.maketrans(
    {
        **dict.fromkeys("《〈«‹＜<", "<"),
        **dict.fromkeys("》〉»›＞>", ">"),
        **dict.fromkeys("（(〔﹝［[【〖", "("),
        **dict.fromkeys("）)〕﹞］]】〗", ")"),
        **dict.fromkeys("“”„‟″＂\"「」『』‘’‚‛′＇'`´", '"'),
        **dict.fromkeys("·•・‧∙⋅･", "·"),
        **dict.fromkeys("—–―‐‑‒−－─━~～〜", "-"),
        **dict.fromkeys("○〇◯", "〇"),
        "…": ".",
        "⋯": ".",
    }
)
# Copies from PDF set the radicals of a dictionary for the characters that look like them: ⼀ for 一, ⺠ for 民.
# NFKC knows those of one block; of the other these are whole characters.
_RADICALS = str.maketrans(
    {
        chr(code): unicodedata.normalize("NFKC", chr(code))
        for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
    }
    | dict(
        zip(
            "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
            "母民西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
            strict=True,
        )
    )
)
_RUNS = re.compile(r"(-|\.)\1+")
_WIDE = str.maketrans("，；：！？％、。", ",;:!?%、。")


def unify_radicals(text: str) -> str:
    """The text with characters where a copy has only what looks like them."""
    return text.translate(_RADICALS)


def strip_markup(text: str) -> str:
    """The text without comments, tags and marks of Markdown; lines stay lines."""
    return _MARKUP.sub("", _TAG.sub("", _STYLE.sub("", _COMMENT.sub("", text))))


def normalise(text: str) -> str:
    """The text that counts: no white space, no markup, one form of each variant mark.

    Marks are unified and not dropped, except the doubling of dashes and dots: a comma
    where a stop stood is another text.
    """
    plain = _INVISIBLE.sub("", strip_markup(unify_radicals(text))).translate(_VARIANTS)
    # NFKC unifies half and full width, and ㈠ with (一); it may bring variants of its own.
    plain = unicodedata.normalize("NFKC", plain).translate(_WIDE).translate(_VARIANTS)
    return _RUNS.sub(r"\1", _INVISIBLE.sub("", plain))


def digest(text: str) -> str:
    """Sixteen hexadecimal digits that stand for the normalised text.

    The text is an article's without its own number: an article that only moved keeps its
    digest.
    """
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:DIGEST_LENGTH]
