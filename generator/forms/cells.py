"""A value and its cell: as a person reads it in Excel, and what such a cell says, whoever filled it.

Reading gives the value as the files have it, and in words whatever was changed on the way.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from difflib import get_close_matches
from math import isnan
from typing import Any

from generator.amounts import read_amount
from generator.catalogue import Catalogue
from generator.citations import CitationReader
from generator.forms.aliases import ALIASES, REFUSED
from generator.forms.columns import FormColumn
from generator.forms.groups import (
    NO,
    PLACE,
    YES,
    GroupError,
    read_bases,
    read_groups,
    written_groups,
)
from generator.models.base import UNSEEN, Choice
from generator.models.parts import Citation
from generator.numerals import chinese_number
from generator.sources.slips import halved
from generator.sources.spreadsheets import Value
from generator.sources.standard import dump_plain
from generator.sources.yaml_errors import YamlError
from generator.sources.yaml_files import read_yaml
from generator.values import title_of

ROUNDED = 10**15
"""From here on Excel keeps no more than the first fifteen digits of a number."""
EXCEL_DAYS = (date(1899, 12, 30), 20_000, 80_000)
OF_A_DEPARTMENT = ("units", "posts")
NOTHING = frozenset(
    {"/", "\\", "-", "--", "—", "——", "无", "暂无", "空", "NULL", "null", "None", "N/A", "#N/A"}
)
ONE_LINE = ("name", "title", "party", "violation", "number")
"""Names of fields that hold what something is called: no line ends in it."""
PLACES = frozenset(PLACE)
CELL_LIMIT = 32767
SMALLEST_DAY = date(1900, 3, 1)
_HASHES = re.compile(r"#{2,}")
_DATE = re.compile(
    r"([12][0-9]{3}|[0-6][0-9])\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*[日号]?"
    r"(?:[ T]+([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?))?"
)
_DAY_NUMBER = re.compile(r"[2-7][0-9]{4}(?:\.0+)?")
_SERIAL_DATE = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")
_WHOLE = re.compile(r"([0-9]{1,9})(?:\.0+)?\s*(?:个?工作日|日内?|天内?|年|个月|个|件|人|次|%)?")
_REFERENCE = re.compile(r"（([a-z0-9]+(?:[-/][a-z0-9]+)*)）$")
_CODE_BEFORE = re.compile(r"^0?[0-9]{1,2}\s*[-.、 ]?\s*(?=[一-鿿])")
_OTHER = re.compile(r"其他[-—:(].*")
_SPLIT = re.compile(r"[;；\n]")
_SPLIT_NAMES = re.compile(r"[,，、/|+]")


class Misread(ValueError):
    """A cell that is not understood: what stands there and what may, and how to mend it."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


@dataclass
class Reading:
    """A value as the files have it (None: nothing), and what was changed to get it."""

    value: Any = None
    changes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """What ids are called: of registers by their titles, of posts and units by the department's."""

    catalogue: Catalogue
    _known: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def of(self, refers: str, department: str) -> Mapping[str, str]:
        """Names by id; none where ids of this kind have no names of their own."""
        key = (refers, department if refers in OF_A_DEPARTMENT else "")
        if key not in self._known:
            self._known[key] = self._named(*key)
        return self._known[key]

    def also(self, refers: str) -> Iterable[tuple[str, str]]:
        """Other names of what ids name, each with its id: an organ by its full name and by its codes."""
        if refers != "departments":
            return
        city = self.catalogue.portal.city.name if self.catalogue.portal else ""
        for one in self.catalogue.departments.values():
            short = re.sub("^[市区县]", "", one.short_name)
            # In a city its own name goes without saying: 市市场监督管理局, 市场监督管理局.
            plain = one.name.removeprefix(city)
            level = city[-1:] if plain != one.name else ""
            several = (one.name, plain, f"{level}{plain}", short, f"{city}{short}")
            for name in (*several, one.code, one.credit_code):
                if name:
                    yield name, one.id

    def _named(self, refers: str, department: str) -> dict[str, str]:
        catalogue = self.catalogue
        if refers in OF_A_DEPARTMENT:
            owner = catalogue.departments.get(department)
            if owner is None:
                return {}
            if refers == "units":
                return {unit.id: unit.name for unit in owner.units}
            return {post.id: post.title for post in owner.posts}
        found = {key: title_of(catalogue, one) for key, one in catalogue.of(refers).items()}
        if refers == "powers":
            for power in catalogue.powers.values():
                found |= {f"{power.id}/{sub.id}": sub.name for sub in power.sub_items}
        return found


@dataclass(frozen=True)
class Cells:
    """Writes and reads the cells of forms, knowing what ids and laws are called."""

    catalogue: Catalogue
    day: date
    department: str = ""
    citations: CitationReader = field(init=False)
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "citations", CitationReader(self.catalogue))
        object.__setattr__(self, "names", Names(self.catalogue))

    def of(self, department: str) -> "Cells":
        """The same where ids name the units and posts of another department."""
        if department == self.department:
            return self
        other = replace(self, department=department)
        object.__setattr__(other, "citations", self.citations)
        object.__setattr__(other, "names", self.names)
        return other

    # What is written.

    def written(
        self, column: FormColumn, value: Any, department: str = ""
    ) -> str | Decimal | date | int | None:
        """A value as it stands in a cell; None for nothing. Raises Misread where Excel cannot hold it.

        department: whose units and posts its ids name.
        """
        if value is None or value == [] or value == {}:
            return None
        shown = self._shown(column, value, department or self.department)
        if isinstance(shown, str) and len(shown) > CELL_LIMIT:
            raise Misread(f"“{column.title}”有{len(shown)}个字，Excel 的一格最多{CELL_LIMIT}个字")
        return shown

    def _shown(self, column: FormColumn, value: Any, department: str) -> str | Decimal | date | int:
        if column.kind == "group":
            return written_groups(value, column.part, self.citations)
        if column.kind == "citation":
            several = value if column.many else [value]
            return "\n".join(self.citations.written(one) for one in several)
        if not column.many:
            shown = self._scalar(column, value, department)
            if isinstance(shown, date) and not shown >= SMALLEST_DAY:
                return shown.isoformat()
            return shown
        lines = [str(self._scalar(column, one, department)) for one in value]
        if any("\n" in line or line != line.strip() or line.startswith("- ") for line in lines):
            return dump_plain(lines).rstrip("\n")
        return "\n".join(lines)

    def _scalar(
        self, column: FormColumn, value: Any, department: str
    ) -> str | Decimal | date | int:
        if isinstance(value, Choice):
            return value.label
        if isinstance(value, bool):
            return YES if value else NO
        if column.kind == "reference":
            name = self.names.of(column.refers, department).get(str(value), "")
            return f"{name}（{value}）" if name and "\n" not in name else str(value)
        return value if isinstance(value, (Decimal, date, int)) else str(value)

    # What is read.

    def read(
        self,
        column: FormColumn,
        cell: Value,
        *,
        ours: bool = False,
        factor: int = 1,
        on: date | None = None,
    ) -> Reading:
        """What a cell says. Raises Misread.

        ours: whether the form is one of this program's, where nothing stands for nothing but an empty cell.
        factor: what a bare number counts, 10000 under a heading in 万元.
        on: whose day's laws are meant where the cell does not say; else those of `day`.
        """
        found = Reading()
        if isinstance(cell, bool):
            cell = YES if cell else NO
        if isinstance(cell, (int, float)) and abs(cell) >= ROUNDED:
            raise Misread(
                f"写的是{len(f'{cell:.0f}')}位的数字：Excel 把超过15位的数字改掉了末几位，原来的号码已经丢失",
                "把这一列的格式设成“文本”，照证件或者文书重新输入号码。",
            )
        if column.kind == "date" and not (column.many and isinstance(cell, str)):
            day = self._date(cell, found)
            found.value = [day] if column.many and day else day
        else:
            text = _cleaned(_as_text(cell), found)
            if not ours and column.kind == "text" and column.path[-1] in ONE_LINE:
                text = _in_one_line(text, found)
            if not ours and not column.required and halved(text) in NOTHING:
                found.changes.append(f"“{text}”当作没有")
                text = ""
            found.value = (
                self._read(column, text, found, ours, factor, on or self.day) if text else None
            )
        return found

    def _read(
        self, column: FormColumn, text: str, found: Reading, ours: bool, factor: int, day: date
    ) -> Any:
        try:
            if column.kind == "group":
                value = read_groups(text, column.part, column.many, self.citations, day)
                if isinstance(value, list) and all(PLACES.issuperset(one) for one in value):
                    self._say_passed(text, found, day)
                return value
            if column.kind == "citation":
                return self._bases(text, column.many, found, day)
        except GroupError as error:
            raise Misread(str(error), _advice(column, str(error))) from error
        if not column.many:
            return self._one(column, text, found, factor)
        if text.startswith("- "):
            lines = _yaml_lines(text)
        else:
            lines = text.split("\n") if ours else _SPLIT.split(text)
        values = []
        for line in lines:
            part = line if ours else line.strip()
            if part.strip():
                values += self._several(column, part, found, factor)
        return values

    def _several(self, column: FormColumn, text: str, found: Reading, factor: int) -> list[Any]:
        """What one line says: one thing, or names with signs between them where as a whole it is none."""
        names = [one.strip() for one in _SPLIT_NAMES.split(text) if one.strip()]
        if column.kind not in ("choice", "reference") or len(names) < 2:
            return [self._one(column, text, found, factor)]
        try:
            # 法律、行政法规规定的其他行政处罚 is one kind.
            return [self._one(column, text, found, factor)]
        except Misread:
            return [self._one(column, one, found, factor) for one in names]

    def _bases(self, text: str, many: bool, found: Reading, day: date) -> Any:
        bases = read_bases(text, self.citations, day)
        found.changes += self.citations.read(text, day).notes
        self._say_passed(text, found, day)
        if many:
            return bases
        if len(bases) != 1:
            raise GroupError(f"只写一处依据，这里有{len(bases)}处")
        return bases[0]

    def _say_passed(self, text: str, found: Reading, day: date) -> None:
        if passed := self.citations.read(text, day).passed:
            found.changes.append(
                f"里提到的{'、'.join(passed)}没有当作依据读；也是依据的，另起一行写明第几条"
            )

    def _one(self, column: FormColumn, text: str, found: Reading, factor: int) -> Any:
        if column.kind == "text":
            return text
        if column.kind == "code":
            return _code(column, text, found)
        if column.kind == "reference":
            return self._reference(column, text, found)
        if column.kind == "choice":
            assert column.choices is not None
            return _choice(column.choices, text, found)
        if column.kind == "date":
            return self._date(text, found)
        if column.kind == "number":
            return _number(text, found, factor)
        if column.kind == "integer":
            return _integer(text, found)
        return _boolean(text)

    def _reference(self, column: FormColumn, text: str, found: Reading) -> str:
        names = self.names.of(column.refers, self.department)
        if not names:
            return text
        if (inside := _REFERENCE.search(text)) and inside[1] in names:
            return inside[1]
        if text in names:
            return text
        plain = _folded(text)
        called = [*((name, key) for key, name in names.items()), *self.names.also(column.refers)]
        meant = [*dict.fromkeys(key for name, key in called if _folded(name) == plain)]
        if len(meant) == 1:
            found.changes.append(f"“{text}”→{meant[0]}")
            return meant[0]
        if meant:
            raise Misread(f"“{text}”有{len(meant)}个：{'、'.join(meant)}", "写标识，说明是哪一个。")
        near = get_close_matches(text, [*names.values()], 3, 0.6)
        hint = f"；相近的有：{'、'.join(near)}" if near else ""
        raise Misread(
            f"写的是“{_short(text)}”，没有这一{_WHAT.get(column.refers, '条记录')}{hint}",
            "写名称或者标识。",
        )

    def _date(self, cell: Value, found: Reading) -> str | None:
        if isinstance(cell, datetime):
            if cell.time() != time():
                found.changes.append(f"去掉时刻{cell.time()}")
            return cell.date().isoformat()
        if isinstance(cell, date):
            return cell.isoformat()
        if isinstance(cell, (int, float)):
            epoch, first, last = EXCEL_DAYS
            if first <= cell <= last and cell == int(cell):
                day = (epoch + timedelta(days=int(cell))).isoformat()
                found.changes.append(f"Excel 的日期数字{int(cell)}→{day}")
                return day
            cell = _as_text(cell)
        text = _cleaned(_as_text(cell), found)
        if not text or text in NOTHING:
            return None
        if _DAY_NUMBER.fullmatch(text):
            # A CSV has the number that Excel holds for a day whose cell was not formatted as one.
            return self._date(float(text), found)
        plain = unicodedata.normalize("NFKC", text).strip()
        if re.match(r"[零〇○一二三四五六七八九十]", plain):
            plain = _chinese_date(plain)
        parts = _DATE.fullmatch(plain) or _SERIAL_DATE.fullmatch(plain)
        if parts:
            year, month, of_month = map(int, parts.groups()[:3])
            try:
                # 26-3-5 is written for 2026: two digits are the year, since nobody here puts the day first.
                day = date(year if year > 99 else 2000 + year, month, of_month).isoformat()
            except ValueError:
                raise Misread(f"写的是“{text}”，没有这一天", "核对日期。") from None
            if day != text:
                # What a database exports says the time of day too, most often none.
                found.changes.append(f"“{text}”→{day}")
            return day
        raise Misread(
            f"写的是“{_short(text)}”，应当是日期，写作 2024-03-05、2024/3/5 或者 2024年3月5日",
            "年写四位。",
        )


_WHAT = {"powers": "项职权", "departments": "个部门", "bodies": "个组织", "units": "个内设机构", "posts": "个岗位",
         "entrustments": "个委托", "discretion": "个裁量基准", "laws": "部法律"}  # fmt: skip


def _advice(column: FormColumn, what: str) -> str:
    if "法律库里没有" in what:
        return "名称写错的改正；确实没有的，先请法制机构用 publish.py law 读入。"
    cites = column.part is not None and issubclass(column.part, Citation)
    return "写作《食品安全法》第一百二十四条第一款第（五）项，几处的一行一处。" if cites else ""


def _as_text(cell: Value) -> str:
    if isinstance(cell, float):
        if isnan(cell):
            return ""
        return str(int(cell)) if cell == int(cell) else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)


def _cleaned(text: str, found: Reading) -> str:
    """A text without what a keyboard or another program left in it."""
    if _HASHES.fullmatch(text.strip()):
        found.changes.append(f"“{text.strip()}”当作没有")
        return ""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    if plain != text:
        found.changes.append("换行和空格改成标准写法")
    seen = UNSEEN.sub("", plain)
    if seen != plain:
        found.changes.append("去掉看不见的字符")
    trimmed = seen.strip()
    if trimmed != seen and trimmed:
        found.changes.append("去掉首尾的空格")
    return trimmed


def _in_one_line(text: str, found: Reading) -> str:
    """A name that a narrow cell broke in two."""
    joined = re.sub(r"(?<=[^ -~])\s*\n\s*|\s*\n\s*(?=[^ -~])", "", text)
    joined = re.sub(r"\s*\n\s*", " ", joined)
    if joined != text:
        found.changes.append("去掉当中的换行")
    return joined


def _code(column: FormColumn, text: str, found: Reading) -> str:
    """A code or a number in half width; upper or lower case as its pattern has it."""
    pattern = re.compile(column.pattern)
    half = halved(text).strip()
    for one in (text, half, half.replace(" ", ""), half.upper(), half.lower()):
        if pattern.search(one):
            if one != text:
                found.changes.append(f"“{text}”→{one}")
            return one
    raise Misread(
        f"写的是“{_short(text)}”，应当像“{_shown_example(column)}”这样写",
        "对照文书、证件或者清单改正。",
    )


def _choice(choices: type[Choice], text: str, found: Reading) -> str:
    plain = _folded(text)
    if reason := REFUSED.get(choices.__name__, {}).get(_CODE_BEFORE.sub("", plain)):
        raise Misread(f"写的是“{text}”：{reason}", "这一行不用导入。")
    for one in choices:
        if plain in (_folded(one.label), one.value):
            return one.value
    known = ALIASES.get(choices.__name__, {})
    bare = _CODE_BEFORE.sub("", plain)
    # The national forms say behind 其他 what it is: 其他-责令改正.
    kind = _OTHER.sub("其他", bare)
    for words in (plain, plain.lstrip("0") or plain, bare, kind):
        if (meant := known.get(words)) is not None:
            label = next(one.label for one in choices if one.value == meant)
            found.changes.append(f"“{text}”→{label}")
            return meant
        for one in choices:
            if words == _folded(one.label):
                found.changes.append(f"“{text}”→{one.label}")
                return one.value
    labels = "、".join(one.label for one in choices)
    near = {
        known.get(words, words)
        for words in get_close_matches(bare, [*known, *(one.label for one in choices)], 3, 0.5)
    }
    close = "、".join(one.label for one in choices if near & {one.value, one.label})
    raise Misread(
        f"写的是“{_short(text)}”，应当是其中之一：{labels}",
        f"改成其中一个{f'；相近的有：{close}' if close else ''}。",
    )


def _number(text: str, found: Reading, factor: int) -> str:
    unit, example = ("元", "5万元写作 50000") if factor == 1 else ("万元", "5万元写作 5")
    try:
        amount = read_amount(text)
    except ValueError:
        below = re.match(r"[-−－负]\s*[0-9]", text)
        may = "金额没有负数" if below else f"应当是以{unit}为单位的数字"
        raise Misread(f"写的是“{_short(text)}”，{may}", f"只写一个数字：{example}。") from None
    bare = re.fullmatch(r"[0-9.,]+", halved(text).strip()) is not None
    if bare and factor != 1:
        amount *= factor
    if amount != amount.quantize(Decimal("0.01")):
        raise Misread(f"写的是“{text}”，换算成元是{amount:f}，小数超过两位", "核对数字和单位。")
    whole = amount == amount.to_integral_value()
    shown = (
        f"{amount.to_integral_value() if whole else amount.quantize(Decimal('0.01')).normalize():f}"
    )
    if shown != text and (factor != 1 or not bare or "," in text):
        found.changes.append(f"“{text}{'万元' if factor != 1 and bare else ''}”→{shown}")
    return shown


def _integer(text: str, found: Reading) -> int:
    plain = unicodedata.normalize("NFKC", text).strip()
    if whole := _WHOLE.fullmatch(plain):
        if whole[1] != text:
            found.changes.append(f"“{text}”→{int(whole[1])}")
        return int(whole[1])
    raise Misread(f"写的是“{_short(text)}”，应当是整数", "只写数字，不写单位。")


def _boolean(text: str) -> bool:
    plain = _folded(text).lower()
    if plain in (YES, "true", "1", "有", "y", "yes"):
        return True
    if plain in (NO, "false", "0", "无", "没有", "n", "no", "不是"):
        return False
    raise Misread(f"写的是“{_short(text)}”，应当是“{YES}”或者“{NO}”")


def _chinese_date(text: str) -> str:
    parts = re.fullmatch(
        r"([零〇○一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日",
        text,
    )
    return "-".join(str(chinese_number(part)) for part in parts.groups()) if parts else text


def _yaml_lines(text: str) -> list[str]:
    try:
        value = read_yaml(text).value
    except YamlError:
        value = None
    if not isinstance(value, list):
        return [line.removeprefix("- ") for line in text.split("\n")]
    return [str(one) for one in value]


def _folded(text: str) -> str:
    """A name without what the ways of typing it differ in."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).strip()


def _short(text: str) -> str:
    plain = text.replace("\n", " ")
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


def _shown_example(column: FormColumn) -> str:
    example = column.example
    return str(example[0] if isinstance(example, list) and example else example)
