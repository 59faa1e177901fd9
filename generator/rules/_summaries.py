"""What a summary publishes, against the rule that small numbers are withheld and against what it was counted from."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, Severity, Unchecked, hit
from generator.models.summaries import Counted, Summary, SummaryTable
from generator.rules._supervised import unless_supervised
from generator.summaries import cannot_be_counted, rate, tables

AGAIN = "运行 python publish.py summarize 重新计算，核对以后提交；不要手改。"


def told_too_much(catalogue: Catalogue) -> Iterator[Hit]:
    """STR005: a bound lower than the portal's, numbers below it, a total that its parts do not give."""
    for one in catalogue.all(Summary):
        bound = catalogue.portal.summary_least if catalogue.portal else one.least
        if one.least < bound:
            what = f"“最少”写的是{one.least}，门户设置的是{bound}"
            yield hit(one.at("least"), what=what, advice=AGAIN)
        for index, table in enumerate(one.tables):
            for path, what in _too_small(table, max(one.least, bound)):
                yield hit(one.at("tables", index, *path), what=what, advice=AGAIN)


def _too_small(table: SummaryTable, least: int) -> Iterator[tuple[tuple[str | int, ...], str]]:
    numbers = [cell.number for cell in table.cells]
    for at, number in enumerate(numbers):
        if number is not None and 0 < number < least:
            label = table.cells[at].label
            yield ("cells", at, "number"), f"“{label}”写的是{number}，少于{least}的不公布"
    if table.total is not None and 0 < table.total < least:
        yield ("total",), f"“合计”写的是{table.total}，少于{least}的不公布"
    told = [number for number in numbers if number is not None]
    if 0 < len(told) < len(numbers):
        # The total and the others give away what is left out.
        yield ("cells",), "有的分项写了数，有的没有写；有一项太少的，各项都不写"
    elif told and table.total is not None and table.total != sum(told):
        yield ("total",), f"“合计”写的是{table.total}，各项加起来是{sum(told)}"
    if table.rate is not None and table.rate != rate(table):
        if rate(table) is None:
            yield ("rate",), "各项没有写数的，按时率也不公布：别人能由它推出各项"
        else:
            yield ("rate",), f"“按时率”写的是{table.rate}%，按各项算是{rate(table)}%"


def unlike_what_was_counted(catalogue: Catalogue) -> Iterator[Hit | Unchecked]:
    """STR005: numbers that the supervision root does not give. What was registered after the counting is no fault of
    it, so this stops nothing."""
    several = catalogue.all(Summary)
    yield from unless_supervised(catalogue, len(several))
    for one in several if catalogue.supervised else ():
        if one.department not in catalogue.departments:
            continue  # its folder is named wrongly, or lost: that has its own finding
        unread = {what for what in Counted if cannot_be_counted(catalogue, what)}
        if unread:
            yield Unchecked(1, "所数的记录里有读不出来的，改好后才能核对")
        wanted = tables(catalogue, one.department, one.year, one.counted_on, one.least)
        known = {table.counted: table for table in wanted if table.counted not in unread}
        for index, table in enumerate(one.tables):
            if table.counted not in unread and table != known.pop(table.counted, None):
                what = f"“{table.counted.label}”与监督库算出来的不同"
                place = one.at("tables", index)
                yield hit(place, severity=Severity.WARNING, what=what, advice=AGAIN)
        if known:
            names = "、".join(f"“{name.label}”" for name in known)
            what = f"没有汇总{names}"
            yield hit(one.at("tables"), severity=Severity.WARNING, what=what, advice=AGAIN)
