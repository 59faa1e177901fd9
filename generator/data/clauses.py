"""The plan, clause by clause: which registers and rules carry it, and where the site shows it."""

from dataclasses import dataclass

from generator.clauses import CLAUSES, Clause, is_of
from generator.deadlines import DEADLINES, Deadline
from generator.models.base import Register, registers
from generator.rules import Rule, all_rules

PATH = "docs/clauses.md"


@dataclass(frozen=True)
class Carried:
    """A clause with what carries it. pages: addresses on the public site."""

    clause: Clause
    registers: tuple[Register, ...]
    rules: tuple[Rule, ...]
    deadlines: tuple[Deadline, ...]
    pages: tuple[str, ...]


def carried() -> list[Carried]:
    """Every clause of the plan, in its order."""
    return [_carried(clause) for clause in CLAUSES]


def _carried(clause: Clause) -> Carried:
    own = tuple(
        model.register
        for model in registers().values()
        if is_of(model.register.clause, clause)
    )  # fmt: skip
    lists = tuple(f"/registers/{one.name}/" for one in own if one.listed and one.root == "public")
    return Carried(
        clause,
        own,
        tuple(one for one in all_rules().values() if is_of(one.clause, clause)),
        tuple(
            one
            for one in DEADLINES.values()
            if any(source.clause and is_of(source.clause, clause) for source in one.sources)
        ),
        tuple(dict.fromkeys((*clause.pages, *lists))),
    )


def table() -> str:
    """The table of docs/clauses.md."""
    lines = [
        "# 方案逐条对照",
        "",
        "本页由 `python publish.py generate` 生成，不手改。括号里写“监督库”的登记表不公开。",
        "",
        "| 条款 | 要求 | 登记表 | 规则 | 期限 | 公开的页面 |",
        "|---|---|---|---|---|---|",
    ]
    for one in carried():
        names = "、".join(
            f"{r.title} `{r.name}`" + ("（监督库）" if r.root == "supervision" else "")
            for r in one.registers
        )
        cells = (
            f"{one.clause.where} {one.clause.title}",
            one.clause.asks,
            names or one.clause.reason,
            "、".join(rule.code for rule in one.rules) or one.clause.reason,
            "、".join(deadline.name for deadline in one.deadlines) or "没有",
            "、".join(f"`{page}`" for page in one.pages) or one.clause.reason,
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
