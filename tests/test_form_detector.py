"""What the web form finds before it saves is what Python finds: the same places, kinds and certainty."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.data.detector import detector_data, javascript
from generator.masking import find
from generator.masking.fold import fold
from tests.support import chromium
from tests.support.detection import sentences, sources
from tests.support.masking_sentences import CLEAN, NAMES, NUMBERS

ASSETS = Path(__file__).parents[1] / "site_templates/assets"
SCRIPTS = ("likely.js", "detector.js")
LETTER = r"[\p{L}\p{N}_]"
FIND = "([texts, known]) => texts.map((text) => window.mingze.find(text, known))"
# Texts that are made to go wrong: folds, overlaps, ends of text, lists, foreign and masked names, other readings.
ODD = [
    "", "\n", "当事人", "当事人\u2028张伟称不知情", "當事人張偉稱不知情，其妻劉翠華在場", "电话\u202d１３８\u200b００００１１１１\u202c，①",
    "张某、李某某和崔**在场，王*亦在", "经营者买买提·艾力，邻居约翰·史密斯在场", "张伟、李娜、王建国等三人", "法定代表人（负责人）欧阳娜娜女士",
    "𠮷姓当事人的电话13800001111", "住城东区解放路8号2幢301室", "车牌浙A12345、浙A·D12345", "微信号abc_12345，QQ 12345678，邮箱a.b@c.cn 和 x@y.gov.cn",
    "当事人曾多次向学生提供", "对石龙安进行调查", "残疾人证号11010519491231002X43", "统一社会信用代码91110000600037341L", "办公电话\n0571-87654321\n",
    "经营者：费 翔；负责人李　娜、王 芳在场", "138.1234.5678，138  1234  5678", "WJ浙1234警、军A12345、浙 A 12345、藏01·20345", "VX：abc12345",
    "村民在柳树村5组32号饲养", "邮寄至石桥镇上湾村3组12号", "碧桂园一期7栋1602房",
    "经查Mr Smith在场，前来的Mr Smith和Ms. Li Na，外籍人员John A. Smith称", "王建国等٣人到场", "²王建国到场，①李秀芳在家", "前日𠮷𠮷王建国、李秀芳，库尔班说",
    "《王建国同志先进事迹》", "时王建国", "“李秀芳”", "钱其琛、石龙安、高兴", "欧阳娜娜说，夏雨荷家里没人", "王", "刘洋洋", "在王建国家里，从李秀芳处取得",
]  # fmt: skip

# Made numbers, their check digits right.
PRIVATE = [
    "当事人身份证号码11010519491231002X，现予处罚。", "其提供的证件显示为１１０１０５ １９４９１２３１ ００２Ｘ，与本人相符。",
    "身份证：110105491231002", "手机13812345678的机主系该店经营者。", "联系电话：+86 138 1234 5678", "经拨打138-1234-5678无人接听。",
    "短信发送至86-13812345678，已送达。", "其座机为0571-87654321，无人接听。", "（电话：（0571）87654321）",
    "货款转入银行卡6222021202041234569，金额3200元。", "收款账户6222 0212 0204 1234 569系其个人账户。", "卡号4111111111111111",
]  # fmt: skip
PUBLIC = [
    "2026年5月10日检查，货架上有3瓶酱油，货值金额96元。", "许可证编号为JY23301060123456，有效期至2027年12月31日。",
    "检验报告编号为A2230512345678901，经核实系伪造。", "订单号202605181234567890的商品已退货。",
    "罚款缴至罚没款专户，账号1202021409900012345。", "执行标准为GB 2760-2024，条码6901234567892。", "文号〔2026〕第13812345678号",
    "投诉热线0571-87654321", "举报电话12345", "批号20260105", "统一社会信用代码91330106MA2B1234XX", "共13812345678元",
]  # fmt: skip


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page with the scripts of the form; whatever the console says is an error."""
    with chromium.launched() as browser:
        opened = browser.new_page()
        said: list[str] = []
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        for script in (detector_data(), *((ASSETS / name).read_text("utf-8") for name in SCRIPTS)):
            opened.add_script_tag(content=script)
        yield opened
        assert said == []


def found_by_the_form(
    page: Page, texts: list[str], known: list[str]
) -> list[list[dict[str, object]]]:
    answer: list[list[dict[str, object]]] = page.evaluate(FIND, [texts, known])
    return answer


def wanted(text: str, known: list[str]) -> list[tuple[str, bool, str]]:
    spans = find(text, known_places=known)
    return sorted((one.kind.value, one.certain, fold(one.text).text) for one in spans)


def differences(page: Page, texts: list[str], known: list[str]) -> list[object]:
    """The texts of which the form says another thing than Python, with what each says."""
    return [
        (text, mine, python)
        for text, found in zip(texts, found_by_the_form(page, texts, known), strict=True)
        if (mine := sorted((str(o["kind"]), bool(o["certain"]), str(o["text"])) for o in found))
        != (python := wanted(text, known))
    ]


@pytest.mark.browser
@pytest.mark.parametrize(("known", "every"), [([], 1), (["石龙安", "王建", "建国", "李秀芳"], 5)])
def test_the_form_finds_what_python_finds(page: Page, known: list[str], every: int) -> None:
    """Certain or likely, over all that the detector is measured by."""
    marked = [re.sub(r"⟦(?:\w+:)?(.*?)⟧", r"\1", one) for one in NAMES + NUMBERS]
    texts = [*ODD, *PRIVATE, *PUBLIC, *CLEAN, *marked]
    texts += [one.text for name in sources() for one in list(sentences(name))[::every]]
    assert len(texts) > 2000
    differ = differences(page, texts, known)
    assert not differ, f"{len(differ)}: {differ[:5]}"


@pytest.mark.browser
def test_a_long_text_is_weighed_as_a_whole(page: Page) -> None:
    """Clauses, quoted titles and lists far into a text, in which what stands before is long."""
    text = "".join(f"{one.text}\n" for one in list(sentences("news"))[:150])
    assert differences(page, [text], []) == []


@pytest.mark.browser
def test_what_is_certain_stops_and_what_is_public_does_not(page: Page) -> None:
    texts = PRIVATE + PUBLIC
    for text, found in zip(texts, found_by_the_form(page, texts, []), strict=True):
        assert any(one["certain"] for one in found) == (text in PRIVATE), (text, found)


@pytest.mark.parametrize(
    ("python", "script"),
    [
        (r"(?P<name>某)$", r"(?<name>某)(?=\n?$)"),
        (r"[$\"]\"\.\$", r"""[$"]"\.\$"""),
        (r"(?<![0-9])\d[\d、\-]", r"(?<![0-9])\p{Nd}[\p{Nd}、\-]"),
        (r"\bMr\.", rf"(?:(?<={LETTER})(?!{LETTER})|(?<!{LETTER})(?={LETTER}))Mr\."),
    ],
)
def test_a_pattern_in_javascript(python: str, script: str) -> None:
    assert javascript(re.compile(python)) == (script, "u")
    assert javascript(re.compile(python, re.IGNORECASE)) == (script, "iu")
