"""Who reviews what at the forge: .github/CODEOWNERS, from the departments and the portal's settings."""

from generator.catalogue import Catalogue

PATH = ".github/CODEOWNERS"
HEAD = """\
# 本文件由 python publish.py generate 从部门和门户的“代码库账号（accounts）”生成，不手改。
# 后面的行优先。一行有几个账号的，其中一个同意就可以。
"""
RESERVED = ("waivers",)
"""Folders of a department that the legal office alone answers for: nobody excuses himself."""


def codeowners(catalogue: Catalogue) -> str:
    """The file's text: all is the legal office's, a department's folder also its own."""
    portal = catalogue.portal
    office = portal.repository.accounts if portal and portal.repository else []
    lines = [_line("*", office)] if office else []
    own = [one for one in catalogue.departments.values() if one.accounts]
    for department in sorted(own, key=lambda one: one.id):
        folder = f"/lists/departments/{department.id}/"
        lines.append(_line(folder, [*department.accounts, *office]))
        lines += [_line(f"{folder}{name}/", office) for name in RESERVED if office]
    return "\n".join([HEAD, *lines]) + "\n" if lines else HEAD


def _line(pattern: str, accounts: list[str]) -> str:
    return " ".join([pattern, *dict.fromkeys(f"@{one}" for one in accounts)])
