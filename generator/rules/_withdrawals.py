"""What a withdrawal must say (STR004): what it withdraws, and the ruling where one is the reason."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, hit


def withdrawals_without(catalogue: Catalogue) -> Iterator[Hit]:
    """Withdrawals that name nothing, or no ruling and day of receipt where the ground is one."""
    for one in catalogue.withdrawals.values():
        if not one.records and not one.fewer:
            what = "没有写撤回了什么"
            advice = "在 records 里逐条写“登记表/标识”；成批减少的写 fewer。"
            yield hit(one.at("records"), what=what, advice=advice)
        for field, label in (("ruling", "裁决"), ("received_on", "收到日期")):
            if one.ground.by_ruling and getattr(one, field) is None:
                what = f"原因是“{one.ground.label}”，没有写{label}"
                advice = "照裁决文书写明机关、文号、日期和收到的日期；不是因为裁决的，改正“原因种类（ground）”。"
                yield hit(one.at(field), what=what, advice=advice)
