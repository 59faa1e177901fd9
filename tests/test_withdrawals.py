"""Withdrawal: what leaves the site leaves it whole, its page stays and says why, and git's purge leaves the lists."""

import json
import re
import subprocess
import textwrap
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.clocks import State, clocks
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.commands._records import ask_git
from generator.record_history import history_of
from generator.site import addresses
from generator.sources.records import load
from tests.support.city import DAY, check, copy_city, field, lay_over
from tests.support.leaks import found, marks
from tests.support.repository import Repository, at

MR = "lists/departments/market-regulation"
UM = "lists/departments/urban-management"
TABLE = f"{UM}/penalties/2026.csv"
SAID = f"{UM}/withdrawals/cf-1.yaml"
CASE = "cases/urban-management/2026/cf-1/index.html"
WITHDRAWAL = """id: cf-1
records:
- penalties/urban-management/2026/cf-1
ground: revoked
ruling:
  body: 小城市人民政府
  number: 小政复决字〔2026〕3号
  'on': 2026-09-18
received_on: 2026-09-21
withdrawn_on: 2026-09-23
reason: 行政复议决定撤销了这个处罚决定
"""


def build(root: Path, out: Path, *more: str) -> int:
    return main(["build", "--root", str(root), "--out", str(out), "--jobs", "1", *more])


def asked(root: Path, day: date = DAY) -> Catalogue:
    loaded = load([root])
    catalogue = Catalogue(loaded.records, loaded.problems)
    ask_git(catalogue, [root], day)
    return catalogue


def text(page: Path) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", "", page.read_text("utf-8")))


def planted(root: Path, values: list[str]) -> None:
    """Put marked values into every field of words of the row, and a column of its own change."""
    row = (root / TABLE).read_text("utf-8").splitlines()[1].split(",")
    head = (root / TABLE).read_text("utf-8").splitlines()[0].split(",")
    free = (
        "title",
        "trade",
        "place",
        "facts",
        "violation",
        "circumstances",
        "reason",
        "content",
        "remark",
    )
    cells = dict(zip(head, row, strict=True)) | dict(zip(free, values, strict=False))
    cells["reason"] = values[6]
    table = [",".join(head), ",".join(cells[name] for name in head)]
    (root / TABLE).write_text("\n".join(table) + "\n", encoding="utf-8")


def test_nothing_of_a_withdrawn_row_is_left_in_any_byte_of_the_site(tmp_path: Path) -> None:
    """Published, changed, then withdrawn, in one folder with one memory: the body is gone from pages, index,
    downloads, feeds and the histories that come from git."""
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    first, second = marks(18)[:9], marks(18)[9:]
    # None of them may look like a phone number to the privacy rules.
    first, second = ([re.sub("[0-9]", "零", one) for one in several] for several in (first, second))
    repository = Repository(root)
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    planted(root, first)
    repository.commit("2026-05-11 09:00")
    assert build(root, out) == FINE
    assert {one.partition(": ")[2] for one in found(out, first)} == set(first)
    planted(root, second)
    repository.commit("2026-06-11 09:00")
    assert build(root, out) == FINE
    lay_over(root, {TABLE: None, SAID: WITHDRAWAL})
    repository.commit("2026-09-23 09:00")
    assert build(root, out) == FINE
    assert not found(out, [*first, *second])
    assert "行政复议决定撤销了这个处罚决定" in text(out / CASE)


def settings(root: Path) -> str:
    before = (root / "lists/portal.yaml").read_text("utf-8")
    return before.replace("as_of:", "witnessed_from: 2026-03-01\nas_of:")


@pytest.fixture
def withdrawn(tmp_path: Path) -> Path:
    """The site of a city that withdrew the only outcome of a department."""
    root = copy_city(tmp_path / "city")
    lay_over(root, {TABLE: None, SAID: WITHDRAWAL})
    assert build(root, tmp_path / "site") == FINE
    return tmp_path / "site"


def test_its_page_says_when_and_why_and_nothing_else_of_it(withdrawn: Path) -> None:
    page = text(withdrawn / CASE)
    for words in (
        "已撤回",
        "2026年9月23日",
        "决定被撤销",
        "小政复决字〔2026〕3号",
        "2026年9月21日",
    ):
        assert words in page, words
    for words in ("张某", "乱扔废弃物", "小城管罚", "警告"):
        assert words not in page, words


def test_it_is_in_no_download_and_no_search(withdrawn: Path) -> None:
    assert "cf-1" not in [
        one["id"]
        for one in json.loads((withdrawn / "data/penalties.json").read_text("utf-8"))["records"]
        if one["department"] == "urban-management"
    ]
    assert "data-pagefind-body" not in (withdrawn / CASE).read_text("utf-8")


def test_the_list_of_its_year_says_that_it_was_withdrawn(withdrawn: Path) -> None:
    """Even where nothing else of the year is left, the address of the list stays."""
    page = withdrawn / "cases/urban-management/2026/index.html"
    listed = text(page)
    assert "已撤回" in listed
    assert "cf-1" in listed
    assert "张某乱扔" not in listed
    assert 'href="cf-1/"' in page.read_text("utf-8") or "cases/urban-management/2026/cf-1/" in (
        page.read_text("utf-8")
    )


def test_counting_what_is_gone_does_not_name_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`fewer` answers the comparison with the last site alone: each record that git saw is named, and keeps its page
    and the list of its year."""
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    repository = Repository(root)
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    licences, said = f"{MR}/licences/2026.csv", f"{MR}/withdrawals/xk-1.yaml"
    counted = "id: xk-1\nfewer:\n- kind: licences\n  count: 1\nground: expired\nwithdrawn_on: 2026-09-23\nreason: 公开期届满\n"
    named = counted.replace(
        "fewer:\n- kind: licences\n  count: 1", "records:\n- licences/market-regulation/2026/xk-1"
    )
    repository.commit("2026-09-23 09:00", {licences: None, said: counted})
    assert build(root, out) == FINDINGS
    assert "DIS002" in capsys.readouterr().out
    repository.commit("2026-09-23 10:00", {said: named})
    assert build(root, out) == FINE
    assert "公开期届满" in text(out / "cases/market-regulation/2026/xk-1/index.html")
    for where in ("", "2026/"):
        assert "xk-1" in text(out / f"registers/licences/of/market-regulation/{where}index.html")
    page = text(out / "registers/withdrawals/xk-1/index.html")
    assert "2026年9月23日撤回行政许可结果1件" in page
    assert "行政许可结果 market-regulation/2026/xk-1" in page


def test_a_row_that_went_before_git_counted_keeps_its_page_and_its_year(tmp_path: Path) -> None:
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    repository = Repository(root)
    repository.commit("2026-02-01 09:00")
    repository.commit("2026-02-02 09:00", {TABLE: None})
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    assert build(root, out) == FINE
    assert "2026年2月2日起不再有" in text(out / CASE)
    assert "没有写撤回记录" in text(out / "cases/urban-management/2026/index.html")


def test_the_address_comes_from_register_and_key() -> None:
    where = addresses.withdrawn("penalties", "urban-management/2026/cf-1")
    assert where == "/cases/urban-management/2026/cf-1/"
    assert addresses.withdrawn("powers", "littering") == "/powers/littering/"
    # An officer never had a page, and nothing has one in a register that is none.
    assert addresses.withdrawn("officers", "mr-0001") == ""
    assert addresses.withdrawn("cats", "x") == ""
    assert addresses.withdrawn("penalties", "cf-1") == ""


def test_a_withdrawn_power_has_its_page_too(tmp_path: Path) -> None:
    """What it owed stays on the board, under its id alone."""
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    power = f"{MR}/powers/food-seizure.yaml"
    name = next(
        line.partition(": ")[2]
        for line in (root / power).read_text("utf-8").splitlines()
        if line.startswith("name: ")
    )
    [code] = re.findall("(?m)^code: '([0-9]+)'", (root / power).read_text("utf-8"))
    repository = Repository(root)
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    said = WITHDRAWAL.replace("penalties/urban-management/2026/cf-1", "powers/food-seizure")
    absent = "absent_types:\n- type: compulsion\n  reason: 这项职权已经撤回\n"
    lay_over(
        root,
        {power: None, f"{MR}/withdrawals/cf-1.yaml": said},
        {f"{MR}/department.yaml": ("absent_types:\n", absent)},
    )
    repository.commit("2026-09-23 09:00")
    assert build(root, out) == FINE
    page = text(out / "powers/food-seizure/index.html")
    assert "已撤回" in page
    assert led(out, code) == "/powers/food-seizure/"
    # The page of a rule shows the small city's own files as examples: they are no records here.
    several = [p for p in out.rglob("*.html") if not p.is_relative_to(out / "rules")]
    assert not [p for p in several if name in text(p)]


def another(root: Path, name: str, number: int) -> str:
    """A power like one that is there, with an id and a code of its own."""
    text = (root / f"{MR}/powers/food-seizure.yaml").read_text("utf-8")
    text = text.replace("id: food-seizure", f"id: {name}")
    return re.sub("(?m)^code: .*$", f"code: '99900000000{number}'", text)


def led(site: Path, code: str) -> str:
    """Where a code leads."""
    page = (site / "codes" / code / "index.html").read_text("utf-8")
    [target] = re.findall(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
    return "/" + str(target).replace("../", "")


def test_a_power_that_another_took_the_place_of_keeps_its_page_and_all_its_codes(
    tmp_path: Path,
) -> None:
    """Its page says since when and who has it now; a code leads there even where nobody wrote it down as former."""
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    repository = Repository(root)
    former, following = (f"{MR}/powers/{name}.yaml" for name in ("food-closing", "food-sealing"))
    files = {"lists/portal.yaml": settings(root), former: another(root, "food-closing", 1)}
    repository.commit("2026-03-01 09:00", files)
    repository.commit("2026-04-01 09:00", {former: another(root, "food-closing", 2)})
    succeeding = another(root, "food-sealing", 3) + "succeeds:\n- food-closing\n"
    repository.commit("2026-09-23 09:00", {former: None, following: succeeding})
    assert build(root, out) == FINE
    assert led(out, "999000000001") == led(out, "999000000002") == "/powers/food-closing/"
    assert led(out, "999000000003") == "/powers/food-sealing/"
    page = text(out / "powers/food-closing/index.html")
    assert "2026年9月23日起不再有" in page
    assert "由谁承接" in page


def test_a_code_of_a_power_that_is_there_leads_to_it_whether_or_not_it_was_written_down(
    tmp_path: Path,
) -> None:
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    repository = Repository(root)
    power = f"{MR}/powers/food-seizure.yaml"
    [code] = re.findall("(?m)^code: '([0-9]+)'", (root / power).read_text("utf-8"))
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    lay_over(root, edits={power: (f"code: '{code}'", "code: '999000000001'")})
    repository.commit("2026-04-01 09:00")
    assert build(root, out) == FINE
    assert led(out, code) == led(out, "999000000001") == "/powers/food-seizure/"


def test_what_went_before_git_counted_says_when_and_that_nobody_said_why(tmp_path: Path) -> None:
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    repository = Repository(root)
    former = another(root, "food-closing", 1)
    repository.commit("2026-02-01 09:00", {f"{MR}/powers/food-closing.yaml": former})
    repository.commit("2026-02-02 09:00", {f"{MR}/powers/food-closing.yaml": None})
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    assert build(root, out) == FINE
    assert led(out, "999000000001") == "/powers/food-closing/"
    page = text(out / "powers/food-closing/index.html")
    assert "2026年2月2日起不再有" in page and "没有写撤回记录" in page


def test_a_successor_tells_nothing_of_what_was_withdrawn(tmp_path: Path) -> None:
    """The history of a department begins with those it succeeds, unless they were withdrawn."""
    root = copy_city(tmp_path / "city")
    repository = Repository(root)
    old = (root / f"{UM}/department.yaml").read_text("utf-8")
    former = "lists/departments/street-office/department.yaml"
    gone = old.replace("id: urban-management", "id: street-office").replace("'12'", "'13'")
    repository.commit(
        "2026-03-01 09:00", {former: gone.replace("小城市城市管理局", "旧名称办公室")}
    )
    repository.commit("2026-03-02 09:00", {former: gone.replace("小城市城市管理局", "旧名称处")})
    succeeding = old.rstrip("\n") + "\nsucceeds:\n- street-office\n"
    repository.commit("2026-04-01 09:00", {former: None, f"{UM}/department.yaml": succeeding})
    [department] = [d for d in asked(root).departments.values() if d.id == "urban-management"]
    assert any(step.of for step in history_of(asked(root), department))
    said = WITHDRAWAL.replace("penalties/urban-management/2026/cf-1", "departments/street-office")
    repository.commit("2026-09-23 09:00", {SAID: said})
    catalogue = asked(root)
    department = catalogue.departments["urban-management"]
    assert not [step for step in history_of(catalogue, department) if step.of]


def test_references_to_a_withdrawn_record_are_no_fault(tmp_path: Path) -> None:
    """The docket keeps its outcome's key: the page is still there."""
    root = copy_city(tmp_path / "city")
    lay_over(root, {TABLE: None, SAID: WITHDRAWAL})
    assert not check(root).of("STR008")
    lay_over(root, {SAID: None})
    assert [field(one) for one in check(root).of("STR008")] == ["outcome"]


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ("records:\n- penalties/urban-management/2026/cf-1\n", "", "STR004", "records"),
        ("received_on: 2026-09-21\n", "", "STR004", "received_on"),
        ("penalties/urban", "cats/urban", "STR008", "records.0"),
        ("received_on: 2026-09-21", "received_on: 2026-09-11", "STR011", "received_on"),
        ("received_on: 2026-09-21", "received_on: 2026-09-24", "STR011", "withdrawn_on"),
    ],
)
def test_a_withdrawal_must_say_what_and_why(
    old: str, new: str, code: str, where: str, tmp_path: Path
) -> None:
    root = copy_city(tmp_path / "city")
    lay_over(root, {TABLE: None, SAID: WITHDRAWAL.replace(old, new)})
    assert where in [field(one) for one in check(root).of(code)]


def clock(catalogue: Catalogue, day: date) -> tuple[State, date | None, bool]:
    one = next(one for one in clocks(catalogue, day) if one.deadline.id == "withdraw")
    return one.state, one.met_on, one.witnessed


def test_git_says_when_it_was_withdrawn(tmp_path: Path) -> None:
    """Not the withdrawal's word: it is done when the row is gone from the main line and the reason stands there."""
    root = copy_city(tmp_path / "city")
    repository = Repository(root)
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    repository.commit("2026-09-22 09:00", {SAID: WITHDRAWAL})
    assert clock(asked(root), DAY)[0] is State.LATE
    repository.commit("2026-09-29 09:00", {TABLE: None})
    assert clock(asked(root), DAY) == (State.MET_LATE, date(2026, 9, 29), True)
    assert [one.kind for one in check(root).of("DIS003")] == ["clock"]


def test_what_moved_to_another_repository_is_not_gone(tmp_path: Path) -> None:
    """Outcomes that get a repository of their own are where they were, for all that read them."""
    first, second = copy_city(tmp_path / "lists"), tmp_path / "outcomes"
    repository = Repository(first)
    repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(first)})
    (second / TABLE).parent.mkdir(parents=True)
    (first / TABLE).rename(second / TABLE)
    repository.commit("2026-06-01 09:00")
    Repository(second).commit("2026-06-01 10:00")
    words = ["check", "--root", str(first)]
    assert main([*words, "--root", str(second)]) == FINE
    assert main(words) == FINDINGS


def test_a_request_that_takes_a_record_away_is_told_before_it_is_merged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    repository = Repository(root)
    base = repository.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(root)})
    repository.git("checkout", "--quiet", "-b", "change")
    repository.commit("2026-06-01 09:00", {TABLE: None})
    assert main(["check", "--root", str(root), "--changed", base]) == FINDINGS
    assert "DIS002" in capsys.readouterr().out
    repository.commit("2026-06-02 09:00", {SAID: WITHDRAWAL})
    assert main(["check", "--root", str(root), "--changed", base]) == FINE


def test_withdrawals_of_before_do_not_explain_a_loss_of_today(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last site says how many it published and how many were withdrawn by then: their sum never shrinks."""
    root, out = copy_city(tmp_path / "city"), tmp_path / "site"
    row = (root / TABLE).read_text("utf-8").splitlines()

    def cases(count: int) -> str:
        rows = [
            row[1].replace("cf-1,", f"cf-{n},").replace("〕1号", f"〕{n}号")
            for n in range(1, count + 1)
        ]
        return "\n".join([row[0], *rows]) + "\n"

    lay_over(root, {TABLE: cases(20)})
    assert build(root, out) == FINE
    meant = "id: cf-1\nfewer:\n- kind: penalties\n  count: 10\nground: expired\nwithdrawn_on: 2026-09-23\nreason: 公开期届满\n"
    lay_over(root, {TABLE: cases(10)})
    assert build(root, out) == FINDINGS
    assert "DIS007" in capsys.readouterr().out
    lay_over(root, {SAID: meant})
    assert build(root, out) == FINE
    capsys.readouterr()
    lay_over(root, {TABLE: cases(2)})
    assert build(root, out) == FINDINGS
    said = capsys.readouterr().out
    assert "fewer 写明可以少10条，会少18条" in said
    assert f"{SAID} 里 fewer 的 count: 10 改成 count: 18" in said
    assert "另写一份撤回记录，fewer 写 kind: penalties、count: 8" in said
    assert main(["check", "--root", str(root), "--previous", str(out)]) == FINDINGS
    lay_over(root, {SAID: meant.replace("count: 10", "count: 18")})
    assert build(root, out) == FINE


def test_expire_moves_out_what_is_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The row goes, the withdrawal says why, all else stays as it was; asked again, there is nothing to do."""
    root = copy_city(tmp_path / "city")
    words = ["expire", "--root", str(root), "--as-of"]
    assert main([*words, "2028-05-08"]) == FINE
    said = capsys.readouterr().out
    assert "没有公开期届满的记录" in said
    assert "最早的公开到2028-05-08" in said
    assert main([*words, "2028-05-09"]) == FINE
    assert "urban-management：移出1条" in capsys.readouterr().out
    assert not (root / TABLE).exists()
    written = root / f"{UM}/withdrawals/urban-management-expired-2028-05-09.yaml"
    assert "- penalties/urban-management/2026/cf-1\nground: expired\n" in written.read_text("utf-8")
    assert main([*words, "2028-05-09"]) == FINE
    assert main(["check", "--root", str(root), "--as-of", "2028-05-09"]) == FINE


def test_expire_leaves_the_other_rows(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    table = root / f"{MR}/penalties/2026.csv"
    rows = table.read_text("utf-8").splitlines()
    assert main(["expire", "--root", str(root), "--as-of", "2031-04-11"]) == FINE
    assert table.read_text("utf-8").splitlines() == [rows[0], *rows[2:]]


def test_expire_does_nothing_where_a_withdrawal_stands_in_its_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    name = "urban-management-expired-2028-05-09"
    lay_over(root, {f"{UM}/withdrawals/{name}.yaml": WITHDRAWAL.replace("id: cf-1", f"id: {name}")})
    assert main(["expire", "--root", str(root), "--as-of", "2028-05-09"]) == WRONG_USE
    assert "已经有了" in capsys.readouterr().err
    assert (root / TABLE).exists()


def test_periods_are_listed_ahead_and_no_earlier(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    loaded = load([root])
    catalogue = Catalogue(loaded.records, loaded.problems)
    listed = {
        on: [one.state for one in clocks(catalogue, on) if one.deadline.id == "publication"]
        for on in (date(2027, 11, 9), date(2027, 11, 10), date(2028, 4, 8), date(2028, 5, 9))
    }
    assert list(listed.values()) == [[], [State.OPEN], [State.DUE_SOON], [State.LATE]]


GUIDE = Path(__file__).parents[1] / "content" / "withdraw.md"


def written_path() -> str:
    """The commands of the guide by which a row is purged."""
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), flags=re.S)
    [commands] = [block for block in blocks if "filter-branch" in block]
    return textwrap.dedent(commands)


def test_a_purge_of_outcomes_leaves_the_witness_of_the_lists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The guide's own commands, in the outcomes' repository: no object has the row any more, the withdrawal stands,
    and what git says of the lists is what it said before, to who kept the line of before the purge too."""
    first, second = copy_city(tmp_path / "lists"), tmp_path / "outcomes"
    (second / TABLE).parent.mkdir(parents=True)
    (first / TABLE).rename(second / TABLE)
    other = f"{MR}/penalties/2026.csv"
    (second / other).parent.mkdir(parents=True)
    (first / other).rename(second / other)
    lists, outcomes = Repository(first), Repository(second)
    begun = lists.commit("2026-03-01 09:00", {"lists/portal.yaml": settings(first)})
    outcomes.commit("2026-03-01 10:00")
    secret = "当事人在人民广场乱扔纸屑"
    lay_over(second, edits={other: ("货值12元", "货值13元")})
    changed = outcomes.commit("2026-06-01 09:00")
    outcomes.commit("2026-09-23 09:00", {TABLE: None, SAID: WITHDRAWAL})
    before = told(first, second)
    roots = ["--root", str(first), "--root", str(second)]
    site = ["build", *roots, "--out", str(tmp_path / "site"), "--jobs", "1"]
    assert main(["check", *roots]) == main(site) == FINE
    assert secret in everything(outcomes)
    script = written_path().replace("lists/departments/部门/penalties/年度.csv", TABLE)
    script = script.replace("row=标识", "row=cf-1")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=second,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert secret not in everything(outcomes)
    assert (second / SAID).read_text("utf-8") == WITHDRAWAL
    assert lists.git("rev-parse", "HEAD") == begun
    assert outcomes.git("log", "--format=%ct", "--reverse").splitlines()[1] == (
        str(int(at("2026-06-01 09:00").timestamp()))
    )
    assert changed not in outcomes.git("log", "--format=%H")
    after = told(first, second)
    assert after == before
    capsys.readouterr()
    assert main(["check", *roots]) == FINE
    assert "DIS002" not in capsys.readouterr().out
    assert main(site) == FINE


def told(*roots: Path) -> list[tuple[str, str, str | None]]:
    """Every clock with its state and when it was met, as the roots' histories witness it."""
    loaded = load(roots)
    catalogue = Catalogue(loaded.records, loaded.problems)
    ask_git(catalogue, roots, DAY)
    return [
        (one.id, one.state.value, str(one.met_on) if one.met_on else None)
        for one in clocks(catalogue, DAY)
    ]


def everything(repository: Repository) -> str:
    """What all objects of a repository say, those that nothing leads to any more too."""
    listed = repository.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    done = subprocess.run(
        ["git", "cat-file", "--batch"],
        cwd=repository.folder,
        input="\n".join(listed.splitlines()) + "\n",
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
    )
    return done.stdout
