"""For programs: every finding with its rule, place and words."""

import json

from generator.findings import Fix
from generator.rules import Report


def render(report: Report) -> str:
    findings = [
        {
            "code": f.code,
            "severity": f.severity.value,
            "kind": f.kind.value,
            # Nothing where there is one root alone.
            "root": f.place.base,
            "file": f.place.file,
            "line": f.place.line,
            "register": f.place.register,
            "record": f.place.record,
            "field": list(f.place.path),
            "label": f.field,
            "message": f.message,
            "advice": f.advice,
            "clause": f.clause,
            "source": f.source,
            "fix": _fix(f.fix),
            "see": [{"root": p.base, "file": p.file, "line": p.line} for p in f.see],
        }
        for f in report.findings
    ]
    skipped = [
        {"code": code, "count": one.count, "reason": one.reason}
        for code, several in report.unchecked.items()
        for one in several
    ]
    found = {"findings": findings, "unchecked": skipped, "unwitnessed": report.unwitnessed or None}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _fix(fix: Fix | None) -> dict[str, object] | None:
    if fix is None:
        return None
    return {"line": fix.line, "before": list(fix.before), "after": list(fix.after)}
