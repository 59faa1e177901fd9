"""Which types of power an article's words confer: a proposal that a person confirms.

Words only, no judgement: made to miss little and leave a person to strike out. Measured on
the 333 checked powers it finds 331 (licence 107 of 108, levy 10 of 11, all the others whole;
tests/test_statutes.py holds the bar). Of proposals drawn at random from those laws and read
by eye, six a type, these were right: penalty 6, reward 6, compulsion 5, inspection 5, levy 4,
benefit 4, confirmation 4, adjudication 4, other 4; of 14 for licence 6, because articles that
only speak of a licence look much like those that create it.
"""

import re

from generator.sources.typography import normalise

# In the order of the national codes of power types (01 行政许可 … 10 其他行政权力).
TYPES = (
    "licence", "penalty", "compulsion", "levy", "benefit",
    "inspection", "confirmation", "reward", "adjudication", "other",
)  # fmt: skip

# Who acts for the state; an article without one speaks of companies, families, contracts.
_ORGAN = (
    r"(?:机关|部门|政府|机构|海关|警察|主管|委员会|监察|国务院|行政|国家|法律援助|基金|总局|局|厅)"
)

_PATTERNS: dict[str, tuple[str, ...]] = {
    "licence": (
        r"(?:经|报)[^。;]{0,60}?(?:批准|核准|许可|审批|审查同意|审核同意|同意)(?!的(?:用途|范围|期限))",
        r"(?:申请|申领|(?<!未)取得|领取|办理|核发|颁发|发给|换发|发放|出具)[^。;]{0,30}?"
        r"(?:许可|执照|资格证|执业证|批准书|批准文件|准运证|通行证|资质|审批手续|检疫证明)",
        r"(?:实行|施行)[^。;]{0,16}(?:许可|登记|注册|审批|核准|检疫|资质)[^。;]{0,6}制度?",
        r"(?:准予|不予|予以|给予)[^。;]{0,8}(?:许可|批准|登记|注册|核准)|行政许可|许可条件",
        r"(?:应当|须|必须)[^。;]{0,30}(?:申请|办理|申领)[^。;]{0,20}(?:登记|注册|审批|许可|检疫)",
        r"(?:报|由|送)[^。;]{0,40}(?:审批|核准|批准|许可|审核同意)|登记管理机关[^。;]{0,40}登记",
        r"(?:申请|提出)[^。;]{0,60}(?:批准|审批|审查|决定)|许可证[^。;]{0,20}(?:由|应当)[^。;]{0,20}(?:核发|审核|载明)",
        r"未(?:经许可|取得[^。;,]{0,16}许可证),任何|应当取得许可|执业(?:注册|登记)|负责[^。;]{0,20}(?:审批|许可|登记)",
    ),
    "penalty": (
        r"处[^。;]{0,60}?罚款|(?:可以|并|可)[^。;,]{0,8}罚款|以[^。;]{0,30}罚款|没收(?!的|后|或)",
        r"吊销(?!的)|吊扣|暂扣[^。;,]{0,8}(?:证|执照)|(?:由|予以)[^。;]{0,20}撤销[^。;,]{0,10}(?:许可|资格|执业|登记|批准)",
        r"责令[^。;]{0,30}(?:停产|停业|关闭|停止[^。;,]{0,6}(?:营业|经营|执业|使用|生产|施工|建设))",
        r"(?:给予|予以|处以?|处|并)[^。;,]{0,12}警告|警告[,、或并]|通报批评|降低[^。;,]{0,8}资质",
        r"处[^。;]{0,20}拘留|予以取缔|给予(?:治安管理|行政)?处罚|予以(?:行政)?处罚",
        r"(?:年内|终身)[^。;]{0,12}(?:不得|禁止|不受理|不予受理|不再)",
    ),
    "compulsion": (
        r"查封|扣押|扣留|冻结|(?:强制|强行)(?:拆除|清除|拖离|带离|戒毒|隔离|治疗|划拨|扣缴)|代履行",
        r"(?<!人民法院)(?<!院依法)强制(?:执行|措施)|先行登记保存|封存|封闭|税收保全|加处罚款",
        r"(?:加收|加处|处以)[^。;,]{0,16}滞纳金|暂扣(?![^。;,]{0,16}(?:证|执照))|强行",
        r"代为(?:清除|拆除|处置|治理|恢复|补种)|责成[^。;]{0,20}拆除|划拨[^。;,]{0,6}(?:存款|汇款)|约束至酒醒",
    ),
    "levy": (
        r"(?:国家|政府|机关|部门|依法|可以|予以|应当)[^。;]{0,40}(?:征收|征用|征缴)|征收机构|征收使用管理",
        r"(?<!已经)(?:缴纳|交纳|收取|退还)[^。;,]{0,24}(?:税|税款|价款|资源费|使用费|补偿费|出让金|恢复费|排污费|保险费)",
        r"缴纳税款|应纳税额|税务机关[^。;]{0,30}(?:核定|征收|退还)",
    ),
    "benefit": (
        r"(?:发给|发放|给付|支付|领取|享受|给予|提供)[^。;]{0,24}(?:补助|补贴|津贴|抚恤|优待金|优待|救助|救济|"
        r"保障金|养老金|失业保险金|救助金|保险待遇|保障待遇|供养|资助|生活费|慰问金|护理费)",
        r"予以[^。;]{0,8}(?:救助|补助|补贴|抚恤|供养|救济|资助|优抚)|由[^。;]{0,12}基金[^。;]{0,4}支付",
        r"补助[^。;,]{0,6}生活费|(?:给予|批准)[^。;]{0,8}(?:最低生活保障|法律援助)|最低生活保障[^。;]{0,12}(?:批准|发)",
    ),
    "inspection": (
        r"(?:进行|实施|开展|履行|加强|组织|负责|依法|情况的)[^。;,]{0,24}(?:监督检查|抽查|稽查|巡查|核查|检查|监察)",
        r"监督检查(?:时|中|职责|工作|的)|监督抽查|有权[^。;]{0,30}检查|(?<!接受)现场检查",
        r"检查[^。;,]{0,16}(?:遵守|执行)|进入[^。;]{0,24}检查|查阅[^。;]{0,20}(?:资料|复制)",
    ),
    "confirmation": (
        r"(?:由|经|向)[^。;]{0,50}(?:认定|确认|鉴定|评定|核定)|(?:认定|确认|鉴定|评定)(?:书|申请|标准|办法|机关|结论|意见)",
        r"(?:部门|机关|机构|政府)[^。;]{0,30}(?:认定|确认|评定|检定|鉴定)|登记标志",
        r"(?:不动产|婚姻|结婚|离婚|收养|户口|出生|产权|使用权|所有权|权属|抵押|质押)[^。;,]{0,8}登记",
    ),
    "reward": (
        r"(?:给予|予以|进行|授予)[^。;]{0,24}(?:奖励|表彰|嘉奖|奖金|荣誉称号|表扬)|奖励[^。;,]{0,8}(?:办法|举报|检举)",
    ),
    "adjudication": (
        r"(?:由|请求|申请|报|予以|作出|做出)[^。;]{0,40}裁决|(?:投诉|争议)[^。;]{0,40}(?:作出|做出)处理决定",
        r"(?:争议|纠纷)[^。;]{0,50}由[^。;]{0,30}(?:处理|裁定|决定|调处)|对[^。;]{0,14}处理决定不服|事项作出处理决定",
    ),
    "other": (
        r"(?:报|送|向)(?!国务院|[^。;]{0,8}人民代表大会)[^。;]{0,50}备案|备案(?:手续|管理|制度|登记|审查)|办理[^。;,]{0,8}备案",
        r"责令[^。;,]{0,16}(?:改正|限期|整改|拆除|恢复|补)|约谈|(?:评估和审查|节能审查)",
        r"(?:部门|机关|政府)[^。;]{0,20}(?:进行|予以|组织)调解|(?:部门|机关)[^。;,]{0,20}撤销登记",
    ),
}  # fmt: skip
_COMPILED = {key: re.compile("|".join(_PATTERNS[key])) for key in TYPES}
_STATE = re.compile(_ORGAN)

# Types whose words are private law's too; the others often name their organ elsewhere.
_NEEDS_ORGAN = {"compulsion", "levy", "inspection", "confirmation", "adjudication"}
# An article about the law's own officers, or on crimes, gives no power over the public.
_DISCIPLINE = re.compile(r"(?:给予|予以)[^。;,]{0,6}处分|追究刑事责任")
_COURTS = re.compile(r"人民法院|人民检察院|仲裁|犯罪嫌疑人|被调查人|诉讼|行政复议|司法机关")
# Plans and standards are approved within the state: no party applies for them.
_PLANNING = re.compile(r"制定|制订|编制|拟订|划定|规划|定额|基准|名录|目录")
_APPLICATION = re.compile(r"申请|许可|执照|单位|企业|个人|经营者|方可|手续")
# What a sentence that punishes says of licences and duties is what was breached.
_BREACH = re.compile(r"违反|未取得|未经|未按照|擅自|拒不|拒绝|逾期|情节|有下列|之一")


def confers(article_text: str) -> list[str]:
    """The types of power that the article may confer, as keys, in the order of their codes.

    A proposal from the words alone: made to miss little, so that a person strikes out.
    """
    found: set[str] = set()
    text = normalise(article_text)
    for sentence in text.split("。"):
        found |= _of_sentence(sentence)
    if not _STATE.search(text):
        found -= _NEEDS_ORGAN
    return [key for key in TYPES if key in found]


def _of_sentence(sentence: str) -> set[str]:
    hits = {key for key, pattern in _COMPILED.items() if pattern.search(sentence)}
    if _COURTS.search(sentence):
        hits -= _court_matters(sentence)
    if _PLANNING.search(sentence) and not _APPLICATION.search(sentence):
        hits.discard("licence")
    if "penalty" in hits and _BREACH.search(sentence):
        return hits & {"penalty", "compulsion"}
    if "penalty" not in hits and _DISCIPLINE.search(sentence):
        return hits & {"compulsion"}
    return hits


def _court_matters(sentence: str) -> set[str]:
    """What courts do: decide disputes and enforce, unless the organ itself does so too."""
    matters = {"adjudication"} if not re.search(r"政府|主管部门", sentence) else set()
    if not re.search(r"(?<!人民法院)(?:查封|扣押|扣留)|拆除|税务机关|强制执行,或者", sentence):
        matters.add("compulsion")
    return matters
