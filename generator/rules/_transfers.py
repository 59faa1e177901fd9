"""Transfers of one matter, each following another: none follows itself, none the later one."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, hit
from generator.models.transfers import Transfer


def following_themselves(catalogue: Catalogue) -> Iterator[Hit]:
    """STR008: a transfer that leads back to itself."""
    transfers = catalogue.of("transfers")
    for one in catalogue.all(Transfer):
        seen: set[str] = set()
        name = one.follows
        while name is not None and name not in seen:
            seen.add(name)
            before = transfers.get(name)
            name = before.follows if isinstance(before, Transfer) else None
        if one.key in seen:
            what = f"“前一次移送”写的“{one.follows}”{'就是它自己' if one.follows == one.key else '又接着它'}"
            advice = "写在它以前、同一件事的那一次移送；以前没有移送过的，不写。"
            yield hit(one.at("follows"), what=what, advice=advice)


def sent_before_the_one_before(catalogue: Catalogue) -> Iterator[Hit]:
    """STR011: a transfer sent on an earlier day than the one that it follows."""
    transfers = catalogue.of("transfers")
    for one in catalogue.all(Transfer):
        before = transfers.get(one.follows or "")
        if isinstance(before, Transfer) and one.sent_on < before.sent_on:
            what = (
                f"“移送日期”写的是{one.sent_on}，早于前一次移送（{before.key}）的{before.sent_on}"
            )
            yield hit(one.at("sent_on"), see=(before.at("sent_on"),), what=what)
