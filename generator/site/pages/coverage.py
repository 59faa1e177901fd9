"""覆盖页：部门 × 职权类型，有几项、没有的说明了没有。"""

from collections.abc import Iterator

from generator.models.choices import PowerType
from generator.site.page import Page
from generator.site.pages import Edition


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    rows = []
    for department in catalogue.departments.values():
        powers = catalogue.powers_by_department.get(department.id, [])
        reasons = {one.type: one.reason for one in department.absent_types}
        cells = [
            (kind, sum(1 for p in powers if p.type is kind), reasons.get(kind))
            for kind in PowerType
        ]
        rows.append((department, cells, len(powers)))
    yield Page(
        address="/coverage/",
        template="pages/coverage.html",
        title="清单覆盖了哪些部门和职权",
        description="各部门十类职权的数量；没有的，写明是声明没有还是没有说明。",
        section="coverage",
        trail=[("首页", "/")],
        context={
            "types": list(PowerType),
            "rows": rows,
            "sums_by_type": [
                sum(power.type is kind for power in catalogue.powers.values()) for kind in PowerType
            ],
            "total": len(catalogue.powers),
        },
        shows=[*catalogue.departments.values(), *catalogue.powers.values()],
    )
