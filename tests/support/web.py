"""Another site on 127.0.0.1: each path answers as a test says, and what was asked is remembered."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Answer:
    """What a path answers. wait: seconds before it answers; drip: seconds between bytes of its body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0
    drip: float = 0


Responder = Callable[[str, str, bytes, dict[str, str]], Answer]
"""Method, path with query, body, headers → answer."""


@contextmanager
def serving(respond: Responder) -> Iterator[str]:
    """Serve on a free port; yields the address without a slash at its end."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            answer = respond(self.command, self.path, body, dict(self.headers.items()))
            time.sleep(answer.wait)
            try:
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self._write(answer)
            except OSError:
                pass  # whoever asked did not wait

        def _write(self, answer: Answer) -> None:
            if not answer.drip:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(answer.drip)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _answer

        def log_message(self, *arguments: object) -> None:
            """Nothing: a test prints only what it finds."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def pages(answers: dict[str, Answer]) -> Responder:
    """A site of these pages; any other path is not there."""
    return lambda method, path, body, headers: answers.get(path, Answer(b"no", 404))
