"""Planted faults: each is found at its file, line and field, and hides nothing elsewhere.

A row plants one fault in a copy of the small city. A second fault stands in another file of every
copy and must be found in the same run.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from generator.rules import all_rules
from generator.sources.files import SIZE_LIMIT
from tests.support.city import check, copy_city, field, lay_over

BOM = b"\xef\xbb\xbf"
Plant = Callable[[Path], None]
MR = "lists/departments/market-regulation"
UM = "lists/departments/urban-management"
LITTERING = f"{UM}/powers/littering.yaml"
EXPIRED = f"{MR}/powers/expired-food.yaml"
SEIZURE = f"{MR}/powers/food-seizure.yaml"
BENCHMARK = f"{MR}/discretion/expired-food-2026.yaml"
ENTRUSTMENT = f"{MR}/entrustments/food-brigade.yaml"
BODY = "lists/bodies/food-brigade.yaml"
CASES = f"{MR}/penalties/2026.csv"
FINES = f"{UM}/penalties/2026.csv"
OFFICERS = f"{MR}/officers.csv"
DEPARTMENT = f"{UM}/department.yaml"
FOOD_LAW = "lists/laws/food-safety-law/law.yaml"
ARTICLES = "lists/laws/food-safety-law/2025-09-12.csv"
# Another file, not touched by any row: its fault must be found with every other.
ELSEWHERE = f"{MR}/powers/food-business-licence.yaml"


def edit(path: str, old: str, new: str) -> Plant:
    return lambda root: lay_over(root, edits={path: (old, new)})


def write(path: str, content: bytes | str) -> Plant:
    data = content.encode() if isinstance(content, str) else content

    def plant(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)

    return plant


def change(path: str, how: Callable[[bytes], bytes]) -> Plant:
    def plant(root: Path) -> None:
        (root / path).write_bytes(how((root / path).read_bytes()))

    return plant


def huge(root: Path) -> None:
    # Sparse: if it were read before its size is asked, the test would take the machine's memory.
    with (root / LITTERING).open("r+b") as file:
        file.truncate(SIZE_LIMIT + 1)


def link_outside(root: Path) -> None:
    outside = root.parent / "outside.yaml"
    outside.write_text("id: outside\n", encoding="utf-8")
    (root / UM / "powers" / "outside.yaml").symlink_to(outside)


def link_folder_outside(root: Path) -> None:
    (root.parent / "elsewhere").mkdir()
    (root / "lists" / "departments" / "elsewhere").symlink_to(root.parent / "elsewhere")


def link_to_itself(root: Path) -> None:
    (root / "lists/bodies/loop.yaml").symlink_to("loop.yaml")
    (root / "lists/bodies/round").symlink_to(".")


def pipe(root: Path) -> None:
    os.mkfifo(root / "lists/bodies/pipe.yaml")


def bomb() -> str:
    levels = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    names = "abcdefghi"
    for before, name in pairwise(names):
        levels.append(f"{name}: &{name} [{', '.join(['*' + before] * 9)}]")
    return "\n".join(levels) + "\n"


@dataclass(frozen=True)
class Fault:
    name: str
    plant: Plant
    code: str
    file: str
    line: int
    field: str = ""


FAULTS = [
    # Files that cannot be read.
    Fault(
        "not UTF-8",
        change(LITTERING, lambda data: data.decode().encode("gb18030")),
        "STR001",
        LITTERING,
        3,
    ),
    Fault(
        "UTF-16", change(LITTERING, lambda d: d.decode().encode("utf-16")), "STR001", LITTERING, 1
    ),
    Fault("empty file", write(LITTERING, ""), "STR001", LITTERING, 1),
    Fault("over 64 MiB", huge, "STR001", LITTERING, 1),
    Fault("link out of the root", link_outside, "STR001", f"{UM}/powers/outside.yaml", 1),
    Fault("link to itself", link_to_itself, "STR001", "lists/bodies/loop.yaml", 1),
    Fault("folder in itself", link_to_itself, "STR001", "lists/bodies/round", 1),
    Fault("pipe", pipe, "STR001", "lists/bodies/pipe.yaml", 1),
    Fault("linked folder", link_folder_outside, "STR001", "lists/departments/elsewhere", 1),
    # No YAML.
    Fault("tab", edit(LITTERING, "  handler: h", "\thandler: h"), "STR002", LITTERING, 12),
    Fault("alias bomb", write(LITTERING, bomb()), "STR002", LITTERING, 1),
    Fault("quote never closes", edit(LITTERING, "type: p", 'type: "p'), "STR002", LITTERING, 4),
    Fault("two documents", edit(LITTERING, "bases:", "---\nbases:"), "STR002", LITTERING, 6),
    Fault("a list, no record", write(LITTERING, "- littering\n"), "STR002", LITTERING, 1),
    Fault("a word, no record", write(LITTERING, "littering\n"), "STR002", LITTERING, 1),
    Fault("deep nesting", write(LITTERING, "a: " + "[" * 5000 + "\n"), "STR002", LITTERING, 1),
    Fault(
        "python tag", edit(LITTERING, "type: p", "type: !!python/name:os.p"), "STR002", LITTERING, 4
    ),
    Fault("bracket left open", edit(LITTERING, "type: p", "type: [p"), "STR002", LITTERING, 4),
    Fault(
        "colon of full width",
        edit(LITTERING, "type: p", "type：p"),
        "STR002",
        LITTERING,
        4,
    ),
    Fault("no blank after the colon", edit(LITTERING, "type: p", "type:p"), "STR002", LITTERING, 4),
    Fault("dash of full width", edit(LITTERING, "- law", "－ law"), "STR002", LITTERING, 7),
    Fault(
        "indented with blanks of full width",
        edit(LITTERING, "  handler", "　　handler"),
        "STR002",
        LITTERING,
        12,
    ),
    Fault(
        "last line indented with blanks of full width",
        edit(LITTERING, "  decider", "　 decider"),
        "STR003",
        LITTERING,
        15,
        "　 decider",
    ),
    Fault(
        "quote closed by one of full width",
        edit(LITTERING, "type: penalty", 'type: "penalty”'),
        "STR002",
        LITTERING,
        4,
    ),
    Fault(
        "quote closed by the next one",
        change(
            LITTERING,
            lambda d: d.replace("查处".encode(), '"查处'.encode()).replace(b"'34'", b'"34"'),
        ),
        "STR002",
        LITTERING,
        5,
    ),
    Fault(
        "control character after much Chinese",
        edit(LITTERING, "  decider: decider", "  decider: \x07decider"),
        "STR002",
        LITTERING,
        15,
    ),
    # No CSV.
    Fault(
        "quote in a cell never closes",
        edit(CASES, "cf-2,小市监罚", 'cf-2,"小市监罚'),
        "STR002",
        CASES,
        3,
    ),
    Fault("words after a quote", edit(FINES, "cf-1,小", 'cf-1,"小"城'), "STR002", FINES, 2),
    # Fields and columns.
    Fault("unknown key", edit(LITTERING, "code:", "kode:"), "STR003", LITTERING, 2, "kode"),
    Fault("unknown column", edit(OFFICERS, ",scope,", ",skope,"), "STR003", OFFICERS, 1, "skope"),
    Fault("a cell too many", edit(FINES, "cf-1,", "cf-1,,"), "STR003", FINES, 2),
    Fault(
        "field that the path says",
        edit(LITTERING, "id: littering", "department: urban-management\nid: littering"),
        "STR003",
        LITTERING,
        1,
        "department",
    ),
    Fault("missing key", edit(SEIZURE, "type: compulsion\n", ""), "STR004", SEIZURE, 1, "type"),
    Fault(
        "missing column",
        change(OFFICERS, lambda d: _without(d, 2)),
        "STR004",
        OFFICERS,
        1,
        "certificate",
    ),
    Fault("a cell too few", change(FINES, lambda d: d.rstrip(b",\n") + b"\n"), "STR004", FINES, 2),
    Fault(
        "nothing after the colon",
        edit(SEIZURE, "type: compulsion", "type:"),
        "STR004",
        SEIZURE,
        4,
        "type",
    ),
    # Values.
    Fault(
        "number for words", edit(LITTERING, "'022231001000'", "22"), "STR005", LITTERING, 2, "code"
    ),
    Fault(
        "list for words",
        edit(LITTERING, "type: penalty", "type: [penalty]"),
        "STR005",
        LITTERING,
        4,
        "type",
    ),
    Fault(
        "words for a list",
        edit(EXPIRED, "entrusted:\n- food-brigade", "entrusted: food-brigade"),
        "STR005",
        EXPIRED,
        74,
        "entrusted",
    ),
    Fault("no such day", edit(CASES, "2026-09-01", "2026-09-31"), "STR005", CASES, 4, "decided_on"),
    Fault(
        "day in another form",
        edit(CASES, "2026-09-01", "2026/9/1"),
        "STR005",
        CASES,
        4,
        "decided_on",
    ),
    Fault(
        "value not allowed", edit(FINES, ",summary,", ",quick,"), "STR005", FINES, 2, "procedure"
    ),
    Fault(
        "control character",
        edit(LITTERING, "summary: 查", 'summary: "\\x07查"\nremark: 查'),
        "STR005",
        LITTERING,
        5,
        "summary",
    ),
    *(
        Fault(
            f"unseen character {ord(sign):X}",
            edit(CASES, "糖果1袋", f"糖果{sign}1袋"),
            "STR005",
            CASES,
            4,
            "facts",
        )
        for sign in "\u202e\u2066\u200b\u00ad\ufeff\u2028\x7f"
    ),
    Fault(
        "day in digits of full width",
        edit(CASES, "2026-09-01", "２０２６-０９-０１"),
        "STR005",
        CASES,
        4,
        "decided_on",
    ),
    Fault(
        "article in digits of full width",
        edit(LITTERING, "'34'", "'３４'"),
        "STR005",
        LITTERING,
        9,
        "bases.0.article",
    ),
    Fault(
        "key in quotes of full width",
        edit(LITTERING, "type: penalty", "type: “penalty”"),
        "STR005",
        LITTERING,
        4,
        "type",
    ),
    Fault(
        "code in quotes of full width",
        edit(LITTERING, "'022231001000'", "“022231001000”"),
        "STR005",
        LITTERING,
        2,
        "code",
    ),
    Fault(
        "postcode in digits of full width",
        edit(BODY, "contact:", "contact:\n  postcode: '０００００１'"),
        "STR005",
        BODY,
        6,
        "contact.postcode",
    ),
    Fault(
        "number of another series",
        edit(FINES, "小城管罚〔2026〕1号", "城管〔2026〕1号"),
        "STR005",
        FINES,
        2,
        "number",
    ),
    Fault(
        "id in capitals",
        edit(LITTERING, "id: littering", "id: Littering"),
        "STR006",
        LITTERING,
        1,
        "id",
    ),
    Fault(
        "id unlike its file", edit(BODY, "id: food-brigade", "id: brigade"), "STR006", BODY, 1, "id"
    ),
    Fault(
        "event unlike its kind",
        edit(FOOD_LAW, "2021-04-29-amended", "2021-04-29-revised"),
        "STR006",
        FOOD_LAW,
        29,
        "events.3.id",
    ),
    Fault(
        "duplicate key",
        edit(LITTERING, "bases:", "name: 乱扔\nbases:"),
        "STR007",
        LITTERING,
        6,
        "name",
    ),
    Fault("duplicate column", edit(OFFICERS, ",scope,", ",name,"), "STR007", OFFICERS, 1, "name"),
    Fault(
        "duplicate row",
        change(FINES, lambda d: d + d.splitlines(True)[1]),
        "STR007",
        FINES,
        3,
        "id",
    ),
    Fault(
        "id of another department",
        write(
            f"{UM}/powers/expired-food.yaml",
            "id: expired-food\nname: 一\ntype: penalty\nsummary: 二\n",
        ),
        "STR007",
        f"{UM}/powers/expired-food.yaml",
        1,
        "id",
    ),
    Fault(
        "certificate twice",
        edit(OFFICERS, "XC00000002", "XC00000001"),
        "STR007",
        OFFICERS,
        3,
        "certificate",
    ),
    Fault(
        "sub-item twice",
        edit(EXPIRED, "- id: sale", "- id: ingredients"),
        "STR007",
        EXPIRED,
        21,
        "sub_items.1.id",
    ),
    # References, places, dates, amounts.
    Fault(
        "unit unknown", edit(EXPIRED, "unit: food", "unit: drinks"), "STR008", EXPIRED, 9, "unit"
    ),
    Fault(
        "law unknown",
        edit(LITTERING, "law: city-app", "law: town-app"),
        "STR008",
        LITTERING,
        7,
        "bases.0.law",
    ),
    Fault("power unknown", edit(FINES, ",littering,", ",spitting,"), "STR008", FINES, 2, "power"),
    Fault(
        "range unknown", edit(CASES, ",under-10000,", ",under-5000,"), "STR008", CASES, 2, "range"
    ),
    Fault(
        "body unknown",
        edit(ENTRUSTMENT, "body: food-brigade", "body: brigade"),
        "STR008",
        ENTRUSTMENT,
        2,
        "body",
    ),
    Fault(
        "misplaced record",
        write("lists/departments/readme.txt", "说明\n"),
        "STR009",
        "lists/departments/readme.txt",
        1,
    ),
    Fault("rows out of order", change(CASES, lambda d: _swapped(d)), "STR010", CASES, 2),
    Fault("mark before YAML", change(LITTERING, lambda d: BOM + d), "STR010", LITTERING, 1),
    Fault("mark before a CSV", change(FINES, lambda d: BOM + d), "STR010", FINES, 1),
    Fault(
        "line ends of Windows",
        change(LITTERING, lambda d: d.replace(b"\n", b"\r\n")),
        "STR010",
        LITTERING,
        1,
    ),
    Fault(
        "served before decided",
        edit(CASES, "2026-04-13", "2026-04-03"),
        "STR011",
        CASES,
        2,
        "served_on",
    ),
    Fault(
        "in force before published",
        edit(FOOD_LAW, "effective: 2025-12-01", "effective: 2025-09-01"),
        "STR011",
        FOOD_LAW,
        38,
        "events.4.effective",
    ),
    Fault(
        "fine in digits of full width",
        edit(CASES, ",280000,", ",２８００００,"),
        "STR012",
        CASES,
        3,
        "fine",
    ),
    Fault(
        "bound in digits of full width",
        edit(BENCHMARK, "    min: 5000\n", "    min: ５０００\n"),
        "STR012",
        BENCHMARK,
        16,
        "tiers.1.ranges.0.min",
    ),
    Fault(
        "no bound at all",
        edit(BENCHMARK, "    min: 5000\n    max: 50000\n    max_open: true\n", ""),
        "STR012",
        BENCHMARK,
        15,
        "tiers.1.ranges.0",
    ),
    # What the clauses ask for.
    Fault(
        "list not confirmed",
        edit(
            DEPARTMENT,
            "confirmed:\n  by: 小城市司法局\n  'on': 2026-03-20\n  document: 小司清〔2026〕1号\n",
            "",
        ),
        "COV001",
        DEPARTMENT,
        1,
        "confirmed",
    ),
    Fault(
        "type forgotten",
        edit(DEPARTMENT, "- type: levy\n  reason: 法律没有赋予本部门这类职权\n", ""),
        "COV002",
        DEPARTMENT,
        16,
        "absent_types",
    ),
    Fault(
        "basis ended",
        edit(SEIZURE, "subparagraph: '4'", "subparagraph: '4'\n  until: 2026-06-30"),
        "COV003",
        SEIZURE,
        7,
        "bases",
    ),
    Fault(
        "decider not named",
        edit(LITTERING, "  decider: decider\n", ""),
        "COV004",
        LITTERING,
        11,
        "posts.decider",
    ),
    Fault(
        "law that nobody cites",
        edit(
            LITTERING,
            "law: city-appearance-regulation\n  version: 2017-03-01",
            "law: food-safety-law\n  version: 2025-09-12",
        ),
        "COV005",
        "lists/laws/city-appearance-regulation/law.yaml",
        1,
    ),
    Fault(
        "article that is not there",
        edit(LITTERING, "article: '34'", "article: '99'"),
        "COV006",
        LITTERING,
        9,
        "bases.0.article",
    ),
    Fault(
        "article of a case that is not there",
        edit(FINES, ":34.0.1", ":64.0.1"),
        "COV006",
        FINES,
        2,
        "bases.0.article",
    ),
    Fault(
        "entrustment not marked",
        edit(EXPIRED, "entrusted:\n- food-brigade\n", ""),
        "ENT001",
        EXPIRED,
        1,
        "entrusted",
    ),
    Fault(
        "ended and still marked",
        edit(ENTRUSTMENT, "until: 2027-06-30", "until: 2026-06-30"),
        "ENT002",
        EXPIRED,
        75,
        "entrusted.0",
    ),
    Fault(
        "penalty to an association",
        edit(BODY, "public_institution", "association"),
        "ENT003",
        ENTRUSTMENT,
        4,
        "powers.0",
    ),
    Fault(
        "power of another department",
        edit(ENTRUSTMENT, "- expired-food/sale\n", "- expired-food/sale\n- littering\n"),
        "ENT004",
        ENTRUSTMENT,
        5,
        "powers.1",
    ),
    Fault(
        "no agreement",
        edit(ENTRUSTMENT, "agreement:\n  signed_on: 2025-06-20\n", ""),
        "ENT005",
        ENTRUSTMENT,
        1,
        "agreement",
    ),
    Fault(
        "measure entrusted",
        edit(ENTRUSTMENT, "- expired-food/sale\n", "- expired-food/sale\n- food-seizure\n"),
        "ENT006",
        ENTRUSTMENT,
        5,
        "powers.1",
    ),
    Fault(
        "fine above its tier",
        edit(CASES, ",50000,,没收", ",65000.01,,没收"),
        "DSC001",
        CASES,
        2,
        "fine",
    ),
    Fault(
        "tiers overlap",
        edit(BENCHMARK, "min: 13\n", "min: 12\n"),
        "DSC002",
        BENCHMARK,
        43,
        "tiers.3.ranges.1.min",
    ),
    Fault(
        "identity number",
        edit(CASES, "货值1800元", "货值1800元，身份证11010519491231002X"),
        "PRV001",
        CASES,
        2,
        "facts",
    ),
    Fault(
        "phone",
        edit(ENTRUSTMENT, "调查和提出", "调查（13800138000）和提出"),
        "PRV002",
        ENTRUSTMENT,
        5,
        "scope",
    ),
    Fault(
        "bank card",
        edit(BENCHMARK, "主动召回", "主动退款到6222021234567890128"),
        "PRV003",
        BENCHMARK,
        23,
        "tiers.2.circumstances.0",
    ),
    Fault("party not masked", edit(CASES, ",李某,", ",李建国,"), "PRV004", CASES, 2, "party"),
    Fault(
        "home address",
        edit(FINES, "经教育后清理", "家住城西区幸福小区3幢2单元501室"),
        "PRV005",
        FINES,
        2,
        "facts",
    ),
    Fault(
        "plate", edit(CASES, "糖果1袋", "糖果1袋（装在浙A12345车上）"), "PRV006", CASES, 4, "facts"
    ),
    Fault(
        "no penalty without a reason",
        edit(CASES, "及时改正,符合行政处罚法第三十三条第一款,", "及时改正,,"),
        "DSC003",
        CASES,
        4,
        "reason",
    ),
    Fault(
        "no notice before the decision",
        edit(CASES, "2026-04-20,2026-05-25,", "2026-04-20,,"),
        "DSC004",
        CASES,
        3,
        "notified_on",
    ),
    Fault(
        "one party of its kind",
        edit("lists/portal.yaml", "\nk: 1\n", "\nk: 3\n"),
        "PRV007",
        FINES,
        2,
        "party",
    ),
]


def _without(data: bytes, column: int) -> bytes:
    rows = [line.split(b",") for line in data.splitlines()]
    return b"\n".join(b",".join(row[:column] + row[column + 1 :]) for row in rows) + b"\n"


def _swapped(data: bytes) -> bytes:
    header, first, second, *rest = data.splitlines(True)
    return b"".join([header, second, first, *rest])


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_planted_fault_is_found(fault: Fault, fresh_city: Path) -> None:
    """A planted fault is found at its file, line and field; the other files are still checked."""
    fault.plant(fresh_city)
    lay_over(fresh_city, edits={ELSEWHERE: ("article: '35'", "article: '350'")})
    found = check(fresh_city).findings
    places = [(f.code, f.place.file, f.place.line, field(f)) for f in found]
    assert (fault.code, fault.file, fault.line, fault.field) in places, places
    assert [f for f in found if (f.code, f.place.file) == ("COV006", ELSEWHERE)], "另一个文件没有查"
    assert all(f.message and f.advice and "Traceback" not in f.message for f in found)


def test_list_of_planted_faults_covers_every_rule() -> None:
    """Sixty faults or more, and every rule of these families among them."""
    assert len(FAULTS) >= 60
    families = {fault.code[:3] for fault in FAULTS}
    wanted = {code for code in all_rules() if code[:3] in families}
    assert wanted - {fault.code for fault in FAULTS} == set()


def test_secret_is_never_repeated(tmp_path: Path) -> None:
    """A message tells what was found and where, and shows only its beginning."""
    secrets = ("11010519491231002X", "13800138000", "6222021234567890128", "浙A12345", "李建国")
    for number, fault in enumerate(f for f in FAULTS if f.code.startswith("PRV")):
        root = copy_city(tmp_path / str(number))
        fault.plant(root)
        found = [f for f in check(root).findings if f.code == fault.code]
        assert found
        assert not [s for f in found for s in secrets if s in f.message + f.advice]
