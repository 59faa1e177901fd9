"""Everything inside generator/ points one way, and no module is part of a circle."""

import ast
import re
from pathlib import Path

GENERATOR = Path(__file__).parents[1] / "generator"
# The order of the house: a module imports only from what stands before it, or beside it.
ORDER = (
    "wording", "kept", "numerals", "amounts", "decision_numbers", "findings", "clauses", "models", "observations", "witness",
    "sources", "catalogue", "citations", "major", "elsewhere", "holidays", "periods", "days", "deadlines", "departures",
    "obligations", "successions", "changes", "item_changes", "waiving", "clocks", "running", "values", "summaries", "masking",
    "generalising", "anonymizing", "record_history", "forms", "rules", "importing", "data", "reports", "forge", "site", "commands",
)  # fmt: skip


def imports(path: Path) -> set[str]:
    """Modules of generator/ that a file imports at its head, dotted, without `generator.`."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("generator."):
            module = str(node.module).removeprefix("generator.")
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            found.update(
                a.name.removeprefix("generator.")
                for a in node.names
                if a.name.startswith("generator.")
            )
    return found


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(GENERATOR).with_suffix("").parts).removesuffix(".__init__"): path
        for path in GENERATOR.rglob("*.py")
        if path != GENERATOR / "__init__.py"
    }


def test_every_module_stands_in_the_order() -> None:
    unknown = {name.partition(".")[0] for name in modules()} - set(ORDER)
    assert not unknown, f"say where these stand in ORDER: {unknown}"


def test_imports_only_point_up_the_order() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, path in modules().items()
        for other in imports(path)
        if ORDER.index(other.partition(".")[0]) > ORDER.index(name.partition(".")[0])
    ]
    assert not wrong, "\n".join(wrong)


def test_no_module_is_part_of_a_circle() -> None:
    known = modules()
    graph = {
        name: {o for o in imports(path) if o in known and o != name} for name, path in known.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join([*trail[trail.index(name) :], name])
        if name not in done:
            for other in sorted(graph[name]):
                visit(other, (*trail, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_only_the_plugin_imports_mkdocs() -> None:
    pattern = re.compile(r"^(from|import) mkdocs", re.M)
    users = [n for n, path in modules().items() if pattern.search(path.read_text("utf-8"))]
    assert users == ["site.plugin"]
