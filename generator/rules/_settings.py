"""Settings that a new portal still has to fill in."""

from collections.abc import Iterator
from typing import Any

from generator.catalogue import Catalogue
from generator.findings import Hit, Path, Severity, hit
from generator.models.portal import TO_BE_WRITTEN, Portal
from generator.sources.shape import field_label

ADVICE = "换成实际的名称；网站上现在显示的就是“（待填）”。"


def left_to_be_written(catalogue: Catalogue) -> Iterator[Hit]:
    portal = catalogue.portal
    if portal is None:
        return
    for path in _places(portal.model_dump(by_alias=True), ()):
        what = f"“{field_label(Portal, path)}”还没有填，写的是“{TO_BE_WRITTEN}”"
        yield hit(portal.at(*path), severity=Severity.WARNING, advice=ADVICE, what=what)


def _places(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _places(one, (*path, name))
    elif value == TO_BE_WRITTEN:
        yield path
