"""What is kept of templates is their code as Jinja makes it, and only of the text that it was made of."""

from pathlib import Path

from generator.kept import Store
from generator.site import render
from generator.site.compiled import KEPT, compile_templates
from generator.site.render import Theme, environment, theme_folder


def theme(folder: Path) -> Theme:
    return Theme((str(folder), str(theme_folder())))


def another_process() -> None:
    """As one that has made no template yet."""
    render._environment.cache_clear()


def test_kept_code_is_taken_and_a_changed_text_made_anew(tmp_path: Path) -> None:
    city, store = tmp_path / "city", Store(tmp_path / "kept")
    (city / "pages").mkdir(parents=True)
    page = city / "pages" / "own.html"
    for text, shown in (("{{ 1 + 1 }}", "2"), ("{{ 1 + 2 }}", "3")):
        page.write_text(text, encoding="utf-8")
        another_process()
        compile_templates(theme(city), store)
        compiled = environment(theme(city)).get_template("pages/own.html")
        assert compiled.render() == shown
    known = store.load(KEPT)
    assert isinstance(known, dict) and len(known) == len({key for key, _ in known})
    # Neither another process nor the same one again takes anything away.
    another_process()
    compile_templates(theme(city), store)
    compile_templates(theme(city), store)
    assert store.load(KEPT) == known
    assert environment(theme(city)).get_template("pages/own.html").render() == "3"


def test_code_of_another_version_is_not_taken(tmp_path: Path) -> None:
    """The store believes nothing of another program; what it does not have is made."""
    store = Store(tmp_path)
    compile_templates(Theme((str(theme_folder()),)), store)
    (tmp_path / KEPT).write_bytes(b"x" * 100)
    assert store.load(KEPT) is None
    another_process()
    compile_templates(Theme((str(theme_folder()),)), store)
    assert isinstance(store.load(KEPT), dict)
