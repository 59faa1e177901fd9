"""A docket becomes public outcomes without anybody in them, and nothing is written where in doubt."""

import csv
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.anonymizing import (
    KEEP,
    MASK,
    Masked,
    Settings,
    anonymize,
    by_trade,
    surname_only,
    texts_of,
)
from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.generalising import changed
from generator.generalising.dates import find_dates
from generator.generalising.places import find_places
from generator.masking import find, is_masked_name
from generator.models.base import texts
from generator.models.licences import Licence
from generator.models.other_acts import OtherAct
from generator.models.outcomes import Outcome
from generator.models.penalties import Penalty
from generator.models.portal import DateDetail, PlaceDetail
from generator.sources.records import load
from tests.support.city import CITY, check, copy_city, lay_over
from tests.test_import import table

ID = "110101199003070715"
DOCKET = {
    "id": "cf-9",
    "number": "小市监罚〔2026〕9号",
    "title": "某食品店销售超过保质期食品案",
    "power": "expired-food/sale",
    "party": "小城市王建国食品店",
    "party_kind": "sole_trader",
    "representative": "王建国",
    "handlers": "李明;赵卫东",
    "witnesses": "王建军",
    "people": "孙小红",
    "identity": ID,
    "phone": "13800001111",
    "trade": "食品零售",
    "place": "城东区人民路街道文昌路12号",
    "facts": "李明、赵卫东检查小城市王建国食品店，王　建国（身份证110101 19900307 0715，电话１３８０００01111）在场。"
    "王建军称货由其妻孙小红购进，车牌浙A12345。",
    "decided_on": "2026-06-10",
    "violation": "销售超过保质期的食品",
    "source": "inspection",
    "procedure": "ordinary",
    "content": "罚款5000元",
}


AS_SET = Settings()


def masked(settings: Settings = AS_SET, model: type[Outcome] = Penalty, **changes: str) -> Masked:
    return anonymize({**DOCKET, **changes}, model=model, settings=settings, answers={})


def test_nobody_is_left_and_everybody_is_told_apart() -> None:
    """Names, however spaced, and names inside shop names; two people with a surname get 甲 and 乙."""
    row = masked().row
    assert row is not None
    assert row["party"] == "王某"
    assert row["place"] == "城东区人民路街道"
    assert row["facts"] == (
        "李某、赵某检查某食品店，王某（身份证（略），电话（略））在场。王某甲称货由其妻孙某购进，车牌（略）。"
    )
    assert not [one for text in row.values() for one in find(text) if one.certain]


def test_every_decision_is_on_record() -> None:
    done = masked()
    assert {(one.was, one.now) for one in done.decisions} >= {
        ("小城市王建国食品店", "王某"),
        ("王　建国", "王某"),
        ("１３８０００01111", "（略）"),
        ("文昌路12号", ""),
    }


def test_likely_name_waits_for_a_person() -> None:
    """Neither masked nor left: asked; the answer decides, and stays the same one."""
    facts = "钥匙在陈浩然手里。"
    asked = masked(facts=facts)
    assert asked.row is None
    (question,) = asked.questions
    assert question.text == "陈浩然"
    for answer, expected in ((MASK, "钥匙在陈某手里。"), (KEEP, facts)):
        done = anonymize(
            {**DOCKET, "facts": facts},
            model=Penalty,
            settings=Settings(),
            answers={question.key: answer},
        )
        assert done.row is not None
        assert done.row["facts"] == expected


@pytest.mark.parametrize(
    ("party", "facts", "asked"),
    [
        ("刘翠花", "翠花称不知情。", ["翠花"]),
        ("买买提·吐尔逊", "买买提称不知情，吐尔逊的儿子在场。", ["买买提", "吐尔逊"]),
        ("Michael Brown", "Brown先生在场。", ["Brown"]),
        ("高兴", "邻居很不高兴。", ["高兴"]),
        ("Michael Brown", "MICHAEL在场。", ["MICHAEL"]),
        ("张志伟", "张某伟承认经营。", ["张某伟"]),
        ("张翠花", "經詢問，張翠花稱，翠花不在場，張女士在場。", ["翠花", "張女士"]),
        ("劉翠華", "刘翠华称不知情，翠华在场。", ["翠华"]),
        ("张志伟", "张志某承认经营。", ["张志某"]),
        ("张伟", "张＊伟承认经营。", ["张＊伟"]),
        ("刘翠花", "翠 花称不知情。", ["翠 花"]),
        ("劉麗華", "丽华称不知情。", ["丽华"]),
        ("高興", "邻居很不高兴。", ["高兴"]),
        ("歐陽麗華", "丽华称不知情。", ["丽华"]),
    ],
)
def test_part_of_a_known_name_waits_for_a_person(party: str, facts: str, asked: list[str]) -> None:
    """A given name alone, a part of a foreign one, a surname with a title, a name that is a word: each is asked
    about, and once a person says so it is masked as whose it is."""
    docket = {**DOCKET, "party": party, "party_kind": "person", "representative": ""}
    docket |= {"facts": facts, "handlers": "", "witnesses": "", "people": ""}
    waiting = anonymize(docket, model=Penalty, settings=AS_SET, answers={})
    assert waiting.row is None
    assert [one.text for one in waiting.questions] == asked
    answers = {one.key: MASK for one in waiting.questions}
    row = anonymize(docket, model=Penalty, settings=AS_SET, answers=answers).row
    assert row is not None
    for one in asked:
        assert one not in row["facts"]
    assert row["party"] in row["facts"]
    assert is_masked_name(row["party"])


NOBODY = {"representative": "", "handlers": "", "witnesses": "", "people": ""}


def asked(facts: str, **docket: str) -> list[str]:
    """What a person is asked about the facts of one person's case."""
    known = {**NOBODY, "party": "刘翠花", "party_kind": "person"}
    done = masked(facts=facts, **{**known, **docket})
    assert not done.refused
    return [one.text for one in done.questions]


@pytest.mark.parametrize(
    ("address", "facts", "left"),
    [
        ("城东区幸福小区3幢2单元501室", "在家中（幸福小区3-2-501）查获", "在家中（某小区（略））查获"),
        ("城东区幸福小区3幢2单元501室", "在其家3号楼501室查获，3#2单元501", "在其家（略）查获，（略）"),
        ("城东区文昌路12号3-501", "在12号3幢501查获5瓶，每瓶501元", "在（略）查获5瓶，每瓶501元"),
        ("红旗镇东风村12号", "12号检查，销售12瓶", "12号检查，销售12瓶"),
    ],
)  # fmt: skip
def test_the_home_of_the_docket_is_found_however_its_numbers_are_written(
    address: str, facts: str, left: str
) -> None:
    done = masked(address=address, facts=facts)
    assert done.row is not None and done.row["facts"] == left


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ("用尾号5464的卡收款", ["5464"]),
        ("身份证后四位071X", ["071X"]),
        ("卡号6217****5464", ["5464"]),
        ("转入0125464", ["0125464"]),
        ("尾号9999的卡，货值5464元", []),
    ],
)
def test_the_end_of_a_number_that_the_docket_knows_is_asked_about(
    facts: str, wanted: list[str]
) -> None:
    assert asked(facts, bank="6217000010000125464", identity="11010119900307071X") == wanted


@pytest.mark.parametrize(
    ("party", "facts", "left"),
    [
        ("陈國華", "CHEN GUOHUA在场，Guohua Chen签字", "陈某在场，陈某签字"),
        ("陈国华", "网店chenguohua，CHEN, Guo-Hua", "网店陈某，陈某"),
        ("欧阳小英", "ouyang xiaoying签字", "欧阳某签字"),
        ("吕建国", "LYU JIANGUO、Lü Jianguo、lv jianguo", "吕某、吕某、吕某"),
        ("陈国华", "邮箱chenguohua@163.com", "邮箱（略）"),
        ("陈国华", "商标Chenguohuason", "商标Chenguohuason"),
    ],
)
def test_a_name_of_the_docket_in_pinyin_is_the_name(party: str, facts: str, left: str) -> None:
    done = masked(party=party, party_kind="person", facts=facts, **NOBODY)
    assert done.row is not None and done.row["facts"] == left


def test_what_may_be_a_name_in_pinyin_is_asked_about() -> None:
    """A given name alone, and a name of two syllables, which are other words as well."""
    assert asked("GUOHUA在场", party="陈国华") == ["GUOHUA"]
    assert asked("LI NA在场，Linaria花", party="李娜") == ["LI NA"]


@pytest.mark.parametrize(
    ("facts", "left"),
    [
        ("李明、赵卫东（执法证号MC31000107、MC31000108）检查", "李某、赵某（执法证号（略））检查"),
        ("李明（行政执法证编号：33010012）检查", "李某（行政执法证编号：（略））检查"),
        ("李明（MC00000001）检查", "李某（（略））检查"),
        ("执法证件齐全，批号MC3100", "执法证件齐全，批号MC3100"),
    ],
)
def test_no_certificate_leads_back_to_a_masked_officer(facts: str, left: str) -> None:
    done = masked(Settings(certificates=("MC00000001", "20260305")), facts=facts)
    assert done.row is not None and done.row["facts"] == left


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ("小刘在店，老刘签字，刘总同意，花姐收款", ["小刘", "老刘", "刘总", "花姐"]),
        ("接警员小王记录，老李称不知情", ["小王", "老李"]),
        ("网名“春风”，人称阿毛", ["春风", "阿毛"]),
        ("小麦称重，老板在场，小高层施工", []),
    ],
)
def test_what_somebody_is_called_is_asked_about(facts: str, wanted: list[str]) -> None:
    assert asked(facts) == wanted


def test_who_was_masked_by_an_answer_is_known_from_then_on() -> None:
    docket = {**DOCKET, **NOBODY, "party": "王铁锤", "party_kind": "person"}
    docket["facts"] = "钥匙在张阿牛手里，阿牛的表哥在场，店员小赵签字。"

    def told(answers: dict[tuple[str, str, str, str], str]) -> Masked:
        return anonymize(docket, model=Penalty, settings=AS_SET, answers=answers)

    answers = {one.key: MASK for one in told({}).questions}
    assert {key[2] for key in answers} == {"张阿牛", "小赵"}
    (more,) = told(answers).questions
    assert more.text == "阿牛"
    row = told({**answers, more.key: MASK}).row
    assert row and row["facts"] == "钥匙在张某手里，张某的表哥在场，店员赵某签字。"


@pytest.mark.parametrize(
    ("party", "several"),
    [
        ("郭靖\n黄蓉", ["郭靖", "黄蓉"]),
        ("郭靖、黄蓉", ["郭靖", "黄蓉"]),
        ("郭靖 黄蓉", ["郭靖", "黄蓉"]),
        ("郭靖和黄蓉", ["郭靖", "黄蓉"]),
        ("欧阳 春雨", []),
        ("李 明", []),
        ("张和平", []),
        ("John Smith", []),
    ],
)
def test_a_cell_with_two_parties_is_refused(party: str, several: list[str]) -> None:
    done = masked(party=party, party_kind="person", facts="当事人在场。", **NOBODY)
    said = f"“当事人”一格里写了2个当事人：{'、'.join(several)}；一行写一个当事人，各写一行"
    assert done.refused == ([said] if several else [])


def test_a_remark_of_the_docket_is_not_public() -> None:
    done = masked(remark="冲哥是李局长亲戚，请关照")
    assert done.row is not None and done.row["remark"] == ""
    assert ("remark", "登记表的备注不公开") in {(one.field, one.why) for one in done.decisions}


@pytest.mark.parametrize(
    ("party", "facts", "left"),
    [
        ("张伟", "張偉承认，張 偉签字。", "张某承认，张某签字。"),
        ("劉麗華", "刘丽华承认。", "劉某承认。"),
    ],
)
def test_traditional_form_of_a_known_name_is_the_name(party: str, facts: str, left: str) -> None:
    done = masked(party=party, party_kind="person", facts=facts, **NOBODY)
    assert done.row is not None and done.row["facts"] == left
    # Who is written in both ways is one person.
    done = masked(
        party=party, party_kind="person", facts=facts, **{**NOBODY, "people": "張偉;刘丽华"}
    )
    assert done.row is not None and done.row["facts"] == left


def test_surname_with_a_title_is_no_second_person() -> None:
    """欧阳女士 beside the party 欧阳娜娜 is the party."""
    done = masked(
        party="欧阳娜娜", party_kind="person", representative="", facts="欧阳女士在场。", people=""
    )
    assert done.row is not None
    assert done.row["facts"] == "欧阳某在场。"


def test_a_word_that_is_no_name_is_not_asked_about() -> None:
    """But whoever the docket knows by that name is masked all the same."""
    facts = "钥匙在陈浩然手里。"
    said = Settings(not_names=("陈浩然",))
    done = masked(said, facts=facts)
    assert done.row is not None and done.row["facts"] == facts
    done = masked(said, facts=facts, people="陈浩然")
    assert done.row is not None and done.row["facts"] == "钥匙在陈某手里。"


def test_shop_without_its_owner_is_refused() -> None:
    done = masked(representative="")
    assert done.row is None
    assert done.refused


def test_organisations_are_named_only_where_the_portal_names_them() -> None:
    firm = {"party": "小城市宏达食品有限公司", "party_kind": "legal_person", "facts": "小城市宏达食品有限公司销售过期食品。",
            "party_code": "91000000000000000K"}  # fmt: skip
    hidden, named = masked(**firm).row, masked(Settings(organisations_named=True), **firm).row
    assert hidden and named
    assert (hidden["party"], hidden["facts"], hidden["party_code"]) == (
        "某食品有限公司",
        "某食品有限公司销售过期食品。",
        "",
    )
    assert {name: named[name] for name in firm} == firm


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("张三", "张某"),
        ("欧阳娜娜", "欧阳某"),
        ("歐陽麗華", "歐陽某"),
        ("李某某", "李某某"),
        ("Иван Петров", "某某"),
    ],
)
def test_surname_only(name: str, short: str) -> None:
    assert surname_only(name) == short
    assert is_masked_name(short)


@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("明城市王建国食品店", "某食品店"),
        ("明城宏达餐饮管理有限公司", "某餐饮管理有限公司"),
        ("老王五金经营部", "某五金经营部"),
        ("某商店", "某商店"),
        ("光明村股份经济联合", "某单位"),
    ],
)
def test_by_trade(name: str, trade: str) -> None:
    assert by_trade(name) == trade


@settings(max_examples=200, deadline=None)
@given(
    number=st.sampled_from([ID, "13800001111", "6222021234567890128"]),
    gaps=st.lists(
        st.sampled_from(["", "", " ", "-", "\u3000", "\u200b"]), min_size=18, max_size=18
    ),
    wide=st.booleans(),
)
def test_no_number_of_the_docket_survives(number: str, gaps: list[str], wide: bool) -> None:
    """In any width and spacing the docket's own numbers leave the facts."""
    written = "".join(char + gap for char, gap in zip(number, gaps, strict=False)).strip()
    if wide:
        written = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in written)
    done = masked(facts=f"当事人登记{written}号。", bank="6222021234567890128")
    texts = "".join(done.row.values()) if done.row else ""
    assert not done.questions
    assert done.row is not None
    assert written not in texts


# Places and dates, as far as the portal says.

STREET, DISTRICT, CITY_ONLY = PlaceDetail.STREET, PlaceDetail.DISTRICT, PlaceDetail.CITY
DAYS, MONTHS, YEARS = DateDetail.DAY, DateDetail.MONTH, DateDetail.YEAR


@pytest.mark.parametrize(
    ("text", "street", "district", "city"),
    [
        ("在小城市城东区人民路街道文昌路12号的店里", "在小城市城东区人民路街道的店里", "在小城市城东区的店里", "在小城市的店里"),
        ("位于文昌路12号3单元501室", "位于某路", "位于某路", "位于某路"),
        ("在红旗镇东风村3组12号开设", "在红旗镇开设", "在某镇开设", "在某镇开设"),
        ("检查阳光花园３幢", "检查某花园", "检查某花园", "检查某花园"),
        ("家住镇江路 5 号", "家住某路", "家住某路", "家住某路"),
        ("在浦东新区张江镇", "在浦东新区张江镇", "在浦东新区", "在某区"),
        ("在经济技术开发区科技大道3号", "在经济技术开发区", "在经济技术开发区", "在某区"),
        ("在城东区人民广场摆摊", "在城东区摆摊", "在城东区摆摊", "在某区摆摊"),
        ("占用和平路与向阳街交叉口", "占用某路与某街交叉口", "占用某路与某街交叉口", "占用某路与某街交叉口"),
        ("在城东区人民路街道12号摊位", "在城东区人民路街道摊位", "在城东区摊位", "在某区摊位"),
        ("幸福小区3-2-501的住户", "某小区的住户", "某小区的住户", "某小区的住户"),
        ("冯某系柳树村唯一的女村医", "冯某系某村唯一的女村医", "冯某系某村唯一的女村医", "冯某系某村唯一的女村医"),
        ("冯某承包柳树村的鱼塘，柳树村医务室", "冯某承包某村的鱼塘，某村医务室", "冯某承包某村的鱼塘，某村医务室", "冯某承包某村的鱼塘，某村医务室"),
        ("沿街摆摊，占用道路，三个小区和本区的农村", "沿街摆摊，占用道路，三个小区和本区的农村", "沿街摆摊，占用道路，三个小区和本区的农村", "沿街摆摊，占用道路，三个小区和本区的农村"),
        ("依照《城市道路管理条例》", "依照《城市道路管理条例》", "依照《城市道路管理条例》", "依照《城市道路管理条例》"),
        ("小城市城东区住房局检查", "小城市城东区住房局检查", "小城市城东区住房局检查", "小城市城东区住房局检查"),
    ],
)  # fmt: skip
def test_a_place_is_told_as_far_as_is_set(text: str, street: str, district: str, city: str) -> None:
    for detail, wanted in ((STREET, street), (DISTRICT, district), (CITY_ONLY, city)):
        found = find_places(text, detail, ["小城市城东区住房局"])
        assert changed(text, found) == wanted


@pytest.mark.parametrize(
    ("text", "day", "month", "year"),
    [
        ("2026年3月5日9时30分许到场", "2026年3月5日到场", "2026年3月到场", "2026年到场"),
        ("２０２６年３月５日上午", "2026年3月5日", "2026年3月", "2026年"),
        ("2026年3月5日至8日、9日", "2026年3月5日至8日、9日", "2026年3月", "2026年"),
        ("2026-03-05 10:20，2026.4.5", "2026-03-05，2026.4.5", "2026年3月，2026年4月", "2026年，2026年"),
        ("二〇二六年三月五日", "二〇二六年三月五日", "二〇二六年三月", "二〇二六年"),
        ("同年12月1日、次日15时", "同年12月1日、次日", "同年12月、次日", "同年、次日"),
        ("2026年3月初至4月中旬", "2026年3月初至4月中旬", "2026年3月至4月", "2026年至某月"),
        ("3月5日购进，当月8日售出", "3月5日购进，当月8日售出", "3月购进，当月售出", "某月购进，同年售出"),
        ("生于1990年3月7日，1991年4月8日出生", "生于1990年，1991年出生", "生于1990年，1991年出生", "生于1990年，1991年出生"),
        ("批号20260305，保质期3日，15日内，24小时", "批号20260305，保质期3日，15日内，24小时", "批号2026年3月，保质期3日，15日内，24小时", "批号2026年，保质期3日，15日内，24小时"),
        ("《食品安全法》（2021年4月29日修正）", "《食品安全法》（2021年4月29日修正）", "《食品安全法》（2021年4月29日修正）", "《食品安全法》（2021年4月29日修正）"),
    ],
)  # fmt: skip
def test_a_date_is_told_as_far_as_is_set(text: str, day: str, month: str, year: str) -> None:
    """The time of day never; of a birth the year; how long something lasts is no date."""
    for detail, wanted in ((DAYS, day), (MONTHS, month), (YEARS, year)):
        assert changed(text, find_dates(text, detail)) == wanted


NAMES = st.sampled_from(["文昌", "解放", "和平", "学府", "向阳", "滨江", "东风", "清源"])
NUMBERS = st.integers(13, 99)
ROADS = st.builds(lambda n, e, at: f"{n}{e}{at}号", NAMES, st.sampled_from(["路", "街", "大道", "北路", "巷"]), NUMBERS)  # fmt: skip
ESTATES = st.builds(lambda n, e, at, room: f"{n}{e}{at}幢{room}室", NAMES, st.sampled_from(["小区", "花园", "家园"]), NUMBERS, NUMBERS)  # fmt: skip
VILLAGES = st.builds(lambda n, at: f"{n}村{at}号", NAMES, NUMBERS)
PLACES = st.builds(
    lambda *parts: "".join(parts),
    st.sampled_from(["", "小城市"]),
    st.sampled_from(["", "城东区", "河西县"]),
    st.sampled_from(["", "人民路街道", "沙河镇", "青田乡"]),
    st.one_of(ROADS, ESTATES, VILLAGES),
)
HOMES = st.builds(
    lambda place, room: f"{place}{room}幢{room}单元{room}01室",
    st.sampled_from(["小城市城东区幸福小区", "城西区锦绣花园", "人民路88号阳光家园"]),
    NUMBERS,
)
WRITTEN = st.sampled_from(
    ["{0.year}年{0.month}月{0.day}日", "{0:%Y-%m-%d}", "{0:%Y/%m/%d} 09:15", "{0.year}年{0.month}月{0.day}号15时许",
     "{0.month}月{0.day}日上午", "{0:%Y%m%d}"]
)  # fmt: skip
SAID = st.sampled_from(
    [
        "当事人在{place}销售，{day}被查获，家住{home}。",
        "{day}，执法人员检查位于{place}的店，经营者现住{home}",
        "货从{place}运来，{day}入库；当事人住址：{home}。",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    said=SAID,
    place=PLACES,
    home=HOMES,
    day=st.dates(date(2019, 1, 13), date(2026, 12, 31)),
    written=WRITTEN,
    wide=st.booleans(),
    places=st.sampled_from(PlaceDetail),
    dates=st.sampled_from(DateDetail),
)
def test_nothing_finer_than_is_set_remains(
    said: str, place: str, home: str, day: date, written: str, wide: bool,
    places: PlaceDetail, dates: DateDetail,
) -> None:  # fmt: skip
    """No home address, no number of a house, no name of a road, no finer date, however it is written."""
    facts = said.format(place=place, home=home, day=written.format(day))
    if wide:
        facts = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in facts)
    set_ = Settings(place_detail=places, date_detail=dates)
    done = masked(set_, facts=facts, place=place)
    if done.questions:
        answers = {one.key: KEEP for one in done.questions}
        row = {**DOCKET, "facts": facts, "place": place}
        done = anonymize(row, model=Penalty, settings=set_, answers=answers)
    assert done.row is not None, done
    for told in (done.row["facts"], done.row["place"]):
        told = unicodedata.normalize("NFKC", told)
        assert not re.search(
            "[0-9](?:幢|室|单元)|[路街巷村道][0-9]|家住[^(]|现住[^(]|住址:[^(]", told
        )
        for name in (
            "文昌",
            "解放",
            "和平",
            "学府",
            "向阳",
            "滨江",
            "东风",
            "清源",
            "幸福",
            "锦绣",
            "阳光",
        ):
            assert name not in told
        if places is not STREET:
            assert not re.search("人民路|沙河|青田", told)
        if places is CITY_ONLY:
            assert not re.search("城东|河西|城西", told)
        assert find_places(told, places) == find_dates(told, dates) == []
    facts = unicodedata.normalize("NFKC", done.row["facts"])
    assert not re.search("[0-9]时|[0-9]:|上午", facts)
    if dates is not DAYS:
        assert not re.search("[0-9]日|[0-9]号|-|/|[0-9]{8}", facts)
    if dates is YEARS:
        assert not re.search("[0-9]月", facts)


def test_what_a_decision_orders_keeps_its_days() -> None:
    row = masked(Settings(date_detail=YEARS), content="限2026年7月1日以前改正").row
    assert row and row["content"] == "限2026年7月1日以前改正"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


def write(path: Path, *rows: Mapping[str, object]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(city: Path, file: Path, *more: str) -> int:
    words = ["anonymize", str(file), "--department", "market-regulation", "--root", str(city)]
    return main([*words, *more])


def public(city: Path, register: str = "penalties") -> dict[str, dict[str, str]]:
    """The rows of the year's file, by id."""
    path = city / f"lists/departments/market-regulation/{register}/2026.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


def test_command_writes_asks_and_changes_nothing_the_second_time(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    doubtful = {
        **DOCKET,
        "id": "cf-10",
        "number": "小市监罚〔2026〕10号",
        "facts": "钥匙在陈浩然手里。",
    }
    file = write(tmp_path / "private" / "docket.csv", DOCKET, doubtful)
    public = city / "lists/departments/market-regulation/penalties/2026.csv"
    assert run(city, file) == FINDINGS
    assert "1件有疑问，共1处" in capsys.readouterr().out
    assert "cf-9," in public.read_text("utf-8")
    assert "cf-10," not in public.read_text("utf-8")
    questions = file.with_name("docket.questions.csv")
    assert questions.read_text("utf-8").splitlines() == [
        "\ufeff登记表的行,标识,栏,内容,前后的话,为什么问,决定",
        "3,cf-10,事实,陈浩然,钥匙在陈浩然手里。,形似自然人姓名,",
    ]
    questions.write_text(questions.read_text("utf-8").rstrip("\n") + f"{MASK}\n", encoding="utf-8")
    assert run(city, file) == FINE
    first = public.read_bytes()
    assert "钥匙在陈某手里。".encode() in first
    for secret in ("王建国", "赵卫东", "孙小红", "陈浩然", ID, "13800001111"):
        assert secret.encode() not in first
    assert run(city, file) == FINE
    assert public.read_bytes() == first
    assert "王建国" in file.with_name("docket.report.csv").read_text("utf-8")


def test_a_remark_that_somebody_wrote_in_the_list_stays(city: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", {**DOCKET, "remark": "请关照"})
    assert run(city, file) == FINE
    assert public(city)["cf-9"]["remark"] == ""
    path = city / "lists/departments/market-regulation/penalties/2026.csv"
    text = re.sub("(?m)^(cf-9,.*),$", r"\1,当事人已履行", path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    assert run(city, file) == FINE
    assert public(city)["cf-9"]["remark"] == "当事人已履行"


def test_nothing_private_stands_in_the_public_root(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(city, write(city / "docket.csv", DOCKET)) == WRONG_USE
    assert "不能放在公开的库" in capsys.readouterr().err


# As a clerk has it, for every register of outcomes, with what the supervision root knows.


def test_a_clerk_s_excel_is_read_as_import_reads_it(city: Path, tmp_path: Path) -> None:
    """Chinese headings below a title, days, amounts and bases as people write them; the id by the number."""
    header = ["决定书文号", "案件名称", "职权", "当事人", "当事人类型", "身份号码", "法律依据", "事实", "决定日期", "违法行为类型",
              "案件来源", "程序", "处罚种类", "罚款", "处罚内容", "地点"]  # fmt: skip
    row = ["小市监罚【2026】第0011号", "某食品店案", "对生产经营超过保质期食品的处罚", "欧阳娜娜", "自然人", ID,
           "《食品安全法》第一百二十四条第一款第（五）项", "欧阳娜娜2026年6月1日在城东区文昌路12号出售", datetime(2026, 6, 10),
           "销售超过保质期的食品", "检查", "普通程序", "罚款、没收非法财物", "0.5万元", "罚款5000元", "城东区文昌路12号"]  # fmt: skip
    file = table(tmp_path / "登记.xlsx", [header, row], "案件登记表")
    assert run(city, file) == FINE
    written = public(city)["cf-11"]
    wanted = {"party": "欧阳某", "party_kind": "person", "power": "expired-food", "decided_on": "2026-06-10", "fine": "5000",
              "kinds": "fine;confiscate_goods", "bases": "food-safety-law@2025-09-12:124.1.5", "place": "城东区",
              "facts": "欧阳某2026年6月在城东区出售"}  # fmt: skip
    assert {name: written[name] for name in wanted} == wanted
    assert not [f for f in check(city).findings if f.code.startswith(("STR", "PRV"))]


OTHERS = {
    "licences": {
        "id": "xk-9", "number": "小市监许〔2026〕9号", "title": "食品经营许可", "power": "food-business-licence",
        "document": "准予行政许可决定书", "kind": "ordinary", "result": "granted",
        "certificate_number": "JY10000000000001", "content": "准许王建国从事热食类食品制售",
    },
    "other_acts": {
        "id": "kf-9", "number": "小市监扣〔2026〕9号", "title": "涉嫌销售超过保质期的食品", "power": "food-seizure",
        "document": "扣押决定书", "content": "扣押王建国的糖果1袋，证书JY10000000000001",
    },
}  # fmt: skip
SHARED = ("party", "party_kind", "representative", "handlers", "witnesses", "people", "identity", "phone", "trade",
          "place", "facts", "decided_on")  # fmt: skip


@pytest.mark.parametrize("register", OTHERS)
def test_every_register_of_outcomes_is_written_the_same_way(
    city: Path, tmp_path: Path, register: str
) -> None:
    """Licences and other acts too, and nobody is left in any of their columns."""
    row = {**{name: DOCKET[name] for name in SHARED}, **OTHERS[register]}
    assert run(city, write(tmp_path / "a.csv", row), "--register", register) == FINE
    written = public(city, register)[row["id"]]
    assert written["party"] == "王某"
    assert written["content"].replace("准许", "").replace("扣押", "").startswith("王某")
    assert written.get("certificate_number", "") == ""
    for secret in ("王建国", "李明", "赵卫东", "王建军", "孙小红", ID, "文昌路"):
        assert secret not in "".join(written.values())
    assert not [f for f in check(city).findings if f.code.startswith(("STR", "PRV"))]


@pytest.mark.parametrize("model", [Penalty, Licence, OtherAct], ids=lambda m: m.register.name)
def test_every_text_of_a_register_is_looked_at(model: type[Outcome]) -> None:
    """A name that the docket knows stands in no column that a person words, of whatever register."""
    secret = {name: "王建国说" for name in texts_of(model)}
    done = masked(model=model, **secret)
    answers = {one.key: MASK for one in done.questions}
    row = anonymize({**DOCKET, **secret}, model=model, settings=AS_SET, answers=answers).row
    assert row and not any("王建国" in text for text in row.values())
    record = next(iter(Catalogue(load([CITY]).records).all(model)))
    read = {path[0] for path, _ in texts(record)} - {"party", "party_code", "bases"}
    assert read <= set(texts_of(model))


def test_the_supervision_root_says_who_handled_the_case(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the docket's number: its party and its officers are searched literally, though the table does not name them."""
    facts = "林知远、顾言清与沈　清和核对，李小城在场。"
    row = {
        **{n: v for n, v in DOCKET.items() if n not in ("handlers", "witnesses", "people")},
        "facts": facts,
    }
    docket = {"docket": "小市监案【2026】第1号"}
    private = ("--supervision", str(city / "supervision"))
    assert run(city, write(tmp_path / "a.csv", {**row, **docket}), *private) == FINE
    assert public(city)["cf-9"]["facts"] == "林某、顾某与沈某核对，李某在场。"
    # Without a number by the outcome that the docket names.
    assert run(city, write(tmp_path / "b.csv", {**row, "id": "cf-1"}), *private) == FINE
    assert public(city)["cf-1"]["facts"] == "林某、顾某与沈某核对，李某在场。"
    capsys.readouterr()
    assert (
        run(
            city,
            write(tmp_path / "c.csv", {**row, "docket": "小市监案〔2026〕99号"}, row),
            *private,
        )
        == FINDINGS
    )
    said = capsys.readouterr().out
    assert (
        "没有写：c.csv 第2行：监督库里没有“案号”是“小市监案〔2026〕99号”的案件；照登记簿上的写"
        in said
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"party": ""}, "第2行：“当事人”空着；写真实的姓名或者名称"),
        ({"party_kind": "企业主"}, "第2行：F列“当事人类型”：写的是“企业主”，应当是其中之一：自然人、个体工商户、法人、非法人组织"),
        ({"decided_on": "2026年13月1日"}, "列“决定日期”：写的是“2026年13月1日”，没有这一天"),
        ({"power": "没有的职权"}, "列“职权”：写的是“没有的职权”，没有这一项职权"),
        ({"decided_on": ""}, "缺少“决定日期”"),
        ({"id": "", "number": "外市监罚〔2026〕1号"}, "不是本部门的文号；本部门的文号系列有：小市监罚〔YYYY〕N号（cf）"),
        ({"id": "CF9"}, "A列“标识”：写的是“CF9”，应当像“cf-118”这样写"),
        ({"representative": ""}, "个体工商户没有写经营者姓名"),
        ({"violation": ""}, "缺少“违法行为类型”"),
    ],
)  # fmt: skip
def test_what_keeps_a_row_out_is_said_with_its_row_and_column(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    changes: dict[str, str], words: str,
) -> None:  # fmt: skip
    before = public(city)
    assert run(city, write(tmp_path / "a.csv", {**DOCKET, **changes})) == FINDINGS
    said = capsys.readouterr().out
    assert words in said and "没有写：a.csv 第2行" in said, said
    assert public(city) == before


def test_an_id_twice_is_refused(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(city, write(tmp_path / "a.csv", DOCKET, {**DOCKET, "trade": "餐饮"})) == FINDINGS
    assert "第3行：与第2行是同一个标识：cf-9" in capsys.readouterr().out
    assert public(city)["cf-9"]["trade"] == "食品零售"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "读不了"),
        ("甲,乙\n1,2\n", "没有找到列名那一行：要有“当事人”和“当事人类型”"),
        ("当事人,当事人类型,决定日期,血型\n张三,自然人,2026-06-10,A\n", "第1行有不认识的列：“血型”"),
        ("当事人,当事人类型,party,决定日期\n张三,自然人,张三,2026-06-10\n", "第1行有两列是同一栏：当事人；留一列"),
        ("当事人,当事人类型\n张三,自然人\n", "第1行缺少这些列：决定日期"),
        ("%PDF-1.4", "这是 PDF"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_says_why(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    assert run(city, file) == WRONG_USE
    assert words in capsys.readouterr().err


def test_questions_that_were_spoilt_are_told(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path / "a.csv", DOCKET)
    questions = tmp_path / "a.questions.csv"
    for text, words in (
        ("", "读不了"),
        ("record,field\ncf-9,facts\n", "第1行缺少这些列：内容、前后的话、为什么问、决定"),
        ("record,field,text,around,why,decision\ncf-9,facts,甲,乙,丙,不知道\n", "第2行的“决定”写的是“不知道”"),
    ):  # fmt: skip
        questions.write_text(text, encoding="utf-8")
        assert run(city, file) == WRONG_USE
        assert words in capsys.readouterr().err


def test_a_list_that_cannot_be_read_is_not_added_to(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "lists/departments/market-regulation/penalties/2026.csv"
    lay_over(city, {name: "id,number\ncf-1,一,二\n"})
    assert run(city, write(tmp_path / "a.csv", DOCKET)) == FINDINGS
    assert f"{name} 有读不出来的地方；先运行 publish.py check" in capsys.readouterr().err


def test_who_is_still_told_apart_is_said_with_how_to_coarsen_it(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """k is measured over all that is published, of all years, with what was just written."""
    lay_over(city, edits={"lists/portal.yaml": ("\nk: 1\n", "\nk: 2\n")})
    assert run(city, write(tmp_path / "a.csv", DOCKET)) == FINDINGS
    said = capsys.readouterr().out
    assert "容易认出是谁：market-regulation/2026/cf-9：姓“王”" in said
    assert "cf-1：" not in said
    lay_over(city, edits={"lists/portal.yaml": ("\nk: 2\n", "\nk: 2\nplace_detail: district\n")})
    # With the name of the city in front a place is the same one.
    places = {9: DOCKET["place"], 10: f"小城市{DOCKET['place']}"}
    more = [
        {**DOCKET, "id": f"cf-{n}", "number": f"小市监罚〔2026〕{n}号", "place": place}
        for n, place in places.items()
    ]
    assert run(city, write(tmp_path / "a.csv", *more)) == FINE
    assert [public(city)[one]["place"] for one in ("cf-9", "cf-10")] == ["城东区", "小城市城东区"]
