"""What the site before published, and whether a new one would publish far less of it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import urlopen

from generator.wording import why

PACKAGE = "data/datapackage.json"
SHARE = 10
"""A register may lose up to a tenth of its records without a word."""
FEW = 5
"""So few records may always go: a tenth of a small register is less than one."""
SECONDS = 30


class PreviousError(ValueError):
    """The earlier site cannot be read; the message says why."""


@dataclass(frozen=True)
class Shrunk:
    """A register that would publish far less: how many records before, and how many now."""

    register: str
    before: int
    now: int


def rows_published(site: str) -> dict[str, int]:
    """Register → number of records of the site at an address or in a folder. Raises PreviousError."""
    try:
        package = json.loads(_read(site))
        resources = package["resources"]
        return {str(one["name"]): int(one["rows"]) for one in resources if one["rows"] >= 0}
    except OSError as error:
        raise PreviousError(f"{site} 的 {PACKAGE} 取不到：{_reason(error)}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PreviousError(f"{site} 的 {PACKAGE} 里没有各登记表的条数") from error


def shrunk(before: Mapping[str, int], now: Mapping[str, int]) -> Iterator[Shrunk]:
    """The registers that lost more than a tenth of their records, and more than a few."""
    for register, had in before.items():
        has = now.get(register, 0)
        if had - has > FEW and (had - has) * 100 > had * SHARE:
            yield Shrunk(register, had, has)


def _reason(error: OSError) -> str:
    if isinstance(error, HTTPError):
        return f"服务器答复{error.code}"
    if isinstance(error, URLError):
        return why(error.reason) if isinstance(error.reason, OSError) else str(error.reason)
    return why(error)


def _read(site: str) -> str:
    if site.startswith(("http://", "https://")):
        with urlopen(urljoin(site.rstrip("/") + "/", PACKAGE), timeout=SECONDS) as answer:
            return str(answer.read().decode("utf-8"))
    return (Path(site) / PACKAGE).read_text(encoding="utf-8")
