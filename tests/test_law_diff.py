"""law-diff and law: what a new text changed, read right whatever copy it comes from."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.numerals import article_label, article_order
from generator.sources.statute_changes import Comparison, Digested, compare
from generator.sources.statute_level import standing
from generator.sources.statutes import Statute, read_statute
from tests.support.city import copy_city, lay_over

AMENDMENTS = Path(__file__).parents[2] / "shared" / "data" / "law-amendments"
PAIRS = Path(__file__).parent / "law_pairs"

# --- twelve pairs, read article by article ---------------------------------------------------


@pytest.mark.skipif(
    not AMENDMENTS.is_dir(),
    reason="未找到仓库旁的 ../shared/data/law-amendments（法律文本），跳过与人工核对表的比较",
)
@pytest.mark.parametrize("name", sorted(path.stem for path in PAIRS.glob("*.yaml")))
def test_the_program_agrees_with_a_person_s_reading(name: str) -> None:
    """All of it: what is touched, what moved, what is gone, and from what it goes on. Where a lawyer may read an
    article in two ways, the table says both (`either`), and the program has the other."""
    table = yaml.load((PAIRS / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    old, new = (
        read_statute((AMENDMENTS / name / f"{table[side]}.md").read_text(encoding="utf-8"))
        for side in ("old", "new")
    )
    found = compare(old.articles, new.articles)
    assert set(found.touched) == {*table["added"], *table["changed"]}
    assert found.moved == table["moved"]
    either = table.get("either", {"new": [], "old": []})
    assert set(found.added) ^ set(table["added"]) == set(either["new"])
    assert set(found.removed) ^ set(table["removed"]) == set(either["old"])
    # The likest one is one that the reader named.
    for number, olds in found.continues.items():
        assert number in either["new"] or olds[0] in table["changed"][number]


def test_every_pair_has_its_table_and_two_readings_are_rare_and_have_their_reason() -> None:
    tables = {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in PAIRS.glob("*.yaml")
    }
    assert len(tables) == 12
    assert all(len(table["note"]) > 20 for table in tables.values())
    doubtful = {name: table for name, table in tables.items() if "either" in table}
    assert all("两种读法都成立" in table["note"] for table in doubtful.values())
    assert {name: table["either"] for name, table in doubtful.items()} == {
        "文物保护法": {"new": ["95"], "old": ["77"]},
        "突发事件应对法": {"new": [], "old": ["53"]},
    }


# --- pairs that nobody published ---------------------------------------------------------------

LAMPS = (
    ("1", "为了加强灯塔管理，保障航行安全，制定本条例。"),
    ("2", "本条例所称灯塔，是指设置在海岸、岛屿上，供船舶定位的高塔。"),
    (
        "3",
        "看守人应当在日落以前点灯，并且每小时检查一次灯火。遇有浓雾，看守人应当鸣钟，每分钟三次。",
    ),
    (
        "4",
        "设置灯塔，应当具备下列条件：\n（一）有坚固的地基；\n（二）有备用的灯油；\n（三）有两名以上看守人。",
    ),
    ("5", "灯油由海务局按季度供应，任何单位和个人不得挪用。"),
    ("6", "船舶经过灯塔，应当鸣笛致意，并且记入航海日志。"),
    ("7", "看守人未在日落以前点灯的，由海务局处一百元以上五百元以下罚款。"),
    ("8", "挪用灯油的，由海务局责令退还，并处挪用数量二倍的罚款。"),
    ("9", "本条例自2001年6月1日起施行。"),
)
Articles = Sequence[tuple[str, str]]


def plain(articles: Articles, head: str = "灯塔管理条例\n", gap: str = "　") -> str:
    return head + "".join(
        f"　　{article_label(number)}{gap}{text}\n".replace("\n（", "\n　　（")
        for number, text in articles
    )


def renumbered(texts: Sequence[str]) -> Articles:
    return [(str(number), text) for number, text in enumerate(texts, 1)]


def between(old: str, new: str) -> Comparison:
    return compare(read_statute(old).articles, read_statute(new).articles)


def from_lamps(articles: Articles) -> Comparison:
    return between(plain(LAMPS), plain(articles))


TEXTS = [text for _, text in LAMPS]
NOTHING: dict[str, object] = {"added": (), "changed": (), "removed": (), "moved": {}}


def said(found: Comparison) -> dict[str, object]:
    return {name: getattr(found, name) for name in NOTHING}


def test_only_moved() -> None:
    """A new article in front: eight move, none of them is changed."""
    found = from_lamps(renumbered(["国家保护灯塔和看守人。", *TEXTS]))
    moved = {str(number + 1): str(number) for number in range(1, 10)}
    assert said(found) == {**NOTHING, "added": ("1",), "moved": moved}


def test_two_articles_that_changed_places_only_moved() -> None:
    found = from_lamps(renumbered([*TEXTS[:4], TEXTS[5], TEXTS[4], *TEXTS[6:]]))
    assert said(found) == {**NOTHING, "moved": {"5": "6", "6": "5"}}


def test_all_renumbered_by_one_and_one_changed() -> None:
    texts = ["国家保护灯塔和看守人。", *TEXTS]
    texts[7] = texts[7].replace("五百元", "一千元")
    found = from_lamps(renumbered(texts))
    moved = {str(number + 1): str(number) for number in range(1, 10) if number != 7}
    assert said(found) == {**NOTHING, "added": ("1",), "changed": ("8",), "moved": moved}
    assert found.continues == {"8": ("7",)}
    assert found.successors("7") == ("8",)


def test_suffixed_articles_are_inserted_and_others_stay() -> None:
    articles = [*LAMPS[:3], ("3-1", "看守人每年休假十五日。"), ("3-2", "看守人的制服由国家发给。"),
                *LAMPS[3:]]  # fmt: skip
    assert said(from_lamps(articles)) == {**NOTHING, "added": ("3-1", "3-2")}


def test_an_article_split_in_two_is_continued_by_both() -> None:
    first, second = TEXTS[2].split("。", 1)
    found = from_lamps(renumbered([*TEXTS[:2], f"{first}。", second, *TEXTS[3:]]))
    moved = {str(number + 1): str(number) for number in range(4, 10)}
    assert said(found) == {**NOTHING, "changed": ("3", "4"), "moved": moved}
    assert found.successors("3") == ("3", "4")


def test_two_articles_merged_are_both_continued() -> None:
    found = from_lamps(renumbered([*TEXTS[:6], "\n".join(TEXTS[6:8]), TEXTS[8]]))
    assert said(found) == {**NOTHING, "changed": ("7",), "moved": {"8": "9"}}
    assert set(found.continues["7"]) == {"7", "8"}


def test_an_article_struck_out_is_removed_and_the_rest_moves_up() -> None:
    found = from_lamps(renumbered([*TEXTS[:5], *TEXTS[6:]]))
    moved = {"6": "7", "7": "8", "8": "9"}
    assert said(found) == {**NOTHING, "removed": ("6",), "moved": moved}
    assert found.successors("6") == ()


def test_an_article_written_anew_in_its_place_is_changed() -> None:
    texts = [*TEXTS]
    texts[5] = "外国籍的轮渡另行登记。"
    assert said(from_lamps(renumbered(texts))) == {**NOTHING, "changed": ("6",)}


def test_the_same_formula_is_no_descent() -> None:
    """Penalties share their words; an act that the old text did not know is added."""
    texts = [*TEXTS]
    texts.insert(8, "在灯塔上涂写的，由海务局处五十元以上二百元以下罚款。")
    found = from_lamps(renumbered(texts))
    assert (found.added, found.changed, found.moved) == (("9",), (), {"10": "9"})


RESCUE = "看守人每年参加一次由海务局举办的落水救生训练，合格的发给救生证。"


def test_a_rule_taken_out_of_an_article_and_written_elsewhere_is_continued_there() -> None:
    """Its article stays its own; what is no longer said in it stands, in other words, in a later one."""
    old = [*TEXTS[:3], f"{TEXTS[3]}\n{RESCUE}", *TEXTS[4:]]
    moved = "海务局每年为看守人和船员举办落水救生训练；参加训练合格的，发给救生证，记入档案。"
    found = between(plain(renumbered(old)), plain(renumbered([*TEXTS[:8], moved, TEXTS[8]])))
    assert (found.added, found.changed, found.removed) == ((), ("4", "9"), ())
    assert found.successors("4") == ("4", "9")


def test_an_article_that_borrows_words_still_said_where_they_were_is_added() -> None:
    """What the old article's successor holds is no descent for another."""
    old = [*TEXTS[:3], f"{TEXTS[3]}\n{RESCUE}", *TEXTS[4:]]
    new = [*old[:3], old[3].replace("两名", "三名"), *old[4:8]]
    new += ["外国船员可以参加由海务局举办的落水救生训练。", old[8]]
    found = between(plain(renumbered(old)), plain(renumbered(new)))
    assert (found.added, found.changed, found.removed) == (("9",), ("4",), ())


def test_a_penalty_graded_anew_is_continued_by_each_grade() -> None:
    """None of them holds clearly more of it than the others."""
    old = [
        *TEXTS[:7],
        "伪造灯塔位置图、私自移动航标灯的，责令恢复原状，没收工具，处三百元罚款。",
        TEXTS[8],
    ]
    graded = [
        f"违反本条例规定，有下列行为之一的，责令恢复原状，没收工具，{fine}：\n（一）{act}；\n（二）{other}。"
        for fine, act, other in (
            ("处一万元以上五万元以下罚款", "伪造灯塔位置图", "冒充看守人"),
            ("处一千元以上五千元以下罚款", "私自移动航标灯", "遮挡灯光"),
        )
    ]
    found = between(plain(renumbered(old)), plain(renumbered([*old[:7], *graded, old[8]])))
    assert (found.added, found.changed, found.removed) == ((), ("8", "9"), ())
    assert found.successors("8") == ("8", "9")


def typographic(text: str) -> str:
    return (
        text.replace("（", "(").replace("）", ")").replace("，", ",").replace("：", ":")
        .replace("；", ";").replace("2001", "２００１").replace("“", '"').replace("”", '"')
    )  # fmt: skip


COPIES = {
    "typography": typographic(plain(LAMPS)),
    "two wide spaces": plain(LAMPS, gap="　　"),
    "no space": plain(LAMPS, gap=""),
    "tab": plain(LAMPS, gap="\t"),
    "no-break spaces": plain(LAMPS, gap="\u00a0\u00a0").replace("\n", "\r\n"),
    "bold markdown": "# 灯塔管理条例\n\n" + "\n\n".join(f"**{article_label(n)}**　{t}" for n, t in LAMPS),
    "list markdown": "\n\n".join(f"- **{article_label(n)}** {t}" for n, t in LAMPS),
    "html": "".join(f"<p><b>{article_label(n)}</b>&nbsp;&nbsp;{t}</p>\n" for n, t in LAMPS),
    "contents": plain(LAMPS, "灯塔管理条例\n目　　录\n第一章　总则\n第二章　看守\n第一章　总则\n"),
    "contents with articles": plain(LAMPS, "灯塔管理条例\n目录\n第一章　总则（第一条—第三条）\n第二章　看守（第四条—第九条）\n第一章　总则\n"),
    "chapters": plain(LAMPS).replace("　　第三条", "　　　第二章　看　守\n　　第一节　灯火\n　　第三条"),
    "chapter and article on one line": plain(LAMPS).replace("　　第三条", "第二章　看守　第三条"),
    "captions": plain([(n, f"【灯塔】{t}") for n, t in LAMPS]),
    "page numbers": plain(LAMPS).replace("　　第三条", "— 2 —\n\n　　第三条").replace("每分钟", "每\n\n- 3 -\n\n分钟"),
    "pages of": plain(LAMPS).replace("　　第三条", "第 2 页 共 9 页\n　　第三条").replace("　　第七条", "3/9\n　　第七条"),
    "running head": plain(LAMPS).replace("　　第三条", "灯塔管理条例\n　　第三条").replace("　　第七条", "国家法律法规数据库\n　　第七条"),
    "hard wrapped": "\n".join(line[at : at + 17] for line in plain(LAMPS).split("\n") for at in range(0, len(line), 17)),
    "appendix": plain(LAMPS) + "　　附件：\n　　灯塔名录\n　　一、东塔\n",
    "appendix with a name": plain(LAMPS) + "附　灯塔名录\n东塔　30米\n",
    "appendix with articles": plain(LAMPS) + "附件1\n看守人守则\n第一条　早起。\n第二条　点灯。\n",
    "signature": plain(LAMPS) + "\n海务局\n2001年3月4日\n",
    "correction": plain(LAMPS) + "（编者注：第三条“鸣钟”原误作“鸣锺”，现予更正。）\n",
    "note inside": plain(LAMPS).replace("　　第四条", "【注】本条2003年修改。\n　　第四条"),
    "order before": plain(LAMPS, "海务局令\n第5号\n《灯塔管理条例》已经局务会议通过，现予公布。\n局长　某某\n2001年3月4日\n灯塔管理条例\n"),
    "decision before": plain(LAMPS, "海务局关于修改《灯塔管理条例》的决定\n　　一、第二条修改为：“第二条　本条例所称灯塔，是指高塔。”\n　　二、第五条修改为：\n　　“第五条　灯油由海务局供应。”\n　　本决定自公布之日起施行。\n\n灯塔管理条例\n"),
    "decision without quotes": plain(
        LAMPS,
        "海务局关于修改《灯塔管理条例》的决定\n　　第五条修改为：\n　　第五条　灯油由海务局供应。\n灯塔管理条例\n",
    ),
    "foot of a page": plain(LAMPS) + "国家法律法规数据库\n主办单位：某办公厅\n京ICP备00000000号-1\n打印本页　关闭窗口\n",
    "head of a page": "首页 > 法规\n打印　关闭\n" + plain(LAMPS, "灯塔管理条例\n（2001年3月4日海务局公布）\n"),
    "pasted twice": plain(LAMPS, "灯塔管理条例\n（2001年3月4日海务局公布）\n") * 2,
    "markdown in a quote": "> # 灯塔管理条例\n>\n" + "\n".join(
        f"> **{article_label(n)}**　{t}\n>" + ("\n> ## 第二章　看守\n>" if n == "3" else "") for n, t in LAMPS
    ),
    "radicals of a pdf": plain(LAMPS).replace("二", "⼆").replace("人", "⼈").replace("日", "⽇"),
    "html on one line": "".join(f"<div>{line}</div>" for line in plain(LAMPS).split("\n")),
    "digits": plain(LAMPS).replace("第二条", "第2条").replace("第三条　", "第３条　"),
}  # fmt: skip


@pytest.mark.parametrize("copy", COPIES)
def test_another_copy_of_one_text_changes_nothing(copy: str) -> None:
    found = between(plain(LAMPS), COPIES[copy])
    assert said(found) == NOTHING


@pytest.mark.parametrize("copy", ["order before", "decision before", "head of a page"])
def test_the_title_is_the_law_s_own(copy: str) -> None:
    assert read_statute(COPIES[copy]).title == "灯塔管理条例"


def test_words_that_look_like_a_copy_s_marks_stay() -> None:
    """An article may speak of notes and pages."""
    text = plain(LAMPS).replace("每小时检查", "注：指白天，每小时检查")
    assert from_lamps(LAMPS).changed == ()
    assert between(plain(LAMPS), text).changed == ("3",)


# --- what always holds ---------------------------------------------------------------------------


@given(
    st.lists(
        st.sampled_from([*TEXTS, "国家保护灯塔。", "看守人每年休假。", TEXTS[2][:20]]), max_size=12
    )
)
def test_every_article_of_both_texts_is_accounted_for_once(texts: list[str]) -> None:
    old = [Digested(n, read_one(t).digest, t) for n, t in LAMPS]
    new = [Digested(n, read_one(t).digest, t) for n, t in renumbered(texts)]
    for held in (old, [Digested(one.number, one.digest) for one in old]):
        found = compare(held, new)
        same = {n for n, t in renumbered(texts) if dict(LAMPS).get(n) == t}
        groups = [set(found.added), set(found.changed), set(found.moved), same]
        assert sum(map(len, groups)) == len(set().union(*groups)) == len(new)
        went = {
            *found.moved.values(),
            *same,
            *(o for olds in found.continues.values() for o in olds),
        }
        assert set(found.removed) == {n for n, _ in LAMPS} - went
        assert list(found.touched) == sorted(found.touched, key=article_order)


def read_one(text: str) -> Digested:
    (article,) = read_statute(f"试用法\n第一条　{text}").articles
    return Digested(article.number, article.digest, article.text)


def test_digests_alone_tell_what_stayed_and_what_moved() -> None:
    """And guess the rest by place, which they say."""
    texts = ["国家保护灯塔和看守人。", *TEXTS]
    texts[7] = texts[7].replace("五百元", "一千元")
    new = read_statute(plain(renumbered(texts)))
    old = [Digested(one.number, one.digest) for one in read_statute(plain(LAMPS)).articles]
    found, full = compare(old, new.articles), from_lamps(renumbered(texts))
    assert said(found) == said(full)
    assert found.guessed == {"1", "8"}
    assert full.guessed == frozenset()


# --- the command -----------------------------------------------------------------------------------


def saved(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_json_is_exactly_four_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = saved(tmp_path, "old.md", plain(LAMPS))
    new = saved(tmp_path, "new.md", plain(renumbered(["国家保护灯塔。", *TEXTS])))
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(["law-diff", old, new, "--format", "json"]) == FINE
    assert json.loads(capsys.readouterr().out) == {
        "added": ["1"],
        "changed": [],
        "removed": [],
        "moved": {str(number + 1): str(number) for number in range(1, 10)},
    }
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_numbers_stand_in_article_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [f"第{number}座灯塔的高度是{number * 7}米。" for number in range(1, 13)]
    changed = [text.replace("高度", "宽度和深度") for text in texts]
    articles = [*renumbered(changed), ("12-1", "新塔另行规定。"), ("12-2", "旧船另行登记。")]
    old = saved(tmp_path, "old.md", plain(renumbered(texts)))
    assert (
        main(["law-diff", old, saved(tmp_path, "n.md", plain(articles)), "--format", "json"])
        == FINE
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["changed"] == [str(number) for number in range(1, 13)]
    assert answer["added"] == ["12-1", "12-2"]


def test_text_speaks_as_a_legal_officer_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [*TEXTS[:5], *TEXTS[6:]]
    texts[2] = texts[2].replace("三次", "五次")
    new = saved(tmp_path, "new.md", plain(renumbered(texts)))
    assert main(["law-diff", saved(tmp_path, "old.md", plain(LAMPS)), new]) == FINE
    lines = capsys.readouterr().out.split("\n")
    assert "修改1条：第三条" in lines
    assert "删去（旧条号）1条：第六条" in lines
    assert (
        "只改了条号，文字没有变3条：第六条（原第七条）、第七条（原第八条）、第八条（原第九条）"
        in lines
    )
    assert "其余4条没有变。" in lines


def test_text_names_all_that_an_article_was_merged_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By their old numbers, its own among them."""
    merged = renumbered([*TEXTS[:6], TEXTS[6] + TEXTS[7], *TEXTS[8:]])
    new = saved(tmp_path, "new.md", plain(merged))
    assert main(["law-diff", saved(tmp_path, "old.md", plain(LAMPS)), new]) == FINE
    assert "修改1条：第七条（原第七条、第八条）" in capsys.readouterr().out.split("\n")


WRONG = {
    "nothing in it": (b"", WRONG_USE, "是空文件"),
    "only blanks": (b" \n\n\t\n", WRONG_USE, "是空文件"),
    "no law": ("只是一封信。".encode(), FINDINGS, ":1 没有找到“第一条”这样的条文"),
    "gb18030": (plain(LAMPS).encode("gb18030"), WRONG_USE, "不是 UTF-8 编码，是 GB18030"),
    "utf-16": (plain(LAMPS).encode("utf-16"), WRONG_USE, "不是 UTF-8 编码，是 UTF-16 编码"),
    "neither": (b"\xff\x81\xff", WRONG_USE, "不是 UTF-8 编码；"),
    "no text": (b"\xff\xfe\x00\x81\xff", WRONG_USE, "不是文本文件"),
    "zeros": (b"\x00\x01\x02", WRONG_USE, "不是文本文件"),
    "word": (b"PK\x03\x04\x14\x00", WRONG_USE, "不是纯文本"),
    "a number twice": (
        plain([*LAMPS[:3], ("3", "重来。"), *LAMPS[3:]]).encode(), FINDINGS, "第三条重复出现"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
@pytest.mark.parametrize("side", [0, 1])
def test_a_file_that_is_no_law_is_refused_in_words(
    name: str, side: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, code, words = WRONG[name]
    files = [saved(tmp_path, "good.md", plain(LAMPS)), str(tmp_path / "bad.md")]
    (tmp_path / "bad.md").write_bytes(content)
    assert main(["law-diff", *(files if side else files[::-1])]) == code
    said = capsys.readouterr()
    assert words in said.err
    assert "bad.md" in said.err
    assert said.out == ""


def test_a_folder_and_a_missing_file_are_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = saved(tmp_path, "good.md", plain(LAMPS))
    for path in (tmp_path, tmp_path / "none.md"):
        assert main(["law-diff", good, str(path)]) == WRONG_USE
        assert "文件打不开" in capsys.readouterr().err


# --- law: the event, and who must answer ---------------------------------------------------------

HEAD = "灯塔管理条例\n（2001年3月4日海务局公布{}）\n"
FIRST = plain(LAMPS, HEAD.format(""))
SECOND = plain(
    renumbered(
        [
            "国家保护灯塔和看守人。",
            *TEXTS[:4],
            *TEXTS[5:6],
            TEXTS[6].replace("五百", "八百"),
            *TEXTS[7:],
        ]
    ),
    HEAD.format("　根据2026年3月12日《关于修改〈灯塔管理条例〉的决定》修订"),
)
POWER = """\
id: lamp-{id}
name: {name}
type: inspection
summary: 灯塔
bases:
- law: lamps
  version: 2001-03-04
  article: '{article}'
posts:
  handler: handler
  reviewer: reviewer
  legal_reviewer: legal-reviewer
  decider: decider
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    city = copy_city(tmp_path / "city")
    powers = "lists/departments/market-regulation/powers/lamp-{}.yaml"
    lay_over(
        city,
        {
            powers.format(id): POWER.format(id=id, name=name, article=article)
            for id, name, article in (
                ("late", "对未按时点灯的处罚", "7"),
                ("oil", "对挪用灯油的处罚", "8"),
                ("supply", "灯油的供应", "5"),
                ("guards", "对看守人的检查", "3"),
                ("purpose", "看守人的培训", "9"),
            )
        },
    )
    return city


def read_in(root: Path, text: str, *more: str) -> int:
    return main(["law", saved(root, "text.md", text), "--id", "lamps", "--root", str(root), *more])


def record(root: Path) -> dict[str, list[dict[str, object]]]:
    text = (root / "lists/laws/lamps/law.yaml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)  # type: ignore[no-any-return]


def test_law_writes_the_event_and_says_who_must_answer(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_in(root, FIRST) == FINE
    capsys.readouterr()
    old = saved(root, "old.md", FIRST)
    assert read_in(root, SECOND, "--previous", old) == FINE
    events = record(root)["events"]
    assert [event["id"] for event in events] == [
        "lamps-2001-03-04-enacted",
        "lamps-2026-03-12-revised",
    ]
    assert "articles" not in events[0]
    moved = {"2": "1", "3": "2", "4": "3", "5": "4"}
    assert events[1]["articles"] == {
        "added": ["1"], "changed": ["7"], "removed": ["5"], "moved": moved,
    }  # fmt: skip
    said = capsys.readouterr().out
    assert "涉及1个部门的3项职权：" in said
    assert "  对未按时点灯的处罚：原第七条有修改\n" in said
    assert "  灯油的供应：原第五条已删去\n" in said
    assert "  对看守人的检查：原第三条只改了条号，现为第四条，把依据改到新条号\n" in said
    assert "对挪用灯油的处罚" not in said
    assert "各部门在2026年4月13日（星期一）以前逐项答复" in said


def test_the_event_says_what_the_heading_and_the_last_articles_say(root: Path) -> None:
    """Who made it, by what, since when, and where that stands."""
    head = "灯塔管理条例\n（2001年3月4日海务局令第5号公布）\n"
    assert read_in(root, plain(LAMPS, head)) == FINE
    assert record(root)["events"][0] == {
        "id": "lamps-2001-03-04-enacted", "kind": "enacted", "published": "2001-03-04",
        "effective": "2001-06-01", "authority": "海务局", "instrument": "海务局令第5号公布",
        "source": "法律文本题注和附则",
    }  # fmt: skip


def test_the_day_of_an_amendment_s_effect_is_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stands in the decision and not in the text: without it the month after seems to begin at once."""
    read_in(root, FIRST)
    amended = SECOND.replace("修订", "修正")
    assert read_in(root, amended) == FINE
    assert "加上 --effective" in capsys.readouterr().out
    event = record(root)["events"][1]
    assert "effective" not in event
    assert event["instrument"] == "《关于修改〈灯塔管理条例〉的决定》修正"
    assert event["source"] == "法律文本题注"
    assert read_in(root, amended, "--effective", "2026-07-01") == FINE
    assert "加上 --effective" not in capsys.readouterr().out
    assert record(root)["events"][1]["effective"] == "2026-07-01"


def test_law_twice_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With both texts, then with digests alone: what was known better stays."""
    read_in(root, FIRST)
    read_in(root, SECOND, "--previous", saved(root, "old.md", FIRST))
    folder = root / "lists/laws/lamps"
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    for more in ((), ("--previous", str(root / "old.md"))):
        assert read_in(root, SECOND, *more) == FINE
    assert read_in(root, FIRST) == FINE
    assert {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()
    } == before
    capsys.readouterr()
    assert main(["check", "--root", str(root)]) in (FINE, FINDINGS)
    assert "lists/laws/lamps" not in "".join(
        line for line in capsys.readouterr().out.split("\n") if "STR" in line
    )


def test_without_the_old_text_digests_decide_and_it_says_so(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read_in(root, FIRST)
    assert read_in(root, SECOND) == FINE
    articles = record(root)["events"][1]["articles"]
    assert isinstance(articles, dict)
    assert {*articles["added"], *articles["changed"]} == {"1", "7"}
    assert articles["moved"] == {"2": "1", "3": "2", "4": "3", "5": "4"}
    assert articles["guessed"] == "true"
    said = capsys.readouterr().out.splitlines()
    assert [line[:10] for line in said if "只比较了摘要值" in line] == ["注意：没有旧文本，只"]
    first = next(n for n, line in enumerate(said) if "只比较了摘要值" in line)
    assert first < next(n for n, line in enumerate(said) if "2026-03-12公布" in line)
    assert read_in(root, SECOND, "--previous", saved(root, "old.md", FIRST)) == FINE
    compared = record(root)["events"][1]["articles"]
    assert isinstance(compared, dict)
    assert "guessed" not in compared


def test_an_older_text_read_later_fills_its_own_event(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And leaves the newer, but says that it was compared with another text."""
    middle = plain(
        [*LAMPS[:4], ("5", "灯油由国家供应。"), *LAMPS[5:]],
        HEAD.format("　根据2010年5月6日《关于修改〈灯塔管理条例〉的决定》修订"),
    )
    read_in(root, FIRST)
    read_in(root, SECOND)
    newer = record(root)["events"][1]
    capsys.readouterr()
    assert read_in(root, middle) == FINE
    events = record(root)["events"]
    assert [event["published"] for event in events] == ["2001-03-04", "2010-05-06", "2026-03-12"]
    assert events[1]["articles"] == {"changed": ["5"], "guessed": "true"}
    assert events[2] == newer


def test_a_wrong_previous_text_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read_in(root, FIRST)
    other = saved(root, "other.md", FIRST.replace("三次", "四次"))
    assert read_in(root, SECOND, "--previous", other) == WRONG_USE
    assert "不是2001-03-04的文本" in capsys.readouterr().err
    assert len(record(root)["events"]) == 1


def test_a_text_that_the_header_tells_of_and_nobody_read_is_named(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    between_two = "　根据2010年5月6日甲决定第一次修订　根据2026年3月12日乙决定第二次修订"
    read_in(root, FIRST)
    capsys.readouterr()
    head = HEAD.format(between_two)
    read_in(root, plain(LAMPS, head))
    assert "题注里还有2010-05-06的文本" in capsys.readouterr().out


# --- level and maker ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "header", "level", "certain"),
    [
        ("中华人民共和国灯塔法", "2001年3月4日第九届全国人民代表大会常务委员会第二次会议通过", "law", True),
        ("灯塔管理条例", "2001年3月4日中华人民共和国国务院令第5号公布", "administrative_regulation", True),
        ("灯塔管理办法", "2001年3月4日交通运输部令第5号公布", "departmental_rule", True),
        ("海东省灯塔条例", "2001年3月4日海东省第九届人民代表大会常务委员会第二次会议通过", "local_regulation", True),
        ("海东省灯塔管理办法", "2001年3月4日海东省人民政府令第5号公布", "local_rule", True),
        ("灯塔管理条例", "2001年3月4日海东市人民代表大会常务委员会通过", "local_regulation", True),
        ("灯塔管理条例", "", "administrative_regulation", False),
        ("灯塔管理办法（试行）", "", "departmental_rule", False),
        ("中华人民共和国灯塔法", "", "law", False),
    ],
)  # fmt: skip
def test_level_follows_title_and_header(title: str, header: str, level: str, certain: bool) -> None:
    statute: Statute = read_statute(f"{title}\n（{header}）\n第一条　甲。\n第二条　乙。")
    found = standing(statute.title, statute.events)
    assert (found.level, found.certain) == (level, certain)


def test_tables_hold_numbers_and_no_law_text() -> None:
    """Law texts never enter the repository."""
    for path in PAIRS.glob("*.yaml"):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        numbers = json.dumps({k: v for k, v in table.items() if k != "note"}, default=str)
        assert not re.search(r"[\u4e00-\u9fff]", numbers)


def as_files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in (root / "lists").rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("灯塔管理条例(2026-03-12).md", "文件名写着2026-03-12，文本题注里最后的日期是2001-03-04"),
        ("路灯管理条例.md", "文件名是“路灯管理条例”，文本里的题目是《灯塔管理条例》"),
        ("路灯管理条例(2001-03-04).md", "文本里的题目是《灯塔管理条例》"),
    ],
)
def test_a_file_named_after_another_law_or_day_is_refused_before_anything_is_written(
    root: Path, tmp_path: Path, name: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / name
    text.write_text(FIRST, encoding="utf-8")
    before = as_files(root)
    assert main(["law", str(text), "--id", "lamps", "--root", str(root)]) == WRONG_USE
    assert words in capsys.readouterr().err
    assert as_files(root) == before


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("灯塔管理条例(2026-03-12).md", ["--published", "2026-03-12"]),
        ("灯塔管理条例(2026-03-12).md", ["--published", "2001-03-04"]),
        ("中华人民共和国灯塔管理条例_20010304.md", []),
        ("灯塔管理条例（新）.md", []),
        ("lamps-2.md", []),
    ],
)
def test_a_day_that_is_given_and_a_name_that_fits_are_taken(
    root: Path, tmp_path: Path, name: str, more: list[str]
) -> None:
    text = tmp_path / name
    text.write_text(FIRST, encoding="utf-8")
    assert main(["law", str(text), "--id", "lamps", "--root", str(root), *more]) == FINE
