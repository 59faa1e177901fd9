"""Values on the command line, each refused in words that say what may stand there."""

import argparse
from datetime import date


def day(words: str) -> date:
    """A date."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{words}”不是日期；写作 2026-11-23") from None


def jobs(words: str) -> int:
    """How many processes: one or more."""
    return _whole(words, 1, 1024)


def port(words: str) -> int:
    """A port of this machine."""
    return _whole(words, 1, 65535)


def seconds(words: str) -> float:
    """How long to wait for another machine."""
    return float(_whole(words, 1, 600))


def _whole(words: str, least: int, most: int) -> int:
    if not (words.isascii() and words.isdigit() and least <= int(words[:9]) <= most):
        raise argparse.ArgumentTypeError(f"“{words}”不行；写{least}到{most}之间的整数")
    return int(words)
