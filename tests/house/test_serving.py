"""The server refuses an address it cannot have, says where it answers, and lets long questions through."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from catalogue.serving import check_port, gunicorn_arguments
from catalogue.settings import ROOT, BadSetting, Settings
from tests.support.ports import free_port


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_busy_port_is_named_with_a_way_out(busy_port: int) -> None:
    with pytest.raises(BadSetting, match=f"Port {busy_port} .* already in use.*PORT=\\d+ make run"):
        check_port("127.0.0.1", busy_port)


def test_a_free_port_is_fine() -> None:
    check_port("127.0.0.1", free_port())


@pytest.mark.parametrize("host", ["203.0.113.7", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(BadSetting, match=host):
        check_port(host, free_port())


@pytest.mark.parametrize(("host", "bind"), [("127.0.0.1", "127.0.0.1:8000"), ("::1", "[::1]:8000")])
def test_the_settings_reach_the_server(host: str, bind: str) -> None:
    arguments = gunicorn_arguments(Settings(host=host, workers=3))
    assert arguments["bind"] == bind
    assert arguments["workers"] == 3


def test_a_pasted_notice_reaches_the_application(server: str) -> None:
    """Ten thousand characters are too long for a question, but it is the application that says so, on its own page."""
    answer = requests.get(f"{server}/fees", params={"q": "费" * 10_000}, timeout=30)
    assert answer.status_code in (200, 400)
    assert "Content-Security-Policy" in answer.headers


def test_the_server_is_ready(server: str) -> None:
    assert requests.get(f"{server}/", timeout=30).status_code == 200


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"PORT": "busy"}, "already in use"),
        ({"PORT": "eighty"}, "PORT is “eighty”"),
        ({"CATALOGUE_ENV": "production", "SECRET_KEY": "changeme"}, "SECRET_KEY must be set"),
        ({"DATABASE_URL": "mysql://root@localhost/x"}, "DATABASE_URL must begin with"),
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"}, "database"),
        ({"CATALOGUE_INSTANCE": "/proc/no-folder-can-be-made-here"}, "cannot be written to"),
    ],
)
def test_what_cannot_work_ends_with_one_sentence(
    environ: dict[str, str], sentence: str, busy_port: int, tmp_path: Path
) -> None:
    given = {"CATALOGUE_INSTANCE": str(tmp_path), "PORT": str(free_port()), **environ}
    given["PORT"] = str(busy_port) if given["PORT"] == "busy" else given["PORT"]
    command = [sys.executable, str(ROOT / "app.py")]
    done = subprocess.run(command, env={**os.environ, **given}, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, done.stderr
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
