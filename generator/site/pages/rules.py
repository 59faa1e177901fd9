"""规则页：本站检查什么、依据哪里、怎样算错、怎样改。"""

from collections import defaultdict
from collections.abc import Iterator

from generator.reports.explanation import written_lines
from generator.rules import Rule, all_rules
from generator.rules._cases import cases
from generator.site import addresses
from generator.site.page import Page
from generator.site.pages import Edition

FAMILIES = {
    "STR": "每个文件读得懂、放得对",
    "COV": "权责清单：有名、有据、有人",
    "ENT": "委托执法：注明、到期、资格",
    "UPD": "动态调整：一个月内，有人看着",
    "DSC": "裁量基准：不重叠、不缺口、不越界",
    "DKT": "案件登记：每案有号，连续、按时",
    "PRV": "公开的结果不泄露个人信息",
}


def pages(edition: Edition) -> Iterator[Page]:
    rules = all_rules()
    found: dict[str, int] = defaultdict(int)
    for finding in edition.report.findings:
        found[finding.code] += 1
    groups: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules.values():
        groups[rule.code[:3]].append(rule)
    yield Page(
        address="/rules/",
        template="pages/rules.html",
        title="本站检查的规则",
        description="方案里能由程序检查的每一条，本站怎样检查、怎样算错、怎样改。",
        trail=[("首页", "/")],
        context={
            "groups": [
                (FAMILIES.get(name, name), name, several) for name, several in groups.items()
            ],
            "found": dict(found),
            "total": len(rules),
        },
    )
    for rule in rules.values():
        yield Page(
            address=addresses.rule(rule.code),
            template="pages/rule.html",
            title=f"{rule.code} {rule.title}",
            description=rule.advice,
            trail=[("首页", "/"), ("检查规则", "/rules/")],
            context={
                # A rule's function stays here: a page must be sendable to another process.
                "rule": {
                    "code": rule.code,
                    "title": rule.title,
                    "clause": rule.clause,
                    "source": rule.source,
                    "severity": rule.severity,
                    "kind": rule.kind,
                    "message": rule.message,
                    "advice": rule.cure,
                },
                "findings": [f for f in edition.report.findings if f.code == rule.code],
                "cases": [
                    (case.title, case.fails, written_lines(case)) for case in cases(rule.code)
                ],
                "unchecked": edition.report.unchecked.get(rule.code, []),
            },
        )
