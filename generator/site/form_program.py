"""The program of the web form: Sveltia CMS as npm installs it, made to load nothing from elsewhere.

A checkout has it in node_modules/; a wheel carries the same files, put there by hatch_build.py, so that a
city needs no Node. This module imports nothing but the standard library, because packaging reads it too.
"""

import json
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
CARRIED = "form_program"
"""The folder of the package that a wheel has the files in."""
PARTS = (
    "@sveltia/cms/dist/sveltia-cms.js",
    "@sveltia/cms/package.json",
    "@sveltia/cms/LICENSE.txt",
    "@sveltia/cms/locales/zh-CN.json",
    "@sveltia/cms/npm/assets/material-symbols-outlined-latin-wght-normal-*.woff2",
    "@sveltia/cms/npm/assets/material-symbols-outlined.LICENSE.txt",
    "@sveltia/cms/npm/assets/noto-mono-latin-400-normal-*.woff2",
    "@sveltia/cms/npm/assets/noto-mono.LICENSE.txt",
    "@sveltia/cms/npm/assets/source-sans-3-latin-wght-normal-*.woff2",
    "@sveltia/cms/npm/assets/source-sans-3.LICENSE.txt",
    # What is asked before saving goes through it.
    "immutable/dist/immutable.es.js",
    "immutable/LICENSE",
)
SCRIPT, MANIFEST = PARTS[:2]
# What the program would fetch from elsewhere, and where it finds it beside itself. The script and the page
# stand in one folder, so that both take these for the same place.
PREFIXES = {
    "https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": "./fonts/material-symbols-outlined.woff2",
    "https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2": "./fonts/noto-mono.woff2",
    "https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2": "./fonts/source-sans-3.woff2",
    "https://unpkg.com/": "./npm/",
}
ELSEWHERE = ("unpkg.com", "jsdelivr.net")


class FormProgramError(Exception):
    """The program is not as this module knows it; the message says what to do."""


def found() -> Path | None:
    """The folder that holds the packages, or None where the form has not been installed."""
    for folder in (PACKAGE / CARRIED, PACKAGE.parent / "node_modules"):
        if (folder / SCRIPT).is_file():
            return folder
    return None


def edition() -> bytes:
    """What tells one installed program from another, and from none."""
    folder = found()
    return (folder / MANIFEST).read_bytes() if folder else b""


def parts(folder: Path) -> Iterator[Path]:
    """The files that make up the program. Raises FormProgramError where one is missing."""
    for pattern in PARTS:
        several = sorted(folder.glob(pattern))
        if len(several) != 1:
            raise FormProgramError(
                f"网页表单的程序少了文件：{pattern}（在 {folder} 里）。运行 npm ci 重新安装；"
                f"换了版本的，先改 {Path(__file__).name} 里的 PARTS。"
            )
        yield several[0]


def files(folder: Path) -> dict[str, bytes]:
    """Name below the form's address → content. Raises FormProgramError."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    own = f"npm/@sveltia/cms@{manifest['version']}"
    immutable = "npm/immutable@" + manifest["dependencies"]["immutable"].lstrip("^~")
    made: dict[str, bytes] = {}
    for path in parts(folder):
        name, content = path.name, path.read_bytes()
        if path == folder / SCRIPT:
            made[name] = _at_home(content.decode()).encode()
        elif path == folder / MANIFEST:
            # It asks whether there is a newer version: this one it is.
            made["npm/@sveltia/cms/package.json"] = json.dumps(
                {"version": manifest["version"]}
            ).encode()
        elif name == "zh-CN.json":
            made[f"{own}/locales/{name}"] = content
        elif path.suffix == ".woff2":
            made[f"fonts/{name.partition('-latin-')[0]}.woff2"] = content
        elif path.parts[-3] == "immutable":
            made[f"{immutable}/dist/{name}"] = content
        elif path.parts[-2] == "immutable":
            made["immutable.LICENSE.txt"] = content
        else:
            made[name if "cms" in path.parent.name else f"fonts/{name}"] = content
    return made


def _at_home(script: str) -> str:
    """The script with every address of a host that it loads from turned into one beside it."""
    for prefix, ours in PREFIXES.items():
        if prefix not in script:
            raise FormProgramError(
                f"网页表单的程序（sveltia-cms.js）里没有要改写的网址 {prefix}，这个版本与本程序不合："
                f"核对它从哪里取字体和文字，改 {Path(__file__).name} 里的 PREFIXES，再跑 tests/test_form.py。"
            )
        script = script.replace(prefix, ours)
    for host in ELSEWHERE:
        if host in script:
            raise FormProgramError(
                f"改写以后，网页表单的程序里还有 {host}：它会从别的主机加载内容。"
                f"补上 {Path(__file__).name} 里的 PREFIXES。"
            )
    # The map is not carried, and a browser's tools would ask for it.
    return script.partition("//# sourceMappingURL=")[0]
