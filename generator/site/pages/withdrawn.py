"""撤回的页：原来的地址还在，只写哪天、为什么撤回。"""

from collections.abc import Iterator

from generator.site import addresses
from generator.site.page import Page
from generator.site.pages import Edition


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of what was withdrawn, where they always were; of the records nothing is left to show."""
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
            context={"withdrawal": one, "department": department},
            shows=[one],
            file=one.file,
            source=department.name if department else None,
        )
