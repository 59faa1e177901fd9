"""Templates as the code that Jinja made of them: made once, kept for the next run, and there before workers split off."""

import marshal

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from generator.kept import Store
from generator.site.render import Theme, environment

KEPT = "templates"
Code = dict[tuple[str, str], bytes]
"""By what Jinja calls a template and the digest of its text: its code."""


class _Kept(BytecodeCache):
    """What a store has of templates' code; a text that has changed has another digest, so its old code is not found."""

    def __init__(self, known: Code) -> None:
        self.known = known
        self.used: Code = {}
        self.is_new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self.known.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.code = marshal.loads(code)
            self.used[bucket.key, bucket.checksum] = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.used[bucket.key, bucket.checksum] = marshal.dumps(bucket.code)
        self.is_new = True


def compile_templates(theme: Theme, store: Store) -> None:
    """Have all templates of a theme compiled in this process, with what the store has of them. Raises jinja2's errors."""
    known = store.load(KEPT)
    kept = _Kept(known if isinstance(known, dict) else {})
    found = environment(theme)
    found.bytecode_cache = kept
    try:
        for name in found.list_templates(extensions=("html", "txt")):
            found.get_template(name)
    finally:
        found.bytecode_cache = None
    # Where this process had them all already, nothing was asked of the store, and it keeps what it has.
    if kept.is_new:
        store.save(KEPT, kept.used)
