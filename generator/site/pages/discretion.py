"""裁量基准页：什么情节落在哪一档、罚多少、实际各有几件。"""

from collections.abc import Iterator
from datetime import date

from generator.models.discretion import Discretion
from generator.site import addresses
from generator.site.benchmarks import benchmark_view
from generator.site.page import Hits, Page
from generator.site.pages import Edition


def benchmark_state(benchmark: Discretion, day: date) -> str:
    """in_force, former or not_yet, on a day."""
    if benchmark.until and benchmark.until < day:
        return "former"
    return "not_yet" if day < benchmark.from_ else "in_force"


def pages(edition: Edition) -> Iterator[Page]:
    catalogue = edition.catalogue
    for benchmark in catalogue.discretion.values():
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
            hits=Hits(
                "discretion",
                "裁量基准",
                {"department": department.short_name} if department else {},
            ),
        )
