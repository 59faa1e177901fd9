"""From a clerk's Excel file, mistakes and all, to the pages of the new cases, by the commands that a department runs.

A quarter's penalties come as a form of double disclosure; what is whole goes in, the rest comes back with its
reasons, is corrected there and goes in too; the request is told in words, checked as the forge does, merged, built.
"""

import re
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.sources.spreadsheets import Value, read_book
from tests.support import chromium
from tests.support.browser import serve
from tests.support.jobs import checked, git, main_line
from tests.test_import import table

FILE = "lists/departments/market-regulation/penalties/2026.csv"
IDENTITY = "11010519491231002X"
HEADER = ["行政处罚决定书文号", "行政相对人名称", "行政相对人类别", "案由", "违法事实", "处罚依据", "处罚类别", "处罚内容",
          "罚款金额（万元）", "立案日期", "权利告知日期", "处罚决定日期", "送达日期", "公示日期", "案件来源", "处罚程序",
          "代收机构", "代收机构地址", "缴款期限", "加处罚款"]  # fmt: skip
BASIS = "依据《中华人民共和国食品安全法》第124条第1款第(5)项之规定"
LESS: dict[str, Value] = {"处罚内容": "罚款5000元", "罚款金额（万元）": 0.5}
SOLD = "当事人销售超过保质期的饼干40袋，货值1800元"
ROW = {
    "行政处罚决定书文号": "小市监罚【2026】第0011号 ",
    "行政相对人名称": "小城市甲食品有限公司",
    "行政相对人类别": "法人及非法人组织",
    "案由": "销售超过保质期的食品",
    "违法事实": SOLD,
    "处罚依据": BASIS,
    "处罚类别": "罚款",
    "处罚内容": "罚款50000元",
    "罚款金额（万元）": 5,
    "立案日期": "2026年9月1日",
    "权利告知日期": "2026/10/8",
    "处罚决定日期": datetime(2026, 10, 20),
    "送达日期": "2026.10.22",
    "公示日期": 46319,
    "案件来源": "检查",
    "处罚程序": "普通程序",
    "代收机构": "小城银行",
    "代收机构地址": "小城市人民路5号",
    "缴款期限": "15日",
    "加处罚款": "每日按罚款数额的3%加处罚款，不超过罚款数额",
}
# What the clerk wrote in the four rows that come back, and what should have stood there.
MISTAKES: list[tuple[dict[str, Value], dict[str, Value]]] = [
    ({"处罚决定日期": "2026年13月20日"}, {"处罚决定日期": "2026年10月20日"}),
    ({"处罚依据": "《食品卫生法》第三条", "罚款金额（万元）": "五万左右"},
     {"处罚依据": BASIS, "罚款金额（万元）": 5}),
    ({**LESS, "行政相对人名称": "陈小海", "行政相对人类别": "自然人"}, {"行政相对人名称": "陈某"}),
    ({**LESS, "行政相对人名称": "王某", "行政相对人类别": "个体工商户", "违法事实": f"{SOLD}，身份证{IDENTITY}"},
     {"违法事实": SOLD}),
]  # fmt: skip
# What the page of a case says of it: money as everywhere on the site.
SHOWN = {
    "cf-11": ("小市监罚〔2026〕11号", "小城市甲食品有限公司", "罚款50,000元"),
    "cf-12": ("小市监罚〔2026〕12号", "小城市甲食品有限公司", "罚款50,000元"),
    "cf-13": ("小市监罚〔2026〕13号", "小城市甲食品有限公司", "罚款50,000元"),
    "cf-14": ("小市监罚〔2026〕14号", "陈某", "罚款5,000元"),
    "cf-15": ("小市监罚〔2026〕15号", "王某", "罚款5,000元"),
}


def said(line: Path, *words: str | Path, code: int = 0) -> str:
    """What the program says, run as the clerk runs it in a folder of the lists."""
    done = subprocess.run(
        [".venv/bin/python", "publish.py", *map(str, words)],
        cwd=line,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.browser
def test_a_clerk_s_cases_reach_the_public(tmp_path: Path) -> None:
    line = main_line(tmp_path)
    git(line, "switch", "-q", "-c", "fourth-quarter")
    numbers = {n: f"小市监罚〔2026〕{10 + n}号" for n in (2, 3, 4, 5)}
    wrong = [
        {**ROW, "行政处罚决定书文号": numbers[n], **written}
        for n, (written, _) in enumerate(MISTAKES, 2)
    ]
    rows = [[row[title] for title in HEADER] for row in (ROW, *wrong)]
    book = table(tmp_path / "处罚.xlsx", [HEADER, *rows], "2026年第四季度行政处罚信息公示表")
    into = ("--register", "penalties", "--department", "market-regulation")

    # In: what is whole is written; each mistake is told at its row and column with what to do.
    told = said(line, "import", book, *into, code=1)
    assert "新增　表“Sheet1”第3行：market-regulation/2026/cf-11" in told
    for words in (
        "第4行L列“处罚决定日期”：写的是“2026年13月20日”，没有这一天",
        "第5行F列“处罚依据”：法律库里没有《食品卫生法》",
        "第5行I列“罚款金额（万元）”：写的是“五万左右”，应当是以万元为单位的数字。只写一个数字：5万元写作 5",
        "第6行B列“行政相对人名称”：公开的文字里有当事人的完整名称",
        "第7行E列“违法事实”：公开的文字里有身份号码",
        "不认识“权利告知日期”（相近的有“告知日期”",
        "共5条：新增1，修改0，没有变化0，没有导入4。",
    ):
        assert words in told, told
    assert "cf-11," in (line / FILE).read_text("utf-8")
    assert not re.search("^cf-1[2-5],", (line / FILE).read_text("utf-8"), re.M)
    rest = tmp_path / "处罚-未导入.xlsx"
    assert git(line, "status", "--porcelain") == f"M {FILE}"

    # The check before the request knows what the unread column left out.
    assert re.search(rf"错误\[DSC004\] .*\n +--> {FILE}:5  告知日期", said(line, "check", "--changed", "main", code=1))  # fmt: skip
    column = ("--columns", "权利告知日期=告知日期")
    told = said(line, "import", book, *into, *column, "--rest", tmp_path / "again.xlsx", code=1)  # fmt: skip
    assert (
        "修改　表“Sheet1”第3行：market-regulation/2026/cf-11，“告知日期”：（没有）→2026-10-08"
        in told
    )

    # Back: the rows stand in the rest file as they were, each with its reasons; there they are corrected.
    sheet = [list(row.cells) for row in read_book(rest).sheets[0].rows]
    assert sheet[1][-1] == "原因"
    for row, (_, meant) in zip(sheet[2:], MISTAKES, strict=True):
        assert all(title in str(row[-1]) for title in meant)
        for title, value in meant.items():
            row[HEADER.index(title)] = value
    told = said(line, "import", table(rest, sheet), *into, *column)
    assert "共4条：新增4，修改0，没有变化0，没有导入0。" in told
    assert "没有变化4" in said(line, "import", rest, *into, *column)
    assert IDENTITY not in (line / FILE).read_text("utf-8")

    # The request: in words, and checked as the forge checks it.
    git(line, "commit", "-qam", "第四季度的处罚结果")
    told = said(line, "diff", "main")
    assert "新增5条" in told
    assert "新增市市场监管局的行政处罚结果“销售超过保质期的食品案”（penalties/market-regulation/2026/cf-12）" in told  # fmt: skip
    assert "没有发现问题" in said(line, "check", "--changed", "main")
    git(line, "push", "-q", "origin", "HEAD:refs/pull/1/head")
    head = git(line, "rev-parse", "HEAD")
    git(line, "switch", "-q", "main")
    machine, ran = checked(line, head)
    assert ran.passed, ran
    assert "没有发现问题" in ran.summary and "新增5条" in ran.summary
    assert (machine.artifacts / "preview/cases/market-regulation/2026/cf-12/index.html").is_file()

    # Merged and built: the page of each new case shows it, and nobody.
    git(line, "checkout", "-q", "-f", "main")
    git(line, "merge", "-q", "--no-ff", "--no-edit", head)
    said(line, "build", "--out", tmp_path / "site")
    with serve(tmp_path / "site") as address, chromium.launched() as browser:
        page = browser.new_page()
        page.set_default_timeout(20_000)
        for name, words in SHOWN.items():
            page.goto(f"{address}/cases/market-regulation/2026/{name}/")
            main = page.locator("main")
            expect(main.locator("h1")).to_have_text("销售超过保质期的食品案")
            for word in (*words, "饼干40袋，货值1,800元", "小城银行", "2026年10月20日"):
                expect(main).to_contain_text(word, use_inner_text=True)
            assert not re.search(rf"陈小海|{IDENTITY}", page.content())
