"""Two kinds of root: what is public is published; what supervises is joined only where it is named."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from generator.catalogue import Catalogue
from generator.commands import FINDINGS, FINE, WRONG_USE, main
from generator.models.base import PUBLIC, SUPERVISION, extra, model_in, registers
from generator.models.dockets import Docket
from generator.rules._supervised import REASON, unless_supervised
from generator.sources.records import RootError, load
from tests.support.city import CITY, copy_city, lay_over
from tests.support.repository import Repository

PRIVATE = CITY / "supervision"
MR = "lists/departments/market-regulation"
UM = "lists/departments/urban-management"
RIBBON = "内部使用，不得公开"


def build(root: Path, out: Path, *more: str | Path) -> int:
    words = ["build", "--root", str(root), "--out", str(out), "--jobs", "1", "--no-cache"]
    return main([*words, *map(str, more)])


@pytest.fixture(scope="module")
def public(built_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    return built_once("city-public", lambda folder: build(CITY, folder))


@pytest.fixture(scope="module")
def supervised(built_once: Callable[[str, Callable[[Path], object]], Path]) -> Path:
    return built_once(
        "city-supervised", lambda folder: build(CITY, folder, "--supervision", PRIVATE)
    )


def referring(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    """What the fields of a model name, those of its parts too."""
    seen.add(model)
    for info in model.model_fields.values():
        if target := extra(info, "refers"):
            yield target
        inner = model_in(info.annotation)
        if inner is not None and inner not in seen:
            yield from referring(inner, seen)


def test_public_records_cannot_name_what_supervises() -> None:
    """References point only from the supervision root to the public ones."""
    private = {name for name, model in registers().items() if model.register.root == SUPERVISION}
    assert "dockets" in private
    for model in registers().values():
        if model.register.root == PUBLIC:
            assert not private & set(referring(model, set())), model


def test_records_of_both_roots_sit_in_one_catalogue() -> None:
    loaded = load([CITY], supervision=PRIVATE)
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    assert not loaded.problems
    assert catalogue.supervised
    assert len(catalogue.all(Docket)) == 7
    assert catalogue.departments
    assert "dockets" in catalogue.registers


def test_without_the_root_there_is_no_register_of_it() -> None:
    loaded = load([CITY])
    catalogue = Catalogue(loaded.records, loaded.problems, loaded.supervised)
    assert not catalogue.supervised
    assert not catalogue.all(Docket)
    assert "dockets" not in catalogue.registers
    assert "penalties" in catalogue.registers


def test_one_folder_is_not_both_kinds_of_root(tmp_path: Path) -> None:
    root = copy_city(tmp_path / "city")
    with pytest.raises(RootError, match="不能又是监督库"):
        load([root], supervision=root)


def test_a_file_in_the_wrong_kind_of_root_is_not_even_read(tmp_path: Path) -> None:
    """Nothing of it becomes a record, and the finding says where it belongs."""
    root = copy_city(tmp_path / "city")
    docket = (root / "supervision" / MR / "dockets/2026.csv").read_text("utf-8")
    officers = (root / UM / "officers.csv").read_text("utf-8")
    lay_over(root, {f"{MR}/dockets/2026.csv": docket, f"supervision/{UM}/officers.csv": officers})
    loaded = load([root], supervision=root / "supervision")
    said = {(p.code, p.hit.place.file): str(p.hit.values["what"]) for p in loaded.problems}
    assert "只能放在监督库里" in said["STR009", f"{MR}/dockets/2026.csv"]
    assert "不放在监督库里" in said["STR009", f"{UM}/officers.csv"]
    assert len(loaded.records["dockets"]) == 7
    assert {one.register.root for one in loaded.records["officers"]} == {PUBLIC}
    assert len(loaded.records["officers"]) == len(load([CITY]).records["officers"])


def test_a_docket_in_a_public_root_stops_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    docket = (root / "supervision" / MR / "dockets/2026.csv").read_text("utf-8")
    lay_over(root, {f"{MR}/dockets/2026.csv": docket})
    assert build(root, tmp_path / "site") == FINDINGS
    assert "STR009" in capsys.readouterr().out
    assert not (tmp_path / "site").exists()


def test_check_says_what_it_could_not_check(capsys: pytest.CaptureFixture[str]) -> None:
    """Never a pass: how many, and why; with the root nothing of it is left."""
    assert main(["check", "--root", str(CITY), "--format", "json"]) == FINE
    unchecked = json.loads(capsys.readouterr().out)["unchecked"]
    assert {"code": "DKT002", "count": 6, "reason": REASON} in unchecked
    assert main(["check", "--root", str(CITY)]) == FINE
    said = capsys.readouterr().out
    assert said.count(REASON) == 1
    assert "、DKT002、" in next(line for line in said.split("\n") if REASON in line)
    assert main(["check", "--root", str(CITY), "--supervision", str(PRIVATE)]) == FINE
    assert REASON not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("text", "--> {}/lists/terms.csv:1"),
        ("github", "file={}/lists/terms.csv,"),
        ("json", '"root": "{}",'),
        ("markdown", "| {}/lists/terms.csv:1 |"),
    ],
)
def test_a_finding_says_in_which_root_it_is(
    form: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same file may stand in both; of one root alone nothing need be said."""
    root = copy_city(tmp_path / "city")
    broken = {"lists/terms.csv": "词\n"}
    lay_over(root, broken)
    lay_over(root / "supervision", broken)
    assert main(["check", "--root", str(root), "--format", form]) == FINDINGS
    assert str(root) not in capsys.readouterr().out
    words = ["check", "--root", str(root), "--supervision", str(root / "supervision")]
    assert main([*words, "--format", form]) == FINDINGS
    said = capsys.readouterr().out.replace("\\", "")
    assert place.format(root) in said
    assert place.format(root / "supervision") in said


def test_one_root_is_not_named_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would say everything twice; by another way to the same folder as well."""
    root = copy_city(tmp_path / "city")
    again = tmp_path / "other" / ".." / "city"
    (tmp_path / "other").mkdir()
    assert main(["check", "--root", str(root), "--root", str(again)]) == WRONG_USE
    assert "写了两次" in capsys.readouterr().err


def test_nothing_to_check_is_not_unchecked() -> None:
    assert not list(unless_supervised(Catalogue({}), 0))
    assert [one.count for one in unless_supervised(Catalogue({}), 3)] == [3]
    assert not list(unless_supervised(Catalogue({}, supervised=True), 3))


def test_only_public_texts_are_read_for_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the supervision root real names and numbers are what is wanted; in the public one they are errors."""
    root = copy_city(tmp_path / "city")
    secret = "身份证号11010519491231002X，电话13800138000"
    docket = f"supervision/{UM}/dockets/2026.csv"
    lay_over(root, edits={docket: ("2026-05-08,,,\n", f"2026-05-08,,,{secret}\n")})
    words = ["check", "--root", str(root), "--supervision", str(root / "supervision")]
    assert main(words) == FINE
    assert "PRV" not in capsys.readouterr().out
    lay_over(root, edits={f"{UM}/penalties/2026.csv": ("经教育后清理", secret)})
    assert main(words) == FINDINGS
    assert "PRV001" in capsys.readouterr().out


def test_format_reaches_the_supervision_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    file = root / "supervision" / MR / "dockets/2026.csv"
    as_it_was = file.read_text("utf-8")
    head, *rows = as_it_was.splitlines(keepends=True)
    file.write_text("".join([head, *reversed(rows)]), "utf-8")
    words = ["format", "--root", str(root), "--supervision", str(root / "supervision")]
    assert main(words) == FINE
    assert "dockets/2026.csv" in capsys.readouterr().out
    assert file.read_text("utf-8") == as_it_was


def test_changed_looks_at_public_roots_only(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", "--root", str(CITY), "--supervision", str(PRIVATE), "--changed", "HEAD"]
    assert main(words) == WRONG_USE
    assert "去掉 --supervision" in capsys.readouterr().err


def test_the_public_site_does_not_know_the_registers(public: Path) -> None:
    """Not even an empty file of them: no download, no row on a page, no mention in the package."""
    assert not list(public.rglob("*dockets*"))
    package = json.loads((public / "data/datapackage.json").read_text("utf-8"))
    assert package["name"] == "mingze"
    assert "dockets" not in {one["name"] for one in package["resources"]}
    for page in ("version", "data"):
        assert "案件登记簿" not in (public / page / "index.html").read_text("utf-8")
    assert RIBBON not in (public / "index.html").read_text("utf-8")


def test_the_supervision_edition_has_everything(public: Path, supervised: Path) -> None:
    def files(site: Path) -> set[str]:
        found = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        return {one for one in found if not one.startswith("pagefind/")}

    assert files(public) < files(supervised)
    dockets = (supervised / "data/dockets.csv").read_text("utf-8-sig")
    assert "李小城" in dockets
    package = json.loads((supervised / "data/datapackage.json").read_text("utf-8"))
    assert package["name"] == "mingze-supervision"
    assert package["licenses"] == []


def test_nobody_takes_the_supervision_edition_for_the_public_site(supervised: Path) -> None:
    """Every page: its own colours, the ribbon, the title, and no search engine."""
    # The form is the public lists' own, in a frame of its own.
    pages = [one for one in supervised.rglob("*.html") if one.parent.name != "form"]
    assert len(pages) > 80
    for page in pages:
        text = page.read_text("utf-8")
        assert '<html lang="zh-Hans" class="supervision">' in text, page
        assert RIBBON in text, page
        assert "<title>监督版 · " in text, page
        assert re.findall(r'<meta name="robots" content="([^"]+)">', text) == [
            "noindex, nofollow, noarchive"
        ], page
    assert (supervised / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"


def test_the_supervision_edition_has_no_public_address(tmp_path: Path) -> None:
    """It is another site: no page of it claims the address of the public one."""
    root = copy_city(tmp_path / "city")
    address = "https://zhifa.example.invalid/"
    lay_over(root, edits={"lists/portal.yaml": ("as_of:", f"base_url: {address}\nas_of:")})
    out = tmp_path / "site"
    assert build(root, out, "--supervision", root / "supervision") == FINE
    named = [p for p in out.rglob("*") if p.suffix in (".html", ".atom", ".ics", ".xml")]
    assert not [path for path in named if address.encode() in path.read_bytes()]
    assert not (out / "sitemap.xml").exists()


def test_one_edition_is_never_written_over_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    private = ("--supervision", root / "supervision")
    open_, closed = tmp_path / "open", tmp_path / "closed"
    assert build(root, open_) == FINE
    assert build(root, closed, *private) == FINE
    capsys.readouterr()
    assert build(root, closed) == WRONG_USE
    assert "里是监督版，这次生成的是公开的网站" in capsys.readouterr().err
    assert build(root, open_, *private) == WRONG_USE
    assert "里是公开的网站，这次生成的是监督版" in capsys.readouterr().err
    assert build(root, open_) == FINE
    assert build(root, closed, *private) == FINE


def test_each_edition_has_its_own_default_folder_and_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the supervision edition keeps for its next build lies where no public build looks."""
    root = copy_city(tmp_path / "city")
    monkeypatch.chdir(tmp_path)
    cache = tmp_path / "cache"
    words = ["build", "--root", str(root), "--jobs", "1", "--cache", str(cache)]
    assert main([*words, "--supervision", str(root / "supervision")]) == FINE
    assert (tmp_path / "site-supervision/data/dockets.csv").is_file()
    assert [path.name for path in cache.iterdir()] == ["supervision"]
    assert main(words) == FINE
    assert not (tmp_path / "site/data/dockets.csv").exists()
    # Unchanged, and each for itself.
    assert main([*words, "--supervision", str(root / "supervision")]) == FINE


def test_a_site_is_not_put_into_the_supervision_root(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_city(tmp_path / "city")
    private = tmp_path / "private"
    (root / "supervision").rename(private)
    assert build(root, private / "lists/site", "--supervision", private) == WRONG_USE
    assert "只放人写的文件" in capsys.readouterr().err


def test_outcomes_and_officers_in_a_repository_of_their_own(tmp_path: Path) -> None:
    """One site of two repositories: each record is dated by the history of its own."""
    first, second = tmp_path / "lists", tmp_path / "outcomes"
    copy_city(first)
    moved = [
        f"{name}/{file}" for name in (MR, UM) for file in ("officers.csv", "penalties/2026.csv")
    ]
    for file in moved:
        (second / file).parent.mkdir(parents=True, exist_ok=True)
        (first / file).rename(second / file)
    lay_over(first, edits={"lists/portal.yaml": ("as_of:", "witnessed_from: 2026-01-01\nas_of:")})
    ours, theirs = Repository(first), Repository(second)
    listed = ours.commit("2026-03-01 09:00")
    begun = theirs.commit("2026-05-11 10:00")
    lay_over(second, edits={f"{UM}/penalties/2026.csv": ("经教育后清理", "经教育后当场清理")})
    changed = theirs.commit("2026-06-01 10:00")
    out = tmp_path / "site"
    assert main(["check", "--root", str(first), "--root", str(second)]) == FINE
    assert build(first, out, "--root", second) == FINE
    case = (out / "cases/urban-management/2026/cf-1/index.html").read_text("utf-8")
    assert changed[:7] in case
    assert "2026年6月1日" in case
    assert listed[:7] in (out / "powers/littering/index.html").read_text("utf-8")
    untouched = (out / "cases/market-regulation/2026/cf-3/index.html").read_text("utf-8")
    assert begun[:7] in untouched
    version = (out / "version/index.html").read_text("utf-8")
    assert changed in version
    assert listed in version
    assert "XC00000001" in (out / "officers/index.html").read_text("utf-8")


def test_clocks_of_two_repositories(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A decision is public since the main line of its own repository has it."""
    first, second = tmp_path / "lists", tmp_path / "outcomes"
    copy_city(first)
    file = f"{UM}/penalties/2026.csv"
    (second / file).parent.mkdir(parents=True)
    (first / file).rename(second / file)
    lay_over(first, edits={"lists/portal.yaml": ("as_of:", "witnessed_from: 2026-01-01\nas_of:")})
    Repository(first).commit("2026-03-01 09:00")
    Repository(second).commit("2026-05-11 10:00")
    words = ["clocks", "--root", str(first), "--root", str(second), "--format", "json"]
    assert main(words) == FINE
    told = json.loads(capsys.readouterr().out)
    one = next(c for c in told["clocks"] if c["id"] == "disclose/urban-management/2026/cf-1")
    assert (one["state"], one["met_on"]) == ("met", "2026-05-11")
