"""Powers that nothing but a code tells apart: two of them are rather one that somebody wrote twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.forms.groups import place_of
from generator.importing.drafts import DEPARTMENT, Draft
from generator.models.base import Record
from generator.models.powers import Power

PLACE = ("law", "article", "paragraph", "subparagraph", "item")


def covers(said: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    """Whether a basis names the place of another or the article around it, in whatever text of the law."""
    return all(said.get(name) in (None, held.get(name)) for name in PLACE)


def namesakes(draft: Draft, records: Iterable[Record]) -> Iterator[Power]:
    """Powers of the name and type of a row that stand on one of its places."""
    for one in records:
        if not isinstance(one, Power) or one.name != draft.values.get("name"):
            continue
        if one.type.value == draft.values.get("type") and _share(
            draft.values.get("bases") or [], [place_of(basis) for _, basis in one.all_bases()]
        ):
            yield one


def _share(some: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> bool:
    return any(covers(a, b) or covers(b, a) for a in some for b in others)


class Twins:
    """The powers that the rows of a file tell of: what a second run could not tell apart is refused at the first."""

    def __init__(self) -> None:
        self._coded: dict[object, Draft] = {}
        self._named: dict[object, list[tuple[Draft, str, bool]]] = {}

    def refuse_code(self, draft: Draft) -> None:
        """Refuse a code that an earlier row has under another name: the next import would take one for the other."""
        code = draft.values.get("code")
        if not code:
            return
        before = self._coded.setdefault((draft.values.get(DEPARTMENT), code), draft)
        if before.values.get("name") != draft.values.get("name"):
            draft.fault(
                f"职权编码与{before.where}的一样，名称不同",
                "一个编码只给一项职权：核对编码，是同一项的只留一行。",
                "code",
            )

    def refuse_name(self, draft: Draft, record: str, is_new: bool) -> None:
        """Refuse a row that an earlier one of the same name and type is not told from: one of both has no code.

        record: the key of what it becomes. Two that stand there already are told apart. Where both have one they are two, and a person is asked if they rest on the same place.
        """
        if not draft.values.get("name"):
            return
        key = tuple(draft.values.get(name) for name in (DEPARTMENT, "name", "type"))
        earlier = self._named.setdefault(key, [])
        for before, other, was_new in earlier:
            if not (is_new or was_new or record == other):
                continue
            codes = [bool(one.values.get("code")) for one in (before, draft)]
            if not all(codes):
                lacking = "有一行没有编码" if any(codes) else "都没有编码"
                draft.fault(
                    f"与{before.where}的名称、类型都一样，{lacking}",
                    "是同一项的，留一行，几个依据写在一格里；是两项的，写明职权编码，或者改名称。",
                    "name",
                )
                return
            if record != other and _share(
                draft.values.get("bases") or [], before.values.get("bases") or []
            ):
                draft.ask(
                    f"与{before.where}的名称、类型、依据都一样，编码不同",
                    "是同一项的，留一行。",
                    "code",
                )
        earlier.append((draft, record, is_new))
