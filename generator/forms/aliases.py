"""What lists and official forms write for the values of the models: codes, older names, shorter ones."""

ALIASES: dict[str, dict[str, str]] = {
    "PowerType": {
        "1": "licence", "2": "penalty", "3": "compulsion", "4": "levy", "5": "benefit", "6": "inspection",
        "7": "confirmation", "8": "reward", "9": "adjudication", "10": "other", "许可": "licence", "处罚": "penalty",
        "强制": "compulsion", "征收": "levy", "给付": "benefit", "检查": "inspection", "确认": "confirmation",
        "奖励": "reward", "裁决": "adjudication", "其他": "other", "其他权力": "other", "其他行政职权": "other",
        "行政征收征用": "levy", "行政监督检查": "inspection", "监督检查": "inspection", "行政审批": "licence",
        "行政强制措施": "compulsion", "强制措施": "compulsion", "行政强制执行": "compulsion", "强制执行": "compulsion",
    },
    "Level": {
        "1": "state", "2": "province", "3": "city", "4": "county", "5": "town", "国家": "state", "省": "province",
        "市": "city", "设区市": "city", "县": "county", "区": "county", "区县": "county", "县区": "county", "县(市、区)": "county",
        "乡": "town", "镇": "town", "乡镇": "town", "街道": "town", "乡镇级": "town", "镇街": "town", "部级": "state",
    },
    "PartyKind": {
        "法人及非法人组织": "legal_person", "企业": "legal_person", "单位": "legal_person", "个人": "person",
        "公民": "person", "个体户": "sole_trader", "个体": "sole_trader", "个体工商": "sole_trader", "个体工商户(自然人)": "sole_trader", "其他组织": "organisation",
    },
    "Procedure": {"1": "summary", "2": "ordinary", "简易": "summary", "当场处罚": "summary", "普通": "ordinary",
                  "一般": "ordinary", "一般程序": "ordinary", "快速办理": "ordinary"},
    "CaseSource": {"检查发现": "inspection", "日常检查": "inspection", "监督检查": "inspection", "执法检查": "inspection",
                   "投诉举报": "report", "举报投诉": "report", "群众举报": "report", "上级交办": "assigned",
                   "移送案件": "transfer", "其他部门移送": "transfer", "媒体曝光": "exposure"},
    "PenaltyKind": {"没收违法所得、没收非法财物": "confiscate_gains", "暂扣许可证": "suspend_licence",
                    "吊销许可证": "revoke_licence", "吊销营业执照": "revoke_licence", "拘留": "detention",
                    "停产停业": "suspend_business", "其他": "other", "其他行政处罚": "other",
                    "责令改正": "other", "责令整改": "other", "责令限期改正": "other", "责令限期整改": "other"},
    "LicenceKind": {"一般许可": "ordinary", "普通许可": "ordinary", "特许许可": "concession"},
    "TierLevel": {"不予": "none", "免罚": "none", "不罚": "none",
                  "从轻处罚": "lighter", "减轻处罚": "mitigated", "一般处罚": "ordinary", "从重处罚": "heavier",
                  "较轻": "lighter", "轻微": "lighter", "较重": "heavier", "严重": "heavier", "特别严重": "heavier"},
    "Employment": {"公务员": "establishment", "参公": "establishment", "事业编": "establishment", "正式": "establishment",
                   "合同": "contract", "聘用": "contract", "临时": "temporary", "公益岗": "public_welfare"},
}  # fmt: skip

REFUSED: dict[str, dict[str, str]] = {
    "PowerType": dict.fromkeys(("20", "公共服务"), "公共服务不是行政职权，不列入清单"),
}
"""What lists hold that is none of the values, and why not."""
