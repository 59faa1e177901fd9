"""What was seen elsewhere, and when: laws at their sources, lists on departments' own sites.

`watch` and `reach` write it, rules and pages read it. It stands in no root: the daily job keeps it on a
branch of its own, since what a machine saw is no record that a person answers for. Nothing is fetched
or read here.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field

from generator.models.base import Day, Part, Slug, Text, Url, described

LENGTH = 16
Digest = Annotated[str, Field(pattern=rf"^[0-9a-f]{{{LENGTH}}}$")]


class Watched(StrEnum):
    """What is looked at: a law's text at its source, or a department's list on its own site."""

    LAW = "law"
    LIST = "list"


class Observation(Part):
    """One thing that is watched, and what the looks at it gave."""

    subject: Watched = described(
        "看什么", "law 是法律的文本，list 是部门网站上的清单", example="law"
    )
    id: Slug = described("标识", "法律或者部门的标识", example="food-safety-law")
    url: Url = described("网址", "看的是哪个网址", example="https://example.invalid/law")
    attempted: Day = described("最近一次去看", "不论看到没有", example="2026-11-23")
    seen: Day | None = described(
        "最近一次看到", "看到了内容的那一次；从来没有看到的不写", example="2026-11-23", default=None
    )
    digest: Digest | None = described(
        "看到的摘要值",
        "最近一次看到的文本或者清单的摘要值；清单页上没有摘要行的不写",
        example="0123456789abcdef",
        default=None,
    )
    since: Day | None = described(
        "从哪天起看到它", "第一次看到这个摘要值的日期", example="2026-11-20", default=None
    )
    problem: Text | None = described(
        "没有看到的原因", "最近一次看到了的不写", example="等了太久没有应答", default=None
    )
    failing_since: Day | None = described(
        "从哪天起看不到", "连续看不到的第一天", example="2026-11-21", default=None
    )
    moved_to: Url | None = described(
        "搬到了哪里",
        "网址永久搬走的，新的网址",
        example="https://example.invalid/new",
        default=None,
    )


class ListVersion(Part):
    """A list of a department as the portal had it: what its digest was, and from when."""

    department: Slug = described("部门", "部门标识", example="market-regulation")
    digest: Digest = described("摘要值", "清单的摘要值", example="0123456789abcdef")
    since: Day = described("从哪天起", "第一次算出这个摘要值的日期", example="2026-11-20")


class Observations(Part):
    """All looks, one a thing, and the lists that the portal has had, oldest first."""

    looks: tuple[Observation, ...] = described("看到的", "一件一条", example=[], default=())
    lists: tuple[ListVersion, ...] = described("清单的版本", "按日期排列", example=[], default=())

    @cached_property
    def _by_thing(self) -> dict[tuple[str, str], Observation]:
        return {(one.subject, one.id): one for one in self.looks}

    def of(self, subject: Watched, name: str, url: str) -> Observation | None:
        """The looks at a thing, None where nobody has looked at this address of it."""
        found = self._by_thing.get((subject, name))
        return found if found and found.url == url else None

    def version(self, department: str, digest: str) -> ListVersion | None:
        """The last time that a department's list on the portal had a digest, or None."""
        same = [v for v in self.lists if (v.department, v.digest) == (department, digest)]
        return same[-1] if same else None

    def with_looks(self, looks: Sequence[Observation]) -> "Observations":
        """These looks instead of the former ones at the same things."""
        now = {(one.subject.value, one.id): one for one in (*self.looks, *looks)}
        ordered = [now[thing] for thing in sorted(now)]
        return Observations(looks=tuple(ordered), lists=self.lists)

    def with_list(self, department: str, digest: str, day: date) -> "Observations":
        """Remember which list the portal has on a day, where it is not the one of the time before."""
        own = [v for v in self.lists if v.department == department]
        if own and own[-1].digest == digest:
            return self
        added = ListVersion(department=department, digest=digest, since=day)
        return Observations(looks=self.looks, lists=(*self.lists, added))

    def only(self, subject: Watched, names: set[str]) -> "Observations":
        """Without the things of one kind that are watched no longer."""
        kept = tuple(o for o in self.looks if o.subject is not subject or o.id in names)
        return Observations(looks=kept, lists=self.lists)


def saw(
    before: Observation | None,
    subject: Watched,
    name: str,
    url: str,
    day: date,
    digest: str | None,
    moved_to: str | None = None,
) -> Observation:
    """A look that succeeded. before: the looks at the same address so far."""
    same = before is not None and before.seen is not None and before.digest == digest
    return Observation(
        subject=subject,
        id=name,
        url=url,
        attempted=day,
        seen=day,
        digest=digest,
        since=before.since if before and same else day,
        moved_to=moved_to,
    )


def missed(
    before: Observation | None, subject: Watched, name: str, url: str, day: date, problem: str
) -> Observation:
    """A look that failed: what was seen before stays, and how long it fails is kept."""
    known = before.model_dump(exclude={"problem", "failing_since", "attempted"}) if before else {}
    since = before.failing_since if before and before.failing_since else day
    thing = {"subject": subject, "id": name, "url": url}
    return Observation(
        **{**known, **thing, "attempted": day, "problem": problem, "failing_since": since}
    )
