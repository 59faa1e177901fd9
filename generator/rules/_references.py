"""References to nothing (STR008): every field that a model declares with `refers`, and versions of laws."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from difflib import get_close_matches

from generator.catalogue import Catalogue
from generator.departures import departures
from generator.findings import Hit, How, Mend, Place, Severity, Unchecked, hit
from generator.models.base import PUBLIC, Record, Register, registers
from generator.models.corrections import Correction
from generator.models.departments import Department
from generator.models.discretion import Discretion
from generator.models.entrustments import Entrustment
from generator.models.laws import Article
from generator.models.outcomes import Outcome
from generator.models.parts import Citation
from generator.models.penalties import Penalty
from generator.models.powers import Power
from generator.models.withdrawals import Ground, Withdrawal
from generator.numerals import article_label
from generator.rules._rows import of_alike
from generator.rules._walk import Reference, naming, parts, references
from generator.sources.slips import misspelt
from generator.witness import Values

UNREAD = Unchecked(1, "所指的记录本身读不出来，改好后才能核对")
WITHOUT_TABLE = Unchecked(1, "所引版本没有条文表，用 publish.py law 读入文本后才能核对")
ARTICLES_IN_COV006 = (Power, Entrustment, Outcome)
"""Records whose articles COV006 holds to the cited version; of all others STR008 does."""

SECTIONS = ("clauses", "clocks", "codes", "coverage", "dashboard", "data", "edit", "rules")
"""What addresses of pages begin with that are of no register, where more follows; a guide's is one word."""


def to_nothing(catalogue: Catalogue) -> Iterator[Hit | Unchecked]:
    """One hit a reference; what names a record that cannot be read is counted as not checked."""
    look = _Look(catalogue)
    unread: Counter[str] = Counter()
    renamed: dict[tuple[str, str], list[Place]] = {}
    for model in registers().values():
        for said in _of(look, model):
            if not isinstance(said, Hit):
                unread[said.reason] += said.count
            elif isinstance(gone := said.values.get("renamed"), tuple):
                renamed.setdefault(gone, []).append(said.place)
            else:
                yield said
    for (register, key), places in renamed.items():
        record = look.renamed(register)[key]
        what = f"标识由“{key}”改成了“{record.key}”，还有{len(places)}处指着原来的“{key}”"
        advice = f"标识给出了就不再改，网址和别处都凭它：文件名和 id 都改回“{key}”。"
        yield hit(record.at("id"), see=tuple(places[:3]), what=what, advice=advice)
    for reason, count in unread.items():
        yield Unchecked(count, reason)


def _of(look: "_Look", model: type[Record]) -> Iterator[Hit | Unchecked]:
    yield from of_alike(look.catalogue, model, look.record, *naming(model))
    if issubclass(model, Outcome):
        yield from of_alike(look.catalogue, model, look.series, "id", by=series_of)
    if issubclass(model, Correction):
        yield from of_alike(look.catalogue, model, look.page, "page")


def series_of(ids: Iterable[str]) -> Iterator[str]:
    """The series of ids of outcomes."""
    return (identity.partition("-")[0] for identity in ids)


def _named() -> dict[str, list[type[Record]]]:
    """What a reference may name → the registers where it is: a register by its name, a family by its own."""
    found: dict[str, list[type[Record]]] = {}
    for name, model in registers().items():
        for known in filter(None, (name, model.register.family)):
            found.setdefault(known, []).append(model)
    return found


PAST = {
    ("departments", "succeeds"),
    ("powers", "succeeds"),
    ("responses", "answers"),
    ("adjustments", "items"),
    ("corrections", "page"),
    ("rotations", "officers"),
}
"""Register and field of what speaks of the past: it may name a record that git saw and that is there no more."""


class _Look:
    """Where names are looked up."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.ranges: dict[str, list[str]] = {}
        self._named = _named()
        self._keys: dict[str, Set[str]] = {}
        self.departed: dict[str, dict[str, Values]] = {}
        self.ever: dict[str, set[str]] = {}
        self._said: set[tuple[str, ...]] = set()
        self._renamed: dict[str, dict[str, Record]] = {}

    def record(self, record: Record) -> Iterator[Hit | Unchecked]:
        """What is wrong with all that a record names but its series."""
        for reference in references(record):
            if reference.from_path:
                # The folder says it for all of its records, in whichever root: one finding.
                folder = (reference.target, reference.value)
                if folder in self._said or reference.value in self.all(reference.target):
                    continue
                self._said.add(folder)
            yield from self.reference(record, reference)
        for path, part in parts(record):
            if isinstance(part, Citation):
                yield from self.version(record, part, (*path, "version"))
                if not isinstance(record, ARTICLES_IN_COV006):
                    yield from self.article(record, part, (*path, "article"))
        if isinstance(record, Article):
            table = (record.at().root, "version", record.law, str(record.version))
            if table not in self._said:
                self._said.add(table)
                yield from self.version(record, record, ("version",))
        if isinstance(record, Withdrawal):
            yield from self.withdrawn(record)

    def all(self, target: str) -> Set[str]:
        """The keys of all records that a reference to `target` may name."""
        if target not in self._keys:
            names = {model.register.name for model in self._named.get(target, ())}
            # What was withdrawn still has its page, which says so: it is no 'nothing'.
            left = {key for register, key in self.catalogue.withdrawn if register in names}
            self._keys[target] = self.catalogue.keys(target) | left
        return self._keys[target]

    def reference(self, record: Record, reference: Reference) -> Iterator[Hit | Unchecked]:
        if reference.target in self._named:
            sub = reference.target == "powers"
            name = reference.value.partition("/")[0] if sub else reference.value
            # A record that reading refused is no 'nothing': its own finding says what is wrong.
            if name not in self.all(reference.target) and self._is_lost(reference.target, name):
                yield UNREAD
            elif not self._stands(reference) and not self._stood(record, reference):
                yield self._hit(record, reference)
            return
        names = self._local(record, reference)
        if names is None:
            yield UNREAD
        elif reference.value not in names:
            yield self._hit(record, reference, names)

    def _is_lost(self, target: str, key: str) -> bool:
        # Of a row that was refused only its id is known, which ends its key; and where a department's folder has
        # another name, so have all keys that begin with the department.
        first, last = key.partition("/")[0], key.rpartition("/")[2]
        for model in self._named[target]:
            names = {(model.register.name, key), (model.register.name, last)}
            if model.register.key[0] == "department":
                names.add(("departments", first))
            if any(self.catalogue.is_lost(*name) for name in names):
                return True
        return False

    def _stands(self, reference: Reference) -> bool:
        if (
            reference.target == "powers"
            and reference.value.partition("/")[0] in self.catalogue.powers
        ):
            return self.catalogue.has_power(reference.value)
        return reference.value in self.all(reference.target)

    def _stood(self, record: Record, reference: Reference) -> bool:
        """Whether what speaks of the past names what stood there once, as git saw it."""
        witness = self.catalogue.witness
        if witness is None or (record.register.name, reference.path[0]) not in PAST:
            return False
        if reference.target == "powers" and reference.value in departures(self.catalogue).sub_items:
            return True
        if reference.target not in self.departed:
            gone = [
                one
                for model in self._named[reference.target]
                for one in witness.departed(model.register, self.catalogue.all(model))
            ]
            self.departed[reference.target] = {one.of.key: one.said for one in gone}
        name, _, sub = reference.value.partition("/")
        said = self.departed[reference.target].get(name)
        several = said.get("sub_items") if said else None
        parts = several if isinstance(several, list) else []
        return said is not None and (not sub or any(one.get("id") == sub for one in parts))

    def _local(self, record: Record, reference: Reference) -> list[str] | None:
        """What a list inside another record offers; None where that record is not to be had."""
        if reference.target in ("units", "posts"):
            home = getattr(record, "department", None)
            owner = (
                record
                if isinstance(record, Department)
                else self.catalogue.departments.get(str(home))
            )
            return None if owner is None else [one.id for one in getattr(owner, reference.target)]
        if reference.target == "tiers":
            if not isinstance(record, Penalty) or record.discretion is None:
                return []
            benchmark = self.catalogue.discretion.get(record.discretion)
            return None if benchmark is None else [tier.id for tier in benchmark.tiers]
        name = record.power.partition("/")[0] if isinstance(record, (Discretion, Outcome)) else ""
        power = self.catalogue.powers.get(name)
        if power is None:
            return None
        if reference.target == "sub_items":
            return [sub.id for sub in power.sub_items]
        if name not in self.ranges:
            self.ranges[name] = list(self.catalogue.ranges_of(power))
        return self.ranges[name]

    def version(
        self, record: Record, citation: Citation | Article, path: tuple[str | int, ...]
    ) -> Iterator[Hit]:
        versions = self.catalogue.versions.get(citation.law)
        if versions is None or citation.version in versions:
            return  # an unknown law is a finding of its own
        law = self.catalogue.laws[citation.law]
        have = "、".join(str(day) for day in versions) or "没有"
        says = f"《{law.short_title}》没有{citation.version}公布的版本；已登记的版本：{have}"
        advice = "改成已登记的版本；引用的是新公布的文本的，先由管理的人用 publish.py law 读入。"
        yield hit(record.at(*path), see=(law.at("events"),), what=says, advice=advice)

    def article(
        self, record: Record, citation: Citation, path: tuple[str | int, ...]
    ) -> Iterator[Hit | Unchecked]:
        version = self.catalogue.version(citation)
        if version is None:
            return  # an unknown law or version is a finding of its own
        if version.articles is None:
            yield WITHOUT_TABLE
        elif citation.article not in version.articles and not version.whole:
            yield UNREAD
        elif citation.article not in version.articles:
            says = (
                f"《{version.law.short_title}》{citation.version}公布的版本没有"
                f"{article_label(citation.article)}"
            )
            yield hit(record.at(*path), see=(version.law.at(),), what=says)

    def series(self, outcome: Outcome) -> Iterator[Hit]:
        department = self.catalogue.departments.get(outcome.department)
        if department is None:
            return
        name = outcome.id.partition("-")[0]
        names = [series.id for series in department.series]
        if name not in names:
            says = (
                f"标识“{outcome.id}”的文号系列“{name}”，{department.short_name}没有登记；"
                f"已登记的有：{'、'.join(names) or '没有'}"
            )
            yield hit(outcome.at("id"), see=(department.at("series"),), what=says)

    def page(self, one: Correction) -> Iterator[Hit | Unchecked]:
        """The record whose page a reader wants corrected. Lists, guides and other pages are of no record."""
        register, key = one.entry
        named = self._named.get(register)
        if not named and key and register not in SECTIONS:
            what = f"本站没有“{one.page}”这样的网页：没有“{register}”这一类"
            advice = "照读者报告的那一页，从地址栏抄；是 content/ 的文件夹里的说明的，不用改。"
            yield hit(one.at("page"), severity=Severity.WARNING, what=what, advice=advice)
        if not named or not key or key.startswith("of/"):
            return
        if key.count("/") + 1 == len(named[0].register.key):
            title = str(Correction.model_fields["page"].title)
            yield from self.reference(one, Reference(register, key, ("page",), one, title, False))

    def withdrawn(self, one: Withdrawal) -> Iterator[Hit]:
        """The registers that it names; the records themselves are gone, as they should be."""
        known = registers()
        named = [(("records", at), ref.partition("/")[0]) for at, ref in enumerate(one.records)]
        named += [(("fewer", at), less.kind) for at, less in enumerate(one.fewer)]
        for path, register in named:
            if register not in known:
                yield hit(one.at(*path), what=f"没有“{register}”这个登记表")
            elif known[register].register.root != PUBLIC:
                what = f"“{known[register].register.title}”（{register}）不公开，没有可以撤回的"
                yield hit(
                    one.at(*path), what=what, advice="删去这一条；要撤回的是公开的结果的，写结果。"
                )
        for at, ref in enumerate(one.records):
            register, _, key = ref.partition("/")
            if register in known and known[register].register.root == PUBLIC:
                yield from self._withdrawn_record(one, at, known[register], key)

    def _withdrawn_record(
        self, one: Withdrawal, at: int, model: type[Record], key: str
    ) -> Iterator[Hit]:
        """What was never published, as far as git saw it, and what another department published."""
        place, register = one.at("records", at), model.register
        owner = key.partition("/")[0] if register.key[0] == "department" else ""
        if owner and owner != one.department:
            advice = f"撤回记录写在公布它的部门：移到 lists/departments/{owner}/withdrawals/。"
            yield hit(place, what=f"“{register.name}/{key}”是别的部门的记录", advice=advice)
            return
        present = key in self.catalogue.of(register.name)
        # What may not be published may have been purged from the history too.
        if self.catalogue.witness is None or present or one.ground is Ground.BARRED:
            return
        if not self._was(register, key):
            advice = "核对标识；从 git 历史里清除过的，在备注里说明。"
            what = f"主线上从来没有过“{register.name}/{key}”"
            yield hit(place, severity=Severity.WARNING, what=what, advice=advice)

    def _hit(self, record: Record, reference: Reference, names: list[str] | None = None) -> Hit:
        name, _, sub = reference.value.partition("/")
        power = self.catalogue.powers.get(name) if reference.target == "powers" else None
        if names is None and power is not None:
            names = [f"{name}/{one.id}" for one in power.sub_items]
        if names is None:
            known = sorted(self.all(reference.target))
            right = misspelt(name, known)
            right = f"{right}/{sub}" if right and sub else right
            if sub and not self.catalogue.has_power(right):
                right = ""
            near = get_close_matches(name, known, 3, 0.75)
            offered = f"；相近的有：{'、'.join(near)}" if near and name not in near else ""
        else:
            right = misspelt(reference.value, names)
            offered = f"；可写的有：{'、'.join(names) or '没有'}"
        says = f"“{reference.title}”指的“{reference.value}”不存在{offered}"
        if reference.from_path:
            says = (
                f"{record.file} 所在的位置属于“{reference.value}”，没有这一{reference.title}的记录"
            )
            return hit(record.at(), what=says)
        if not right:
            place, advice = record.at(*reference.path), self._advice(reference)
            for model in self._named.get(reference.target, ()):
                if name in self.renamed(model.register.name):
                    return hit(place, what=says, advice=advice, renamed=(model.register.name, name))
            return hit(place, what=says, advice=advice)
        mend = Mend(How.VALUE, right)
        return hit(record.at(*reference.path), what=says, advice=f"改成 {right}。", mend=mend)

    def _advice(self, reference: Reference) -> str:
        """Of what git saw go: to write it a second time would be wrong."""
        witness = self.catalogue.witness
        for model in self._named.get(reference.target, ()) if witness else ():
            if self._was(model.register, reference.value):
                return "所指的记录移出了：误删的恢复；撤回了的，写撤回记录以后这里就不再报错。"
        return ""

    def renamed(self, register: str) -> dict[str, Record]:
        """The ids that git saw of records that now stand in the same folder, by the same name, under an id that
        it never saw."""
        witness, model = self.catalogue.witness, registers()[register]
        if witness is None or model.register.is_table:
            return {}
        if register not in self._renamed:
            found = self._renamed[register] = {}
            by_name: dict[tuple[str, object], list[Record]] = {}
            for one in self.catalogue.all(model):
                if not self._was(model.register, one.key):
                    folder = one.file.rpartition("/")[0]
                    by_name.setdefault((folder, getattr(one, "name", None)), []).append(one)
            for gone in (
                witness.departed(model.register, self.catalogue.all(model)) if by_name else ()
            ):
                folder = (gone.thread.file or "").rpartition("/")[0]
                meant = by_name.get((folder, gone.said.get("name")), [])
                # What says that it follows is another matter, and has a right to an id of its own.
                meant = [one for one in meant if gone.of.key not in getattr(one, "succeeds", ())]
                if gone.said.get("name") and len(meant) == 1:
                    found[gone.of.key] = meant[0]
        return self._renamed[register]

    def _was(self, register: Register, key: str) -> bool:
        """Whether git ever saw a record."""
        witness = self.catalogue.witness
        if witness is not None and register.name not in self.ever:
            self.ever[register.name] = {trace.thread.of.key for trace in witness.ever(register)}
        return key in self.ever.get(register.name, ())
