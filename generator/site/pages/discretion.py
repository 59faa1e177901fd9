"""裁量基准页：什么情节落在哪一档、罚多少、实际各有几件。"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.models.discretion import Discretion
from generator.models.powers import Power
from generator.site import addresses
from generator.site.benchmarks import benchmark_view
from generator.site.order import by_pinyin
from generator.site.page import Hits, Page
from generator.site.pages import Edition


def benchmark_state(benchmark: Discretion, day: date) -> str:
    """in_force, former or not_yet, on a day."""
    if benchmark.until and benchmark.until < day:
        return "former"
    return "not_yet" if day < benchmark.from_ else "in_force"


@dataclass(frozen=True)
class BenchmarkRow:
    """A benchmark in the list of all. state: as of benchmark_state; cases: outcomes decided by it."""

    benchmark: Discretion
    power: Power | None
    state: str
    cases: int


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    benchmarks = catalogue.discretion.values()
    groups = [
        (
            department,
            [
                BenchmarkRow(
                    one,
                    catalogue.powers.get(one.power),
                    benchmark_state(one, edition.day),
                    catalogue.penalties_by_benchmark[one.id],
                )
                for one in benchmarks
                if one.department == department.id
            ],
        )
        for department in by_pinyin(catalogue.departments.values(), lambda one: one.name)
    ]
    yield Page(
        address="/discretion/",
        template="pages/discretions.html",
        title="裁量基准",
        description="各部门公布的全部行政处罚裁量基准：什么情节落在哪一档、罚多少。",
        section="powers",
        trail=[("首页", "/"), ("职权", "/powers/")],
        context={
            "listed": groups,
            "total": len(benchmarks),
            "powers": len({one.power for one in benchmarks}),
            "day": edition.day,
        },
        shows=[*catalogue.departments.values(), *benchmarks, *catalogue.penalties],
    )


def subjects(edition: Edition) -> list[Discretion]:
    return list(edition.catalogue.discretion.values())


def pages_of(edition: Edition, benchmark: Discretion) -> Iterator[Page]:
    catalogue = edition.catalogue
    power = catalogue.powers.get(benchmark.power)
    department = catalogue.departments.get(benchmark.department)
    view = benchmark_view(
        catalogue, benchmark, catalogue.penalties_by_power.get(benchmark.power, [])
    )
    subs = power.sub_items if power else []
    yield Page(
        address=addresses.of(benchmark),
        template="pages/discretion.html",
        title=benchmark.name,
        description=f"{benchmark.name}：什么情节落在哪一档、罚多少。",
        section="powers",
        trail=[
            ("首页", "/"),
            ("裁量基准", "/discretion/"),
            *([(power.name, addresses.of(power))] if power else []),
        ],
        context={
            "benchmark": benchmark,
            "power": power,
            "department": department,
            "sub": next((s for s in subs if s.id == benchmark.sub_item), None),
            "view": view,
            "state": benchmark_state(benchmark, edition.day),
            "day": edition.day,
        },
        shows=[benchmark, *([power] if power else []), *view.cases],
        file=benchmark.file,
        source=department.name if department else None,
        hits=Hits(
            "discretion",
            "裁量基准",
            {"department": department.id} if department else {},
        ),
    )
