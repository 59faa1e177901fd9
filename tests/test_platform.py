"""What a provincial platform takes: the forms' own names and units, and nobody's number."""

import csv
import io

import pytest

from generator.catalogue import Catalogue
from generator.data import platform
from generator.models.licences import Licence
from generator.models.penalties import Penalty
from generator.sources.records import load
from tests.support.city import CITY

SUPERVISION = CITY / "supervision"


def rows(catalogue: Catalogue, register: str) -> list[dict[str, str]]:
    text = platform.table(catalogue, register, catalogue.records[register]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def city() -> Catalogue:
    return Catalogue(load([CITY]).records)


def of(several: list[dict[str, str]], number: str) -> dict[str, str]:
    return next(one for one in several if number in one.values())


def test_a_penalty_has_the_codes_and_units_of_double_disclosure(city: Catalogue) -> None:
    case = of(rows(city, "penalties"), "小市监罚〔2026〕2号")
    assert case["CF_NR_FK 罚款金额（万元）"] == "28.000000"
    assert case["CF_JDRQ 处罚决定日期"] == "2026/06/12"
    assert case["CF_XDR_LB 行政相对人类别"] == "法人及非法人组织"
    assert case["CF_YJ 处罚依据"] == "《中华人民共和国食品安全法》第一百二十四条第一款第（五）项"
    assert case["案件程序类别"] == "02"
    assert case["是否委托其他部门实施"] == "0"
    entrusted = of(rows(city, "penalties"), "小市监罚〔2026〕1号")
    assert entrusted["是否委托其他部门实施"] == "1"
    (body,) = [one for one in city.bodies.values() if one.name == entrusted["受委托组织名称"]]
    assert entrusted["受委托组织编码"] == (body.credit_code or "")


def test_a_case_says_until_when_it_is_public(city: Catalogue) -> None:
    for penalty, row in zip(city.all(Penalty), rows(city, "penalties"), strict=True):
        years = city.publication_years(penalty)
        day = penalty.decided_on
        wanted = f"{day.year + years}/{day:%m/%d}" if years else ""
        assert row["CF_GSJZQ 公示截止期"] == wanted


def test_an_ended_licence_says_how(city: Catalogue) -> None:
    for licence, row in zip(city.all(Licence), rows(city, "licences"), strict=True):
        assert row["XK_ZT 当前状态"] == (licence.ended_by.label if licence.ended_by else "")


def test_a_licence_without_an_end_is_long_term(city: Catalogue) -> None:
    for licence, row in zip(city.records["licences"], rows(city, "licences"), strict=True):
        until = getattr(licence, "valid_until", None)
        granted = getattr(licence, "result", "") == "granted"
        wanted = f"{until:%Y/%m/%d}" if until else platform.LONG_TERM if granted else ""
        assert row["XK_YXQZI 有效期至"] == wanted


def test_only_the_supervision_edition_says_who_handled_a_case(city: Catalogue) -> None:
    assert not set(platform.HANDLERS) & set(rows(city, "penalties")[0])
    loaded = load([CITY], supervision=SUPERVISION)
    inside = rows(Catalogue(loaded.records, supervised=True), "penalties")
    named = [one for one in inside if one["执法人员姓名"]]
    assert named
    assert all(
        one["执法人员证件编号"].count("、") == one["执法人员姓名"].count("、") for one in named
    )


def test_no_platform_asks_for_the_others(city: Catalogue) -> None:
    assert platform.table(city, "powers", city.records["powers"]) == b""
