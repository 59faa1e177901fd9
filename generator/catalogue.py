"""All records of the roots, joined and indexed. Knows no files and no today."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any, TypeVar, cast

from generator.findings import ANY, Comment, Problem
from generator.models.adjustments import Adjustment
from generator.models.base import PUBLIC, Record, registers
from generator.models.bodies import Body
from generator.models.choices import PowerType
from generator.models.departments import Department
from generator.models.discretion import Discretion
from generator.models.entrustments import Entrustment
from generator.models.laws import Article, EventKind, Law, LawEvent
from generator.models.officers import Officer
from generator.models.outcomes import Outcome
from generator.models.parts import Basis, Citation, StatutoryRange
from generator.models.penalties import Penalty
from generator.models.portal import Portal
from generator.models.powers import Power, SubItem
from generator.models.responses import Response
from generator.models.standards import Standard
from generator.models.terms import Term
from generator.models.waivers import Waiver
from generator.models.withdrawals import Withdrawal
from generator.observations import Observations
from generator.sources.row_records import Records, Rows
from generator.witness import Witness

R = TypeVar("R", bound=Record)
WHOLE_TEXT = (EventKind.ENACTED, EventKind.REVISED, EventKind.AMENDED)


@dataclass(frozen=True)
class Version:
    """One text of a law: when it was published, from when until when it holds, its articles.

    `until` is its last day in force (None: no later text and no repeal); the article table may be
    missing, then `articles` is None and nothing can be said about article numbers. `whole` is False
    where a row of the table could not be read: an article that is not there may stand in that row.
    """

    law: Law
    published: date
    effective: date
    until: date | None
    event: LawEvent
    articles: Mapping[str, Article] | None
    whole: bool = True

    @cached_property
    def seal(self) -> bytes:
        """A digest of the law's record and of all articles: of all that a page can show of it."""
        seal = blake2b(self.law.seal, digest_size=16)
        for article in (self.articles or {}).values():
            seal.update(article.seal)
        seal.update(f"{self.published} {self.articles is None}".encode())
        return seal.digest()

    def in_force(self, day: date) -> bool:
        return self.effective <= day and (self.until is None or day <= self.until)


class Catalogue:
    """Records by register and id. The first record of an id counts; rules report the others."""

    def __init__(
        self,
        records: Mapping[str, Sequence[Record]],
        problems: Iterable[Problem] = (),
        supervised: bool = False,
    ) -> None:
        self.records = records
        self.problems = list(problems)
        self._all: dict[str, list[Record]] = {}
        self._by_key: dict[str, dict[str, Record]] = {}
        self._by_department: dict[str, Mapping[str, list[Any]]] = {}
        self.supervised = supervised
        """Whether a supervision root is among the roots; without it nothing is known of its registers."""
        self.observations: Observations | None = None
        """What `watch` and `reach` saw; None where nobody gave it: then nothing can be said of it."""
        self.departments = self._by_id(Department)
        self.laws = self._by_id(Law)
        self.powers = self._by_id(Power)
        self.bodies = self._by_id(Body)
        self.entrustments = self._by_id(Entrustment)
        self.discretion = self._by_id(Discretion)
        self.officers = self._by_id(Officer)
        self.standards = self._by_id(Standard)
        self.terms = self._by_id(Term)
        self.adjustments = self._by_id(Adjustment)
        self.responses = self._by_id(Response)
        self.waivers = self._by_id(Waiver)
        self.withdrawals = self._by_id(Withdrawal)
        self.comments: Sequence[Comment] = ()
        """What stands beside the records in their files, set by who loads them."""
        self.published: Mapping[str, int] | None = None
        """Register → how many records the last site had published or withdrawn; None where nobody asked it."""
        self.roots: Mapping[str, str] = {}
        """Root → what it is called in reports, set by who loads several; nothing where there is one alone."""
        self.witness: Witness | None = None
        """What git saw of the records, set by who loads them; None where nobody asked it."""
        self.unwitnessed = ""
        """Why there is no witness, in words, where somebody asked."""

    @cached_property
    def registers(self) -> Mapping[str, type[Record]]:
        """The registers that there are to show: those of the supervision root only where one was given."""
        return {
            name: model
            for name, model in registers().items()
            if self.supervised or model.register.root == PUBLIC
        }

    @cached_property
    def _lost(self) -> list[tuple[str, str, str]]:
        """Register, id and file of what reading refused and no other file has."""
        if not self.problems:
            return []
        found = []
        for problem in self.problems:
            place = problem.hit.place
            lost = problem.lost or {(place.register or ANY, place.record or ANY)}
            found += [(register, name, place.file) for register, name in sorted(lost)]
        known = {name: self.keys(name) for name in self.records}
        held = {
            (name, file)
            for name, model in registers().items()
            for rows, others in self.parts(model)
            for file in ({rows.file} if rows else {r.file for r in others})
        }
        return [
            (register, name, file)
            for register, name, file in found
            if (name != ANY or (register, file) not in held) and name not in known.get(register, ())
        ]

    @cached_property
    def _lost_names(self) -> set[tuple[str, str]]:
        return {(register, name) for register, name, _ in self._lost}

    @cached_property
    def _files_with_losses(self) -> set[str]:
        return {problem.hit.place.file for problem in self.problems if problem.code != "STR010"}

    def is_lost(self, register: str, name: str) -> bool:
        """Whether a record that is not there may be one that could not be read: no 'nothing'."""
        ways = ((register, name), (register, ANY), (ANY, name), (ANY, ANY))
        return any(way in self._lost_names for way in ways)

    def is_known_lost(self, register: str, name: str) -> bool:
        """Whether a record is known to be one that could not be read."""
        return (register, name) in self._lost_names

    def has_lost(self, register: str, below: str = "") -> bool:
        """Whether records of a register could not be read; below: only of files in this folder."""
        return any(
            one in (register, ANY) and (file.startswith(below) or one == name == ANY)
            for one, name, file in self._lost
        )

    def of(self, register: str) -> Mapping[str, Record]:
        """The records of a register, or of a family of registers, by key, the first of each; none where there
        is no such register."""
        if register not in self._by_key:
            found: dict[str, Record] = {}
            for name, model in registers().items():
                if register in (name, model.register.family):
                    for record in self.records.get(name, ()):
                        found.setdefault(record.key, record)
            self._by_key[register] = found
        return self._by_key[register]

    def name_of(self, register: str, key: str) -> str:
        """What a record is called, by its name; its id where there is no such record."""
        return str(getattr(self.of(register).get(key), "name", key))

    def by_department(self, model: type[R]) -> Mapping[str, list[R]]:
        """The records of a register that has departments, by department."""
        name = model.register.name
        if name not in self._by_department:
            self._by_department[name] = _grouped(self.all(model), _department)
        return cast(Mapping[str, list[R]], self._by_department[name])

    def all(self, model: type[R]) -> list[R]:
        """Every record of a register, those with a repeated id too."""
        name = model.register.name
        if name not in self._all:
            self._all[name] = list(self.records.get(name, ()))
        return cast(list[R], list(self._all[name]))

    def parts(self, model: type[R]) -> Iterator[tuple[Rows | None, Sequence[R]]]:
        """The records of a register, file by file: the proved rows, which can be compared before they are made,
        and the other records."""
        records = self.records.get(model.register.name, ())
        for part in records.parts if isinstance(records, Records) else (records,):
            if isinstance(part, Rows):
                yield part, cast(list[R], part.read_by_model())
            else:
                yield None, cast(Sequence[R], part)

    def keys(self, register: str) -> Set[str]:
        """The keys of a register, or of a family of registers."""
        found: set[str] = set()
        for name, model in registers().items():
            if register in (name, model.register.family):
                for rows, others in self.parts(model):
                    found.update(rows.keys() if rows is not None else ())
                    found.update(record.key for record in others)
        return found

    def _by_id(self, model: type[R]) -> dict[str, R]:
        return cast(dict[str, R], self.of(model.register.name))

    @cached_property
    def portal(self) -> Portal | None:
        """The settings, or None where portal.yaml is missing or broken (which is a finding).

        The supervision edition is another site: it does not stand at the public address.
        """
        portal = next(iter(self.all(Portal)), None)
        if portal is not None and self.supervised:
            return portal.model_copy(update={"base_url": None})
        return portal

    @property
    def adopted(self) -> date | None:
        """Since when events and years oblige: the earliest day that the settings ever named as far as git was asked,
        because a later one would undo what was owed."""
        portal = self.portal
        if portal is None or portal.adopted_on is None or self.witness is None:
            return portal.adopted_on if portal else None
        return self.witness.earliest(portal, "adopted_on")

    def adopted_on(self, department: Department) -> date | None:
        """Since when a department owes what the plan asks for each year: its adoption, else the day on which the
        department's list was confirmed."""
        confirmed = department.confirmed.on if department.confirmed else None
        return self.adopted or confirmed

    @cached_property
    def penalties(self) -> list[Penalty]:
        return self.all(Penalty)

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcomes of every kind by key: `department/year/id`."""
        return cast(Mapping[str, Outcome], self.of("outcomes"))

    @cached_property
    def versions(self) -> dict[str, dict[date, Version]]:
        """Law → promulgation date → version, oldest first."""
        tables: dict[tuple[str, date], dict[str, Article]] = defaultdict(dict)
        for article in self.all(Article):
            tables[article.law, article.version].setdefault(article.id, article)
        return {law.id: self._versions_of(law, tables) for law in self.laws.values()}

    def _versions_of(
        self, law: Law, tables: Mapping[tuple[str, date], dict[str, Article]]
    ) -> dict[date, Version]:
        texts = sorted((e for e in law.events if e.kind in WHOLE_TEXT), key=lambda e: e.published)
        ends = [e.effective or e.published for e in law.events if e.kind is EventKind.REPEALED]
        found: dict[date, Version] = {}
        for index, event in enumerate(texts):
            effective = event.effective or event.published
            following = [later.effective or later.published for later in texts[index + 1 :]]
            end = min([*following, *ends], default=None)
            found[event.published] = Version(
                law,
                event.published,
                effective,
                end - timedelta(days=1) if end else None,
                event,
                tables.get((law.id, event.published)),
                f"lists/laws/{law.id}/{event.published}.csv" not in self._files_with_losses,
            )
        return found

    def version(self, citation: Citation) -> Version | None:
        """The version that a citation names, or None where the law has no such version."""
        return self.versions.get(citation.law, {}).get(citation.version)

    def current_version(self, law: str, day: date) -> Version | None:
        """The text of a law in force on a day."""
        return next((v for v in self.versions.get(law, {}).values() if v.in_force(day)), None)

    def basis_period(self, basis: Basis) -> tuple[date | None, date | None]:
        """From when until when a basis carries its power: its own dates within those of its article.

        An article that later texts carry on word for word, under whatever number, goes on with them. A
        version that the law's record does not have gives only the basis' own dates.
        """
        texts = list(self.carried_on(basis))
        until = texts[-1][0].until if texts else None
        starts = [d for d in (basis.from_, texts[0][0].effective if texts else None) if d]
        ends = [d for d in (basis.until, until) if d]
        return max(starts, default=None), min(ends, default=None)

    def carried_on(self, basis: Basis) -> Iterator[tuple[Version, str]]:
        """The text that a basis names, then each that carries its article on word for word, with its number there.

        They follow each other without a gap; a text that was not compared with the one before tells nothing.
        """
        version, article = self.version(basis), basis.article
        if version is None:
            return
        yield version, article
        for later in self.versions[version.law.id].values():
            if later.published <= version.published:
                continue
            touched = later.event.articles
            if touched is None or version.until != later.effective - timedelta(days=1):
                return
            moved = [new for new, old in touched.moved.items() if old == article]
            if moved:
                article = moved[0]
            elif article in {*touched.removed, *touched.changed, *touched.added, *touched.moved}:
                return
            version = later
            yield version, article

    def basis_in_force(self, basis: Basis, day: date) -> bool:
        start, end = self.basis_period(basis)
        return (start is None or start <= day) and (end is None or day <= end)

    def bases_in_force(self, power: Power, day: date, sub_item: str | None = None) -> list[Basis]:
        """The bases on which a power (or a sub-item, which may have its own) stands on a day."""
        return [b for b in self.bases_of(power, sub_item) if self.basis_in_force(b, day)]

    def bases_of(self, power: Power, sub_item: str | None = None) -> list[Basis]:
        own = next((s.bases for s in power.sub_items if s.id == sub_item), [])
        return own or power.bases

    @cached_property
    def withdrawn(self) -> dict[tuple[str, str], Withdrawal]:
        """Register and key of what was withdrawn → the withdrawal that says why."""
        found: dict[tuple[str, str], Withdrawal] = {}
        for one in self.withdrawals.values():
            for reference in one.records:
                register, _, key = reference.partition("/")
                found.setdefault((register, key), one)
        return found

    def ever_published(self, register: str) -> int:
        """How many records of a register are published or were withdrawn: it never becomes less by itself."""
        named = sum(name == register for name, _ in self.withdrawn)
        meant = sum(one.fewer[at].count for one, at in self.meant_fewer(register))
        return len(self.records.get(register, ())) + named + meant

    def meant_fewer(self, register: str) -> list[tuple[Withdrawal, int]]:
        """The withdrawals that say of a register that it has fewer records, the latest last, and where they do."""
        several = sorted(self.withdrawals.values(), key=lambda one: one.withdrawn_on)
        return [
            (one, at)
            for one in several
            for at, less in enumerate(one.fewer)
            if less.kind == register
        ]

    def publication_years(self, outcome: Outcome) -> int | None:
        """For how many years an outcome is published; None where the portal sets no period for it."""
        periods = self.portal.publication_periods if self.portal else []
        own = [one for one in periods if one.kind == outcome.register.name]
        for party in (outcome.party_kind, None):
            for one in own:
                if one.party is party:
                    return one.years
        return None

    @cached_property
    def powers_by_department(self) -> dict[str, list[Power]]:
        return _grouped(self.powers.values(), lambda power: power.department)

    @cached_property
    def officers_by_department(self) -> dict[str, list[Officer]]:
        return _grouped(self.officers.values(), lambda officer: officer.department)

    @cached_property
    def entrustments_by_body(self) -> dict[str, list[Entrustment]]:
        return _grouped(self.entrustments.values(), lambda entrustment: entrustment.body)

    @cached_property
    def entrustments_by_department(self) -> dict[str, list[Entrustment]]:
        return _grouped(self.entrustments.values(), lambda entrustment: entrustment.department)

    @cached_property
    def responses_by_department(self) -> dict[str, list[Response]]:
        return _grouped(self.responses.values(), lambda response: response.department)

    @cached_property
    def waivers_by_department(self) -> dict[str, list[Waiver]]:
        return _grouped(self.waivers.values(), lambda waiver: waiver.department)

    @cached_property
    def entrustments_by_power(self) -> dict[str, list[Entrustment]]:
        """Entrustments by power, those of a sub-item with its power."""
        found: dict[str, list[Entrustment]] = defaultdict(list)
        for entrustment in self.entrustments.values():
            for power in dict.fromkeys(ref.partition("/")[0] for ref in entrustment.powers):
                found[power].append(entrustment)
        return dict(found)

    @cached_property
    def entrustments_by_law(self) -> dict[str, list[Entrustment]]:
        """Law → the entrustments that rest on it."""
        found: dict[str, list[Entrustment]] = defaultdict(list)
        for entrustment in self.entrustments.values():
            for law in dict.fromkeys(cited.law for cited in entrustment.legal_basis):
                found[law].append(entrustment)
        return dict(found)

    @cached_property
    def discretion_by_power(self) -> dict[str, list[Discretion]]:
        return _grouped(self.discretion.values(), lambda benchmark: benchmark.power)

    @cached_property
    def penalties_by_power(self) -> dict[str, list[Penalty]]:
        """Outcomes by power, those under a sub-item with their power."""
        return _grouped(self.penalties, lambda penalty: penalty.power.partition("/")[0])

    @cached_property
    def penalties_by_department(self) -> dict[str, list[Penalty]]:
        return _grouped(self.penalties, lambda penalty: penalty.department)

    @cached_property
    def penalties_citing(self) -> Counter[str]:
        """Law → how many outcomes rest on it."""
        return Counter(
            law for case in self.penalties for law in {cited.law for cited in case.bases}
        )

    @cached_property
    def penalties_by_benchmark(self) -> Counter[str]:
        """Benchmark → how many outcomes were decided by it."""
        return Counter(case.discretion for case in self.penalties if case.discretion)

    @cached_property
    def powers_by_law(self) -> dict[str, list[tuple[Power, SubItem | None, int]]]:
        """Law → who cites it: power, sub-item and the number of the basis."""
        found: dict[str, list[tuple[Power, SubItem | None, int]]] = defaultdict(list)
        for power in self.powers.values():
            for index, basis in enumerate(power.bases):
                found[basis.law].append((power, None, index))
            for sub in power.sub_items:
                for index, basis in enumerate(sub.bases):
                    found[basis.law].append((power, sub, index))
        return dict(found)

    def has_power(self, reference: str) -> bool:
        """Whether `power` or `power/sub` names something."""
        name, _, sub = reference.partition("/")
        power = self.powers.get(name)
        return power is not None and (not sub or any(s.id == sub for s in power.sub_items))

    def ranges_of(self, power: Power) -> dict[str, StatutoryRange]:
        """The statutory ranges of a power and its sub-items by id, the newest basis' first."""
        found: dict[str, StatutoryRange] = {}
        bases = [*power.bases, *(b for s in power.sub_items for b in s.bases)]
        for basis in sorted(bases, key=lambda b: b.until or date.max, reverse=True):
            for allowed in basis.ranges:
                found.setdefault(allowed.id, allowed)
        return found

    def type_of(self, outcome: Outcome) -> PowerType:
        """The type of power that an outcome is of: its power's, or what its register is for where that is
        not known or of another kind (which is a finding)."""
        power = self.powers.get(outcome.power.partition("/")[0])
        known = power is not None and power.type in outcome.power_types
        return power.type if power is not None and known else outcome.power_types[-1]

    def types_of(self, department: str) -> set[PowerType]:
        return {power.type for power in self.powers_by_department.get(department, [])}


def _department(record: Record) -> str:
    return str(getattr(record, "department", ""))


def _grouped(records: Iterable[R], key: Callable[[R], str]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for record in records:
        found[key(record)].append(record)
    return dict(found)
