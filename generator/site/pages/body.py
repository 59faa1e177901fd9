"""受委托组织页：是谁，受谁委托，做什么。"""

from collections.abc import Iterator

from generator.models.bodies import Body
from generator.site import addresses
from generator.site.order import by_pinyin
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.pages.entrustment import entrustment_view


def pages(edition: Edition) -> Iterator[Page]:
    catalogue, day = edition.catalogue, edition.day
    yield Page(
        address="/bodies/",
        template="pages/bodies.html",
        title="受委托组织",
        description="受行政机关委托执法的全部组织。",
        section="departments",
        trail=[("首页", "/")],
        context={
            "bodies": [
                (
                    body,
                    [
                        entrustment_view(catalogue, e, day)
                        for e in catalogue.entrustments_by_body.get(body.id, [])
                    ],
                )
                for body in by_pinyin(catalogue.bodies.values(), lambda one: one.name)
            ]
        },
        shows=[*catalogue.bodies.values(), *catalogue.entrustments.values()],
    )


def subjects(edition: Edition) -> list[Body]:
    return list(edition.catalogue.bodies.values())


def pages_of(edition: Edition, body: Body) -> Iterator[Page]:
    catalogue, day = edition.catalogue, edition.day
    entrustments = catalogue.entrustments_by_body.get(body.id, [])
    yield Page(
        address=addresses.of(body),
        template="pages/body.html",
        title=body.name,
        description=body.summary,
        section="departments",
        trail=[("首页", "/"), ("受委托组织", "/bodies/")],
        context={
            "body": body,
            "department": catalogue.departments.get(body.department) if body.department else None,
            "entrustments": [entrustment_view(catalogue, e, day) for e in entrustments],
            "day": day,
        },
        shows=[body, *entrustments],
        file=body.file,
        hits=Hits("bodies", "受委托组织"),
    )
