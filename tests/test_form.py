"""The web form: from the models, loading nothing from elsewhere, saving exactly the field that changed."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from generator.commands import FINE, main
from generator.data import form
from generator.models.base import Record, file_fields, registers
from generator.models.portal import Portal, Repository
from generator.site import form_program
from generator.sources.records import load
from generator.sources.standard import format_text
from generator.sources.yaml_files import BODY
from tests.support import chromium
from tests.support.browser import serve
from tests.support.city import CITY, check, copy_city, lay_over
from tests.support.form import enter, field, open_record, read, save


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small city with a repository to save to."""
    root = copy_city(tmp_path_factory.mktemp("form") / "city")
    text = (root / "lists/portal.yaml").read_text(encoding="utf-8")
    repository = "repository:\n  url: https://git.example.invalid/city/lists\n  forge: gitlab\n"
    text = text.replace("organisation_names", f"{repository}organisation_names")
    text = f"{text.rstrip()}\nnot_names:\n- 孟繁星\n"
    lay_over(root, {"lists/portal.yaml": text})
    assert not [one for one in check(root).findings if one.code.startswith("STR")]
    return root


@pytest.fixture(scope="module")
def site(city: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("form-site") / "site"
    command = ["build", "--root", str(city), "--out", str(out), "--jobs", "1", "--no-cache"]
    assert main(command) == FINE
    return out


def portal_of(root: Path) -> Portal:
    (portal,) = load([root]).records["portal"]
    assert isinstance(portal, Portal)
    return portal


# --- from the models ------------------------------------------------------------------------------------------


def test_every_public_register_of_files_is_in_the_form(city: Path) -> None:
    """In the models' order, with the model's fields and nothing written twice."""
    text = form.config(portal_of(city))
    assert text == form.config(portal_of(city))
    config = yaml.safe_load(text)
    shown = {one["name"]: one for one in [*config["collections"], *config["singletons"]]}
    wanted = {
        name: model
        for name, model in registers().items()
        if not (model.register.is_table or model.register.is_page)
    }
    assert shown.keys() == wanted.keys()
    for name, model in wanted.items():
        asked = form.taken_out()[name]
        names = [one["name"] for one in shown[name]["fields"]]
        aliases = [model.model_fields[n].alias or n for n in file_fields(model)]
        assert names == [*asked, *aliases], name
        for one in shown[name]["fields"]:
            assert re.search("[一-鿿]", one["label"]), (name, one)
            assert re.search("[一-鿿]", one["hint"]), (name, one)


def test_choices_references_and_patterns_are_in_the_form(city: Path) -> None:
    config = yaml.safe_load(form.config(portal_of(city)))
    powers = next(one for one in config["collections"] if one["name"] == "powers")
    fields = {one["name"]: one for one in powers["fields"]}
    assert {"label": "行政处罚", "value": "penalty"} in fields["type"]["options"]
    basis = {one["name"]: one for one in fields["bases"]["fields"]}
    assert (basis["law"]["widget"], basis["law"]["collection"]) == ("relation", "laws")
    assert basis["version"]["widget"] == "datetime"
    assert basis["article"]["pattern"][1] == "应当像“124”这样写"
    assert fields["id"]["required"] and not fields["remark"]["required"]
    assert fields["levels"]["multiple"]
    # Choices are listed in Chinese: no hint ends in their codes.
    assert not re.search("penalty|county", fields["type"]["hint"] + fields["levels"]["hint"])


def test_a_person_sees_whose_a_record_is_and_what_stays(city: Path) -> None:
    portal = portal_of(city)
    config = yaml.safe_load(form.config(portal))
    powers = next(one for one in config["collections"] if one["name"] == "powers")
    assert powers["summary"] == "{{fields.name}}（{{dirname}}/{{slug}}）"
    fields = {one["name"]: one for one in powers["fields"]}
    assert "只在新建时选" in fields["department"]["label"]
    assert "定了就不再改" in fields["id"]["hint"]
    assert config["logo"]["src"].endswith("/assets/favicon.svg")
    alone = yaml.safe_load(form.config(portal.model_copy(update={"repository": None})))
    assert alone["backend"]["repo"] == "本机/小城市清单"


def test_every_register_of_files_has_a_field_for_notes() -> None:
    """The form loses comments: what is to be kept is written into the last field of each record."""
    for name, model in registers().items():
        if not model.register.is_table:
            fields = [field for field in file_fields(model) if field != BODY]
            assert fields[-1] == "remark", name


@pytest.mark.parametrize(
    ("url", "forge", "wanted"),
    [
        ("https://github.com/city/lists", None, ("github", "city/lists", "https://api.github.com")),
        ("https://gitlab.com/a/b/lists.git", None, ("gitlab", "a/b/lists", "https://gitlab.com/api/v4")),
        ("https://git.example.invalid/a/b", "gitlab", ("gitlab", "a/b", "https://git.example.invalid/api/v4")),
        ("https://git.example.invalid/a/b", "github", ("github", "a/b", "https://git.example.invalid/api/v3")),
        ("https://git.example.invalid/a/b", None, None),
    ],
)  # fmt: skip
def test_where_the_form_saves_to(
    city: Path, url: str, forge: str | None, wanted: tuple[str, str, str] | None
) -> None:
    repository = Repository.model_validate({"url": url, "forge": forge})
    door = form.door(portal_of(city).model_copy(update={"repository": repository}))
    assert (door and (door.forge.value, door.repository, door.api)) == wanted


# --- the program ----------------------------------------------------------------------------------------------


def program_copy(tmp_path: Path) -> Path:
    folder = form_program.found()
    assert folder, "npm ci"
    for path in form_program.parts(folder):
        copy = tmp_path / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path


def test_the_program_loads_nothing_from_elsewhere() -> None:
    folder = form_program.found()
    assert folder
    files = form_program.files(folder)
    assert not [name for name, text in files.items() if b"unpkg.com" in text or b"jsdelivr" in text]
    assert b"MIT License" in files["LICENSE.txt"]
    assert len([name for name in files if name.startswith("fonts/") and "LICENSE" in name]) == 3


@pytest.mark.parametrize("prefix", form_program.PREFIXES)
def test_a_version_that_loads_from_another_place_is_refused(prefix: str, tmp_path: Path) -> None:
    """An upgrade that moves its fonts or texts is noticed when it is packed, not by a visitor's browser."""
    folder = program_copy(tmp_path)
    script = folder / form_program.SCRIPT
    script.write_text(script.read_text("utf-8").replace(prefix, "https://cdn.invalid/"), "utf-8")
    with pytest.raises(form_program.FormProgramError, match="没有要改写的网址"):
        form_program.files(folder)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    folder = program_copy(tmp_path)
    (folder / "@sveltia/cms/LICENSE.txt").unlink()
    with pytest.raises(form_program.FormProgramError, match=r"少了文件.*LICENSE"):
        form_program.files(folder)


# --- in the browser -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with serve(site) as address:
        yield address


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """The addresses that the browser asked for."""
    return []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def tab(browser: Browser, base: str, city: Path, asked: list[str]) -> Page:
    """The form, signed in to a folder with the city's records."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(90_000)
    page.on("request", lambda request: asked.append(request.url))
    enter(page, base, city)
    return page


def records(root: Path) -> list[Record]:
    loaded = load([root]).records
    return [one for model in form.editable() for one in loaded[model.register.name]]


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.browser
@pytest.mark.slow
def test_what_the_form_saves_differs_in_the_changed_field_alone(
    tab: Page, city: Path, asked: list[str], base: str
) -> None:
    """Every record of the small city is opened, one field changed, saved, brought to the standard form."""
    for record in records(city):
        open_record(tab, form.entry_address(record.file))
        field(tab, "remark").fill("填表时改的")
        save(tab)
        saved = read(tab, record.file)
        before = (city / record.file).read_text(encoding="utf-8")
        assert saved and saved != before, record.file
        after = format_text(type(record), saved)
        assert changed_lines(before, after) == ["+remark: 填表时改的"], record.file
    elsewhere = [url for url in asked if not url.startswith((base, f"blob:{base}"))]
    assert not elsewhere


@pytest.mark.browser
def test_a_choice_is_changed_and_what_the_form_does_not_know_stays(tab: Page, city: Path) -> None:
    file = "lists/bodies/food-brigade.yaml"
    open_record(tab, form.entry_address(file))
    field(tab, "summary").fill("只做食品经营的日常检查")
    save(tab)
    saved = read(tab, file)
    assert saved
    before = (city / file).read_text(encoding="utf-8")
    lines = [
        line
        for line in changed_lines(before, format_text(registers()["bodies"], saved))
        if "remark" not in line
    ]
    assert [line.partition(":")[0] for line in lines] == ["-summary", "+summary"]


def refused(tab: Page, remark: str) -> str:
    """What the form answers to a remark that it does not save; the file is as it was."""
    file = "lists/bodies/food-brigade.yaml"
    before = read(tab, file)
    open_record(tab, form.entry_address(file))
    field(tab, "remark").fill(remark)
    save(tab, waits=False)
    dialog = tab.locator("dialog.asked")
    dialog.wait_for()
    said = dialog.inner_text()
    assert "没有保存" in said
    dialog.get_by_role("button", name="回去改").click()
    assert read(tab, file) == before
    tab.reload()
    return said


@pytest.mark.browser
def test_a_private_number_is_not_saved(tab: Page) -> None:
    """The branch that a save pushes is public at once: so it is looked at in the browser, before."""
    said = refused(tab, "联系人手机１３９１２３４５６７８")
    assert "“备注”里有手机号码：13…" in said
    assert "13912345678" not in said


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("查处当事人张伟，住城东区解放路8号2幢301室，车牌浙A12345", ["自然人姓名：张…", "家庭住址：城东…", "车牌号：浙A…"]),
        ("當事人張偉\u2028稱不知情，邮箱a.b@example.com", ["自然人姓名：张…", "电子邮箱：a.…"]),
    ],
)  # fmt: skip
def test_who_is_named_is_not_saved(tab: Page, words: str, said: list[str]) -> None:
    """The same rules as of the request's check, but before the branch is pushed."""
    answer = refused(tab, words)
    assert [one for one in said if f"“备注”里有{one}" not in answer] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("投诉热线0571-87654321", "固定电话号码：05…（从第5个字起，共13个字符）"),
        ("有困难找夏雨荷", "形似自然人姓名：夏…（从第5个字起，共3个字符）"),
    ],
)
def test_what_is_doubtful_is_asked_and_saved_if_it_is_nobodys(
    tab: Page, words: str, said: str
) -> None:
    """A name that is only likely too: the branch is public before the request's check can ask."""
    file = "lists/bodies/food-brigade.yaml"
    open_record(tab, form.entry_address(file))
    field(tab, "remark").fill(words)
    save(tab, waits=False)
    dialog = tab.locator("dialog.asked")
    dialog.wait_for()
    assert "先核对" in dialog.inner_text()
    assert f"“备注”里可能有{said}" in dialog.inner_text()
    dialog.get_by_role("button", name="都不是，保存").click()
    tab.locator("[data-key-path]").first.wait_for(state="detached")
    assert f"remark: {words}\n" in str(read(tab, file))


@pytest.mark.browser
def test_a_word_that_is_no_name_is_not_asked_about(tab: Page) -> None:
    """The bodies that the portal publishes and the words that it says are no names stop nobody."""
    file = "lists/bodies/food-brigade.yaml"
    open_record(tab, form.entry_address(file))
    field(tab, "remark").fill("有困难找孟繁星")
    save(tab)
    assert "remark: 有困难找孟繁星\n" in str(read(tab, file))
    known = tab.evaluate("JSON.parse(document.body.dataset.known)")
    assert {"小城市", "孟繁星"} <= set(known)
    found = "([text, known]) => window.mingze.find(text, known).length"
    for text, word in (("有困难找孟繁星", "孟繁星"), ("当事人石龙安称", "石龙安")):
        assert tab.evaluate(found, [text, []]) == 1
        assert tab.evaluate(found, [text, [word]]) == 0


def test_only_the_form_loads_the_tables(site: Path) -> None:
    """Nearly a megabyte: no reader's page waits for it."""
    pages = [one for one in site.rglob("*.html") if "likely.js" in one.read_text("utf-8")]
    assert pages == [site / "edit/form/index.html"]
    assert "detector-data.js" in pages[0].read_text("utf-8")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("file", "was"),
    [
        ("lists/departments/market-regulation/powers/expired-food.yaml", "expired-food"),
        ("lists/departments/market-regulation/department.yaml", "market-regulation"),
    ],
)
def test_the_id_of_a_published_record_is_not_changed(tab: Page, file: str, was: str) -> None:
    before = read(tab, file)
    open_record(tab, form.entry_address(file))
    field(tab, "id").fill("another")
    save(tab, waits=False)
    dialog = tab.locator("dialog.asked")
    dialog.wait_for()
    assert "标识改了" in dialog.inner_text() and was in dialog.inner_text()
    dialog.get_by_role("button", name="回去改").click()
    assert read(tab, file) == before
    tab.reload()


@pytest.mark.browser
def test_blanks_around_a_text_are_not_saved(tab: Page) -> None:
    file = "lists/departments/market-regulation/powers/food-seizure.yaml"
    open_record(tab, form.entry_address(file))
    field(tab, "remark").fill(" \u3000两头有空格 的 ")
    save(tab)
    saved = read(tab, file)
    assert saved and "\nremark: 两头有空格 的\n" in saved


@pytest.mark.browser
def test_a_new_record_goes_where_its_department_is(tab: Page) -> None:
    """What only tells the place is asked, used, and not written."""
    open_record(tab, "#/collections/entrustments/new")
    field(tab, "id").fill("night-market")
    choose = tab.locator('[data-key-path="body"]')
    choose.get_by_role("radio", name=re.compile("food-brigade")).click()
    tab.locator('[data-key-path="powers"]').get_by_role("button", name=re.compile("添加")).click()
    field(tab, "powers.0").fill("littering")
    save(tab, waits=False)
    dialog = tab.locator("dialog.asked")
    dialog.wait_for()
    assert "还没有选这条记录归谁" in dialog.inner_text()
    dialog.get_by_role("button", name="回去改").click()
    tab.keyboard.press("Escape")
    field(tab, "department", kind="radio", name="urban-management").click()
    save(tab)
    saved = read(tab, "lists/departments/urban-management/entrustments/night-market.yaml")
    assert saved == "id: night-market\nbody: food-brigade\npowers:\n- littering\n"


def test_a_record_page_leads_to_its_form(site: Path) -> None:
    page = (site / "powers/littering/index.html").read_text(encoding="utf-8")
    entry = "#/collections/powers/entries/urban-management/powers/littering"
    assert f'<a href="../../edit/form/{entry}">修改本条目</a>' in page
    outcome = next((site / "cases").glob("*/*/cf-*/index.html")).read_text(encoding="utf-8")
    assert "修改本条目" not in outcome


@pytest.mark.browser
def test_without_a_repository_the_form_opens_a_folder_and_asks_nobody(
    browser: Browser, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    assert main(["build", "--root", str(CITY), "--out", str(out), "--jobs", "1", "--no-cache"]) == 0
    assert "修改本条目" not in (out / "powers/littering/index.html").read_text(encoding="utf-8")
    assert "没有在设置里写代码库" in (out / "edit/index.html").read_text(encoding="utf-8")
    asked: list[str] = []
    with serve(out) as base:
        page = browser.new_page()
        page.set_default_timeout(90_000)
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{base}/edit/form/")
        page.get_by_text("小城市清单").first.wait_for()
        enter(page, base, CITY)
        page.goto(f"{base}/edit/form/#/collections/powers")
        page.get_by_text("（urban-management/powers/littering）").first.wait_for()
    assert [url for url in asked if not url.startswith((f"{base}/", "blob:", "data:"))] == []
    assert f"{base}/assets/favicon.svg" in asked
