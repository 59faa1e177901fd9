"""`init` starts a new city's portal: it checks, builds and works, and nothing of the demo is in it."""

import re
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml

from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.commands._mending import mend
from generator.commands.init import SCAFFOLD, WORKFLOWS, of_a_city
from generator.models.base import extra
from generator.models.choices import PowerType
from generator.models.departments import Department
from tests.support.city import copy_city

ROOT = Path(__file__).parents[1]
NAMES = [
    "--city", "新安市", "--publisher", "新安市司法局", "--reconsideration", "新安市人民政府", "--court", "新安市人民法院",
]  # fmt: skip
DEMO = re.compile("演示|明城|小城市|mingcheng")
POSTS = """posts:
- {id: handler, title: 承办岗}
- {id: reviewer, title: 审核岗}
- {id: legal-reviewer, title: 法制审核岗}
- {id: decider, title: 决定岗}
channels:
- {scope: 对本部门执法行为的投诉举报, hotline: 0000-12345678, mailbox: jiandu@example.invalid, address: 新安市人民路1号}
confirmed: {by: 新安市司法局, 'on': 2026-11-20}
"""
POWER = """posts: {handler: handler, reviewer: reviewer, legal_reviewer: legal-reviewer, decider: decider}
bases:
- {law: food-safety-law, version: 2025-09-12, article: '124'}
"""


def absent(has: str) -> str:
    """Which types of powers a department has not."""
    rows = "".join(
        f"- type: {one.value}\n  reason: 法律没有赋予\n" for one in PowerType if one.value != has
    )
    return f"absent_types:\n{rows}"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "xinan"
    assert main(["init", str(folder), *NAMES]) == FINE
    return folder


def run(root: Path, *words: str) -> int:
    return main([*words, "--root", str(root)])


def test_an_empty_portal_checks_and_builds_without_a_word_of_the_demo(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(city, "check") == FINE
    assert "检查完毕：没有发现问题。" in capsys.readouterr().out
    out = tmp_path / "site"
    assert run(city, "build", "--out", str(out), "--jobs", "1", "--no-cache") == FINE
    found = []
    for folder in (city, out):
        for path in folder.rglob("*"):
            # The form's program has texts of its own; the catalogue of rules shows the tests' small city; a city's
            # own tests look for the mark of the demo; the words of the detector are those of the language.
            inside = set(path.relative_to(folder).parts)
            if (
                not path.is_file()
                or {"npm", "rules", "pagefind", "tests", "detector-data.js"} & inside
            ):
                continue
            text = path.read_text(encoding="utf-8", errors="ignore")
            if word := DEMO.search(text):
                found.append((path.relative_to(folder), word[0]))
    assert not found
    home = (out / "index.html").read_text(encoding="utf-8")
    assert "新安市" in home and "还没有部门公布清单" in home
    assert (out / "edit/form/sveltia-cms.js").is_file()


def test_the_first_day_is_that_of_china(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server in UTC has another day until eight in the morning; git's days are China's."""
    for zone in ("UTC", "Etc/GMT+12", "Etc/GMT-14"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert main(["init", str(tmp_path / zone)]) == FINE
        now = datetime.now(timezone(timedelta(hours=8))).date().isoformat()
        assert f"witnessed_from: {now}\n" in (tmp_path / zone / "lists/portal.yaml").read_text(
            "utf-8"
        )
    monkeypatch.delenv("TZ")
    time.tzset()


def test_the_guide_names_all_that_check_asks_a_department_for(city: Path) -> None:
    guide = (city / "README.md").read_text(encoding="utf-8")
    asked = [n for n, i in Department.model_fields.items() if extra(i, "asked_by")]
    assert "channels" in asked and not [name for name in asked if f"`{name}`" not in guide]
    # A file that is not filled in yet keeps the sheet of the department out: the sheet comes first.
    assert guide.index("publish.py import") < guide.index("publish.py new powers")


def test_types_without_a_power_are_declared_in_one_block(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One finding, whose lines stand ready to be pasted."""
    root = copy_city(tmp_path / "city")
    path = root / "lists/departments/market-regulation/department.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"absent_types:\n(?:- .*\n  .*\n)+", "", text), encoding="utf-8")
    run(root, "check")
    said = capsys.readouterr().out
    assert said.count("错误[COV002]") == 1
    assert (
        "\nabsent_types:\n- type: levy\n  reason: （写没有行政征收的原因）\n- type: benefit\n"
        in said
    )


def test_a_sheet_is_told_which_record_waits_to_be_filled_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    of = ("--department", "market-regulation")
    assert run(root, "new", "powers", *of, "--id", "hygiene") == FINE
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("职权名称,职权类型\n对不洁净的处罚,行政处罚\n", encoding="utf-8")
    assert run(root, "import", str(sheet), "--register", "powers", *of) == FINDINGS
    said = capsys.readouterr().err
    assert "powers/hygiene.yaml 还没有填完（“名称”后面没有内容）" in said.replace(
        "职权名称", "名称"
    )
    assert "先把这个文件移走" in said


def test_what_was_not_said_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "x")]) == FINE
    assert "（待填）" in capsys.readouterr().out
    assert run(tmp_path / "x", "check") == FINE
    said = capsys.readouterr().out
    for label in ("城市 · 名称", "主办 · 主办单位", "救济途径 · 人民法院 · 名称"):
        assert f"警告[STR004] “{label}”还没有填" in said


def test_a_department_becomes_whole_by_what_check_says(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From a fresh record, by nothing but its messages, to its page."""
    assert run(city, "new", "departments", "--id", "market-regulation") == FINE
    assert run(city, "check") == FINDINGS
    said = capsys.readouterr().out
    path = city / "lists/departments/market-regulation/department.yaml"
    text = path.read_text(encoding="utf-8")
    # Every message about an empty field shows a value that may stand there.
    for name, example in re.findall(
        r"（(\w+)）\n\d+ \| \w+:\n.*\n办法 .*(?:例如 |没有：)(\w+)", said
    ):
        text = text.replace(f"\n{name}:\n", f"\n{name}: {example}\n")
    path.write_text(f"{text}{POSTS}{absent('penalty')}", encoding="utf-8")
    list(mend([city]))
    # How to reach it was left empty: mending must not make that a department without.
    assert run(city, "check") == FINDINGS
    assert "错误[STR004] “联系方式”里一项也没有写" in capsys.readouterr().out
    text = text.replace("\n  address:\n", "\n  address: 新安市人民路1号\n")
    path.write_text(f"{text}{POSTS}{absent('penalty')}", encoding="utf-8")
    list(mend([city]))
    assert run(city, "check") == FINDINGS
    assert re.findall(r"错误\[(\w+)\]", capsys.readouterr().out) == [
        "COV001"
    ]  # it has no power yet
    assert run(city, "new", "powers", "--department", "market-regulation", "--id", "expired-food", "--examples") == FINE  # fmt: skip
    assert run(city, "new", "laws", "--id", "food-safety-law", "--examples") == FINE
    power = city / "lists/departments/market-regulation/powers/expired-food.yaml"
    with power.open("a", encoding="utf-8") as file:
        file.write(POWER)
    list(mend([city]))
    capsys.readouterr()
    assert run(city, "check") == FINE, capsys.readouterr().out
    out = tmp_path / "site"
    assert run(city, "build", "--out", str(out), "--jobs", "1", "--no-cache") == FINE
    assert (out / "departments/market-regulation/index.html").is_file()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert main(["init", str(tmp_path)]) == WRONG_USE
    assert main(["init", str(tmp_path / "mine.txt")]) == WRONG_USE
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_the_entry_of_the_city_works(city: Path) -> None:
    done = subprocess.run([sys.executable, "publish.py", "check"], cwd=city, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    targets = subprocess.run(["make"], cwd=city, capture_output=True, text=True, check=True).stdout
    assert {"make setup", "make check", "make test", "make site"} <= {
        " ".join(line.split()[:2]) for line in targets.splitlines()
    }


def own_tests(city: Path) -> subprocess.CompletedProcess[str]:
    """Run what `make test` of a city runs."""
    command = [sys.executable, "-m", "unittest", "discover", "--start-directory", "tests"]
    assert " ".join(command[1:]) in (city / "Makefile").read_text(encoding="utf-8")
    return subprocess.run(command, cwd=city, capture_output=True, text=True)


def test_a_city_has_tests_of_its_own_that_find_what_is_wrong(city: Path) -> None:
    done = own_tests(city)
    assert done.returncode == 0 and done.stderr.endswith("OK\n"), done.stderr
    about, portal = city / "content/about.md", city / "lists/portal.yaml"
    whole = portal.read_text(encoding="utf-8")
    text = about.read_text(encoding="utf-8").replace("(../powers/)", "(../power/)")
    about.write_text(text, encoding="utf-8")
    portal.write_text(whole.replace("新安市司法局", "新安市司法局（演示）"), encoding="utf-8")
    said = own_tests(city).stderr
    assert "about/index.html：../power/" in said and "lists/portal.yaml" in said
    assert "FAILED (failures=2)" in said
    portal.write_text(
        whole.replace("name: 新安市\n", "name: 新安市\nnmae: 新安市\n"), encoding="utf-8"
    )
    assert "错误[STR003]" in own_tests(city).stderr


def test_a_missing_package_is_said_in_plain_words(city: Path) -> None:
    done = subprocess.run(["make", "setup"], cwd=city, capture_output=True, text=True)
    assert done.returncode != 0 and not (city / ".venv").exists()
    assert "wheels/ 里没有安装包 mingze-" in done.stdout
    assert "make wheel" in (city / "README.md").read_text(encoding="utf-8")


def test_everything_is_pinned(city: Path) -> None:
    lines = (city / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if line and not line.startswith(("#", "--"))]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", line) for line in packages)
    assert packages[0].startswith("mingze==")
    names = [line.partition("==")[0] for line in packages]
    assert len(set(names)) == len(names) and {"pydantic", "mkdocs", "jinja2"} <= set(names)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_jobs_of_a_city_are_ours(name: str) -> None:
    """A change of a job reaches new cities: write it anew with `of_a_city`."""
    ours = (ROOT / ".github/workflows" / name).read_text(encoding="utf-8")
    theirs = (SCAFFOLD / "dot.github/workflows" / name).read_text(encoding="utf-8")
    assert theirs == of_a_city(ours)
    assert yaml.safe_load(theirs)["permissions"] == {}
    assert "node" not in theirs
