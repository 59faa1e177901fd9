"""`python -m tests.benchmarks.one_power_changed [--n 10000]`: a build after a power was renamed that a hundred pages show."""

from tests.benchmarks.changed import WITHOUT_INDEX, change_power, rebuilt, results
from tests.benchmarks.city import HUNDRED
from tests.benchmarks.measure import Result, say, script

BAR = 0.4


def measure(count: int) -> list[Result]:
    """A build after the change over a whole one."""
    changed = rebuilt("one_power_changed", count, change_power)
    shown = f"/powers/{HUNDRED}/"
    several = [
        path
        for path in changed.site.rglob("*.html")
        if shown in path.read_text(encoding="utf-8")
        and "（改名" in path.read_text(encoding="utf-8")
    ]
    say(f"写着这项职权名称的有{len(several)}页")
    return results("one_power_changed", changed, BAR, WITHOUT_INDEX)


if __name__ == "__main__":
    script(measure, 10_000, "改了一项一百页写着的职权以后的生成")
