"""`{% remembered KEY %} … {% endremembered %}`: a part of a page that many pages have in common.

The header, the footer, a department's remedies and a power's ruler are the same bytes on thousands of
pages. What stands between the tags is rendered once for each value of KEY and taken from memory after
that. KEY has to name everything that the part depends on; a test renders the demo with an empty memory
for every page and demands the same bytes.
"""

from collections.abc import Callable, Hashable

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

KEPT = 4096
"""Parts kept at once; then all are forgotten, so that a long build does not fill the memory."""


class Remembered(Extension):
    """The tag; its memory lives as long as the environment."""

    tags = {"remembered"}  # noqa: RUF012  # so it is declared by the class above

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.parts: dict[Hashable, str] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        key = parser.parse_expression()
        body = parser.parse_statements(("name:endremembered",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("part", [place, key])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def part(self, place: str, key: Hashable, caller: Callable[[], str]) -> str:
        """The part at a place of a template for a key, rendered where it is not known yet."""
        known = self.parts.get((place, key))
        if known is None:
            if len(self.parts) >= KEPT:
                self.parts.clear()
            known = self.parts[place, key] = caller()
        return known


def forget(environment: Environment) -> None:
    """Empty the memory: what is shown may be other records now."""
    extension = environment.extensions[Remembered.identifier]
    assert isinstance(extension, Remembered)
    extension.parts.clear()
