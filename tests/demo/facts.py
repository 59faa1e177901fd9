"""The facts of a case put into sentences, and how much two of them have in common."""

import random

from tests.demo import phrases
from tests.demo.fines import Fine
from tests.demo.steps import Steps
from tests.demo.story import Story, lines, tell

OPENINGS = {key: lines(pool) for key, pool in phrases.OPENINGS.items()}
EVIDENCE = lines(phrases.EVIDENCE)
CORRECTIONS = {level: lines(pool) for level, pool in phrases.CORRECTIONS.items()}
DEFENCES = {moved: lines(pool) for moved, pool in phrases.DEFENCES.items()}
STREET = ("流动经营", "个人")


def facts(
    draw: random.Random, story: Story, fine: Fine, steps: Steps, where: str, source: str, place: str
) -> str:
    """How it began, what was found, and what followed, in an order of its own."""
    day = f"{steps.found.year}年{steps.found.month}月{steps.found.day}日"
    detail, said, mended = story.extras or ("", "", "")
    ground = source
    if source == "inspection":
        street = story.trade in STREET and (fine.level in "ST" or story.trade == "流动经营")
        ground = where or ("patrol" if street else source)
    closing = [mended or tell(draw, draw.choice(CORRECTIONS[fine.level]).text, {})]
    if said:
        closing.insert(draw.randint(0, 1), said)
    if fine.level not in "ST" and (not said or draw.random() < 0.6):
        closing.insert(draw.randint(0, len(closing)), tell(draw, draw.choice(EVIDENCE).text, {}))
    if steps.defended:
        closing.append(tell(draw, draw.choice(DEFENCES[fine.level in "ML"]).text, {}))
    opening = tell(draw, draw.choice(OPENINGS[ground]).text, {"d": day, "place": place})
    return "".join([opening, story.account, fine.counted, detail, *closing])


def trigrams(text: str) -> frozenset[str]:
    """The runs of three characters of a text."""
    return frozenset(text[index : index + 3] for index in range(len(text) - 2))


def alike(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of what both have in all that either has."""
    both = len(one & two)
    return both / (len(one) + len(two) - both)
