"""Where the site shows a clock, and where a group of them."""

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.reports.groups import Group
from generator.site import addresses
from generator.site.field_views import place_of


def of_clock(catalogue: Catalogue, clock: Clock) -> str:
    """The page of what a clock is about: power, decision, officer, law, department, or any other record. A power
    that is in the list no more has none: the event's page shows what it owes."""
    if clock.obligation is not None and clock.obligation.left:
        return addresses.matter(clock.obligation.matter)
    if clock.register == "powers":
        return addresses.power(clock.record)
    if clock.register == "articles":
        law, _, article = clock.record.split("/")
        return f"{addresses.of(catalogue.laws[law])}#article-{article}"
    record = catalogue.of(clock.register).get(clock.record)
    return (place_of(record) if record else None) or "/clocks/"


def of_group(group: Group) -> str:
    """The event's page, else that of the deadline."""
    if group.matter is not None:
        return addresses.matter(group.matter)
    return addresses.deadline(group.deadline.id)
