"""Who must answer for a change, and what meets it: small cities, one change each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks, soon, state_of
from generator.deadlines import DISCLOSE, INSPECTION, UPDATE
from generator.models.base import Record
from generator.models.laws import TouchedArticles
from generator.obligations import Cause, fate, obligations
from generator.reports.calendar import as_calendar
from generator.reports.groups import grouped
from generator.sources.records import load
from generator.successions import successions
from generator.witness import CHINA, Change, Witness
from tests.support.city import DAY, copy_city, lay_over

FOOD = "food-safety-law-2025-09-12-amended"
RESPONSE = "lists/departments/market-regulation/responses/food-safety-2025.yaml"
LAW = "lists/laws/city-appearance-regulation/law.yaml"
LITTERING = "lists/departments/urban-management/powers/littering.yaml"
END = "  instrument: 《国务院关于修改和废止部分行政法规的决定》第二次修订\n  source: 法律文本题注和附则\n"
Edits = dict[str, tuple[str, str]]


def catalogue(
    folder: Path, edits: Edits | None = None, files: Mapping[str, str | None] | None = None
) -> Catalogue:
    root = copy_city(folder / "city")
    lay_over(root, files, edits)
    loaded = load([root])
    assert not loaded.problems, [problem.hit.values for problem in loaded.problems]
    return Catalogue(loaded.records, loaded.problems)


def event(kind: str, day: str, more: str = "") -> Edits:
    """The city-appearance regulation with one event more."""
    name = f"city-appearance-regulation-{day}-{kind}"
    text = f"{END}- id: {name}\n  kind: {kind}\n  published: {day}\n{more}"
    return {LAW: (END, text)}


def owed(found: Catalogue, what: str = "") -> list[tuple[str, str, Cause]]:
    return [(o.event, o.item, o.cause) for o in obligations(found) if what in o.event]


def test_each_citing_item_owes_its_own_answer(tmp_path: Path) -> None:
    """A power by its old basis and a sub-item by its new one; what cites other articles owes nothing."""
    assert owed(catalogue(tmp_path), FOOD) == [
        (FOOD, "expired-food", Cause.CHANGED),
        (FOOD, "expired-food/ingredients", Cause.CITES_NEW),
    ]


@pytest.mark.parametrize(
    ("kind", "articles", "cause"),
    [
        ("amended", "  articles:\n    changed:\n    - '34'\n", Cause.CHANGED),
        ("revised", "  articles:\n    removed:\n    - '34'\n", Cause.REMOVED),
        (
            "revised",
            "  articles:\n    changed:\n    - '40'\n    moved:\n      '34': '33'\n",
            Cause.CHANGED,
        ),
        ("revised", "", Cause.UNCOMPARED),
        ("repealed", "", Cause.REPEALED),
        ("interpreted", "", Cause.INTERPRETED),
        ("interpreted", "  articles:\n    changed:\n    - '34'\n", Cause.INTERPRETED),
    ],
)
def test_a_touched_article_obliges(tmp_path: Path, kind: str, articles: str, cause: Cause) -> None:
    """Changed, removed, its number taken, not compared, repealed, interpreted: each obliges, and says why."""
    found = catalogue(tmp_path, event(kind, "2026-11-02", articles))
    assert owed(found, "city-appearance") == [
        (f"city-appearance-regulation-2026-11-02-{kind}", "littering", cause)
    ]


@pytest.mark.parametrize(
    ("kind", "articles"),
    [
        ("amended", "  articles:\n    changed:\n    - '35'\n"),
        ("revised", "  articles:\n    moved:\n      '36': '34'\n"),
        ("interpreted", "  articles:\n    changed:\n    - '35'\n"),
    ],
)
def test_an_article_that_stands_obliges_nobody(tmp_path: Path, kind: str, articles: str) -> None:
    """Another article changed, or this one only moved."""
    assert not owed(catalogue(tmp_path, event(kind, "2026-11-02", articles)), "city-appearance")


def test_a_moved_article_is_followed_into_the_next_amendment(tmp_path: Path) -> None:
    """Twice in a row: 34 becomes 36, then 36 is changed, and who still cites 34 must answer for the second."""
    first = "  articles:\n    moved:\n      '36': '34'\n"
    second = "- id: city-appearance-regulation-2026-11-02-amended\n  kind: amended\n  published: 2026-11-02\n"
    changed = f"{second}  articles:\n    changed:\n    - '36'\n"
    found = catalogue(tmp_path, event("revised", "2026-06-01", first + changed))
    assert owed(found, "city-appearance") == [
        ("city-appearance-regulation-2026-11-02-amended", "littering", Cause.CHANGED)
    ]


def test_an_article_removed_once_obliges_once(tmp_path: Path) -> None:
    """The next amendment cannot touch what is no longer there."""
    first = "  articles:\n    removed:\n    - '34'\n"
    second = "- id: city-appearance-regulation-2026-11-02-amended\n  kind: amended\n  published: 2026-11-02\n"
    changed = f"{second}  articles:\n    changed:\n    - '34'\n"
    found = catalogue(tmp_path, event("revised", "2026-06-01", first + changed))
    assert [one[0] for one in owed(found, "city-appearance")] == [
        "city-appearance-regulation-2026-06-01-revised"
    ]


def test_the_month_runs_from_publication(tmp_path: Path) -> None:
    """A text published months before it takes effect is answered within a month."""
    more = "  effective: 2027-06-01\n  articles:\n    changed:\n    - '34'\n"
    found = catalogue(tmp_path, event("revised", "2026-10-12", more))
    clock = next(c for c in clocks(found, DAY) if c.event and c.event.startswith("city-appearance"))
    assert (clock.started, clock.due.due, clock.state) == (
        date(2026, 10, 12), date(2026, 11, 12), State.LATE,
    )  # fmt: skip


def test_nothing_is_owed_for_what_was_published_before_adoption(tmp_path: Path) -> None:
    adopted = {
        "lists/portal.yaml": ("as_of: 2026-11-23\n", "as_of: 2026-11-23\nadopted_on: 2025-09-13\n")
    }
    assert not owed(catalogue(tmp_path, cast(Edits, adopted)), FOOD)


CODE = "lists/laws/city-code/law.yaml"
CODE_TEXT = """id: city-code
title: 城市管理法典
short_title: 城市管理法典
level: law
authority: 全国人民代表大会
competent:
- urban-management
events:
- id: city-code-2026-03-12-enacted
  kind: enacted
  published: 2026-03-12
  effective: 2026-12-15
"""
TAKEN = "  effective: 2026-12-15\n  by: city-code\n"
REPEAL = "city-appearance-regulation-2026-03-12-repealed"


def code(rows: str) -> dict[str, str | None]:
    header = "id,digest,proposed,confers,text\n"
    return {CODE: CODE_TEXT, "lists/laws/city-code/2026-03-12.csv": header + rows}


def test_an_answer_to_the_code_answers_the_repeals(tmp_path: Path) -> None:
    """Ten laws repealed by one code are answered once, and who moved owes one answer, not two."""
    moved = {
        **event("repealed", "2026-03-12", TAKEN),
        LITTERING: (
            "  subparagraph: '1'\n",
            "  subparagraph: '1'\n  until: 2026-12-14\n- law: city-code\n  version: 2026-03-12\n"
            "  article: '7'\n  from: 2026-12-15\n",
        ),
    }
    answer = (
        "id: code\nevent: city-code-2026-03-12-enacted\ndeclared_on: 2026-04-10\nby: 法规科\n"
        "answers:\n- items:\n  - littering\n  result: adjusted\n"
    )
    files = code("7,0123456789abcdef,,penalty,\n")
    files["lists/departments/urban-management/responses/code.yaml"] = answer
    found = catalogue(tmp_path, moved, files)
    assert owed(found, "city-") == [(REPEAL, "littering", Cause.REPEALED)]
    clock = next(c for c in clocks(found, DAY) if c.event == REPEAL)
    assert (clock.state, clock.met_on) == (State.MET, date(2026, 4, 10))


def test_a_power_that_nobody_lists_is_owed_by_the_competent_department(tmp_path: Path) -> None:
    files = code(
        "7,0123456789abcdef,,penalty,\n8,1123456789abcdef,,none,\n9,2123456789abcdef,penalty,,\n"
    )
    found = catalogue(tmp_path, files=files)
    (one,) = [o for o in obligations(found) if o.event.startswith("city-code")]
    assert (one.department, one.articles, one.cause) == (
        "urban-management",
        ("7",),
        Cause.CONFERRED,
    )


def test_where_no_department_is_competent_the_legal_office_says_which(tmp_path: Path) -> None:
    files = code("7,0123456789abcdef,,penalty,\n")
    files[CODE] = CODE_TEXT.replace("competent:\n- urban-management\n", "")
    (one,) = [o for o in obligations(catalogue(tmp_path, files=files)) if "code" in o.event]
    assert one.department == "legal-office"


def test_a_department_named_without_items_answers_as_a_whole(tmp_path: Path) -> None:
    path = "lists/adjustments/street-delegation-2026.yaml"
    found = catalogue(tmp_path, {path: ("departments:\n", "departments:\n- market-regulation\n")})
    assert {(o.department, o.item) for o in obligations(found) if o.cause is Cause.ADJUSTED} == {
        ("urban-management", "littering"), ("market-regulation", ""),
    }  # fmt: skip


def test_what_was_answered_stays_to_be_seen(tmp_path: Path) -> None:
    """An item that cites nothing touched any more, because it was adjusted so, keeps its answered clock."""
    path = "lists/departments/market-regulation/powers/expired-food.yaml"
    found = catalogue(tmp_path, {path: ("    article: '124'\n", "    article: '34'\n")})
    assert (FOOD, "expired-food/ingredients", Cause.ANSWERED) in owed(found, FOOD)


@given(
    added=st.sets(st.integers(1, 9)),
    changed=st.sets(st.integers(1, 9)),
    removed=st.sets(st.integers(1, 9)),
    moved=st.dictionaries(st.integers(1, 9), st.integers(1, 9)),
    article=st.integers(1, 9),
)
def test_an_article_is_certain_only_where_it_stands_word_for_word(
    added: set[int], changed: set[int], removed: set[int], moved: dict[int, int], article: int
) -> None:
    """Whatever an event says: no cause means numbers that are all the same words, and they are there."""
    touched = TouchedArticles(
        added=[str(n) for n in sorted(added)],
        changed=[str(n) for n in sorted(changed)],
        removed=[str(n) for n in sorted(removed)],
        moved={str(new): str(old) for new, old in moved.items()},
    )
    cause, numbers = fate(touched, str(article))
    if cause is None:
        assert numbers
        assert all(touched.moved.get(n, n) == str(article) for n in numbers)
    else:
        assert article in removed | changed | added | moved.keys()


# --- when they are met -------------------------------------------------------------------------


@dataclass(frozen=True)
class Version:
    change: Change
    data: Mapping[str, Any] | None


@dataclass
class Git:
    """A witness that saw what it is given: record key → versions."""

    since: date
    versions: Mapping[str, Sequence[Version]] = field(default_factory=dict)

    def is_declared(self, moment: date) -> bool:
        return (moment.date() if isinstance(moment, datetime) else moment) < self.since

    def seen(self, record: Record) -> Sequence[Version]:
        return self.versions.get(record.key, ())

    def changes(self, record: Record) -> Sequence[Change]:
        return [one.change for one in self.seen(record)]

    def first(self, record: Record) -> Change | None:
        return next((one.change for one in self.seen(record)), None)

    def before(self, record: Record, day: date) -> None:
        """The items came after the events: what they say is as new as any answer."""

    def departed(self, register: object, present: object) -> Sequence[object]:
        return ()


def at(day: str, commit: str = "c" * 40) -> Change:
    return Change(datetime.fromisoformat(f"{day}T23:59:59+08:00").astimezone(CHINA), commit)


ANSWER = {
    "id": "food-safety-2025", "event": FOOD, "declared_on": "2025-10-09", "by": "法规科",
    "answers": [{"items": ["expired-food", "expired-food/ingredients"], "result": "adjusted"}],
}  # fmt: skip
HALF = {**ANSWER, "answers": [{"items": ["expired-food"], "result": "adjusted"}]}


def food(found: Catalogue, git: Git | None, day: date = DAY) -> dict[str, Clock]:
    found.witness = cast(Witness | None, git)
    return {c.record: c for c in clocks(found, day) if c.event == FOOD}


def test_git_says_when_each_item_was_answered(tmp_path: Path) -> None:
    """The first version that holds an item's answer counts, however early it was declared."""
    versions = [Version(at("2025-10-13"), HALF), Version(at("2025-10-14", "d" * 40), ANSWER)]
    found = food(catalogue(tmp_path), Git(date(2025, 1, 1), {"food-safety-2025": versions}))
    one, other = found["expired-food"], found["expired-food/ingredients"]
    assert (one.state, one.met_on, one.witnessed) == (State.MET, date(2025, 10, 13), True)
    assert (other.state, other.met_on) == (State.MET_LATE, date(2025, 10, 14))
    assert other.commit == at("2025-10-14", "d" * 40)


def test_what_was_due_before_git_counts_is_declared(tmp_path: Path) -> None:
    """Brought in by the first commit years later: the declared date stands, and says that it is declared."""
    versions = [Version(at("2026-01-05"), ANSWER)]
    found = food(catalogue(tmp_path), Git(date(2026, 1, 1), {"food-safety-2025": versions}))
    assert {(c.state, c.met_on, c.witnessed) for c in found.values()} == {
        (State.MET, date(2025, 10, 9), False)
    }


def test_a_declared_date_does_not_reach_into_the_time_of_git(tmp_path: Path) -> None:
    """Due after git began to count: what the record says of itself helps nothing."""
    versions = [Version(at("2025-11-03"), ANSWER)]
    found = food(catalogue(tmp_path), Git(date(2025, 10, 1), {"food-safety-2025": versions}))
    assert {c.met_on for c in found.values()} == {date(2025, 11, 3)}


def test_an_answer_that_is_not_committed_counts_from_today(tmp_path: Path) -> None:
    found = food(catalogue(tmp_path), Git(date(2025, 1, 1)), date(2025, 10, 20))
    assert {(c.met_on, c.witnessed) for c in found.values()} == {(date(2025, 10, 20), False)}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-09-28", State.OPEN),
        ("2025-09-29", State.DUE_SOON),
        ("2025-10-13", State.DUE_SOON),
        ("2025-10-14", State.LATE),
    ],
)
def test_an_unanswered_clock_goes_from_open_to_late(tmp_path: Path, day: str, state: State) -> None:
    found = catalogue(tmp_path, files={RESPONSE: None})
    assert {c.state for c in food(found, None, date.fromisoformat(day)).values()} == {state}


def test_a_waiver_moves_no_date(tmp_path: Path) -> None:
    """It stands beside the clock while it holds; the clock is late all the same."""
    found = catalogue(tmp_path)
    on = {
        day: next(c for c in clocks(found, day) if c.record == "littering")
        for day in (date(2026, 11, 19), date(2026, 11, 20), date(2027, 1, 31), date(2027, 2, 1))
    }
    assert [c.waiver for c in on.values()] == [
        None,
        "street-delegation-2026",
        "street-delegation-2026",
        None,
    ]
    assert {c.due.due for c in on.values()} == {date(2026, 12, 16)}
    assert on[date(2027, 1, 31)].state is State.LATE


@given(
    due=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    met=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    within=st.integers(0, 60),
)
def test_time_only_makes_a_clock_later(due: date, met: date | None, within: int) -> None:
    """From day to day an unmet clock goes open, due soon, late and never back; a met one stays as it is."""
    order = [State.OPEN, State.DUE_SOON, State.LATE]
    days = [due + timedelta(days=n) for n in range(-within - 2, 3)]
    states = [state_of(due, met, day, within) for day in days]
    if met is not None:
        assert set(states) == {State.MET if met <= due else State.MET_LATE}
    else:
        assert all(order.index(a) <= order.index(b) for a, b in pairwise(states))
        assert states[-2:] == [State.LATE, State.LATE]
        assert states[-3] is State.DUE_SOON


def test_soon_is_by_what_a_deadline_is_counted_in() -> None:
    assert [soon(one.term) for one in (INSPECTION, UPDATE, DISCLOSE)] == [30, 14, 2]


# --- where citations go on ---------------------------------------------------------------------


def test_only_words_that_stand_move_for_certain(tmp_path: Path) -> None:
    """An article that only moved is certain; a changed one is proposed; a removed one is a person's."""
    for number, (articles, certain, proposed) in enumerate(
        [
            ("  articles:\n    moved:\n      '36': '34'\n", "36", "36"),
            ("  articles:\n    changed:\n    - '34'\n", None, "34"),
            ("  articles:\n    removed:\n    - '34'\n", None, None),
            ("  articles:\n    changed:\n    - '35'\n", "34", "34"),
        ]
    ):
        found = catalogue(tmp_path / str(number), event("revised", "2026-11-02", articles))
        name = "city-appearance-regulation-2026-11-02-revised"
        (one,) = successions(found, name, "urban-management")
        assert (one.article, one.proposed) == (certain, proposed)


def test_a_code_takes_over_what_stands_in_it_word_for_word(tmp_path: Path) -> None:
    plain = catalogue(tmp_path / "plain")
    version = plain.versions["city-appearance-regulation"][date(2017, 3, 1)]
    digest = (version.articles or {})["34"].digest
    files = code(f"7,{digest},,,\n8,1123456789abcdef,,,\n")
    found = catalogue(tmp_path / "code", event("repealed", "2026-03-12", TAKEN), files)
    for asked in (REPEAL, "city-code-2026-03-12-enacted"):
        (one,) = successions(found, asked, "urban-management")
        assert (one.target and one.target.law, one.article) == ("city-code", "7")
        assert one.until == date(2026, 12, 14)


# --- calendars ---------------------------------------------------------------------------------


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def calendar(found: Catalogue, day: date = DAY) -> list[str]:
    return unfolded(
        as_calendar(found, grouped(found, clocks(found, day)), day, "小城市执法期限", {})
    )


def test_a_calendar_has_an_entry_for_what_waits(tmp_path: Path) -> None:
    """Folded at 75 octets, whole days, an alarm a week and a day before, nothing for what is met."""
    lines = calendar(catalogue(tmp_path))
    uid = "UID:update/street-delegation-2026/urban-management@mingze.invalid"
    assert uid in lines
    entry = lines[lines.index(uid) :]
    entry = entry[: entry.index("END:VEVENT")]
    assert "DTSTART;VALUE=DATE:20261216" in entry
    assert entry.count("BEGIN:VALARM") == 2
    assert not any(FOOD in line for line in lines)


def test_a_changed_day_keeps_the_uid_and_raises_the_sequence(tmp_path: Path) -> None:
    """An adjustment whose publication was corrected: one entry still, with a higher SEQUENCE."""
    path = "lists/adjustments/street-delegation-2026.yaml"
    found = catalogue(tmp_path, {path: ("published: 2026-11-16", "published: 2026-11-18")})
    first = Version(at("2026-11-16"), {"published": "2026-11-16"})
    second = Version(at("2026-11-18"), {"published": "2026-11-18"})
    numbers = []
    for versions in ([first], [first, second]):
        lines = calendar(_with(found, Git(date(2026, 1, 1), {"street-delegation-2026": versions})))
        at_ = lines.index("UID:update/street-delegation-2026/urban-management@mingze.invalid")
        numbers.append(next(int(line[9:]) for line in lines[at_:] if line.startswith("SEQUENCE:")))
    assert numbers[1] == numbers[0] + 1


def _with(found: Catalogue, git: Git) -> Catalogue:
    other = Catalogue(found.records)
    other.witness = cast(Witness, git)
    return other
