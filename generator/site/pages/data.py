"""数据页：每个登记表怎样下载，许可是什么，怎样校验。"""

from collections.abc import Iterator

from generator.site.page import Page
from generator.site.pages import Edition


def pages(edition: Edition) -> Iterator[Page]:
    yield Page(
        address="/data/",
        template="pages/data.html",
        title="下载数据",
        description="全部公开数据，CSV、JSON 和 Excel 三种格式，以及完整的数据包。",
        trail=[("首页", "/")],
        context={"downloads": edition.downloads},
        shows=[record for several in edition.catalogue.records.values() for record in several],
    )
