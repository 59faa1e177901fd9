"""The other side: the same city by Hugo, indexed by the extended pagefind.

`prepare` hands Hugo the records in the form that suits it best: JSON by key, what belongs together
listed by key too, the day of each record's change looked up in git already, the limits of a case's
steps worked out. Pages of which a city has few (clocks, dashboard, registers) are handed over as what
our page of that address says, in lines and rows. None of that is timed, so what Hugo is measured by is
making pages. Left out on their side, to their favour: the downloads of /data/, the notes on terms, the check.
"""

import importlib.util
import json
import shutil
import subprocess
import sysconfig
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html
from lxml.html import HtmlElement

from generator.catalogue import Catalogue
from generator.data.tables import values
from generator.models.base import Choice, Record
from generator.models.bodies import BodyKind
from generator.models.choices import (
    Compulsion,
    Level,
    PartyKind,
    PenaltyKind,
    PowerType,
    TierLevel,
)
from generator.models.departments import DepartmentKind
from generator.models.entrustments import CleanUpResult
from generator.models.laws import EventKind, LawLevel
from generator.models.penalties import CaseSource, Procedure
from generator.numerals import to_chinese
from generator.reports.explanation import written_lines
from generator.rules import all_rules
from generator.rules._cases import cases as rule_cases
from generator.site import addresses
from generator.site.filters import _TOGETHER, prose
from generator.site.pages.case import StepView, case_steps
from generator.site.render import theme_folder
from generator.sources.history import History
from generator.sources.records import load

SITE = Path(__file__).parent / "hugo"
SECTIONS = {"departments": "部门", "powers": "职权", "laws": "法规", "cases": "案例", "officers": "证件", "coverage": "覆盖"}  # fmt: skip
# Pages that stand alone: address, layout, title, description, section, whether the search finds it.
SINGLES = (
    ("cases", "cases", "查案例", "公开的行政处罚结果，按部门和年度查找。", "cases", False),
    ("powers", "powers", "查职权", "全部行政执法职权，按部门和类型查找。", "powers", False),
    ("laws", "laws", "查法规", "各项职权所依据的法律、法规、规章，它们的版本和修改。", "laws", False),
    ("departments", "departments", "查部门", "全部行政执法主体：是谁、怎样联系、能做什么。", "departments", False),
    ("discretion", "discretions", "裁量基准", "各部门公布的全部行政处罚裁量基准：什么情节落在哪一档、罚多少。", "powers", False),
    ("entrustments", "entrustments", "全部委托执法", "各部门委托了谁执法、委托什么、到什么时候。", "departments", False),
    ("bodies", "bodies", "受委托组织", "受行政机关委托执法的全部组织。", "departments", False),
    ("officers", "officers", "查执法证件", "谁有资格执法，证件今天是否有效：按证号或者姓名查。", "officers", False),
    ("coverage", "coverage", "清单覆盖了哪些部门和职权", "各部门十类职权的数量。", "coverage", False),
    ("rules", "rules", "本站检查的规则", "方案里能由程序检查的每一条。", "", False),
    ("glossary", "glossary", "术语", "平常的说法和法律用语对照。", "", True),
    ("data", "data", "下载数据", "网站上的全部数据都可以下载。", "", False),
    ("search", "search", "搜索", "在全部部门、职权、法规、案例和说明中搜索。", "", False),
    ("sitemap", "sitemap-page", "网站地图", "本站全部栏目和页面的目录。", "", False),
    ("version", "version", "本站版本", "本站按哪一天、哪次提交生成，用了什么程序。", "", False),
)  # fmt: skip
OWN = {"index.html", "codes"}
"""The folders of pages with layouts of their own, beside those of SINGLES."""
PAYMENTS = (("collected_on", "当场收缴"), ("handed_in_on", "交至行政机关"), ("deposited_on", "缴付银行"))  # fmt: skip


class TheirsError(RuntimeError):
    """The other side cannot be run: a program is missing or fails."""


def hugo() -> Path:
    """Hugo itself, not the wrapper of its package: a start of Python is not Hugo's."""
    return _program("hugo", "binaries/hugo*")


def pagefind() -> Path:
    """The extended pagefind, which cuts Chinese into words."""
    return _program("pagefind_bin_extended", "pagefind_extended*")


def _program(package: str, pattern: str) -> Path:
    spec = importlib.util.find_spec(package)
    for folder in spec.submodule_search_locations or [] if spec else []:
        for path in sorted(Path(folder).glob(pattern)):
            if path.is_file():
                return path
    where = sysconfig.get_path("purelib")
    raise TheirsError(f"{where} 里没有 {package}：先运行 make bench，它会装好。")


def prepare(root: Path, folder: Path, ours: Path) -> None:
    """Write the Hugo site of a city's records into `folder`, which must not exist. ours: our site of it."""
    shutil.copytree(SITE, folder)
    (folder / "static").mkdir()
    shutil.copytree(theme_folder() / "assets", folder / "static" / "assets")
    catalogue = _read(root)
    data = folder / "data"
    data.mkdir()
    told = {**_data(catalogue, History(root)), "plain": plain_pages(ours)}
    for name, value in told.items():
        text = json.dumps(value, ensure_ascii=False, default=_number)
        (data / f"{name}.json").write_text(text, encoding="utf-8")


def plain_pages(site: Path) -> dict[str, dict[str, Any]]:
    """The pages of a site for which Hugo has no layout of its own: address → what they say, in its order.

    A part is a heading, a line, or the rows of a table; a cell is its words and where they lead.
    """
    own = {path for path, *_ in SINGLES} | OWN
    files = [
        file
        for file in sorted(site.rglob("index.html"))
        if file.relative_to(site).parts[0] not in own
    ]
    paths = {file: file.parent.relative_to(site).as_posix() for file in files}
    over = {path.rpartition("/")[0] for path in paths.values()}
    return {
        path: _plain_page(html.parse(str(file)).getroot(), is_section=path in over)
        for file, path in paths.items()
    }


def _plain_page(page: HtmlElement, *, is_section: bool) -> dict[str, Any]:
    (main,) = page.xpath("//main")
    parts: list[dict[str, Any]] = []
    for one in main.iter("h2", "h3", "p", "li", "dt", "dd", "table"):
        if one.tag == "table":
            parts.append({"rows": [[_cell(cell) for cell in row] for row in one.iter("tr")]})
        elif next(one.iterancestors("table", "li", "dd"), None) is None:
            kind = "heading" if one.tag in ("h2", "h3") else "line"
            parts.append({kind: _cell(one)})
    description = page.xpath("string(//meta[@name='description']/@content)")
    return {
        "kind": "section" if is_section else "page",
        "title": page.xpath("string(//title)"),
        "description": description,
        "parts": parts,
    }


def _cell(one: HtmlElement) -> dict[str, str]:
    return {
        "words": " ".join("".join(map(str, one.itertext())).split()),
        "href": one.xpath("string(.//a/@href)"),
    }


def build(folder: Path, out: Path) -> list[str]:
    """The command that makes the site in `out`."""
    return [str(hugo()), "--source", str(folder), "--destination", str(out), "--logLevel", "error", "--noBuildLock"]  # fmt: skip


def index(out: Path) -> list[str]:
    """The command that indexes it."""
    return [str(pagefind()), "--site", str(out), "--quiet"]


def run(command: list[str]) -> None:
    """Run one of these; TheirsError with what it said where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise TheirsError(
            f"{Path(command[0]).name} 没有成功：{(done.stderr or done.stdout)[-2000:]}"
        )


def _read(root: Path) -> Catalogue:
    loaded = load([root])
    return Catalogue(loaded.records, loaded.problems)


def _number(value: object) -> object:
    number = float(str(value))
    return int(number) if number.is_integer() else number


def _data(catalogue: Catalogue, history: History) -> dict[str, Any]:
    def of(record: Record) -> dict[str, Any]:
        change = history.of_record(record)
        dated = (
            {"day": change.date.date().isoformat(), "commit": change.commit[:7]} if change else {}
        )
        return {**values(record), "file": record.file, **dated}

    penalties = sorted(catalogue.penalties, key=lambda case: case.decided_on, reverse=True)
    keys = {id(case): f"{case.department}-{case.year}-{case.id}" for case in penalties}

    def listed(one: Callable[[Any], str | None]) -> dict[str, list[str]]:
        return _listed(penalties, one, lambda case: keys[id(case)])

    years: dict[str, dict[str, Any]] = {}
    for case in penalties:
        name = f"{case.department}-{case.year}"
        known = years.setdefault(
            name,
            {"department": case.department, "year": case.year, "keys": [], **_dated(of(case))},
        )
        known["keys"].append(keys[id(case)])
    citing_cases: dict[str, int] = defaultdict(int)
    for case in penalties:
        for law in {cited.law for cited in case.bases}:
            citing_cases[law] += 1
    powers = catalogue.powers
    return {
        "portal": values(catalogue.portal) if catalogue.portal else {},
        "sections": SECTIONS,
        "labels": _labels(),
        "penalties": {
            keys[id(case)]: {
                **of(case),
                "path": addresses.of(case).strip("/"),
                "steps": [_step(step) for step in case_steps(case)],
                "days_used": (case.decided_on - case.opened_on).days if case.opened_on else None,
            }
            for case in penalties
        },
        **{
            name: {id_: of(record) for id_, record in getattr(catalogue, name).items()}
            for name in ("laws", "discretion", "departments", "bodies", "entrustments", "terms", "standards")
        },
        "powers": {id_: _with_starts(catalogue, of(power)) for id_, power in powers.items()},
        "officers": {
            department: [of(officer) for officer in several]
            for department, several in catalogue.officers_by_department.items()
        },
        "cases_by_power": listed(lambda case: case.power.partition("/")[0]),
        "cases_by_benchmark": listed(lambda case: case.discretion),
        "case_years": years,
        "years": sorted({case.year for case in penalties}, reverse=True),
        "recent": [keys[id(case)] for case in penalties[:6]],
        "benchmarks_by_power": _ids(catalogue.discretion_by_power),
        "powers_by_type": _listed(
            powers.values(), lambda power: f"{power.department}-{power.type.value}", lambda p: p.id
        ),
        "entrustments_by_department": _ids(catalogue.entrustments_by_department),
        "entrustments_by_body": _ids(catalogue.entrustments_by_body),
        "entrustments_citing": _listed(
            catalogue.entrustments.values(), lambda one: one.legal_basis[0].law, lambda one: one.id
        ),
        "citing": {
            law: [{"power": power.id, "index": index} for power, sub, index in several if not sub]
            for law, several in catalogue.powers_by_law.items()
        },
        "cases_citing": citing_cases,
        "article_counts": {
            law: len((list(versions.values())[-1].articles or {}) if versions else {})
            for law, versions in catalogue.versions.items()
        },
        "rules": [_rule(code) for code in all_rules()],
        "singles": {
            path: {"kind": "section", "type": kind, "title": title, "description": about, "section": section, "found": found}
            for path, kind, title, about, section, found in SINGLES
        },
    }  # fmt: skip


def _step(step: StepView) -> dict[str, Any]:
    said = {"met": "按期完成", "late": "晚于决定"}.get(step.state) or step.note or "有记录"
    return {
        "label": step.label,
        "day": step.day.isoformat(),
        "limit": str(prose(step.limit or "没有")),
        "state": step.state,
        "said": said,
    }


def _dated(value: dict[str, Any]) -> dict[str, Any]:
    return {name: value[name] for name in ("file", "day", "commit") if name in value}


def _with_starts(catalogue: Catalogue, value: dict[str, Any]) -> dict[str, Any]:
    for basis in value["bases"]:
        version = catalogue.versions[basis["law"]].get(date.fromisoformat(basis["version"]))
        if version:
            basis["effective"] = version.effective.isoformat()
    return value


def _listed(
    records: Iterable[Any], group: Callable[[Any], str | None], key: Callable[[Any], str]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for record in records:
        if name := group(record):
            found[name].append(key(record))
    return found


def _ids(grouped: dict[str, list[Any]]) -> dict[str, list[str]]:
    return {name: [record.id for record in several] for name, several in grouped.items()}


def _rule(code: str) -> dict[str, Any]:
    rule = all_rules()[code]
    return {
        "code": rule.code,
        "title": rule.title,
        "clause": rule.clause,
        "source": rule.source,
        "severity": rule.severity.label,
        "advice": rule.advice,
        "cases": [
            {
                "title": case.title,
                "fails": case.fails,
                "files": [{"file": file, "lines": lines} for file, _, lines in written_lines(case)],
            }
            for case in rule_cases(code)
        ],
    }


def _labels() -> dict[str, Any]:
    """What stands for a key on a page, and the one expression for what a line break may not part."""
    choices: dict[str, type[Choice]] = {
        "penalty": PenaltyKind,
        "party_kind": PartyKind,
        "source": CaseSource,
        "procedure": Procedure,
        "type": PowerType,
        "level": Level,
        "tier": TierLevel,
        "law_level": LawLevel,
        "event": EventKind,
        "department_kind": DepartmentKind,
        "body_kind": BodyKind,
        "compulsion": Compulsion,
        "result": CleanUpResult,
    }
    numerals = {str(n): to_chinese(n) for n in range(1, 400)}
    return {
        **{name: {one.value: one.label for one in choice} for name, choice in choices.items()},
        "numerals": numerals,
        "together": _TOGETHER.pattern,
        "payments": [{"field": field, "label": label} for field, label in PAYMENTS],
        "posts": {"handler": "承办", "reviewer": "审核", "legal_reviewer": "法制审核", "decider": "决定"},
    }  # fmt: skip
