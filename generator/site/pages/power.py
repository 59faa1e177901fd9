"""职权页：能做什么、依据哪一条、谁来办、能罚多少、别人的结果、能怎么办。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from generator.catalogue import Catalogue, Version
from generator.models.base import Record
from generator.models.bodies import Body
from generator.models.choices import PowerType
from generator.models.departments import Department, Post
from generator.models.entrustments import Entrustment
from generator.models.laws import Law
from generator.models.parts import Basis, StatutoryRange
from generator.models.penalties import Penalty
from generator.models.portal import Portal
from generator.models.powers import Power, SubItem
from generator.numerals import cite
from generator.site import addresses
from generator.site.article_changes import ArticleChange, article_changes
from generator.site.benchmarks import BenchmarkView, benchmark_view
from generator.site.board import item_view
from generator.site.filters import money_text, range_text
from generator.site.ledger import ledger
from generator.site.milestones import Milestone, milestones
from generator.site.order import by_pinyin
from generator.site.outcomes import OutcomeFigures, outcome_figures
from generator.site.page import Hits, Page
from generator.site.pages import Edition
from generator.site.pages.discretion import benchmark_state
from generator.site.referring import related
from generator.site.remedies import Stage, after_decision, at_any_time, before_decision
from generator.site.rulers import ruler
from generator.site.scale import Scale

SHOWN_CASES = 10
STANDING = ("in_force", "future", "no_basis", "former")
"""What a reader has to know first: the basis of today."""


@dataclass(frozen=True)
class BasisView:
    """A basis with its law. state: in_force, former, future or no_basis (a text no longer in force).

    changes: what happened to the article, where the page tells it. followed_by: what the power's record
    has in its place, where it ended.
    """

    basis: Basis
    law: Law | None
    version: Version | None
    start: date | None
    end: date | None
    state: str
    changes: Sequence[ArticleChange] = ()
    followed_by: Sequence["Followed"] = ()

    @property
    def text(self) -> str | None:
        """The article's own words, where the city holds them."""
        articles = self.version.articles if self.version else None
        article = articles.get(self.basis.article) if articles else None
        return article.text if article else None


@dataclass(frozen=True)
class Followed:
    """A basis that came after another, with its law."""

    basis: Basis
    law: Law | None


@dataclass(frozen=True)
class Past:
    """The ranges that applied last, until a day, where today's basis has none, and their rulers."""

    until: date
    ranges: list[StatutoryRange]
    scales: list[tuple[StatutoryRange, Scale]]


@dataclass(frozen=True)
class MilestoneView:
    milestone: Milestone
    law: Law | None


@dataclass(frozen=True)
class SubItemView:
    sub: SubItem
    bases: list[BasisView]


@dataclass(frozen=True)
class PostView:
    """step: 承办, 审核, 法制审核 or 决定; the post and its unit, or None where the record has none."""

    step: str
    post: Post | None
    unit: str | None


@dataclass(frozen=True)
class EntrustmentView:
    entrustment: Entrustment
    body: Body | None
    in_force: bool


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    names = {one.id: one.name for one in catalogue.departments.values()}
    # Each department's own beside each other, in it by name.
    in_order = by_pinyin(
        by_pinyin(catalogue.powers.values(), lambda one: one.name),
        lambda one: names.get(one.department, one.department),
    )
    yield Page(
        address="/powers/",
        template="pages/powers.html",
        title="查职权",
        description="全部行政执法职权，按部门和类型查找。",
        section="powers",
        trail=[("首页", "/")],
        context={
            "groups": [
                (kind, [(p, catalogue.departments.get(p.department)) for p in of_type])
                for kind in PowerType
                if (of_type := [p for p in in_order if p.type is kind])
            ],
            "total": len(catalogue.powers),
        },
        shows=list(catalogue.powers.values()),
    )


def subjects(edition: Edition) -> list[Power]:
    return list(edition.catalogue.powers.values())


def pages_of(edition: Edition, power: Power) -> Iterator[Page]:
    catalogue = edition.catalogue
    cases = sorted(
        catalogue.penalties_by_power.get(power.id, []), key=lambda c: c.decided_on, reverse=True
    )
    yield _page(edition, power, cases)
    if len(cases) > SHOWN_CASES:
        yield _cases_page(catalogue, power, cases)


def _page(edition: Edition, power: Power, cases: Sequence[Penalty]) -> Page:
    catalogue, day = edition.catalogue, edition.day
    department = catalogue.departments.get(power.department)
    entrusted = entrustments_of(catalogue, power, day)
    bases = _views(catalogue, power.bases, day)
    bases.sort(key=lambda view: STANDING.index(view.state))
    benchmarks = _benchmarks(catalogue, power, day, cases)
    laws = {view.law.id: view.law for view in bases if view.law}
    standing = [
        basis
        for sub in [None, *(sub.id for sub in power.sub_items)]
        for basis in catalogue.bases_in_force(power, day, sub)
    ]
    in_force = list({allowed.id: allowed for b in standing for allowed in b.ranges}.values())
    figures = outcome_figures(cases, catalogue.ranges_of(power))
    shows: list[Record] = [power, *laws.values(), *cases]
    shows += [view.benchmark for view in benchmarks]
    shows += [view.entrustment for view in entrusted]
    shows += [department] if department else []
    return Page(
        address=addresses.of(power),
        template="pages/power.html",
        title=power.name,
        description=power.summary,
        section="powers",
        trail=[
            ("首页", "/"),
            *([(department.short_name, addresses.of(department))] if department else []),
            (power.type.label, f"/powers/#{power.type.value}"),
        ],
        context={
            "power": power,
            "department": department,
            "bases": bases,
            "in_force": bool(standing),
            "sub_items": [SubItemView(s, _views(catalogue, s.bases, day)) for s in power.sub_items],
            "posts": _posts(power, department),
            "entrusted": entrusted,
            "benchmarks": benchmarks,
            "ranges": in_force,
            "scales": _scales(edition, power, in_force, benchmarks),
            "past": None if in_force else _past(edition, power),
            "figures": figures,
            "milestones": [
                MilestoneView(one, catalogue.laws.get(one.basis.law) if one.basis else None)
                for one in milestones(catalogue, power)
            ],
            "standard": catalogue.standards.get(power.type.value),
            "cases": [(case, _tier_name(catalogue, case)) for case in cases[:SHOWN_CASES]],
            "stages": _stages(catalogue.portal, power, department),
            "answers": [
                item_view(catalogue, clock, ledger(catalogue, day).titles, day)
                for clock in ledger(catalogue, day).by_power.get(power.id, ())
            ],
            "related": related(catalogue, "powers", power.id),
            "day": day,
        },
        shows=shows,
        file=power.file,
        source=department.name if department else None,
        hits=Hits(
            "powers",
            "职权",
            {
                "department": power.department,
                "type": power.type.label,
            },
            outcome=_in_short(in_force, figures),
            details=_told_apart(power, department, bases),
        ),
    )


def _in_short(ranges: Sequence[StatutoryRange], figures: OutcomeFigures) -> str:
    """What may be fined and what was, for a hit of the search."""
    parts = [f"法定{range_text(ranges[0])}"] if ranges else []
    parts += [f"公开{figures.total}件"] if figures.total else []
    parts += [f"罚款中位数{money_text(figures.median)}"] if figures.median else []
    return "，".join(parts)


def _told_apart(
    power: Power, department: Department | None, bases: Sequence[BasisView]
) -> tuple[str, ...]:
    """Type, department and the article of today, for a hit of the search."""
    cited = [
        f"《{view.law.short_title}》{cite_basis(view.basis)}"
        for view in bases[:1]
        if view.law and view.state == "in_force"
    ]
    held = [department.short_name] if department else []
    return (power.type.label, *held, *cited)


def cite_basis(basis: Basis) -> str:
    """第一百二十四条第一款第（五）项."""
    return cite(basis.article, basis.paragraph or "", basis.subparagraph or "", basis.item or "")


def _cases_page(catalogue: Catalogue, power: Power, cases: Sequence[Penalty]) -> Page:
    """Every outcome of a power, by year of decision; cases: the latest first."""
    return Page(
        address=addresses.power_cases(power.id),
        template="pages/power_cases.html",
        title=f"{power.name}：全部案件",
        description=f"{power.name}：公开的全部{len(cases)}件。",
        section="powers",
        trail=[("首页", "/"), (power.name, addresses.of(power))],
        context={
            "power": power,
            "total": len(cases),
            "years": [
                (year, [(case, _tier_name(catalogue, case)) for case in several])
                for year, several in groupby(cases, key=lambda case: case.decided_on.year)
            ],
        },
        shows=[power, *cases],
    )


def basis_view(catalogue: Catalogue, basis: Basis, day: date, *, stands: bool = False) -> BasisView:
    """A basis with its law and how it stands on a day. stands: its power has another that is in force."""
    version = catalogue.version(basis)
    start, end = catalogue.basis_period(basis)
    if start and day < start:
        state = "future"
    elif end and end < day:
        # That a past text is over is no fault where the power stands on another.
        state = "former" if stands or (basis.until and basis.until < day) else "no_basis"
    else:
        state = "in_force"
    return BasisView(basis, catalogue.laws.get(basis.law), version, start, end, state)


def _views(catalogue: Catalogue, bases: Sequence[Basis], day: date) -> list[BasisView]:
    """The bases of a power or of a sub-item: one in force with what happened to its article, one that
    ended with what followed it."""
    stands = any(catalogue.basis_in_force(basis, day) for basis in bases)
    views = [basis_view(catalogue, basis, day, stands=stands) for basis in bases]
    return [
        replace(view, changes=article_changes(catalogue, view.basis))
        if view.state == "in_force"
        else replace(view, followed_by=_followers(view, views))
        for view in views
    ]


def _followers(ended: BasisView, views: Sequence[BasisView]) -> list[Followed]:
    """The bases that began first after another had ended."""
    later = [view for view in views if ended.end and view.start and view.start > ended.end]
    first = min((view.start for view in later if view.start), default=None)
    return [Followed(view.basis, view.law) for view in later if view.start == first]


def entrustments_of(catalogue: Catalogue, power: Power, day: date) -> list[EntrustmentView]:
    """The entrustments of a power or of one of its sub-items, by the entrustments' own records."""
    found = []
    for entrustment in catalogue.entrustments_by_power.get(power.id, []):
        started = entrustment.from_ is None or entrustment.from_ <= day
        ended = entrustment.until is not None and entrustment.until < day
        body = catalogue.bodies.get(entrustment.body)
        found.append(EntrustmentView(entrustment, body, started and not ended))
    return found


def _posts(power: Power, department: Department | None) -> list[PostView]:
    posts = {post.id: post for post in department.posts} if department else {}
    units = {unit.id: unit.name for unit in department.units} if department else {}
    views = []
    for step, name in (
        ("承办", power.posts.handler),
        ("审核", power.posts.reviewer),
        ("法制审核", power.posts.legal_reviewer),
        ("决定", power.posts.decider),
    ):
        post = posts.get(name) if name else None
        views.append(PostView(step, post, units.get(post.unit) if post and post.unit else None))
    return views


def _benchmarks(
    catalogue: Catalogue, power: Power, day: date, cases: Sequence[Penalty]
) -> list[BenchmarkView]:
    """The benchmarks in force on a day."""
    return [
        benchmark_view(catalogue, benchmark, cases)
        for benchmark in catalogue.discretion_by_power.get(power.id, [])
        if benchmark_state(benchmark, day) == "in_force"
    ]


def _scales(
    edition: Edition,
    power: Power,
    ranges: Sequence[StatutoryRange],
    benchmarks: Sequence[BenchmarkView],
) -> list[tuple[StatutoryRange, Scale]]:
    """A ruler for each range of fines that has tiers or outcomes to show.

    Outcomes under a former basis stand on it too where that basis allowed just the same.
    """
    divide = [view.benchmark for view in benchmarks]
    drawn = [(allowed, ruler(edition, power, allowed, divide)) for allowed in ranges]
    return [(one, made) for one, made in drawn if made and (made.segments or made.total)]


def _past(edition: Edition, power: Power) -> Past | None:
    """The ranges of the basis that ended last, of which the record has any."""
    catalogue, day = edition.catalogue, edition.day
    ended = [
        (end, basis)
        for _, basis in power.all_bases()
        if basis.ranges and (end := catalogue.basis_period(basis)[1]) and end < day
    ]
    if not ended:
        return None
    until = max(end for end, _ in ended)
    ranges = list(
        {one.id: one for end, basis in ended if end == until for one in basis.ranges}.values()
    )
    return Past(until, ranges, _scales(edition, power, ranges, []))


def _tier_name(catalogue: Catalogue, case: Penalty) -> str:
    """不予处罚, else what the benchmark that the case names calls its tier, else nothing."""
    if not case.kinds:
        return "不予处罚"
    benchmark = catalogue.discretion.get(case.discretion or "")
    tiers = benchmark.tiers if benchmark else []
    return next((t.name or t.level.label for t in tiers if t.id == case.tier), "")


def _stages(portal: Portal | None, power: Power, department: Department | None) -> list[Stage]:
    penalty = power.type is PowerType.PENALTY
    stages = [before_decision()] if penalty else []
    stages += [after_decision(portal, fine=penalty)] if portal else []
    return [*stages, at_any_time(department)]
