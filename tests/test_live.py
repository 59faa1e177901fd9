"""`serve`: a page made when it is asked for is the page that a build writes, and the site follows behind."""

import argparse
from pathlib import Path
from threading import Event

import pytest

from generator.commands import main
from generator.commands._site import Steps, prepare, saved_job
from generator.commands.serve import Behind, _building
from generator.kept import Remembering, Store
from generator.site.live import Live
from generator.site.plugin import with_guides
from generator.site.written import LastSite
from tests.support.city import copy_city, lay_over


def asked(root: Path, supervision: Path | None = None) -> argparse.Namespace:
    return argparse.Namespace(root=[root], supervision=supervision, as_of=None, observations=None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_city(tmp_path / "city")


def test_a_page_asked_for_is_the_page_that_is_built(root: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert main(["build", "--root", str(root), "--out", str(site), "--no-cache"]) == 0
    _, _, job = prepare(asked(root), 1, Steps(), Store(None), LastSite(Path()), {})
    assert job is not None
    live = Live(with_guides(root, job))
    compared = 0
    for path in site.rglob("*.html"):
        name = path.relative_to(site).as_posix()
        address = f"/{name}" if name == "404.html" else f"/{name.removesuffix('index.html')}"
        page = live.page(address)
        # The downloads' sizes and the counts of terms are known when everything is written.
        if page is not None and address not in ("/data/", "/glossary/"):
            assert page.decode() == path.read_text(encoding="utf-8"), address
            compared += 1
    assert compared > 60


def test_an_address_without_a_page_has_none(root: Path) -> None:
    job = saved_job(asked(root), Remembering(Store(None)))
    assert job is not None
    assert Live(job).page("/powers/nothing/") is None


def test_what_is_saved_is_read_and_the_rest_remembered(root: Path) -> None:
    store = Remembering(Store(None))
    file = "lists/departments/urban-management/powers/littering.yaml"
    first = saved_job(asked(root), store)
    lay_over(root, edits={file: ("乱扔果皮", "乱扔瓜皮")})
    second = saved_job(asked(root), store)
    assert first and second
    before, after = first.edition.catalogue.powers, second.edition.catalogue.powers
    assert "瓜皮" in after["littering"].name
    assert after["expired-food"] is before["expired-food"]
    lay_over(root, edits={"lists/portal.yaml": ("title: 明责", "title: [")})
    assert saved_job(asked(root), store) is None


def test_the_supervision_edition_is_served_where_its_root_is_named(root: Path) -> None:
    """From the first page to the build behind it; without the name it does not exist."""
    private = asked(root, root / "supervision")
    dockets = "/registers/dockets/"
    open_, closed = (saved_job(one, Remembering(Store(None))) for one in (asked(root), private))
    assert open_ and closed
    assert Live(open_).page(dockets) is None
    page = Live(closed).page(dockets)
    assert page and "内部使用，不得公开" in page.decode()
    words = _building(private, root)
    assert words[words.index("--supervision") + 1] == str(root / "supervision")
    assert "--supervision" not in _building(asked(root), root)


def test_a_site_follows_once_for_what_is_saved_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = Behind([])
    built, going, done = [], Event(), Event()

    def build() -> int:
        built.append(1)
        if len(built) == 1:
            # Twice more while the first is under way: one build is enough for both.
            behind.ask()
            behind.ask()
            going.set()
        return 0

    monkeypatch.setattr(behind, "build", build)
    behind.start(done.set)
    behind.ask()
    assert going.wait(10)
    assert done.wait(10)
    behind.stop()
    assert len(built) == 2
