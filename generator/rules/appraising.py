"""方案 2.5 评议考核：每年有等次，不合格的有处理、有整改。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.deadlines import APPRAISAL
from generator.findings import Hit, Kind, Unchecked, hit
from generator.models.appraisals import Appraisal, Grade
from generator.models.officer_appraisals import OfficerAppraisal
from generator.rules import rule
from generator.rules._late import late, late_hit, late_hits, place, since_when
from generator.rules._supervised import unless_supervised

CLAUSE = "2.5"
NOT_PUBLIC = "门户设置写着考核结果不公开（appraisals_disclosed: false），公开的清单里没有"

OF_OFFICERS = f"{APPRAISAL.id}/officers/"
GRADE_OFFICERS = "评定以后在监督库本部门的 officer_appraisals/ 当年的表里，每人写一行：等次、评定日期；不合格的还要写处理。"


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
    message="{subject}的评议考核等次应当在{due}以前评出，{what}",
    advice="评定以后在 appraisals/ 当年的表里写一行：等次、评定日期；不合格的还要写结果运用和整改期限。",
    kind=Kind.CLOCK,
)
def year_without_grade(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from not_public(catalogue)
    yield from since_when(catalogue)
    yield from unless_supervised(catalogue, len(catalogue.officers))
    for clock in late(catalogue, day, "APR001"):
        of_officers = clock.id.startswith(OF_OFFICERS)
        department = catalogue.departments.get(clock.department)
        # Not one officer is at fault, but the department that graded none or not all of them.
        at = place(catalogue, clock, "graded_on")
        if of_officers and department is not None:
            at = department.at("posts")
        yield late_hit(clock, day, "评出", at, GRADE_OFFICERS if of_officers else "")


@rule(
    "APR002",
    title="评为不合格，没有按期整改",
    clause=CLAUSE,
    source="方案二（五）3（被确定为不合格的，应责令限期整改）",
    message="“{subject}”{started}评定，责令在{due}以前整改，{what}",
    advice="整改完成、验收合格以后写明“整改日期（rectified_on）”；没有完成的，说明进展。",
    kind=Kind.CLOCK,
)
def not_rectified(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    yield from not_public(catalogue)
    yield from late_hits(catalogue, day, "APR002", "完成整改", "rectified_on")


@rule(
    "APR003",
    title="连续两年不合格，还持有执法证件",
    clause=CLAUSE,
    source="方案二（五）3（连续两年被确定为不合格的，要给予调离执法岗位或取消执法资格处理）",
    message="{officer}{years}连续两年评为不合格，执法证 {certificate} 没有收回",
    advice="调离执法岗位或者取消执法资格，收回证件，在 officers.csv 写明“收回日期（withdrawn_on）”。",
)
def unqualified_twice_and_still_active(
    catalogue: Catalogue, day: date
) -> Iterator[Hit | Unchecked]:
    yield from unless_supervised(catalogue, len(catalogue.officers))
    failed = {
        (one.officer, int(one.year)): one
        for one in catalogue.all(OfficerAppraisal)
        if one.grade is Grade.UNQUALIFIED
    }
    for (name, year), one in failed.items():
        officer = catalogue.officers.get(name)
        if officer is None or (name, year - 1) not in failed:
            continue
        if officer.withdrawn_on is None and officer.valid_until >= day:
            yield hit(
                one.at("grade"),
                see=(officer.at("withdrawn_on"), failed[name, year - 1].at("grade")),
                officer=officer.name,
                years=f"{year - 1}年、{year}年",
                certificate=officer.certificate,
            )


@rule(
    "APR004",
    title="评为不合格，没有相应的处理",
    clause=CLAUSE,
    source="方案二（五）3",
    message="{whose}{year}年评为不合格，没有写明{missing}",
    advice="写明“结果运用（consequence）”和“整改期限（rectify_by）”。",
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
    yield from unless_supervised(catalogue, len(catalogue.officers))
    for graded in catalogue.all(OfficerAppraisal):
        if graded.grade is Grade.UNQUALIFIED and not graded.consequences:
            yield hit(
                graded.at("consequences"),
                advice="写明“处理（consequences）”：批评教育或者离岗培训。",
                whose=catalogue.name_of("officers", graded.officer),
                year=graded.year,
                missing="批评教育或者离岗培训",
            )
