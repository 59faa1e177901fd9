"""What the web form finds before it saves is what Python finds: the same places, kinds and certainty."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.data.detector import detector_data, javascript
from generator.masking import Kind, find
from generator.masking.fold import fold
from tests.support.detection import sentences, sources
from tests.support.masking_sentences import CLEAN, NAMES, NUMBERS

SCRIPT = Path(__file__).parents[1] / "site_templates/assets/detector.js"
RUN = """
const asked = JSON.parse(require("fs").readFileSync(0, "utf-8"));
globalThis.window = globalThis;
for (const script of asked.scripts) (0, eval)(script);
const found = (text) => window.mingze.find(text, asked.known);
console.log(JSON.stringify(asked.texts.map(found)));
"""
# Texts that are made to go wrong: folds, overlaps, ends of text, lists, foreign and masked names, other readings.
ODD = [
    "", "\n", "当事人", "当事人\u2028张伟称不知情", "當事人張偉稱不知情，其妻劉翠華在場", "电话\u202d１３８\u200b００００１１１１\u202c，①",
    "张某、李某某和崔**在场，王*亦在", "经营者买买提·艾力，邻居约翰·史密斯在场", "张伟、李娜、王建国等三人", "法定代表人（负责人）欧阳娜娜女士",
    "𠮷姓当事人的电话13800001111", "住城东区解放路8号2幢301室", "车牌浙A12345、浙A·D12345", "微信号abc_12345，QQ 12345678，邮箱a.b@c.cn 和 x@y.gov.cn",
    "当事人曾多次向学生提供", "对石龙安进行调查", "残疾人证号11010519491231002X43", "统一社会信用代码91110000600037341L", "办公电话\n0571-87654321\n",
    "经营者：费 翔；负责人李　娜、王 芳在场", "138.1234.5678，138  1234  5678", "WJ浙1234警、军A12345、浙 A 12345、藏01·20345", "VX：abc12345",
    "村民在柳树村5组32号饲养", "邮寄至石桥镇上湾村3组12号", "碧桂园一期7栋1602房",
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


def found_by_the_form(texts: list[str], known: list[str]) -> list[list[dict[str, object]]]:
    node = shutil.which("node")
    assert node, "node"
    scripts = [detector_data(), SCRIPT.read_text(encoding="utf-8")]
    asked = json.dumps({"scripts": scripts, "texts": texts, "known": known})
    done = subprocess.run([node, "-e", RUN], input=asked, capture_output=True, text=True, check=False)  # fmt: skip
    assert not done.returncode, done.stderr[-2000:]
    answer: list[list[dict[str, object]]] = json.loads(done.stdout)
    return answer


def wanted(text: str, known: list[str]) -> list[tuple[str, bool, str]]:
    """What Python finds, without the names that only their weight makes likely."""
    return sorted(
        (one.kind.value, one.certain, fold(one.text).text)
        for one in find(text, known_places=known)
        if one.certain or one.kind is not Kind.NAME or re.search("[·•・]", one.text)
    )


@pytest.mark.parametrize("known", [[], ["石龙安", "王建", "建国"]])
def test_the_form_finds_what_python_finds(known: list[str]) -> None:
    marked = [re.sub(r"⟦(?:\w+:)?(.*?)⟧", r"\1", one) for one in NAMES + NUMBERS]
    texts = [*ODD, *PRIVATE, *PUBLIC, *CLEAN, *marked]
    texts += [one.text for name in sources() for one in list(sentences(name))[::3]]
    differ = [
        (text, mine, python)
        for text, found in zip(texts, found_by_the_form(texts, known), strict=True)
        if (mine := sorted((str(o["kind"]), bool(o["certain"]), str(o["text"])) for o in found))
        != (python := wanted(text, known))
    ]
    assert len(texts) > 2000
    assert not differ, f"{len(differ)}: {differ[:5]}"


def test_what_is_certain_stops_and_what_is_public_does_not() -> None:
    for text, found in zip(PRIVATE + PUBLIC, found_by_the_form(PRIVATE + PUBLIC, []), strict=True):
        assert any(one["certain"] for one in found) == (text in PRIVATE), (text, found)


@pytest.mark.parametrize(
    ("python", "script"),
    [
        (r"(?P<name>某)$", r"(?<name>某)(?=\n?$)"),
        (r"[$\"]\"\.\$", r"""[$"]"\.\$"""),
        (r"(?<![0-9])\d", r"(?<![0-9])\d"),
    ],
)
def test_a_pattern_in_javascript(python: str, script: str) -> None:
    assert javascript(re.compile(python)) == (script, "u")
    assert javascript(re.compile(python, re.IGNORECASE)) == (script, "iu")
