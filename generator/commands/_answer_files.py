"""What `answer` writes: powers whose bases go on in a new text, and the response. Comments and order stay."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.models.powers import Power
from generator.models.responses import Response
from generator.sources.files import LISTS
from generator.sources.standard import dump, edited
from generator.sources.writing import write_text
from generator.successions import CARRIED, DAY, Succession


def move_bases(ending: Iterable[Succession], moves: Mapping[tuple[str, str], str]) -> list[str]:
    """End each old basis and put its successor behind it; the files that changed.

    moves: (law, old article) → new article, where a person said so. What is not certain and was not said
    stays as it is.
    """
    by_power: dict[str, list[tuple[Succession, str]]] = {}
    for one in ending:
        article = one.article or moves.get((one.basis.law, one.basis.article))
        if one.target is not None and article is not None:
            by_power.setdefault(one.power.id, []).append((one, article))
    written = []
    for several in by_power.values():
        power = several[0][0].power
        path = Path(power.root) / power.file
        text = path.read_text(encoding="utf-8")
        changed = edited(Power, text, lambda data, several=several: _moved(data, several))  # type: ignore[misc]
        if changed != text:
            write_text(path, changed)
            written.append(power.file)
    return written


def _moved(data: Any, several: Iterable[tuple[Succession, str]]) -> None:
    # From behind: what is put in does not move the places of those before it.
    for one, article in sorted(several, key=lambda pair: pair[0].path, reverse=True):
        *above, index = one.path
        bases = data
        for part in above:
            bases = bases[part]
        old = bases[index]
        new = _successor(old, one, article)
        if not any(_same(basis, new) for basis in bases):
            bases.insert(int(index) + 1, new)
        if one.basis.until is None or one.basis.until > one.until:
            old["until"] = one.until.isoformat()


def _successor(old: Any, one: Succession, article: str) -> dict[str, object]:
    target = one.target
    assert target is not None
    new: dict[str, object] = {
        "law": target.law,
        "version": target.version.isoformat(),
        "article": article,
    }
    if one.article is not None:
        # Word for word the same: paragraphs, ranges and gist hold as they are.
        new |= {name: _copy(old[name]) for name in CARRIED if name in old}
    new["from"] = (one.until + DAY).isoformat()
    return new


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return [_copy(item) for item in value] if isinstance(value, list) else value


def _same(basis: Any, new: Mapping[str, object]) -> bool:
    names = ("law", "version", "article", "paragraph", "subparagraph", "item")
    return all(str(basis.get(name)) == str(new.get(name)) for name in names)


def write_response(
    root: Path, department: str, held: Response | None, record: dict[str, Any]
) -> str:
    """A new response, or more answers in the one that is there; its file from the root."""
    if held is not None:
        path = Path(held.root) / held.file

        def more(data: Any) -> None:
            data["answers"].extend(record["answers"])

        write_text(path, edited(Response, path.read_text(encoding="utf-8"), more))
        return held.file
    file = f"{LISTS}/departments/{department}/responses/{record['id']}.yaml"
    write_text(root / file, dump(Response, record))
    return file
