"""`python -m tests.benchmarks.memory [--n 10000]`: the peak of a whole build, the indexer's included, against 1 GB."""

import shutil

from tests.benchmarks.measure import WORK, Result, building, city_of, say, script
from tests.benchmarks.peak import GIB, peak_of

BAR = 1.0


def measure(count: int) -> list[Result]:
    """The peak in GB."""
    root = city_of(count)
    out, cache = WORK / "memory-site", WORK / "memory-cache"
    for folder in (out, cache):
        shutil.rmtree(folder, ignore_errors=True)
    seconds, highest = peak_of(building(root, out, cache))
    say(f"最多用了{highest / GIB:.2f} GB，历时{seconds:.1f}秒")
    return [Result("memory", highest / GIB, BAR)]


if __name__ == "__main__":
    script(measure, 10_000, "整个生成过程最多用多少内存，与 1 GB 比")
