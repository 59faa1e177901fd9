"""方案 2.2.3 公示：上年度执法数据在1月31日以前公布。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked
from generator.rules import rule
from generator.rules._late import late_hits, since_when


@rule(
    "DIS004",
    title="上年度执法数据没有公布",
    clause="2.2.3",
    source="方案二（二）3；国办发〔2018〕118号；广东省行政执法公示办法第十七条（每年1月31日前）",
    message="{subject}的执法数据应当在{due}以前公布，{what}",
    advice="公布以后在本部门的 annual_reports/ 里写一份（按数据所属的年份命名），逐类写件数和金额。",
    kind=Kind.CLOCK,
)
def yearly_figures_missing(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from since_when(catalogue)
    yield from late_hits(catalogue, day, "DIS004", "公布", "published_on")
