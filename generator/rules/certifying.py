"""方案二（四）1 执法证件：每三年检验一次。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.findings import Hit, Kind, Unchecked, hit
from generator.rules import rule


@rule(
    "OFC001",
    title="执法证件三年没有检验",
    clause="2.4.1",
    source="方案二（四）1（每3年检验一次）",
    message="{officer}的执法证 {certificate}：{start}{last}，应当在{due}以前检验，到{day}没有检验",
    advice="送检并在“检验日期（inspected_on）”里加上这一次；不再执法的，收回证件并写明“收回日期（withdrawn_on）”。检验以前不得执法。",
    kind=Kind.CLOCK,
)
def not_inspected_within_three_years(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for clock in clocks(catalogue, day):
        if clock.rule == "OFC001" and clock.state is State.LATE and clock.waiver is None:
            officer = catalogue.officers[clock.record]
            yield hit(
                officer.at("inspected_on"),
                officer=officer.name,
                certificate=officer.certificate,
                start=clock.started,
                last="检验过" if officer.inspected_on else "发证",
                due=clock.due.due,
                day=day,
            )
