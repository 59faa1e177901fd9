"""What packaging adds to the wheel and the source package: the program of the web form, from node_modules/.

A wheel made from the source package finds it there already. An editable install needs none of it: the site
takes it from node_modules/ itself.
"""

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FormProgramHook(BuildHookInterface):  # type: ignore[type-arg]
    """Copies the files that generator/site/form_program.py names, after trying whether they can be used."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        program = _module(root / "generator" / "site" / "form_program.py")
        if version == "editable" or (root / "generator" / program.CARRIED).is_dir():
            return
        folder = root / "node_modules"
        if not (folder / program.SCRIPT).is_file():
            raise program.FormProgramError(
                "没有 node_modules/@sveltia/cms：安装包要带上网页表单，先运行 npm ci，再打包。"
            )
        program.files(folder)
        for path in program.parts(folder):
            place = f"generator/{program.CARRIED}/{path.relative_to(folder).as_posix()}"
            build_data["force_include"][str(path)] = place


def _module(path: Path) -> Any:
    """A module of the package, which is not installed while it is packed."""
    specification = importlib.util.spec_from_file_location("form_program", path)
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
