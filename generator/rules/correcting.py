"""方案 2.4.10 读者纠错：收到以后5个工作日内答复，这是门户自己的承诺。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked
from generator.rules import rule
from generator.rules._late import late_hits


@rule(
    "CMP006",
    title="读者纠错没有按时答复",
    clause="2.4.10",
    source="方案二（四）10；本门户的承诺：收到之日起5个工作日内答复",
    message="读者纠错{subject}：{started}收到，应当在{due}以前答复，{what}",
    advice="核实那一页：错了的改正，没有错的说明理由；答复读者以后写明“处理结果（outcome）”和“答复日期（answered_on）”。",
    kind=Kind.CLOCK,
)
def correction_unanswered(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from late_hits(catalogue, day, "CMP006", "答复", "answered_on")
