"""What the demo city's lists said on each day since they were adopted: every file's versions, by day.

The records themselves tell it: a law's text stands in the list some days after it is published, a new basis
since the department answered, an outcome since it was disclosed. So nothing is told twice, and what is told
ends with the lists as they are.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from generator.models.base import LIST_SEPARATOR, Record
from generator.models.outcomes import Outcome
from generator.sources.places import LISTS, below_lists, folders_of_records, key_at, model_for
from generator.sources.standard import dump, dump_rows
from generator.sources.tables import read_table
from generator.sources.yaml_files import read_document

ADOPTED = date(2023, 6, 1)
"""The day on which the city adopted its plan and published its lists for the first time."""
READ = timedelta(days=3)
"""From a law's publication, or an adjustment's, until it stands in the list."""
UNASKED = timedelta(days=20)
"""From a law's publication until a basis follows for which nobody had to answer."""
AHEAD = timedelta(days=7)
"""How long before its first day a benchmark or an entrustment is published."""
LATER = (timedelta(0), READ, UNASKED, -AHEAD, timedelta(days=1))
"""How long after a date that a record names its file may change."""
GONE = Path("tests/demo/withdrawn")
"""Below a root: the tables with the rows, and the files of records, that were published and are withdrawn."""
Values = dict[str, Any]
REACHED = {
    "verified_on": ("decide_by",),
    "decided_on": ("steps", "sanctions", "outcome", "reason", "answered_for"),
}
"""What of an account stands there only since a day that it names."""
BEGINS = ("disclosed_on", "filed_on", "issued_on", "graded_on", "received_on")
"""The days with which a row begins, the first that it has."""
SAID_WITH = {"outcome": "answered_on"}
"""What stands in a row only since another day of it."""


@dataclass(frozen=True, order=True)
class Version:
    """What a file says from a day on. path: below the root. content: nothing where the file is taken away."""

    day: date
    path: str
    content: bytes


class Story:
    """The versions of all files below lists/ of a root."""

    def __init__(self, root: Path) -> None:
        self.texts = {
            path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
            for folder in folders_of_records()
            for path in sorted((root / folder).rglob("*"))
            if path.is_file()
        }
        self.values: dict[str, Values] = {
            path: read_document(text).value
            for path, text in self.texts.items()
            if path.endswith((".yaml", ".md"))
        }
        self.gone = {
            path.relative_to(root / GONE).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted((root / GONE).rglob("*.*"))
        }
        self.withdrawn = {
            reference: _day(values["withdrawn_on"])
            for path, values in self.values.items()
            if "/withdrawals/" in path
            for reference in values["records"]
        }
        self.answered = dict(self._answers())
        self.public = dict(self._outcomes())
        self.entrusted = {
            values["id"]: _begun(values)
            for path, values in self.values.items()
            if "/entrustments/" in path
        }

    def department(self, name: str) -> str:
        """What a department is called."""
        return str(self.values[f"{LISTS}/departments/{name}/department.yaml"]["name"])

    def versions(self) -> Iterator[Version]:
        """File by file, each file's by day. Raises ValueError where one does not end as it stands."""
        yield from self._withdrawn_files()
        for path, text in self.texts.items():
            model, _ = model_for(below_lists(path))
            if model is None:
                continue
            tell = self._of_table if model.register.is_table else self._of_record
            last = ""
            for day, then in tell(model, path):
                if then and then != last:
                    yield Version(day, path, then.encode())
                    last = then
            if last != text:
                raise ValueError(f"{path} does not end as it stands")

    def _withdrawn_files(self) -> Iterator[Version]:
        for path, text in self.gone.items():
            model, values = model_for(below_lists(path))
            if model is None or model.register.is_table:
                continue
            # In lists that do not say so nothing was withdrawn.
            if day := self.withdrawn.get(f"{model.register.name}/{key_at(model, values)}"):
                yield Version(ADOPTED, path, text.encode())
                yield Version(day, path, b"")

    def _answers(self) -> Iterator[tuple[tuple[str, str], date]]:
        """Event and item → the day on which the department said that it was adjusted."""
        for path, values in self.values.items():
            for answer in values["answers"] if "/responses/" in path else ():
                for item in answer.get("items", ()):
                    yield (values["event"], item), _day(values["declared_on"])

    def _outcomes(self) -> Iterator[tuple[str, date]]:
        """Outcome → the day on which it was published."""
        for path, text in self.texts.items():
            model, _ = model_for(path.removeprefix(f"{LISTS}/"))
            if model is not None and issubclass(model, Outcome):
                _, _, department, _, file = path.split("/")
                for row in _cells(text):
                    yield f"{department}/{file.removesuffix('.csv')}/{row['id']}", _shown(row)

    def _of_record(self, model: type[Record], path: str) -> Iterator[tuple[date, str]]:
        values = self.values[path]
        at = getattr(self, f"_{model.register.name}", self._beginning)
        if at == self._beginning and "begins_on" not in values:
            yield ADOPTED, self.texts[path]
            return
        for day in self._days(values):
            then = at(values, day)
            if then is not None:
                yield day, self.texts[path] if then == values else dump(model, then)

    def _days(self, values: Values) -> list[date]:
        """Every day on which such a record may change."""
        named = (
            [*_dates(values), *self.answered.values()] if "bases" in values else [*_dates(values)]
        )
        return sorted({max(ADOPTED, day + later) for day in named for later in LATER} | {ADOPTED})

    def _beginning(self, values: Values, day: date) -> Values | None:
        return values if _day(values["begins_on"]) - AHEAD <= max(day, ADOPTED) else None

    def _laws(self, values: Values, day: date) -> Values | None:
        events = [event for event in values["events"] if _told(event["published"]) <= day]
        return {**values, "events": events} if events else None

    def _adjustments(self, values: Values, day: date) -> Values | None:
        return values if _told(values["published"]) <= day else None

    def _responses(self, values: Values, day: date) -> Values | None:
        return values if _day(values["declared_on"]) <= day else None

    def _waivers(self, values: Values, day: date) -> Values | None:
        return values if _day(values["approved_on"]) <= day else None

    def _withdrawals(self, values: Values, day: date) -> Values | None:
        return values if _day(values["withdrawn_on"]) <= day else None

    def _entrustments(self, values: Values, day: date) -> Values | None:
        done = [one for one in values.get("clean_ups", ()) if _day(one["on"]) <= day]
        return _with(values, clean_ups=done) if _begun(values) <= day else None

    def _discretion(self, values: Values, day: date) -> Values | None:
        ends = "until" in values and _day(values["until"]) - AHEAD <= day
        begun = _day(values["from"]) - AHEAD <= max(day, ADOPTED)
        return (values if ends else _with(values, until=None)) if begun else None

    def _file_reviews(self, values: Values, day: date) -> Values | None:
        done = [one for one in values.get("consequences", ()) if _day(one["on"]) <= day]
        return _with(values, consequences=done) if _day(values["held_on"]) <= day else None

    def _trainings(self, values: Values, day: date) -> Values | None:
        plan = values.get("plan")
        known = plan if plan and _day(plan["adopted_on"]) <= day else None
        held = [one for one in values.get("sessions", ()) if _day(one["on"]) <= day]
        return _with(values, plan=known, sessions=held) if known or held else None

    def _rotations(self, values: Values, day: date) -> Values | None:
        return values if _day(values["held_on"]) <= day else None

    def _annual_reports(self, values: Values, day: date) -> Values | None:
        return values if _day(values["published_on"]) <= day else None

    def _summaries(self, values: Values, day: date) -> Values | None:
        return values if _day(values["counted_on"]) <= day else None

    def _exposures(self, values: Values, day: date) -> Values | None:
        return values if _day(values["published_on"]) <= day else None

    def _accountability(self, values: Values, day: date) -> Values | None:
        """Step by step: the lead, what was verified, what was decided."""
        told = values
        for on, names in REACHED.items():
            if on in values and _day(values[on]) > day:
                told = {name: one for name, one in told.items() if name not in (on, *names)}
        return told if _day(values["received_on"]) <= day else None

    def _calendar(self, values: Values, day: date) -> Values:
        return {
            **values,
            "notices": [one for one in values["notices"] if _day(one["published"]) <= day],
        }

    def _powers(self, values: Values, day: date) -> Values | None:
        bases = self._bases(values["id"], values["bases"], day)
        marks = [mark for mark in values.get("entrusted", ()) if self.entrusted[mark] <= day]
        subs = [
            _with(sub, bases=self._bases(f"{values['id']}/{sub['id']}", sub.get("bases", []), day))
            for sub in values.get("sub_items", ())
        ]
        return _with(values, bases=bases, entrusted=marks, sub_items=subs) if bases else None

    def _bases(self, item: str, bases: list[Values], day: date) -> list[Values]:
        """The bases of an item as they stood: an old one ends when the list has what comes after it."""
        known = [basis for basis in bases if self._known(item, basis) <= day]
        ended = []
        for basis in known:
            until = _day(basis["until"]) if "until" in basis else None
            after = [
                one
                for one in bases
                if until and _day(one.get("from", ADOPTED)) == until + timedelta(1)
            ]
            told = any(one in known for one in after) if after else until and until <= day
            ended.append(basis if told else _with(basis, until=None))
        return ended

    def _known(self, item: str, basis: Values) -> date:
        """Since when a basis stands in the list."""
        published = _day(basis["version"])
        if published <= ADOPTED:
            return ADOPTED
        events = self.values[f"{LISTS}/laws/{basis['law']}/law.yaml"]["events"]
        event = next(one["id"] for one in events if _day(one["published"]) == published)
        return self.answered.get((event, item), published + UNASKED)

    def _of_table(self, model: type[Record], path: str) -> Iterator[tuple[date, str]]:
        if model.register.name == "articles":
            yield _told(path.rpartition("/")[2].removesuffix(".csv")), self.texts[path]
            return
        cells, until = _cells(self.texts[path]), {}
        for row in _cells(self.gone.get(path, "")):
            # In lists that do not say so nothing was withdrawn.
            if day_gone := self.withdrawn.get(_reference(path, row)):
                cells.append(row)
                until[row["id"]] = day_gone
        told = [sorted(self._row_days(model, row)) for row in cells]
        stages = [
            [self._row(row, day) for day in days] for row, days in zip(cells, told, strict=True)
        ]
        for day in sorted({ADOPTED, *until.values(), *(one for days in told for one in days)}):
            then = [
                rows[bisect_right(days, day) - 1]
                for rows, days in zip(stages, told, strict=True)
                if days[0] <= day < until.get(rows[0]["id"], date.max)
            ]
            if then:
                yield day, dump_rows(model, then)

    def _row_days(self, model: type[Record], row: dict[str, str]) -> set[date]:
        """The days on which a row begins and changes. It names an outcome from when that is public, and where it
        is about nothing else, it begins then."""
        shown = _shown(row)
        named = self.public.get(row.get("outcome", ""), shown)
        if "outcome" in row and model.model_fields["outcome"].is_required():
            shown = max(shown, named)
        parts = (part for cell in row.values() for part in _parts(cell) if _is_day(part))
        later = {day for part in parts if (day := _day(part)) > shown}
        return {shown, *later, *([named] if named > shown else [])}

    def _row(self, row: dict[str, str], day: date) -> dict[str, str]:
        """A row without what was still to come: dates, but for those until which something holds or by which it is owed, and an outcome
        not public yet."""
        then = {
            name: LIST_SEPARATOR.join(
                part
                for part in _parts(cell)
                if not _is_day(part) or name.endswith(("_until", "_by")) or _day(part) <= day
            )
            for name, cell in row.items()
        }
        if self.public.get(row.get("outcome", ""), day) > day:
            then["outcome"] = ""
        for name, on in SAID_WITH.items():
            if row.get(on, "") > day.isoformat():
                then[name] = ""
        return then


def _cells(text: str) -> list[dict[str, str]]:
    rows = [row for _, row in read_table(text)]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def _reference(path: str, row: dict[str, str]) -> str:
    """`penalties/DEPARTMENT/YEAR/ID`, as a withdrawal names a row of that table."""
    department, register, year = path.removesuffix(".csv").split("/")[-3:]
    return f"{register}/{department}/{year}/{row['id']}"


def _day(value: object) -> date:
    return date.fromisoformat(str(value))


def _told(published: object) -> date:
    """Since when a law's text or an adjustment stands in the list."""
    return max(ADOPTED, _day(published) + READ)


def _begun(entrustment: Values) -> date:
    return max(ADOPTED, _day(entrustment["from"]) - AHEAD)


def _with(values: Values, **changed: object) -> Values:
    """Values with some changed where they are there, without those that are empty now."""
    known = {name: changed.get(name, value) for name, value in values.items()}
    return {
        name: value
        for name, value in known.items()
        if value not in (None, []) or values[name] == value
    }


def _dates(value: object) -> Iterator[date]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _dates(one)
    elif isinstance(value, list):
        for one in value:
            yield from _dates(one)
    elif isinstance(value, (str, date)) and _is_day(str(value)):
        yield _day(value)


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


def _parts(cell: str) -> list[str]:
    return cell.split(LIST_SEPARATOR)


def _shown(row: dict[str, str]) -> date:
    """Since when a row is public: an outcome is disclosed, a penalty filed, a certificate issued, a grade given, a
    reader asks; all else always was."""
    since = next((row[name] for name in BEGINS if row.get(name)), "")
    return max(ADOPTED, _day(since)) if since else ADOPTED
