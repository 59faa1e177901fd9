"""Legal bases in the forms that clerks write, what they are read as, and what is said where they are not certain."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalogue import Catalogue
from generator.citations import CitationReader, mentions, same_place
from generator.models.laws import Article, Law
from generator.models.parts import Citation

DAY = date(2026, 11, 23)


def law(
    identity: str, title: str, *events: str, short: str = "", articles: range | None = None
) -> tuple[Law, list[Article]]:
    """A law of one event a word, `2021-04-29-amended`; each text has these articles."""
    record = Law.model_validate(
        {
            "id": identity,
            "title": title,
            "short_title": short or title.removeprefix("中华人民共和国"),
            "level": "law",
            "authority": "全国人民代表大会常务委员会",
            "events": [
                {
                    "id": f"{identity}-{event}",
                    "kind": event[11:],
                    "published": event[:10],
                }
                for event in events
            ],
        }
    )
    days = [event[:10] for event in events if not event.endswith("repealed")]
    rows = [
        Article.model_validate({"law": identity, "version": day, "id": number, "digest": "0" * 16})
        for day in days
        for number in [*map(str, articles or ()), *(["12-1"] if articles else [])]
    ]
    return record, rows


def catalogue() -> Catalogue:
    several = [
        law(
            "food",
            "中华人民共和国食品安全法",
            "2009-02-28-enacted",
            "2015-04-24-revised",
            "2018-12-29-amended",
            "2021-04-29-amended",
            "2025-09-12-amended",
            articles=range(1, 155),
        ),
        law("food-rules", "中华人民共和国食品安全法实施条例", "2019-10-11-revised"),
        law("penalty", "中华人民共和国行政处罚法", "2021-01-22-revised"),
        law(
            "noise", "中华人民共和国环境噪声污染防治法", "1996-10-29-enacted", "2022-06-05-repealed"
        ),
        law("twice", "城市公共汽车管理办法", "2020-03-01-enacted", "2020-09-01-amended"),
        law("future", "中华人民共和国商标法", "2027-01-01-enacted"),
        law("ports", "港口危险货物安全管理规定", "2017-09-04-enacted"),
        law("apply", "某省实施《中华人民共和国食品安全法》办法", "2016-05-01-enacted"),
        law("one", "甲省道路运输条例", "2018-01-01-enacted", short="道路运输条例"),
        law("two", "乙省道路运输条例", "2019-01-01-enacted", short="道路运输条例"),
    ]
    return Catalogue(
        {"laws": [one for one, _ in several], "articles": [a for _, rows in several for a in rows]}
    )


CATALOGUE = catalogue()
READER = CitationReader(CATALOGUE)
NOW, OLD = "food@2025-09-12", "food@2021-04-29"
# What a clerk writes → citations as a table has them.
FORMS: list[tuple[str, list[str]]] = [
    # Ranges inside an article.
    ("《食品安全法》第一百二十四条第一款第一项至第三项", [f"{NOW}:124.1.1", f"{NOW}:124.1.2", f"{NOW}:124.1.3"]),
    ("《食品安全法》第124条第1款第(一)项至第(四)项、第六项",
     [f"{NOW}:124.1.1", f"{NOW}:124.1.2", f"{NOW}:124.1.3", f"{NOW}:124.1.4", f"{NOW}:124.1.6"]),
    ("《食品安全法》第五条第一款到第三款", [f"{NOW}:5.1", f"{NOW}:5.2", f"{NOW}:5.3"]),
    # Titles.
    ("《中华人民共和国食品安全法》第一百二十四条", [f"{NOW}:124"]),
    ("《食品安全法》第一百二十四条", [f"{NOW}:124"]),
    ("食品安全法第一百二十四条", [f"{NOW}:124"]),
    ("中华人民共和国食品安全法第一百二十四条", [f"{NOW}:124"]),
    ("依据《食品安全法》第一百二十四条", [f"{NOW}:124"]),
    ("根据食品安全法第一百二十四条的规定", [f"{NOW}:124"]),
    ("违反了《食品安全法》第五条的规定，依据该法第一百二十四条", [f"{NOW}:5", f"{NOW}:124"]),
    ("【法律】《食品安全法》第一百二十四条", [f"{NOW}:124"]),
    ("1、《食品安全法》第一百二十四条", [f"{NOW}:124"]),
    ("1.《食品安全法》第一百二十四条；", [f"{NOW}:124"]),
    (";1、《食品安全法》第一百二十四条“禁止生产经营下列食品。”", [f"{NOW}:124"]),
    ("食品安全法》第一百二十四条", [f"{NOW}:124"]),
    ("《食品安全法 第一百二十四条", [f"{NOW}:124"]),
    ("《 食品安全法 》 第一百二十四条", [f"{NOW}:124"]),
    ("《食品安全法实施条例》第六十八条", ["food-rules@2019-10-11:68"]),
    ("港口危险货物安全管理规定（中华人民共和国交通运输部令2017年第27号）第五十八条　", ["ports@2017-09-04:58"]),
    ("《某省实施〈中华人民共和国食品安全法〉办法》第三条", ["apply@2016-05-01:3"]),
    ("《某省实施《中华人民共和国食品安全法》办法》第三条", ["apply@2016-05-01:3"]),
    ("《甲省道路运输条例》第三条", ["one@2018-01-01:3"]),
    # Versions.
    ("《食品安全法》（2021年修正）第一百二十四条", [f"{OLD}:124"]),
    ("《食品安全法》（2021修正）第一百二十四条", [f"{OLD}:124"]),
    ("《食品安全法》(2021)第一百二十四条", [f"{OLD}:124"]),
    ("《食品安全法》（2021年版）第一百二十四条", [f"{OLD}:124"]),
    ("《食品安全法》（2021-04-29公布）第一百二十四条", [f"{OLD}:124"]),
    ("《食品安全法》（2021年4月29日第二次修正）第一百二十四条", [f"{OLD}:124"]),
    ("《食品安全法》（2009年2月28日通过，2015年4月24日修订）第一百二十四条", ["food@2015-04-24:124"]),
    ("《食品安全法》（主席令第二十一号）第一百二十四条", [f"{NOW}:124"]),
    ("《食品安全法》（主席令第二十一号，2015年4月24日）第一百二十四条", ["food@2015-04-24:124"]),
    ("《食品安全法》（2015年4月24日修订，2015年10月1日起施行）第一百二十四条", ["food@2015-04-24:124"]),
    ("《食品安全法》主席令第21号第一百二十四条", [f"{NOW}:124"]),
    ("《食品安全法》(2021年修正)(主席令第81号)第一百二十四条", [f"{OLD}:124"]),
    ("《食品安全法》（根据2021年4月29日《关于修改〈道路交通安全法〉等八部法律的决定》第二次修正）第五条", [f"{OLD}:5"]),
    # Numbers.
    ("《食品安全法》第124条", [f"{NOW}:124"]),
    ("《食品安全法》124条", [f"{NOW}:124"]),
    ("食品安全法124条1款5项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第１２４条", [f"{NOW}:124"]),
    ("《食品安全法》第 124 条", [f"{NOW}:124"]),
    ("《食品安全法》第一二四条", [f"{NOW}:124"]),
    ("《食品安全法》第一百二十四条第一款", [f"{NOW}:124.1"]),
    ("《食品安全法》第一百二十四条第一款第（五）项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第一百二十四条第一款第(五)项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第一百二十四条第一款第㈤项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第一百二十四条第一款第五项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第一百二十四条第一款（五）项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第124条第1款第5项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第124条第1款第（5）项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第124条1款5项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第一百二十四条 第一款 第（五）项", [f"{NOW}:124.1.5"]),
    ("《食品安全法》第一百二十四条第（五）项", [f"{NOW}:124.0.5"]),
    ("《食品安全法》第五十三条第一款第（二）项第1目", [f"{NOW}:53.1.2.1"]),
    ("《食品安全法》第十二条之一", [f"{NOW}:12-1"]),
    ("《食品安全法》第12条之1第二款", [f"{NOW}:12-1.2"]),
    ("《食品安全法》第12-1条", [f"{NOW}:12-1"]),
    # Several places.
    ("《食品安全法》第五条、第六条第二款", [f"{NOW}:5", f"{NOW}:6.2"]),
    ("《食品安全法》第五条和第六条", [f"{NOW}:5", f"{NOW}:6"]),
    ("《食品安全法》第五、六条", [f"{NOW}:5", f"{NOW}:6"]),
    ("《食品安全法》第五条、六条", [f"{NOW}:5", f"{NOW}:6"]),
    ("《食品安全法》第三十一条第一款、第二款", [f"{NOW}:31.1", f"{NOW}:31.2"]),
    ("《食品安全法》第三十一条第一、二款", [f"{NOW}:31.1", f"{NOW}:31.2"]),
    ("《食品安全法》第三十一条第一款第（一）项、第（三）项", [f"{NOW}:31.1.1", f"{NOW}:31.1.3"]),
    ("《食品安全法》第三十一条第一款第（一）、（三）项", [f"{NOW}:31.1.1", f"{NOW}:31.1.3"]),
    ("《食品安全法》第三十一条第一款第（一）（三）项", [f"{NOW}:31.1.1", f"{NOW}:31.1.3"]),
    ("《食品安全法》第三十一条第一款第（一）项、第二款", [f"{NOW}:31.1.1", f"{NOW}:31.2"]),
    ("《食品安全法》第三十一条第一款第（一）至（三）项", [f"{NOW}:31.1.1", f"{NOW}:31.1.2", f"{NOW}:31.1.3"]),
    ("《食品安全法》第一百二十二条至第一百二十四条", [f"{NOW}:122", f"{NOW}:123", f"{NOW}:124"]),
    ("《食品安全法》第122至124条", [f"{NOW}:122", f"{NOW}:123", f"{NOW}:124"]),
    ("《食品安全法》第122-124条", [f"{NOW}:122", f"{NOW}:123", f"{NOW}:124"]),
    ("《食品安全法》第十二条至第十三条", [f"{NOW}:12", f"{NOW}:12-1", f"{NOW}:13"]),
    # Several laws.
    ("《食品安全法》第五条；《行政处罚法》第三十三条第一款", [f"{NOW}:5", "penalty@2021-01-22:33.1"]),
    ("《食品安全法》第五条、《行政处罚法》第三十三条", [f"{NOW}:5", "penalty@2021-01-22:33"]),
    ("《食品安全法》第五条,《行政处罚法》第三十三条的规定", [f"{NOW}:5", "penalty@2021-01-22:33"]),
    ("《食品安全法》第五条\n《行政处罚法》第三十三条", [f"{NOW}:5", "penalty@2021-01-22:33"]),
    ("《食品安全法》第五条以及《行政处罚法》第三十三条", [f"{NOW}:5", "penalty@2021-01-22:33"]),
    ("食品安全法第五条，行政处罚法第三十三条", [f"{NOW}:5", "penalty@2021-01-22:33"]),
    ("food@2021-04-29:124.1.5;penalty@2021-01-22:33.1", [f"{OLD}:124.1.5", "penalty@2021-01-22:33.1"]),
    # Articles pasted behind.
    ("《食品安全法》第一百二十四条：违反本法规定，依照本法第五条处罚。", [f"{NOW}:124"]),
    ("《食品安全法》第一百二十四条:“依照《行政处罚法》第三十三条处理。”", [f"{NOW}:124"]),
    ("《食品安全法》第一百二十四条 县级以上人民政府依照前款的规定处罚。", [f"{NOW}:124"]),
    ("《食品安全法》第一百二十四条禁止生产经营下列食品", [f"{NOW}:124"]),
    ("《食品安全法》第三十一条第一款、第二款：  依照本法第二十四条的规定", [f"{NOW}:31.1", f"{NOW}:31.2"]),
    ("《食品安全法》第七条：甲。\n第八条：乙。\n《行政处罚法》第九条：丙", [f"{NOW}:7", f"{NOW}:8", "penalty@2021-01-22:9"]),
    ("《食品安全法》第七条：甲。第八条：乙。", [f"{NOW}:7", f"{NOW}:8"]),
    ("《食品安全法》\r\n第七条　甲\r\n第八条　乙", [f"{NOW}:7", f"{NOW}:8"]),
    ("《食品安全法》第七条 甲\n行政处罚法第六条第一款第三项所称成本，是指", [f"{NOW}:7"]),
    ("《食品安全法》第七条 甲：（一）《登记表》；（二）《许可证》。", [f"{NOW}:7"]),
    ("《食品安全法》第七条 甲。增补依据：【规章】港口危险货物安全管理规定（2017年第27号）第二十九条 乙", [f"{NOW}:7", "ports@2017-09-04:29"]),
    ("当事人的行为违反了《食品安全法》第三十四条第（十）项，依据《食品安全法》第一百二十四条第一款第（五）项之规定，决定罚款", [f"{NOW}:34.0.10", f"{NOW}:124.1.5"]),
]  # fmt: skip
UNCERTAIN: list[tuple[str, str]] = [
    ("《食品卫生法》第三条", "法律库里没有《食品卫生法》"),
    ("《食品安全法五》第三条", "名称相近的有《中华人民共和国食品安全法》"),
    ("《食品安全法》第一百八十八条", "2025-09-12公布的文本没有第一百八十八条"),
    ("《食品安全法》（2016年修订）第三条", "法律库里没有《食品安全法》2016年的文本"),
    ("《城市公共汽车管理办法》（2020年）第三条", "《城市公共汽车管理办法》2020年有2个文本"),
    ("《道路运输条例》第三条", "可以是几部法律：《甲省道路运输条例》、《乙省道路运输条例》"),
    ("《环境噪声污染防治法》第四十八条", "2022-06-04以后不再施行"),
    ("《商标法》第三条", "2026-11-23还没有施行的文本"),
    ("《食品安全法》", "没有写第几条"),
    ("第一百二十四条", "没有写是哪部法律"),
    ("逾期不改正的，处一万元以下的罚款", "看不出引用了哪部法律"),
    ("food@2021-04-29:124.x", "应当像"),
]


def test_there_are_enough_forms() -> None:
    assert len(FORMS) >= 80
    assert len({text for text, _ in FORMS}) == len(FORMS)


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_written_form_is_read(text: str, expected: list[str]) -> None:
    reading = READER.read(text, DAY)
    assert [str(one) for one in reading.citations] == expected
    assert not reading.problems


@pytest.mark.parametrize(("text", "words"), UNCERTAIN)
def test_what_is_not_certain_is_said(text: str, words: str) -> None:
    reading = READER.read(text, DAY)
    assert not reading.citations
    assert any(words in problem for problem in reading.problems), reading.problems


def test_the_version_is_that_of_the_day() -> None:
    reading = READER.read("《食品安全法》第五条", date(2022, 1, 1))
    assert str(reading.citations[0]) == f"{OLD}:5"
    assert reading.notes == ("《食品安全法》没有写是哪年的文本，按2021-04-29公布的",)


def test_laws_that_are_not_there_are_named_together() -> None:
    reading = READER.read("《甲法》第一条；《乙条例》第二条；《甲法》第三条", DAY)
    assert reading.problems == ("法律库里没有《甲法》、《乙条例》",)


def test_one_bad_basis_does_not_hide_the_good() -> None:
    reading = READER.read("《食品安全法》第五条；《食品卫生法》第三条", DAY)
    assert [str(one) for one in reading.citations] == [f"{NOW}:5"]
    assert len(reading.problems) == 1


NUMBERS = st.one_of(st.integers(1, 300).map(str), st.just("12-1"))
SMALL = st.none() | st.integers(1, 30).map(str)


@given(
    st.sampled_from(["food@2021-04-29", "food@2025-09-12", "one@2018-01-01", "gone@2000-01-01", "apply@2016-05-01"]),
    NUMBERS, SMALL, SMALL, SMALL,
)  # fmt: skip
def test_what_is_written_is_read_again(
    text: str, article: str, paragraph: str | None, subparagraph: str | None, item: str | None
) -> None:
    identity, _, version = text.partition("@")
    citation = Citation.model_validate(
        {
            "law": identity,
            "version": version,
            "article": article,
            "paragraph": paragraph,
            "subparagraph": subparagraph,
            "item": item,
        }
    )
    written = READER.written(citation)
    assert READER.read(written, DAY).citations == (citation,)


def test_the_standard_form() -> None:
    citation = READER.read("食品安全法124条1款5项", DAY).citations[0]
    assert (
        READER.written(citation) == "《食品安全法》（2025-09-12公布）第一百二十四条第一款第（五）项"
    )
    # A short title that two laws share would not find the way back.
    other = READER.read("甲省道路运输条例第三条", DAY).citations[0]
    assert READER.written(other) == "《甲省道路运输条例》（2018-01-01公布）第三条"
    assert same_place(citation, READER.read(f"{OLD}:124.1.5", DAY).citations[0])


@given(
    st.text(
        "《》〈〉（）()第一二十百条款项目之至、，；：:\n 食品安全法本0123456789-@。", max_size=60
    )
)
def test_any_text_has_an_answer(text: str) -> None:
    """Citations or problems in words, never neither and never an error; what is cited reads back the same."""
    found = READER.read(text, DAY)
    assert bool(found.citations or found.problems) is bool(text.strip())
    for citation in found.citations:
        assert READER.read(READER.written(citation), DAY).citations == (citation,)


def test_the_bases_of_a_real_list(shared: Path) -> None:
    """Every basis that a person finds in the thirty items; what names no article is seen too."""
    file = shared / "data" / "liaoning-power-list" / "government_data.json"
    found = [list(mentions(one["依据"])) for one in json.loads(file.read_text("utf-8"))]
    assert all(found)
    assert sum(1 for several in found for one in several if one.spots) == 52
    assert sum(1 for several in found for one in several if not one.spots) == 8


def test_the_bases_of_a_real_benchmark(shared: Path) -> None:
    file = shared / "data" / "jiangmen-discretion-benchmark" / "benchmark.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        bases = dict.fromkeys(row["法律依据"] for row in csv.DictReader(lines))
    found = {basis: list(mentions(basis)) for basis in bases}
    # Seven say no law at all: 逾期不改正的, and so on.
    assert sum(1 for several in found.values() if not several) == 7
    assert {len(several) for several in found.values()} == {0, 1, 2, 3}
