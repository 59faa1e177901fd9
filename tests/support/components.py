"""The theme's components outside a site: environment, examples, and one page of them all.

`python -m tests.support.components FOLDER` writes that page, to be looked at by eye.
"""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, nodes
from markupsafe import Markup

from generator.models.portal import Portal
from generator.site.render import configure

REPOSITORY = Path(__file__).parents[2]
TEMPLATES = REPOSITORY / "site_templates"
COMPONENTS = TEMPLATES / "components"
GUIDES = {"/about/": "关于本站", "/supervise/": "怎样用清单监督", "/complain/": "怎样投诉举报"}


@dataclass(frozen=True, slots=True)
class Signature:
    """A macro's arguments."""

    component: str
    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One call of a macro, from a component's examples.yaml."""

    component: str
    name: str
    macro: str
    arguments: dict[str, Any]
    caller: Any = None

    def __str__(self) -> str:
        return f"{self.component}-{self.name}"


def environment() -> Environment:
    """Return the environment that a site renders its pages in."""
    env = configure(Environment(loader=FileSystemLoader(TEMPLATES)))
    # Examples write days as text inside `!jinja`; a site's records have them as dates.
    env.filters["parse_day"] = date.fromisoformat
    return env


def names() -> list[str]:
    return sorted(folder.name for folder in COMPONENTS.iterdir() if folder.is_dir())


def signatures(env: Environment, component: str) -> list[Signature]:
    """Return the public macros of a component; a name that begins with _ is its own affair."""
    source = (COMPONENTS / component / "macro.html").read_text(encoding="utf-8")
    found = []
    for macro in env.parse(source).find_all(nodes.Macro):
        arguments = [argument.name for argument in macro.args]
        border = len(arguments) - len(macro.defaults)
        if not macro.name.startswith("_"):
            required, optional = tuple(arguments[:border]), tuple(arguments[border:])
            found.append(Signature(component, macro.name, required, optional))
    return found


def examples(env: Environment, component: str) -> list[Example]:
    """Read examples.yaml: name, macro, arguments, caller. `!jinja` is markup from other components."""
    path = COMPONENTS / component / "examples.yaml"
    entries = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader(env))
    return [Example(component, **entry) for entry in entries]


def render(env: Environment, example: Example) -> str:
    """Render one example. Jinja's errors pass: an unknown or missing argument is one."""
    module = env.get_template(f"components/{example.component}/macro.html").module
    macro = getattr(module, example.macro)
    arguments = dict(example.arguments)
    if example.caller is not None:
        arguments["caller"] = lambda: example.caller
    return str(macro(**arguments))


def link(address: str) -> str:
    """Stand in for the site's own: everything leads to the one page there is."""
    return "#" if not address.startswith("/assets/") else address.removeprefix("/")


def portal() -> Portal:
    """A portal with every field that the frame shows."""
    office = {"name": "明城市司法局"}
    return Portal.model_validate(
        {
            "id": "portal",
            "title": "明责",
            "subtitle": "行政执法公示",
            "city": {"name": "明城市"},
            "ribbon": {"title": "演示数据", "text": "城市、部门、案件和人员均为虚构"},
            "base_url": "https://zhifa.example.invalid/",
            "publisher": {
                "name": "明城市司法局",
                "site_code": "0000000000",
                "icp": "明ICP备00000000号",
                "contact": {"phone": "0000-0000000", "address": "明城市人民路1号"},
            },
            "legal_office": office,
            "remedies": {"reconsideration": {"name": "明城市人民政府"}, "court": {"name": "法院"}},
            "data_licence": {
                "id": "CC-BY-4.0",
                "title": "知识共享署名4.0国际",
                "url": "https://licence.example.invalid/",
            },
        }
    )


def page(**changes: Any) -> SimpleNamespace:
    """A page as templates get it."""
    fields: dict[str, Any] = {
        "address": "/components/",
        "title": "部件",
        "description": "本站反复使用的部件",
        "source": None,
        "trail": (("首页", "/"), ("职权", "/powers/")),
        "section": "powers",
        "changed": SimpleNamespace(date=date(2026, 10, 9), commit="4f2c81e0d1"),
        "file": "lists/departments/market-regulation/powers/expired-food.yaml",
        "indexed": True,
        "shows": [],
        "history": [],
        "corrections": [],
    }
    return SimpleNamespace(**{**fields, **changes})


def frame(env: Environment, main: str, **changes: Any) -> str:
    """Return `main` in base.html."""
    template = env.from_string("{% extends 'base.html' %}{% block main %}{{ body }}{% endblock %}")
    return template.render(
        portal=portal(),
        page=page(**changes),
        link=link,
        guides=GUIDES,
        supervised=False,
        editing="",
        body=Markup(main),
    )


def gallery(env: Environment, folder: Path) -> Path:
    """Write every example on one page, with its assets, and return the page."""
    parts = [f"<h1>{page().title}</h1>"]
    for component in names():
        parts.append(f'<section class="section" id="c-{component}"><h2>{component}</h2>')
        for example in examples(env, component):
            parts.append(f'<p class="small soft">{example.macro}：{example.name}</p>')
            parts.append(render(env, example))
        parts.append("</section>")
    shutil.copytree(TEMPLATES / "assets", folder / "assets", dirs_exist_ok=True)
    path = folder / "index.html"
    path.write_text(frame(env, "\n".join(parts), trail=()), encoding="utf-8")
    return path


def _loader(env: Environment) -> type[yaml.SafeLoader]:
    class Loader(yaml.SafeLoader):
        pass

    def jinja(_: yaml.SafeLoader, node: yaml.ScalarNode) -> Markup:
        imports = "".join(_imports(env))
        return Markup(env.from_string(imports + node.value).render(place=_place).strip())

    Loader.add_constructor("!jinja", jinja)
    Loader.add_constructor("!link", lambda *_: link)
    return Loader


def _place(article: str, paragraph: str, subparagraph: str) -> SimpleNamespace:
    return SimpleNamespace(
        article=article, paragraph=paragraph, subparagraph=subparagraph, item=None
    )


def _imports(env: Environment) -> Iterator[str]:
    for component in names():
        macros = ", ".join(each.name for each in signatures(env, component))
        yield f"{{% from 'components/{component}/macro.html' import {macros} %}}"


if __name__ == "__main__":
    print(gallery(environment(), Path(sys.argv[1])))
