"""Marked values, and the search for them in all bytes of a site: in every encoding, and in what is packed."""

import base64
import gzip
import html
import json
import random
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from generator.site import tokens


def marks(count: int) -> list[str]:
    """Values that stand nowhere else: names, numbers, words, as a docket holds them."""
    draw = random.Random(20261123)
    rare = [chr(draw.randrange(0x4E00, 0x9FA5)) for _ in range(4 * count)]
    found = []
    for number in range(count):
        word = "".join(rare[4 * number : 4 * number + 4])
        tail = f"{draw.randrange(10**9, 10**10)}"
        found.append(f"{word}{tail}" if number % 2 else f"mark-{tail}-{word}")
    assert len(set(found)) == count
    return found


def encoded(value: str) -> Iterator[bytes]:
    """A value in every way in which bytes of a site could hold it."""
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5hkscs"):
        plain = value.encode(encoding, "ignore")
        yield plain
        # At each of three offsets base64 writes other letters; those that hold the whole value are looked for.
        for offset in range(3):
            whole = base64.b64encode(b"\0" * offset + plain)
            yield whole[4 if offset else 0 : len(whole) - 4]
            yield base64.urlsafe_b64encode(b"\0" * offset + plain)[4 if offset else 0 : -4]
    yield quote(value).encode()
    yield quote(value).lower().encode()
    yield "".join(f"&#{ord(one)};" for one in value).encode()
    yield "".join(f"&#x{ord(one):x};" for one in value).encode()
    yield "".join(f"&#x{ord(one):X};" for one in value).encode()
    yield json.dumps(value).strip('"').encode()
    yield json.dumps(value).strip('"').upper().replace("\\U", "\\u").encode()
    yield html.escape(value).encode()
    yield value.encode("punycode", "ignore")
    yield value.encode("utf-8").hex().encode()


def bodies(content: bytes) -> Iterator[bytes]:
    """The bytes of a file, and what they hold where they are packed, however often."""
    yield content
    for unpack in (gzip.decompress, zlib.decompress, lambda raw: zlib.decompress(raw, -15)):
        try:
            inner = unpack(content)
        except (OSError, EOFError, zlib.error):
            continue
        if inner:
            yield from bodies(inner)


def needles(values: list[str]) -> dict[bytes, str]:
    return {one: value for value in values for one in encoded(value) if len(one) > 7}


def found(folder: Path, values: list[str]) -> list[str]:
    """Which values stand in which files, in whatever encoding; the pieces of the index are also read as words."""
    wanted = needles(values)
    words = [tokens.words([tokens.units(value)]).encode() for value in values]
    wanted |= {word: value for word, value in zip(words, values, strict=True)}
    # By their first bytes, so that each file is gone through once and not a hundred thousand times.
    short = {one[:8] for one in wanted}
    by_start: dict[bytes, list[bytes]] = {start: [] for start in short}
    for one in wanted:
        by_start[one[:8]].append(one)
    said = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix().encode()
        for body in [name, *bodies(path.read_bytes())]:
            there = {body[at : at + 8] for at in range(len(body) - 7)} & short
            said += [
                f"{path.relative_to(folder)}: {wanted[one]}"
                for start in there
                for one in by_start[start]
                if one in body
            ]
    return said
