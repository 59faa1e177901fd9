"""Why so: the legal reason of an outcome, chosen by what the facts of the case bear out."""

import re
from dataclasses import dataclass

from tests.demo.fines import Fine

# What somebody did who was told to is no 主动消除 (Penalty Law 32): such a sentence proves nothing.
ORDERED = re.compile("责令|限期|逾期|期满|期限|接到通知|通知书|告知后|劝说|没有(?:主动|自行)")
REMEDIED = re.compile(
    r"(?:主动|自行|自己|自愿|自查|即行|连夜)[^，。；]{0,16}?"
    r"(?:停|撤|退|拆|清|召回|下架|销毁|补|恢复|更换|换|关门|修|改|装|整改|放生|送|盖|加固|回填|覆盖"
    r"|消除|减轻|更正|赔|调岗|终止|解除|交出|上交|治理|卸|转入|放归|减产|看守|建|收回|值守|防护|堆放待处置)"
    r"|公开召回|召回(?:告示|返修|记录)|追回|全额退款|退还了货款|当场(?:退|拆|放生|销毁|补|换|清)"
    r"|在被查以前|当天全部下架|当晚停产|当日清空|立即驶离"
)
REPORTED = re.compile("主动(?:报告|说明|承认|供述|上报)|书面报告|在监测前已经报告")
MISLED = re.compile("误导|诱骗|受人指使|替人联络")
HELPED = re.compile("协助查到|说出了组织者|查实上家|说明了来源并追回|交代了")
FIRST = re.compile("第一次|首次|初次|没有同类记录|此前[^。]{0,8}没有")
NO_FAULT = re.compile(
    "雷击|塌方|封路|用哥哥的身份证|系统出错|系统退件|误以为|不知道[^。]{0,12}假冒"
)
PROMPT = re.compile(
    "当场|当天|当日|当晚|当即|立即|马上|随即|随后|连夜|半小时|十分钟|一小时|自己|主动|自行|已经|已(?:提交|申报)"
    "|补|收走|换上|退|停|压上|离开|往里搬|取下|换领|检查前|摆出|重新分拣"
)


@dataclass(frozen=True)
class Ground:
    """The circumstances that the decision finds, its reason, and where in the Penalty Law that stands."""

    circumstances: str
    reason: str = ""
    positions: tuple[str, ...] = ()


def _bears_out(pattern: re.Pattern[str], facts: str) -> bool:
    return any(
        pattern.search(sentence) and not ORDERED.search(sentence)
        for sentence in re.split("[。；]", facts)
    )


def remedied(facts: str) -> bool:
    """Whether the facts tell of something that the party put right before it was told to."""
    return _bears_out(REMEDIED, facts)


def ground(fine: Fine, facts: str) -> Ground:
    """The ground for the level of a fine that these facts bear out."""
    match fine.level:
        case "N":
            return _free(facts)
        case "M":
            return _mitigated(facts)
        case "L":
            return _lighter(fine, facts)
        case "H":
            return _heavier(facts)
        case "S":
            return _on_the_spot(facts)
        case "T":
            return Ground(
                "违法事实确凿，情节轻微，适用简易程序",
                "违法事实确凿，依照行政处罚法第五十一条当场作出警告的决定",
                ("51",),
            )
        case "W":
            return Ground("情节轻微，没有造成危害后果")
    return Ground("没有从轻、减轻或者从重情节")


def _free(facts: str) -> Ground:
    if NO_FAULT.search(facts) and not FIRST.search(facts):
        return Ground(
            "有证据证明没有主观过错",
            "当事人有证据足以证明没有主观过错，依照行政处罚法第三十三条第二款，不予行政处罚",
            ("33.2",),
        )
    if not PROMPT.search(facts):
        raise ValueError(f"goes free without having put anything right: {facts}")
    if FIRST.search(facts):
        return Ground(
            "初次违法，危害后果轻微，及时改正",
            "初次违法且危害后果轻微并及时改正，依照行政处罚法第三十三条第一款，可以不予处罚",
            ("33.1",),
        )
    return Ground(
        "违法行为轻微并及时改正，没有造成危害后果",
        "违法行为轻微并及时改正，没有造成危害后果，依照行政处罚法第三十三条第一款，不予行政处罚",
        ("33.1",),
    )


def _mitigated(facts: str) -> Ground:
    if remedied(facts):
        return Ground(
            "主动消除或者减轻危害后果",
            "主动消除或者减轻违法行为危害后果，依照行政处罚法第三十二条第（一）项减轻处罚",
            ("32.0.1",),
        )
    if _bears_out(REPORTED, facts):
        return Ground(
            "主动供述行政机关尚未掌握的违法行为",
            "主动供述行政机关尚未掌握的违法行为，依照行政处罚法第三十二条第（三）项减轻处罚",
            ("32.0.3",),
        )
    if _bears_out(HELPED, facts):
        return Ground(
            "配合查处违法行为，有立功表现",
            "配合行政机关查处违法行为有立功表现，依照行政处罚法第三十二条第（四）项减轻处罚",
            ("32.0.4",),
        )
    if _bears_out(MISLED, facts):
        return Ground(
            "受他人诱骗实施违法行为",
            "受他人诱骗实施违法行为，依照行政处罚法第三十二条第（二）项减轻处罚",
            ("32.0.2",),
        )
    raise ValueError(f"mitigated for nothing: {facts}")


def _lighter(fine: Fine, facts: str) -> Ground:
    if remedied(facts):
        return Ground(
            "主动采取措施，减轻危害后果",
            "主动消除或者减轻违法行为危害后果，依照行政处罚法第三十二条第（一）项从轻处罚",
            ("32.0.1",),
        )
    if fine.tier:
        return Ground(
            "",
            f"情节符合裁量基准的“{fine.tier.name or fine.tier.level.label}”档，"
            "依照行政处罚法第三十四条，在法定幅度以内从轻处罚",
            ("34",),
        )
    return Ground(
        "初次违法，危害后果较小" if FIRST.search(facts) else "危害后果较小",
        "违法行为的情节和社会危害程度较轻，依照行政处罚法第五条第二款，在法定幅度以内从轻处罚",
        ("5.2",),
    )


def _heavier(facts: str) -> Ground:
    before = re.sub("责令改正通知书[^。]*。|从重的情节[^。]*。|告知书[^。]*。", "", facts)
    if re.search("责令|提醒|告诫|通知|警告|劝阻|前次|上次|一年内|再次", before):
        return Ground("经责令、提醒或者处理以后仍然违法")
    if re.search("年|个月", re.sub(r"\d+年\d+月\d+日", "", facts)):
        return Ground("持续时间长，危害较重")
    return Ground("情节较重，危害较大")


def _on_the_spot(facts: str) -> Ground:
    prompt = re.search("当场(?:改正|收|拆|清|停|补|擦|拾|捡|搬|撤)|当即|马上|随即", facts)
    return Ground(
        "事实清楚，情节轻微，适用简易程序",
        "违法事实确凿，依照行政处罚法第五十一条当场作出决定"
        + ("；当场改正，从轻处罚" if prompt else ""),
        ("51",),
    )
