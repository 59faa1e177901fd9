"""`python -m tests.benchmarks.checked ROOT`: our check of a root, timed by family of rules, as JSON.

Out: `read`, the seconds until all records are read and joined; `families`, seconds of each family of
rules; `found`, file, line and field of each fault of shape or reference.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from generator.catalogue import Catalogue
from generator.findings import Hit
from generator.rules import all_rules
from generator.sources.records import load

SHAPE = "structure"
"""The family that holds records to their models and references to what they name."""


def main(root: Path) -> None:
    started = time.perf_counter()
    loaded = load([root])
    catalogue = Catalogue(loaded.records, loaded.problems)
    portal = catalogue.portal
    if portal is None or portal.as_of is None:
        raise SystemExit(f"{root} 没有计算日")
    read = time.perf_counter() - started
    families: dict[str, float] = defaultdict(float)
    found = []
    for rule in all_rules().values():
        begun = time.perf_counter()
        hits = [one for one in rule.check(catalogue, portal.as_of) if isinstance(one, Hit)]
        families[rule.family] += time.perf_counter() - begun
        if rule.family == SHAPE:
            for one in hits:
                field = str(one.place.path[0]) if one.place.path else ""
                found.append([one.place.file, one.place.line, field])
    json.dump({"read": read, "families": families, "found": found}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
