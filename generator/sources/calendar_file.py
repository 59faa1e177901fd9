"""lists/calendar.yaml alone, for who counts days and needs no other record."""

from pathlib import Path

from pydantic import ValidationError

from generator.findings import Path as FieldPath
from generator.findings import Place
from generator.models.calendar import HolidayCalendar
from generator.sources.files import LISTS, Unreadable, read_text
from generator.sources.shape import problems
from generator.sources.yaml_errors import YamlError
from generator.sources.yaml_files import read_yaml

FILE = f"{LISTS}/{HolidayCalendar.register.path}"


class CalendarError(ValueError):
    """The file is there and cannot be used; the message says where and what is wrong."""


def read_calendar(root: Path) -> HolidayCalendar | None:
    """The record of a root, or None where it has none. Raises CalendarError."""
    path = root / FILE
    if not path.is_file():
        return None
    try:
        read = read_yaml(read_text(path))
    except Unreadable as error:
        raise CalendarError(f"{FILE}:{error.line} {error.what}") from error
    except YamlError as error:
        raise CalendarError(f"{FILE}:{error.line} {error.what}") from error
    try:
        return HolidayCalendar.model_validate(read.value)
    except ValidationError as error:

        def at(field: FieldPath = ()) -> Place:
            return Place(str(root), FILE, HolidayCalendar.register.name, path=field)

        first = next(problems(HolidayCalendar, error, at))
        line = read.lines.get(first.hit.place.path, 1)
        raise CalendarError(f"{FILE}:{line} {first.hit.values['what']}") from error
