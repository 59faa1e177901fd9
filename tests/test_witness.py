"""What git witnesses, in real repositories: which dates can be forged, what that gains, and what is seen anyway.

A name says what a forger, or a wrong clock, can and cannot achieve.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.commands._records import ask_git, read
from generator.findings import Hit
from generator.kept import Store
from generator.models.base import Record
from generator.obligations import obligations
from generator.rules.witnessing import declared_before_git_shows_it
from generator.sources.history import History, HistoryError, histories, witness_of
from generator.sources.records import load
from generator.witness import CHINA, Witness
from tests.support.city import check, copy_city
from tests.support.repository import Repository, at

POWER = "lists/departments/market-regulation/powers/expired-food.yaml"
RESPONSE = "lists/departments/market-regulation/responses/food-safety-2025.yaml"
OFFICERS = "lists/departments/market-regulation/officers.csv"


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """The small city without its response, committed at the beginning of 2025."""
    repository = Repository(copy_city(tmp_path / "city"))
    repository.write({RESPONSE: None})
    repository.commit("2025-01-01 09:00")
    return repository


@pytest.fixture
def response() -> str:
    return (Path(__file__).parent / "city" / RESPONSE).read_text("utf-8")


def catalogue_of(repository: Repository) -> Catalogue:
    loaded = load([repository.folder])
    return Catalogue(loaded.records, loaded.problems)


def witness(
    repository: Repository, now: str = "2026-11-23 12:00", day: date = date(2026, 11, 23)
) -> Witness:
    found = witness_of(histories([repository.folder]), None, day, at(now))
    assert found is not None
    return found


def answered(repository: Repository, now: str = "2026-11-23 12:00") -> datetime | None:
    """Since when git witnesses the response, as somebody finds it who asks at a time."""
    record = catalogue_of(repository).responses["food-safety-2025"]
    first = witness(repository, now).first(record)
    return first.date if first else None


def edited(repository: Repository, old: str, new: str) -> Mapping[str, str]:
    text = (repository.folder / POWER).read_text("utf-8")
    assert old in text
    return {POWER: text.replace(old, new)}


def power_of(repository: Repository) -> Record:
    return catalogue_of(repository).powers["expired-food"]


# ── dates that are forged ────────────────────────────────────────────────────────────────────────────────────


def test_author_date_cannot_make_an_answer_earlier(city: Repository, response: str) -> None:
    """What the author's clock says is not even read."""
    city.commit("2025-10-20 10:00", {RESPONSE: response}, author="2025-10-01 10:00")
    assert answered(city) == at("2025-10-20 10:00")


def test_committer_date_behind_a_merge_cannot_make_an_answer_earlier(
    city: Repository, response: str
) -> None:
    """Of a merged branch only the merge counts, whatever its own commits claim."""
    city.git("checkout", "--quiet", "-b", "branch")
    city.commit("2025-10-01 10:00", {RESPONSE: response})
    city.git("checkout", "--quiet", "main")
    city.merge("branch", "2025-10-20 10:00")
    assert answered(city) == at("2025-10-20 10:00")
    assert witness(city).distrusted == []


def test_fast_forward_of_a_forged_branch_cannot_go_behind_the_main_line(
    city: Repository, response: str
) -> None:
    """A commit dated before the one that it follows witnesses nothing and is reported."""
    before = city.commit("2025-10-15 10:00", edited(city, "unit: food", "unit: food"))
    forged = city.commit("2025-10-01 10:00", {RESPONSE: response})
    assert answered(city) is None
    [one] = witness(city).distrusted
    assert one.after is not None
    assert (one.change.commit, one.after.commit) == (forged, before)


def test_what_a_distrusted_commit_brought_is_witnessed_by_the_next(
    city: Repository, response: str
) -> None:
    """Its tree holds it: from then on it is certain, and not a moment earlier."""
    city.commit("2025-10-15 10:00")
    city.commit("2025-10-01 10:00", {RESPONSE: response})
    city.commit("2025-10-20 10:00")
    assert answered(city) == at("2025-10-20 10:00")


def test_forged_date_after_the_last_commit_can_gain_the_days_since(
    city: Repository, response: str
) -> None:
    """Git alone cannot tell it, if it comes by a fast-forward: publishing branches take merge commits only."""
    city.commit("2025-10-01 10:00")
    city.git("checkout", "--quiet", "-b", "branch")
    city.commit("2025-10-02 10:00", {RESPONSE: response})  # made on 20 October
    city.git("checkout", "--quiet", "main")
    city.git("merge", "--quiet", "--ff-only", "branch")
    assert answered(city) == at("2025-10-02 10:00")


def test_the_same_forged_date_gains_nothing_by_a_merge_commit(
    city: Repository, response: str
) -> None:
    """The forge's own clock dates the merge."""
    city.commit("2025-10-01 10:00")
    city.git("checkout", "--quiet", "-b", "branch")
    city.commit("2025-10-02 10:00", {RESPONSE: response})
    city.git("checkout", "--quiet", "main")
    city.merge("branch", "2025-10-20 10:00")
    assert answered(city) == at("2025-10-20 10:00")


def test_main_merged_into_a_branch_and_pushed_cannot_hide_the_times_of_main(
    city: Repository, response: str
) -> None:
    """The first parents are then the branch's; a line that goes back in time is seen all the same."""
    city.git("checkout", "--quiet", "-b", "branch")
    city.commit("2025-10-18 10:00", {RESPONSE: response})
    city.git("checkout", "--quiet", "main")
    city.commit("2025-10-15 10:00", edited(city, "unit: food", "unit: food\nremark: 一"))
    city.git("checkout", "--quiet", "branch")
    forged = city.merge("main", "2025-10-10 10:00")
    assert [one.change.commit for one in witness(city).distrusted] == [forged]


def test_force_push_with_times_in_order_can_rewrite_what_a_clone_shows(
    city: Repository, response: str
) -> None:
    """A clone of the rewritten line knows no other: only who kept the old one can tell. Branches are protected."""
    old = city.commit("2025-10-20 10:00", {RESPONSE: response})
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    new = city.commit("2025-10-05 10:00", {RESPONSE: response})
    assert old != new
    assert answered(city) == at("2025-10-05 10:00")
    assert witness(city).distrusted == []


def test_force_push_cannot_leave_what_was_kept_standing(
    city: Repository, response: str, tmp_path: Path
) -> None:
    """A kept line that is no longer the beginning of the line is thrown away, rows and all."""
    store = Store(tmp_path / "kept")
    text = (city.folder / OFFICERS).read_text("utf-8")
    head, *rows = text.splitlines()
    city.commit(
        "2025-10-20 10:00", {RESPONSE: response, OFFICERS: "\n".join([head, *rows[1:]]) + "\n"}
    )
    history = History(city.folder, store)
    history.rows(OFFICERS)
    history.keep()
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    city.commit("2025-10-21 10:00", {OFFICERS: "\n".join([head, *rows[:-1]]) + "\n"})
    fresh, kept = History(city.folder), History(city.folder, store)
    assert kept.line == fresh.line
    assert kept.rows(OFFICERS) == fresh.rows(OFFICERS)


def test_a_purged_line_is_read_anew_though_the_one_of_before_was_kept(
    city: Repository, response: str, tmp_path: Path
) -> None:
    """Nothing of the old line is in the repository any more, its last commit neither."""
    store = Store(tmp_path / "kept")
    old = city.commit("2025-10-20 10:00", {RESPONSE: response})
    History(city.folder, store).read({})
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    city.commit("2025-10-21 10:00", {RESPONSE: response})
    city.git("reflog", "expire", "--expire=now", "--all")
    city.git("gc", "--quiet", "--prune=now")
    assert old not in city.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    assert History(city.folder, store).line == History(city.folder).line


def test_clock_an_hour_ahead_gains_nothing_and_is_not_believed_yet(
    city: Repository, response: str
) -> None:
    """Asked within the hour, the commit is dated after the present: reported, and not held against the next."""
    ahead = city.commit("2025-10-20 11:00", {RESPONSE: response})  # made at 10:00
    city.commit("2025-10-20 10:10", edited(city, "unit: food", "unit: food\nremark: 一"))
    assert answered(city, now="2025-10-20 10:20") == at("2025-10-20 10:10")
    [one] = witness(city, now="2025-10-20 10:20").distrusted
    assert (one.change.commit, one.after) == (ahead, None)


def test_clock_an_hour_ahead_can_cost_others_an_hour_at_most(
    city: Repository, response: str
) -> None:
    """Once the hour is over, what followed within it counts from the first commit after it."""
    city.commit("2025-10-20 11:00", edited(city, "unit: food", "unit: food\nremark: 一"))
    city.commit("2025-10-20 10:10", {RESPONSE: response})
    city.commit("2025-10-20 11:01")
    assert answered(city, now="2025-10-21 09:00") == at("2025-10-20 11:01")


def test_clock_a_year_ahead_cannot_stop_the_line(city: Repository, response: str) -> None:
    """It is not believed until then, and all that follows is believed as ever."""
    city.commit("2027-10-20 11:00")
    city.commit("2025-10-20 10:10", {RESPONSE: response})
    assert answered(city) == at("2025-10-20 10:10")


def test_year_that_no_calendar_has_cannot_break_the_reading(
    city: Repository, response: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A commit dated in the year 20000 is only one more that is dated after the present."""
    monkeypatch.setenv("GIT_COMMITTER_DATE", "@569000000000 +0000")
    city.git("commit", "--quiet", "--allow-empty", "-m", "x")
    far = city.git("rev-parse", "HEAD")
    monkeypatch.delenv("GIT_COMMITTER_DATE")
    city.commit("2025-10-20 10:10", {RESPONSE: response})
    assert answered(city) == at("2025-10-20 10:10")
    assert [one.change.commit for one in witness(city).distrusted] == [far]


def test_replaced_commit_is_seen_as_it_was_published(city: Repository, response: str) -> None:
    """`git replace` changes what git shows on one machine, and not what is witnessed there."""
    published = city.commit("2025-10-20 10:00", {RESPONSE: response})
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    forged = city.commit("2025-10-05 10:00", {RESPONSE: response})
    city.git("reset", "--quiet", "--hard", published)
    city.git("replace", published, forged)
    assert answered(city) == at("2025-10-20 10:00")


def test_two_commits_of_the_same_second_are_believed(city: Repository, response: str) -> None:
    """Never back is not always forward: a merge train makes several in a second."""
    city.commit("2025-10-20 10:00")
    city.commit("2025-10-20 10:00", {RESPONSE: response})
    assert answered(city) == at("2025-10-20 10:00")
    assert witness(city).distrusted == []


def test_commits_that_touch_no_record_count_for_the_order_of_time(
    city: Repository, response: str
) -> None:
    """A forger cannot hide behind a commit that only changed the README."""
    city.commit("2025-10-15 10:00", {"README.md": "读我\n"})
    city.commit("2025-10-01 10:00", {RESPONSE: response})
    assert answered(city) is None


def test_moments_are_told_in_china_standard_time(city: Repository, response: str) -> None:
    """Half past eleven at night by universal time is the next morning in the city: its calendar counts."""
    city.commit("2025-10-20T23:30:00+00:00", {RESPONSE: response})
    found = answered(city)
    assert found is not None
    assert found.tzinfo is CHINA
    assert found.date() == date(2025, 10, 21)


# ── what is followed ─────────────────────────────────────────────────────────────────────────────────────────


def test_versions_say_what_the_record_said(city: Repository) -> None:
    """Oldest first, each with the plain values of its file."""
    city.commit("2025-03-01", edited(city, "unit: food", "unit: price"))
    seen = witness(city).seen(power_of(city))
    assert [(one.change.date.date(), (one.data or {})["unit"]) for one in seen] == [
        (date(2025, 1, 1), "food"),
        (date(2025, 3, 1), "price"),
    ]


def test_a_file_put_into_standard_form_is_no_change(city: Repository) -> None:
    """Comments and the order of keys say nothing."""
    text = (city.folder / POWER).read_text("utf-8")
    city.commit("2025-03-01", {POWER: f"# 食品科\n{text}"})
    assert len(witness(city).seen(power_of(city))) == 1


def test_history_follows_an_id_into_another_department(city: Repository) -> None:
    """A function that moves takes its history with it, and the move is a change of its own."""
    text = (city.folder / POWER).read_text("utf-8")
    moved = POWER.replace("market-regulation", "urban-management")
    city.commit("2025-03-01", {POWER: None, moved: text})
    city.commit("2025-04-01", {moved: text.replace("unit: food\n", "")})
    seen = witness(city).seen(power_of(city))
    assert [(one.data or {})["department"] for one in seen] == [
        "market-regulation",
        "urban-management",
        "urban-management",
    ]


def test_a_record_in_two_files_for_a_while_is_not_gone_when_one_goes(city: Repository) -> None:
    """The second file still holds it."""
    text = (city.folder / POWER).read_text("utf-8")
    moved = POWER.replace("market-regulation", "urban-management")
    city.commit("2025-03-01", {moved: text})
    city.commit("2025-04-01", {POWER: None})
    assert all(one.data is not None for one in witness(city).seen(power_of(city)))
    assert witness(city).gone() == []


def test_history_goes_on_into_what_a_department_succeeds(city: Repository) -> None:
    """Merged departments: what the old ones said stands before what the new one says, under their names."""
    old = "lists/departments/urban-management/department.yaml"
    new = "lists/departments/city-order/department.yaml"
    text = (city.folder / old).read_text("utf-8")
    merged = (
        text.replace("id: urban-management", "id: city-order") + "succeeds:\n- urban-management\n"
    )
    city.commit("2025-03-01", {old: None, new: merged})
    record = catalogue_of(city).departments["city-order"]
    told = [(one.of.key, one.data is None) for one in witness(city).seen(record)]
    assert told == [("urban-management", False), ("urban-management", True), ("city-order", False)]


def test_succession_in_a_circle_ends(city: Repository) -> None:
    """Two departments that claim to succeed each other are an error of theirs, not an endless loop."""
    files = {}
    for one, other in (
        ("market-regulation", "urban-management"),
        ("urban-management", "market-regulation"),
    ):
        path = f"lists/departments/{one}/department.yaml"
        files[path] = (city.folder / path).read_text("utf-8") + f"succeeds:\n- {other}\n"
    city.commit("2025-03-01", files)
    record = catalogue_of(city).departments["market-regulation"]
    assert {one.of.key for one in witness(city).seen(record)} == {
        "market-regulation",
        "urban-management",
    }


def test_a_record_that_vanishes_is_seen(city: Repository) -> None:
    """Taken away without a word, it stays in the history with the commit that took it."""
    gone = city.commit("2025-03-01", {POWER: None})
    [one] = witness(city).gone()
    assert (one.thread.of.key, one.file, one.change.commit) == ("expired-food", POWER, gone)
    assert [seen.data is None for seen in witness(city).seen(one.thread)] == [False, True]


def test_a_record_that_came_back_is_not_gone(city: Repository) -> None:
    """Its history has the gap."""
    text = (city.folder / POWER).read_text("utf-8")
    city.commit("2025-03-01", {POWER: None})
    city.commit("2025-04-01", {POWER: text})
    assert witness(city).gone() == []
    seen = witness(city).seen(power_of(city))
    assert [one.data is None for one in seen] == [False, True, False]


def test_rows_have_their_own_history(city: Repository) -> None:
    """A row is followed by its id, however the table around it changes."""
    text = (city.folder / OFFICERS).read_text("utf-8")
    head, first, *rest = text.splitlines()
    name = first.split(",")[0]
    city.commit("2025-03-01", {OFFICERS: "\n".join([head, *rest]) + "\n"})
    found = witness(city)
    [one] = [one for one in found.gone_rows(officers(city)[0].register) if one.thread.row == name]
    assert one.change.date == at("2025-03-01")
    other = officers(city)[0]
    assert [seen.date.date() for seen in found.changes(other)] == [date(2025, 1, 1)]
    city.commit("2025-04-01", {OFFICERS: text})
    back = next(one for one in officers(city) if one.key == name)
    assert [seen.date.date() for seen in witness(city).changes(back)] == [
        date(2025, 1, 1),
        date(2025, 3, 1),
        date(2025, 4, 1),
    ]
    assert [seen.data is None for seen in witness(city).seen(back)] == [False, True, False]


def test_rows_that_hold_commas_and_line_ends_are_rows(city: Repository) -> None:
    """A quoted cell does not tear a row apart, and the first quote in a table changes no other row."""
    text = (city.folder / OFFICERS).read_text("utf-8")
    head, first, *rest = text.splitlines()
    cells = first.split(",")
    cells[head.split(",").index("scope")] = '"市场监管,\n食品"'
    city.commit("2025-03-01", {OFFICERS: "\n".join([head, ",".join(cells), *rest]) + "\n"})
    changed = [one.key for one in officers(city) if len(witness(city).changes(one)) > 1]
    assert changed == [cells[0]]


def test_version_of_a_table_that_is_none_says_nothing_of_its_rows(city: Repository) -> None:
    """A quote that never closes, for one commit, is no change of a thousand rows."""
    text = (city.folder / OFFICERS).read_text("utf-8")
    city.commit("2025-03-01", {OFFICERS: f'"{text}'})
    city.commit("2025-04-01", {OFFICERS: text})
    assert all(len(witness(city).changes(one)) == 1 for one in officers(city))


def officers(repository: Repository) -> list[Record]:
    return list(catalogue_of(repository).records["officers"])


# ── from when, until when ────────────────────────────────────────────────────────────────────────────────────


def test_before_git_counts_a_date_is_declared(city: Repository) -> None:
    """witnessed_from itself is witnessed, the day before it is not; without it, the first commit is no evidence."""
    lines = histories([city.folder])
    found = witness_of(lines, date(2025, 6, 1))
    assert found is not None
    assert found.is_declared(date(2025, 5, 31))
    assert not found.is_declared(date(2025, 6, 1))
    without = witness_of(lines)
    assert without is not None
    assert without.since == date(2025, 1, 2)


def test_what_was_committed_after_the_day_is_not_known_on_it(
    city: Repository, response: str
) -> None:
    """The board of last week does not know what was merged yesterday."""
    city.commit("2025-10-20 10:00", {RESPONSE: response})
    record = catalogue_of(city).responses["food-safety-2025"]
    assert witness(city, day=date(2025, 10, 19)).first(record) is None
    assert witness(city, day=date(2025, 10, 20)).first(record) is not None


# ── where there is no history ────────────────────────────────────────────────────────────────────────────────


def test_shallow_clone_is_refused_with_what_to_do(city: Repository, tmp_path: Path) -> None:
    """It would date everything to the day of the clone."""
    city.commit("2025-03-01")
    clone = Repository(tmp_path / "clone")
    clone.git("fetch", "--quiet", "--depth", "1", f"file://{city.folder}", "main")
    clone.git("checkout", "--quiet", "FETCH_HEAD")
    with pytest.raises(HistoryError, match="git fetch --unshallow"):
        History(clone.folder)


def test_empty_repository_and_no_repository_have_no_history_and_say_so(tmp_path: Path) -> None:
    """Neither is an error by itself: a site can be built of them, without dates."""
    assert "没有提交" in History(Repository(tmp_path / "empty").folder).absent
    assert witness_of(histories([tmp_path / "empty"])) is None
    (tmp_path / "plain").mkdir()
    assert "不在 git 仓库里" in History(tmp_path / "plain").absent


def test_missing_git_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HistoryError, match="找不到 git"):
        History(tmp_path)


def test_root_below_the_repository_has_its_own_part(city: Repository, tmp_path: Path) -> None:
    """lists/ may stand in a folder of a larger repository; what is beside it is not of it."""
    outer = Repository(tmp_path / "outer")
    inner = copy_city(tmp_path / "outer" / "portal")
    outer.commit("2025-01-01")
    outer.commit("2025-02-01", {"lists/terms.csv": "x\n"})
    history = History(inner)
    assert POWER in history.line.files
    assert len(history.line.files["lists/terms.csv"]) == 1
    assert len(history.line.commits) == 2


# ── read once ────────────────────────────────────────────────────────────────────────────────────────────────


def test_second_run_reads_only_what_is_new(
    city: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept and what is read anew are the same line."""
    store = Store(tmp_path / "kept")
    first = History(city.folder, store)
    first.rows(OFFICERS)
    first.keep()
    text = (city.folder / OFFICERS).read_text("utf-8")
    city.commit(
        "2025-03-01", {OFFICERS: text.replace("\n", "\n", 1)[: text.rindex("\n", 0, -1) + 1]}
    )
    spans = []
    real = __import__("generator.sources.mainline", fromlist=["git"]).git

    def watched(folder: Path, *arguments: str, **more: object) -> bytes:
        spans.append(next((one for one in arguments if ".." in one), ""))
        answer: bytes = real(folder, *arguments, **more)
        return answer

    monkeypatch.setattr("generator.sources.mainline.git", watched)
    second = History(city.folder, store)
    fresh = History(city.folder)
    assert second.line == fresh.line
    assert second.rows(OFFICERS) == fresh.rows(OFFICERS)
    assert spans[0].endswith(f"..{second.head.commit}") if second.head else False
    assert spans[1] == ""


def test_the_day_from_which_git_counts_cannot_be_moved_when_it_hurts(tmp_path: Path) -> None:
    """The earliest day that portal.yaml ever named holds, and a later one is a finding; without it too."""
    root = copy_city(tmp_path / "city")
    portal = (root / "lists/portal.yaml").read_text(encoding="utf-8")

    def named(day: str) -> dict[str, str]:
        line = f"witnessed_from: {day}\npublisher:" if day else "publisher:"
        return {"lists/portal.yaml": portal.replace("publisher:", line, 1)}

    repository = Repository(root)
    repository.commit("2025-12-01", named("2026-01-01"))
    for later, found in (("2026-11-20", True), ("", False)):
        repository.commit("2026-11-02", named(later))
        catalogue = read([root])
        ask_git(catalogue, [root], date(2026, 11, 23))
        assert catalogue.witness is not None
        assert catalogue.witness.since == date(2026, 1, 1)
        says = list(declared_before_git_shows_it(catalogue, date(2026, 11, 23)))
        moved = [h for h in says if isinstance(h, Hit) and h.place.path == ("witnessed_from",)]
        assert bool(moved) is found


def test_the_day_of_adoption_cannot_be_moved_when_it_hurts(tmp_path: Path) -> None:
    """What was owed since the earliest day that portal.yaml ever named stays owed, and a later one is a finding."""
    root = copy_city(tmp_path / "city")
    portal = (root / "lists/portal.yaml").read_text(encoding="utf-8")

    def adopted(day: str) -> dict[str, str | None]:
        return {
            "lists/portal.yaml": portal.replace("publisher:", f"adopted_on: {day}\npublisher:", 1)
        }

    repository = Repository(root)
    repository.commit("2025-12-01", adopted("2025-01-01"))
    event = "food-safety-law-2025-09-12-amended"
    for later, found in (("2026-10-01", True), ("2024-01-01", False)):
        repository.write(adopted(later))
        catalogue = read([root])
        ask_git(catalogue, [root], date(2026, 11, 23))
        assert event in {one.event for one in obligations(catalogue)}
        says = list(declared_before_git_shows_it(catalogue, date(2026, 11, 23)))
        moved = [h for h in says if isinstance(h, Hit) and h.place.path == ("adopted_on",)]
        assert bool(moved) is found


def untrue(root: Path) -> list[tuple[str, str, str]]:
    """What UPD004 says of commits whose time cannot be true: severity, message and advice."""
    found = check(root).of("UPD004")
    return [(f.severity.value, f.message, f.advice) for f in found if "不作见证" in f.message]


def test_a_commit_that_goes_back_in_time_is_a_finding(tmp_path: Path) -> None:
    """A warning of its own with both commits, both times, what it means and what to do; before git counts, none."""
    root = copy_city(tmp_path / "city")
    portal = (root / "lists/portal.yaml").read_text(encoding="utf-8")
    counts = portal.replace("publisher:", "witnessed_from: 2026-01-01\npublisher:", 1)
    repository = Repository(root)
    repository.commit("2025-12-10 10:00", {"lists/portal.yaml": counts})
    repository.commit("2025-12-01 10:00")
    repository.commit("2025-12-20 10:00")
    assert untrue(root) == []
    before = repository.commit("2026-10-15 10:00")
    forged = repository.commit("2026-10-01 10:00")
    [(severity, message, advice)] = untrue(root)
    assert severity == "warning"
    assert f"{forged[:10]}（2026-10-01 10:00）" in message
    assert f"{before[:10]}（2026-10-15 10:00）" in message
    assert "从后面第一个时间可信的提交算起" in message
    assert "合并提交" in advice


def test_a_commit_from_the_future_is_a_finding(tmp_path: Path) -> None:
    repository = Repository(copy_city(tmp_path / "city"))
    repository.commit("2025-12-10 10:00")
    ahead = repository.commit("2098-01-01 10:00")
    [(_, message, _)] = untrue(repository.folder)
    assert f"{ahead[:10]}（2098-01-01 10:00）晚于现在" in message


def test_a_history_that_begins_after_its_day_witnesses_nothing_before(tmp_path: Path) -> None:
    """All brought in by one commit, two years after the day from which git shall count: nothing of it is late by
    that, declared dates stand as declared, and it is said once that the history is not there."""
    root = copy_city(tmp_path / "city")
    portal = (root / "lists/portal.yaml").read_text(encoding="utf-8")
    counts = portal.replace("publisher:", "witnessed_from: 2024-01-01\npublisher:", 1)
    repository = Repository(root)
    repository.commit("2026-11-20 10:00", {"lists/portal.yaml": counts})
    found = check(root)
    assert not found.of("DIS001")
    assert not found.of("UPD003")
    [one] = found.of("UPD004")
    assert one.severity.value == "warning"
    assert "git 历史2026-11-20才开始" in one.message
    assert "2026-11-21" in one.advice


def test_a_history_that_begins_on_its_day_counts_from_it(tmp_path: Path) -> None:
    """The first commit of a city's repository may be of the day that it names: nothing is given away."""
    root = copy_city(tmp_path / "city")
    portal = (root / "lists/portal.yaml").read_text(encoding="utf-8")
    counts = portal.replace("publisher:", "witnessed_from: 2025-10-14\npublisher:", 1)
    repository = Repository(root)
    repository.commit("2025-10-14 10:00", {"lists/portal.yaml": counts})
    assert witness_of_city(root).since == date(2025, 10, 14)
    assert not [f for f in check(root).of("UPD004") if "才开始" in f.message]


def witness_of_city(root: Path) -> Witness:
    catalogue = read([root])
    ask_git(catalogue, [root], date(2026, 11, 23))
    assert catalogue.witness is not None
    return catalogue.witness
