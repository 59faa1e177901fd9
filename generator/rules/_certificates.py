"""Certificate numbers against the form that portal.yaml declares, and that form in plain words (STR005).

A form is a small part of regular expressions: letters and figures as they are, `\\d`, `[A-Z]` and the
like, `(MC|XC)`, each with `{8}`, `{6,8}`, `?`. That is all that numbers of provinces need; it can be
told in words, and no form that a stranger sends keeps the check busy for hours.
"""

import re
from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, hit

SETS = {
    r"\d": "数字", "[0-9]": "数字", "[A-Z]": "大写字母", "[a-z]": "小写字母", "[A-Za-z]": "字母", "[a-zA-Z]": "字母",
    "[0-9A-Z]": "数字或者大写字母", "[A-Z0-9]": "数字或者大写字母", "[0-9A-Za-z]": "数字或者字母",
}  # fmt: skip
PART = re.compile(
    r"(?P<set>\\d|\[[0-9A-Za-z-]+\])|\((?:\?:)?(?P<either>[0-9A-Za-z-]+(?:\|[0-9A-Za-z-]+)+)\)"
    r"|(?P<same>[0-9A-Za-z-])"
)
COUNT = re.compile(r"\{([0-9]{1,2})(?:,([0-9]{1,2}))?\}|(\?)")


def certificates_of_another_form(catalogue: Catalogue) -> Iterator[Hit]:
    """Numbers that are not in the portal's form; or the form itself where it cannot be used."""
    portal = catalogue.portal
    if portal is None or portal.certificate_pattern is None:
        return
    pattern = portal.certificate_pattern
    place = portal.at("certificate_pattern")
    form = in_words(pattern)
    if form is None:
        yield hit(
            place,
            what=f"“证号格式”写的是“{pattern}”，读不懂",
            advice="写作像 ^MC\\d{8}$ 这样：字母照写，\\d 是一位数字，[A-Z] 是一位大写字母，"
            "(MC|XC) 是两者之一，后面的 {8} 是几位。",
        )
        return
    expression = re.compile(pattern.removeprefix("^").removesuffix("$"), re.ASCII)
    for officer in catalogue.officers.values():
        if not expression.fullmatch(officer.certificate):
            yield hit(
                officer.at("certificate"),
                see=(place,),
                what=f"“执法证号”写的是“{officer.certificate}”，应当是{form}（portal.yaml 的证号格式 {pattern}）",
                advice="对照证件改正证号；证件上就是这样的，改 lists/portal.yaml 的“证号格式（certificate_pattern）”。",
            )


def in_words(pattern: str) -> str | None:
    """`^MC\\d{8}$` as `“MC”加8位数字`; None where it is more than this form may be."""
    rest = pattern.removeprefix("^").removesuffix("$")
    said: list[str] = []
    literal = ""
    while rest:
        part = PART.match(rest)
        if part is None:
            return None
        rest = rest[part.end() :]
        count = COUNT.match(rest)
        rest = rest[count.end() :] if count else rest
        if part["same"] and not count:
            literal += part["same"]
            continue
        if literal:
            said.append(f"“{literal}”")
            literal = ""
        words = _words(part, count)
        if words is None:
            return None
        said.append(words)
    if literal:
        said.append(f"“{literal}”")
    return "加".join(said) or None


def _words(part: re.Match[str], count: re.Match[str] | None) -> str | None:
    if part["set"]:
        what = SETS.get(part["set"])
        if what is None:
            return None
    else:
        what = "或者".join(f"“{one}”" for one in (part["either"] or part["same"]).split("|"))
    if count is None:
        return f"1位{what}" if part["set"] else what
    if count[3]:
        return f"可有可无的{what}" if not part["set"] else f"可有可无的1位{what}"
    least, most = count[1], count[2]
    if most is not None and int(most) < int(least):
        return None
    unit = "位" if part["set"] else "个"
    return f"{least}{unit}{what}" if most is None else f"{least}到{most}{unit}{what}"
