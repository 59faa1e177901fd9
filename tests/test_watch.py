"""Somebody notices: what `watch` and `reach` see elsewhere, told and kept; what they cannot see, never silent.

All pages are served on 127.0.0.1.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.elsewhere import (
    ListState,
    SourceState,
    list_digest,
    list_line,
    list_sight,
    lists_shown,
    source_sight,
)
from generator.observations import Observation, Observations, Watched, missed, saw
from generator.sources.observation_file import (
    ObservationError,
    read_observations,
    write_observations,
)
from generator.sources.records import load
from generator.sources.statute_pages import articles_on
from generator.sources.web import WebError, fetch, page_text
from tests.support.city import check, copy_city, lay_over
from tests.support.web import Answer, pages, serving

TITLE = "小城市犬只管理条例"
ARTICLES = [
    "为了规范养犬行为，制定本条例。",
    "养犬人应当为犬只办理登记。",
    "违反本条例第二条规定的，由市城管执法局处二百元罚款。",
    "市城管执法局可以扣押无人看管的犬只。",
    "本条例自2026年5月1日起施行。",
]
LAW = "dog-regulation"
DAY = "2026-11-23"


def text(articles: list[str], title: str = TITLE) -> str:
    numbers = "一二三四五六七八九"
    lines = [title, "（2026年3月1日小城市人民代表大会常务委员会通过）"]
    return "\n".join(lines + [f"第{n}条　{a}" for n, a in zip(numbers, articles, strict=False)])


def page(articles: list[str], title: str = TITLE, head: str = "") -> str:
    """As a database shows it: menus before, a foot behind, no line ends between the paragraphs."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text(articles, title).splitlines())
    return (
        f"<html><head>{head}<title>数据库</title><script>var a='第一条';</script></head><body>"
        f"<nav><a href=/>首页</a></nav><div><h1>查询结果</h1><div class=t>{paragraphs}</div></div>"
        "<footer><p>版权所有</p></footer></body></html>"
    )


HTML = {"Content-Type": "text/html; charset=utf-8"}


def html(content: str) -> Answer:
    return Answer(content.encode(), headers=HTML)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """The small city with one law more, read in by `law`, and nothing else to look at."""
    root = copy_city(tmp_path / "city")
    (root / "observations.json").unlink()
    for law in (root / "lists/laws").glob("*/law.yaml"):
        kept = [
            line for line in law.read_text("utf-8").splitlines() if not line.startswith("  url:")
        ]
        law.write_text("\n".join(kept) + "\n", encoding="utf-8")
    file = tmp_path / "law.md"
    file.write_text(text(ARTICLES), encoding="utf-8")
    assert main(["law", str(file), "--id", LAW, "--root", str(root)]) == FINE
    return root


def named(root: Path, url: str, extra: str = "") -> None:
    """Write into the law's record where its text is found."""
    law = root / f"lists/laws/{LAW}/law.yaml"
    source = f"source:\n  title: {TITLE}\n  url: {url}\n{extra}"
    said = law.read_text("utf-8")
    head, _, events = said.partition("events:\n")
    head = head.partition("source:\n")[0]
    law.write_text(f"{head}{source}events:\n{events}", encoding="utf-8")


def watch(root: Path, day: str = DAY, *more: str) -> Observations:
    file = root / "seen.json"
    words = ["--root", str(root), "--observations", str(file), "--as-of", day]
    assert main(["watch", *words, "--seconds", "1", *more]) == FINE
    return read_observations(file)


def state(root: Path, seen: Observations, day: str = DAY) -> SourceState:
    loaded = load([root])
    catalogue = Catalogue(loaded.records, loaded.problems)
    return source_sight(catalogue, seen, catalogue.laws[LAW], date.fromisoformat(day)).state


def look(seen: Observations) -> Observation:
    return next(one for one in seen.looks if one.id == LAW)


def test_a_source_that_says_the_same_is_unchanged(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(pages({"/law": html(page(ARTICLES))})) as site:
        named(city, f"{site}/law")
        seen = watch(city)
    assert state(city, seen) is SourceState.SAME
    assert look(seen).seen == date(2026, 11, 23)
    assert look(seen).problem is None
    assert "没有变  《小城市犬只管理条例》" in capsys.readouterr().out


def test_a_changed_source_is_told_until_it_is_read_in(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which articles, what to do; the rule says so until `law` has read the new text, and then no more."""
    changed = [*ARTICLES[:2], ARTICLES[2].replace("二百", "五百"), *ARTICLES[3:]]
    with serving(pages({"/law": html(page(changed))})) as site:
        named(city, f"{site}/law")
        seen = watch(city)
        said = capsys.readouterr().out
        assert state(city, seen) is SourceState.CHANGED
        assert "修改1条（第三条）" in said
        assert f"publish.py law 文本文件 --id {LAW}" in said
        (city / "seen.json").rename(city / "observations.json")
        found = check(city).of("UPD009")
        assert [finding.place.record for finding in found] == [LAW]
        assert "与记录里的文本不同，还没有读入" in found[0].message
        new = city.parent / "new.md"
        new.write_text(text(changed), encoding="utf-8")
        words = [str(new), "--id", LAW, "--published", "2026-11-20", "--root", str(city)]
        assert main(["law", *words]) in (FINE, FINDINGS)
        assert check(city).of("UPD009") == []


def test_a_source_that_moved_is_followed_and_told(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {
        "/old": Answer(status=301, headers={"Location": "/new"}),
        "/detour": Answer(status=302, headers={"Location": "/new"}),
        "/new": html(page(ARTICLES)),
    }
    with serving(pages(answers)) as site:
        named(city, f"{site}/old")
        seen = watch(city)
        assert (look(seen).moved_to, state(city, seen)) == (f"{site}/new", SourceState.SAME)
        assert f"网址搬到了 {site}/new，改 source.url" in capsys.readouterr().out
        named(city, f"{site}/detour")
        assert look(watch(city)).moved_to is None


@pytest.mark.parametrize(
    ("foot", "expected"),
    [
        ("<p>版权所有 数据库编辑部</p><p>京ICP备00000000号</p>", SourceState.SAME),
        ("<p>本条例由市城管执法局解释。</p>", SourceState.CHANGED),
    ],
)
def test_the_foot_of_a_page_is_none_of_the_law(
    city: Path, foot: str, expected: SourceState
) -> None:
    """Lines below the last article that are no sentences do not count; a paragraph more does."""
    body = page(ARTICLES).replace("</div></div>", f"{foot}</div></div>")
    with serving(pages({"/law": html(body)})) as site:
        named(city, f"{site}/law")
        assert state(city, watch(city)) is expected


CUT = page(ARTICLES[:3])
OTHER = page(ARTICLES, title="小城市绿化条例")
FAILURES: dict[str, tuple[Answer, str]] = {
    "error page with status 200": (
        html("<html><body><h1>系统繁忙</h1><p>请稍后再试</p></body></html>"),
        "没有条文",
    ),
    "home page with status 200": (
        html("<html><p>第一条新闻</p><p>第二条新闻</p></html>"),
        f"没有“{TITLE}”这个题目",
    ),
    "cut off": (html(CUT), "只到第三条，记录里共5条"),
    "another law": (html(OTHER), f"没有“{TITLE}”这个题目"),
    "blank": (Answer(b" \n", headers=HTML), "空白"),
    "not there": (Answer(b"no", 404), "答复404"),
    "broken server": (Answer(b"no", 503), "答复503"),
    "never answers": (Answer(page(ARTICLES).encode(), wait=4), "1秒里没有取完"),
    "drips": (Answer(page(ARTICLES).encode(), drip=0.05, headers=HTML), "1秒里没有取完"),
    "too large": (Answer(b"<p>" + b"a" * 9_000_000, headers=HTML), "太大"),
    "too many articles": (html(f"<p>{TITLE}</p>" + "<p>第一条 甲</p>" * 6001), "太长"),
    "too long": (html(f"<p>{TITLE}</p><p>第一条 {'甲' * 1_000_000}</p>"), "太长"),
    "a PDF": (Answer(b"%PDF-1.7 ..."), "PDF"),
    "a Word file": (Answer(b"PK\x03\x04..."), "Word"),
    "no text at all": (Answer(bytes(range(128, 255)) * 9), "编码"),
    "round and round": (Answer(status=302, headers={"Location": "/law"}), "转来转去"),
    "moved nowhere": (Answer(status=301), "没有说搬到哪里"),
    "to a file": (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "只看 http"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_what_is_no_look_is_never_a_change(
    city: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    """Neither changed nor unchanged: not seen, since when, why; and after the interval a finding."""
    answer, why = FAILURES[case]
    answers = {"/law": html(page(ARTICLES))}
    with serving(lambda m, path, b, h: answers.get(path, Answer(status=404))) as site:
        named(city, f"{site}/law")
        watch(city, "2026-11-20")
        answers["/law"] = answer
        capsys.readouterr()
        seen = watch(city, "2026-11-27")
    said = capsys.readouterr().out
    assert "没看到  《小城市犬只管理条例》" in said
    assert why in said
    assert "从2026-11-27起，最后一次看到是2026-11-20（7天前）" in said
    assert look(seen).seen == date(2026, 11, 20)
    assert look(seen).failing_since == date(2026, 11, 27)
    assert state(city, seen, "2026-11-27") is SourceState.SAME
    assert state(city, seen, "2026-11-28") is SourceState.OVERDUE
    (city / "seen.json").rename(city / "observations.json")
    found = check(city, date(2026, 11, 28)).of("UPD009")
    assert "已经8天没有看到，应当每7天看一次（最后一次是2026-11-20）" in found[0].message
    assert why in found[0].message


@pytest.mark.parametrize(
    ("charset", "where"),
    [
        *(
            (name, where)
            for name in ("gbk", "gb18030", "utf-8")
            for where in ("header", "page", "")
        ),
        ("utf-16", "header"),
    ],
)
def test_a_page_in_another_charset_is_read(city: Path, charset: str, where: str) -> None:
    """GBK as its header or the page itself says, and where neither does; other sets by their header."""
    head = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
        if where == "page"
        else ""
    )
    kind = "text/html" + (f"; charset={charset}" if where == "header" else "")
    body = page(ARTICLES, head=head).encode(charset)
    with serving(pages({"/law": Answer(body, headers={"Content-Type": kind})})) as site:
        named(city, f"{site}/law")
        assert state(city, watch(city)) is SourceState.SAME


def test_only_what_is_due_is_asked(city: Path) -> None:
    """Once an interval, every day while something is amiss, always with --all and --id."""
    asked: list[str] = []

    def respond(method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        asked.append(path)
        return html(page(ARTICLES)) if len(asked) != 2 else Answer(status=500)

    with serving(respond) as site:
        named(city, f"{site}/law", "  every_days: 3\n")
        for day, times in [("20", 1), ("21", 1), ("22", 1), ("23", 2), ("24", 3), ("25", 3)]:
            watch(city, f"2026-11-{day}")
            assert len(asked) == times, day
        watch(city, "2026-11-25", "--all")
        watch(city, "2026-11-25", "--id", LAW)
        assert len(asked) == 5
        words = ["--observations", str(city / "seen.json"), "--root", str(city), "--id", "nothing"]
        assert main(["watch", *words]) == WRONG_USE


def test_the_file_is_refused_where_it_is_none(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cut off, of another form, or missing: said with what to do, and never taken for 'nothing seen'."""
    file = city / "seen.json"
    for words, says in [
        ("{", "不是 JSON"),
        ('{"looks": [{"id": "x"}]}', "subject"),
        ("[" * 9999, "括号"),
    ]:
        file.write_text(words, encoding="utf-8")
        with pytest.raises(ObservationError, match=says):
            read_observations(file)
        for command in ("check", "watch", "reach"):
            assert main([command, "--root", str(city), "--observations", str(file)]) == WRONG_USE
    assert main(["check", "--root", str(city), "--observations", str(city / "none")]) == WRONG_USE
    assert "观察记录用不了" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/plain,x", "/etc/passwd", "gopher://x"],
)
def test_only_http_is_fetched(url: str) -> None:
    with pytest.raises(WebError, match="只看 http"):
        fetch(url)


def test_nobody_there_is_said() -> None:
    with pytest.raises(WebError, match="没有应答"):
        fetch("http://127.0.0.1:9/", seconds=5)


def test_how_long_it_fails_is_kept() -> None:
    """The first failing day stays until a look succeeds; what was seen before stays too."""
    first = saw(None, Watched.LAW, "x", "http://x/", date(2026, 1, 1), "0" * 16)
    second = missed(first, Watched.LAW, "x", "http://x/", date(2026, 1, 8), "没有应答")
    third = missed(second, Watched.LAW, "x", "http://x/", date(2026, 1, 9), "太大")
    assert (third.seen, third.digest, third.failing_since) == (
        first.seen,
        "0" * 16,
        date(2026, 1, 8),
    )
    again = saw(third, Watched.LAW, "x", "http://x/", date(2026, 1, 10), "0" * 16)
    assert (again.since, again.problem, again.failing_since) == (first.seen, None, None)


@pytest.mark.slow
def test_every_law_of_the_demo_is_the_same_on_a_page(shared: Path) -> None:
    """Real texts as a site would show them, menus before and a foot behind: none is taken for changed."""
    loaded = load([Path(__file__).parents[1]])
    catalogue = Catalogue(loaded.records)
    texts = {path.name: path for path in (shared / "data").rglob("*.md")}
    compared = 0
    for law in catalogue.laws.values():
        version = list(catalogue.versions[law.id].values())[-1]
        names = [f"{title}({version.published}).md" for title in (law.title, law.short_title)]
        path = next((texts[name] for name in names if name in texts), None)
        if path is None or version.articles is None:
            continue
        lines = path.read_text("utf-8").splitlines()
        body = "".join(f"<p>{line}</p>" for line in lines)
        shown = page_text(f"<body><div>首页</div>{body}<div>版权所有</div></body>")
        found = articles_on(shown, law.short_title)
        held = {(one.id, one.digest) for one in version.articles.values()}
        assert {(one.number, one.digest) for one in found} == held, law.id
        compared += 1
    assert compared > 100


# reach


def list_page(root: Path, line: str) -> str:
    return f"<html><body><p>权责清单</p><p class=x><b>{line}</b></p></body></html>"


def line_of(
    root: Path, capsys: pytest.CaptureFixture[str], department: str = "urban-management"
) -> str:
    capsys.readouterr()
    assert main(["reach", "--line", department, "--root", str(root)]) == FINE
    return capsys.readouterr().out.strip()


def reached(root: Path, url: str, day: str = DAY) -> tuple[ListState, Observations]:
    record = root / "lists/departments/urban-management/department.yaml"
    kept = [x for x in record.read_text("utf-8").splitlines() if not x.startswith("list_url:")]
    at = kept.index("confirmed:")
    record.write_text("\n".join([*kept[:at], f"list_url: {url}", *kept[at:]]) + "\n", "utf-8")
    other = root / "lists/departments/market-regulation/department.yaml"
    other.write_text(
        "".join(
            x for x in other.read_text("utf-8").splitlines(True) if not x.startswith("list_url")
        ),
        encoding="utf-8",
    )
    file = root / "seen.json"
    words = ["--root", str(root), "--observations", str(file), "--as-of", day, "--seconds", "1"]
    assert main(["reach", *words]) == FINE
    seen = read_observations(file)
    loaded = load([root])
    catalogue = Catalogue(loaded.records, loaded.problems)
    return list_sight(catalogue, seen, catalogue.departments["urban-management"]).state, seen


def test_today_s_list_yesterday_s_and_none(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a department pasted is told from what it should have pasted, by the digest alone."""
    line = line_of(city, capsys)
    shown = {"/list": html(list_page(city, line))}
    with serving(lambda m, path, b, h: shown.get(path, Answer(status=404))) as site:
        url = f"{site}/list"
        assert reached(city, url, "2026-11-20")[0] is ListState.TODAY
        power = "lists/departments/urban-management/powers/littering.yaml"
        lay_over(city, edits={power: ("summary: 查处", "summary: 查办")})
        state_now, seen = reached(city, url, "2026-11-23")
        assert state_now is ListState.EARLIER
        assert "还是2026-11-20的清单" in capsys.readouterr().out
        assert [version.since.day for version in seen.lists][-1] == 23
        assert line_of(city, capsys) != line
        shown["/list"] = html(list_page(city, line_of(city, capsys)))
        assert reached(city, url)[0] is ListState.TODAY
        shown["/list"] = html(list_page(city, list_line("urban-management", "f" * 16)))
        assert reached(city, url)[0] is ListState.FOREIGN
        shown["/list"] = html(
            list_page(city, line.replace("urban-management", "market-regulation"))
        )
        assert reached(city, url)[0] is ListState.NONE
        shown["/list"] = Answer(status=500)
        assert reached(city, url)[0] is ListState.UNREACHABLE
        assert "答复500" in capsys.readouterr().out


@pytest.mark.parametrize(
    "edited",
    [
        "权责清单摘要值:urban-management 0123456789abcdef",
        "权责清单摘要值：&nbsp;urban-management&nbsp;&nbsp;0123456789ABCDEF。",
        "权责清单摘要值：</span><span>urban-management</span>\n<i>0123456789abcdef</i>",
        "本页清单见下。权责清单摘要值：ｕｒｂａｎ－ｍａｎａｇｅｍｅｎｔ　０１２３４５６７８９ａｂｃｄｅｆ",
    ],
)
def test_the_line_survives_an_editor(city: Path, edited: str) -> None:
    """Editors of sites change widths, blanks and markup; the digest is still found."""
    with serving(pages({"/x": html(f"<html><p>{edited}</p></html>")})) as site:
        assert lists_shown(fetch(f"{site}/x").text) == {"urban-management": "0123456789abcdef"}


def test_the_digest_is_of_what_the_list_says(city: Path) -> None:
    """Not of comments, of the order of files or of other departments; every word of a power counts."""

    def digest(name: str = "urban-management") -> str | None:
        loaded = load([city])
        return list_digest(Catalogue(loaded.records, loaded.problems), name)

    first, other = digest(), digest("market-regulation")
    power = city / "lists/departments/urban-management/powers/littering.yaml"
    power.write_text("# 说明\n" + power.read_text("utf-8"), encoding="utf-8")
    assert digest() == first
    power.write_text(
        power.read_text("utf-8").replace("bases:\n", "remark: 新\nbases:\n", 1), "utf-8"
    )
    assert digest() not in (first, None)
    assert digest("market-regulation") == other
    power.unlink()
    assert digest() is None


def test_line_of_nobody_is_refused(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reach", "--line", "nobody", "--root", str(city)]) == WRONG_USE
    assert "market-regulation、urban-management" in capsys.readouterr().err
    assert main(["reach", "--root", str(city)]) == WRONG_USE


def test_check_and_build_take_the_observations(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without them 'not checked'; with them findings of class clock, which decide no exit code."""
    with serving(pages({"/law": html(page(ARTICLES)), "/list": html("<p>没有</p>")})) as site:
        named(city, f"{site}/law")
        reached(city, f"{site}/list")
        watch(city)
    capsys.readouterr()
    main(["check", "--root", str(city), "--format", "json"])
    without = json.loads(capsys.readouterr().out)
    assert {one["code"] for one in without["unchecked"]} >= {"UPD007", "UPD009"}
    words = ["--root", str(city), "--observations", str(city / "seen.json")]
    main(["check", *words, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [(f["code"], f["kind"]) for f in found if f["code"].startswith("UPD")] == [
        ("UPD007", "clock")
    ]


def test_one_odd_page_keeps_nobody_from_the_others(
    city: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What reading trips over is not seen, is said, and the rest is looked at all the same."""

    def trip(text: str) -> object:
        raise IndexError(text)

    monkeypatch.setattr("generator.sources.statute_pages.read_statute", trip)
    with serving(pages({"/law": html(page(ARTICLES))})) as site:
        named(city, f"{site}/law")
        assert look(watch(city)).problem == "打开的页面读不下去（IndexError）"
    assert "看了1部" in capsys.readouterr().out


def test_pages_show_what_was_seen(city: Path, tmp_path: Path) -> None:
    """With the day of the look; a build with other observations is another site, one without says nothing."""
    with serving(pages({"/law": html(page(ARTICLES)), "/list": html("<p>没有</p>")})) as site:
        named(city, f"{site}/law")
        reached(city, f"{site}/list")
        watch(city)
    out = tmp_path / "site"
    words = ["build", "--root", str(city), "--out", str(out), "--jobs", "1"]
    shown = ("laws/dog-regulation", "departments/urban-management")

    def texts() -> list[str]:
        return [(out / one / "index.html").read_text("utf-8") for one in shown]

    assert main(words) == FINE
    law, department = texts()
    assert "看到）" not in law + department
    assert main([*words, "--observations", str(city / "seen.json")]) == FINE
    law, department = texts()
    assert "没有变化</span>（" in law
    assert "没有清单的摘要行</span>（" in department
    digest = re.search(r"权责清单摘要值：urban-management ([0-9a-f]{16})", department)
    assert digest
    seen = city / "seen.json"
    observed = read_observations(seen)
    bad = next(one for one in observed.looks if one.subject is Watched.LAW)
    write_observations(seen, observed.with_looks([bad.model_copy(update={"digest": "f" * 16})]))
    assert main([*words, "--observations", str(seen)]) == FINE
    assert "有变化，还没有读入</span>（" in texts()[0]
