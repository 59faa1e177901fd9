"""关于网站自己的页：搜索、网站地图、找不到的页。"""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.site.order import by_pinyin
from generator.site.page import Page
from generator.site.pages import Edition


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    yield Page(
        address="/search/",
        template="pages/search.html",
        title="搜索",
        description="在全部部门、职权、法规、案例和说明中搜索。",
        trail=[("首页", "/")],
        context={"examples": catalogue.portal.searches if catalogue.portal else []},
    )
    yield Page(
        address="/sitemap/",
        template="pages/sitemap.html",
        title="网站地图",
        description="本站全部栏目和页面的目录。",
        trail=[("首页", "/")],
        context={
            "departments": by_pinyin(catalogue.departments.values(), lambda one: one.name),
            "bodies": by_pinyin(catalogue.bodies.values(), lambda one: one.name),
            "laws": by_pinyin(catalogue.laws.values(), lambda one: one.short_title),
            "years": _years(catalogue),
            "names": {d.id: d.short_name for d in catalogue.departments.values()},
        },
        shows=[
            *catalogue.departments.values(),
            *catalogue.bodies.values(),
            *catalogue.laws.values(),
            *catalogue.penalties,
        ],
    )
    yield Page(
        address="/404.html",
        template="pages/missing.html",
        title="没有这一页",
        description="这个地址没有内容。",
    )


def _years(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Departments and years that have outcomes, the newest year of each first."""
    known = {(case.department, case.year) for case in catalogue.penalties}
    newest = sorted(known, key=lambda one: one[1], reverse=True)
    names = {one.id: one.name for one in catalogue.departments.values()}
    return by_pinyin(newest, lambda one: names.get(one[0], one[0]))
