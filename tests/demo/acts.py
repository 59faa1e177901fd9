"""Write the demo city's licences and other acts: `python -m tests.demo.acts` (the same seed, the same bytes).

What each power grants, finds or orders is told below in a few words; bases, entrustments and number series are
read from lists/, so an act cites what was in force on its day.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator.days import corresponding
from generator.holidays import national
from generator.models.base import Record
from generator.models.licences import Licence
from generator.models.other_acts import OtherAct
from generator.periods import Period, Unit
from generator.sources.standard import dump_rows
from tests.demo.city import ROOT, Lists, read_lists
from tests.demo.penalties import STREETS
from tests.demo.procedures import WEIGHTY

SEED = 20261123
FIRST, LAST, TODAY = date(2023, 6, 8), date(2026, 11, 16), date(2026, 11, 23)
REFUSED, ENDED, LATE = 0.06, 0.03, 0.015
"""Shares of licences refused, of licences cancelled since, of decisions published after their term."""
DISTRICTS = {"chengdong": "城东区", "beitang": "北塘区", "nanling": "南岭区", "hexi": "河西区"}
shift = national().working_day


@dataclass(frozen=True)
class Licensing:
    """What is licensed: kind, certificate and the letters of its number, how many, working days, years.

    who, what: parties and contents; looked_at: what was examined; refused: why one is refused.
    """

    power: str
    kind: str
    certificate: str
    prefix: str
    count: int
    days: int
    years: int
    who: str
    what: str
    looked_at: str
    refused: str


@dataclass(frozen=True)
class Acting:
    """Another act: its document, how many, how many days it holds, a sum; who, found and decided, pairwise."""

    power: str
    document: str
    count: int
    who: str
    told: str
    holds: int = 0
    asked: int = 0
    paid: tuple[int, ...] = ()


LICENCES = [
    Licensing("food-business-licence", "ordinary", "食品经营许可证", "JY", 46, 8, 5, "餐饮有限公司 食品商行有限公司 便利店有限公司 团餐配送有限公司 烘焙有限公司 学校食堂管理有限公司", "热食类食品制售 冷食类食品制售 预包装食品销售 散装食品销售、热食类食品制售 糕点类食品制售", "现场核查了后厨布局、清洗消毒设施和冷藏设备 核对了从业人员健康证明和食品安全管理制度 核对了场所与污染源的距离和通风排烟设施", "粗加工间与热加工间没有分开，不符合规定的条件"),
    Licensing("drug-retail-licence", "ordinary", "药品经营许可证", "YY", 22, 9, 5, "大药房有限公司 医药连锁有限公司 药店有限公司", "处方药、非处方药零售 非处方药零售 中药饮片、非处方药零售", "现场核查了药师在岗情况、阴凉区温湿度和计算机管理系统 核对了营业场所面积和药品陈列分区", "没有配备执业药师"),
    Licensing("cylinder-filling-licence", "ordinary", "气瓶充装许可证", "QC", 6, 13, 4, "气体有限公司 燃气充装有限公司", "液化石油气气瓶充装 工业氧气气瓶充装", "现场查验了充装设备、检测仪器和安全管理制度，抽考了充装人员", "充装台没有防超装联锁"),
    Licensing("pollutant-discharge-permit", "ordinary", "排污许可证", "PW", 20, 14, 5, "化工有限公司 印染有限公司 水泥有限公司 食品加工有限公司 电镀有限公司", "重点管理：废水、废气 简化管理：废气 重点管理：废水", "核对了污染防治设施、自行监测方案和许可排放量 现场核对了排放口位置和在线监测联网情况", "申请的排放量超过了总量指标"),
    Licensing("hazardous-waste-licence", "ordinary", "危险废物经营许可证", "WF", 4, 14, 5, "医疗废物处置有限公司 环保科技有限公司", "医疗废物集中处置", "现场核查了贮存、焚烧设施和应急预案，组织了专家评审", "焚烧设施没有通过性能测试"),
    Licensing("eia-approval", "approval", "生态环境影响评价批复", "HP", 16, 13, 0, "新材料有限公司 机械制造有限公司 污水处理有限公司 养殖有限公司", "年产涂料5000吨项目 污水处理厂提标改造项目 生猪养殖场扩建项目 机械加工生产线项目", "组织了技术评估，公示期间没有收到反对意见 核对了选址、总量指标和环境保护措施", "选址在饮用水水源保护区内"),
    Licensing("gas-business-licence", "ordinary", "燃气经营许可证", "RQ", 7, 11, 3, "燃气有限公司 液化气站有限公司", "管道燃气经营 瓶装燃气经营", "现场核查了气源、储配设施和抢险抢修人员 核对了应急预案和安全管理人员考核情况", "储罐区安全距离不够"),
    Licensing("drainage-permit", "ordinary", "排水许可证", "PS", 18, 9, 5, "酒店管理有限公司 商业管理有限公司 洗涤有限公司 汽车服务有限公司", "污水排入人民路市政管网 污水排入滨江大道市政管网", "现场核查了预处理设施和检查井，水质检测合格 核对了排水图纸与现场接驳情况", "隔油设施没有建成"),
    Licensing("road-excavation-licence", "ordinary", "挖掘城市道路许可证", "WJ", 18, 7, 0, "自来水有限公司 燃气有限公司 通信工程有限公司 电力工程有限公司", "挖掘学府街铺设供水管道 挖掘建设路抢修燃气管道 挖掘清源街铺设通信管道", "核对了施工图、交通组织方案和修复方案", "道路竣工不满五年，没有经过批准"),
    Licensing("tree-felling-licence", "ordinary", "城市树木砍伐许可证", "SK", 10, 6, 0, "置业有限公司 市政工程有限公司 物业管理有限公司", "砍伐行道树3株，补植9株 砍伐危树1株，补植3株", "现场核查了树木位置、树种和胸径", "可以移植，不同意砍伐"),
    Licensing("construction-permit", "ordinary", "建筑工程施工许可证", "SG", 26, 3, 0, "置业有限公司 建设开发有限公司 科技园开发有限公司 医院", "住宅小区1至6号楼 科研楼及地下车库 门诊综合楼", "核对了用地、规划手续、施工图审查和质量安全监督手续", "施工图没有审查合格"),
    Licensing("presale-permit", "ordinary", "商品房预售许可证", "YS", 14, 6, 0, "置业有限公司 房地产开发有限公司", "住宅136套，预售面积14200平方米 住宅88套，预售面积9600平方米", "核对了形象进度、资金监管协议和预售方案", "投入开发建设的资金没有达到总投资的25%"),
    Licensing("passenger-transport-licence", "ordinary", "道路运输经营许可证", "YX", 10, 9, 4, "客运有限公司 旅游客运有限公司", "县际班车客运 旅游包车客运", "核对了车辆技术等级、驾驶员资格和安全管理制度", "车辆没有达到规定的技术等级"),
    Licensing("oversize-transport-licence", "ordinary", "超限运输车辆通行证", "CX", 20, 4, 0, "大件运输有限公司 重型吊装有限公司 物流有限公司", "运输变压器一台，经G105至滨江大道 运输风机叶片一批，经省道203", "勘测了沿途桥梁和净空，核对了护送方案", "沿途桥梁承载能力不够"),
    Licensing("hazardous-chemicals-business-licence", "ordinary", "危险化学品经营许可证", "WH", 12, 13, 3, "化工贸易有限公司 加油站有限公司 气体销售有限公司", "汽油、柴油零售 涂料、稀释剂批发（无储存设施） 工业乙醇批发", "现场核查了储存设施和安全距离，核对了主要负责人考核情况", "储存场所与居民楼的距离不够"),
    Licensing("public-venue-fire-check", "approval", "公众聚集场所消防安全检查意见书", "XF", 24, 5, 0, "酒店有限公司 影院管理有限公司 健身有限公司 商业广场有限公司", "酒店投入使用 影院营业 健身馆营业", "现场抽查了疏散通道、自动报警和灭火设施，测试合格", "疏散楼梯间堆放货物，防火门损坏"),
    Licensing("medical-institution-registration", "registration", "医疗机构执业许可证", "YL", 14, 13, 5, "门诊部有限公司 口腔诊所 康复医院有限公司", "内科、外科 口腔科 康复医学科", "现场核查了诊疗科目、人员和设备", "执业医师人数不够"),
    Licensing("private-school-licence", "approval", "民办学校办学许可证", "JX", 8, 30, 5, "教育培训学校 职业技术学校", "中等职业教育 文化艺术类培训", "组织专家评议了办学场地、师资和章程", "办学场地没有消防合格证明"),
    Licensing("labour-dispatch-licence", "ordinary", "劳务派遣经营许可证", "LP", 12, 12, 3, "人力资源有限公司 劳务服务有限公司", "劳务派遣", "核对了注册资本、经营场所和管理制度", "注册资本没有达到规定数额"),
    Licensing("water-abstraction-licence", "concession", "取水许可证", "QS", 10, 18, 5, "自来水有限公司 热电有限公司 饮料有限公司", "取地表水，年取水量120万立方米 取地下水，年取水量8万立方米", "核对了水资源论证报告和计量设施", "位于地下水禁采区"),
    Licensing("soil-conservation-plan-approval", "approval", "水土保持方案准予决定书", "SB", 14, 9, 0, "矿业有限公司 置业有限公司 公路建设有限公司", "公路改建工程水土保持方案 采石场水土保持方案", "组织专家审查了防治责任范围、措施和投资", "防治措施没有达到规定的标准"),
    Licensing("construction-planning-permit", "ordinary", "建设工程规划许可证", "GH", 16, 9, 0, "置业有限公司 科技有限公司 学校", "住宅楼4栋，建筑面积38000平方米 厂房2栋，建筑面积12600平方米 教学楼1栋", "核对了规划条件、设计方案和公示情况", "容积率超过规划条件"),
    Licensing("pesticide-business-licence", "ordinary", "农药经营许可证", "NY", 14, 11, 5, "农资有限公司 农资店 农业科技有限公司", "农药（限制使用农药除外） 农药", "现场核查了仓储隔离和进销货台账，核对了经营人员学历证明", "仓库与饮用水水源没有有效隔离"),
    Licensing("travel-agency-licence", "ordinary", "旅行社业务经营许可证", "LX", 8, 9, 0, "旅行社有限公司 国际旅行社有限公司", "国内旅游、入境旅游业务", "核对了经营场所、质量保证金和导游人数", "导游人数没有达到规定"),
    Licensing("social-organisation-registration", "registration", "社会团体法人登记证书", "ST", 8, 18, 4, "书法协会 餐饮行业协会 足球运动协会", "成立登记", "核对了会员数量、章程和活动资金", "与已经登记的社会团体业务范围相同"),
]  # fmt: skip
ACTS = [
    Acting("food-inspection", "监督检查结果告知书", 26, "餐饮有限公司 食品有限公司 超市有限公司", "抽查后厨、库房和进货台账，没有发现问题>检查合格 部分食品没有按标签要求冷藏>责令五日内改正 晨检记录缺两天>责令当场改正，复查合格"),
    Acting("special-equipment-inspection", "监督检查结果告知书", 14, "电梯服务有限公司 物业管理有限公司 机械有限公司", "检查电梯6台，检验标志都在有效期内>检查合格 一台叉车超过检验日期>责令停止使用，检验合格后使用"),
    Acting("special-equipment-seizure", "查封决定书", 6, "机械制造有限公司 游乐园有限公司", "压力容器安全阀失效仍在使用>查封压力容器1台 大型游乐设施限位装置损坏仍在运行>查封游乐设施1台", 30),
    Acting("special-equipment-registration", "特种设备使用登记证", 20, "物业管理有限公司 医院 热力有限公司", "提交的检验报告和产品证明齐全>登记曳引驱动乘客电梯2台 提交的检验报告和产品证明齐全>登记承压蒸汽锅炉1台", asked=4),
    Acting("pollution-site-inspection", "现场检查结果告知书", 24, "化工有限公司 电镀有限公司 印染有限公司 水泥有限公司", "污染防治设施正常运行，在线数据与手工监测一致>检查没有发现违法行为 危险废物贮存间标识不全>责令三日内改正"),
    Acting("pollution-seizure", "查封决定书", 6, "塑料制品有限公司 金属制品有限公司", "通过软管向雨水井排放废水>查封排放废水的设施 没有治理设施，排放有毒烟气>查封熔炼设备", 30),
    Acting("work-safety-inspection", "现场检查结果告知书", 22, "化工贸易有限公司 机械有限公司 家具有限公司 冷库有限公司", "安全培训记录和应急演练记录齐全>检查没有发现违法行为 一处临边没有防护栏>责令当场改正，复查合格"),
    Acting("work-safety-seizure", "查封决定书", 5, "木业有限公司 喷涂有限公司", "喷漆房没有防爆电器仍在作业>查封喷漆作业场所", 30),
    Acting("fire-danger-seal", "临时查封决定书", 8, "仓储有限公司 娱乐有限公司 餐饮管理有限公司", "疏散通道全部堵塞，拒不当场清除>临时查封地下一层 自动灭火系统停用，营业厅人员密集>临时查封二层营业厅", 30),
    Acting("fire-supervision-inspection", "消防监督检查记录", 20, "酒店有限公司 商业管理有限公司 学校", "消防设施完好，疏散通道畅通>检查合格 应急照明损坏3处>责令七日内改正"),
    Acting("construction-site-inspection", "监督检查结果告知书", 16, "建设集团有限公司 装饰工程有限公司", "实体抽测合格，安全防护到位>检查没有发现违法行为 脚手架连墙件缺失>责令局部暂停施工，整改后复工"),
    Acting("hoist-registration", "建筑起重机械使用登记证", 12, "建设集团有限公司 设备租赁有限公司", "安装验收资料和检测报告齐全>登记塔式起重机1台 安装验收资料和检测报告齐全>登记施工升降机1台", asked=4),
    Acting("completion-filing", "竣工验收备案表", 12, "置业有限公司 科技园开发有限公司", "竣工验收报告、规划和消防验收文件齐全>予以备案", asked=1),
    Acting("illegal-building-demolition", "强制执行决定书", 5, "商贸有限公司 物流有限公司", "占用消防通道搭建仓库，限期拆除逾期没有拆除>强制拆除违法建筑180平方米 擅自加建顶层，限期拆除逾期没有拆除>强制拆除违法建筑96平方米"),
    Acting("road-use-fee", "缴费决定书", 16, "自来水有限公司 燃气有限公司 通信工程有限公司", "挖掘城市道路60平方米>缴纳道路挖掘修复费 占用人行道施工90日>缴纳道路占用费", paid=(7200, 12600, 18000)),
    Acting("gas-safety-inspection", "监督检查结果告知书", 16, "燃气有限公司 餐饮有限公司 液化气站有限公司", "入户安检记录和报警装置齐全>检查合格 连接软管超过使用年限>责令当场更换"),
    Acting("vehicle-impound", "车辆暂扣凭证", 10, "旅游客运有限公司 物流有限公司", "没有车辆营运证又无法当场提供其他有效证明>暂扣车辆1辆", 30),
    Acting("vehicle-repair-filing", "机动车维修备案表", 14, "汽车服务有限公司 汽车维修有限公司", "场地、设备和人员材料齐全>予以备案", asked=1),
    Acting("highway-control-zone-demolition", "强制拆除决定书", 3, "建材有限公司", "在公路建筑控制区内修建厂房，责令拆除逾期没有拆除>强制拆除构筑物60平方米"),
    Acting("river-building-demolition", "强行拆除决定书", 3, "砂石有限公司 水产养殖有限公司", "在河道内修建码头妨碍行洪，限期拆除逾期没有拆除>强行拆除码头一处"),
    Acting("soil-conservation-compensation", "缴费决定书", 10, "矿业有限公司 公路建设有限公司", "建设占用、损坏水土保持设施8600平方米>缴纳水土保持补偿费", paid=(8600, 12900, 17200)),
    Acting("water-law-inspection", "监督检查结果告知书", 12, "自来水有限公司 热电有限公司", "取水计量设施运行正常，台账齐全>检查没有发现违法行为 计量设施超过检定日期>责令十日内检定"),
    Acting("labour-inspection", "监察检查结果告知书", 16, "服装有限公司 餐饮管理有限公司 建筑劳务有限公司", "劳动合同、工资支付台账齐全>检查没有发现违法行为 两名员工没有订立书面合同>责令五日内补订"),
    Acting("infectious-disease-inspection", "卫生监督意见书", 14, "门诊部有限公司 口腔诊所 幼儿园", "消毒记录和预检分诊落实到位>检查合格 医疗废物暂存间没有上锁>责令当场改正"),
    Acting("produce-safety-inspection", "监督检查结果告知书", 14, "蔬菜合作社 农产品批发市场有限公司", "抽检样品6批，农药残留都合格>检查合格 进货查验记录不全>责令三日内补正"),
    Acting("pesticide-seizure", "查封、扣押决定书", 4, "农资店 农资有限公司", "销售没有登记证号的农药>扣押农药32瓶", 30),
    Acting("care-institution-filing", "养老机构备案回执", 8, "养老服务有限公司 护理院", "场所、消防和服务安全承诺材料齐全>予以备案", asked=1),
    Acting("enterprise-name-ruling", "企业名称争议裁决书", 4, "餐饮管理有限公司 商贸有限公司", "两家企业字号相同，经营范围相近>责令后登记的企业停止使用争议名称", asked=30),
    Acting("tourism-inspection", "监督检查结果告知书", 10, "旅行社有限公司 国际旅行社有限公司", "旅游合同和行程单内容一致>检查没有发现违法行为 一份合同没有写明购物场所>责令改正"),
    Acting("land-inspection", "监督检查结果告知书", 10, "物流有限公司 农业开发有限公司", "用地范围与批准文件一致>检查没有发现违法行为 临时用地到期没有复垦>责令限期复垦"),
]  # fmt: skip


def written() -> dict[Path, str]:
    """Every file of both registers, relative to the root, with its text."""
    lists = read_lists()
    licences = [_licence(lists, one, index) for one in LICENCES for index in range(one.count)]
    acts = [_act(lists, one, index) for one in ACTS for index in range(one.count)]
    files: dict[Path, str] = {}
    files.update(_files(lists, Licence, "xk", licences))
    files.update(_files(lists, OtherAct, "qt", acts))
    return files


def main() -> None:
    """Write the files."""
    for path, text in written().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
        print(f"{path}  {len(text.splitlines()) - 1}")


def _licence(lists: Lists, one: Licensing, index: int) -> dict[str, str]:
    draw = random.Random(f"{SEED} {one.power} {index}")
    decided = _decided(draw, lists, one.power)
    accepted = shift(decided, -draw.randint(max(1, one.days // 2), one.days))
    refused = draw.random() < REFUSED
    checked = draw.choice(one.looked_at.split())
    cells = _common(draw, lists, one.power, decided, accepted, one.who, 6)
    granted = {
        "result": "granted",
        "certificate_name": one.certificate,
        "certificate_number": f"{one.prefix}{decided:%Y%m}{draw.randrange(1000, 9999)}",
        "valid_from": decided.isoformat(),
        "valid_until": _until(decided, one.years),
    }
    if draw.random() < ENDED and not refused:
        ended = shift(decided, draw.randint(120, 500))
        if ended <= TODAY:
            granted |= {"ended_on": ended.isoformat(), "ended_by": "cancelled"}
    return {
        **cells,
        "title": f"{cells['party']}{one.certificate}",
        "facts": f"{_in_words(accepted)}受理申请。{checked}，{one.refused if refused else '符合规定的条件'}",
        "document": "不予行政许可决定书" if refused else "准予行政许可决定书",
        "kind": one.kind,
        "content": draw.choice(one.what.split()),
        "accepted_on": accepted.isoformat(),
        **({"result": "refused", "reason": one.refused} if refused else granted),
    }


def _act(lists: Lists, one: Acting, index: int) -> dict[str, str]:
    draw = random.Random(f"{SEED} {one.power} {index}")
    decided = _decided(draw, lists, one.power)
    accepted = shift(decided, -draw.randint(1, one.asked)) if one.asked else None
    cells = _common(draw, lists, one.power, decided, accepted or shift(decided, -6), one.who, 17)
    found, ordered = draw.choice(one.told.split()).split(">")
    paid = draw.choice(one.paid) if one.paid else None
    cells |= {
        "title": f"{cells['party']}{one.document}",
        "facts": f"{_in_words(decided)}查明：{found}",
        "document": one.document,
        "content": f"{ordered}{paid}元" if paid else ordered,
        "amount": str(paid or ""),
        "accepted_on": accepted.isoformat() if accepted else "",
    }
    if one.holds:
        # Compulsion Law 25: thirty days, the day of the measure not counted.
        last = decided + timedelta(days=one.holds)
        lifted = min(shift(decided, draw.randint(6, 18)), last)
        cells |= {"holds_from": decided.isoformat(), "holds_until": last.isoformat()}
        cells |= {"lifted_on": lifted.isoformat()} if lifted <= TODAY else {}
    return cells


def _common(
    draw: random.Random, lists: Lists, ref: str, decided: date, begun: date, who: str, within: int
) -> dict[str, str]:
    """What all outcomes have. begun: from when the papers could go to review."""
    power = lists.powers[ref]
    district = draw.choice(list(STREETS))
    party = f"某{draw.choice(who.split())}"
    public = shift(decided, draw.randint(1, within))
    if draw.random() < LATE:
        public = shift(decided, within + draw.randint(3, 9))
    cells = {
        "power": ref,
        "entrustment": _entrustment(lists, ref, district, begun, decided),
        "party": party,
        "party_kind": "legal_person" if "公司" in party else "organisation",
        "place": f"{district}{draw.choice(STREETS[district])}",
        "bases": ";".join(str(basis) for basis in lists.bases(ref, decided)),
        "decided_on": decided.isoformat(),
        "served_on": min(shift(decided, draw.randint(0, 4)), TODAY).isoformat(),
        "disclosed_on": public.isoformat(),
    }
    if ref in WEIGHTY.get(power.department, ()):
        reviewed = max(begun, shift(decided, -draw.randint(1, 2)))
        cells |= {"reviewed_on": reviewed.isoformat()}
        cells |= {"submitted_on": max(begun, shift(reviewed, -draw.randint(1, 3))).isoformat()}
    return cells


def _entrustment(lists: Lists, ref: str, district: str, begun: date, decided: date) -> str:
    """The record under which another organ handled it, in its own district and within its period."""
    for one in lists.entrustments:
        own = DISTRICTS.get(one.id.partition("-")[0], district)
        inside = one.from_ and one.until and one.from_ <= begun and decided <= one.until
        if ref in one.powers and inside and own == district:
            return one.id
    return ""


def _decided(draw: random.Random, lists: Lists, ref: str) -> date:
    """A working day on which the power had a basis."""
    while True:
        day = FIRST + timedelta(days=draw.randrange((LAST - FIRST).days + 1))
        if not national().is_rest(day) and lists.bases(ref, day):
            return day


def _until(decided: date, years: int) -> str:
    if not years:
        return ""
    end = corresponding(decided, Period(years, Unit.YEARS))
    return (end - timedelta(days=1)).isoformat()


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _files(
    lists: Lists, model: type[Record], series: str, rows: list[dict[str, str]]
) -> Iterator[tuple[Path, str]]:
    """Rows by department and year, numbered in the order of decision; what is not public yet left out."""
    groups: defaultdict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        department = lists.powers[row["power"]].department
        groups[department, row["decided_on"][:4]].append(row)
    for (name, year), several in sorted(groups.items()):
        form = next(s.format for s in lists.departments[name].series if s.id == series)
        several.sort(key=lambda row: row["decided_on"])
        numbered = [
            {
                "id": f"{series}-{n}",
                "number": form.replace("YYYY", year).replace("N", f"{n}"),
                **row,
            }
            for n, row in enumerate(several, 1)
            if row["disclosed_on"] <= TODAY.isoformat()
        ]
        register = model.register.name
        yield Path("lists/departments", name, register, f"{year}.csv"), dump_rows(model, numbered)


if __name__ == "__main__":
    main()
