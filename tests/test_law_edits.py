"""law-diff on edits that are known, of real texts: what nobody fitted the bounds to."""

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.sources.statute_changes import Digested, compare
from generator.sources.statute_lines import StatuteError
from generator.sources.statutes import read_statute

TEXTS = Path(__file__).parents[2] / "shared" / "data" / "laws" / "texts"
# Which part of the articles edited in each way may be read otherwise.
OTHERWISE = {"same": 0, "moved": 0, "merged": 0, "rewritten": 0.03, "split": 0.03, "inserted": 0.04}


def laws() -> list[list[str]]:
    """Sixty texts of an ordinary length, each article once."""
    found = []
    for path in sorted(TEXTS.rglob("*.md"))[::7]:
        try:
            articles = read_statute(path.read_text(encoding="utf-8")).articles
        except StatuteError:  # A decision without articles.
            continue
        if 30 <= len(articles) <= 130:
            found.append(list(dict.fromkeys(article.text for article in articles)))
    return found[:60]


def edited(old: list[str], others: list[str], chance: random.Random) -> list[tuple[str, str]]:
    """The new articles, each with what was done to it; some old ones are struck out."""
    new: list[tuple[str, str]] = []
    at = 0
    while at < len(old):
        text = old[at]
        parts = re.findall(r"[^，；。：]+[，；。：]?", text)
        sentences = re.findall(r"[^。]+。", text)
        edit = chance.choice(
            ["same"] * 8
            + ["moved", "struck", "inserted", "merged", "rewritten", "rewritten", "split"]
        )
        if edit == "inserted":
            new.append((chance.choice(others), "inserted"))
        if edit == "merged" and at + 1 < len(old):
            at += 1
            new.append((f"{text}\n{old[at]}", "merged"))
        elif edit == "rewritten" and len(parts) > 2:
            for place in chance.sample(range(len(parts)), len(parts) // 3):
                parts[place] = chance.choice(others).split("，")[0] + "，"
            new.append(("".join(parts), "rewritten"))
        elif edit == "split" and len(sentences) > 1 and min(map(len, sentences)) > 18:
            new += [(sentences[0], "split"), ("".join(sentences[1:]), "split")]
        elif edit == "moved":
            new.insert(chance.randrange(len(new) + 1), (text, "moved"))
        elif edit != "struck":
            new.append((text, "same"))
        at += 1
    return new


@pytest.mark.skipif(
    not TEXTS.is_dir(), reason="未找到仓库旁的 ../shared/data/laws（法律文本），跳过改编文本的比较"
)
def test_edits_of_real_texts_are_read_as_what_they_are() -> None:
    chance = random.Random(20261128)
    several = laws()
    done, otherwise = Counter[str](), Counter[str]()
    for old in several:
        new = edited(old, chance.choice(several), chance)
        found = compare(numbered(old), numbered([text for text, _ in new]))
        numbers = {str(number): edit for number, (_, edit) in enumerate(new, 1)}
        stayed = numbers.keys() - {*found.touched}
        right = {"inserted": {*found.added}, "same": stayed, "moved": stayed}
        for number, edit in numbers.items():
            done[edit] += 1
            otherwise[edit] += number not in right.get(edit, {*found.changed})
    assert len(several) == 60
    assert set(done) == set(OTHERWISE)
    assert not {e: n for e, n in otherwise.items() if n > OTHERWISE[e] * done[e]}, (done, otherwise)


def numbered(texts: list[str]) -> list[Digested]:
    return [Digested(str(number), text, text) for number, text in enumerate(texts, 1)]
