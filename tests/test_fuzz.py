"""Ten thousand broken files: each gives findings or nothing, never a traceback."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.findings import Finding
from generator.reports import FORMATS, render
from generator.rules import run
from generator.rules._scan import scan
from generator.sources.records import line_of, load
from tests.support.city import CITY, DAY, LAST, copy_city

SHARDS = 10
FILES = 1_000
# Files of the city that stand in one root at a time: many mutants are checked together, because a
# fault must not disturb the others either.
TARGETS = sorted(p for p in CITY.rglob("*") if p.is_file())

Mutation = Callable[[random.Random, bytes], bytes]


def flip(dice: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        out[dice.randrange(len(out))] = dice.randrange(256)
    return bytes(out)


def cut(dice: random.Random, data: bytes) -> bytes:
    return data[: dice.randrange(len(data))]


def lines(dice: random.Random, data: bytes) -> bytes:
    rows = data.splitlines(True)
    at, other = dice.randrange(len(rows)), dice.randrange(len(rows))
    how = dice.randrange(4)
    if how == 0:
        rows.insert(at, rows[other])
    elif how == 1:
        del rows[at]
    elif how == 2:
        rows[at], rows[other] = rows[other], rows[at]
    else:
        rows[at] = b"  " * dice.randrange(4) + rows[at].lstrip()
    return b"".join(rows)


def value(dice: random.Random, data: bytes) -> bytes:
    """Another value where one stood: of another type, absurd, or from another place."""
    text = data.decode()
    mark = ": " if ": " in text else ","
    cells = text.split(mark)
    at = dice.randrange(1, len(cells)) if len(cells) > 1 else 0
    _, newline, rest = cells[at].partition("\n")
    cells[at] = dice.choice([*VALUES, dice.choice(cells)]) + newline + rest
    return mark.join(cells).encode("utf-8", "surrogatepass")


VALUES = [
    *("", "null", "true", "~", "-1", "0", "9" * 400, "1e999", "-.inf", ".nan", "0x1F", "1_000"),
    *("9999-12-31", "0000-00-00", "2026-02-30", "12:30:45", "2026-01-01T00:00:00Z"),
    *("[]", "{}", "[[[[", "{a: {b: {c: 1}}}", "- - -", "[" * 200 + "]" * 200, "? a", "a: b: c"),
    *("'", '"', '"""', "|", ">", "&a", "*a", "!!int x", "!!python/object:os.system x", "%YAML 9"),
    *(
        "\x00",
        "\x07",
        "\ufeff",
        "\u2028",
        "\ud800",
        "\U0001f6a8",
        "\u202e倒",
        "é" * 3000,
        ";",
        ";;",
    ),
    *(
        "：",
        "－ ",
        "\u3000",
        "\u00a0",
        "５０００",
        "²",
        "“x”",
        "\u200b",
        "\u00ad",
        "a：b",
        "- a\n- b",
        "，，；",
    ),
    *("{0}", "{what}", "%s", "../../etc/passwd", "/", "food@", "food@2026:", "@:", "a@b:1.2.3.4.5"),
    *("littering/", "/x", "expired-food/sale/x", "cf-0", "cf-99999999999999999999", "〔YYYY〕N号"),
]


def insert(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    new = dice.choice(VALUES).encode("utf-8", "surrogatepass")
    return data[:at] + new * dice.randint(1, 3) + data[at:]


def noise(dice: random.Random, data: bytes) -> bytes:
    at = dice.randrange(len(data))
    words = "".join(chr(dice.choice(range(1, 0x3000))) for _ in range(dice.randint(1, 40)))
    return data[:at] + words.encode("utf-8", "surrogatepass") + data[at:]


MUTATIONS: list[Mutation] = [flip, cut, lines, value, value, value, insert, noise]


def mutant(dice: random.Random, data: bytes) -> bytes:
    out = data
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        try:
            out = dice.choice(MUTATIONS)(dice, out) or b"\n"
        except UnicodeDecodeError:
            return out  # already broken in a way that words cannot be swapped in
    return out


@pytest.mark.parametrize("shard", range(SHARDS))
def test_mutated_files_give_findings_and_never_a_traceback(shard: int, tmp_path: Path) -> None:
    """Reading, checking and reporting a broken file ends in findings or in nothing."""
    dice = random.Random(f"mingze-{shard}")
    root = copy_city(tmp_path / "city")
    made = found = 0
    while made < FILES:
        broken = dice.sample(TARGETS, dice.choice((1, 2, 4, 8, 12)))
        mutants = {target: mutant(dice, target.read_bytes()) for target in broken}
        for target, data in mutants.items():
            (root / target.relative_to(CITY)).write_bytes(data)
        try:
            findings = checked(root)
        except Exception as error:
            kept = {str(t.relative_to(CITY)): data[:3000] for t, data in mutants.items()}
            raise AssertionError(f"读坏了的文件时出错：{error!r}\n{kept}") from error
        for target in broken:
            shutil.copyfile(target, root / target.relative_to(CITY))
        made += len(broken)
        found += bool(findings)
    # Mutants that harm nothing exist (a comment, a changed word), but they are few.
    assert found > made / 12


def checked(root: Path) -> list[Finding]:
    """Load, run every rule, look up every line and write every report, as `check` does."""
    loaded = load([root], store=LAST)
    catalogue = Catalogue(loaded.records, loaded.problems)
    scan(catalogue, store=LAST)
    report = run(catalogue, DAY)
    for finding in report.findings:
        assert line_of(finding.place) >= 1
        assert (root / finding.place.file).exists()
    for name in FORMATS:
        assert isinstance(render(name, report), str)
    return report.findings


@pytest.mark.parametrize(
    "text", [b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"#", b"---", b"--- \n...\n", b"%"]
)
@pytest.mark.parametrize(
    "file", ["lists/portal.yaml", "lists/departments/urban-management/officers.csv"]
)
def test_nearly_empty_file(file: str, text: bytes, tmp_path: Path) -> None:
    """Files of a byte or two are the ones that programs forget."""
    root = copy_city(tmp_path / "city")
    (root / file).write_bytes(text)
    assert [finding for finding in checked(root) if finding.place.file == file]


def test_file_without_permission(tmp_path: Path) -> None:
    """A file that may not be opened is a finding."""
    if os.geteuid() == 0:
        pytest.skip("以 root 运行，任何文件都打得开")
    root = copy_city(tmp_path / "city")
    (root / "lists/portal.yaml").chmod(0)
    assert [f for f in checked(root) if (f.code, f.place.file) == ("STR001", "lists/portal.yaml")]
