"""Headings of official forms and real lists, by register: what they are called there and what that is here.

`field` leads to a field; `field@万元` says what its bare numbers count; `+field` adds to it; `?why` is not taken;
`!why` is not taken, and what it says stands in no other text of the row either; `!!why` the same of a party
whose name is hidden, since it is found by all of that; `field@条款` is one part of a place in a law (法律, 版本, 条款); `department@机关` is
whose row it is, to be compared with the department that is imported for. Sources: the data standard of double disclosure (2018, and the older one of 2016), with
codes CF_* and XK_*; the case record of Zhejiang; responsibility lists and discretion benchmarks as published.
"""

PARTY_NUMBERS = "!!信用代码以外的登记号不公开"
PRIVATE = "!不写入清单"
HOME = "!!不写入清单"
PAPER = "?证件的种类不写入清单"
ORGAN = "department@机关"
SENDER = "?报送的单位，不是作出决定的机关"
CODE = "?机关另有一栏"
COMPUTED = "?由程序计算"
LOCAL = "?只在原来的系统里有用"

EVERYWHERE: dict[str, str] = {
    "序号": LOCAL, "编号": LOCAL, "no": LOCAL, "原因": LOCAL, "身份证号": PRIVATE, "身份证号码": PRIVATE, "身份证": PRIVATE,
    "公民身份号码": PRIVATE, "证件号码": PRIVATE, "证件类型": PAPER, "手机": PRIVATE, "手机号": PRIVATE, "手机号码": PRIVATE,
    "联系电话": PRIVATE, "家庭住址": HOME, "住址": HOME, "住所": HOME, "出生日期": PRIVATE, "银行账号": PRIVATE,
    "备注": "remark", "BZ": "remark", "备注说明": "remark", "DFBM": LOCAL, "SJC": LOCAL, "更新时间": LOCAL, "创建时间": LOCAL,
}  # fmt: skip

_PARTY: dict[str, str] = {
    "行政相对人名称": "party", "当事人名称": "party", "当事人姓名": "party", "被处罚人": "party", "相对人名称": "party", "party": "party",
    "行政相对人类别": "party_kind", "行政相对人类型": "party_kind", "当事人类别": "party_kind", "类别": "party_kind",
    "行政相对人代码(统一社会信用代码)": "party_code", "行政相对人统一社会信用代码": "party_code", "社会信用代码": "party_code",
    "工商注册号": PARTY_NUMBERS, "组织机构代码": PARTY_NUMBERS, "税务登记号": PARTY_NUMBERS, "事业单位证书号": PARTY_NUMBERS,
    "社会组织登记证号": PARTY_NUMBERS, "法定代表人": PRIVATE, "法定代表人姓名": PRIVATE, "legal_representative": PRIVATE,
    "法定代表人证件类型": PAPER, "法定代表人证件号码": PRIVATE, "法定代表人身份证号码": PRIVATE, "自然人证件类型": PAPER,
    "自然人证件号码": PRIVATE, "当事人证件类型": PAPER, "当事人证件号码": PRIVATE, "当事人联系电话": PRIVATE,
    "执法人员姓名": PRIVATE, "执法人员": PRIVATE, "执法人员证件编号": PRIVATE,
    "数据来源单位": SENDER, "数据来源单位统一社会信用代码": SENDER, "authority": ORGAN,
    "公示截止期": COMPUTED, "公示截止日期": COMPUTED, "公示日期": "disclosed_on", "公示时间": "disclosed_on",
}  # fmt: skip


def _codes(prefix: str) -> dict[str, str]:
    """The codes of the party, the same in both forms of double disclosure."""
    kept = {"MC": "party", "LB": "party_kind", "SHXYM": "party_code"}
    numbers = ("GSZC", "ZZJG", "SWDJ", "SYDW", "SHZZ")
    private = ("ZJHM", "SFZ")
    papers = ("XDR_ZJLX", "FR_ZJLX")
    return {
        **{f"{prefix}_XDR_{code}": field for code, field in kept.items()},
        **{f"{prefix}_XDR_{code}": PARTY_NUMBERS for code in numbers},
        **{f"{prefix}_XDR_{code}": PRIVATE for code in private},
        **{f"{prefix}_{code}": PRIVATE for code in ("FRDB", "FR", "FR_ZJHM", "FR_SFZ")},
        **{f"{prefix}_{code}": PAPER for code in papers},
        **{f"{prefix}_{code}": SENDER for code in ("SJLY", "SJLYDM", "LYDW", "LYDWDM")},
    }


HEADINGS: dict[str, dict[str, str]] = {
    "penalties": {
        **_PARTY,
        **_codes("CF"),
        "CF_WSH": "number", "行政处罚决定书文号": "number", "处罚决定书文号": "number", "行政处罚文号": "number", "文号": "number",
        "处罚决定文书号": "number", "处罚文号": "number", "decision_number": "number",
        "CF_CFMC": "title", "处罚名称": "title", "case_title": "title", "案由": "violation", "处罚行为名称": "violation",
        "CF_WFXW": "violation", "违法行为": "violation",
        "CF_SY": "facts", "违法事实": "facts", "主要违法事实": "facts", "处罚事由": "facts", "案情介绍": "facts",
        "CF_YJ": "bases", "处罚依据": "bases", "行政处罚依据": "bases", "依据": "bases", "违法依据": "?处罚依据另有一栏",
        "CF_CFLB": "kinds", "CF_CFLB1": "kinds", "CF_CFLB2": "kinds", "处罚类别": "kinds", "处罚决定种类": "kinds",
        "处罚类别1": "kinds", "处罚类别2": "kinds",
        "CF_NR": "content", "CF_JG": "content", "处罚结果": "content", "行政处罚内容": "content", "处罚决定": "content",
        "decision_text": "content",
        "CF_NR_FK": "fine@万元", "罚款金额": "fine", "罚款数额": "fine",
        "CF_NR_WFFF": "+confiscated@万元", "没收违法所得、没收非法财物的金额": "+confiscated", "没收违法所得": "+confiscated",
        "没收违法所得金额": "+confiscated", "没收非法财物金额": "+confiscated",
        "CF_NR_ZKDX": "?写进处罚内容", "暂扣或吊销证照名称及编号": "?写进处罚内容", "暂扣或吊销证照名称": "?写进处罚内容",
        "暂扣或吊销证照编号": "?写进处罚内容",
        "CF_JDRQ": "decided_on", "处罚决定日期": "decided_on", "处罚日期": "decided_on", "处罚时间": "decided_on",
        "决定时间": "decided_on", "decision_date": "decided_on", "CF_YXQ": COMPUTED, "处罚有效期": COMPUTED,
        "CF_GSJZQ": COMPUTED, "CF_CFJG": ORGAN, "CF_CFJGDM": CODE, "CF_ZT": LOCAL, "处罚机关": ORGAN,
        "处罚机关统一社会信用代码": CODE, "执法主体名称": ORGAN, "案件程序类别": "procedure", "处罚程序": "procedure",
        "受委托组织名称": "?写委托记录的标识或者名称", "案件编号": LOCAL, "送达时间": "served_on", "立案时间": "opened_on",
    },
    "licences": {
        **_PARTY,
        **_codes("XK"),
        "XK_WSH": "number", "许可文书号": "number", "行政许可决定书文号": "number", "行政许可决定文书号": "number", "许可决定书文号": "number",
        "XK_XKWS": "document", "行政许可决定文书名称": "document", "许可决定文书名称": "document",
        "XK_XKLB": "kind", "许可类别": "kind", "行政许可类别": "kind",
        "XK_XKZS": "certificate_name", "许可证书名称": "certificate_name", "行政许可证书名称": "certificate_name",
        "XK_XKBH": "certificate_number", "许可编号": "certificate_number", "许可证书编号": "certificate_number",
        "XK_NR": "content", "许可内容": "content", "行政许可内容": "content",
        "XK_JDRQ": "decided_on", "许可决定日期": "decided_on", "XK_YXQZ": "valid_from", "有效期自": "valid_from",
        "XK_YXQZI": "valid_until", "有效期至": "valid_until", "XK_ZT": COMPUTED, "当前状态": COMPUTED,
        "XK_XKJG": ORGAN, "XK_XKJGDM": CODE, "许可机关": ORGAN,
        "许可机关统一社会信用代码": CODE, "XK_YJ": "bases", "许可依据": "bases",
    },
    "powers": {
        "职权编码": "code", "权力编码": "code", "事项编码": "code", "编码": "code", "实施编码": "code", "item_code": "code", "code": "code",
        "基本编码": "national_code", "国家编码": "national_code",
        **dict.fromkeys(("权力名称", "职权名称", "事项名称", "权责名称", "权责事项名称", "项目名称", "name"), "name"),
        **dict.fromkeys(("权力类型", "职权类型", "事项类型", "权责类型", "权力类别", "职权类别", "类型", "类别", "task_type"), "type"),
        **dict.fromkeys(("依据", "实施依据", "设定依据", "法律依据", "法定依据", "行使依据", "职权依据"), "bases"),
        **dict.fromkeys(("法律名称", "依据名称", "law"), "bases@法律"),
        **dict.fromkeys(("法律版本", "law_version"), "bases@版本"),
        **dict.fromkeys(("条款", "条款内容", "依据条款", "article"), "bases@条款"),
        **dict.fromkeys(("实施层级", "行使层级", "实施层级及权限"), "levels"),
        **dict.fromkeys(("承办机构", "承办科室", "责任科室", "内设机构", "科室"), "unit"),
        **dict.fromkeys(("责任事项", "责任事项内容", "职责"), "duties"), "责任事项依据": "?法定依据另有一栏",
        **dict.fromkeys(("追责对象", "追责对象范围"), "accountable"),
        **dict.fromkeys(("追责情形", "追责情形及依据"), "grounds"),
        **dict.fromkeys(("行使主体", "实施主体", "责任主体", "授权部门", "部门", "单位", "department", "dept_code"), ORGAN),
        "法定时限": "statutory_limit", "法定办结时限": "statutory_limit", "承诺时限": "promised_limit", "承诺办结时限": "promised_limit",
        "监督电话": "?投诉渠道写在部门的记录里", "监督投诉电话": "?投诉渠道写在部门的记录里", "救济渠道": "remedies",
        "子项": "?子项写进职权的“子项”一栏", "子项名称": "?子项写进职权的“子项”一栏", "main_item": LOCAL, "area_code": LOCAL,
        "link": LOCAL, "状态": LOCAL,
    },
    "officers": {
        "证号": "certificate", "执法证号": "certificate", "执法证件编号": "certificate", "执法证件号": "certificate", "证件编号": "certificate",
        "执法证编号": "certificate", "执法领域": "scope", "执法类型": "scope", "执法范围": "region", "执法地域": "region",
        "编制": "employment", "编制类型": "employment", "执法岗位": "post", "编制性质": "employment", "人员类别": "employment", "发证时间": "issued_on", "颁证日期": "issued_on",
        "有效期": "valid_until", "有效期限": "valid_until", "有效期截止": "valid_until", "检验时间": "inspected_on", "年检日期": "inspected_on",
        "科室": "unit", "所在科室": "unit", "单位": ORGAN, "执法主体": ORGAN, "所在单位": ORGAN,
        "职务": LOCAL, "性别": PRIVATE, "照片": LOCAL, "二维码": LOCAL, "监制机关": LOCAL,
    },
    "entrustments": {
        "受委托单位": "body", "受托单位": "body", "受委托组织名称": "body", "受托组织": "body", "委托事项": "powers", "委托职权": "powers",
        "委托执法事项": "powers", "委托范围": "scope", "委托内容": "scope", "委托依据": "legal_basis", "委托的法律依据": "legal_basis",
        "委托期限": "from~until", "委托时间": "from~until", "委托期限起": "from", "委托期限止": "until", "开始日期": "from",
        "结束日期": "until", "委托书编号": "agreement.number", "委托书签订日期": "agreement.signed_on",
        "签订时间": "agreement.signed_on", "委托机关": ORGAN, "委托单位": ORGAN,
    },
    "discretion": {
        "违法行为": "name", "违法行为名称": "name", "事项名称": "name", "处罚事项": "name", "职权编码": "power", "处罚依据": "power@依据",
        "法律依据": "power@依据", "依据": "power@依据", "类别": "tiers.level", "裁量档次": "tiers.level", "裁量等级": "tiers.level",
        "裁量阶次": "tiers.level", "违法程度": "tiers.level", "裁量情节": "tiers.circumstances", "违法情节": "tiers.circumstances",
        "适用情形": "tiers.circumstances", "适用条件": "tiers.circumstances", "裁量标准": "tiers.ranges", "处罚标准": "tiers.ranges",
        "裁量幅度": "tiers.ranges", "处罚幅度": "tiers.ranges", "具体标准": "tiers.ranges", "备注": "tiers.note",
        "施行日期": "from", "文件": "document",
    },
}  # fmt: skip
"""What each register's headings are called elsewhere. In discretion a row is a tier: `tiers.…` gathers rows."""
