"""`python -m tests.benchmarks.nothing_changed [--n 10000]`: a build after which nothing is new."""

from tests.benchmarks.changed import rebuilt, results
from tests.benchmarks.measure import Result, script

BAR = 0.05


def measure(count: int) -> list[Result]:
    """The same city built again, over building it whole."""
    return results("nothing_changed", rebuilt("nothing_changed", count, None), BAR, None)


if __name__ == "__main__":
    script(measure, 10_000, "什么都没有改，再生成一次")
