"""The site on this machine: a saved record shows at once, the whole site and its index follow behind."""

import argparse
import logging
import multiprocessing
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Thread

from generator.commands import FINE, SURROUNDINGS, CommandError, main
from generator.commands._arguments import port
from generator.commands._records import add_roots, all_roots, roots
from generator.commands._site import saved_job
from generator.kept import Remembering, Store
from generator.site.form_program import FormProgramError
from generator.site.live import Live
from generator.site.plugin import BuildError, Server, with_guides
from generator.wording import why

HELP = "在本机打开网站，保存文件后自动更新"
EXAMPLE = "python publish.py serve"
SITE = "serve"
"""Where the served site stands in the cache folder: the next time it begins with what has not changed."""
WATCHED = ("lists", "content", "site_templates", "mkdocs.yml")


def add(parser: argparse.ArgumentParser) -> None:
    add_roots(parser)
    parser.add_argument(
        "--port", type=port, default=8000, metavar="端口", help="本机端口，默认 8000"
    )


def run(arguments: argparse.Namespace) -> int:
    folders = roots(arguments)
    store = Remembering(Store.of(all_roots(arguments)))
    assert store.folder is not None
    site = store.folder / SITE
    behind = Behind(_building(arguments, site))

    def saved() -> None:
        try:
            job = saved_job(arguments, store)
            server.live = Live(with_guides(folders[0], job)) if job else server.live
        except (CommandError, BuildError, FormProgramError) as error:
            print(error, file=sys.stderr, flush=True)
        behind.ask()

    def caught_up() -> None:
        # The folder says it all now; what is saved after this comes with its own.
        server.live = None

    try:
        server = Server(site, arguments.port, saved)
    except OSError as error:
        raise CommandError(
            f"端口{arguments.port}打不开（{why(error)}）；换一个：--port 8001", SURROUNDINGS
        ) from error
    code = behind.build()
    if code != FINE:
        server.server_close()
        return code
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    for path in (folder / name for folder in all_roots(arguments) for name in WATCHED):
        if path.exists():
            server.watch(str(path))
    print(f"打开 http://127.0.0.1:{arguments.port}/，按 Ctrl+C 结束", file=sys.stderr, flush=True)
    behind.start(caught_up)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        behind.stop()
    return FINE


def _building(arguments: argparse.Namespace, site: Path) -> list[str]:
    """The command that brings the served site up to date."""
    words = ["build", "--out", str(site)]
    for folder in roots(arguments):
        words += ["--root", str(folder)]
    if arguments.supervision:
        words += ["--supervision", str(arguments.supervision)]
    return [*words, *(["--as-of", arguments.as_of.isoformat()] if arguments.as_of else [])]


class Behind:
    """Builds the site in a process of its own whenever it is asked, one build after the other."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._changed = Condition()
        self._asked = self._done = 0
        self._stopped = False
        self._process: multiprocessing.process.BaseProcess | None = None

    def build(self) -> int:
        """Build once; the exit code of the command."""
        # Not split off: this process has threads.
        process = multiprocessing.get_context("spawn").Process(
            target=_command, args=(self._command,)
        )
        self._process = process
        process.start()
        process.join()
        return process.exitcode or FINE

    def ask(self) -> None:
        """Something was saved."""
        with self._changed:
            self._asked += 1
            self._changed.notify_all()

    def start(self, caught_up: Callable[[], None]) -> None:
        """Build in the background from now on. caught_up: called when nothing was saved since a build began."""
        Thread(target=self._follow, args=(caught_up,), daemon=True).start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()

    def _follow(self, caught_up: Callable[[], None]) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stopped or self._asked > self._done)
                if self._stopped:
                    return
                begun = self._asked
            code = self.build()
            with self._changed:
                self._done = begun
                if code == FINE and self._asked == begun:
                    caught_up()


def _command(words: list[str]) -> None:
    sys.exit(main(words))
