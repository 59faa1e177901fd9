"""What every record is: fields with a Chinese title, a place in a root, one model a register.

From these declarations come the JSON and Table Schemas, the labels and column order of tables and
downloads, the data dictionary and the messages. Shape belongs here, meaning to the rules.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from hashlib import blake2b
from importlib import import_module
from pkgutil import iter_modules
from posixpath import normpath
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NamedTuple, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, Strict
from pydantic_core import PydanticCustomError

from generator.findings import Path, Place

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# Never \d: it takes the digits of every script, and what is read must be what stands there.
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONEY = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
LIST_SEPARATOR = ";"
PUBLIC, SUPERVISION = "public", "supervision"
"""The kinds of root: what is published, and what only those who supervise may read."""
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Characters that nobody sees: controls, marks that turn the order of the text, blanks without width. Left
out are those that Mongolian and Uighur need (U+180E, U+200C, U+200D)."""
WIDE_QUOTES = re.compile("[“”‘’＂＇「」『』]+[0-9A-Za-z./_-]+[“”‘’＂＇「」『』]+")
"""A code or a key in quotes of Chinese type: meant were the quotes of YAML."""


class Choice(StrEnum):
    """A fixed list of values: an English key in the files, a Chinese label wherever a person looks."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def _day(value: object) -> object:
    # Only YYYY-MM-DD: pydantic alone would take timestamps and times of day for dates.
    if isinstance(value, date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "日期")


def _amount(pattern: re.Pattern[str], kind: str) -> BeforeValidator:
    def read(value: object) -> object:
        if (
            isinstance(value, Decimal)
            and not isinstance(value, bool)
            and pattern.fullmatch(f"{value:f}")
        ):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return Decimal(value)
        if isinstance(value, str) and pattern.fullmatch(value):
            return Decimal(value)
        raise PydanticCustomError(kind, "数额")

    read.kind = kind  # type: ignore[attr-defined]  # so that clean.py knows it again
    return BeforeValidator(read)


def _line(value: object) -> object:
    # What nobody sees is never meant: in a page or a CSV it only does harm, and it can hide a word.
    if isinstance(value, str) and (unseen := UNSEEN.search(value)):
        where = {"code": f"U+{ord(unseen[0]):04X}", "at": unseen.start() + 1}
        raise PydanticCustomError("unseen_character", "看不见的字符", where)
    if isinstance(value, str) and WIDE_QUOTES.fullmatch(value.strip()):
        raise PydanticCustomError("wide_quotes", "全角引号")
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("blank", "空白")
    return value


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_line), Field(min_length=1, max_length=20000)]
"""One or more lines of words."""
Body = Annotated[
    str, BeforeValidator(_line), BeforeValidator(_stripped), Field(min_length=1, max_length=100000)
]
"""The text of a page in Markdown; the blank lines around it are nobody's."""
Slug = Annotated[str, Field(pattern=SLUG, max_length=100)]
"""A permanent id."""
Day = Annotated[date, BeforeValidator(_day)]
Money = Annotated[Decimal, _amount(MONEY, "money")]
"""Yuan, two decimals at most."""
Number = Annotated[Decimal, _amount(NUMBER, "number")]
"""A bound of a range in its own unit (yuan, times, per cent)."""
ArticleNumber = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,3}(-[1-9][0-9]?)?$")]
"""Article, paragraph, subparagraph or item: "12", and "12-1" for 第十二条之一."""
Whole = Annotated[int, Strict(), Field(ge=0, le=10**9)]
"""A whole number; a string or a true/false is no number."""
Flag = Annotated[bool, Strict()]
Year = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
"""Of a file that holds a year's records, as its name says it: "2026"."""
Url = Annotated[str, BeforeValidator(_line), Field(pattern=r"^https?://[^\s]+$", max_length=500)]
Account = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,38}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99})?$"),
]
"""A person or a team at the forge, without its @."""
CreditCode = Annotated[str, Field(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$")]


def described(
    title: str,
    description: str,
    *,
    example: object,
    default: Any = ...,
    clause: str = "",
    refers: str = "",
    of_own: str = "",
    official: bool = False,
    from_path: bool = False,
    unit: str = "",
    form: str = "",
    asked_by: str = "",
    **constraints: Any,
) -> Any:
    """Declare a field.

    title, description: Chinese, shown in forms, messages, tables and the data dictionary.
    example: a value as it stands in a file. clause: of the plan, where it asks for the field.
    refers: the register whose key the field holds, `outcomes` for one of any register of outcomes, or a list
    inside another record (`units`, `tiers`): STR008 follows it.
    of_own: the register of which the field holds an id among the records of its own department.
    official: an official contact, code or an officer's name, which the privacy rules do not scan.
    from_path: taken from the file's path, never written inside it.
    unit: what a number counts, as a page says it: 个工作日.
    form: how a value is written, where no example is right for every portal: 4到40位字母.
    asked_by: the rule without whose error no record may leave the field out, though its shape lets it.
    """
    extra: dict[str, Any] = {
        "clause": clause,
        "refers": refers,
        "of_own": of_own,
        "official": official,
        "from_path": from_path,
        "counted_in": unit,
        "form": form,
        "asked_by": asked_by,
    }
    return Field(
        default,
        title=title,
        description=description,
        examples=[example],
        json_schema_extra={key: value for key, value in extra.items() if value},
        **constraints,
    )


def in_folder_of(description: str, title: str = "部门", example: str = "market-regulation") -> Any:
    """Declare the department in whose folder the file of a record stands."""
    return described(title, description, example=example, from_path=True, refers="departments")


class Part(BaseModel):
    """A group of fields: the base of records and of what stands inside them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def brief(self) -> str | None:
        """What a list says of a group, where that says more than that it is there."""
        return None


@dataclass(frozen=True)
class Register:
    """One kind of record: its name, its place in a root and its clause of the plan.

    `path` is a pattern below lists/: `{id}` and other names in braces match one id (a year or a date
    where the field is called so); one that begins with `../` leads to another folder of the root. Files that end
    in .csv hold a row a record; those that end in .md are pages that people write, with the fields before the text,
    which is the field `body`.
    root: the kind of root that it stands in: what stands in a public one is published, what stands in the
    supervision one never is.
    order: pairs of fields, the earlier day first: STR011 holds a record to them.
    listed: the fields that a list shows beside a record's title. A register that says so has its pages made
    by `site/pages/registers.py`; one that does not has pages of its own. paged: whether each record has a
    page; else its row in the list is its place. unit: the measure word of its records. family: a name under
    which the records of several registers are referred to, as those of all kinds of outcome are.
    """

    name: str
    title: str
    path: str
    clause: str
    about: str
    key: tuple[str, ...] = ("id",)
    root: str = PUBLIC
    order: tuple[tuple[str, str], ...] = ()
    listed: tuple[str, ...] = ()
    paged: bool = True
    unit: str = "条"
    family: str = ""

    @property
    def is_table(self) -> bool:
        return self.path.endswith(".csv")

    @property
    def is_page(self) -> bool:
        return self.path.endswith(".md")

    @property
    def file(self) -> str:
        """The pattern of its files, from the root."""
        return normpath(f"lists/{self.path}")

    @cached_property
    def expression(self) -> re.Pattern[str]:
        parts = {
            "year": r"[0-9]{4}",
            "version": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
        }
        pattern = re.sub(
            r"\\{(\w+)\\}",
            lambda m: f"(?P<{m[1]}>{parts.get(m[1], '[^/]+')})",
            re.escape(self.path),
        )
        return re.compile(f"^{pattern}$")


class _Read(NamedTuple):
    """Where a record was read: root, file below it, first line of a row; and its seal."""

    root: str = ""
    file: str = ""
    line: int | None = None
    seal: bytes = b""


_NOWHERE = _Read()


class Record(Part):
    """A record of a register. Its key is unique in the register and never reused."""

    register: ClassVar[Register]

    _read: _Read | None = PrivateAttr(default=None)

    @property
    def key(self) -> str:
        return "/".join(str(getattr(self, name)) for name in self.register.key)

    @property
    def root(self) -> str:
        """The root it was read from."""
        return self._origin.root

    @property
    def file(self) -> str:
        """The file it was read from, relative to its root."""
        return self._origin.file

    @property
    def row_line(self) -> int | None:
        """For a row of a CSV: its first line, from 1."""
        return self._origin.line

    @property
    def seal(self) -> bytes:
        """A digest of all that it says and of the file it was read from, wherever in the file it stands."""
        return self._origin.seal or _sealed(self.register.name, self.file, self.model_dump())

    def at(self, *path: str | int) -> Place:
        """The place of a field of this record, for a finding."""
        read = self._origin
        return Place(read.root, read.file, self.register.name, self.key, path, read.line)

    def placed(self, root: str, file: str, line: int | None = None, written: object = None) -> Self:
        """Say where the record was read. Returns the record itself.

        written: the values as they stand in the file, from which the seal is made.
        """
        seal = _sealed(self.register.name, file, written) if written else b""
        self._read = _Read(root, file, line, seal)
        return self

    @property
    def _origin(self) -> _Read:
        # Asked some hundred times a record: pydantic's own way to a private attribute is slow.
        private = self.__pydantic_private__
        return (private["_read"] if private else None) or _NOWHERE


def _sealed(register: str, file: str, written: object) -> bytes:
    return blake2b(repr((register, file, written)).encode(), digest_size=16).digest()


def extra(info: Any, name: str) -> Any:
    """A declaration of `described()` on a pydantic FieldInfo, or None."""
    declared = info.json_schema_extra
    return declared.get(name) if isinstance(declared, dict) else None


@cache
def registers() -> Mapping[str, type[Record]]:
    """All models by register name, in the order of `models/` modules: the package is walked.

    Walked once, because every finding asks. Whoever puts a module into the package while the program
    runs says `registers.cache_clear()`.
    """
    import generator.models as package

    found: dict[str, type[Record]] = {}
    for module in sorted(info.name for info in iter_modules(package.__path__)):
        for value in vars(import_module(f"generator.models.{module}")).values():
            if (
                isinstance(value, type)
                and issubclass(value, Record)
                and value.__module__ == f"generator.models.{module}"
                and "register" in vars(value)
            ):
                found[value.register.name] = value
    # One mapping for all who ask: nobody may add to it.
    return MappingProxyType(found)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation (optional, list), or None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = model_in(inner)
        if found is not None:
            return found
    return None


def file_fields(model: type[BaseModel]) -> list[str]:
    """Names of the fields that stand in the file, in order."""
    return [name for name in model.model_fields if name not in path_fields(model)]


@cache
def path_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields that the path of the file says."""
    fields = model.model_fields
    return tuple(name for name, info in fields.items() if extra(info, "from_path"))


def texts(part: BaseModel, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string of a record that a stranger could have typed freely, with its path.

    Left out: ids, choices, dates, and fields declared `official` (design: what the privacy rules read).
    """
    for name, info in type(part).model_fields.items():
        if (
            extra(info, "official")
            or extra(info, "refers")
            or extra(info, "of_own")
            or extra(info, "from_path")
            or name == "id"
        ):
            continue
        yield from _texts(getattr(part, name), (*path, name))


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Choice):
        return
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        yield from texts(value, path)
    elif isinstance(value, (list, tuple)):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
