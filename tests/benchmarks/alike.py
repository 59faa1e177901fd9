"""Whether both sides made the same pages with the same fields, so that their times may be compared."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import html
from pydantic import BaseModel

from generator.models.base import Choice, Record
from generator.numerals import to_chinese
from generator.site import addresses
from generator.sources.records import load
from tests.benchmarks.measure import BenchError

SAMPLE = 50
# Where the records stand that have no page of their own.
TOGETHER = {"officers": "/officers/", "terms": "/glossary/"}
WITH_PAGES = ("penalties", "powers", "laws", "discretion", "departments", "entrustments", "bodies")
# The parts of a law as pages write them: a bare 44 would be found in every sum.
NUMBERED = {
    **dict.fromkeys(("article", "added", "changed", "removed"), "第{}条"),
    "paragraph": "第{}款",
    "subparagraph": "第（{}）项",
}


def compare(root: Path, ours: Path, theirs: Path) -> str:
    """What both sites have, in words. BenchError where they differ.

    Pages: the same addresses. Fields: of 50 records of each register, every value that our page
    shows stands in theirs; the ruler is drawn on the same pages.
    """
    mine, others = pages(ours), pages(theirs)
    if mine != others:
        missing, more = sorted(mine - others)[:5], sorted(others - mine)[:5]
        raise BenchError(f"两边的页面不同：只有我们有 {missing}，只有对方有 {more}")
    records = load([root]).records
    draw = random.Random("sample")
    looked = 0
    lacking: list[str] = []
    for register in (*WITH_PAGES, *TOGETHER):
        known = records[register]
        for record in draw.sample(known, min(SAMPLE, len(known))):
            address = TOGETHER.get(register) or addresses.of(record)
            file = address.strip("/") + "/index.html"
            mine_page, their_page = _Page(ours / file), _Page(theirs / file)
            if ("scale-lying" in mine_page.source) != ("scale-lying" in their_page.source):
                lacking.append(f"{address}：只有一边画了幅度")
            for where, value in _values(record):
                if mine_page.has(value):
                    looked += 1
                    if not their_page.has(value):
                        lacking.append(f"{address}：{where} {value!r}")
    if lacking:
        raise BenchError(f"对方少了{len(lacking)}处内容，例如：\n" + "\n".join(lacking[:10]))
    return (
        f"两边都是{len(mine)}页；抽查{looked}个字段值，对方都有；"
        f"每页平均 {_kilobytes(ours)} KB 与 {_kilobytes(theirs)} KB"
    )


def pages(site: Path) -> set[str]:
    """Every HTML page of a site, without those of the index."""
    return {
        path.relative_to(site).as_posix()
        for path in site.rglob("*.html")
        if "pagefind" not in path.relative_to(site).parts[:1]
    }


def _kilobytes(site: Path) -> str:
    known = [site / name for name in pages(site)]
    return f"{sum(path.stat().st_size for path in known) / len(known) / 1024:.1f}"


class _Page:
    """A page as its reader and its source have it."""

    def __init__(self, path: Path) -> None:
        self.source = path.read_text(encoding="utf-8")
        body = html.document_fromstring(self.source).find("body")
        text = "" if body is None else "".join(map(str, body.itertext()))
        self.text = "".join(text.split())

    def has(self, value: str) -> bool:
        if "".join(value.split()) in self.text:
            return True
        # An id stands in a link, a day in an attribute; a bare find would see "fine" in "confined".
        return any(form in self.source for form in (f"/{value}/", f'"{value}"', f'"#{value}"'))


def _values(record: Record) -> Iterator[tuple[str, str]]:
    """Every value of a record as a page writes it, with the name of its field."""
    for name in type(record).model_fields:
        yield from _written(name, getattr(record, name))


def _written(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for inner in type(value).model_fields:
            yield from _written(f"{name}.{inner}", getattr(value, inner))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _written(name, item)
    elif isinstance(value, Choice):
        yield name, value.label
    elif isinstance(value, date):
        yield name, f"{value.year}年{value.month}月{value.day}日"
        yield name, value.isoformat()
    elif isinstance(value, Decimal):
        yield name, f"{value:,f}"
    elif isinstance(value, str):
        form = NUMBERED.get(name.rpartition(".")[2])
        yield name, form.format(to_chinese(int(value))) if form and value.isdigit() else value
