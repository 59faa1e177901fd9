"""A small site of own words for the tests of the search: 420 pages, several years and registers.

The same on every run. The words are cut so that they meet at all kinds of edges: 理，办 beside
办理, 12号 beside 112号, a phrase that two blocks would only make together.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from generator.site.search import Wording
from generator.site.search_index import Entry

DEPARTMENTS = {"market": "市场监督管理局", "urban": "城市管理局", "ecology": "生态环境局"}
TYPES = {"penalty": "行政处罚", "compulsion": "行政强制", "inspection": "行政检查"}
LABELS = {"department": DEPARTMENTS, "type": TYPES}
# People's words that stand on no page, that stand on some, that overlap, and that mean two terms.
WORDINGS = [
    Wording("虚假广告", ("骗人广告", "计量不合格"), "骗人的广告。", "/glossary/#false-advertising"),
    Wording("责令改正", ("整改", "限期整改"), "叫人改正。", "/glossary/#correction-order"),
    Wording("不予处罚", ("不罚", "首次违法"), "不给处罚。", "/glossary/#no-penalty"),
    Wording("首次违法", ("不罚", "初犯"), "第一次。", "/glossary/#first-violation"),
    Wording("GB 2760", ("添加剂标准2760号",), "一个标准。", "/glossary/#standard"),
    Wording("从未写过的用语", ("没有人写",), "哪页也没有。", "/glossary/#unused"),
]
YEARS = (2023, 2024, 2025, 2026)

SUBJECTS = [
    "占道经营",
    "露天烧烤",
    "无证经营食品",
    "夜间施工噪声",
    "污水直排",
    "虚假广告",
    "计量不合格",
]
PHRASES = [
    "经查明，当事人的行为违反有关规定",
    "责令改正，并处罚款",
    "依法办理，处罚得当",
    "执行标准GB 2760的要求",
    "举报电话12315",
    "罚款1250元（大写：壹仟贰佰伍拾元）",
    "没收违法所得12500元",
    "编号MZ-2025-12",
    "地址：解放路112号",
    "地址：解放路12号3幢",
    "法定期限为60日",
    "按《某某条例》第十二条第一款第（二）项处理",
    "面积为12.5平方米",
    "不予处罚；教育为主",
    "首次违法且危害后果轻微",
    "听证告知书已送达",
    "行政复议、行政诉讼",
    "监督管理监督管理部门",
    "抽检ABC公司产品",
    "抽检abcd公司产品",
    "电话：0571-12345678",
    "处 罚 决 定 书",
    "委托执法〔2024〕3号协议",
    "网址example.org/12",
]


@dataclass(frozen=True)
class Page:
    """A page as it will stand in the site, and as it is told to the index."""

    entry: Entry
    html: str


def write(site: Path) -> list[Entry]:
    """Write the site's pages; return the entries that the search is told of."""
    pages = list(_pages(random.Random(20261123)))
    for page in pages:
        path = site / page.entry.url.strip("/") / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(page.html, encoding="utf-8")
    return [page.entry for page in pages]


def _pages(chance: random.Random) -> Iterator[Page]:
    for number in range(60):
        yield _power(number, chance)
    for number in range(1, 361):
        yield _case(number, chance)


def _power(number: int, chance: random.Random) -> Page:
    subject = SUBJECTS[number % len(SUBJECTS)]
    department = chance.choice(list(DEPARTMENTS))
    kind = chance.choice(list(TYPES))
    title = f"对{subject}的{TYPES[kind][2:]}（第{number}项）"
    filters = {"department": department, "type": kind}
    entry = Entry(f"/powers/p{number}/", title, "powers", "职权", filters)
    return Page(entry, _html(title, [DEPARTMENTS[department], *chance.sample(PHRASES, 4)], chance))


def _case(number: int, chance: random.Random) -> Page:
    year = chance.choice(YEARS)
    department = chance.choice(list(DEPARTMENTS))
    kind = chance.choice(list(TYPES))
    register, label = ("penalties", "处罚") if number % 5 else ("licences", "许可")
    title = f"明{DEPARTMENTS[department][0]}监罚〔{year}〕{number}号"
    filters: dict[str, str | list[str]] = {"department": department, "type": [kind]}
    entry = Entry(f"/{register}/{year}-{number}/", title, register, label, filters, year)
    facts = [
        f"{chance.choice(SUBJECTS)}一案",
        f"处罚款{number * 10}元",
        f"{year}年1月{number % 28 + 1}日",
    ]
    return Page(entry, _html(title, facts + chance.sample(PHRASES, 3), chance))


def _html(title: str, texts: list[str], chance: random.Random) -> str:
    cells = [escape(text) for text in texts]
    chance.shuffle(cells)
    # One text is parted in two blocks, one in two elements of a line, one over two lines.
    first, second, third, *rest = cells
    middle = len(first) // 2
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title></head>
<body><header><p>页眉里的字不算：乾坤大挪移</p></header>
<main><h1>{escape(title)}</h1>
<p>{first[:middle]}</p><p>{first[middle:]}</p>
<ul><li><p>{second}</p> <p>{third}</p></li></ul>
<dl><dt>事实</dt><dd>{"</dd><dd>".join(rest[:2])}</dd></dl>
<table><caption>表</caption><thead><tr><th>表头不算降龙</th></tr></thead>
<tbody><tr><td>{_split(rest[-1])}</td><td>{chance.choice("甲乙丙丁")}</td></tr></tbody></table>
<p hidden>藏起来的字：葵花宝典</p><p data-search-ignore>页脚说明：凌波微步</p>
<div>不在块里的字：六脉神剑</div><script>"脚本里的字"</script></main></body></html>
"""


def _split(text: str) -> str:
    middle = len(text) // 2
    return f"<span>{text[:middle]}</span><strong>{text[middle:]}</strong>"


SEARCH_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>检索</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self';
 img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:;
 form-action 'self'; base-uri 'none'">
<link rel="icon" href="../assets/favicon.svg">
<script type="module" src="../assets/search.js"></script></head>
<body><header><form action="../search/"><input name="q" aria-label="全站检索"></form></header>
<main><h1>检索</h1>
<div id="search" data-pagefind="../pagefind/" data-examples="露天烧烤;占道经营">
<form role="search"><label>查什么<input name="q" type="search"></label><button>检索</button></form>
<div id="search-results"></div></div></main></body></html>
"""
