"""法律依据：lists/laws/ID/law.yaml，每个版本一张条文表 lists/laws/ID/YYYY-MM-DD.csv。"""

from typing import Annotated, ClassVar

from pydantic import Field, Strict

from generator.models.base import (
    ArticleNumber,
    Choice,
    Day,
    Flag,
    Part,
    Record,
    Register,
    Slug,
    Text,
    Url,
    described,
)
from generator.models.choices import PowerType


class LawLevel(Choice):
    LAW = "law", "法律"
    ADMINISTRATIVE_REGULATION = "administrative_regulation", "行政法规"
    LOCAL_REGULATION = "local_regulation", "地方性法规"
    DEPARTMENTAL_RULE = "departmental_rule", "部门规章"
    LOCAL_RULE = "local_rule", "地方政府规章"
    NORMATIVE = "normative", "规范性文件"


class EventKind(Choice):
    ENACTED = "enacted", "制定"
    REVISED = "revised", "修订"
    AMENDED = "amended", "修正"
    REPEALED = "repealed", "废止"
    INTERPRETED = "interpreted", "解释"


class TouchedArticles(Part):
    """Which articles an event touched, compared with the version before."""

    added: list[ArticleNumber] = described("新增", "新增的条", example=["12-1"], default=[])
    changed: list[ArticleNumber] = described("修改", "内容有变化的条", example=["34"], default=[])
    removed: list[ArticleNumber] = described(
        "删去", "原有而不再有的条（旧条号）", example=["56"], default=[]
    )
    moved: dict[ArticleNumber, ArticleNumber] = described(
        "移动", "只改了条号的条：新条号对应旧条号", example={"13": "12"}, default={}
    )
    guessed: Flag = described(
        "推断",
        "没有旧文本，新增还是修改、删去了哪条按位置推断的，写 true；对照原文以后删去",
        example=True,
        default=False,
    )


class LawEvent(Part):
    """A law is made, revised, amended, repealed or interpreted (方案二（一）2 立、改、废、释)."""

    id: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9-]+-[0-9]{4}-[0-9]{2}-[0-9]{2}-(enacted|revised|amended|repealed|interpreted)$"
        ),
    ] = described("标识", "法律标识-公布日期-种类", example="food-safety-law-2025-09-12-amended")
    kind: EventKind = described(
        "种类", "制定、修订、修正、废止、解释", example="amended", clause="2.1.2"
    )
    published: Day = described(
        "公布日期", "一个月的期限从这一天起算", example="2025-09-12", clause="2.1.2"
    )
    effective: Day | None = described(
        "施行日期", "不写的，视为自公布之日起施行", example="2025-12-01", default=None
    )
    authority: Text | None = described(
        "机关", "通过或者公布的机关", example="全国人民代表大会常务委员会", default=None
    )
    instrument: Text | None = described(
        "文件", "公布令或者修改决定", example="第三次修正", default=None
    )
    by: Slug | None = described(
        "因何法",
        "被另一部法律废止的，写那部法律的标识",
        example="eco-environment-code",
        default=None,
        refers="laws",
    )
    articles: TouchedArticles | None = described(
        "涉及条文", "与上一版本比较得出，由 law 命令写入", example={}, default=None
    )
    source: Text | None = described(
        "出处", "事实的出处", example="国家法律法规数据库", default=None
    )


class LawSource(Part):
    title: Text = described(
        "题目", "在国家法律法规数据库中的题目", example="中华人民共和国食品安全法"
    )
    url: Url | None = described(
        "网址", "现行文本的网址", example="https://example.invalid/law", default=None, official=True
    )
    every_days: Annotated[int, Strict()] = described(
        "几天看一次",
        "最多隔多少天看一次网址上的文本，不写的是 7；一次修改最多晚这些天才发现，而调整清单只有一个月",
        example=7,
        default=7,
        clause="2.1.2",
        ge=1,
        le=31,
    )


class Law(Record):
    """A law that a power may rest on, with all that happened to it."""

    register: ClassVar[Register] = Register(
        name="laws",
        title="法律依据",
        path="laws/{id}/law.yaml",
        clause="2.1.2",
        about="法律、法规、规章，它们的制定、修改和废止",
    )

    id: Slug = described(
        "标识", "永久标识，与文件夹同名，用官方译名的英文", example="food-safety-law"
    )
    title: Text = described("名称", "全称，不带书名号", example="中华人民共和国食品安全法")
    short_title: Text = described("简称", "引用时的简称", example="食品安全法")
    level: LawLevel = described(
        "效力级别", "法律、行政法规、地方性法规、规章或者规范性文件", example="law"
    )
    authority: Text = described("制定机关", "制定机关全称", example="全国人民代表大会常务委员会")
    competent: list[Slug] = described(
        "主管部门",
        "这部法律赋予的职权由哪些部门行使；新赋予而没有部门列出的职权，由它们答复，没有写的由法制机构确定",
        example=["market-regulation"],
        default=[],
        refers="departments",
        clause="2.1.2",
    )
    source: LawSource | None = described("文本出处", "现行文本在哪里查", example={}, default=None)
    events: list[LawEvent] = described(
        "立改废释", "按公布日期排列", example=[], min_length=1, clause="2.1.2"
    )
    remark: Text | None = described(
        "备注", "其他说明", example="部分条文另有过渡规定", default=None
    )


class Confers(Choice):
    """The ten types, and 'none' for an article that a person has looked at and that confers no power."""

    LICENCE = "licence", "行政许可"
    PENALTY = "penalty", "行政处罚"
    COMPULSION = "compulsion", "行政强制"
    LEVY = "levy", "行政征收"
    BENEFIT = "benefit", "行政给付"
    INSPECTION = "inspection", "行政检查"
    CONFIRMATION = "confirmation", "行政确认"
    REWARD = "reward", "行政奖励"
    ADJUDICATION = "adjudication", "行政裁决"
    OTHER = "other", "其他行政权力"
    NONE = "none", "不赋予职权"


class Article(Record):
    """An article of one version of a law: its number, a digest of its text, and what it confers."""

    register: ClassVar[Register] = Register(
        name="articles",
        title="条文",
        path="laws/{law}/{version}.csv",
        clause="2.1.1",
        about="每个版本有哪些条、每条文本的摘要值、赋予哪类职权",
        key=("law", "version", "id"),
    )

    law: Slug = described(
        "法律", "所属法律", example="food-safety-law", from_path=True, refers="laws"
    )
    version: Day = described("版本", "该文本的公布日期", example="2025-09-12", from_path=True)
    id: ArticleNumber = described("条", "条号", example="124")
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] = described(
        "文本摘要值", "去掉空白、标记和字形差异后的摘要值，文本一变就变", example="0123456789abcdef"
    )
    proposed: list[PowerType] = described(
        "可能赋予", "程序按措辞提出的职权类型，供人核对", example="penalty", default=[]
    )
    confers: list[Confers] = described(
        "赋予职权",
        "人工确认的职权类型；确认不赋予职权的写 none；没有核对的不写",
        example="penalty",
        default=[],
        clause="2.1.1",
    )
    text: Text | None = described("条文", "条文原文，可以不收", example="第一条……", default=None)
