"""`python -m tests.benchmarks.growth [--n 10000]`: a city ten times as large, over ten times the time of the small one."""

import shutil

from tests.benchmarks.measure import WORK, Result, building, city_of, say, script
from tests.benchmarks.peak import GIB, peak_of

BAR = 1.3
TIMES = 10
MOST = 4.0
"""GB that the large city may take."""


def measure(count: int) -> list[Result]:
    """Time and peak of both cities; the peak of the large one has a line of its own."""
    seconds, peaks = [], []
    for size in (count, count * TIMES):
        root = city_of(size)
        out, cache = WORK / "growth-site", WORK / "growth-cache"
        for folder in (out, cache):
            shutil.rmtree(folder, ignore_errors=True)
        spent, highest = peak_of(building(root, out, cache))
        say(f"{size}件：{spent:.1f}秒，最多用了{highest / GIB:.2f} GB")
        seconds.append(spent)
        peaks.append(highest / GIB)
    return [
        Result("growth", seconds[1] / (seconds[0] * TIMES), BAR),
        Result("growth_memory", peaks[1] / MOST, 1.0),
    ]


if __name__ == "__main__":
    script(measure, 10_000, "十倍大的城市，时间是不是十倍")
