"""撤回和移出的页：原来的地址还在，只写哪天、为什么不在了。"""

from collections.abc import Iterator

from generator.departures import gone
from generator.models.base import registers
from generator.site import addresses
from generator.site.page import Page
from generator.site.pages import Edition
from generator.values import title_of


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of what is there no more, where they always were; of the records nothing is left to show."""
    yield from _withdrawn(edition)
    yield from _gone(edition)


def _withdrawn(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    for (register, key), one in catalogue.withdrawn.items():
        address = addresses.withdrawn(register, key)
        if not address:
            continue
        department = catalogue.departments.get(one.department)
        yield Page(
            address=address,
            template="pages/withdrawn.html",
            title="已撤回",
            description="这条记录公布过，已经撤回。",
            trail=[("首页", "/")],
            context={
                "withdrawal": one,
                "department": department,
                "register": registers()[register].register,
            },
            shows=[one],
            file=one.file,
            source=department.name if department else None,
        )


def _gone(edition: Edition) -> Iterator[Page]:
    """What another record succeeds, and what went before git counted: no withdrawal speaks of it."""
    for one in gone(edition.catalogue):
        address = addresses.withdrawn(*one.of)
        if not address:
            continue
        register = registers()[one.of.register].register
        yield Page(
            address=address,
            template="pages/gone.html",
            title="已移出",
            description="这条记录公布过，已经移出清单。",
            trail=[("首页", "/")],
            context={
                "register": register,
                "on": one.on,
                "heirs": [(title_of(edition.catalogue, h), addresses.of(h)) for h in one.heirs],
            },
            shows=one.heirs,
        )
