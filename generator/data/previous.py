"""What the site before published: a new one that would publish far less of it has to say why (DIS007)."""

import json
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import urlopen

from generator.wording import why

PACKAGE = "data/datapackage.json"
SECONDS = 30


class PreviousError(ValueError):
    """The earlier site cannot be read; the message says why."""


def rows_published(site: str) -> dict[str, int]:
    """Register → how many records the site at an address or in a folder publishes, and how many were withdrawn
    by then, together. Raises PreviousError."""
    try:
        package = json.loads(_read(site))
        resources = package["resources"]
        return {
            str(one["name"]): int(one["rows"]) + int(one.get("withdrawn", 0))
            for one in resources
            if one["rows"] >= 0
        }
    except OSError as error:
        raise PreviousError(f"{site} 的 {PACKAGE} 取不到：{_reason(error)}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PreviousError(f"{site} 的 {PACKAGE} 里没有各登记表的条数") from error


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
