"""方案逐条对照页：每一条款由哪些登记表、规则、期限和页面落实。"""

from collections.abc import Iterator

from generator.data.clauses import carried
from generator.models.base import PUBLIC, Register
from generator.site import addresses
from generator.site.page import Page
from generator.site.pages import Edition


def pages(edition: Edition) -> Iterator[Page]:
    yield Page(
        address="/clauses/",
        template="pages/clauses.html",
        title="方案逐条对照",
        description="行政执法责任制方案的每一条款，由哪些登记表、规则、期限和页面落实。",
        trail=[("首页", "/")],
        context={
            "clauses": [
                (
                    one.clause,
                    [(r.title, _where(edition, r), r.root == PUBLIC) for r in one.registers],
                    [(rule.code, rule.title) for rule in one.rules],
                    [deadline.name for deadline in one.deadlines],
                    one.clause.pages,
                )
                for one in carried()
            ],
            "titles": addresses.TITLES | GUIDES,
        },
    )


GUIDES = {
    "/complain/": "怎样投诉举报",
    "/days/": "期限怎样计算",
    "/supervise/": "怎样用清单监督",
}
"""What the guides of clauses are called in the table, where a city has them."""


HOMES = {
    "adjustments": "/clocks/",
    "articles": "/laws/",
    "bodies": "/bodies/",
    "departments": "/departments/",
    "discretion": "/discretion/",
    "entrustments": "/entrustments/",
    "laws": "/laws/",
    "officers": "/officers/",
    "penalties": "/cases/",
    "powers": "/powers/",
    "responses": "/clocks/",
    "terms": "/glossary/",
}
"""The registers whose pages are not made by `registers.py`, and where their records are shown."""


def _where(edition: Edition, register: Register) -> str | None:
    """Where the records of a register are shown, at least as a download; None where the edition has none of it."""
    if register.name not in edition.catalogue.registers:
        return None
    if register.listed:
        return addresses.register(register.name)
    return HOMES.get(register.name, "/data/#registers")
