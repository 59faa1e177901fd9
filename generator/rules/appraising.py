"""方案 2.5 评议考核：每年有等次，不合格的有处理、有整改。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.appraisals import Appraisal, Grade
from generator.rules import rule
from generator.rules._late import late, place, since_when

CLAUSE = "2.5"
NOT_PUBLIC = "门户设置写着考核结果不公开（appraisals_disclosed: false），公开的清单里没有"


def not_public(catalogue: Catalogue) -> Iterator[Unchecked]:
    """Where the portal does not publish the grades, nothing can be said of them."""
    portal = catalogue.portal
    if portal is not None and not portal.appraisals_disclosed:
        yield Unchecked(len(catalogue.departments), NOT_PUBLIC)


@rule(
    "APR001",
    title="这一年没有评出等次",
    clause=CLAUSE,
    source="方案二（五）1、3",
    message="{subject}没有评议考核的等次，应当在{due}以前评出",
    advice="评定以后在 appraisals/ 当年的表里写一行：等次、评定日期；不合格的还要写结果运用和整改期限。",
    kind=Kind.CLOCK,
)
def year_without_grade(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from not_public(catalogue)
    yield from since_when(catalogue)
    for clock in late(catalogue, day, "APR001"):
        yield hit(place(catalogue, clock, "graded_on"), subject=clock.subject, due=clock.due.due)


@rule(
    "APR002",
    title="评为不合格，没有按期整改",
    clause=CLAUSE,
    source="方案二（五）3（被确定为不合格的，应责令限期整改）",
    message="“{subject}”{graded}评定，责令在{due}以前整改，到{day}没有完成",
    advice="整改完成、验收合格以后写明“整改日期（rectified_on）”；没有完成的，说明进展，逾期不能补正。",
    kind=Kind.CLOCK,
)
def not_rectified(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from not_public(catalogue)
    for clock in late(catalogue, day, "APR002"):
        yield hit(
            place(catalogue, clock, "rectified_on"),
            subject=clock.subject,
            graded=clock.started,
            due=clock.due.due,
            day=day,
        )


@rule(
    "APR004",
    title="评为不合格，没有相应的处理",
    clause=CLAUSE,
    source="方案二（五）3",
    message="{whose}{year}年评为不合格，没有写明{missing}",
    advice="写明“结果运用（consequence）”：与评选表彰、绩效考评怎样挂钩；并写明“整改期限（rectify_by）”。",
)
def unqualified_without_consequence(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from not_public(catalogue)
    for one in catalogue.all(Appraisal):
        if one.grade is not Grade.UNQUALIFIED:
            continue
        department = catalogue.departments.get(one.department)
        for name in ("consequence", "rectify_by"):
            if getattr(one, name) is None:
                yield hit(
                    one.at(name),
                    whose=department.short_name if department else one.department,
                    year=one.year,
                    missing=Appraisal.model_fields[name].title,
                )
