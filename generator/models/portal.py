"""门户设置：lists/portal.yaml，一个门户一份。"""

from typing import Annotated, ClassVar

from pydantic import Field

from generator.models.base import (
    Account,
    Choice,
    Day,
    Flag,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Url,
    Whole,
    described,
)
from generator.models.choices import PartyKind
from generator.models.parts import Contact

NotName = Annotated[str, Field(pattern=r"^[\u4e00-\u9fff]{2,4}$")]
"""As long as what is taken for a name: a longer one would silence what stands beside it."""

TO_BE_WRITTEN = "（待填）"
"""What `init` writes where nothing was said; a site shows it, and `check` reminds of it."""


class OrganisationNames(Choice):
    NAMED = "named", "公开名称"
    MASKED = "masked", "隐去名称"


class DisclosureScope(Choice):
    """Administrative Penalty Law, article 48: decisions of a certain social influence, or all."""

    ALL = "all", "全部处罚决定"
    INFLUENTIAL = "influential", "具有一定社会影响的处罚决定"


class PlaceDetail(Choice):
    """How far a text says where something happened; a road, a village, an estate never."""

    STREET = "street", "区县和街道、乡镇"
    DISTRICT = "district", "区县"
    CITY = "city", "市"


class DateDetail(Choice):
    """How far a text says when something happened; the time of day never."""

    DAY = "day", "年月日"
    MONTH = "month", "年月"
    YEAR = "year", "年"


class PublicationPeriod(Part):
    """For how long an outcome stays public; local rules differ by kind and party."""

    kind: Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=60)] = described(
        "种类", "哪一类执法结果，写登记表的名称", example="penalties", clause="2.2.3"
    )
    party: PartyKind | None = described(
        "当事人类型", "只管这一类当事人的；不写的管其余各类", example="person", default=None
    )
    years: Annotated[Whole, Field(ge=1, le=100)] = described(
        "年数", "从决定日期起公开几年", example=5, clause="2.2.3"
    )
    rule: Text = described("规定", "哪一部规定的哪一条", example="某市行政执法公示办法第十八条")


class Forge(Choice):
    """What kind of program the repository is kept by: the web form speaks with these."""

    GITHUB = "github", "GitHub（含自己架设的）"
    GITLAB = "gitlab", "GitLab（含自己架设的）"


class Ribbon(Part):
    title: Text = described("标题", "窄条上的短语", example="试运行")
    text: Text = described("说明", "窄条上的一句话", example="城市、部门、案件和人员均为虚构")


class City(Part):
    name: Text = described("名称", "城市名称", example="某市")
    code: Text | None = described(
        "行政区划代码", "6位或更长的数字", example="000000", default=None, official=True
    )


class Publisher(Part):
    """What the foot of a government site must state."""

    name: Text = described("主办单位", "网站主办单位", example="某市司法局")
    operator: Text | None = described(
        "承办单位", "网站承办单位", example="某市大数据中心", default=None
    )
    site_code: Text | None = described(
        "网站标识码", "政府网站标识码，10位", example="0000000000", default=None, official=True
    )
    icp: Text | None = described(
        "ICP备案号", "网站备案号", example="明ICP备00000000号", default=None, official=True
    )
    police: Text | None = described(
        "公安备案号",
        "公安机关备案号",
        example="明公网安备00000000000000号",
        default=None,
        official=True,
    )
    contact: Contact = described("联系方式", "网站联系方式", example={}, default=Contact())


class Office(Part):
    name: Text = described("名称", "机构全称", example="某市司法局")
    contact: Contact = described("联系方式", "地址和电话", example={}, default=Contact())
    url: Url | None = described(
        "网址", "办理网址", example="https://example.invalid/", default=None
    )


class Remedies(Part):
    """Where a decision can be contested; the days are the law's and are not typed here."""

    reconsideration: Office = described(
        "行政复议机关", "向谁申请复议", example={"name": "某市人民政府"}
    )
    court: Office = described("人民法院", "向谁起诉", example={"name": "某市人民法院"})


class Licence(Part):
    id: Text = described("代码", "许可协议的通行代码", example="CC-BY-4.0")
    title: Text = described("名称", "许可协议的名称", example="知识共享署名4.0国际")
    url: Url = described(
        "网址", "许可协议全文", example="https://creativecommons.org/licenses/by/4.0/"
    )


class Repository(Part):
    url: Url = described(
        "仓库地址", "存放 lists/ 的代码仓库", example="https://git.example.invalid/city/lists"
    )
    branch: Text = described("主线分支", "公开所依据的分支", example="main", default="main")
    forge: Forge | None = described(
        "代码库种类",
        "网页表单用它登录和保存；网址里有 github 或者 gitlab 的不用写",
        example="gitlab",
        default=None,
    )
    issues: Url | None = described(
        "纠错地址",
        "提交问题的网址",
        example="https://git.example.invalid/city/lists/issues/new",
        default=None,
    )
    accounts: list[Account] = described(
        "法制机构账号",
        "法制机构在代码库网站上的账号或者团队，不写 @；各部门文件以外的改动由他们审",
        example=["city/legal-office"],
        default=[],
        official=True,
    )


class Portal(Record):
    """Settings of a portal: who publishes it, under what terms, on which day."""

    register: ClassVar[Register] = Register(
        name="portal",
        title="门户设置",
        path="portal.yaml",
        clause="2.2.3",
        about="网站名称、主办单位、数据许可和各项设置",
        key=("id",),
    )

    id: Slug = described("标识", "固定写 portal", example="portal", pattern="^portal$")
    title: Text = described("网站名称", "页眉上的短名称", example="明责")
    subtitle: Text = described("副标题", "页眉上名称旁边的一行", example="行政执法公示")
    city: City = described("城市", "门户属于哪个城市", example={"name": "某市"})
    ribbon: Ribbon | None = described(
        "提示条", "试运行的门户，每页都显示的提示", example={}, default=None
    )
    base_url: Url | None = described(
        "网址",
        "网站正式地址，以 / 结尾；用于规范链接和站点地图",
        example="https://zhifa.example.invalid/",
        default=None,
        pattern=r"^https?://\S+/$",
    )
    as_of: Day | None = described(
        "计算日", "固定按哪一天计算；正式门户不写", example="2026-11-23", default=None
    )
    adopted_on: Day | None = described(
        "清单启用日",
        "全市清单从哪天起动态调整；此前公布的法律已经反映在清单里，不再逐项答复。不写的，登记的全部事件都要答复",
        example="2023-06-01",
        default=None,
        clause="2.1.2",
    )
    witnessed_from: Day | None = described(
        "见证起始日", "从哪天起以 git 历史为准；此前的只作申报", example="2026-01-01", default=None
    )
    publisher: Publisher = described("主办", "页脚必须载明的事项", example={"name": "某市司法局"})
    legal_office: Office = described(
        "法制机构", "负责审核清单、监督执法的机构", example={"name": "某市司法局"}, clause="2.4.9"
    )
    remedies: Remedies = described("救济途径", "向谁申请复议、向谁起诉", example={})
    data_licence: Licence = described("数据许可", "公开数据按什么协议使用", example={})
    repository: Repository | None = described(
        "代码仓库", "存放清单的仓库", example={}, default=None
    )
    organisation_names: OrganisationNames = described(
        "单位名称",
        "处罚结果中单位的名称是否公开",
        example="named",
        default=OrganisationNames.MASKED,
        clause="2.2.3",
    )
    disclosure_scope: DisclosureScope = described(
        "公开范围",
        "哪些处罚决定应当公开（行政处罚法第四十八条）",
        example="all",
        default=DisclosureScope.ALL,
        clause="2.2.3",
    )
    appraisals_disclosed: Flag = described(
        "公开考核结果",
        "部门评议考核的结果是否向社会公开；不公开的写 false，不在公开的清单里登记",
        example=False,
        default=True,
        clause="2.5",
    )
    summary_least: Annotated[Whole, Field(ge=3, le=50)] = described(
        "汇总最少",
        "从监督库汇总的数，有一项少于几的，只公布合计",
        example=5,
        default=3,
        clause="2.4.9",
    )
    publication_periods: list[PublicationPeriod] = described(
        "公开期限",
        "各类执法结果公开几年，届满移出；写了当事人类型的优先",
        example=[],
        default=[],
        clause="2.2.3",
    )
    archive_days: Annotated[Whole, Field(ge=1, le=366)] | None = described(
        "归档期限", "结案以后多少日内归档", example=30, unit="天", default=None, clause="2.4.8"
    )
    k: Whole | None = described(
        "最小件数",
        "公开的结果里，姓、类型、地点、行业都相同的自然人当事人至少要有几件，少了容易认出是谁；不写的不核对",
        example=3,
        default=None,
        clause="2.2.3",
    )
    place_detail: PlaceDetail = described(
        "地点写到",
        "从案卷生成公开的结果时，地点和事实里的地名最细写到哪一级；再细的，例如路、门牌、村、小区，写成“某路”“某小区”或者不写",
        example="district",
        default=PlaceDetail.STREET,
        clause="2.2.3",
    )
    date_detail: DateDetail = described(
        "日期写到",
        "从案卷生成公开的结果时，事实里的日期最细写到哪一级，钟点一律不写，出生日期只写年；决定日期等日期栏和处罚内容不变",
        example="day",
        default=DateDetail.MONTH,
        clause="2.2.3",
    )
    certificate_pattern: Text | None = described(
        "证号格式",
        "执法证号的格式，各省不同：字母照写，\\d 是一位数字，{8} 是几位；每个证号都要符合",
        example="^MC\\d{8}$",
        default=None,
        official=True,
    )
    not_names: list[NotName] = described(
        "不是人名的词",
        "看着像人名、有人看过不是的词，两至四个汉字；检查、导入、填网页表单和从案卷生成结果时都不再问",
        example=["栾树", "路缘石"],
        default=[],
        clause="2.2.3",
    )
    searches: list[Text] = described(
        "搜索示例", "首页搜索框下的例子，用词语不用句子", example=["超过保质期"], default=[]
    )
    remark: Text | None = described("备注", "其他说明", example="试运行到2026年底", default=None)
