"""A law's text read into numbered articles, whatever copy it comes from.

Known copies: Markdown with bare numbers, Markdown with bold numbers, and plain text as
copied from the national database (title, promulgation in a parenthesis, table of contents,
body). Text in, articles out: this module opens no file.

The work in order: statute_lines, statute_numbering, statute_articles, statute_header.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.sources.statute_articles import (
    Paragraph,
    StatuteArticle,
    Subparagraph,
    set_articles,
)
from generator.sources.statute_header import (
    Effect,
    StatuteEvent,
    effect,
    header_events,
    repealed,
    title_and_header,
)
from generator.sources.statute_lines import StatuteError, StatuteWarning, read_lines
from generator.sources.statute_numbering import number_articles
from generator.sources.typography import digest, normalise

__all__ = [
    "Paragraph",
    "Statute",
    "StatuteArticle",
    "StatuteError",
    "StatuteWarning",
    "Subparagraph",
    "digest",
    "normalise",
    "read_statute",
]


@dataclass(frozen=True)
class Statute:
    """A law's text as read; `articles` in the order of the text."""

    title: str
    events: tuple[StatuteEvent, ...]
    effect: Effect | None
    repeals: tuple[str, ...]
    articles: tuple[StatuteArticle, ...]
    warnings: tuple[StatuteWarning, ...]

    @property
    def effective(self) -> date | None:
        """The day of effect that the text states; None also where it is the publication's."""
        return self.effect.date if self.effect else None

    @property
    def effective_on_publication(self) -> bool:
        return bool(self.effect and self.effect.on_publication)

    @cached_property
    def by_number(self) -> dict[str, StatuteArticle]:
        return {article.number: article for article in self.articles}


def read_statute(text: str) -> Statute:
    """Read a law's text.

    Articles are told from references to articles by the sequence of numbers: 第十二条 at a
    line's start is an article only where the twelfth is due. What does not fit (a gap, a
    number twice, out of order, two articles on one line, a text appended with numbers of its
    own) is handled and stands in `warnings`. StatuteError where there is no article, or
    where more numbers are missing than found.
    """
    lines = read_lines(text)
    chain, appended, warnings = number_articles(lines)
    articles = tuple(set_articles(chain, lines, appended))
    if not articles[-1].text:
        warnings.append(StatuteWarning(articles[-1].line, f"{articles[-1].label}没有正文"))
    texts = [article.text for article in articles]
    title, header = title_and_header(lines[: chain[0].index])
    return Statute(
        title=title,
        events=header_events(header),
        effect=effect(texts),
        repeals=repealed(texts),
        articles=articles,
        warnings=tuple(sorted(warnings, key=lambda warning: warning.line)),
    )
