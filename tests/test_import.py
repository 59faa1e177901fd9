"""What clerks have in Excel, into the lists: understood, changed in words, or refused with its reason and its place."""

import csv
import json
import re
import shlex
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generator.amounts import Bounds, read_amount, read_bounds
from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.forms.cells import Cells, Misread
from generator.forms.columns import FormColumn, form_columns
from generator.importing.headings import Headings
from generator.models.base import registers
from generator.sources.records import load
from generator.sources.spreadsheets import Value, read_book
from tests.support.city import check, copy_city

LISTS = Path("lists/departments/market-regulation")
Import = Callable[..., tuple[int, str]]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


@pytest.fixture
def run(city: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Import a file into the small city: the exit code and all that was said."""

    def run(
        file: Path, register: str, *more: str, department: str = "market-regulation"
    ) -> tuple[int, str]:
        words = ["import", str(file), "--register", register, "--root", str(city)]
        code = main([*words, "--department", department, *more])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return run


def table(path: Path, rows: Sequence[Sequence[object]], title: str = "") -> Path:
    """A workbook of rows, with a merged title above them where one is given."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        start = 0
        if title:
            sheet.merge_range(0, 0, 0, len(rows[0]) - 1, title)
            start = 1
        for number, row in enumerate(rows, start):
            for place, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, place, value, day)
                elif isinstance(value, (int, float)):
                    sheet.write_number(number, place, value)
                elif value:
                    sheet.write_string(number, place, str(value))
    return path


def lists(root: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()
    }


# Double disclosure, by its titles and codes.

CODES = ["CF_WSH", "CF_XDR_MC", "CF_XDR_LB", "CF_XDR_ZJHM", "CF_WFXW", "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR", "CF_NR_FK",
         "CF_NR_WFFF", "CF_JDRQ", "CF_CFJG", "BZ"]  # fmt: skip
TITLES = ["行政处罚决定书文号", "行政相对人名称", "行政相对人类别", "自然人证件号码", "违法行为类型", "违法事实", "处罚依据", "处罚类别", "处罚内容",
          "罚款金额（万元）", "没收违法所得、没收非法财物的金额（万元）", "处罚决定日期", "处罚机关", "备注"]  # fmt: skip
CASE = ["小市监罚【2026】第0009号", "小城市甲食品有限公司", "法人及非法人组织", "", "销售超过保质期的食品", "当事人销售超过保质期的饼干40袋",
        "依据《中华人民共和国食品安全法》第124条第1款第(5)项之规定", "罚款、没收非法财物", "罚款50000元，没收饼干40袋", 5.0, 0.18,
        datetime(2026, 6, 1), "小城市市场监督管理局", "／ "]  # fmt: skip
SET = ("--set", "案件来源=检查", "--set", "程序=普通程序")


@pytest.mark.parametrize("header", [CODES, TITLES])
def test_a_row_of_double_disclosure_becomes_an_outcome(
    city: Path, run: Import, tmp_path: Path, header: list[str]
) -> None:
    file = table(tmp_path / "双公示.xlsx", [header, CASE], "行政处罚信息公示表")
    code, said = run(file, "penalties", *SET)
    assert code == FINE, said
    with (city / LISTS / "penalties" / "2026.csv").open(encoding="utf-8") as lines:
        row = next(one for one in csv.DictReader(lines) if one["id"] == "cf-9")
    wanted = {
        "number": "小市监罚〔2026〕9号",
        "party": "小城市甲食品有限公司",
        "party_kind": "legal_person",
        "power": "expired-food",
        "bases": "food-safety-law@2025-09-12:124.1.5",
        "fine": "50000",
        "confiscated": "1800",
        "kinds": "fine;confiscate_goods",
        "decided_on": "2026-06-01",
        "title": "销售超过保质期的食品案",
        "remark": "",
    }
    assert {name: row[name] for name in wanted} == wanted
    for words in (
        "“5万元”→50000",
        "“决定书文号”“小市监罚【2026】第0009号”→小市监罚〔2026〕9号",
        "由依据得出：expired-food",
        "“法人及非法人组织”→法人",
        "不写入清单",
    ):
        assert words in said
    assert not [one for one in check(city).findings if one.code.startswith("STR")]


def test_twice_changes_nothing(city: Path, run: Import, tmp_path: Path) -> None:
    file = table(tmp_path / "a.xlsx", [CODES, CASE])
    run(file, "penalties", *SET)
    once = lists(city)
    code, said = run(file, "penalties", *SET)
    assert code == FINE and "没有变化1" in said
    assert lists(city) == once


@pytest.mark.parametrize(
    "number", ["小市监罚[2026]9号", "小市监罚（2026） 9 号", "小市监罚〔2026〕第009号"]
)
def test_a_number_is_written_as_its_series_prints_it(
    city: Path, run: Import, tmp_path: Path, number: str
) -> None:
    file = table(tmp_path / "a.xlsx", [CODES, with_(CF_WSH=number)])
    _, said = run(file, "penalties")
    assert f"“决定书文号”“{number}”→小市监罚〔2026〕9号" in said
    path = city / LISTS / "penalties" / "2026.csv"
    assert ",小市监罚〔2026〕9号," in path.read_text("utf-8")
    # What somebody wrote into the list as the document has it stays with its own row.
    path.write_text(path.read_text("utf-8").replace("小市监罚〔2026〕9号", number), "utf-8")
    once = lists(city)
    assert "没有变化1" in run(file, "penalties")[1] and lists(city) == once


@pytest.mark.parametrize(
    ("party", "written"),
    [
        ("赵*", "赵某"),
        ("赵XX", "赵某某"),
        ("赵＊＊＊", "赵某某"),
        ("欧阳×", "欧阳某"),
        ("赵*明", "赵某某"),
        ("赵某甲", "赵某甲"),
    ],
)
def test_whatever_hides_a_name_is_written_alike(
    city: Path, run: Import, tmp_path: Path, party: str, written: str
) -> None:
    more = ("--set", "职权=expired-food", "--series", "cf")
    row = with_(CF_WSH="", CF_XDR_MC=party, CF_XDR_LB="自然人")
    file = table(tmp_path / "a.xlsx", [CODES, row])
    code, said = run(file, "penalties", *more)
    assert code == FINE and (party == written or f"“当事人”“{party}”→{written}" in said), said
    assert f",{written},person," in (city / LISTS / "penalties" / "2026.csv").read_text("utf-8")
    assert "没有变化1" in run(file, "penalties", *more)[1]


def test_codes_below_titles_are_one_header(run: Import, tmp_path: Path) -> None:
    code, said = run(table(tmp_path / "a.xlsx", [TITLES, CODES, CASE]), "penalties", *SET)
    assert code == FINE and "新增1" in said


def test_dry_run_writes_nothing(city: Path, run: Import, tmp_path: Path) -> None:
    before = lists(city)
    bad = [*CASE[:11], "去年", *CASE[12:]]
    code, said = run(table(tmp_path / "a.xlsx", [CODES, CASE, bad]), "penalties", *SET, "--dry-run")
    assert code == FINDINGS and "新增1" in said and "什么也没有写" in said
    assert lists(city) == before and not (tmp_path / "a-未导入.xlsx").exists()


def with_(**changes: object) -> list[object]:
    case: list[object] = list(CASE)
    for name, value in changes.items():
        case[CODES.index(name)] = value
    return case


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (with_(CF_JDRQ="2026年13月1日"), "第2行L列“CF_JDRQ”：写的是“2026年13月1日”，没有这一天"),
        (with_(CF_JDRQ="6.1"), "写的是“6.1”，应当是日期，写作 2024-03-05"),
        (with_(CF_JDRQ="99.6.1"), "写的是“99.6.1”，应当是日期，写作 2024-03-05"),
        (with_(CF_NR_FK="-5"), "写的是“-5”，金额没有负数。只写一个数字：5万元写作 5。"),
        (with_(CF_NR_FK="伍万"), "新增1"),
        (with_(CF_NR_FK="五万左右"), "J列“CF_NR_FK”：写的是“五万左右”，应当是以万元为单位的数字"),
        (with_(CF_XDR_LB="企业主"), "应当是其中之一：自然人、个体工商户、法人、非法人组织"),
        (with_(CF_CFLB="没收违法收入"), "改成其中一个；相近的有：没收违法所得"),
        (with_(CF_CFLB="打屁股"), "写的是“打屁股”，应当是其中之一：警告、通报批评、罚款"),
        (with_(CF_YJ="《食品卫生法》第三条"), "G列“CF_YJ”：法律库里没有《食品卫生法》"),
        (with_(CF_YJ="《食品安全法》第八百条"), "没有第八百条"),
        (with_(CF_YJ="《食品安全法》第五条"), "没有一项职权以《食品安全法》第五条为依据"),
        (
            with_(CF_WSH="外市监罚〔2026〕1号"),
            "不是本部门的文号；本部门的文号系列有：小市监罚〔YYYY〕N号",
        ),
        (with_(CF_XDR_MC="张三", CF_XDR_LB="自然人"), "当事人的完整名称（当事人类型是“自然人”）"),
        (with_(CF_SY="当事人身份证号11010519491231002X"), "（PRV001）"),
        (
            with_(CF_WSH=3.30106199001011e17),
            "A列“CF_WSH”：写的是18位的数字：Excel 把超过15位的数字改掉了末几位",
        ),
        (with_(CF_SY=""), "缺少“事实”"),
        (with_(CF_CFJG="小城市城市管理局"), "M列“CF_CFJG”：这一行是部门 urban-management 的"),
        (with_(CF_CFJG="大城市市场监督管理局"), "没有这一个部门"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(
    run: Import, tmp_path: Path, row: list[object], words: str
) -> None:
    _, said = run(table(tmp_path / "a.xlsx", [CODES, row]), "penalties", *SET)
    assert words in said, said


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            with_(CF_NR_FK=50000),
            "J列“CF_NR_FK”：写的是“50000”，这一栏以万元为单位，就是500000000元，处罚内容写的是50000元。"
            "核对单位，在数字后面写明：“50000元”或者“50000万元”。",
        ),
        (with_(CF_NR_FK=2000, CF_NR="罚款"), "就是20000000元"),
        (with_(CF_NR_FK="50000元"), "新增1"),
        (with_(CF_NR_FK="2000万元", CF_NR="罚款"), "新增1"),
        (with_(CF_NR_FK=2, CF_NR="罚款20000元"), "新增1"),
        (with_(CF_JDRQ="2027-03-05"), "“决定日期”是2027-03-05，今天是"),
    ],
)
def test_what_is_hardly_meant_is_asked(
    run: Import, tmp_path: Path, row: list[object], words: str
) -> None:
    file = table(tmp_path / "a.xlsx", [CODES, row])
    _, said = run(file, "penalties", *SET, "--as-of", "2026-11-23")
    assert words in said, said


def test_a_likely_name_is_asked_about_and_taken(run: Import, tmp_path: Path) -> None:
    row = with_(CF_SY="受害人夏雨荷被骗2万元")
    code, said = run(table(tmp_path / "a.xlsx", [CODES, row]), "penalties", *SET)
    assert code == FINE and "新增1" in said, said
    assert (
        "请看　表“Sheet1”第2行" in said
        and "从第4个字起的“夏…”（共3个字符）像是人名，请看一看（PRV004）" in said
    ), said


KEEPER = "秋实"
"""A name that is no likely one: the sheet alone knows it."""


@pytest.mark.parametrize(
    ("heading", "secret", "column", "text"),
    [
        ("法定代表人", KEEPER, "CF_SY", f"{KEEPER}在现场签收，当事人销售超过保质期的饼干4袋"),
        ("CF_FRDB", KEEPER, "CF_SY", "秋 实在现场签收"),
        ("被投诉人姓名", KEEPER, "BZ", f"{KEEPER}已履行"),
        ("门店电话", "88001234", "CF_NR", "罚款50000元，联系8800 1234"),
        ("自然人证件号码", "XZ-44718", "CF_SY", "登记为xz44718"),
        ("执法人员", f"王一；{KEEPER}", "CF_SY", f"由{KEEPER}调查"),
    ],
)
def test_what_the_sheet_keeps_is_said_nowhere_else(
    city: Path, run: Import, tmp_path: Path, heading: str, secret: str, column: str, text: str
) -> None:
    before = lists(city)
    row = [*with_(**{column: text}), secret]
    code, said = run(table(tmp_path / "a.xlsx", [[*CODES, heading], row]), "penalties")
    assert code == FINDINGS and lists(city) == before, said
    assert f"“{heading}”一栏的内容也写在“" in said and secret not in said
    # Who means something else by the word empties the cell.
    row[-1] = ""
    assert "新增1" in run(table(tmp_path / "b.xlsx", [[*CODES, heading], row]), "penalties")[1]


@pytest.mark.parametrize(
    ("heading", "secret", "text"),
    [
        ("法定代表人", "某甲", "某甲在现场签收"),
        ("法定代表人证件类型", "居民身份证", "当事人出示居民身份证"),
        ("法定代表人", "甲食", "小城市甲食品有限公司销售饼干"),
        ("联系电话", "40", "当事人销售超过保质期的饼干40袋"),
        ("住所", "人民路5号", "在人民路5号的店里销售饼干"),
        ("执法人员", "/", "由本局/分局调查"),
    ],
)
def test_what_tells_of_nobody_is_taken(
    run: Import, tmp_path: Path, heading: str, secret: str, text: str
) -> None:
    row = [*with_(CF_SY=text), secret]
    code, said = run(table(tmp_path / "a.xlsx", [[*CODES, heading], row]), "penalties")
    assert code == FINE and "新增1" in said, said


@pytest.mark.parametrize(("names", "code"), [("named", FINE), ("masked", FINDINGS)])
def test_a_body_is_found_by_its_numbers_where_its_name_is_hidden(
    city: Path, run: Import, tmp_path: Path, names: str, code: int
) -> None:
    portal = city / "lists/portal.yaml"
    text = portal.read_text("utf-8")
    portal.write_text(
        text.replace("organisation_names: named", f"organisation_names: {names}"), "utf-8"
    )
    row = [
        *with_(CF_XDR_MC="某食品有限公司", CF_SY="注册号1101080012345的当事人销售饼干"),
        "1101080012345",
    ]
    file = table(tmp_path / "a.xlsx", [[*CODES, "工商注册号"], row])
    assert run(file, "penalties")[0] == code


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            with_(CF_NR="罚款5000元，没收饼干40袋"),
            "第2行J列“CF_NR_FK”：“处罚内容”写的罚款是5000元，“罚款”是50000元",
        ),
        (with_(CF_NR="处伍千元的罚款", CF_NR_FK=""), "“处罚内容”写的罚款是5000元，“罚款”空着"),
        (
            with_(CF_NR="罚款50000元，没收违法所得3000元"),
            "“处罚内容”里有没收违法所得，“处罚种类”里没有",
        ),
        (
            with_(CF_YJ="《食品安全法》（2021年修正）第124条第1款第(5)项"),
            "《食品安全法》2021-04-29公布的文本在决定那天（2026-06-01）不在施行，当天施行的是2025-09-12公布的",
        ),
    ],
)
def test_what_does_not_fit_together_is_shown_and_taken(
    city: Path, run: Import, tmp_path: Path, row: list[object], words: str
) -> None:
    code, said = run(table(tmp_path / "a.xlsx", [CODES, row]), "penalties")
    assert code == FINE and "新增1" in said, said
    assert [one for one in said.splitlines() if one.startswith("　　请看") and words in one], said


@pytest.mark.parametrize(
    "content",
    [
        "罚款伍万元整，没收饼干40袋",
        "处50000元罚款。到期不缴纳的，每日按罚款数额的3%加处罚款",
        "没收违法所得1800元罚款50000元",
        "对甲罚款20000元，对乙罚款30000元",
        "二人各罚款25000元",
        "罚款5万元；不予没收违法所得",
    ],
)
def test_several_amounts_are_no_contradiction(run: Import, tmp_path: Path, content: str) -> None:
    row = with_(
        CF_NR=content, CF_CFLB="罚款、没收非法财物、没收违法所得" if "1800" in content else "罚款"
    )
    code, said = run(table(tmp_path / "a.xlsx", [CODES, row]), "penalties")
    assert code == FINE and "请看" not in said, said


@pytest.mark.parametrize(
    ("basis", "passed"),
    [
        (
            "第一百二十四条第一款第（五）项规定：“超过保质期的食品”，参照《小城市裁量办法》第3条",
            "《小城市裁量办法》第3条",
        ),
        ("第124条第1款第(5)项：……。依照《刑法》第三条的规定处罚", "《刑法》第三条"),
        ("第124条第1款第(5)项的规定，参照小城市裁量基准", "参照小城市裁量基准"),
    ],
)
def test_what_was_not_read_of_a_basis_is_told(
    run: Import, tmp_path: Path, basis: str, passed: str
) -> None:
    row = with_(CF_YJ=f"《食品安全法》{basis}")
    code, said = run(table(tmp_path / "a.xlsx", [CODES, row]), "penalties")
    assert code == FINE and f"“CF_YJ”里提到的{passed}没有当作依据读" in said, said
    rows = [["职权名称", "职权类型", "法定依据"], ["对甲的处罚", "行政处罚", row[6]]]
    _, said = run(table(tmp_path / "b.xlsx", rows), "powers")
    assert f"“法定依据”里提到的{passed}没有当作依据读" in said, said


def test_a_formula_without_its_result_is_no_empty_cell(run: Import, tmp_path: Path) -> None:
    """Some programs write =2500*2 and leave it to Excel to work it out: read as it stands the fine would be lost."""
    full, bare = table(tmp_path / "a.xlsx", [CODES, with_()]), tmp_path / "b.xlsx"
    with zipfile.ZipFile(full) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text, count = re.subn(
                    rb'<c r="J2"[^>]*><v>[^<]*</v></c>', b'<c r="J2"><f>2500*2</f><v></v></c>', text
                )
                assert count == 1, text
            new.writestr(name, text)
    code, said = run(bare, "penalties", *SET)
    assert code == WRONG_USE and "J2共1格是公式，文件里没有算出的结果" in said, said


def test_a_range_across_paragraphs_is_refused(run: Import, tmp_path: Path) -> None:
    row = with_(CF_YJ="《食品安全法》第一百二十四条第一款第五项至第二款")
    _, said = run(table(tmp_path / "a.xlsx", [CODES, row]), "penalties")
    assert "从哪里到哪里看不准，逐项写明" in said


def without(titles: list[str], case: list[object], *names: str) -> list[list[object]]:
    kept = [at for at, one in enumerate(titles) if one not in names]
    return [[titles[at] for at in kept], [case[at] for at in kept]]


def test_the_national_form_is_taken_as_it_is(city: Path, run: Import, tmp_path: Path) -> None:
    """What it does not ask is not at hand: `check` says so, and holds it against nobody."""
    code, said = run(table(tmp_path / "a.xlsx", [TITLES, CASE]), "penalties")
    assert code == FINE and "新增1" in said, said
    checked = check(city)
    # Its docket is written by whoever keeps the register of cases: no form of outcomes has it.
    about = [one for one in checked.findings if one.place.record.endswith("cf-9")]
    assert {one.code for one in about} <= {"DKT002"}
    assert {"FIN001", "DSC004"} <= {
        code
        for code, several in checked.report.unchecked.items()
        if any("只有双公示的内容" in one.reason for one in several)
    }


def test_who_tells_the_steps_tells_the_procedure(run: Import, tmp_path: Path) -> None:
    """It is asked once and each by its own words; an empty cell at its place."""
    more = [[*TITLES, "立案日期"], [*CASE, "2026-05-06"]]
    code, said = run(table(tmp_path / "a.xlsx", more), "penalties")
    assert code == FINDINGS and "1行缺少“案件来源”：" in said and "--set '案件来源=检查'" in said
    assert "--set '程序=简易程序'；可以写：简易程序、普通程序" in said
    more = [[*TITLES, "立案日期", "程序"], [*CASE, "2026-05-06", ""]]
    _, said = run(table(tmp_path / "b.xlsx", more), "penalties", *SET[:2])
    assert "第2行P列“程序”：缺少“程序”" in said, said


def test_the_page_of_such_a_decision_claims_no_more(
    city: Path, run: Import, tmp_path: Path
) -> None:
    run(table(tmp_path / "a.xlsx", [TITLES, CASE]), "penalties")
    assert (
        main(["build", "--root", str(city), "--out", str(tmp_path / "site"), "--no-cache"]) == FINE
    )
    page = tmp_path / "site/cases/market-regulation/2026/cf-9/index.html"
    text = page.read_text("utf-8")
    assert "公开的内容里没有代收机构和缴款期限，见决定书" in text
    assert "决定书没有" not in text and "没有适用的裁量基准" not in text


LICENCE = {
    "行政相对人名称": "小城市甲食品有限公司", "行政相对人类别": "法人及非法人组织", "行政许可决定文书名称": "准予行政许可决定书",
    "行政许可决定文书号": "小市监许〔2026〕0009号", "许可类别": "普通", "许可证书名称": "食品经营许可证", "许可编号": "JY10000000000009",
    "许可内容": "热食类食品制售", "许可决定日期": "2026-06-01", "有效期自": "2026-06-01", "有效期至": "2031-05-31",
    "许可机关": "小城市市场监督管理局", "当前状态": "1",
}  # fmt: skip


def test_the_national_form_of_licences_is_taken_as_it_is(
    city: Path, run: Import, tmp_path: Path
) -> None:
    rows = [list(LICENCE), list(LICENCE.values())]
    code, said = run(table(tmp_path / "a.xlsx", rows), "licences")
    assert code == FINE and "由许可证书得出：food-business-licence" in said, said
    assert not [one for one in check(city).findings if one.place.record.endswith("xk-9")]


def test_totals_and_signatures_are_no_records(run: Import, tmp_path: Path) -> None:
    feet = [
        ["合计", *[""] * 8, 5.0, 0.18],
        ["填表人：张三", "", "审核人：李四", "", "联系电话：13800138000"],
        ["注：以上为2026年第二季度的决定"],
    ]
    code, said = run(table(tmp_path / "a.xlsx", [TITLES, CASE, *feet]), "penalties")
    assert code == FINE and "共1条：新增1" in said, said
    assert "表“Sheet1”第3行像是表尾（合计），没有读。" in said
    assert "表“Sheet1”第4行像是表尾（填表人），没有读。" in said and "13800138000" not in said


def test_a_name_like_a_total_is_a_record(run: Import, tmp_path: Path) -> None:
    rows = [["职权名称", "职权类型"], ["小计量器具制造的处罚", "行政处罚"]]
    assert "新增1" in run(table(tmp_path / "a.xlsx", rows), "powers")[1]


def test_rows_hidden_in_excel_are_told(run: Import, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("清单 & 表")
        for number, row in enumerate(
            (["职权名称", "职权类型"], ["甲", "行政处罚"], ["乙", "行政处罚"])
        ):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, None, None, {"hidden": True})
    assert "表“清单 & 表”第3行在 Excel 里是隐藏的，也读了" in run(tmp_path / "a.xlsx", "powers")[1]


def test_what_a_whole_table_lacks_is_asked_once(run: Import, tmp_path: Path) -> None:
    """With words to paste, after which the table is taken."""
    other = {
        **LICENCE,
        "行政许可决定文书号": "小市监许〔2026〕0010号",
        "许可内容": "冷食类食品制售",
    }
    rows = [list(LICENCE), list(LICENCE.values()), list(other.values())]
    file = table(tmp_path / "a.xlsx", [row[:5] + row[7:] for row in rows])
    code, said = run(file, "licences")
    assert code == FINDINGS
    (line,) = [one for one in said.splitlines() if "--set" in one]
    assert line.startswith("2行缺少“职权”：加一栏“职权”；全部的行都一样的，加上 --set '职权=")
    assert "没有导入　表“Sheet1”第3行：缺少“职权”，见上面" in said
    pasted = shlex.split(line.partition("加上 ")[2].partition("；")[0])
    code, said = run(file, "licences", *pasted)
    assert code == FINE and "新增2" in said, said


def test_a_mistake_of_many_rows_is_told_once(run: Import, tmp_path: Path) -> None:
    rows = [with_(CF_WSH=f"小市监罚字〔2026〕{n}号") for n in range(11, 41)]
    rows[7] = with_(CF_WSH="小市监罚〔2026〕18号", CF_JDRQ="六月")
    file = table(tmp_path / "a.xlsx", [CODES, *rows])
    code, said = run(file, "penalties")
    assert code == FINDINGS and said.count("不是本部门的文号") == 1
    (line,) = [one for one in said.splitlines() if one.startswith("29行")]
    assert "A列“CF_WSH”，例如写的是“小市监罚字〔2026〕11号”，不是本部门的文号" in line
    assert "小市监罚〔YYYY〕N号（多了“字”）" in line and "（第2、3、4、5、6、7、8、10、" in line
    assert "没有导入　表“Sheet1”第3行A列“CF_WSH”：写的是“小市监罚字〔2026〕12号”，见上面" in said
    assert "第9行L列“CF_JDRQ”：写的是“六月”，应当是日期" in said
    # The rest says it at each row, where a clerk mends it.
    rest = read_book(tmp_path / "a-未导入.xlsx").sheets[0].rows
    assert sum("不是本部门的文号" in str(row.cells[-1]) for row in rest) == 29


def test_each_column_that_lacks_has_its_own_words(run: Import, tmp_path: Path) -> None:
    rows = [["职权名称", "备注"], ["对甲的处罚", "甲"], ["对乙的处罚", "乙"]]
    _, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert (
        said.count("--set") == 1 and "--set '职权类型=行政许可'；可以写：行政许可、行政处罚" in said
    )


def test_an_identity_number_goes_nowhere(city: Path, run: Import, tmp_path: Path) -> None:
    secret = "11010519491231002X"
    run(table(tmp_path / "a.xlsx", [CODES, with_(CF_XDR_ZJHM=secret)]), "penalties", *SET)
    assert not any(secret.encode() in content for content in lists(city).values())


def test_the_rest_is_corrected_and_imported_again(city: Path, run: Import, tmp_path: Path) -> None:
    bad = with_(CF_WSH="小市监罚〔2026〕10号", CF_JDRQ="六月")
    file = table(tmp_path / "a.xlsx", [CODES, CASE, bad], "标题")
    code, said = run(file, "penalties", *SET)
    assert code == FINDINGS and "新增1" in said
    rest = tmp_path / "a-未导入.xlsx"
    rows = [row.cells for row in read_book(rest).sheets[0].rows]
    assert [len(row) for row in rows] == [len(CODES) + 1] * 3
    assert rows[1][-1] == "原因" and "应当是日期" in str(rows[2][-1])
    # Again without a correction: nothing new, and the rest is what it was.
    kept = rest.read_bytes()
    assert run(file, "penalties", *SET)[0] == FINDINGS and rest.read_bytes() == kept
    # What was corrected in it is not overwritten by importing the first file once more.
    mended = [list(row[:-1]) for row in rows]
    mended[2][CODES.index("CF_JDRQ")] = "2026.6.2"
    table(rest, mended)
    kept = rest.read_bytes()
    for _ in range(2):
        code, said = run(file, "penalties", *SET)
        assert code == FINDINGS and "没有变化　表“Sheet1”第3行：market-regulation/2026/cf-9" in said
        assert rest.read_bytes() == kept and "a-未导入-2.xlsx" in said
    assert not (tmp_path / "a-未导入-3.xlsx").exists()
    code, said = run(rest, "penalties", *SET)
    assert code == FINE and "新增1" in said, said


def test_the_rest_never_lies_in_the_lists(city: Path, run: Import) -> None:
    file = table(city / "lists" / "a.xlsx", [CODES, with_(CF_JDRQ="六月")])
    code, said = run(file, "penalties", *SET)
    assert code == WRONG_USE and "用 --rest 写到别处" in said


def test_a_number_never_takes_the_place_of_another_decision(
    city: Path, run: Import, tmp_path: Path
) -> None:
    """What has no number got a serial at import; a printed number that comes to the same is another decision."""
    more = (*SET, "--set", "职权=expired-food", "--series", "cf")
    code, said = run(table(tmp_path / "a.xlsx", [CODES, with_(CF_WSH="")]), "penalties", *more)
    assert code == FINE and "没有文号，编为 cf-4" in said, said
    once = lists(city)
    other = with_(CF_WSH="小市监罚〔2026〕4号", CF_XDR_MC="小城市乙食品有限公司")
    code, said = run(table(tmp_path / "b.xlsx", [CODES, other]), "penalties", *more)
    assert code == FINDINGS and "标识“cf-4”已经给了另一件：没有文号的" in said
    assert lists(city) == once


def test_a_decision_without_a_number_is_known_beside_one_that_has_it(
    city: Path, run: Import, tmp_path: Path
) -> None:
    more = ("--set", "职权=expired-food", "--series", "cf")
    file = table(tmp_path / "a.xlsx", [CODES, CASE, with_(CF_WSH="")])
    code, said = run(file, "penalties", *more)
    assert code == FINE and "新增2" in said, said
    once = lists(city)
    code, said = run(file, "penalties", *more)
    assert code == FINE and "没有变化2" in said and lists(city) == once, said


def test_two_numbers_are_two_decisions(run: Import, tmp_path: Path) -> None:
    """Of one party, day and wording: told apart by their numbers, and known again by them."""
    assert run(table(tmp_path / "a.xlsx", [CODES, CASE]), "penalties", *SET)[0] == FINE
    file = table(tmp_path / "b.xlsx", [CODES, CASE, with_(CF_WSH="小市监罚〔2026〕10号")])
    code, said = run(file, "penalties", *SET)
    assert code == FINE and "新增1" in said and "没有变化1" in said, said


# Lists of powers.

POWERS = [
    "序号",
    "职权编码",
    "权力名称",
    "权力类型",
    "实施依据",
    "承办科室",
    "责任事项",
    "监督电话",
]


def test_a_responsibility_list(city: Path, run: Import, tmp_path: Path) -> None:
    basis = "【法律】《食品安全法》第一百二十四条第一款第(五)项：违反本法规定……依照本法第一百二十二条处罚。"
    rows = [
        POWERS,
        [
            "1",
            "021231047000",
            "对生产经营超过保质期食品的处罚",
            "行政处罚",
            basis,
            "执法科",
            "",
            "",
        ],
        ["2", "021231048000", "对新的行为的处罚", "02", basis, "执法 科", "检查\n取证", "12345"],
        ["3", "021231049000", "婚姻咨询", "20", "", "", "", ""],
    ]
    path = city / LISTS / "powers" / "expired-food.yaml"
    before = path.read_text("utf-8")
    code, said = run(table(tmp_path / "a.xlsx", rows, "权责清单"), "powers")
    assert code == FINDINGS
    assert "公共服务不是行政职权" in said
    # What the table does not know of a record stays: ranges, sub-items, the old basis.
    assert path.read_text("utf-8") == before
    new = (city / LISTS / "powers" / "021231048000.yaml").read_text("utf-8")
    assert "unit: food" in new and "- 检查\n- 取证" in new and "article: '124'" in new
    assert "summary: 对新的行为的处罚" in new and "请改成老百姓看得懂的话" in said
    assert not [one for one in check(city).findings if one.code.startswith("STR")]


def test_a_comment_and_what_a_person_wrote_stay(city: Path, run: Import, tmp_path: Path) -> None:
    path = city / LISTS / "powers" / "expired-food.yaml"
    path.write_text(
        path.read_text("utf-8").replace("unit: food\n", "unit: food  # 2026年起\n"), "utf-8"
    )
    rows = [["职权编码", "能做什么", "备注"], ["021231047000", "查处卖过期食品的", "已核对"]]
    code, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert code == FINE and "修改1" in said and "“备注”：（没有）→已核对" in said
    after = path.read_text("utf-8")
    assert "unit: food  # 2026年起" in after and "min: 50000" in after
    assert after.endswith("remark: 已核对\n") and "summary: 查处卖过期食品的\n" in after


def test_a_basis_in_three_columns(run: Import, tmp_path: Path) -> None:
    rows = [
        ["职权名称", "职权类型", "法律名称", "条款"],
        ["对甲的处罚", "行政处罚", "食品安全法", "第一百二十四条"],
        ["对乙的处罚", "行政处罚", "《食品卫生法》", "第三条"],
    ]
    _, said = run(table(tmp_path / "a.xlsx", rows), "powers", "--dry-run")
    assert "新增1" in said and "C列“法律名称”：法律库里没有《食品卫生法》" in said


@pytest.mark.parametrize(
    ("heading", "organ", "words"),
    [
        (
            "责任主体",
            "市城管局",
            "这一行是部门 urban-management 的，正在导入的是 market-regulation",
        ),
        ("实施主体", "小城市城市管理局", "这一行是部门 urban-management 的"),
        ("行使主体", "外市市场监督管理局", "没有这一个部门"),
        ("部门", "外市市场监督管理局", "--columns '部门='"),
        ("责任主体", "小城市市场监督管理局", "新增1"),
        ("责任主体", "小城市市场监管局", "新增1"),
        ("实施主体", "市市场监督管理局", "新增1"),
        ("实施主体", "市场监督管理局", "新增1"),
        ("实施主体", "市城市管理局", "这一行是部门 urban-management 的"),
        ("实施主体", "县市场监督管理局", "没有这一个部门"),
        ("责任主体", "", "新增1"),
    ],
)
def test_a_row_of_another_organ_is_not_ours(
    city: Path, run: Import, tmp_path: Path, heading: str, organ: str, words: str
) -> None:
    rows = [["职权名称", "职权类型", heading], ["对甲的处罚", "行政处罚", organ]]
    before = lists(city)
    _, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert words in said, said
    assert (lists(city) == before) == ("新增1" not in said)


def test_a_list_of_several_departments_goes_to_each(
    city: Path, run: Import, tmp_path: Path
) -> None:
    """Without --department the rows say whose they are; units are those of the row's own department."""
    rows = [
        ["职权名称", "职权类型", "承办科室", "责任主体"],
        ["对甲的处罚", "行政处罚", "执法科", "市市场监管局"],
        ["对乙的处罚", "行政处罚", "", "市城管局"],
        ["对丙的处罚", "行政处罚", "", ""],
    ]
    code, said = run(table(tmp_path / "a.xlsx", rows), "powers", department="")
    assert code == FINDINGS and "新增2" in said and "没有写是哪个部门的" in said
    assert (city / LISTS / "powers" / "market-regulation-1.yaml").is_file() or "unit: food" in said
    assert (city / "lists/departments/urban-management/powers/urban-management-1.yaml").is_file()


def test_a_list_without_codes_gets_numbers_once(city: Path, run: Import, tmp_path: Path) -> None:
    rows = [["职权名称", "职权类型"], ["对甲的处罚", "行政处罚"], ["对乙的处罚", "行政处罚"]]
    file = table(tmp_path / "a.xlsx", rows)
    run(file, "powers")
    assert (city / LISTS / "powers" / "market-regulation-2.yaml").is_file()
    assert "没有变化2" in run(file, "powers")[1]


def test_two_powers_that_nothing_tells_apart(city: Path, run: Import, tmp_path: Path) -> None:
    head = ["职权名称", "职权类型", "职权编码"]
    rows = [
        head,
        ["对甲的处罚", "行政处罚", ""],
        ["对甲的处罚", "行政处罚", ""],
        ["对甲的处罚", "行政检查", ""],
    ]
    code, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert code == FINDINGS and "新增2" in said
    assert "第3行A列“职权名称”：与表“Sheet1”第2行的名称、类型都一样，都没有编码" in said, said
    rows = [
        head,
        ["对乙的处罚", "行政处罚", "0212310001"],
        ["对乙的处罚", "行政处罚", "0212310002"],
    ]
    assert "新增2" in run(table(tmp_path / "b.xlsx", rows), "powers")[1]


EXPIRED = [
    "对生产经营超过保质期食品的处罚",
    "行政处罚",
    "《食品安全法》第一百二十四条第一款第（五）项",
]
POWER_HEAD = ["职权名称", "职权类型", "法定依据", "职权编码"]


def test_a_power_does_not_come_twice_under_another_code(
    city: Path, run: Import, tmp_path: Path
) -> None:
    before = lists(city)
    rows = [
        POWER_HEAD,
        [*EXPIRED, "330231001001"],
        ["对另一件事的处罚", "行政处罚", "《食品安全法》第五条", "330231001001"],
        [*EXPIRED, ""],
    ]
    file = table(tmp_path / "a.xlsx", rows)
    for _ in range(2):
        code, said = run(file, "powers", "--rest", str(tmp_path / "rest.xlsx"))
        assert code == FINDINGS and lists(city) == before
        assert "依据都一样的职权 expired-food，编码是 021231047000，这一行的是 330231001001" in said
        assert "第3行D列“职权编码”：职权编码与表“Sheet1”第2行的一样，名称不同" in said, said
        assert "没有变化　表“Sheet1”第4行：expired-food" in said
    # Who gives it an id has looked: another power, or the same whose code has changed.
    head = ["标识", *POWER_HEAD]
    other = [head, ["expired-food-2", *EXPIRED, "330231001001"]]
    assert "新增1" in run(table(tmp_path / "b.xlsx", other), "powers")[1]
    other = [POWER_HEAD, [EXPIRED[0], EXPIRED[1], "《食品安全法》第五条", "330231001009"]]
    assert "新增1" in run(table(tmp_path / "c.xlsx", other), "powers")[1]


@pytest.mark.parametrize(
    "rows",
    [
        [["对甲的处罚", "行政处罚", "", "0212310001"], ["对甲的处罚", "行政处罚", "", ""]],
        [["对甲的处罚", "行政处罚", "", ""], ["对甲的处罚", "行政处罚", "", "0212310001"]],
        [["对甲的处罚", "行政处罚", "", ""], ["对甲的处罚", "行政检查", "", ""]],
        [[*EXPIRED, ""], [EXPIRED[0], EXPIRED[1], "《食品安全法》第五条", "0212310001"]],
        [[*EXPIRED, ""], [EXPIRED[0], "行政检查", "", "0212310001"]],
    ],
)
def test_powers_of_one_name_are_the_same_twice(
    city: Path, run: Import, tmp_path: Path, rows: list[list[str]]
) -> None:
    file = table(tmp_path / "a.xlsx", [POWER_HEAD, *rows])
    rest = ("--rest", str(tmp_path / "rest.xlsx"))
    first, said = run(file, "powers", *rest)
    once, left = lists(city), lists(tmp_path)
    second, again = run(file, "powers", *rest)
    assert second == first and lists(city) == once and lists(tmp_path) == left, again
    refused = [line for line in said.splitlines() if line.startswith("没有导入　")]
    assert refused == [line for line in again.splitlines() if line.startswith("没有导入　")]
    assert "新增0，修改0" in again


def test_two_rows_of_one_name_and_place_are_asked_about(run: Import, tmp_path: Path) -> None:
    basis = "《食品安全法》第五条"
    rows = [["对丁的处罚", "行政处罚", basis, f"021231000{n}"] for n in (1, 2)]
    _, said = run(table(tmp_path / "a.xlsx", [POWER_HEAD, *rows]), "powers")
    assert (
        "新增2" in said
        and "请看　表“Sheet1”第3行D列“职权编码”：与表“Sheet1”第2行的名称、类型、依据都一样" in said
    )


def test_a_measure_is_compulsion(city: Path, run: Import, tmp_path: Path) -> None:
    rows = [["职权名称", "职权类型"], ["查封甲", "行政强制措施"], ["代履行乙", "行政强制执行"]]
    code, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert code == FINE and "“强制种类”由职权类型“行政强制措施”得出：行政强制措施" in said, said
    texts = [
        (city / LISTS / "powers" / f"market-regulation-{n}.yaml").read_text("utf-8") for n in (1, 2)
    ]
    assert "compulsion: measure" in texts[0] and "compulsion: execution" in texts[1]


def test_a_basis_with_its_title_before_it(run: Import, tmp_path: Path) -> None:
    rows = [["职权名称", "职权类型", "法定依据"], ["甲", "行政处罚", "依据：《食品安全法》第五条"]]
    assert "新增1" in run(table(tmp_path / "a.xlsx", rows), "powers")[1]


def test_sub_items_by_their_names(city: Path, run: Import, tmp_path: Path) -> None:
    """Names between signs are enough; those that stand there keep their ids and all that they have."""
    before = (city / LISTS / "powers" / "expired-food.yaml").read_text("utf-8")
    named = "用超过保质期的食品原料生产食品；销售超过保质期的食品；网上销售超过保质期的食品"
    rows = [["职权编码", "子项"], ["021231047000", named]]
    code, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert code == FINE and "“网上销售超过保质期的食品”编为 item-1" in said, said
    text = (city / LISTS / "powers" / "expired-food.yaml").read_text("utf-8")
    assert [line for line in text.splitlines() if line not in before.splitlines()] == [
        "- id: item-1",
        "  name: 网上销售超过保质期的食品",
    ]
    assert "没有变化1" in run(table(tmp_path / "a.xlsx", rows), "powers")[1]


def test_an_id_that_is_given_stays(run: Import, tmp_path: Path) -> None:
    rows = [["标识", "职权编码", "备注"], ["another", "021231047000", "甲"]]
    _, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert "这一条已有标识“expired-food”" in said


def test_two_rows_of_one_record(run: Import, tmp_path: Path) -> None:
    rows = [["职权编码", "备注"], ["021231047000", "甲"], ["021231047000", "乙"]]
    _, said = run(table(tmp_path / "a.xlsx", rows), "powers")
    assert "修改1" in said and "与表“Sheet1”第2行是同一条" in said


# Officers, entrustments, benchmarks.


def test_officers(city: Path, run: Import, tmp_path: Path) -> None:
    rows = [
        ["姓名", "身份证号", "执法证编号", "科室", "执法领域", "执法区域", "编制", "发证日期", "有效期至", "检验日期"],
        ["陆 知遥", "11010519491231002X", "xc00000003", "执法科", "市场监管", "小城市", "公务员", 45356, "2029年3月4日",
         "2026/5/20；2029/5/20"],
        ["林知远", "", "XC00000009", "执法科", "市场监管", "小城市", "在编", "2024.3.5", "2029-03-04", ""],
    ]  # fmt: skip
    code, said = run(table(tmp_path / "a.xlsx", rows), "officers")
    assert code == FINDINGS
    assert "已有同名的人员 mr-0001，证号不同" in said and "Excel 的日期数字45356→2024-03-05" in said
    text = (city / LISTS / "officers.csv").read_text("utf-8")
    assert "xc00000003,陆 知遥,XC00000003,food,,市场监管" in text or "xc00000003" in text
    assert "2026-05-20;2029-05-20" in text and "1949" not in text


def test_entrustments(city: Path, run: Import, tmp_path: Path) -> None:
    body = next((city / "lists" / "bodies").glob("*.yaml"))
    name = body.read_text("utf-8").split("name: ")[1].split("\n")[0]
    rows = [
        ["受委托单位", "委托事项", "委托范围", "委托依据", "委托期限", "委托书签订日期"],
        [name, "对生产经营超过保质期食品的处罚", "城区", "《行政处罚法》第二十条第一款", "2026年1月1日至2027年12月31日", "2025/12/20"],
    ]  # fmt: skip
    code, said = run(table(tmp_path / "a.xlsx", rows), "entrustments")
    assert code == FINE, said
    text = (city / LISTS / "entrustments" / "food-brigade-2.yaml").read_text("utf-8")
    assert "from: 2026-01-01\nuntil: 2027-12-31\n" in text and "signed_on: 2025-12-20" in text


TIERS = ["序号", "违法行为", "法律依据", "类别", "裁量情节", "裁量标准", "备注"]


def test_a_benchmark_is_gathered_from_its_rows(city: Path, run: Import, tmp_path: Path) -> None:
    basis = "《食品安全法》第一百二十四条第一款第（五）项：……"
    rows = [
        TIERS,
        ["1", "卖过期食品", basis, 1.0, "不足二千元", "处五万元以上六万元以下罚款", "并处没收"],
        ["", "", "", "", "主动召回", "", ""],
        ["", "", "", 2.0, "二千元以上", "处六万元以上十万元以下罚款", ""],
        ["2", "卖变质食品", basis, 1.0, "甲", "处五万元以上六万元以下罚款，个人处一万元罚款", ""],
    ]
    code, said = run(
        table(tmp_path / "a.xls", rows, "一、食品"), "discretion", "--set", "起=2026-01-01"
    )
    assert code == FINDINGS and "新增1" in said
    assert "第6行F列“裁量标准”" in said and "里有几个幅度" in said
    text = (city / LISTS / "discretion" / "expired-food-2026-2.yaml").read_text("utf-8")
    assert text.count("range: under-10000") == 2
    assert "  - 不足二千元\n  - 主动召回\n" in text and "name: 第2档" in text


def test_a_certificate_of_somebody_else_renames_nobody(
    city: Path, run: Import, tmp_path: Path
) -> None:
    head = ["姓名", "执法证号", "执法类别", "执法区域", "人员性质", "发证日期", "有效期至"]
    rows = [head, ["赵七", "XC00000001", "市场监管", "小城市", "在编", "2024-03-05", "2029-03-04"]]
    before = lists(city)
    code, said = run(table(tmp_path / "a.xlsx", rows), "officers")
    assert code == FINDINGS and lists(city) == before
    assert "证号 XC00000001 是林知远（mr-0001）的，这一行写的是赵七" in said, said
    rows = [["标识", *head], ["mr-0001", *rows[1]]]
    assert "“姓名”：林知远→赵七" in run(table(tmp_path / "a.xlsx", rows), "officers")[1]


# Headings and options.


def test_unknown_headings_are_told_with_the_nearest(run: Import, tmp_path: Path) -> None:
    rows = [["职权编码", "职权名秤", "备注"], ["021231047000", "甲", "乙"]]
    _, said = run(table(tmp_path / "a.xlsx", rows), "powers", "--dry-run")
    assert "不认识“职权名秤”（相近的有“职权名称”" in said
    _, said = run(
        table(tmp_path / "a.xlsx", rows), "powers", "--dry-run", "--columns", "职权名秤=职权名称"
    )
    assert "不认识" not in said


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--register", "power"], "没有“power”这个登记表"),
        (["--register", "powers", "--department", "x"], "没有“x”这个部门；有：market-regulation"),
        (["--register", "powers"], "用 --department 写明是哪个部门的"),
        (
            ["--register", "powers", "--department", "market-regulation", "--set", "甲=1"],
            "没有“甲”这一栏",
        ),
        (
            ["--register", "powers", "--department", "market-regulation", "--set", "职权类型=甲"],
            "应当是其中之一",
        ),
        (
            ["--register", "powers", "--department", "market-regulation", "--columns", "甲"],
            "应当写作 名称=内容",
        ),
        (
            ["--register", "officers", "--department", "market-regulation"],
            "没有找到“执法人员”的表头",
        ),
    ],
)
def test_wrong_use(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    file = table(tmp_path / "a.xlsx", [["职权编码", "职权名称"], ["1234", "甲"]])
    assert main(["import", str(file), "--root", str(city), *more]) == WRONG_USE
    assert words in capsys.readouterr().err


def test_two_columns_for_one_field(run: Import, tmp_path: Path) -> None:
    code, said = run(
        table(tmp_path / "a.xlsx", [["编码", "职权编码"], ["1234", "12345"]]), "powers"
    )
    assert code == WRONG_USE and "“编码”和“职权编码”都是同一栏" in said


def test_nothing_is_added_to_what_cannot_be_read(city: Path, run: Import, tmp_path: Path) -> None:
    (city / LISTS / "powers" / "expired-food.yaml").write_text("id: [", "utf-8")
    code, said = run(table(tmp_path / "a.xlsx", [["职权编码", "备注"], ["1", "甲"]]), "powers")
    assert code == FINDINGS and "先运行 publish.py check" in said


def test_big5_with_known_headings(run: Import, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("CF_WSH,CF_SY\n小市監罰〔2026〕9號,違法\n".encode("big5hkscs", "replace"))
    _, said = run(file, "penalties")
    assert (
        "共1条" in said and "文件的编码是 Big5，按繁体字读的" in said and "写的是“小市監罰" in said
    ), said


TRADITIONAL = (
    "行政處罰決定書文號,違法事實,處罰決定日期\n小市監罰〔2026〕9號,銷售過期食品,2026-06-01\n"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            TRADITIONAL.encode("big5hkscs"),
            "编码是 Big5，写的是繁体字：“行政處罰決定書文號”、“違法事實”",
        ),
        (b'[\n {"name": 1}\n]', "这是 JSON 或者网页，不是表格"),
        (b",,\n", "里面没有内容"),
        (
            b"CODE,ACT,SCORE\n1001,x,3\n",
            "认得的只有“CODE”。必须有的栏：职权名称、职权类型、能做什么。标题不同的，一个一个说明：--columns 'ACT=职权名称'",
        ),
        (
            "执法证号,姓名,发证日期\n1,甲,2026-01-01\n".encode(),
            "像是“执法人员”的表（--register officers）",
        ),
    ],
)
def test_why_nothing_was_read(run: Import, tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    code, said = run(tmp_path / "a.csv", "powers")
    assert code == WRONG_USE and words in said and "乱码" not in said, said


def test_every_official_heading_leads_somewhere() -> None:
    """To a field, or to a reason why not: a field that was renamed would otherwise fall silent."""
    from generator.importing.official import HEADINGS

    for name, several in HEADINGS.items():
        if name not in registers():
            continue
        headings = Headings(registers()[name], {})
        for heading in several:
            target = headings.target(heading)
            assert target is not None, (name, heading)
            assert target.why != "这个登记表没有这一栏", (name, heading)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("5万元", 50000), ("5万", 50000), ("￥5,000.00", 5000), ("五万元", 50000), ("伍佰元整", 500), ("一万五千元", 15000),
     ("1.5万元", 15000), ("一百二十万元", 1200000), ("５０００", 5000), ("5千元", 5000), ("3百", 300), ("五千万", 50000000), ("5千万元", 50000000), ("人民币伍仟元整", 5000), ("36", 36)],
)  # fmt: skip
def test_amounts(text: str, amount: int) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["一百万一十元", "三倍", "五万左右", "", "5-6万", "罚款"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError):
        read_amount(text)


def test_ranges_of_a_real_benchmark(shared: Path) -> None:
    """As a second reader had them: 756 of 872 give one range, the others several or none."""
    file = shared / "data" / "jiangmen-discretion-benchmark" / "benchmark.csv"
    counts: Counter[str] = Counter()
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            try:
                found = read_bounds(row["裁量标准"])
            except ValueError:
                counts["refused"] += 1
                continue
            counts["read"] += 1
            if found.unit == "yuan" and row["min_yuan"]:
                assert (float(found.low or 0), float(found.high or 0)) == (
                    float(row["min_yuan"]),
                    float(row["max_yuan"]),
                ), row["裁量标准"]
    assert counts == {"read": 756, "refused": 116}


@given(st.text("0123456789万千百十一二三零元以上下超过不满处罚款的%倍,.-至、分之 ", max_size=25))
def test_any_words_are_a_range_or_none(text: str) -> None:
    """An amount is no less than nothing, and a range names its ends; all else is refused in words."""
    with suppress(ValueError):
        assert read_amount(text) >= 0
    with suppress(ValueError):
        found = read_bounds(text)
        assert found.low is not None or found.high is not None


def test_ranges_say_which_ends_are_in() -> None:
    assert read_bounds("处一万元以上不满五万元的罚款") == Bounds(
        "yuan", *map(read_amount, ("1万", "5万")), False, True
    )
    assert read_bounds("货值金额十倍以上二十倍以下").of == "货值金额"
    assert read_bounds("处200元以下罚款") == Bounds("yuan", None, read_amount("200"))


CELLS = Cells(Catalogue({}), date(2026, 11, 23))
COLUMNS = {one.name: one for one in form_columns(registers()["penalties"])}


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("decided_on", "2024年3月5日", "2024-03-05"),
        ("decided_on", "2024/3/5", "2024-03-05"),
        ("decided_on", "2024.3.5", "2024-03-05"),
        ("decided_on", " ２０２４－０３－０５ ", "2024-03-05"),
        ("decided_on", "20240305", "2024-03-05"),
        ("decided_on", "二〇二四年三月五日", "2024-03-05"),
        ("decided_on", "2024-03-05 00:00:00", "2024-03-05"),
        ("decided_on", "2024-3-5 0:00:00", "2024-03-05"),
        ("decided_on", "2024/3/5 0:00", "2024-03-05"),
        ("decided_on", "2024-03-05T09:30:15.000", "2024-03-05"),
        ("decided_on", 45356.0, "2024-03-05"),
        ("decided_on", datetime(2024, 3, 5, 9, 30), "2024-03-05"),
        ("decided_on", "46086", "2026-03-05"),
        ("decided_on", "2026年3月5号", "2026-03-05"),
        ("decided_on", "26-3-5", "2026-03-05"),
        ("decided_on", "26.03.05", "2026-03-05"),
        ("decided_on", "####", None),
        ("facts", "甲\r\n乙\u200b　", "甲\n乙"),
        ("title", "某店案\n第二行", "某店案第二行"),
        ("title", "ABC\r\nLtd案", "ABC Ltd案"),
        ("number", 12.0, "12"),
        ("pay_within_days", "15日", 15),
        ("pay_within_days", "１５", 15),
        ("remark", "无", None),
        ("kinds", "罚款+没收违法所得", ["fine", "confiscate_gains"]),
        ("kinds", "02-罚款；警告", ["fine", "warning"]),
        ("kinds", "罚款；法律、行政法规规定的其他行政处罚", ["fine", "other"]),
        ("kinds", "其他-责令改正", ["other"]),
        ("kinds", "罚款、责令整改", ["fine", "other"]),
        ("party_kind", "个体", "sole_trader"),
        ("procedure", "01 简易程序", "summary"),
        ("party_code", "91000000000000000k", "91000000000000000K"),
    ],
)
def test_a_cell_is_understood(name: str, cell: object, value: object) -> None:
    assert CELLS.read(COLUMNS[name], cell).value == value  # type: ignore[arg-type]


EVERY_COLUMN = [(name, one) for name, model in registers().items() for one in form_columns(model)]
ANY_CELL = st.one_of(
    st.text(max_size=30),
    st.text(
        "0123456789年月日万元-./:：至 -《》第条款项（）()一二三十百是否{}[]#'\"\n", max_size=30
    ),
    st.floats(allow_nan=True),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


@given(st.sampled_from(EVERY_COLUMN), ANY_CELL, st.booleans())
def test_any_cell_is_understood_or_refused_in_words(
    column: tuple[str, FormColumn], cell: Value, ours: bool
) -> None:
    try:
        CELLS.read(column[1], cell, ours=ours, factor=10000)
    except Misread as error:
        assert error.what


def test_a_number_that_excel_rounded() -> None:
    with pytest.raises(Misread, match="末几位"):
        CELLS.read(COLUMNS["number"], 3.30106199001011e17)


# The sets of real data: each is imported, or refused with a reason that a person accepts.


@pytest.fixture
def demo(repository: Path, tmp_path: Path) -> Path:
    """The demo city's lists, to import into."""
    import shutil

    shutil.copytree(repository / "lists", tmp_path / "demo" / "lists")
    return tmp_path / "demo"


def tried(
    root: Path,
    file: Path,
    register: str,
    department: str,
    capsys: pytest.CaptureFixture[str],
    *more: str,
) -> tuple[Counter[str], str]:
    words = [
        "import",
        str(file),
        "--register",
        register,
        "--department",
        department,
        "--root",
        str(root),
    ]
    main([*words, "--rest", str(root / f"rest-{file.stem}{file.suffix}.xlsx"), *more])
    captured = capsys.readouterr()
    said = captured.out + captured.err
    found: Counter[str] = Counter()
    for line in said.splitlines():
        found[line.partition("　")[0]] += 1
        # A reason of many rows stands once with their number; each of them only says where it is.
        many = re.match("([0-9]+)行(?!缺少)", line)
        if many or line.startswith("没有导入　"):
            for reason, words_ in REASONS.items():
                if words_ in line:
                    found[reason] += int(many[1]) if many else 1
    return found, said


REASONS = {
    "law": "法律库里没有《",
    "service": "公共服务不是行政职权",
    "type": "应当是其中之一",
    "several": "里有几个幅度",
    "no power": "本部门没有一项职权以",
    "missing": "缺少“",
    "number": "不是本部门的文号",
    "repealed": "以后不再施行",
    "no law": "看不出引用了哪部法律",
    "twice": "的名称、类型都一样",
}


def test_real_powers_of_a_province(
    demo: Path, shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads((shared / "data/liaoning-power-list/government_data.json").read_text("utf-8"))
    file = table(tmp_path / "辽宁.xlsx", [list(rows[0]), *(list(one.values()) for one in rows)])
    found, said = tried(demo, file, "powers", "market-regulation", capsys)
    assert "共30条：新增3，修改0，没有变化0，没有导入27" in said
    assert found["law"] == 25 and found["service"] == 1 and found["type"] == 1
    _, said = tried(demo, file, "powers", "market-regulation", capsys)
    assert "没有变化3" in said


def test_real_service_items(demo: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shared / "data/sichuan-service-items/items.csv"
    found, said = tried(
        demo, file, "powers", "market-regulation", capsys, "--columns", "department="
    )
    assert "共1135条：新增787，修改0，没有变化0，没有导入348" in said
    assert found["service"] == 348
    assert (
        "没有变化787"
        in tried(demo, file, "powers", "market-regulation", capsys, "--columns", "department=")[1]
    )


@pytest.mark.parametrize(("name", "count"), [("Nation.csv", 1096), ("ShangHai.csv", 116)])
def test_real_traffic_violations(
    demo: Path, shared: Path, capsys: pytest.CaptureFixture[str], name: str, count: int
) -> None:
    file = shared / "data/traffic-violation-codes" / name
    more = ("--columns", "CODE=职权编码", "--columns", "ACT=职权名称", "--set", "职权类型=行政处罚")
    _, said = tried(demo, file, "powers", "transport", capsys, *more)
    assert f"共{count}条：新增{count}" in said and "不认识“SCORE”" in said.replace("“PUNISH”、", "")


def test_real_powers_with_laws_in_columns(
    demo: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shared / "data/powers-checked/powers-checked.csv"
    found, _ = tried(demo, file, "powers", "eco-environment", capsys)
    assert found["law"] == 95 and found["twice"] == 1 and found["没有导入"] == 96


def test_a_real_benchmark(demo: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shared / "data/jiangmen-discretion-benchmark/jmzyclb.xls"
    found, said = tried(
        demo, file, "discretion", "eco-environment", capsys, "--set", "起=2020-12-01"
    )
    assert "共178条" in said and "表“Sheet4”是空的" in said
    assert found["several"] == 75 and found["no law"] == 7
    # The same as CSV, its merged cells empty: one violation for one.
    other = shared / "data/jiangmen-discretion-benchmark/benchmark.csv"
    again, said = tried(
        demo, other, "discretion", "eco-environment", capsys, "--set", "起=2020-12-01", "--dry-run"
    )
    assert "共178条" in said and again["several"] == found["several"]


def test_real_decisions(demo: Path, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = shared / "data/penalty-decisions/zhejiang-cases.csv"
    found, said = tried(demo, file, "penalties", "market-regulation", capsys)
    assert "共12条：新增0，修改0，没有变化0，没有导入12" in said
    assert found["number"] == 3 and found["missing"] >= 12


@pytest.mark.parametrize(
    "name",
    [
        "zhejiang-ningbo-fields/fields.csv",
        "zhejiang-ningbo-fields/uscc-valid.csv",
    ],
)
def test_what_is_no_list_is_refused(
    demo: Path, shared: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    _, said = tried(demo, shared / "data" / name, "penalties", "market-regulation", capsys)
    assert "没有找到“行政处罚结果”的表头" in said


def test_another_table_is_refused_row_by_row(
    demo: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = shared / "data/law-events/law-events.csv"
    found, said = tried(demo, file, "penalties", "market-regulation", capsys)
    assert "共409条：新增0，修改0，没有变化0，没有导入409" in said
    assert found["missing"] == 409
    assert said.count("--set '事实=") == 1


def test_the_headings_of_real_systems(shared: Path) -> None:
    """Of the fields of penalty tables of two real systems, those that a list has are known."""
    headings = Headings(registers()["penalties"], {})
    with (shared / "data/zhejiang-ningbo-fields/fields.csv").open(encoding="utf-8-sig") as lines:
        titles = [
            row["field_title"]
            for row in csv.DictReader(lines)
            if row["table_title"] == "行政处罚决定信息"
        ]
    known = [one for one in titles if headings.target(one) is not None]
    assert len(known) >= 14, [one for one in titles if one not in known]


def test_all_records_of_the_demo_know_their_columns(repository: Path) -> None:
    assert not load([repository]).problems
