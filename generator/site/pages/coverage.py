"""覆盖页：部门 × 职权类型，有几项、没有的说明了没有。"""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.models.choices import PowerType
from generator.models.departments import Department
from generator.site.order import by_pinyin
from generator.site.page import Page
from generator.site.pages import Edition


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    rows = []
    for department in by_pinyin(catalogue.departments.values(), lambda one: one.name):
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
            "absent": _absent(catalogue),
        },
        shows=[*catalogue.departments.values(), *catalogue.powers.values()],
    )


def _absent(catalogue: Catalogue) -> list[tuple[Department, list[tuple[str, list[PowerType]]]]]:
    """Why departments have no power of a type: each reason once, with the types that it is given for."""
    found = []
    for department in by_pinyin(catalogue.departments.values(), lambda one: one.name):
        listed = {power.type for power in catalogue.powers_by_department.get(department.id, [])}
        reasons: dict[str, list[PowerType]] = {}
        for one in department.absent_types:
            if one.type not in listed:
                reasons.setdefault(one.reason, []).append(one.type)
        if reasons:
            found.append((department, list(reasons.items())))
    return found
