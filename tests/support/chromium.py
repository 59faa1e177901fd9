"""The browser that the browser tests drive: a found one, never a downloaded one.

`python tests/support/chromium.py` prints its path; `make setup-browser` asks this first.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")

ARGUMENTS = (
    # As root, which containers and CI run as, Chromium refuses to start with a sandbox. The tests
    # open no page but the project's own, on 127.0.0.1.
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
)


class ChromiumMissingError(RuntimeError):
    """No browser where the tests look for one; the message says how to get it."""


def find(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of Chromium: $CHROMIUM, else the first of NAMES on PATH.

    Raises ChromiumMissingError, and never skips: a browser test that did not run proves nothing.
    """
    path = environment.get("PATH", os.defpath)
    chosen = environment.get("CHROMIUM")
    if chosen:
        found = shutil.which(chosen, path=path)
        if found is None:
            raise ChromiumMissingError(
                f"环境变量 CHROMIUM 写的是“{chosen}”，那里没有可以运行的程序；"
                "改成 Chromium 的路径，或者去掉它并运行 make setup-browser。"
            )
        return found
    for name in NAMES:
        found = shutil.which(name, path=path)
        if found is not None:
            return found
    raise ChromiumMissingError(f"PATH 里没有 {'、'.join(NAMES)}；运行 make setup-browser 安装。")


@contextmanager
def launched() -> Iterator["Browser"]:
    """Yield a headless Chromium, closed on leaving. Raises ChromiumMissingError."""
    # Here, not above: finding the browser has to work before anything is installed.
    from playwright.sync_api import sync_playwright

    executable = find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    try:
        print(find())
    except ChromiumMissingError as error:
        sys.exit(str(error))
