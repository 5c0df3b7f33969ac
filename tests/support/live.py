"""A real server and a real browser for tests; the server is the one that `make run` starts, in a folder of its own."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from catalogue.settings import ROOT
from tests.support.ports import free_port
from tests.support.stores import SECRET

READY = "answers on "
SECONDS_TO_STOP = 30
CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The levels of WCAG 2.2 that are promised, and what axe counts as good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium() -> str | None:
    """The installed Chromium, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextlib.contextmanager
def serving(instance: Path, environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """`python app.py` on a free port until the block ends; its address."""
    port = str(free_port())
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    settings = {"CATALOGUE_INSTANCE": str(instance), "PORT": port, "WEB_CONCURRENCY": "1", "SECRET_KEY": SECRET}
    environment = {**inherited, **settings, "PYTHONUNBUFFERED": "1", **(environ or {})}
    command = [sys.executable, str(ROOT / "app.py")]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            yield _address(server)
        finally:
            server.terminate()
            try:
                server.communicate(timeout=SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                server.kill()
                raise


def _address(server: subprocess.Popen[str]) -> str:
    said = []
    for line in server.stdout or ():
        if READY in line:
            return line.split(READY)[1].strip().rstrip("/")
        said.append(line)
    raise RuntimeError("the server stopped before it listened:\n" + "".join(said))


def accessibility_defects(page: Page) -> list[str]:
    """What axe finds on the page that is open, one line each."""
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {v['help']} at {node['target']}" for v in found for node in v["nodes"]]


def wider_than_screen(page: Page) -> int:
    """By how many pixels the page can be scrolled sideways; 0 is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
