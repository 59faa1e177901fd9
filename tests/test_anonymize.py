"""A docket becomes public outcomes without anybody in them, and nothing is written where in doubt."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.anonymizing import KEEP, MASK, anonymize, by_trade, surname_only
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.masking import find
from tests.support.city import copy_city

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


def masked(**changes: str):  # type: ignore[no-untyped-def]
    return anonymize({**DOCKET, **changes}, organisations_named=False, answers={})


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
        ("城东区人民路街道文昌路12号", "城东区人民路街道"),
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
            {**DOCKET, "facts": facts}, organisations_named=False, answers={question.key: answer}
        )
        assert done.row is not None
        assert done.row["facts"] == expected


def test_shop_without_its_owner_is_refused() -> None:
    done = masked(representative="")
    assert done.row is None
    assert done.refused


def test_organisations_are_named_only_where_the_portal_names_them() -> None:
    docket = {**DOCKET, "party": "小城市宏达食品有限公司", "party_kind": "legal_person", "facts": "小城市宏达食品有限公司销售过期食品。"}  # fmt: skip
    hidden = anonymize(docket, organisations_named=False, answers={}).row
    named = anonymize(docket, organisations_named=True, answers={}).row
    assert hidden and named
    assert (hidden["party"], hidden["facts"]) == ("某食品有限公司", "某食品有限公司销售过期食品。")
    assert (named["party"], named["facts"]) == (docket["party"], docket["facts"])


@pytest.mark.parametrize(
    ("name", "short"), [("张三", "张某"), ("欧阳娜娜", "欧阳某"), ("李某某", "李某某")]
)
def test_surname_only(name: str, short: str) -> None:
    assert surname_only(name) == short


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


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


def write(path: Path, *rows: dict[str, str]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(DOCKET))
        writer.writeheader()
        writer.writerows(rows)
    return path


def run(city: Path, file: Path) -> int:
    return main(["anonymize", str(file), "--department", "market-regulation", "--root", str(city)])


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
    questions.write_text(questions.read_text("utf-8").rstrip("\n") + f"{MASK}\n", encoding="utf-8")
    assert run(city, file) == FINE
    first = public.read_bytes()
    assert "钥匙在陈某手里。".encode() in first
    for secret in ("王建国", "赵卫东", "孙小红", "陈浩然", ID, "13800001111"):
        assert secret.encode() not in first
    assert run(city, file) == FINE
    assert public.read_bytes() == first
    assert "王建国" in file.with_name("docket.report.csv").read_text("utf-8")


def test_nothing_private_stands_in_the_public_root(
    city: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(city, write(city / "docket.csv", DOCKET)) == WRONG_USE
    assert "不能放在公开的库" in capsys.readouterr().err
