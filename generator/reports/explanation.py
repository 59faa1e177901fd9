"""A rule in words, for `explain` and the rule's page."""

from generator.rules import Rule


def explanation(rule: Rule) -> str:
    """What the rule demands, where that stands, how to mend it."""
    return "\n".join(
        [
            f"{rule.code} {rule.title}（{rule.severity.label}）",
            f"依据  {rule.source}",
            f"说法  {rule.message}",
            f"办法  {rule.advice}",
        ]
    )
