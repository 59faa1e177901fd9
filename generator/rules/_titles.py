"""References written as a title where an id belongs: which record is meant, where one alone bears it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.catalogue import Catalogue
from generator.findings import Hit, How, Mend, Unchecked
from generator.models.base import extra, registers
from generator.sources.places import below_lists, model_for
from generator.sources.shape import field_info, field_label

TITLES = ("title", "short_title", "name", "short_name")


Titles = dict[str, set[str]]
"""A title, plainly written → the ids of those that bear it."""


def by_title(catalogue: Catalogue, several: Iterable[Hit | Unchecked]) -> Iterator[Hit | Unchecked]:
    """Hits of reading, with the id that was meant where what stands there is a title."""
    known: dict[tuple[str, str], Titles] = {}
    for found in several:
        if not isinstance(found, Hit) or found.mend is None or found.mend.how is not How.TITLE:
            yield found
            continue
        place = found.place
        target = str(extra(field_info(registers()[place.register], place.path), "refers"))
        department = model_for(below_lists(place.file))[1].get("department", "")
        # A column of a long table may hold nothing but titles.
        if (target, department) not in known:
            titles = known.setdefault((target, department), {})
            for title, key in _titled(catalogue, target, department):
                titles.setdefault(_plain(title), set()).add(key)
        written = str(found.mend.value)
        yield _meant(found, written, sorted(known[target, department].get(_plain(written), ())))


def _meant(found: Hit, written: str, meant: list[str]) -> Hit:
    if not meant:
        return replace(found, mend=None)
    label = field_label(registers()[found.place.register], found.place.path)
    what = f"“{label}”写的是名称“{written}”，这里写标识；它的标识是 {'、'.join(meant)}"
    if len(meant) > 1:
        what = f"“{label}”写的是名称“{written}”，这里写标识"
        advice = f"叫这个名称的不止一个，看清是哪一个，写它的标识：{'、'.join(meant)}。"
        return replace(found, values={"what": what}, advice=advice, mend=None)
    mend = Mend(How.VALUE, meant[0])
    return replace(found, values={"what": what}, advice=f"改成 {meant[0]}。", mend=mend)


def _titled(catalogue: Catalogue, target: str, of: str) -> Iterator[tuple[str, str]]:
    """What a reference may name, by each of its titles. Persons are in tables: a name is no title, two may bear it."""
    if target in ("units", "posts"):
        for one in getattr(catalogue.departments.get(of), target, ()):
            yield getattr(one, "title", None) or one.name, one.id
        return
    for name, model in registers().items():
        if target not in (name, model.register.family) or model.register.is_table:
            continue
        for record in catalogue.all(model):
            for field in TITLES:
                if title := getattr(record, field, None):
                    yield str(title), record.key
            for sub in getattr(record, "sub_items", ()):
                yield sub.name, f"{record.key}/{sub.id}"


def _plain(title: str) -> str:
    return re.sub(r"[《》“”\s]", "", title)
