"""The facts of a case put into sentences, and how much two of them have in common."""

import random
import re
from collections import Counter
from collections.abc import Iterable

from tests.demo import phrases
from tests.demo.fines import Fine
from tests.demo.grounds import remedied
from tests.demo.steps import Steps
from tests.demo.story import Line, Story, lines, tell

OPENINGS = {key: lines(pool) for key, pool in phrases.OPENINGS.items()}
EVIDENCE = lines(phrases.EVIDENCE)
CORRECTIONS = {level: lines(pool) for level, pool in phrases.CORRECTIONS.items()}
DEFENCES = {moved: lines(pool) for moved, pool in phrases.DEFENCES.items()}
STREET = ("流动经营", "个人")
TOLD = re.compile("责令|提醒|告诫|通知|警告|劝阻|前次|上次")
PUBLIC = ("report", "complaint", "exposure")


class Worder:
    """Puts cases into words, each time with what the city has used least before."""

    def __init__(self) -> None:
        self.used: Counter[str] = Counter()

    def facts(
        self,
        draw: random.Random,
        story: Story,
        fine: Fine,
        steps: Steps,
        where: str,
        source: str,
        place: str,
    ) -> tuple[str, str]:
        """How it began, what was found, and what followed, in an order of its own.

        Beside it, of the same, what was found and what followed alone: on that the decision rests.
        """
        day = f"{steps.found.year}年{steps.found.month}月{steps.found.day}日"
        detail, said, mended = story.extras or ("", "", "")
        ground = source
        if source == "inspection":
            street = story.trade in STREET and (fine.level in "ST" or story.trade == "流动经营")
            ground = where or ("patrol" if street else source)
        found = "".join([story.account, fine.counted, detail])
        tags = frozenset(
            [
                *(["told"] if TOLD.search(found) else []),
                *(["public"] if source in PUBLIC else []),
            ]
        )
        closing = [mended or self._draw(draw, CORRECTIONS[fine.level], tags)]
        if fine.level == "M" and not remedied(found + said + closing[0]):
            # Nobody is fined below the range for words that would fit anybody.
            closing = [mended, self._draw(draw, CORRECTIONS["M"], tags)]
        borne_out = "".join([found, said, *closing])
        if said:
            closing.insert(draw.randint(0, 1), said)
        if fine.level not in "ST" and (not said or draw.random() < 0.6):
            closing.insert(draw.randint(0, len(closing)), self._draw(draw, EVIDENCE, tags))
        if steps.defended:
            closing.append(self._draw(draw, DEFENCES[fine.level in "ML"], tags))
        opening = tell(draw, draw.choice(OPENINGS[ground]).text, {"d": day, "place": place})
        return "".join([opening, found, *closing]), borne_out

    def _draw(self, draw: random.Random, pool: Iterable[Line], tags: frozenset[str]) -> str:
        fitting = [line for line in pool if line.needs <= tags]
        least = min(self.used[line.text] for line in fitting)
        chosen = draw.choice([line for line in fitting if self.used[line.text] == least])
        self.used[chosen.text] += 1
        return tell(draw, chosen.text, {})


def trigrams(text: str) -> frozenset[str]:
    """The runs of three characters of a text."""
    return frozenset(text[index : index + 3] for index in range(len(text) - 2))


def alike(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of what both have in all that either has."""
    both = len(one & two)
    return both / (len(one) + len(two) - both)
