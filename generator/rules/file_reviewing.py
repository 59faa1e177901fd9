"""方案 2.4.2 案卷评查：每年一次，优秀的表彰，不合格的处理。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.file_reviews import FileReview, ReviewMeasure
from generator.rules import rule
from generator.rules._late import late_hits, since_when

CLAUSE = "2.4.2"
SOURCE = "方案二（四）2"
FOLLOWS = {
    "excellent": (ReviewMeasure.COMMENDED,),
    "unqualified": (ReviewMeasure.CRITICISED, ReviewMeasure.ORDERED, ReviewMeasure.BARRED),
}
"""Result → what has to follow from it."""


@rule(
    "FRV001",
    title="这一年没有组织案卷评查",
    clause=CLAUSE,
    source=f"{SOURCE}（每年要组织一次案卷评查）",
    message="{subject}应当在{due}以前组织一次案卷评查，{what}",
    advice="评查完成的，在本部门的 file_reviews/ 里写一份（按年份命名）；没有组织的，尽快补上。",
    kind=Kind.CLOCK,
)
def no_review_this_year(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from since_when(catalogue)
    yield from late_hits(catalogue, day, "FRV001", "组织", "held_on")


@rule(
    "FRV002",
    title="案卷评查有结果，没有相应的处理",
    clause=CLAUSE,
    source=f"{SOURCE}（优秀的通报表彰；不合格的通报批评、责令整改、取消当年评优评先资格）",
    message="{year}年案卷评查有{number}卷{result}，没有写明{missing}",
    advice="作出处理以后，在“结果的处理（consequences）”里逐项写明处理、日期和人数。",
)
def result_without_consequence(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for review in catalogue.all(FileReview):
        done = {one.measure for one in review.consequences}
        for result, measures in FOLLOWS.items():
            number = getattr(review, result)
            missing = [one.label for one in measures if one not in done]
            if number and missing:
                yield hit(
                    review.at(result),
                    year=review.year,
                    number=number,
                    result=FileReview.model_fields[result].title,
                    missing="、".join(missing),
                )
