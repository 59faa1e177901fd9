"""What stands elsewhere against what stands here: a law at its source, a list on its department's site.

Pure: from records and observations to how a thing stands on a day. The rules, the pages and the
commands that look all ask here.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.catalogue import Catalogue
from generator.models.base import Choice
from generator.models.departments import Department
from generator.models.laws import Law
from generator.observations import LENGTH, ListVersion, Observation, Observations, Watched


class SourceState(Choice):
    """How a law's source stands against the law's record."""

    SAME = "same", "没有变化"
    CHANGED = "changed", "有变化，还没有读入"
    OVERDUE = "overdue", "到时候没有看到"
    NEVER = "never", "还没有看过"


class ListState(Choice):
    """How the list on a department's own site stands against the list here."""

    TODAY = "today", "是现在的清单"
    EARLIER = "earlier", "是以前的清单"
    FOREIGN = "foreign", "不是本站有过的清单"
    NONE = "none", "没有清单的摘要行"
    UNREACHABLE = "unreachable", "打不开"
    NEVER = "never", "还没有看过"


@dataclass(frozen=True)
class SourceSight:
    """A law's source on a day. days: since the text was last seen, or since the first try."""

    law: Law
    url: str
    state: SourceState
    look: Observation | None
    days: int


@dataclass(frozen=True)
class ListSight:
    """A department's own site on a day. found: which list of the portal stands there, if an earlier one."""

    department: Department
    url: str
    state: ListState
    look: Observation | None
    found: ListVersion | None = None


def text_digest(articles: Iterable[tuple[str, str]]) -> str:
    """The digest of a law's whole text, from the number and the digest of each article."""
    lines = sorted(f"{number} {digest}\n" for number, digest in articles)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:LENGTH]


def known_texts(catalogue: Catalogue, law: str, day: date) -> set[str]:
    """Digests of the texts that a source may rightly show: the newest, and the one in force.

    None where the newest text has no table of articles: then nothing can be compared.
    """
    versions = list(catalogue.versions.get(law, {}).values())
    if not versions or versions[-1].articles is None or not versions[-1].whole:
        return set()
    shown = [versions[-1], catalogue.current_version(law, day)]
    tables = [version.articles for version in shown if version and version.articles]
    return {text_digest((a.id, a.digest) for a in table.values()) for table in tables}


def watched_laws(catalogue: Catalogue, day: date) -> list[Law]:
    """The laws whose source must be looked at."""
    return [law for law in catalogue.laws.values() if is_watched(catalogue, law, day)]


def is_watched(catalogue: Catalogue, law: Law, day: date) -> bool:
    """Whether a law is in force or will be: a repealed one changes no more."""
    return any(v.until is None or v.until >= day for v in catalogue.versions[law.id].values())


def source_sight(catalogue: Catalogue, seen: Observations, law: Law, day: date) -> SourceSight:
    """How the source of a law stands; ValueError where the record names no address."""
    if law.source is None or law.source.url is None:
        raise ValueError(law.id)
    url = law.source.url
    look = seen.of(Watched.LAW, law.id, url)
    if look is None:
        return SourceSight(law, url, SourceState.NEVER, None, 0)
    days = (day - (look.seen or look.failing_since or look.attempted)).days
    texts = known_texts(catalogue, law.id, day)
    if look.digest and texts and look.digest not in texts:
        state = SourceState.CHANGED
    elif look.seen is None or days > law.source.every_days:
        # A source that was never seen is not excused by its interval: nobody knows what stands there.
        state = SourceState.OVERDUE
    else:
        state = SourceState.SAME
    return SourceSight(law, url, state, look, days)


def list_digest(catalogue: Catalogue, department: str) -> str | None:
    """The digest of a department's list: of all that its powers' records say. None where it has none.

    Fields that are not filled in do not count, so that a new field of the program changes no digest.
    """
    powers = catalogue.powers_by_department.get(department)
    if not powers:
        return None
    seal = hashlib.sha256()
    for power in sorted(powers, key=lambda one: one.id):
        said = power.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        seal.update(json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b"\n")
    return seal.hexdigest()[:LENGTH]


LINE = "权责清单摘要值"


def list_line(department: str, digest: str) -> str:
    """The line that a department puts on its own page; people can read it, and an editor keeps it."""
    return f"{LINE}：{department} {digest}"


def lists_shown(text: str) -> dict[str, str]:
    """Department → digest, from the lines on a page, whatever width and blanks an editor made of them."""
    plain = unicodedata.normalize("NFKC", text).lower()
    found = re.findall(rf"{LINE}\s*:?\s*([a-z0-9-]+)\s+([0-9a-f]{{{LENGTH}}})(?![0-9a-f])", plain)
    return dict(found)


def list_sight(catalogue: Catalogue, seen: Observations, department: Department) -> ListSight:
    """How a department's own site stands; ValueError where its record names no address."""
    if department.list_url is None:
        raise ValueError(department.id)
    url = department.list_url
    look = seen.of(Watched.LIST, department.id, url)
    if look is None:
        return ListSight(department, url, ListState.NEVER, None)
    if look.problem or look.seen is None:
        return ListSight(department, url, ListState.UNREACHABLE, look)
    if look.digest is None:
        return ListSight(department, url, ListState.NONE, look)
    if look.digest == list_digest(catalogue, department.id):
        return ListSight(department, url, ListState.TODAY, look)
    earlier = seen.version(department.id, look.digest)
    state = ListState.EARLIER if earlier else ListState.FOREIGN
    return ListSight(department, url, state, look, earlier)
