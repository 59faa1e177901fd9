"""Values on the command line, each refused in words that say what may stand there."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from unicodedata import normalize

_DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")


def day(words: str) -> date:
    """A date, in any of the ways in which people write one: 2026-3-12, 2026/03/12, 2026年3月12日."""
    found = _DAY.fullmatch(normalize("NFKC", "".join(words.split())))
    try:
        return date(*map(int, found.groups())) if found else date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{words}”不是日期；写作 2026-11-23") from None


def commit(words: str) -> str:
    """The full id of a commit."""
    if not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", words):
        raise argparse.ArgumentTypeError(f"“{words}”不是提交；写完整的四十位")
    return words


def jobs(words: str) -> int:
    """How many processes: one or more."""
    return _whole(words, 1, 1024)


def port(words: str) -> int:
    """A port of this machine."""
    return _whole(words, 1, 65535)


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number between two others, both included."""
    return lambda words: _whole(words, least, most)


def _whole(words: str, least: int, most: int) -> int:
    if not (words.isascii() and words.isdigit() and least <= int(words[:9]) <= most):
        raise argparse.ArgumentTypeError(f"“{words}”不行；写{least}到{most}之间的整数")
    return int(words)
