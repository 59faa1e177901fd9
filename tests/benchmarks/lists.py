"""The lists of a made-up city: laws, departments, powers, benchmarks, entrustments, in proportion to its cases.

Values as the files hold them, drawn by a seed; what a case needs of a power is kept beside it.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from generator.models.choices import PowerType
from tests.demo import stories
from tests.demo.story import Violation

PENALTY_LAW = "administrative-penalty-law"
PENALTY_LAW_VERSION = "2021-01-22"
ARTICLES = 100
DISTRICTS = [
    "城东",
    "河西",
    "南岭",
    "北塘",
    "临江",
    "新港",
    "青田",
    "沙河",
    "石桥",
    "柳湾",
    "清源",
    "东湖",
]
FIELDS = [
    ("市场监督管理局", "市监"),
    ("生态环境局", "环"),
    ("城市管理局", "城管"),
    ("卫生健康委员会", "卫"),
    ("交通运输局", "交"),
    ("住房和城乡建设局", "建"),
    ("农业农村局", "农"),
    ("水务局", "水"),
    ("文化和旅游局", "文旅"),
    ("应急管理局", "应急"),
    ("消防救援大队", "消"),
    ("教育局", "教"),
    ("民政局", "民"),
    ("人力资源和社会保障局", "人社"),
    ("自然资源局", "自然"),
]
SUBJECTS = [
    "食品",
    "药品",
    "广告",
    "价格",
    "餐饮",
    "用水",
    "排水",
    "绿化",
    "工地",
    "道路",
    "客运",
    "货运",
    "校车",
    "培训",
    "旅馆",
    "网吧",
    "殡葬",
    "渔业",
    "种子",
    "饲料",
]
MATTERS = ["安全", "卫生", "经营", "质量", "服务", "设施", "秩序", "环境"]
PLACES = [
    "商场",
    "集市",
    "学校周边",
    "居民小区",
    "工业园区",
    "车站",
    "码头",
    "景区",
    "医院周边",
    "乡镇",
    "网络平台",
    "施工现场",
]
# Levels of a law, how its title ends and who makes it, and how many laws of ten are of that level.
LAW_LEVELS = [
    ("law", "法", "全国人民代表大会常务委员会", 3),
    ("administrative_regulation", "条例", "国务院", 3),
    ("departmental_rule", "管理办法", "国务院主管部门", 2),
    ("local_regulation", "若干规定", "明城市人民代表大会常务委员会", 2),
]
# Of ten powers so many are of this type; the other types share what is left.
PENALTY_SHARE = 0.7
OTHER_TYPES = [one for one in PowerType if one is not PowerType.PENALTY]


@dataclass
class Version:
    """A text of a law: when it was published, and when it came into force."""

    published: date
    effective: date


@dataclass
class LawMade:
    """A law, its texts oldest first, and the CSV rows of each text's articles by day of publication."""

    id: str
    value: dict[str, Any]
    versions: list[Version]
    articles: dict[str, list[dict[str, str]]]


@dataclass
class TierMade:
    """A tier's part of the range: yuan or times, both ends; `low_open` as in the file."""

    id: str
    low: int
    high: int
    low_open: bool


@dataclass
class BenchmarkMade:
    """A benchmark and the days on which it holds."""

    id: str
    value: dict[str, Any]
    since: date
    until: date | None
    tiers: dict[str, TierMade]
    circumstances: dict[str, list[str]]


@dataclass
class PowerMade:
    """A power with what a case of it needs; violation: None where it is no power to punish."""

    id: str
    department: str
    value: dict[str, Any]
    violation: Violation | None = None
    # (first day, last day, citation in a cell), oldest first
    bases: list[tuple[date, date, str]] = field(default_factory=list)
    low: int = 0
    high: int = 0
    times: bool = False
    benchmarks: list[BenchmarkMade] = field(default_factory=list)
    entrustment: str = ""


@dataclass
class DepartmentMade:
    """A department with all that its folder holds but the cases."""

    id: str
    value: dict[str, Any]
    officers: list[dict[str, str]]
    powers: list[PowerMade]
    entrustments: dict[str, dict[str, Any]]
    body: dict[str, Any]


def violations() -> list[Violation]:
    """The kinds of cases that the demo city tells of."""
    found: list[Violation] = []
    for module in sorted(one.name for one in iter_modules(stories.__path__)):
        found += import_module(f"{stories.__name__}.{module}").VIOLATIONS
    return found


def laws(draw: random.Random, count: int) -> list[LawMade]:
    """`count` laws, each with two to four texts and their articles."""
    levels = [one for one in LAW_LEVELS for _ in range(one[3])]
    return [_law(draw, index, *levels[index % len(levels)][:3]) for index in range(count)]


def _law(draw: random.Random, index: int, level: str, ending: str, authority: str) -> LawMade:
    subject = SUBJECTS[index % len(SUBJECTS)]
    matter = MATTERS[index // len(SUBJECTS) % len(MATTERS)]
    round_ = index // (len(SUBJECTS) * len(MATTERS))
    name = f"{subject}{matter}{'管理' if round_ % 2 else ''}{ending}{_numeral(round_ // 2)}"
    title = {"law": "中华人民共和国", "local_regulation": "明城市"}.get(level, "") + name
    id_ = f"law-{index + 1:04}"
    first = date(draw.randint(2005, 2017), draw.randint(1, 12), draw.randint(1, 28))
    texts = [first]
    for _ in range(draw.randint(1, 3)):
        texts.append(texts[-1] + timedelta(days=draw.randint(500, 1500)))
    texts = [day for day in texts if day < date(2025, 10, 1)] or [first]
    versions, events, articles = [], [], {}
    digests = {str(n): _digest(id_, n, 0) for n in range(1, ARTICLES + draw.randint(-15, 15))}
    for number, published in enumerate(texts):
        kind = "enacted" if number == 0 else draw.choice(["revised", "amended"])
        effective = published + timedelta(days=draw.choice([0, 30, 61, 92]))
        event: dict[str, Any] = {
            "id": f"{id_}-{published}-{kind}",
            "kind": kind,
            "published": published.isoformat(),
            "effective": effective.isoformat(),
            "authority": authority,
            "instrument": "通过" if number == 0 else f"第{_numeral(number - 1) or '一'}次修改",
        }
        if number:
            share = 0.4 if kind == "revised" else 0.08
            changed = [key for key in digests if draw.random() < share]
            digests |= {key: _digest(id_, int(key), number) for key in changed}
            added = str(len(digests) + 1)
            digests[added] = _digest(id_, int(added), number)
            event["articles"] = {"added": [added], **({"changed": changed} if changed else {})}
        event["source"] = "法律文本题注和附则"
        events.append(event)
        versions.append(Version(published, effective))
        articles[published.isoformat()] = [
            {"id": key, "digest": digest, "confers": draw.choices(["none", "penalty"], [9, 1])[0]}
            for key, digest in digests.items()
        ]
    value = {
        "id": id_,
        "title": title,
        "short_title": name,
        "level": level,
        "authority": authority,
        "source": {"title": title},
        "events": events,
    }
    return LawMade(id_, value, versions, articles)


def _digest(law: str, article: int, revision: int) -> str:
    return hashlib.sha256(f"{law} {article} {revision}".encode()).hexdigest()[:16]


def _numeral(number: int) -> str:
    return "" if number == 0 else f"（{number + 1}）"


def departments(
    draw: random.Random, count: int, powers: int, known: list[LawMade]
) -> Iterator[DepartmentMade]:
    """`count` departments that share `powers` powers; one after the other, to keep memory low."""
    kinds = violations()
    begun = 0
    for index in range(count):
        share = powers * (index + 1) // count - begun
        yield _department(draw, index, begun, share, known, kinds)
        begun += share


def _department(
    draw: random.Random,
    index: int,
    begun: int,
    share: int,
    known: list[LawMade],
    kinds: list[Violation],
) -> DepartmentMade:
    ending, short = FIELDS[index % len(FIELDS)]
    place = index // len(FIELDS)
    # The first of each field is the city's own; the next ones are its districts'.
    where = "" if place == 0 else DISTRICTS[(place - 1) % len(DISTRICTS)]
    name = f"明城市{where + '区' if where else ''}{ending}"
    mark = f"明{where[:1]}{short}" + (str(place) if place > len(DISTRICTS) else "")
    id_ = f"department-{index + 1:03}"
    made = [_power(draw, begun + n, id_, known, kinds) for n in range(share)]
    entrustments = _entrust(id_, index, made)
    types = {power.value["type"] for power in made}
    units = ["food", "site", "market", "legal"]
    value: dict[str, Any] = {
        "id": id_,
        "name": name,
        "short_name": f"{where + '区' if where else '市'}{short}局",
        "kind": "organ",
        "level": "county" if where else "city",
        "code": f"{index + 1:03}",
        "summary": f"负责{where or '全市'}{SUBJECTS[index % len(SUBJECTS)]}、{SUBJECTS[(index + 7) % len(SUBJECTS)]}等方面的监督管理和行政执法",
        "contact": {
            "address": f"明城市城东区人民路{index + 1}号",
            "phone": f"0000-8{index:03}0000",
            "email": f"d{index + 1}@example.invalid",
            "postcode": "000001",
            "website": f"https://d{index + 1}.example.invalid/",
        },
        "confirmed": {"by": "明城市司法局", "on": "2026-09-10", "document": f"明司清单〔2026〕{index + 1}号"},
        "absent_types": [
            {"type": kind.value, "reason": f"没有法律、法规规定由本部门行使{kind.label}职权"}
            for kind in PowerType
            if kind.value not in types
        ],
        "units": [
            {"id": unit, "name": words, "phone": f"0000-8{index:03}010{n}"}
            for n, (unit, words) in enumerate(zip(units, ["监督一科", "监督二科", "市场科", "法规科"], strict=True))
        ],
        "posts": [
            {"id": "handler", "title": "执法承办岗", "unit": "food", "duty": "两人以上检查、调查取证，提出处理建议，对事实和证据负责"},
            {"id": "reviewer", "title": "案件审核岗", "unit": "site", "duty": "复核事实、证据、程序和裁量档次"},
            {"id": "legal-reviewer", "title": "法制审核岗", "unit": "legal", "duty": "核对职权、事实、证据、法律适用、程序和裁量，写明审核意见"},
            {"id": "decider", "title": "决定岗（负责人）", "duty": "在权限内作出决定；情节复杂或者重大的，提交集体讨论"},
        ],
        "channels": [
            {
                "scope": "对本部门及其执法人员执法行为的投诉举报",
                "hotline": f"0000-8{index:03}0231",
                "mailbox": f"jiandu{index + 1}@example.invalid",
                "address": f"明城市城东区人民路{index + 1}号机关纪委",
                "hours": "工作日9:00—12:00，14:00—17:30",
            }
        ],
        "series": [
            {"id": "cf", "format": f"{mark}罚〔YYYY〕N号", "title": "行政处罚决定书"},
            {"id": "bcf", "format": f"{mark}不罚〔YYYY〕N号", "title": "不予行政处罚决定书"},
            {"id": "dc", "format": f"{mark}当罚〔YYYY〕N号", "title": "当场行政处罚决定书"},
        ],
        "collecting_institutions": [
            {"name": "明城银行人民路支行", "address": "明城市城东区人民路26号"},
            {"name": "明城银行河西支行", "address": "明城市河西区滨江大道102号"},
        ],
    }  # fmt: skip
    if not value["absent_types"]:
        del value["absent_types"]
    return DepartmentMade(
        id_, value, list(_officers(draw, index, id_)), made, entrustments, _body(index, name)
    )


def _officers(draw: random.Random, index: int, department: str) -> Iterator[dict[str, str]]:
    for n in range(20):
        issued = date(draw.randint(2022, 2025), draw.randint(1, 12), draw.randint(1, 28))
        inspected = issued + timedelta(days=draw.randint(400, 1000))
        yield {
            "id": f"{department}-{n + 1:04}",
            "name": draw.choice("林顾陆沈许叶程苏") + draw.choice("知言清远明安和平") + draw.choice("遥宁川然文华"),
            "certificate": f"MC{index:04}{n + 1:04}",
            "unit": draw.choice(["food", "site", "market"]),
            "post": "handler",
            "scope": "行政执法",
            "region": "明城市",
            "employment": "establishment",
            "qualified_on": (issued - timedelta(days=60)).isoformat(),
            "issued_on": issued.isoformat(),
            "valid_until": issued.replace(year=issued.year + 5).isoformat(),
            "inspected_on": inspected.isoformat() if inspected < date(2026, 11, 1) else "",
        }  # fmt: skip


def _body(index: int, owner: str) -> dict[str, Any]:
    return {
        "id": f"body-{index + 1:03}",
        "name": f"{owner.removesuffix('局')}综合执法支队",
        "kind": "public_institution",
        "summary": "承担日常检查和案件调查，以委托机关的名义作出文书",
        "contact": {"address": f"明城市城东区人民路{index + 500}号", "phone": f"0000-7{index:03}0301"},
        "conditions": [
            {"condition": "依法成立并具有管理公共事务职能", "evidence": "编制部门批准设立的公益一类事业单位"},
            {"condition": "有熟悉有关法律、法规、规章和业务并取得行政执法资格的工作人员", "evidence": "在编46人，41人取得行政执法资格并持有证件"},
        ],
    }  # fmt: skip


def _entrust(department: str, index: int, powers: list[PowerMade]) -> dict[str, dict[str, Any]]:
    """Two entrustments of a department to its body, over three of its powers to punish each."""
    # The first power is left out: of it a benchmark asks for no more than its cases.
    free = [power for power in powers if power.violation][1:7]
    found: dict[str, dict[str, Any]] = {}
    for number, several in enumerate([free[:3], free[3:]], 1):
        if not several:
            continue
        id_ = f"{department}-entrustment-{number}"
        for power in several:
            power.entrustment = id_
            power.value["entrusted"] = [id_]
        cite = {"law": PENALTY_LAW, "version": PENALTY_LAW_VERSION}
        found[id_] = {
            "id": id_,
            "body": f"body-{index + 1:03}",
            "powers": [power.id for power in several],
            "scope": "城区范围内的日常检查和调查，收集证据，提出处理建议",
            "legal_basis": [{**cite, "article": "20", "paragraph": "1"}, {**cite, "article": "21"}],
            "from": "2025-01-01",
            "until": "2027-12-31",
            "agreement": {"number": f"明监委〔2024〕{index * 2 + number}号", "signed_on": "2024-12-18"},
            "published": {
                "entrusting": {"on": "2024-12-24", "where": "本单位门户网站“委托执法”栏目"},
                "entrusted": {"on": "2024-12-25", "where": "本单位公告栏和市政府门户网站"},
            },
            "clean_ups": [{"year": 2025, "on": "2025-12-12", "result": "kept"}],
        }  # fmt: skip
    return found


def _power(
    draw: random.Random, index: int, department: str, known: list[LawMade], kinds: list[Violation]
) -> PowerMade:
    law = known[index % len(known)]
    # The first is always one to punish: the benchmarks change it.
    penal = index == 0 or draw.random() < PENALTY_SHARE
    violation = kinds[index % len(kinds)] if penal else None
    place = PLACES[index // len(kinds) % len(PLACES)]
    subject, matter = SUBJECTS[index % len(SUBJECTS)], MATTERS[index // 7 % len(MATTERS)]
    kind = PowerType.PENALTY if penal else draw.choice(OTHER_TYPES)
    words = (
        f"{place}{violation.words}" if violation else f"{place}{subject}{matter}{kind.label[2:]}"
    )
    id_ = f"power-{index + 1:05}"
    value: dict[str, Any] = {
        "id": id_,
        "code": f"{index + 1:09}000",
        "name": f"对{words}的处罚" if penal else words,
        "type": kind.value,
        "summary": f"查处{words}的行为，责令改正，依法处罚" if penal else f"依法办理{words}",
        "levels": ["city", "county"],
        "unit": "food",
        "duties": [
            f"核对{subject}{matter}的登记、票据和现场情况",
            "两名以上执法人员调查，出示证件，制作笔录",
            "说明适用的裁量档次和理由",
        ],
        "posts": {"handler": "handler", "reviewer": "reviewer", "legal_reviewer": "legal-reviewer", "decider": "decider"},
        "accountable": "承办岗、审核岗和决定岗的责任人员",
        "grounds": [f"对应当查处的{subject}{matter}问题不予查处的", "超出法定幅度处罚的"],
    }  # fmt: skip
    if kind is PowerType.COMPULSION:
        value["compulsion"] = "measure"
    if kind is PowerType.LICENCE:
        value |= {"statutory_limit": "20个工作日", "promised_limit": "10个工作日"}
    power = PowerMade(id_, department, value, violation)
    if penal:
        power.times = draw.random() < 0.2
        power.low = draw.choice([1, 2, 5]) if power.times else draw.choice([500, 1000, 5000, 10000])
        power.high = power.low * draw.choice([5, 10])
    _found_on(draw, power, law)
    if penal and (index == 0 or draw.random() < 0.6):
        _divide(draw, power)
    return power


def _found_on(draw: random.Random, power: PowerMade, law: LawMade) -> None:
    """Put the power on an article of the law, over every text in force in the years of the cases."""
    article = str(draw.randint(3, ARTICLES - 20))
    cite = {"article": article, "paragraph": "1", "subparagraph": str(draw.randint(1, 8))}
    bases: list[dict[str, Any]] = []
    for number, version in enumerate(law.versions):
        last = law.versions[number + 1].effective if number + 1 < len(law.versions) else None
        if last and last <= date(2022, 1, 1):
            continue
        basis: dict[str, Any] = {"law": law.id, "version": version.published.isoformat(), **cite}
        begins = version.effective if bases else date.min
        if bases:
            basis["from"] = version.effective.isoformat()
        if last:
            basis["until"] = (last - timedelta(days=1)).isoformat()
        if power.violation:
            unit = {"unit": "times", "of": "货值金额"} if power.times else {"unit": "yuan"}
            basis["ranges"] = [
                {**unit, "min": power.low, "max": power.high, "id": "fine", "kind": "fine"}
            ]
        basis["gist"] = (
            f"有{power.value['name'].removeprefix('对').removesuffix('的处罚')}情形的，责令改正，依法处理"
        )
        bases.append(basis)
        cell = f"{law.id}@{version.published}:{article}.1.{cite['subparagraph']}"
        power.bases.append((begins, last - timedelta(days=1) if last else date.max, cell))
    power.value["bases"] = bases


def _divide(draw: random.Random, power: PowerMade) -> None:
    """Give the power a benchmark, a fifth of them a former one too."""
    former = draw.random() < 0.2
    spans: list[tuple[date, date | None]] = [(date(2021, 1, 1), None)]
    if former:
        spans = [(date(2021, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), None)]
    for since, until in spans:
        power.benchmarks.append(_benchmark(draw, power, since, until))


def _benchmark(
    draw: random.Random, power: PowerMade, since: date, until: date | None
) -> BenchmarkMade:
    low, high = power.low, power.high
    step = (high - low) / 10
    first, second = (round(low + step * n) for n in (draw.choice([2, 3]), draw.choice([6, 7])))
    unit = {"unit": "times", "of": "货值金额"} if power.times else {"unit": "yuan"}
    tiers = {
        "lighter": TierMade("lighter", low, first, False),
        "ordinary": TierMade("ordinary", first, second, True),
        "heavier": TierMade("heavier", second, high, True),
    }
    place = PLACES[draw.randrange(len(PLACES))]
    circumstances = {
        "none": ["首次发现，当场改正，没有危害后果", "情节轻微，及时改正"],
        "mitigated": ["主动消除或者减轻危害后果", "立案前已自行改正，并如实说明情况"],
        "lighter": [f"在{place}首次发现，按期改正", "数量较小，配合调查"],
        "ordinary": ["没有从轻、减轻或者从重情节", "数量、持续时间一般"],
        "heavier": ["数量较大，影响较广", "经提醒后仍然违法"],
    }
    parts: list[dict[str, Any]] = [
        {"id": "none", "level": "none", "circumstances": circumstances["none"], "note": "进行教育"},
        {
            "id": "mitigated",
            "level": "mitigated",
            "circumstances": circumstances["mitigated"],
            "ranges": [{**unit, "max": low, "max_open": True, "range": "fine"}],
        },
    ]
    for name, tier in tiers.items():
        bounds = {
            "min": tier.low,
            **({"min_open": True} if tier.low_open else {}),
            "max": tier.high,
        }
        parts.append(
            {
                "id": name,
                "level": name,
                "circumstances": circumstances[name],
                "ranges": [{**unit, **bounds, "range": "fine"}],
            }
        )
    tiers["mitigated"] = TierMade("mitigated", 0, low, True)
    id_ = f"{power.id}-{since.year}"
    words = power.value["name"].removeprefix("对").removesuffix("的处罚")
    value = {
        "id": id_,
        "power": power.id,
        "name": f"{words}裁量基准（{since.year}年版）",
        "document": f"明监规〔{since.year}〕{draw.randint(1, 60)}号",
        "from": since.isoformat(),
        **({"until": until.isoformat()} if until else {}),
        "tiers": parts,
    }
    return BenchmarkMade(id_, value, since, until, tiers, circumstances)
