"""A reader can say on every page that it is wrong, and sees where somebody has said so."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.catalogue import Catalogue
from generator.clocks import LEGAL_OFFICE
from generator.commands import FINE, main
from generator.findings import Hit
from generator.models.base import registers
from generator.models.corrections import Correction
from generator.rules import all_rules
from generator.running.answering import whose
from generator.site import addresses
from generator.sources.records import load
from tests.support.city import CITY, SUPERVISION, copy_city, lay_over

PORTAL = "lists/portal.yaml"
ASKED = "本条目有读者纠错，正在核实"
GUIDE = "---\ntitle: 怎样读\ndescription: 怎样读\n---\n\n# 怎样读\n\n看这里。\n"
REPORT = re.compile(r'<a href="([^"]+)">报告本页的错误</a>')


def built(folder: Path, repository: str = "", supervised: bool = False) -> Path:
    """The site of the small city, its portal with this repository; supervised: the edition of who supervises."""
    root = copy_city(folder / "city")
    lay_over(root, {"content/guide.md": GUIDE})
    if repository:
        held = f"repository:\n  url: {repository}\norganisation_names"
        lay_over(root, edits={PORTAL: ("organisation_names", held)})
    out = folder / "site"
    words = ["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]
    private = ["--supervision", str(root / SUPERVISION)] if supervised else []
    assert main([*words, *private]) == FINE
    return out


def words(site: Path, page: str) -> str:
    return unescape((site / page / "index.html").read_text(encoding="utf-8"))


def test_every_page_says_where_to_report_an_error_in_it(tmp_path: Path) -> None:
    """On GitHub the form has the page and its file filled in, in fields that the form has."""
    site = built(tmp_path, "https://github.com/mingcheng/lists")
    form = (Path(__file__).parents[1] / ".github/ISSUE_TEMPLATE/correction.yml").read_text("utf-8")
    # A lost address is no page that could be wrong.
    for page in sorted(
        set(site.rglob("*.html")) - {site / "404.html", site / "edit/form/index.html"}
    ):
        found = REPORT.findall(unescape(page.read_text(encoding="utf-8")))
        assert len(found) == 1, page
        fields = parse_qs(urlsplit(found[0]).query)
        assert fields["template"] == ["correction.yml"]
        for name in set(fields) - {"template", "title"}:
            assert f"id: {name}\n" in form, name
    (to,) = REPORT.findall(words(site, "powers/littering"))
    fields = parse_qs(urlsplit(to).query)
    assert to.startswith("https://github.com/mingcheng/lists/issues/new?")
    assert fields["page"] == ["/powers/littering/"]
    assert fields["file"] == ["lists/departments/urban-management/powers/littering.yaml"]
    assert fields["title"][0].startswith("纠错：")
    assert "guide.md" in REPORT.findall(words(site, "guide"))[0]


def test_the_supervision_edition_opens_no_form_in_public(tmp_path: Path) -> None:
    """The form would carry the page's title and file, of a docket or an officer, to the public repository."""
    site = built(tmp_path, "https://github.com/mingcheng/lists", supervised=True)
    for page in site.rglob("*.html"):
        assert "issues/new" not in page.read_text(encoding="utf-8"), page
    assert "不要在公开的代码库里报告；告诉小城市司法局" in words(site, "powers/littering")


def test_on_gitlab_the_page_stands_in_the_description(tmp_path: Path) -> None:
    site = built(tmp_path, "https://gitlab.example.invalid/mingcheng/lists")
    (to,) = REPORT.findall(words(site, "powers/littering"))
    assert to.startswith("https://gitlab.example.invalid/mingcheng/lists/-/issues/new?")
    assert "/powers/littering/" in parse_qs(urlsplit(to).query)["issue[description]"][0]


def test_elsewhere_the_page_says_whom_to_tell(tmp_path: Path) -> None:
    site = built(tmp_path)
    page = words(site, "powers/littering")
    assert not REPORT.findall(page)
    assert re.search(r"发现错误？</span>告诉小城市司法局。5个工作日内答复。", page)


def test_an_open_correction_shows_on_its_page_until_it_is_answered(tmp_path: Path) -> None:
    site = built(tmp_path)
    page = words(site, "departments/market-regulation")
    assert ASKED in page
    assert 'href="../../registers/corrections/#r-2026-2">2026年第2号</a>' in page
    others = [one for one in site.rglob("*.html") if ASKED in one.read_text(encoding="utf-8")]
    assert others == [site / "departments/market-regulation/index.html"]


def test_no_page_of_the_site_is_taken_for_none(tmp_path: Path) -> None:
    """A reader may say of every page that it is wrong, of whatever kind it is."""
    site = built(tmp_path)
    root = copy_city(tmp_path / "asked")
    folders = sorted(page.parent.relative_to(site) for page in site.rglob("index.html"))
    pages = [f"/{folder.as_posix()}/" for folder in folders if folder.parts]
    rows = [f"{number},{page},2026-11-20,," for number, page in enumerate(pages, 1)]
    text = "\n".join(["id,page,received_on,answered_on,outcome", *rows, ""])
    lay_over(root, {"lists/corrections/2026.csv": text})
    said = all_rules()["STR008"].check(Catalogue(load([root]).records), date(2026, 11, 23))
    places = [one.place for one in said if isinstance(one, Hit)]
    assert len(pages) > 100
    assert [place for place in places if place.register == "corrections"] == []


@pytest.fixture(scope="module")
def city() -> Catalogue:
    return Catalogue(load([CITY]).records)


def asked(page: str) -> Correction:
    return Correction.model_validate(
        {"year": "2026", "id": "1", "page": page, "received_on": "2026-11-20"}
    )


def test_an_address_says_whose_entry_it_is(city: Catalogue) -> None:
    """The page of every record leads back to it, so the department that has it answers."""
    seen = 0
    for name in registers():
        for record in city.of(name).values():
            try:
                to = addresses.of(record)
            except KeyError:
                continue
            if "#" in to or record.register.is_page:
                continue
            register, key = asked(to).entry
            assert city.of(register)[key] is record, to
            seen += 1
    assert seen > 10
    assert whose(city, asked("/powers/littering/")) == "urban-management"
    assert whose(city, asked("/departments/market-regulation/")) == "market-regulation"
    assert whose(city, asked("/departments/market-regulation/#powers")) == "market-regulation"
    assert whose(city, asked("/powers/expired-food/#sale")) == "market-regulation"
    assert whose(city, asked("/officers/#mr-0001")) == "market-regulation"
    assert whose(city, asked("/exposures/late-seizure-list/")) == "market-regulation"
    for page in ("/about/", "/powers/", "/laws/food-safety-law/", "/powers/no-such-power/"):
        assert whose(city, asked(page)) == LEGAL_OFFICE
