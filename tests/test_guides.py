"""The pages that people write do what they say: commands run, examples stand, days are counted right."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from lxml import html

from generator.days import due
from generator.holidays import national
from generator.periods import parse_term
from tests.support.guides import applied, blocks, checkout, follow, run, squeezed

ROOT = Path(__file__).parents[1]
GUIDES = sorted((ROOT / "content").glob("*.md"))
PAGES = [*GUIDES, *sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))]
# The Chinese README has the commands of the English one, which a test holds it to.
WITH_COMMANDS = [
    page
    for page in PAGES
    if page.name != "README.zh.md"
    and any(block.language == "sh" for block in blocks(page.read_text("utf-8")))
]
# Shown elsewhere: line → why it is not run here.
NOT_AGAIN = {"make test": "这项测试自己就在 make test 里"}


@pytest.fixture(scope="module")
def site(demo_site: Path) -> Path:
    return demo_site


def read(site: Path, guide: Path) -> html.HtmlElement:
    page = site / guide.stem / "index.html"
    return html.document_fromstring(page.read_text(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s", "", element.text_content())


def links(element: html.HtmlElement, guide: Path) -> list[str]:
    """Where the links of a part of a guide lead within the site, as paths from its root."""
    found = []
    for target in element.xpath(".//a/@href"):
        parts = urlsplit(urljoin(f"/{guide.stem}/", target))
        if not parts.scheme:
            found.append(parts.path)
    return found


# Links and examples


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_link_of_a_guide_is_a_page(guide: Path, site: Path) -> None:
    """Links of content/ are written without the frame in view; none may lead nowhere."""
    main = read(site, guide).xpath("//main")[0]
    found = [to for to in links(main, guide) if to != "/"]
    assert found
    places = {to: site / to.strip("/") for to in found}
    # A page, or a file of the downloads.
    assert [
        to for to, p in places.items() if not (p.is_file() or (p / "index.html").is_file())
    ] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_every_guide_has_an_example_from_the_city(guide: Path, site: Path) -> None:
    """An example is a link to one record: a guide without one is theory."""
    record = r"/(powers|laws|bodies|entrustments|departments|discretion)/[^/]+/|/cases/.+/.+/.+/"
    main = read(site, guide).xpath("//main")[0]
    assert [to for to in links(main, guide) if re.fullmatch(record, to)]


def test_a_quotation_stands_on_the_page_it_is_from(site: Path) -> None:
    """What stands behind a line in a guide is said to be the words of a page that it links.

    That is the page the guide begins with, or the one linked last.
    """
    seen = 0
    for guide in GUIDES:
        first: list[str] = []
        last: list[str] = []
        for part in read(site, guide).xpath("//div[contains(@class, 'prose')]/*"):
            to = [address for address in links(part, guide) if address.count("/") > 2]
            first, last = first or to[:1], to or last
            if part.tag != "blockquote":
                continue
            pages = [read_text(site, address) for address in {*first, *last}]
            for line in part.xpath("./p"):
                assert any(words(line) in text for text in pages), (guide.stem, words(line))
                seen += 1
    assert seen >= 12


def read_text(site: Path, address: str) -> str:
    """All words of a page; its foot, with its place in the repository, stands outside main."""
    page = site / address.strip("/") / "index.html"
    return words(html.document_fromstring(page.read_text(encoding="utf-8")))


def test_the_walk_through_a_power_follows_the_page(site: Path) -> None:
    """Its numbered headings are those of every power's page, in the same order."""
    guide = read(site, ROOT / "content/read-a-power.md").xpath("//main//h2")
    told = [m[1] for h in guide if (m := re.match("[一二三四五六七八九]、(.+)", words(h)))]
    power = html.document_fromstring((site / "powers/expired-food/index.html").read_text("utf-8"))
    shown = [words(h) for h in power.xpath("//main//h2")]
    assert told == shown


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_no_list_takes_the_address_of_a_guide(guide: Path, site: Path) -> None:
    """content/departments.md would be written over by the list of departments."""
    title = re.search(r"^title: (.+)$", guide.read_text("utf-8"), re.M)
    assert title
    assert words(read(site, guide).xpath("//main//h1")[0]) == re.sub(r"\s", "", title[1])


# Days


def last_day(start: date, period: str) -> date:
    return due(start, parse_term(period), national()).due


def chinese_date(text: str) -> date:
    match = re.fullmatch(r"(\d{4})年(\d{1,2})月(\d{1,2})日", text)
    assert match, text
    year, month, day = match.groups()
    return date(int(year), int(month), int(day))


def test_what_is_said_of_the_worked_examples_is_so(site: Path) -> None:
    """The last days are worked out; the sentences about them are written: both name the same days."""
    text = read_text(site, "days")
    for last, said in [
        ("2026年3月2日星期一", "顺延到3月2日星期一"),
        ("2026年4月15日星期三", "第六十天是4月15日，星期三"),
        ("2026年8月14日星期五", "六个月到8月14日，星期五"),
        ("2026年4月13日星期一", "4月12日是星期日，顺延一天"),
        ("2026年2月28日星期六", "2月28日虽是星期六，但那天调休上班，不顺延"),
        ("2025年10月9日星期四", "10月1日起放假到8日，顺延到9日"),
        ("2026年6月1日星期一", "5月30日是星期六，顺延到6月1日"),
        ("2026年2月24日星期二", "第三个工作日是24日"),
        ("2026年6月22日星期一", "假后第一天是22日"),
    ]:
        assert last in text
        assert said in text


def test_the_case_that_is_counted_was_served_that_day(site: Path) -> None:
    """days.md counts from the day of service of a case that anyone can look up."""
    page = (ROOT / "content/days.md").read_text(encoding="utf-8")
    match = re.search(r"\]\(\.\./(cases/[^)]+)\)的决定书是(\S+?日)送达的", page)
    assert match
    assert f"送达{match[2]}" in read_text(site, match[1])


def test_the_fine_that_is_counted_is_right() -> None:
    """3,000 yuan, 15 days, 3 % a day: the example's dates, daily sum and bound in complain.md."""
    page = (ROOT / "content/complain.md").read_text(encoding="utf-8")
    match = re.search(
        r"罚款(\d+)元，(\S+?日)收到决定书。当天不算，期限到(\d+)月(\d+)日。"
        r"从(\d+)月(\d+)日起，每日加处(\d+)元，最多加到(\d+)元",
        page,
    )
    assert match
    fine, received = int(match[1]), chinese_date(match[2])
    end = last_day(received, "15日")
    after = end + timedelta(days=1)
    assert (end.month, end.day, after.month, after.day) == tuple(map(int, match.groups()[2:6]))
    assert (int(match[7]), int(match[8])) == (fine * 3 // 100, fine)


# Articles


LAWS = {
    "行政处罚法": "laws/texts/行政法/行政处罚法(2021-01-22).md",
    "行政许可法": "laws/texts/行政法/行政许可法(2019-04-23).md",
    "行政强制法": "laws/texts/行政法/行政强制法(2011-06-30).md",
    "诉讼费用交纳办法": "laws/texts/行政法规/诉讼费用交纳办法(2006-12-19).md",
    "行政复议法": "just-laws/texts/administrative/行政复议法(2023-09-01).md",
    "行政诉讼法": "just-laws/texts/procedural/行政诉讼法(2017-06-27).md",
    "民事诉讼法": "just-laws/texts/procedural/民事诉讼法(2023-09-01).md",
    "民法典": "just-laws/texts/civil-and-commercial/民法典(2020-05-28).md",
    "无障碍环境建设法": "laws/texts/社会法/无障碍环境建设法(2023-06-28).md",
}
# What a guide says, and words of the article that it rests on.
SAID = [
    ("complain", "六十日内申请行政复议", "行政复议法", "二十", "六十日内提出行政复议申请"),
    ("complain", "知道决定内容之日起一年", "行政复议法", "二十", "最长不得超过一年"),
    ("complain", "向明城市人民政府申请", "行政复议法", "二十四", "本级人民政府工作部门"),
    ("complain", "可以口头申请", "行政复议法", "二十二", "也可以口头申请"),
    ("complain", "必须先复议", "行政复议法", "二十三", "应当先向行政复议机关申请行政复议"),
    ("complain", "当场作出的处罚决定不服", "行政复议法", "二十三", "当场作出的行政处罚决定不服"),
    ("complain", "没有履行法定职责", "行政复议法", "二十三", "未履行法定职责"),
    ("complain", "行政机关不予公开", "行政复议法", "二十三", "行政机关不予公开"),
    ("complain", "五日内审查是否受理", "行政复议法", "三十", "五日内进行审查"),
    ("complain", "最多延长三十日", "行政复议法", "六十二", "延长期限最多不得超过三十日"),
    ("complain", "简易程序三十日内", "行政复议法", "六十二", "之日起三十日内作出行政复议决定"),
    ("complain", "不得对您更不利", "行政复议法", "六十三", "更为不利的变更决定"),
    ("complain", "不收任何费用", "行政复议法", "八十七", "不得向申请人收取任何费用"),
    ("complain", "六个月内", "行政诉讼法", "四十六", "六个月内提出"),
    (
        "complain",
        "收到复议决定书之日起十五日内",
        "行政诉讼法",
        "四十五",
        "之日起十五日内向人民法院",
    ),
    ("complain", "可以口头起诉", "行政诉讼法", "五十", "可以口头起诉"),
    ("complain", "由败诉方承担", "行政诉讼法", "一百零二", "诉讼费用由败诉方承担"),
    ("complain", "每件50元", "诉讼费用交纳办法", "十三", "其他行政案件每件交纳50元"),
    ("complain", "不得因为您申辩而罚得更重", "行政处罚法", "四十五", "申辩而给予更重的处罚"),
    ("complain", "您自己明确放弃的除外", "行政处罚法", "六十二", "明确放弃陈述或者申辩"),
    ("complain", "在告知后五日内提出", "行政处罚法", "六十四", "告知后五日内提出"),
    ("complain", "在听证的七日前", "行政处罚法", "六十四", "举行听证的七日前"),
    ("complain", "委托一到两个人代理", "行政处罚法", "六十四", "委托一至二人代理"),
    ("complain", "对公民罚款二百元以下", "行政处罚法", "五十一", "二百元以下"),
    ("complain", "罚款三千元以下", "行政处罚法", "五十一", "三千元以下罚款或者警告"),
    ("complain", "收到决定书之日起十五日内", "行政处罚法", "六十七", "之日起十五日内"),
    ("complain", "百分之三加处罚款", "行政处罚法", "七十二", "百分之三加处罚款"),
    ("complain", "不计算加处罚款", "行政处罚法", "七十三", "诉讼期间不予计算"),
    ("complain", "暂缓或者分期缴纳", "行政处罚法", "六十六", "暂缓或者分期缴纳"),
    ("supervise", "从立案到决定一般不得超过九十日", "行政处罚法", "六十", "之日起九十日内"),
    ("supervise", "执法人员不得少于两人", "行政处罚法", "四十二", "不得少于两人"),
    ("supervise", "您有权拒绝检查", "行政处罚法", "五十五", "有权拒绝接受调查或者检查"),
    ("read-a-power", "后果也由委托机关承担", "行政处罚法", "二十", "对该行为的后果承担法律责任"),
    ("read-a-power", "用新规定", "行政处罚法", "三十七", "适用新的规定"),
    ("read-a-power", "包括那个数本身", "民法典", "一千二百五十九", "包括本数"),
    ("days", "收到决定书的那天不算", "民法典", "二百零一", "开始的当日不计入"),
    ("days", "到月末为止", "民法典", "二百零二", "月末日为期间的最后一日"),
    ("days", "顺延到假后第一天", "民法典", "二百零三", "法定休假日结束的次日"),
    ("days", "二日、三日、五日、七日", "行政处罚法", "八十五", "“二日”“三日”“五日”“七日”"),
    ("days", "三日、五日、七日、十日", "行政复议法", "八十八", "“三日”、“五日”、“七日”、“十日”"),
    ("days", "十日以内的期限", "行政强制法", "六十九", "十日以内期限的规定是指工作日"),
    ("days", "机关办理许可的期限", "行政许可法", "八十二", "的期限以工作日计算"),
    ("days", "交给邮局的，不算过期", "民事诉讼法", "八十五", "在期满前交邮的，不算过期"),
    ("accessibility", "公共信息提供便利", "无障碍环境建设法", "二十九", "获取公共信息提供便利"),
]


@pytest.mark.parametrize(
    ("guide", "said", "law", "number", "snippet"), SAID, ids=lambda value: str(value)[:12]
)
def test_a_number_in_a_guide_is_the_law_s(
    guide: str, said: str, law: str, number: str, snippet: str, shared: Path
) -> None:
    """The guide says it, names the article, and the article of the text in force says it too."""
    page = (ROOT / f"content/{guide}.md").read_text(encoding="utf-8").replace("**", "")
    assert said in page
    assert f"第{number}条" in page
    text = (shared / "data" / LAWS[law]).read_text(encoding="utf-8")
    found = re.search(
        rf"^\**第{number}条\**[　 ](.*?)(?=^\**第\S+?条\**[　 ]|^#)", text + "\n#", re.M | re.S
    )
    assert found, (law, number)
    assert snippet in found[1], found[1]
    assert len(snippet) <= 30


# Commands


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda path: path.name)
def test_the_commands_of_a_page_do_what_it_says(page: Path, tmp_path: Path) -> None:
    """Each ```sh block runs in a fresh clone, and prints what the page says it prints."""
    text = page.read_text(encoding="utf-8")
    for line in NOT_AGAIN:
        text = re.sub(rf"^{line}\b.*\n", "", text, flags=re.M)
    if page.name == "change-a-list.md":
        text = with_checks(text)
    if page.name == "anonymize.md":
        text = with_docket(text)
    # The slips are made in a power of the demo city; all else goes as well, and faster, in a small one.
    follow(text, checkout(tmp_path, small=page.name != "change-a-list.md"))


def with_checks(text: str) -> str:
    """What a person does while reading change-a-list.md: ask the check after each slip, then mend it."""
    ask = "```sh\n.venv/bin/python publish.py check || test $? = 1\ngit checkout -q lists\n```\n\n```text"
    asked = re.sub(r"(?<=```\n)(\n(?:[^`\n]+\n\n)?)```text", rf"\1{ask}", text)
    assert asked.count(ask) == 3
    edit = "用编辑器打开文件来改。"
    assert asked.count(edit) == 1
    slip = "lists/departments/urban-management/powers/construction-noise.yaml"
    change = f"```sh\necho 'remark: 白天施工的噪声不归这一项' >> {slip}\n```"
    return asked.replace(edit, f"\n\n{change}\n\n{edit}")


# What anonymize.md speaks of and may not print: a guide is as public as the lists.
DOCKET = """决定书文号,案件名称,职权,当事人,当事人类型,经营者或者法定代表人,承办人,身份号码,住址,行业,地点,法律依据,事实,决定日期,违法行为类型,案件来源,程序,立案日期,告知日期,送达日期,公开日期,处罚种类,罚款,处罚内容,缴款期限,代收机构,代收机构地址,加处罚款
小市监罚〔2026〕21号,某食品店销售超过保质期食品案,对生产经营超过保质期食品的处罚,小城市陆明川食品店,个体工商户,陆明川,林知远;顾言清,11010519491231002X,小城市城东区和平路8号2幢301室,食品零售,城东区文昌路12号,《食品安全法》第一百二十四条第一款第（五）项,2026年9月3日9时许，林知远、顾言清到位于城东区文昌路12号的小城市陆明川食品店检查，陆明川（身份证11010519491231002X，家住小城市城东区和平路8号2幢301室）承认销售超过保质期的饼干3袋。,2026年10月20日,销售超过保质期的食品,检查,普通程序,2026年9月3日,2026年10月8日,2026年10月22日,2026年10月26日,罚款,0.5万元,罚款5000元,15日,小城银行,小城市人民路5号,每日按罚款数额的3%加处罚款，不超过罚款数额
小市监罚〔2026〕22号,某食品店销售超过保质期食品案,对生产经营超过保质期食品的处罚,韩雪峰,自然人,,林知远;顾言清,,,食品零售,城东区,《食品安全法》第一百二十四条第一款第（五）项,冷柜的钥匙在陈浩然手里，柜内有超过保质期的肉丸2袋。,2026年10月20日,销售超过保质期的食品,检查,普通程序,2026年9月3日,2026年10月8日,2026年10月22日,2026年10月26日,罚款,0.5万元,罚款5000元,15日,小城银行,小城市人民路5号,每日按罚款数额的3%加处罚款，不超过罚款数额
"""
POWER = "lists/departments/market-regulation/powers/expired-food.yaml"


def with_docket(text: str) -> str:
    """What a person has and does while reading anonymize.md: the files, the answer, a slip and its correction."""
    for before, command in (
        ("## 隐去", f"mkdir ../案卷\ncat > ../案卷/登记.csv <<'END'\n{DOCKET}END"),
        ("## 拿不准的，由您答", "sed -i '2s/$/隐去/' ../案卷/登记.questions.csv"),
        ("## 看一段文字", "echo 执法人员询问了当事人陆明川，电话13800001111。 > ../案卷/说明.txt"),
        ("把名字漏在清单里的", f"echo 'remark: 找当事人陆明川核对，电话13800001111' >> {POWER}"),
        ("改好文件，检查", f"git checkout -q HEAD -- {POWER}"),
    ):
        assert text.count(before) == 1, before
        text = text.replace(before, f"```sh\n{command}\n```\n\n{before}")
    return text


def test_both_readmes_name_the_same_commands() -> None:
    one, other = (
        [re.sub(r" +#.*", "", b.text) for b in blocks((ROOT / name).read_text("utf-8"))]
        for name in ("README.md", "README.zh.md")
    )
    assert one == other != []


def test_what_is_not_run_says_why_and_is_little() -> None:
    """An exception that excuses nothing, or has no reason, is a mistake."""
    everything = [(p.name, b) for p in PAGES for b in blocks(p.read_text("utf-8"))]
    skipped = [(name, b) for name, b in everything if b.reason]
    assert all(b.language == "sh" and len(b.reason) > 5 for _, b in skipped)
    marks = sum(p.read_text("utf-8").count("不在测试中运行：") for p in PAGES)
    assert len(skipped) == marks <= 10
    commands = "".join(b.text for _, b in everything if b.language == "sh")
    assert all(re.search(rf"^{line}\b", commands, re.M) for line in NOT_AGAIN)


def operate(language: str) -> list[str]:
    page = (ROOT / "content/operate.md").read_text(encoding="utf-8")
    return [b.text for b in blocks(page) if b.language == language]


def test_the_published_workflows_do_what_the_guide_says(tmp_path: Path) -> None:
    """Both are YAML, fetch the whole history, pin actions, and their own commands build the site."""
    github, gitlab = (yaml.safe_load(text) for text in operate("yaml"))
    used = [s["uses"] for job in github["jobs"].values() for s in job["steps"] if "uses" in s]
    assert len(used) == 6
    assert [one for one in used if not re.search(r"@[0-9a-f]{40}$", one)] == []
    known = (ROOT / ".github/workflows/checks.yml").read_text(encoding="utf-8")
    assert all(one in known for one in used if "pages" not in one)
    assert github["permissions"] == {}
    steps = github["jobs"]["build"]["steps"]
    assert steps[0]["with"]["fetch-depth"] == 0
    assert gitlab["pages"]["variables"]["GIT_DEPTH"] == "0"

    clone = checkout(tmp_path)
    run("mkdir mingcheng && cp -r mingze/lists mingze/content mingcheng", tmp_path)
    run("git init -q && git add -A && git commit -qm 起点", tmp_path / "mingcheng")
    run("\n".join(step["run"] for step in steps if "run" in step), tmp_path)
    published = next(s for s in steps if "upload-pages" in s.get("uses", ""))["with"]["path"]
    assert (tmp_path / published / "index.html").is_file()

    script = [line for line in gitlab["pages"]["script"] if not line.startswith("git clone ")]
    assert len(script) == len(gitlab["pages"]["script"]) - 1
    assert clone.is_dir()
    run("MINGZE=HEAD\n" + "\n".join(script), tmp_path / "mingcheng")
    assert (
        tmp_path / "mingcheng" / gitlab["pages"]["artifacts"]["paths"][0] / "index.html"
    ).is_file()


def test_the_server_allows_what_the_pages_allow() -> None:
    """The policy in nginx is the pages' own and forbids framing, which a page itself cannot."""
    base = (ROOT / "site_templates/base.html").read_text(encoding="utf-8")
    of_page = re.search(r'Content-Security-Policy" content="([^"]+)"', base)
    (config,) = operate("nginx")
    of_server = re.search(r'Content-Security-Policy "([^"]+)" always;', config)
    assert of_page and of_server
    assert of_server[1] == f"{of_page[1]}; frame-ancestors 'none'"
    form = (ROOT / "site_templates/pages/form.html").read_text(encoding="utf-8")
    of_form = re.search(r'Content-Security-Policy" content="([^"]+)"', form)
    of_location = re.findall(r'Content-Security-Policy "([^"]+)" always;', config)[1]
    assert of_form
    policy = re.sub(r"{%.*%}", " https://git.example.invalid", of_form[1])
    assert of_location == f"{policy}; frame-ancestors 'none'"


def test_nginx_reads_its_configuration(tmp_path: Path) -> None:
    """`nginx -t` on the block of the guide, with a certificate made for the test."""
    nginx, openssl = shutil.which("nginx"), shutil.which("openssl")
    if not nginx or not openssl:
        pytest.skip("没有 nginx 或 openssl，配置没有交给 nginx 核对")
    (config,) = operate("nginx")
    config = re.sub(r"/etc/nginx/tls/", f"{tmp_path}/", config)
    run(
        "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=zhifa.example.invalid"
        " -keyout zhifa.key -out zhifa.pem",
        tmp_path,
    )
    whole = f"pid {tmp_path}/nginx.pid;\nevents {{}}\nhttp {{\n{config}\n}}\n"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    run(f"{nginx} -t -p {tmp_path} -c {tmp_path}/nginx.conf", tmp_path)


def test_the_cached_files_are_named_by_their_content(site: Path) -> None:
    """What nginx lets a browser keep for a year must have another name when it changes."""
    (config,) = operate("nginx")
    pattern = re.search(r"~(\^/pagefind\S+)", config)
    assert pattern
    names = [p.relative_to(site) for p in (site / "pagefind").rglob("*") if p.is_file()]
    kept = [n for n in names if re.match(pattern[1], f"/{n}")]
    assert kept
    assert [n for n in kept if not re.search(r"_[0-9a-f]{6,}\.pf_(fragment|index)$", n.name)] == []


def test_the_exit_codes_are_those_of_the_commands() -> None:
    """The table of operate.md has a row for each code that a command may end with."""
    from generator import commands

    page = (ROOT / "content/operate.md").read_text(encoding="utf-8")
    rows = {int(one) for one in re.findall(r"^\| (\d) \|", page, re.M)}
    assert rows == {commands.FINE, commands.FINDINGS, commands.WRONG_USE, commands.SURROUNDINGS}


def test_blocks_are_found_and_applied() -> None:
    """The reader of guides itself: a diff whose context is missing or doubled is refused."""
    page = "# 题\n\n改 `a/b.py`：\n\n```diff\n x\n-y\n+z\n```\n\n<!-- 不在测试中运行：要有网络 -->\n\n```sh\nls\n```\n"
    first, second = blocks(page)
    assert (first.path, first.language, second.reason) == ("a/b.py", "diff", "要有网络")
    assert applied("x\ny\n", first.text) == "x\nz\n"
    for text in ("x\n", "x\ny\nx\ny\n"):
        with pytest.raises(ValueError, match="应当是一次"):
            applied(text, first.text)
    assert squeezed("a  \nb\n") == "a\nb"
