"""What responses and waivers say of events and items, against what there is (STR004, STR008)."""

from collections.abc import Iterator

from generator.catalogue import Catalogue
from generator.findings import Hit, Unchecked, hit
from generator.models.responses import AnswerResult, Response
from generator.models.waivers import Waiver
from generator.obligations import event_titles


def answers_unlike(catalogue: Catalogue) -> Iterator[Hit]:
    """STR004: an answer to nothing or to two things at once, or no change without its reason."""
    for response in catalogue.responses.values():
        for index, answer in enumerate(response.answers):
            said = [bool(answer.items), bool(answer.articles), answer.whole]
            if sum(said) != 1:
                written = "一样也没有写" if not any(said) else "写了不止一样"
                yield hit(
                    response.at("answers", index),
                    what=f"答复的范围{written}",
                    advice="职权（items）、条（articles）、全部（whole: true）三样里写一样。",
                )
            if answer.result is AnswerResult.NO_CHANGE and answer.reason is None:
                yield hit(
                    response.at("answers", index, "reason"),
                    what="答复“不用调整”，没有写理由",
                    advice="在“理由（reason）”里写明为什么不用调整。",
                )


def events_to_nothing(catalogue: Catalogue) -> Iterator[Hit | Unchecked]:
    """STR008: a response or a waiver whose event there is not, or whose items are another department's."""
    known = event_titles(catalogue)
    lost = catalogue.has_lost("laws") or catalogue.has_lost("adjustments")
    unread = 0
    several: list[Response | Waiver] = [
        *catalogue.responses.values(),
        *catalogue.waivers.values(),
    ]
    for record in several:
        if record.event is not None and record.event not in known and lost:
            unread += 1
        elif record.event is not None and record.event not in known:
            yield hit(
                record.at("event"),
                what=f"“事件”指的“{record.event}”不存在",
                advice="写法律事件的标识（法律-公布日期-种类，见法律的 law.yaml）或者 adjustments/ 里一次调整的标识。",
            )
        if isinstance(record, Waiver):
            yield from _of_another(catalogue, record, record.items, ("items",))
        else:
            for index, answer in enumerate(record.answers):
                yield from _of_another(catalogue, record, answer.items, ("answers", index, "items"))
    if unread:
        yield Unchecked(unread, "所答复的法律或者调整读不出来，改好后才能核对")


def _of_another(
    catalogue: Catalogue,
    record: Response | Waiver,
    items: list[str],
    path: tuple[str | int, ...],
) -> Iterator[Hit]:
    for index, item in enumerate(items):
        power = catalogue.powers.get(item.partition("/")[0])
        if power is not None and power.department != record.department:
            yield hit(
                record.at(*path, index),
                see=(power.at("id"),),
                what=f"“{item}”（{power.name}）是“{power.department}”的职权，不是本部门的",
                advice="删去这一项；由行使这项职权的部门自己答复。",
            )
