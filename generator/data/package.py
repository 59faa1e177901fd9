"""/data/: every register as CSV, JSON and an Excel form, and all of them as one Frictionless data package."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.data import holidays, platform
from generator.data.tables import Column, columns, row, values
from generator.forms.cells import Cells
from generator.forms.workbook import FormError, form
from generator.holidays import calendar_of
from generator.models.base import Record, registers
from generator.models.portal import Portal

TYPES = {"text": "string", "list": "string", "json": "string", "integer": "integer", "number": "number",
         "date": "date", "boolean": "boolean"}  # fmt: skip
PUBLIC_SITE, SUPERVISION_SITE = "mingze", "mingze-supervision"
"""The names of the package: by it a build knows which edition stands in a folder."""


def mark_of(*, supervised: bool) -> str:
    """The name of the package of an edition."""
    return SUPERVISION_SITE if supervised else PUBLIC_SITE


@dataclass(frozen=True)
class Download:
    """A register's files: addresses on the site, rows, bytes. xlsx: "" where Excel cannot hold a cell of it;
    platform: the table for a provincial platform, "" where none asks for one."""

    register: str
    title: str
    about: str
    csv: str
    json: str
    rows: int
    csv_bytes: int
    json_bytes: int
    xlsx: str = ""
    xlsx_bytes: int = 0
    platform: str = ""
    platform_bytes: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The files in their folder."""
        several = (self.csv, self.json, self.xlsx, self.platform)
        return tuple(one.rpartition("/")[2] for one in several if one)


def write_package(catalogue: Catalogue, folder: Path) -> list[Download]:
    """Write the package into `folder`; the same records give the same bytes. Returns what there is."""
    downloads = [write_register(catalogue, name, folder) for name in catalogue.registers]
    write_description(catalogue, downloads, folder)
    return downloads


def write_register(catalogue: Catalogue, name: str, folder: Path) -> Download:
    """Write the files of one register into `folder`."""
    portal = _portal(catalogue)
    model = registers()[name]
    folder.mkdir(parents=True, exist_ok=True)
    records = in_order(catalogue, name)
    table = _csv(model, records)
    listing = _json(portal, model, records, licensed=not catalogue.supervised)
    (folder / f"{name}.csv").write_bytes(table)
    (folder / f"{name}.json").write_bytes(listing)
    sheet = _form(catalogue, model, records)
    if sheet:
        (folder / f"{name}.xlsx").write_bytes(sheet)
    taken = platform.table(catalogue, name, records)
    if taken:
        (folder / f"{name}.platform.csv").write_bytes(taken)
    return Download(
        name,
        model.register.title,
        model.register.about,
        f"/data/{name}.csv",
        f"/data/{name}.json",
        len(records),
        len(table),
        len(listing),
        f"/data/{name}.xlsx" if sheet else "",
        len(sheet),
        f"/data/{name}.platform.csv" if taken else "",
        len(taken),
    )


def _form(catalogue: Catalogue, model: type[Record], records: list[Record]) -> bytes:
    try:
        return form(model, records, Cells(catalogue, date.min))
    except FormError:
        # A cell longer than Excel's limit: CSV and JSON have it whole, half a register would be none.
        return b""


def in_order(catalogue: Catalogue, name: str) -> list[Record]:
    """The records of a register as the files list them."""
    return sorted(catalogue.records.get(name, ()), key=lambda r: (r.file, r.row_line or 0))


def write_description(catalogue: Catalogue, downloads: Sequence[Download], folder: Path) -> None:
    """Write datapackage.json, which says what the files of the registers are."""
    portal = _portal(catalogue)
    package = {
        "profile": "tabular-data-package",
        "name": mark_of(supervised=catalogue.supervised),
        "title": f"{portal.city.name}{portal.subtitle}{'监督' if catalogue.supervised else '公开'}数据",
        "description": portal.ribbon.text if portal.ribbon else "",
        # What is internal is given to nobody under any licence.
        "licenses": [] if catalogue.supervised else [_licence(portal)],
        "resources": [_resource(catalogue, one) for one in downloads],
    }
    (folder / "datapackage.json").write_bytes(_dumped(package))
    (folder / holidays.NAME).write_bytes(holidays.holidays_file(calendar_of(catalogue)))


def _portal(catalogue: Catalogue) -> Portal:
    if catalogue.portal is None:
        raise ValueError("portal.yaml is missing")
    return catalogue.portal


def table_schema(model: type[Record]) -> dict[str, object]:
    """The Frictionless Table Schema of a register."""
    register = model.register
    return {
        "fields": [_field(column) for column in columns(model)],
        "primaryKey": list(register.key),
        "missingValues": [""],
    }


def _licence(portal: Portal) -> dict[str, str]:
    licence = portal.data_licence
    return {"name": licence.id, "title": licence.title, "path": licence.url}


def _csv(model: type[Record], records: list[Record]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns(model)])
    writer.writerows(row(record) for record in records)
    # A byte order mark, or Excel reads the Chinese as another encoding; the package says so too.
    return out.getvalue().encode("utf-8-sig")


def _json(portal: Portal, model: type[Record], records: list[Record], *, licensed: bool) -> bytes:
    about: dict[str, object] = {"register": model.register.name, "title": model.register.title}
    if licensed:
        about["licence"] = _licence(portal)
    # A record a line: so a change of one is seen as one, and the fast encoder can be used, which
    # knows no indents.
    rows = [_line({**values(record), "file": record.file}) for record in records]
    head = _line(about).removesuffix("}")
    return (f'{head}, "records": [\n' + ",\n".join(rows) + "\n]}\n").encode()


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_number)


def _dumped(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, default=_number) + "\n").encode()


def _number(value: object) -> object:
    # Amounts are decimals: as strings they would sort wrongly, as floats 0.1 would not be 0.1.
    number = float(str(value))
    return int(number) if number.is_integer() else number


def _resource(catalogue: Catalogue, download: Download) -> dict[str, object]:
    model = registers()[download.register]
    register = model.register
    return {
        "profile": "tabular-data-resource",
        "name": register.name,
        "title": register.title,
        "description": register.about,
        "path": f"{register.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": download.csv_bytes,
        # The next build compares: far fewer rows than here are not published by mistake.
        "rows": download.rows,
        "withdrawn": catalogue.ever_published(register.name) - download.rows,
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "schema": table_schema(model),
    }


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.required:
        constraints["required"] = True
    if column.choices and column.kind == "text":
        constraints["enum"] = [option.value for option in column.choices]
    if column.pattern and column.kind == "text":
        constraints["pattern"] = column.pattern
    field: dict[str, object] = {
        "name": column.name,
        "type": TYPES[column.kind],
        "title": column.title,
        "description": column.description,
    }
    if column.kind == "boolean":
        field.update(trueValues=["true"], falseValues=["false"])
    return {**field, "constraints": constraints} if constraints else field
