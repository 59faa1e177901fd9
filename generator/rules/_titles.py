"""References written as a title where an id belongs: which record is meant, where one alone bears it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.catalogue import Catalogue
from generator.findings import Hit, How, Mend, Place
from generator.models.base import extra, registers
from generator.sources.places import below_lists, model_for
from generator.sources.shape import field_info, field_label

TITLES = ("title", "short_title", "name", "short_name")


def by_title(catalogue: Catalogue, found: Hit) -> Hit:
    """A hit of reading, with the id that was meant where what stands there is a title."""
    if found.mend is None or found.mend.how is not How.TITLE:
        return found
    place, written = found.place, str(found.mend.value)
    model = registers()[place.register]
    target = str(extra(field_info(model, place.path), "refers"))
    meant = sorted(
        {
            key
            for title, key in _titled(catalogue, target, place)
            if _plain(title) == _plain(written)
        }
    )
    if not meant:
        return replace(found, mend=None)
    label = field_label(model, place.path)
    what = f"“{label}”写的是名称“{written}”，这里写标识；它的标识是 {'、'.join(meant)}"
    if len(meant) > 1:
        advice = f"叫这个名称的不止一个，看清是哪一个：{'、'.join(meant)}。"
        return replace(found, values={"what": what}, advice=advice, mend=None)
    mend = Mend(How.VALUE, meant[0])
    return replace(found, values={"what": what}, advice=f"改成 {meant[0]}。", mend=mend)


def _titled(catalogue: Catalogue, target: str, place: Place) -> Iterator[tuple[str, str]]:
    """What a reference may name, by each of its titles. Persons are in tables: a name is no title, two may bear it."""
    if target in ("units", "posts"):
        _, values = model_for(below_lists(place.file))
        department = catalogue.departments.get(values.get("department", ""))
        for one in getattr(department, target, ()):
            yield one.title, one.id
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
