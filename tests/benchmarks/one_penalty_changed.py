"""`python -m tests.benchmarks.one_penalty_changed [--n 10000]`: a build after one case was corrected."""

from tests.benchmarks.changed import WITHOUT_INDEX, change_penalty, rebuilt, results
from tests.benchmarks.measure import Result, script

BAR = 0.25


def measure(count: int) -> list[Result]:
    """A build after the change over a whole one."""
    changed = rebuilt("one_penalty_changed", count, change_penalty)
    return results("one_penalty_changed", changed, BAR, WITHOUT_INDEX)


if __name__ == "__main__":
    script(measure, 10_000, "改了一件案例以后的生成")
