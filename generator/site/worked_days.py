"""期限怎样计算：人写日期和期限，最后一天和每一步在生成网站时算出来。

In a page of content/ a table's cell that says （自动计算） becomes the last day of the period in the two
cells before it; a paragraph “2026年3月12日，1个月（自动计算）” becomes the whole reasoning.
"""

import re
from datetime import date

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.days import WEEKDAYS, Due, day_in_words, due
from generator.holidays import Calendar, national
from generator.periods import Period, parse_term

TO_FILL = "（自动计算）"
_DAY = r"(\d{4}年\d{1,2}月\d{1,2}日)"
_CELLS = re.compile(rf"<td>{_DAY}</td>\s*<td>([^<]+)</td>\s*<td>{TO_FILL}</td>")
_PARAGRAPH = re.compile(rf"<p>{_DAY}，([^<，]+){TO_FILL}</p>")
_CITED = re.compile("(?<=[^（）])（[^（）]+条）。$")


@pass_context
def worked(context: Context, content: str) -> Markup:
    """Fill in the examples of a page, by the city's calendar where the page has one."""
    calendar: Calendar = context.get("calendar") or national()

    def row(found: re.Match[str]) -> str:
        start, period = _date(found[1]), found[2]
        counted = due(start, parse_term(period), calendar)
        last = f"{_day(counted.due)} {_weekday(counted.due)}{_provisional(counted)}"
        cells = [_day(start), Markup('<span class="nb">{}</span>').format(period), last]
        return "\n".join(f'<td class="worked">{cell}</td>' for cell in cells)

    def paragraph(found: re.Match[str]) -> str:
        period = Period.parse(found[2])
        return _reasoning(found[1], period, due(_date(found[1]), period, calendar))

    # What mkdocs rendered is markup already; only what is filled in is made here.
    return Markup(_PARAGRAPH.sub(paragraph, _CELLS.sub(row, str(content))))


def _date(words: str) -> date:
    year, month, day = map(int, re.findall(r"\d+", words))
    return date(year, month, day)


def _day(day: date) -> Markup:
    # On a phone a date may break after its year, and nowhere else.
    return Markup('<time datetime="{}">{}年<wbr>{}月{}日</time>').format(
        day.isoformat(), day.year, day.month, day.day
    )


def _weekday(day: date) -> Markup:
    return Markup('<span class="soft">星期{}</span>').format(WEEKDAYS[day.weekday()])


def _provisional(found: Due) -> Markup:
    return Markup(' <span class="calculator-provisional">暂算</span>' if found.provisional else "")


def _reasoning(start: str, period: Period, found: Due) -> Markup:
    last = Markup('<time datetime="{}">{}</time>').format(found.due, day_in_words(found.due))
    lines = Markup().join(Markup("<li>{}</li>\n").format(_line(step)) for step in found.steps)
    return Markup(
        '<div class="calculator-answer">\n<p class="calculator-last">'
        "<span>{}起{}，最后一天是</span> <strong>{}</strong>{}</p>\n"
        '<ol class="reckoning">\n{}</ol>\n</div>'
    ).format(start, period, last, _provisional(found), lines)


def _line(step: str) -> Markup:
    label, mark, words = step.partition("：")
    cited = _CITED.search(words)
    plain, law = (words[: cited.start()], cited[0]) if cited else (words, "")
    law = Markup('<span class="nb">{}</span>').format(law) if law else ""
    return Markup("<b>{}</b><span>{}{}</span>").format(label + mark, plain, law)
