"""Words of the index: no text is lost in them, and a phrase of them is exactly a text."""

import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site import tokens
from tests.support import search_truth

SCRIPT = Path(__file__).parents[1] / "site_templates" / "assets" / "search.js"

# What texts of the law are made of, dense enough that runs, brackets and spaces meet.
ALPHABET = "行政处罚号第条明市监〔〕（）《》，、。.-/ \n\t\u3000012349GBab１２Ａé〇が豈𠮷😀ꀀ"
texts = st.text(alphabet=ALPHABET, max_size=24) | st.text(max_size=12)


def decoded(word: str) -> str:
    """Undo `tokens.encode`, from its description."""
    text, rest = "", iter(word)
    for char in rest:
        if 0xA000 <= ord(char) < 0xA000 + 1165:
            text += chr((ord(char) - 0xA000) * 1024 + ord(next(rest)) - 0xA000)
        else:
            text += char
    return text


def words(blocks: list[str]) -> str:
    return tokens.words([tokens.units(block) for block in blocks])


def rebuilt(words: str, blocks: int) -> list[str]:
    """Rebuild a page's blocks from its words: of each pair the first unit, until the end mark."""
    found, block = [], ""
    pairs = map(decoded, words.split(" "))
    while len(found) < blocks:
        pair = next(pairs)
        block += first_unit(pair)
        if pair.endswith(tokens.END):
            found.append(block)
            block = ""
    return found


def first_unit(pair: str) -> str:
    if pair.endswith(tokens.END):
        return pair[:-1]
    return " " if pair.startswith(" ") else tokens.units(pair)[0]


@given(st.lists(texts.filter(tokens.tidy), min_size=1, max_size=4))
def test_a_page_can_be_rebuilt_from_its_words(blocks: list[str]) -> None:
    """The words lose nothing but white space, and the case and width of digits and letters."""
    expected = ["".join(tokens.units(block)) for block in blocks]
    assert rebuilt(words(blocks), len(blocks)) == expected


@given(texts)
def test_words_hold_only_letters_that_the_index_keeps(text: str) -> None:
    """Nothing that is punctuation, upper case, accented or Hangul reaches the program."""
    for word in words([text]).split(" "):
        assert word.isalnum()
        assert word == word.lower()


@given(st.lists(texts, min_size=1, max_size=3), st.data())
def test_a_phrase_is_exactly_a_text(blocks: list[str], data: st.DataObject) -> None:
    """Words one after the other ⇔ the query stands in a block, by the truth written apart."""
    kept = [block for block in blocks if tokens.tidy(block)]
    sample = data.draw(st.sampled_from(kept)) if kept else ""
    start = data.draw(st.integers(0, len(sample)))
    cut = sample[start : start + data.draw(st.integers(1, 6))]
    for query in (cut, data.draw(texts), cut[:1], cut[1:]):
        if not tokens.phrase(query):
            continue
        expected = bool(search_truth.truth({"page": map(search_truth.plain, kept)}, query))
        assert stands_in(query, kept) == expected, query


def stands_in(query: str, blocks: list[str]) -> bool:
    """As the search does it: the phrase's words on consecutive places, or a unit that begins so."""
    if len(cut := tokens.units(query)) == 1:
        return any(unit.startswith(cut[0]) for block in blocks for unit in tokens.units(block))
    return f" {tokens.phrase(query)} " in f" {words(blocks)} "


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("明市监罚〔2025〕12号", "12号", True),
        ("明市监罚〔2025〕112号", "12号", False),
        ("明市监罚〔2025〕112号", "12", False),
        ("共125件", "12", True),
        ("共125件", "共12", False),
        ("办理，处罚", "理，处", True),
        ("办理，处罚", "理处", False),
        ("GB 2760—2024", "gb 2760", True),
        ("GB 2760—2024", "2760", True),
        ("GB2760", "2760", False),
        ("行 政\n处罚", "行政 处罚", True),
        ("（罚款）", "(罚款)", False),
        ("明市监罚〔2025〕12号", "１２号", True),
        ("明市监罚〔２０２５〕１２号", "〔2025〕12号", True),
        ("化学需氧量（COD）超标", "ｃｏｄ", True),
        ("化学需氧量（ＣＯＤ）超标", "cod", True),
        ("共１２５件", "12", True),
    ],
)
def test_readings_of_the_definition(text: str, query: str, found: bool) -> None:
    """Numbers whole, a number alone by its beginning, white space nothing, punctuation as typed."""
    assert stands_in(query, [text]) is found
    assert bool(search_truth.truth({"page": [search_truth.plain(text)]}, query)) is found


def test_no_phrase_runs_over_the_edge_of_a_block() -> None:
    blocks = ["关于行政", "处罚的决定"]
    assert stands_in("行政", blocks)
    assert not stands_in("行政处罚", blocks)


def test_different_texts_have_different_codes() -> None:
    characters = [chr(point) for point in range(0x11000)] + ["\U0001f600", "\U0010fffe"]
    assert len(set(map(tokens.encode, characters))) == len(characters)
    pairs = {tokens.encode(left + right) for left, right in pairwise(ALPHABET)}
    assert len(pairs) == len(set(pairwise(ALPHABET)))


def test_the_browser_cuts_queries_as_the_index_cuts_texts(tmp_path: Path) -> None:
    """search.js and tokens.py agree, on thousands of texts of all kinds of characters."""
    node = shutil.which("node")
    assert node is not None, "没有 Node：运行 make setup"
    queries = sample_queries()
    (tmp_path / "search.mjs").write_text(SCRIPT.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "ask.mjs").write_text(
        "import { readFileSync } from 'node:fs';\n"
        "import { phrase, tidy } from './search.mjs';\n"
        "const queries = JSON.parse(readFileSync(0, 'utf8'));\n"
        "console.log(JSON.stringify(queries.map((q) => [tidy(q), phrase(q)])));\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [node, str(tmp_path / "ask.mjs")],
        input=json.dumps(queries),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    expected = [[tokens.tidy(query), tokens.phrase(query)] for query in queries]
    assert json.loads(done.stdout) == expected


def sample_queries() -> list[str]:
    """All characters of the first plane, in fives, and pieces of a text of every length."""
    points = [point for point in range(0x11000) if not 0xD800 <= point < 0xE000]
    fives = ["".join(map(chr, points[at : at + 5])) for at in range(0, len(points), 5)]
    text = ALPHABET + ALPHABET[::-1] + "罚〔2025〕112号 GB 2760 Ab１２"
    pieces = [text[a:b] for a in range(len(text)) for b in range(a, min(a + 9, len(text)))]
    return fives + pieces
