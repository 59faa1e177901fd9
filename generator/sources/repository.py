"""Git as the jobs need it: a stranger's change put onto the base, and a file kept on a branch of its own.

No file of a change is run, and none is written outside lists/ and content/. A token is given to git by the
environment, for the one host of the remote, never as an argument that others on the machine can read.
"""

import os
import subprocess
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

REMOTE = "origin"
DATA = ("lists", "content")
"""What a change may bring along: records and the pages that people write."""
_AUTHOR = {
    f"GIT_{who}_{what}": words
    for who in ("AUTHOR", "COMMITTER")
    for what, words in (("NAME", "mingze"), ("EMAIL", "mingze@example.invalid"))
}
_PLAIN = ("100644", "100755")


class RepositoryError(Exception):
    """Git did not do what was asked; the message says why and what to do."""


class ChangeError(RepositoryError):
    """The change itself is why: it does not merge, or holds what no change may."""


@dataclass(frozen=True)
class Taken:
    """A change on its base, as the merge would have it. outside: what it changes elsewhere, left out."""

    base: str
    commit: str
    outside: tuple[str, ...]


class Repository:
    """The repository whose top folder is `root`. token: for its remote, where that needs one."""

    def __init__(self, root: Path, token: str = "") -> None:
        self.root = root
        self._environment = {**os.environ, **_AUTHOR, "GIT_TERMINAL_PROMPT": "0"}
        if self._git("rev-parse", "--show-prefix").strip():
            raise RepositoryError(f"{root} 不是仓库最上面的文件夹")
        if token:
            self._authorise(token)

    def take(self, ref: str, expected: str | None = None) -> Taken:
        """Merge a change into what is checked out, check out only its lists/ and content/.

        expected: the commit that it must be. Raises ChangeError, RepositoryError.
        """
        base = self._git("rev-parse", "HEAD").strip()
        self._git("fetch", "--quiet", "--no-tags", REMOTE, f"+{ref}:refs/mingze/change")
        head = self._git("rev-parse", "refs/mingze/change^{commit}").strip()
        if expected and head != expected:
            raise RepositoryError("这个请求又有新的提交；这一次不查了，新的提交自己会查")
        merged = self._merged(base, head)
        self._refuse_links(merged)
        changed = self._git("diff", "--name-only", "-z", "--no-renames", base, merged).split("\0")
        outside = [name for name in changed if name and name.partition("/")[0] not in DATA]
        tree = self._with_data(base, merged)
        commit = self._git("commit-tree", tree, "-p", base, "-p", head, "-m", "合并请求").strip()
        # No hook and no link of anybody's: only files are written.
        safe = ("-c", "core.hooksPath=/dev/null", "-c", "core.symlinks=false")
        self._git(*safe, "checkout", "--quiet", "--detach", commit)
        return Taken(base, commit, tuple(outside))

    def _merged(self, base: str, head: str) -> str:
        done = self._run("merge-tree", "--write-tree", "--name-only", "--no-messages", base, head)
        said = done.stdout.decode("utf-8", "replace")
        if done.returncode == 1:
            files = "、".join(sorted(set(said.split("\n")[1:]) - {""}))
            raise ChangeError(
                f"与主线有冲突，合并不了：{files}；先把主线合并进这个分支，解决冲突再提交"
            )
        if done.returncode:
            raise RepositoryError(f"git merge-tree 没有成功：{_said(done)}")
        return said.split("\n")[0]

    def _refuse_links(self, tree: str) -> None:
        listed = self._git("ls-tree", "-r", "-z", tree, "--", *DATA)
        odd = [
            entry.partition("\t")[2]
            for entry in listed.split("\0")
            if entry and entry.split(" ", 1)[0] not in _PLAIN
        ]
        if odd:
            raise ChangeError(
                f"不是普通文件（符号链接或者子模块）：{'、'.join(odd[:10])}；换成文件"
            )

    def _with_data(self, base: str, merged: str) -> str:
        """The base's tree with lists/ and content/ of another."""
        entries = [e for e in self._top(base) if e.partition("\t")[2] not in DATA]
        entries += [e for e in self._top(merged) if e.partition("\t")[2] in DATA]
        return self._git("mktree", "-z", given="\0".join([*entries, ""])).strip()

    def _top(self, tree: str) -> list[str]:
        return [entry for entry in self._git("ls-tree", "-z", tree).split("\0") if entry]

    def recall(self, branch: str, name: str) -> bytes | None:
        """A file as a branch of the remote has it, None where there is no such branch or file."""
        tip = self._tip(branch)
        if tip is None:
            return None
        done = self._run("cat-file", "blob", f"{tip}:{name}")
        return done.stdout if done.returncode == 0 else None

    def keep(self, branch: str, name: str, content: bytes, message: str) -> bool:
        """Commit a file, alone, onto a branch of the remote; False where it has just that already."""
        blob = self._git("hash-object", "-w", "--stdin", given=content).strip()
        tree = self._git("mktree", "-z", given=f"100644 blob {blob}\t{name}\0").strip()
        tip = self._tip(branch)
        if tip and self._git("rev-parse", f"{tip}^{{tree}}").strip() == tree:
            return False
        parents = ["-p", tip] if tip else []
        commit = self._git("commit-tree", tree, *parents, "-m", message).strip()
        # Without force: who has written in between is not overwritten.
        self._git("push", "--quiet", REMOTE, f"{commit}:refs/heads/{branch}")
        return True

    def _tip(self, branch: str) -> str | None:
        found = self._git("ls-remote", REMOTE, f"refs/heads/{branch}").split()
        if not found:
            return None
        self._git("fetch", "--quiet", "--no-tags", REMOTE, f"+refs/heads/{branch}:refs/mingze/kept")
        return self._git("rev-parse", "refs/mingze/kept").strip()

    def _authorise(self, token: str) -> None:
        url = urlsplit(self._git("remote", "get-url", REMOTE).strip())
        if url.scheme not in ("http", "https"):
            return
        secret = b64encode(f"x-access-token:{token}".encode()).decode()
        count = int(self._environment.get("GIT_CONFIG_COUNT") or 0)
        self._environment |= {
            "GIT_CONFIG_COUNT": str(count + 1),
            f"GIT_CONFIG_KEY_{count}": f"http.{url.scheme}://{url.netloc}/.extraHeader",
            f"GIT_CONFIG_VALUE_{count}": f"Authorization: Basic {secret}",
        }

    def _git(self, *arguments: str, given: str | bytes = b"") -> str:
        done = self._run(*arguments, given=given)
        if done.returncode:
            name = next(one for one in arguments if not one.startswith("-") and "=" not in one)
            raise RepositoryError(f"git {name} 没有成功：{_said(done)}")
        return done.stdout.decode("utf-8", "surrogateescape")

    def _run(
        self, *arguments: str, given: str | bytes = b""
    ) -> "subprocess.CompletedProcess[bytes]":
        content = given.encode("utf-8", "surrogateescape") if isinstance(given, str) else given
        try:
            return subprocess.run(
                ["git", "-c", "core.quotePath=false", *arguments],
                cwd=self.root,
                input=content,
                capture_output=True,
                check=False,
                env=self._environment,
            )
        except FileNotFoundError as error:
            raise RepositoryError("找不到 git，需要安装 git") from error


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    return done.stderr.decode("utf-8", "replace").strip()[:500]
