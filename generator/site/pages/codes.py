"""编码的页：现在的、曾用的编码都通到它所指的职权；职权不在了的，通到写明哪天、为什么的那一页。"""

from collections.abc import Iterable, Iterator, Mapping

from generator.catalogue import Catalogue
from generator.departures import gone
from generator.models.powers import Power
from generator.site import addresses
from generator.site.page import Page
from generator.site.pages import Edition
from generator.witness import Values


def subjects(edition: Edition) -> list[tuple[str, str]]:
    """Every code that a power or a sub-item has or ever had on the main line, and the id of the power."""
    catalogue = edition.catalogue
    found: dict[str, str] = {}
    for key, said in (*_now(catalogue), *_before(catalogue)):
        for code in _codes(said):
            found.setdefault(code, key)
    return sorted(found.items())


def pages_of(edition: Edition, subject: tuple[str, str]) -> Iterator[Page]:
    code, key = subject
    power = edition.catalogue.powers.get(key)
    yield Page(
        address=addresses.code(code),
        template="pages/code.html",
        title=f"职权编码{code}",
        description=f"编码{code}所指的职权" + (f"：{power.name}" if power else "，已经不在清单里"),
        section="powers",
        context={"power": power, "target": addresses.withdrawn(Power.register.name, key)},
        shows=[power] if power else [],
    )


def pages(edition: Edition) -> Iterator[Page]:
    """Each code has a page of its own; there is no list of them."""
    return iter(())


def _now(catalogue: Catalogue) -> Iterator[tuple[str, Values]]:
    for power in catalogue.powers.values():
        yield power.id, power.model_dump(include={"code", "former_codes", "sub_items"})


def _before(catalogue: Catalogue) -> Iterator[tuple[str, Values]]:
    """What the powers said that still have a page, in every version that git witnesses."""
    witness = catalogue.witness
    if witness is None:
        return
    name = Power.register.name
    left = {one.of.key for one in gone(catalogue) if one.of.register == name}
    left |= {key for register, key in catalogue.withdrawn if register == name}
    for trace in witness.ever(Power.register):
        key = trace.thread.of.key
        # One version of a power that is there: it says today what it always said.
        if key in left or (key in catalogue.powers and len(witness.steps(trace.thread)) > 1):
            for version in witness.seen(trace.thread):
                if version.data is not None:
                    yield key, version.data


def _codes(said: Values) -> Iterator[str]:
    yield from _of(said)
    for field in ("former_codes", "sub_items"):
        several = said.get(field)
        for part in several if isinstance(several, Iterable) else ():
            if isinstance(part, Mapping):
                yield from _of(part)


def _of(said: Values) -> Iterator[str]:
    code = said.get("code")
    if isinstance(code, str) and code:
        yield code
