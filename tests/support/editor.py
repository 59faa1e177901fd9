"""What an editor does with a file: a client of yaml-language-server, which VS Code's YAML extension runs.

It speaks the Language Server Protocol over stdio, and answers the server's questions for settings from
.vscode/settings.json, as VS Code would.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

REPOSITORY = Path(__file__).parents[2]
PROGRAM = REPOSITORY / "node_modules" / ".bin" / "yaml-language-server"
# The extension's own defaults that the server is not told by settings.json. The catalogue of schemas
# on the network is off: the repository's schemas alone must do.
DEFAULTS = {
    "yaml.validate": True,
    "yaml.hover": True,
    "yaml.completion": True,
    "yaml.schemaStore.enable": False,
}
TIMEOUT = 20.0


class EditorMissingError(RuntimeError):
    """The language server is not installed; the message says how to get it."""


def settings(repository: Path = REPOSITORY) -> dict[str, Any]:
    """The settings of the workspace, nested as VS Code hands them out: `yaml.schemas` → yaml → schemas."""
    flat = json.loads((repository / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    nested: dict[str, Any] = {}
    for name, value in {**DEFAULTS, **flat}.items():
        *groups, last = name.split(".")
        group = nested
        for part in groups:
            group = group.setdefault(part, {})
        group[last] = value
    return nested


class Editor:
    """An editor with the repository open. Lines and columns count from 0, as in the protocol."""

    def __init__(self, server: subprocess.Popen[bytes], configuration: Mapping[str, Any]) -> None:
        assert server.stdin and server.stdout
        self._to: IO[bytes] = server.stdin
        self._from: IO[bytes] = server.stdout
        self._configuration = configuration
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._number = 0
        Thread(target=self._read, daemon=True).start()

    def open(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a file of the repository with this text; return what the server finds wrong in it."""
        # The server keeps what it has parsed by name and version: each text gets its own.
        self._number += 1
        document = {"uri": self._uri(path), "languageId": "yaml", "version": self._number}
        self._send(
            method="textDocument/didOpen", params={"textDocument": {**document, "text": text}}
        )
        return self._diagnostics(path)

    def close(self, path: str) -> None:
        """Close a file; the server then takes its findings back."""
        document = {"uri": self._uri(path)}
        self._send(method="textDocument/didClose", params={"textDocument": document})
        assert self._diagnostics(path) == []

    def _diagnostics(self, path: str) -> list[dict[str, Any]]:
        for message in self._until_silence():
            params = message.get("params") or {}
            if (message.get("method"), params.get("uri")) == (
                "textDocument/publishDiagnostics",
                self._uri(path),
            ):
                found: list[dict[str, Any]] = params["diagnostics"]
                return found
        raise AssertionError(f"no diagnostics for {path}")

    def complete(self, path: str, line: int, column: int) -> list[dict[str, Any]]:
        """What the editor offers at a place."""
        answer = self._ask("textDocument/completion", path, line, column)
        offered: list[dict[str, Any]] = (
            answer.get("items", []) if isinstance(answer, dict) else answer or []
        )
        return offered

    def hover(self, path: str, line: int, column: int) -> str:
        """What the editor shows where the mouse rests, as Markdown."""
        answer = self._ask("textDocument/hover", path, line, column)
        contents = (answer or {}).get("contents", "")
        return contents["value"] if isinstance(contents, dict) else str(contents)

    def start(self) -> None:
        """Shake hands and hand over the settings."""
        folder = {"uri": REPOSITORY.as_uri(), "name": REPOSITORY.name}
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {
                        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                        "hover": {"contentFormat": ["markdown"]},
                    },
                },
            },
        )
        self._send(method="initialized", params={})
        self._send(method="workspace/didChangeConfiguration", params={"settings": None})

    def stop(self) -> None:
        self.request("shutdown", None)
        self._send(method="exit", params=None)

    def request(self, method: str, params: Any) -> Any:
        """Ask the server and wait for its answer."""
        self._number += 1
        number = self._number
        self._send(id=number, method=method, params=params)
        for message in self._until_silence():
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise AssertionError(f"{method}: {message['error']}")
                return message.get("result")
        raise AssertionError(f"no answer to {method}")

    def _ask(self, method: str, path: str, line: int, column: int) -> Any:
        position = {"line": line, "character": column}
        return self.request(
            method, {"textDocument": {"uri": self._uri(path)}, "position": position}
        )

    def _uri(self, path: str) -> str:
        return (REPOSITORY / path).as_uri()

    def _send(self, **message: Any) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._to.flush()

    def _until_silence(self) -> Iterator[dict[str, Any]]:
        """Messages as they come; the server's own questions are answered on the way."""
        while True:
            try:
                message = self._messages.get(timeout=TIMEOUT)
            except Empty:
                return
            if message is None:
                raise AssertionError("the language server has ended")
            if "method" in message and "id" in message:
                self._answer(message)
            yield message

    def _answer(self, question: dict[str, Any]) -> None:
        result: Any = None
        if question["method"] == "workspace/configuration":
            result = [self._section(one.get("section", "")) for one in question["params"]["items"]]
        self._send(id=question["id"], result=result)

    def _section(self, name: str) -> Any:
        found: Any = self._configuration
        for part in name.split("."):
            found = found.get(part, {}) if isinstance(found, Mapping) else {}
        return found

    def _read(self) -> None:
        while True:
            length = 0
            while line := self._from.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self._messages.put(None)
                return
            self._messages.put(json.loads(self._from.read(length)))


@contextmanager
def editor() -> Iterator[Editor]:
    """The repository open in an editor. Raises EditorMissingError."""
    if not PROGRAM.exists():
        raise EditorMissingError("没有 yaml-language-server：运行 make setup（或 npm ci）。")
    with subprocess.Popen(
        [str(PROGRAM), "--stdio"],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:
        opened = Editor(server, settings())
        try:
            opened.start()
            yield opened
            opened.stop()
        finally:
            server.kill()
