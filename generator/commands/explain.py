"""A rule in words, with a failing and a passing example."""

import argparse

from generator.commands import FINE, CommandError
from generator.reports.explanation import explanation
from generator.rules import all_rules

HELP = "说明一条规则：管什么、依据哪里、怎样改，并举例"
EXAMPLE = "python publish.py explain COV006"


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="规则", help="规则代码，例如 COV006")


def run(arguments: argparse.Namespace) -> int:
    rule = all_rules().get(arguments.code.upper())
    if rule is None:
        raise CommandError(f"没有规则“{arguments.code}”；全部规则：{'、'.join(all_rules())}")
    print(explanation(rule))
    return FINE
