"""From a law's change to an adjusted list, in one repository, by the commands that a city runs.

A regulation is amended; its items are owed; a request that has nothing to do with it passes while the daily
job says late; the answer is merged; it is met late on the board, in the feed, in the history, with its commit.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.commands import main
from tests.support.forge import REPOSITORY, TOKEN, FakeForge
from tests.support.repository import Repository
from tests.support.web import serving

CITY = Path(__file__).parent / "city"
DEPARTMENT = "urban-management"
FILE = f"lists/departments/{DEPARTMENT}/powers/stray-carts.yaml"
LAW = "stall-regulation"
OLD = """明城市摊点管理条例

（2020年3月1日明城市第五届人民代表大会常务委员会第十次会议通过）

第一条 为了管理摊点，制定本条例。

第二条 摊点应当在划定的区域内经营。

第三条 违反本条例第二条规定，在划定的区域外摆摊的，由城市管理部门责令改正，处五十元以上二百元以下罚款。

第四条 本条例自2020年5月1日起施行。
"""
NEW = """明城市摊点管理条例

（2020年3月1日明城市第五届人民代表大会常务委员会第十次会议通过　根据2026年3月12日明城市第六届人民代表大会常务委员会第三十次会议修正）

第一条 为了管理摊点，制定本条例。

第二条 摊点应当在划定的区域内经营。

第三条 摊主应当保持摊点周围的清洁。

第四条 违反本条例第二条规定，在划定的区域外摆摊的，由城市管理部门责令改正，拒不改正的，处五十元以上二百元以下罚款。

第五条 本条例自2020年5月1日起施行。
"""
POWER = f"""id: stray-carts
code: '022231009000'
name: 对在划定的区域外摆摊的处罚
type: penalty
summary: 查处不在划定的地方摆摊的行为
bases:
- law: {LAW}
  version: 2020-03-01
  article: '3'
posts:
  handler: handler
  reviewer: reviewer
  legal_reviewer: legal-reviewer
  decider: decider
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "lists-of-a-city"
    shutil.copytree(CITY / "lists", folder / "lists")
    portal = folder / "lists/portal.yaml"
    text = portal.read_text(encoding="utf-8").replace("as_of: 2026-11-23\n", "")
    settings = "adopted_on: 2025-01-01\nwitnessed_from: 2026-01-06\npublisher:"
    portal.write_text(text.replace("publisher:", settings, 1), encoding="utf-8")
    # The list was confirmed before the law changed.
    department = folder / f"lists/departments/{DEPARTMENT}/department.yaml"
    confirmed = department.read_text(encoding="utf-8").replace("2026-03-20", "2026-01-04")
    department.write_text(confirmed, encoding="utf-8")
    return folder


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    there = FakeForge()
    with serving(there) as address:
        monkeypatch.setenv("GITHUB_API_URL", address)
        monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        monkeypatch.setenv("FORGE_TOKEN", TOKEN)
        yield there


def run(*command: str | Path) -> int:
    return main([str(part) for part in command])


def test_a_law_is_amended_and_the_list_follows_late(
    root: Path,
    tmp_path: Path,
    forge: FakeForge,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(root)

    def said(*command: str | Path, code: int = 0) -> str:
        capsys.readouterr()
        assert run(*command) == code, capsys.readouterr()
        return capsys.readouterr().out

    def clocks(day: str) -> list[dict[str, Any]]:
        told = json.loads(said("clocks", "--as-of", day, "--format", "json"))["clocks"]
        return [one for one in told if one["event"] == EVENT]

    # The lists as they were published: a power on the old text.
    text = tmp_path / "old.txt"
    text.write_text(OLD, encoding="utf-8")
    said("law", text, "--id", LAW)
    repository = Repository(root)
    repository.commit("2026-01-05 10:00", {FILE: POWER})
    said("check", "--as-of", "2026-03-01")

    # The regulation is amended, and the legal office reads the new text.
    repository.git("switch", "--quiet", "--create", "amended")
    text.write_text(NEW, encoding="utf-8")
    told = said("law", text, "--id", LAW)
    assert "对在划定的区域外摆摊的处罚" in told
    assert "2026年4月13日（星期一）以前" in told  # the 12th is a Sunday
    repository.commit("2026-03-16 09:00")
    repository.git("switch", "--quiet", "main")
    repository.merge("amended", "2026-03-16 15:00")
    [owed] = clocks("2026-03-20")
    assert (owed["record"], owed["state"], owed["due"]) == ("stray-carts", "open", "2026-04-13")

    # Somebody else's request: right by itself, whatever the day.
    repository.git("switch", "--quiet", "--create", "phone")
    department = root / f"lists/departments/{DEPARTMENT}/department.yaml"
    changed = department.read_text(encoding="utf-8").replace("0000-12000012", "0000-12000099")
    repository.commit("2026-05-04 09:00", {department.relative_to(root).as_posix(): changed})
    assert "新增" not in said("check", "--changed", "main").splitlines()[0]
    meaning = said("diff", "main")
    assert "0000-12000099" in meaning
    repository.git("switch", "--quiet", "main")
    repository.merge("phone", "2026-05-04 16:00")

    # The daily job on the same day says late, and no publication is held back.
    late = tmp_path / "clocks.json"
    late.write_text(said("clocks", "--as-of", "2026-05-05", "--format", "json"), encoding="utf-8")
    assert [one["state"] for one in clocks("2026-05-05")] == ["late"]
    assert "UPD001" in said("check", "--as-of", "2026-05-05")
    said("forge", "issues", "--clocks", late)
    [issue] = [one for one in forge.issues if "城市管理局" in one["title"]]
    assert issue["state"] == "open"
    assert "对在划定的区域外摆摊的处罚" in issue["body"]
    site = tmp_path / "site"
    said("build", "--out", site, "--as-of", "2026-05-05", "--no-cache")
    assert "逾期22天" in (site / "clocks/index.html").read_text(encoding="utf-8")

    # The department answers, and moves the basis to the article that goes on with the old one.
    repository.git("switch", "--quiet", "--create", "answer")
    said("answer", EVENT, "--department", DEPARTMENT, "--move", "3=4", "--adjusted",
         "--by", "法规科", "--declared-on", "2026-05-06", "--as-of", "2026-05-06")  # fmt: skip
    assert "article: '4'" in (root / FILE).read_text(encoding="utf-8")
    repository.commit("2026-05-06 10:00")
    closing = said("diff", "main")
    assert "了结" in closing
    repository.git("switch", "--quiet", "main")
    merged = repository.merge("answer", "2026-05-07 11:00")

    # Met, late, by the day of the merge and with its commit.
    [met] = clocks("2026-05-08")
    assert (met["state"], met["met_on"], met["witnessed"]) == ("met_late", "2026-05-07", True)
    assert merged.startswith(met["commit"]) or met["commit"].startswith(merged)
    found = said("check", "--as-of", "2026-05-08")
    assert "UPD003" in found
    assert "UPD006" not in found
    late.write_text(said("clocks", "--as-of", "2026-05-08", "--format", "json"), encoding="utf-8")
    said("forge", "issues", "--clocks", late)
    assert "对在划定的区域外摆摊的处罚" not in issue["body"]
    told = said("history", "stray-carts", "--as-of", "2026-05-08")
    assert "2026-05-07" in told
    assert merged[:7] in told
    said("build", "--out", site, "--as-of", "2026-05-08", "--no-cache")
    board = (site / "clocks/index.html").read_text(encoding="utf-8")
    assert "逾期完成" in board
    event = (site / f"clocks/events/{EVENT}/index.html").read_text(encoding="utf-8")
    assert merged[:7] in event
    assert merged[:7] in (site / "powers/stray-carts/index.html").read_text(encoding="utf-8")
    feed = (site / f"feeds/{DEPARTMENT}.atom").read_text(encoding="utf-8")
    assert "对在划定的区域外摆摊的处罚" in feed
    assert "其中1项逾期完成" in feed
    assert merged[:7] in feed


EVENT = f"{LAW}-2026-03-12-amended"
