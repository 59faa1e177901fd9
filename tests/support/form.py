"""The web form in a browser, working on a folder as its “local repository”: what it saves is read back."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page

# The browser's own private file system stands in for the folder that a person would pick.
PICKED = """
window.showDirectoryPicker = async () => {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle("city", { create: true });
};
"""
WRITE = """
async (files) => {
  const root = await navigator.storage.getDirectory();
  const city = await root.getDirectoryHandle("city", { create: true });
  await city.getDirectoryHandle(".git", { create: true });
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/");
    let folder = city;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}
"""
READ = """
async (path) => {
  const parts = path.split("/");
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("city");
  try {
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    return await (await (await folder.getFileHandle(parts.at(-1))).getFile()).text();
  } catch { return null; }
}
"""


def enter(tab: Page, base: str, root: Path) -> None:
    """Open the form on a copy of a root's YAML files, and sign in to it."""
    tab.add_init_script(PICKED)
    tab.goto(f"{base}/edit/")
    files = {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((root / "lists").rglob("*.yaml"))
    }
    tab.evaluate(WRITE, files)
    tab.goto(f"{base}/edit/form/")
    tab.get_by_role("button", name="使用本地仓库").click()
    tab.get_by_text("执法主体").first.wait_for()


def read(tab: Page, path: str) -> str | None:
    """A file of the folder as the form left it; None where there is none."""
    text: str | None = tab.evaluate(READ, path)
    return text


def open_record(tab: Page, entry: str) -> None:
    """Open a record by the part of its address behind the #."""
    tab.goto(f"{tab.url.partition('#')[0]}{entry}")
    tab.locator("[data-key-path]").first.wait_for()


def field(tab: Page, path: str, kind: str = "textbox", name: str = "") -> Locator:
    """The control of a field. The form draws the lower fields when one comes near them."""
    section = tab.locator(f'[data-key-path="{path}"]')
    tab.mouse.move(640, 500)
    for _ in range(60):
        if section.count():
            break
        tab.mouse.wheel(0, 3000)
        tab.wait_for_timeout(100)
    if kind == "radio":
        return section.get_by_role("radio", name=re.compile(name))
    return section.locator("input, textarea").first


def save(tab: Page, waits: bool = True) -> None:
    """Press 保存; a saved record closes."""
    tab.get_by_role("button", name="保存", exact=True).click()
    if waits:
        tab.locator("[data-key-path]").first.wait_for(state="detached")
