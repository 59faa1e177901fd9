"""Where the site shows a clock, and where a group of them."""

from generator.catalogue import Catalogue
from generator.clocks import Clock
from generator.reports.groups import Group
from generator.site import addresses
from generator.site.field_views import place_of


def of_clock(catalogue: Catalogue, clock: Clock) -> str:
    """The page of what a clock is about: power, decision, officer, law, department or record."""
    if clock.register == "powers":
        return addresses.power(clock.record)
    if clock.register == "articles":
        law, _, article = clock.record.split("/")
        return f"{addresses.of(catalogue.laws[law])}#article-{article}"
    record = catalogue.of(clock.register).get(clock.record)
    return (record and place_of(record)) or "/clocks/"


def of_group(group: Group) -> str:
    """The event's page, else that of the deadline."""
    if group.matter is not None:
        return addresses.matter(group.matter)
    return addresses.deadline(group.deadline.id)
