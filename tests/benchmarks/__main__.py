"""`python -m tests.benchmarks [--n 10000] [--only NAME]`: all of them, with a line each at the end; exit 1 on a miss."""

import argparse
from importlib import import_module

from tests.benchmarks.measure import BenchError, Result, conclude, free_of_old_work, say
from tests.benchmarks.theirs import TheirsError

# Each with how many cases it is asked for at --n 10000: the check reads ten times as many rows.
BENCHMARKS = {
    "whole_build": 1,
    "check": 10,
    "nothing_changed": 1,
    "one_penalty_changed": 1,
    "one_power_changed": 1,
    "memory": 1,
    "serve": 1,
    "clocks": 10,
    "growth": 1,
    "history": 1,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="与 Hugo 等并排测量速度")
    parser.add_argument(
        "--n", type=int, default=10_000, metavar="件数", help="多少件案例，默认10000"
    )
    parser.add_argument("--only", choices=BENCHMARKS, action="append", metavar="项目",
        help=f"只测这一项，可以写多次：{'、'.join(BENCHMARKS)}")  # fmt: skip
    arguments = parser.parse_args()
    free_of_old_work()
    results: list[Result] = []
    for name in arguments.only or BENCHMARKS:
        say(f"== {name}")
        module = import_module(f"tests.benchmarks.{name}")
        try:
            results += module.measure(arguments.n * BENCHMARKS[name])
        except (BenchError, TheirsError) as error:
            # One that fails hides none of the others.
            results.append(Result(name, None, module.BAR, str(error)))
    say("")
    conclude(results)


if __name__ == "__main__":
    main()
