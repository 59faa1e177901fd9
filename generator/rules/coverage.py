"""方案二（一）1 权责清单：每个部门有清单，每项职权有名、有据、有人。"""

from collections.abc import Iterator
from datetime import date

from generator.catalogue import Catalogue
from generator.findings import Hit, Kind, Severity, Unchecked, hit
from generator.models.base import Record
from generator.models.choices import PowerType
from generator.models.departments import Department
from generator.models.entrustments import Entrustment
from generator.models.laws import Confers
from generator.models.parts import Basis, Citation
from generator.models.powers import Posts, Power
from generator.numerals import article_label
from generator.rules import rule
from generator.rules._outcomes import outcomes
from generator.rules._walk import parts

SOURCE = "方案二（一）1"
UNREAD = "有职权的文件读不出来，改好后才能核对"


@rule(
    "COV001",
    title="部门没有权责清单",
    clause="2.1.1",
    source=f"{SOURCE}；行政处罚法第三十九条",
    message="{department}{what}",
    advice="在本部门的 powers/ 文件夹里逐项建立职权；清单经审核确认后，在 department.yaml 写明“清单确认（confirmed）”的机关和日期。",
)
def department_without_list(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for department in catalogue.departments.values():
        if not catalogue.powers_by_department.get(department.id):
            if _has_lost_powers(catalogue, department):
                yield Unchecked(1, UNREAD)
                continue
            what = "没有一项职权，没有权责清单"
            yield hit(department.at(), department=department.name, what=what)
        elif department.confirmed is None:
            what = "的权责清单没有写明由谁、何时审核确认"
            yield hit(department.at("confirmed"), department=department.name, what=what)


@rule(
    "COV002",
    title="某类职权既没有列出也没有声明没有",
    clause="2.1.1",
    source=f"{SOURCE}（十类职权）",
    message="{department}{what}",
    advice="有这类职权的，在 powers/ 里列出；确实没有的，在“没有的职权类型（absent_types）”里写明类型和原因；已经列出职权的，把声明删去。",
)
def type_not_accounted_for(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    unread = 0
    for department in catalogue.departments.values():
        listed = catalogue.types_of(department.id)
        declared = [absent.type for absent in department.absent_types]
        if not listed:
            continue  # COV001 says that there is no list at all
        forgotten = [one for one in PowerType if one not in listed and one not in declared]
        if forgotten and _has_lost_powers(catalogue, department):
            unread += len(forgotten)
        elif forgotten:
            labels = "”“".join(one.label for one in forgotten)
            what = f"没有列出“{labels}”类职权，也没有声明没有"
            place = department.at("absent_types")
            advice = _declaration(forgotten, is_begun=bool(declared))
            yield hit(place, department=department.name, what=what, advice=advice)
        for index, kind in enumerate(declared):
            if kind in listed:
                what = f"声明没有“{kind.label}”类职权，清单里却有"
                place = department.at("absent_types", index, "type")
                power = next(
                    p for p in catalogue.powers_by_department[department.id] if p.type is kind
                )
                see = (power.at("type"),)
                yield hit(place, see=see, department=department.name, what=what)
    if unread:
        yield Unchecked(unread, UNREAD)


def _declaration(forgotten: list[PowerType], *, is_begun: bool) -> str:
    """What a department that has none of some types puts into its file, each with a reason of its own."""
    lines = [f"- type: {one.value}\n  reason: （写没有{one.label}的原因）" for one in forgotten]
    block = "\n".join(lines if is_begun else ["absent_types:", *lines])
    where = "“没有的职权类型（absent_types）”下面" if is_begun else "department.yaml 里"
    return f"有这类职权的，在 powers/ 里列出；确实没有的，在{where}写明原因：\n{block}"


def _has_lost_powers(catalogue: Catalogue, department: Department) -> bool:
    return catalogue.has_lost("powers", f"lists/departments/{department.id}/")


@rule(
    "COV003",
    title="职权今天没有依据",
    clause="2.1.1",
    source=f"{SOURCE}、2；行政处罚法第三十八条",
    message="职权“{power}”{what}",
    advice="按现行法律补上依据并写明起日（from），原依据写明止日（until）；没有依据的职权，从清单中取消。",
    kind=Kind.CLOCK,
)
def power_without_basis(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for power in catalogue.powers.values():
        for path, name, bases in power.items_with_bases():
            what, kind = _without_basis(catalogue, power, bases, day)
            what = what or _renumbered(catalogue, bases, day)
            if what:
                yield hit(power.at(*path), kind=kind, power=name, what=what)


def _renumbered(catalogue: Catalogue, bases: list[Basis], day: date) -> str:
    """Where every basis in force stands under another number today; it carries the power all the same."""
    told = ""
    for basis in bases:
        if catalogue.basis_in_force(basis, day):
            now = [number for text, number in catalogue.carried_on(basis) if text.in_force(day)]
            if not now or now[0] == basis.article:
                return ""
            was, is_now = article_label(basis.article), article_label(now[0])
            told = f"所引的{was}一字未改，在现行文本里是{is_now}，依据要改引新的条号"
    return told


def _without_basis(
    catalogue: Catalogue, power: Power, bases: list[Basis], day: date
) -> tuple[str, Kind | None]:
    """What is wrong, and of which class: a list that never had a basis is wrong whatever the day."""
    if not bases:
        return "没有写任何法定依据", Kind.RECORD
    if any(catalogue.basis_in_force(basis, day) for basis in bases):
        return "", None
    periods = [catalogue.basis_period(basis) for basis in bases]
    if all(start and end and start > end for start, end in periods):
        return "的各条依据在起日之前就已经失效，没有一天有效", Kind.RECORD
    ends = [end for _, end in periods if end is not None]
    last = max(ends) if len(ends) == len(periods) else None
    department = catalogue.departments.get(power.department)
    confirmed = department.confirmed.on if department and department.confirmed else None
    if last and confirmed and last < confirmed:
        what = f"的依据到{last}为止，{confirmed}确认清单时就已经没有依据"
        return what, Kind.RECORD
    if last and last < day:
        return f"的依据到{last}为止，{day}没有有效的依据", Kind.CLOCK
    return f"的依据在{day}还没有生效", Kind.CLOCK


@rule(
    "COV004",
    title="职权没有写明四个岗位",
    clause="2.1.1",
    source=f"{SOURCE}；方案二（六）1；行政处罚法第五十八条",
    message="职权“{power}”没有写明“{post}”岗位",
    advice="在“岗位（posts）”里写明承办、审核、法制审核、决定四个岗位的标识；岗位先在 department.yaml 的“执法岗位”里登记。",
)
def post_not_named(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    for power in catalogue.powers.values():
        for name, info in Posts.model_fields.items():
            if getattr(power.posts, name) is None:
                yield hit(power.at("posts", name), power=power.name, post=info.title)


@rule(
    "COV005",
    title="法律赋予了职权，没有一个部门列出",
    clause="2.1.1",
    source=f"{SOURCE}、2",
    message="《{law}》现行版本（{version}公布）第{articles}条赋予职权（{types}），没有一项职权以它为依据",
    advice="由有权部门据此列出职权；条文不赋予本地各部门职权的，在条文表的“赋予职权（confers）”里改为 none。",
    # A new law stands in the register a month before its powers must be listed (方案二（一）2).
    severity=Severity.WARNING,
)
def law_that_nobody_cites(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    without_table = unconfirmed = unread = 0
    powers_lost = catalogue.has_lost("powers")
    for law in catalogue.laws.values():
        version = catalogue.current_version(law.id, day)
        if version is None or _is_cited(catalogue, law.id, day):
            continue
        if version.articles is None:
            without_table += 1
            continue
        articles = version.articles.values()
        unconfirmed += sum(1 for article in articles if not article.confers)
        conferring = [a for a in articles if a.confers and Confers.NONE not in a.confers]
        if conferring and powers_lost:
            unread += 1
        elif conferring:
            types = dict.fromkeys(one.label for a in conferring for one in a.confers)
            yield hit(
                law.at(),
                see=tuple(article.at("confers") for article in conferring[:3]),
                law=law.short_title,
                version=version.published,
                articles="、".join(article.id for article in conferring),
                types="、".join(types),
            )
    if without_table:
        yield Unchecked(
            without_table, "法律的现行版本没有条文表，用 publish.py law 读入文本后才能核对"
        )
    if unread:
        yield Unchecked(unread, UNREAD)
    if unconfirmed:
        yield Unchecked(unconfirmed, "条文是否赋予职权没有人确认过（confers 空着）")


def _is_cited(catalogue: Catalogue, law: str, day: date) -> bool:
    return any(
        catalogue.basis_in_force((sub or power).bases[index], day)
        for power, sub, index in catalogue.powers_by_law.get(law, [])
    )


@rule(
    "COV006",
    title="所引条文在该版本中不存在",
    clause="2.1.1",
    source=SOURCE,
    message="{what}“{name}”引用《{law}》（{version}公布）第{article}条，该版本没有这一条",
    advice="核对条文号；引用的是旧版本的，改为现行版本的条文并写明起止日期。",
)
def article_not_in_version(catalogue: Catalogue, day: date) -> Iterator[Hit | Unchecked]:
    unknown = unread = 0
    for what, name, record in _citing(catalogue):
        for path, part in parts(record):
            version = catalogue.version(part) if isinstance(part, Citation) else None
            if not isinstance(part, Citation) or version is None:
                continue  # STR008 tells of a version that the law does not have
            if version.articles is None:
                unknown += 1
            # 之一 articles are articles of their own (12-1): ask whether the version has it, never
            # compare with its last number.
            elif part.article not in version.articles and not version.whole:
                unread += 1
            elif part.article not in version.articles:
                yield hit(
                    record.at(*path, "article"),
                    see=(version.law.at(),),
                    what=what,
                    name=name,
                    law=version.law.short_title,
                    version=part.version,
                    article=part.article,
                )
    if unread:
        yield Unchecked(unread, "所引版本的条文表有读不出来的行，改好后才能核对")
    if unknown:
        yield Unchecked(unknown, "所引版本没有条文表，用 publish.py law 读入文本后才能核对")


def _citing(catalogue: Catalogue) -> Iterator[tuple[str, str, Record]]:
    for power in catalogue.all(Power):
        yield "职权", power.name, power
    for entrustment in catalogue.all(Entrustment):
        yield "委托", entrustment.id, entrustment
    for outcome in outcomes(catalogue):
        yield outcome.register.title, outcome.number or outcome.id, outcome
