"""A new city's portal: a folder that checks, builds and publishes, with nothing of the demo in it."""

import argparse
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from generator import VERSION
from generator.commands import FINE, CommandError
from generator.commands._arguments import day
from generator.models.portal import TO_BE_WRITTEN, Portal
from generator.sources.standard import dump
from generator.sources.writing import write_text
from generator.witness import today

HELP = "开一个新城市的门户：能检查、能生成、能发布，里面没有演示的数据"
EXAMPLE = "python publish.py init ../mingcheng --city 明城市 --publisher 明城市司法局"
SCAFFOLD = Path(__file__).parents[1] / "scaffold"
WORKFLOWS = ("request.yml", "comment.yml", "daily.yml", "publish.yml")
NAME = "mingze"
CODE = ".text"
"""What ends the name of a Python file of the scaffold: an installation would compile it, and it is no module of ours."""


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="文件夹", help="新的文件夹，或者空的")
    for name, words in (
        ("city", "城市名称，例如 明城市"),
        ("publisher", "网站的主办单位，例如 明城市司法局"),
        ("legal-office", "审核清单、监督执法的法制机构；不写的，与主办单位相同"),
        ("reconsideration", "行政复议机关，例如 明城市人民政府"),
        ("court", "受理行政诉讼的人民法院"),
        ("phone", "网站的联系电话"),
        ("base-url", "网站的正式地址，以 / 结尾"),
        ("repository", "存放这个文件夹的代码仓库的地址"),
        (
            "package",
            f"程序从哪里装，写进 requirements.txt；不写的，用 wheels/ 里的 {NAME}=={VERSION}",
        ),
    ):
        parser.add_argument(f"--{name}", metavar="文字", help=words)
    parser.add_argument("--from-day", type=day, default=today(), metavar="YYYY-MM-DD", help="清单从哪天起动态调整、以 git 为准，默认今天")  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} 已经存在，里面有东西，没有动；换一个还不存在的文件夹")
    files = dict(_files(arguments))
    for name, text in files.items():
        write_text(folder / name, text)
    missing = [name for name in ("city", "publisher", "reconsideration", "court") if not getattr(arguments, name)]  # fmt: skip
    print(f"已写：{folder}/，{len(files)}个文件。接着照 {folder}/README.md 做。")
    if missing:
        print(f"门户设置里还有“{TO_BE_WRITTEN}”的地方（lists/portal.yaml），检查会逐项提醒。")
    return FINE


def _files(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    city = arguments.city or "本市"
    for path in sorted(SCAFFOLD.rglob("*")):
        if path.is_file():
            name = "/".join(
                re.sub(r"^dot\.", ".", part) for part in path.relative_to(SCAFFOLD).parts
            )
            text = path.read_text(encoding="utf-8")
            text = text.replace("{city}", city).replace("{version}", VERSION)
            yield name.removesuffix(CODE), text
    yield "lists/portal.yaml", dump(Portal, _portal(arguments))
    yield "requirements.txt", requirements(arguments.package or f"{NAME}=={VERSION}")


def _portal(arguments: argparse.Namespace) -> dict[str, object]:
    """The settings, each that was not given with a word that `check` reminds of."""

    def said(name: str) -> str:
        return str(getattr(arguments, name) or TO_BE_WRITTEN)

    contact = {"phone": arguments.phone} if arguments.phone else {}
    repository = {"url": arguments.repository} if arguments.repository else None
    settings: dict[str, object] = {
        "id": "portal",
        "title": "明责",
        "subtitle": "行政执法公示",
        "city": {"name": said("city")},
        "base_url": arguments.base_url,
        "adopted_on": arguments.from_day.isoformat(),
        "witnessed_from": arguments.from_day.isoformat(),
        "publisher": {"name": said("publisher"), **({"contact": contact} if contact else {})},
        "legal_office": {"name": arguments.legal_office or said("publisher")},
        "remedies": {
            "reconsideration": {"name": said("reconsideration")},
            "court": {"name": said("court")},
        },
        "data_licence": {
            "id": "CC-BY-4.0",
            "title": "知识共享署名4.0国际",
            "url": "https://creativecommons.org/licenses/by/4.0/",
        },
        "repository": repository,
    }
    return {name: value for name, value in settings.items() if value is not None}


def requirements(package: str) -> str:
    """The program and the very versions of what it needs that it runs with here."""
    pinned = sorted(f"{name}=={version(name)}" for name in _needed(NAME, set()))
    return "\n".join(
        [
            "# 程序和它用的包，都写明版本：升级程序，换第一行和 wheels/ 里的安装包，再运行 make setup。",
            "--find-links wheels",
            package,
            *pinned,
            "",
        ]
    )


def _needed(package: str, seen: set[str]) -> set[str]:
    """The packages that are installed because a package asks for them."""
    for line in requires(package) or ():
        name = re.split(r"[ ;<>=!~\[(]", line, maxsplit=1)[0].lower().replace("_", "-")
        if "extra ==" in line or name in seen:
            continue
        try:
            version(name)
        except PackageNotFoundError:
            continue  # for another system
        seen.add(name)
        _needed(name, seen)
    return seen


def of_a_city(workflow: str) -> str:
    """A job of this repository as a city runs it: the package carries the form's program, Node is not needed."""
    node = r"      - uses: actions/setup-node@.*\n        with:\n          node-version: .*\n"
    return re.sub(node, "", workflow).replace("和网页表单", "").replace(".runtime form", ".runtime")
