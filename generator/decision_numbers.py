"""Numbers of decisions as printed, and what two printed forms have in common.

Real numbers differ in brackets (〔〕 [] 【】 ()), in 第 and in leading zeros without being different
numbers (domain: 淳综执罚决字〔2026〕第000726号 is 淳综执罚决字〔2026〕726号).
"""

import re
import unicodedata
from difflib import SequenceMatcher

_YEAR = re.compile(r"[\[(〔【﹝〖]([0-9]{4}|YYYY)年?[\])〕】﹞〗]")
_FIGURE = re.compile("[0-9]")
_SERIAL = re.compile(r"〕第?0*([0-9]+|N)号?$")

MOST_WRONG = 2
"""Characters: more is another organ's number, and no slip."""


def normalised(number: str) -> str:
    """`明市监罚【2026】第0012号` → `明市监罚〔2026〕12号`; other brackets become （）."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    plain = _YEAR.sub(r"〔\1〕", plain)
    plain = _SERIAL.sub(r"〕\1号", plain)
    return plain.translate(str.maketrans("([【{", "（（（（") | str.maketrans(")]】}", "））））"))


def parts(number: str, form: str) -> tuple[str, str] | None:
    """Year and serial of a number of this form (`明市监罚〔YYYY〕N号`), or None where it is of another."""
    pattern = re.escape(normalised(form)).replace("YYYY", r"(?P<year>[0-9]{4})", 1)
    pattern = pattern.replace("N", r"(?P<serial>[0-9]+)", 1)
    found = re.fullmatch(pattern, normalised(number))
    if found is None or set(found.groupdict()) != {"year", "serial"}:
        return None
    return found["year"], found["serial"]


def is_form(form: str) -> bool:
    """Whether a form says for certain where year and serial stand: then `parts` reads what `printed` writes.

    A serial of four figures is tried too, because one in brackets would be read as a year.
    """
    tried = (("2026", "118"), ("2026", "1180"))
    return not _FIGURE.search(form) and all(
        parts(printed(form, *each), form) == each for each in tried
    )


def printed(form: str, year: str, serial: str) -> str:
    """A number as its series prints it."""
    return form.replace("YYYY", year, 1).replace("N", serial, 1)


def slip(number: str, form: str) -> str:
    """The one thing in which a number is not of a form, in words; "" where it is of it, or of quite another."""
    shape = re.sub(r"[0-9]+(?=号?$)", "N", re.sub("〔[0-9]{4}〕", "〔YYYY〕", normalised(number)))
    meant = normalised(form)
    steps = SequenceMatcher(None, shape, meant, autojunk=False).get_opcodes()
    different = [one for one in steps if one[0] != "equal"]
    if len(different) != 1:
        return ""
    how, start, end, first, last = different[0]
    if max(end - start, last - first) > MOST_WRONG:
        return ""
    written, right = shape[start:end], meant[first:last]
    if how == "insert":
        return f"少了“{right}”"
    return f"多了“{written}”" if how == "delete" else f"“{written}”不是“{right}”"
