"""What a power owed when it was taken off the list stays owed: in real repositories, on the board, in the answer."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.clocks import Clock, State, clocks
from generator.commands import FINE, main
from generator.commands._records import ask_git
from generator.obligations import LEGAL_OFFICE
from generator.site.clock_links import of_clock
from generator.sources.records import load
from tests.support.city import check, copy_city
from tests.support.repository import Repository

HOME = "lists/departments/urban-management"
POWER = f"{HOME}/powers/littering.yaml"
RESPONSES = f"{HOME}/responses"
LAW = "lists/laws/city-appearance-regulation/law.yaml"
EVENT = "city-appearance-regulation-2026-03-02-amended"
AMENDED = f"""- id: {EVENT}
  kind: amended
  published: 2026-03-02
  articles:
    changed:
    - '34'
"""
ADJUSTMENT = "lists/adjustments/street-delegation-2026.yaml"
ANSWER = f"""id: littering-ended
event: {EVENT}
declared_on: 2026-03-20
by: 法规科
answers:
- items:
  - littering
  result: adjusted
"""
WITHDRAWN = """id: littering
records:
- powers/littering
ground: other
withdrawn_on: 2026-08-01
reason: 这项职权不再单列
"""
BEGUN = "2026-01-01 09:00"


@pytest.fixture
def city(tmp_path: Path) -> Repository:
    """The small city with one power of a department of its own, whose article was amended in March 2026."""
    root = copy_city(tmp_path / "city")
    # What hangs on the power goes first: here only the list is looked at.
    for path in sorted(root.rglob("*")):
        own = path.is_relative_to(root / HOME) and path.name not in (
            "littering.yaml",
            "department.yaml",
        )
        if path.is_file() and own and path.suffix in (".yaml", ".csv"):
            path.unlink()
    repository = Repository(root)
    portal = (root / "lists/portal.yaml").read_text("utf-8")
    law = (root / LAW).read_text("utf-8")
    repository.write(
        {
            "lists/portal.yaml": portal.replace(
                "as_of: 2026-11-23\n", "as_of: 2026-11-23\nwitnessed_from: 2026-01-02\n"
            ),
            ADJUSTMENT: None,
        }
    )
    repository.commit(BEGUN)
    repository.commit("2026-03-03 09:00", {LAW: law.rstrip("\n") + "\n" + AMENDED})
    return repository


def found(repository: Repository, day: str = "2026-11-23") -> Catalogue:
    loaded = load([repository.folder])
    catalogue = Catalogue(loaded.records, loaded.problems)
    ask_git(catalogue, [repository.folder], date.fromisoformat(day))
    return catalogue


def owed(repository: Repository, day: str = "2026-11-23") -> list[Clock]:
    asked = date.fromisoformat(day)
    return [c for c in clocks(found(repository, day), asked) if c.event == EVENT]


def in_short(several: list[Clock]) -> list[tuple[str, str, State, str]]:
    return [(c.department, c.record, c.state, c.subject) for c in several]


GONE = "对乱扔果皮、纸屑等废弃物的处罚（职权已删除）"
LATE = ("urban-management", "littering", State.LATE, GONE)


@pytest.mark.parametrize("when", ["2026-03-10 09:00", "2026-08-01 09:00"])
def test_a_deleted_power_leaves_its_obligation_behind(city: Repository, when: str) -> None:
    """Deleted before the month was over or after it: unanswered, so late, and said in so many words."""
    city.commit(when, {POWER: None})
    assert in_short(owed(city)) == [LATE]


def test_a_power_taken_away_and_not_committed_yet_owes_as_well(city: Repository) -> None:
    """A department sees before it commits, and a pull request before it is merged, what a deletion leaves open."""
    city.write({POWER: None})
    assert in_short(owed(city)) == [LATE]


def test_what_was_gone_before_the_event_owes_nothing(city: Repository) -> None:
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    law = (city.folder / LAW).read_text("utf-8")
    city.commit("2026-02-01 09:00", {POWER: None})
    city.commit("2026-03-03 09:00", {LAW: law.rstrip("\n") + "\n" + AMENDED})
    assert owed(city) == []


def test_a_response_answers_for_what_is_gone(city: Repository) -> None:
    """In time, with the deletion; and the reference to it is one to what git saw, not to nothing."""
    city.commit("2026-03-20 09:00", {POWER: None, f"{RESPONSES}/littering-ended.yaml": ANSWER})
    assert in_short(owed(city)) == [("urban-management", "littering", State.MET, GONE)]
    assert not [f for f in check(city.folder).of("STR008") if "littering-ended" in f.place.file]


def test_a_reference_to_what_never_stood_is_one_to_nothing(city: Repository) -> None:
    wrong = ANSWER.replace("  - littering\n", "  - littering\n  - spitting\n  - littering/never\n")
    city.commit("2026-03-20 09:00", {POWER: None, f"{RESPONSES}/littering-ended.yaml": wrong})
    said = [f.message for f in check(city.folder).of("STR008") if "littering-ended" in f.place.file]
    assert len(said) == 2, said


def test_a_power_that_succeeds_it_takes_over(city: Repository) -> None:
    """The new power owes for itself, and nothing is owed twice."""
    text = (city.folder / POWER).read_text("utf-8")
    new = text.replace("id: littering", "id: street-dirt").replace("code: '022231001000'\n", "")
    heir = {POWER: None, f"{HOME}/powers/street-dirt.yaml": f"{new}succeeds:\n- littering\n"}
    city.commit("2026-08-01 09:00", heir)
    assert [c.record for c in owed(city)] == ["street-dirt"]
    assert not [f for f in check(city.folder).of("STR008") if "street-dirt" in f.place.file]


def test_a_renamed_power_is_said_once_and_at_its_file(tmp_path: Path) -> None:
    """Not at each of the records that name it: nothing is wrong with them."""
    root = copy_city(tmp_path / "whole")
    repository = Repository(root)
    repository.commit("2026-03-01 09:00")
    text = (root / POWER).read_text("utf-8")
    other = f"{HOME}/powers/street-dirt.yaml"
    new = text.replace("id: littering", "id: street-dirt")
    repository.write({POWER: None, other: new})
    (found,) = check(root).of("STR008")
    assert (found.place.file, found.place.path) == (other, ("id",))
    assert "标识由“littering”改成了“street-dirt”，还有" in found.message
    assert found.see and "改回“littering”" in found.advice
    # Another matter in its place: then those who name the old one are asked.
    repository.write({other: new.replace("name: ", "name: 新的")})
    several = check(root).of("STR008")
    assert len(several) > 1 and all(one.place.file != other for one in several)


def away(repository: Repository) -> dict[str, str | None]:
    return {
        str(path.relative_to(repository.folder)): None
        for path in (repository.folder / HOME).rglob("*")
        if path.is_file()
    }


def heir(repository: Repository, more: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """The department dissolved, another one in its place."""
    text = (repository.folder / HOME / "department.yaml").read_text("utf-8")
    new = text.replace("id: urban-management", "id: streets") + "succeeds:\n- urban-management\n"
    return {**away(repository), "lists/departments/streets/department.yaml": new, **(more or {})}


def test_what_a_dissolved_department_owed_goes_to_who_succeeds_it(city: Repository) -> None:
    city.commit("2026-08-01 09:00", heir(city))
    assert in_short(owed(city)) == [("streets", *LATE[1:])]


def test_without_a_successor_the_legal_office_says_whose_it_is(city: Repository) -> None:
    city.commit("2026-08-01 09:00", away(city))
    [one] = owed(city)
    assert (one.department, one.state) == (LEGAL_OFFICE, State.LATE)
    [said] = [f for f in check(city.folder).of("UPD001") if "乱扔" in f.message]
    assert "succeeds" in said.advice


def test_an_answer_that_went_with_its_department_stays_an_answer(city: Repository) -> None:
    """Answered in time, dissolved later: nothing is reopened. An answer withdrawn before the power went is none."""
    city.commit("2026-03-20 09:00", {f"{RESPONSES}/littering-ended.yaml": ANSWER})
    city.commit("2026-08-01 09:00", heir(city))
    assert owed(city) == []


def test_an_answer_withdrawn_before_the_power_went_is_none(city: Repository) -> None:
    city.commit("2026-03-20 09:00", {f"{RESPONSES}/littering-ended.yaml": ANSWER})
    city.commit("2026-07-01 09:00", {f"{RESPONSES}/littering-ended.yaml": None})
    city.commit("2026-08-01 09:00", {POWER: None})
    assert in_short(owed(city)) == [LATE]


def test_a_power_that_moved_to_another_department_has_not_gone(city: Repository) -> None:
    """It owes there what it owes, under its own name."""
    text = (city.folder / POWER).read_text("utf-8")
    moved = POWER.replace("urban-management", "market-regulation")
    city.commit("2026-08-01 09:00", {POWER: None, moved: text})
    assert [(c.department, c.record) for c in owed(city)] == [("market-regulation", "littering")]
    assert all("已删除" not in c.subject for c in owed(city))


def test_an_adjustment_may_name_what_it_ended(city: Repository) -> None:
    """An approval is cancelled and its power deleted: named all the same, and owed until it is answered."""
    text = (Path(__file__).parent / "city" / ADJUSTMENT).read_text("utf-8")
    cancelled = text.replace("published: 2026-11-16", "published: 2026-06-01")
    city.commit("2026-06-01 09:00", {ADJUSTMENT: cancelled})
    city.commit("2026-06-10 09:00", {POWER: None})
    several = clocks(found(city), date(2026, 11, 23))
    assert [
        (c.department, c.record, c.state) for c in several if c.event == "street-delegation-2026"
    ] == [("urban-management", "littering", State.LATE)]
    assert not [f for f in check(city.folder).of("STR008") if f.place.file == ADJUSTMENT]


def test_the_board_and_the_command_show_it(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    city.commit("2026-08-01 09:00", {POWER: None})
    [one] = owed(city)
    assert of_clock(found(city), one) == f"/clocks/events/{EVENT}/"
    shown = [
        "answer",
        EVENT,
        "--department",
        "urban-management",
        "--list",
        "--root",
        str(city.folder),
    ]
    assert main(shown) == FINE
    assert f"littering {GONE}：所引条文修改" in capsys.readouterr().out
    assert main(["clocks", "--root", str(city.folder), "--format", "json"]) == FINE
    rows = json.loads(capsys.readouterr().out)["clocks"]
    assert [r["subject"] for r in rows if r["event"] == EVENT] == [GONE]


def test_the_site_shows_it_with_words(city: Repository, tmp_path: Path) -> None:
    """On the event's page and the department's, under its id: of what was withdrawn the name is not said again."""
    text = (city.folder / POWER).read_text("utf-8")
    other = text.replace("id: littering", "id: spitting").replace("code: '022231001000'\n", "")
    other = other.replace("article: '34'", "article: '36'")
    files: dict[str, str | None] = {POWER: None, f"{HOME}/powers/spitting.yaml": other}
    files[f"{HOME}/withdrawals/littering.yaml"] = WITHDRAWN
    # Its officers are not in this city, so no course had them.
    course = "lists/rotations/2026-spring.yaml"
    files[course] = (city.folder / course).read_text("utf-8").replace("- um-0002\n", "")
    city.commit("2026-08-01 09:00", files)
    out = tmp_path / "site"
    built = ["build", "--root", str(city.folder), "--out", str(out), "--jobs", "1", "--no-cache"]
    assert main(built) == FINE
    event = (out / f"clocks/events/{EVENT}/index.html").read_text("utf-8")
    assert "职权已删除，未见答复" in event
    assert "powers/littering" not in event
    own = (out / "clocks/departments/urban-management/index.html").read_text("utf-8")
    assert "littering（职权已删除）" in own


# --- a power that still stands ------------------------------------------------------------------

BASIS = """- law: city-appearance-regulation
  version: 2017-03-01
  article: '34'
  subparagraph: '1'
"""
ENDED = """- law: city-appearance-regulation
  version: 2017-03-01
  article: '34'
  subparagraph: '1'
  until: {day}
"""
OTHER = """- law: city-appearance-regulation
  version: 2017-03-01
  article: '36'
"""
SUB_ITEMS = """sub_items:
- id: peel
  name: 对乱扔果皮的处罚
  bases:
  - law: city-appearance-regulation
    version: 2017-03-01
    article: '34'
- id: paper
  name: 对乱扔纸屑的处罚
  bases:
  - law: city-appearance-regulation
    version: 2017-03-01
    article: '36'
"""
PEEL = "对乱扔果皮、纸屑等废弃物的处罚（对乱扔果皮的处罚）（子项已删除）"
NAME = "对乱扔果皮、纸屑等废弃物的处罚"


def with_bases(repository: Repository, bases: str) -> dict[str, str | None]:
    """The power as it stands, on other bases."""
    text = (repository.folder / POWER).read_text("utf-8")
    return {POWER: text[: text.index("- law:")] + bases + text[text.index("posts:") :]}


def with_sub_items(city: Repository) -> None:
    """The history anew: the power stood on article 36 and its sub-items on 34 and 36 when the law was amended."""
    law = (city.folder / LAW).read_text("utf-8")
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    files = with_bases(city, OTHER)
    files[POWER] = f"{files[POWER]}{SUB_ITEMS}"
    city.commit("2026-02-01 09:00", files)
    city.commit("2026-03-03 09:00", {LAW: law})


def without_peel(city: Repository) -> dict[str, str | None]:
    text = (city.folder / POWER).read_text("utf-8")
    return {POWER: text[: text.index("- id: peel")] + text[text.index("- id: paper") :]}


@pytest.mark.parametrize(
    ("when", "day", "state"),
    [
        ("2026-03-10 09:00", "2026-03-12", State.OPEN),
        ("2026-03-10 09:00", "2026-11-23", State.LATE),
        ("2026-08-01 09:00", "2026-11-23", State.LATE),
    ],
)
def test_a_basis_taken_off_leaves_its_obligation_with_the_power(
    city: Repository, when: str, day: str, state: State
) -> None:
    """Open or late on that day, it stays until somebody answers; the power stands, and is called by its name."""
    city.commit(when, with_bases(city, OTHER))
    assert in_short(owed(city, day)) == [("urban-management", "littering", state, NAME)]


def test_an_end_in_the_past_ends_no_obligation(city: Repository) -> None:
    """Until that commit it was cited: writing that it ended before the law was amended answers nothing, and neither
    does taking it off after that."""
    ended = ENDED.format(day="2026-03-01") + OTHER
    city.commit("2026-08-01 09:00", with_bases(city, ended))
    assert in_short(owed(city)) == [("urban-management", "littering", State.LATE, NAME)]
    city.commit("2026-08-02 09:00", with_bases(city, OTHER))
    assert in_short(owed(city)) == [("urban-management", "littering", State.LATE, NAME)]


def test_an_end_written_in_time_leaves_nothing_owed(city: Repository) -> None:
    """What ended before the amendment, and was said to end while it stood, owes nothing."""
    law = (city.folder / LAW).read_text("utf-8")
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    city.commit("2026-02-01 09:00", with_bases(city, ENDED.format(day="2026-02-15") + OTHER))
    city.commit("2026-03-03 09:00", {LAW: law})
    assert owed(city) == []


def test_a_sub_item_taken_off_leaves_its_obligation_behind(city: Repository) -> None:
    with_sub_items(city)
    before = in_short(owed(city))
    assert [item for _, item, _, _ in before] == ["littering/peel"]
    city.commit("2026-08-01 09:00", without_peel(city))
    assert in_short(owed(city)) == [("urban-management", "littering/peel", State.LATE, PEEL)]


def test_what_was_taken_off_before_the_event_owes_nothing(city: Repository) -> None:
    law = (city.folder / LAW).read_text("utf-8")
    city.git("reset", "--quiet", "--hard", "HEAD~1")
    city.commit("2026-02-01 09:00", with_bases(city, OTHER))
    city.commit("2026-03-03 09:00", {LAW: law})
    assert owed(city) == []


def test_taking_off_the_basis_is_an_adjustment(city: Repository) -> None:
    """The article is gone and the power stands on another: done and said in time, it is met, by that commit."""
    law = (city.folder / LAW).read_text("utf-8").replace("    changed:\n", "    removed:\n")
    city.commit("2026-03-04 09:00", {LAW: law})
    commit = city.commit(
        "2026-03-20 09:00", {**with_bases(city, OTHER), f"{RESPONSES}/littering-ended.yaml": ANSWER}
    )
    [one] = owed(city)
    assert in_short([one]) == [("urban-management", "littering", State.MET, NAME)]
    assert one.commit is not None
    assert one.commit.commit == commit
    assert not [f for f in check(city.folder).of("UPD006") if "littering" in f.message]


def test_an_adjustment_that_came_late_is_met_late(city: Repository) -> None:
    """Answered in time, taken off in summer: the obligation was met when both were there."""
    city.commit("2026-03-20 09:00", {f"{RESPONSES}/littering-ended.yaml": ANSWER})
    city.commit("2026-08-01 09:00", with_bases(city, OTHER))
    assert [(c.record, c.state) for c in owed(city)] == [("littering", State.MET_LATE)]


def test_a_sub_item_that_ended_is_answered_by_its_name(city: Repository) -> None:
    """And the reference to it is one to what git saw; one to a sub-item that never was is one to nothing."""
    with_sub_items(city)
    answer = ANSWER.replace("  - littering\n", "  - littering/peel\n  - littering/never\n")
    files = {**without_peel(city), f"{RESPONSES}/littering-ended.yaml": answer}
    city.commit("2026-03-20 09:00", files)
    states = {c.record: c.state for c in owed(city)}
    assert states["littering/peel"] == State.MET
    said = [f.message for f in check(city.folder).of("STR008") if "littering-ended" in f.place.file]
    assert len(said) == 1
    assert "littering/never" in said[0]


def test_who_moved_to_the_new_text_owes_once(city: Repository) -> None:
    """The same obligation as of one who kept the old basis beside the new, with the same name."""
    new = BASIS.replace("2017-03-01", "2026-03-02")
    city.commit("2026-08-01 09:00", with_bases(city, new))
    [one] = owed(city)
    assert (one.record, one.state, one.subject) == ("littering", State.LATE, NAME)


def test_a_basis_taken_off_and_put_back_has_not_gone(city: Repository) -> None:
    text = (city.folder / POWER).read_text("utf-8")
    city.commit("2026-08-01 09:00", with_bases(city, OTHER))
    city.commit("2026-08-02 09:00", {POWER: text})
    assert in_short(owed(city)) == [("urban-management", "littering", State.LATE, NAME)]


def test_first_the_basis_then_the_power_is_no_way_out(city: Repository) -> None:
    city.commit("2026-08-01 09:00", with_bases(city, OTHER))
    city.commit("2026-08-02 09:00", {POWER: None})
    assert in_short(owed(city)) == [LATE]


def test_the_board_and_the_command_show_a_sub_item_that_went(
    city: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    with_sub_items(city)
    city.commit("2026-08-01 09:00", without_peel(city))
    [one] = owed(city)
    assert of_clock(found(city), one) == f"/clocks/events/{EVENT}/"
    shown = ["answer", EVENT, "--department", "urban-management", "--list"]
    assert main([*shown, "--root", str(city.folder)]) == FINE
    assert f"littering/peel {PEEL}：所引条文修改" in capsys.readouterr().out
