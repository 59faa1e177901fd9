"""Write what the demo city publishes of its procedure: `python -m tests.demo.procedures`.

The standards of major penalties, and of each department what it has reviewed and recorded and its forms.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from generator.models.base import Record
from generator.models.choices import Compulsion
from generator.models.forms import Form
from generator.models.recording_scopes import RecordingScope
from generator.models.review_scopes import ReviewScope
from generator.models.thresholds import Threshold
from generator.sources.standard import dump
from tests.demo.city import ROOT, read_lists
from tests.demo.history import ADOPTED
from tests.demo.steps import DISCUSSED_FROM, GRAVE

RENEWED = date(2026, 1, 1)
"""From this day some departments have a second edition of their review catalogue."""
RENEWING = {
    "market-regulation": 4,
    "eco-environment": 5,
    "housing-construction": 5,
    "urban-management": 4,
}
"""Departments with a second edition, and how many working days it gives."""
FILED_FROM = {True: 50000, False: 200000}
NATURAL, OTHERS = ["person", "sole_trader"], ["legal_person", "organisation"]
WEIGHTY = {
    "culture-tourism": ["relics-zone-design-review"],
    "eco-environment": ["hazardous-waste-licence", "substitute-treatment"],
    "education": ["private-school-licence"],
    "emergency-management": ["hazardous-chemicals-business-licence", "power-cut-enforcement"],
    "fire-rescue": ["fire-danger-seal"],
    "market-regulation": ["cylinder-filling-licence", "special-equipment-seizure"],
    "natural-resources": ["land-ownership-dispute", "forest-ownership-dispute"],
    "transport": ["highway-control-zone-demolition"],
    "urban-management": ["gas-business-licence", "illegal-building-demolition"],
    "water-affairs": ["river-building-demolition", "water-abstraction-licence"],
}
"""What touches the public's great interests, or several relations of law, as each department names it."""
MATERIALS = [
    "案件调查报告或者审查报告",
    "拟作出的决定",
    "全部证据材料",
    "听证笔录或者听证报告（举行听证的）",
]
STEPS = [
    "承办机构把材料送法制审核机构，材料不齐的当天退回补齐",
    "法制审核机构核对职权、事实、证据、依据、程序和裁量",
    "出具书面审核意见：同意、改正、补充调查或者移送",
    "承办机构不同意审核意见的，报负责人集体讨论",
]
RECORDED: list[tuple[str, str, str, str, str]] = [
    ("inspection", "现场检查", "inspection", "被检查的场所，执法记录仪", "从出示证件录到当事人签字"),
    ("sampling", "抽样取证", "sampling", "抽样现场，执法记录仪", "录下抽样、封样和签字"),
    ("preservation", "先行登记保存", "preservation", "保存现场，执法记录仪", "录下物品原状、清点和交付清单"),
    ("sealing", "查封、扣押", "seizure", "查封、扣押现场，执法记录仪", "全程不间断，录下物品原状、封条和清单"),
    ("hearing", "举行听证会", "hearing", "听证室，固定设备", "从宣布纪律录到签字结束"),
    ("execution", "强制执行", "execution", "执行现场，不少于两台设备", "从宣读决定录到清场结束"),
]  # fmt: skip
FORMS: list[tuple[str, str, str, list[str], list[str]]] = [
    ("opening-approval", "立案审批表", "opening", [], ["案件来源", "案情摘要", "立案理由和依据", "承办人和负责人意见"]),
    ("inspection-record", "现场检查笔录", "inspection", [], ["检查时间、地点", "出示证件情况", "检查所见", "当事人和检查人签名"]),
    ("questioning-record", "询问笔录", "questioning", [], ["被询问人", "告知的权利义务", "问答内容", "逐页签名"]),
    ("sampling-record", "抽样取证凭证", "sampling", [], ["样品名称和数量", "抽样方法", "封样情况", "签名"]),
    ("preservation-notice", "先行登记保存证据通知书", "preservation", [], ["物品清单", "保存地点", "七日内作出处理决定", "签名"]),
    ("seizure-decision", "查封、扣押决定书", "seizure", [], ["当事人", "理由和依据", "物品清单和期限", "复议、诉讼的途径和期限"]),
    ("penalty-notice", "行政处罚告知书", "notice", [], ["拟作出的处罚", "事实、理由、依据", "陈述、申辩的权利", "要求听证的权利和期限"]),
    ("defence-record", "陈述申辩笔录", "defence", [], ["陈述、申辩的内容", "复核意见", "签名"]),
    ("hearing-record", "听证笔录", "hearing", [], ["参加人", "举证和质证", "最后陈述", "签名"]),
    ("legality-review-opinion", "法制审核意见书", "review", [], ["送审机构和日期", "审核内容", "审核意见", "审核人员"]),
    ("discussion-record", "案件集体讨论记录", "discussion", [], ["参加人", "讨论意见", "结论"]),
    ("penalty-decision", "行政处罚决定书", "decision", ["penalty"], ["当事人", "违法事实和证据", "处罚的种类和依据", "履行方式和期限、代收机构名称和地址", "逾期缴纳加处罚款", "复议、诉讼的途径和期限"]),
    ("service-receipt", "送达回证", "service", ["penalty"], ["送达文书", "送达方式", "收件人和日期"]),
    ("execution-application", "强制执行申请书", "execution", ["execution"], ["申请执行的决定", "当事人不履行的情况", "催告情况", "申请人印章"]),
    ("closing-approval", "结案审批表", "closing", ["penalty"], ["处理结果", "执行情况", "归档意见"]),
]  # fmt: skip
FORMS_FOR = "省行政处罚标准文书第{number}式"


def written() -> dict[Path, str]:
    """Every file, relative to the root, with its text."""
    return {path: dump(model, values) for path, model, values in _records()}


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
    print(len(written()))


def _records() -> Iterator[tuple[Path, type[Record], dict[str, Any]]]:
    for purpose, name, least in (
        ("filing", "重大行政处罚备案标准", FILED_FROM),
        ("hearing", "告知听证权利的标准", DISCUSSED_FROM),
        ("discussion", "负责人集体讨论的标准", DISCUSSED_FROM),
    ):
        values = {
            "id": f"{purpose}-2023",
            "name": name,
            "purpose": purpose,
            "document": "明司规〔2023〕2号",
            "begins_on": ADOPTED.isoformat(),
            "measures": [*_fines(least), _grave()],
        }
        yield Path(f"lists/thresholds/{purpose}-2023.yaml"), Threshold, values
    lists = read_lists()
    for name in lists.departments:
        folder = Path("lists/departments", name)
        for scope in _review_scopes(name):
            yield folder / "review_scopes" / f"{scope['id']}.yaml", ReviewScope, scope
        executed = [
            power.id
            for power in lists.powers.values()
            if power.department == name and power.compulsion is Compulsion.EXECUTION
        ]
        for act in _recorded(sorted(executed)):
            yield folder / "recording_scopes" / f"{act['id']}.yaml", RecordingScope, act
        for form in _forms():
            yield folder / "forms" / f"{form['id']}.yaml", Form, form


def _review_scopes(department: str) -> Iterator[dict[str, Any]]:
    measures = [*_fines(DISCUSSED_FROM, ["penalty"]), _grave()]
    measures.append({"id": "hearing", "name": "经过听证程序的处罚", "heard": True})
    if department in WEIGHTY:
        name = "逐项列出的、涉及重大公共利益或者多个法律关系的职权"
        measures.append({"id": "weighty", "name": name, "powers": WEIGHTY[department]})
    for edition, begins in ((2023, ADOPTED), (2026, RENEWED)):
        if begins is RENEWED and department not in RENEWING:
            continue
        yield {
            "id": f"{department}-review-{edition}",
            "name": f"重大行政执法决定法制审核目录（{edition}年版）",
            "begins_on": begins.isoformat(),
            "measures": measures,
            "materials": MATERIALS,
            "steps": STEPS,
            "working_days": RENEWING[department] if begins is RENEWED else 5,
            "office": "legal",
        }


def _fines(least: dict[bool, int], types: list[str] | None = None) -> Iterator[dict[str, Any]]:
    for name, natural, words, parties in (
        ("large-fine-person", True, "自然人、个体工商户", NATURAL),
        ("large-fine-organisation", False, "法人、非法人组织", OTHERS),
    ):
        said = f"对{words}罚款{least[natural] // 10000}万元以上"
        values = {"id": name, "name": said, "parties": parties, "fine": least[natural]}
        yield {**values, "types": types} if types else values


def _grave() -> dict[str, Any]:
    name = "责令停产停业、责令关闭、限制从业，降低资质等级、吊销许可证件"
    return {"id": "grave-kinds", "name": name, "kinds": sorted(GRAVE)}


def _recorded(executed: list[str]) -> Iterator[dict[str, Any]]:
    """executed: the powers by which the department itself enforces; where a court does, it records nothing."""
    for name, act, step, venue, how in RECORDED:
        if name == "execution" and not executed:
            continue
        values = {
            "id": name,
            "name": act,
            "step": step,
            "venue": venue,
            "how": how,
            "kept": "与案卷保存期限相同",
            "begins_on": ADOPTED.isoformat(),
        }
        yield {**values, "powers": executed} if name == "execution" else values


def _forms() -> Iterator[dict[str, Any]]:
    for number, (name, title, step, required, contents) in enumerate(FORMS, 1):
        values = {
            "id": name,
            "name": title,
            "step": step,
            "based_on": FORMS_FOR.format(number=number),
            "contents": contents,
            "begins_on": ADOPTED.isoformat(),
        }
        yield {**values, "required_for": required} if required else values


if __name__ == "__main__":
    main()
